"""Mention is not use."""

import pytest

from coach.mention import is_mention
from tests.conftest import MakeCoach


@pytest.mark.parametrize(
    "text",
    [
        "你刚才说不知道",
        "您剛才說不知道",
        "你刚才说，不知道",
        "你刚才说：“不知道",
        "你刚才说😀😀😀😀不知道",
        "不知道这种话",
        "“不知道”这种话",
        "系统显示“不知道”吗",
        "「客人讲『不知道』」吗",
        "“不知道”a",
    ],
)
def test_mentions(make_coach: MakeCoach, text: str) -> None:
    """Quoted inside a sentence, or right beside a frame, with at most a pause between."""
    assert _is_mention(make_coach, text)


@pytest.mark.parametrize(
    "text",
    [
        "不知道",
        "你刚才说的不知道",
        "你刚才说。不知道",
        "你刚才说？不知道",
        "你刚才说\n不知道",
        "你刚才说，，，，，不知道",
        "不知道。这种话",
        "不知道的这种话",
        "不知道，你刚才说",
        "这种话不知道",
        "“不知道”",
        "😀“不知道”。",
        "客人说“好”不知道",
        "“客人说不知道",
    ],
)
def test_uses(make_coach: MakeCoach, text: str) -> None:
    """Something stands between, the frame is on the wrong side, or nobody is there who would be quoted."""
    assert not _is_mention(make_coach, text)


def _is_mention(make_coach: MakeCoach, text: str) -> bool:
    compiled = make_coach().compiled
    scan = compiled.matcher.scan(text)
    start = scan.folded.text.index("不知道")
    return is_mention(scan, (start, start + 3), compiled.frames)
