"""The fitted readers of a language, kept in the user's cache: fitting takes seconds, reading them back none.

A file holds arrays of numbers only.  Its recipe names everything the numbers come from: codebook, embedder,
the code and word lists that turn a text into features, and the libraries that fit.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from .built import load_built, save_built
from .kinds import KindReader, fit_reader
from .space import Space, lessons
from .valence import ValenceReader, fit_valence

if TYPE_CHECKING:
    from .codebook import Codebook
    from .embedders.base import Matrix

_NAME = "readers.npz"
_SPACE = ("feature_mean", "feature_scale", "unit_mean", "unit_scale", "context_mean", "context_scale")
_CODE = (
    "built",
    "codebook",
    "cues",
    "features",
    "fitted",
    "grammar",
    "kinds",
    "patterns",
    "space",
    "valence",
)
_LIBRARIES = ("numpy", "pymorphy3", "pymorphy3-dicts-ru", "scikit-learn", "scipy", "simplemma", "spacy")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Readers:
    """The readers of one language; both see the same space."""

    kinds: KindReader
    valence: ValenceReader


def fit_readers(codebook: Codebook, language: str, vectors: Matrix, contexts: Matrix) -> Readers:
    """Fit both readers on the codebook's examples; arguments as for ``fit_reader``."""
    learnt = lessons(codebook, language, vectors, contexts)
    return Readers(
        kinds=fit_reader(codebook, language, vectors, contexts, learnt),
        valence=fit_valence(codebook, language, vectors, contexts, learnt),
    )


def readers_recipe(codebooks: str, language: str, embedder: str) -> str:
    """Return what a language's readers depend on; ``codebooks`` and ``embedder`` are fingerprints."""
    return f"{language} {codebooks} {embedder} {_code_sha256()}"


def load_readers(cache: Path, recipe: str, codebook: Codebook) -> Readers | None:
    """Return the readers that were kept for ``recipe``; None when there are none or they are damaged."""
    data = load_built(cache, _NAME, recipe)
    if data is None:
        return None
    with np.load(io.BytesIO(data), allow_pickle=False) as held:
        part = dict(held)
    # a scale of a block is one number, not an array of none
    measured: dict[str, Any] = {name: part[name] if part[name].ndim else float(part[name]) for name in _SPACE}
    space = Space(**measured)
    kinds = KindReader(
        codebook=codebook,
        space=space,
        weights=part["kind_weights"],
        offsets=part["kind_offsets"],
        thresholds=part["thresholds"],
        examples=part["examples"],
    )
    valence = ValenceReader(
        codebook=codebook, space=space, weights=part["valence_weights"], offset=float(part["valence_offset"])
    )
    return Readers(kinds=kinds, valence=valence)


def save_readers(cache: Path, recipe: str, readers: Readers) -> None:
    """Keep readers for the next run, if the cache can be written."""
    kinds, valence = readers.kinds, readers.valence
    parts = {name: np.asarray(getattr(kinds.space, name)) for name in _SPACE}
    parts |= {"kind_weights": kinds.weights, "kind_offsets": kinds.offsets, "thresholds": kinds.thresholds}
    parts |= {"valence_weights": valence.weights, "valence_offset": np.asarray(valence.offset)}
    data = io.BytesIO()
    np.savez(data, allow_pickle=False, **parts, examples=kinds.examples)
    save_built(cache, _NAME, recipe, data.getvalue())


@lru_cache(maxsize=1)
def _code_sha256() -> str:
    """Hash the code, the word lists and the versions of the libraries that a reader's numbers come from."""
    here = Path(__file__).parent
    paths = [here.parent / "language.py", *(here / f"{name}.py" for name in _CODE)]
    paths += sorted((here.parent / "words").glob("*.txt"))
    found = hashlib.sha256(" ".join(f"{name}={version(name)}" for name in _LIBRARIES).encode())
    for path in paths:
        found.update(path.read_bytes())
    return found.hexdigest()
