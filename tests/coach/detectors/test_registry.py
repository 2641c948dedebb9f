"""Detectors by name."""

import pytest

from coach import Coach
from coach.detectors import DETECTORS, Detector, Hit, register
from coach.detectors.evasion import EvasionDetector
from coach.detectors.template import TemplateDetector
from coach.matcher import Scan


def test_the_detectors_register_themselves() -> None:
    """Importing the package is enough."""
    assert DETECTORS["template"] is TemplateDetector
    assert DETECTORS["evasion"] is EvasionDetector


def test_a_detector_is_registered_under_its_name(coach: Coach, monkeypatch: pytest.MonkeyPatch) -> None:
    """A coach finds it there."""
    monkeypatch.setitem(DETECTORS, "full-stop", TemplateDetector)  # taken back after the test

    @register("full-stop")
    class FullStop(Detector):
        """Finds full stops."""

        def alert(self, scan: Scan) -> bool:
            return "。" in scan.text

        def detect(self, scan: Scan) -> list[Hit]:
            at = scan.folded.text.index("。")
            rule = self.compiled.rules[0]
            return [Hit(rule, rule.wordings.wordings[0], (at, at + 1), "pattern", 0.5)]

    assert DETECTORS["full-stop"] is FullStop
    (found,) = Coach(coach.compiled, detectors=["full-stop"]).check("好。")
    assert (found.matched, found.how, found.confidence) == ("。", "pattern", 0.5)


def test_a_detector_must_alert_and_detect(coach: Coach) -> None:
    """Half a detector cannot be made."""

    class Half(Detector):
        """Detects without alerting."""

        def detect(self, scan: Scan) -> list[Hit]:
            return []

    with pytest.raises(TypeError, match="alert"):
        Half(coach.compiled)  # type: ignore[abstract]


def test_only_the_named_detectors_are_used(coach: Coach) -> None:
    """What is written as it is, or what is hidden."""
    plain, hidden = "这个我不知道", "不.知.道"
    template, evasion = (Coach(coach.compiled, detectors=[name]) for name in ("template", "evasion"))
    assert [bool(template.check(text)) for text in (plain, hidden)] == [True, False]
    assert [bool(evasion.check(text)) for text in (plain, hidden)] == [False, True]
    with pytest.raises(KeyError):
        Coach(coach.compiled, detectors=["telepathy"])
