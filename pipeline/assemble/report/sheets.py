"""What the page shows of an atlas beside the live map: maps of the other kinds, and the sheets."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..atlas.telling import counted

if TYPE_CHECKING:
    from ..atlas.values import Atlas, Barrier, Contradiction, Portrait, SideBySide
    from ..draft import ClaimPart, MapPart
    from ..evidence import Voice
    from ..values import Claim

LIVE = "journey"  # the page makes it itself, with every correction


def sheets_of(atlas: Atlas) -> dict[str, Any]:
    """Return maps and sheets as the script takes them.

    A claim is {text, themes, units, n, of, grade}; n of N counts the respondents of its viewpoint.
    """
    return {
        "maps": [_map(drawn) for drawn in atlas.maps if drawn.kind != LIVE or drawn.segment],
        "portraits": [_portrait(one) for one in atlas.portraits],
        "stories": [
            {
                "portrait": story.portrait,
                "voice": _voice(story.voice),
                "steps": [asdict(step) for step in story.steps],
                "of": story.of,
                "rule": story.rule,
            }
            for story in atlas.stories
        ],
        "barriers": [_barrier(one) for one in atlas.barriers],
        "touchpoints": [
            {
                "stage": row.stage,
                "touchpoint": asdict(row.touchpoint),
                "claims": {role: _claim(row.claim, role) for role in _roles(row.claim)},
                "feeling": asdict(row.feeling) if row.feeling else None,
            }
            for row in atlas.touchpoints
        ],
        "breaks": [
            {
                "stage": one.stage,
                "before": asdict(one.before),
                "after": asdict(one.after),
                "claims": {role: _claim(one.claim, role) for role in _roles(one.claim)},
                "cost": list(one.cost),
            }
            for one in atlas.breaks
        ],
        "contradictions": [_contradiction(one) for one in atlas.contradictions],
        "views": _views(atlas.views) if atlas.views else None,
        "guide": [asdict(one) for one in atlas.guide],
        "snapshots": [
            {**asdict(one), "voices": [_voice(voice) for voice in one.voices]} for one in atlas.snapshots
        ],
    }


def _map(drawn: MapPart) -> dict[str, Any]:
    """Describe a map; empty parts of its cells are left out."""
    lanes = []
    for lane in drawn.lanes:
        cells = []
        for cell in lane.cells:
            whole = {
                "stage": cell.stage,
                "claims": [_claim(claim, drawn.viewpoint) for claim in cell.claims],
                "grade": cell.evidence,
                "hint": cell.hint,
                "feeling": cell.feeling.model_dump() if cell.feeling else None,
                "figures": [figure.model_dump() for figure in cell.figures],
                "given": cell.given,
            }
            cells.append({name: value for name, value in whole.items() if value})
        lanes.append({"id": lane.id, "name": lane.name, "border": lane.border, "cells": cells})
    return {
        "kind": drawn.kind,
        "viewpoint": drawn.viewpoint,
        "segment": drawn.segment,
        "respondents": drawn.respondents,
        "rules": drawn.rules,
        "lanes": lanes,
    }


def _claim(claim: Claim | ClaimPart, role: str) -> dict[str, Any]:
    """Describe a claim; one of another role than the map's counts that role's people."""
    n, of = counted(claim, role)
    return {
        "text": claim.text,
        "themes": list(claim.themes),
        "units": list(claim.utterances),
        "n": n,
        "of": of,
        "grade": str(getattr(claim, "evidence", "") or getattr(claim, "grade", "")),
    }


def _roles(claim: Claim) -> list[str]:
    """Return the roles whose people stand behind a claim."""
    return [role for role, n, _ in claim.support.by_role if n] if claim.support else []


def _voice(voice: Voice) -> list[str]:
    return [voice[0], voice[1]]


def _portrait(one: Portrait) -> dict[str, Any]:
    lists = {
        name: [_claim(claim, one.role) for claim in getattr(one, name)]
        for name in ("motives", "jobs", "barriers", "likes", "ideas", "touchpoints")
    }
    return {
        "id": one.id,
        "name": one.name,
        "origin": one.origin,
        "role": one.role,
        "voices": [_voice(voice) for voice in one.voices],
        "of": one.of,
        "apart": list(one.apart),
        "feelings": [[stage, asdict(felt) if felt else None] for stage, felt in one.feelings],
        "quotes": list(one.quotes),
        "rule": one.rule,
        **lists,
    }


def _barrier(one: Barrier) -> dict[str, Any]:
    return {
        "id": one.id,
        "claim": _claim(one.claim, one.viewpoint),
        "viewpoint": one.viewpoint,
        "stage": one.stage,
        "rank": one.rank,
        "priority": one.priority,
        "share": one.share,
        "intensity": one.intensity,
        "weight": one.weight,
        "moment": one.moment,
        "question": one.question,
        "solutions": [
            {
                "source": each.source,
                "claim": _claim(each.claim, each.viewpoint),
                "viewpoint": each.viewpoint,
                "stage": each.stage,
                "likeness": each.likeness,
            }
            for each in one.solutions
        ],
    }


def _contradiction(one: Contradiction) -> dict[str, Any]:
    return {
        "id": one.id,
        "stage": one.stage,
        "why": one.why,
        "likeness": one.likeness,
        "sides": [
            {
                "viewpoint": side.viewpoint,
                "segment": side.segment,
                "valence": side.valence,
                "claim": _claim(side.claim, side.viewpoint),
            }
            for side in one.sides
        ],
    }


def _views(views: SideBySide) -> dict[str, Any]:
    return {
        "columns": [asdict(column) for column in views.columns],
        "rows": [
            {
                "stage": row.stage,
                "cells": [[asdict(figure) for figure in cell] for cell in row.cells],
                "tops": [
                    _claim(top, column.role) if top else None
                    for top, column in zip(row.tops, views.columns, strict=True)
                ],
            }
            for row in views.rows
        ],
    }
