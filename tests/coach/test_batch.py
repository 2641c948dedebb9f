"""A day of conversations, in one process and in two."""

import json
import os
import signal
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coach import batch
from coach.batch import BatchOptions, Outcome, WorkerLost, review_files
from coach.reports.bundle import Bundle
from coach.reports.report import Details
from coach.reviewed import Reviewed
from coach.summary import Summary
from coach.transcripts import ReadOptions
from coach.transcripts.ranges import LineRange
from phrasebook import PhrasebookNotFound

NAMES = ("report.jsonl", "report.csv", "report.sarif", "report.xml", "report.html")
OPTIONS = BatchOptions(language="zh-Hans")


def conversation(name: str, *said: str) -> str:
    """Return a conversation as a JSON line."""
    turns = [{"role": "agent", "text": "您好，请问有什么可以帮您？"}, {"role": "customer", "text": "喂"}]
    turns += [{"role": "agent", "text": text} for text in said]
    return json.dumps({"id": name, "turns": turns}, ensure_ascii=False)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Files of several kinds: good ones, a broken one, one that is not there, a folder."""
    folder = tmp_path_factory.mktemp("day")
    (folder / "a.jsonl").write_text(
        "\n".join([conversation(f"a-{n}", "我不知道", "电话13800138000") for n in range(70)] + ["oops", ""]), "utf-8"
    )
    (folder / "b.txt").write_bytes(b"\xff\xfe\x00")
    calls = folder / "calls"
    calls.mkdir()
    for number in range(6):
        (calls / f"{number}.jsonl").write_text(conversation(f"c-{number}", "这不是我的事"), "utf-8")
    (calls / "nobody.json").write_text('{"segments": [{"text": "嗯"}, {"text": "哦"}]}', "utf-8")
    (folder / "z.jsonl").write_text(conversation("z", "等着"), "utf-8")
    return [folder / "a.jsonl", folder / "b.txt", folder / "missing.csv", calls, folder / "z.jsonl"]


@dataclass(frozen=True, slots=True)
class Run:
    """What a run wrote, and its figures."""

    files: dict[str, bytes]
    summary: Summary
    sizes: list[int]


@pytest.fixture(scope="module")
def runs(day: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[int, Run]:
    """Review the day with one worker, and with two."""
    runs = {}
    for workers in (1, 2):
        folder = tmp_path_factory.mktemp("out")
        sizes = []
        with Bundle([folder / name for name in NAMES], Details("zh-Hans")) as bundle:
            for part in review_files(day, OPTIONS, bundle.preparation, workers=workers):
                bundle.take(part.result)
                sizes.append(part.size)
        runs[workers] = Run({name: (folder / name).read_bytes() for name in NAMES}, bundle.summary, sizes)
    return runs


@pytest.fixture(params=[1, 2])
def run(request: pytest.FixtureRequest, runs: dict[int, Run]) -> Run:
    """One of the two."""
    return runs[request.param]


def test_any_number_of_workers_writes_the_same(runs: dict[int, Run]) -> None:
    """Byte for byte, in every format, and the figures too."""
    assert runs[1].files == runs[2].files
    assert runs[1].summary == runs[2].summary
    assert json.dumps(runs[1].summary.as_dict()) == json.dumps(runs[2].summary.as_dict())


def test_the_order_is_that_of_the_files_and_problems_stay_in_it(run: Run, day: list[Path]) -> None:
    """A broken line, a broken file, one that is not there and one without roles cost nothing else."""
    lines = [json.loads(line) for line in run.files["report.jsonl"].splitlines()]
    told = [line["id"] or Path(line["error"]["source"]).name for line in lines]
    broken = [name for name in told if not name.startswith(("a-", "c-", "z"))]
    assert [name for name in told if name not in broken] == [
        *(f"a-{n}" for n in range(70)),
        *(f"c-{n}" for n in range(6)),
        "z",
    ]
    assert list(dict.fromkeys(broken)) == ["a.jsonl", "b.txt", "missing.csv", "nobody.json"]
    assert told[70] == "a.jsonl"
    assert run.summary.total.conversations == 77
    assert run.summary.problems.total() == len(broken)
    assert b"13800138000" not in b"".join(run.files.values())


def test_the_sizes_add_up_to_the_files(run: Run, day: list[Path]) -> None:
    """By them progress is shown."""
    files = [file for path in day for file in (path.iterdir() if path.is_dir() else [path]) if file.exists()]
    assert sum(run.sizes) == sum(file.stat().st_size for file in files)


def ids(outcomes: Iterable[Outcome]) -> list[str]:
    """Return the names of what was reviewed, or the codes of problems."""
    return [one.transcript.id if isinstance(one, Reviewed) else one.code for one in outcomes]


def test_one_process_hands_over_slices(day: list[Path]) -> None:
    """So memory stays flat; a file of just so many has an empty slice at its end."""
    sizes = [len(part.result) for part in review_files(day[:1], OPTIONS, ids)]
    assert sizes == [64, 7]
    exact = day[0].with_name("exact.jsonl")
    exact.write_text("\n".join(conversation(str(n)) for n in range(64)), "utf-8")
    parts = list(review_files([exact], OPTIONS, ids))
    assert [(len(part.result), part.size) for part in parts] == [(64, 0), (0, exact.stat().st_size)]


def test_large_files_are_parted_or_read_here(day: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Lines by ranges, in whichever process; what cannot be parted and is large, bit by bit in this one."""
    monkeypatch.setattr(batch, "_RANGE_BYTES", 2000)
    ranges = list(batch.units(day[:1]))
    assert len(ranges) > 3
    assert all(isinstance(one, LineRange) for one in ranges)
    monkeypatch.setattr(batch, "_LARGE_BYTES", 100)
    in_two = [name for part in review_files([day[0], day[4]], OPTIONS, ids, workers=2) for name in part.result]
    assert in_two == [*(f"a-{n}" for n in range(70)), "not-json", "z"]


def die_at_z(outcomes: Iterable[Outcome]) -> int:
    """End this process as a system short of memory does, when it comes to z."""
    for name in ids(outcomes):
        if name == "z":
            os.kill(os.getpid(), signal.SIGKILL)
    return 0


def test_a_worker_that_dies_is_told(day: list[Path]) -> None:
    """With the files it may have been at and what to do."""
    with pytest.raises(WorkerLost, match=r"z\.jsonl.*→ if memory is short, use fewer workers"):
        list(review_files([day[3], day[4]], OPTIONS, die_at_z, workers=2))


def test_a_phrasebook_that_is_not_there_is_told_before_the_work(day: list[Path], tmp_path: Path) -> None:
    """As in one process."""
    with pytest.raises(PhrasebookNotFound):
        next(review_files(day, BatchOptions(overlays=(tmp_path / "nowhere",)), ids, workers=2))


def test_a_reader_that_stops_stops_the_work(day: list[Path]) -> None:
    """Without waiting for all of it."""
    parts = review_files(day, OPTIONS, ids, workers=2)
    assert next(parts).result[0] == "a-0"
    parts.close()  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("said", "roles", "expected"),
    [
        (("嗯", "哦"), {}, "no-roles"),
        (("嗯", "哦"), {"甲": "agent", "乙": "customer"}, "r"),
        (("您好，很高兴为您服务，请问有什么可以帮您？", "我想退货"), {}, "r"),
    ],
)
def test_who_is_the_agent_is_told_or_inferred_or_a_problem(
    tmp_path: Path, said: tuple[str, str], roles: dict[str, Any], expected: str
) -> None:
    """A conversation in which nothing tells is not judged at a guess."""
    path = tmp_path / "roles.jsonl"
    turns = [{"speaker": speaker, "text": text} for speaker, text in zip("甲乙", said, strict=True)]
    path.write_text(json.dumps({"id": "r", "turns": turns}), "utf-8")
    (part,) = review_files([path], BatchOptions(ReadOptions(roles=roles)), ids)
    assert part.result == [expected]


def test_a_file_that_may_not_be_read(day: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a problem, large or not."""
    path = day[0].with_name("closed.jsonl")
    path.write_text(conversation("closed"), "utf-8")
    opened = Path.open

    def refused(one: Path, *arguments: Any, **options: Any) -> Any:
        if one == path:
            raise PermissionError(13, "Permission denied")
        return opened(one, *arguments, **options)

    monkeypatch.setattr(batch, "_RANGE_BYTES", 1)
    monkeypatch.setattr(Path, "open", refused)
    assert [part.result for part in review_files([path], OPTIONS, ids)] == [["unreadable"]]
