"""The phrasebook as one value."""

import pytest
from pydantic import ValidationError

from phrasebook import Phrasebook, load
from tests.conftest import WriteBook

MANIFEST = "id: {0}\nversion: '2'\ntitle: {{zh-Hant: 我, zh-Hans: 我, en: Ours}}\n"


@pytest.fixture
def book(write_book: WriteBook) -> Phrasebook:
    return load([write_book()])[0]


def test_duties_skips_and_scorecards_are_on_their_shelves(book: Phrasebook) -> None:
    assert list(book.duties) == ["no-escalation-offer"]
    assert book.skips["no-times"].text.en == "No times"
    assert book.scorecards == {}


def test_phrases_by_situation(book: Phrasebook) -> None:
    assert list(book.phrases) == ["ask-manager/ask"]
    assert book.phrases["ask-manager/ask"].id == "ask"


def test_it_stays_as_it_is(book: Phrasebook) -> None:
    """And comes back from JSON as it was: that is how it is remembered."""
    with pytest.raises(ValidationError):
        book.hash = "other"  # type: ignore[misc]
    assert Phrasebook.model_validate_json(book.model_dump_json(by_alias=True)) == book


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([], None),
        (["learned: {zh-Hant: 一, zh-Hans: 一, en: One}"], "One"),
        (["learned: {zh-Hant: 一, zh-Hans: 一, en: One}", ""], "One"),
        (["learned: {zh-Hant: 一, zh-Hans: 一, en: One}", "learned: {zh-Hant: 二, zh-Hans: 二, en: Two}"], "Two"),
        (["learned: {zh-Hant: 一, zh-Hans: 一, en: One}", "learned: false"], None),
    ],
)
def test_the_last_who_speaks_of_learned_findings_is_heard(
    write_book: WriteBook, said: list[str], expected: str | None
) -> None:
    """An overlay may switch them off."""
    overlays = [
        write_book({"phrasebook.yaml": MANIFEST.format(f"ours-{number}") + line}, f"ours-{number}", base={})
        for number, line in enumerate(said)
    ]
    learned = load([write_book(), *overlays])[0].learned
    assert expected == (learned and learned.en)
