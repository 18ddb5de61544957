"""Numbers for what the sheets of a page say many times over: texts, sets of utterances, claims, themes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..atlas.telling import counted
from ..draft import ClaimPart

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from ...records import StageId
    from ..draft import Draft
    from ..values import Claim

ROLES = ("client", "non_user", "expert")
GRADES = ("none", "single", "partial", "strong")
WORDS = -1  # the text of a claim is what its first utterance says; a theme or a stage is none


class Packing:
    """Gives numbers to what a page's sheets say more than once."""

    def __init__(self, draft: Draft, given: Draft) -> None:
        """Look up places in the draft ``given`` to the page, and the labels of ``draft``."""
        self._stages = [[stage.id, stage.name, stage.phase] for stage in draft.stages]
        self._labels = {theme.id: theme.label for theme in (*draft.themes, *draft.rejected)}
        self._known = {theme.id: (place, theme.label) for place, theme in enumerate(given.themes)}
        self._places = {part.id: place for place, part in enumerate(given.utterances)}
        self._words = {part.id: part.text for part in given.utterances}
        self._themes: dict[str, int] = {}
        self._texts: dict[str, int] = {}
        self._sets: dict[tuple[int, ...], int] = {}
        self._claims: dict[tuple[Hashable, ...], int] = {}
        self._order = {entry[0]: place for place, entry in enumerate(self._stages)}

    def stage(self, stage: StageId | str | None) -> int:
        """Return the place of a stage, -1 for none."""
        return self._order.get(stage or "", -1)

    def text(self, text: str) -> int:
        """Return the number of a text."""
        return self._texts.setdefault(text, len(self._texts))

    def theme(self, theme: str) -> int:
        """Return the number of a theme."""
        return self._themes.setdefault(theme, len(self._themes))

    def units(self, ids: Iterable[str]) -> int:
        """Return the number of a set of utterances; raises KeyError for one that the page lacks."""
        places = tuple(self._places[i] for i in ids)
        return self._sets.setdefault(places, len(self._sets))

    def unit(self, one: str) -> int:
        """Return the place of an utterance."""
        return self._places[one]

    def claim(self, claim: Claim | ClaimPart, viewpoint: str) -> int:
        """Return the number of a claim; one of other people than the viewpoint's counts those."""
        role = next((r for r in (viewpoint, *ROLES) if counted(claim, r)[0]), viewpoint)
        grade = claim.evidence if isinstance(claim, ClaimPart) else claim.grade
        theme = claim.themes[0] if claim.themes else ""
        told = (
            self.theme(theme) if theme else WORDS,
            self.units(claim.utterances),
            ROLES.index(role),
            *counted(claim, role),
            GRADES.index(grade),
            *self._said(claim.text, theme, claim.utterances[0]),
        )
        return self._claims.setdefault(told, len(self._claims))

    def _said(self, text: str, theme: str, first: str) -> tuple[int, ...]:
        """Return the text of a claim as far as its theme or its first utterance does not tell it."""
        if text == (self._labels.get(theme) if theme else self._words[first]):
            return ()
        return (WORDS,) if text == self._words[first] else (self.text(text),)

    def claims(self, claims: Iterable[Claim | ClaimPart], viewpoint: str) -> list[int]:
        """Return the numbers of claims."""
        return [self.claim(claim, viewpoint) for claim in claims]

    def _named(self, theme: str) -> int | list[str]:
        """Return a theme's place in the given draft, or its id and label where that names it otherwise."""
        place, label = self._known.get(theme, (WORDS, ""))
        own = self._labels.get(theme, label)
        return place if place != WORDS and label == own else [theme, own]

    def tables(self) -> dict[str, Any]:
        """Return what the numbers mean."""
        return {
            "stages": self._stages,
            "themes": [self._named(theme) for theme in self._themes],
            "texts": list(self._texts),
            "sets": [list(places) for places in self._sets],
            "claims": [list(told) for told in self._claims],
        }
