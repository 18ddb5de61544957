"""The product's own readers and its grouping, called on texts that come from anywhere.

Everything that the benchmark knows of the product's inside stands here and in ``dostavka.py``.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import platformdirs
from checkout import ROOT

from pipeline.cluster.group import group
from pipeline.cluster.likeness import Compared, LikenessWeights, likeness_of
from pipeline.cluster.reader.model import TrainedReader
from pipeline.cluster.space import context_text
from pipeline.cluster.stages import StageSettings, place_in_stages, stage_texts
from pipeline.cluster.vectors import embed_texts, open_embedder
from pipeline.ingest.segment import segment
from pipeline.language import lemmas, stop_words
from pipeline.records import (
    Coding,
    InterviewId,
    Kind,
    KindScore,
    Role,
    SpeakerId,
    SpeakerRole,
    Unit,
    Utterance,
    UtteranceId,
)
from pipeline.store.project import open_project
from pipeline.workflow.codebooks import study_codebooks
from pipeline.workflow.coding import Coded, Heard, code_units, open_desk
from pipeline.workflow.understanding import TextVectors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from pipeline.cluster.embedders.base import Embedder, Matrix
    from pipeline.cluster.vectors import VectorCache
    from pipeline.records import Stage
    from pipeline.workflow.codebooks import Codebooks

KINDS = tuple(Kind)
EVEN = 0.5  # a chance that speaks neither for a kind nor against it
KEPT = Path(tempfile.gettempdir()) / "interview-cjm-bench"


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """The product's parts, opened once for all sets."""

    embedder: Embedder
    reader: TrainedReader
    codebooks: Codebooks
    cache: Path
    store: VectorCache

    def vectors(self, texts: Sequence[str]) -> Matrix:
        """Return float32[n, d], row i for text i."""
        return embed_texts(texts, self.embedder, self.store)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """Units, the product's codes of them, the vectors that it read from, its trained reader's word."""

    units: Sequence[Unit]
    coded: Coded
    vectors: TextVectors
    heard: Heard

    @property
    def kinds(self) -> NDArray[np.bool_]:
        """The kinds of the units, bool[n, kinds], columns in the order of ``Kind``."""
        return np.array([[self.coded.codings[unit.id].has(kind) for kind in KINDS] for unit in self.units])

    @property
    def valence(self) -> NDArray[np.float64]:
        """The valence of the units, float64[n]."""
        return np.array([self.coded.codings[unit.id].valence for unit in self.units])

    @property
    def learnt(self) -> Matrix:
        """The trained reader's theme vectors of the units, float32[n, t]."""
        return self.heard.output.themes


@contextmanager
def open_product() -> Iterator[Product]:
    """Open the product on the user's cache; vectors are kept in a temporary folder between runs."""
    KEPT.mkdir(exist_ok=True)
    cache = Path(platformdirs.user_cache_dir("interview-cjm", appauthor=False))
    workers = os.cpu_count() or 1
    with open_project(KEPT) as project:
        yield Product(
            embedder=open_embedder("e5-small", cache, workers),
            reader=TrainedReader(cache, workers),
            codebooks=study_codebooks(ROOT, None),
            cache=cache,
            store=project.vectors,
        )


def lone_units(texts: Sequence[str], language: str) -> list[Unit]:
    """Return a unit for each text: everyone says one thing, nobody asked."""
    return [_unit(f"x{number:05}", 0, 0, text, language) for number, text in enumerate(texts)]


def cut_units(texts: Sequence[str], language: str) -> tuple[list[Unit], list[int]]:
    """Cut each text by the product's segmenter; return the units and the text each is of.

    A text is one person's only turn, so its units are neighbours.
    """
    units, owners = [], []
    for number, text in enumerate(texts):
        pieces = [text[start:end] for start, end in segment(text, language)] or [text]
        for place, piece in enumerate(pieces):
            around = (pieces[place - 1] if place else "", (pieces[place + 1 : place + 2] or [""])[0])
            units.append(_unit(f"x{number:05}", 0, place, piece, language, around))
            owners.append(number)
    return units, owners


def spoken_units(said: Sequence[tuple[str, int, float, str]], language: str) -> list[Unit]:
    """Return units for (interview, turn, place in the talk 0..1, text), given in the order of speech."""
    units = []
    for number, (interview, turn, position, text) in enumerate(said):
        before, after = (
            other[0][3] if other and other[0][:2] == (interview, turn) else ""
            for other in (said[number - 1 : number] if number else [], said[number + 1 : number + 2])
        )
        units.append(_unit(interview, turn, number, text, language, (before, after), position))
    return units


def _unit(  # noqa: PLR0913, PLR0917 (all that a unit is)
    interview: str,
    turn: int,
    place: int,
    text: str,
    language: str,
    around: tuple[str, str] = ("", ""),
    position: float = 0.5,
) -> Unit:
    start = place * 100_000  # only the order of the offsets matters to the readers
    said = Utterance(
        id=UtteranceId(f"{interview}-{turn:04}-{place:05}"),
        interview=InterviewId(interview),
        turn=turn,
        speaker=SpeakerId(interview),
        speaker_role=SpeakerRole.RESPONDENT,
        start=start,
        end=start + len(text),
        text=text,
    )
    return Unit(
        utterance=said,
        language=language,
        role=Role.CLIENT,
        before=around[0],
        after=around[1],
        position=position,
    )


def understand(product: Product, units: Sequence[Unit]) -> Understood:
    """Read kinds and valence of units, given in the order of speech, as a run does."""
    tongues = [unit.language for unit in units]
    desk = open_desk(tongues, product.codebooks, product.embedder.sha256, product.cache)
    wanted = {text for u in units for text in (u.text, u.question, context_text(u.question, u.text))}
    texts = sorted(wanted | set(desk.example_texts()))
    vectors = TextVectors({text: row for row, text in enumerate(texts)}, product.vectors(texts))
    heard = Heard(product.reader, product.reader.read(units, product.store))
    return Understood(
        units=units, coded=code_units(units, vectors, desk, heard), vectors=vectors, heard=heard
    )


def ours_themes(read: Understood, rows: Sequence[int], *, as_coded: bool, learnt: bool) -> list[str | None]:
    """Return the theme of each unit of ``rows``, None for one left out: the only place that knows grouping.

    ``as_coded`` leaves out what the product gives no kind, and its kinds tell units apart; else all units
    are of one kind.  ``learnt`` lets the trained reader's theme vectors count beside e5-small's.  There
    are no stages.
    """
    units = [read.units[row] for row in rows]
    coded = _taken(read.coded, units, rows) if as_coded else _one_kind(units)
    kept = [place for place, unit in enumerate(units) if coded.codings[unit.id].kinds]
    if not kept:
        return [None] * len(units)
    by_id = {units[place].id: units[place] for place in kept}
    likeness = likeness_of(
        _compared(read, [rows[place] for place in kept], coded.chances[kept], learnt=learnt),
        read.heard.reader.likeness_weights if learnt else LikenessWeights(),
    )
    leanings = {units[place].id: coded.leanings[place] for place in kept}
    grouping = group({id_: coded.codings[id_] for id_ in by_id}, by_id, likeness, leanings=leanings)
    held = {id_: theme.id for theme in grouping.themes for id_ in theme.utterances}
    return [held.get(unit.id) for unit in units]


def _compared(
    read: Understood, rows: Sequence[int], chances: NDArray[np.float64], *, learnt: bool
) -> Compared:
    """Return what is compared of the units of ``rows``; there are no stages."""
    units = [read.units[row] for row in rows]
    language = units[0].language
    stop = stop_words(language)
    said = lemmas([unit.text for unit in units], language)
    return Compared(
        ids=tuple(unit.id for unit in units),
        themes=read.learnt[list(rows)] if learnt else None,
        meaning=read.vectors.of(unit.text for unit in units),
        words=[[word for word in line if word not in stop] for line in said],
        kinds=chances,
        stages=np.zeros((len(units), 0)),
        asked=read.vectors.of(unit.question for unit in units),
        talks=[unit.utterance.interview for unit in units],
    )


def _taken(coded: Coded, units: Sequence[Unit], rows: Sequence[int]) -> Coded:
    """Return the codes of some units; a code that stands is believed, one that does not is not."""
    codings = {unit.id: coded.codings[unit.id] for unit in units}
    told = np.array([[codings[unit.id].has(kind) for kind in KINDS] for unit in units])
    chances = coded.chances[list(rows)]
    believed = np.where(told, np.maximum(chances, EVEN), np.minimum(chances, EVEN))
    return Coded(codings, believed, coded.leanings[list(rows)])


def _one_kind(units: Sequence[Unit]) -> Coded:
    """Return codes under which all units are of one kind for sure."""
    scored = (KindScore(kind=KINDS[0], score=1.0, why=""),)
    chances = np.tile(np.eye(len(KINDS))[0], (len(units), 1))
    return Coded({unit.id: Coding(utterance=unit.id, kinds=scored) for unit in units}, chances, chances)


def ours_stages(product: Product, read: Understood, stages: Sequence[Stage]) -> list[str]:
    """Return the stage of each unit, "" for none; units are those of one interview after another."""
    talks: dict[str, list[Unit]] = {}
    for unit in read.units:
        talks.setdefault(unit.utterance.interview, []).append(unit)
    language, reader = read.units[0].language, product.reader
    placed = place_in_stages(
        tuple(talks.values()),
        tuple(stages),
        language=language,
        vectors=read.vectors.of(unit.text for unit in read.units),
        question_vectors=read.vectors.of(unit.question for unit in read.units),
        stage_vectors=product.vectors(stage_texts(stages, language)),
        reading=reader.stage_reading(read.heard.output, product.store),
        settings=StageSettings(weights=reader.stage_weights),
    )
    return [scored.id if scored else "" for scored in placed.scores]
