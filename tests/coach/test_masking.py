"""Personal data is hidden, and nothing else."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coach.masking import PersonalSpan, mask, personal_spans

PHONES = {
    "13800138000": "138****8000",
    "我的手机是13800138000，谢谢": "我的手机是138****8000，谢谢",
    "138-0013-8000": "138******8000",
    "138 0013 8000": "138******8000",
    "138，0013，8000": "138******8000",
    "138 001 38000": "138******8000",
    "1380 013 8000": "138******8000",
    "1380 0138 000": "138*****8 000",
    "13800 138 000": "138*****8 000",
    "1 3 8 0 0 1 3 8 0 0 0": "1 3 8*********8 0 0 0",
    "+8613800138000": "+86138****8000",
    "+86 138 0013 8000": "+86 138******8000",
    "0086-13800138000": "0086-138****8000",
    "(+86)13800138000": "(+86)138****8000",
    "微信wx13800138000": "微信wx138****8000",
    "13800138000或13900139000": "138****8000或139****9000",
    "１３８００１３８０００": "１３８****８０００",
    "138\u200b0013\u200d8000": "138\u200b****\u200d8000",
    "1️⃣3️⃣800138000": "1️⃣3️⃣8****8000",
    "021-12345678": "021-*****678",
    "(0755)8888 6666转801": "(0755)******666转***",
    "021-12345678-801": "021-*****678-***",
    "075512345678": "0755*****678",
    "0571-8765432": "0571-****432",
    "+86 10 8765 4321": "+86 10 ******321",
    "座机8765-4321": "座机******321",
    "电话：8765432": "电话：****432",
    "0912345678": "0912***678",
    "0912-345-678": "0912*****678",
    "0912 34 56 78": "0912*****6 78",
    "09-1234-5678": "09-12****678",
    "0 9 1 2 3 4 5 6 7 8": "0 9 1 2*******6 7 8",
    "+886 912 345 678": "+886 912*****678",
    "+886912345678": "+886912***678",
    "(02) 2345-6789": "(02) ******789",
    "02-2345-6789 分機 123": "02-******789 分機 ***",
    "(02)2345-6789#12": "(02)******789#**",
    "03-1234567": "03-****567",
    "037-123456": "037-***456",
    "0223456789": "02*****789",
    "+886 2 2345 6789": "+886 2 ******789",
    "+852 9123 4567": "+852 ******567",
    "+85291234567": "+852*****567",
    "(852) 2345 6789": "(852) ******789",
    "9123 4567": "******567",
    "91234567": "*****567",
    "我電話係23456789": "我電話係*****789",
    "WhatsApp 6123-4567": "WhatsApp ******567",
    "+853 6612 3456": "+853 ******456",
    "+1 415 555 2671": "+1 4********671",
}
DOCUMENTS = {
    "11010519491231002X": "1***************2X",
    "11010519491231002x": "1***************2x",
    "110105 19491231 002X": "1*****************2X",
    "110105491231002": "1************02",
    "身份证号110105194912310021": "身份证号1***************21",  # misheard: a word speaks for it
    "A123456789": "A*******89",
    "a123456789": "a*******89",
    "身分證字號是A123456788": "身分證字號是A*******88",
    "A800000014": "A*******14",
    "AC01234567": "A*******67",
    "A123456(3)": "A*********",
    "A1234563": "A*******",
    "AB987654(3)": "A**********",
    "HKID A123456(7)": "HKID A*********",
    "E12345678": "E******78",
    "护照号 EA1234567": "护照号 E******67",
    "護照號碼123456789": "護照號碼1******89",
    "回乡证H1234567890": "回乡证H********90",
}
CARDS = {
    "4111 1111 1111 1111": "***************1111",
    "4111-1111-1111-1111": "***************1111",
    "4111111111111111": "************1111",
    "3782 822463 10005": "*************0005",
    "6222 0202 0011 2233 442": None,
    "6222020200112233445": None,
    "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1": "************************1 1 1 1",
    "卡号6222020200112233441": "卡号***************3441",
    "銀行帳號 012-345678901234": "銀行帳號 ************1234",
    "我的賬戶係123-456789-838": "我的賬戶係*********9-838",
}
OTHERS = {
    "wang.xm@gmail.com": "w******@gmail.com",
    "写信到a@b.cn就好": "写信到*@b.cn就好",
    "Ｗang＠ｇmail.com": "Ｗ***＠ｇmail.com",
    "中山路 133 巷 5 號 3 樓": "中山路 *** 巷 * 號 * 樓",
    "忠孝東路四段12號之3": "忠孝東路四段**號之*",
    "12栋1203室": "**栋****室",
    "12栋1203": "**栋****",
    "幸福小区3栋2单元501": "幸福小区*栋*单元***",
    "xx街12號8樓B室": "xx街**號*樓*室",
    "5號3樓": "*號*樓",
    "中山路十二号三楼": "中山路**号*楼",
    "京A12345": "京A****5",
    "粤B·D12345": "粤B******5",
    "車牌ABC-1234": "車牌A******4",
    "一三八零零一三八零零零": "********零零零",
    "幺三八零零幺三八零零零": "********零零零",
    "零九二八，五一三，六零七": "*********六零七",
    "零九二八，嗯，五一三，六零七。": "***********六零七。",
    "是一三八，零零一三，八零零零吗": "是**********零零零吗",
    "138零零一三八零零零": "********零零零",
}
HARMLESS = """\
价格3999元
一共1,234,567,890元
2023-12-05 10:30:45
20231205
2019-2023
2019 2023
5000-8000元
预算3000 5000
91234567元
10086
12315
95588
电话400-800-1234
400-0818666 0755
4008001234
800-810-1234
0800-123-456
7 天
7天无理由退货
3楼
3室1厅
2楼3室
一楼二楼都有
2号线3号口
小区2号门
5月12号
我不知道12号能不能到
第一二三四五六七八九十条
一二三四五六七八九
六六六六六六六六
二零二三，二零二四
四零零八一二三一二三
一共八个，三个大的
一三八零零一三
三号一室
哪一栋17楼
订单号 87654321
订单编号E12345678
訂單20231205123456789
订单号：1234567890123
4111111111111112
110105194912310021
A123456788
A123456(7)
SF1380013800012
ISBN 9787111075554
10.1.2.3
3.14159265358979
版本v1.2.3.4567
CX888航班
NAME和PHONE
王小明，陳小姐
138****8000
***************1111
w******@gmail.com
**栋****室
user@localhost
@
""".splitlines()

DIGITS = "0123456789０１２３一二三零〇幺 -，,.()+#*\u200b½㏾AaXx@号號路室樓转"


@pytest.mark.parametrize(
    ("text", "masked"), [item for cases in (PHONES, DOCUMENTS, CARDS, OTHERS) for item in cases.items()]
)
def test_personal(text: str, masked: str | None) -> None:
    """What is personal is hidden but for a little (None: a check digit is wrong, so that it is not)."""
    assert mask(text) == (masked or text)


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless(text: str) -> None:
    """What is not personal, or hidden already, stays."""
    assert mask(text) == text
    assert personal_spans(text) == []


def test_spans() -> None:
    """A span is in the text as written, zero-width characters and all, and says what it is."""
    text = "4111 1111 1111 1111、138\u200b00138000、a@b.cn、A123456(3)、护照E12345678、路5号、京A12345"
    text += "、零九二八五一三六零七"
    spans = personal_spans(text)
    assert [span.kind for span in spans] == [
        "card", "phone", "email", "identity", "passport", "address", "plate", "spoken",
    ]  # fmt: skip
    assert text[spans[1].start : spans[1].end] == "138\u200b00138000"
    assert personal_spans("账号 123456789") == [PersonalSpan(3, 12, "account")]


def check(text: str) -> None:
    """Length kept, nothing left to find, spans apart, asterisks nowhere else."""
    masked, spans = mask(text), personal_spans(text)
    assert len(masked) == len(text)
    assert mask(masked) == masked
    assert all(before.end <= after.start for before, after in pairwise(spans))
    inside = {index for span in spans for index in range(span.start, span.end)}
    assert [index for index, char in enumerate(text) if masked[index] != char and index not in inside] == []


@given(st.text())
def test_any_text(text: str) -> None:
    """Any text at all, lone surrogates included."""
    check(text)


@given(st.text(alphabet=DIGITS, min_size=8, max_size=60))
@example("4111 1111 1111 1111 5678 9123 4567")
@example("a@13800138000.com")
def test_text_full_of_numbers(text: str) -> None:
    """Numbers beside and inside one another."""
    check(text)


@given(
    st.lists(st.sampled_from([*PHONES, *DOCUMENTS, *CARDS, *OTHERS, " ", "", "-", "，", "8"]), max_size=6).map("".join)
)
def test_numbers_joined(text: str) -> None:
    """What is joined from numbers."""
    check(text)


def test_lone_surrogates_stay() -> None:
    """What is no character is no number and stays."""
    assert mask("\ud83813800138000\udc00\x00") == "\ud838138****8000\udc00\x00"


@pytest.mark.parametrize(
    "piece", ["1", "一", "a@", "1 ", "a", "12号", "路1", "+", "(", "13800138000 ", "１", "\u200b1", "1-"]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    """A text of 200,000 characters that almost matches is done at once; in quadratic time this would never end."""
    text = (piece * 200_000)[:200_000]
    assert len(mask(text)) == len(text)


def test_every_list_of_words_is_used() -> None:
    """A phone word in either script speaks for a number of eight digits, a business word against it."""
    assert re.fullmatch(r"電話：\*+321", mask("電話：87654321"))
    assert mask("房源編號91234567") == "房源編號91234567"
