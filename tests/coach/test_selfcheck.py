"""What is wrong with a phrasebook whose files are well formed."""

from typing import Any

import pytest

from coach import Coach
from coach.compiled import CompiledPhrasebook
from coach.selfcheck import verify
from phrasebook import Problem, load
from tests.conftest import TINY, WriteBook, forbidden

RULES = "forbidden/flat-ignorance.yaml"


def problems_of(write_book: WriteBook, files: dict[str, str]) -> list[Problem]:
    """Return what is wrong with the tiny phrasebook with these files."""
    book, sources = load([write_book(files)])
    return verify(CompiledPhrasebook(book), sources)


def edited(file: str, old: str, new: str) -> dict[str, str]:
    """Return the tiny phrasebook's `file` with one edit."""
    assert TINY[file].count(old) == 1
    return {file: TINY[file].replace(old, new)}


def test_nothing_is_wrong(write_book: WriteBook) -> None:
    """The tiny phrasebook keeps what it promises."""
    assert problems_of(write_book, {}) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "code", "message"),
    [
        # templates; the column is that inside the template
        ("words/people.yaml", "[你, 客人]", "[你, 客)]", "3:17", "bad-template", "“)” closes nothing"),
        (RULES, '["不知道", "一问三不知"]', "[不知道, 一问)]", "9:23", "bad-template", "“)” closes nothing"),
        (RULES, '["不知道{you}…方便"]', "['不知道{yuo}']", "10:21", "bad-template", "there is no word list “yuo”"),
        ("acts/solving.yaml", '["请示…经理"]', "[…]", "12:16", "bad-template", "every part is optional"),
        ("acts/solving.yaml", "s: [\"抱歉什么\"]", "s: [抱歉(]", "6:20", "bad-template", "“(” is not closed"),
        ("mentions/reports.yaml", '["这种话"]', "[这种)]", "8:18", "bad-template", "“)” closes nothing"),
        # acts
        ("acts/solving.yaml", "is: [很抱歉]", "is: [谢谢]", "7:21", "act-example", "“谢谢” is not recognised"),
        ("acts/solving.yaml", "is_not: [抱歉什么]", "is_not: [抱歉]", "7:36", "act-example", "“抱歉” is recognised"),
        # frames
        (
            "mentions/reports.yaml",
            '["你刚才说不知道，对吗"]',
            "[不知道]",
            "5:26",
            "frame-example",
            "“不知道” is found by flat-ignorance/bare",
        ),
        ("mentions/reports.yaml", "use: [你说的我不知道]", "use: [好]", "5:47", "frame-example", "is not found"),
        # approved phrases
        ("approved/solving.yaml", "{surname}", "{name}", "10:11", "unknown-slot", "there is no slot “name”"),
        ("approved/solving.yaml", ": 我請示經理", ": 稍候", "12:11", "phrase-not-act", "“稍候” is not recognised"),
        (
            "approved/solving.yaml",
            ": 我請示經理",
            ": 不知道，我請示經理",
            "12:11",
            "phrase-breaks-rule",
            "“不知道，我請示經理” breaks flat-ignorance/bare (wording 不知道)",
        ),
    ],
)  # fmt: skip
def test_what_does_not_work(
    write_book: WriteBook, file: str, old: str, new: str, place: str, code: str, message: str
) -> None:
    """Every problem names its place, what is wrong, and a remedy."""
    problem = problems_of(write_book, edited(file, old, new))[0]
    assert (f"{problem.path}:{problem.line}:{problem.column}", problem.code) == (f"{file}:{place}", code)
    assert message in problem.message
    assert problem.advice


def test_templates_are_checked_before_examples(write_book: WriteBook) -> None:
    """While a template is not well formed, examples say nothing."""
    files = {**edited("words/people.yaml", "客人", "(客"), **edited(RULES, "这个我不知道", "好")}
    assert {problem.code for problem in problems_of(write_book, files)} == {"bad-template"}


def rule(*bad: str, good: tuple[str, ...] = ("好",), **more: Any) -> dict[str, Any]:
    """Return a rule against 不知道 with these examples."""
    return {"wordings": ["不知道"], "examples": {"bad": bad, "good": good}, **more}


@pytest.mark.parametrize(
    ("rules", "code", "message"),
    [
        ([rule("好")], "example-not-found", "no wording matches “好”"),
        ([rule("谁不知道", exceptions=["谁不知"])], "example-not-found", "is freed by an exception of the rule"),
        ([rule("你刚才说不知道")], "example-not-found", "counts as quoted or reported"),
        ([rule("弹吉他", wordings=["他"])], "example-not-found", "(wording 他) does not stand at word boundaries"),
        (
            [rule("抱歉，不知道，我请示经理", mitigated_by=["apology+escalation"])],
            "example-softened",
            "is softened to advice by apology+escalation",
        ),
        (
            [rule("不知道", good=("我不知道",))],
            "example-found",
            "“我不知道” is found by flat-ignorance/rule-0 (“不知道”, wording 不知道)",
        ),
        # another rule that is not as severe takes the words
        ([rule("我不知道"), rule("我不知道", wordings=["我不知道"], severity="warning")], "example-not-found", "not"),
        ([rule("不知道", wordings=["不知道", "不晓得", "不知道"])], "duplicate-wording", "“不知道” stands twice"),
        (
            [rule("不知道", wordings=["不知道", "不晓得"], exceptions=["不晓得"])],
            "unreachable",
            "“不晓得” is also an exception",
        ),
    ],
)
def test_rules_that_do_not_keep_what_they_promise(
    write_book: WriteBook, rules: list[dict[str, Any]], code: str, message: str
) -> None:
    """The reason is told as closely as possible."""
    (problem,) = problems_of(write_book, {**forbidden(*rules), "mentions/reports.yaml": FRAME})
    assert (problem.path, problem.code) == (RULES, code)
    assert message in problem.message


# A frame without examples that the rules above would have to find.
FRAME = """\
frames:
  - {id: you-said, place: before, wordings: ["{you}刚才说"], examples: {mention: [你刚才说好]}}
"""


@pytest.mark.parametrize(
    "rules",
    [
        # a longer finding of a rule as severe takes the words over
        [rule("我不知道"), rule("我不知道", wordings=["我不知道"])],
        # advice in a good example is no harm
        [rule("不知道", good=("抱歉，不知道",), mitigated_by=["apology"])],
        [rule("不知道", good=("不知道",), severity="advice")],
    ],
)
def test_rules_that_keep_what_they_promise(write_book: WriteBook, rules: list[dict[str, Any]]) -> None:
    """Nothing to report."""
    assert problems_of(write_book, {**forbidden(*rules), "mentions/reports.yaml": FRAME}) == []


def test_a_phrase_is_tried_with_and_without_slots(write_book: WriteBook) -> None:
    """What is forbidden only once a slot is dropped is found; a phrase that needs its slot is tried with it alone."""
    form = "zh-Hans: 请让我请示我们经理[，{surname}{honorific}]"
    files = edited("approved/solving.yaml", form, "zh-Hans: 请示经理，不[{surname}]知道")
    assert [problem.code for problem in problems_of(write_book, files)] == ["phrase-breaks-rule"]
    files = edited("approved/solving.yaml", form, "zh-Hans: 请示经理，不知道{surname}")
    assert [problem.code for problem in problems_of(write_book, files)] == ["phrase-breaks-rule"]
    files = edited("approved/solving.yaml", form, "zh-Hans: 请示经理，{surname}{honorific}")
    assert problems_of(write_book, files) == []


def test_a_phrase_may_be_advised_against(write_book: WriteBook) -> None:
    """What an act softens to advice is no error in a phrase."""
    files = edited("approved/solving.yaml", ": 我請示經理", ": 抱歉，不知道，我請示經理")
    assert problems_of(write_book, files) == []


def test_a_situation_may_do_no_act(write_book: WriteBook) -> None:
    """Then its phrases need not be recognised as any."""
    assert problems_of(write_book, edited("approved/solving.yaml", "    act: escalation\n", "")) == []


def test_the_built_in_phrasebook_has_no_bad_template(coach: Coach) -> None:
    """It would not have loaded."""
    assert coach.compiled.problems == []
