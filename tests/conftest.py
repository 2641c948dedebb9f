"""Fixtures that all tests share."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from coach import Coach
from coach.compiled import CompiledPhrasebook
from phrasebook import load

# The smallest phrasebook that has one of everything, file by file.
TINY = {
    "phrasebook.yaml": """\
id: tiny
version: "1"
title: {zh-Hant: 小本, zh-Hans: 小本, en: Tiny}
""",
    "clauses/code.yaml": """\
clauses:
  - id: 四.2.(5)
    text: {zh-Hant: 不得講不知道, zh-Hans: 不得讲不知道}
    covered_by: [rule, {duty: no-escalation-offer}, {timing: silence}]
""",
    "words/people.yaml": """\
lists:
  - name: you
    words: [你, 客人]
""",
    "acts/solving.yaml": """\
acts:
  - id: apology
    by: agent
    title: {zh-Hant: 致歉, zh-Hans: 致歉, en: Apology}
    wordings: ["[很]抱歉"]
    exceptions: ["抱歉什么"]
    examples: {is: [很抱歉], is_not: [抱歉什么]}
  - id: escalation
    by: agent
    title: {zh-Hant: 請示, zh-Hans: 请示, en: Escalation}
    clause: 四.2.(5)
    wordings: ["请示…经理"]
    examples: {is: [我请示我们经理]}
""",
    "forbidden/flat-ignorance.yaml": """\
category: flat-ignorance
title: {zh-Hant: 不知, zh-Hans: 不知, en: Ignorance}
why: {zh-Hant: 無人幫忙, zh-Hans: 无人帮忙, en: No help}
clause: 四.2.(5)
say_instead: [ask-manager]
rules:
  - name: bare
    severity: error
    wordings: ["不知道", "一问三不知"]
    exceptions: ["不知道{you}…方便"]
    mitigated_by: [apology+escalation]
    examples:
      bad: [这个我不知道]
      good: [不知道您是否方便]
""",
    "approved/solving.yaml": """\
situations:
  - id: ask-manager
    title: {zh-Hant: 請示, zh-Hans: 请示, en: Ask}
    clause: 四.2.(5)
    act: escalation
    phrases:
      - id: ask
        replaces: clause
        forms:
          zh-Hans: 请让我请示我们经理[，{surname}{honorific}]
          zh-Hant-TW: 請讓我請示經理
          zh-Hant-HK: 我請示經理
""",
    "duties/solving.yaml": """\
duties:
  - id: no-escalation-offer
    title: {zh-Hant: 沒有請示, zh-Hans: 没有请示, en: Nobody was asked}
    why: {zh-Hant: 要請示, zh-Hans: 要请示, en: Ask somebody}
    clause: 四.2.(5)
    severity: warning
    when:
      - acts: [customer-tells-need]
    owed: [escalation]
    within: {after: 1}
    no_occasion: {zh-Hant: 沒有問題, zh-Hans: 没有问题, en: Nothing was asked}
    examples:
      missed: ["客户：坏了\\n客服：好"]
      kept: ["客户：坏了\\n客服：我请示我们经理"]
""",
    "skips/reasons.yaml": """\
skips:
  - id: no-times
    text: {zh-Hant: 沒有時間, zh-Hans: 没有时间, en: No times}
""",
    "mentions/reports.yaml": """\
frames:
  - id: you-said
    place: before
    wordings: ["{you}刚才说"]
    examples: {mention: ["你刚才说不知道，对吗"], use: [你说的我不知道]}
  - id: such-words
    place: after
    wordings: ["这种话"]
    examples: {mention: [我们不会讲不知道这种话]}
""",
}

WriteBook = Callable[..., Path]
MakeCoach = Callable[..., Coach]


def forbidden(*rules: Mapping[str, Any]) -> dict[str, str]:
    """Return the tiny phrasebook's file of rules with these instead; name, severity and examples may be left out."""
    head = {
        "category": "flat-ignorance",
        "title": {"zh-Hant": "不知", "zh-Hans": "不知", "en": "Ignorance"},
        "why": {"zh-Hant": "無人幫忙", "zh-Hans": "无人帮忙", "en": "No help"},
        "clause": "四.2.(5)",
        "say_instead": ["ask-manager"],
    }
    filled = [
        {"name": f"rule-{number}", "severity": "error", "examples": {"bad": ["坏"], "good": ["好"]}, **rule}
        for number, rule in enumerate(rules)
    ]
    # JSON is YAML too.
    return {"forbidden/flat-ignorance.yaml": json.dumps({**head, "rules": filled}, ensure_ascii=False)}


@pytest.fixture(scope="session")
def coach() -> Coach:
    """The coach with the built-in phrasebook."""
    return Coach()


@pytest.fixture
def write_book(tmp_path: Path) -> WriteBook:
    """Write the tiny phrasebook with some files replaced, added, or (None) left out; `base={}` for an empty one."""

    def write(
        files: Mapping[str, str | None] | None = None, name: str = "book", base: Mapping[str, str] = TINY
    ) -> Path:
        folder = tmp_path / name
        for relative, content in {**base, **(files or {})}.items():
            if content is not None:
                path = folder / relative
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, "utf-8")
        return folder

    return write


@pytest.fixture
def make_coach(write_book: WriteBook) -> MakeCoach:
    """Make a coach of the tiny phrasebook with some files replaced, whether or not its examples hold."""

    def make(files: Mapping[str, str | None] | None = None) -> Coach:
        return Coach(CompiledPhrasebook(load([write_book(files)])[0]))

    return make
