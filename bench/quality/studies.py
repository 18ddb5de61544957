"""Coded studies as the product reads them, beside their true codes: the corpus's own and the gold study."""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import yaml
from checkout import ROOT, load_script
from ours import KINDS, understand
from scored import true_kinds
from sets import json_lines

from pipeline.cluster.kinds import Judgement
from pipeline.cluster.learning import Alike
from pipeline.cluster.stage_evidence import build_lexicon, plan_stages, stage_texts
from pipeline.cluster.stages import Spoken, read_words, stage_signs
from pipeline.store.project import open_project
from pipeline.workflow.ingesting import IngestSettings, ingest, read_study

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from ours import Product
    from scipy.sparse import csr_matrix

    from pipeline.cluster.embedders.base import Matrix
    from pipeline.cluster.reader.model import ReaderOutput
    from pipeline.records import Stage, Transcript, Unit

sys.path.append(str(ROOT / "tools"))  # held_out.py imports its neighbours
HELD_OUT = ROOT / "tools" / "held_out.py"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Case:
    """A study as the product reads it, and its true codes; ``stage`` -1 is none."""

    talks: list[list[Unit]]
    units: list[Unit]
    judged: Judgement
    alike: Alike
    scores: NDArray[np.float64]
    bags: csr_matrix
    kinds: NDArray[np.bool_]
    stage: NDArray[np.intp]
    valence: NDArray[np.float64]


def corpus_case(product: Product, folder: Path) -> Case:
    """Read a study of the corpus."""
    about = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
    talks, codes = load_script(HELD_OUT).talks_of(folder, about["language"])
    stages = [stage["id"] for stage in about["stages"]]
    return _case(
        product,
        talks,
        about["stages"],
        kinds=np.array([[kind in code.kinds for kind in KINDS] for code in codes]),
        stage=np.array([stages.index(code.stage) if code.stage in stages else -1 for code in codes]),
        valence=np.array([float(code.valence) for code in codes]),
    )


def gold_case(product: Product, data: Path) -> Case:
    """Read the gold units of the gold study in the context of its transcripts."""
    from dostavka import _gold_units  # loads the whole product

    gold = json_lines(data / "dostavka" / "gold" / "gold.jsonl")
    units = _gold_units(gold, _transcripts(data / "dostavka" / "study"))
    talks: dict[str, list[int]] = {}
    for row, unit in enumerate(units):
        talks.setdefault(unit.utterance.interview, []).append(row)
    rows = [row for talk in talks.values() for row in talk]
    about = json.loads((data / "dostavka" / "gold" / "study.json").read_text(encoding="utf-8"))
    stages = [stage["id"] for stage in about["stages"]]
    return _case(
        product,
        [[units[row] for row in talk] for talk in talks.values()],
        about["stages"],
        kinds=true_kinds(gold)[rows],
        stage=np.array([stages.index(gold[row]["stage"]) if gold[row]["stage"] else -1 for row in rows]),
        valence=np.array([float(gold[row]["valence"] or 0) for row in rows]),
    )


def _transcripts(source: Path) -> tuple[Transcript, ...]:
    """Read a study's files without keeping anything."""
    with tempfile.TemporaryDirectory() as folder, open_project(Path(folder)) as project:
        interviews, verdicts = read_study(source, {}, lambda _: None, "ru")
        settings = IngestSettings(anonymize=False, language="ru", keep=(), workers=1)
        return ingest(interviews, verdicts, settings, project, lambda _: None).transcripts


def _case(  # noqa: PLR0913 (units and their true codes)
    product: Product,
    talks: list[list[Unit]],
    stages: Sequence[dict[str, str]],
    *,
    kinds: NDArray[np.bool_],
    stage: NDArray[np.intp],
    valence: NDArray[np.float64],
) -> Case:
    """Read the units as the product does."""
    units = [unit for talk in talks for unit in talk]
    read = understand(product, units)
    output, chances = read.heard.output, read.coded.chances
    said = read.vectors.of(unit.text for unit in units)
    limits = product.reader.judge(output, np.zeros_like(chances)).limits
    known = load_script(HELD_OUT).stages_of(stages)
    scores, bags = _stage_scores(product, talks, known, output, said)
    return Case(
        talks=talks,
        units=units,
        judged=Judgement(chances=chances, limits=limits),
        alike=Alike(units=units, near=(output.themes, output.stages), meaning=said, asked=output.asked),
        scores=scores,
        bags=bags,
        kinds=kinds,
        stage=stage,
        valence=valence,
    )


def _stage_scores(
    product: Product, talks: list[list[Unit]], stages: tuple[Stage, ...], output: ReaderOutput, said: Matrix
) -> tuple[NDArray[np.float64], csr_matrix]:
    """Return float64[n, stages], what speaks for each stage before the talk smooths it, and the words."""
    units = [unit for talk in talks for unit in talk]
    language, reader = units[0].language, product.reader
    words, plan = read_words(units, language), plan_stages(stages, language)
    spoken = Spoken(
        interviews=tuple(talks),
        vectors=said,
        question_vectors=product.vectors([unit.question for unit in units]),
        reading=reader.stage_reading(output, product.store),
    )
    lexicon = build_lexicon(plan, [*words.said, *words.asked])
    signs = stage_signs(spoken, plan, words, lexicon, product.vectors(stage_texts(stages, language)))
    return signs @ reader.stage_weights.values(), words.bags
