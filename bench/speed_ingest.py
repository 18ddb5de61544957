"""Measure ingestion: seconds, utterances a second beside the embedder's, memory of a small and a large study.

    python bench/speed_ingest.py [--interviews 1000] [--small 100] [--jobs 2]

Invented interviews of an hour (9,000 words) in seven layouts go through `cjm ingest`: read, speakers,
segments, pseudonyms.  Memory is sampled while it runs: the largest of each process, and of all at once with
shared pages counted once.  The embedder's speed is taken in the same run on utterances of the same texts.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]
SAMPLE = 2_000  # utterances to embed
EVERY = 0.25  # seconds between two looks at the memory
TIMES_FASTER = 3  # the aim


@dataclass
class Memory:
    """The largest sizes seen, in MB; empty where the system does not tell."""

    processes: dict[int, float] = field(default_factory=dict)
    together: float = 0.0

    def look(self, pid: int) -> None:
        """Look at a process and its descendants."""
        alive = {one: _megabytes(one) for one in _family(pid)}
        for one, (resident, _) in alive.items():
            self.processes[one] = max(resident, self.processes.get(one, 0.0))
        self.together = max(self.together, sum(share for _, share in alive.values()))


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        found = [int(child) for child in children.read_text().split()]
    except OSError:
        return [pid]
    return [pid, *(one for child in found for one in _family(child))]


def _megabytes(pid: int) -> tuple[float, float]:
    """Return the resident size and the process's share of it."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0.0, 0.0
    sizes = {name: int(size) / 1024 for name, size in re.findall(r"^(Rss|Pss):\s+(\d+)", told, re.MULTILINE)}
    return sizes.get("Rss", 0.0), sizes.get("Pss", 0.0)


def ingest(study: Path, jobs: int) -> tuple[float, int, Memory]:
    """Run the command; return seconds, respondents' utterances and memory."""
    memory = Memory()
    command = [sys.executable, "-m", "pipeline", "ingest", str(study), "--json", "--jobs", str(jobs)]
    began = time.perf_counter()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as run:
        done = threading.Event()

        def watch() -> None:
            while not done.wait(EVERY):
                memory.look(run.pid)

        watcher = threading.Thread(target=watch)
        watcher.start()
        printed, _ = run.communicate()
        seconds = time.perf_counter() - began
        done.set()
        watcher.join()
    assert run.returncode == 0, "the study was refused"
    return seconds, sum(file["utterances"] for file in json.loads(printed)["files"]), memory


def embedded_a_second(jobs: int) -> float:
    """Return how many utterances of such texts the default embedder reads in a second."""
    from invented_talks import invent_talk, rare_nouns

    from pipeline.cluster.embedders import e5_small

    nouns = rare_nouns()
    every = (
        text
        for number in itertools.count()
        for who, said in invent_talk(number, nouns)
        if who
        for text in said
    )
    texts = list(itertools.islice(every, SAMPLE))
    model = e5_small.load("", Path(), jobs)
    model.encode(texts[:100])
    began = time.perf_counter()
    model.encode(texts)
    return len(texts) / (time.perf_counter() - began)


def report(count: int, seconds: float, said: int, memory: Memory) -> None:
    """Print one study's line."""
    main, *workers = memory.processes.values() or (0.0,)
    told = (
        f"main {main:.0f} MB, largest worker {max(workers, default=0):.0f} MB, all {memory.together:.0f} MB"
    )
    print(
        f"{count:>6} interviews{seconds:>8.1f} s{said:>9} utterances{said / seconds:>8.0f}/s   {told}",
        flush=True,
    )


def main() -> None:
    """Measure a small study, a large one, and the embedder."""
    from invented_talks import write_talks

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--interviews", type=int, default=1_000)
    parser.add_argument("--small", type=int, default=100)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()
    before = embedded_a_second(arguments.jobs)
    speed = 0.0
    for count in (arguments.small, arguments.interviews):
        with tempfile.TemporaryDirectory() as folder:
            write_talks(Path(folder), count)
            seconds, said, memory = ingest(Path(folder), arguments.jobs)
            report(count, seconds, said, memory)
            speed = said / seconds
    embedded = (before + embedded_a_second(arguments.jobs)) / 2
    print(f"embedder {embedded:.0f} utterances/s; ingestion is {speed / embedded:.1f} times as fast", end=" ")
    print(f"(the aim is {TIMES_FASTER}), load of the machine {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
