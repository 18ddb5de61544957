"""Held-out studies as the product sees them: units, opinions of both readers, signs of stages, vectors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import yaml

from check_corpus import CORPUS, CodedUnit, read_interview
from pipeline.cluster.codebook import load_codebook
from pipeline.cluster.features import read_units
from pipeline.cluster.fitted import fit_readers
from pipeline.cluster.reader.model import ReaderOutput, TrainedReader
from pipeline.cluster.space import context_text, training_contexts, training_texts
from pipeline.cluster.stage_evidence import build_lexicon, plan_stages, stage_texts
from pipeline.cluster.stages import Spoken, Words, read_words, stage_signs
from pipeline.cluster.vectors import MemoryCache, embed_texts, open_embedder
from pipeline.language import lemmas, stop_words
from pipeline.records import (
    InterviewId,
    Kind,
    Role,
    SpeakerId,
    SpeakerRole,
    Stage,
    StageId,
    StageSource,
    Unit,
    Utterance,
    UtteranceId,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Embed = Callable[[Sequence[str]], NDArray[np.float32]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Held:
    """A study that the reader never saw, with its true codes; -1 is no stage, "" no theme."""

    name: str
    language: str
    talks: list[list[Unit]]
    units: list[Unit]
    words: Words
    lemmas: list[list[str]]  # without stop words
    said: NDArray[np.float32]
    asked: NDArray[np.float32]
    heard: ReaderOutput
    other: NDArray[np.float64]  # the codebook's logits
    signs: dict[bool, NDArray[np.float64]]  # of the stages: with descriptions, with names alone
    stages: tuple[Stage, ...]
    kinds: NDArray[np.bool_]
    valence: NDArray[np.float64]
    stage: NDArray[np.int_]
    theme: list[str]
    theme_kinds: dict[str, Kind]


def load_held(names: Sequence[str], weights: Path, cache: Path) -> list[Held]:
    """Read the named studies with the reader whose ``weights`` are given."""
    store = MemoryCache()
    embedder = open_embedder("e5-small", cache, 2)

    def embed(texts: Sequence[str]) -> NDArray[np.float32]:
        rows: NDArray[np.float32] = embed_texts(list(texts), embedder, store)[0]
        return rows

    reader = TrainedReader(cache, 2, weights)
    paths = [path.parent for path in sorted(CORPUS.glob("*/*/study.yaml")) if path.parent.name in names]
    return [_load(path, embed, reader, store) for path in paths]


def _load(folder: Path, embed: Embed, reader: TrainedReader, store: MemoryCache) -> Held:
    about = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
    talks, codes = talks_of(folder, about["language"])
    units = [unit for talk in talks for unit in talk]
    said, asked = embed([unit.text for unit in units]), embed([unit.question for unit in units])
    heard = reader.read(units, store)
    stages, stop = stages_of(about["stages"]), stop_words(about["language"])
    places = {stage.id: number for number, stage in enumerate(stages)}
    words = read_words(units, about["language"])
    reading = reader.stage_reading(heard, store)
    spoken = Spoken(interviews=tuple(talks), vectors=said, question_vectors=asked, reading=reading)
    signs = {}
    for full in (True, False):
        wanted = stages_of(about["stages"], full=full)
        plan = plan_stages(wanted, about["language"])
        lexicon = build_lexicon(plan, [*words.said, *words.asked])
        signs[full] = stage_signs(spoken, plan, words, lexicon, embed(stage_texts(wanted, about["language"])))
    return Held(
        name=folder.name,
        language=about["language"],
        talks=talks,
        units=units,
        words=words,
        lemmas=[
            [w for w in row if w not in stop] for row in lemmas([u.text for u in units], about["language"])
        ],
        said=said,
        asked=asked,
        heard=heard,
        other=_codebook_logits(units, said, about["language"], embed),
        signs=signs,
        stages=stages,
        kinds=np.array([[kind in code.kinds for kind in Kind] for code in codes]),
        valence=np.array([float(code.valence) for code in codes]),
        stage=np.array([places.get(StageId(code.stage or ""), -1) for code in codes]),
        theme=[code.theme or "" for code in codes],
        theme_kinds={theme["id"]: Kind(theme["kind"]) for theme in about["themes"]},
    )


def _codebook_logits(
    units: list[Unit], said: NDArray[np.float32], language: str, embed: Embed
) -> NDArray[np.float64]:
    book = load_codebook(language)
    readers = fit_readers(
        book, language, embed(training_texts(book, language)), embed(training_contexts(book, language))
    )
    around = embed([context_text(unit.question, unit.text) for unit in units])
    return readers.kinds.logits(readers.kinds.space.rows(read_units(units, book), said, around, book))


def stages_of(stages: Sequence[dict[str, str]], *, full: bool = True) -> tuple[Stage, ...]:
    """Return the stages that a study names; ``full`` takes their descriptions too."""
    return tuple(
        Stage(
            id=StageId(stage["id"]),
            name=stage["name"],
            order=order,
            source=StageSource.GIVEN,
            description=stage.get("description", "") if full else "",
        )
        for order, stage in enumerate(stages, start=1)
    )


def talks_of(folder: Path, language: str) -> tuple[list[list[Unit]], list[CodedUnit]]:
    """Return a study's units as the pipeline knows them, interview by interview, and their codes."""
    talks, codes = [], []
    for path in sorted(folder.glob("*.txt")):
        header, found = read_interview(path)
        talks.append(_talk(f"{folder.name}-{path.stem}", Role(header["role"]), language, found))
        codes += found
    return talks, codes


def _talk(name: str, role: Role, language: str, codes: list[CodedUnit]) -> list[Unit]:
    units: list[Unit] = []
    turn = at = 0
    for number, code in enumerate(codes):
        before = codes[number - 1] if number else None
        same = before is not None and (before.voice, before.question) == (code.voice, code.question)
        turn += not same
        said = Utterance(
            id=UtteranceId(f"{name}-{number}"),
            interview=InterviewId(name),
            turn=turn,
            speaker=SpeakerId(code.voice),
            speaker_role=SpeakerRole.RESPONDENT,
            start=at,
            end=at + len(code.text),
            text=code.text,
        )
        at = said.end + 1
        if same:
            units[-1] = replace(units[-1], after=code.text)
        units.append(
            Unit(
                utterance=said,
                language=language,
                role=role,
                question=code.question,
                before=units[-1].text if same else "",
                after="",
                position=number / max(1, len(codes) - 1),
            )
        )
    return units
