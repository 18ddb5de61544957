"""The values that the pipeline passes from step to step.

Everything here is a frozen dataclass over tuples, made of the standard library only, so that any
module may import it.  Text offsets are code points; times are seconds from the start of the
recording; scores lie in 0..1; valence lies in -2..2.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NewType

InterviewId = NewType("InterviewId", str)
UtteranceId = NewType("UtteranceId", str)
SpeakerId = NewType("SpeakerId", str)
StageId = NewType("StageId", str)
ThemeId = NewType("ThemeId", str)
FamilyId = NewType("FamilyId", str)

VALENCE_LIMIT = 2.0


class Role(StrEnum):
    """What the interviewed person is to the product."""

    CLIENT = "client"
    NON_USER = "non_user"
    EXPERT = "expert"


class SpeakerRole(StrEnum):
    """What a speaker does in the conversation."""

    RESPONDENT = "respondent"
    INTERVIEWER = "interviewer"
    OTHER = "other"


class Kind(StrEnum):
    """What an utterance tells about the journey; several may apply to one utterance."""

    PAIN = "pain"
    GOAL = "goal"
    QUESTION = "question"
    ACTION = "action"
    POSITIVE = "positive"
    IDEA = "idea"


class Sign(StrEnum):
    """Why an answer is weaker than it looks (prompted), or says that a thing was not there (denied)."""

    DENIED = "denied"
    PROMPTED = "prompted"


class TouchpointType(StrEnum):
    """How many ways a contact goes: one (static), two (human), many (interactive)."""

    STATIC = "static"
    HUMAN = "human"
    INTERACTIVE = "interactive"


class DropReason(StrEnum):
    """Why a turn gave no utterance."""

    ASR_CREDIT = "asr-credit"
    BACKCHANNEL = "backchannel"
    CONSENT = "consent"
    EMPTY = "empty"
    REPETITION = "repetition"
    SMALL_TALK = "small-talk"


class StageSource(StrEnum):
    """Where a stage comes from: the researcher, a ready-made model, or the interviews."""

    GIVEN = "given"
    MODEL = "model"
    DISCOVERED = "discovered"


class LabelOrigin(StrEnum):
    """Who named a theme."""

    KEYWORDS = "keywords"
    MODEL = "model"
    PERSON = "person"


class Grade(StrEnum):
    """How well a theme or a cell is backed by respondents."""

    NONE = "none"
    SINGLE = "single"
    PARTIAL = "partial"
    STRONG = "strong"


def content_id(prefix: str, *parts: str) -> str:
    """Return a short id made from content: ``prefix-`` and twelve hex digits of SHA-256.

    The parts are length-prefixed, so that ("ab", "c") and ("a", "bc") differ.
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(data)}:".encode())
        digest.update(data)
    return f"{prefix}-{digest.hexdigest()[:12]}"


# ---------------------------------------------------------------- ingest


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes of one file; ``text`` and ``encoding`` are None for binary containers (.docx)."""

    path: str  # relative to the study folder, with forward slashes
    sha256: str
    data: bytes = field(repr=False)
    text: str | None = field(default=None, repr=False)
    encoding: str | None = None

    @property
    def suffix(self) -> str:
        """The lower-case suffix without its dot ("" when there is none)."""
        name = self.path.rsplit("/", 1)[-1]
        return name.rsplit(".", 1)[-1].lower() if "." in name else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A piece of speech as the file gives it; ``start``/``end`` are seconds, None when untimed."""

    text: str
    start: float | None = None
    end: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTurn:
    """What one speaker said in one go, as the file gives it; ``line`` counts from 1."""

    speaker: str | None
    cues: tuple[Cue, ...]
    line: int = 0

    @property
    def text(self) -> str:
        """The cues joined by a single space."""
        return " ".join(cue.text for cue in self.cues)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedTranscript:
    """The turns of one file, in order; neighbouring turns never have the same known speaker."""

    format: str
    turns: tuple[RawTurn, ...]
    language: str | None = None  # only when the file itself says so
    warnings: tuple[str, ...] = ()
    unparsed: int = 0  # characters of the file that no rule understood


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A voice of an interview and how its role was told."""

    id: SpeakerId
    name: str
    role: SpeakerRole
    score: float = 1.0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedSpan:
    """A cue's place inside a turn's text and its time."""

    start: int
    end: int
    time: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A turn at its place in the canonical text: ``canonical[start:end] == text``."""

    index: int
    speaker: SpeakerId
    start: int
    end: int
    text: str
    spans: tuple[TimedSpan, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a span that does not fit its text."""
        if self.end - self.start != len(self.text):
            msg = f"turn {self.index}: span {self.start}..{self.end} does not fit its text"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """A turn that gave no utterance, and why."""

    turn: int
    reason: DropReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """One interview: its turns in order over one canonical text, pseudonymised when asked."""

    id: InterviewId
    path: str
    sha256: str
    format: str
    encoding: str
    language: str
    role: Role
    segment: str | None
    speakers: tuple[Speaker, ...]
    turns: tuple[Turn, ...]
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def canonical(self) -> str:
        """The turns' texts joined by line feeds: what every offset points into."""
        return "\n".join(turn.text for turn in self.turns)

    def __post_init__(self) -> None:
        """Check that the turns tile the canonical text."""
        at = 0
        for number, turn in enumerate(self.turns):
            if turn.index != number or turn.start != at:
                msg = f"{self.path}: turn {number} is out of place"
                raise ValueError(msg)
            at = turn.end + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A sentence-like unit of a turn, the thing that is coded.

    ``start``/``end`` point into the interview's canonical text; ``time`` is (from, to) in seconds.
    """

    id: UtteranceId
    interview: InterviewId
    turn: int
    speaker: SpeakerId
    speaker_role: SpeakerRole
    start: int
    end: int
    text: str
    time: tuple[float, float] | None = None

    def __post_init__(self) -> None:
        """Refuse a span that does not fit its text."""
        if not self.text or self.end - self.start != len(self.text):
            msg = f"{self.id}: span {self.start}..{self.end} does not fit its text"
            raise ValueError(msg)


# ---------------------------------------------------------------- cluster


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A respondent's utterance with what is needed to understand it.

    ``question`` is the interviewer's last turn before it, ``before``/``after`` its neighbours
    inside the same turn ("" at the edge); ``position`` is its place in the interview, 0..1.
    """

    utterance: Utterance
    language: str
    role: Role
    question: str = ""
    before: str = ""
    after: str = ""
    position: float = 0.0

    @property
    def id(self) -> UtteranceId:
        """The utterance's id."""
        return self.utterance.id

    @property
    def text(self) -> str:
        """The utterance's text."""
        return self.utterance.text


@dataclass(frozen=True, slots=True, kw_only=True)
class KindScore:
    """One kind given to an utterance; ``why`` is for people."""

    kind: Kind
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageScore:
    """The stage an utterance is about."""

    id: StageId
    score: float
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """Everything that was read from one utterance."""

    utterance: UtteranceId
    kinds: tuple[KindScore, ...] = ()
    stage: StageScore | None = None
    valence: float = 0.0
    touchpoints: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()  # sorted
    told: tuple[str, ...] = ()  # what a person set: kinds, stage, valence

    def __post_init__(self) -> None:
        """Keep valence inside its scale, kinds unique, signs unique and in order."""
        if not -VALENCE_LIMIT <= self.valence <= VALENCE_LIMIT:
            msg = f"{self.utterance}: valence {self.valence} is outside -2..2"
            raise ValueError(msg)
        if len({scored.kind for scored in self.kinds}) != len(self.kinds):
            msg = f"{self.utterance}: a kind is given twice"
            raise ValueError(msg)
        if self.signs != tuple(sorted(set(self.signs))):
            msg = f"{self.utterance}: signs {self.signs} are not sorted or not unique"
            raise ValueError(msg)

    @property
    def denies(self) -> bool:
        """Whether a trouble is denied in words of the person's own: a bare "no" is no quote."""
        return Sign.DENIED in self.signs and Sign.PROMPTED not in self.signs

    def has(self, kind: Kind) -> bool:
        """Tell whether the utterance was given this kind."""
        return any(scored.kind is kind for scored in self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of the customer's way."""

    id: StageId
    name: str
    order: int
    source: StageSource
    description: str = ""
    examples: tuple[str, ...] = ()
    phase: str = ""  # the head over it and its neighbours; "" where stages stand alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Touchpoint:
    """A contact of the customer with the company or its substitutes."""

    id: str
    name: str
    type: TouchpointType


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A cluster of utterances that speak of one thing, the most telling first.

    Kind and stage are what most of them say.

    ``stability`` in 0..1 tells how well it comes out again when an interview is left out; None: not known.
    """

    id: ThemeId
    kind: Kind
    stage: StageId | None
    label: str
    label_origin: LabelOrigin
    keywords: tuple[str, ...]
    utterances: tuple[UtteranceId, ...]
    cohesion: float = 0.0
    against: tuple[UtteranceId, ...] = ()
    stability: float | None = None
    halves: tuple[UtteranceId, ...] = ()  # what would part from the rest first, where it can be parted
    accepted: bool = False  # by a person
    pinned: bool = False

    def __post_init__(self) -> None:
        """Refuse a theme without evidence."""
        if not self.utterances:
            msg = f"theme {self.id} has no utterances"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Themes of a crowded cell that lie near each other, under one head; the most spoken of first."""

    id: FamilyId
    kind: Kind
    stage: StageId | None
    label: str
    label_origin: LabelOrigin
    themes: tuple[ThemeId, ...]

    def __post_init__(self) -> None:
        """Refuse a family of fewer than two themes."""
        if len(set(self.themes)) < 2 or len(set(self.themes)) != len(self.themes):  # noqa: PLR2004
            msg = f"family {self.id} does not hold two different themes"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Themes and, apart, the coded utterances that stand alone."""

    themes: tuple[Theme, ...]
    unassigned: tuple[UtteranceId, ...]
    notes: tuple[str, ...] = ()  # how the number of themes was chosen, for the run log
    families: tuple[Family, ...] = ()  # of crowded cells only; a theme stands in one at most
    points: tuple[tuple[UtteranceId, tuple[float, float]], ...] = ()  # places in the picture, -1..1


# ---------------------------------------------------------------- what people said of a draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What corrections taught: codes of other utterances that came, went or moved to another stage."""

    units: int  # corrected ones that were learnt from
    came: tuple[tuple[Kind, int], ...] = ()
    went: tuple[tuple[Kind, int], ...] = ()
    moved: int = 0
