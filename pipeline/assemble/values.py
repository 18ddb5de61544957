"""The values of a map: claims with their support, figures, cells, lanes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ..records import Grade, LabelOrigin

if TYPE_CHECKING:
    from ..records import Role, StageId, ThemeId, UtteranceId


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Respondents behind a claim: n of N, by role as role -> (n, N)."""

    n: int
    of: int
    by_role: tuple[tuple[Role, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of the map; it cannot exist without evidence."""

    text: str
    utterances: tuple[UtteranceId, ...]
    themes: tuple[ThemeId, ...] = ()
    support: Support | None = None
    grade: Grade = Grade.SINGLE
    origin: LabelOrigin = LabelOrigin.KEYWORDS

    def __post_init__(self) -> None:
        """Refuse a claim without evidence."""
        if not self.utterances:
            msg = f"claim {self.text!r} has no evidence"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feeling:
    """A point of the emotion curve: mean valence, its spread (standard deviation) and base."""

    mean: float
    spread: float
    n: int
    respondents: int
    negative: int
    positive: int


class Unit(StrEnum):
    """What a figure counts or measures."""

    RESPONDENTS = "respondents"  # n of N
    UTTERANCES = "utterances"
    SHARE = "share"  # 0..1
    VALENCE = "valence"  # -2..2
    RATE = "rate"  # utterances a respondent
    SCORE = "score"  # as the researcher measured it: CSAT, NPS, CES
    RANK = "rank"  # 1 is the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of a cell: counted from ``utterances``, or given by the researcher (then there are none)."""

    id: str
    name: str  # in the study's language
    value: float
    unit: Unit
    of: float | None = None  # N of "n of N"
    utterances: tuple[UtteranceId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageNote:
    """What the researcher says of a stage beside the interviews; an empty text or None is not said."""

    owner: str = ""
    metric: str = ""
    next_action: str = ""
    csat: float | None = None  # mean of 1..5
    nps: float | None = None  # -100..100
    ces: float | None = None  # mean of 1..7


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A lane at a stage; ``hint`` says what to ask, or who is to fill it, when there is nothing.

    ``given`` is what the researcher wrote: it is no evidence and stands apart from claims.
    """

    stage: StageId
    claims: tuple[Claim, ...] = ()
    hint: str = ""
    feeling: Feeling | None = None
    figures: tuple[Figure, ...] = ()
    given: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A row of the map; ``border`` names the line that is drawn below it (the line of visibility)."""

    id: str
    name: str
    cells: tuple[Cell, ...]
    border: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyMap:
    """One map from one point of view: of a role, or of the people of a role in one segment.

    ``rules`` say in the study's language how its figures and order came about.
    """

    kind: str
    viewpoint: Role
    lanes: tuple[Lane, ...]
    segment: str | None = None
    rules: tuple[str, ...] = ()
