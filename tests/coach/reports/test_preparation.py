"""What becomes of reviews before they are written."""

import pickle
from typing import Any

from coach.reports.csv import CsvReport
from coach.reports.jsonl import JsonlReport
from coach.reports.masked import masked
from coach.reports.preparation import Preparation
from coach.reports.report import Details
from coach.reviewed import Reviewed
from coach.summary import Summary
from tests.coach.reports.conftest import PROBLEM, reviewed


def details(**changes: Any) -> Details:
    """Return details for readers of simplified Chinese."""
    return Details("zh-Hans", **changes)


def test_lines_are_rendered_and_the_rest_is_kept() -> None:
    """Masked once, for both; counted."""
    prepared = Preparation((".csv", ".jsonl", ".html"), details())(iter([reviewed(), PROBLEM]))
    hidden = (masked(reviewed()), masked(PROBLEM))
    assert prepared.outcomes == hidden
    assert prepared.rendered == {
        ending: b"".join(made.render(one, details()) for one in hidden)
        for ending, made in {".csv": CsvReport, ".jsonl": JsonlReport}.items()
    }
    summary = Summary()
    summary.add(reviewed())
    summary.add_problem(PROBLEM)
    assert prepared.summary == summary


def test_where_all_is_lines_nothing_is_kept() -> None:
    """Whole conversations need not go from process to process."""
    prepared = Preparation((".jsonl",), details(masked=False))([reviewed()])
    assert prepared.outcomes == ()
    assert b"13800138000" in prepared.rendered[".jsonl"]


def test_what_is_not_to_be_masked_stays_as_said() -> None:
    """The same object."""
    one = reviewed()
    (kept,) = Preparation((".xlsx",), details(masked=False))([one]).outcomes
    assert kept is one


def test_without_a_report_there_are_figures() -> None:
    """Nothing else is made."""
    prepared = Preparation((), details())([reviewed(), PROBLEM])
    assert (prepared.rendered, prepared.outcomes) == ({}, ())
    assert (prepared.summary.total.conversations, prepared.summary.lost_rows) == (1, PROBLEM.rows)


def test_it_goes_to_another_process_and_what_it_makes_comes_back() -> None:
    """With the texts of clauses."""
    preparation = Preparation((".jsonl", ".xml"), details(clauses={"四.2.(5)": "不得讲不知道"}))
    assert pickle.loads(pickle.dumps(preparation)) == preparation
    prepared = preparation([reviewed()])
    back = pickle.loads(pickle.dumps(prepared))
    assert back == prepared
    assert isinstance(back.outcomes[0], Reviewed)
