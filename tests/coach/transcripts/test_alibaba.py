"""Alibaba Cloud's recognition of recordings, and DashScope's."""

from typing import Any

import pytest

from tests.coach.transcripts.files import read, read_sample, sample


def test_a_recording_has_channels() -> None:
    reading = read_sample("alibaba-recording.json")
    assert reading.turns[0] == (None, "0", "您好，这里是城投水务热线，请问有什么可以帮您？")
    assert reading.times[0] == (1.99, 7.09)
    assert reading.transcripts[0].id == "9f1d6a4ce2a411f0b8dd5f7c0e2a91b3"


def test_the_callback_of_old_is_read_too() -> None:
    """It writes begin_time, and has the sentences directly in result."""
    newer = sample("alibaba-recording.json")
    names = {"BeginTime": "begin_time", "EndTime": "end_time", "ChannelId": "channel_id", "Text": "text"}
    sentences = [
        {names[key]: value for key, value in one.items() if key in names} for one in newer["Result"]["Sentences"]
    ]
    older = {"task_id": newer["TaskId"], "status_code": 21050000, "status_message": "SUCCESS", "result": sentences}
    assert read(older).transcripts[0].turns == read(newer).transcripts[0].turns
    assert read(older).transcripts[0].id == newer["TaskId"]


def test_calls_with_hidden_numbers_come_several_in_a_file() -> None:
    data = sample("alibaba-secret-asr.json")
    second = dict(data[0], callId=None)
    reading = read([*data, second], "report.json")
    assert [one.id for one in reading.transcripts] == ["44611dd0c307a21c", "report-2"]
    assert reading.turns[0] == (None, "1", "喂，你好，我是送外卖的。")


def test_dashscope_tells_voices_apart() -> None:
    reading = read_sample("alibaba-paraformer.json")
    assert reading.turns[1] == (None, "1", "我想给孩子退剩下的课，上次那个老师说不能退。")
    assert reading.times[1] == (6.76, 11.64)


def test_dashscope_with_two_channels_is_one_conversation() -> None:
    data = sample("alibaba-paraformer.json")
    sentences = data["transcripts"][0]["sentences"]
    data["transcripts"] = [
        {"channel_id": channel, "sentences": [one for one in sentences if one["speaker_id"] == channel]}
        for channel in (0, 1)
    ]
    for one in sentences:
        # within one channel the first voice is 0
        one["speaker_id"] = 0
    assert read(data).turns == read_sample("alibaba-paraformer.json").turns


def test_a_channel_without_sentences_is_told() -> None:
    data = sample("alibaba-paraformer.json")
    data["transcripts"].append({"channel_id": 1, "text": "好"})
    reading = read(data)
    assert reading.seen == [("$.transcripts[1].sentences", "no-segments", 1)]
    assert len(reading.turns) == 8


@pytest.mark.parametrize(
    ("text", "code", "wanted"),
    [
        ("FILE_DOWNLOAD_FAILED", 41050002, "job-failed"),
        ("RUNNING", 21050001, "job-unfinished"),
        ("QUEUEING", 21050002, "job-unfinished"),
    ],
)
def test_a_task_without_result_says_why(text: str, code: int, wanted: str) -> None:
    reading = read({"TaskId": "9f1d", "RequestId": "B7", "StatusText": text, "StatusCode": code})
    assert [seen[:2] for seen in reading.seen] == [("$", wanted)]
    assert text in reading.problems[0].message


def test_silence_is_told() -> None:
    status = {"TaskId": "9f1d", "StatusText": "SUCCESS_WITH_NO_VALID_FRAGMENT", "StatusCode": 21050003}
    assert read(status | {"Result": {"Sentences": []}}).seen == [("", "no-turns", 0)]


@pytest.mark.parametrize(
    ("output", "seen", "says"),
    [
        (
            {
                "task_status": "SUCCEEDED",
                "results": [{"subtask_status": "SUCCEEDED", "transcription_url": "https://x"}],
            },
            [("$.output.results[0]", "job-only", 1)],
            "has no words",
        ),
        (
            {
                "task_status": "FAILED",
                "results": [{"subtask_status": "FAILED", "code": "InvalidFile.DownloadFailed", "message": "404"}, 5],
            },
            [("$.output.results[0]", "job-failed", 1), ("$.output.results[1]", "not-an-object", 1)],
            "InvalidFile.DownloadFailed: 404",
        ),
        ({"task_status": "FAILED", "message": "no file"}, [("$.output", "job-failed", 1)], "no file"),
        ({"task_status": "RUNNING"}, [("$.output", "job-unfinished", 1)], "RUNNING"),
        ({"task_status": None, "results": "?"}, [("$.output", "job-unfinished", 1)], "without a state"),
    ],
)
def test_the_state_of_a_dashscope_task_has_no_words(output: Any, seen: list[Any], says: str) -> None:
    reading = read({"request_id": "8f", "output": output})
    assert reading.seen == seen
    assert says in reading.problems[0].message
