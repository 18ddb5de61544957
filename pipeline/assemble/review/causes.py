"""Why a theme changed: other interviews, people's corrections, or another reading of the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from . import ops
from .board import respondent_keys
from .folding import active
from .lines import resolve_stages, themes_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..draft import Draft
    from .differences import Aspect
    from .matching import Match
    from .ops import Edit

CauseKind = Literal["added", "removed", "corrections", "taken-back", "reading"]
Reading = Literal["learning", "interviews", "settings", "embedder", "reader", "codebook", "tool"]

# What a line can do to a theme it names; ops that are not listed can do anything.
_DOES: dict[str, frozenset[Aspect]] = {
    "rename": frozenset({"renamed"}),
    "judge": frozenset({"accepted", "rejected", "returned"}),
    "stage": frozenset({"stage"}),
    "stage_merge": frozenset({"stage"}),
    "stage_rename": frozenset(),
    "stage_order": frozenset(),
    "stage_add": frozenset(),
    "valence": frozenset(),
    "pin": frozenset(),
    "comment": frozenset(),
    "retract": frozenset(),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LineSide:
    """A correction that came into force, or (``back``) was taken back; ``names`` are labels it names."""

    id: str
    op: str
    author: str
    time: str
    names: tuple[str, ...]
    to: str  # the new label or name, "" where there is none
    units: int
    back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a theme changed.

    ``ids`` are interviews (added, removed), lines (corrections, taken-back) or what else is another one
    (reading): learning from corrections, interviews, settings, embedder, reader, codebook, tool.
    """

    kind: CauseKind
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What can have caused changes between two drafts."""

    people_old: Mapping[str, str]  # respondents' utterances → who says them
    people_new: Mapping[str, str]
    added: Mapping[str, str]  # utterances of interviews that came → the interview
    removed: Mapping[str, str]
    came: tuple[Edit, ...]  # lines in force now that were not
    back: tuple[Edit, ...]  # lines in force then that are not now
    reading: tuple[Reading, ...]

    @classmethod
    def of(cls, old: Draft, new: Draft, lines_old: Sequence[Edit], lines_new: Sequence[Edit]) -> Grounds:
        """Look for what differs between drafts and the logs that they were made from."""
        stages = sorted(new.stages, key=lambda stage: stage.order)
        was, now = active(lines_old), active(lines_new)
        ids = {line.id for line in was}, {line.id for line in now}
        came = tuple(line for line in now if line.id not in ids[0] and line.op != "retract")
        back = tuple(line for line in was if line.id not in ids[1] and line.op != "retract")
        return cls(
            people_old=respondent_keys(old),
            people_new=respondent_keys(new),
            added=_only(new, old),
            removed=_only(old, new),
            came=resolve_stages(came, stages),  # type: ignore[arg-type]  # both have id and name
            back=resolve_stages(back, stages),  # type: ignore[arg-type]
            reading=_reading(old, new, learnt=bool(came or back)),
        )

    @property
    def lines(self) -> tuple[LineSide, ...]:
        """Return the corrections that made the difference."""
        return (
            *(_side(line, back=False) for line in self.came),
            *(_side(line, back=True) for line in self.back),
        )

    def causes(
        self, match: Match, aspects: Sequence[Aspect], gained: Sequence[str], lost: Sequence[str]
    ) -> tuple[Cause, ...]:
        """Return why the themes of a match changed in these aspects, gained and lost these utterances."""
        added = _talks(gained, self.added)
        removed = _talks(lost, self.removed)
        lines = [
            [line for line in group if _may(line, match, aspects, {*gained, *lost})]
            for group in (self.came, self.back)
        ]
        told = {unit for group in lines for line in group for unit in _units(line)}
        unsaid = [u for u in gained if u not in self.added] + [u for u in lost if u not in self.removed]
        found = [
            Cause(kind="added", ids=added),
            Cause(kind="removed", ids=removed),
            Cause(kind="corrections", ids=tuple(line.id for line in lines[0])),
            Cause(kind="taken-back", ids=tuple(line.id for line in lines[1])),
        ]
        known = tuple(cause for cause in found if cause.ids)
        if known and told.issuperset(unsaid):
            return known
        return (*known, Cause(kind="reading", ids=self.reading))


def _only(draft: Draft, other: Draft) -> dict[str, str]:
    """Return the utterances of interviews that only one draft has."""
    known = {part.id for part in other.interviews}
    return {said.id: said.interview for said in draft.utterances if said.interview not in known}


def _talks(units: Sequence[str], of: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(sorted({of[unit] for unit in units if unit in of}))


def _reading(old: Draft, new: Draft, *, learnt: bool) -> tuple[Reading, ...]:
    """Return everything that can have made the same words be read otherwise."""
    was, now = old.manifest, new.manifest
    differs: dict[Reading, bool] = {
        "learning": learnt,
        "interviews": {part.id for part in old.interviews} != {part.id for part in new.interviews},
        "settings": was.settings != now.settings,
        "embedder": was.embedder != now.embedder,
        "reader": was.reader_sha256 != now.reader_sha256,
        "codebook": was.codebook_sha256 != now.codebook_sha256,
        "tool": was.tool != now.tool,
    }
    return tuple(name for name, found in differs.items() if found)


def _may(line: Edit, match: Match, aspects: Sequence[Aspect], units: set[str]) -> bool:
    """Tell whether a line names what changed and does such things."""
    themes = (*match.before, *match.after)
    does = _DOES.get(line.op)
    if does is not None and does.isdisjoint(aspects):
        return False
    if set(_themes(line)) & {theme.id for theme in themes}:
        return True
    if isinstance(line, ops.Place):  # a theme stands where most of its members do
        units = units | {unit for theme in themes for unit in theme.utterances}
    if isinstance(line, ops.StageMerge):
        return bool({line.stage, line.into} & {theme.stage for theme in themes})
    return bool(units & set(getattr(line, "units", ())))


def _themes(line: Edit) -> tuple[str, ...]:
    made = (line.as_,) if isinstance(line, ops.Split | ops.Create) else ()
    return (*themes_named(line), *made)


def _units(line: Edit) -> set[str]:
    """Return the utterances that a line moves, with those of the themes it moves as a whole."""
    named = set(getattr(line, "units", ()))
    if isinstance(line, ops.Merge | ops.Retheme):
        named |= {unit for theme in line.seen.themes.values() for unit in theme.units}
    return named


def _side(line: Edit, *, back: bool) -> LineSide:
    stages = line.seen.stages if line.op.startswith("stage_") else {}
    return LineSide(
        id=line.id,
        op=line.op,
        author=line.author,
        time=line.time,
        names=(*(theme.label for theme in line.seen.themes.values()), *stages.values()),
        to=getattr(line, "label", None) or getattr(line, "name", None) or "",
        units=len(getattr(line, "units", ())),
        back=back,
    )
