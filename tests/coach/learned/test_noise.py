"""Disguises of lessons."""

from coach.learned.corpus import Lesson
from coach.learned.noise import Disguises
from coach.sound import sounds

LESSONS: list[Lesson] = [
    (f"{number}号订单{words}，您再看看", category, words if category else None)
    for number in range(40)
    for words, category in (("这个我不知道", "flat-ignorance"), ("布置好了道路通了", None), ("之前说过到货", None))
]


def test_the_same_lessons_give_the_same_disguises() -> None:
    one, other = ([Disguises(LESSONS).of(lesson) for lesson in LESSONS] for _ in range(2))
    assert one == other
    assert 0.3 < sum(map(bool, one)) / len(LESSONS) < 0.7


def test_only_the_offending_words_are_disguised_and_stay_marked() -> None:
    disguises = Disguises(LESSONS)
    guilty = [(lesson, one) for lesson in LESSONS if lesson[1] for one in disguises.of(lesson)]
    assert guilty
    for (text, category, span), (changed, same, hidden) in guilty:
        assert same == category
        assert span
        assert hidden is not None
        assert hidden in changed
        before, behind = text.split(span)
        assert changed == f"{before}{hidden}{behind}"


def test_the_harmless_are_disguised_too() -> None:
    disguises = Disguises(LESSONS)
    harmless = [one for lesson in LESSONS if not lesson[1] for one in disguises.of(lesson)]
    assert harmless
    assert {(category, span) for _, category, span in harmless} == {(None, None)}


def test_what_is_misheard_sounds_alike() -> None:
    disguises = Disguises(LESSONS)
    found = [one for lesson in LESSONS for one in disguises.of(lesson) if len(one[0]) == len(lesson[0])]
    assert any(one[0] != lesson[0] and sounds(one[0]) == sounds(lesson[0]) for lesson in LESSONS for one in found)


def test_what_cannot_be_disguised_is_left() -> None:
    assert [one for number in range(30) for one in Disguises([]).of(("好", None, None))] == []
    assert Disguises(LESSONS).of(("第一句", "arguing", "别的话")) == []
