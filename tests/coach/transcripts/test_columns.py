"""Which column holds what."""

import pytest

from coach.transcripts.columns import find_columns
from coach.transcripts.problem import ReadingError


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("会话ID|角色|内容|开始时间|结束时间", "id role text start end"),
        ("通話編號|發話者|話術|時間|渠道", "id speaker text time channel"),
        ("call_id|Speaker|TEXT|begin_time|End Time", "id speaker text start end"),
        ("工单号|坐席姓名|客户姓名|发送人|消息内容|发送时间", "id agent customer speaker text time"),
        ("conversation|role|speaker|content|offset|channel", "id role speaker text start channel"),
        ("对话|角色|内容", "id role text"),
        ("角色|对话", "role text"),
        ("channel|text|start", "speaker text start"),
        ("渠道|文本", "channel text"),
        ("ｃａｌｌ　ｉｄ|ROLE|文本（識別）|日期", "id role text date"),
        ("序号|备注|", ""),
    ],
)
def test_headers(header: str, fields: str) -> None:
    """In either script or English, in any case and width."""
    names = header.split("|")
    columns = find_columns(names, {})
    assert {field: at for at, field in enumerate(fields.split())} == dict(columns.index)
    assert columns.enough == ("text" in fields and ("role" in fields or "speaker" in fields))


@pytest.mark.parametrize(
    ("header", "milliseconds"),
    [
        ("开始时间(ms)", True),
        ("开始时间/毫秒", None),
        ("start_ms", True),
        ("开始毫秒", True),
        ("開始（秒）", False),
        ("start_sec", False),
        ("start [s]", False),
        ("start", None),
        ("开始", None),
    ],
)
def test_unit_of_the_times(header: str, milliseconds: bool | None) -> None:
    """Milliseconds or seconds, where the header says it."""
    assert find_columns(["角色", "内容", header], {}).milliseconds is milliseconds


def test_named_columns_come_first() -> None:
    """What the user says overrules the guess, in any spelling."""
    columns = find_columns(["角色", "内容", "备注 2", "Channel"], {"text": "備注2", "channel": "channel"})
    assert dict(columns.index) == {"text": 2, "channel": 3, "role": 0}
    assert dict(find_columns(["Channel", "text"], {"channel": "channel"}).index) == {"channel": 0, "text": 1}


def test_named_columns_must_be_there() -> None:
    """The answer lists the columns, or the fields, that are."""
    with pytest.raises(ReadingError, match="there is no column “话术”") as caught:
        find_columns(["角色", "", "内容"], {"text": "话术"})
    assert caught.value.advice == "use one of “角色”, “内容”"
    with pytest.raises(ReadingError, match="no field is called “words”"):
        find_columns(["内容"], {"words": "内容"})
