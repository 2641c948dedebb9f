"""What the documentation shows is what happens: every command runs, every answer is the real one."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml
from typer.testing import CliRunner

from api import create_app
from coach import Coach, Finding
from coach.cli import app

ROOT = Path(__file__).parent.parent
DOCUMENTS = ["README.md", "data/phrasebook/README.md"]
ADDRESS = "127.0.0.1:8000"
BLOCK = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.M | re.S)


class Block(NamedTuple):
    """A fenced block: its place, the words after the fence, what it holds, and the block right after it."""

    place: str
    kind: str
    content: str
    answer_kind: str
    answer: str


def blocks(kind: str) -> list[Block]:
    """Return the blocks of one kind from all documents."""
    found: list[Block] = []
    for document in DOCUMENTS:
        text = (ROOT / document).read_text("utf-8")
        matches = list(BLOCK.finditer(text))
        for number, match in enumerate(matches):
            after = matches[number + 1] if number + 1 < len(matches) else None
            near = after is not None and not text[match.end() : after.start()].strip()
            place = f"{document}:{text.count(chr(10), 0, match.start()) + 1}"
            answer = (after[1], after[2]) if after is not None and near else ("", "")
            found.append(Block(place, match[1], match[2], *answer))
    return [block for block in found if block.kind == kind]


def cases(kind: str) -> list[object]:
    """Return the blocks of a kind as parameters that are named after their place."""
    return [pytest.param(block, id=block.place) for block in blocks(kind)]


def shell(script: str, scratch: Path) -> str:
    """Run a script as it stands in the document, from the root of the project; return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "COLUMNS"}}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script],
        cwd=ROOT,
        env=environment | {"TMPDIR": str(scratch)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    return done.stdout.decode()


def test_the_commands_are_those_of_this_environment() -> None:
    """The documents call .venv/bin, and the tests run in it."""
    assert Path(sys.prefix).resolve() == (ROOT / ".venv").resolve()


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[str]]]:
    """Run the scripts two at a time, since some run every example of the phrasebook; give what they print by place."""
    with ThreadPoolExecutor(2) as pool:
        scratch = tmp_path_factory.mktemp("scratch")
        yield {block.place: pool.submit(shell, block.content, scratch) for block in reversed(blocks("sh"))}


@pytest.mark.parametrize("block", cases("sh"))
def test_commands(block: Block, running: dict[str, Future[str]]) -> None:
    """Every command succeeds and prints something, and exactly what the next block shows."""
    printed = running[block.place].result()
    assert printed.strip() or "> /dev/null" in block.content
    if block.answer_kind == "text" and block.answer.strip():
        assert block.answer == printed


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """Start the service as documented, on a free port; give its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [ROOT / ".venv/bin/phrase-coach", "serve", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(1800):
                try:
                    urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
                    break
                except URLError:
                    assert process.poll() is None, "the service ended"
                    time.sleep(0.1)
            else:
                pytest.fail("the service did not start within three minutes")
            yield f"127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.mark.skipif(shutil.which("curl") is None, reason="the documents call curl")
@pytest.mark.parametrize("block", cases("sh serve"))
def test_requests(block: Block, service: str, tmp_path: Path) -> None:
    """Every request is answered in JSON, and as the next block shows."""
    assert ADDRESS in block.content
    printed = shell(block.content.replace(ADDRESS, service), tmp_path)
    decoder = json.JSONDecoder()
    answers = []
    while printed := printed.strip():
        answer, end = decoder.raw_decode(printed)
        answers.append(answer)
        printed = printed[end:]
    assert len(answers) == len(re.findall(r"^curl ", block.content, re.M))
    if block.answer_kind == "json":
        assert [json.loads(block.answer)] == answers
    else:
        assert [answer for answer in answers if "error" in answer] == []


@pytest.mark.parametrize("block", cases("python"))
def test_python(block: Block) -> None:
    """Every program runs, and what a comment says about a print is what it prints."""
    run = [sys.executable, "-W", "error", "-c", block.content]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for expected in re.findall(r"^print\(.*\)  # (.+)$", block.content, re.M):
        assert expected in done.stdout.splitlines()


@pytest.mark.parametrize("kind", ["json", "yaml"])
def test_data_can_be_read(kind: str) -> None:
    """Blocks of data are of the kind that they say."""
    assert blocks(kind)
    for block in blocks(kind):
        assert json.loads(block.content) if kind == "json" else yaml.safe_load(block.content), block.place


def console_lines(program: str) -> list[str]:
    """Return what follows a program in the lines to be typed, comments left out."""
    lines = [line for block in blocks("console") for line in block.content.splitlines()]
    typed = [line.removeprefix("$ ").split("  #")[0].strip() for line in lines if line.startswith("$ ")]
    return [line.removeprefix(program).strip() for line in typed if line.startswith(program)]


def test_make_targets() -> None:
    """Every target named is there and is no file."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    named = set(console_lines("make"))
    assert {"run", "test", ""} <= named
    assert named - {""} - targets == set()
    assert re.search(r"^\.DEFAULT_GOAL := help$", makefile, re.M)
    assert set(re.search(r"^\.PHONY: (.*)$", makefile, re.M)[1].split()) == targets  # type: ignore[index]


def test_commands_too_long_to_run() -> None:
    """Commands to be typed by hand exist."""
    commands = console_lines(".venv/bin/phrase-coach")
    assert commands
    for command in commands:
        assert CliRunner().invoke(app, [*command.split(), "--help"]).exit_code == 0


def readme() -> str:
    """Return the main document."""
    return (ROOT / "README.md").read_text("utf-8")


def test_every_option_of_check_is_documented() -> None:
    """The table of options has all of them and no other."""
    offered = set(re.findall(r"--[a-z-]+", CliRunner().invoke(app, ["check", "--help"]).stdout)) - {"--help"}
    table = readme().partition("| option |")[2].partition("\n\n")[0]
    rows = [row.split("|")[1] for row in table.splitlines()[2:]]
    assert offered == {name for row in rows for name in re.findall(r"--[a-z-]+", row)}


def test_every_route_is_documented(coach: Coach) -> None:
    """Each path of the service stands in the document."""
    paths = [path.split("{")[0].rstrip("/") for path in create_app(coach).openapi()["paths"]]
    assert [path for path in paths if path not in readme()] == []


def test_every_field_of_a_finding_is_documented() -> None:
    """The table of fields has all of them and no other."""
    table = readme().partition("| field | type |")[2].partition("\n\n")[0]
    named = {name for row in table.splitlines()[2:] for name in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert {field.name for field in fields(Finding)} == named


def test_every_folder_is_documented() -> None:
    """The layout names the folders that are there."""
    table = readme().partition("## Layout")[2].partition("\n##")[0]
    named = re.findall(r"^\| `([a-z/]+)` \|", table, re.M)
    assert named
    assert [name for name in named if not (ROOT / name).is_dir()] == []
    assert {"phrasebook/", "coach/", "api/", "tests/"} <= set(named)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_and_places_lead_somewhere(document: str) -> None:
    """Links to files, and modules named in the text, exist."""
    text = (ROOT / document).read_text("utf-8")
    links = re.findall(r"\]\(([^)#:]+)\)", BLOCK.sub("", text))
    assert [link for link in links if not (ROOT / document).parent.joinpath(link).exists()] == []
    modules = re.findall(r"`((?:coach|api|phrasebook)/[\w/]+(?:\.py|/))`", text)
    assert [module for module in modules if not (ROOT / module).exists()] == []
