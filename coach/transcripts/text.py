"""Dialogues as people write them down: who speaks before a colon, perhaps a time in front, lines going on below.

A file holds one conversation or several, with a rule (---, ===) or a heading (会话 2, # 退款) between them. A turn is
the record that is counted. The chat exports of WeChat, QQ, LINE and WhatsApp are written like that too.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coach.fold import squeeze
from coach.transcripts.dialogue import Line, read_day, read_line, read_name
from coach.transcripts.draft import Draft
from coach.transcripts.labels import read_label
from coach.transcripts.problem import ReadingError
from coach.transcripts.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from coach.context import Role
    from coach.transcript import Transcript, TranscriptProblem
    from coach.transcripts.opened import Head, Opened
    from coach.transcripts.options import ReadOptions
    from coach.turn import Turn

_RULE = re.compile(r"\s*([-=_*#~—─━═])\1{2,}\s*")
_HEADING = re.compile(
    r"\s*(?:#{1,6}\s+.{1,80}"
    r"|[-=*#【\[(（ ]*(?:会话|會話|通话|通話|对话|對話|录音|錄音|案例|session|conversation|call|dialogue|dialog)"
    r"\s*(?:(?:id|编号|編號|no\.?|号|號)\s*[:：#]?\s*(?P<id>[\w.\-]{1,64})|[:：#]?\s*[\w.\-]{0,60}[\d一二三四五六七八九十])"
    r"[-=*#】\])） ]*)",
    re.I,
)
_LONG_RULE = 5  # characters
_BREAK = re.compile(r"<br\s*/?>|\r\n?|\\n", re.I)
# A speaker in the middle of a line, with the stamp in front.
_INLINE = re.compile(
    r"(?:^|(?<=[\s。！？；;|，,!?」』”]))(?:[\[(【（][\d:：.,\-~ ]{1,40}[\])】）]\s*)?"
    r"(?P<label>[^\s:：。！？；;|，,!?」』”]{1,16})\s?[:：]"
)
_ADVICE = "begin each turn with who speaks: 客服：… 客户：…, or name the format"


def looks_like(head: Head) -> bool:
    """Tell whether somebody speaks in the first lines; a .txt file is taken anyway, to say what it lacks."""
    if head.suffix == ".txt":
        return True
    if head.suffix in {".json", ".jsonl", ".xml", ".html", ".csv", ".tsv"} or not head.text:
        return False
    lines = head.text.splitlines()[:200]
    return any((line := read_line(text, {})).label and line.sure for text in lines)


def read(file: Opened, options: ReadOptions) -> Iterator[Transcript | TranscriptProblem]:
    """Return the conversations of a file, one by one; a part in which nobody speaks is a problem."""
    number, waiting = 0, None
    for part in _parts(file):
        if isinstance(part, ReadingError):
            yield part.problem(file.name)
            continue
        if waiting:
            yield from _conversation(waiting, f"{file.stem}-{number}", file.name, options)
        number, waiting = number + 1, part
    if waiting:
        name = f"{file.stem}-{number}" if number > 1 else file.stem
        yield from _conversation(waiting, name, file.name, options)
    elif not number:
        yield ReadingError("no-speaker", "there is nothing in it", _ADVICE).problem(file.name)


def parse_dialogue(text: str, roles: Mapping[str, Role] | None = None) -> tuple[Turn, ...]:
    """Return the turns of a dialogue: `[12.5-14.0] 客服：您好`; on one line too, where known speakers begin them.

    Raises:
        ReadingError: nobody speaks in it.
    """
    return tuple(read_dialogue(text, roles or {})[0].turns)


def read_dialogue(text: str, roles: Mapping[str, Role]) -> tuple[Draft, str | None]:
    """Return the draft of a dialogue that stands in a cell or an example, and its day.

    Raises:
        ReadingError: nobody speaks in it.
    """
    return _turns(_Part(list(enumerate(_spread(text).splitlines(), start=1))), roles)


def _spread(text: str) -> str:
    """Return a dialogue that was put on one line, in a cell of a table, with one turn a line."""
    text = _BREAK.sub("\n", text)
    if "\n" in text.strip():
        return text
    cuts = {0, len(text)}.union(found.start() for found in _INLINE.finditer(text) if read_label(found["label"]).role)
    return "\n".join(text[start:end] for start, end in itertools.pairwise(sorted(cuts)))


@dataclass(slots=True)
class _Part:
    """The numbered lines of one conversation, and the id that a heading gave it."""

    lines: list[tuple[int, str]] = field(default_factory=list)
    id: str | None = None


def _parts(file: Opened) -> Iterator[_Part | ReadingError]:
    """Return the conversations of a file as their lines, without rules and headings."""
    part, blank = _Part(), True
    for number, line in enumerate(file.each_line(), start=1):
        if isinstance(line, ReadingError):
            yield line
            continue
        heading = _HEADING.fullmatch(line)
        if heading or _is_rule(line, blank):
            if part.lines:
                yield part
                part = _Part()
            if heading:
                part.id = heading["id"]
        elif line.strip():
            part.lines.append((number, line))
        blank = not line.strip()
    if part.lines:
        yield part


def _is_rule(line: str, after_blank: bool) -> bool:
    """Tell whether a line divides conversations; a short rule within a message does not."""
    found = _RULE.fullmatch(line)
    return bool(found) and (after_blank or len(line.strip()) >= _LONG_RULE)


def _conversation(
    part: _Part, name: str, source: str, options: ReadOptions
) -> Iterator[Transcript | TranscriptProblem]:
    if len(part.lines) == 1:
        number, line = part.lines[0]
        part.lines = [(number, piece) for piece in _spread(line).splitlines()]
    try:
        draft, date = _turns(part, options.roles)
    except ReadingError as error:
        yield error.problem(source, len(part.lines))
    else:
        yield from draft.finish(part.id or name, source, "", channel=options.channel, date=date)


@dataclass(slots=True)
class _Spoken:
    """What is said in a part: the first line of each turn with all of its words, the day, and the lines before."""

    turns: list[tuple[int, Line, list[str]]] = field(default_factory=list)
    day: str | None = None
    before: int = 0

    @classmethod
    def of(cls, lines: Sequence[tuple[int, Line, str]]) -> _Spoken:
        """Put numbered lines together to turns."""
        spoken = cls()
        speaks = _speakers([line for _, line, _ in lines])
        for number, line, written in lines:
            if day := read_day(written):
                spoken.day = spoken.day or day
            elif speaks(line):
                spoken.turns.append((number, line, [line.text]))
            elif spoken.turns:
                spoken.turns[-1][2].append(line.rest)
            else:
                spoken.before += 1
        return spoken


def _turns(part: _Part, roles: Mapping[str, Role]) -> tuple[Draft, str | None]:
    """Return the turns of a part and its day.

    Raises:
        ReadingError: nobody speaks in it.
    """
    lines = [(number, read_line(text, roles), text) for number, text in part.lines]
    spoken = _Spoken.of(lines)
    if not spoken.turns:
        spoken = _Spoken.of([(number, read_name(text, roles) or line, text) for number, line, text in lines])
    if not spoken.turns:
        place = f"line {part.lines[0][0]}" if part.lines else ""
        raise ReadingError("no-speaker", "no line says who speaks", _ADVICE, place)
    draft = Draft()
    moments = [(line.start, line.end) for _, line, _ in spoken.turns]
    if spoken.day:  # below a day 10:05 is five past ten, elsewhere it is ten minutes in
        moments = [(start and start.of_day(), end and end.of_day()) for start, end in moments]
    times = Timeline().seconds(moments, sum(len(word) for _, _, words in spoken.turns for word in words))
    for (number, line, words), (start, end) in zip(spoken.turns, times, strict=True):
        text = "\n".join(word for word in words if word)
        draft.add(text.strip(), read_label(line.label or "", roles), f"line {number}", start, end)
    if spoken.before:
        draft.remark("nobody speaks there yet; left out", f"{spoken.before} lines before the first speaker")
    return draft, next((start.date for start, _ in moments if start and start.date), spoken.day)


def _speakers(lines: Iterable[Line]) -> Callable[[Line], bool]:
    """Return what tells the lines that begin a turn from those that go on with one.

    Where known speakers are, others have to come with a time; where none is, a label that recurs is a speaker.
    """
    lines = list(lines)
    marked = [line for line in lines if line.label is not None and not line.alone]
    alone = Counter(squeeze(line.label or "") for line in lines if line.alone)
    prefixed = any(line.sure for line in marked)
    often = Counter(squeeze(line.label or "") for line in marked)
    every = len(marked) == len(lines)

    def speaks(line: Line) -> bool:
        if line.label is None:
            return False
        if line.alone:
            return line.sure or (not prefixed and alone[squeeze(line.label)] > 1)
        if line.sure:
            return True
        return not prefixed and not alone and (every or often[squeeze(line.label)] > 1)

    return speaks
