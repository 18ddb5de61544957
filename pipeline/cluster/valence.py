"""Valence: how the person felt about the moment, −2 to 2, a tenth apart; 0 is neutral.

A ridge regression over the same rows as the kinds, with the tone of the words among them.  What was
coded as a pain is pulled down, what was coded as a joy is pulled up: a pain told without one
unpleasant word («простоял сорок минут») is still unpleasant.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ..records import VALENCE_LIMIT, Kind
from .features import read_units
from .space import lessons

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ..records import KindScore, Unit
    from .codebook import Codebook
    from .embedders.base import Matrix
    from .features import Reading
    from .space import Lessons, Space

SHRINKAGE = 3.0  # of 3, 10 and 20 the one whose sign is most often right, whole trades held out
# readers shrink what they are unsure of towards 0: on held-out trades a sign is still right three times in
# four where the value is small, so only the nearest is called neutral and the rest is at least felt
NEUTRAL, SLIGHT = 0.12, 0.3
PULL = {Kind.PAIN: -0.6, Kind.POSITIVE: 0.6, Kind.IDEA: 0.1}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ValenceReader:
    """A fitted reader of valence; it can be pickled and does not change."""

    codebook: Codebook
    space: Space
    weights: NDArray[np.float64]
    offset: float

    def read(  # noqa: PLR0913, PLR0917 (what is already known may be passed)
        self,
        units: Sequence[Unit],
        vectors: Matrix,
        context: Matrix,
        kinds: Sequence[Sequence[KindScore]],
        readings: Sequence[Reading] | None = None,
        rows: NDArray[np.float64] | None = None,
    ) -> tuple[float, ...]:
        """Return each unit's valence; arguments as for ``KindReader.code``, with the kinds it gave."""
        if not units:
            return ()
        known = read_units(units, self.codebook) if readings is None else readings
        if rows is None:
            rows = self.space.rows(known, vectors, context, self.codebook)
        felt = np.einsum("ij,j->i", rows, self.weights) + self.offset
        return tuple(pulled(float(value), scored) for value, scored in zip(felt, kinds, strict=True))


def fit_valence(
    codebook: Codebook,
    language: str,
    example_vectors: Matrix,
    example_contexts: Matrix,
    learnt: Lessons | None = None,
) -> ValenceReader:
    """Fit a reader of valence on the codebook's examples; arguments as for ``fit_reader``."""
    from sklearn.linear_model import Ridge  # noqa: PLC0415 (a second to import)
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415 (with sklearn)

    learnt = learnt or lessons(codebook, language, example_vectors, example_contexts)
    model: Any = Ridge(alpha=SHRINKAGE, solver="cholesky")
    felt = np.array([example.valence for example in codebook.examples])
    with threadpool_limits(1):  # a small fit: threads cost more than they bring, and round otherwise
        model.fit(learnt.rows, felt, sample_weight=learnt.counts)
    return ValenceReader(
        codebook=codebook, space=learnt.space, weights=np.asarray(model.coef_), offset=float(model.intercept_)
    )


def pulled(felt: float, kinds: Sequence[KindScore]) -> float:
    """Return a valence within −2..2 and rounded to 0.1, with what the kinds say taken in."""
    return settled(felt + sum(PULL.get(scored.kind, 0.0) * scored.score for scored in kinds))


def settled(value: float) -> float:
    """Return a valence within −2..2, rounded to 0.1; what is all but neutral is 0."""
    size = round(min(max(abs(value), SLIGHT), VALENCE_LIMIT), 1)
    return 0.0 if abs(value) < NEUTRAL else size if value > 0 else -size
