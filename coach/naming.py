"""Name a guest where an agent said 他 or 那个: only the word for the person changes, the sentence stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coach.extent import clause_span

if TYPE_CHECKING:
    from phrasebook import Locale

# Words for somebody who is not spoken to. The 的 of 穿红衣服的 is one where nothing that it belongs to follows.
_PERSON = re.compile(
    r"[那这這嗰果内][个個]?[女男][的得滴人]?|[那这這嗰]一?[个個]\w{0,4}[的嘅]|那老[爷爺][们們][儿兒]?"
    r"|那[帮幫群伙对對两兩几幾][^，,\s]{0,4}的|[那呢嗰][条條只隻舊件][嘢友仔]+"
    r"|[那这這嗰呢][个個]?[人谁誰]|[那这這嗰呢]一?[个個]|[那嗰]一?位(?![先小女客顾顧])|[他她佢伊它牠祂][们們哋]?"
    r"|[的嘅](?=[，, 先又要])"
)
_THAT = re.compile(r"[那这這嗰呢果内]\w{1,4}?(?=[又要唔冇没沒不话話]|$)")


def named(said: str, text: str, span: tuple[int, int], locale: Locale) -> tuple[str, tuple[int, int]] | None:
    """Return how somebody is named and where: in the place of the first word for a person; None if there is none.

    Further words for a person in the same clause go; in another clause it is 对方.
    """
    words = text[slice(*span)]
    person = _PERSON.search(words) or _THAT.match(words)
    if not person:
        return None
    if person.group() in {"的", "嘅"}:
        said = person.group() + said
    behind = words[person.end() :]
    if not _PERSON.search(behind):
        return said, (span[0] + person.start(), span[0] + person.end())
    clause = clause_span(behind, 0, 0)[1]
    other = "对方" if locale == "zh-Hans" else "對方"
    rest = _PERSON.sub("", behind[:clause]) + _PERSON.sub(other, behind[clause:])
    return said + rest, (span[0] + person.start(), span[1])
