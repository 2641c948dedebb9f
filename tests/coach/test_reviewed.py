"""The review of a conversation as JSON."""

from dataclasses import fields, replace
from typing import Any

from coach.reviewed import TimingFigures
from tests.coach.reviews import reviews, taiwan_call


def test_turns_are_numbered_as_in_the_source() -> None:
    """Findings and quotes both; what is about the whole conversation has no turn."""
    reviewed = taiwan_call()
    plain = reviewed.as_dict()
    numbers = tuple(7 + 2 * turn for turn in range(len(reviewed.transcript.turns)))
    moved = replace(reviewed, transcript=replace(reviewed.transcript, numbers=numbers)).as_dict()

    def turns(review: dict[str, Any]) -> list[int | None]:
        quotes = [quote for duty in review["duties"] for quote in (duty["trigger"], duty["evidence"]) if quote]
        return [numbered["turn"] for numbered in (*review["findings"], *quotes)]

    assert len(turns(plain)) > 2
    assert None in turns(plain)
    assert [turn if turn is None else 7 + 2 * turn for turn in turns(plain)] == turns(moved)
    assert turns(plain) == [
        *(finding.turn for finding in reviewed.findings),
        *(quote.turn for duty in reviewed.duties for quote in (duty.trigger, duty.evidence) if quote),
    ]


def test_the_contract() -> None:
    """The keys of the design, and what belongs to a duty and to a line of the score."""
    for reviewed in reviews():
        value = reviewed.as_dict()
        assert value.keys() == {
            "id", "findings", "duties", "timing", "scorecard", "skipped", "notes", "phrasebook",
        }  # fmt: skip
        assert value["timing"].keys() == {one.name for one in fields(TimingFigures)}
        assert [duty["state"] for duty in value["duties"]] == [duty.state for duty in reviewed.duties]
        assert [line["findings"] for line in value["scorecard"]["lines"]] == [
            list(line.findings) for line in reviewed.scorecard.lines
        ]
