"""A phrasebook's folder and its overlays, and everything that can be wrong in their files."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from phrasebook import Phrasebook, PhrasebookInvalid, PhrasebookNotFound, Problem, folder_hash, load
from tests.conftest import TINY, WriteBook

OVERLAY = "id: ours\nversion: '2'\ntitle: {zh-Hant: 我, zh-Hans: 我, en: Ours}\n"
RULES = "forbidden/flat-ignorance.yaml"
RULE = "flat-ignorance/bare"


def edited(file: str, old: str, new: str) -> dict[str, str]:
    """Return the tiny phrasebook's `file` with one edit."""
    assert TINY[file].count(old) == 1
    return {file: TINY[file].replace(old, new)}


def problems_of(*folders: Path) -> list[Problem]:
    with pytest.raises(PhrasebookInvalid) as caught:
        load(folders)
    return caught.value.problems


def only_problem(*folders: Path) -> tuple[str, str, str]:
    """Return file:line:column, code and advice of the one problem there is."""
    (problem,) = problems_of(*folders)
    assert problem.message
    return f"{problem.path}:{problem.line}:{problem.column}", problem.code, problem.advice


@pytest.fixture
def overlaid(write_book: WriteBook) -> Callable[..., list[Path]]:
    """Write the tiny phrasebook and an overlay: the rest of its manifest, and its other files."""

    def write(manifest: str = "", files: Mapping[str, str] | None = None) -> list[Path]:
        overlay = write_book({"phrasebook.yaml": OVERLAY + manifest, **(files or {})}, "ours", base={})
        return [write_book(), overlay]

    return write


def book_of(*folders: Path) -> Phrasebook:
    return load(folders)[0]


def test_one_of_everything(write_book: WriteBook) -> None:
    book = book_of(write_book())
    assert [manifest.id for manifest in book.manifests] == ["tiny"]
    assert list(book.clauses) == ["四.2.(5)"]
    assert book.lists["you"].words == ("你", "客人")
    assert list(book.acts) == ["apology", "escalation"]
    assert list(book.situations) == ["ask-manager"]
    assert list(book.frames) == ["you-said", "such-words"]
    rule = book.rules[RULE]
    assert (rule.category, rule.clause, rule.say_instead) == ("flat-ignorance", "四.2.(5)", ("ask-manager",))
    assert rule.mitigated_by == (("apology", "escalation"),)


def test_a_rule_overrules_the_head_of_its_file(write_book: WriteBook) -> None:
    own = "severity: error\n    category: shirking\n    clause: 四.2.(6)"
    more = "clauses:\n  - {id: 四.2.(6), text: {zh-Hant: 繁, zh-Hans: 简}, covered_by: [manual]}\n"
    book = book_of(write_book({**edited(RULES, "severity: error", own), "clauses/more.yml": more}))
    rule = book.rules["shirking/bare"]
    assert (rule.category, rule.clause, rule.say_instead) == ("shirking", "四.2.(6)", ("ask-manager",))


def test_what_is_not_yaml_by_name_is_no_part_of_it(write_book: WriteBook) -> None:
    folder = write_book()
    before = book_of(folder).hash
    (folder / "README.md").write_text("[")
    (folder / "acts" / "old.yaml~").write_text("[")
    (folder / "acts" / "draft.yxml").write_text("[")
    assert book_of(folder).hash == before


def test_hidden_files_are_no_part_of_it(write_book: WriteBook) -> None:
    """Editors and file managers leave them."""
    folder = write_book()
    before = book_of(folder).hash
    for hidden in (".~lock.yaml", "acts/._solving.yaml", ".git/x.yaml"):
        (folder / hidden).parent.mkdir(exist_ok=True)
        (folder / hidden).write_text("[")
    (folder / "acts" / ".#solving.yaml").symlink_to("nobody@nowhere")
    assert book_of(folder).hash == before


def test_a_folder_with_the_name_of_a_file_is_refused(write_book: WriteBook) -> None:
    folder = write_book()
    (folder / "acts" / "more.yaml").mkdir()
    assert only_problem(folder) == (
        "acts/more.yaml:1:1",
        "not-a-file",
        "rename it: only files end in .yaml or .yml",
    )


@pytest.mark.parametrize("missing", ["nowhere", "empty"])
def test_a_folder_without_phrasebook_is_named(write_book: WriteBook, tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PhrasebookNotFound, match=rf"{missing} holds no phrasebook\.yaml"):
        load([write_book(), tmp_path / missing])


def test_the_hash_is_of_names_content_and_order(write_book: WriteBook, tmp_path: Path) -> None:
    one, same, other = write_book(), write_book(name="same"), write_book(edited(RULES, "error", "warning"), "other")
    moved = write_book({RULES: None, "forbidden/moved.yaml": TINY[RULES]}, "moved")
    assert len(folder_hash([one])) == 16
    assert folder_hash([one]) == folder_hash([same]) == book_of(one).hash
    assert len({folder_hash(folders) for folders in ([one], [other], [moved], [one, other], [other, one])}) == 5


# Wrong files.


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "code", "advice"),
    [
        # unknown keys
        (RULES, "why: {", "more: x\nwhy: {", "3:1", "unknown-key", "known: category, clause, rules,"),
        (RULES, "exceptions:", "exeptions:", "10:5", "unknown-key", "did you mean “exceptions”?"),
        (RULES, "severity: error", "severity: error\n    zzz: 1", "9:5", "unknown-key", "known: boundary,"),
        (RULES, "bad: [", "bda: []\n      bad: [", "13:7", "unknown-key", "did you mean “bad”?"),
        (RULES, "exceptions:", "id: a/b\n    exceptions:", "10:5", "unknown-key", "known: boundary, category, clause,"),
        ("words/people.yaml", "lists:", "list: []\nlists:", "1:1", "unknown-key", "did you mean “lists”?"),
        ("acts/solving.yaml", "is_not: [", "isnt: [", "7:27", "unknown-key", "did you mean “is_not”?"),
        ("approved/solving.yaml", "replaces:", "replace:", "8:9", "unknown-key", "did you mean “replaces”?"),
        ("phrasebook.yaml", "version:", "disabled: []\nversion:", "2:1", "unknown-key", "did you mean “disable”?"),
        # missing keys
        (RULES, "    severity: error\n", "", "7:5", "missing-key", "add “severity:”"),
        (RULES, "good: [不知道您是否方便]", "", "12:5", "missing-key", "add “good:”"),
        ("phrasebook.yaml", "version: \"1\"\n", "", "1:1", "missing-key", "add “version:”"),
        ("phrasebook.yaml", ", en: Tiny", "", "3:1", "missing-key", "add “en:”"),
        # empty lists and texts
        (RULES, '["不知道", "一问三不知"]', "[]", "9:5", "empty-list", "add something to it"),
        (RULES, "[这个我不知道]", "[]", "13:7", "empty-list", "add something to it"),
        ("words/people.yaml", "[你, 客人]", "[]", "3:5", "empty-list", "add something to it"),
        ("words/people.yaml", "客人", "' '", "3:16", "empty-text", "write something or remove the line"),
        # files without entries
        ("words/people.yaml", TINY["words/people.yaml"], "", "1:1", "empty-file", "write “lists:” and a list"),
        ("words/people.yaml", TINY["words/people.yaml"], "lists: []", "1:1", "empty-file", "write “lists:” and a list"),
        ("words/people.yaml", TINY["words/people.yaml"], "lists: {a: b}", "1:1", "empty-file", "write “lists:” and"),
        ("words/people.yaml", TINY["words/people.yaml"], "- lists", "1:1", "empty-file", "write “lists:” and a list"),
        # wrong types and values
        (RULES, "severity: error", "severity: fatal", "8:5", "not-allowed", "use one of 'error'"),
        ("clauses/code.yaml", "[rule, ", "[nobody, ", "4:18", "not-allowed", "use one of rule, manual, {duty: …}"),
        ("clauses/code.yaml", "rule, {duty: no-escalation-offer}, {timing: silence}", "x", "4:18", "not-allowed", ""),
        ("clauses/code.yaml", "duty:", "dutty:", "4:24", "not-allowed", "use one of rule, manual, {duty: …}"),
        ("clauses/code.yaml", "{duty:", "{timing: x, duty:", "4:24", "not-allowed", "use one of rule, manual, {duty:"),
        ("clauses/code.yaml", "rule, {", "[rule], {", "4:18", "not-allowed", "use one of rule,"),
        ("clauses/code.yaml", "no-escalation-offer", "No", "4:25", "bad-name", "use small letters, digits and hyphens"),
        (RULES, '["不知道", "一问三不知"]', "不知道", "9:5", "wrong-type", "write a list: [one, another]"),
        (RULES, "[apology+escalation]", "apology", "11:5", "wrong-type", "write a list: [one, another]"),
        (RULES, "[apology+escalation]", "[{a: b}]", "11:20", "wrong-type", "write a list: [one, another]"),
        ("words/people.yaml", "- name: you\n    words: [你, 客人]", "- 你", "2:5", "wrong-type", "write keys and "),
        ("phrasebook.yaml", TINY["phrasebook.yaml"], "", "1:1", "wrong-type", "write keys and values: id, version,"),
        # names
        ("words/people.yaml", "name: you", "name: You", "2:5", "bad-name", "use small letters, digits and hyphens"),
        (RULES, "name: bare", "name: so bare", "7:5", "bad-name", "use small letters, digits and hyphens"),
        (RULES, "apology+escalation", "apology+Escalation", "11:20", "bad-name", "use small letters, digits"),
        (RULES, "  - name: bare\n    ", "  - ", "7:5", "no-name", "write “- name: short-slug”"),
        (RULES, "- name: bare\n", "- 不知道\n  - name: bare\n", "7:5", "no-name", "write “- name: short-slug”"),
        (RULES, "name: bare", "name: [a]", "7:5", "no-name", "write “- name: short-slug”"),
    ],
)  # fmt: skip
def test_shape(write_book: WriteBook, file: str, old: str, new: str, place: str, code: str, advice: str) -> None:
    where, found, remedy = only_problem(write_book(edited(file, old, new)))
    assert (where, found) == (f"{file}:{place}", code)
    assert remedy.startswith(advice)


@pytest.mark.parametrize(
    ("file", "old", "new", "advice"),
    [
        (RULES, "examples:", "exampels:", "did you mean “examples”?"),
        (
            "acts/solving.yaml",
            "by: agent\n    title: {zh-Hant: 致歉",
            "bye: agent\n    title: {zh-Hant: 致歉",
            "did you mean",
        ),
    ],
)
def test_a_misspelt_key_is_not_missing_as_well(
    write_book: WriteBook, file: str, old: str, new: str, advice: str
) -> None:
    _, code, remedy = only_problem(write_book(edited(file, old, new)))
    assert code == "unknown-key"
    assert remedy.startswith(advice)


def test_the_id_of_a_rule_is_not_written(write_book: WriteBook) -> None:
    where, code, _ = only_problem(write_book(edited(RULES, "name: bare", "name: bare\n    id: a/b")))
    assert (where, code) == (f"{RULES}:8:5", "unknown-key")


@pytest.mark.parametrize(
    ("content", "place", "code"),
    [
        ("lists: [a", "2:1", "not-yaml"),
        ("lists: []\nlists: []", "2:1", "duplicate-key"),
        ("lists: &a []", "1:8", "yaml-alias"),
        ("x" * 10_000_000, "1:1", "file-too-large"),
    ],
    ids=["not-yaml", "duplicate-key", "alias", "large"],
)
def test_files_that_cannot_be_read(write_book: WriteBook, content: str, place: str, code: str) -> None:
    where, found, _ = only_problem(write_book({"words/bad.yaml": content}))
    assert (where, found) == (f"words/bad.yaml:{place}", code)


@pytest.mark.parametrize("file", ["other.yaml", "duty/a.yaml", "act/solving.yaml"])
def test_files_in_no_known_folder(write_book: WriteBook, file: str) -> None:
    where, code, advice = only_problem(write_book({file: "a: b"}))
    assert (where, code) == (f"{file}:1:1", "unknown-folder")
    assert advice == "put it into one of clauses, words, acts, forbidden, approved, mentions, duties, skips, scorecard"


@pytest.mark.parametrize("file", sorted(TINY.keys() - {"phrasebook.yaml"}))
def test_an_id_stands_once_in_a_folder(write_book: WriteBook, file: str) -> None:
    folder, name = file.split("/")
    found = problems_of(write_book({f"{folder}/z-{name}": TINY[file]}))
    assert {(problem.code, problem.path, problem.advice) for problem in found} == {
        ("duplicate-id", f"{folder}/z-{name}", "choose another name")
    }
    assert all(f"is already in {file}" in problem.message for problem in found)


def test_all_problems_of_all_files_are_listed(write_book: WriteBook) -> None:
    found = problems_of(
        write_book(
            {
                **edited(RULES, "severity: error", "severity: fatal\n    foo: 1"),
                **edited("words/people.yaml", "[你, 客人]", "[]"),
                "acts/bad.yaml": "[",
            }
        )
    )
    assert [(problem.path, problem.code) for problem in found] == [
        ("acts/bad.yaml", "not-yaml"),
        (RULES, "not-allowed"),
        (RULES, "unknown-key"),
        ("words/people.yaml", "empty-list"),
    ]


# References.


@pytest.mark.parametrize(
    ("file", "old", "new", "place", "code", "advice"),
    [
        (RULES, "apology+escalation", "apologie+escalation", "11:20", "unknown-act", "did you mean “apology”?"),
        (RULES, "apology+escalation", "apology+x", "11:20", "unknown-act", "known: apology, escalation"),
        (RULES, "name: bare", "name: bare\n    say_instead: [ask-manger]", "8:19", "unknown-situation", "did you mean"),
        (RULES, "name: bare", "name: bare\n    clause: 四.2.(6)", "8:5", "unknown-clause", "did you mean “四.2.(5)”?"),
        ("approved/solving.yaml", "act: escalation", "act: escalate", "5:5", "unknown-act", "did you mean “escalation"),
        ("approved/solving.yaml", "clause: 四.2.(5)", "clause: 9", "4:5", "unknown-clause", "known: 四.2.(5)"),
        ("acts/solving.yaml", "clause: 四.2.(5)", "clause: 9", "11:5", "unknown-clause", "known: 四.2.(5)"),
    ],
)  # fmt: skip
def test_references(write_book: WriteBook, file: str, old: str, new: str, place: str, code: str, advice: str) -> None:
    where, found, remedy = only_problem(write_book(edited(file, old, new)))
    assert (where, found) == (f"{file}:{place}", code)
    assert remedy.startswith(advice)


def test_a_phrase_stands_once_in_its_situation(write_book: WriteBook) -> None:
    phrase = TINY["approved/solving.yaml"].partition("phrases:\n")[2]
    folder = write_book({"approved/solving.yaml": TINY["approved/solving.yaml"] + phrase})
    assert only_problem(folder) == ("approved/solving.yaml:13:9", "duplicate-id", "choose another name")


def test_situations_and_acts_need_no_clause(write_book: WriteBook) -> None:
    files = edited("approved/solving.yaml", "    clause: 四.2.(5)\n    act: escalation\n", "")
    assert book_of(write_book(files)).situations["ask-manager"].act is None


# Overlays.


def test_an_overlay_adds_and_replaces(overlaid: Callable[..., list[Path]]) -> None:
    more = TINY[RULES].replace("name: bare", "name: more")
    words = "lists: [{name: you, words: [您]}]"
    folders = overlaid(files={"forbidden/more.yaml": more, "words/you.yaml": words})
    book = book_of(*folders)
    assert [manifest.id for manifest in book.manifests] == ["tiny", "ours"]
    assert list(book.rules) == [RULE, "flat-ignorance/more"]
    assert book.lists["you"].words == ("您",)
    assert book.hash == folder_hash(folders) != folder_hash(folders[:1])


def test_an_overlay_changes_a_rule(overlaid: Callable[..., list[Path]]) -> None:
    change = f"""
change:
  - rule: {RULE}
    severity: warning
    say_instead: [ask-manager, ask-manager]
    add_wordings: [唔知]
    remove_wordings: [一问三不知]
    add_exceptions: [唔知你]
"""
    rule = book_of(*overlaid(change)).rules[RULE]
    assert rule.severity == "warning"
    assert rule.say_instead == ("ask-manager", "ask-manager")
    assert rule.wordings == ("不知道", "唔知")
    assert rule.exceptions == ("不知道{you}…方便", "唔知你")


def test_what_a_change_does_not_name_stays(overlaid: Callable[..., list[Path]]) -> None:
    folders = overlaid(f"change: [{{rule: {RULE}, add_wordings: [唔知]}}]")
    before, after = book_of(folders[0]).rules[RULE], book_of(*folders).rules[RULE]
    assert after == before.model_copy(update={"wordings": ("不知道", "一问三不知", "唔知")})


def test_an_overlay_disables_a_rule(overlaid: Callable[..., list[Path]]) -> None:
    assert book_of(*overlaid(f"disable: [{RULE}]")).rules == {}


def test_later_overlays_lie_on_earlier_ones(overlaid: Callable[..., list[Path]], write_book: WriteBook) -> None:
    folders = overlaid(f"change: [{{rule: {RULE}, severity: advice}}]")
    top = write_book({"phrasebook.yaml": OVERLAY + f"change: [{{rule: {RULE}, severity: warning}}]"}, "top", base={})
    assert book_of(*folders).rules[RULE].severity == "advice"
    assert book_of(*folders, top).rules[RULE].severity == "warning"


@pytest.mark.parametrize(
    ("manifest", "place", "code", "advice"),
    [
        ("change: [{rule: flat-ignorance/bar}]", "4:11", "unknown-rule", f"did you mean “{RULE}”?"),
        ("disable: [flat-ignorance/bar]", "4:11", "unknown-rule", f"did you mean “{RULE}”?"),
        ("disable: [x/y]", "4:11", "unknown-rule", f"known: {RULE}"),
        (f"disable: [{RULE}, {RULE}]", "4:32", "unknown-rule", "known: "),
        (
            f"change: [{{rule: {RULE}, remove_wordings: [不知到]}}]",
            "4:56",
            "unknown-wording",
            "did you mean “不知道”?",
        ),
        (
            f"change: [{{rule: {RULE}, remove_wordings: [不知道, 一问三不知]}}]",
            "4:10",
            "no-wordings",
            f"to switch the rule off, write “disable: [{RULE}]”",
        ),
        (f"change: [{{rule: {RULE}, add_wording: [a]}}]", "4:38", "unknown-key", "did you mean “add_wordings”?"),
        (f"change: [{{rule: {RULE}, say_instead: []}}]", "4:38", "empty-list", "add something to it"),
    ],
)
def test_what_is_wrong_in_an_overlay(
    overlaid: Callable[..., list[Path]], manifest: str, place: str, code: str, advice: str
) -> None:
    where, found, remedy = only_problem(*overlaid(manifest))
    assert (where, found) == (f"ours/phrasebook.yaml:{place}", code)
    assert remedy.startswith(advice)


@pytest.mark.parametrize(
    ("old", "new", "place", "code"),
    [
        ("category: flat", "category: round", "1:1", "not-allowed"),
        (", zh-Hans: 不知", "", "2:1", "missing-key"),
        ("clause: 四.2.(5)", "clause: 四.2.(6)", "4:1", "unknown-clause"),
        ("say_instead: [ask-manager]", "say_instead: [ask-manger]", "5:15", "unknown-situation"),
        ("category: flat-ignorance\n", "", "1:1", "missing-key"),
    ],
)
def test_what_is_wrong_in_the_head_of_a_file_is_placed_there_once(
    write_book: WriteBook, old: str, new: str, place: str, code: str
) -> None:
    """However many rules the file has."""
    head, _, rules = edited(RULES, old, new)[RULES].partition("rules:\n")
    content = f"{head}rules:\n{rules}{rules.replace('name: bare', 'name: bold')}"
    where, found, _ = only_problem(write_book({RULES: content}))
    assert (where, found) == (f"{RULES}:{place}", code)


def test_a_change_is_checked_like_a_rule(overlaid: Callable[..., list[Path]]) -> None:
    """The situation that an overlay names must exist too; the problem names the overlay, where it must be mended."""
    where, code, advice = only_problem(*overlaid(f"change: [{{rule: {RULE}, say_instead: [ask-manger]}}]"))
    assert (code, advice) == ("unknown-situation", "did you mean “ask-manager”?")
    assert where.startswith("ours/phrasebook.yaml:4:")
