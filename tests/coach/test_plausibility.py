"""What makes sense as Chinese."""

import pytest

from coach.plausibility import gain_of, log_probability


@pytest.mark.parametrize(
    ("likelier", "less"), [("不知道", "布知到"), ("神经病", "深经病"), ("等一下", "等依下"), ("走道", "走到走道")]
)
def test_words_are_likelier_than_fragments(likelier: str, less: str) -> None:
    assert log_probability(likelier) > log_probability(less)


def test_nothing_is_certain() -> None:
    assert log_probability("") == 0


def test_gain_is_that_of_the_clause() -> None:
    lines = "这个\n我布知道啊\n好的"
    alone = log_probability("我不知道啊") - log_probability("我布知道啊")
    assert gain_of(lines, (4, 5), "不") == pytest.approx(alone)
    assert gain_of(lines, (4, 5), "布") == 0
