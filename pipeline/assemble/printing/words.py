"""The words of documents: names of maps and viewpoints, figures and grades as people read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..atlas.telling import Teller
from .values import Legend

if TYPE_CHECKING:
    from ..draft import ClaimPart, Draft, FigurePart, InterviewPart, MapPart
    from ..values import Claim, Feeling, Figure

GRADES = {"none": 0, "single": 1, "partial": 2, "strong": 3}
_STRONG_FELT, _FELT = 1.0, 0.25


class Printer:
    """Says what documents say in the study's language."""

    def __init__(self, draft: Draft) -> None:
        """Look up quotes, stages and themes."""
        self.draft = draft
        self.teller = Teller(draft)
        self.words = self.teller.words
        self._ = self.words._
        self.stages = {stage.id: stage.name for stage in draft.stages}
        self.themes = {theme.id: theme.label for theme in (*draft.themes, *draft.rejected)}
        self.texts = {part.id: part.text for part in draft.utterances}

    @property
    def decimal(self) -> str:
        """The sign before tenths."""
        return "," if self.words.language == "ru" else "."

    def kind(self, name: str) -> str:
        """Return the name of a kind of map; a kind without a name of its own keeps its id."""
        _ = self._
        known = {
            "journey": _("Customer journey"),
            "customer_eyes": _("Through the customer’s eyes"),
            "experience": _("Experience map"),
            "conversion": _("Where people drop out"),
            "blueprint": _("Service blueprint"),
            "governance": _("The journey as a management structure"),
            "assessment": _("Experience by stage, assessed"),
            "checklist": _("Decision checklist"),
        }
        return known.get(name, name)

    def people(self, role: str) -> str:
        """Return the plural name of a viewpoint."""
        return self.teller.people(role)

    def viewpoint(self, role: str, segment: str | None) -> str:
        """Return a viewpoint with its segment."""
        return f"{self.people(role)} · {segment}" if segment else self.people(role)

    def title(self, part: MapPart) -> str:
        """Return a map's name with its viewpoint."""
        return f"{self.kind(part.kind)} — {self.viewpoint(part.viewpoint, part.segment)}"

    def support(self, claim: Claim | ClaimPart, role: str) -> str:
        """Return "k of n" of a role; a claim of other people than the viewpoint's says of whom."""
        return self.teller.support(claim, role)

    def respondents(self, n: int) -> str:
        """Return "4 respondents"."""
        return self.words.ngettext("%(n)s respondent", "%(n)s respondents", n)

    def stage(self, stage: str | None) -> str:
        """Return a stage's name, or that there is none."""
        return self.stages.get(stage or "", "") or self._("outside the stages")

    def figure(self, figure: FigurePart | Figure) -> str:
        """Return a figure's value as its unit is read."""
        value, unit = figure.value, str(figure.unit)
        if unit == "share":
            return self.words.percent(value)
        if unit == "valence":
            return self.words.signed(value)
        if unit == "rate" or (unit == "score" and value != int(value)):
            return self.words.number(value, digits=1)
        if unit == "rank":
            return f"№ {int(value)}" if self.words.language == "ru" else f"#{int(value)}"
        whole = self.whole(value)
        if figure.of is not None:
            return self._("%(k)s of %(n)s", k=whole, n=self.whole(figure.of))
        return whole

    def whole(self, value: float) -> str:
        """Return a count; a value that is none keeps its tenths."""
        return (
            self.words.number(abs(value), digits=0 if value == int(value) else 1)
            if value >= 0
            else (self.words.signed(value, digits=0 if value == int(value) else 1))
        )

    def feeling(self, feeling: Feeling | None) -> str:
        """Return "▼ −1,2": the mean with its sign as a symbol; a dash where nobody showed a feeling."""
        return self.felt(feeling.mean) if feeling else "–"

    def felt(self, valence: float) -> str:
        """Return a valence with its sign as a symbol."""
        return f"{mark(valence)} {self.words.signed(valence)}".strip()

    def interview(self, part: InterviewPart) -> str:
        """Return the code of an interview."""
        return self.teller.code(part.id)

    def legend(self) -> Legend:
        """Return what the signs of a map mean."""
        _ = self._
        return Legend(
            strong=_("strong evidence"),
            partial=_("partial evidence"),
            single=_("a single voice"),
            quote=_("“words of one respondent”"),
            hint=_("nothing was said: what to ask"),
            curve=_("emotion curve: mean from −2 to +2, the band is the spread"),
            people=_("a number at the curve’s foot: respondents who showed a feeling"),
        )


def mark(valence: float) -> str:
    """Return the sign of a feeling: full triangles for strong ones, hollow for weak, nothing for none."""
    if abs(valence) < _FELT:
        return ""
    strong = abs(valence) >= _STRONG_FELT
    return ("▲" if strong else "△") if valence > 0 else ("▼" if strong else "▽")
