"""Persons and towns among capitalised Russian words: what slovnet's tagger says of them in context.

The tagger (slovnet NER on navec embeddings; Kukushkin 2020) is shipped with natasha.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

PERSON, PLACE = "PER", "LOC"
_BATCH = 16


def tagged_as(places: Sequence[tuple[str, int]]) -> list[str]:
    """Return PER, LOC, ORG or "" for the word at each (text, offset)."""
    tags = {text: _spans(text) for text, _ in places}
    return [next((kind for start, stop, kind in tags[text] if start <= at < stop), "") for text, at in places]


@lru_cache(maxsize=10_000)
def _spans(text: str) -> tuple[tuple[int, int, str], ...]:
    """Tag one text alone: in a batch the padding might matter."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415 (scans libraries)

    tagger = _tagger()
    # the matrices are small: a second thread only waits
    with threadpool_limits(limits=1, user_api="blas"):
        markup = next(iter(tagger([text])))
    return tuple((span.start, span.stop, span.type) for span in markup.spans)  # type: ignore[attr-defined]


@lru_cache(maxsize=1)
def _tagger() -> Callable[[Iterable[str]], Iterable[object]]:
    """Load slovnet's tagger once: about 30 MB, half a second."""
    from navec import Navec  # noqa: PLC0415 (a heavy model: only when a capital may name something)
    from slovnet import NER  # noqa: PLC0415

    data = _natasha_data()
    tagger = NER.load(data / "model" / "slovnet_ner_news_v1.tar", batch_size=_BATCH)
    tagger.navec(Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))
    found: Callable[[Iterable[str]], Iterable[object]] = tagger.map
    return found


def _natasha_data() -> Path:
    """Return the folder of natasha's models, without importing natasha."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:  # pragma: no cover (a required dependency)
        raise ModuleNotFoundError("natasha", name="natasha")
    return Path(spec.submodule_search_locations[0]) / "data"
