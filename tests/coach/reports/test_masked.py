"""Masking a review keeps it whole."""

from dataclasses import replace

from coach.masking import mask
from coach.reports.masked import masked
from coach.reviewed import Quote
from tests.coach.reports.conftest import SAID, finding, reviewed


def test_all_that_repeats_what_was_said() -> None:
    """Turns, findings, quotes, reasons and notes; not the identifiers."""
    before = reviewed("13800138000", agent="13800138000")
    after = masked(before, mask)
    assert after.transcript.turns[1].text == SAID.replace("13800138000", "138****8000")
    assert after.findings == before.findings
    assert after.duties[1].trigger == Quote(1, "手机是138****8000", 2, 16)
    assert after.scorecard.lines[0].reason == "客人电话138****8000"
    assert (after.transcript.id, after.transcript.agent) == ("13800138000", "13800138000")
    assert masked(before, lambda text: text) == before


def test_half_a_number_is_masked_like_the_whole() -> None:
    """What a finding marks is cut from the masked turn; words that do not stand there are masked by themselves."""
    half = finding(start=9, end=16, matched="0138000", trigger="打13800138000", evidence="13900139000")
    (one,) = masked(reviewed(findings=(half,)), mask).findings
    assert (one.matched, one.trigger, one.evidence) == ("***8000", "打138****8000", "139****9000")
    for wrong in (replace(half, turn=9), replace(half, turn=None), replace(half, start=None), replace(half, start=0)):
        (one,) = masked(reviewed(findings=(replace(wrong, matched="13800138000"),)), mask).findings
        assert one.matched == "138****8000"
