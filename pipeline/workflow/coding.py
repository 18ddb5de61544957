"""Units → kinds, valence and touchpoints, each language by its own codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cluster.features import read_units
from ..cluster.kinds import fit_reader
from ..cluster.space import context_text, training_contexts, training_texts
from ..cluster.touchpoints import find_touchpoints
from ..cluster.valence import fit_valence
from ..language import lemmas
from ..records import Coding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..cluster.codebook import Codebook
    from ..records import Unit, UtteranceId
    from .codebooks import Codebooks
    from .understanding import TextVectors


def example_texts(units: Sequence[Unit], codebooks: Codebooks) -> list[str]:
    """Return the texts of the worked examples that the units' languages need."""
    texts = []
    for language in sorted({unit.language for unit in units}):
        book = codebooks.of(language)
        texts += [*training_texts(book, language), *training_contexts(book, language)]
    return texts


def code_units(
    units: Sequence[Unit], vectors: TextVectors, codebooks: Codebooks
) -> dict[UtteranceId, Coding]:
    """Return each unit's coding, without its stage."""
    codings: dict[UtteranceId, Coding] = {}
    for language in sorted({unit.language for unit in units}):
        mine = [unit for unit in units if unit.language == language]
        codings |= _code(mine, vectors, codebooks.of(language), language)
    return codings


def _code(
    units: Sequence[Unit], vectors: TextVectors, book: Codebook, language: str
) -> dict[UtteranceId, Coding]:
    """Code the units of one language."""
    examples = vectors.of(training_texts(book, language)), vectors.of(training_contexts(book, language))
    said = vectors.of(unit.text for unit in units)
    around = vectors.of(context_text(unit.question, unit.text) for unit in units)
    readings = read_units(units, book)
    kinds = fit_reader(book, language, *examples).code(units, said, around, readings=readings)
    felt = fit_valence(book, language, *examples).read(units, said, around, kinds, readings=readings)
    points = find_touchpoints(units, lemmas([unit.text for unit in units], language), book)
    return {
        unit.id: Coding(utterance=unit.id, kinds=scored, valence=valence, touchpoints=touched)
        for unit, scored, valence, touched in zip(units, kinds, felt, points, strict=True)
    }
