"""How likely two utterances speak of one theme: what is compared, and how much each likeness weighs.

Themes that were learnt, shared words, meaning, kinds, stages and questions each say a little; a logistic
regression over pairs of utterances of coded studies weighs them.  All of it are inner products, so
they join into one row an utterance, and the likeness of two rows is the log odds that they belong together.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

import numpy as np

from .theme_space import fit_lsa, whiten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ..records import UtteranceId
    from .embedders.base import Matrix

EVEN = 0.5  # a chance that speaks neither for a kind nor against it
HINT = 4.0  # log odds that a shared name, given by a coder, adds
_LEAST = 1e-9


@dataclass(frozen=True, slots=True)
class LikenessWeights:
    """Log odds that each likeness adds at its most; ``tools/weigh_reader.py`` learns them on the corpus.

    ``themes`` is for the trained reader's space; the defaults do without it.  ``same_talk`` is added to
    utterances of one interview, ``offset`` to all; groups join while their mean log odds are above
    ``joins_above``.
    """

    themes: float = 0.0
    words: float = 2.2
    meaning: float = 3.0
    kinds: float = 0.6
    stages: float = 2.2
    asked: float = 1.3
    same_talk: float = -1.2
    offset: float = -6.3
    joins_above: float = -3.2

    def values(self) -> NDArray[np.float64]:
        """Return the weights in the order of the fields."""
        return np.array([getattr(self, sign.name) for sign in fields(self)])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Compared:
    """What is known of the coded utterances, row by row: unit rows, except for the beliefs.

    ``themes`` float32[n, t] of the trained reader or None, ``meaning`` float32[n, d] sentence vectors,
    ``words`` the lemmas without stop words, ``kinds`` float64[n, 6] chances, ``stages`` float64[n, s] belief,
    ``asked`` float32[n, d] vectors of the questions, ``talks`` the interviews.
    """

    ids: tuple[UtteranceId, ...]
    themes: Matrix | None
    meaning: Matrix
    words: Sequence[Sequence[str]]
    kinds: NDArray[np.float64]
    stages: NDArray[np.float64]
    asked: Matrix
    talks: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Likeness:
    """Rows whose inner products are log odds, but for the offset, the talks and the hints.

    ``plain`` counts the first columns: those that do not tell the kind.
    """

    ids: tuple[UtteranceId, ...]
    rows: NDArray[np.float32]
    plain: int
    talks: NDArray[np.intp]  # numbers of the interviews
    weights: LikenessWeights
    hints: Mapping[UtteranceId, str] = field(default_factory=dict)

    def between(self, places: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return float32[n, n], the log odds of every pair."""
        rows = self.rows[places]
        odds = rows @ rows.T
        odds += np.float32(self.weights.offset)
        talks = self.talks[places]
        odds[talks[:, None] == talks] += np.float32(self.weights.same_talk)
        if self.hints:
            names = np.array([self.hints.get(self.ids[place], "") for place in places])
            odds[(names[:, None] == names) & (names != "")] += np.float32(HINT)
        return odds

    def opposite(self, members: NDArray[np.intp]) -> NDArray[np.float32]:
        """Return the mean log odds of all utterances with ``members``, whatever their kinds."""
        rows = self.rows[:, : self.plain]
        odds: NDArray[np.float32] = rows @ rows[members].mean(axis=0) + np.float32(self.weights.offset)
        return odds


def stated(chances: NDArray[np.float64], told: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return float64[n, kinds], the chances of the kinds with the codes that stand (``told``) taken in."""
    return np.where(told, np.maximum(chances, EVEN), np.minimum(chances, EVEN))


def signs_of(known: Compared) -> list[NDArray[np.float64]]:
    """Return the rows of each sign, in the order of ``LikenessWeights``; inner products are likenesses."""
    themes = np.zeros((len(known.ids), 1)) if known.themes is None else known.themes.astype(np.float64)
    asked = known.asked.astype(np.float64)  # exact for one question asked everywhere: it then says nothing
    return [
        themes,
        fit_lsa(known.words).astype(np.float64),
        whiten(known.meaning).astype(np.float64),
        _unit(known.kinds),
        np.sqrt(known.stages) if known.stages.size else np.zeros((len(known.ids), 1)),
        _unit(asked - asked.mean(axis=0)),
    ]


def likeness_of(
    known: Compared, weights: LikenessWeights, hints: Mapping[UtteranceId, str] | None = None
) -> Likeness:
    """Join the signs; fitting sorts by id, so that another order of the input gives the same rows."""
    if not known.ids:
        return Likeness(
            ids=(), rows=np.zeros((0, 1), np.float32), plain=1, talks=np.zeros(0, np.intp), weights=weights
        )
    order = sorted(range(len(known.ids)), key=lambda row: known.ids[row])
    signs = signs_of(_sorted(known, order))
    shares = np.sqrt(np.maximum(weights.values()[: len(signs)], 0.0))
    kinds = 3  # the place of the kinds among the signs: they go last
    parts = [share * sign for share, sign in zip(shares, signs, strict=True)]
    others = [part for place, part in enumerate(parts) if place != kinds]
    joined = np.hstack([*others, parts[kinds]]).astype(np.float32)
    return Likeness(
        ids=tuple(known.ids[row] for row in order),
        rows=joined,
        plain=joined.shape[1] - parts[kinds].shape[1],
        talks=np.unique([known.talks[row] for row in order], return_inverse=True)[1],
        weights=weights,
        hints=hints or {},
    )


def _sorted(known: Compared, order: Sequence[int]) -> Compared:
    rows = list(order)
    return Compared(
        ids=tuple(known.ids[row] for row in rows),
        themes=None if known.themes is None else known.themes[rows],
        meaning=known.meaning[rows],
        words=[known.words[row] for row in rows],
        kinds=known.kinds[rows],
        stages=known.stages[rows],
        asked=known.asked[rows],
        talks=[known.talks[row] for row in rows],
    )


def _unit(matrix: NDArray[np.float64] | Matrix) -> NDArray[np.float64]:
    rows = matrix.astype(np.float64)
    found: NDArray[np.float64] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _LEAST)
    return found
