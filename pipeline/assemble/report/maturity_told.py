"""How a maturity profile is told in a language, on the page and in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...wording import Wording
from ..maturity_words import DIMENSIONS, STAGES

if TYPE_CHECKING:
    from fractions import Fraction

    from ..maturity import Dimension, Profile


class MaturityWords:
    """How a profile is told in a language; used by the page and by the terminal."""

    def __init__(self, language: str) -> None:
        """Take the words of a language."""
        self.language, self.words = language, Wording(language)

    def mean(self, value: Fraction | None) -> str:
        """Write a mean with two decimals, or a dash."""
        return "—" if value is None else self.words.number(float(value), digits=2)

    def dimension(self, one: Dimension) -> str:
        """Return a dimension's name."""
        return DIMENSIONS[self.language][one.id]

    def stage(self, number: int) -> str:
        """Return a stage's number and name."""
        name = STAGES[self.language][number - 1]
        return self.words._("Stage %(number)s: %(name)s", number=number, name=name)

    def stage_name(self, number: int | None) -> str:
        """Return a stage's name, or a dash."""
        return "—" if number is None else f"{number} · {STAGES[self.language][number - 1]}"

    def spread(self, one: Dimension) -> str:
        """Return the lowest and the highest person's mean; "" when there is no second person."""
        return f"{self.mean(one.low)}–{self.mean(one.high)}" if one.n > 1 else ""

    def doubts(self, profile: Profile) -> list[str]:
        """Return what speaks against taking the stage as it stands."""
        said, _ = [], self.words._
        if profile.untold:
            names = ", ".join(self.dimension(one) for one in profile.untold)
            said.append(_("Too few answers, so that no stage can be told: %(names)s.", names=names))
        if profile.near:
            text = _("The mean is close to the border of stage %(near)s: read both.", near=profile.near)
            said.append(text)
        stages = sorted({stage for stage in profile.own_stages if stage})
        if len(stages) > 1:
            counts = ", ".join(
                self.words.ngettext(
                    "stage %(stage)s by the answers of %(n)s person",
                    "stage %(stage)s by the answers of %(n)s people",
                    profile.own_stages.count(stage),
                    stage=stage,
                )
                for stage in stages
            )
            said.append(_("People see the company at different stages: %(counts)s.", counts=counts))
        if names := ", ".join(self.dimension(one) for one in profile.dimensions if one.apart):
            said.append(
                _(
                    "Answers lie two points apart or more: %(names)s. Talk before you trust the mean.",
                    names=names,
                )
            )
        return said
