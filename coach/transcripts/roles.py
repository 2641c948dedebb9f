"""Who is the agent, where a transcript only tells speakers apart: judged by what each of them says."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coach.mitigation import acts_in
from coach.transcripts.labels import read_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coach.compiled import CompiledPhrasebook
    from coach.context import Role
    from coach.transcript import Transcript
    from coach.turn import Turn

# How much an act tells of who does it; acts that are not here count 1. What either side says counts little.
_WEIGHTS = {
    "offer-help": 3.0,
    "offer-further-help": 3.0,
    "ask-surname": 3.0,
    "hold": 2.0,
    "return-from-hold": 2.0,
    "comes-back": 2.0,
    "transfer": 2.0,
    "take-contact": 2.0,
    "customer-complains": 2.0,
    "greeting": 1.0,
    "thanks": 0.25,
    "apology": 0.5,
    "softening": 0.5,
    "please": 0.5,
    "alternative": 0.5,
    "receive-item-thanks": 0.5,
    "attends": 0.25,
    "negative-answer": 0.25,
    "back-channel": 0.0,
    "customer-thanks": 0.25,
    "customer-asks": 0.25,
    "customer-greeting": 0.0,
    "customer-farewell": 0.25,
    "customer-says-name": 0.5,
}
_OFFERED_FIRST = 1.0
_APART = 1.5  # how far two speakers must differ
_AGENT, _CUSTOMER = 2.0, -0.5  # where one of several speakers is an agent, or a customer
_SHOWN = 3  # acts named in a note
_OTHER: dict[Role, Role] = {"agent": "customer", "customer": "agent"}
_APART_ADVICE = "have the recogniser tell speakers apart, or record each on a channel of its own"
_NAMES: dict[Role, str] = {"agent": "the agent", "customer": "the customer", "system": "the system"}


@dataclass(slots=True)
class _Evidence:
    """What speaks for a speaker being an agent (above 0) or a customer (below): weight and turn of each act, once."""

    acts: dict[str, tuple[float, int]] = field(default_factory=dict)

    @property
    def score(self) -> float:
        return sum(weight for weight, _ in self.acts.values())

    def shown(self, role: Role) -> str:
        """Return the acts that tell most for a role: “offer-help in turn 0, hold in turn 6”."""
        sign = 1 if role == "agent" else -1
        telling = sorted((-weight * sign, turn, act) for act, (weight, turn) in self.acts.items() if weight * sign > 0)
        return ", ".join(f"{act} in turn {turn}" for _, turn, act in sorted(telling[:_SHOWN], key=lambda one: one[1]))


def assign_roles(transcript: Transcript, compiled: CompiledPhrasebook, given: Mapping[str, Role]) -> Transcript:
    """Return the conversation with a role for every speaker of whom it can be told, and a note of why.

    Roles that the transcript has stay. What the user says of a speaker (`given`, role by label) comes first, then what
    the speakers do: an agent offers help, asks the name, announces a wait; a customer states a need. Of two speakers
    one is the agent and one the customer; of more, several may be agents. Where nothing tells, roles stay None and
    the note says so, with what to do.
    """
    unknown = {turn.speaker for turn in transcript.turns if turn.role is None}
    if not unknown:
        return transcript
    names = sorted(name for name in unknown if name)
    roles = {name: role for name in names if (role := read_label(name, given).role)}
    notes = [f"speaker {name} is {_NAMES[role]}, as given" for name, role in roles.items()]
    if None in unknown:
        notes.append(f"some turns name no speaker, their roles are not known; {_APART_ADVICE}")
    evidence = _evidence(transcript.turns, compiled)
    others = {turn.speaker or turn.role: turn.role for turn in transcript.turns if turn.role} | roles
    told = _told([name for name in names if name not in roles], list(others.values()), evidence)
    for name in names:
        if role := told.get(name):
            why = evidence[name].shown(role) or f"the other speaker is {_NAMES[_OTHER[role]]}"
            notes.append(f"speaker {name} taken for {_NAMES[role]} ({why})")
        elif name not in roles:
            reason = "is the only one" if len(unknown | others.keys()) == 1 else "may be on either side by what is said"
            notes.append(f"speaker {name} {reason}; give the role ({name} = agent, or {name} = customer)")
    roles |= told
    turns = tuple(
        replace(turn, role=roles.get(turn.speaker)) if turn.role is None and turn.speaker else turn
        for turn in transcript.turns
    )
    return replace(transcript, turns=turns, notes=(*transcript.notes, *notes))


def _evidence(turns: Iterable[Turn], compiled: CompiledPhrasebook) -> dict[str | None, _Evidence]:
    found: dict[str | None, _Evidence] = defaultdict(_Evidence)
    offered = False
    for number, turn in enumerate(turns):
        acts = acts_in(compiled.matcher.scan(turn.text), compiled)
        for act in acts:
            sign = 1 if compiled.acts[act].act.by == "agent" else -1
            found[turn.speaker].acts.setdefault(act, (sign * _WEIGHTS.get(act, 1.0), number))
        if "offer-help" in acts and not offered:
            offered = True
            weight, first = found[turn.speaker].acts["offer-help"]
            found[turn.speaker].acts["offer-help"] = weight + _OFFERED_FIRST, first
    return found


def _told(names: list[str], others: list[Role], evidence: Mapping[str | None, _Evidence]) -> dict[str, Role]:
    """Return the role of each speaker of whom it can be told; `others` are the roles of those who are known."""
    people = [role for role in others if role != "system"]
    if len(names) == 1 and len(people) == 1:
        return {names[0]: _OTHER[people[0]]}
    if len(names) == 2 and not people:
        one, other = sorted(names, key=lambda name: evidence[name].score)
        apart = evidence[other].score - evidence[one].score >= _APART
        return {other: "agent", one: "customer"} if apart else {}
    told: dict[str, Role] = {}
    if len(names) + len(people) > 2:
        for name in names:
            if evidence[name].score >= _AGENT:
                told[name] = "agent"
            elif evidence[name].score <= _CUSTOMER:
                told[name] = "customer"
    return told
