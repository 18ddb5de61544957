"""Fold correction lines into a board; docs/corrections.md states each rule, the page keeps the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...records import StageId, UtteranceId
from .board import Ignored
from .edits import EDITS
from .lines import resolve_stages
from .ops import Retract
from .working import WorkingBoard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ...records import Kind
    from .board import Board, BoardUnit
    from .ops import Edit


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What people set, after all lines: whole sets of kinds, stages (None: at none) and valences."""

    kinds: Mapping[UtteranceId, frozenset[Kind]]
    stages: Mapping[UtteranceId, StageId | None]
    valence: Mapping[UtteranceId, float]


def active(lines: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return the lines that no active line retracts, in their order; the same id twice is one line."""
    once: dict[str, Edit] = {}
    for line in lines:
        once.setdefault(line.id, line)
    retracted: set[str] = set()
    kept = []
    for line in reversed(once.values()):
        if line.id in retracted:
            continue
        kept.append(line)
        if isinstance(line, Retract):
            retracted.add(line.line)
    return tuple(reversed(kept))


def fold(base: Board, lines: Sequence[Edit]) -> Board:
    """Return the board that follows from ``base`` and the active ones of ``lines``, in their order.

    Nothing raises: what cannot apply is ignored and listed with its reason.
    """
    board = WorkingBoard(base)
    places: dict[str, int] = {}
    for line in lines:
        places.setdefault(line.id, len(places))
    ignored = []
    for line in resolve_stages(active(lines), base.stages):
        board.missed = []
        if isinstance(line, Retract):
            applied = places.get(line.line, len(places)) < places[line.id]
            if not applied:
                board.miss("no-line", line.line)
        else:
            applied = EDITS[type(line)](board, line)
        if board.missed:
            detail = " ".join(missed for _, missed in board.missed)
            ignored.append(Ignored(line=line.id, reason=board.missed[0][0], detail=detail, partial=applied))
    return board.done(ignored)


def told(base: Board, lines: Sequence[Edit]) -> Told:
    """Return what people set of utterances; who accepts a theme agrees with its kind for each member."""
    board = fold(base, lines)
    kinds = {id_: frozenset(unit.kinds) for id_, unit in _set(board, "kinds")}
    for theme in board.themes:
        if theme.verdict == "accepted" and not theme.dead:
            for id_ in theme.units:
                if id_ in board.units:
                    kinds.setdefault(id_, frozenset(board.units[id_].kinds) | {theme.kind})
    stages = {id_: unit.stage for id_, unit in _set(board, "stage")}
    return Told(
        kinds={UtteranceId(id_): kinds[id_] for id_ in board.units if id_ in kinds},
        stages={UtteranceId(id_): None if stage is None else StageId(stage) for id_, stage in stages.items()},
        valence={UtteranceId(id_): unit.valence for id_, unit in _set(board, "valence")},
    )


def _set(board: Board, facet: str) -> list[tuple[str, BoardUnit]]:
    return [(id_, unit) for id_, unit in board.units.items() if facet in unit.told]
