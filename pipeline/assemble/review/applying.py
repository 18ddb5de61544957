"""A board back to evidence: what the maps of a corrected draft are built from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ...records import (
    Kind,
    KindScore,
    Stage,
    StageId,
    StageScore,
    StageSource,
    Theme,
    ThemeId,
    UtteranceId,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...records import Coding, Family, Grouping
    from ..maps.base import Evidence
    from .board import Board, BoardTheme, BoardUnit

_KINDS = tuple(Kind)
_SAID = {"ru": "указал человек", "en": "said by a person"}
_NOBODY = "∅"  # the stage of what has none, after every other in the order


def revised(evidence: Evidence, board: Board) -> Evidence:
    """Return the evidence as the board shows it; what the board left alone stays the very same record.

    Themes without utterances are none, rejected ones stand apart, and what is coded but in no theme stands
    alone.
    """
    why = _SAID.get(evidence.language, _SAID["en"])
    codings = {i: _coding(old, board.units[i], why) for i, old in evidence.codings.items()}
    known = {theme.id: theme for theme in evidence.grouping.themes}
    shown = [theme for theme in board.themes if theme.units]
    themes = [_theme(theme, known, board) for theme in shown if theme.verdict != "rejected"]
    themes.sort(key=lambda theme: (_KINDS.index(theme.kind), theme.stage or _NOBODY, theme.id))
    grouped = {i for theme in themes for i in theme.utterances}
    grouping = replace(
        evidence.grouping,
        themes=tuple(themes),
        unassigned=tuple(i for i in sorted(codings) if codings[i].kinds and i not in grouped),
        families=_families(evidence.grouping, themes),
    )
    return replace(
        evidence,
        codings=codings,
        stages=_stages(evidence, board),
        grouping=grouping,
        rejected=tuple(_theme(theme, known, board) for theme in shown if theme.verdict == "rejected"),
        comments=board.comments,
        ignored=board.ignored,
    )


def _coding(old: Coding, unit: BoardUnit, why: str) -> Coding:
    """Return the coding with what people set in it."""
    if not (unit.told or unit.irrelevant):
        return old if _stands(old, unit) else _moved(old, unit, why)
    kinds = old.kinds
    if "kinds" in unit.told or unit.irrelevant:
        reasons = {scored.kind: scored for scored in old.kinds}
        kinds = tuple(
            replace(reasons[kind], score=score)
            if kind in reasons
            else KindScore(kind=kind, score=score, why=why)
            for kind, score in unit.kinds.items()
        )
    told = tuple(sorted(unit.told))
    return replace(_moved(old, unit, why), kinds=kinds, valence=_valence(old, unit), told=told)


def _stands(old: Coding, unit: BoardUnit) -> bool:
    return (old.stage.id if old.stage else None) == unit.stage


def _moved(old: Coding, unit: BoardUnit, why: str) -> Coding:
    """Return the coding at the unit's stage: people moved it, or merged its stage with another."""
    if _stands(old, unit) and "stage" not in unit.told:
        return old
    if unit.stage is None:
        return replace(old, stage=None)
    if old.stage and "stage" not in unit.told:  # its stage was merged with this one
        return replace(old, stage=replace(old.stage, id=StageId(unit.stage)))
    return replace(old, stage=StageScore(id=StageId(unit.stage), score=1.0, why=why))


def _valence(old: Coding, unit: BoardUnit) -> float:
    return unit.valence if "valence" in unit.told or unit.irrelevant else old.valence


def _theme(theme: BoardTheme, known: Mapping[ThemeId, Theme], board: Board) -> Theme:
    """Return the theme's record, pinned quotes first."""
    ids = sorted(theme.units, key=lambda i: not board.units[i].pinned)
    members = tuple(UtteranceId(i) for i in ids)
    old = known.get(ThemeId(theme.id))
    same = old is not None and set(old.utterances) == set(members)
    return Theme(
        id=ThemeId(theme.id),
        kind=theme.kind,
        stage=None if theme.stage is None else StageId(theme.stage),
        label=theme.label,
        label_origin=theme.origin,
        keywords=theme.keywords,
        utterances=members,
        cohesion=theme.cohesion,
        stability=theme.stability,
        against=tuple(UtteranceId(i) for i in theme.against),
        halves=old.halves if old and same else (),
        accepted=theme.verdict == "accepted",
        pinned=theme.pinned,
    )


def _families(grouping: Grouping, themes: list[Theme]) -> tuple[Family, ...]:
    """Keep the families whose themes still stand together; one theme is no family."""
    by_id = {theme.id: theme for theme in themes}
    kept = []
    for family in grouping.families:
        stand = tuple(
            i
            for i in family.themes
            if i in by_id and (by_id[i].kind, by_id[i].stage) == (family.kind, family.stage)
        )
        if len(stand) > 1:
            kept.append(replace(family, themes=stand))
    return tuple(kept)


def _stages(evidence: Evidence, board: Board) -> tuple[Stage, ...]:
    known = {stage.id: stage for stage in evidence.stages}
    found = []
    for order, stage in enumerate(board.stages, start=1):
        old = known.get(StageId(stage.id))
        if old is None:
            new = Stage(id=StageId(stage.id), name=stage.name, order=order, source=StageSource.GIVEN)
            found.append(new)
        else:
            found.append(replace(old, name=stage.name, order=order))
    return tuple(found)
