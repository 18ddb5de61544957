from __future__ import annotations

import numpy as np
import pytest

from coded import examples, unit, vectors
from pipeline.cluster.codebook import load_codebook
from pipeline.cluster.fitted import fit_readers, load_readers, readers_recipe, save_readers

RECIPE = readers_recipe("book", "en", "model")
SAID = [
    unit("I waited two weeks and nobody called.", language="en"),
    unit("I would like a button.", "What would help?", language="en"),
]


@pytest.fixture(scope="module")
def fitted():
    return fit_readers(load_codebook("en"), "en", *examples("en"))


def judged(readers):
    coded = readers.kinds.code(SAID, *vectors(SAID))
    return coded, readers.valence.read(SAID, *vectors(SAID), coded)


def test_readers_from_the_cache_judge_to_the_bit_as_those_just_fitted(fitted, tmp_path):
    save_readers(tmp_path, RECIPE, fitted)
    again = load_readers(tmp_path, RECIPE, load_codebook("en"))
    assert judged(again) == judged(fitted)
    rows = np.ones((2, fitted.kinds.weights.shape[1]))
    assert (again.kinds.logits(rows) == fitted.kinds.logits(rows)).all()
    assert again.valence.offset == fitted.valence.offset


def test_another_recipe_has_no_readers(fitted, tmp_path):
    save_readers(tmp_path, RECIPE, fitted)
    for other in (readers_recipe("other", "en", "model"), readers_recipe("book", "en", "other")):
        assert load_readers(tmp_path, other, load_codebook("en")) is None


@pytest.mark.parametrize(
    "damage", [lambda data: data[:-1], lambda _: b"", lambda data: data[:900] + b"?" + data[901:]]
)
def test_damaged_readers_are_not_read(fitted, tmp_path, damage):
    save_readers(tmp_path, RECIPE, fitted)
    (path,) = tmp_path.iterdir()
    path.write_bytes(damage(path.read_bytes()))
    assert load_readers(tmp_path, RECIPE, load_codebook("en")) is None


def test_the_file_holds_nothing_but_numbers(fitted, tmp_path):
    save_readers(tmp_path, RECIPE, fitted)
    (path,) = tmp_path.iterdir()
    assert b"pickle" not in path.read_bytes()
    assert path.suffix == ".npz"


def test_a_cache_that_cannot_be_written_is_no_hindrance(fitted, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    save_readers(tmp_path / "file", RECIPE, fitted)
    assert load_readers(tmp_path / "file", RECIPE, load_codebook("en")) is None
