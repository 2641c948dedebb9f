"""What somebody may have meant."""

import pytest

from phrasebook.nearest import did_you_mean, nearest


@pytest.mark.parametrize(
    ("name", "known", "best"),
    [
        ("apologie", ["apology", "escalation"], "apology"),
        # a name that holds another one is not therefore like it
        ("wordings", ["a", "words", "add_wordings_to_it"], "words"),
        ("x", ["apology"], None),
        ("x", [], None),
    ],
)
def test_nearest(name: str, known: list[str], best: str | None) -> None:
    assert nearest(name, known) == best


def test_advice_names_the_nearest_or_lists_what_there_is() -> None:
    assert did_you_mean("apologie", ["apology", "hold"]) == "did you mean “apology”?"
    assert did_you_mean("zzz", {"hold", "apology"}) == "known: apology, hold"
    assert did_you_mean("zzz", map(str, range(100))).count(",") < 20
