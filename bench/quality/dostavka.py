"""The gold study: the whole product on its files, and its parts beside peers on the gold's own units."""

from __future__ import annotations

import shutil
import tempfile
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from checkout import SEED
from comparing import (
    ERROR_HEADS,
    KIND_HEADS,
    OURS,
    THEME_HEADS,
    any_kappa,
    error_row,
    kind_figures,
    lead_row,
    say,
    sign_figure,
    theme_row,
)
from groupings import compared
from measures import Figure, bootstrap, kappa, macro_f1
from ours import understand
from scored import stage_accuracy, themed, told_of, true_kinds
from sets import Missing, json_lines
from table import Row, Section

from pipeline.progress import SilentProgress
from pipeline.records import SpeakerRole, Utterance, UtteranceId
from pipeline.store.project import open_project
from pipeline.workflow.run import run_study
from pipeline.workflow.understanding import units_of
from pipeline.workflow.values import RunOptions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from comparing import Bench
    from numpy.typing import NDArray
    from ours import Understood
    from scored import Told

    from pipeline.records import Transcript, Unit

WHOLE_HEADS = (
    "coverage", "kinds macro-F1", "worth coding, kappa", "stage", "valence sign", "findings, recall",
    "findings, precision",
)  # fmt: skip
MODES = ("given", "auto")


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """The gold units with what the product made of the study; a block is a turn."""

    gold: list[dict[str, Any]]
    units: list[Unit]
    blocks: list[tuple[str, int]]
    drafts: dict[str, Told]


def sections(bench: Bench) -> list[Section]:
    """Run the product with given and with found stages, code and group the gold's units, compare."""
    study = _study(bench)
    read = understand(bench.product, study.units)
    codings = {"the whole product": study.drafts["given"].kinds, OURS: read.kinds}
    return [_whole(bench, study), *_kinds(bench, study, codings), _themes(bench, study, read)]


def _study(bench: Bench) -> Study:
    """Run the product on copies of the study."""
    data = bench.data
    source = data / "dostavka" / "study"
    if not source.is_dir():
        raise Missing(f"{source} is not there")
    gold = json_lines(data / "dostavka" / "gold" / "gold.jsonl")
    drafts, transcripts = {}, ()
    for mode in MODES:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "study"
            _copy(source, root)
            options = RunOptions(anonymize=False, stages="auto" if mode == "auto" else None)
            report = run_study(root, options, SilentProgress())
            say(f"  run, stages {mode}: {sum(step.seconds for step in report.steps):.0f} s")
            drafts[mode] = told_of(data, report.draft, gold, mode)
            with open_project(root, readonly=True) as project:
                transcripts = project.transcripts()
    return Study(
        gold=gold,
        units=_gold_units(gold, transcripts),
        blocks=[(unit["file"], unit["turn"]) for unit in gold],
        drafts=drafts,
    )


def _copy(source: Path, target: Path) -> None:
    """Copy files and no permissions: the original may be read-only."""
    for path in sorted(source.rglob("*")):
        if path.is_file():
            copy = target / path.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)


def _gold_units(gold: Sequence[dict[str, Any]], transcripts: Sequence[Transcript]) -> list[Unit]:
    """Return the gold units in the context that the product gives its own: question and neighbours."""
    by_file: dict[str, list[int]] = defaultdict(list)
    for row, unit in enumerate(gold):
        by_file[unit["file"]].append(row)
    units: dict[int, Unit] = {}
    for path, rows in by_file.items():
        transcript = next(t for t in transcripts if t.path.endswith(path))
        said = [_utterance(gold[row], row, transcript) for row in rows]
        units |= dict(zip(rows, units_of(transcript, said), strict=True))
    return [units[row] for row in range(len(gold))]


def _utterance(unit: dict[str, Any], row: int, transcript: Transcript) -> Utterance:
    """Return a gold unit as an utterance of its turn."""
    turn = transcript.turns[unit["turn"]]
    start = turn.start + max(0, turn.text.find(unit["text"]))
    return Utterance(
        id=UtteranceId(f"gold-{row:04}"),
        interview=transcript.id,
        turn=turn.index,
        speaker=turn.speaker,
        speaker_role=SpeakerRole.RESPONDENT,
        start=start,
        end=start + len(unit["text"]),
        text=unit["text"],
    )


def _whole(bench: Bench, study: Study) -> Section:
    """Compare given with found stages."""
    rows = [_whole_row(bench, study, mode) for mode in MODES]
    return Section(
        title="dostavka, the whole product",
        heads=WHOLE_HEADS,
        rows=tuple(rows),
        note="found stages are matched one to one. Intervals: turns drawn with replacement.",
    )


def _whole_row(bench: Bench, study: Study, mode: str) -> Row:
    told, true = study.drafts[mode], true_kinds(study.gold)
    felt = np.array([float(unit["valence"] or 0) for unit in study.gold])
    times = bench.scale.times

    def over(statistic: Any) -> Figure:
        return bootstrap(study.blocks, statistic, times, SEED)

    figures = (
        told.figures["coverage"],
        over(lambda rows: macro_f1(told.kinds[rows], true[rows])),
        over(lambda rows: kappa(told.kinds[rows].any(axis=1), true[rows].any(axis=1))),
        over(lambda rows: stage_accuracy(told.stages, study.gold, rows)),
        sign_figure(told.felt, felt, study.blocks, bench.scale),
        told.figures["findings"]["recall"],
        told.figures["findings"]["precision"],
    )
    return Row(who=f"stages {mode}", figures=figures, ours=True)


def _kinds(bench: Bench, study: Study, ours: dict[str, NDArray[np.bool_]]) -> list[Section]:
    """Compare codings by F1 and by errors."""
    true, scale = true_kinds(study.gold), bench.scale
    texts = [unit.text for unit in study.units]
    questions = [unit.question for unit in study.units]
    peers = {peer.name: peer.told(texts, questions, "ru") for peer in bench.kind_peers}
    every = [(who, told, who in ours) for who, told in (ours | peers).items()]
    rows = [Row(who=who, figures=kind_figures(told, true, study.blocks, scale), ours=own)
            for who, told, own in every]  # fmt: skip
    ways, columns = (macro_f1, any_kappa), len(KIND_HEADS)
    rows.append(lead_row(ours | peers, true, ways, study.blocks, scale, peers=list(peers), columns=columns))
    return [
        Section(
            title="dostavka, kinds of gold units",
            heads=KIND_HEADS,
            rows=tuple(rows),
            note="the whole product cuts its own utterances, all others read the gold's. Behind kappa: each "
            "kind's F1. Intervals: turns drawn with replacement.",
        ),
        Section(
            title="dostavka, errors of 100 units",
            heads=ERROR_HEADS,
            rows=tuple(error_row(who, told, true, ours=own) for who, told, own in every),
            note="missed + told falsely; a unit may be counted under several kinds.",
        ),
    ]


def _themes(bench: Bench, study: Study, read: Understood) -> Section:
    """Compare groupings of the units that have a gold theme."""
    rows, scale = themed(study.gold), bench.scale
    gold = [study.gold[row]["theme"] for row in rows]
    blocks = [study.blocks[row] for row in rows]
    found = []
    for mode in MODES:
        labels = [study.drafts[mode].themes[row] for row in rows]
        found.append(theme_row(f"the whole product, stages {mode}", gold, labels, blocks, scale, ours=True))
    found += compared(bench, read, rows.tolist(), gold, blocks)
    return Section(
        title=f"dostavka, {len(set(gold))} themes of {len(gold)} gold units",
        heads=THEME_HEADS,
        rows=tuple(found),
        note="the whole product codes, places and groups by itself; all others are given the units that have "
        "a theme, and no kinds or stages. Peers see e5-small's vectors where nothing else is said, our "
        "grouping the words and questions as well. A unit left out is alone for V, ARI and AMI. Intervals: "
        "halves of the turns.",
    )
