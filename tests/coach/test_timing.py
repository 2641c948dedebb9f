"""Times of a conversation: silences, overlaps, answers, rate and shares."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.context import ROLES
from coach.reviewed import TimingFigures
from coach.timing import Timeline
from coach.turn import Turn
from tests.coach.dialogues import agent, customer, system


def timeline(*turns: Turn) -> Timeline:
    line = Timeline()
    for turn in turns:
        line.add(turn)
    return line


def test_a_call() -> None:
    """Silences are from the end of whoever spoke last; overlaps are of the customer's turns."""
    line = Timeline()
    assert line.add(agent("您好，有什么可以帮您？", 0, 4)) == (None, None)
    assert line.add(customer("查一下", 5, 9)) == (1, None)
    assert line.add(agent("好的，请您稍候。", 8.5, 10.5)) == (0, 0.5)
    assert line.add(customer("好", 12, 13)) == (1.5, None)
    assert line.add(agent("查到了", 43, 44)) == (30, 0)
    line.interrupted()
    assert line.figures() == TimingFigures(
        duration=44,
        agent_share=0.583,
        speech_rate=154.3,
        silence=32.5,
        longest_silence=30,
        first_response=0,
        mean_response=15,
        interruptions=1,
    )


def test_a_chat_has_no_ends() -> None:
    """A turn ends where it starts; what needs ends is not known."""
    line = timeline(customer("在吗", 0), agent("在的", 30), agent("请讲", 40), customer("嗯", 100))
    assert (line.has_times, line.has_ends) == (True, False)
    assert line.figures() == TimingFigures(duration=100, longest_silence=60, first_response=30, mean_response=30)


@pytest.mark.parametrize("turns", [(), (agent("好"), customer("好")), (agent("好", 0, 1),), (agent("好", None, 5),)])
def test_without_two_times_nothing_is_known(turns: tuple[Turn, ...]) -> None:
    line = timeline(*turns)
    assert line.figures() == TimingFigures()
    assert not line.has_times


def test_a_silence_over_a_turn_without_a_time_is_not_known() -> None:
    """Somebody spoke in it."""
    line = timeline(agent("好", 0, 4), customer("喂"))
    assert line.add(agent("好", 60, 61)) == (None, None)
    assert line.add(agent("好", 62, 63)) == (1, None)
    assert line.figures().longest_silence == 1


def test_a_message_of_the_system_answers_nobody() -> None:
    """The customer goes on waiting; what is measured is the silence before the agent."""
    line = timeline(customer("在吗", 0), system("排队中", 1), agent("在的", 30), agent("请讲", 35))
    assert line.figures().first_response == line.figures().mean_response == 29


@pytest.mark.parametrize(
    ("turns", "overlap"),
    [
        ([customer("嗯", 0, 10), agent("好", 0, 1)], 10),
        ([customer("嗯", 0, 10), agent("好", 10, 11)], 0),
        ([customer("嗯", 0, 10), agent("好", 2, 1)], 8),
        ([customer("嗯", 0, 10), customer("嗯", 11, 12), agent("好", 11.25, 13)], 0.75),
        ([customer("嗯", 3, 10), agent("好", 2, 11)], None),
        ([customer("嗯", 3), agent("好", 3, 11)], None),
        ([customer("嗯", 3, 2), agent("好", 3, 11)], None),
        ([customer("嗯"), agent("好", 3, 11)], None),
        ([customer("嗯", 0, 1e300), agent("好", 3, 11)], None),
        ([customer("嗯", 0, 10.2), agent("好", 9.7, 11)], 0.5),
    ],
)
def test_overlap(turns: list[Turn], overlap: float | None) -> None:
    """By how much the agent begins before the end of a customer's turn that began no later."""
    line = timeline(*turns[:-1])
    assert overlap == line.add(turns[-1])[1]


def test_an_end_before_the_start_is_none() -> None:
    line = timeline(agent("好", 5, 1), customer("好", 6, 2))
    assert not line.has_ends
    assert line.figures() == TimingFigures(duration=1, longest_silence=1)


def test_equal_times() -> None:
    line = timeline(*[agent("好的呀", 7, 7), customer("嗯", 7, 7)] * 2)
    assert line.figures() == TimingFigures(
        duration=0, silence=0, longest_silence=0, first_response=0, mean_response=0, interruptions=0
    )


def test_times_that_go_back_make_no_silence() -> None:
    line = timeline(agent("好", 10, 20))
    assert line.add(agent("好", 5, 6)) == (0, None)
    assert line.add(agent("好", 21, 22)) == (1, None)
    assert line.figures().duration == 17


def test_a_rate_is_of_letters_and_digits_in_turns_of_a_second_or_more() -> None:
    line = timeline(agent("您好，😀 ab-1！\u200b", 0, 2), agent("好的好的", 2, 2.9), customer("喂喂", 3, 4))
    assert line.figures().speech_rate == 60 * 5 / 2


NO_TIMES = [math.nan, math.inf, -math.inf, 1e10, -1e10, 1e300, 10**400]


@pytest.mark.parametrize("time", NO_TIMES, ids=[str(time)[:6] for time in NO_TIMES])
def test_what_no_clock_shows_is_no_time(time: float) -> None:
    """It spoils nothing that others say."""
    assert timeline(agent("好", time, time), customer("好", 1, time), agent("好", 2, time)).figures() == TimingFigures(
        duration=1, longest_silence=1, first_response=1, mean_response=1
    )


TIMES = st.none() | st.floats() | st.integers() | st.sampled_from(NO_TIMES) | st.floats(0, 100)


@given(st.lists(st.builds(Turn, st.text(max_size=3), st.sampled_from(ROLES), TIMES, TIMES), max_size=8))
def test_whatever_the_times_are_figures_are_numbers(turns: list[Turn]) -> None:
    line = Timeline()
    for turn in turns:
        measured = line.add(turn)
        assert all(value is None or 0 <= value < 3e10 for value in measured)
    figures = {name: value for name, value in line.figures().as_dict().items() if value is not None}
    share = figures.pop("agent_share", 0)
    assert 0 <= share <= 1
    assert all(0 <= value < 1e13 for value in figures.values())
