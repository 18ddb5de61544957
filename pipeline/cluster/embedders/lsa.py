"""The light embedder: words and letter n-grams, hashed and projected; no model, no training.

Despite its name this is not a fitted LSA (TF-IDF + SVD).  A fitted one learns its axes from the study
at hand, so that adding one interview changes every vector: cached vectors would go stale and drafts
could not be compared.  Here features are hashed to fixed columns and a fixed sparse random projection
(Johnson-Lindenstrauss; Li, Hastie & Church 2006) stands in for the SVD: near-equal wording gives
near-equal vectors, as in LSA, but synonyms stay apart.  Use it where ``e5-small`` cannot run, or for a
quick look; it needs scikit-learn only.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from ...errors import EmbedderError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from .base import Matrix

DIMENSION = 256
COLUMNS = 1 << 17  # of each of the two hashed blocks
SPREAD = 8  # axes that one feature is spread over
STEM = 6  # letters kept of a word: a plain stem, good enough for Russian endings
WORD_WEIGHT = 2.0  # a shared word says more than shared letters
CHUNK = 1024
RECIPE = "lsa/1"  # change it with anything that changes a vector
WORD = re.compile(r"\w+")
_FUNCTION_WORDS = """
    а без бы был была были было быть в вам вас вот во все всё всего вы где да даже для до его ему если
    есть ещё еще же за и из или им их к как ко когда кто ли либо мне меня мной мы на над нам нас не него
    неё нее ней нет ни них но ну о об он она они оно от очень по под при про с сам себе себя со так также
    там то тоже только том ту ты у уже чего чем что чтобы эта эти это этот этого этой я
    a an and are as at be been but by did do does for from had has have he her him his i if in is it its me
    my no not of on or our she so that the their them then there they this to us was we were what when
    which who will with would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


class HashedEmbedder:
    """Hashed words and letter n-grams; see ``Embedder`` for the contract."""

    name = "lsa"
    dimension = DIMENSION
    sha256 = hashlib.sha256(RECIPE.encode()).hexdigest()

    def encode(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Matrix:
        """Return float32[len(texts), 256], rows of unit length.

        A text without a letter or digit gives the first axis, the same for all of them.
        """
        matrix = np.empty((len(texts), DIMENSION), np.float32)
        for at in range(0, len(texts), CHUNK):
            part = list(texts[at : at + CHUNK])
            matrix[at : at + CHUNK] = self._encode(part)
            if progress:
                progress(len(part))
        return matrix

    def _encode(self, texts: list[str]) -> Matrix:
        from scipy.sparse import hstack  # noqa: PLC0415 (heavy)

        words, letters = _vectorisers()
        readable = [text.encode("utf-8", "replace").decode() for text in texts]
        counts = hstack([words.transform(readable) * WORD_WEIGHT, letters.transform(readable)], "csr")
        rows = (counts @ _projection()).toarray()
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        rows[norms[:, 0] == 0, 0] = 1
        matrix: Matrix = (rows / np.where(norms == 0, 1, norms)).astype(np.float32)
        return matrix


@lru_cache(maxsize=1)
def _vectorisers() -> tuple[Any, Any]:
    """Return what counts stems with pairs of neighbours, and letter n-grams inside words."""
    from sklearn.feature_extraction.text import HashingVectorizer  # noqa: PLC0415 (heavy)

    settings = {"n_features": COLUMNS, "norm": "l2", "alternate_sign": False}
    words = HashingVectorizer(
        analyzer="word", tokenizer=stems, token_pattern=None, ngram_range=(1, 2), **settings
    )
    letters = HashingVectorizer(analyzer="char_wb", preprocessor=content, ngram_range=(3, 5), **settings)
    return words, letters


@lru_cache(maxsize=1)
def _projection() -> Any:
    """Return sparse float64[2 COLUMNS, DIMENSION]: SPREAD entries of +1 or -1 a row.

    RandomState, unlike newer generators, promises the same numbers in every numpy.
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (heavy)

    source = np.random.RandomState(20_240_229)
    size = 2 * COLUMNS * SPREAD
    axes = source.randint(0, DIMENSION, size)
    signs = source.randint(0, 2, size) * 2.0 - 1.0
    starts = np.arange(0, size + 1, SPREAD)
    return csr_matrix((signs, axes, starts), shape=(2 * COLUMNS, DIMENSION))


def stems(text: str) -> list[str]:
    """Return the first letters of each content word, lower-case, ё as е."""
    return [word[:STEM] for word in content(text).split()]


def content(text: str) -> str:
    """Return the content words of a text (all words when it has no other), lower-case, ё as е."""
    words = WORD.findall(text.lower())
    kept = [word for word in words if word not in FUNCTION_WORDS] or words
    return " ".join(kept).replace("ё", "е")


def load(argument: str, _cache: Path, _workers: int) -> HashedEmbedder:
    """Return the embedder; raises EmbedderError for an argument, since it takes none."""
    if argument:
        raise EmbedderError(
            "embedder 'lsa' takes no argument, got '%(argument)s'",
            remedy="write --embedder lsa",
            argument=argument,
        )
    return HashedEmbedder()
