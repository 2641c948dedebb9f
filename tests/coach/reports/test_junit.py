"""Reviews as JUnit XML."""

from pathlib import Path
from xml.etree import ElementTree

from coach.transcript import Transcript, TranscriptProblem
from coach.turn import Turn
from tests.coach.reports.conftest import PROBLEM, Write, finding, reviewed


def suite(path: Path) -> ElementTree.Element:
    """Return the only suite, after checking that the counts are right."""
    root = ElementTree.parse(path).getroot()
    (only,) = root
    assert (root.tag, only.tag, only.get("name")) == ("testsuites", "testsuite", "phrase-coach")
    for name, found in (("tests", "testcase"), ("failures", "testcase/failure"), ("errors", "testcase/error")):
        assert root.get(name) == only.get(name) == str(len(only.findall(found)))
    return only


def test_cases(write: Write) -> None:
    """Errors fail a conversation, once; warnings and what was not checked are its output; problems are errors."""
    path = write(
        "report.xml",
        reviewed(findings=(finding(), finding(rule="b/b", turn=None), finding(severity="warning"))),
        reviewed("call-2", findings=(finding(severity="advice", matched=""),), skipped=()),
        reviewed("call-3", findings=(), skipped=()),
        PROBLEM,
        TranscriptProblem("", "", "no-files", "no file was given", "name one"),
    )
    one, two, three, four, five = suite(path)
    assert one.attrib == {"classname": "calls/a b.jsonl", "name": "call-1", "file": "calls/a b.jsonl"}
    (failure,) = one.findall("failure")
    assert failure.get("type") == "flat-ignorance/bare"
    assert (failure.get("message") or "").endswith("愿意帮忙 (+1)")
    assert (failure.text or "").splitlines() == [
        "第几句 2 · 错误 · flat-ignorance/bare · 四.2.(5) · 「不知道」一句“不知道”：客人会觉得没有人愿意帮忙",
        "错误 · b/b · 四.2.(5) · 「不知道」一句“不知道”：客人会觉得没有人愿意帮忙",
    ]
    assert (one.findtext("system-out") or "").splitlines()[1:] == ["未检查项", "interruption：没有结束时间"]
    assert two.find("failure") is None
    assert "建议" in (two.findtext("system-out") or "")
    assert list(three) == []
    assert four[0].attrib == {"message": "this line is no JSON: 138****8000", "type": "not-json"}
    assert five.attrib == {"classname": "phrase-coach", "name": "no-files"}


def test_hostile_text(write: Write) -> None:
    """Markup and what XML forbids are text that can be seen."""
    text = "]]></failure>\x00\ud800\uffff<&\"'\n"
    transcript = Transcript(text, (Turn(text),), source=text)
    (case,) = suite(write("report.xml", reviewed(transcript=transcript, findings=(finding(message=text),))))
    assert case.get("name") == "]]></failure>␀��<&\"'\n"
    assert "]]></failure>␀��<&\"'" in (case.findtext("failure") or "")
