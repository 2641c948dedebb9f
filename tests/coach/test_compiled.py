"""A phrasebook compiled."""

from coach.compiled import CompiledPhrasebook
from phrasebook import load
from tests.conftest import WriteBook, forbidden


def compiled(write_book: WriteBook, files: dict[str, str] | None = None) -> CompiledPhrasebook:
    return CompiledPhrasebook(load([write_book(files)])[0])


def test_rules_come_in_the_order_of_the_phrasebook(write_book: WriteBook) -> None:
    book = compiled(write_book, forbidden({"wordings": ["不行"]}, {"wordings": ["不知道"]}, {"wordings": ["喂"]}))
    found = book.rules_in(book.matcher.scan("不知道，不行"))
    assert [rule.rule.id.partition("/")[2] for rule in found] == ["rule-0", "rule-1"]


def test_bad_templates_are_listed_and_left_out(write_book: WriteBook) -> None:
    book = compiled(write_book, forbidden({"wordings": ["不行", "(不"], "exceptions": ["{nobody}行"]}))
    assert [(kind, key, place) for kind, key, place, _ in book.problems] == [
        ("forbidden", "flat-ignorance/rule-0", ("wordings", 1)),
        ("forbidden", "flat-ignorance/rule-0", ("exceptions", 0)),
    ]
    assert [wording.template for wording in book.rules[0].wordings.wordings] == ["不行"]


def test_known_wordings_are_not_compiled_again(write_book: WriteBook) -> None:
    first = compiled(write_book)
    again = CompiledPhrasebook(first.book, first.wordings)
    assert again.rules[0].wordings.wordings == first.rules[0].wordings.wordings
