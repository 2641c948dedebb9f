"""The HTML report as a whole."""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from coach.reports.html import CONVERSATIONS, HtmlReport
from coach.reports.report import Details
from coach.reviewed import Reviewed
from coach.summary import Summary
from coach.transcript import TranscriptProblem
from tests.coach.reviews import PROBLEMS, hongkong_call, many, reviews, taiwan_call

VOID = {"meta", "link", "br", "input"}


class Page(HTMLParser):
    """A page taken apart: elements with their attributes, and the text inside each class."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        values = {name: value or "" for name, value in attrs}
        self.elements.append((tag, values))
        if tag not in VOID:
            self._open.append((tag, values.get("class", "")))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element of a drawing."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        """Every element is closed in its turn."""
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        """Note the text under the innermost class."""
        if data.strip():
            tag, name = self._open[-1] if self._open else ("", "")
            self.texts.append((name or tag, data))

    def all(self, tag: str, name: str, value: str | None = None) -> list[str]:
        """Return the attribute `name` of each `tag` that has it (as `value`)."""
        return [
            attrs[name]
            for one, attrs in self.elements
            if one == tag and name in attrs and (value is None or attrs[name] == value)
        ]

    def said(self, name: str) -> list[str]:
        """Return the texts directly in elements of a class (or a tag without class)."""
        return [text for inside, text in self.texts if inside == name]


def page(
    what: Iterable[Reviewed],
    problems: Sequence[TranscriptProblem] = (),
    language: Any = "zh-Hant",
    limit: int = CONVERSATIONS,
    **details: Any,
) -> Page:
    """Write a page and take it apart."""
    with TemporaryDirectory() as folder:
        path, summary = Path(folder) / "report.html", Summary()
        report = HtmlReport(path, Details(language, **details), limit=limit)
        for reviewed in what:
            summary.add(reviewed)
            report.add(reviewed)
        for problem in problems:
            summary.add_problem(problem)
            report.problem(problem)
        assert not path.exists()
        report.close(summary)
        report.discard()
        return Page(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def usual() -> Page:
    """A page of one review of each kind, with everything."""
    return page(reviews(), PROBLEMS, clauses={"四.2.(5)": "不得講不知道", "九.9": "沒人提到"}, date="2025-07-14")


def test_sections_landmarks_and_headings(usual: Page) -> None:
    """The page is a page without its style and script."""
    assert usual.html.startswith("<!doctype html>\n")
    assert usual.all("section", "id") == ["overview", "agents", "conversations", "clauses", "problems"]
    tags = [tag for tag, _ in usual.elements]
    assert [tags.count(tag) for tag in ("h1", "main", "header", "nav", "search")] == [1, 1, 1, 1, 1]
    levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_anchors_are_unique_and_lead_somewhere(usual: Page) -> None:
    """No link is dead."""
    ids = [attrs["id"] for _, attrs in usual.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = {attrs["href"][1:] for tag, attrs in usual.elements if tag in {"a", "use"}}
    assert links - set(ids) == set()


def test_nothing_comes_from_outside(usual: Page) -> None:
    """Neither by address nor by style or script, and a policy says so to the browser."""
    addresses = [attrs[name] for _, attrs in usual.elements for name in ("src", "href") if name in attrs]
    assert {address for address in addresses if not address.startswith("#")} == {"data:,"}
    assert re.findall(r"https?:|//[a-z]|@import|url\((?!#)", usual.html) == []
    (policy,) = (attrs["content"] for _, attrs in usual.elements if attrs.get("http-equiv"))
    for tag in ("style", "script"):
        (source,) = re.findall(f"<{tag}>(.*?)</{tag}>", usual.html, re.S)
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert [attrs for _, attrs in usual.elements if "style" in attrs] == []


def test_spans_are_marked_as_written(usual: Page) -> None:
    """Emoji and hidden characters before and in them do not shift them."""
    found = re.findall(r'<mark class="(\w+)">(.*?)</mark>', usual.html)
    plain = [(severity, re.sub("<[^>]+>", "", words)) for severity, words in found]
    assert ("error", "喂，哪裡找") in plain
    assert ("error", "不\u200b知\u200b道") in plain
    assert ("warning", "自己去问银行") in plain
    assert [words for severity, words in plain if severity == "advice"] == ["你等一下"]


def test_a_finding_says_what_to_do(usual: Page) -> None:
    """Message, clause with its text, better wording, how and how sure."""
    assert "不說是誰的責任，說您會怎麼處理。" in usual.said("message")
    assert "不得講不知道" in usual.said("dd")
    assert "沒人提到" not in usual.html
    assert "請讓我請示我們經理，看是否能幫您解決" in usual.said("b")
    assert any("同音字" in text and "把握 83%" in text for text in usual.said("found"))


def test_duties_scores_gaps_and_problems_are_all_there(usual: Page) -> None:
    """Also what was not checked, what was inferred, and what could not be read."""
    states = usual.said("state")
    assert {"有做到", "漏做", "不適用", "部分", "失分", "滿分", "待人工評"} <= set(states)
    assert "停頓 42 秒之後沒有致歉" in usual.said("reason")
    assert any("因「尊重客人」一票否決" in text for text in usual.said("fatal"))
    everything = " ".join(text for _, text in usual.texts)
    for text in ("停頓 42 秒", "時間只精確到秒，看不出插話。", "依開場與用語推斷", "沒有文字欄", "把內容放進 text 欄"):
        assert text in everything
    assert "每分鐘 214 字" in everything
    assert "2025-07-14" in everything


def test_overview_shows_the_figures_and_bars_to_scale(usual: Page) -> None:
    """Two greetings of three are two thirds of the bar."""
    assert "77.4" in usual.said("b")
    assert "及格 2 通（50%）" in usual.said("span")
    widths = [attrs["width"] for tag, attrs in usual.elements if tag == "rect" and attrs.get("class") == "kept"]
    assert "66.67%" in widths
    assert "90–100 分：2 通" in usual.said("sr")
    names = [
        text for text in usual.said("th") if text in {"推諉", "叫客人「等著」", "漏做必做事項（見下）", "一口說不知道"}
    ]
    assert names == ["一口說不知道", "推諉", "叫客人「等著」", "漏做必做事項（見下）"]


def test_worst_scores_come_first_with_what_the_filters_need(usual: Page) -> None:
    """Rows carry agent, severities, categories and missed duties."""
    rows = [attrs for tag, attrs in usual.elements if tag == "li" and attrs.get("class") == "conversation"]
    assert [row["data-score"] for row in rows] == ["41.5", "68", "100", "100"]
    assert rows[1]["data-categories"] == "flat-ignorance shirking"
    assert rows[0]["data-missed"].split() == ["greeting-missing", "return-not-apologised", "no-inconvenience-apology"]
    options = usual.all("option", "value")
    assert {row["data-agent"] for row in rows} <= set(options)
    assert {"curt-hold", "greeting-missing", "clean", "best"} <= set(options)
    assert len(usual.all("a", "data-pick-category")) == 5


def test_left_out_conversations_are_told_and_the_worst_stay() -> None:
    """The figures count all."""
    short = page(many(300), limit=20, elsewhere=("全部.jsonl", "<b>.xlsx"))
    scores = [float(attrs["data-score"]) for _, attrs in short.elements if "data-score" in attrs]
    assert scores == sorted(one.scorecard.score for one in many(300))[:20]
    (notice,) = short.said("notice left-out")
    assert "最低的 20 通，另外 280 通" in notice
    assert "完整結果在 全部.jsonl、<b>.xlsx。" in notice
    assert "300" in short.said("b")
    assert "JSONL 或 XLSX" in page(many(3), limit=0).said("notice left-out")[0]


def test_all_conversations_need_no_notice(usual: Page) -> None:
    """Neither do clauses and problems that there are none of."""
    assert usual.said("notice left-out") == []
    bare = page([hongkong_call()])
    assert bare.all("section", "id") == ["overview", "agents", "conversations"]
    assert "沒有發現問題。" in bare.said("none")


def test_nothing_reviewed_is_a_page_too() -> None:
    """It says so, and what could not be read."""
    empty = page([], PROBLEMS)
    assert "這次沒有對話。" in empty.said("none")
    assert empty.all("section", "id")[-1] == "problems"


def test_long_tables_are_cut_and_say_so() -> None:
    """Hundreds of agents, hundreds of problems."""
    crowd = (
        replace(hongkong_call(), transcript=replace(hongkong_call().transcript, agent=f"客服 {n}"), duties=())
        for n in range(310)
    )
    full = page(crowd, PROBLEMS * 160)
    assert {"另有 10 位未列出。", "另有 20 處未列出。"} <= set(full.said("notice"))
    assert "沒有檢查必做事項。" in full.said("none")


@pytest.mark.parametrize(
    ("language", "words"), [("zh-Hant", "可以這樣說"), ("zh-Hans", "可以这样说"), ("en", "Say instead")]
)
def test_language(language: str, words: str) -> None:
    """The page speaks the reader's language and says which."""
    spoken = page(reviews(), PROBLEMS, language)
    assert spoken.all("html", "lang") == [language]
    assert words in spoken.said("term")


NASTY = (
    "</script><script>alert(1)</script></style><!--\"' onload=x><img src=x>{{ 7*7 }}{n}\x00\x1b\u202e\u2066\ud800👍🏽"
)


def nasty() -> Reviewed:
    """Return a review that is hostile wherever text comes from outside."""
    review = taiwan_call()
    turns = tuple(replace(turn, text=turn.text + NASTY, speaker=NASTY, role=None) for turn in review.transcript.turns)
    transcript = replace(
        review.transcript, turns=turns, id=NASTY, agent=NASTY, customer=NASTY, date=NASTY, source=NASTY, notes=(NASTY,)
    )
    findings = tuple(
        replace(
            one,
            **dict.fromkeys(("message", "rule", "category", "clause", "matched", "trigger", "evidence"), NASTY),
            suggestions=tuple(replace(suggestion, text=NASTY) for suggestion in one.suggestions),
        )
        for one in review.findings
    )
    duties = tuple(
        replace(
            one,
            title=NASTY,
            clause=NASTY,
            reason=NASTY,
            duty=NASTY,
            trigger=one.trigger and replace(one.trigger, text=NASTY),
        )
        for one in review.duties
    )
    lines = tuple(replace(one, title=NASTY, reason=NASTY, clause=NASTY) for one in review.scorecard.lines)
    scorecard = replace(review.scorecard, title=NASTY, lines=lines, sections=(("words", NASTY),))
    skipped = tuple(replace(one, check=NASTY, reason=NASTY) for one in review.skipped)
    return replace(
        review,
        transcript=transcript,
        findings=findings,
        duties=duties,
        scorecard=scorecard,
        skipped=skipped,
        phrasebook=NASTY,
    )


def test_hostile_text_stays_text() -> None:
    """No element, no attribute, no expression of it comes alive, and what hides is shown."""
    problem = TranscriptProblem(NASTY, NASTY, NASTY, NASTY, NASTY)
    attacked = page(
        [nasty()], [problem], "en", title=NASTY, clauses={NASTY: NASTY}, elsewhere=(NASTY,), date=NASTY, limit=1
    )
    tags = [tag for tag, _ in attacked.elements]
    assert (tags.count("script"), tags.count("style"), tags.count("img")) == (1, 1, 0)
    assert [attrs for _, attrs in attacked.elements if any(name.startswith("on") for name in attrs)] == []
    assert re.findall("[\x00\x1b\u202e\u2066]", attacked.html) == []
    assert "{{ 7*7 }}{n}␀␛���👍🏽" in attacked.said("words")[0]


@pytest.mark.parametrize("masked", [True, False])
def test_the_page_says_whether_personal_data_is_masked(masked: bool) -> None:
    """It does not mask itself: what it gets is masked already."""
    told = page([taiwan_call()], masked=masked)
    assert ("個人資料已遮蔽" in told.said("span")) is masked
    assert "0912-345-678" in told.html


def test_the_title_is_the_common_one_unless_given() -> None:
    """In the reader's language."""
    assert page(reviews(), language="zh-Hans").said("h1") == ["客服会话质检报告"]
    assert page(reviews(), title="七月").said("title") == ["七月"]


def test_the_style_prints_and_has_a_dark_side(usual: Page) -> None:
    """A4, filters hidden, turns whole; movement and colour are not all that tells severities apart."""
    (style,) = usual.said("style")
    sheet = style[style.index("@media print") :]
    assert "size: A4" in style
    assert re.search(r"\.filter[^{]*\{ display: none", sheet)
    assert re.search(r"\.turn > \.said[^{]*\{ break-inside: avoid", sheet)
    assert {"solid", "wavy", "dotted"} == set(re.findall(r"mark\.\w+ \{.*?text-decoration-style: (\w+)", style))


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


GROUNDS: dict[str, Sequence[str]] = {
    "ink": ("paper", "sheet", "fill", "agent", "customer", "error-fill", "warning-fill", "advice-fill"),
    "soft": ("paper", "sheet", "fill", "agent", "customer"),
    "link": ("paper", "sheet", "fill"),
    "error": ("sheet", "fill"),
    "warning": ("sheet", "fill", "warning-fill"),
    "advice": ("sheet", "fill", "advice-fill", "agent"),
    "good": ("sheet",),
    "on": ("error",),
}


@pytest.mark.parametrize("nth", [0, 1], ids=["light", "dark"])
def test_contrast_is_enough(usual: Page, nth: int) -> None:
    """Each text colour on each ground on which it stands (WCAG AA)."""
    (style,) = usual.said("style")
    root = re.findall(r":root \{(.*?)\}", style, re.S)[nth]
    colors = dict(re.findall(r"--([\w-]+): (#\w{6})", root))
    weak = [
        (text, on) for text, grounds in GROUNDS.items() for on in grounds if _contrast(colors[text], colors[on]) < 4.5
    ]
    assert weak == []
