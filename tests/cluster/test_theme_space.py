import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cluster.theme_space import fit_lsa, lean_on_answer, theme_space, whiten
from pipeline.records import Vectors
from spoken import make_talk, word_vectors

TEXTS = [
    "ждал курьера час",
    "курьер опоздал на час",
    "оплата не прошла",
    "карта не прошла при оплате",
    "вкусный хлеб",
    "хлеб свежий",
]


def space_of(texts, ids=None):
    ids = ids or tuple(f"u{n}" for n in range(len(texts)))
    return theme_space(
        Vectors(ids=ids, matrix=word_vectors(texts), model="words"), [text.split() for text in texts]
    )


@given(st.lists(st.sampled_from(TEXTS), min_size=0, max_size=8), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_rows_are_the_same_bits_whatever_the_order(texts, rng):
    texts = [f"{text} {n % 3}" for n, text in enumerate(texts)]
    first = space_of(texts)
    order = list(range(len(texts)))
    rng.shuffle(order)
    again = space_of([texts[n] for n in order], tuple(f"u{n}" for n in order))
    for row, n in enumerate(order):
        assert (again.matrix[row] == first.matrix[n]).all()


def test_rows_have_unit_length_and_alike_texts_are_nearer():
    matrix = space_of(TEXTS).matrix
    assert np.linalg.norm(matrix, axis=1) == pytest.approx(1, abs=1e-5)
    likeness = matrix @ matrix.T
    assert likeness[2, 3] > likeness[2, 4]
    assert likeness[0, 1] > likeness[0, 5]


def test_whitening_removes_the_direction_that_all_vectors_share():
    rng = np.random.default_rng(3)
    rows = (rng.normal(size=(60, 32)) * 0.2 + 3).astype(np.float32)
    assert (rows @ rows.T).min() > 0
    white = whiten(rows, dims=8)
    assert white.shape == (60, 8)
    assert abs(float((white @ white.T)[np.triu_indices(60, 1)].mean())) < 0.05


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_tiny_studies_do_not_break(count):
    matrix = space_of(TEXTS[:count]).matrix
    assert len(matrix) == count
    assert np.isfinite(matrix).all()


def test_texts_without_a_shared_word_have_no_words_in_common():
    assert not fit_lsa([["а"], ["б"], []]).any()


def test_lists_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="1 lemma lists for 2 vectors"):
        theme_space(Vectors(ids=("a", "b"), matrix=np.eye(2, dtype=np.float32), model="x"), [["а"]])


def test_an_utterance_leans_on_its_own_answer_only():
    units, _ = make_talk("k", [("a", "?", ["раз", "два"]), ("b", "?", ["три"])])
    space = Vectors(ids=tuple(u.id for u in units), matrix=np.eye(3, dtype=np.float32), model="x")
    leaning = lean_on_answer(space, units, weight=1.0).matrix
    assert leaning[0] == pytest.approx([0.5**0.5, 0.5**0.5, 0])
    assert leaning[2] == pytest.approx([0, 0, 1])
    order = [2, 0, 1]
    shuffled = Vectors(ids=tuple(space.ids[n] for n in order), matrix=space.matrix[order], model="x")
    assert (lean_on_answer(shuffled, [units[n] for n in order], weight=1.0).matrix == leaning[order]).all()
