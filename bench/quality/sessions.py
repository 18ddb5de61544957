"""Think-aloud sessions: kinds, themes and tasks of spans that researchers coded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import sets
from checkout import SEED
from comparing import OURS, THEME_HEADS, any_kappa, kind_figures, lead_row, say, theme_row
from groupings import compared
from measures import Figure, bootstrap, half_samples, macro_f1, numbered, v_measure
from ours import KINDS, ours_stages, ours_themes, spoken_units, understand
from peers_themes import kmeans
from table import Row, Section

from pipeline.records import Stage, StageId, StageSource

if TYPE_CHECKING:
    from comparing import Bench
    from numpy.typing import NDArray
    from ours import Understood
    from sets import Span

    from pipeline.records import Unit

ROUGH = {"pain": "pain", "positive": "positive", "wish": "idea"}  # their rough kinds → ours


def usability(bench: Bench) -> list[Section]:
    """Read the spans in the order of speech, then compare kinds, themes and tasks."""
    folder = bench.data / "swj_serdif_usability"
    spans, tasks = sets.swj_spans(folder), sets.swj_tasks(folder)
    say(f"swj: {len(spans)} spans")
    units = _units(spans)
    read = understand(bench.product, units)
    return [
        _kinds(bench, spans, read),
        _themes(bench, spans, read),
        _tasks(bench, spans, read, tasks),
    ]


def _units(spans: list[Span]) -> list[Unit]:
    """Return the spans as units; those of one step of a session are neighbours in one answer."""
    ends = {span.session: span.start for span in spans}  # the last one's, as they are in order
    turns: dict[tuple[str, str, str], int] = {}
    said = []
    for span in spans:
        turn = turns.setdefault((span.session, span.task, span.step), len(turns))
        said.append((span.session, turn, span.start / max(1, ends[span.session]), span.text))
    return spoken_units(said, "en")


def _blocks(spans: list[Span]) -> list[tuple[str, str, str]]:
    return [(span.session, span.task, span.step) for span in spans]


def _kinds(bench: Bench, spans: list[Span], read: Understood) -> Section:
    """Compare three kinds with the rough kinds of the researchers' codes."""
    places = [[kind.value for kind in KINDS].index(name) for name in ROUGH.values()]
    true = np.array([[rough in span.kinds for rough in ROUGH] for span in spans])
    texts, questions = [unit.text for unit in read.units], [unit.question for unit in read.units]
    told = {OURS: read.kinds}
    told |= {peer.name: peer.told(texts, questions, "en") for peer in bench.kind_peers}
    blocks = _blocks(spans)
    rows = [
        Row(
            who=who,
            figures=kind_figures(found[:, places], true, blocks, bench.scale),
            ours=who == OURS,
        )
        for who, found in told.items()
    ]
    some = {who: found[:, places] for who, found in told.items()}
    peers = [who for who in told if who != OURS]
    rows.append(
        lead_row(some, true, (macro_f1, any_kappa), blocks, bench.scale, peers=peers, columns=2 + len(ROUGH))
    )
    return Section(
        title=f"swj, kinds of {len(spans)} spans",
        heads=("macro-F1", "any of them, kappa", *ROUGH.values()),
        rows=tuple(rows),
        note="kinds are read off the names of the researchers' codes; questions are not known. "
        "Intervals: steps of a session drawn with replacement.",
    )


def _themes(bench: Bench, spans: list[Span], read: Understood) -> Section:
    """Compare groupings of the spans that have one code."""
    rows = [row for row, span in enumerate(spans) if span.code]
    gold, blocks = [spans[row].code for row in rows], _blocks([spans[row] for row in rows])
    labels = ours_themes(read, rows, as_coded=True, learnt=True)
    found = [
        theme_row("our grouping, kinds as coded", gold, labels, blocks, bench.scale, ours=True),
        *compared(bench, read, rows, gold, blocks),
    ]
    return Section(
        title=f"swj, {sets.groups(gold)} codes of {len(gold)} spans",
        heads=THEME_HEADS,
        rows=tuple(found),
        note="spans with one code; no stages. Kinds as coded: what our readers give no kind is left out; in "
        "the other lines all is of one kind. A span left out is alone for V, ARI and AMI. Intervals: halves "
        "of the steps.",
    )


def _tasks(bench: Bench, spans: list[Span], read: Understood, tasks: dict[str, str]) -> Section:
    """Compare ways to tell the task that a span is about, its name being known."""
    stages = tuple(
        Stage(id=StageId(number), name=name, order=order, source=StageSource.GIVEN)
        for order, (number, name) in enumerate(tasks.items(), start=1)
    )
    product, units = bench.product, read.units
    said = product.vectors([unit.text for unit in units])
    near = (said @ product.vectors([stage.name for stage in stages]).T).argmax(axis=1)
    slices = [min(int(unit.position * len(stages)), len(stages) - 1) for unit in units]
    told: dict[str, list[str]] = {
        "our stages": ours_stages(product, read, stages),
        "nearest name by e5-small": [stages[place].id for place in near],
        "equal slices of the session": [stages[place].id for place in slices],
    }
    true = [span.task for span in spans]
    rows = [_task_row(bench, who, found, true, _blocks(spans)) for who, found in told.items()]
    groups = kmeans(said, len(stages))
    rows.append(
        Row(
            who="k-means, told k",
            figures=(None, _likeness(bench, numbered(true), groups, _blocks(spans))),
        )
    )
    return Section(
        title=f"swj, {len(stages)} tasks of {len(spans)} spans",
        heads=("accuracy", "V"),
        rows=tuple(rows),
        note="every session runs through the tasks in the same order, so a span's place tells most.",
    )


def _task_row(
    bench: Bench, who: str, told: list[str], true: list[str], blocks: list[tuple[str, str, str]]
) -> Row:
    right = np.array([a == b for a, b in zip(told, true, strict=True)])
    accuracy = bootstrap(blocks, lambda rows: float(right[rows].mean()), bench.scale.times, SEED)
    alike = _likeness(bench, numbered(true), numbered(told), blocks)
    return Row(who=who, figures=(accuracy, alike), ours=who == "our stages")


def _likeness(
    bench: Bench, true: NDArray[np.intp], told: NDArray[np.intp], blocks: list[tuple[str, str, str]]
) -> Figure:
    return half_samples(blocks, lambda rows: v_measure(true[rows], told[rows]), bench.scale.pair_times, SEED)
