"""Every rule of the built-in phrasebook, and every category and duty of the design."""

from typing import get_args

import pytest
import yaml

from coach import Coach
from coach.context import Context
from coach.finding import RANK
from coach.suggester import fill
from phrasebook import CONVERSATION_CATEGORIES, Category, Language, Locale, data_folder
from phrasebook.model import DutyCover, TimingCover

CATEGORIES = {
    "brusque-greeting",
    "flat-ignorance",
    "shirking",
    "flat-refusal",
    "third-person-pronoun",
    "insult",
    "sarcasm",
    "impatience",
    "arguing",
    "judging",
    "curt-hold",
    "over-admission",
    "bare-command",
}
DUTIES = {
    "greeting-missing",
    "offer-help-missing",
    "surname-not-asked",
    "surname-not-used",
    "hold-not-announced",
    "return-not-apologised",
    "thanks-not-answered",
    "item-not-thanked",
    "no-escalation-offer",
    "no-inconvenience-apology",
    "farewell-missing",
    "further-help-not-offered",
    "excuse-before-apology",
}
CLAUSES_OF_RULES = {"四.1.(5)", "四.1.(6)", "四.2.(1)", "四.2.(2)", "四.2.(3)", "四.2.(5)"}
EVERYTHING = {"surname": "陈", "honorific": "先生", "part_of_day": "早上好"}


def _rule_ids() -> list[str]:
    """Read the ids from the files, without loading the phrasebook: that is for the tests."""
    files = sorted((data_folder() / "phrasebook" / "forbidden").glob("*.yaml"))
    contents = [yaml.load(file.read_bytes(), Loader=yaml.CSafeLoader) for file in files]
    return [
        f"{rule.get('category', content['category'])}/{rule['name']}"
        for content in contents
        for rule in content["rules"]
    ]


@pytest.mark.parametrize("rule_id", _rule_ids())
def test_rule(coach: Coach, rule_id: str) -> None:
    """Bad examples are found, good ones clean; clause, messages and something to say instead are there."""
    book = coach.phrasebook
    rule = book.rules[rule_id]
    for text in rule.examples.bad:
        found = coach.check(text).findings
        assert any(RANK[one.severity] >= RANK[rule.severity] for one in found), text
        for one in found:
            assert text[one.start : one.end] == one.matched != ""
            assert one.clause in book.clauses
            assert one.suggestions, text
    own = next(text for text in rule.examples.bad if any(one.rule == rule_id for one in coach.check(text)))
    for text in rule.examples.good:
        assert [one for one in coach.check(text) if one.severity != "advice"] == [], text
    assert "rule" in book.clauses[rule.clause].covered_by
    for language in get_args(Language):
        (message,) = {
            one.message for one in coach.check(own, context=Context(language=language)) if one.rule == rule_id
        }
        assert rule.title.get(language) in message
        assert rule.why.get(language) in message
    for situation in rule.say_instead:
        for locale in get_args(Locale):
            forms = [phrase.forms.get(locale) for phrase in book.situations[situation].phrases]
            assert any(fill(form, {"matched": "好"}) for form in forms), (situation, locale)


@pytest.mark.parametrize("rule_id", _rule_ids())
def test_suggestions_in_every_locale(coach: Coach, rule_id: str) -> None:
    """Whatever is known of the customer, there is an approved phrase to say, and it is filled."""
    text = coach.phrasebook.rules[rule_id].examples.bad[0]
    for locale in get_args(Locale):
        for context in (Context(locale=locale), Context(**EVERYTHING, locale=locale)):
            for one in coach.check(text, context=context):
                assert one.suggestions
                assert [s.text for s in one.suggestions if not s.text or set(s.text) & set("{}[]")] == []


def test_no_rule_is_listed_twice(coach: Coach) -> None:
    """The files hold the rules that are loaded."""
    assert _rule_ids() == list(dict.fromkeys(_rule_ids()))
    assert set(_rule_ids()) == coach.phrasebook.rules.keys()


def test_all_categories_have_rules(coach: Coach) -> None:
    """The thirteen of the design, no more and no fewer."""
    assert {rule.category for rule in coach.phrasebook.rules.values()} == CATEGORIES == set(get_args(Category))


def test_every_duty_has_a_clause(coach: Coach) -> None:
    """Every condition on a whole conversation is owed by some clause of the code, and no other is claimed."""
    covers = [cover for clause in coach.phrasebook.clauses.values() for cover in clause.covered_by]
    assert {cover.duty for cover in covers if isinstance(cover, DutyCover)} == DUTIES
    assert {cover.timing for cover in covers if isinstance(cover, TimingCover)} >= {"interruption", "silence"}


def test_the_clauses_on_words_have_rules(coach: Coach) -> None:
    """Each that forbids wording is some rule's, and a rule's clause says that it is covered by rules."""
    used = {rule.clause for rule in coach.phrasebook.rules.values()}
    assert used >= CLAUSES_OF_RULES
    claimed = {clause.id for clause in coach.phrasebook.clauses.values() if "rule" in clause.covered_by}
    assert used <= claimed


def test_all_duties_are_there(coach: Coach) -> None:
    """The fourteen of the design, each with a clause that names it, examples, and something to say in every locale."""
    book = coach.phrasebook
    assert set(book.duties) == set(CONVERSATION_CATEGORIES) == DUTIES | {"interruption"}
    for duty in book.duties.values():
        covers = [cover for cover in book.clauses[duty.clause].covered_by if not isinstance(cover, str)]
        assert duty.id in [name for cover in covers for name in cover.model_dump().values()], duty.id
        assert duty.examples.kept or duty.examples.not_applicable, duty.id
        for locale in get_args(Locale):
            said = coach.suggester.say(duty.say_instead or (), locale, {})
            assert said or duty.id in {"interruption", "surname-not-used"}, (duty.id, locale)
            assert coach.suggester.say(duty.say_instead or (), locale, EVERYTHING) or duty.id == "interruption"


def test_every_reason_has_words(coach: Coach) -> None:
    """Why something could not be checked or was not applicable."""
    assert set(coach.phrasebook.skips) == {"no-times", "no-ends", "excerpt", "no-agent", "no-customer", "nobody-left"}
