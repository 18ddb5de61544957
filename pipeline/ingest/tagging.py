"""What slovnet's tagger sees in Russian sentences: persons, places, organisations."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .namebook import natasha_data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Tags = tuple[tuple[int, int, str], ...]

_BATCH = 16


@lru_cache(maxsize=1)
def _tagger() -> Callable[[Iterable[str]], Iterable[object]]:
    """Load slovnet's tagger once: about 30 MB, half a second."""
    from navec import Navec  # noqa: PLC0415 (a heavy model: only when a text may hold a name)
    from slovnet import NER  # noqa: PLC0415

    tagger = NER.load(natasha_data() / "model" / "slovnet_ner_news_v1.tar", batch_size=_BATCH)
    tagger.navec(Navec.load(natasha_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))
    found: Callable[[Iterable[str]], Iterable[object]] = tagger.map
    return found


def tag(texts: Sequence[str]) -> dict[str, Tags]:
    """Return sentence → (start, end, type) of what slovnet finds; each sentence is read once."""
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]  # noqa: PLC0415 (scans libraries)

    # sorted by length: a batch is padded to its longest, and the order of the input cannot matter
    ordered = sorted(set(texts), key=lambda sentence: (len(sentence), sentence))
    found: dict[str, Tags] = {}
    if not ordered:
        return found
    tagger = _tagger()
    # the matrices are small: a second thread only waits, on a busy machine ten times as long
    with threadpool_limits(limits=1, user_api="blas"):
        for sentence, markup in zip(ordered, tagger(ordered), strict=True):
            spans = markup.spans  # type: ignore[attr-defined]  # slovnet has no types
            found[sentence] = tuple((span.start, span.stop, span.type) for span in spans)
    return found
