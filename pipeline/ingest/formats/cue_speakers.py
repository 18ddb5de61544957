"""Who speaks in a cue: names before a colon, names on a line of their own, dashes, or nobody."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ...errors import Message
from ...records import ParsedTranscript
from ..labels import is_full_name, is_known_letter, is_name, is_role_word, may_be_label, normal_name
from .cues import plain
from .pieces import UNKNOWN_SPEAKERS, Piece, join_by_silence, join_pieces, make_piece

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .cues import CueBlock, CueFile

BRACKET_SHARE = 0.5  # of cues that begin with a bracketed name on its own line, before one alone is believed
OWN_LINE_SHARE = 0.6  # of cues that begin with a name on its own line, before such lines are believed

_COLON = re.compile(r"(?P<label>[^:]{1,63}?)\s*:(?![/\d])\s*(?P<rest>.*)\Z", re.DOTALL)
_PAREN = re.compile(r"[(\[](?P<label>[^()\[\]]{1,63})[)\]]\s*:?\s*(?P<rest>.*)\Z", re.DOTALL)
_DASH = re.compile(r"\s*(?:>>|[-–—])\s*(?=\S)")
_CHANGE = re.compile(r"\s+(?=>>\s*\S)")  # a change of speaker inside a line


def speak(cues: CueFile, name: str) -> ParsedTranscript:
    """Return the turns of a cue file that carries its speakers, if any, inside the cues' text."""
    names = speaker_names(cues.blocks)
    pieces, orphans = _pieces(cues.blocks, names)
    warnings: list[str] = []
    if not names:
        warnings.append(UNKNOWN_SPEAKERS)
    elif orphans:
        text = "%(n)s cues carry no name and were given to the speaker before them"
        warnings.append(Message(text, n=orphans))
    turns = join_pieces(pieces) if names else join_by_silence(pieces)
    return ParsedTranscript(
        format=name, turns=turns, language=cues.language, warnings=tuple(warnings), unparsed=cues.unparsed
    )


def speaker_names(blocks: Iterable[CueBlock]) -> frozenset[str]:
    """Return the labels believed to be speakers, in their normal form.

    A name must recur, or be a full one or a role word; a name on a line of its own must begin most cues.
    """
    seen: Counter[str] = Counter()
    written: dict[str, str] = {}
    alone: Counter[str] = Counter()
    bracketed: Counter[str] = Counter()
    total = 0
    for block in blocks:
        total += 1
        for line in _lines(block):
            label, _rest = _split(_DASH.sub("", line, count=1))
            if label:
                seen[normal_name(label)] += 1
                written.setdefault(normal_name(label), label)
        first = plain(block.lines[0]) if len(block.lines) > 1 else ""
        if may_be_label(first) and is_name(first):
            alone[normal_name(first)] += 1
            if _PAREN.match(first):
                bracketed[normal_name(first)] += 1
    believed = {name for name, count in seen.items() if _believed(written[name], count)}
    if sum(alone.values()) >= OWN_LINE_SHARE * total:
        believed |= {name for name, count in alone.items() if count > 1}
    if sum(bracketed.values()) >= BRACKET_SHARE * total:
        believed |= set(bracketed)
    return frozenset(believed)


def _believed(label: str, count: int) -> bool:
    if is_role_word(label) or is_full_name(label):
        return True
    return count > 1 and (is_name(label) or is_known_letter(label))


def _split(text: str) -> tuple[str, str]:
    """Split a line into a possible label and the rest; the label is "" when there is none."""
    for pattern in (_COLON, _PAREN):
        match = pattern.match(text)
        if match and may_be_label(match["label"]):
            return match["label"].strip(), match["rest"]
    return "", text


def _pieces(blocks: Iterable[CueBlock], names: frozenset[str]) -> tuple[list[Piece], int]:
    pieces: list[Piece] = []
    current: str | None = None
    orphans = 0
    for block in blocks:
        for label, text, dash in _parts(block, names):
            if label:
                current = label
            elif dash:
                current = None
            elif names and text and (not pieces or pieces[-1].line != block.line):
                orphans += 1
            pieces.append(make_piece(current, text, block.line, block.start, block.end, breaks=dash))
    return pieces, orphans


def _lines(block: CueBlock) -> list[str]:
    """Return a cue's lines without markup, cut where ``>>`` says that somebody else speaks."""
    return [part for line in block.lines for part in _CHANGE.split(plain(line))]


def _parts(block: CueBlock, names: frozenset[str]) -> Iterable[tuple[str, str, bool]]:
    """Cut a cue where a name or a dash begins a line; the parts share the cue's times."""
    parts: list[tuple[str, list[str], bool]] = []
    lines = _lines(block)
    for place, line in enumerate(lines):
        dash = _DASH.match(line)
        text = line[dash.end() :] if dash else line
        label, rest = _split(text)
        if label and normal_name(label) in names:
            parts.append((label, [rest], bool(dash)))
        elif place == 0 and len(lines) > 1 and normal_name(text) in names:
            parts.append((text, [], bool(dash)))
        elif dash or not parts:
            parts.append(("", [text], bool(dash)))
        else:
            parts[-1][1].append(text)
    return [(label, " ".join(lines), dash) for label, lines, dash in parts]
