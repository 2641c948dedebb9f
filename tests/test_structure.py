"""What holds for the project as a whole: import direction, public names, lock files, the catalogue."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import api
import coach
import phrasebook

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {"phrasebook": {"phrasebook"}, "coach": {"coach", "phrasebook"}, "api": {"api", "coach", "phrasebook"}}
OURS = set(MAY_IMPORT)


def _imports(path: Path) -> set[str]:
    """Return the top-level packages that a module imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_imports_go_one_way(package: str) -> None:
    """phrasebook ← coach ← api, never back."""
    modules = sorted((ROOT / package).rglob("*.py"))
    assert modules
    wrong = {str(path): extra for path in modules if (extra := (_imports(path) & OURS) - MAY_IMPORT[package])}
    assert wrong == {}


@pytest.mark.parametrize("package", [phrasebook, coach, api])
def test_public_names_are_there_and_sorted(package: object) -> None:
    """__all__ names what exists, in order."""
    names = package.__all__  # type: ignore[attr-defined]
    assert list(names) == sorted(names, key=lambda name: (not name.isupper(), not name[0].isupper(), name))
    assert [name for name in names if not hasattr(package, name)] == []
    assert len(set(names)) == len(names)


def test_no_package_is_named_data() -> None:
    """The content is data: no Python in it."""
    assert list((ROOT / "data").rglob("*.py")) == []


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_name_no_host_and_no_path(name: str) -> None:
    """A lock holds versions and hashes, nothing of an index or a machine."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    wanted = re.compile(r"^(#.*|[A-Za-z0-9_.\-\[\]]+==\S+( ; .+)?( \\)?|    --hash=sha256:[0-9a-f]{64}( \\)?|)$")
    assert [line for line in lines if not wanted.match(line)] == []
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_every_dependency_is_locked() -> None:
    """Each direct dependency of pyproject.toml stands in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    locked = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text("utf-8"), re.M))
    named = {re.split(r"[<>=;\[ ]", entry)[0].lower().replace("_", "-") for entry in project["dependencies"]}
    assert set() == named - locked


def test_every_category_has_rules_with_examples(coach: coach.Coach) -> None:
    """All thirteen categories have rules; every rule has bad and good examples (that they hold, loading proves)."""
    rules = coach.phrasebook.rules.values()
    assert len({rule.category for rule in rules}) == 13
    assert [rule.id for rule in rules if not (rule.examples.bad and rule.examples.good)] == []
    assert [rule.id for rule in rules if not rule.id.startswith(f"{rule.category}/")] == []


def test_every_bad_example_is_found_where_it_is_used(coach: coach.Coach) -> None:
    """The entry point finds what the phrasebook promises, with a suggestion."""
    for rule in coach.phrasebook.rules.values():
        for text in rule.examples.bad:
            verdict = coach.check(text)
            assert verdict.findings, (rule.id, text)
            assert all(finding.suggestions for finding in verdict), (rule.id, text)


def test_seed_wordings_are_in_every_locale(coach: coach.Coach) -> None:
    """The code's own phrases are approved phrases."""
    seeds = [phrase for phrase in coach.phrasebook.phrases.values() if phrase.seed]
    assert len(seeds) >= 25


def test_clauses_covered_by_rules_have_rules(coach: coach.Coach) -> None:
    """A clause that claims to be covered by rules is."""
    book = coach.phrasebook
    used = {rule.clause for rule in book.rules.values()}
    claimed = {clause.id for clause in book.clauses.values() if "rule" in clause.covered_by}
    assert claimed == claimed & used
