"""What tables say of claims, kinds and quotes: a printer with the words of spreadsheets."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ..atlas.telling import ROLES, counted
from ..printing.people import kinds
from ..printing.words import Printer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..draft import ClaimPart
    from ..values import Claim, Feeling

QUOTES = 3  # beside a claim; the table of quotes holds them all


class Clerk(Printer):
    """Says what the cells of tables say, in the study's language."""

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The names of the kinds of what is said."""
        return kinds(self)

    @cached_property
    def grades(self) -> dict[str, str]:
        """The names of the grades of evidence."""
        _ = self._
        return {
            "none": _("no data"),
            "single": _("a single voice"),
            "partial": _("partial evidence"),
            "strong": _("strong evidence"),
        }

    @cached_property
    def origins(self) -> dict[str, str]:
        """Who named a theme."""
        _ = self._
        return {"keywords": _("keywords"), "model": _("a model"), "person": _("a person")}

    @cached_property
    def theme_kinds(self) -> dict[str, str]:
        """The kinds of themes by their ids."""
        return {theme.id: theme.kind for theme in (*self.draft.themes, *self.draft.rejected)}

    @cached_property
    def utterance_kinds(self) -> dict[str, tuple[str, ...]]:
        """The kinds of utterances by their ids."""
        return {part.id: tuple(code.kind for code in part.kinds) for part in self.draft.utterances}

    def quoted(self, utterance: str) -> str:
        """Return a respondent's words in quotation marks with their source."""
        said = self.teller.quote(utterance)
        return f"{self.in_quotes(said.text)} ({said.source})"

    def in_quotes(self, text: str) -> str:
        """Return a text in the language's quotation marks."""
        return f"«{text}»" if self.words.language == "ru" else f"“{text}”"

    def some(self, utterances: Iterable[str], most: int = QUOTES) -> str:
        """Return the first quotes, a line each, and how many more there are."""
        ids = list(utterances)
        lines = [self.quoted(i) for i in ids[:most]]
        left = len(ids) - most
        if left > 0:
            lines.append(self.words.ngettext("and %(n)s more quote", "and %(n)s more quotes", left))
        return "\n".join(lines)

    def backing(self, claim: Claim | ClaimPart, role: str) -> tuple[int, int, str]:
        """Return k, n and the grade of a claim among a role's people, or the first others who said it."""
        pairs = [counted(claim, found) for found in (role, *ROLES)]
        k, of = next((pair for pair in pairs if pair[0]), pairs[0])
        return k, of, self.grades[str(getattr(claim, "evidence", None) or getattr(claim, "grade", "none"))]

    def mean(self, feeling: Feeling | None) -> float | None:
        """Return the mean of a feeling as a number, nothing where nobody showed one."""
        return feeling.mean if feeling else None

    def yes(self, told: bool) -> str:  # noqa: FBT001 (the one thing to say)
        """Return "yes" or nothing."""
        return self._("yes") if told else ""
