"""The seam of map kinds: evidence in, one map out; nothing is on a map that evidence does not carry."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ...records import (
        Coding,
        Grouping,
        InterviewId,
        Learned,
        Role,
        Stage,
        StageId,
        Theme,
        Touchpoint,
        Transcript,
        Utterance,
        UtteranceId,
    )
    from ..review.board import Ignored, Remark
    from ..values import JourneyMap, StageNote


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything a map is built from; ``utterances`` holds respondents' utterances only."""

    language: str
    interviews: Mapping[InterviewId, Transcript]
    utterances: Mapping[UtteranceId, Utterance]
    codings: Mapping[UtteranceId, Coding]
    stages: tuple[Stage, ...]
    touchpoints: Mapping[str, Touchpoint]
    grouping: Grouping
    rejected: tuple[Theme, ...] = ()  # by a person
    comments: tuple[Remark, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    learned: Learned | None = None
    notes: Mapping[StageId, StageNote] = field(default_factory=dict)  # what the researcher says of stages


@dataclass(frozen=True, slots=True, kw_only=True)
class MapKind:
    """A kind of map: its lanes (ids in order) and how it is built for one viewpoint.

    The lanes of ``experts`` hold experts' words whatever the viewpoint is, counted among experts.
    """

    name: str
    lanes: tuple[str, ...]
    build: Callable[[Evidence, Role], JourneyMap]
    experts: tuple[str, ...] = ()
