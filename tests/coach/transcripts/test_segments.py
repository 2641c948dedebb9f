"""What all formats of recognised speech share: hostile segments, times, speakers."""

import json
from pathlib import Path
from typing import Any

import pytest

from coach.transcripts.formats import FORMATS, reader_of
from coach.transcripts.opened import Head
from coach.transcripts.options import ReadOptions
from coach.transcripts.segments import joined, number_of, word
from tests.coach.transcripts.files import SAMPLES, opened, read, read_sample, sample

WANTED = {
    "alibaba-analysis": "alibaba-analysis",
    "alibaba-paraformer": "alibaba",
    "alibaba-recording": "alibaba",
    "alibaba-secret-asr": "alibaba",
    "alibaba-tickets": "alibaba-analysis",
    "aws-call-analytics": "aws",
    "aws-contact-lens": "aws",
    "aws-contact-lens-chat": "aws",
    "aws-transcribe": "aws",
    "aws-transcribe-channels": "aws",
    "azure-batch": "azure",
    "azure-fast": "azure",
    "faster-whisper": "whisper",
    "subtitles": "subtitles",
    "tencent-recording": "tencent",
    "tencent-result": "tencent",
    "whisper": "whisper",
    "whisper-cpp": "whisper",
    "whisperx": "whisper",
}
SPOKEN = [path for path in sorted(SAMPLES.iterdir()) if path.stem in WANTED]
# where each JSON format has its segments, how they call the text and the start
SEGMENTS = [
    ("whisper.json", ("segments",), "text", "start"),
    ("whisper-cpp.json", ("transcription",), "text", None),
    ("faster-whisper.json", (), "text", "start"),
    ("aws-call-analytics.json", ("Transcript",), "Content", "BeginOffsetMillis"),
    ("aws-contact-lens.json", ("Transcript",), "Content", "BeginOffsetMillis"),
    ("aws-transcribe.json", ("results", "audio_segments"), "transcript", "start_time"),
    ("alibaba-recording.json", ("Result", "Sentences"), "Text", "BeginTime"),
    ("alibaba-paraformer.json", ("transcripts", 0, "sentences"), "text", "begin_time"),
    ("alibaba-analysis.json", ("Data", "ResultInfo", 0, "AsrResult", "AsrResult"), "Words", "Begin"),
    ("alibaba-tickets.json", ("tickets", 0, "dialogue"), "words", "begin"),
    ("tencent-recording.json", ("Response", "Data", "ResultDetail"), "FinalSentence", "StartMs"),
    ("azure-fast.json", ("phrases",), "text", "offsetMilliseconds"),
]


def _segments(data: Any, path: tuple[Any, ...]) -> list[Any]:
    for key in path:
        data = data[key]
    assert isinstance(data, list)
    return data


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.name)
def test_every_sample_is_known_by_its_fields_alone(path: Path) -> None:
    """One format takes it, the other services' do not, whatever the file is called."""
    head = Head(opened(path.read_bytes(), "recording"))
    assert reader_of(head) is FORMATS[WANTED[path.stem]]
    others = set(WANTED.values()) | {"jsonl", "workbook"}
    assert [name for name in others if FORMATS[name].looks_like(head)] == [WANTED[path.stem]]


@pytest.mark.parametrize("path", sorted(set(SAMPLES.iterdir()) - set(SPOKEN)), ids=lambda path: path.name)
def test_no_other_sample_is_taken(path: Path) -> None:
    head = Head(opened(path.read_bytes(), path.name))
    assert [name for name in set(WANTED.values()) if FORMATS[name].looks_like(head)] == []


def test_our_own_conversations_are_none_of_these() -> None:
    text = '{"id": "1", "turns": [{"role": "agent", "text": "您好", "start": 0.5, "end": 1}]}'
    head = Head(opened(text, "conversation"))
    assert [name for name, reader in FORMATS.items() if reader.looks_like(head)] == ["jsonl"]


@pytest.mark.parametrize("path", SPOKEN, ids=lambda path: path.name)
def test_every_sample_is_read_whole_and_in_order(path: Path) -> None:
    reading = read_sample(path.name)
    assert reading.problems == []
    assert 3 <= len(reading.turns) <= 10
    for transcript in reading.transcripts:
        starts = [turn.start for turn in transcript.turns]
        assert None not in starts
        assert starts == sorted(starts, key=lambda start: start or 0)
        assert len(transcript.turns) == transcript.rows
        assert transcript.notes == ()
        assert path.name == transcript.source


@pytest.mark.parametrize(("name", "path", "text", "start"), SEGMENTS)
def test_broken_segments_do_not_hide_the_others(name: str, path: tuple[Any, ...], text: str, start: str | None) -> None:
    """A segment that is none, without text or with an empty one: each is told with its place, the rest is read."""
    whole = read_sample(name)
    data = sample(name)
    segments = _segments(data, path)
    count = len(whole.turns)
    lost = segments[0][text]
    segments[0][text] = ["不是", "文字"]
    segments[1][text] = " \u200b "
    segments += [None, 7]
    reading = read(data, name)
    assert count + 2 == reading.rows
    assert {code: sum(rows for _, seen, rows in reading.seen if seen == code) for _, code, _ in reading.seen} == {
        "bad-text": 1,
        "no-text": 1,
        "not-an-object": 2,
    }
    bad = next(place for place, code, _ in reading.seen if code == "bad-text")
    assert bad.endswith("[0]")
    assert lost not in [said for _, _, said in reading.turns]
    assert count - 2 == len(reading.turns)


@pytest.mark.parametrize("value", ["x", [1], {"a": 1}, True, -5, 1e300, 10**30, ""])
@pytest.mark.parametrize(("name", "path", "text", "start"), [row for row in SEGMENTS if row[3]])
def test_a_time_that_is_none_leaves_the_words(
    name: str, path: tuple[Any, ...], text: str, start: str, value: object
) -> None:
    data = sample(name)
    _segments(data, path)[2][start] = value
    reading = read(data, name)
    assert reading.problems == []
    assert sorted(read_sample(name).turns, key=str) == sorted(reading.turns, key=str)
    assert any("its start is" in note and "[2]" in note for one in reading.transcripts for note in one.notes)


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, path, _, _ in SEGMENTS if path])
@pytest.mark.parametrize("value", [None, 7, "嗯", {}])
def test_segments_that_are_no_list_are_told(name: str, path: tuple[Any, ...], value: object) -> None:
    """Whatever stands in place of the list: a problem, no traceback."""
    data = sample(name)
    above = data
    for key in path[:-1]:
        above = above[key]
    above[path[-1]] = value
    module = FORMATS[WANTED[Path(name).stem]]
    found = list(module.read(opened(data, name), ReadOptions()))
    assert found
    assert all(str(item) for item in found)


@pytest.mark.parametrize("value", [None, True, 3, "x", [], {}, [None], [[]], [{}], {"a": None}])
@pytest.mark.parametrize("name", sorted(set(WANTED.values()) - {"subtitles"}))
def test_a_document_of_any_shape_gives_problems_only(name: str, value: object) -> None:
    """A format that the user insists on finds nothing in it, and says so."""
    reading = read(value, "x.json", ReadOptions(format=name))
    assert reading.transcripts == []
    assert reading.problems


def test_half_a_document_is_known_and_told() -> None:
    """A vendor's file that breaks off is no unknown format, but JSON that ends too early."""
    text = (SAMPLES / "tencent-recording.json").read_text("utf-8")
    reading = read(text[: len(text) // 2])
    assert [problem.code for problem in reading.problems] == ["not-json"]


def test_text_may_hold_anything() -> None:
    text = "您好\ud83d請\0稍候\u202e😀"
    reading = read({"segments": [{"start": 0, "end": 1, "text": text}]})
    assert [(None, None, text)] == reading.turns


def test_an_end_before_the_start_is_left_out() -> None:
    reading = read({"segments": [{"start": 5, "end": 1, "text": "好"}]})
    assert reading.times == [(5.0, None)]
    assert "$.segments[0]: ends before it begins" in reading.transcripts[0].notes[0]


def test_the_user_says_who_a_speaker_is() -> None:
    """A label the user names is a role, whatever the service says; the others stay labels."""
    reading = read_sample("whisperx.json", ReadOptions(roles={"SPEAKER_01": "agent"}))
    assert {("agent", None), (None, "SPEAKER_00")} == {(role, speaker) for role, speaker, _ in reading.turns}
    lens = sample("aws-contact-lens.json")
    who = lens["Transcript"][1]["ParticipantId"]
    reading = read(lens, options=ReadOptions(roles={who: "system"}))
    assert reading.turns[1][:2] == ("system", None)


@pytest.mark.parametrize("speaker", [[1], {"a": 1}, True, 1.5])
def test_a_speaker_that_is_none_is_noted(speaker: object) -> None:
    reading = read({"segments": [{"start": 0, "end": 1, "text": "好", "speaker": speaker}]})
    assert reading.turns == [(None, None, "好")]
    assert "its speaker is" in reading.transcripts[0].notes[0]


def test_a_name_in_a_label_names_the_agent() -> None:
    reading = read({"segments": [{"start": 0, "end": 1, "text": "您好", "speaker": "客服小王"}]})
    assert reading.transcripts[0].agent == "小王"


def test_a_recording_in_which_nothing_is_said_is_told() -> None:
    reading = read({"text": "", "segments": [], "language": "zh"}, options=ReadOptions(format="whisper"))
    assert reading.seen == [("", "no-turns", 0)]


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (["您好", "請", "稍候"], "您好請稍候"),
        (["iPhone", "15", "壞了"], "iPhone 15壞了"),
        (["OK,", "再見"], "OK,再見"),
        ([], ""),
    ],
)
def test_words_are_joined_as_they_are_written(parts: list[str], wanted: str) -> None:
    assert wanted == joined(parts)


@pytest.mark.parametrize(
    ("value", "wanted"), [(1, 1.0), ("4.87", 4.87), ("nan", None), ("1e999", None), (10**400, None), (None, None)]
)
def test_numbers(value: object, wanted: float | None) -> None:
    assert wanted == number_of(value)


@pytest.mark.parametrize(("value", "wanted"), [(" a ", "a"), (0, "0"), (True, None), ("", None), (10**30, None)])
def test_words(value: object, wanted: str | None) -> None:
    assert wanted == word(value)


def test_samples_are_json_as_a_service_writes_it() -> None:
    assert all(json.loads(path.read_text("utf-8")) for path in SPOKEN if path.suffix == ".json")
