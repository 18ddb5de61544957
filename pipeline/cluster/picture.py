"""A picture of the coded utterances: places on a plane where what is of one theme lies together.

The plane is the one on which the themes' middles differ most (principal components of the middles, Jolliffe
2002); each utterance lies between its own place there and its theme's, so that themes are seen as heaps.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..records import Theme, UtteranceId
    from .likeness import Likeness

_TO_THEME = 0.6  # how far an utterance is drawn to the middle of its theme
_FEW = 3  # themes; with fewer of them the utterances themselves span the plane
_EDGE = 98  # percentile that comes to lie at the edge
_DIGITS = 3
_LEAST = 1e-9


def lay_out(
    themes: Sequence[Theme], likeness: Likeness
) -> tuple[tuple[UtteranceId, tuple[float, float]], ...]:
    """Return a place (x, y), each in −1..1, for every utterance of the likeness, in its order."""
    if len(likeness.ids) < 2:  # noqa: PLR2004
        return tuple((id_, (0.0, 0.0)) for id_ in likeness.ids)
    row = {id_: number for number, id_ in enumerate(likeness.ids)}
    members = [np.array(sorted(row[id_] for id_ in theme.utterances if id_ in row)) for theme in themes]
    members = [rows for rows in members if len(rows)]
    rows = likeness.rows.astype(np.float64)
    rows -= rows.mean(axis=0)
    middles = [rows[own].mean(axis=0) * np.sqrt(len(own)) for own in members]
    plane = _plane(np.stack(middles) if len(middles) >= _FEW else rows)
    found = rows @ plane
    for own in members:
        found[own] += _TO_THEME * (found[own].mean(axis=0) - found[own])
    edge = np.maximum(np.percentile(np.abs(found), _EDGE, axis=0), _LEAST)
    placed = np.clip(found / edge, -1.0, 1.0).round(_DIGITS) + 0.0  # no minus zero
    return tuple(
        (id_, (float(x), float(y))) for id_, (x, y) in zip(likeness.ids, placed.tolist(), strict=True)
    )


def _plane(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return float64[d, 2]: the two directions in which the points differ most, with settled signs."""
    _, _, directions = np.linalg.svd(points - points.mean(axis=0), full_matrices=False)
    plane = np.zeros((points.shape[1], 2))
    for at, direction in enumerate(directions[:2]):
        largest = int(np.abs(direction).argmax())
        plane[:, at] = direction * (1.0 if direction[largest] >= 0 else -1.0)
    return plane
