"""Who is the agent, told by what is said."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coach import Coach
from coach.compiled import CompiledPhrasebook
from coach.context import Role
from coach.transcript import Transcript
from coach.transcripts.roles import assign_roles
from coach.turn import Turn
from tests.coach.transcripts.files import read_sample

SAMPLES = Path(__file__).parents[3] / "data" / "samples"


@pytest.fixture(scope="module")
def compiled() -> CompiledPhrasebook:
    """The built-in phrasebook."""
    return Coach().compiled


def _conversation(*turns: tuple[str | None, str], role: Role | None = None) -> Transcript:
    return Transcript("t", tuple(Turn(text, role, speaker=speaker) for speaker, text in turns), notes=("before",))


def _roles(transcript: Transcript) -> list[Role | None]:
    return [turn.role for turn in transcript.turns]


def _samples() -> Iterator[Any]:
    for path in sorted(SAMPLES.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            if "turns" in (record := json.loads(line)):
                yield pytest.param(record["turns"], id=record["id"])


@pytest.mark.parametrize("turns", list(_samples()))
@pytest.mark.parametrize("cut", [slice(None), slice(3, None)], ids=["whole", "without its opening"])
def test_the_agent_of_every_sample_is_found(turns: list[Any], cut: slice, compiled: CompiledPhrasebook) -> None:
    """The labels do not help: the customer's comes first in the alphabet."""
    labels = {"agent": "b", "customer": "a"}
    hidden = _conversation(*((labels[turn["role"]], turn["text"]) for turn in turns[cut]))
    assert _roles(assign_roles(hidden, compiled, {})) == [turn["role"] for turn in turns[cut]]


@pytest.mark.parametrize(
    ("name", "agent"),
    [
        ("whisperx.json", "SPEAKER_01"),
        ("whisper-cpp.json", "0"),
        ("aws-transcribe.json", "spk_0"),
        ("alibaba-recording.json", "0"),
        ("alibaba-paraformer.json", "0"),
        ("tencent-recording.json", "0"),
        ("tencent-result.txt", "0"),
        ("azure-batch.json", "1"),
        ("azure-fast.json", "0"),
    ],
)
def test_the_agent_of_what_services_give_is_found(name: str, agent: str, compiled: CompiledPhrasebook) -> None:
    (transcript,) = read_sample(name).transcripts
    found = assign_roles(transcript, compiled, {})
    assert {turn.speaker for turn in found.turns if turn.role == "agent"} == {agent}
    assert all(turn.role for turn in found.turns)


def test_the_note_names_acts_and_turns(compiled: CompiledPhrasebook) -> None:
    found = assign_roles(
        _conversation(("0", "您好，请问有什么可以帮您？"), ("1", "嗯"), ("0", "请您稍等。")), compiled, {}
    )
    assert found.notes[0] == "before"
    assert found.notes[1].startswith("speaker 0 taken for the agent (")
    assert "offer-help in turn 0" in found.notes[1]
    assert "hold in turn 2" in found.notes[1]
    assert found.notes[2] == "speaker 1 taken for the customer (the other speaker is the agent)"


def test_what_the_user_says_comes_first(compiled: CompiledPhrasebook) -> None:
    """Even against what is said; the other of two follows from it."""
    talk = _conversation(("0", "您好，请问有什么可以帮您？"), ("1", "我要投诉"))
    found = assign_roles(talk, compiled, {"1": "agent"})
    assert _roles(found) == ["customer", "agent"]
    assert "speaker 1 is the agent, as given" in found.notes
    assert _roles(assign_roles(talk, compiled, {"1": "customer", "0": "agent"})) == ["agent", "customer"]


def test_roles_the_transcript_has_stay(compiled: CompiledPhrasebook) -> None:
    known = _conversation((None, "您好"), role="customer")
    assert assign_roles(known, compiled, {}) is known
    turns = (Turn("您好", "agent"), Turn("嗯", speaker="x"), Turn("请按一", "system"))
    found = assign_roles(Transcript("t", turns), compiled, {})
    assert _roles(found) == ["agent", "customer", "system"]


def test_several_agents_are_told_one_by_one(compiled: CompiledPhrasebook) -> None:
    """A call that is passed on has two agents; a speaker who says next to nothing is not guessed at."""
    talk = _conversation(
        ("A", "您好，这里是客服中心，请问有什么可以帮您？"),
        ("B", "我要投诉，你们的快递弄坏了我的东西，太过分了。"),
        ("A", "请您稍候，我帮您转接理赔部。"),
        ("C", "您好，请问您贵姓？"),
        ("D", "嗯"),
        ("C", "请问还有其他可以帮您的吗？"),
    )
    found = assign_roles(talk, compiled, {})
    assert _roles(found) == ["agent", "customer", "agent", "agent", None, "agent"]
    assert "speaker D may be on either side by what is said; give the role (D = agent, or D = customer)" in found.notes


def test_nothing_is_guessed_without_evidence(compiled: CompiledPhrasebook) -> None:
    found = assign_roles(_conversation(("0", "嗯"), ("1", "哦")), compiled, {})
    assert _roles(found) == [None, None]
    assert [note for note in found.notes if "give the role" in note] == list(found.notes[1:])


def test_one_speaker_alone_is_not_told(compiled: CompiledPhrasebook) -> None:
    found = assign_roles(_conversation(("0", "您好，请问有什么可以帮您？")), compiled, {})
    assert _roles(found) == [None]
    assert found.notes[1] == "speaker 0 is the only one; give the role (0 = agent, or 0 = customer)"


def test_turns_without_speakers_are_told(compiled: CompiledPhrasebook) -> None:
    (transcript,) = read_sample("whisper.json").transcripts
    found = assign_roles(transcript, compiled, {})
    assert set(_roles(found)) == {None}
    assert "have the recogniser tell speakers apart" in found.notes[0]


def test_text_may_hold_anything(compiled: CompiledPhrasebook) -> None:
    talk = _conversation(("😀", "\ud83d\0您好，请问有什么可以帮您？"), ("\ud800", ""), ("😀", "\u202e" * 50))
    assert _roles(assign_roles(talk, compiled, {})) == ["agent", "customer", "agent"]
