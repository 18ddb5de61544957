"""The evaluation sets, read from their folders; nothing of them is kept.

A missing folder raises ``Missing``, so that the run can say so and go on.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checkout import SEED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path
    from typing import Any


class Missing(Exception):  # noqa: N818 (a fact about the machine, not a fault)
    """A set that is not on this machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouped:
    """Texts with the group each belongs to."""

    texts: tuple[str, ...]
    gold: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A coded span of a session: where it stands, its only code ("" for several), task and rough kinds."""

    session: str
    task: str
    step: str
    start: int
    text: str
    code: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Painful:
    """Texts that tell a pain or do not; ``signs`` are −1, 1 or 0 for unsaid, ``blocks`` belong together."""

    texts: tuple[str, ...]
    pains: tuple[bool, ...]
    signs: tuple[int, ...]
    blocks: tuple[str, ...]


def _open(path: Path) -> str:
    """Read a file of a set."""
    if not path.is_file():
        raise Missing(f"{path} is not there")
    return path.read_text("utf-8-sig")


def json_lines(path: Path) -> list[Any]:
    """Read one JSON value a line."""
    return [json.loads(line) for line in _open(path).splitlines() if line.strip()]


def _table(path: Path) -> list[dict[str, str]]:
    """Read a CSV file with its heads."""
    return list(csv.DictReader(_open(path).splitlines(keepends=True)))


def fixed_sample(keys: Sequence[str], most: int) -> list[int]:
    """Return the places of ``most`` keys, the same ones on every machine, in their order."""
    ranked = sorted(
        range(len(keys)), key=lambda n: hashlib.sha256(f"{SEED} {n} {keys[n]}".encode()).hexdigest()
    )
    return sorted(ranked[:most])


def banking77(folder: Path, most: int) -> Grouped:
    """Return bank customers' questions with their 77 intents."""
    rows = _table(folder / "test.csv")
    picked = [rows[n] for n in fixed_sample([row["text"] for row in rows], most)]
    return Grouped(
        texts=tuple(row["text"].strip() for row in picked),
        gold=tuple(row["category"] for row in picked),
        language="en",
    )


def hwu64(folder: Path, most: int) -> tuple[Grouped, Grouped]:
    """Return the same requests in Russian (translated by machine) and English with their 68 intents."""
    told = _table(folder / "hwu64_ru_en.csv")
    rows = [row for row in told if row["text_en"].strip() and row["text_ru_mt"].strip()]
    picked = [rows[n] for n in fixed_sample([row["text_en"] for row in rows], most)]
    gold = tuple(row["label"] for row in picked)
    russian = tuple(row["text_ru_mt"].strip() for row in picked)
    english = tuple(row["text_en"].strip() for row in picked)
    return (
        Grouped(texts=russian, gold=gold, language="ru"),
        Grouped(texts=english, gold=gold, language="en"),
    )


def pdpilot(folder: Path, level: str) -> Grouped:
    """Return coded segments of user studies that carry one code; ``level`` is "top" or "code"."""
    found: dict[str, set[str]] = {}
    for row in json_lines(folder / "coded_segments.jsonl"):
        found.setdefault(row["text"].strip(), set()).add(row[level])
    single = {text: codes for text, codes in found.items() if len(codes) == 1}
    return Grouped(texts=tuple(single), gold=tuple(code for (code,) in single.values()), language="en")


def swj_spans(folder: Path) -> list[Span]:
    """Return the coded spans of think-aloud sessions in the order of speech."""
    spans = [
        Span(
            session=row["doc"],
            task=str(row["stage"] or ""),
            step=str(row["step"] or ""),
            start=row["start"],
            text=" ".join(row["text"].split()),
            code=row["codes"][0] if len(row["codes"]) == 1 else "",
            kinds=frozenset(row["coarse"]),
        )
        for row in json_lines(folder / "highlights.jsonl")
        if row["text"].strip()
    ]
    return sorted(spans, key=lambda span: (span.session, span.start))


def swj_tasks(folder: Path) -> dict[str, str]:
    """Return the sessions' tasks: number → name."""
    tasks: dict[str, str] = json.loads(_open(folder / "stages.json"))
    return tasks


_ASPECT = re.compile(r"[^|:]+:(positive|negative|neutral|both):(\w+):\w+")


def restaurants(folder: Path, part: str) -> Painful:
    """Return the sentences of reviews whose aspects were rated; ``part`` is "train" or "test".

    A pain is a sentence with a bad word about an aspect of this very visit; its sign is known when all
    its aspects agree and none is neutral.
    """
    kept = [row for row in _table(folder / f"sentences_{part}.csv") if row["aspects"]]
    rated = [_ASPECT.findall(row["aspects"]) for row in kept]
    return Painful(
        texts=tuple(" ".join(row["sentence"].split()) for row in kept),
        pains=tuple(("negative", "Rel") in aspects for aspects in rated),
        signs=tuple(_sign({polarity for polarity, mark in aspects if mark == "Rel"}) for aspects in rated),
        blocks=tuple(row["review_id"] for row in kept),
    )


def _sign(polarities: set[str]) -> int:
    """Return the sign that all polarities share, else 0."""
    return {frozenset({"positive"}): 1, frozenset({"negative"}): -1}.get(frozenset(polarities), 0)


def bank_app_reviews(folder: Path) -> Painful:
    """Return reviews of banks' apps, marked as telling a problem or not; the marks are noisy."""
    rows = json_lines(folder / "fin_apps_testing_labeled.json")
    texts = tuple(" ".join(row["text"].split()) for row in rows)
    return Painful(
        texts=texts,
        pains=tuple(row["problemscore"] == "problem" for row in rows),
        signs=(0,) * len(rows),
        blocks=tuple(map(str, range(len(rows)))),
    )


def groups(gold: Iterable[str]) -> int:
    """Count the groups of a set."""
    return len(Counter(gold))
