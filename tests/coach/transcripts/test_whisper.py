"""OpenAI Whisper, WhisperX, faster-whisper, whisper.cpp."""

from coach.transcripts import whisper
from coach.transcripts.formats import reader_of
from coach.transcripts.opened import Head
from tests.coach.transcripts.files import opened, read, read_sample, sample


def test_whisper_without_speakers() -> None:
    reading = read_sample("whisper.json")
    assert reading.turns[0] == (None, None, "早晨，多謝致電信駿電訊，我係阿Kit，有咩可以幫到你？")
    assert reading.times[0] == (1.67, 7.01)
    assert reading.transcripts[0].id == "whisper"


def test_whisperx_with_speakers() -> None:
    reading = read_sample("whisperx.json")
    assert [speaker for _, speaker, _ in reading.turns[:3]] == ["SPEAKER_01", "SPEAKER_00", "SPEAKER_01"]


def test_whisper_cpp_counts_milliseconds() -> None:
    reading = read_sample("whisper-cpp.json")
    assert reading.turns[0] == (None, "0", "您好，山嵐小館，很高興為您服務。")
    assert reading.times[0] == (1.35, 4.74)


def test_whisper_cpp_does_not_know_every_speaker() -> None:
    data = sample("whisper-cpp.json")
    data["transcription"][0]["speaker"] = "?"
    del data["transcription"][1]["offsets"]
    reading = read(data)
    assert reading.turns[0][1] is None
    assert reading.times[1] == (None, None)


def test_a_list_of_segments_is_enough() -> None:
    reading = read_sample("faster-whisper.json")
    assert reading.turns[1][2] == "是的，您好，动力场健身，请问有什么可以帮到您？"


def test_roles_of_the_openai_api_are_roles() -> None:
    segments = [
        {
            "type": "transcript.text.segment",
            "id": "seg_1",
            "start": 0.0,
            "end": 1.0,
            "text": "您好",
            "speaker": "agent",
        },
        {"type": "transcript.text.segment", "id": "seg_2", "start": 1.5, "end": 2.0, "text": "你好", "speaker": "A"},
    ]
    reading = read({"task": "transcribe", "duration": 2.0, "text": "您好你好", "segments": segments})
    assert reading.turns == [("agent", None, "您好"), (None, "A", "你好")]


def test_a_long_call_is_known_before_its_segments_come() -> None:
    """The text of the whole call fills the beginning of the file."""
    data = {"text": "您好。" * 30_000, "segments": [{"start": 0, "end": 1, "text": "您好。"}]}
    assert reader_of(Head(opened(data, "call.json"))) is whisper
    assert read(data).turns == [(None, None, "您好。")]
