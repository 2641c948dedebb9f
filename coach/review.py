"""The review of one whole conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coach.conversation import Conversation
from coach.reviewed import Reviewed

if TYPE_CHECKING:
    from coach.checker import Coach
    from coach.transcript import Transcript
    from phrasebook import Language, Locale


def review(
    transcript: Transcript, coach: Coach, *, language: Language | None = None, locale: Locale | None = None
) -> Reviewed:
    """Return what is wrong in a conversation, which duties it kept, and its score.

    Raises:
        ValueError: a turn has no role (see `coach.transcripts.roles`).
        ScorecardMissing: the phrasebook has no scorecard.
    """
    conversation = Conversation(
        coach, channel=transcript.channel, customer=transcript.customer, language=language, locale=locale
    )
    findings = [finding for turn in transcript.turns for finding in conversation.add(turn)]
    findings += conversation.finish(complete=transcript.complete)
    findings.sort(key=lambda finding: (finding.turn or 0, finding.start is None, finding.start or 0))
    duties, timing = conversation.duties, conversation.timing
    scorecard = coach.scorer(conversation.language).score(
        findings=findings,
        duties=duties,
        timing=timing,
        courtesy=conversation.courtesy,
        agent_turns=conversation.agent_turns,
    )
    return Reviewed(
        transcript=transcript,
        findings=tuple(findings),
        duties=duties,
        timing=timing,
        scorecard=scorecard,
        skipped=conversation.skipped(complete=transcript.complete),
        phrasebook=coach.phrasebook.hash,
        courtesy=conversation.courtesy,
        agent_turns=conversation.agent_turns,
        language=conversation.language,
    )
