import numpy as np
import pytest

from pipeline.cluster.theme_space import fit_lsa, whiten
from spoken import word_vectors

TEXTS = [
    "ждал курьера час",
    "курьер опоздал на час",
    "оплата не прошла",
    "карта не прошла при оплате",
]


def test_whitening_removes_the_direction_that_all_vectors_share():
    rng = np.random.default_rng(3)
    rows = (rng.normal(size=(60, 32)) * 0.2 + 3).astype(np.float32)
    assert (rows @ rows.T).min() > 0
    white = whiten(rows, dims=8)
    assert white.shape == (60, 8)
    assert abs(float((white @ white.T)[np.triu_indices(60, 1)].mean())) < 0.05


@pytest.mark.parametrize("count", [1, 2, 3])
def test_tiny_studies_do_not_break(count):
    white = whiten(word_vectors(TEXTS[:count]))
    words = fit_lsa([text.split() for text in TEXTS[:count]])
    assert len(white) == len(words) == count
    assert np.isfinite(white).all()
    assert np.isfinite(words).all()


def test_texts_without_a_shared_word_have_no_words_in_common():
    assert not fit_lsa([["а"], ["б"], []]).any()
