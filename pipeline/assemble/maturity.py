"""How mature a company is in customer experience, by its own people's answers, and which maps fit it.

Twenty statements in six dimensions are rated 1 (never) … 5 (always); the rules are told in
``docs/maturity.md``.  All sums are exact, so that no stage hangs on a rounding error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from math import floor, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    Answers = tuple[int | None, ...]  # by statement, None for a missing one

STATEMENTS = 20
LOWEST, HIGHEST = 1, 5
DIMENSIONS = {
    "organisation": range(1, 4),
    "planning": range(4, 7),
    "activation": range(7, 10),
    "reaction": range(10, 14),
    "improvement": range(14, 18),
    "innovation": range(18, 21),
}
MAY_MISS = 1  # answers that one person may leave out of a dimension
NEAR = Fraction(1, 10)  # points to the border of two stages that make a stage doubtful
APART = 2  # points between the lowest and the highest person that call for a talk
WEAKEST, STEPS_EACH = 2, 2
MAP_KINDS = {
    1: ("conversion", "governance", "assessment", "journey", "blueprint"),
    2: ("conversion", "governance", "assessment", "journey", "blueprint"),
    3: ("customer_eyes",),
    4: ("checklist", "experience"),
    5: ("checklist", "experience"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """One person's answers to the twenty statements; raises ValueError for others than 1..5 or None."""

    name: str
    answers: Answers

    def __post_init__(self) -> None:
        """Refuse answers that cannot be."""
        if len(self.answers) != STATEMENTS:
            msg = f"{len(self.answers)} answers to {STATEMENTS} statements"
            raise ValueError(msg)
        if strange := [a for a in self.answers if a is not None and not LOWEST <= a <= HIGHEST]:
            msg = f"answers {strange} are not from {LOWEST} to {HIGHEST}"
            raise ValueError(msg)

    @property
    def given(self) -> int:
        """Return how many statements were answered."""
        return sum(answer is not None for answer in self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """One dimension: the mean of ``n`` people's means, None without any; the lowest and highest of them.

    ``deviation`` is the sample standard deviation between people, None for fewer than two.
    """

    id: str
    statements: tuple[int, ...]
    n: int
    mean: Fraction | None
    low: Fraction | None
    high: Fraction | None
    deviation: float | None

    @property
    def stage(self) -> int | None:
        """Return the stage that this dimension alone would give."""
        return None if self.mean is None else stage_of(self.mean)

    @property
    def apart(self) -> bool:
        """Tell whether people disagree so far that the mean hides it."""
        return self.low is not None and self.high is not None and self.high - self.low >= APART


@dataclass(frozen=True, slots=True, kw_only=True)
class Rated:
    """One statement: the mean of the ``n`` answers to it, None without any."""

    number: int
    dimension: str
    n: int
    mean: Fraction | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The outcome: ``mean`` and ``stage`` are None while a dimension has too few answers."""

    respondents: tuple[Respondent, ...]
    dimensions: tuple[Dimension, ...]
    statements: tuple[Rated, ...]
    mean: Fraction | None
    stage: int | None
    near: int | None  # the neighbouring stage whose border is close
    own_stages: tuple[int | None, ...]  # by respondent
    weakest: tuple[Dimension, ...]
    steps: tuple[Rated, ...]
    maps: tuple[str, ...] = field(default=())

    @property
    def untold(self) -> tuple[Dimension, ...]:
        """Return the dimensions with too few answers."""
        return tuple(one for one in self.dimensions if one.mean is None)


def assess(respondents: Sequence[Respondent]) -> Profile:
    """Return the profile of a company from one person's answers or several people's.

    Each person counts alike in a dimension; one who left out more than MAY_MISS of its statements does
    not count there.  The order of the people does not matter for any figure.
    """
    dimensions = tuple(_dimension(name, respondents) for name in DIMENSIONS)
    rated = tuple(_rated(number, respondents) for number in range(1, STATEMENTS + 1))
    mean = _mean_of_all([one.mean for one in dimensions])
    stage = None if mean is None else stage_of(mean)
    weakest = _weakest(dimensions)
    return Profile(
        respondents=tuple(respondents),
        dimensions=dimensions,
        statements=rated,
        mean=mean,
        stage=stage,
        near=None if mean is None else _near(mean),
        own_stages=tuple(own_stage(one) for one in respondents),
        weakest=weakest,
        steps=_steps(weakest, rated),
        maps=MAP_KINDS[stage] if stage else (),
    )


def stage_of(mean: Fraction) -> int:
    """Return the stage of a mean 1..5: the nearest whole number, a half goes up."""
    return floor(mean + Fraction(1, 2))


def own_stage(one: Respondent) -> int | None:
    """Return the stage by one person's answers alone; None when a dimension has too few of them."""
    mean = _mean_of_all([_own_mean(one, numbers) for numbers in DIMENSIONS.values()])
    return None if mean is None else stage_of(mean)


def dimension_of(number: int) -> str:
    """Return the dimension that statement 1..20 belongs to."""
    return next(name for name, numbers in DIMENSIONS.items() if number in numbers)


def _dimension(name: str, respondents: Sequence[Respondent]) -> Dimension:
    numbers = DIMENSIONS[name]
    means = [mean for one in respondents if (mean := _own_mean(one, numbers)) is not None]
    return Dimension(
        id=name,
        statements=tuple(numbers),
        n=len(means),
        mean=_mean(means),
        low=min(means, default=None),
        high=max(means, default=None),
        deviation=_deviation(means),
    )


def _own_mean(one: Respondent, numbers: range) -> Fraction | None:
    """Return one person's mean of a dimension; None when they left out too much of it."""
    given = [Fraction(a) for number in numbers if (a := one.answers[number - 1]) is not None]
    return _mean(given) if len(given) >= len(numbers) - MAY_MISS else None


def _rated(number: int, respondents: Sequence[Respondent]) -> Rated:
    given = [Fraction(a) for one in respondents if (a := one.answers[number - 1]) is not None]
    return Rated(number=number, dimension=dimension_of(number), n=len(given), mean=_mean(given))


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None


def _mean_of_all(values: Sequence[Fraction | None]) -> Fraction | None:
    """Return the mean when every value is known."""
    known = [value for value in values if value is not None]
    return _mean(known) if len(known) == len(values) else None


def _deviation(values: Sequence[Fraction]) -> float | None:
    mean = _mean(values)
    if mean is None or len(values) < 2:  # noqa: PLR2004 (between two people at least)
        return None
    return sqrt(sum(((value - mean) ** 2 for value in values), Fraction(0)) / (len(values) - 1))


def _near(mean: Fraction) -> int | None:
    """Return the neighbouring stage when its border is nearer than NEAR points."""
    stage = stage_of(mean)
    beside = stage + 1 if mean > stage else stage - 1
    border = Fraction(stage + beside, 2)
    return beside if abs(mean - border) <= NEAR and LOWEST <= beside <= HIGHEST else None


def _weakest(dimensions: Sequence[Dimension]) -> tuple[Dimension, ...]:
    """Return the two dimensions with the lowest means; of equals the earlier, which carries the later."""
    below = sorted(
        (one.mean, at, one)
        for at, one in enumerate(dimensions)
        if one.mean is not None and one.mean < HIGHEST
    )
    return tuple(one for _, _, one in below[:WEAKEST])


def _steps(weakest: Sequence[Dimension], rated: Sequence[Rated]) -> tuple[Rated, ...]:
    """Return the lowest statements of the weakest dimensions, the lowest of a dimension first."""
    found: list[Rated] = []
    for dimension in weakest:
        lowest = sorted(
            (one.mean, number, one)
            for number in dimension.statements
            if (one := rated[number - 1]).mean is not None and one.mean < HIGHEST
        )
        found.extend(one for _, _, one in lowest[:STEPS_EACH])
    return tuple(found)
