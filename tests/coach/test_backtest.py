"""Two phrasebooks on the same conversations: what is added, removed, or of another severity."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.backtest import BackTest, Difference, compare
from coach.finding import Finding
from coach.reviewed import Reviewed
from tests.coach.reviews import card, hongkong_call, mainland_chat, reviews, taiwan_call

SWAPPED = {"added": "removed", "removed": "added", "severity": "severity"}


def finding(rule: str = "insult/a", turn: int | None = 1, start: int | None = 0, **changes: Any) -> Finding:
    given: dict[str, Any] = {
        "rule": rule,
        "category": rule.split("/")[0],
        "severity": "error",
        "start": start,
        "end": None if start is None else start + 2,
        "matched": "" if start is None else "笨蛋",
        "how": "literal",
        "confidence": 1.0,
        "message": "不可",
        "clause": "四.1.(5)",
        "phrasebook": "0",
        "turn": turn,
        "trigger": "谢谢" if start is None else None,
    }
    return Finding(**given | changes)


def found(*findings: Finding, score: float = 90, agent: str | None = "王磊", **about: Any) -> Reviewed:
    reviewed = mainland_chat()
    transcript = replace(reviewed.transcript, agent=agent, **about)
    return replace(reviewed, transcript=transcript, findings=findings, scorecard=card(score))


def test_what_differs() -> None:
    """In the order of turns and places; what stays is counted."""
    stays, gone, new = finding(turn=0), finding("shirking/b", start=4), finding(start=3)
    before = found(gone, stays, finding(turn=5, severity="warning"), id="c-1", source="a.csv", numbers=())
    after = found(stays, new, finding(turn=5), finding("thanks/duty", turn=4, start=None))
    test = BackTest("old", "new")
    differences = test.add(before, after)
    assert [(one.rule, one.change, one.turn, one.before, one.after) for one in differences] == [
        ("insult/a", "added", 1, None, "error"),
        ("shirking/b", "removed", 1, "error", None),
        ("thanks/duty", "added", 4, None, "error"),
        ("insult/a", "severity", 5, "warning", "error"),
    ]
    assert differences[0] == Difference("c-1", "a.csv", 1, "insult/a", "added", None, "error", "笨蛋", "不可")
    assert differences[2].words == "谢谢"
    assert test.totals == {"added": 2, "removed": 1, "severity": 1, "unchanged": 1}
    assert test.rules["insult/a"].unchanged == 1
    assert (test.conversations, test.changed) == (1, 1)


def test_the_same_words_further_on_are_another_finding() -> None:
    """So are longer words at the same place, in an order that does not depend on chance."""
    short, long, later = finding(), finding(end=5), finding(start=1)
    changes = [(one.change, one.words) for one in compare(found(short), found(replace(long, matched="笨蛋一个")))]
    assert changes == [("removed", "笨蛋"), ("added", "笨蛋一个")]
    assert [one.change for one in compare(found(short), found(later))] == ["removed", "added"]


def test_a_duty_missed_twice_in_a_turn_is_two_findings() -> None:
    """The end of a conversation settles all that is open at its last turn."""
    missed = finding("item-not-thanked/duty", turn=9, start=None)
    test = BackTest("old", "new")
    test.add(found(missed, missed), found(missed))
    assert test.totals == {"added": 0, "removed": 1, "severity": 0, "unchanged": 1}


def test_turns_are_those_of_the_source() -> None:
    (one,) = compare(found(), found(finding(turn=2), numbers=(0, 1, 5, 7, 8, 9)))
    assert one.turn == 2
    (one,) = compare(found(numbers=(0, 1, 5, 7, 8, 9)), found(finding(turn=2)))
    assert one.turn == 5
    (one,) = compare(found(), found(finding(turn=None, start=None)))
    assert one.turn is None


def test_a_few_examples_of_each_kind_are_kept() -> None:
    test = BackTest("old", "new")
    for number in range(9):
        test.add(found(finding(turn=number)), found(finding(turn=number, start=7)))
    rule = test.rules["insult/a"]
    assert dict(rule.changes) == {"added": 9, "removed": 9}
    assert [example.turn for example in rule.examples if example.change == "added"] == [0, 1, 2, 3, 4]
    assert len(rule.examples) == 10


def test_scores_of_agents() -> None:
    """Means before and after, and who fails or passes now."""
    test = BackTest("old", "new")
    test.add(found(score=90), found(score=70))
    test.add(found(score=75), found(score=90))
    test.add(found(score=95, agent=None), found(score=95, agent=None))
    wang, nobody = test.agents["王磊"], test.agents[None]
    assert (wang.conversations, wang.means, wang.newly_failed, wang.newly_passed) == (2, (82.5, 80), 1, 1)
    assert (nobody.conversations, nobody.means, nobody.newly_failed, nobody.newly_passed) == (1, (95, 95), 0, 0)
    assert test.changed == 2  # a scorecard may change without any finding


def test_the_same_is_no_difference() -> None:
    test = BackTest("same", "same")
    for reviewed in reviews():
        if isinstance(reviewed, Reviewed):
            assert test.add(reviewed, reviewed) == []
    assert test.totals == {"added": 0, "removed": 0, "severity": 0, "unchanged": 8}
    assert test.changed == 0


def test_as_json() -> None:
    test = BackTest("old", "new")
    test.add(taiwan_call(), replace(taiwan_call(), findings=()))
    test.add(hongkong_call(), hongkong_call())
    value = json.loads(json.dumps(test.as_dict()))
    assert (value["old"], value["new"], value["conversations"], value["changed"]) == ("old", "new", 2, 1)
    assert value["findings"]["removed"] == len(taiwan_call().findings) > 0
    assert list(value["rules"]) == sorted(value["rules"])
    assert [agent["agent"] for agent in value["agents"]] == ["林佳蓉", "李詠心"]
    assert all(agent["before"] == agent["after"] for agent in value["agents"])


def test_nothing_compared() -> None:
    assert BackTest("a", "b").as_dict()["agents"] == []


FINDINGS = st.lists(
    st.builds(
        finding,
        st.sampled_from(["insult/a", "shirking/b"]),
        st.sampled_from([None, 0, 1, 3]),
        st.sampled_from([None, 0, 2]),
        severity=st.sampled_from(["error", "warning", "advice"]),
    ),
    max_size=6,
)
REVIEWS = st.builds(
    lambda findings, score: found(*findings, score=score), FINDINGS, st.sampled_from([60, 84.9, 85, 100])
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(REVIEWS, REVIEWS), min_size=1, max_size=4))
def test_swapping_old_and_new_swaps_what_is_said(pairs: list[tuple[Reviewed, Reviewed]]) -> None:
    """Added and removed, before and after, failed and passed; nothing is lost on the way."""
    forth, back = BackTest("a", "b"), BackTest("b", "a")
    for before, after in pairs:
        there, again = forth.add(before, after), back.add(after, before)
        assert [(one.rule, one.turn, SWAPPED[one.change], one.after, one.before, one.words) for one in there] == [
            (one.rule, one.turn, one.change, one.before, one.after, one.words) for one in again
        ]
    totals, mirrored = forth.totals, back.totals
    assert (totals["added"], totals["removed"]) == (mirrored["removed"], mirrored["added"])
    assert (totals["severity"], totals["unchanged"]) == (mirrored["severity"], mirrored["unchanged"])
    old, new = (sum(len(pair[side].findings) for pair in pairs) for side in (0, 1))
    assert totals["removed"] + totals["severity"] + totals["unchanged"] == old
    assert totals["added"] + totals["severity"] + totals["unchanged"] == new
    there, again = forth.agents["王磊"], back.agents["王磊"]
    assert there.means == again.means[::-1]
    assert (there.newly_failed, there.newly_passed) == (again.newly_passed, again.newly_failed)
    assert forth.changed == back.changed
