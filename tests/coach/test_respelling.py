"""What a wording writes where a text sounds like it."""

import pytest

from coach.respelling import Respeller, Respelling
from coach.sound import spoken
from coach.wording import WordingCompiler


def respelt(template: str, lines: str) -> Respelling | None:
    heard = spoken(lines)
    return Respeller().respell(WordingCompiler({}).node(template), lines, heard, 0, len(heard.text))


@pytest.mark.parametrize(
    ("template", "lines", "written", "fixed", "changes"),
    [
        ("不知道", "布值到", "不知道", 3, (("布", "不"), ("值", "知"), ("到", "道"))),
        ("不知道", "不知道", "不知道", 3, ()),
        ("不(晓得|知道)[啊]", "不知到啊", "不知道啊", 4, (("到", "道"),)),
        ("[啊]不(只|知)", "不知", "不知", 2, ()),
        ("^你…不，知$", "你啊不\n值", "你啊不\n知", 3, (("值", "知"),)),
        ("不知道", "bu知道", "不知道", 3, (("bu", "不"),)),
    ],
)
def test_respelling(template: str, lines: str, written: str, fixed: int, changes: tuple[tuple[str, str], ...]) -> None:
    assert respelt(template, lines) == Respelling(written, fixed, changes)


@pytest.mark.parametrize(("template", "lines"), [("不知道", "不行"), ("不知", "不知道"), ("不知道啊", "不知道")])
def test_what_sounds_otherwise(template: str, lines: str) -> None:
    assert respelt(template, lines) is None
