"""`phrase-coach rulings`: people's word beside the machine's."""

import json
from pathlib import Path

from phrasebook import data_folder
from tests.coach.cli.conftest import Run, json_lines

CHAT = str(data_folder() / "samples" / "shop-chat.jsonl")


def _key(run: Run, rulings: Path) -> str:
    (ruled,) = json_lines(run("rulings", "show", CHAT, "--rulings", str(rulings), "--jsonl").stdout)
    return next(one["key"] for one in ruled["findings"] if one["key"].startswith("arguing"))


def test_a_finding_goes_its_course(run: Run, tmp_path: Path) -> None:
    """Confirmed, appealed, overturned: it no longer counts, and the machine's score stays."""
    rulings = tmp_path / "rulings.jsonl"
    key = _key(run, rulings)

    def add(do: str, by: str, *more: str) -> int:
        place = ("--conversation", "shop-chat", "--finding", key)
        return run("rulings", "add", "--rulings", str(rulings), *place, "--do", do, "--by", by, *more).exit_code

    assert add("appeal", "暖暖", "--reason", "當時客人先罵人") == 2  # nobody has confirmed it yet
    assert add("confirm", "王組長") == 0
    assert add("appeal", "暖暖") == 2  # an appeal needs a reason
    assert add("appeal", "暖暖", "--reason", "當時客人先罵人") == 0
    assert add("overturn", "李經理") == 0
    (ruled,) = json_lines(run("rulings", "show", CHAT, "--rulings", str(rulings), "--jsonl").stdout)
    assert [one["counts"] for one in ruled["findings"] if one["key"] == key] == [False]
    assert ruled["scorecard"]["score"] > ruled["machine"]["scorecard"]["score"]
    shown = run("rulings", "show", CHAT, "--rulings", str(rulings))
    assert "overturn by 李經理" in shown.stdout
    assert [json.loads(line)["do"] for line in rulings.read_text("utf-8").splitlines()] == [
        "confirm",
        "appeal",
        "overturn",
    ]


def test_a_mark_fills_a_manual_item(run: Run, tmp_path: Path) -> None:
    rulings = tmp_path / "rulings.jsonl"
    place = ("--conversation", "shop-chat", "--item", "smile", "--points", "5")
    assert run("rulings", "add", "--rulings", str(rulings), *place, "--do", "mark", "--by", "王組長").exit_code == 0
    assert "smile" in run("rulings", "show", CHAT, "--rulings", str(rulings)).stdout


def test_what_cannot_be_read_is_told(run: Run, tmp_path: Path) -> None:
    rulings = tmp_path / "rulings.jsonl"
    rulings.write_text("oops\n", "utf-8")
    result = run("rulings", "show", CHAT, str(tmp_path / "none.csv"), "--rulings", str(rulings))
    assert result.exit_code == 2
    assert "rulings.jsonl:1" in result.stderr
    assert "none.csv" in result.stderr
    assert run("rulings", "show", CHAT, "--rulings", str(tmp_path)).exit_code == 2
    assert run("rulings", "add", "--rulings", str(tmp_path), "--conversation", "a", "--item", "smile", "--points", "1",
               "--do", "mark", "--by", "x").exit_code == 2  # fmt: skip
