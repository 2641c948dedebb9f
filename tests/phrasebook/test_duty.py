"""Duties as files, and everything that can be wrong in them."""

import pytest

from phrasebook import CONVERSATION_CATEGORIES, Duty, Moment, PhrasebookInvalid, Range, load
from phrasebook.duty import OBSERVED
from tests.conftest import TINY, WriteBook

FILE = "duties/solving.yaml"
WHEN, OWED, WITHIN = "- acts: [customer-tells-need]", "owed: [escalation]", "within: {after: 1}"
KINDS = "acts, opening, closing, silence_over, overlap_over, turns_from"


def edited(old: str, new: str) -> dict[str, str]:
    """Return the tiny phrasebook's duty with one edit."""
    assert TINY[FILE].count(old) == 1
    return {FILE: TINY[FILE].replace(old, new)}


def duty_with(write_book: WriteBook, old: str, new: str) -> Duty:
    (duty,) = load([write_book(edited(old, new))])[0].duties.values()
    return duty


def test_a_duty(write_book: WriteBook) -> None:
    duty = duty_with(write_book, "severity: warning", "severity: warning")
    assert (duty.id, duty.severity, duty.channels, duty.once) == (
        "no-escalation-offer",
        "warning",
        ("call", "chat"),
        False,
    )
    assert duty.when == (Moment(acts=("customer-tells-need",)),)
    assert (duty.owed, duty.within) == ((("escalation",),), Range(after=1))
    assert (duty.before, duty.unless, duty.say_instead) == ((), (), None)


def test_combinations_are_written_with_a_plus(write_book: WriteBook) -> None:
    unless = "unless: [{acts: [apology+escalation, uses-name], within: {before: all}}]"
    duty = duty_with(write_book, OWED, f"owed: [apology+escalation, escalation]\n    {unless}")
    assert duty.owed == (("apology", "escalation"), ("escalation",))
    (excuse,) = duty.unless
    assert excuse.acts == (("apology", "escalation"), ("uses-name",))
    assert (excuse.within, excuse.because) == (Range(before="all"), None)


@pytest.mark.parametrize("name", OBSERVED)
def test_what_is_observed_needs_no_act(write_book: WriteBook, name: str) -> None:
    assert duty_with(write_book, OWED, f"owed: [{name}]").owed == ((name,),)


@pytest.mark.parametrize(
    ("moments", "needs"),
    [
        ("[{silence_over: 20}, {overlap_over: 0.5}]", True),
        ("[{silence_over: 20}, {turns_from: 8}]", False),
        ("[{opening: true}]", False),
        ("[{closing: true}]", False),
    ],
)
def test_whether_a_duty_needs_times(write_book: WriteBook, moments: str, needs: bool) -> None:
    duty = duty_with(write_book, f"\n      {WHEN}", f" {moments}")
    assert duty.needs_times is needs
    assert [moment.needs_times for moment in duty.when] == [True, needs][: len(duty.when)] or not needs


def test_severity_in_a_channel(write_book: WriteBook) -> None:
    duty = duty_with(write_book, "severity: warning", "severity: warning\n    severity_in_chat: advice")
    assert [duty.severity_in(channel) for channel in ("call", "chat", None)] == ["warning", "advice", "warning"]


@pytest.mark.parametrize(("old", "new"), [(OWED + "\n    " + WITHIN, "once: true"), (WITHIN, "within: {here: yes}")])
def test_nothing_owed_makes_the_moment_the_fault(write_book: WriteBook, old: str, new: str) -> None:
    duty = duty_with(write_book, old, new)
    assert bool(duty.owed) == (duty.within is not None)


@pytest.mark.parametrize(
    ("old", "new", "place", "code", "message", "advice"),
    [
        # acts, situations, clauses
        (OWED, "owed: [escalatoin]", "9:12", "unknown-act", "there is no act or observation “escalatoin”",
         "did you mean “escalation”?"),
        (OWED, "owed: [escalation, apology+x]", "9:24", "unknown-act", "there is no act or observation “x”",
         "known: after-hold, apology, customer-"),
        (WHEN, "- acts: [customer-tels-need]", "8:16", "unknown-act",
         "there is no act or observation “customer-tels-need”", "did you mean “customer-tells-need”?"),
        (WHEN, f"{WHEN}\n        given: {{acts: [apologie], within: {{before: 1}}}}", "9:24", "unknown-act",
         "there is no act or observation “apologie”", "did you mean “apology”?"),
        (OWED, f"{OWED}\n    before: [apologi]", "10:14", "unknown-act", "there is no act or observation “apologi”",
         "did you mean “apology”?"),
        (OWED, f"{OWED}\n    unless: [{{acts: [escalat], within: {{here: true}}}}]", "10:22", "unknown-act",
         "there is no act or observation “escalat”", "did you mean “escalation”?"),
        (OWED, f"{OWED}\n    say_instead: [ask-manger]", "10:19", "unknown-situation",
         "there is no situation “ask-manger”", "did you mean “ask-manager”?"),
        ("clause: 四.2.(5)", "clause: 四.2.(6)", "5:5", "unknown-clause", "there is no clause “四.2.(6)”",
         "did you mean “四.2.(5)”?"),
        # keys
        (WITHIN, "within: {aftr: 1}", "10:14", "unknown-key", "“aftr” is not known here", "did you mean “after”?"),
        (WHEN, "- openning: true", "8:9", "unknown-key", "“openning” is not known here", "did you mean “opening”?"),
        (OWED, f"{OWED}\n    unles: []", "10:5", "unknown-key", "“unles” is not known here", "did you mean “unless”?"),
        ("kept:", "kpet:", "14:7", "unknown-key", "“kpet” is not known here", "did you mean “kept”?"),
        ("missed:", "missing:", "13:7", "unknown-key", "“missing” is not known here", "did you mean “missed”?"),
        ("    severity: warning\n", "", "2:5", "missing-key", "“severity” is missing", "add “severity:”"),
        (", en: Nothing was asked", "", "11:5", "missing-key", "“en” is missing", "add “en:”"),
        # what does not go together
        (WHEN, f"{WHEN}\n        opening: true", "9:9", "misfit", "acts and opening in one moment",
         "give each a moment of its own: “- …” on its own line"),
        (WHEN, "- {turns_from: 8, opening: true, closing: true}", "8:40", "misfit",
         "opening and closing and turns_from in one moment", "give each a moment of its own: “- …” on its own line"),
        (WHEN, "- {}", "8:9", "misfit", "nothing says when this moment is", f"write one of {KINDS}"),
        (WHEN, "- acts: []", "8:9", "misfit", "nothing says when this moment is", f"write one of {KINDS}"),
        (f"    {WITHIN}\n", "", "9:5", "misfit", "“within” is missing: where what is owed must be done",
         "add “within:”, such as {after: 1}"),
        (f"    {OWED}\n", "", "9:5", "misfit", "“within” without anything “owed”",
         "add “owed:” and the acts, or remove “within”"),
        (f"{OWED}\n    {WITHIN}", "or_owed: [{acts: [apology], within: {here: true}}]", "9:5", "misfit",
         "“or_owed” without anything “owed”", "write “owed” and “within” first"),
        (OWED, f"{OWED}\n    before: [apology]\n    or_owed: [{{acts: [apology], within: {{here: true}}}}]", "11:5",
         "misfit", "“or_owed” beside “before”", "remove one of them"),
        (OWED, f"{OWED}\n    or_owed: [{{acts: [apologi], within: {{here: true}}}}]", "10:23", "unknown-act",
         "there is no act or observation “apologi”", "did you mean “apology”?"),
        (OWED, f"{OWED}\n    lapses: [apologi]", "10:14", "unknown-act", "there is no act or observation “apologi”",
         "did you mean “apology”?"),
        (WITHIN, "within: {}", "10:5", "misfit", "this range reaches no turn",
         "write one of here, before, after, first, last"),
        (WITHIN, "within: {here: false}", "10:5", "misfit", "this range reaches no turn",
         "write one of here, before, after, first, last"),
        # values
        ("id: no-escalation-offer", "id: no-escalation-ofer", "2:5", "not-allowed",
         "“no-escalation-ofer” is not allowed here", "did you mean “no-escalation-offer”?"),
        ("id: no-escalation-offer", "id: No", "2:5", "not-allowed", "“No” is not allowed here",
         "use one of 'greeting-missing', "),
        ("severity: warning", "severity: warnung", "6:5", "not-allowed", "“warnung” is not allowed here",
         "did you mean “warning”?"),
        ("severity: warning", "severity: warning\n    channels: [phone]", "7:16", "not-allowed",
         "“phone” is not allowed here", "use one of 'call' or 'chat'"),
        ("severity: warning", "severity: warning\n    channels: []", "7:5", "empty-list", "“channels” is empty",
         "add something to it"),
        ("severity: warning", "severity: warning\n    once: often", "7:5", "not-allowed",
         "“often” is not allowed here", "write true or false"),
        (WHEN, "- opening: yes", "8:9", "not-allowed", "“yes” is not allowed here", "write true, or remove the line"),
        (WHEN, "- closing: false", "8:9", "not-allowed", "“False” is not allowed here",
         "write true, or remove the line"),
        (WHEN, "- silence_over: 0", "8:9", "out-of-range", "0 is out of range", "more than 0"),
        (WHEN, "- silence_over: long", "8:9", "not-a-number", "“long” is not a number here", "write a number"),
        (WHEN, "- overlap_over: .inf", "8:9", "not-a-number", "“.inf” is not a number here", "write a number"),
        (WHEN, "- overlap_over: inf", "8:9", "not-a-number", "“inf” is not a number here", "write a number"),
        (WHEN, "- turns_from: 0", "8:9", "out-of-range", "0 is out of range", "at least 1"),
        (OWED, "owed: [apology++escalation]", "9:12", "bad-name", "“” is not a good name",
         "use small letters, digits and hyphens"),
        # types
        (OWED, "owed: escalation", "9:5", "wrong-type", "“owed” is not a list", "write a list: [one, another]"),
        (OWED, f"{OWED}\n    before: [[a]]", "10:14", "wrong-type", "this is not a text", "write a word or a sentence"),
        ("missed: [\"客户：坏了\\n客服：好\"]", "missed: [{客户: 坏了}]", "13:16", "wrong-type", "this is not a text",
         "write a word or a sentence"),
        (OWED, f"{OWED}\n    unless: [apology]", "10:14", "wrong-type", "this has no keys",
         "write keys and values: acts, within, because"),
        (WITHIN, "within: 1", "10:5", "wrong-type", "“within” has no keys",
         "write keys and values: here, before, after, first, last"),
        (WHEN, "- opening", "8:9", "wrong-type", "this has no keys", f"write keys and values: {KINDS}, given"),
    ],
)  # fmt: skip
def test_what_can_be_wrong(
    write_book: WriteBook, old: str, new: str, place: str, code: str, message: str, advice: str
) -> None:
    """One mistake is one problem, with its place and what to do."""
    with pytest.raises(PhrasebookInvalid) as caught:
        load([write_book(edited(old, new))])
    (problem,) = caught.value.problems
    assert (f"{FILE}:{place}", code) == (f"{problem.path}:{problem.line}:{problem.column}", problem.code)
    assert problem.message == message
    assert problem.advice.startswith(advice)


@pytest.mark.parametrize("turns", ["0", "-1", "1.5", "some", "All", "true", "[1]", "１", "9999999999"])
@pytest.mark.parametrize("key", ["before", "after", "first", "last"])
def test_a_number_of_turns(write_book: WriteBook, key: str, turns: str) -> None:
    """From 1 up, or all; anything else is one problem."""
    with pytest.raises(PhrasebookInvalid) as caught:
        load([write_book(edited(WITHIN, f"within: {{{key}: {turns}}}"))])
    (problem,) = caught.value.problems
    assert (problem.code, problem.advice) == ("misfit", "write a whole number from 1 up, or all")
    assert problem.message.endswith(" is no number of turns")


@pytest.mark.parametrize(("turns", "read"), [("1", 1), ("12", 12), ("all", "all")])
def test_numbers_of_turns_that_are_fine(write_book: WriteBook, turns: str, read: object) -> None:
    assert duty_with(write_book, WITHIN, f"within: {{last: {turns}}}").within == Range.model_validate({"last": read})


def test_pydantic_never_speaks(write_book: WriteBook) -> None:
    """Several mistakes at once, each in our words."""
    content = (
        TINY[FILE].replace(WITHIN, "within: {}").replace(WHEN, "- {}").replace("severity: warning", "severity: {}")
    )
    with pytest.raises(PhrasebookInvalid) as caught:
        load([write_book({FILE: content})])
    assert [problem.line for problem in caught.value.problems] == [6, 8, 10]
    assert all(word not in str(caught.value) for word in ("Value error", "Input should", "pydantic"))


def test_an_overlay_replaces_a_duty(write_book: WriteBook) -> None:
    manifest = "id: ours\nversion: '2'\ntitle: {zh-Hant: 我, zh-Hans: 我, en: Ours}\n"
    softer = TINY[FILE].replace("severity: warning", "severity: advice")
    overlay = write_book({"phrasebook.yaml": manifest, FILE: softer}, "ours", base={})
    (duty,) = load([write_book(), overlay])[0].duties.values()
    assert duty.severity == "advice"


def test_every_category_of_a_conversation_has_a_name() -> None:
    assert len(set(CONVERSATION_CATEGORIES)) == 14
