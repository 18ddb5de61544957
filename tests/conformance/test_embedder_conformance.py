"""What every embedder must keep to; the list comes from the registry."""

from __future__ import annotations

import ast

import numpy as np
import pytest

from pipeline.cluster.embedders import e5_export, e5_small, e5_weights
from pipeline.errors import EmbedderError
from pipeline.registry import EMBEDDERS
from tiny_e5 import write_weights

TEXTS = (
    "Цену доставки я так и не нашла.",
    "Курьер позвонил за час, это удобно!",
    "Ну",
    "",
    "?!…",
    "Сначала спросили у соседей, потом полистали отзывы и только тогда решились оформить заказ.",
    "I gave up after the third form.",
    "Чек пришёл,\tа товара нет\nдо сих пор",
    "日本語 🙂 \ud800",
    "Ну",
    "слово " * 120,
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """A tiny weights file and the same weights as a sentence-transformers folder."""
    place = tmp_path_factory.mktemp("models")
    path = write_weights(place / "tiny.bin")
    e5_export.export_sentence_transformer(place / "tiny-st", e5_weights.open_weights(path))
    return path, place / "tiny-st"


def arguments(name, folders):
    return {"st": str(folders[1])}.get(name, "")


@pytest.fixture(params=list(EMBEDDERS))
def make(request, folders, tmp_path, monkeypatch):
    """Open the embedder under test with a number of workers."""
    monkeypatch.setattr(e5_weights, "weights_path", lambda: folders[0])
    argument = arguments(request.param, folders)
    return lambda workers: EMBEDDERS.get(request.param)(argument, tmp_path, workers)


def test_a_matrix_has_a_unit_row_for_each_text(make):
    embedder = make(2)
    matrix = embedder.encode(TEXTS)
    assert matrix.shape == (len(TEXTS), embedder.dimension)
    assert matrix.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(matrix, axis=1), 1, rtol=1e-5)


def test_no_texts_give_a_matrix_without_rows(make):
    embedder = make(1)
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_a_vector_is_the_same_to_the_bit_alone_in_any_batch_order_and_number_of_workers(make):
    embedder = make(2)
    together = embedder.encode(TEXTS)
    alone = np.vstack([embedder.encode([text]) for text in TEXTS])
    order = np.random.default_rng(3).permutation(len(TEXTS))
    shuffled = np.empty_like(together)
    shuffled[order] = make(1).encode([TEXTS[row] for row in order])
    many = make(4).encode(TEXTS * 9)
    assert np.array_equal(together, alone)
    assert np.array_equal(together, shuffled)
    assert np.array_equal(np.tile(together, (9, 1)), many)


def test_texts_that_share_words_are_nearer_than_texts_that_do_not(make):
    price, same, other = make(1).encode(
        ["Доставка стоит дорого", "Доставка стоит слишком дорого", "Мастер пришёл вовремя"]
    )
    assert price @ same > price @ other


def test_progress_adds_up_to_the_number_of_texts(make):
    seen = []
    make(2).encode(TEXTS, seen.append)
    assert sum(seen) == len(TEXTS)
    assert all(seen)


def test_a_failing_progress_stops_the_work_and_is_not_swallowed(make):
    def stop(_done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make(2).encode(TEXTS, stop)


def test_the_fingerprint_is_a_stable_sha256(make):
    first, second = make(1), make(2)
    assert first.sha256 == second.sha256
    assert len(bytes.fromhex(first.sha256)) == 32


@pytest.mark.parametrize("name", list(EMBEDDERS))
def test_an_argument_that_names_nothing_is_refused_with_a_remedy(name, tmp_path):
    with pytest.raises(EmbedderError) as caught:
        EMBEDDERS.get(name)("./нет-такой-папки", tmp_path, 1)
    assert caught.value.remedy


def test_every_module_that_can_load_an_embedder_is_in_the_table(root):
    loaders = set()
    for path in (root / "pipeline/cluster/embedders").glob("*.py"):
        names = {
            node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, ast.FunctionDef)
        }
        if "load" in names:
            loaders.add(f"{path.stem}:load")
    assert loaders == set(EMBEDDERS.entries.values())


def test_the_embedders_of_the_table_are_fingerprinted_apart(folders, tmp_path, monkeypatch):
    monkeypatch.setattr(e5_small, "open_weights", lambda: e5_weights.open_weights(folders[0]))
    prints = {EMBEDDERS.get(name)(arguments(name, folders), tmp_path, 1).sha256 for name in EMBEDDERS}
    assert len(prints) == len(list(EMBEDDERS))
