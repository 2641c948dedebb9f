"""Tencent Cloud's recognition of recordings."""

import json

import pytest

from coach.transcripts.options import ReadOptions
from tests.coach.transcripts.files import SAMPLES, read, read_sample, sample


def test_the_detailed_result_is_read() -> None:
    reading = read_sample("tencent-recording.json")
    assert reading.turns[0] == (None, "0", "您好，途安租车，请问有什么可以帮您？")
    assert reading.times[0] == (1.84, 5.96)
    assert reading.transcripts[0].id == "9266418"


def test_the_text_form_gives_the_same() -> None:
    data = sample("tencent-recording.json")
    detailed = read(data)
    data["Response"]["Data"]["ResultDetail"] = None
    short = read(data)
    assert detailed.turns == short.turns
    assert detailed.times == short.times


def test_the_answer_of_the_sdk_and_the_callback_are_read_too() -> None:
    data = sample("tencent-recording.json")["Response"]
    assert read(data).turns == read_sample("tencent-recording.json").turns
    task = data["Data"]
    called = {
        "code": 0,
        "requestId": 9266418,
        "appid": 1251600000,
        "projectid": 0,
        "text": task["Result"],
        "message": "",
        "resultDetail": json.dumps(task["ResultDetail"]),
    }
    assert read(called).times == read(data).times
    called["resultDetail"] = "[{"
    reading = read(called)
    assert reading.seen == [("$.resultDetail", "not-json", 0)]
    assert reading.turns == read(data).turns
    called["resultDetail"] = " "
    assert read(called).seen == []


def test_a_text_file_of_sentences_is_read() -> None:
    reading = read_sample("tencent-result.txt")
    assert reading.turns[0] == (None, "0", "您好，绿洲物业，请问有什么可以帮您？")
    assert reading.times[0] == (59.02, 62.69)


def test_lines_without_times_or_words_are_told() -> None:
    text = (SAMPLES / "tencent-result.txt").read_text(
        "utf-8"
    ) + "没有时间\n[1:02:03.5,1:02:04]  晚安\n[0:1.0,0:2.0,1]  \n\n"
    reading = read(text, "result.txt")
    assert reading.seen == [("line 7", "no-times", 1), ("line 9", "no-text", 1)]
    assert reading.turns[-1] == (None, None, "晚安")
    assert reading.times[-1] == (3723.5, 3724.0)
    assert reading.rows == 9


def test_a_line_that_cannot_be_decoded_is_told() -> None:
    raw = (
        "[0:1.0,0:2.0]  您好，请问有什么可以帮您\n".encode()
        + b"[0:3.0,0:4.0]  \xff\xfe\n"
        + "[0:5.0,0:6.0]  再见".encode()
    )
    reading = read(raw, "result.txt", ReadOptions(encoding="utf-8"))
    assert [said for _, _, said in reading.turns] == ["您好，请问有什么可以帮您", "再见"]
    assert [(code, rows) for _, code, rows in reading.seen] == [("undecodable", 1)]


@pytest.mark.parametrize(
    ("final", "written", "sliced", "wanted"),
    [("您好。", "您好", "您 好", "您好。"), (None, "您好", "您 好", "您好"), (None, None, "您 好", "您好")],
)
def test_a_sentence_has_three_forms(final: object, written: object, sliced: object, wanted: str) -> None:
    detail = [{"FinalSentence": final, "WrittenText": written, "SliceSentence": sliced, "StartMs": 0, "EndMs": 900}]
    reading = read({"Data": {"TaskId": 1, "StatusStr": "success", "Status": 2, "ResultDetail": detail}})
    assert reading.turns == [(None, None, wanted)]


def test_a_sentence_without_any_form_is_told() -> None:
    reading = read({"Data": {"TaskId": 1, "StatusStr": "success", "Status": 2, "ResultDetail": [{"StartMs": 0}]}})
    assert reading.seen == [("$.ResultDetail[0]", "bad-text", 1)]


@pytest.mark.parametrize(
    ("state", "code", "says"),
    [
        (3, "job-failed", "Failed to download audio file!"),
        (0, "job-unfinished", "waiting"),
        (1, "job-unfinished", "running"),
    ],
)
def test_a_task_without_result_says_why(state: int, code: str, says: str) -> None:
    data = sample("tencent-recording.json")
    data["Response"]["Data"] |= {
        "Status": state,
        "StatusStr": "failed",
        "Result": "",
        "ResultDetail": None,
        "ErrorMsg": "Failed to download audio file!",
    }
    reading = read(data)
    assert [seen[1] for seen in reading.seen] == [code]
    assert says in reading.problems[0].message


def test_a_refused_request_and_a_failed_callback_say_why() -> None:
    reading = read(
        {"Response": {"Error": {"Code": "FailedOperation.NoSuchTask", "Message": "错误的TaskId"}, "RequestId": "x"}}
    )
    assert reading.seen == [("$.Response.Error", "job-failed", 1)]
    assert "错误的TaskId" in reading.problems[0].message
    called = {"code": 10007, "requestId": 1, "appid": 2, "text": "", "message": "音频下载失败"}
    assert "音频下载失败" in read(called).problems[0].message
    called["message"] = None
    assert "no reason given" in read(called).problems[0].message
