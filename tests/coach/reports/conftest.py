"""Reviews to write, made by hand."""

from pathlib import Path
from typing import Any, Protocol

import pytest

from coach.batch import Outcome
from coach.finding import Finding, Suggestion
from coach.reports.bundle import Bundle
from coach.reports.report import Details
from coach.reviewed import DutyResult, Quote, Reviewed, Scorecard, ScoreLine, Skipped, TimingFigures
from coach.transcript import Transcript, TranscriptProblem
from coach.turn import Turn

SAID = "您的手机是13800138000对吗？这个我不知道"


def finding(**changes: Any) -> Finding:
    """Return a finding about the words 不知道 in the second turn, with some fields changed."""
    fields: dict[str, Any] = {
        "rule": "flat-ignorance/bare",
        "category": "flat-ignorance",
        "severity": "error",
        "start": SAID.index("不知道"),
        "end": len(SAID),
        "matched": "不知道",
        "how": "literal",
        "confidence": 1.0,
        "message": "一句“不知道”：客人会觉得没有人愿意帮忙",
        "clause": "四.2.(5)",
        "phrasebook": "abc123",
        "turn": 1,
        "suggestions": (
            Suggestion("我帮您核实一下", (0, 3), "span", "check-and-reply/check"),
            Suggestion("我帮您问一下相关部门", (0, 3), "clause", "check-and-reply/ask"),
        ),
    }
    return Finding(**(fields | changes))


def reviewed(identity: str = "call-1", agent: str | None = "小陈", **changes: Any) -> Reviewed:
    """Return a reviewed conversation of two turns with one finding and three duties, with some fields changed."""
    turns = (Turn("您好，很高兴为您服务", "agent", 0.5, 2.0), Turn(SAID, "agent", 62.0, 66.0))
    fields: dict[str, Any] = {
        "transcript": Transcript(
            identity, turns, "call", agent=agent, date="2026-03-01", source="calls/a b.jsonl", notes=("时间不全",)
        ),
        "findings": (finding(),),
        "duties": (
            DutyResult("greeting", "kept", "问候", "四.2.(2)", "warning", None, Quote(0, "您好", 0, 2)),
            DutyResult(
                "hold", "missed", "请客人稍候", "篇3.五.1", "error", Quote(1, "手机是13800138000", 2, 16), None, "没说"
            ),
            DutyResult("farewell", "not-applicable", "道别", "四.2.(9)", "advice", reason="不是完整的通话"),
        ),
        "timing": TimingFigures(duration=95.0, agent_share=0.6, speech_rate=240.0, interruptions=1),
        "scorecard": Scorecard(
            "default",
            "标准评分表",
            87.5,
            True,
            80.0,
            None,
            (("words", "用语"),),
            (
                ScoreLine(
                    "w1", "words", "不用忌语", "四.2", "partial", 5, 10, "machine", "客人电话13800138000", False, (0,)
                ),
            ),
        ),
        "skipped": (Skipped("interruption", "没有结束时间"),),
        "phrasebook": "abc123",
    }
    return Reviewed(**(fields | changes))


PROBLEM = TranscriptProblem(
    "calls/b.jsonl", "line 3", "not-json", "this line is no JSON: 13800138000", "quote the text", 2
)


class Write(Protocol):
    """Writes a report into the test's folder."""

    def __call__(self, name: str, *outcomes: Outcome, language: str = "zh-Hans", **details: Any) -> Path:
        """Return its path."""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a report into the test's folder as the command does: prepared in two parts, then written."""

    def written(name: str, *outcomes: Outcome, language: str = "zh-Hans", **details: Any) -> Path:
        path = tmp_path / name
        with Bundle([path], Details(language, **details)) as bundle:  # type: ignore[arg-type]
            bundle.take(bundle.preparation(outcomes[:1]))
            bundle.take(bundle.preparation(outcomes[1:]))
        return path

    return written
