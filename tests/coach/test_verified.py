"""A phrasebook that passed once starts quickly; anything that changed is verified afresh."""

import json
import os
from pathlib import Path

import pytest

from coach import Coach
from coach.verified import accelerate, load_and_verify, load_verified
from phrasebook import PhrasebookInvalid, PhrasebookNotFound
from tests.conftest import TINY, WriteBook, forbidden

OVERLAY = {"phrasebook.yaml": "id: ours\nversion: '1'\ntitle: {zh-Hant: 我, zh-Hans: 我, en: Ours}\n"}
WARNING = {"phrasebook.yaml": OVERLAY["phrasebook.yaml"] + "change: [{rule: flat-ignorance/bare, severity: warning}]\n"}
TEXTS = [
    "这个我不知道",
    "不知道您是否方便",
    "抱歉，不知道，我请示经理",
    "你刚才说不知道",
    "不.知.道",
    "bu知道",
    "一问三不知",
]


@pytest.fixture
def book(write_book: WriteBook, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tiny phrasebook in the place of the built-in one."""
    folder = write_book(name="data/phrasebook")
    monkeypatch.setenv("PHRASE_COACH_DATA", str(folder.parent))
    return folder


@pytest.fixture
def cache(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder."""
    folder = tmp_path / "some" / "cache"
    monkeypatch.setenv("PHRASE_COACH_CACHE", str(folder))
    return folder


def remembered(cache: Path) -> list[Path]:
    """Return the files of phrasebooks in the cache."""
    return sorted(cache.glob("*.json"))


def test_a_verified_phrasebook_is_remembered(cache: Path, book: Path) -> None:
    """From the cache comes what came from the files, with the same verdicts and without loading jieba anew."""
    fresh = load_verified()
    (file,) = remembered(cache)
    assert file.name.startswith(fresh.book.hash)
    again = load_verified()
    assert remembered(cache) == [file]
    assert again.book == fresh.book == load_and_verify([book]).book
    assert again.wordings.keys() == fresh.wordings.keys()
    assert [Coach(again).check(text).as_dict() for text in TEXTS] == [
        Coach(fresh).check(text).as_dict() for text in TEXTS
    ]
    assert Coach(again).check(TEXTS[0])


def test_what_is_remembered_is_used(cache: Path) -> None:
    """Nothing is read or verified again: the cache is believed, and load_and_verify does not ask it."""
    load_verified()
    (file,) = remembered(cache)
    file.write_text(file.read_text("utf-8").replace('"en":"Ignorance"', '"en":"Remembered"'), "utf-8")
    assert load_verified().book.rules["flat-ignorance/bare"].title.en == "Remembered"
    folder = Path(os.environ["PHRASE_COACH_DATA"]) / "phrasebook"
    assert load_and_verify([folder]).book.rules["flat-ignorance/bare"].title.en == "Ignorance"


@pytest.mark.parametrize(
    "content",
    ["", "{", "null", "[]", "5", "{}", '{"book": {}, "wordings": {}}', '{"book": {}, "wordings": []}', "\xff", "\x00"],
)
def test_a_damaged_cache_is_made_anew(cache: Path, content: str) -> None:
    """Whatever is in the file."""
    expected = load_verified().book
    (file,) = remembered(cache)
    good = file.read_bytes()
    file.write_bytes(content.encode("latin-1"))
    assert load_verified().book == expected
    assert file.read_bytes() == good


@pytest.mark.parametrize("wording", [[], ["不知道"], None, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]])
def test_wordings_of_another_shape_are_made_anew(cache: Path, wording: object) -> None:
    """As another version of the program may have written them."""
    expected = load_verified()
    (file,) = remembered(cache)
    content = json.loads(file.read_text("utf-8"))
    content["wordings"]["不知道"] = wording
    file.write_text(json.dumps(content), "utf-8")
    assert Coach(load_verified()).check(TEXTS[0]).as_dict() == Coach(expected).check(TEXTS[0]).as_dict()


def test_what_somebody_else_wrote_is_not_read(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a shared folder anybody could leave a phrasebook."""
    load_verified()
    (file,) = remembered(cache)
    file.write_text(file.read_text("utf-8").replace('"en":"Ignorance"', '"en":"Foreign"'), "utf-8")
    somebody = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: somebody)
    assert load_verified().book.rules["flat-ignorance/bare"].title.en == "Ignorance"


def test_the_cache_is_private(cache: Path) -> None:
    """Only the user may look into it."""
    load_verified()
    (file,) = remembered(cache)
    assert cache.stat().st_mode & 0o077 == 0
    assert file.stat().st_mode & 0o077 == 0


def test_any_change_is_verified_afresh(cache: Path, book: Path) -> None:
    """What fails is refused and not remembered; mended, it loads."""
    load_verified()
    rules = book / "forbidden" / "flat-ignorance.yaml"
    rules.write_text(TINY["forbidden/flat-ignorance.yaml"].replace("这个我不知道", "这个我不清楚"), "utf-8")
    for _ in range(2):
        with pytest.raises(PhrasebookInvalid) as caught:
            load_verified()
        assert [problem.code for problem in caught.value.problems] == ["example-not-found"]
    assert len(remembered(cache)) == 1
    rules.write_text(TINY["forbidden/flat-ignorance.yaml"].replace("severity: error", "severity: warning"), "utf-8")
    assert load_verified().rules[0].rule.severity == "warning"
    assert len(remembered(cache)) == 2


def test_overlays_are_remembered_by_themselves(cache: Path, write_book: WriteBook) -> None:
    """With and without them are two phrasebooks."""
    overlay = write_book(WARNING, "ours", base={})
    severities = [load_verified(overlays).rules[0].rule.severity for overlays in ([], [overlay], [overlay], [])]
    assert severities == ["error", "warning", "warning", "error"]
    assert len(remembered(cache)) == 2


def test_a_missing_overlay_is_named(cache: Path, tmp_path: Path) -> None:
    """Nothing is remembered for it."""
    with pytest.raises(PhrasebookNotFound, match="nowhere"):
        load_verified([tmp_path / "nowhere"])
    assert not cache.exists()


def test_a_phrasebook_must_be_where_the_data_is(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the environment says."""
    monkeypatch.setenv("PHRASE_COACH_DATA", str(tmp_path))
    with pytest.raises(PhrasebookNotFound):
        load_verified()


def test_caching_can_be_switched_off(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing is written."""
    monkeypatch.setenv("PHRASE_COACH_CACHE", "off")
    assert load_verified().rules
    assert not cache.exists()
    assert not Path("off").exists()


def test_the_users_cache_folder_is_the_default(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the platform keeps caches."""
    monkeypatch.delenv("PHRASE_COACH_CACHE")
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path / "platform" / name)
    load_verified()
    assert len(remembered(tmp_path / "platform" / "phrase-coach")) == 1
    assert not cache.exists()


def test_it_works_without_a_cache_folder(cache: Path) -> None:
    """A file is in its place."""
    cache.parent.mkdir()
    cache.write_text("in the way")
    assert load_verified().rules
    assert cache.read_text() == "in the way"


def test_it_works_where_nothing_can_be_written(cache: Path) -> None:
    """The place is taken by something that can be neither read nor replaced; nothing is left lying about."""
    load_verified()
    (file,) = remembered(cache)
    file.unlink()
    file.mkdir()
    assert load_verified().rules
    assert list(cache.iterdir()) == [file]


def test_old_versions_are_dropped(cache: Path) -> None:
    """The newest stay, a few of them."""
    cache.mkdir(parents=True)
    for age in range(12):
        old = cache / f"{age:016x}-{age:016x}.json"
        old.write_text("{}")
        os.utime(old, (1_000_000 - age, 1_000_000 - age))
    load_verified()
    left = [file.name for file in remembered(cache)]
    old = [name for name in left if name.startswith("00000")]
    assert len(left) == len(old) + 1
    assert len(old) < 12
    assert old == [f"{age:016x}-{age:016x}.json" for age in range(len(old))]


def test_files_of_others_in_the_folder_stay(cache: Path) -> None:
    """The environment may name a folder that holds more than our cache."""
    cache.mkdir(parents=True)
    foreign = [cache / f"report-2024-{month:02}.json" for month in range(1, 13)]
    for file in foreign:
        file.write_text("{}")
    load_verified()
    assert [file for file in foreign if not file.exists()] == []


def test_nothing_half_written_stays(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the file cannot be put into its place."""

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "replace", refuse)
    assert load_verified().rules
    assert list(cache.iterdir()) == []


def test_an_empty_overlay_is_refused(cache: Path, tmp_path: Path) -> None:
    """Also when the phrasebook below it, which has the same content, is remembered."""
    load_verified()
    (tmp_path / "ours").mkdir()
    with pytest.raises(PhrasebookNotFound, match="ours"):
        load_verified([tmp_path / "ours"])


def test_a_folder_with_the_name_of_a_file_is_refused(cache: Path, book: Path) -> None:
    """Also when the phrasebook was remembered without it."""
    load_verified()
    (book / "acts" / "more.yaml").mkdir()
    with pytest.raises(PhrasebookInvalid, match="not-a-file"):
        load_verified()


def test_automata_of_somebody_else_are_not_used(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The phrasebook is, if it is ours."""
    accelerate(load_verified())
    real = Path.stat

    def stat(self: Path) -> os.stat_result:
        found = real(self)
        return os.stat_result([*found[:4], found.st_uid + 1, *found[5:]]) if self.suffix == ".sound" else found

    monkeypatch.setattr(Path, "stat", stat)
    monkeypatch.setattr("coach.verified.load_and_verify", lambda _: pytest.fail("verified again"))
    assert load_verified().matcher.acceleration is None


def test_the_examples_of_an_overlay_must_hold(book: Path, write_book: WriteBook) -> None:
    """With the whole phrasebook below them."""
    overlay = write_book({**OVERLAY, **forbidden({"wordings": ["谁晓得"]})}, "ours", base={})
    with pytest.raises(PhrasebookInvalid) as caught:
        load_and_verify([book, overlay])
    (problem,) = caught.value.problems
    assert (problem.path, problem.code) == ("ours/forbidden/flat-ignorance.yaml", "example-not-found")


@pytest.mark.parametrize(
    "manifest",
    ["disable: [flat-ignorance/bare]", "change: [{rule: flat-ignorance/bare, remove_wordings: [一问三不知]}]"],
)
def test_an_overlay_may_take_away(book: Path, write_book: WriteBook, manifest: str) -> None:
    """Examples of the phrasebook below that were for what is gone do not keep it from loading."""
    rules = TINY["forbidden/flat-ignorance.yaml"].replace("bad: [", "bad: [一问三不知, ")
    (book / "forbidden" / "flat-ignorance.yaml").write_text(rules, "utf-8")
    overlay = write_book({"phrasebook.yaml": f"{OVERLAY['phrasebook.yaml']}{manifest}\n"}, "ours", base={})
    coach = Coach(load_and_verify([book, overlay]))
    assert coach.check("一问三不知").findings == ()


def test_automata_are_remembered(cache: Path) -> None:
    """Compiled once, they come with the phrasebook from then on, and find what is found without them."""
    fresh = load_verified()
    assert fresh.matcher.acceleration is None
    plain = [Coach(fresh).check(text).as_dict() for text in TEXTS]
    accelerate(fresh)
    made = fresh.matcher.acceleration
    assert made is not None
    accelerate(fresh)
    assert fresh.matcher.acceleration is made
    again = load_verified()
    assert again.matcher.acceleration is not None
    assert [Coach(again).check(text).as_dict() for text in TEXTS] == plain


@pytest.mark.parametrize("content", [b"", b"\x00" * 100, None])
def test_damaged_automata_are_made_anew(cache: Path, content: bytes | None) -> None:
    """Also when one of them is missing."""
    accelerate(load_verified())
    for file in cache.iterdir():
        if file.suffix == ".sound":
            file.unlink() if content is None else file.write_bytes(content)
    compiled = load_verified()
    assert compiled.matcher.acceleration is None
    accelerate(compiled)
    assert load_verified().matcher.acceleration is not None


def test_automata_work_without_a_cache(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They are made for this process alone."""
    monkeypatch.setenv("PHRASE_COACH_CACHE", "off")
    compiled = load_verified()
    accelerate(compiled)
    assert Coach(compiled).check("bu知道")
    assert not cache.exists()


@pytest.mark.parametrize("wordings", [["不…道"], None])
def test_automata_of_little(book: Path, wordings: list[str] | None) -> None:
    """A phrasebook may have no wordings without gaps, or no rules at all."""
    files = forbidden({"wordings": wordings, "examples": {"bad": ["不知道"], "good": ["好"]}} if wordings else {})
    rules = book / "forbidden" / "flat-ignorance.yaml"
    rules.write_text(files["forbidden/flat-ignorance.yaml"], "utf-8") if wordings else rules.unlink()
    (book / "mentions" / "reports.yaml").unlink()
    compiled = load_and_verify([book])
    accelerate(compiled)
    assert [one.matched for one in Coach(compiled).check("不知道")] == (["不知道"] if wordings else [])
