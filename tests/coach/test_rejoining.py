"""What was pulled apart is put together."""

import pytest

from coach.fold import fold, lines
from coach.rejoining import rejoined


def joined(text: str) -> str | None:
    folded = fold(text).text
    places = rejoined(folded, lines(text))
    return None if places is None else "".join(folded[place] for place in places)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("不 知 道", "不知道"),
        ("我不.知.道。", "我不知道。"),
        ("不，知，道", "不知道"),
        ("急💢什么💢急", "急什么急"),
        ("没 门", "没门"),
        ("去投/诉/啊，好", "去投诉啊,好"),
    ],
)
def test_pulled_apart(text: str, expected: str) -> None:
    assert joined(text) == expected


@pytest.mark.parametrize(
    "text", ["", "不知道", "不，知道", "好，您说。嗯", "您好 请问", "3.5", "app.com", "（不）知（道）"]
)
def test_divided(text: str) -> None:
    assert joined(text) is None
