"""The figures over many reviews."""

import json
from dataclasses import replace

from coach.summary import DutyCount, Figures, Summary
from tests.coach.reviews import PROBLEMS, card, hongkong_call, mainland_chat, reviews, taiwan_call


def counted() -> Summary:
    """Return the summary of one review of each kind."""
    summary = Summary()
    assert len(list(summary.counting(reviews()))) == 4
    return summary


def test_conversations_turns_and_scores_are_counted() -> None:
    """Only turns of agents count as such; the mean is that of all scores."""
    total = counted().total
    assert (total.conversations, total.agent_turns) == (4, 10)
    assert total.mean_score == (41.5 + 68 + 100 + 100) / 4
    assert (total.passed, total.fatal) == (2, 1)


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
    assert summary.rules["shirking/example"] == 2


def test_duties_are_counted_in_three_states() -> None:
    """The share leaves out what was not owed."""
    total = counted().total
    greeting = total.duties["greeting-missing"]
    assert (greeting.kept, greeting.missed, greeting.not_applicable) == (2, 1, 0)
    assert total.duties["item-not-thanked"].share is None
    assert total.duties_kept == 6 / 9
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
    assert (figures.mean_score, figures.duties_kept) == (None, None)


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
    assert value["mean_score"] == 68
    assert value["agents"][0]["agent"] == "王磊"
    assert value["agents"][0]["duties"]["greeting-missing"]["kept"] == 1
