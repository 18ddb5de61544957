"""What the page shows of an atlas beside the live map: maps of the other kinds, and the sheets.

Maps and sheets say the same things many times over, so everything is told once and named by its number:
texts, sets of utterances, claims.  ``sheets.js`` reads it; an entry is a list whose places are named here.

* utterances: their places in the draft that the page was given; stages: places in the list of stages;
* theme: its place in the draft that the page was given, or [id, label] where that draft names it otherwise;
* claim: [theme or -1, set of utterances, role, n, of, grade, text]: the text is left out where it is the
  theme's label, or without a theme the words of the first utterance; -1 means these words;
* feeling: [mean, spread, n, respondents, negative, positive], or 0;
* figure: [id, name, value, unit, of, set of utterances], names and units being texts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..atlas.wording import guide_closing, guide_opening
from ..maps.rules_kinds import PURPOSES
from .packing import Packing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..atlas.values import (
        Atlas,
        Barrier,
        ChannelBreak,
        Contradiction,
        GuideQuestion,
        Portrait,
        SideBySide,
        Snapshot,
        Story,
        TouchRow,
    )
    from ..draft import CellPart, FeelingPart, FigurePart, LanePart, MapPart
    from ..values import Feeling, Figure

LIVE = "journey"  # the page makes it itself, with every correction
NONE = -1  # where a place or a number is looked for


def sheets_of(atlas: Atlas) -> dict[str, Any]:
    """Return maps and sheets as the script takes them; n of N counts the respondents of one role."""
    pack = Packing(atlas.draft, atlas.sheet.base if atlas.sheet else atlas.draft)
    kinds = dict.fromkeys(drawn.kind for drawn in atlas.maps)
    packed = {
        "kinds": {kind: {lang: PURPOSES[lang].get(kind, "") for lang in PURPOSES} for kind in kinds},
        "maps": [_map(drawn, pack) for drawn in atlas.maps if drawn.kind != LIVE or drawn.segment],
        "portraits": [_portrait(one, pack) for one in atlas.portraits],
        "stories": [_story(one, pack) for one in atlas.stories],
        "barriers": [_barrier(one, pack) for one in atlas.barriers],
        "touchpoints": [_touch(row, pack) for row in atlas.touchpoints],
        "breaks": [_break(one, pack) for one in atlas.breaks],
        "contradictions": [_contradiction(one, pack) for one in atlas.contradictions],
        "views": _views(atlas.views, pack) if atlas.views else None,
        "guide": [_question(one, pack) for one in atlas.guide],
        "opening": guide_opening(atlas.draft.study.language),
        "closing": guide_closing(atlas.draft.study.language),
        "snapshots": [_snapshot(one, pack) for one in atlas.snapshots],
        "rules": dict(atlas.rules),
    }
    return {**packed, **pack.tables()}


def _felt(felt: Feeling | FeelingPart | None) -> Sequence[float] | int:
    if felt is None:
        return 0
    counts = (felt.n, felt.respondents, felt.negative, felt.positive)
    return [round(felt.mean, 2), round(felt.spread, 2), *counts]


def _figure(figure: Figure | FigurePart, pack: Packing) -> list[Any]:
    value = round(figure.value, 3)
    told = [pack.text(figure.id), pack.text(figure.name), int(value) if value == int(value) else value]
    return [*told, pack.text(figure.unit), figure.of, pack.units(figure.utterances)]


def _map(drawn: MapPart, pack: Packing) -> dict[str, Any]:
    return {
        "kind": drawn.kind,
        "viewpoint": drawn.viewpoint,
        "segment": drawn.segment,
        "respondents": drawn.respondents,
        "rules": [pack.text(rule) for rule in drawn.rules],
        "lanes": [_lane(lane, drawn.viewpoint, pack) for lane in drawn.lanes],
    }


def _lane(lane: LanePart, viewpoint: str, pack: Packing) -> list[Any]:
    """Describe a lane as [id, name, border, cells]."""
    cells = [[pack.stage(cell.stage), _cell(cell, viewpoint, pack)] for cell in lane.cells]
    return [lane.id, pack.text(lane.name), pack.text(lane.border), cells]


def _cell(cell: CellPart, viewpoint: str, pack: Packing) -> dict[str, Any]:
    """Describe a cell: claims, hint, feeling, numbers, what was given; what is empty is left out."""
    whole = {
        "c": pack.claims(cell.claims, viewpoint) or None,
        "h": pack.text(cell.hint) if cell.hint else None,
        "f": _felt(cell.feeling) or None,
        "n": [_figure(figure, pack) for figure in cell.figures] or None,
        "g": pack.text(cell.given) if cell.given else None,
    }
    return {name: value for name, value in whole.items() if value is not None}


def _portrait(one: Portrait, pack: Packing) -> dict[str, Any]:
    lists = ("motives", "jobs", "barriers", "likes", "ideas", "touchpoints")
    return {
        "id": one.id,
        "name": one.name,
        "origin": one.origin,
        "role": one.role,
        "n": len(one.voices),
        "of": one.of,
        "talks": sorted({interview for interview, _ in one.voices}),
        "apart": [pack.theme(theme) for theme in one.apart],
        "feelings": [[pack.stage(stage), _felt(felt)] for stage, felt in one.feelings],
        "quotes": pack.units(one.quotes),
        "rule": one.rule,
        **{name: pack.claims(getattr(one, name), one.role) for name in lists},
    }


def _story(one: Story, pack: Packing) -> dict[str, Any]:
    return {
        "portrait": one.portrait,
        "talk": one.voice[0],
        "steps": [
            [pack.stage(step.stage), pack.units(step.utterances), round(step.valence, 2)]
            for step in one.steps
        ],
        "of": one.of,
        "rule": one.rule,
    }


def _barrier(one: Barrier, pack: Packing) -> dict[str, Any]:
    return {
        "id": one.id,
        "claim": pack.claim(one.claim, one.viewpoint),
        "role": one.viewpoint,
        "stage": pack.stage(one.stage),
        "rank": one.rank,
        "parts": [round(part, 3) for part in (one.priority, one.share, one.intensity, one.weight)],
        "moment": int(one.moment),
        "question": pack.text(one.question),
        "solutions": [
            [
                each.source,
                pack.claim(each.claim, each.viewpoint),
                pack.stage(each.stage),
                round(each.likeness, 2),
            ]
            for each in one.solutions
        ],
    }


def _touch(row: TouchRow, pack: Packing) -> list[Any]:
    claim = pack.claim(row.claim, row.viewpoint)
    return [pack.stage(row.stage), row.touchpoint.id, row.viewpoint, claim, _felt(row.feeling)]


def _break(one: ChannelBreak, pack: Packing) -> list[Any]:
    claim, cost = pack.claim(one.claim, one.viewpoint), pack.units(one.cost)
    return [pack.stage(one.stage), one.before.id, one.after.id, one.viewpoint, claim, cost]


def _question(one: GuideQuestion, pack: Packing) -> list[Any]:
    known = pack.units(one.utterances)
    return [one.role, pack.stage(one.stage), one.kind or "", one.reason, pack.text(one.text), known]


def _contradiction(one: Contradiction, pack: Packing) -> dict[str, Any]:
    return {
        "id": one.id,
        "stage": pack.stage(one.stage),
        "topic": one.topic,
        "why": pack.text(one.why),
        "sides": [
            [side.viewpoint, side.segment, round(side.valence, 2), pack.claim(side.claim, side.viewpoint)]
            for side in one.sides
        ],
    }


def _views(views: SideBySide, pack: Packing) -> dict[str, Any]:
    columns = [[one.name, one.role, one.segment, one.respondents] for one in views.columns]
    rows = [
        {
            "stage": pack.stage(row.stage),
            "cells": [[_figure(figure, pack) for figure in cell] for cell in row.cells],
            "tops": [
                pack.claim(top, column.role) if top else NONE
                for top, column in zip(row.tops, views.columns, strict=True)
            ],
        }
        for row in views.rows
    ]
    return {"columns": columns, "rows": rows}


def _snapshot(one: Snapshot, pack: Packing) -> dict[str, Any]:
    return {
        "talk": one.interview,
        "role": one.role,
        "segment": one.segment,
        "n": len(one.voices),
        "quote": pack.unit(one.quote) if one.quote else NONE,
        "stages": [
            [
                pack.stage(part.stage),
                [[kind, pack.units(ids)] for kind, ids in part.said],
                _felt(part.feeling),
            ]
            for part in one.stages
        ],
        "barriers": list(one.barriers),
        "alone": pack.units(one.alone),
    }
