"""One conversation arranged for reading."""

from dataclasses import replace
from math import inf, nan

import pytest

from coach.reports.dialogue import Dialogue, clock
from coach.reports.strings import Strings
from coach.reviewed import Quote, Reviewed
from coach.turn import Turn
from tests.coach.reviews import card, line, mainland_chat, nameless, taiwan_call


def arranged(reviewed: Reviewed) -> Dialogue:
    """Return a review as the page shows it."""
    return Dialogue(reviewed, 7, Strings("zh-Hant"))


def test_notes_stand_with_their_turns() -> None:
    """Those of no turn, or of one that is not there, stand apart: none is lost."""
    review = taiwan_call()
    lost = replace(review.findings[0], turn=99)
    dialogue = arranged(replace(review, findings=(*review.findings, lost)))
    assert [[note.number for note in turn.notes] for turn in dialogue.turns()] == [
        [1],
        [],
        [2, 3],
        [],
        [4],
        [5],
        [],
        [],
    ]
    assert [note.number for note in dialogue.general] == [6, 7]


def test_words_for_a_person_are_shown_in_their_sentence() -> None:
    """A sentence stands alone, words stand among their neighbours, cut where these are long."""
    notes = arranged(taiwan_call()).notes
    assert [(say.before, say.text, say.after) for say in notes[3].say_instead] == [("那", "請您稍候", "。")]
    assert [say.before for say in notes[1].say_instead] == ["", ""]
    review = taiwan_call()
    turns = (Turn(f"{'一' * 20}你等一下{'二' * 20}", "agent"),)
    suggestion = replace(review.findings[3].suggestions[0], replace=(20, 24))
    finding = replace(review.findings[3], turn=0, start=20, end=24, suggestions=(suggestion,))
    long = replace(review, transcript=replace(review.transcript, turns=turns), findings=(finding,))
    (say,) = arranged(long).notes[0].say_instead
    assert (say.before, say.after) == (f"…{'一' * 10}", f"{'二' * 10}…")


def test_a_span_beyond_its_turn_does_no_harm() -> None:
    """It is cut to the turn, or shown in the note alone."""
    review = mainland_chat()
    beyond = [replace(review.findings[0], start=start, end=end) for start, end in ((20, 99), (50, 60), (5, 5), (-1, 2))]
    turn = arranged(replace(review, findings=tuple(beyond))).turns()[2]
    assert turn.words.count("<mark") == 1
    assert [note.number for note in turn.notes] == [1, 2, 3, 4]


def test_silence_before_a_turn_is_told_where_it_is_long() -> None:
    """Ten seconds and more, in whole seconds; times that are no times tell nothing."""
    assert [turn.pause for turn in arranged(taiwan_call()).turns()] == [0, 0, 0, 0, 0, 42, 0, 0]
    turns = (Turn("一", "agent", 0, 1), Turn("二", "agent", inf, nan), Turn("三", "agent", 5, 6))
    odd = replace(nameless(), transcript=replace(nameless().transcript, turns=turns))
    assert [(turn.time, turn.pause) for turn in arranged(odd).turns()] == [("0:00", 0), ("", 0), ("0:05", 0)]


@pytest.mark.parametrize(
    ("seconds", "shown"), [(None, ""), (0.0, "0:00"), (65.9, "1:05"), (3725, "1:02:05"), (-1, ""), (nan, "")]
)
def test_clock(seconds: float | None, shown: str) -> None:
    """Minutes and seconds, hours where there are any."""
    assert shown == clock(seconds)


def test_an_unknown_speaker_keeps_the_name_the_source_gave() -> None:
    """Where the role is known it suffices."""
    assert [turn.speaker for turn in arranged(nameless()).turns()][:2] == ["身分不明 SPEAKER_00", "身分不明 SPEAKER_01"]


def test_duties_missed_come_first_and_quotes_lead_to_turns() -> None:
    """Turns are counted from one for people."""
    duties = arranged(taiwan_call()).duties()
    assert [duty.result.state for duty in duties] == ["missed"] * 3 + ["kept"] * 3 + ["not-applicable"]
    trigger = duties[1].trigger
    assert trigger is not None
    assert (trigger.text, trigger.anchor, trigger.number) == ("那你等一下。", "c7t5", 5)


def test_a_quote_of_a_turn_that_is_not_there_leads_to_the_conversation() -> None:
    """And is quoted all the same."""
    review = mainland_chat()
    duty = replace(review.duties[0], trigger=Quote(50, "在嗎"))
    trigger = arranged(replace(review, duties=(duty,))).duties()[0].trigger
    assert trigger is not None
    assert (trigger.text, trigger.anchor) == ("在嗎", "c7")


def test_score_lines_are_grouped_and_none_is_lost() -> None:
    """A line of a section that the card does not name comes last."""
    stray = line("own", "自訂", 1, 2, section="nowhere")
    sections = arranged(replace(taiwan_call(), scorecard=card(50, stray, *taiwan_call().scorecard.lines)))
    groups = sections.score_sections()
    assert [title for title, _ in groups.costly] == ["用語", "應做事項", "態度", ""]
    assert [view.line.item for _, lines in groups.calm for view in lines] == ["surname", "item", "tone"]
    assert groups.calm_lines == 3
    assert [note.number for note in groups.costly[1][1][0].notes] == [1]


def test_a_category_that_nobody_named_is_called_as_its_duty() -> None:
    """An organisation's own duty has its title."""
    review = mainland_chat()
    own = replace(review, duties=(replace(review.duties[0], duty="house", title="報價前確認"),))
    assert arranged(own).category("house") == "報價前確認"


def test_what_is_worst_comes_first() -> None:
    """Categories and severities, each once; counts of all three."""
    dialogue = arranged(taiwan_call())
    assert dialogue.categories[-1] == "curt-hold"
    assert dialogue.severities == ["error", "warning", "advice"]
    assert dialogue.counts == {"advice": 1, "warning": 2, "error": 3}
    assert dialogue.missed == ["greeting-missing", "return-not-apologised", "no-inconvenience-apology"]
