"""Scorecard forms as files, and everything that can be wrong in them."""

import copy
import json
from collections.abc import Callable
from dataclasses import fields
from typing import Any, get_args

import pytest
import yaml

from coach.reviewed import TimingFigures
from phrasebook import Category, PhrasebookInvalid, ScorecardForm, data_folder, load
from phrasebook.scorecard import SLOTS, ConversationCategory, Figure, Sentences
from tests.conftest import WriteBook

OVERLAY = "id: ours\nversion: '2'\ntitle: {zh-Hant: 我, zh-Hans: 我, en: Ours}\n"
FILE = "scorecard/form.yaml"
TITLE = {"zh-Hant": "繁", "zh-Hans": "简", "en": "En"}


def item(name: str, **rule: Any) -> dict[str, Any]:
    return {"id": name, "title": TITLE, "clause": "四.2.(5)", "points": "10", **rule}


def tiny_form() -> dict[str, Any]:
    """Return a form with one item of every kind."""
    said = {"zh-Hant": "{value} 秒", "zh-Hans": "{value} 秒", "en": "{value} s"}
    bands = [{"above": "20", "lose": "4"}, {"below": "1", "lose": "2"}]
    first = [
        item(
            "words",
            wording={
                "categories": ["insult", "sarcasm"],
                "deduct": {"error": "6", "warning": "2"},
                "fatal": {"categories": ["insult"]},
            },
        ),
        item("done", duties={"missed": {"thanks-not-answered": TITLE}, "deduct": "3"}),
        item("time", timing={"figure": "longest_silence", "said": said, "limit": said, "bands": bands}),
    ]
    second = [
        item("courtesy", courtesy={"acts": ["apology"], "target": "0.5", "from_turns": "2"}),
        item("more", bonus={"acts": ["escalation"]}),
        item("seen", manual={}, also=["四.2.(5)"]),
    ]
    sections = [
        {"id": "first", "title": TITLE, "weight": "60", "items": first},
        {"id": "second", "title": TITLE, "weight": "40", "items": second},
    ]
    sentences = dict.fromkeys(Sentences.model_fields, TITLE)
    return {"id": "tiny", "title": TITLE, "pass_mark": "80", "sections": sections, "sentences": sentences}


Change = Callable[[dict[str, Any]], object]


def written(change: Change = lambda _: None) -> str:
    """Return the form as a file, indented so that every key has a line of its own."""
    form = tiny_form()
    copied = copy.deepcopy(form)
    change(copied)
    return json.dumps({"forms": [copied]}, ensure_ascii=False, indent=1)


def items(form: dict[str, Any], section: int = 0) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = form["sections"][section]["items"]
    return found


def test_one_item_of_every_kind(write_book: WriteBook) -> None:
    book, _ = load([write_book({FILE: written()})])
    form = book.scorecards["tiny"]
    assert [one.kinds for one in form.items()] == [
        ["wording"],
        ["duties"],
        ["timing"],
        ["courtesy"],
        ["bonus"],
        ["manual"],
    ]
    assert (form.start, form.floor, form.ceiling, form.pass_mark) == (0, 0, 100, 80)
    assert form.acts == {"apology", "escalation"}
    assert form.sections[0].items[0].rule.model_dump()["deduct"] == {"error": 6.0, "warning": 2.0}
    assert ScorecardForm.model_validate_json(form.model_dump_json(by_alias=True)) == form


def test_the_hash_covers_the_form(write_book: WriteBook) -> None:
    one = load([write_book({FILE: written()})])[0]
    other = load([write_book({FILE: written(lambda form: form.update(pass_mark="81"))}, "other")])[0]
    assert len({one.hash, other.hash, load([write_book(name="none")])[0].hash}) == 3


def test_an_overlay_replaces_a_form_by_its_id(write_book: WriteBook) -> None:
    def change(form: dict[str, Any]) -> None:
        form["pass_mark"] = "95"
        form["sections"] = form["sections"][:1]

    ours = write_book({"phrasebook.yaml": OVERLAY, FILE: written(change)}, "ours", base={})
    book, _ = load([write_book({FILE: written()}), ours])
    assert list(book.scorecards) == ["tiny"]
    assert book.scorecards["tiny"].pass_mark == 95
    assert [section.id for section in book.scorecards["tiny"].sections] == ["first"]


def _add(number: int, **rule: Any) -> Change:
    return lambda form: items(form)[number].update(rule)


def _in(number: int, kind: str, **more: Any) -> Change:
    return lambda form: items(form)[number][kind].update(more)


@pytest.mark.parametrize(
    ("change", "words", "code", "advice"),
    [
        # shape
        (lambda form: form.update(pass_marc="1"), "pass_marc", "unknown-key", "did you mean “pass_mark”?"),
        (_add(0, point="3"), '"point"', "unknown-key", "did you mean “points”?"),
        (_in(0, "wording", fatl={}), '"fatl"', "unknown-key", "did you mean “fatal”?"),
        (_in(0, "wording", categories=["insolence"]), "insolence", "not-allowed", "use one of 'brusque-greeting'"),
        (_in(0, "wording", categories=[]), '"categories"', "empty-list", "add something to it"),
        (_in(1, "duties", missed=[]), '"missed"', "wrong-type", "write keys and values: {key: value}"),
        (_in(1, "duties", missed={"thanks": TITLE}), '"thanks"', "not-allowed", "use one of 'greeting-missing'"),
        (_in(2, "timing", figure="hold"), '"figure"', "not-allowed", "use one of 'duration'"),
        (lambda form: form["sentences"].pop("kept"), '"sentences"', "missing-key", "add “kept:”"),
        (lambda form: form["sentences"].update(keep=TITLE), '"keep"', "unknown-key", "did you mean “kept”?"),
        (_add(0, points="many"), '"many"', "not-a-number", "write a number"),
        (_add(0, points="nan"), '"nan"', "not-a-number", "write a number"),
        (_add(0, points="0"), '"points": "0"', "out-of-range", "more than 0"),
        (_add(0, points="1e9"), "1e9", "out-of-range", "at most 1000"),
        (_in(1, "duties", fatal="1.5"), '"1.5"', "not-a-number", "write a number"),
        (_in(1, "duties", fatal="0"), '"fatal": "0"', "out-of-range", "at least 1"),
        # references
        (_add(0, clause="四.2.(6)"), "四.2.(6)", "unknown-clause", "did you mean “四.2.(5)”?"),
        (_add(0, also=["四.2.(6)"]), '"四.2.(6)"', "unknown-clause", "did you mean “四.2.(5)”?"),
        (
            lambda form: items(form, 1)[0]["courtesy"].update(acts=["apologie"]),
            "apologie",
            "unknown-act",
            "did you mean “apology”?",
        ),
        (lambda form: items(form, 1)[1]["bonus"].update(acts=["x"]), '"x"', "unknown-act", "known: apology, escalat"),
        # what does not fit together
        (_add(0, manual={}), '"manual"', "not-one-kind", "give it one of wording, duties"),
        (lambda form: items(form)[0].pop("wording"), "{", "not-one-kind", "give it one of wording"),
        (_in(0, "wording", deduct={"error": "11", "warning": "1"}), '"11"', "too-many-points", "at most 10"),
        (_in(0, "wording", deduct={"error": "1", "warning": "2"}), '"warning": "2"', "bad-limits", "warning ≤ error"),
        (_in(0, "wording", fatal={"categories": ["arguing"]}), "arguing", "unknown-category", "known: insult, sarc"),
        (_in(1, "duties", deduct="11"), '"11"', "too-many-points", "at most 10"),
        (_in(2, "timing", bands=[{"above": "1", "lose": "11"}]), '"11"', "too-many-points", "at most 10"),
        (_in(2, "timing", bands=[{"lose": "1"}]), "{", "bad-limits", "write either"),
        (_in(2, "timing", bands=[{"above": "1", "below": "1", "lose": "5"}]), "{", "bad-limits", "write either"),
        (_in(2, "timing", said={**TITLE, "en": "{valu}"}), "{valu}", "unknown-slot", "did you mean “value”?"),
        (lambda form: form.update(start="100"), '"start"', "bad-limits", "floor ≤ start < ceiling"),
        (lambda form: form.update(floor="5"), "{", "bad-limits", "floor ≤ start < ceiling"),
        (lambda form: form.update(pass_mark="0"), '"pass_mark"', "bad-limits", "floor < pass_mark ≤ ceiling"),
        (_add(1, id="words"), '"id": "words"', "duplicate-id", "choose another name"),
        (
            lambda form: form["sections"][1].update(id="first"),
            '"id": "first"',
            "duplicate-id",
            "choose another name",
        ),
        (
            lambda form: items(form, 1).append(
                item("again", duties={"missed": {"thanks-not-answered": TITLE}, "deduct": "1"})
            ),
            '"thanks-not-answered"',
            "counted-twice",
            "remove one of them",
        ),
        (
            lambda form: form["sentences"].update(kept={**TITLE, "en": "{count} of {total}"}),
            "{total}",
            "unknown-slot",
            "known: count",
        ),
        (
            lambda form: form["sentences"].update(clean={**TITLE, "en": "{count}"}),
            "{count}",
            "unknown-slot",
            "this sentence has no slots",
        ),
        (
            lambda form: form["sentences"].update(kept={**TITLE, "en": "{count!r}"}),
            "{count!r}",
            "unknown-slot",
            "did you mean “count”?",
        ),
        (lambda form: form["sentences"].update(kept={**TITLE, "en": "{count"}), "{count", "bad-slot", "write {name}"),
    ],
)  # fmt: skip
def test_what_can_be_wrong(write_book: WriteBook, change: Change, words: str, code: str, advice: str) -> None:
    """The problem stands where it is to be mended."""
    content = written(change)
    with pytest.raises(PhrasebookInvalid) as caught:
        load([write_book({FILE: content})])
    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == (FILE, code)
    assert problem.advice.startswith(advice)
    assert words in content.splitlines()[problem.line - 1]


def test_a_file_in_the_folder_holds_forms(write_book: WriteBook) -> None:
    with pytest.raises(PhrasebookInvalid, match=r"scorecard/form\.yaml:1:1: \[empty-file\]"):
        load([write_book({FILE: "form: []"})])


def test_figures_are_those_that_are_measured() -> None:
    assert set(get_args(Figure)) == {field.name for field in fields(TimingFigures)}


def test_slots_belong_to_sentences() -> None:
    assert SLOTS.keys() <= Sentences.model_fields.keys()


@pytest.fixture(scope="module")
def built_in() -> tuple[ScorecardForm, list[str]]:
    """Return the form of the service code, and the clauses that a person must look at."""
    book, _ = load([data_folder() / "phrasebook"])
    return book.scorecards["service"], [c.id for c in book.clauses.values() if "manual" in c.covered_by]


def test_the_built_in_form_judges_everything(built_in: tuple[ScorecardForm, list[str]]) -> None:
    """Every category and duty costs points somewhere, and every manual clause has an item to tick."""
    form, manual_clauses = built_in
    categories = [category for one in form.items() if one.wording for category in one.wording.categories]
    duties = [duty for one in form.items() if one.duties for duty in one.duties.missed]
    assert sorted(categories) == sorted(get_args(Category))
    assert sorted(duties) == sorted(get_args(ConversationCategory))
    ticked = {clause for one in form.items() if one.manual for clause in (one.clause, *one.also)}
    assert [clause for clause in manual_clauses if clause not in ticked] == []


def test_the_built_in_form_uses_the_slots_of_its_sentences(built_in: tuple[ScorecardForm, list[str]]) -> None:
    """No sentence forgets what it is there to say, in any language."""
    form, _ = built_in
    for name, slots in SLOTS.items():
        for text in getattr(form.sentences, name).model_dump().values():
            assert [slot for slot in slots if f"{{{slot}}}" not in text] == [], (name, text)


def test_the_readme_shows_a_form_as_it_is() -> None:
    """The example has the keys of the model."""
    readme = (data_folder() / "phrasebook" / "README.md").read_text("utf-8")
    block = readme.partition("## Scorecards\n```yaml\n")[2].partition("```")[0]
    shown = yaml.safe_load(block)["forms"][0]
    kept = yaml.safe_load((data_folder() / "phrasebook/scorecard/service.yaml").read_text("utf-8"))["forms"][0]
    assert shown.keys() == kept.keys()
    assert shown["sections"][0]["items"][0] == kept["sections"][0]["items"][0]
