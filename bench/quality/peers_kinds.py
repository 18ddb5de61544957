"""Other ways to tell kinds and the sign of a feeling, taught by our corpus or our codebook's examples.

Each gives every kind a score; a kind is told above its threshold, the middle of the best stretch of F1
on whole trades kept apart.  The penalty of a regression is chosen there too.
"""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from checkout import SEED
from measures import f1, macro_f1
from ours import KINDS

from pipeline.cluster.codebook import load_codebook
from pipeline.cluster.space import context_text
from pipeline.language import fold, lemmas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus import Lessons
    from numpy.typing import NDArray
    from ours import Product

PENALTIES = (0.3, 1.0, 3.0)  # of which one is chosen: smaller binds more
WINDOW = 5
POINTS = 99


class KindPeer(Protocol):
    """A way to tell kinds."""

    name: str

    def told(self, texts: Sequence[str], questions: Sequence[str], language: str) -> NDArray[np.bool_]:
        """Return bool[n, kinds] for units and the questions they answer ("" for none)."""


class AllPains:
    """Everything is a pain."""

    name = "everything is a pain"

    def told(self, texts: Sequence[str], questions: Sequence[str], language: str) -> NDArray[np.bool_]:
        """Return a pain for each unit."""
        del questions, language
        return np.tile([kind.value == "pain" for kind in KINDS], (len(texts), 1))


def threshold(scores: NDArray[np.float64], true: NDArray[np.bool_]) -> float:
    """Return the score in the middle of the best stretch of F1."""
    limits = np.quantile(scores, np.linspace(0.01, 0.99, POINTS))
    curve = np.array([f1(scores > limit, true) for limit in limits])
    width = 2 * WINDOW + 1
    smooth = np.convolve(np.pad(curve, WINDOW, mode="edge"), np.full(width, 1 / width), "valid")
    return float(limits[int(smooth.argmax())])


def thresholds(scores: NDArray[np.float64], true: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return a threshold for each column."""
    return np.array([threshold(a, b) for a, b in zip(scores.T, true.T, strict=True)])


class Prototypes:
    """The mean e5-small vector of each kind's worked examples; a unit is of the nearest kind, if any."""

    def __init__(self, product: Product, lessons: Lessons, *, tuned: bool) -> None:
        """Take the codebook's examples; ``tuned`` gives each kind a threshold instead of the nearest one."""
        self.name = f"e5-small prototypes, {'thresholds' if tuned else 'nearest'}"
        self._product, self._tuned = product, tuned
        self._centres: dict[str, NDArray[np.float64]] = {}
        if tuned:
            held = [text for text, kept in zip(lessons.texts, lessons.held, strict=True) if kept]
            self._limits = thresholds(self._scores(held, "ru"), lessons.kinds[lessons.held])

    def told(self, texts: Sequence[str], questions: Sequence[str], language: str) -> NDArray[np.bool_]:
        """Compare the units with the prototypes; their questions are not read."""
        del questions
        scores = self._scores(texts, language)
        if self._tuned:
            return np.asarray(scores > self._limits)
        return np.asarray((scores == scores.max(axis=1, keepdims=True)) & (scores > 0))

    def _scores(self, texts: Sequence[str], language: str) -> NDArray[np.float64]:
        """Return how much nearer each kind is than "none", float64[n, kinds]."""
        if language not in self._centres:
            self._centres[language] = self._fit(language)
        away = np.linalg.norm(self._product.vectors(texts)[:, None] - self._centres[language], axis=2)
        return np.asarray(away[:, -1:] - away[:, :-1], np.float64)

    def _fit(self, language: str) -> NDArray[np.float64]:
        """Return the mean of each kind's examples and, last, of those without a kind."""
        examples = [e for e in load_codebook(language).examples if e.language == language]
        rows = self._product.vectors([example.text for example in examples])
        marks = [[kind in example.kinds for example in examples] for kind in KINDS]
        marks.append([not example.kinds for example in examples])
        return np.stack([rows[np.array(mark)].mean(axis=0) for mark in marks])


class WordRows:
    """Units as tf-idf of letters in runs of two to five and of lemmas; questions are not read."""

    name = "tf-idf (letters, lemmas) + logistic regression"

    def __init__(self) -> None:
        """Know no words yet."""
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.pipeline import make_union

        letters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), min_df=3, sublinear_tf=True, preprocessor=_folded
        )
        words = TfidfVectorizer(analyzer=_lemmas_of, min_df=2, sublinear_tf=True)
        self._union = make_union(letters, words)

    def fit(self, texts: Sequence[str], questions: Sequence[str], languages: Sequence[str]) -> Any:
        """Learn the words of the taught units; return their rows."""
        del questions
        return self._union.fit_transform(list(zip(texts, languages, strict=True)))

    def rows(self, texts: Sequence[str], questions: Sequence[str], languages: Sequence[str]) -> Any:
        """Return a sparse row for each unit."""
        del questions
        return self._union.transform(list(zip(texts, languages, strict=True)))


def _folded(said: tuple[str, str]) -> str:
    return fold(said[0])


def _lemmas_of(said: tuple[str, str]) -> list[str]:
    return lemmas([said[0]], said[1])[0]


class VectorRows:
    """Units as two e5-small vectors, of the unit and of its question with it, centred and scaled."""

    name = "e5-small of question and unit + logistic regression"

    def __init__(self, product: Product) -> None:
        """Take the product's embedder."""
        self._product = product

    def fit(self, texts: Sequence[str], questions: Sequence[str], languages: Sequence[str]) -> Any:
        """Measure means and scales on the taught units; return their rows."""
        raw = self._raw(texts, questions)
        self._mean, self._scale = raw.mean(axis=0), np.linalg.norm(raw.std(axis=0))
        return self.rows(texts, questions, languages)

    def rows(self, texts: Sequence[str], questions: Sequence[str], languages: Sequence[str]) -> Any:
        """Return float64[n, 768]."""
        del languages
        return (self._raw(texts, questions) - self._mean) / self._scale

    def _raw(self, texts: Sequence[str], questions: Sequence[str]) -> NDArray[np.float64]:
        around = [context_text(asked, text) for asked, text in zip(questions, texts, strict=True)]
        return np.hstack([self._product.vectors(texts), self._product.vectors(around)]).astype(np.float64)


class Taught:
    """A logistic regression a kind, and one for the sign of the feeling, taught by data/corpus."""

    def __init__(self, space: WordRows | VectorRows, lessons: Lessons) -> None:
        """Learn; the penalty and the thresholds are the best ones on the trades kept apart."""
        self.name, self._space = space.name, space
        taught = space.fit(*lessons.spoken(~lessons.held))
        apart = space.rows(*lessons.spoken(lessons.held))
        tried = [self._try(penalty, taught, apart, lessons) for penalty in PENALTIES]
        _, self.penalty, self._models, self._limits = max(tried, key=itemgetter(0))
        felt = lessons.valence[~lessons.held]
        self._sign = regression(taught[felt != 0], felt[felt != 0] > 0, self.penalty)

    @staticmethod
    def _try(
        penalty: float, taught: Any, apart: Any, lessons: Lessons
    ) -> tuple[float, float, list[Any], NDArray[np.float64]]:
        """Return how well a penalty does on the trades kept apart, and what it made."""
        models = [regression(taught, column, penalty) for column in lessons.kinds[~lessons.held].T]
        scores, true = _scores(models, apart), lessons.kinds[lessons.held]
        limits = thresholds(scores, true)
        return macro_f1(scores > limits, true), penalty, models, limits

    def told(self, texts: Sequence[str], questions: Sequence[str], language: str) -> NDArray[np.bool_]:
        """Return bool[n, kinds] for units and their questions."""
        rows = self._space.rows(texts, questions, [language] * len(texts))
        return np.asarray(_scores(self._models, rows) > self._limits)

    def felt(self, texts: Sequence[str], questions: Sequence[str], language: str) -> NDArray[np.float64]:
        """Return 1 for a good feeling and −1 for a bad one."""
        rows = self._space.rows(texts, questions, [language] * len(texts))
        return np.where(self._sign.predict(rows), 1.0, -1.0)


def _scores(models: Sequence[Any], rows: Any) -> NDArray[np.float64]:
    return np.stack([model.decision_function(rows) for model in models], axis=1)


def regression(rows: Any, true: NDArray[np.bool_], penalty: float) -> Any:
    """Return a fitted logistic regression over sparse or dense rows."""
    from sklearn.linear_model import LogisticRegression
    from threadpoolctl import threadpool_limits

    solver = "lbfgs" if isinstance(rows, np.ndarray) else "liblinear"
    model = LogisticRegression(C=penalty, solver=solver, max_iter=500, random_state=SEED)
    with threadpool_limits(1):  # on a busy machine threads wait for each other
        return model.fit(rows, true)
