"""The values of a map: claims with their support, cells, lanes."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A lane at a stage; ``hint`` says what to ask when there are no claims."""

    stage: StageId
    claims: tuple[Claim, ...] = ()
    hint: str = ""
    feeling: Feeling | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A row of the map."""

    id: str
    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyMap:
    """One map from one point of view."""

    kind: str
    viewpoint: Role
    lanes: tuple[Lane, ...]
