"""The review of a whole conversation, and that live, bulk and command line say the same."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from coach import Coach
from coach.conversation import Conversation
from coach.jsontext import json_bytes
from coach.live import Live
from coach.review import review
from coach.reviewed import Reviewed
from coach.transcript import Transcript
from coach.transcripts.jsonl import read_record
from coach.transcripts.options import ReadOptions
from coach.turn import Turn
from phrasebook import ScorecardMissing
from tests.coach.dialogues import agent, customer, system
from tests.conftest import MakeCoach

SENTENCES = [
    "您好，請問有什麼可以幫您？",
    "喂，你找谁",
    "我不知道",
    "這不是我的事，😀你問我，我問誰",
    "很抱歉，让您久等了",
    "请稍候，我查一下",
    "我回來了",
    "请问您贵姓？",
    "我姓王",
    "王先生您好",
    "麻煩您提供一下訂單編號",
    "HJ30921",
    " 谢谢\u200b你 ",
    "不客气",
    "我要投诉，快递都晚了三天了",
    "是這樣的，系統昨天壞了",
    "感谢您的来电，再见",
    "請問還有其他需要協助的嗎？",
    "嗯嗯",
    "？",
]
TIMES = st.none() | st.integers(0, 90) | st.floats(0, 90)
TURNS = st.builds(
    Turn,
    st.sampled_from(SENTENCES),
    st.sampled_from(["agent", "agent", "customer", "customer", "system"]),
    TIMES,
    TIMES,
)
CONVERSATIONS = st.builds(
    Transcript,
    st.just("a"),
    st.lists(TURNS, min_size=1, max_size=12).map(tuple),
    st.sampled_from(["call", "chat", None]),
    st.booleans(),
    customer=st.sampled_from([None, "王小明"]),
)
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


def as_set(findings: list[dict[str, Any]]) -> list[str]:
    """Return findings in an order that does not depend on when they were shown."""
    return sorted(json.dumps(finding, sort_keys=True) for finding in findings)


def in_order(transcript: Transcript) -> bool:
    """Tell whether a reader leaves the turns as they are."""
    starts = [turn.start for turn in transcript.turns if turn.start is not None]
    ends = [turn.end for turn in transcript.turns if turn.start is not None and turn.end is not None]
    return starts == sorted(starts) and len(starts) == len(ends)


def record_of(transcript: Transcript) -> dict[str, Any]:
    turns = [{"role": one.role, "text": one.text, "start": one.start, "end": one.end} for one in transcript.turns]
    about = {"id": transcript.id, "channel": transcript.channel, "customer": transcript.customer}
    return {**about, "complete": transcript.complete, "turns": turns}


def through_file(transcript: Transcript, coach: Coach) -> Reviewed:
    """Return the review of a conversation that was written as JSON and read again, as bulk review does."""
    (read,) = read_record(json.loads(json_bytes(record_of(transcript))), "line 1", "1", "f", ReadOptions())
    assert isinstance(read, Transcript)
    return review(read, coach)


@SHARED
@given(CONVERSATIONS)
@example(Transcript("a", (Turn("您好", "agent", 5, 6), Turn("谢谢", "customer", 5, 5), Turn("嗯", "agent", 4, 9))))
def test_live_and_bulk_say_what_the_review_says(coach: Coach, transcript: Transcript) -> None:
    """Turn by turn, as JSON records, from a file: the same findings and duties."""
    reviewed = review(transcript, coach)
    wanted = as_set([finding.as_dict() for finding in reviewed.findings])

    conversation = Conversation(coach, channel=transcript.channel, customer=transcript.customer)
    findings = [finding for turn in transcript.turns for finding in conversation.add(turn)]
    findings += conversation.finish(complete=transcript.complete)
    assert as_set([finding.as_dict() for finding in findings]) == wanted
    assert (conversation.duties, conversation.timing) == (reviewed.duties, reviewed.timing)

    live = Live(coach)
    record = record_of(transcript)
    about = {"conversation": "c", "channel": transcript.channel, "customer": transcript.customer}
    answers = [live.answer({**about, **turn}) for turn in record["turns"]]
    end = live.answer({"conversation": "c", "end": True, "complete": transcript.complete})
    assert as_set([finding for answer in [*answers, end] for finding in answer["findings"]]) == wanted
    assert end["duties"] == [duty.as_dict() for duty in reviewed.duties]
    assert end["skipped"] == [skip.as_dict() for skip in reviewed.skipped]

    if in_order(transcript):
        assert through_file(transcript, coach).findings == reviewed.findings


@SHARED
@given(CONVERSATIONS)
def test_a_review_is_whole(coach: Coach, transcript: Transcript) -> None:
    """Every quote and span is in the text as written; every duty of the channel has a result; it can be written."""
    reviewed = review(transcript, coach)
    texts = [turn.text for turn in transcript.turns]
    for finding in reviewed.findings:
        assert finding.turn is not None
        assert transcript.turns[finding.turn].role == "agent"
        if finding.start is not None:
            assert texts[finding.turn][finding.start : finding.end] == finding.matched != ""
    for result in reviewed.duties:
        assert result.reason or result.state == "kept"
        assert result.state != "kept" or result.evidence or not coach.phrasebook.duties[result.duty].owed
        for quote in filter(None, (result.trigger, result.evidence)):
            assert texts[quote.turn][quote.start : quote.end] == quote.text
    owed = {duty.id for duty in coach.phrasebook.duties.values() if transcript.channel in {None, *duty.channels}}
    assert {result.duty for result in reviewed.duties} == owed
    missed = sorted(result.duty for result in reviewed.duties if result.state == "missed")
    assert missed == sorted(finding.category for finding in reviewed.findings if finding.start is None)
    assert json.loads(json_bytes(reviewed.as_dict()))["id"] == "a"


def test_findings_stand_in_the_order_of_the_turns(coach: Coach) -> None:
    """Wording before duties, wording by place."""
    turns = (agent("喂，你找谁，我不知道"), customer("谢谢"), agent("这不是我的事"), agent("再见"))
    findings = review(Transcript("a", turns), coach).findings
    keys = [(finding.turn, finding.start is None, finding.start or 0) for finding in findings]
    assert keys == sorted(keys)
    assert len({turn for turn, *_ in keys}) == 3


def test_a_review_knows_what_it_comes_from(coach: Coach) -> None:
    transcript = Transcript("a", (agent("您好，謝謝"), customer("嗯"), system("喂")), channel="call")
    reviewed = review(transcript, coach)
    assert reviewed.transcript is transcript
    assert reviewed.phrasebook == coach.phrasebook.hash
    assert (reviewed.agent_turns, reviewed.language) == (1, "zh-Hant")
    assert reviewed.courtesy["thanks"] == 1
    assert reviewed.scorecard.id in coach.phrasebook.scorecards
    assert review(transcript, coach, language="en").language == "en"
    assert review(transcript, coach, locale="zh-Hans").language == "zh-Hans"


def test_the_system_may_know_the_name(coach: Coach) -> None:
    reviewed = review(Transcript("a", (customer("嗯"), agent("您好")), customer="王小明"), coach)
    assert "surname-not-used" in [finding.category for finding in reviewed.findings]


def test_an_empty_conversation(coach: Coach) -> None:
    reviewed = review(Transcript("a", ()), coach)
    assert reviewed.findings == ()
    assert {result.state for result in reviewed.duties} == {"not-applicable"}
    assert {skip.check for skip in reviewed.skipped} >= {"wording", "silence", "greeting-missing"}


def test_a_turn_without_a_role_is_refused(coach: Coach) -> None:
    with pytest.raises(ValueError, match="turn 1 has no role"):
        review(Transcript("a", (agent("您好"), Turn("喂", speaker="2"))), coach)


def test_a_phrasebook_without_scorecard_says_so(make_coach: MakeCoach) -> None:
    with pytest.raises(ScorecardMissing, match="has no scorecard"):
        review(Transcript("a", (agent("您好"),)), make_coach())
