"""Many patterns in one pass."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hyperscan import HyperscanError

from coach.accelerator import Automaton

PATTERNS = ["不知道", r"\n不行\n", "[^\n]{0,3}道"]
TEXT = "\n我不知道\n不行\n".encode()
FOUND = {(0, len("\n我不知道".encode())), (1, len(TEXT)), (2, len("\n我不知道".encode()))}


def test_matches_tell_pattern_and_end() -> None:
    assert set(Automaton.compile(PATTERNS).matches(TEXT)) == FOUND
    assert Automaton.compile(PATTERNS).matches("您好".encode()) == []


def test_nothing_is_found_where_nothing_is_sought() -> None:
    nothing = Automaton.compile([])
    assert nothing.matches(TEXT) == Automaton.load(nothing.dump()).matches(TEXT) == []


def test_a_dump_is_as_good_as_the_original() -> None:
    assert set(Automaton.load(Automaton.compile(PATTERNS).dump()).matches(TEXT)) == FOUND


def test_a_damaged_dump_is_refused() -> None:
    with pytest.raises(HyperscanError):
        Automaton.load(b"no database")


def test_threads_do_not_disturb_each_other() -> None:
    automaton = Automaton.compile(PATTERNS)
    with ThreadPoolExecutor(4) as pool:
        assert all(set(found) == FOUND for found in pool.map(automaton.matches, [TEXT] * 200))
