"""Everything that the files of a phrasebook and its overlays say, as one value."""

from __future__ import annotations

from phrasebook.duty import Duty, SkipReason
from phrasebook.model import Act, Clause, Entry, Frame, LocalText, Manifest, Phrase, Rule, Situation, WordList
from phrasebook.scorecard import ScorecardForm


class Phrasebook(Entry):
    """Everything the coach knows, immutable; `hash` identifies the content."""

    hash: str
    manifests: tuple[Manifest, ...]
    clauses: dict[str, Clause]
    lists: dict[str, WordList]
    acts: dict[str, Act]
    rules: dict[str, Rule]
    situations: dict[str, Situation]
    frames: dict[str, Frame]
    duties: dict[str, Duty]
    skips: dict[str, SkipReason]
    scorecards: dict[str, ScorecardForm]

    @property
    def learned(self) -> LocalText | None:
        """What is said before a finding of the learned detector; None if it is silent."""
        said = [manifest.learned for manifest in self.manifests if manifest.learned is not None]
        return said[-1] or None if said else None

    @property
    def phrases(self) -> dict[str, Phrase]:
        """Every approved phrase by `situation/phrase`."""
        return {f"{s.id}/{p.id}": p for s in self.situations.values() for p in s.phrases}
