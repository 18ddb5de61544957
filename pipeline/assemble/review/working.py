"""A board while lines are folded into it: the moves that every edit is made of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...records import Kind, LabelOrigin
from .board import Board, BoardTheme, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .board import BoardStage, BoardUnit, Facet, Ignored, Reason, Remark

SURE = 1.0  # the score of a kind that a person gave


@dataclass(slots=True)
class WorkingTheme:
    """A theme that changes; ``units`` and ``against`` are ordered sets."""

    now: BoardTheme
    units: dict[str, None]
    against: dict[str, None]

    @property
    def kind(self) -> Kind:
        """The theme's kind as it is now."""
        return self.now.kind


class WorkingBoard:
    """A board that changes; what a line names and is not there is noted in ``missed``."""

    def __init__(self, base: Board) -> None:
        """Start with what the machine proposed."""
        self.base = base
        self.stages: list[BoardStage] = list(base.stages)
        self.merged: dict[str, str] = {}  # a stage that is gone → where it went
        self.units: dict[str, BoardUnit] = dict(base.units)
        self.themes = {
            theme.id: WorkingTheme(theme, dict.fromkeys(theme.units), dict.fromkeys(theme.against))
            for theme in base.themes
        }
        self.comments: list[Remark] = []
        self.missed: list[tuple[Reason, str]] = []
        self._themes_of: dict[str, list[WorkingTheme]] = defaultdict(list)
        for theme in self.themes.values():
            for unit in theme.units:
                self._themes_of[unit].append(theme)

    # ------------------------------------------------------------ what a line names

    def miss(self, reason: Reason, detail: str) -> None:
        """Note what the line at work cannot find."""
        self.missed.append((reason, detail))

    def theme(self, id_: str, *, dead_too: bool = False) -> WorkingTheme | None:
        """Return a theme that lives, or note that there is none."""
        found = self.themes.get(id_)
        if found is None:
            self.miss("no-theme", id_)
        elif found.now.dead and not dead_too:
            self.miss("dead-theme", id_)
            return None
        return found

    def living(self, ids: Iterable[str]) -> list[WorkingTheme]:
        """Return those of the themes that live, each once."""
        found = (self.theme(id_) for id_ in dict.fromkeys(ids))
        return [theme for theme in found if theme]

    def known(self, ids: Iterable[str]) -> list[str]:
        """Return those of the utterances that there are, each once."""
        found = []
        for id_ in dict.fromkeys(ids):
            if id_ in self.units:
                found.append(id_)
            else:
                self.miss("no-unit", id_)
        return found

    def stage(self, id_: str) -> BoardStage | None:
        """Return a stage, or note that there is none."""
        found = next((stage for stage in self.stages if stage.id == id_), None)
        if found is None:
            self.miss("no-stage", id_)
        return found

    def resolved(self, id_: str | None) -> str | None:
        """Return a stage of the base, or the one that it was merged into."""
        while id_ in self.merged:
            id_ = self.merged[id_]
        return id_

    # ------------------------------------------------------------ moves

    def found(self, id_: str, kind: Kind, stage: str | None, label: str) -> WorkingTheme:
        """Add a theme that a person made, after all others."""
        made = BoardTheme(id=id_, kind=kind, stage=stage, label=label, origin=LabelOrigin.PERSON, units=())
        self.themes[id_] = theme = WorkingTheme(made, {}, {})
        return theme

    def leave(self, unit: str, theme: WorkingTheme) -> None:
        """Take an utterance out of a theme if it is there."""
        if unit in theme.units:
            del theme.units[unit]
            self._themes_of[unit].remove(theme)

    def leave_all(self, unit: str) -> None:
        """Take an utterance out of all themes."""
        for theme in tuple(self._themes_of[unit]):
            self.leave(unit, theme)

    def enter(self, unit: str, theme: WorkingTheme) -> None:
        """Put an utterance at the end of a theme; it leaves the others of that kind."""
        for other in tuple(self._themes_of[unit]):
            if other.kind == theme.kind and other is not theme:
                self.leave(unit, other)
        if unit not in theme.units:
            theme.units[unit] = None
            self._themes_of[unit].append(theme)
        theme.against.pop(unit, None)

    def give(self, unit: str, kind: Kind) -> None:
        """Give an utterance a kind, which makes it relevant."""
        kinds = in_order({**self.units[unit].kinds, kind: SURE})
        self.units[unit] = replace(self.units[unit], kinds=kinds, irrelevant=False)
        self.tell(unit, "kinds")

    def take(self, unit: str, kind: Kind) -> None:
        """Take a kind from an utterance, which leaves its themes of that kind."""
        kinds = {given: score for given, score in self.units[unit].kinds.items() if given is not kind}
        self.units[unit] = replace(self.units[unit], kinds=kinds)
        self.tell(unit, "kinds")
        for theme in tuple(self._themes_of[unit]):
            if theme.kind is kind:
                self.leave(unit, theme)

    def place(self, unit: str, stage: str | None) -> None:
        """Put an utterance at a stage, which makes it relevant unless it is none."""
        now = self.units[unit]
        self.units[unit] = replace(now, stage=stage, irrelevant=now.irrelevant and stage is None)
        self.tell(unit, "stage")

    def tell(self, unit: str, *facets: Facet) -> None:
        """Keep what a person set of an utterance."""
        now = self.units[unit]
        self.units[unit] = replace(now, told=now.told.union(facets))

    # ------------------------------------------------------------ the end

    def done(self, ignored: Iterable[Ignored]) -> Board:
        """Return the board; pinned utterances stand first in their themes."""
        return replace(
            self.base,
            stages=tuple(self.stages),
            units=self.units,
            themes=tuple(self._finished(theme) for theme in self.themes.values()),
            comments=(*self.base.comments, *self.comments),
            ignored=(*self.base.ignored, *ignored),
        )

    def _finished(self, theme: WorkingTheme) -> BoardTheme:
        units = sorted(theme.units, key=lambda unit: not self._pinned(unit))
        return replace(theme.now, units=tuple(units), against=tuple(theme.against))

    def _pinned(self, unit: str) -> bool:
        return unit in self.units and self.units[unit].pinned
