"""Which fields a JSON text has, told from its beginning alone: a recording of an hour need not be read to be known."""

from __future__ import annotations

import json
import re
from functools import lru_cache

_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\Z)|[{}\[\],:]', re.S)
_DEEPEST = 8


@lru_cache(maxsize=4)
def fields(text: str) -> frozenset[str]:
    """Return the paths of the fields in `text`, the beginning of a JSON text: `results.items[].type`.

    A step into an object adds its key, a step into a list adds `[]`; a list at the top is `[]` itself. The text may
    break off anywhere, what stands before the break counts. Text that is not JSON gives nothing of use, and never an
    error. Fields more than eight steps down are left out: they tell nothing of a format.
    """
    found: set[str] = set()
    # path of each container that is open, with whether it is a list
    open_containers: list[tuple[str, bool]] = []
    here = string = ""
    for token in _TOKEN.findall(text):
        shallow = len(open_containers) < _DEEPEST
        if token[0] == '"':
            string = token
        elif token == ":":
            above, is_list = open_containers[-1] if open_containers else ("", True)
            if not is_list:
                here = f"{above}.{_key(string)}" if above else _key(string)
                if shallow:
                    found.add(here)
        elif token == "{":
            open_containers.append((here if shallow else "", False))
        elif token == "[":
            here = f"{here}[]" if shallow else ""
            open_containers.append((here, True))
            if shallow:
                found.add(here)
        elif token == ",":
            if open_containers and open_containers[-1][1]:
                here = open_containers[-1][0]
        elif open_containers:
            open_containers.pop()
    return frozenset(found)


def _key(token: str) -> str:
    try:
        return str(json.loads(token))
    except ValueError:
        return token
