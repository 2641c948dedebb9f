"""Dialogues as people write them down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.transcripts.options import ReadOptions
from coach.transcripts.problem import ReadingError
from coach.transcripts.text import parse_dialogue
from coach.turn import Turn
from tests.coach.transcripts.files import read, read_sample


def said(text: str) -> list[tuple[str | None, str]]:
    """Return who says what."""
    return [(turn.role or turn.speaker, turn.text) for turn in parse_dialogue(text)]


def test_dialogues_of_rule_files() -> None:
    """Turns with stamps, on lines or on one line; who is named, speaks."""
    assert parse_dialogue("[12.5-14.0] 客服：您好") == (Turn("您好", "agent", 12.5, 14.0),)
    assert parse_dialogue("客服：您好\n客户：在吗\n") == (Turn("您好", "agent"), Turn("在吗", "customer"))
    assert said("客服：您好 客户：在吗？客服：在的") == [("agent", "您好"), ("customer", "在吗？"), ("agent", "在的")]
    assert said("[00:01] 客服：您好 [00:03] 客户：在吗<br>客服：在") == [
        *(("agent", "您好 [00:03] 客户：在吗"), ("agent", "在")),
    ]
    assert parse_dialogue("[00:01] 客服：您好 [00:03] 客户：在吗")[1] == Turn("在吗", "customer", 3.0)
    assert parse_dialogue("甲方：您好", {"甲方": "agent"}) == (Turn("您好", "agent"),)


@pytest.mark.parametrize("text", ["", "您好", "\n\n", "地址：杭州\n电话：123\n没有人"])
def test_nobody_speaks(text: str) -> None:
    """It is an error, not an empty dialogue."""
    with pytest.raises(ReadingError, match="no line says who speaks"):
        parse_dialogue(text)


def test_lines_that_go_on_belong_to_the_turn_before() -> None:
    """With what looks like a speaker and is none, where known speakers are."""
    text = "客服：请发一下\n地址：\n\n[00:15] 好的\n客户：地址：杭州\n电话：123\n电话：456\n1:2\n客服：收到"
    assert said(text) == [
        ("agent", "请发一下\n地址：\n好的"),
        ("customer", "地址：杭州\n电话：123\n电话：456\n1:2"),
        ("agent", "收到"),
    ]


def test_speakers_nobody_knows() -> None:
    """Without any known speaker, a label that recurs is one, or every line has one; time makes any label one."""
    assert said("张三：在吗\n李四：在\n说一下\n张三：好\n李四：嗯\n备注：无") == [
        ("张三", "在吗"),
        ("李四", "在\n说一下"),
        ("张三", "好"),
        ("李四", "嗯\n备注：无"),
    ]
    assert said("张三：在吗\n李四：在") == [("张三", "在吗"), ("李四", "在")]
    assert said("客服：您好\n主管：我来\n[00:05] 张三：谢谢") == [("agent", "您好"), ("主管", "我来"), ("张三", "谢谢")]


def test_speakers_above_the_words() -> None:
    """Chat exports put speaker and time on a line of their own; within the words a colon is a colon."""
    text = (
        "2024-05-01 10:00:03 小鹿\n在吗\n收件人：鹿\n客服小王 2024-05-01 10:00:13\n在的\n\n亲\n"
        "2024-05-01 10:01 小鹿\n好"
    )
    assert parse_dialogue(text) == (
        Turn("在吗\n收件人：鹿", None, 0.0, None, "小鹿"),
        Turn("在的\n亲", "agent", 10.0),
        Turn("好", None, 57.0, None, "小鹿"),
    )


def test_names_above_the_words() -> None:
    """A known speaker alone on a line begins a turn where nobody speaks otherwise; in a chat it is what is said."""
    assert said("客服\n您好\n请问\n客户\n在吗") == [("agent", "您好\n请问"), ("customer", "在吗")]
    assert said("客服：您好\n客户：我要找\n客服") == [("agent", "您好"), ("customer", "我要找\n客服")]


def test_line_export() -> None:
    """Below a day, 10:02 is a time of day."""
    (one,) = read_sample("line-export.big5.txt").transcripts
    assert [turn.start for turn in one.turns] == [0, 180, 240, 240]
    assert (one.date, one.agent, one.customer) == ("2024-05-17", "小安", "王小姐")


@pytest.mark.parametrize(
    ("name", "turns", "first"),
    [
        ("ferry-hotline.big5hkscs.txt", [5], Turn("早晨，海昇渡輪熱線，有咩可以幫到你？", "agent", 1.0)),
        ("school-admissions.txt", [4, 3], Turn("您好，启明学校招生办。", "agent")),
        ("wechat-export.txt", [4], Turn("在吗，这条裙子有 M 码吗", "customer", 0.0)),
    ],
)
def test_samples(name: str, turns: list[int], first: Turn) -> None:
    """Every sample is read whole."""
    reading = read_sample(name)
    assert ([len(one.turns) for one in reading.transcripts], reading.seen) == (turns, [])
    assert reading.transcripts[0].turns[0] == first


@pytest.mark.parametrize(
    "rule", ["\n---\n", "\n===\n", "=======\n", "会话 2\n", "# 退款\n", "【通话2】\n", "Call #2\n", "-- 案例二 --\n"]
)
def test_conversations_of_a_file(rule: str) -> None:
    """Rules and headings stand between them."""
    reading = read(f"客服：您好\n客户：喂\n{rule}客服：再见\n", "五月.txt")
    assert [(one.id, len(one.turns)) for one in reading.transcripts] == [("五月-1", 2), ("五月-2", 1)]


def test_headings_with_ids() -> None:
    """会话ID is the id of the conversation; a lone one is called as its file."""
    reading = read("会话ID：A-17\n客服：您好\n\n会话ID：A-18\n客服：喂\n", "五月.txt")
    assert [one.id for one in reading.transcripts] == ["A-17", "A-18"]
    assert [one.id for one in read("客服：您好", "五月.txt").transcripts] == ["五月"]


def test_a_short_rule_within_a_message_is_none() -> None:
    """A signature of three strokes does not end the conversation."""
    assert len(read("客服：您好\n---\n小王\n客户：喂\n", "a.txt").transcripts) == 1


def test_head_of_an_export() -> None:
    """What comes before the first speaker is left out with a note; the options give the channel."""
    (one,) = read("通话记录\n客户姓名：王先生\n客服：您好\n", "a.txt", ReadOptions(channel="call")).transcripts
    assert (one.turns, one.channel) == ((Turn("您好", "agent"),), "call")
    assert one.notes == ("2 lines before the first speaker: nobody speaks there yet; left out",)


def test_parts_in_which_nobody_speaks() -> None:
    """They are problems with their line and number of lines, and others go on."""
    reading = read("目录\n说明\n\n======\n客服：您好\n", "a.txt")
    assert reading.seen == [("line 1", "no-speaker", 2)]
    assert len(reading.transcripts) == 1
    assert read("\n \n", "a.txt").seen == [("", "no-speaker", 1)]


def test_undecodable_line_and_empty_turn() -> None:
    """Each is a problem, and the others go on."""
    reading = read("客服：您好\n".encode() + b"\xff\n" + "客户：\n客户：喂".encode(), "a.txt")
    assert reading.seen == [("line 2, character 1", "undecodable", 1), ("line 3", "no-text", 1)]
    assert [text for _, _, text in reading.turns] == ["您好", "喂"]


def test_one_line_may_hold_it_all() -> None:
    """As in a cell of a table."""
    assert len(read("客服：您好 客户：喂", "a.txt").turns) == 2


def test_what_looks_like_a_dialogue() -> None:
    """Any name will do where a known speaker is; other formats are left to their readers."""
    assert read("客服：您好", "a.log").turns == [("agent", None, "您好")]
    assert [code for _, code, _ in read("地址：杭州", "a.log").seen] == ["unknown-format"]
    assert [code for _, code, _ in read('{"a": "客服：您好"}').seen] == ["unknown-format"]


@given(st.text(st.sampled_from('客服户：:[]()0123-. \n\t张三好AP,。年月日=#会话"/<>'), max_size=80))
def test_anything_is_read_or_reported(text: str) -> None:
    """No text raises; if somebody speaks in it, all of the words are in the turns."""
    reading = read(text, "a.txt")
    assert reading.transcripts or reading.problems
