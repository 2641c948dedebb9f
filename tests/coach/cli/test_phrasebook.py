"""`phrase-coach phrasebook …`: what a trainer sees of the rules."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from coach import Coach
from phrasebook import Clause
from tests.coach.cli.conftest import Run

RULE = "flat-ignorance/bare"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """An overlay whose two files have a problem each."""
    (tmp_path / "forbidden").mkdir()
    title = "{zh-Hant: 甲, zh-Hans: 甲, en: A}"
    (tmp_path / "phrasebook.yaml").write_text(f"id: house\nversion: 1.0.0\ntitle: {title}\nwat: 1\n", "utf-8")
    (tmp_path / "forbidden" / "a.yaml").write_text("category: nothing\nrules: []\n", "utf-8")
    return tmp_path


def test_lint_counts_what_is_fine(run: Run, coach: Coach) -> None:
    """One line with the phrasebook's hash and how much there is."""
    result = run("phrasebook", "lint")
    book = coach.phrasebook
    assert result.exit_code == 0
    assert result.stdout.startswith(f"phrasebook {book.hash} is fine: {len(book.rules)} rules with ")
    duties, clauses = len(book.duties), len(book.clauses)
    assert result.stdout.endswith(
        f"{len(book.phrases)} approved phrases, {duties} duties, 1 scorecard, {clauses} clauses\n"
    )


def test_prepare(run: Run, coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    """The slow part of compiling is done, and the phrasebook named."""
    prepared: list[Coach] = []
    monkeypatch.setattr(Coach, "accelerate", lambda self: prepared.append(self))
    result = run("phrasebook", "prepare")
    assert (result.exit_code, result.stdout) == (0, f"phrasebook {coach.phrasebook.hash} is ready\n")
    assert prepared == [coach]


@pytest.mark.parametrize("command", ["lint", "test"])
def test_problems_are_named_with_file_line_and_column(run: Run, broken: Path, command: str) -> None:
    """Every problem on a line of its own, their number, and exit code 1."""
    result = run("phrasebook", command, "--overlay", str(broken))
    *problems, count = result.stderr.splitlines()
    assert (result.exit_code, result.stdout) == (1, "")
    assert count == f"{len(problems)} problems"
    assert any("phrasebook.yaml:4:" in line and " → " in line for line in problems)
    assert any("a.yaml:" in line and " → " in line for line in problems)


@pytest.mark.parametrize("name", [RULE, "flat-ignorance"])
def test_test_prints_what_each_example_gives(run: Run, coach: Coach, name: str) -> None:
    """The examples of one rule or one category: bad ones with their mark, good ones without."""
    result = run("phrasebook", "test", "--rule", name)
    rules = [rule for rule in coach.phrasebook.rules.values() if name in {rule.id, rule.category}]
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert [line for line in lines if line.startswith("── ")] == [f"── {rule.id} · {rule.clause}" for rule in rules]
    for rule in rules:
        assert all({f"✗ {text}", f"! {text}", f"· {text}"} & set(lines) for text in rule.examples.bad)
        assert all({f"✓ {text}", f"· {text}"} & set(lines) for text in rule.examples.good)


def test_list_names_every_rule(run: Run, coach: Coach) -> None:
    """A row for each rule in the order of the phrasebook, under a heading."""
    heading, *rows = run("phrasebook", "list").stdout.splitlines()
    assert heading.split() == ["rule", "severity", "clause", "title", "wordings"]
    assert list(coach.phrasebook.rules) == [row.split()[0] for row in rows]


@pytest.mark.parametrize("columns", ["80", "30"])
@pytest.mark.parametrize("command", ["list", "coverage"])
def test_a_narrow_terminal_cuts_no_id(
    run: Run, coach: Coach, monkeypatch: pytest.MonkeyPatch, command: str, columns: str
) -> None:
    """Running text gives way, or lines become too long, but every rule and clause keeps its name."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", columns)
    shown = set(re.sub(r"\x1b\[\d*m", "", run("phrasebook", command).stdout).split())
    rules, clauses = list(coach.phrasebook.rules.values()), list(coach.phrasebook.clauses)
    ids = {rule.id for rule in rules} | {rule.clause for rule in rules} if command == "list" else set(clauses)
    assert ids - shown == set()


def test_a_list_that_is_piped_keeps_each_rule_on_a_line(
    run: Run, coach: Coach, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However narrow the terminal is that it does not go to."""
    monkeypatch.setenv("COLUMNS", "30")
    rows = run("phrasebook", "list").stdout.splitlines()[1:]
    assert [
        rule.title.hant for rule in coach.phrasebook.rules.values() if not any(rule.title.hant in r for r in rows)
    ] == []
    assert len(rows) == len(coach.phrasebook.rules)


@pytest.mark.parametrize("language", ["zh-Hant", "zh-Hans", "en"])
def test_list_of_a_category_in_a_language(run: Run, coach: Coach, language: str) -> None:
    """Only the rules of the category, titles in the reader's language."""
    rows = run("phrasebook", "list", "--category", "flat-ignorance", "--language", language).stdout.splitlines()[1:]
    rules = [rule for rule in coach.phrasebook.rules.values() if rule.category == "flat-ignorance"]
    assert len(rows) == len(rules)
    assert all(rule.title.get(language) in row for rule, row in zip(rules, rows, strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize("arguments", [["list", "--category", "nope"], ["test", "--rule", "nope"]])
def test_an_unknown_rule_or_category(run: Run, arguments: list[str]) -> None:
    """The message says which categories there are."""
    result = run("phrasebook", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    message = " ".join(result.stderr.split())
    assert "no rule or category “nope”" in message
    assert "flat-ignorance" in message


@pytest.mark.parametrize(
    "shelf", ["rules", "acts", "situations", "duties", "lists", "frames", "skips", "scorecards", "clauses"]
)
def test_show_every_kind_of_entry(run: Run, coach: Coach, shelf: str) -> None:
    """The first entry of each shelf comes back as YAML that says what the phrasebook says."""
    name, entry = next(iter(getattr(coach.phrasebook, shelf).items()))
    result = run("phrasebook", "show", name)
    assert result.exit_code == 0
    shown = list(yaml.safe_load_all(result.stdout))
    assert entry.model_dump(mode="json", by_alias=True, exclude_defaults=True) in shown


def test_show_everything_of_a_name(run: Run, coach: Coach) -> None:
    """A situation may be called like the act that keeps a duty."""
    name = next(name for name in coach.phrasebook.acts if name in coach.phrasebook.situations)
    act, situation = yaml.safe_load_all(run("phrasebook", "show", name).stdout)
    assert "wordings" in act
    assert "phrases" in situation


@pytest.mark.parametrize(
    ("name", "close"), [("flat-ignorance/bear", RULE), ("apologie", "apology"), ("", None), ("\ud800\x00", None)]
)
def test_show_something_unknown(run: Run, name: str, close: str | None) -> None:
    """A name that is nowhere is answered by the closest one."""
    result = run("phrasebook", "show", name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "did you mean “" in result.stderr
    assert "\x00" not in result.stderr
    assert close is None or f"did you mean “{close}”?" in result.stderr


def test_coverage_has_a_row_for_every_clause(run: Run, coach: Coach) -> None:
    """For each clause what covers it, how many rules, wordings and phrases, and a total of all clauses."""
    lines = run("phrasebook", "coverage").stdout.splitlines()
    book = coach.phrasebook
    rows = {line.split()[0]: line.split() for line in lines[1:-2]}
    assert list(book.clauses) == list(rows)
    clause = book.rules[RULE].clause
    rules = [rule for rule in book.rules.values() if rule.clause == clause]
    assert {"rule", str(len(rules)), str(sum(len(rule.wordings) for rule in rules))} <= set(
        " ".join(rows[clause]).replace(",", "").split()
    )
    assert lines[-1].startswith(f"{len(book.clauses)} clauses; covered by: duty ")
    assert lines[-1].endswith(" (a clause may have several)")


def test_coverage_without_a_clause(run: Run, monkeypatch: pytest.MonkeyPatch, coach: Coach) -> None:
    """Phrases of situations that belong to no clause are counted nowhere."""
    homeless = {key: one.model_copy(update={"clause": None}) for key, one in coach.phrasebook.situations.items()}
    book = coach.phrasebook.model_copy(update={"situations": homeless, "rules": {}})
    monkeypatch.setattr("coach.verified.load_verified", lambda _: SimpleNamespace(book=book))
    rows = run("phrasebook", "coverage").stdout.splitlines()[1:-2]
    assert [row for row in rows if re.search(r" \d+ ", row)] == []


@pytest.mark.parametrize(
    ("covers", "complaint"),
    [
        (["manual", {"duty": "interruption"}, {"timing": "interruption"}, {"timing": "talk-share"}], ""),
        ([{"duty": "greetings-missing"}], "there is no duty “greetings-missing” → did you mean “greeting-missing”?"),
        ([{"timing": "silences"}], "there is no timing “silences” → did you mean “silence”?"),
        # owed, but not by the clock
        ([{"timing": "farewell-missing"}], "there is no timing “farewell-missing” → "),
        (["rule"], "covered by rules, but no rule has this clause → give it to one, or remove “rule”"),
    ],
)
def test_coverage_names_what_is_not_there(
    run: Run, monkeypatch: pytest.MonkeyPatch, coach: Coach, covers: list[object], complaint: str
) -> None:
    """A claim that nothing stands behind is an error."""
    text = {"zh-Hant": "繁", "zh-Hans": "简"}
    clause = Clause.model_validate({"id": "九.9", "text": text, "covered_by": covers})
    book = coach.phrasebook.model_copy(update={"clauses": {clause.id: clause}})
    monkeypatch.setattr("coach.verified.load_verified", lambda _: SimpleNamespace(book=book))
    result = run("phrasebook", "coverage")
    assert "\n1 clauses; covered by: " in result.stdout
    assert result.exit_code == (1 if complaint else 0)
    assert complaint in result.stderr
    assert result.stderr.count("九.9: ") == (1 if complaint else 0)


def test_everything_that_covers_the_code_is_there(run: Run) -> None:
    assert run("phrasebook", "coverage").exit_code == 0


@pytest.mark.parametrize("command", ["list", "show", "coverage", "lint", "test"])
def test_overlays_reach_every_command(run: Run, monkeypatch: pytest.MonkeyPatch, coach: Coach, command: str) -> None:
    """--overlay is laid over the built-in phrasebook, which comes first."""
    seen: list[Path] = []

    def load(folders: list[Path]) -> object:
        seen.extend(folders)
        return coach.compiled

    monkeypatch.setattr("coach.verified.load_verified", load)
    monkeypatch.setattr("coach.verified.load_and_verify", load)
    name = {"show": [RULE], "test": ["--rule", RULE]}.get(command, [])
    assert run("phrasebook", command, "--overlay", "house", *name).exit_code == 0
    assert seen[-1] == Path("house")
    assert [path.name for path in seen[:-1]] == ([] if command in {"list", "show", "coverage"} else ["phrasebook"])
