"""What reports say, in three languages."""

from typing import get_args

from coach.finding import How
from coach.reports.labels import labels
from coach.reports.overview import AGENTS
from coach.reports.table import CONVERSATIONS, DUTIES, FINDINGS, PROBLEMS
from coach.reviewed import State
from coach.turn import Channel
from phrasebook import Language, Severity


def test_every_label_is_in_every_language() -> None:
    """The same names, and none empty."""
    all_labels = [labels(language) for language in get_args(Language)]
    assert len({frozenset(one) for one in all_labels}) == 1
    assert [name for one in all_labels for name, text in one.items() if not text] == []


def test_whatever_may_come_has_a_label() -> None:
    """Columns, severities, states, ways of finding, channels."""
    wanted = {
        f"columns.{column.name}" for table in (FINDINGS, DUTIES, CONVERSATIONS, PROBLEMS, AGENTS) for column in table
    }
    for group, kind in (("severity", Severity), ("state", State), ("how", How), ("channel", Channel)):
        wanted |= {f"{group}.{value}" for value in get_args(kind)}
    assert wanted <= labels("en").keys()


def test_scripts_are_not_mixed() -> None:
    """Labels in traditional characters have none that is only simplified, and the other way round."""
    hant, hans = "".join(labels("zh-Hant").values()), "".join(labels("zh-Hans").values())
    assert set(hant) & set("总览员细项条读识话则对误错应语说") == set()
    assert set(hans) & set("總覽員細項條讀識話則對誤錯應語說") == set()
