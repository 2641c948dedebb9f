"""The one entry point: an utterance in, a verdict out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coach.context import ROLES, Context, Role
from coach.detectors import DETECTORS
from coach.finding import Finding, Verdict
from coach.locale import LocaleGuess, language_of
from coach.observation import Observer
from coach.resolve import resolve
from coach.rewriting import rewrite
from coach.scorecard import Scorer
from coach.suggester import Suggester
from coach.verified import accelerate, load_verified
from phrasebook import ScorecardMissing

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coach.compiled import CompiledPhrasebook
    from coach.detectors import Hit
    from coach.matcher import Scan
    from coach.resolve import Judged
    from phrasebook import Language, Locale

_EMPTY_CONTEXT = Context()
# Short texts in which nothing was found are remembered: 好的 and 您稍等 come again and again.
_SHORT, _MOST_HARMLESS = 12, 20_000


class Coach:
    """Judges utterances by one phrasebook. Safe to share between threads and tasks.

    Args:
        compiled: a compiled phrasebook; the built-in one with `overlays` on top by default.
        overlays: folders of an organisation's own files.
        detectors: names of the detectors to use; all registered ones by default.
        default_locale: the locale to answer in where a text does not tell its script.

    Raises:
        PhrasebookInvalid: the phrasebook has problems.
        PhrasebookNotFound: a folder is not there.
    """

    def __init__(
        self,
        compiled: CompiledPhrasebook | None = None,
        *,
        overlays: Sequence[Path] = (),
        detectors: Sequence[str] | None = None,
        default_locale: Locale = "zh-Hans",
    ) -> None:
        self.compiled = compiled if compiled is not None else load_verified(overlays)
        self.phrasebook = self.compiled.book
        names = DETECTORS if detectors is None else detectors
        self._detectors = tuple(DETECTORS[name](self.compiled) for name in names)
        self._sure = tuple(detector for detector in self._detectors if not detector.doubtful)
        self._doubtful = tuple(detector for detector in self._detectors if detector.doubtful)
        self._alerts = tuple(one.alert for one in sorted(self._detectors, key=lambda one: one.doubtful))
        self.suggester = Suggester(self.phrasebook, self.compiled.fitting)
        self.default_locale: Locale = default_locale
        self._guess = LocaleGuess.of(self.phrasebook, default_locale)
        self._hash = self.phrasebook.hash
        self._harmless: set[str] = set()
        self._scorers: dict[Language, Scorer] = {}

    def check(self, text: str, role: Role = "agent", context: Context | None = None) -> Verdict:
        """Return what is wrong with the wording of one utterance.

        Only what an agent says is judged. Never raises for any text.

        Raises:
            TypeError: `text` is not a string.
            ValueError: `role` is not agent, customer or system.
        """
        if role != "agent":
            if role not in ROLES:
                raise ValueError(f"unknown role {role!r}; use one of {', '.join(ROLES)}")
            return Verdict(text, (), self._hash)
        if not isinstance(text, str):
            raise TypeError(f"text must be a string, not {type(text).__name__}")
        if text in self._harmless:
            return Verdict(text, (), self._hash)
        scan = self.compiled.matcher.scan(text)
        if any(alert(scan) for alert in self._alerts):
            verdict = self._look(scan, context or _EMPTY_CONTEXT)
        else:
            verdict = Verdict(text, (), self._hash)
        if len(text) <= _SHORT and not verdict.findings and len(self._harmless) < _MOST_HARMLESS:
            self._harmless.add(text)
        return verdict

    @cached_property
    def observer(self) -> Observer:
        """What observes the turns of conversations by this phrasebook."""
        return Observer(self.compiled)

    def locale(self, text: str) -> Locale:
        """Return the locale in which a text is written."""
        return self._guess.locale(text)

    def scorer(self, language: Language) -> Scorer:
        """Return what scores conversations by the phrasebook's scorecard, with reasons in `language`.

        Raises:
            ScorecardMissing: the phrasebook has none.
        """
        if language not in self._scorers:
            form = next(iter(self.phrasebook.scorecards.values()), None)
            if form is None:
                raise ScorecardMissing(
                    f"phrasebook {self.phrasebook.hash} has no scorecard → write one into scorecard/"
                )
            self._scorers[language] = Scorer(form, language)
        return self._scorers[language]

    def accelerate(self) -> None:
        """Make checks about fifty times faster from now on; takes seconds when this phrasebook was never accelerated.

        What is found stays the same.
        """
        accelerate(self.compiled)

    def judge(self, text: str) -> list[Judged]:
        """Return what counts against an agent's `text`, without messages and suggestions."""
        return self._judge(self.compiled.matcher.scan(text))

    def _judge(self, scan: Scan) -> list[Judged]:
        hits = [hit for detector in self._sure for hit in detector.detect(scan)]
        judged = resolve(scan, hits, self.compiled)
        if all(one.severity == "advice" for one in judged):
            more = [hit for detector in self._doubtful for hit in detector.detect(scan)]
            judged = resolve(scan, [*hits, *more], self.compiled) if more else judged
        return judged

    def _look(self, scan: Scan, context: Context) -> Verdict:
        text = scan.text
        judged = self._judge(scan)
        if not judged:
            return Verdict(text, (), self._hash)
        locale = context.locale or self._guess.locale(text)
        findings = tuple(self._finding(one, scan.folded.span(*one.hit.span), text, locale, context) for one in judged)
        return Verdict(text, findings, self._hash, lambda: self._rewritten(text, findings, context))

    def _rewritten(self, text: str, findings: tuple[Finding, ...], context: Context) -> str:
        """Return the text with the best suggestions; what the doubtful detectors find only now is mended as well."""
        once = rewrite(text, findings, self._is_clean_as_written)
        if self._is_clean(once):
            return once
        return rewrite(once, self._look(self.compiled.matcher.scan(once), context).findings, self._is_clean)

    def _is_clean(self, text: str) -> bool:
        return all(one.severity == "advice" for one in self.judge(text))

    def _is_clean_as_written(self, text: str) -> bool:
        scan = self.compiled.matcher.scan(text)
        hits = [hit for detector in self._sure for hit in detector.detect(scan)]
        return all(one.severity == "advice" for one in resolve(scan, hits, self.compiled))

    def _message(self, hit: Hit, language: Language) -> str:
        rule, says = hit.rule.rule, self.phrasebook.learned
        title, why = rule.title.get(language), rule.why.get(language)
        lead = says.get(language) if says and hit.how == "learned" else ""
        return f"{lead} {title}: {why}".lstrip() if language == "en" else f"{lead}{title}：{why}"

    def _finding(self, one: Judged, span: tuple[int, int], text: str, locale: Locale, context: Context) -> Finding:
        rule, hit = one.hit.rule.rule, one.hit
        language = context.language or language_of(locale)
        return Finding(
            rule=rule.id,
            category=rule.category,
            severity=one.severity,
            start=span[0],
            end=span[1],
            matched=text[span[0] : span[1]],
            how=hit.how,
            confidence=hit.confidence,
            message=self._message(hit, language),
            clause=rule.clause,
            phrasebook=self._hash,
            suggestions=self.suggester.suggest(rule, text, span, locale, context.slots),
            evidence="+".join(one.mitigated_by) or None,
        )
