"""JSON for text that may hold anything: written as bytes, read strictly."""

import json
import math
from typing import Any, NoReturn

_DEEPEST = 100  # levels of lists and objects: what is read must be possible to write


def json_bytes(value: Any, indent: int | None = None) -> bytes:
    """Return `value` as UTF-8 JSON; where a lone surrogate forbids that, with escapes instead."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent).encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent).encode()


def strict_json(text: str) -> Any:
    """Return the value of a JSON text that holds nothing but JSON.

    Raises:
        json.JSONDecodeError: it is not JSON; the error says where.
        ValueError: it holds NaN, an infinite or an endless number, or is nested deeper than 100 levels.
    """
    try:
        value = json.loads(text, parse_constant=_no_number, parse_float=_finite)
        if _deeper(value, _DEEPEST):
            raise RecursionError
    except RecursionError:
        raise ValueError(f"more than {_DEEPEST} levels deep") from None
    return value


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number of JSON")


def _finite(digits: str) -> float:
    value = float(digits)
    if math.isinf(value):
        raise ValueError(f"{digits[:20]} is too large")
    return value


def _deeper(value: Any, levels: int) -> bool:
    """Tell whether lists and objects are nested deeper than that."""
    if not isinstance(value, list | dict):
        return False
    inside = value.values() if isinstance(value, dict) else value
    return levels == 0 or any(_deeper(item, levels - 1) for item in inside)
