"""Time whole runs: 10,000 utterances, the same again with nothing changed, and `cjm --help`.

    python bench/speed_run.py [--utterances 10000]

The study is made of invented sentences, each once. Prints seconds a step, the share of everything but
embedding, peak memory and the re-run's share. Speed of the embedder beside its peers: speed_embedder.py.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WHO = ("я", "муж", "соседка", "мастер", "менеджер", "сын", "бухгалтер", "врач", "тренер", "водитель")
WHEN = ("вчера", "весной", "в пятницу", "утром", "до праздников", "на той неделе", "в первый раз", "опять")
DID = (
    "ждал",
    "искал",
    "оплачивал",
    "записывал",
    "сравнивал",
    "забирал",
    "возвращал",
    "заказывал",
    "чинил",
    "выбирал",
)
WHAT = (
    "договор",
    "заявку",
    "талон",
    "посылку",
    "машину",
    "билет",
    "справку",
    "насос",
    "шкаф",
    "абонемент",
    "счёт",
    "фильтр",
)
WHERE = (
    "на сайте",
    "в приложении",
    "в офисе",
    "по телефону",
    "у знакомых",
    "на складе",
    "в чате",
    "на рынке",
)
TAIL = (
    "и это заняло два часа",
    "но никто не перезвонил",
    "и всё прошло гладко",
    "хотя обещали иначе",
    "чтобы не переплатить",
    "и так и не понял, сколько выйдет",
    "а хотелось бы сразу",
    "потому что так надёжнее",
    "и мне понравилось",
    "и пришлось ехать снова",
)
ASKED = (
    "Расскажите, как это было?",
    "Что было дальше?",
    "Что оказалось трудным?",
    "Чего вы ждали?",
    "Что понравилось?",
)
TALK = 250  # utterances an interview


def sentences(count: int) -> list[str]:
    """Return different sentences in a fixed order."""
    every = list(itertools.product(WHEN, WHO, DID, WHAT, WHERE, TAIL))
    random.Random(7).shuffle(every)  # noqa: S311 (an order, not a secret)
    return [f"{w.capitalize()} {s} {d} {o} {p}, {t}." for w, s, d, o, p, t in every[:count]]


def write_study(root: Path, count: int) -> None:
    """Write interviews of TALK utterances each, five to a turn."""
    said = sentences(count)
    for number, at in enumerate(range(0, count, TALK)):
        lines = []
        for turn, first in enumerate(range(at, min(at + TALK, count), 5)):
            lines.append(f"Интервьюер: {ASKED[turn % len(ASKED)]}")
            lines.append(f"Респондент: {' '.join(said[first : min(first + 5, at + TALK, count)])}")
        folder = root / ("clients", "non_users", "experts")[number % 3]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:03}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def run(root: Path) -> tuple[float, int, dict]:
    """Run the command; return wall seconds, peak KiB of its process, and its report."""
    code = (
        "import re, sys\nfrom pathlib import Path\nfrom pipeline.cli import main\n"
        "try:\n    main(sys.argv[1:])\nfinally:\n"
        "    status = Path('/proc/self/status').read_text()\n"
        "    print(re.search(r'VmHWM:\\s+(\\d+)', status)[1], file=sys.stderr)\n"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, "run", str(root), "--json"], capture_output=True, text=True, check=False
    )
    wall = time.perf_counter() - start
    assert done.returncode == 0, done.stderr
    return wall, int(re.findall(r"\d+", done.stderr)[-1]), json.loads(done.stdout)


def help_seconds() -> float:
    """Return the median time of `cjm --help`."""
    times = []
    for _ in range(7):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "pipeline", "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Make the study, run it twice, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--utterances", type=int, default=10_000)
    count = parser.parse_args().utterances
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_study(root, count)
        first, peak, report = run(root)
        again, _, second = run(root)
    assert not second["fresh"], "the second run has nothing to do"
    steps = {step["name"]: step for step in report["steps"]}
    embedding = steps["embed"]["seconds"] + steps["hear"]["seconds"]  # both run the encoder
    print(f"{count} utterances, {steps['embed']['taken']} texts to embed, load {os.getloadavg()[0]:.1f}")
    for name, step in steps.items():
        print(f"  {name:<10}{step['taken']:>8} → {step['given']:>8}{step['seconds']:>9.1f} s")
    rest = first - embedding
    print(f"first run {first:.1f} s, peak memory {peak / 1024:.0f} MB")
    print(
        f"everything but the encoder {rest:.1f} s: {rest / embedding:.0%} of the encoder's {embedding:.1f} s"
    )
    print(f"run again with nothing changed {again:.1f} s: {again / first:.1%} of the first")
    print(f"cjm --help {help_seconds():.2f} s")


if __name__ == "__main__":
    main()
