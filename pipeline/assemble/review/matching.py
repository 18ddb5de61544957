"""Which themes of one draft are which themes of the next.

By id first, then by what they share.  The overlap of sets and the bar of 0.3 follow work on communities
that change over time: Greene, Doyle, Cunningham, Tracking the evolution of communities in dynamic social
networks, ASONAM 2010.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..draft import Draft, ThemePart

ALIKE = 0.3  # of Jaccard's index


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What became of what: several before are merged, several after are split, none are born or gone."""

    before: tuple[ThemePart, ...]
    after: tuple[ThemePart, ...]
    pair: tuple[ThemePart, ThemePart] | None  # the theme that is the same one in both


@dataclass(frozen=True, slots=True)
class _Side:
    """The themes of a draft by id, their utterances, and the kinds of every utterance."""

    themes: dict[str, ThemePart]
    units: dict[str, frozenset[str]]
    kinds: dict[str, frozenset[str]]


def match_themes(old: Draft, new: Draft) -> tuple[Match, ...]:
    """Return the themes of both drafts, rejected ones too, put together; each theme stands in one match."""
    before, after = _side(old), _side(new)
    partner = {id_: id_ for id_ in before.themes if id_ in after.themes}
    partner |= _alike(before, after, partner)
    heir = {now: was for was, now in partner.items()}
    links = set(partner.items())
    for id_ in sorted(before.themes.keys() - partner.keys()):
        links |= {(id_, to) for to in _most(id_, before, after, heir)}
    for id_ in sorted(after.themes.keys() - heir.keys()):
        links |= {(of, id_) for of in _most(id_, after, before, partner)}
    return tuple(_match(was, now, partner, before, after) for was, now in _joined(before, after, links))


def _side(draft: Draft) -> _Side:
    themes = {theme.id: theme for theme in (*draft.themes, *draft.rejected)}
    return _Side(
        themes,
        {id_: frozenset(theme.utterances) for id_, theme in themes.items()},
        {said.id: frozenset(given.kind for given in said.kinds) for said in draft.utterances},
    )


def _alike(before: _Side, after: _Side, known: Mapping[str, str]) -> dict[str, str]:
    """Return pairs of one kind that are each other's likest, of what stands in both drafts."""
    left = sorted(before.themes.keys() - known.keys())
    right = sorted(after.themes.keys() - set(known.values()))
    score = {
        (was, now): found
        for was in left
        for now in right
        if before.themes[was].kind == after.themes[now].kind
        and (
            found := _jaccard(before.units[was] & after.kinds.keys(), after.units[now] & before.kinds.keys())
        )
        >= ALIKE
    }
    best_new = _best(score, lambda pair: pair)
    best_old = _best(score, lambda pair: (pair[1], pair[0]))
    return {was: now for was, now in best_new.items() if best_old[now] == was}


def _best(
    score: Mapping[tuple[str, str], float], turned: Callable[[tuple[str, str]], tuple[str, str]]
) -> dict[str, str]:
    """Return for each id its likest partner, ties by the partner's id."""
    ranked = sorted((-value, turned(pair)[1], turned(pair)[0]) for pair, value in score.items())
    found: dict[str, str] = {}
    for _, partner, id_ in ranked:
        found.setdefault(id_, partner)
    return found


def _jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right) if left | right else 0.0


def _most(id_: str, here: _Side, there: _Side, partner: Mapping[str, str]) -> Iterable[str]:
    """Return the theme of the other draft that at least half of a theme's utterances went to, or came from.

    What stood beside it there before did not go, and what keeps its kind goes to a theme of that kind.
    """
    mine, kind = here.units[id_], here.themes[id_].kind
    shares = []
    for other, theme in there.themes.items():
        moved = mine & there.units[other]
        if other in partner:
            moved -= here.units[partner[other]]
        if theme.kind != kind:
            moved = frozenset(unit for unit in moved if kind not in there.kinds[unit])
        shares.append((-len(moved), other))
    share, other = min(shares, default=(0, ""))
    return (other,) if share and -2 * share >= len(mine) else ()


def _joined(
    before: _Side, after: _Side, links: Iterable[tuple[str, str]]
) -> Sequence[tuple[list[str], list[str]]]:
    """Return the ids of both drafts in groups that hang together."""
    group = {("old", id_): [("old", id_)] for id_ in before.themes}
    group |= {("new", id_): [("new", id_)] for id_ in after.themes}
    for was, now in sorted(links):
        one, two = group["old", was], group["new", now]
        if one is not two:
            one.extend(two)
            group |= dict.fromkeys(two, one)
    kept = {id(members): sorted(members) for members in group.values()}
    return [
        ([id_ for side, id_ in found if side == "old"], [id_ for side, id_ in found if side == "new"])
        for found in sorted(kept.values())
    ]


def _match(
    was: Sequence[str], now: Sequence[str], partner: Mapping[str, str], before: _Side, after: _Side
) -> Match:
    pairs = [(id_, partner[id_]) for id_ in was if id_ in partner]
    if not pairs and len(was) == len(now) == 1:
        pairs = [(was[0], now[0])]
    return Match(
        before=tuple(before.themes[id_] for id_ in was),
        after=tuple(after.themes[id_] for id_ in now),
        pair=(before.themes[pairs[0][0]], after.themes[pairs[0][1]]) if pairs else None,
    )
