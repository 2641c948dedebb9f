"""A conversation while it is read."""

from coach.transcript import Transcript, TranscriptProblem
from coach.transcripts.draft import Draft, is_empty
from coach.transcripts.labels import Speaker
from coach.turn import Turn

AGENT, CUSTOMER = Speaker("agent", None, "小王"), Speaker("customer", None, "张先生")


def test_turns_names_and_count() -> None:
    """Turns as they come, the first names, and how many records they were."""
    draft = Draft()
    draft.add(" 您好 ", AGENT, "turn 0", 0, 1)
    draft.add("在吗", CUSTOMER, "turn 1", 2)
    draft.add("嗯", Speaker(None, "说话人3"), "turn 2")
    assert draft.finish("a", "f.txt", "", channel="call", complete=False, date="2024-05-01") == [
        Transcript(
            "a",
            (Turn(" 您好 ", "agent", 0, 1), Turn("在吗", "customer", 2), Turn("嗯", speaker="说话人3")),
            "call",
            False,
            "小王",
            "张先生",
            "2024-05-01",
            "f.txt",
            3,
        )
    ]


def test_a_number_is_no_name_of_a_customer() -> None:
    """用户8273 is nobody one could address; staff have numbers."""
    draft = Draft()
    draft.add("a", Speaker("customer", None, "8273"), "")
    draft.add("b", Speaker("agent", None, "8273"), "")
    assert (draft.agent, draft.customer) == ("8273", None)


def test_turns_without_text_are_counted() -> None:
    """They are one problem that says where the first is; without any other turn there is no conversation."""
    draft = Draft()
    draft.add("\u200b \0", AGENT, "row 2")
    draft.add("", AGENT, "row 3")
    (problem,) = draft.finish("a", "f.csv", "sheet 1")
    assert isinstance(problem, TranscriptProblem)
    assert (problem.place, problem.code, problem.rows) == ("sheet 1, row 2", "no-text", 2)
    draft.add("您好", AGENT, "row 4")
    transcript, problem = draft.finish("a", "f.csv", "")
    assert (transcript.rows, problem.rows) == (1, 2)


def test_records_that_are_not_turns() -> None:
    """A whole dialogue out of one record counts as one, its empty turns are a note."""
    draft = Draft()
    draft.add("", AGENT, "line 1")
    (problem,) = draft.finish("a", "f.csv", "row 2", rows=1)
    assert problem.rows == 1
    draft.add("您好", AGENT, "line 2")
    (transcript,) = draft.finish("a", "f.csv", "row 2", rows=1)
    assert isinstance(transcript, Transcript)
    assert (transcript.rows, transcript.notes) == (1, ("line 1: no text there",))


def test_an_end_before_the_start_is_left_out() -> None:
    """With a note, one for all turns."""
    draft = Draft()
    for number in range(3):
        draft.add("您好", AGENT, f"turns[{number}]", 5, 4)
    (transcript,) = draft.finish("a", "", "")
    assert isinstance(transcript, Transcript)
    assert {turn.end for turn in transcript.turns} == {None}
    assert transcript.notes == ("3 turns, first turns[0]: ends before it begins; its end is left out",)


def test_turns_are_put_in_order() -> None:
    """By their starts if all have one; otherwise they stay, and both is noted."""
    draft = Draft()
    for start, text in ((5, "b"), (1, "a"), (5, "c")):
        draft.add(text, AGENT, "", start)
    (transcript,) = draft.finish("a", "", "")
    assert isinstance(transcript, Transcript)
    assert [turn.text for turn in transcript.turns] == ["a", "b", "c"]
    assert transcript.notes == ("order: the turns were not in the order of their times; they are now",)
    draft = Draft()
    for start, text in ((5, "b"), (1, "a"), (None, "c")):
        draft.add(text, AGENT, "", start)
    (transcript,) = draft.finish("a", "", "")
    assert isinstance(transcript, Transcript)
    assert [turn.text for turn in transcript.turns] == ["b", "a", "c"]
    assert "not every turn has one" in transcript.notes[0]


def test_nothing_to_read() -> None:
    """White and invisible characters; anything else is something."""
    assert all(map(is_empty, ["", " \n\t", "\ufeff\u200b", "\u3000", "\0"]))
    assert not any(map(is_empty, ["。", "😀", "\ud800"]))
