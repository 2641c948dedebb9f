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
        (RULES, '["不知道{you}…方便"]', "['不知道{yuo}']", "10:22", "bad-template", "there is no word list “yuo”"),
        ("acts/solving.yaml", '["请示…经理"]', "[…]", "12:16", "bad-template", "every part is optional"),
        ("acts/solving.yaml", "s: [\"抱歉什么\"]", "s: [抱歉(]", "6:20", "bad-template", "“(” is not closed"),
        ("mentions/reports.yaml", '["这种话"]', "[这种)]", "8:18", "bad-template", "“)” closes nothing"),
        (
            "approved/solving.yaml",
            "replaces: clause",
            "replaces: clause\n        when: [贵)]",
            "9:17",
            "bad-template",
            "“)” closes nothing",
        ),
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


def test_a_word_that_is_not_well_formed_is_one_mistake(write_book: WriteBook) -> None:
    """It spoils every wording that uses its list."""
    files = edited("words/people.yaml", "[你, 客人]", "['你(']")
    assert [(one.path, one.column) for one in problems_of(write_book, files)] == [("words/people.yaml", 15)]


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


# Overlays.

RULE = "flat-ignorance/bare"
MANIFEST = "id: ours\nversion: '1'\ntitle: {zh-Hant: 我, zh-Hans: 我, en: Ours}\n"
# Found by the rule of the tiny phrasebook: its own examples, a frame's, and one that is pulled apart.
BASE = edited(RULES, "bad: [这个我不知道]", "bad: [这个我不知道, 一问三不知, 不 知 道]")


def overlaid(write_book: WriteBook, manifest: str, *files: dict[str, str]) -> list[str]:
    """Return what is wrong with the tiny phrasebook under overlays: the first one's manifest, all other files."""
    folders = [write_book(BASE)]
    for number, more in enumerate(files or ({},)):
        written = {"phrasebook.yaml": MANIFEST + (manifest if number == 0 else ""), **more}
        folders.append(write_book(written, f"over-{number}", base={}))
    book, sources = load(folders)
    return [f"{one.path}:{one.line} {one.code}" for one in verify(CompiledPhrasebook(book), sources)]


@pytest.mark.parametrize(
    "manifest",
    [
        f"disable: [{RULE}]",
        f"change: [{{rule: {RULE}, remove_wordings: [不知道]}}]",
        f"change: [{{rule: {RULE}, remove_wordings: [一问三不知]}}]",
        f"change: [{{rule: {RULE}, severity: advice}}]",
        f"change: [{{rule: {RULE}, severity: warning}}]",
        f"change: [{{rule: {RULE}, add_wordings: [唔知]}}]",
        f"change: [{{rule: {RULE}, add_exceptions: [不知道多少]}}]",
    ],
)
def test_an_overlay_may_take_away(write_book: WriteBook, manifest: str) -> None:
    """Examples below it that were for what is gone, of rules and of frames, are not held against it."""
    assert overlaid(write_book, manifest) == []


def test_a_rule_may_be_replaced(write_book: WriteBook) -> None:
    """The frames' examples need not be found by the new one."""
    ours = forbidden({"name": "bare", "wordings": ["唔知"], "examples": {"bad": ["我唔知"], "good": ["好"]}})
    assert overlaid(write_book, "", ours) == []


def test_what_an_overlay_adds_must_hold(write_book: WriteBook) -> None:
    """What it takes away itself is no excuse for its own examples; for those below another overlay it is."""
    ours = forbidden({"wordings": ["谁晓得"], "examples": {"bad": ["我不知道"], "good": ["好"]}})
    assert overlaid(write_book, f"disable: [{RULE}]", ours) == [f"over-0/{RULES}:1 example-not-found"]
    held = forbidden({"wordings": ["我不知道"], "examples": {"bad": ["我不知道"], "good": ["好"]}})
    away = "disable: [flat-ignorance/rule-0]\n"
    assert overlaid(write_book, "", held, {"phrasebook.yaml": MANIFEST + away}) == []


@pytest.mark.parametrize(
    ("manifest", "files", "problem"),
    [
        # at the wording that finds a good example, a mention or an approved phrase
        ("add_wordings: [唔知]", forbidden({"wordings": ["是否方便"]}), f"over-0/{RULES}:1 example-found"),
        ("add_wordings: [对吗]", {}, "over-0/phrasebook.yaml:4 frame-example"),
        ("add_wordings: [我请示经理]", {}, "over-0/phrasebook.yaml:4 phrase-breaks-rule"),
        # at the example, where something else keeps it from being found
        ("add_exceptions: [不知道]", {}, f"{RULES}:13 example-not-found"),
    ],
)
def test_what_an_overlay_adds_must_not_break_what_is_below(
    write_book: WriteBook, manifest: str, files: dict[str, str], problem: str
) -> None:
    """It is named where it is to be mended."""
    found = overlaid(write_book, f"change: [{{rule: {RULE}, {manifest}}}]", files)
    assert problem in found


def test_a_rule_made_more_severe_must_not_break_what_is_below(write_book: WriteBook) -> None:
    """The problem is at the severity, not at the wording, which stands below."""
    advice = edited(RULES, "severity: error", "severity: advice")[RULES].replace("good: [", "good: [我不知道, ")
    folders = [
        write_book({RULES: advice, "mentions/reports.yaml": FRAME}),
        write_book({"phrasebook.yaml": f"{MANIFEST}change: [{{rule: {RULE}, severity: error}}]"}, "over", base={}),
    ]
    book, sources = load(folders)
    (problem,) = verify(CompiledPhrasebook(book), sources)
    assert str(problem).startswith("over/phrasebook.yaml:4:38: [example-found]")


DUTY = "duties/solving.yaml"
KEPT = '["客户：坏了\\n客服：我请示我们经理"]'


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("客服：好", "客服：我请示经理", "13:16", "the duty comes out as kept in “客户：坏了 客服：我请示经理”"),
        (KEPT, "[客户：坏了]", "14:14", "the duty comes out as not_applicable in “客户：坏了”"),
        (KEPT, "[客服：好, 客户：坏了]", "14:14", "the duty comes out as not_applicable in “客服：好”"),
        (f"kept: {KEPT}", f"not_applicable: {KEPT}", "14:24", "the duty comes out as kept in “客户：坏了 客服："),
        (KEPT, "[喂喂]", "14:14", "the duty comes out as unreadable (no line says who speaks) in “喂喂”"),
        (
            KEPT,
            '["小王：坏了\\n小李：好"]',
            "14:14",
            "the duty comes out as unreadable (“小王” is neither the",
        ),
    ],
)
def test_examples_of_duties(write_book: WriteBook, old: str, new: str, place: str, message: str) -> None:
    """Each has the state that it stands under; the first one that has not is named."""
    problem = problems_of(write_book, edited(DUTY, old, new))[0]
    assert (problem.path, f"{problem.line}:{problem.column}", problem.code) == (DUTY, place, "duty-example")
    assert problem.message.startswith(message)
    assert problem.advice == "mend the duty or its acts, or the example"


def test_the_worst_occasion_of_an_example_counts(write_book: WriteBook) -> None:
    """Missed before kept, kept before not applicable."""
    dialogue = "客户：坏了\\n客服：我请示经理\\n客户：坏了\\n客服：好\\n客户：坏了"
    assert problems_of(write_book, edited(DUTY, "客户：坏了\\n客服：好", dialogue)) == []
    dialogue = "客户：坏了\\n客服：我请示经理\\n客户：坏了"
    assert problems_of(write_book, edited(DUTY, "客户：坏了\\n客服：我请示我们经理", dialogue)) == []


def test_examples_have_times_and_the_duty_s_channel(write_book: WriteBook) -> None:
    """What is only owed in chats has chats for examples."""
    silence = edited(DUTY, "- acts: [customer-tells-need]", "- silence_over: 20")[DUTY]
    files = {
        DUTY: silence.replace("客户：坏了\\n客服：好", "[0-1] 客户：坏了\\n[22-23] 客服：好")
        .replace("after: 1", "here: true")
        .replace("客户：坏了\\n客服：我", "[00:00:00] 客户：坏了\\n[00:00:21] 客服：我")
        .replace("severity:", "channels: [chat]\n    severity:")
    }
    assert problems_of(write_book, files) == []


def test_a_long_example_is_quoted_in_one_line(write_book: WriteBook) -> None:
    dialogue = "客户：坏了\\n客服：" + "我请示经理。" * 30
    (problem,) = problems_of(write_book, edited(DUTY, "客户：坏了\\n客服：好", dialogue))
    assert "\n" not in problem.message
    assert problem.message.endswith("…”")
    assert len(problem.message) < 110
