from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cluster.embedders.lsa import HashedEmbedder
from pipeline.cluster.vectors import MemoryCache, embed_texts, open_embedder, text_hash
from pipeline.errors import EmbedderError

TEXTS = ["Цена выросла", "Чек не пришёл", "Цена выросла", "", "Позвонил мастер"]


class Counting(HashedEmbedder):
    """The real light embedder, which remembers what it was asked; it may be told to break off."""

    def __init__(self, breaks_at=None):
        self.asked, self.breaks_at = [], breaks_at

    def encode(self, texts, progress=None):
        if self.breaks_at is not None and len(self.asked) >= self.breaks_at:
            raise KeyboardInterrupt
        self.asked += texts
        return super().encode(texts, progress)


def test_rows_stand_in_the_order_of_the_texts():
    matrix, _ = embed_texts(TEXTS, HashedEmbedder(), MemoryCache(), chunk=2)
    assert np.array_equal(matrix, HashedEmbedder().encode(TEXTS))
    assert matrix.dtype == np.float32


def test_equal_texts_are_computed_once():
    embedder = Counting()
    _, new = embed_texts(TEXTS, embedder, MemoryCache())
    assert new == 4
    assert sorted(embedder.asked) == sorted(set(TEXTS))


def test_a_second_run_computes_nothing_and_gives_the_same():
    cache, embedder = MemoryCache(), Counting()
    first, _ = embed_texts(TEXTS, embedder, cache)
    embedder.asked.clear()
    second, new = embed_texts(TEXTS[::-1], embedder, cache)
    assert (new, embedder.asked) == (0, [])
    assert np.array_equal(second, first[::-1])


def test_an_interrupted_run_goes_on_where_it_stopped():
    cache, texts = MemoryCache(), [f"Заказ номер {n}" for n in range(10)]
    with pytest.raises(KeyboardInterrupt):
        embed_texts(texts, Counting(breaks_at=6), cache, chunk=3)
    assert len(cache) == 6
    embedder = Counting()
    matrix, new = embed_texts(texts, embedder, cache, chunk=3)
    assert (new, embedder.asked) == (4, texts[6:])
    assert np.array_equal(matrix, HashedEmbedder().encode(texts))


def test_vectors_of_another_model_are_not_taken():
    class Other(Counting):
        sha256 = "0" * 64

    cache = MemoryCache()
    embed_texts(TEXTS, Counting(), cache)
    assert embed_texts(TEXTS, Other(), cache)[1] == 4


def test_no_texts_give_a_matrix_without_rows():
    matrix, new = embed_texts([], HashedEmbedder(), MemoryCache())
    assert (matrix.shape, new) == ((0, HashedEmbedder.dimension), 0)


def test_progress_counts_computed_texts_only():
    cache, seen = MemoryCache(), []
    embed_texts(TEXTS[:2], HashedEmbedder(), cache)
    embed_texts(TEXTS, HashedEmbedder(), cache, progress=seen.append, chunk=1)
    assert seen == [1, 1]


def test_a_cached_vector_of_another_length_is_refused_with_a_remedy():
    cache = MemoryCache()
    cache.save(HashedEmbedder.sha256, {text_hash("чек"): np.ones(3, np.float32)})
    with pytest.raises(EmbedderError, match="delete the cached vectors"):
        embed_texts(["чек", "цена"], HashedEmbedder(), cache)


def test_the_cache_keeps_copies():
    cache, row = MemoryCache(), np.ones(2, np.float32)
    cache.save("model", {"key": row})
    row[:] = 7
    assert cache.load("model", ["key", "other"])["key"].tolist() == [1, 1]


def test_a_text_is_known_by_the_sha256_of_its_utf_8():
    assert text_hash("чек") == hashlib.sha256("чек".encode()).hexdigest()
    assert text_hash("\ud800") != text_hash("?")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["а", "бе", "вэ", "гэ да", "", "ж"]), max_size=9),
    st.integers(1, 4),
    st.randoms(),
)
def test_order_chunks_and_what_was_known_before_never_change_a_row(texts, chunk, random):
    cache = MemoryCache()
    embed_texts(random.sample(texts, len(texts) // 2), HashedEmbedder(), cache)
    matrix, _ = embed_texts(texts, HashedEmbedder(), cache, chunk=chunk)
    assert np.array_equal(matrix, HashedEmbedder().encode(texts))


def test_a_name_opens_its_embedder(tmp_path):
    assert open_embedder("lsa", tmp_path, 1).name == "lsa"


@pytest.mark.parametrize(
    ("spec", "told"),
    [
        ("e5-smal", "did you mean 'e5-small'"),
        ("", "known: e5-small, st, lsa"),
        ("lsa:250", "takes no argument"),
        ("st:", "needs a model"),
        ("e5-small:big", "takes no argument"),
    ],
)
def test_a_wrong_name_is_told_in_one_line(spec, told, tmp_path):
    with pytest.raises(EmbedderError) as caught:
        open_embedder(spec, tmp_path, 1)
    assert told in str(caught.value)
