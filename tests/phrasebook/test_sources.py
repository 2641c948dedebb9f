"""Where everything is written."""

from collections.abc import Mapping

import pytest

from phrasebook import SourceMap, load
from tests.conftest import TINY, WriteBook

OVERLAY = "id: ours\nversion: '2'\ntitle: {zh-Hant: 我, zh-Hans: 我, en: Ours}\n"
RULES = "forbidden/flat-ignorance.yaml"
RULE = "flat-ignorance/bare"


def loaded(write_book: WriteBook, manifest: str = "", files: Mapping[str, str] | None = None) -> SourceMap:
    """Return the sources of the tiny phrasebook with an overlay: the rest of its manifest, and its other files."""
    overlay = write_book({"phrasebook.yaml": OVERLAY + manifest, **(files or {})}, "ours", base={})
    return load([write_book(), overlay])[1]


def place_of(sources: SourceMap, kind: str, key: str, *place: str | int) -> tuple[str, int, int]:
    problem = sources.problem(kind, key, place, "code", "message", "advice")
    return problem.path, problem.line, problem.column


def test_every_entry_is_mapped_to_its_place(write_book: WriteBook) -> None:
    _, sources = load([write_book()])
    assert {kind for kind, _ in sources.origins} == {file.split("/")[0] for file in TINY if "/" in file}
    problem = sources.problem("forbidden", RULE, ("wordings", 1), "code", "message", "advice", inside=2)
    assert str(problem) == f"{RULES}:9:26: [code] message → advice"
    assert place_of(sources, "forbidden", RULE, "clause") == (RULES, 4, 1)
    assert place_of(sources, "forbidden", RULE, "say_instead", 0) == (RULES, 5, 15)


def test_overlays_have_their_own_places(write_book: WriteBook) -> None:
    sources = loaded(write_book, files={"words/you.yaml": "lists: [{name: you, words: [您]}]"})
    assert place_of(sources, "words", "you") == ("ours/words/you.yaml", 1, 9)
    assert place_of(sources, "forbidden", RULE) == (RULES, 7, 5)
    layers = [sources.origin(*entry, ()).layer for entry in (("words", "you"), ("forbidden", RULE))]
    assert layers == [1, 0]


def test_what_an_overlay_changes_has_its_own_place(write_book: WriteBook) -> None:
    """What it adds stands in the overlay; what it leaves stays where it was, also when it moves up."""
    change = (
        f"rule: {RULE}, add_wordings: [唔知], remove_wordings: [不知道], add_exceptions: [唔知你], severity: advice"
    )
    sources = loaded(write_book, f"change: [{{{change}}}]")
    assert place_of(sources, "forbidden", RULE, "wordings", 0) == (RULES, 9, 23)
    assert place_of(sources, "forbidden", RULE, "wordings", 1) == ("ours/phrasebook.yaml", 4, 53)
    assert place_of(sources, "forbidden", RULE, "exceptions", 0) == (RULES, 10, 18)
    assert place_of(sources, "forbidden", RULE, "exceptions", 1) == ("ours/phrasebook.yaml", 4, 99)
    assert place_of(sources, "forbidden", RULE, "severity") == ("ours/phrasebook.yaml", 4, 105)
    assert place_of(sources, "forbidden", RULE, "examples", "bad", 0) == (RULES, 13, 13)


def test_an_entry_that_is_nowhere_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        SourceMap().problem("acts", "none", (), "code", "message", "advice")


@pytest.mark.parametrize(
    ("manifest", "wordings"),
    [
        ("", []),
        (f"disable: [{RULE}]", [("不知道", "一问三不知")]),
        (f"change: [{{rule: {RULE}, remove_wordings: [不知道]}}]", [("不知道",)]),
        (f"change: [{{rule: {RULE}, severity: warning}}]", [("不知道", "一问三不知")]),
        (f"change: [{{rule: {RULE}, severity: error, add_wordings: [唔知], add_exceptions: [不知道你]}}]", []),
    ],
)
def test_what_an_overlay_takes_away_is_noted(
    write_book: WriteBook, manifest: str, wordings: list[tuple[str, ...]]
) -> None:
    taken = loaded(write_book, manifest).taken
    assert [one.rule.wordings for one in taken] == wordings
    assert all((one.rule.id, one.rule.severity, one.layer) == (RULE, "error", 1) for one in taken)


def test_a_rule_that_is_replaced_is_taken_away(write_book: WriteBook) -> None:
    sources = loaded(write_book, files={RULES: TINY[RULES].replace("severity: error", "severity: warning")})
    assert [(one.rule.severity, one.layer) for one in sources.taken] == [("error", 1)]
    assert place_of(sources, "forbidden", RULE) == (f"ours/{RULES}", 7, 5)
