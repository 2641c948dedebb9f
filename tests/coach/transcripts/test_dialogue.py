"""One line of a written dialogue."""

import pytest

from coach.transcripts.dialogue import Line, read_day, read_line, read_name


def parts(line: str) -> tuple[str | None, float | None, float | None, str]:
    """Return label, start, end and text of a line."""
    read = read_line(line, {})
    return read.label, read.start and read.start.seconds, read.end and read.end.seconds, read.text


@pytest.mark.parametrize(
    ("line", "label", "start", "end", "text"),
    [
        ("客服：您好", "客服", None, None, "您好"),
        ("坐席 : 您好", "坐席", None, None, "您好"),
        ("[00:12] 客服: 您好", "客服", 12, None, "您好"),
        ("[12.5-14.0] 客服：您好", "客服", 12.5, 14, "您好"),
        ("[00:12 --> 00:14.5] Agent: hi", "Agent", 12, 14.5, "hi"),
        ("(0:01:02～0:01:05) 客服：您好", "客服", 62, 65, "您好"),
        ("【00：12】客服：您好", "客服", 12, None, "您好"),
        ("00:00:12 客服：您好", "客服", 12, None, "您好"),
        ("00:12 - 客服：您好", "客服", 12, None, "您好"),
        ("00:12-00:15 客服：您好", "客服", 12, 15, "您好"),
        ("10:00:03\t客服小王\t您好", "客服小王", 36003, None, "您好"),
        ("下午3:05\t王小姐\t在嗎", "王小姐", 54300, None, "在嗎"),
        ("2024-05-01 10:00:03 客服：您好", "客服", 1714557603, None, "您好"),
        ("[2024-05-01 10:00:03] 客服：您好", "客服", 1714557603, None, "您好"),
        ("客服小王(10:00:03)：您好", "客服小王", 36003, None, "您好"),
        ("客服小王 [00:12]: 您好", "客服小王", 12, None, "您好"),
        ("客服 00:12 您好", "客服", 12, None, "您好"),
        ("[3] 客服：您好", "客服", None, None, "您好"),
        ("3、客服：您好", "客服", None, None, "您好"),
        ("- 客服：您好", "客服", None, None, "您好"),
        ("12. [00:12] 客服：您好", "客服", 12, None, "您好"),
        ("**客服**：您好", "**客服**", None, None, "您好"),
        ("【客服】您好", "客服", None, None, "您好"),
        ("<客服小王>：您好", "客服小王", None, None, "您好"),
        ("[00:12] [客服] 您好", "客服", 12, None, "您好"),
        ("坐席001:3号窗口", "坐席001", None, None, "3号窗口"),
        ("客服：看 http://a.b", "客服", None, None, "看 http://a.b"),
        ("客服：", "客服", None, None, ""),
        ("地址：杭州", "地址", None, None, "杭州"),
    ],
)
def test_lines_that_may_begin_a_turn(line: str, label: str, start: float | None, end: float | None, text: str) -> None:
    """Stamp, speaker and words, in the orders that exports use."""
    assert parts(line) == (label, start, end, text)


@pytest.mark.parametrize(
    "line",
    [
        "http://a.b/c",
        "我10:30到",
        "好的，我知道了：明天来",
        "“您好：”",
        "",
        "没有冒号",
        "今天12:30左右",
        "🙂" * 40 + "：好",
    ],
)
def test_lines_that_go_on(line: str) -> None:
    """No speaker: an address, a time within a sentence, a sentence before the colon."""
    assert read_line(line, {}) == Line(line, line)


def test_a_stamp_without_a_speaker() -> None:
    """The words go on without it."""
    line = read_line("[00:15] 好的，没问题", {})
    assert (line.label, line.rest, line.start and line.start.seconds) == (None, "好的，没问题", 15)


@pytest.mark.parametrize(
    ("line", "label", "sure"),
    [
        ("2024-05-01 10:00:03 客服小王", "客服小王", True),
        ("客服小王 2024-05-01 10:00:03", "客服小王", True),
        ("客服小王 (2024-05-01 10:00:03)", "客服小王", True),
        ("暖屿旗舰店:小陆  2024-05-01 10:00:20", "暖屿旗舰店:小陆", True),
        ("小鹿 2024年4月9日 20:31:07", "小鹿", False),
        ("[00:15] 好的", "好的", False),
    ],
)
def test_speaker_and_time_alone(line: str, label: str, sure: bool) -> None:
    """Whoever is not known may as well have said it."""
    read = read_line(line, {})
    assert (read.alone, read.label, read.sure, read.text) == (True, label, sure, "")


def test_how_sure_a_speaker_is() -> None:
    """Known labels, those of either side, those with a stamp, and those that the user named."""
    lines = ["客服：a", "说话人1：a", "[00:01] 张三：a", "张三：a"]
    assert [read_line(line, {}).sure for line in lines] == [True, True, True, False]
    assert read_line("张三：a", {"张三": "customer"}).sure


def test_lines_between_days() -> None:
    """A day on a line by itself."""
    days = ["2024/05/17（週五）", "— 2024年5月17日 —", "2024-05-17", "2024-05-17 10:00", "明天", "2024-15-17"]
    assert [read_day(line) for line in days] == ["2024-05-17"] * 3 + [None] * 3


def test_a_name_alone() -> None:
    """A known speaker and nothing else on the line."""
    named = read_name(" 客服 ", {})
    assert named
    assert (named.label, named.alone, named.sure) == ("客服", True, True)
    assert read_name("您好", {}) is None
