"""What to say instead, and the text with it in place."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.compiled import CompiledPhrasebook
from coach.extent import clause_span, sentence_span
from coach.finding import Finding, Suggestion
from coach.rewriting import rewrite
from coach.suggester import Suggester, fill, slot_names
from phrasebook import Locale, Phrasebook, load
from tests.conftest import TINY, WriteBook


@pytest.mark.parametrize(
    ("form", "slots", "said"),
    [
        ("请稍候", {}, "请稍候"),
        ("您好，{surname}{honorific}", {"surname": "陈", "honorific": "先生"}, "您好，陈先生"),
        ("您好，{surname}{honorific}", {"surname": "陈"}, None),
        ("您好[，{surname}{honorific}]", {"surname": "陈"}, "您好"),
        ("您好[，{surname}{honorific}]", {"surname": "陈", "honorific": "先生"}, "您好，陈先生"),
        ("[{part_of_day}，]您好[，{surname}]", {"surname": "陈"}, "您好，陈"),
        ("您好[！]", {}, "您好！"),
        ("[{surname}，]{matched}", {"surname": "陈"}, None),
        ("请{matched}", {"matched": "把{surname}[给]我\\1"}, "请把{surname}[给]我\\1"),
    ],
)
def test_slots_are_filled(form: str, slots: dict[str, str], said: str | None) -> None:
    """A part in brackets goes with its slot; a phrase that lacks another one is not said."""
    assert fill(form, slots) == said


def test_slot_names() -> None:
    """In reading order, inside brackets too."""
    assert slot_names("[{part_of_day}，]您好，{surname}{honorific}") == ["part_of_day", "surname", "honorific"]
    assert slot_names("您好") == []


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("不知道", "不知道"),
        ("好的，这个我不知道呢。再见", "这个我不知道呢"),
        ("好的 这个不知道 再见", "这个不知道"),
        ("😀不知道😀", "不知道"),
        ("iPhone-14_pro+的100%不知道it's", "iPhone-14_pro+的100%不知道it's"),
        ("好" * 99 + "不知道" + "吧" * 99, "好" * 60 + "不知道" + "吧" * 60),
        ("好\n不知道\u2028吧", "不知道"),
    ],
)
def test_the_clause_around_a_span(text: str, clause: str) -> None:
    """Up to the next punctuation; where there is none, a clause ends somewhere."""
    at = text.index("不知道")
    start, end = clause_span(text, at, at + 3)
    assert text[start:end] == clause


@settings(deadline=None, max_examples=200)
@given(st.text(min_size=1, max_size=30), st.data())
def test_a_clause_holds_its_span(text: str, data: st.DataObject) -> None:
    """Whatever the text."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    low, high = clause_span(text, start, end)
    assert 0 <= low <= start < end <= high <= len(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("不知道", "不知道"),
        ("好的。这个我不知道，你问别人！再见", "这个我不知道，你问别人"),
        ("您好，不知道呢 ", "不知道呢"),
        ("您好不知道", "您好不知道"),
        ("早安！ 不知道\n再见", "不知道"),
        ("（不知道）", "（不知道）"),
    ],
)
def test_the_sentence_around_a_span(text: str, sentence: str) -> None:
    """Up to 。！？ or the end of a line; a greeting at its start is not part of it."""
    at = text.index("不知道")
    start, end = sentence_span(text, at, at + 3)
    assert text[start:end] == sentence


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="您好，。！ 不\n早安（", min_size=1, max_size=12), st.data())
def test_a_sentence_holds_its_span(text: str, data: st.DataObject) -> None:
    """Whatever the text."""
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    low, high = sentence_span(text, start, end)
    assert 0 <= low <= start < end <= high <= len(text)


SITUATIONS = """\
situations:
  - id: first
    title: {zh-Hant: 一, zh-Hans: 一, en: One}
    phrases:
      - {id: a, replaces: span, forms: {zh-Hans: 简, zh-Hant-TW: 臺, zh-Hant-HK: 港, yue-Hant-HK: 粵}}
      - {id: b, replaces: clause, forms: {zh-Hans: "{surname}简", zh-Hant-TW: 臺, zh-Hant-HK: 港}}
  - id: second
    title: {zh-Hant: 二, zh-Hans: 二, en: Two}
    phrases:
      - {id: a, replaces: utterance, forms: {zh-Hans: 简, zh-Hant-TW: 臺, zh-Hant-HK: 港}}
      - {id: b, replaces: clause, forms: {zh-Hans: "请{matched}", zh-Hant-TW: 二臺, zh-Hant-HK: 二港}}
      - {id: c, replaces: utterance, forms: {zh-Hans: 丙, zh-Hant-TW: 丙, zh-Hant-HK: 丙}}
      - {id: d, replaces: utterance, forms: {zh-Hans: 丁, zh-Hant-TW: 丁, zh-Hant-HK: 丁}}
"""


@pytest.fixture
def book(write_book: WriteBook) -> Phrasebook:
    """A phrasebook whose rule has two situations."""
    rules = TINY["forbidden/flat-ignorance.yaml"].replace("[ask-manager]", "[first, second]")
    return load([write_book({"approved/solving.yaml": SITUATIONS, "forbidden/flat-ignorance.yaml": rules})])[0]


@pytest.mark.parametrize(
    ("locale", "slots", "said"),
    [
        ("zh-Hans", {}, [("简", "first/a"), ("请不知道", "second/b"), ("丙", "second/c")]),
        ("zh-Hans", {"surname": "陈"}, [("陈简", "first/b"), ("简", "first/a"), ("请不知道", "second/b")]),
        ("zh-Hans", {"honorific": "先生"}, [("简", "first/a"), ("请不知道", "second/b"), ("丙", "second/c")]),
        # whoever is named in the text already is not named once more
        ("zh-Hans", {"surname": "好"}, [("简", "first/a"), ("请不知道", "second/b"), ("丙", "second/c")]),
        ("zh-Hant-TW", {"surname": "陈"}, [("臺", "first/a"), ("二臺", "second/b"), ("丙", "second/c")]),
        ("zh-Hant-TW", {}, [("臺", "first/a"), ("二臺", "second/b"), ("丙", "second/c")]),
        ("zh-Hant-HK", {}, [("港", "first/a"), ("二港", "second/b"), ("丙", "second/c")]),
        ("yue-Hant-HK", {}, [("粵", "first/a"), ("港", "first/b"), ("二港", "second/b")]),
    ],
)
def test_up_to_three_phrases_best_first(
    book: Phrasebook, locale: Locale, slots: dict[str, str], said: list[tuple[str, str]]
) -> None:
    """First those that say what is known of the customer, in the order of the rule's situations, in the locale.

    None twice, none with a slot that is not known.
    """
    rule = book.rules["flat-ignorance/bare"]
    offered = Suggester(book).suggest(rule, "好，不知道", (2, 5), locale, slots)
    assert [(one.text, one.phrase) for one in offered] == said


def test_a_phrase_replaces_span_clause_or_utterance(book: Phrasebook) -> None:
    """As the phrase says."""
    offered = Suggester(book).suggest(book.rules["flat-ignorance/bare"], "好，我不知道。", (3, 6), "zh-Hans", {})
    assert [(one.kind, one.replace) for one in offered] == [("span", (3, 6)), ("clause", (2, 6)), ("utterance", (0, 7))]


CHOSEN = """\
situations:
  - id: chosen
    title: {zh-Hant: 一, zh-Hans: 一, en: One}
    phrases:
      - {id: any, replaces: person, forms: {zh-Hans: 那位客人, zh-Hant-TW: 那位客人, zh-Hant-HK: 那位客人}}
      - {id: she, replaces: person, when: [她], forms: {zh-Hans: 那位小姐, zh-Hant-TW: 臺, zh-Hant-HK: 港}}
      - {id: what, replaces: span, when: [多少$], forms: {zh-Hans: "请问您{matched}", zh-Hant-TW: 臺, zh-Hant-HK: 港}}
      - {id: ask, replaces: sentence, forms: {zh-Hans: 您需要帮忙吗, zh-Hant-TW: 臺, zh-Hant-HK: 港}}
"""


@pytest.mark.parametrize(
    ("text", "matched", "offered"),
    [
        ("跟她说一下", "跟她说", [("那位小姐", (1, 2)), ("那位客人", (1, 2)), ("您需要帮忙吗", (0, 5))]),
        ("他说他要退货", "他说他要", [("那位客人说要", (0, 4)), ("您需要帮忙吗", (0, 6))]),
        ("他要退货，给他办", "他要退货，给他", [("那位客人要退货，给对方", (0, 7)), ("您需要帮忙吗", (0, 8))]),
        ("戴帽的先进", "戴帽的先", [("的那位客人", (2, 3)), ("您需要帮忙吗", (0, 5))]),
        ("那祖宗又来", "那祖宗又", [("那位客人", (0, 3)), ("您需要帮忙吗", (0, 5))]),
        # nobody is named, so nobody can be named otherwise
        ("七号床。打针！", "打针", [("您需要帮忙吗？", (4, 7))]),
        # the one said just before is not said twice
        ("你卡号多少", "卡号多少", [("请问您卡号多少", (0, 5)), ("您需要帮忙吗", (0, 5))]),
        ("你卡号多少", "你卡号多少", [("请问您卡号多少", (0, 5)), ("您需要帮忙吗", (0, 5))]),
    ],
)  # fmt: skip
def test_phrases_for_just_these_words_and_for_persons(
    write_book: WriteBook, text: str, matched: str, offered: list[tuple[str, tuple[int, int]]]
) -> None:
    """Phrases that answer the marked words come first; for a person they stand for the word alone."""
    rules = TINY["forbidden/flat-ignorance.yaml"].replace("[ask-manager]", "[chosen]")
    book = load([write_book({"approved/solving.yaml": CHOSEN, "forbidden/flat-ignorance.yaml": rules})])[0]
    at = text.index(matched)
    suggester = Suggester(book, CompiledPhrasebook(book).fitting)
    found = suggester.suggest(book.rules["flat-ignorance/bare"], text, (at, at + len(matched)), "zh-Hans", {})
    assert [(one.text, one.replace) for one in found] == offered


def found(at: tuple[int, int], text: str = "请稍候", **changes: Any) -> Finding:
    """Return a finding with one suggestion that replaces `at`."""
    kind = changes.pop("kind", "clause")
    given: dict[str, Any] = {
        "rule": "a/b",
        "category": "shirking",
        "severity": "error",
        "start": at[0],
        "end": at[1],
        "matched": "",
        "how": "literal",
        "confidence": 1.0,
        "message": "",
        "clause": "",
        "phrasebook": "",
        "suggestions": (Suggestion(text, at, kind, "c/d"),),
    }
    return Finding(**{**given, **changes})


@pytest.mark.parametrize(
    ("text", "findings", "rewritten"),
    [
        ("好", [], "好"),
        ("好，不知道。", [found((2, 5))], "好，请稍候。"),
        ("不知道，等着。", [found((0, 3)), found((4, 6), "我去问")], "请稍候，我去问。"),
        ("等着，不知道。", [found((3, 6), "我去问"), found((0, 2))], "请稍候，我去问。"),
        # the same sentence twice: its clause goes, with the comma before it
        ("不知道，等着。", [found((0, 3)), found((4, 6))], "请稍候。"),
        # the same address before two sentences
        ("不知道，等着。", [found((0, 3), "陈生，我去问"), found((4, 6), "陈生，请稍候")], "陈生，我去问，请稍候。"),
        # the same greeting twice
        ("喂，您好", [found((0, 1), "您好", kind="span")], "您好"),
        ("喂？早安，请进", [found((0, 2), "您好。", kind="span")], "早安，请进"),
        ("喂谁在", [found((0, 1), "您好", kind="span")], "您好，谁在"),
        ("您好，干嘛", [found((3, 5), "您好，请问有什么事")], "您好，请问有什么事"),
        # asked to wait twice
        ("等着，先等着。", [found((0, 2)), found((3, 6), "请您在旁边稍候")], "请稍候。"),
        # what is said of a sentence takes the place of what is said of its parts
        ("不知道，都怪你。好", [found((0, 3)), found((0, 7), "没关系", kind="sentence")], "请稍候。好"),
        ("他，都怪你。好", [found((0, 1), "那位", kind="person"), found((0, 5), "好的", kind="sentence")], "好的。好"),
        ("他和他", [found((0, 1), "那位", kind="span"), found((2, 3), "那位", kind="span")], "那位和那位"),
        # where two overlap, the more severe one is replaced
        ("不知道啊", [found((0, 4), severity="warning"), found((0, 3), "我去问")], "我去问啊"),
        ("不知道啊", [found((0, 3)), found((0, 4), "我去问")], "请稍候啊"),
        # advice is left alone, except for a bare command; what has no suggestion too
        ("不知道", [found((0, 3), severity="advice")], "不知道"),
        ("拿来", [found((0, 2), severity="advice", category="bare-command")], "请稍候"),
        ("不知道", [found((0, 3), suggestions=())], "不知道"),
    ],
)  # fmt: skip
def test_rewrite(text: str, findings: list[Finding], rewritten: str) -> None:
    """The best suggestion of every finding is put in its place."""
    assert rewrite(text, findings, lambda _: True) == rewritten


def test_pieces_that_together_break_a_rule_give_way_to_the_best_phrase() -> None:
    """First that of each sentence, and then that of the most severe finding alone."""
    findings = [found((0, 2), "先生", kind="person", severity="warning"), found((5, 8), "我去问")]
    assert rewrite("等着。好，不知道", findings, lambda text: text == "等着。我去问") == "等着。我去问"
    assert rewrite("等着", findings[:1], lambda _: False) == "先生"
    findings = [found((0, 2), "先生", severity="warning"), found((3, 6), "我去问")]
    assert rewrite("等着，不知道", findings, lambda text: text == "我去问") == "我去问"
