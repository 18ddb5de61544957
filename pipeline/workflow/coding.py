"""Units → kinds, valence and touchpoints, each language by its own codebook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ..cluster.features import read_units
from ..cluster.fitted import fit_readers, load_readers, readers_recipe, save_readers
from ..cluster.learning import NOTHING, Alike, relearn
from ..cluster.legible import legible
from ..cluster.signs import find_signs
from ..cluster.space import context_text, training_contexts, training_texts
from ..cluster.touchpoints import find_touchpoints
from ..language import lemmas
from ..records import Coding, Kind, Sign

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from ..cluster.codebook import Codebook
    from ..cluster.fitted import Readers
    from ..cluster.kinds import Judgement
    from ..cluster.learning import Taught
    from ..cluster.reader.model import ReaderOutput, TrainedReader
    from ..records import Unit, UtteranceId
    from .codebooks import Codebooks
    from .understanding import TextVectors


@dataclass(frozen=True, slots=True)
class Desk:
    """The readers of the study's languages, None where they have yet to be fitted."""

    codebooks: Codebooks
    cache: Path
    recipes: Mapping[str, str]
    known: Mapping[str, Readers | None]

    def example_texts(self) -> list[str]:
        """Return the texts of the worked examples that must be embedded to fit what is not known."""
        missing = [language for language, readers in self.known.items() if readers is None]
        return [
            text
            for language in missing
            for read in (training_texts, training_contexts)
            for text in read(self.codebooks.of(language), language)
        ]

    def readers(self, language: str, vectors: TextVectors) -> Readers:
        """Return the readers of a language, fitted now and kept for the next run when they are new."""
        known = self.known[language]
        if known is not None:
            return known
        book = self.codebooks.of(language)
        examples = vectors.of(training_texts(book, language)), vectors.of(training_contexts(book, language))
        fitted = fit_readers(book, language, *examples)
        save_readers(self.cache, self.recipes[language], fitted)
        return fitted


def open_desk(languages: Iterable[str], codebooks: Codebooks, embedder: str, cache: Path) -> Desk:
    """Look which readers the user's cache has; ``embedder`` is the embedder's fingerprint."""
    recipes = {
        tongue: readers_recipe(codebooks.sha256, tongue, embedder) for tongue in sorted(set(languages))
    }
    known = {tongue: load_readers(cache, recipe, codebooks.of(tongue)) for tongue, recipe in recipes.items()}
    return Desk(codebooks, cache, recipes, known)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the trained reader says of the units, row by row, and the reader itself."""

    reader: TrainedReader
    output: ReaderOutput


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """Each unit's coding, without its stage, and float64[n, kinds], row by row: the chance of every kind.

    ``leanings`` are the same as shares of the chance from which a kind stands; ``unclear`` are the units that
    no dictionary can read: they have no kinds, and nothing else should be read into them.
    """

    codings: Mapping[UtteranceId, Coding]
    chances: NDArray[np.float64]
    leanings: NDArray[np.float64]
    unclear: frozenset[UtteranceId] = frozenset()


def code_units(
    units: Sequence[Unit], vectors: TextVectors, desk: Desk, heard: Heard | None, taught: Taught = NOTHING
) -> Coded:
    """Code the units, each language by its own codebook; ``heard`` is the trained reader's word, if any.

    What was ``taught`` stands, and units of the same language are judged in its light.
    """
    codings: dict[UtteranceId, Coding] = {}
    chances, leanings = np.zeros((len(units), len(Kind))), np.zeros((len(units), len(Kind)))
    for language in desk.known:
        rows = [row for row, unit in enumerate(units) if unit.language == language]
        mine = [units[row] for row in rows]
        own = Heard(heard.reader, heard.output.take(rows)) if heard else None
        book = desk.codebooks.of(language)
        found = _code(mine, vectors, desk.readers(language, vectors), book, own, taught)
        codings |= found.codings
        chances[rows], leanings[rows] = found.chances, found.leanings
    told = taught.kinds.keys() | taught.stages.keys()
    unclear = frozenset(u.id for u in units if u.id not in told and not legible(u.text, u.language))
    codings |= {id_: Coding(utterance=id_) for id_ in unclear}
    return Coded(codings, chances, leanings, unclear)


def _code(  # noqa: PLR0913, PLR0917 (all that is known of the units)
    units: Sequence[Unit],
    vectors: TextVectors,
    readers: Readers,
    book: Codebook,
    heard: Heard | None,
    taught: Taught,
) -> Coded:
    """Code the units of one language."""
    said = vectors.of(unit.text for unit in units)
    around = vectors.of(context_text(unit.question, unit.text) for unit in units)
    readings = read_units(units, book)
    rows = readers.kinds.space.rows(readings, said, around, book)  # both readers judge by the same rows
    logits = readers.kinds.logits(rows)
    judged = heard.reader.judge(heard.output, logits) if heard else readers.kinds.judge(logits)
    judged = relearn(judged, _alike(units, vectors, heard), taught.kinds)
    signs = find_signs(units, book.language)
    judged = _without_denied(judged, units, signs, taught)
    kinds = readers.kinds.code(units, said, around, readings=readings, rows=rows, judged=judged)
    if heard:
        valences = heard.reader.felt(heard.output, judged)
    else:
        valences = readers.valence.read(units, said, around, kinds, readings=readings, rows=rows)
    points = find_touchpoints(units, lemmas([unit.text for unit in units], book.language), book)
    codings = {
        unit.id: Coding(
            utterance=unit.id,
            kinds=scored,
            valence=taught.valence.get(unit.id, valence),
            touchpoints=touched,
            signs=found,
        )
        for unit, scored, valence, touched, found in zip(units, kinds, valences, points, signs, strict=True)
    }
    return Coded(codings, judged.chances, judged.chances / judged.limits)


def _without_denied(
    judged: Judgement, units: Sequence[Unit], signs: Sequence[tuple[Sign, ...]], taught: Taught
) -> Judgement:
    """Take the pain from units that say there was none, unless a person gave it."""
    denied = [
        Sign.DENIED in found and unit.id not in taught.kinds for unit, found in zip(units, signs, strict=True)
    ]
    chances = judged.chances.copy()
    chances[denied, list(Kind).index(Kind.PAIN)] = 0.0
    return replace(judged, chances=chances)


def _alike(units: Sequence[Unit], vectors: TextVectors, heard: Heard | None) -> Alike:
    """Return what tells which units are alike; without the trained reader, the sentence vectors."""
    said = vectors.of(unit.text for unit in units)
    if heard is None:
        asked = vectors.of(unit.question for unit in units)
        return Alike(units=units, near=(said,), meaning=said, asked=asked)
    output = heard.output
    return Alike(units=units, near=(output.themes, output.stages), meaning=said, asked=output.asked)
