"""Tables as text."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.transcripts.options import ReadOptions
from coach.turn import Turn
from tests.coach.transcripts.files import Reading, read, read_sample

HEADER = "会话ID,角色,内容\n"


def test_rows_become_turns() -> None:
    """One row a turn; what a column says of the conversation is taken from the first row that has it."""
    reading = read(
        "会话ID,角色,内容,开始时间,结束时间,坐席姓名,客户姓名,渠道,日期\n"
        "a,客服,您好,0.5,2,,,呼入电话,2024/5/1\na,客户,在吗,3,4.5,小王,张三,,\n",
        "a.csv",
    )
    (one,) = reading.transcripts
    assert one.turns == (Turn("您好", "agent", 0.5, 2.0), Turn("在吗", "customer", 3.0, 4.5))
    assert (one.id, one.agent, one.customer, one.channel, one.date, one.rows) == (
        *("a", "小王", "张三", "call", "2024-05-01", 2),
    )


@pytest.mark.parametrize(
    ("name", "ids", "turns", "first"),
    [
        (
            "insurer-calls.csv",
            ["RB24050100017", "RB24050100018"],
            7,
            Turn("您好，安泽保险报案中心，请问您贵姓？", "agent", 0.3, 4.1),
        ),
        ("power-grid-chat.gb18030.csv", ["DW-9001"], 4, Turn("我们小区停电了，什么时候来电？", "customer", 0.0)),
        (
            *("department-store.big5.csv", ["A0331"], 5),
            Turn("您好，遠麗百貨顧客服務中心，敝姓范，很高興為您服務。", "agent", 1.0, 6.0),
        ),
        ("airline-rebooking.utf16.tsv", ["HK-77"], 4, Turn("我想改下星期五嘅航班，得唔得？", "customer", 0.0)),
        ("clinic-calls.csv", ["MZ-0001", "MZ-0002"], 7, Turn("您好，明德口腔门诊。", "agent")),
    ],
)
def test_samples(name: str, ids: list[str], turns: int, first: Turn) -> None:
    """Every sample is read whole, whatever its encoding, delimiter and clock."""
    reading = read_sample(name)
    assert ([one.id for one in reading.transcripts], len(reading.turns), reading.seen) == (ids, turns, [])
    assert reading.transcripts[0].turns[0] == first


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|", "，"])
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.txt", "a"])
def test_delimiters(delimiter: str, name: str) -> None:
    """The one that makes columns of use is taken, whatever the name says; sep= names it outright."""
    text = f"角色{delimiter}内容{delimiter}备注, 无\n客服{delimiter}您好{delimiter}\n"
    assert read(text, name).turns == [("agent", None, "您好")]


def test_delimiter_that_is_named() -> None:
    """Excel's first line is no row; lines are counted with it."""
    reading = read("sep=;\r\n角色;内容\r\n客服;您好\r\n;嗯\r\n", "a.csv")
    assert (reading.turns, reading.seen) == ([("agent", None, "您好")], [("line 4", "no-speaker", 1)])


def test_header_below_a_title() -> None:
    """Titles and empty rows above the header do not matter."""
    assert read(f"通话内容\n,,\n{HEADER}a,客服,您好\n", "a.csv").turns == [("agent", None, "您好")]


def test_rows_that_lie_apart_are_put_together() -> None:
    """No row of a conversation is lost, and each comes out once, in its order."""
    reading = read(f"{HEADER}a,客服,一\nb,客服,二\na,客户,三\nc,客服,四\nb,客户,五\n", "a.csv")
    assert [(one.id, [turn.text for turn in one.turns]) for one in reading.transcripts] == [
        ("a", ["一", "三"]),
        ("c", ["四"]),
        ("b", ["二", "五"]),
    ]


def test_rows_without_an_id_belong_to_the_one_above() -> None:
    """Merged cells leave them empty; without a column the file is one conversation."""
    reading = read(f"{HEADER},客服,零\na,客服,一\n,客户,二\nb,客服,三\n", "calls.csv")
    assert [(one.id, one.rows) for one in reading.transcripts] == [("calls", 1), ("a", 2), ("b", 1)]
    assert [one.id for one in read("角色,内容\n客服,您好\n客户,喂\n", "calls.csv").transcripts] == ["calls"]


def test_what_is_missing_is_reported() -> None:
    """Rows without text and without a speaker, and those that cannot be decoded; rows without anything are none."""
    raw = f"{HEADER}a,客服,您好\na,客户,\na,,有人吗\n,,\n\na\na,客户,".encode() + b"\xff\na," + "客服,再见\n".encode()
    reading = read(raw, "a.csv")
    assert sorted(reading.seen) == [
        ("line 3", "no-text", 2),
        ("line 4", "no-speaker", 1),
        ("line 8, character 6", "undecodable", 1),
    ]
    assert [text for _, _, text in reading.turns] == ["您好", "再见"]


def test_open_quote_costs_one_row() -> None:
    """The rows behind it are read."""
    reading = read(f'{HEADER}a,客服,"您好\na,客户,喂\n', "a.csv")
    assert (reading.seen, reading.turns) == ([("line 2", "bad-record", 1)], [("customer", None, "喂")])


@pytest.mark.parametrize(
    ("text", "code", "rows"),
    [
        ("a,b\n1,2\n3,4\n", "no-header", 3),
        ("客服,您好\n客户,喂\n", "no-header", 2),
        ("会话ID,内容\n1,您好\n2,喂\n", "no-speaker-column", 3),
        ("\n\n", "no-header", 0),
    ],
)
def test_tables_nobody_can_read(text: str, code: str, rows: int) -> None:
    """Without a header, and without a speaker, the whole table is one problem."""
    assert [(found, count) for _, found, count in read(text, "a.csv").seen] == [(code, rows)]


def test_columns_that_are_named() -> None:
    """They are used, and must be there."""
    text = "甲,乙,丙\n您好,0,客服\n"
    options = ReadOptions(columns={"text": "甲", "role": "丙"})
    assert read(text, "a.csv", options).turns == [("agent", None, "您好")]
    reading = read(text, "a.csv", ReadOptions(columns={"text": "丁"}))
    assert [(place, code, count) for place, code, count in reading.seen] == [("line 1", "no-column", 2)]


def test_who_serves_is_known_by_name() -> None:
    """A sender that stands in the column of the agent, or of the customer, is that one."""
    reading = read(
        "发送人,坐席姓名,客户姓名,内容\n小王,小王,张三,您好\n张三,小王,张三,喂\n李四,小王,张三,咦\n", "a.csv"
    )
    assert reading.turns == [("agent", None, "您好"), ("customer", None, "喂"), (None, "李四", "咦")]


def test_odd_times_and_channels_are_noted() -> None:
    """The words are kept."""
    (one,) = read("角色,内容,开始,时间,渠道\n客服,您好,soon,2024-05-01 10:00,灯塔\n", "a.csv").transcripts
    assert (one.turns, one.channel, one.date) == ((Turn("您好", "agent"),), None, "2024-05-01")
    assert one.notes == ("line 2: its time cannot be read; it is left out", "channel: “灯塔” is neither call nor chat")


def test_one_row_a_call() -> None:
    """A cell with a whole dialogue is a conversation; a row without one is a problem, and so is one without words."""
    reading = read(
        "编号,对话内容,客服,客户,日期\n1,客服：您好 客户：喂,小王,张三,5月1日\n2,没有\n3,客服：\n,客服：好\n,,\n"
        '5,"客服：好\n客服："\n'.replace("编号", "流水号"),
        "calls.csv",
    )
    assert [(one.id, len(one.turns), one.agent, one.customer, one.date, one.rows) for one in reading.transcripts] == [
        ("1", 2, "小王", "张三", "5月1日", 1),
        ("calls-4", 1, None, None, None, 1),
        ("5", 1, None, None, None, 1),
    ]
    assert reading.seen == [("line 3", "no-speaker", 1), ("line 4, line 1", "no-text", 1)]


def test_broken_row_among_calls() -> None:
    """The others are read."""
    raw = "流水号,对话内容\n1,客服：您好\n2,".encode() + b"\xff\n" + "3,客服：好\n".encode()
    reading = read(raw, "a.csv")
    assert ([one.id for one in reading.transcripts], [code for _, code, _ in reading.seen]) == (
        ["1", "3"],
        ["undecodable"],
    )


def test_file_cut_within_a_character() -> None:
    """What came before is not lost."""
    raw = f"{HEADER}a,客服,您好\n".encode("utf-16") + b"a"
    reading = read(raw, "a.csv")
    assert [code for _, code, _ in reading.seen] == ["undecodable"]


_CELL = st.text(max_size=6) | st.sampled_from(["客服", "客户", "a", "b", "0:12", '"'])


@given(st.lists(st.lists(_CELL, max_size=5), max_size=12))
def test_all_rows_are_accounted_for(rows: list[list[str]]) -> None:
    """Rows read and rows reported are all the rows that have anything in them."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(["会话ID", "角色", "内容", "时间", "渠道"])
    writer.writerows(rows)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    reading: Reading = read(table.getvalue().encode("utf-8", "surrogatepass"), "a.csv", ReadOptions(encoding="utf-8"))
    assert reading.rows == len(filled)
