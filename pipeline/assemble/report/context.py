"""Everything the report's template shows, as frozen values: a draft in the order it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .curve import Piece
    from .phrases import Phrase
    from .quotes import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Backing:
    """Respondents behind something: n of N, and the same by role as (role, n, N)."""

    n: int
    of: int
    by_role: tuple[tuple[str, int, int], ...]
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """A statement of a cell; ``spoken`` when its text is a person's own words and needs no quote."""

    text: str
    kind: str
    origin: str
    backing: Backing
    quotes: tuple[Quote, ...]
    spoken: bool
    theme: str
    touchpoint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeelingView:
    """A point of the emotion curve with its drawn piece."""

    mean: float
    spread: float
    n: int
    respondents: int
    negative: int
    positive: int
    piece: Piece


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """A cell: claims of several voices, single voices apart, or a hint what to ask."""

    stage: int
    grade: str
    backed: tuple[ClaimView, ...]
    singles: tuple[ClaimView, ...]
    hint: Phrase | None
    feeling: FeelingView | None

    @property
    def empty(self) -> bool:
        """Tell whether nothing is known here."""
        return not (self.backed or self.singles or self.feeling)


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneView:
    """A row of a map."""

    id: str
    name: Phrase
    kind: str
    icon: str
    curve: bool
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StageView:
    """A column of a map: how much was said about the stage from this viewpoint."""

    number: int
    name: str
    source: str
    utterances: int
    respondents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """One map."""

    kind: str
    viewpoint: str
    respondents: int
    needed: int  # respondents from whom on evidence can be strong; 0 when there are as many
    fallback: bool  # too little was said to find stages, so a ready-made model's stand here
    stages: tuple[StageView, ...]
    lanes: tuple[LaneView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeView:
    """A theme with all its quotes and those that say the opposite."""

    id: str
    kind: str
    label: str
    origin: str
    keywords: tuple[str, ...]
    cohesion: float
    stability: float | None
    valence: float
    backing: Backing
    quotes: tuple[Quote, ...]
    against: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeStage:
    """The themes of one stage by kind; ``name`` is "" for themes without a stage."""

    number: int
    name: str
    kinds: tuple[tuple[str, tuple[ThemeView, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleView:
    """A coded utterance that belongs to no theme."""

    kinds: tuple[str, ...]
    stage: str
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewView:
    """A row of the table of interviews."""

    id: str
    voice: int
    path: str
    role: str
    segment: str
    format: str
    encoding: str
    language: str
    turns: int
    utterances: int
    speakers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The figures of the header and of the coverage section."""

    interviews: tuple[tuple[str, int], ...]
    respondents: int
    utterances: int  # respondents'
    coded: int
    grouped: int
    others: int  # utterances of interviewers and others, never coded
    checked: int  # everybody's utterances, all equal to their transcript
    dropped: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Making:
    """How the draft was made: settings as (dotted name, value) and the rules' numbers."""

    tool: str
    model: str
    dimension: int
    model_sha256: str
    codebook_sha256: str
    corrections: int
    settings: tuple[tuple[str, str], ...]
    rules: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """The whole report."""

    title: str
    product: str
    language: str
    counts: Counts
    maps: tuple[MapView, ...]
    themes: tuple[ThemeStage, ...]
    singles: tuple[SingleView, ...]
    uncoded: tuple[tuple[InterviewView, tuple[Quote, ...]], ...]
    interviews: tuple[InterviewView, ...]
    making: Making
