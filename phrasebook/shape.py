"""What pydantic says about an entry, in words that a trainer understands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, get_args

from phrasebook.model import Entry
from phrasebook.nearest import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Collection

    from pydantic import ValidationError

    from phrasebook.errors import Problem
    from phrasebook.yamlfile import Place, YamlFile


def shape_problems(
    error: ValidationError, model: type[Entry], file: YamlFile, place: Place, head: Collection[str] = ()
) -> list[Problem]:
    """Return what is wrong with the entry at `place`, one problem for each mistake.

    The keys in `head` are not written in the entry itself but in the head of the file.
    """
    details = error.errors(include_url=False)
    misspelt = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    meant = {(*loc[:-1], nearest(str(loc[-1]), _keys(model, loc[:-1]))) for loc in misspelt}
    problems: list[Problem] = []
    for detail in details:
        loc = detail["loc"]
        # A misspelt key is not missing as well, and a list of nothing but wrong entries is not empty.
        follows = loc in meant if detail["type"] == "missing" else detail["type"] == "too_short" and detail["input"]
        if not follows:
            problems.append(_problem(detail, model, file, loc if loc and loc[0] in head else (*place, *loc)))
    return problems


def _problem(detail: Any, model: type[Entry], file: YamlFile, where: Place) -> Problem:
    loc: Place = detail["loc"]
    key = str(loc[-1]) if loc else ""
    what = f"“{key}”" if key and not key.isdigit() else "this"
    match detail["type"]:
        case "extra_forbidden":
            advice = did_you_mean(key, _keys(model, loc[:-1]))
            return file.problem(where, "unknown-key", f"“{key}” is not known here", advice)
        case "missing":
            return file.problem(where, "missing-key", f"“{key}” is missing", f"add “{key}:”")
        case "too_short":
            return file.problem(where, "empty-list", f"“{key}” is empty", "add something to it")
        case "string_too_short":
            return file.problem(where, "empty-text", "the text is empty", "write something or remove the line")
        case "literal_error" | "unknown_cover":
            got, expected = detail["input"], detail["ctx"]["expected"]
            return file.problem(where, "not-allowed", f"“{got}” is not allowed here", _one_of(got, expected))
        case "misfit":
            context = detail["ctx"]
            at = (*where, context["at"]) if context["at"] else where
            return file.problem(at, "misfit", context["message"], context["advice"])
        case "bool_parsing" | "bool_type":
            return file.problem(where, "not-allowed", f"“{detail['input']}” is not allowed here", "write true or false")
        case "tuple_type":
            return file.problem(where, "wrong-type", f"{what} is not a list", "write a list: [one, another]")
        case "string_type":
            return file.problem(where, "wrong-type", f"{what} is not a text", "write a word or a sentence")
        case "dict_type":
            return file.problem(where, "wrong-type", f"{what} has no keys", "write keys and values: {key: value}")
        case "model_type":
            advice = f"write keys and values: {', '.join(_keys(model, loc))}"
            return file.problem(where, "wrong-type", f"{what} has no keys", advice)
        case "string_pattern_mismatch":
            message = f"“{detail['input']}” is not a good name"
            return file.problem(where, "bad-name", message, "use small letters, digits and hyphens")
        case "float_parsing" | "int_parsing" | "float_type" | "int_type" | "finite_number" | "int_from_float":
            return file.problem(where, "not-a-number", f"“{detail['input']}” is not a number here", "write a number")
        case "greater_than_equal" | "greater_than" | "less_than_equal" | "less_than":
            limits = {"ge": "at least", "gt": "more than", "le": "at most", "lt": "less than"}
            ((name, limit),) = detail["ctx"].items()
            message, advice = f"{detail['input']} is out of range", f"{limits[name]} {limit:g}"
            return file.problem(where, "out-of-range", message, advice)
        case _:
            message = f"{key or model.__name__}: {detail['msg']}"
            return file.problem(where, "wrong-type", message, "see data/phrasebook/README.md")


def _one_of(got: Any, expected: str) -> str:
    """Return the advice to somebody who wrote `got` where pydantic expected `'a', 'b' or 'c'`."""
    if expected == "True":
        return "write true, or remove the line"
    like = nearest(got, re.findall(r"'([^']+)'", expected)) if isinstance(got, str) else None
    return f"did you mean “{like}”?" if like else f"use one of {expected}"


def _keys(model: type[Entry], loc: Place) -> list[str]:
    """Return the keys that an entry may have at `loc` inside it."""
    for part in loc:
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        if part in fields:
            model = _entry_in(fields[part].annotation) or model
    return [info.alias or name for name, info in model.model_fields.items()]


def _entry_in(annotation: Any) -> type[Entry] | None:
    """Return the model inside an annotation such as `tuple[Phrase, ...]`."""
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _entry_in(inner))), None)
