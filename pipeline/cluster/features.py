"""What the readers of kinds and of valence see of a unit: its words, its question, its surroundings.

``read_units`` analyses every distinct text once; ``feature_rows`` turns the readings into numbers.
Nothing here depends on the other units of a study, so that adding an interview changes no earlier row.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log1p
from typing import TYPE_CHECKING

import numpy as np

from ..records import Kind, Role
from .cues import cue_reader
from .grammar import GRAMMAR, grammar
from .patterns import Words, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from ..records import Unit
    from .codebook import Codebook, Example
    from .cues import CueHit, CueReader

SENSES = (
    "pain", "goal", "question", "action", "positive", "idea", "feeling", "biography", "smalltalk", "closed",
)  # fmt: skip
ASKS = ("asks", "first asks", "short asks", "no asks", "yes asks")  # how a question's sense meets its answer
SHORT = 3  # words: an answer that takes its sense from the question
_NOTHING = Words((), (), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A unit's text, its words and cues, and those of what stands around it."""

    text: str
    words: Words
    cues: tuple[CueHit, ...]
    tone: tuple[float, float]
    question: str
    senses: frozenset[str]
    before: tuple[CueHit, ...]
    after: tuple[CueHit, ...]
    around: tuple[tuple[float, float], tuple[float, float]]
    first: bool
    role: Role


def read_units(units: Sequence[Unit], codebook: Codebook) -> list[Reading]:
    """Return the reading of each unit, in order; all units are in the codebook's language."""
    rows = [(unit.text, unit.question, unit.before, unit.after, unit.role) for unit in units]
    return _read(rows, codebook)


def read_examples(examples: Sequence[Example], codebook: Codebook) -> list[Reading]:
    """Return the reading of each worked example, in order."""
    rows = [(each.text, each.question, each.before, each.after, Role(each.role)) for each in examples]
    return _read(rows, codebook)


def _read(rows: Sequence[tuple[str, str, str, str, Role]], codebook: Codebook) -> list[Reading]:
    reader = cue_reader(codebook)
    texts = list(dict.fromkeys(text for row in rows for text in row[:4]))
    words = dict(zip(texts, read_words(texts, codebook.language), strict=True))
    told = dict.fromkeys(text for row in rows for text in (row[0], row[2], row[3]))
    cues = {text: reader.cues(words[text]) for text in told}
    tones = {text: reader.tone(words[text]) for text in told}
    senses = {text: reader.senses(words[text]) for text in dict.fromkeys(row[1] for row in rows)}
    return [
        Reading(
            text=text, words=words[text], cues=cues[text], tone=tones[text], question=question,
            senses=senses[question], before=cues[before], after=cues[after],
            around=(tones[before], tones[after]), first=not before, role=role,
        )
        for text, question, before, after, role in rows
    ]  # fmt: skip


def feature_rows(readings: Sequence[Reading], codebook: Codebook) -> NDArray[np.float32]:
    """Return float32[n, len(FEATURES)]: cue sums, surface, grammar, question, surroundings."""
    reader = cue_reader(codebook)
    table = np.zeros((len(readings), len(FEATURES)), np.float32)
    for row, reading in zip(table, readings, strict=True):
        row[:] = list(_row(reading, reader, codebook.language))
    return table


def _row(reading: Reading, reader: CueReader, language: str) -> Iterator[float]:
    yield from _cue_sums(reading.cues)
    yield from (float(any(cue.flipped and cue.kind is kind for cue in reading.cues)) for kind in _FLIPS)
    yield from _tones(reading)
    yield from _surface(reading, reader)
    yield from grammar(reading.words, language)
    yield from _asked(reading)
    yield from _cue_sums(reading.before)
    yield from _cue_sums(reading.after)
    yield from (float(reading.role is role) for role in Role)


def _cue_sums(cues: tuple[CueHit, ...]) -> list[float]:
    sums = dict.fromkeys(Kind, 0.0)
    for cue in cues:
        sums[cue.kind] += cue.weight
    return [log1p(value) for value in sums.values()]


def _tones(reading: Reading) -> list[float]:
    own = reading.tone
    extra = sum(cue.tone for cue in reading.cues)
    around = [log1p(value) for tone in reading.around for value in tone]
    return [log1p(own[0]), log1p(own[1] + max(0.0, -extra)), *around]


def _surface(reading: Reading, reader: CueReader) -> list[float]:
    text, count = reading.text.rstrip(), len(reading.words.forms)
    return [
        log1p(count), float(count == 1), float(count <= SHORT), float("?" in text), float(text.endswith("?")),
        float("!" in text), float("…" in text or "..." in text), float("«" in text or '"' in text),
        float(any(mark in text for mark in "—–")), min(3, text.count(",")) / 3,
        *(min(3, number) / 3 for number in reader.counts(reading.words)),
    ]  # fmt: skip


def _asked(reading: Reading) -> Iterator[float]:
    """Yield what the question asks, alone and with how the unit answers it."""
    asks = [float(sense in reading.senses) for sense in SENSES]
    short = len(reading.words.forms) <= SHORT
    lead = reading.words.forms[:1]
    yield from asks
    yield from (ask * reading.first for ask in asks)
    yield from (ask * (reading.first and short) for ask in asks)
    yield from (ask * (reading.first and lead in _NO) for ask in asks)
    yield from (ask * (reading.first and lead in _YES) for ask in asks)
    yield float(reading.first)
    yield float(not reading.question)
    yield float(not reading.senses)


_FLIPS = (Kind.PAIN, Kind.POSITIVE)
_NO = (
    ("нет",),
    ("не",),
    ("никак",),
    ("ничего",),
    ("никаких",),
    ("ни",),
    ("no",),
    ("not",),
    ("none",),
    ("never",),
)
_YES = (("да",), ("ага",), ("угу",), ("конечно",), ("есть",), ("yes",), ("yeah",), ("sure",), ("very",))

_KINDS = tuple(kind.value for kind in Kind)
FEATURES: tuple[str, ...] = (
    *(f"cue {kind}" for kind in _KINDS),
    "denied joy", "denied pain",
    "pleasant", "unpleasant", "pleasant before", "unpleasant before", "pleasant after", "unpleasant after",
    "length", "one word", "short", "question mark", "ends with question mark", "exclamation", "ellipsis",
    "quotes", "dash", "commas", "negations", "intensifiers", "hedges",
    *GRAMMAR,
    *(f"{how} {sense}" for how in ASKS for sense in SENSES),
    "first", "no question", "plain question",
    *(f"before {kind}" for kind in _KINDS),
    *(f"after {kind}" for kind in _KINDS),
    *(role.value for role in Role),
)  # fmt: skip
"""The names of the columns, in order."""
