"""Reviews built by hand, for whatever shows reviews: three agents, three scripts, duties in three states."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from coach.finding import Finding, Suggestion
from coach.reviewed import DutyResult, Quote, Reviewed, Scorecard, ScoreLine, Skipped, TimingFigures
from coach.transcript import Transcript, TranscriptProblem
from coach.turn import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

BOOK = "0123456789abcdef0123456789abcdef"
PROBLEMS = (
    TranscriptProblem("七月.csv", "第 12 行", "no-text", "沒有文字欄", "把內容放進 text 欄", 3),
    TranscriptProblem("壞檔.json", "$.segments[4]", "no-role", "看不出誰在說話", "加上 role", 1),
)


def finding(turn: Turn | None, index: int | None, words: str, category: str, **more: Any) -> Finding:
    """Return a finding of `words` in a turn."""
    start = turn.text.index(words) if turn else None
    values: dict[str, Any] = {
        "rule": f"{category}/example",
        "category": category,
        "severity": "error",
        "start": start,
        "end": None if start is None else start + len(words),
        "matched": words,
        "how": "literal",
        "confidence": 1.0,
        "message": "請示上級或代為查詢，不可一句話打發客人。",
        "clause": "四.2.(5)",
        "phrasebook": BOOK,
        "turn": index,
    }
    return Finding(**{**values, **more})


def line(item: str, title: str, earned: float, possible: float, **more: Any) -> ScoreLine:
    """Return a line of the scorecard; its state follows from the points unless given."""
    state = "full" if earned == possible else "partial" if earned else "lost"
    values = {"section": "words", "clause": "四.2.(5)", "state": state, "by": "machine", "reason": ""}
    return ScoreLine(item=item, title=title, earned=earned, possible=possible, **{**values, **more})


def card(score: float, *lines: ScoreLine, fatal: str | None = None) -> Scorecard:
    """Return a scorecard that passes at 80."""
    sections = (("words", "用語"), ("duties", "應做事項"), ("bearing", "態度"))
    passed = score >= 80 and not fatal
    return Scorecard("service", "客服禮儀評分表", score, passed, 80.0, fatal, sections, lines)


def taiwan_call() -> Reviewed:
    """Return a call with everything: findings of all severities, duties of all states, times, a long silence."""
    turns = (
        Turn("喂，哪裡找？", "agent", 0.4, 2.1),
        Turn("你好，我姓陳，我的帳單金額好像不太對，我昨天也打過一次，電話是 0912-345-678。", "customer", 2.6, 9.8),
        Turn("這個我不知道耶，不是我們部門的事，你要去問帳務。", "agent", 10.1, 15.0),
        Turn("可是昨天也是你們叫我今天再打來的。", "customer", 15.4, 18.9),
        Turn("那你等一下。", "agent", 19.2, 20.3),
        Turn("陳小姐，查到了，多收的 150 元下個月會退回。", "agent", 63.0, 69.4),
        Turn("好，謝謝你。", "customer", 69.9, 71.2),
        Turn("嗯，那先這樣，再見。", "agent", 71.8, 74.0),
    )
    apology = "很抱歉讓您為這件事再打一次電話，請讓我為您查詢，陳小姐。"
    findings = (
        finding(
            turns[0],
            0,
            "喂，哪裡找",
            "brusque-greeting",
            clause="四.2.(2)",
            message="接起電話先問候並報上單位。",
            suggestions=(Suggestion("您好，很高興為您服務", (0, 5), "clause", "opening/greet"),),
        ),
        finding(
            turns[2],
            2,
            "這個我不知道耶",
            "flat-ignorance",
            how="pattern",
            suggestions=(
                Suggestion("請稍候，我為您請教負責的同仁", (0, 7), "clause", "cannot-handle/ask"),
                Suggestion("請讓我請示我們經理，看是否能幫您解決", (0, 7), "clause", "cannot-handle/manager"),
            ),
        ),
        finding(
            turns[2],
            2,
            "不知道耶，不是我們部門的事",
            "shirking",
            severity="warning",
            how="homophone",
            confidence=0.83,
            message="不說是誰的責任，說您會怎麼處理。",
        ),
        finding(
            turns[4],
            4,
            "你等一下",
            "curt-hold",
            severity="advice",
            clause="四.2.(3)",
            message="請客人稍候，並說明要去做什麼。",
            suggestions=(Suggestion("請您稍候", (1, 5), "span", "hold-brief/wait"),),
        ),
        finding(
            None,
            5,
            "",
            "return-not-apologised",
            how="duty",
            clause="四.2.(3)",
            severity="warning",
            message="讓客人久等，回來先致歉。",
            trigger="停頓 42 秒",
            evidence="陳小姐，查到了",
            suggestions=(Suggestion("讓您久等了", (0, 0), "utterance", "return-from-hold/wait"),),
        ),
        finding(
            None,
            None,
            "",
            "no-inconvenience-apology",
            how="duty",
            clause="四.2.(6)",
            message="公司有錯，先向客人致歉。",
            suggestions=(Suggestion(apology, (0, 0), "utterance", "apology/again"),),
        ),
    )
    duties = (
        DutyResult("greeting-missing", "missed", "開場問候", "四.2.(2)", "error", reason="第一句沒有問候"),
        DutyResult(
            "surname-not-used",
            "kept",
            "以姓氏稱呼客人",
            "四.2.(1)",
            "warning",
            Quote(1, "我姓陳", 3, 6),
            Quote(5, "陳小姐", 0, 3),
        ),
        DutyResult(
            "return-not-apologised",
            "missed",
            "回線時為久等致歉",
            "四.2.(3)",
            "warning",
            Quote(4, turns[4].text),
            Quote(5, turns[5].text),
            "停頓 42 秒之後沒有致歉",
        ),
        DutyResult(
            "no-inconvenience-apology",
            "missed",
            "為不便致歉",
            "四.2.(6)",
            "error",
            Quote(1, "帳單金額好像不太對", 9, 18),
        ),
        DutyResult(
            "thanks-not-answered",
            "kept",
            "回應客人的道謝",
            "四.2.(4)",
            "advice",
            Quote(6, "謝謝你", 2, 5),
            Quote(7, "嗯", 0, 1),
        ),
        DutyResult("farewell-missing", "kept", "道謝並道別", "四.2.(7)", "warning", None, Quote(7, "再見", 7, 9)),
        DutyResult(
            "item-not-thanked", "not-applicable", "收到資料後道謝", "四.2.(4)", "advice", reason="客人沒有交付資料"
        ),
    )
    score = card(
        41.5,
        line("greeting", "問候", 0, 10, section="duties", clause="四.2.(2)", reason="第一句沒有問候", findings=(0,)),
        line("surname", "稱呼姓氏", 10, 10, section="duties", clause="四.2.(1)"),
        line("forbidden", "禁用語", 6.5, 20, reason="兩處違規、一處待確認", findings=(1, 2)),
        line("respect", "尊重客人", 0, 0, state="lost", fatal=True, reason="頂撞客人即不達標", findings=(2,)),
        line(
            "posture",
            "坐姿與表情",
            0,
            5,
            section="bearing",
            clause="三.1",
            state="to-tick",
            by="nobody",
            reason="請主管現場評",
        ),
        line("tone", "語調親切", 5, 5, section="bearing", clause="四.1.(1)", by="person", reason="已由品管評定"),
        line("item", "收到資料道謝", 0, 0, section="duties", clause="四.2.(4)", state="not-applicable"),
        fatal="respect",
    )
    transcript = Transcript(
        "TW-0713-0042",
        turns,
        "call",
        agent="林佳蓉",
        customer="陳小姐",
        date="2025-07-13",
        source="七月/七月第二週.csv",
        rows=8,
        notes=("說話的人沒有標明，依開場與用語推斷「1」是客服。",),
    )
    timing = TimingFigures(74.0, 0.62, 214.3, 44.0, 42.7, 0.4, 0.6, 1)
    skipped = (Skipped("interruption", "時間只精確到秒，看不出插話。"),)
    return Reviewed(transcript, findings, duties, timing, score, skipped, BOOK)


def mainland_chat() -> Reviewed:
    """Return a chat without times, with emoji, an emoji of many code points, and words kept apart by hidden ones."""
    turns = (
        Turn("👩‍💻 您好，这里是优选商城，请问有什么可以帮您？", "agent"),
        Turn("退款怎么还没到😤😤", "customer"),
        Turn("👨‍👩‍👧‍👦不\u200b知\u200b道啊🙃\n自己去问银行", "agent"),
        Turn("？？？", "customer"),
        Turn("客户已离开会话", "system"),
    )
    findings = (
        finding(
            turns[2],
            2,
            "不\u200b知\u200b道",
            "flat-ignorance",
            how="evasion",
            confidence=0.97,
            message="请示上级或代为查询，不可一句话打发客人。",
            suggestions=(Suggestion("请稍候，我帮您向银行核实一下", (7, 13), "clause", "cannot-handle/ask"),),
        ),
        finding(
            turns[2],
            2,
            "自己去问银行",
            "shirking",
            how="learned",
            confidence=0.71,
            severity="warning",
            message="听起来像推诿。",
        ),
    )
    duties = (
        DutyResult("greeting-missing", "kept", "开场问候", "四.2.(2)", "error", None, Quote(0, "您好", 4, 6)),
        DutyResult("farewell-missing", "not-applicable", "道谢并道别", "四.2.(7)", "warning", reason="节选，结尾不评"),
    )
    score = card(68, line("forbidden", "禁用语", 8, 20, reason="一处违规", findings=(0, 1)))
    transcript = Transcript(
        "订单 20250713-88", turns, "chat", complete=False, agent="王磊", source="chat/0713.jsonl", rows=5
    )
    skipped = (
        Skipped("hold-not-announced", "没有时间，看不出停顿。"),
        Skipped("interruption", "没有时间，看不出插话。"),
    )
    return Reviewed(transcript, findings, duties, TimingFigures(), score, skipped, BOOK)


def hongkong_call() -> Reviewed:
    """Return a call in which nothing is wrong."""
    turns = (
        Turn("早晨，多謝致電海港銀行，我姓李，有咩可以幫到您？", "agent", 0.2, 4.0),
        Turn("我想問下張卡點樣提高限額。", "customer", 4.4, 6.8),
        Turn("冇問題，麻煩您等一等，我幫您睇睇。", "agent", 7.1, 9.9),
        Turn("唔該晒。", "customer", 13.0, 13.8),
        Turn("唔使客氣，仲有冇其他可以幫到您？多謝您嘅來電，再見。", "agent", 14.1, 19.0),
    )
    duties = (
        DutyResult("greeting-missing", "kept", "開場問候", "四.2.(2)", "error", None, Quote(0, "早晨", 0, 2)),
        DutyResult(
            "thanks-not-answered",
            "kept",
            "回應客人的道謝",
            "四.2.(4)",
            "advice",
            Quote(3, "唔該晒", 0, 3),
            Quote(4, "唔使客氣", 0, 4),
        ),
    )
    score = card(100, line("forbidden", "禁用語", 20, 20), line("greeting", "問候", 10, 10, section="duties"))
    transcript = Transcript(
        "HK-7781", turns, "call", agent="李詠心", customer="何先生", date="2025-07-14 10:03", rows=5
    )
    return Reviewed(transcript, (), duties, TimingFigures(19.0, 0.7, 230.0, 3.1, 3.1, 0.2, 0.3, 0), score, (), BOOK)


def nameless() -> Reviewed:
    """Return a conversation of which hardly anything is known."""
    turns = (Turn("你好", None, speaker="SPEAKER_00"), Turn("您好，請講", None, speaker="SPEAKER_01"), Turn("", None))
    transcript = Transcript("錄音-3", turns)
    skipped = (Skipped("roles", "看不出誰是客服，所以沒有評。"),)
    return Reviewed(transcript, (), (), TimingFigures(), card(100), skipped, BOOK)


def reviews() -> list[Reviewed]:
    """Return one review of each kind."""
    return [taiwan_call(), mainland_chat(), hongkong_call(), nameless()]


def many(count: int) -> Iterator[Reviewed]:
    """Yield `count` reviews with ids of their own and scores from 0 to 100, of nine agents."""
    kinds = reviews()
    agents = ("林佳蓉", "王磊", "李詠心", "張志豪", "陳怡君", "刘洋", "何嘉欣", "Kelly 黃", None)
    for number in range(count):
        one = kinds[number * 7 % len(kinds)]
        score = float(100 - number * 37 % 101) if one.findings else 100.0 - number % 12
        transcript = replace(one.transcript, id=f"{one.transcript.id}-{number}", agent=agents[number % 9])
        scorecard = replace(one.scorecard, score=score, passed=score >= 80 and not one.scorecard.fatal)
        yield replace(one, transcript=transcript, scorecard=scorecard)
