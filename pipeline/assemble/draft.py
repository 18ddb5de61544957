"""The draft: the contract with people's folders and other programs (schema version 1).

Pydantic stands here because a draft is a door: it is read back by ``cjm verify``, by the report and
by other programs.  ``Draft.dump()`` gives the bytes of ``draft.json``: UTF-8, sorted keys, no time
stamps, so that the same input gives the same bytes.
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import DraftError, Message, fault

SCHEMA_VERSION = 1

KindName = Literal["pain", "goal", "question", "action", "positive", "idea"]
RoleName = Literal["client", "non_user", "expert"]
SpeakerRoleName = Literal["respondent", "interviewer", "other"]
SignName = Literal["prompted", "denied"]
GradeName = Literal["none", "single", "partial", "strong"]
Score = Annotated[float, Field(ge=0, le=1)]
Valence = Annotated[float, Field(ge=-2, le=2)]


class Model(BaseModel):
    """A part of the draft: closed and frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class StudyPart(Model):
    """What the study is about."""

    title: str
    language: str
    map: str
    product: str = ""


class EmbedderPart(Model):
    """The model behind the vectors."""

    name: str
    dimension: int
    sha256: str


class Manifest(Model):
    """What made this draft; no times, no machine names."""

    tool: str
    settings: dict[str, Any]
    embedder: EmbedderPart
    codebook_sha256: str
    reader_sha256: str = ""  # of the trained reader; empty when only the codebook's reader was at work
    corrections: int = 0  # in force


class SpeakerPart(Model):
    """A voice of an interview."""

    id: str
    name: str
    role: SpeakerRoleName


class DroppedPart(Model):
    """A turn that gave no utterance."""

    turn: int
    reason: Literal["asr-credit", "backchannel", "consent", "empty", "repetition", "small-talk"]


class InterviewPart(Model):
    """One transcript."""

    id: str
    path: str
    sha256: str
    format: str
    encoding: str
    language: str
    role: RoleName
    segment: str | None
    speakers: list[SpeakerPart]
    turns: int
    dropped: list[DroppedPart]


class KindPart(Model):
    """A kind given to an utterance."""

    kind: KindName
    score: Score
    why: str


class StageScorePart(Model):
    """The stage given to an utterance."""

    id: str
    score: Score
    why: str


class UtterancePart(Model):
    """A verbatim span of an interview's canonical text with its codes."""

    id: str
    interview: str
    turn: int
    speaker: str
    speaker_role: SpeakerRoleName
    start: int
    end: int
    text: str
    time: tuple[float, float] | None
    kinds: list[KindPart] = []
    stage: StageScorePart | None = None
    valence: Valence = 0.0
    touchpoints: list[str] = []
    signs: list[SignName] = []  # a mere "yes" to the interviewer's words; a trouble that was not there
    themes: list[str] = []
    told: list[Literal["kinds", "stage", "valence"]] = []  # what a person set
    point: tuple[float, float] | None = None  # its place in the picture, -1..1


class StagePart(Model):
    """A step of the customer's way."""

    id: str
    name: str
    order: int
    source: Literal["given", "model", "discovered"]
    phase: str = ""  # the head over it and its neighbours


class TouchpointPart(Model):
    """A point of contact that utterances name."""

    id: str
    name: str
    type: Literal["static", "human", "interactive"]


class ProposedTouchpointPart(Model):
    """A name that people say and the codebook lacks; no utterance has it as a touchpoint."""

    name: str
    type: Literal["static", "human", "interactive"]
    patterns: Annotated[list[str], Field(min_length=1)]  # wording for codebook.yaml
    respondents: int
    utterances: Annotated[list[str], Field(min_length=1)]


class SupportPart(Model):
    """Respondents behind a theme: n of N, by role [n, N]."""

    n: int
    of: int
    by_role: dict[RoleName, tuple[int, int]]


class ThemePart(Model):
    """A cluster of utterances of one kind at one stage."""

    id: str
    kind: KindName
    stage: str | None
    label: str
    label_origin: Literal["keywords", "model", "person"]
    keywords: list[str]
    utterances: list[str]
    respondents: SupportPart
    evidence: GradeName
    valence: Valence
    cohesion: float = 0.0
    stability: Score | None = None  # None where too few were interviewed, and in drafts that did not tell it
    against: list[str] = []
    halves: list[str] = []  # what would part from the rest first
    accepted: bool = False  # by a person
    pinned: bool = False


class CommentPart(Model):
    """What a person wrote beside something."""

    id: str
    type: Literal["theme", "unit", "stage", "interview", "map"]
    target: str
    text: str
    author: str
    time: str


class IgnoredPart(Model):
    """A correction that could not be applied, or only in part, and why."""

    line: str
    reason: str
    detail: str = ""
    partial: bool = False


class LearnedPart(Model):
    """What corrections taught of the rest: codes that came and went by kind, and moved to another stage."""

    units: int  # corrected ones that were learnt from
    came: dict[KindName, int] = {}
    went: dict[KindName, int] = {}
    moved: int = 0


class FamilyPart(Model):
    """Themes of one kind at one stage under a common head, the most spoken of first."""

    id: str
    kind: KindName
    stage: str | None
    label: str
    label_origin: Literal["keywords", "model", "person"]
    themes: Annotated[list[str], Field(min_length=2)]


class ClaimPart(Model):
    """A statement of the map."""

    text: str
    themes: list[str]
    utterances: Annotated[list[str], Field(min_length=1)]
    respondents: SupportPart
    evidence: GradeName
    label_origin: Literal["keywords", "model", "person"] = "keywords"


class FeelingPart(Model):
    """A point of the emotion curve."""

    mean: Valence
    spread: float
    n: int
    respondents: int
    negative: int
    positive: int


class FigurePart(Model):
    """A number of a cell: counted from utterances, or given by the researcher (then there are none)."""

    id: str
    name: str
    value: float
    unit: Literal["respondents", "utterances", "share", "valence", "rate", "score", "rank"]
    of: float | None = None
    utterances: list[str] = []


class CellPart(Model):
    """A lane at a stage."""

    stage: str
    claims: list[ClaimPart]
    evidence: GradeName
    hint: str = ""
    feeling: FeelingPart | None = None
    figures: list[FigurePart] = []
    given: str = ""  # what the researcher wrote: no evidence


class LanePart(Model):
    """A row of the map."""

    id: str
    name: str
    cells: list[CellPart]
    border: str = ""  # the name of the line drawn below it


class MapPart(Model):
    """One map from one point of view."""

    kind: str
    viewpoint: RoleName
    segment: str | None = None
    respondents: int = 0
    lanes: list[LanePart]
    rules: list[str] = []  # how its figures and order came about


class Draft(Model):
    """A whole draft."""

    schema_version: Literal[1]
    study: StudyPart
    manifest: Manifest
    interviews: list[InterviewPart]
    utterances: list[UtterancePart]
    stages: list[StagePart]
    touchpoints: list[TouchpointPart] = []
    proposed_touchpoints: list[ProposedTouchpointPart] = []  # for the researcher to take over
    themes: list[ThemePart]
    families: list[FamilyPart] = []  # of crowded cells only
    rejected: list[ThemePart] = []  # by a person; their utterances stand alone
    unassigned: list[str]
    comments: list[CommentPart] = []
    ignored: list[IgnoredPart] = []
    learned: LearnedPart | None = None
    map: MapPart | None
    maps: list[MapPart]

    def dump(self) -> bytes:
        """Return the bytes of draft.json."""
        data = self.model_dump(mode="json")
        return (json.dumps(data, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def load_draft(data: bytes, place: str) -> Draft:
    """Read a draft back; raises DraftError naming the first place that breaks the contract."""
    try:
        return Draft.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        raise DraftError(
            "%(where)s: %(fault)s",
            place=place,
            remedy="make the draft again with 'cjm run'",
            where=".".join(str(part) for part in first["loc"]) or Message("the whole file"),
            fault=fault(first),
        ) from error


def draft_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a draft."""
    schema = Draft.model_json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "interview-cjm draft",
        **schema,
    }
