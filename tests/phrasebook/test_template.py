"""The notation of wordings."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phrasebook.errors import TemplateError
from phrasebook.template import (
    LONG_GAP,
    NOTHING,
    SHORT_GAP,
    Choice,
    Edge,
    Gap,
    ListRef,
    Node,
    Pause,
    Sequence,
    Text,
    list_names,
    parse,
)

SHORT, LONG = Gap(SHORT_GAP, long=False), Gap(LONG_GAP, long=True)


@pytest.mark.parametrize(
    ("template", "node"),
    [
        ("不知道", Text("不知道")),
        ("", NOTHING),
        ("(甲|乙)", Choice((Text("甲"), Text("乙")))),
        ("(甲)", Text("甲")),
        ("(甲|)", Choice((Text("甲"), NOTHING))),
        ("[甲]", Choice((Text("甲"), NOTHING))),
        ("[甲|乙]", Choice((Choice((Text("甲"), Text("乙"))), NOTHING))),
        (
            "甲[乙(丙|丁)]",
            Sequence((Text("甲"), Choice((Sequence((Text("乙"), Choice((Text("丙"), Text("丁"))))), NOTHING)))),
        ),
        ("甲{you}", Sequence((Text("甲"), ListRef("you", 1)))),
        ("甲…乙", Sequence((Text("甲"), SHORT, Text("乙")))),
        ("甲……乙", Sequence((Text("甲"), LONG, Text("乙")))),
        ("甲………", Sequence((Text("甲"), LONG, SHORT))),
        ("甲，乙", Sequence((Text("甲"), Pause(), Text("乙")))),
        ("甲 ，。乙", Sequence((Text("甲"), Pause(), Text("乙")))),
        ("^甲$", Sequence((Edge("^"), Text("甲"), Edge("$")))),
        ("^^甲$$", Sequence((Edge("^^"), Text("甲"), Edge("$$")))),
        ("^$", Sequence((Edge("^"), Edge("$")))),
        (r"\[甲\|", Text("[甲|")),
        ("\\\\", Text("\\")),
        ("甲\u200b\x00😀", Sequence((Text("甲\u200b\x00"), Pause()))),
    ],
)
def test_notation(template: str, node: Node) -> None:
    assert parse(template) == node


@pytest.mark.parametrize(
    ("template", "message", "column"),
    [
        ("甲)", "“)” closes nothing", 1),
        ("甲(乙]", "“]” closes nothing", 3),
        ("}", "“}” closes nothing", 0),
        ("甲|乙", "stands outside brackets", 1),
        ("甲(乙", "“(” is not closed", 1),
        ("[乙", "“[” is not closed", 0),
        ("甲{you", "“{” is not closed", 1),
        ("甲{}", "is not the name of a word list", 1),
        ("{不 行}", "is not the name of a word list", 0),
        ("甲()", "empty brackets", 1),
        ("[]", "empty brackets", 0),
        ("(甲)?", "“?” is not part of the notation", 3),
        ("(甲)*", "“*” is not part of the notation", 3),
        ("[甲]+", "“+” is not part of the notation", 3),
        ("(" * 5000, "nested too deeply", 20),
        ("[" * 21 + "甲" + "]" * 21, "nested too deeply", 20),
        ("甲\\", "a backslash at the end escapes nothing", 1),
    ],
)
def test_mistakes_are_named_with_their_column(template: str, message: str, column: int) -> None:
    with pytest.raises(TemplateError) as caught:
        parse(template)
    assert message in str(caught.value)
    assert caught.value.column == column


def test_list_names_in_reading_order() -> None:
    assert [ref.name for ref in list_names(parse("{a}不[{b}|({c}|知)]…{a}"))] == ["a", "b", "c", "a"]


@settings(deadline=None, max_examples=300)
@given(st.text(st.sampled_from("不知道()[]{}|…^$\\，a? \u200b😀"), max_size=12))
def test_any_text_parses_or_is_refused_inside_it(template: str) -> None:
    column = 0
    try:
        parse(template)
    except TemplateError as error:
        column = error.column
    assert 0 <= column <= max(0, len(template) - 1)
