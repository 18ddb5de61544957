"""Heads of turns in plain lines: a speaker's label with its time, in the ways people and tools write it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..labels import is_role_word, may_be_label
from .pieces import CLOCK, clean, read_clock

_SPAN = rf"(?P<span>{CLOCK}(?:\s*(?:-->|[-–—])\s*{CLOCK})?)"
_LABEL = r"(?P<label>[^:\[\](){}\t]{1,63}?(?:\s*\((?![\d:.,\s–—-]+\))[^():]{1,40}\))?)"
_REST = r"(?P<rest>.*)\Z"
_TIME = re.compile(rf"[\[({{<#]\s*{_SPAN}(?:-\d)?\s*[\])}}>#]\s*[-–—|:]?\s*")
_BARE_TIME = re.compile(rf"{_SPAN}(?:\s+|\s*[|])[-–—]?\s*")
_TRAILING = re.compile(rf"\s*#{_SPAN}(?:-\d)?#\s*\Z")  # f4 and f5 end a paragraph so
HEADS = (
    re.compile(rf"{_LABEL}\s*,?\s*(?:[\[(]?\s*{_SPAN}\s*[\])]?)?\s*:(?![/\d])\s*{_REST}"),
    re.compile(rf"\[(?P<label>[^\[\]:]{{1,63}})\]\s*(?:[\[(]\s*{_SPAN}\s*[\])])?\s*:?\s*{_REST}"),
    re.compile(rf"{_LABEL}\s*[\[(]\s*{_SPAN}\s*[\])]\s*[-–—]?\s*{_REST}"),
    re.compile(rf"{_LABEL}(?:\s{{2,}}|\s*\t\s*|\s*,\s*){_SPAN}(?P<rest>)\Z"),
    re.compile(rf"{_LABEL}\s*\t\s*(?P<span>(?!))?{_REST}"),
)
_VOICE_NUMBER = re.compile(r"\A\[([Ss]peaker):\s?(\d{1,3})\]")  # Deepgram's scripts
_MARKED = re.compile(r"(?P<mark>\*\*|__|\*)(?P<inner>[^*]{1,80}?)(?P=mark)(?P<after>.*)\Z")
_HEADING = re.compile(r"#{1,6}\s+(?P<inner>.*?)[\s#]*\Z")
_GAP = re.compile(r"\s{3,}")
_LEAD = re.compile(r"(?:>\s*)?(?:[-•]\s+(?=\*\*))?")

Span = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The beginning of a turn: its label, its times in seconds and the text behind it on the same line.

    ``sure`` says that markup or a time sets the label off; ``alone`` that the label fills its line
    without a colon, a bracket or a time.
    """

    label: str
    rest: str = ""
    span: Span = (None, None)
    sure: bool = False
    alone: bool = False


def squeeze(line: str) -> str:
    """Return the line without outer white space, every long gap as a tab or two spaces.

    Patterns with several optional gaps in a row would try every way to share a gap out among them.
    """
    return _GAP.sub(lambda gap: "\t" if "\t" in gap[0] else "  ", line.strip())


def read_span(text: str | None) -> Span:
    """Return the seconds of ``0:03`` or ``00:03 - 00:08``; a backward or unreadable end is None."""
    parts = re.findall(CLOCK, text or "")
    start = read_clock(parts[0]) if parts else None
    end = read_clock(parts[1]) if len(parts) > 1 else None
    return (start, end if start is not None and end is not None and end >= start else None)


def take_time(line: str) -> tuple[Span, str]:
    """Take a time in brackets from the beginning of a line, or one between # signs from its end."""
    line = squeeze(line)
    match = _TIME.match(line)
    if match and read_span(match["span"])[0] is not None:
        return read_span(match["span"]), line[match.end() :]
    trailing = _TRAILING.search(line)
    if trailing:
        return (None, None), line[: trailing.start()]
    return (None, None), line


def only_time(line: str) -> float | None:
    """Return the seconds of a line that holds a time and nothing else."""
    span, rest = take_time(line.strip())
    return read_clock(line) if span[0] is None else (None if rest else span[0])


def read_head(line: str) -> Head | None:
    """Return the head that a line may begin with; whether to believe it is told by the whole file."""
    text, bold = _unmark(_VOICE_NUMBER.sub(r"[\1 \2]", squeeze(line)))
    if bold and may_be_label(bold) and not re.match(r"\s*[:(\[\d]", text):
        return Head(label=clean(bold), rest=text.strip(), sure=True)
    text, marked = bold + text, bool(bold)
    span, text = take_time(text)
    bare = _BARE_TIME.match(text) if span[0] is None else None
    if bare:
        span, text = read_span(bare["span"]), text[bare.end() :]
    after, bold = _unmark(text)  # [00:20] **Анна:** …
    text, marked = bold + after, marked or bool(bold)
    for pattern in HEADS:
        match = pattern.match(text)
        if match and may_be_label(match["label"]):
            times, rest = (read_span(match["span"]) if match["span"] else span), match["rest"].strip()
            if times[0] is None and _TIME.match(rest):
                times, rest = take_time(rest)  # Rev: «Interviewer: (00:12)»
            sure = marked or times[0] is not None
            return Head(label=clean(match["label"]), rest=rest.strip(), span=times, sure=sure)
    if may_be_label(text) and text[-1] not in ".?,…":
        voice = span[0] is not None and is_role_word(text)  # 00:00:12 - Speaker 1
        return Head(label=clean(text), span=span, sure=marked or voice, alone=True)
    return None


def _unmark(text: str) -> tuple[str, str]:
    """Split a Markdown line into what follows and what was emphasised at its beginning (or "").

    A colon inside the emphasis goes with the label's line: ``**Модератор:** …`` and ``**Модератор**: …``
    are one.
    """
    heading = _HEADING.match(text)
    if heading:
        return "", heading["inner"]
    lead = _LEAD.match(text)
    match = _MARKED.match(text[lead.end() :] if lead else text)
    return (match["after"], match["inner"]) if match else (text, "")
