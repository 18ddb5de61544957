"""Draft → evidence: a draft holds all that its maps were made of, so that others can be made of it later."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..records import (
    Coding,
    Family,
    FamilyId,
    Grouping,
    InterviewId,
    Kind,
    KindScore,
    LabelOrigin,
    Role,
    Sign,
    SpeakerId,
    SpeakerRole,
    Stage,
    StageId,
    StageScore,
    StageSource,
    Theme,
    ThemeId,
    Touchpoint,
    TouchpointType,
    Utterance,
    UtteranceId,
)
from .maps.base import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..records import Transcript
    from .draft import Draft, ThemePart, UtterancePart
    from .values import StageNote


def recall(
    draft: Draft,
    transcripts: Mapping[InterviewId, Transcript],
    notes: Mapping[StageId, StageNote] | None = None,
) -> Evidence:
    """Return the evidence of a draft; raises KeyError for an interview whose transcript is not given.

    Valence is known to tenths and scores to thousandths, as the draft holds them; comments and what could
    not be applied stay in the draft.
    """
    interviews = {
        InterviewId(part.id): replace(  # as they were when the draft was made
            transcripts[InterviewId(part.id)], role=Role(part.role), segment=part.segment, path=part.path
        )
        for part in draft.interviews
    }
    spoken = [part for part in draft.utterances if part.speaker_role == "respondent"]
    return Evidence(
        language=draft.study.language,
        interviews=interviews,
        utterances={UtteranceId(part.id): recall_utterance(part) for part in spoken},
        codings={UtteranceId(part.id): _coding(part) for part in spoken},
        stages=tuple(
            Stage(
                id=StageId(part.id),
                name=part.name,
                order=part.order,
                source=StageSource(part.source),
                phase=part.phase,
            )
            for part in draft.stages
        ),
        touchpoints={
            part.id: Touchpoint(id=part.id, name=part.name, type=TouchpointType(part.type))
            for part in draft.touchpoints
        },
        grouping=_grouping(draft, spoken),
        rejected=tuple(_theme(part) for part in draft.rejected),
        notes=notes or {},
    )


def recall_utterance(part: UtterancePart) -> Utterance:
    """Return an utterance of any speaker."""
    return Utterance(
        id=UtteranceId(part.id),
        interview=InterviewId(part.interview),
        turn=part.turn,
        speaker=SpeakerId(part.speaker),
        speaker_role=SpeakerRole(part.speaker_role),
        start=part.start,
        end=part.end,
        text=part.text,
        time=part.time,
    )


def _coding(part: UtterancePart) -> Coding:
    stage = part.stage
    return Coding(
        utterance=UtteranceId(part.id),
        kinds=tuple(KindScore(kind=Kind(k.kind), score=k.score, why=k.why) for k in part.kinds),
        stage=StageScore(id=StageId(stage.id), score=stage.score, why=stage.why) if stage else None,
        valence=part.valence,
        touchpoints=tuple(part.touchpoints),
        signs=tuple(Sign(sign) for sign in part.signs),
        told=tuple(part.told),
    )


def _grouping(draft: Draft, spoken: Sequence[UtterancePart]) -> Grouping:
    return Grouping(
        themes=tuple(_theme(part) for part in draft.themes),
        unassigned=tuple(UtteranceId(i) for i in draft.unassigned),
        families=tuple(
            Family(
                id=FamilyId(part.id),
                kind=Kind(part.kind),
                stage=StageId(part.stage) if part.stage is not None else None,
                label=part.label,
                label_origin=LabelOrigin(part.label_origin),
                themes=tuple(ThemeId(i) for i in part.themes),
            )
            for part in draft.families
        ),
        points=tuple((UtteranceId(part.id), part.point) for part in spoken if part.point),
    )


def _theme(part: ThemePart) -> Theme:
    return Theme(
        id=ThemeId(part.id),
        kind=Kind(part.kind),
        stage=StageId(part.stage) if part.stage is not None else None,
        label=part.label,
        label_origin=LabelOrigin(part.label_origin),
        keywords=tuple(part.keywords),
        utterances=tuple(UtteranceId(i) for i in part.utterances),
        cohesion=part.cohesion,
        against=tuple(UtteranceId(i) for i in part.against),
        stability=part.stability,
        halves=tuple(UtteranceId(i) for i in part.halves),
        accepted=part.accepted,
        pinned=part.pinned,
    )
