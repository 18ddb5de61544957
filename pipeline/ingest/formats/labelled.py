"""Lines with labelled turns, whatever file they come from: which heads to believe, and the turns."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from ..labels import (
    LABEL_WORDS,
    is_full_name,
    is_known_letter,
    is_meta_key,
    is_name,
    is_role_word,
    normal_name,
)
from .heads import Head, only_time, read_head, take_time
from .pieces import Piece, clean, close_times, join_pieces, make_piece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ...records import RawTurn

TITLE_COUNT, TITLE_SHARE = 3, 0.15  # what a label with small letters («Наш гость») needs to be believed
ALONE_SHARE = 0.5  # of paragraphs that begin with a bare name, before bare names are believed
OWN_SHARE, OWN_CHANGES, OWN_TITLE = 0.25, 0.8, 4  # of paragraphs; of neighbours; lines above the first name

FOOTER_LENGTH = 160

_RULE = re.compile(r"[\s\-*_=~—–]{3,}\Z")
_HEADING = re.compile(r"#{1,6}\s")
_TRANSCRIPT_PART = re.compile(r"\W*📖")  # Google Meet puts its own notes before the transcript
_FOOTER = re.compile(
    r"transcribed by https?://otter\.ai|transcription ended after|this editable transcript was computer"
    r"|транскрибирование завершено|(?:started|stopped) transcription\Z"
    r"|(?:начал|начала|остановил|остановила)(?:\(а\))? (?:транскрибирование|транскрипцию|расшифровку)\Z",
    re.IGNORECASE,
)
_BOLD = re.compile(r"(?<![*\w])\*\*(?=[^\s*])([^*]+)(?<=[^\s*])\*\*(?![*\w])")


@dataclass(slots=True, kw_only=True)
class Labelled:
    """The turns of labelled lines, the number of characters that belong to none, and the heads found."""

    turns: tuple[RawTurn, ...] = ()
    unparsed: int = 0
    heads: int = 0
    labels: frozenset[str] = field(default_factory=frozenset)


def read_heads(lines: Sequence[str]) -> dict[int, Head]:
    """Return the believed heads by line index (from 0).

    A label must be a role word, or recur and be written like a name; a name without any sign must
    stand before most paragraphs; the key-value lines of a preamble are none.
    """
    found = {place: head for place, line in enumerate(lines) if (head := read_head(line))}
    signed = _believe({place: head for place, head in found.items() if not head.alone or head.sure})
    bare = _bare(lines, found) or _own_lines(lines, found)
    heads = signed if len(signed) >= len(bare) else bare
    skip = _preamble(lines, found, heads)
    return {place: head for place, head in sorted(heads.items()) if place not in skip}


def _believe(found: dict[int, Head]) -> dict[int, Head]:
    counts = Counter(normal_name(head.label) for head in found.values())
    total = sum(counts.values())

    def believed(head: Head) -> bool:
        name = normal_name(head.label)
        if is_role_word(head.label):
            return True
        if counts[name] < 2:  # noqa: PLR2004 (a name must recur)
            return is_full_name(head.label) or (head.span[0] is not None and is_name(head.label))
        if is_name(head.label) or is_known_letter(head.label) or is_role_word(head.label):
            return True
        return counts[name] >= max(TITLE_COUNT, TITLE_SHARE * total)

    return {place: head for place, head in found.items() if believed(head)}


def _bare(lines: Sequence[str], found: dict[int, Head]) -> dict[int, Head]:
    """Return names that fill their line, when they begin most paragraphs and are followed by text."""
    alone: dict[int, Head] = {}
    paragraphs = 0
    for place, line in enumerate(lines):
        if not line.strip() or (place and lines[place - 1].strip()):
            continue
        paragraphs += 1
        head = found.get(place)
        follows = place + 1 < len(lines) and lines[place + 1].strip()
        if head and head.alone and follows and (is_name(head.label) or is_role_word(head.label)):
            alone[place] = head
    counts = Counter(normal_name(head.label) for head in alone.values())
    kept = {place: head for place, head in alone.items() if counts[normal_name(head.label)] > 1}
    return kept if len(kept) >= ALONE_SHARE * paragraphs else {}


def _own_lines(lines: Sequence[str], found: dict[int, Head]) -> dict[int, Head]:
    """Return names that fill their paragraph, as in documents where the next paragraph is what was said.

    They begin the text, take turns, and stand above something that is no name.
    """
    filled = [place for place, line in enumerate(lines) if line.strip()]
    names = {
        place: found[place]
        for place in filled
        if place in found
        and found[place].alone
        and (is_name(found[place].label) or is_role_word(found[place].label))
    }
    above = {
        place: names[place] for place, after in pairwise(filled) if place in names and after not in names
    }
    counts = Counter(normal_name(head.label) for head in above.values())
    kept = {place: head for place, head in above.items() if counts[normal_name(head.label)] > 1}
    spoken = [normal_name(head.label) for head in kept.values()]
    changes = sum(1 for before, after in pairwise(spoken) if before != after)
    if len(set(spoken)) < 2 or changes < OWN_CHANGES * (len(spoken) - 1):  # noqa: PLR2004 (a dialogue)
        return {}
    early = next(iter(kept)) in filled[: OWN_TITLE + 1]
    return kept if early and len(kept) >= OWN_SHARE * len(filled) else {}


def _preamble(lines: Sequence[str], found: dict[int, Head], heads: dict[int, Head]) -> frozenset[int]:
    """Return the lines above the conversation that only look like turns: «Интервьюер: Ольга Ветрова».

    They stand in a run of key-value lines, one of which names a fact about the recording.
    """
    run: list[int] = []
    meta = False
    for place, line in enumerate(lines):
        if not line.strip():
            continue
        key, colon, _value = line.partition(":")
        if colon and is_meta_key(clean(key)):
            meta = True
        elif place in heads and _is_caption(found[place]):
            run.append(place)
        elif place in heads or run:
            break
    return frozenset(run if meta else ())


def _is_caption(head: Head) -> bool:
    """Tell whether a head only says who somebody is: its rest is a full name, no sentence."""
    named = is_full_name(head.rest) and len(head.rest.split()) <= LABEL_WORDS
    return named and not head.sure and not re.search(r"\d|[!?…]\Z|[^\W\d_]{2,}\.\Z", head.rest)


def read_labelled(lines: Sequence[str], heads: dict[int, Head] | None = None) -> Labelled:
    """Return the turns of the lines; ``line`` of a turn counts from 1.

    Lines without a head belong to the turn above them; headings, rules, footers and everything above
    the first head belong to none.
    """
    believed = read_heads(lines) if heads is None else heads
    first = next((place + 1 for place, line in enumerate(lines) if _TRANSCRIPT_PART.match(line)), 0)
    pieces: list[Piece] = []
    speaker: str | None = None
    unparsed = 0
    pending: float | None = None
    for place, line in enumerate(lines):
        head = believed.get(place) if place >= first else None
        clock = only_time(line) if head is None else None
        if clock is not None:
            pending = clock
        elif head:
            speaker = head.label
            start = head.span[0] if head.span[0] is not None else pending
            pieces.append(make_piece(speaker, _plain(head.rest), place + 1, start, head.span[1]))
            pending = None if head.rest else pending
        elif speaker is None or is_furniture(line):
            unparsed += len(line.strip())
        elif line.strip():
            (start, end), text = take_time(line.strip())
            start, pending = (pending if start is None else start), None
            pieces.append(make_piece(speaker, _plain(text), place + 1, start, end))
    return Labelled(
        turns=join_pieces(close_times(_inherit(pieces))),
        unparsed=unparsed,
        heads=len(believed),
        labels=frozenset(normal_name(head.label) for head in believed.values()),
    )


def _inherit(pieces: list[Piece]) -> list[Piece]:
    """Give the time of a head without text to the line below it."""
    kept: list[Piece] = []
    for piece in pieces:
        above = kept[-1] if kept else None
        if above and not above.cue.text and above.speaker == piece.speaker:
            kept[-1] = piece if piece.cue.start is not None else _with_times(piece, above)
        else:
            kept.append(piece)
    return kept


def _with_times(piece: Piece, above: Piece) -> Piece:
    return make_piece(piece.speaker, piece.cue.text, above.line, above.cue.start, above.cue.end)


def is_furniture(line: str) -> bool:
    """Tell a rule, a heading or a tool's own footer from speech."""
    text = line.strip()
    footer = len(text) < FOOTER_LENGTH and _FOOTER.search(text)
    return bool(text) and bool(_RULE.match(text) or _HEADING.match(text) or footer)


def _plain(text: str) -> str:
    return _BOLD.sub(r"\1", text)
