"""Notes by question: ``Вопрос 1. …``, then the answers: ``Анна: …``, ``Ответ. …`` or bare paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ...errors import UnreadableSource
from ...records import ParsedTranscript, SpeakerRole
from ..labels import is_name, may_be_label, named_role, normal_name
from .base import TranscriptFormat
from .heads import squeeze
from .labelled import is_furniture, read_heads
from .lines import length_of, read_lines, try_lines
from .pieces import UNKNOWN_SPEAKERS, Piece, clean, join_by_silence, make_piece

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...records import RawTurn, Source

NAME = "question-notes"
QUESTIONS = 2

_MARKS = r"(?:#{1,6}\s+)?(?:\*\*|__)?\s*"
_NAMED = re.compile(
    rf"\s*{_MARKS}(?P<label>вопрос|question|q(?=\s*\d))\s*(?:№|#)?\s*(?P<number>\d{{1,3}})"
    r"(?:\s*[.):–—-]\s*(?P<rest>.*)|\s*(?P<none>))(?:\*\*|__)?\s*\Z",
    re.IGNORECASE,
)
_BARE = re.compile(rf"\s*{_MARKS}(?P<number>\d{{1,3}})[.)]\s+(?P<rest>\S.*\?)\s*(?:\*\*|__)?\s*\Z")
_ANSWER = re.compile(
    rf"\s*{_MARKS}(?P<label>ответ|answer|a(?=\s*\d))\s*(?:№|#)?\s*(?P<number>\d{{1,3}})?\s*"
    r"(?:\*\*|__)?\s*[.):–—-]\s*(?:\*\*|__)?\s*(?P<rest>.*)\Z",
    re.IGNORECASE,
)
_DASHED = re.compile(r"\s*(?P<label>[^:—–\s][^:—–]{0,40}?)\s+[—–]\s+(?P<rest>\S.*)\Z")
_BOLD = re.compile(r"\*\*|__")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notes:
    """What the lines of a file are: the beginnings of questions, of answers, and named heads, by index."""

    questions: Mapping[int, tuple[str | None, str]]
    heads: Mapping[int, tuple[str, str]]

    @property
    def named(self) -> bool:
        """Whether the file says who answers."""
        return bool(self.heads)


def sniff(source: Source) -> float:
    """Return 0.8 for two numbered questions or more, 0.6 for bare numbers with bare answers below."""
    notes = _read(try_lines(source))
    if len(notes.questions) < QUESTIONS:
        return 0.0
    return 0.8 if notes.named or None not in {label for label, _rest in notes.questions.values()} else 0.6


def _read(lines: Sequence[str]) -> _Notes:
    questions = _questions(lines)
    heads: dict[int, tuple[str, str]] = {}
    if questions:
        found = {place: head for place, head in read_heads(lines).items() if place not in questions}
        heads = {place: (head.label, head.rest) for place, head in found.items()}
        heads |= _answers(lines, questions) | _dashed(lines, questions)
    if any(label is None for label, _rest in questions.values()) and _has_interviewer(heads):
        questions = {}  # «1. …?» in an interview where somebody asks is a list that somebody reads out
    return _Notes(questions=questions, heads=heads)


def _questions(lines: Sequence[str]) -> dict[int, tuple[str | None, str]]:
    """Return label and text of the questions; bare numbers must count up from one.

    Questions that follow one another without an answer are the list of a guide, no questions put.
    """
    filled = [place for place, line in enumerate(lines) if line.strip()]
    below = dict(pairwise(filled))
    named = {place: match for place, line in enumerate(lines) if (match := _NAMED.match(squeeze(line)))}
    named = {place: match for place, match in named.items() if below.get(place) not in named}  # no guide
    if len(named) >= QUESTIONS:
        return {place: (match["label"], match["rest"] or "") for place, match in named.items()}
    bare = {place: match for place, line in enumerate(lines) if (match := _BARE.match(squeeze(line)))}
    numbers = [int(match["number"]) for match in bare.values()]
    counts = numbers[:1] == [1] and all(after == before + 1 for before, after in pairwise(numbers))
    if len(bare) < QUESTIONS or not counts or any(below.get(place) in bare for place in bare):
        return {}
    return {place: (None, match["rest"]) for place, match in bare.items()}


def _answers(lines: Sequence[str], questions: Mapping[int, object]) -> dict[int, tuple[str, str]]:
    """Return «Ответ. …» lines; a number that only repeats its question's is no part of the label."""
    found = {place: match for place, line in enumerate(lines) if (match := _ANSWER.match(squeeze(line)))}
    numbers = [match["number"] for match in found.values() if match["number"]]
    serial = len(set(numbers)) == len(numbers)  # every number once: of the questions, not of people
    return {
        place: (
            match["label"] if serial or not match["number"] else f"{match['label']} {match['number']}",
            match["rest"],
        )
        for place, match in found.items()
        if place not in questions
    }


def _dashed(lines: Sequence[str], questions: Mapping[int, object]) -> dict[int, tuple[str, str]]:
    """Return «Анна — …» lines of those who answer more than one question so."""
    found: dict[int, tuple[str, str]] = {}
    answered: dict[str, set[int]] = {}
    asked = -1
    for place, line in enumerate(lines):
        asked = place if place in questions else asked
        match = _DASHED.match(squeeze(line)) if asked >= 0 and place != asked else None
        if match and may_be_label(match["label"]) and is_name(match["label"]):
            found[place] = (match["label"], match["rest"])
            answered.setdefault(normal_name(match["label"]), set()).add(asked)
    return {place: head for place, head in found.items() if len(answered[normal_name(head[0])]) > 1}


def _has_interviewer(heads: Mapping[int, tuple[str, str]]) -> bool:
    return any(
        named_role(label) is SpeakerRole.INTERVIEWER or normal_name(label) in {"и", "q", "в", "i"}
        for label, _rest in heads.values()
    )


def parse(source: Source) -> ParsedTranscript:
    """Return the turns: a question's word is its speaker (nobody for a bare number), then who answered.

    Where nobody is named, what stands below a question is the answer of nobody known.  Raises
    UnreadableSource for a file without turns.
    """
    lines = read_lines(source)
    notes = _read(lines)
    pieces: list[Piece] = []
    speaker: str | None = None
    unparsed, begun, asked, fresh = 0, False, False, False
    for place, line in enumerate(lines):
        begins = notes.questions.get(place) or notes.heads.get(place)
        text = line
        if begins:
            (speaker, text), begun, fresh = begins, True, True
            asked = place in notes.questions
        elif asked and not notes.named and not fresh and clean(line):
            speaker, asked, fresh = None, False, True  # the question is put; this is its answer
        if not begun or (not begins and is_furniture(line)):
            unparsed += length_of(line)
        elif clean(_BOLD.sub("", text)):
            breaks = not pieces or pieces[-1].speaker != speaker or (speaker is None and fresh)
            pieces.append(make_piece(speaker, _BOLD.sub("", text), place + 1, breaks=breaks))
            fresh = False
    turns = join_by_silence(pieces, at_questions=False)
    if not turns:
        remedy = "number the questions (“Question 1. …”) and begin each answer with a name and a colon"
        raise UnreadableSource("no turns were found", place=source.path, remedy=remedy)
    return ParsedTranscript(format=NAME, turns=turns, warnings=_warnings(turns), unparsed=unparsed)


def _warnings(turns: Sequence[RawTurn]) -> tuple[str, ...]:
    return (UNKNOWN_SPEAKERS,) if all(turn.speaker is None for turn in turns) else ()


FORMAT = TranscriptFormat(name=NAME, extensions=("txt", "docx", "md"), sniff=sniff, parse=parse)
