"""Who speaks, by the label before a turn: 客服小王, 坐席001, 顧客, Agent 7, 系统."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from coach.context import ROLES
from coach.fold import squeeze
from phrasebook.locate import data_folder
from phrasebook.yamlfile import read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coach.context import Role


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who a label means: the role if it tells, the label itself where it does not, the name of the person if in it."""

    role: Role | None
    label: str | None
    name: str | None = None


_LONGEST = 40  # characters; what is longer is a sentence, not a label
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_BRACKETED = re.compile(r"^(?P<outer>[^()\[\]【】<>]*)[(\[【<](?P<inner>[^()\[\]【】<>]*)[)\]】>]$")
_BETWEEN = " \t-–—_·:#/|."


def read_label(label: str, roles: Mapping[str, Role] | None = None) -> Speaker:
    """Return who `label` means; `roles` are the labels whose role the user has given, which come first.

    Neither script, width and case nor spaces and signs matter. A label nobody knows keeps its text and has no role:
    who is the agent is told later by what is said.
    """
    if roles:
        folded = squeeze(label)
        for given, role in roles.items():
            if squeeze(given) == folded:
                return Speaker(role, None)
    return _read(label)


@lru_cache(maxsize=1024)
def _read(label: str) -> Speaker:
    """Return who a label means by itself; a file has few of them, but on every line."""
    shown = _INVISIBLE.sub("", label).strip()
    if len(shown) <= _LONGEST and (found := _known(unicodedata.normalize("NFKC", shown).strip(" :"))):
        return Speaker(found[0], None, found[1])
    return Speaker(None, shown or None)


def who_speaks(role: str | None, label: str | None, roles: Mapping[str, Role]) -> Speaker:
    """Return who speaks where a source has both a role and a name; either may be missing.

    The role decides if it is one; then the name is that of the person.
    """
    by_role, by_label = read_label(role or "", roles), read_label(label or "", roles)
    if by_role.role is None:
        return by_label if by_label.label or by_label.role else by_role
    return Speaker(by_role.role, None, by_role.name or by_label.name or by_label.label)


def _known(label: str) -> tuple[Role, str | None] | None:
    """Return the role and the name that a label says, None where it says none."""
    if whole := _role_of(label):
        return whole, None
    if bracketed := _BRACKETED.match(label):
        outer, inner = bracketed["outer"].strip(), bracketed["inner"].strip()
        # 客服(小王) and 小王(客服) both are; in 客服小王(早班) the name is outside.
        for word, name in ((outer, inner), (inner, outer)):
            if role := _role_of(word):
                return role, _name(name)
        return _affixed(outer)
    shop, colon, name = label.partition(":")
    if colon and (found := _known(shop)):  # 旗舰店:小陆, as the accounts of a shop are called
        return found[0], _name(name) or found[1]
    return _affixed(label)


def _affixed(label: str) -> tuple[Role, str | None] | None:
    """Return what 客服小王, Agent Smith, 小王-客服 or 京东客服 says: the longest word at the beginning, or the end."""
    for cut in range(len(label) - 1, 0, -1):
        head, rest = label[:cut], label[cut:]
        if (role := _role_of(head)) and not (head[-1].isascii() and head[-1].isalpha() and rest[0].isalpha()):
            return None if squeeze(rest) in _listed("fields") else (role, _name(rest))
    for cut in range(1, len(label)):
        rest, tail = label[:cut], label[cut:]
        if (
            tail[0] not in _BETWEEN
            and (role := _role_of(tail))
            and not (tail[0].isascii() and rest[-1].isascii() and rest[-1].isalnum())
        ):
            return role, _name(rest) if rest[-1] in _BETWEEN else None
    return None


def _name(rest: str) -> str | None:
    """Return a name or a staff number as written; 1 of “agent 1” only counts the speakers."""
    name = rest.strip(_BETWEEN)
    return None if not name or (len(name) == 1 and name.isascii()) else name


def _role_of(word: str) -> Role | None:
    return _words().get(squeeze(word))


def is_either(label: str) -> bool:
    """Tell whether a label names a speaker without the side: 说话人1, 主管, 王先生, SPEAKER_00, A."""
    folded = squeeze(label).rstrip("0123456789一二三四")
    words = _listed("either")
    return bool(folded) and (folded in words or folded[-2:] in words or (len(folded) == 1 and folded.isascii()))


@cache
def _words() -> dict[str, Role]:
    return {word: role for role in ROLES for word in _listed(role)}


@cache
def _listed(section: str) -> frozenset[str]:
    """Return the words of a section of data/transcripts/labels.yaml.

    Raises:
        PhrasebookInvalid: the file is broken.
    """
    path = data_folder() / "transcripts" / "labels.yaml"
    return frozenset(map(squeeze, read(path, path.name).data[section]))
