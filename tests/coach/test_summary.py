"""The figures over many reviews."""

import json
from dataclasses import replace

import pytest

from coach.reviewed import Skipped
from coach.summary import DutyCount, Figures, FindingCount, Summary
from tests.coach.reviews import PROBLEMS, card, hongkong_call, mainland_chat, many, reviews, taiwan_call


def counted() -> Summary:
    """Return the summary of one review of each kind."""
    summary = Summary()
    for reviewed in reviews():
        summary.add(reviewed)
    return summary


def test_conversations_turns_and_scores_are_counted() -> None:
    """Only turns of agents count as such; the mean is that of all scores."""
    total = counted().total
    assert (total.conversations, total.agent_turns) == (4, 10)
    assert total.mean_score == (41.5 + 68 + 100 + 100) / 4
    assert (total.passed, total.fatal, total.pass_share) == (2, 1, 0.5)


def test_scores_fall_into_tens_and_the_last_has_the_hundred() -> None:
    """A score outside 0–100, which an own scorecard might give, lands at the edge."""
    figures = Figures()
    for score in (0, 9.9, 10, 89.9, 90, 100, -5, 130):
        figures.add(replace(hongkong_call(), scorecard=card(score)))
    assert figures.histogram == [3, 1, 0, 0, 0, 0, 0, 0, 1, 3]


def test_findings_are_counted_by_severity_category_conversation_and_rule() -> None:
    """A category counts its conversations once each."""
    summary = counted()
    assert (summary.total.findings.error, summary.total.findings.warning, summary.total.findings.advice) == (4, 3, 1)
    assert summary.total.findings.total == 8
    assert summary.total.findings.conversations == 2
    shirking = summary.total.categories["shirking"]
    assert (shirking.total, shirking.conversations) == (2, 2)
    shirking_rule = summary.rules["shirking/example"]
    assert (shirking_rule.clause, shirking_rule.findings) == ("四.2.(5)", FindingCount(0, 2, 0, 2))
    assert [rule for rule, _ in summary.ranked_rules(2)] == ["flat-ignorance/example", "shirking/example"]


def test_duties_are_counted_in_three_states() -> None:
    """The share leaves out what was not owed."""
    total = counted().total
    greeting = total.duties["greeting-missing"]
    assert (greeting.kept, greeting.missed, greeting.not_applicable) == (2, 1, 0)
    assert total.duties["item-not-thanked"].share is None
    assert (total.kept, total.missed, total.duties_kept) == (6, 3, 6 / 9)
    assert total.worst_duties()[-1][0] == "item-not-thanked"
    assert DutyCount(kept=1, missed=3).share == 0.25


def test_what_is_grave_or_frequent_comes_first() -> None:
    """One error outweighs two warnings, and three warnings one error."""
    figures = Figures()
    error, warning = (replace(taiwan_call().findings[index], turn=None) for index in (0, 2))
    figures.add(replace(hongkong_call(), findings=(error, warning, warning)))
    assert [slug for slug, _ in figures.worst_categories()] == ["brusque-greeting", "shirking"]
    figures.add(replace(hongkong_call(), findings=(warning,)))
    assert [slug for slug, _ in figures.worst_categories(1)] == ["shirking"]


def test_agents_rank_by_mean_score_and_the_unnamed_come_last() -> None:
    """An empty name is no name."""
    summary = counted()
    bare = replace(taiwan_call(), transcript=replace(taiwan_call().transcript, agent=""))
    summary.add(bare)
    assert [agent for agent, _ in summary.ranked_agents()] == ["林佳蓉", "王磊", "李詠心", None]
    assert summary.agents[None].conversations == 2


def test_nothing_has_no_mean() -> None:
    """A summary of nothing is not full of zeros that look like scores."""
    figures = Figures()
    assert (figures.mean_score, figures.pass_share, figures.duties_kept) == (None, None, None)


def test_problems_are_counted_with_the_rows_they_cost() -> None:
    """By code."""
    summary = Summary()
    for problem in PROBLEMS:
        summary.add_problem(problem)
    assert summary.problems == {"no-text": 1, "no-role": 1}
    assert summary.lost_rows == 4


def test_the_summary_is_json() -> None:
    """Agents are a list, so that nobody has to be called null."""
    summary = Summary()
    summary.add(mainland_chat())
    value = json.loads(json.dumps(summary.as_dict()))
    assert (value["mean_score"], value["pass_share"], "score_sum" in value) == (68, 0, False)
    assert value["rules"]["shirking/example"] == {
        "clause": "四.2.(5)",
        "error": 0,
        "warning": 1,
        "advice": 0,
        "conversations": 1,
    }
    assert value["skipped"] == {"hold-not-announced": 1, "interruption": 1}
    assert list(value["phrasebooks"].values()) == [1]
    assert value["agents"][0]["agent"] == "王磊"
    assert value["agents"][0]["duties"]["greeting-missing"]["kept"] == 1


def test_a_check_that_could_not_run_is_counted_once_a_conversation() -> None:
    """However many turns it could not be made for."""
    summary = Summary()
    summary.add(replace(hongkong_call(), skipped=(Skipped("interruption", "a"), Skipped("interruption", "b"))))
    assert summary.skipped == {"interruption": 1}


@pytest.mark.parametrize("size", [1, 7, 64])
def test_the_summaries_of_the_parts_are_that_of_the_whole(size: int) -> None:
    """Whatever the parts and however they are put together, to the last digit and in the same order."""
    whole = list(many(100))
    for number, one in enumerate(whole):
        whole[number] = replace(one, scorecard=replace(one.scorecard, score=one.scorecard.score / 3))
    expected = Summary()
    for reviewed in whole:
        expected.add(reviewed)
    parts = []
    for start in range(0, len(whole), size):
        parts.append(Summary())
        for reviewed in whole[start : start + size]:
            parts[-1].add(reviewed)
    for problem in PROBLEMS:
        expected.add_problem(problem)
        parts[-1].add_problem(problem)
    one_by_one, in_pairs = Summary(), Summary()
    for part in parts:
        one_by_one.merge(part)
    for first, second in zip(parts[::2], [*parts[1::2], Summary()], strict=False):
        pair = Summary()
        pair.merge(first)
        pair.merge(second)
        in_pairs.merge(pair)
    assert json.dumps(expected.as_dict()) == json.dumps(one_by_one.as_dict()) == json.dumps(in_pairs.as_dict())
    assert expected == one_by_one == in_pairs
