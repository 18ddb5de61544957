"""What the pictures show: plain values and words that the caller says in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What a picture is called and tells; ``empty`` stands in it when there is nothing to show.

    ``decimal`` is the sign before tenths: a point or a comma.
    """

    title: str
    description: str
    empty: str
    decimal: str = "."


@dataclass(frozen=True, slots=True, kw_only=True)
class FeelingWords:
    """Words of feelings: the scale's ends and its middle, the base, and what stands for no value."""

    good: str  # "радость"
    even: str
    bad: str
    people: str  # "респонденты"
    gap: str  # "нет данных"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmotionPoint:
    """The feeling at a stage: mean −2…+2 or None, standard deviation, respondents behind it."""

    stage: str
    mean: float | None
    spread: float = 0.0
    respondents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EmotionCurve:
    """The emotion curve over the stages, in their order; ``spread`` names the band."""

    caption: Caption
    words: FeelingWords
    spread: str
    points: tuple[EmotionPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationBar:
    """An interview: the themes it brought first and all themes so far."""

    name: str
    new: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationWords:
    """Words of the saturation picture; ``base`` and ``run`` say their numbers: "база: 4 интервью"."""

    interviews: str
    new: str
    total: str
    base: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaturationChart:
    """New themes per interview in the order of interviews.

    The first ``base`` are the base; ``reached`` is the number (from 1) of the interview that ends the run of
    ``run`` interviews with few new themes, None if there is no such run.
    """

    caption: Caption
    words: SaturationWords
    bars: tuple[SaturationBar, ...]
    base: int
    run: int
    reached: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatCell:
    """A touchpoint at a stage: respondents and their mean valence, None if they showed no feeling."""

    n: int
    valence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatRow:
    """A touchpoint with one cell per stage; None where nobody spoke of it."""

    name: str
    cells: tuple[HeatCell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeatMap:
    """Touchpoints by stages."""

    caption: Caption
    words: FeelingWords
    stages: tuple[str, ...]
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelStep:
    """A stage: respondents who reached it, and those of them who stopped there."""

    stage: str
    reached: int
    stopped: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelChart:
    """How many go how far, out of ``of`` respondents; the words name the two columns of numbers."""

    caption: Caption
    reached: str
    stopped: str
    of: int
    steps: tuple[FunnelStep, ...]


class Measure(StrEnum):
    """What a comparison compares."""

    VALENCE = "valence"  # −2…+2, to both sides of a middle line
    SHARE = "share"  # 0…1, told in percent


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonColumn:
    """A viewpoint or segment: its name, a note below it ("6 респондентов"), one value per stage or None."""

    name: str
    note: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Up to five viewpoints or segments side by side, stage by stage; they are never averaged."""

    caption: Caption
    measure: Measure
    gap: str
    stages: tuple[str, ...]
    columns: tuple[ComparisonColumn, ...]
