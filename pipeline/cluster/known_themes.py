"""Names for themes from a library of universal ones: «Долгое ожидание», «Скрытые доплаты».

Words that people used often name one case of a theme and not the theme.  The trained reader has learnt which
utterances a theme's name stands for, so it can tell which of the library's names a group of utterances is
nearest to.  The library lies beside the codebooks; what it proposes is marked as a model's word.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import yaml

from ..records import Kind
from .stage_models import known_language

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ..records import Theme, ThemeId, UtteranceId
    from .embedders.base import Matrix

# chosen by reading the proposals for the true themes of held-out trades
NEAR_ENOUGH = 0.66  # cosine of a theme's middle and a name
COMMON = 0.5  # share of a name's usual nearness to the study's themes that is taken off


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownTheme:
    """A theme that many trades share."""

    id: str
    kind: Kind
    name: str
    description: str

    @property
    def text(self) -> str:
        """What the reader reads of it."""
        return f"{self.name}. {self.description}"


@lru_cache(maxsize=2)
def known_themes(language: str) -> tuple[KnownTheme, ...]:
    """Return the library of a language; one without its own gets English."""
    source = files(__package__) / "codebooks" / f"themes_{known_language(language)}.yaml"
    return tuple(
        KnownTheme(id=row["id"], kind=Kind(row["kind"]), name=row["name"], description=row["description"])
        for row in yaml.safe_load(source.read_text(encoding="utf-8"))
    )


def propose_names(
    themes: Sequence[Theme],
    rows: Mapping[UtteranceId, NDArray[np.float32]],
    library: Sequence[KnownTheme],
    vectors: Matrix,
) -> dict[ThemeId, str]:
    """Return a name for each theme that one of the library's is near enough to.

    ``rows`` are the utterances' vectors in the reader's space of themes and ``vectors`` float32[names, d]
    those of the library's texts, all of unit length.  A name that is near to everything in the study says
    little, so its usual nearness counts against it.
    """
    if not themes:
        return {}
    middles = np.stack([np.mean([rows[id_] for id_ in theme.utterances], axis=0) for theme in themes])
    middles = middles / np.maximum(np.linalg.norm(middles, axis=1, keepdims=True), 1e-9)
    near = middles.astype(np.float64) @ vectors.astype(np.float64).T
    usual = near.mean(axis=0)
    found = {}
    for theme, row in zip(themes, near, strict=True):
        own = [place for place, known in enumerate(library) if known.kind is theme.kind]
        if not own:
            continue
        best = max(own, key=lambda place: (row[place] - COMMON * usual[place], -place))
        if row[best] >= NEAR_ENOUGH:
            found[theme.id] = library[best].name
    return found
