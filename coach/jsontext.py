"""JSON as bytes, for text that may hold anything."""

import json
from typing import Any


def json_bytes(value: Any, indent: int | None = None) -> bytes:
    """Return `value` as UTF-8 JSON; where a lone surrogate forbids that, with escapes instead."""
    try:
        return json.dumps(value, ensure_ascii=False, indent=indent).encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent).encode()
