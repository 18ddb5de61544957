"""What each op does to a board: one function an op, which tells whether any of the line applied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ...records import LabelOrigin
from . import ops
from .board import BoardStage, Remark

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .ops import Edit
    from .working import WorkingBoard


def _rename(board: WorkingBoard, line: ops.Rename) -> bool:
    theme = board.theme(line.theme)
    if theme:
        theme.now = replace(theme.now, label=line.label, origin=LabelOrigin.PERSON)
    return bool(theme)


def _merge(board: WorkingBoard, line: ops.Merge) -> bool:
    into = board.theme(line.into)
    if not into:
        return False
    others = [id_ for id_ in line.themes if id_ != line.into]
    if not others:
        board.miss("own-merge", line.into)
    found = board.living(others)
    for other in found:
        for unit in tuple(other.units):
            if other.kind is not into.kind:
                board.give(unit, into.kind)
                board.take(unit, other.kind)
            board.leave(unit, other)
            board.enter(unit, into)
        into.against.update(other.against)
        other.against.clear()
        other.now = replace(other.now, dead="merged")
    for unit in into.units:
        into.against.pop(unit, None)
    if found and line.label is not None:
        into.now = replace(into.now, label=line.label, origin=LabelOrigin.PERSON)
    return bool(found)


def _split(board: WorkingBoard, line: ops.Split) -> bool:
    theme = board.theme(line.theme)
    if not theme or _taken(board, line.as_):
        return False
    new = board.found(line.as_, theme.kind, theme.now.stage, line.label)
    for unit in board.known(line.units):
        if unit in theme.units:
            board.leave(unit, theme)
            board.enter(unit, new)
        else:
            board.miss("nothing-left", unit)
    return True


def _move(board: WorkingBoard, line: ops.Move) -> bool:
    to = None if line.to is None else board.theme(line.to)
    source = None if line.from_ is None else board.theme(line.from_, dead_too=line.to is not None)
    if board.missed:
        return False
    units = board.known(line.units)
    if not to:
        inside = [unit for unit in units if source and unit in source.units]
        for unit in units:
            if source and unit in source.units:
                board.leave(unit, source)
            else:
                board.miss("nothing-left", unit)
        return bool(inside)
    for unit in units:
        if source:
            board.leave(unit, source)
        board.give(unit, to.kind)
        if source and source.kind is not to.kind:
            board.take(unit, source.kind)
        board.enter(unit, to)
    return bool(units)


def _create(board: WorkingBoard, line: ops.Create) -> bool:
    if _taken(board, line.as_) or (line.stage is not None and not board.stage(line.stage)):
        return False
    new = board.found(line.as_, line.kind, line.stage, line.label)
    for unit in board.known(line.units):
        board.give(unit, line.kind)
        board.enter(unit, new)
    return True


def _taken(board: WorkingBoard, id_: str) -> bool:
    if id_ in board.themes:
        board.miss("taken", id_)
    return id_ in board.themes


def _code(board: WorkingBoard, line: ops.Code) -> bool:
    units = board.known(line.units)
    for unit in units:
        for kind in line.remove:
            board.take(unit, kind)
        for kind in line.add:
            board.give(unit, kind)
        board.tell(unit, "kinds")
        if not board.units[unit].kinds:
            board.leave_all(unit)
    return bool(units)


def _place(board: WorkingBoard, line: ops.Place) -> bool:
    if line.stage is not None and not board.stage(line.stage):
        return False
    units = board.known(line.units)
    for unit in units:
        board.place(unit, line.stage)
    return bool(units)


def _feel(board: WorkingBoard, line: ops.Feel) -> bool:
    units = board.known(line.units)
    for unit in units:
        now = board.units[unit]
        irrelevant = now.irrelevant and not line.valence
        board.units[unit] = replace(now, valence=line.valence, irrelevant=irrelevant)
        board.tell(unit, "valence")
    return bool(units)


def _irrelevant(board: WorkingBoard, line: ops.Irrelevant) -> bool:
    units = board.known(line.units)
    for unit in units:
        now = board.units[unit]
        if line.on:
            board.units[unit] = replace(now, kinds={}, stage=None, valence=0.0, irrelevant=True)
            board.tell(unit, "kinds", "stage", "valence")
            board.leave_all(unit)
        elif now.irrelevant:
            was = board.base.units[unit]
            board.units[unit] = replace(was, stage=board.resolved(was.stage), pinned=now.pinned)
    return bool(units)


def _pin(board: WorkingBoard, line: ops.Pin) -> bool:
    themes, units = board.living(line.themes), board.known(line.units)
    for theme in themes:
        theme.now = replace(theme.now, pinned=line.on)
    for unit in units:
        board.units[unit] = replace(board.units[unit], pinned=line.on)
    return bool(themes or units)


def _judge(board: WorkingBoard, line: ops.Judge) -> bool:
    themes = board.living(line.themes)
    for theme in themes:
        theme.now = replace(theme.now, verdict=line.verdict)
    return bool(themes)


def _retheme(board: WorkingBoard, line: ops.Retheme) -> bool:
    theme = board.theme(line.theme)
    if not theme or (line.stage is not None and not board.stage(line.stage)):
        return False
    old = theme.now
    if line.kind is not None and line.kind is not old.kind:
        theme.now = replace(theme.now, kind=line.kind)
        for unit in tuple(theme.units):
            board.give(unit, line.kind)
            board.take(unit, old.kind)
            board.enter(unit, theme)
    if line.staged and line.stage != old.stage:
        theme.now = replace(theme.now, stage=line.stage)
        for unit in theme.units:
            if board.units[unit].stage == old.stage:
                board.place(unit, line.stage)
    return True


def _stage_rename(board: WorkingBoard, line: ops.StageRename) -> bool:
    stage = board.stage(line.stage)
    if stage:
        board.stages[board.stages.index(stage)] = replace(stage, name=line.name)
    return bool(stage)


def _stage_order(board: WorkingBoard, line: ops.StageOrder) -> bool:
    named = [stage for id_ in dict.fromkeys(line.order) if (stage := board.stage(id_))]
    board.stages = [*named, *(stage for stage in board.stages if stage not in named)]
    return bool(named)


def _stage_merge(board: WorkingBoard, line: ops.StageMerge) -> bool:
    stage, into = board.stage(line.stage), board.stage(line.into)
    if not stage or not into:
        return False
    if stage is into:
        board.miss("own-merge", line.into)
        return False
    board.stages.remove(stage)
    board.merged[stage.id] = into.id
    for id_, unit in board.units.items():
        if unit.stage == stage.id:
            board.units[id_] = replace(unit, stage=into.id)
    for theme in board.themes.values():
        if theme.now.stage == stage.id:
            theme.now = replace(theme.now, stage=into.id)
    return True


def _stage_add(board: WorkingBoard, line: ops.StageAdd) -> bool:
    if line.as_ in board.merged or any(stage.id == line.as_ for stage in board.stages):
        board.miss("taken", line.as_)
        return False
    after = None if line.after is None else board.stage(line.after)
    at = 0 if line.after is None else board.stages.index(after) + 1 if after else len(board.stages)
    board.stages.insert(at, BoardStage(id=line.as_, name=line.name, source="given"))
    return True


def _comment(board: WorkingBoard, line: ops.Comment) -> bool:
    on = line.on
    there = {
        "theme": lambda: board.theme(on.id, dead_too=True),
        "unit": lambda: board.known([on.id]),
        "stage": lambda: board.stage(on.id),
    }.get(on.type, lambda: True)()
    if there:
        board.comments.append(
            Remark(id=line.id, type=on.type, target=on.id, text=line.text, author=line.author, time=line.time)
        )
    return bool(there)


EDITS: Mapping[type[Edit], Callable[[WorkingBoard, Any], bool]] = {
    ops.Rename: _rename,
    ops.Merge: _merge,
    ops.Split: _split,
    ops.Move: _move,
    ops.Create: _create,
    ops.Code: _code,
    ops.Place: _place,
    ops.Feel: _feel,
    ops.Irrelevant: _irrelevant,
    ops.Pin: _pin,
    ops.Judge: _judge,
    ops.Retheme: _retheme,
    ops.StageRename: _stage_rename,
    ops.StageOrder: _stage_order,
    ops.StageMerge: _stage_merge,
    ops.StageAdd: _stage_add,
    ops.Comment: _comment,
}
