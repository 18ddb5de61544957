"""Hold what people touched over a new run: the themes that lines name stay what people saw.

The grouping knows nothing of corrections, so they never reshuffle what nobody touched; docs/corrections.md
states the rules.  With the inputs that the lines were written for, holding changes nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .board import Board, BoardTheme
from .folding import active
from .lines import resolve_stages, themes_named
from .ops import Merge, Move

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .ops import Edit, SeenTheme

__all__ = ["hold", "resolve_stages"]

FEWEST = 2  # respondents of a theme


@dataclass(slots=True)
class _Held:
    """A theme that people touched: as it was last seen, and its surviving members."""

    id: str
    seen: SeenTheme
    last: dict[str, int] = field(default_factory=dict)  # member → number of the latest line that saw it there
    units: dict[str, None] = field(default_factory=dict)
    continued: list[BoardTheme] = field(default_factory=list)


def hold(fresh: Board, lines: Iterable[Edit], respondents: Mapping[str, str]) -> Board:
    """Return the ``fresh`` board with the touched themes of the active ``lines`` held.

    ``respondents`` maps each utterance of the board to a key of who says it.
    """
    kept = resolve_stages(active(lines), fresh.stages)
    held = _held(kept, fresh)
    if not held:
        return fresh
    _claim(held, fresh)
    _continue(held, fresh)
    owners: dict[str, list[_Held]] = defaultdict(list)
    for theme in held.values():
        for unit in theme.units:
            owners[unit].append(theme)
    left = {theme.id: _left(theme, held, owners) for theme in fresh.themes}
    for theme in held.values():
        for cluster in theme.continued:
            if cluster.kind is theme.seen.kind:
                theme.units |= dict.fromkeys(left[cluster.id])
    filled = {id_ for line in kept for id_ in _filled(line)}
    there = [theme for theme in held.values() if theme.units or theme.id in filled]
    return replace(fresh, themes=_themes(there, left, fresh, respondents))


def _held(lines: Sequence[Edit], fresh: Board) -> dict[str, _Held]:
    """Return the touched themes with all members that some snapshot saw and that are there today."""
    held: dict[str, _Held] = {}
    touched = {id_ for line in lines for id_ in themes_named(line) if id_ in line.seen.themes}
    for number, line in enumerate(lines):
        for id_, seen in line.seen.themes.items():
            if id_ in touched:
                theme = held.setdefault(id_, _Held(id_, seen))
                theme.seen = seen
                theme.last |= {unit: number for unit in seen.units if unit in fresh.units}
    return dict(sorted(held.items()))


def _claim(held: Mapping[str, _Held], fresh: Board) -> None:
    """Give each member to the theme that saw it last; two keep it only if the fresh grouping does as well."""
    claims: dict[str, list[_Held]] = defaultdict(list)
    for theme in held.values():
        for unit in theme.last:
            claims[unit].append(theme)
    now = {theme.id: frozenset(theme.units) for theme in fresh.themes}
    won: set[tuple[str, str]] = set()
    for unit, of in claims.items():
        winner, *losers = sorted(of, key=lambda theme: (-theme.last[unit], theme.id))
        kinds = {winner.seen.kind}
        won.add((unit, winner.id))
        for theme in losers:
            if theme.seen.kind not in kinds and unit in now.get(theme.id, ()):
                kinds.add(theme.seen.kind)
                won.add((unit, theme.id))
    for theme in held.values():
        # as in the last snapshot, then what only earlier ones saw
        order = [*theme.seen.units, *theme.last]
        theme.units = {unit: None for unit in order if (unit, theme.id) in won}


def _continue(held: Mapping[str, _Held], fresh: Board) -> None:
    """Tell which fresh clusters are held themes of the same kind that came out again, the likest first."""
    found: dict[str, list[tuple[tuple[bool, int, str], BoardTheme]]] = defaultdict(list)
    for cluster in fresh.themes:
        alike = []
        for theme in held.values():
            same = theme.id == cluster.id
            common = sum(unit in theme.units for unit in cluster.units)
            enough = 2 * common >= min(len(cluster.units), len(theme.units))
            if same or (common and enough and cluster.kind is theme.seen.kind):
                alike.append((not same, -common, theme.id))
        if alike:
            other, common, id_ = min(alike)
            found[id_].append(((other, common, cluster.id), cluster))
    for id_, clusters in found.items():
        held[id_].continued = [cluster for _, cluster in sorted(clusters, key=lambda pair: pair[0])]


def _left(
    cluster: BoardTheme, held: Mapping[str, _Held], owners: Mapping[str, Sequence[_Held]]
) -> tuple[str, ...]:
    """Return the members of a fresh cluster that no other theme holds."""
    mine = next((theme for theme in held.values() if cluster in theme.continued), None)
    return tuple(
        unit
        for unit in cluster.units
        if all(theme is mine or _both(unit, cluster, theme) for theme in owners.get(unit, ()))
    )


def _both(unit: str, cluster: BoardTheme, theme: _Held) -> bool:
    """Tell whether the fresh grouping itself has a held utterance in this cluster, for another kind."""
    return cluster.kind is not theme.seen.kind and any(unit in own.units for own in theme.continued)


def _filled(line: Edit) -> tuple[str, ...]:
    """Return the themes that a line puts utterances in."""
    if isinstance(line, Move):
        return (line.to,) if line.to else ()
    return (line.into,) if isinstance(line, Merge) else ()


def _themes(
    held: Sequence[_Held],
    left: Mapping[str, tuple[str, ...]],
    fresh: Board,
    respondents: Mapping[str, str],
) -> tuple[BoardTheme, ...]:
    """Put held themes in the places of the clusters that continue them, those without one at the end."""
    first = {theme.continued[0].id: theme for theme in held if theme.continued}
    later = {cluster.id for theme in held for cluster in theme.continued}
    found = []
    for cluster in fresh.themes:
        units = left[cluster.id]
        if cluster.id in first:
            found.append(_theme(first[cluster.id], fresh))
        elif cluster.id not in later and (
            units == cluster.units or len({respondents[unit] for unit in units}) >= FEWEST
        ):
            found.append(replace(cluster, units=units))
    return (*found, *(_theme(theme, fresh) for theme in held if not theme.continued))


def _theme(held: _Held, fresh: Board) -> BoardTheme:
    """Make the theme: members, label, kind and stage as people saw them, the rest as it is today."""
    stages = {stage.id for stage in fresh.stages}
    seen = held.seen
    against = dict.fromkeys(unit for cluster in held.continued for unit in cluster.against)
    made = BoardTheme(
        id=held.id,
        kind=seen.kind,
        stage=seen.stage if seen.stage is None or seen.stage in stages else _main_stage(held, fresh),
        label=seen.label,
        origin=seen.origin,
        units=tuple(held.units),
        against=tuple(unit for unit in against if unit not in held.units),
    )
    if not held.continued:
        return made
    today = held.continued[0]
    return replace(made, keywords=today.keywords, cohesion=today.cohesion, stability=today.stability)


def _main_stage(held: _Held, fresh: Board) -> str | None:
    """Return the stage of most members, of several the first; for a theme whose stage is there no longer."""
    counts = dict.fromkeys((stage.id for stage in fresh.stages), 0)
    for unit in held.units:
        stage = fresh.units[unit].stage
        if stage in counts:
            counts[stage] += 1
    return max(counts, key=lambda stage: counts[stage]) if any(counts.values()) else None
