"""Alibaba Cloud's dialogue analysis."""

from typing import Any

import pytest

from tests.coach.transcripts.files import read, read_sample, sample


def test_a_result_says_roles_agent_and_date() -> None:
    reading = read_sample("alibaba-analysis.json")
    assert reading.turns[0] == ("agent", None, "您好，鼎盛证券，请问有什么可以帮您？")
    assert reading.times[0] == (1.33, 4.84)
    (transcript,) = reading.transcripts
    assert (transcript.id, transcript.agent) == ("e790e6c919d84b82b64ee0c1", "陶然")
    assert (transcript.channel, transcript.date) == ("call", "2026-09-14 10:31:02")


@pytest.mark.parametrize("wrap", [lambda turns: turns, lambda turns: {"Dialogue": turns}])
def test_a_result_for_review_is_read(wrap: Any) -> None:
    turns = sample("alibaba-analysis.json")["Data"]["ResultInfo"][0]["AsrResult"]["AsrResult"]
    data = {"FileId": "e790", "Status": 1, "Dialogues": wrap(turns)}
    reading = read({"Code": "200", "Success": True, "Data": data})
    assert reading.turns == read_sample("alibaba-analysis.json").turns
    assert reading.transcripts[0].id == "e790"


def test_uploaded_chats_are_several_conversations() -> None:
    reading = read_sample("alibaba-tickets.json")
    assert [(one.id, one.channel, one.agent, one.rows) for one in reading.transcripts] == [
        ("chat-20260914-00031", "chat", "小鹿", 5),
        ("chat-20260914-00032", "chat", "小鹿", 2),
    ]
    assert reading.times[:2] == [(0.0, None), (17.0, None)]
    assert reading.times[-2:] == [(0.0, None), (18.0, None)]


def test_an_upload_of_recordings_is_calls_and_one_ticket_is_enough() -> None:
    data = sample("alibaba-tickets.json")
    assert read(data | {"optional": 1}).transcripts[0].channel == "call"
    reading = read(data["tickets"][0])
    assert reading.transcripts[0].id == "chat-20260914-00031"


@pytest.mark.parametrize("moment", ["bald", 5, None])
def test_a_time_of_day_that_is_none_leaves_the_words(moment: object) -> None:
    data = sample("alibaba-tickets.json")
    data["tickets"][1]["dialogue"][0]["beginTime"] = moment
    assert read(data).times[-2:] == [(None, None), (0.0, None)]


@pytest.mark.parametrize(
    ("result", "code", "says"),
    [
        ({"Status": 1, "ErrorMessage": "FILE_DOWNLOAD_FAILED"}, "job-failed", "FILE_DOWNLOAD_FAILED"),
        ({"Status": 0}, "job-unfinished", "not finished"),
        ({"Status": 1}, "no-segments", "without its turns"),
        ({"Status": 1, "AsrResult": {}}, "no-segments", "without its turns"),
    ],
)
def test_a_result_without_turns_says_why(result: Any, code: str, says: str) -> None:
    data = sample("alibaba-analysis.json")
    data["Data"]["ResultInfo"] += [result | {"TaskId": "1"}, "?"]
    reading = read(data)
    assert reading.seen == [
        ("$.Data.ResultInfo[1]", code, 1),
        ("$.Data.ResultInfo[2]", "not-an-object", 1),
    ]
    assert says in reading.problems[0].message
    assert len(reading.turns) == 7


def test_a_refused_request_says_why() -> None:
    refused = {"Success": False, "Code": "SCA.NoPermission", "Message": "没有权限", "RequestId": "8f"}
    reading = read(refused)
    assert reading.seen == [("$", "job-failed", 1)]
    assert "没有权限" in reading.problems[0].message
