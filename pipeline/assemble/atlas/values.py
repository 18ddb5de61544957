"""The values of an atlas: maps of several kinds and the sheets that stand beside them.

Texts that the program says itself are in the study's language; whatever a respondent said is named by the
ids of utterances and never written anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from ...records import Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ...records import InterviewId, Kind, StageId, ThemeId, Touchpoint, Transcript, UtteranceId
    from ..draft import Draft, MapPart
    from ..evidence import Voice
    from ..maps.base import Evidence
    from ..report.payload import ReviewSheet
    from ..values import Claim, Feeling, Figure


class PortraitOrigin(StrEnum):
    """How the people of a portrait came together."""

    SEGMENT = "segment"  # the researcher's segments
    CLUSTERED = "clustered"  # from goals, actions and pains
    WHOLE = "whole"  # too few to part


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """A typical customer without a name: what n of N respondents of a role have in common.

    ``name`` is a segment's name or made of what sets these people apart; ``rule`` says how they were put
    together.  Claims count these people alone, n of their number.
    """

    id: str
    name: str
    origin: PortraitOrigin
    role: Role
    voices: tuple[Voice, ...]
    of: int  # respondents of the role
    motives: tuple[Claim, ...]
    jobs: tuple[Claim, ...]
    barriers: tuple[Claim, ...]
    likes: tuple[Claim, ...]
    ideas: tuple[Claim, ...]
    touchpoints: tuple[Claim, ...]
    apart: tuple[ThemeId, ...]  # what they speak of more than others do
    feelings: tuple[tuple[StageId, Feeling | None], ...]  # every stage, in order
    quotes: tuple[UtteranceId, ...]
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryStep:
    """What the person of a story said of a stage, in the order of speech."""

    stage: StageId
    utterances: tuple[UtteranceId, ...]
    valence: float  # their mean, -2..2


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One respondent's way through the stages in their own words, as a typical one of a portrait."""

    portrait: str
    voice: Voice
    steps: tuple[StoryStep, ...]  # in the order of stages
    of: int  # stages of the map
    rule: str


class SolutionSource(StrEnum):
    """Who or what answers a barrier."""

    OWN = "own"  # what respondents themselves wish
    EXPERT = "expert"  # what an expert proposes
    ELSEWHERE = "elsewhere"  # what people like where it works


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """An answer to a barrier that the interviews hold; ``likeness`` in 0..1 tells how near it lies."""

    source: SolutionSource
    claim: Claim
    viewpoint: Role
    stage: StageId | None
    likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Barrier:
    """A pain with its place in the order of work, its solutions, and an open question where there are none.

    ``priority`` = share of respondents x intensity x weight of the stage; each part is given.
    """

    id: str
    claim: Claim
    viewpoint: Role
    stage: StageId | None
    rank: int  # from 1
    priority: float
    share: float  # of the viewpoint's respondents, 0..1
    intensity: float  # mean strength of feeling, 0..2
    weight: float  # of the stage
    moment: bool  # whether it meets the rule of moments of truth
    solutions: tuple[Solution, ...]
    question: str  # "how might we ..."; "" where solutions are known


@dataclass(frozen=True, slots=True, kw_only=True)
class TouchRow:
    """Who meets a touchpoint at a stage, and how it feels."""

    stage: StageId
    touchpoint: Touchpoint
    claim: Claim
    feeling: Feeling | None
    viewpoint: Role = Role.CLIENT  # whose: rows of several roles stand apart


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelBreak:
    """People go from one channel to another at or after a stage, and what it costs them."""

    stage: StageId
    before: Touchpoint
    after: Touchpoint
    claim: Claim  # who, with the words about the second channel
    cost: tuple[UtteranceId, ...]  # pains said in the same breath
    viewpoint: Role = Role.CLIENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a contradiction."""

    viewpoint: Role
    segment: str | None
    claim: Claim
    valence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two sides that say opposite things of one matter; ``likeness`` in 0..1 tells how near they lie."""

    id: str
    stage: StageId | None
    sides: tuple[Side, Side]
    likeness: float
    why: str
    topic: str = ""  # what both speak of, in the study's language


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewColumn:
    """A column of the comparison: a role, or the people of a role in one segment."""

    name: str
    role: Role
    segment: str | None
    respondents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewRow:
    """A stage as each column sees it: figures in the order of columns, empty where nothing was said."""

    stage: StageId
    cells: tuple[tuple[Figure, ...], ...]
    tops: tuple[Claim | None, ...]  # the best backed pain of each column


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Viewpoints and up to five segments beside one another; they are never averaged."""

    columns: tuple[ViewColumn, ...]
    rows: tuple[ViewRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationPoint:
    """Themes that an interview brought first, and all themes so far."""

    interview: InterviewId
    new: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Saturation:
    """How fast new interviews stop bringing themes (Guest, Namey, Chen 2020).

    The first ``base`` interviews are the base; it is reached at the interview whose run of ``run`` brings at
    most ``threshold`` x the base's number of themes.
    """

    points: tuple[SaturationPoint, ...]
    base: int
    run: int
    threshold: float
    reached: int | None  # number of the interview, from 1


class AskReason(StrEnum):
    """Why a question belongs into the next interview."""

    EMPTY = "empty"  # nobody said anything
    SINGLE = "single"  # one respondent only
    CONTRADICTION = "contradiction"
    BARRIER = "barrier"  # a pain without a solution


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideQuestion:
    """A question for the next interview and what it is asked for."""

    role: Role
    stage: StageId | None
    kind: Kind | None
    reason: AskReason
    text: str
    utterances: tuple[UtteranceId, ...]  # what is known so far


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotStage:
    """What one interview says of a stage, by kind, in the order of speech."""

    stage: StageId
    said: tuple[tuple[Kind, tuple[UtteranceId, ...]], ...]
    feeling: Feeling | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """One interview on a page, before it dissolves in the map (Torres 2021)."""

    interview: InterviewId
    role: Role
    segment: str | None
    voices: tuple[Voice, ...]
    stages: tuple[SnapshotStage, ...]  # those spoken of
    quote: UtteranceId | None  # the most telling
    barriers: tuple[str, ...]  # ids of Barrier
    alone: tuple[UtteranceId, ...]  # what nobody else said


class Bearing(StrEnum):
    """What an utterance means for a decision."""

    FOR = "for"
    AGAINST = "against"
    NEED = "need"  # a goal that the decision touches
    TOUCHED = "touched"  # near to it; neither for nor against can be read from it


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPoint:
    """A claim that a decision touches."""

    bearing: Bearing
    claim: Claim
    viewpoint: Role
    stage: StageId | None
    likeness: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision held against the map: what it touches, what speaks for and against it."""

    text: str
    points: tuple[DecisionPoint, ...]
    stages: tuple[StageId, ...]  # touched, most first
    strengthen: tuple[Claim, ...]  # ideas and likes that would make it better
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Atlas:
    """A draft with its transcripts, the maps that were asked for, and all sheets.

    ``maps`` are as in draft.json, so that every export counts alike; ``sheet`` is given when people correct
    the draft on a page.
    """

    draft: Draft
    transcripts: Mapping[InterviewId, Transcript]
    evidence: Evidence
    maps: tuple[MapPart, ...]
    portraits: tuple[Portrait, ...] = ()
    stories: tuple[Story, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    touchpoints: tuple[TouchRow, ...] = ()
    breaks: tuple[ChannelBreak, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    views: SideBySide | None = None
    saturation: Saturation | None = None
    guide: tuple[GuideQuestion, ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    decision: Decision | None = None
    sheet: ReviewSheet | None = None
    rules: Mapping[str, str] = field(default_factory=dict)  # how a sheet came about, by its name
