"""Small conversations and phrasebooks of duties, for the tests of what is judged over several turns.

Every act has a wording of its own, so that a dialogue reads as the acts that are done in it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from coach import Coach
from coach.conversation import Conversation
from coach.reviewed import DutyResult
from coach.turn import Channel, Turn

ACTS = {
    "greeting": "您好",
    "offer-help": "可以帮您",
    "ask-surname": "贵姓",
    "asks-for-item": "请提供",
    "please": "麻烦您",
    "hold": "请稍候",
    "comes-back": "我回来了",
    "thanks": "感谢",
    "welcome": "不客气",
    "farewell": "再见",
    "defence": "是这样的",
    "empathy": "理解您",
    "admits-fault": "我们的错",
    "back-channel": "嗯嗯",
}
CUSTOMER_ACTS = {
    "customer-greeting": "喂喂",
    "customer-thanks": "谢谢",
    "customer-complains": "投诉",
    "customer-hands-over": "给你",
}


def _act(name: str, by: str, wording: str) -> dict[str, Any]:
    title = {"zh-Hant": name, "zh-Hans": name, "en": name}
    return {"id": name, "by": by, "title": title, "wordings": [wording], "examples": {"is": [wording]}}


def acts() -> dict[str, str]:
    """Return a file with all acts above; `apology` and `escalation` are in the tiny phrasebook already."""
    entries = [_act(name, "agent", wording) for name, wording in ACTS.items()]
    entries += [_act(name, "customer", wording) for name, wording in CUSTOMER_ACTS.items()]
    return {"acts/talk.yaml": json.dumps({"acts": entries}, ensure_ascii=False)}


def duty(**changes: Any) -> dict[str, Any]:
    """Return a duty: thanks are answered in the next turn, unless told otherwise; None leaves a key out."""
    entry = {
        "id": "thanks-not-answered",
        "title": {"zh-Hant": "未答謝", "zh-Hans": "未答谢", "en": "Thanks unanswered"},
        "why": {"zh-Hant": "要回答", "zh-Hans": "要回答谢意", "en": "Answer"},
        "clause": "四.2.(5)",
        "severity": "warning",
        "when": [{"acts": ["customer-thanks"]}],
        "owed": ["welcome", "thanks+farewell"],
        "within": {"after": 1},
        "no_occasion": {"zh-Hant": "沒有道謝", "zh-Hans": "没有道谢", "en": "No thanks"},
        "examples": {"missed": ["客户：谢谢\n客服：好"]},
        **changes,
    }
    return {key: value for key, value in entry.items() if value is not None}


def duties(*entries: Mapping[str, Any]) -> dict[str, str | None]:
    """Return the files of a phrasebook with just these duties, and the acts above."""
    content = json.dumps({"duties": entries}, ensure_ascii=False)
    return {**acts(), "duties/solving.yaml": None, "duties/talk.yaml": content}


def agent(text: str, start: float | None = None, end: float | None = None) -> Turn:
    return Turn(text, "agent", start, end)


def customer(text: str, start: float | None = None, end: float | None = None) -> Turn:
    return Turn(text, "customer", start, end)


def system(text: str, start: float | None = None, end: float | None = None) -> Turn:
    return Turn(text, "system", start, end)


def held(
    coach: Coach, turns: Sequence[Turn], *, complete: bool = True, channel: Channel | None = None
) -> tuple[DutyResult, ...]:
    """Return what became of the duties in a conversation."""
    conversation = Conversation(coach, channel=channel)
    for turn in turns:
        conversation.add(turn)
    conversation.finish(complete=complete)
    return conversation.duties


def told(results: Sequence[DutyResult]) -> list[tuple[str, int | None, int | None]]:
    """Return of each result the state, the turn of its trigger and the turn of its evidence."""
    return [
        (one.state, one.trigger.turn if one.trigger else None, one.evidence.turn if one.evidence else None)
        for one in results
    ]
