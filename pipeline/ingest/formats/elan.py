"""Annotations of ELAN, however they are kept: which tiers are speech, and their turns by time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...errors import EmptySource, Message
from ...records import ParsedTranscript
from .pieces import UNKNOWN_SPEAKERS, clean, join_pieces, make_piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NAMELESS = frozenset({"", "default"})  # ELAN calls the tier of a new document "default"
_WORD = re.compile(r"[^\W\d_]{2,}")
_NO_SPEECH = re.compile(
    r"gesture|gaze|comment|notes?\b|translat|gloss|pos\b|part of speech|phonetic|morph|lemma|жест|взгляд"
    r"|коммент|замет|примеч|перевод|глосс|шум|noise",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """A row of annotations: its name, whose it is, the kind of annotation and the tier it hangs from."""

    name: str
    participant: str = ""
    kind: str = ""
    parent: str = ""

    @property
    def speaker(self) -> str | None:
        """The participant, else the tier's own name; None for the tier that ELAN itself names."""
        name = clean(self.participant) or clean(self.name)
        return None if name.casefold() in NAMELESS else name


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Words on a tier; ``line`` counts the file's lines, ``order`` is its place in time in seconds."""

    tier: str
    text: str
    line: int
    order: float
    start: float | None = None
    end: float | None = None


def speech_tiers(tiers: Sequence[Tier], annotations: Sequence[Annotation]) -> frozenset[str]:
    """Return the names of the tiers that hold what was said.

    They hang from no other tier; where such a tier holds numbers only, the first one that hangs from it
    and holds words stands in.  Gestures, comments, translations and glosses are none.
    """
    worded = {a.tier for a in annotations if _WORD.search(a.text)}
    chosen: set[str] = set()
    for tier in tiers:
        if tier.parent or _NO_SPEECH.search(f"{tier.name} {tier.kind}"):
            continue
        children = [child.name for child in tiers if child.parent == tier.name and child.name in worded]
        chosen.update({tier.name} if tier.name in worded or not children else children[:1])
    return frozenset(chosen)


def speak(path: str, name: str, tiers: Sequence[Tier], annotations: Iterable[Annotation]) -> ParsedTranscript:
    """Return the turns of the speech tiers by time; the other tiers' words count as unparsed."""
    kept = sorted(annotations, key=lambda a: (a.order, a.line))
    speech = speech_tiers(tiers, kept)
    speakers = {tier.name: tier.speaker for tier in tiers}
    pieces = [
        make_piece(speakers.get(a.tier), a.text, a.line, a.start, a.end) for a in kept if a.tier in speech
    ]
    turns = join_pieces(pieces)
    if not turns:
        raise EmptySource("no annotation holds words", place=path, remedy="export it again with its texts")
    left = sorted({a.tier for a in kept if a.tier not in speech and _WORD.search(a.text)})
    warnings = [Message("tiers taken for no speech: %(tiers)s", tiers=", ".join(left))] if left else []
    if all(turn.speaker is None for turn in turns):
        warnings.append(UNKNOWN_SPEAKERS)
    unparsed = sum(len(clean(a.text)) for a in kept if a.tier not in speech)
    return ParsedTranscript(format=name, turns=turns, warnings=tuple(warnings), unparsed=unparsed)
