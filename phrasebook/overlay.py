"""What the manifest of an overlay changes in the rules below it, and which it switches off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from phrasebook.model import Severity
from phrasebook.nearest import unknown
from phrasebook.sources import Origin, Taken

if TYPE_CHECKING:
    from phrasebook.errors import Problem
    from phrasebook.model import Manifest, Rule, RuleChange
    from phrasebook.sources import SourceMap

_SEVERITIES = get_args(Severity)  # the most severe first


def apply_manifest(manifest: Manifest, origin: Origin, rules: dict[str, Rule], sources: SourceMap) -> list[Problem]:
    """Change `rules` as the manifest says, note it in `sources`, and return what is wrong with the manifest."""
    problems: list[Problem] = []
    for number, change in enumerate(manifest.change):
        at = origin.part("change", number)
        if change.rule in rules:
            problems += _change(change, at, rules, sources)
        else:
            problems.append(unknown(at.file, at.part("rule").place, "rule", change.rule, rules))
    for number, rule_id in enumerate(manifest.disable):
        if rule_id in rules:
            sources.taken.append(Taken(rules.pop(rule_id), origin.layer))
        else:
            problems.append(unknown(origin.file, ("disable", number), "rule", rule_id, rules))
    return problems


def _change(change: RuleChange, at: Origin, rules: dict[str, Rule], sources: SourceMap) -> list[Problem]:
    rule = rules[change.rule]
    problems = [
        unknown(at.file, at.part("remove_wordings", number).place, "wording", wording, rule.wordings)
        for number, wording in enumerate(change.remove_wordings)
        if wording not in rule.wordings
    ]
    wordings = [
        (wording, sources.origin("forbidden", rule.id, ("wordings", number)))
        for number, wording in enumerate(rule.wordings)
        if wording not in change.remove_wordings
    ]
    wordings += [(wording, at.part("add_wordings", number)) for number, wording in enumerate(change.add_wordings)]
    if not wordings:
        advice = f"to switch the rule off, write “disable: [{rule.id}]”"
        problems.append(at.file.problem(at.place, "no-wordings", "nothing is left of the rule", advice))
    for number, (_, written) in enumerate(wordings):
        sources.put("forbidden", rule.id, ("wordings", number), written)
    for number in range(len(change.add_exceptions)):
        place = ("exceptions", len(rule.exceptions) + number)
        sources.put("forbidden", rule.id, place, at.part("add_exceptions", number))
    update: dict[str, Any] = {
        "wordings": tuple(wording for wording, _ in wordings),
        "exceptions": rule.exceptions + change.add_exceptions,
    }
    for key in ("severity", "say_instead"):
        if getattr(change, key):
            update[key] = getattr(change, key)
            sources.put("forbidden", rule.id, (key,), at.part(key))
    rules[change.rule] = rule.model_copy(update=update)
    taken = rule.wordings if _is_softer(change, rule) else change.remove_wordings
    if taken:
        sources.taken.append(Taken(rule.model_copy(update={"wordings": taken}), at.layer))
    return problems


def _is_softer(change: RuleChange, rule: Rule) -> bool:
    return change.severity is not None and _SEVERITIES.index(change.severity) > _SEVERITIES.index(rule.severity)
