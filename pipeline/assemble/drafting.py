"""Records → draft: the only place that knows both shapes."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from ..records import SpeakerRole, content_id
from .draft import Draft
from .evidence import base_of, feeling, grade_support, support, voices_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..records import (
        Coding,
        Grouping,
        Learned,
        Theme,
        Transcript,
        Utterance,
        UtteranceId,
    )
    from .evidence import Base
    from .maps.base import Evidence
    from .values import Cell, Claim, JourneyMap, Support

GRADES = ("none", "single", "partial", "strong")


def make_draft(  # noqa: PLR0913, PLR0917 (everything that a draft holds)
    evidence: Evidence,
    utterances: Sequence[Utterance],
    maps: Sequence[JourneyMap],
    study: Mapping[str, Any],
    manifest: Mapping[str, Any],
    proposed: Sequence[Any] = (),
) -> Draft:
    """Assemble the draft; ``utterances`` are all speakers', ``evidence`` holds the coded ones.

    ``proposed`` are the touchpoints that the codebook lacks.  Interviews stand in the order of their paths,
    utterances in the order of speech, so that the same input gives the same bytes.
    """
    interviews = sorted(evidence.interviews.values(), key=lambda interview: interview.path)
    rank = {interview.id: number for number, interview in enumerate(interviews)}
    base = base_of(interviews, evidence.utterances.values())
    themes_of = _themes_of(evidence.grouping.themes)
    drawn = [map_part(found, base) for found in maps]
    points = dict(evidence.grouping.points)
    named = sorted({point for coding in evidence.codings.values() for point in coding.touchpoints})
    return Draft.model_validate(
        {
            "schema_version": 1,
            "study": study,
            "manifest": manifest,
            "interviews": [_interview(interview) for interview in interviews],
            "utterances": [
                _utterance(
                    utterance,
                    evidence.codings.get(utterance.id),
                    themes_of.get(utterance.id, ()),
                    points.get(utterance.id),
                )
                for utterance in sorted(utterances, key=lambda u: (rank[u.interview], u.start))
            ],
            "stages": [
                {
                    "id": stage.id,
                    "name": stage.name,
                    "order": stage.order,
                    "source": stage.source,
                    "phase": stage.phase,
                }
                for stage in evidence.stages
            ],
            "touchpoints": [
                {
                    "id": point,
                    "name": evidence.touchpoints[point].name,
                    "type": evidence.touchpoints[point].type,
                }
                for point in named
            ],
            "proposed_touchpoints": [
                {
                    **asdict(point),
                    "utterances": sorted(
                        point.utterances,
                        key=lambda i: (rank[evidence.utterances[i].interview], evidence.utterances[i].start),
                    ),
                }
                for point in proposed
            ],
            "themes": [_theme(theme, evidence, base) for theme in evidence.grouping.themes],
            "families": list(_families(evidence.grouping)),
            "rejected": [_theme(theme, evidence, base) for theme in evidence.rejected],
            "comments": [asdict(comment) for comment in evidence.comments],
            "ignored": [asdict(entry) for entry in evidence.ignored],
            "learned": _learned(evidence.learned),
            "unassigned": sorted(
                evidence.grouping.unassigned,
                key=lambda i: (rank[evidence.utterances[i].interview], evidence.utterances[i].start),
            ),
            "map": drawn[0] if drawn else None,
            "maps": drawn,
        }
    )


def _themes_of(themes: Iterable[Theme]) -> dict[UtteranceId, list[str]]:
    """Invert themes: utterance -> the ids of its themes, in table order."""
    found: dict[UtteranceId, list[str]] = {}
    for theme in themes:
        for i in theme.utterances:
            found.setdefault(i, []).append(theme.id)
    return found


def _interview(interview: Transcript) -> dict[str, Any]:
    """Describe one transcript."""
    return {
        "id": interview.id,
        "path": interview.path,
        "sha256": interview.sha256,
        "format": interview.format,
        "encoding": interview.encoding,
        "language": interview.language,
        "role": interview.role,
        "segment": interview.segment,
        "speakers": [{"id": s.id, "name": s.name, "role": s.role} for s in interview.speakers],
        "turns": len(interview.turns),
        "dropped": [{"turn": dropped.turn, "reason": dropped.reason} for dropped in interview.dropped],
    }


def _utterance(
    utterance: Utterance,
    coding: Coding | None,
    themes: Sequence[str],
    point: tuple[float, float] | None,
) -> dict[str, Any]:
    """Describe an utterance with its codes; only respondents' are coded."""
    coded = coding if coding and utterance.speaker_role is SpeakerRole.RESPONDENT else None
    stage = coded.stage if coded else None
    return {
        "id": utterance.id,
        "interview": utterance.interview,
        "turn": utterance.turn,
        "speaker": utterance.speaker,
        "speaker_role": utterance.speaker_role,
        "start": utterance.start,
        "end": utterance.end,
        "text": utterance.text,
        "time": utterance.time,
        "kinds": [{"kind": k.kind, "score": round(k.score, 3), "why": k.why} for k in coded.kinds]
        if coded
        else [],
        "stage": {"id": stage.id, "score": round(stage.score, 3), "why": stage.why} if stage else None,
        "valence": round(coded.valence, 1) if coded else 0.0,
        "touchpoints": list(coded.touchpoints) if coded else [],
        "signs": list(coded.signs) if coded else [],
        "themes": list(themes),
        "told": list(coded.told) if coded else [],
        "point": point,
    }


def _theme(theme: Theme, evidence: Evidence, base: Base) -> dict[str, Any]:
    """Describe a theme with its support."""
    counted = support(voices_of(theme.utterances, evidence.utterances), base)
    felt = feeling(theme.utterances, evidence.utterances, evidence.codings)
    return {
        "id": theme.id,
        "kind": theme.kind,
        "stage": theme.stage,
        "label": theme.label,
        "label_origin": theme.label_origin,
        "keywords": list(theme.keywords),
        "utterances": list(theme.utterances),
        "respondents": _support(counted),
        "evidence": grade_support(counted),
        "valence": felt.mean if felt else 0.0,
        "cohesion": round(theme.cohesion, 3),
        "stability": None if theme.stability is None else round(theme.stability, 3),
        "against": list(theme.against),
        "halves": list(theme.halves),
        "accepted": theme.accepted,
        "pinned": theme.pinned,
    }


def _learned(learned: Learned | None) -> dict[str, Any] | None:
    if learned is None:
        return None
    return {**asdict(learned), "came": dict(learned.came), "went": dict(learned.went)}


def _families(grouping: Grouping) -> Iterator[dict[str, Any]]:
    """Describe the families as far as corrections left their themes in one cell."""
    cells = {theme.id: (theme.kind, theme.stage) for theme in grouping.themes}
    for family in grouping.families:
        held = [i for i in family.themes if cells.get(i) == (family.kind, family.stage)]
        if len(held) > 1:
            yield {
                "id": content_id("f", *sorted(held)),
                "kind": family.kind,
                "stage": family.stage,
                "label": family.label,
                "label_origin": family.label_origin,
                "themes": held,
            }


def _support(counted: Support) -> dict[str, Any]:
    """Describe n of N."""
    return {"n": counted.n, "of": counted.of, "by_role": {role: (n, of) for role, n, of in counted.by_role}}


def map_part(drawn: JourneyMap, base: Base) -> dict[str, Any]:
    """Describe a map; ``base`` are those who were asked, of the map's segment if it has one."""
    return {
        "kind": drawn.kind,
        "viewpoint": drawn.viewpoint,
        "segment": drawn.segment,
        "respondents": base.of(drawn.viewpoint),
        "lanes": [
            {
                "id": lane.id,
                "name": lane.name,
                "cells": [_cell(cell, base) for cell in lane.cells],
                "border": lane.border,
            }
            for lane in drawn.lanes
        ],
        "rules": list(drawn.rules),
    }


def _cell(cell: Cell, base: Base) -> dict[str, Any]:
    """Describe a cell; its grade is that of its best backed claim."""
    best = max((claim.grade for claim in cell.claims), key=GRADES.index, default="none")
    felt = cell.feeling
    return {
        "stage": cell.stage,
        "claims": [_claim(claim, base) for claim in cell.claims],
        "evidence": best,
        "hint": cell.hint,
        "feeling": None
        if felt is None
        else {
            "mean": felt.mean,
            "spread": felt.spread,
            "n": felt.n,
            "respondents": felt.respondents,
            "negative": felt.negative,
            "positive": felt.positive,
        },
        "figures": [asdict(figure) for figure in cell.figures],
        "given": cell.given,
    }


def _claim(claim: Claim, base: Base) -> dict[str, Any]:
    """Describe a claim."""
    counted = claim.support or support((), base)
    return {
        "text": claim.text,
        "themes": list(claim.themes),
        "utterances": list(claim.utterances),
        "respondents": _support(counted),
        "evidence": claim.grade,
        "label_origin": claim.origin,
    }
