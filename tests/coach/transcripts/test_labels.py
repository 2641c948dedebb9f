"""Who speaks, by the label."""

import pytest

from coach.transcripts.labels import Speaker, is_either, read_label, who_speaks


@pytest.mark.parametrize(
    ("label", "role", "name"),
    [
        ("客服", "agent", None),
        ("坐席：", "agent", None),
        ("座席:", "agent", None),
        ("客服人員", "agent", None),
        ("專員", "agent", None),
        ("店小二", "agent", None),
        ("AGENT", "agent", None),
        ("agent1", "agent", None),
        ("Operator", "agent", None),
        ("staff", "agent", None),
        ("客户经理", "agent", None),
        ("客户服务代表", "agent", None),
        ("京东客服", "agent", None),
        ("（客服）", "agent", None),
        ("**客服**", "agent", None),
        ("客服小王", "agent", "小王"),
        ("坐席001", "agent", "001"),
        ("客服（工號12）", "agent", "工號12"),
        ("小王（客服）", "agent", "小王"),
        ("王小明-客服", "agent", "王小明"),
        ("客服小王(早班)", "agent", "小王"),
        ("Agent Cherry", "agent", "Cherry"),
        ("agent_Li", "agent", "Li"),
        ("暖屿旗舰店:小陆", "agent", "小陆"),
        ("客\u200b服", "agent", None),
        ("顧客", "customer", None),
        ("用户", "customer", None),
        ("买家", "customer", None),
        ("Caller", "customer", None),
        ("客户张先生", "customer", "张先生"),
        ("系統", "system", None),
        ("智能客服", "system", None),
        ("IVR", "system", None),
        ("Bot", "system", None),
    ],
)
def test_known_labels(label: str, role: str, name: str | None) -> None:
    """The role of a label, and the name in it."""
    assert read_label(label) == Speaker(role, None, name)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "label",
    [
        "speaker_0",
        "张三",
        "Agentic",
        "reagent",
        "客户姓名",
        "坐席工号",
        "客服热线",
        "0",
        "\ud800",
        "客服" * 21,
        "张三(门店)",
    ],
)
def test_unknown_labels_stay(label: str) -> None:
    """A label that tells no role is kept as it is; a field in the head of an export is no speaker."""
    assert read_label(label) == Speaker(None, label)


def test_no_label_is_nobody() -> None:
    """Nothing, or nothing to be seen."""
    assert read_label(" \u200b ") == Speaker(None, None)


def test_what_the_user_says_comes_first() -> None:
    """In any case and script; other labels are read as ever."""
    roles = {"0": "agent", "Speaker A": "customer", "客戶": "system"}
    labels = ["0", "speaker a", "客户", "客服"]
    assert [read_label(label, roles).role for label in labels] == ["agent", "customer", "system", "agent"]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("role", "label", "speaker"),
    [
        ("agent", "小王", Speaker("agent", None, "小王")),
        ("agent", "客服小王", Speaker("agent", None, "小王")),
        ("agent", None, Speaker("agent", None)),
        (None, "顾客", Speaker("customer", None)),
        ("0", "客服", Speaker("agent", None)),
        ("0", None, Speaker(None, "0")),
        ("0", "张三", Speaker(None, "张三")),
        (None, None, Speaker(None, None)),
    ],
)
def test_role_and_name_together(role: str | None, label: str | None, speaker: Speaker) -> None:
    """The role decides, the label gives the name; where the role says nothing, the label decides."""
    assert who_speaks(role, label, {}) == speaker


def test_speakers_of_either_side() -> None:
    """Words for a speaker that leave the side open."""
    assert all(map(is_either, ["说话人1", "SPEAKER_00", "主管", "王先生", "A", "發言人二", "甲"]))
    assert not any(map(is_either, ["地址", "订单号", "12", "", "好的"]))
