"""Masking a review keeps it whole."""

from dataclasses import replace

from coach.reports.masked import masked
from coach.reviewed import Quote, Reviewed
from tests.coach.reports.conftest import PROBLEM, SAID, finding, reviewed


def hide(review: Reviewed) -> Reviewed:
    """Return the masked review."""
    hidden = masked(review)
    assert isinstance(hidden, Reviewed)
    return hidden


def test_all_that_repeats_what_was_said() -> None:
    """Turns with their speakers, findings, quotes, reasons and notes; not the identifiers."""
    before = reviewed("13800138000", agent="13800138000")
    turns = tuple(replace(turn, speaker="13900139000") for turn in before.transcript.turns)
    transcript = replace(before.transcript, turns=turns, customer="陈先生 13800138000", notes=("13800138000",))
    after = hide(replace(before, transcript=transcript))
    assert after.transcript.turns[1].text == SAID.replace("13800138000", "138****8000")
    assert after.findings == before.findings
    assert after.duties[1].trigger == Quote(1, "手机是138****8000", 2, 16)
    assert after.scorecard.lines[0].reason == "客人电话138****8000"
    assert (after.transcript.id, after.transcript.agent) == ("13800138000", "13800138000")
    assert (after.transcript.customer, after.transcript.notes) == ("陈先生 138****8000", ("138****8000",))
    assert {turn.speaker for turn in after.transcript.turns} == {"139****9000"}
    assert hide(after) == after


def test_what_could_not_be_read() -> None:
    """What repeats a piece of the file; not its place."""
    problem = masked(replace(PROBLEM, place="13800138000", advice="delete 13800138000"))
    assert problem == replace(
        PROBLEM, place="13800138000", message="this line is no JSON: 138****8000", advice="delete 138****8000"
    )


def test_half_a_number_is_masked_like_the_whole() -> None:
    """What a finding marks is cut from the masked turn; words that do not stand there are masked by themselves."""
    half = finding(start=9, end=16, matched="0138000", trigger="打13800138000", evidence="13900139000")
    (one,) = hide(reviewed(findings=(half,))).findings
    assert (one.matched, one.trigger, one.evidence) == ("***8000", "打138****8000", "139****9000")
    for wrong in (replace(half, turn=9), replace(half, turn=None), replace(half, start=None), replace(half, start=0)):
        (one,) = hide(reviewed(findings=(replace(wrong, matched="13800138000"),))).findings
        assert one.matched == "138****8000"
