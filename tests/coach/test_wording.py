"""Templates become patterns."""

import re

import pytest

from coach.sound import sounds
from coach.wording import Wording, WordingCompiler
from phrasebook import TemplateError

LISTS = {
    "you": ("你", "您"),
    "end": ("啊", "喔"),
    "both": ("{you}们", "大家"),
    "loop": ("{pool}",),
    "pool": ("{loop}",),
}


def compiled(template: str) -> Wording:
    return WordingCompiler(LISTS).compile(template)


def found(template: str, lines: str) -> list[str]:
    return [match.group() for match in compiled(template).pattern.finditer(lines)]


@pytest.mark.parametrize(
    ("template", "lines", "expected"),
    [
        ("不知道", "我不知道", ["不知道"]),
        ("這不是", "这不是我的事", ["这不是"]),
        ("[我]不知道[{end}]", "我不知道啊\n不知道", ["我不知道啊", "不知道"]),
        ("不(行|可以)", "不可以", ["不可以"]),
        ("问{both}", "问你们问大家问他", ["问你们", "问大家"]),
        ("不知道…{end}", "不知道了啊\n不知道\n啊", ["不知道了啊"]),
        ("不知道……啊", "不知道\n您问啊", ["不知道\n您问啊"]),
        ("喂，你", "喂\n你 喂你", ["喂\n你", "喂你"]),
        ("^不行$", "不行\n也不行\n不行啊\n不行", ["不行", "不行"]),
        ("^^喂", "喂\n喂", ["喂"]),
        ("不行$$", "不行\n不行", ["不行"]),
    ],
)
def test_patterns_find(template: str, lines: str, expected: list[str]) -> None:
    assert found(template, lines) == expected


@pytest.mark.parametrize(
    ("template", "text", "expected"),
    [
        ("不知道", "\n我不知道\n", True),
        ("^不行$", "\n不行\n", True),
        ("^不行$", "\n我不行\n", False),
        ("^^不行$$", "\n不行\n", True),
        # An edge in the middle is left out: that finds more, never less.
        ("(^|也)不行", "\n我不行\n", True),
        ("好$，^不行", "\n好\n不行\n", True),
    ],
)
def test_the_scan_finds_at_least_as_much(template: str, text: str, expected: bool) -> None:
    assert bool(re.search(compiled(template).scan_source, text)) is expected
    if compiled(template).audible:
        assert bool(re.search(compiled(template).sound_scan_source, sounds(text))) is expected


@pytest.mark.parametrize(
    ("template", "cores"),
    [
        ("[我]不(知道|晓得)[{end}]", ("不晓得", "不知道")),
        ("^{you}，找谁$", ("你找谁",)),
        ("不知道…啊", ()),
        ("(一|二|三|四|五|六|七|八|九)(一|二|三|四|五|六|七|八|九)号", ()),
    ],
)
def test_cores_are_the_words_without_what_is_optional(template: str, cores: tuple[str, ...]) -> None:
    assert compiled(template).cores == cores


@pytest.mark.parametrize(
    ("template", "gapped", "long"), [("喂，你$", False, False), ("不…知", True, False), ("不……知", True, True)]
)
def test_gaps(template: str, gapped: bool, long: bool) -> None:
    wording = compiled(template)
    assert (wording.gapped, wording.long) == (gapped, long)


@pytest.mark.parametrize(
    ("template", "audible", "heard", "unheard"),
    [
        ("不知道", True, "布知道", ""),
        ("^不行$", True, "步行", ""),
        ("不行", False, "", "步行"),
        ("不(知|知道)", False, "布知道", "布知"),
        ("[我]不知", False, "我布知", "布知"),
    ],
)
def test_long_words_are_known_by_their_sound(template: str, audible: bool, heard: str, unheard: str) -> None:
    wording = compiled(template)
    assert wording.audible is audible
    assert bool(wording.sound_source) is bool(heard)
    if heard:
        assert wording.sound.search(sounds(heard))
    if heard and unheard:
        assert not wording.sound.search(sounds(unheard))


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("[我][你]", "nothing in it must be there"),
        ("(我|[你])…", "nothing in it must be there"),
        ("{yuo}好", "there is no word list “yuo”"),
        ("{loop}好", "the word list “loop” contains itself"),
    ],
)
def test_what_cannot_be_compiled(template: str, message: str) -> None:
    with pytest.raises(TemplateError, match=re.escape(message)):
        compiled(template)


def test_a_template_is_compiled_once() -> None:
    compiler = WordingCompiler(LISTS)
    assert compiler.compile("不知道") is compiler.compile("不知道")
    assert WordingCompiler(LISTS, compiler.wordings).compile("不知道") is compiler.compile("不知道")
