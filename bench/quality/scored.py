"""A draft beside the gold study: each gold unit with what the draft says of it.

The figures are ``score.py``'s, called as a command; it is matched again here unit by unit, because an
interval and errors by type need the units.  The two must agree, or the run stops.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from checkout import load_script
from measures import macro_f1, numbered, rand_index
from ours import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

SHARED = 0.5  # of the letters, from which an utterance is a unit's
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a draft says of each gold unit, and the figures of score.py.

    ``kinds`` bool[n, kinds]; ``felt`` float64[n], 0 where nothing is said; ``stages`` are the gold's ids.
    """

    kinds: NDArray[np.bool_]
    felt: NDArray[np.float64]
    stages: tuple[str | None, ...]
    themes: tuple[str | None, ...]
    figures: dict[str, Any]


def score(data: Path, draft: Path, stages: str) -> dict[str, Any]:
    """Return the figures of score.py; ``stages`` is "given" or "auto"."""
    command = [sys.executable, str(data / "score.py"), str(draft), str(data / "dostavka" / "gold")]
    done = subprocess.run(
        [*command, "--json", "--stages", stages], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def told_of(data: Path, draft: Path, gold: Sequence[dict[str, Any]], stages: str) -> Told:
    """Match a draft with the gold units; raises ValueError when score.py counts otherwise."""
    told = json.loads(draft.read_text("utf-8"))
    hits = _hits(load_script(data / "score.py"), told, gold)
    kinds = np.array([[any(_has(u, kind) for u, _ in found) for kind in KINDS] for found in hits])
    theme_kinds = {t["id"]: t["kind"] for t in told["themes"]}
    study = json.loads((data / "dostavka" / "gold" / "study.json").read_text("utf-8"))
    gold_kinds = {t["id"]: t["kind"] for t in study["themes"]}
    placed = [_stage(found) for found in hits]
    result = Told(
        kinds=kinds,
        felt=np.array([_felt(found) for found in hits]),
        stages=tuple(_matched(placed, gold) if stages == "auto" else placed),
        themes=tuple(
            _theme(found, theme_kinds, gold_kinds.get(g["theme"]))
            for found, g in zip(hits, gold, strict=True)
        ),
        figures=score(data, draft, stages),
    )
    _check(result, gold)
    return result


def true_kinds(gold: Sequence[dict[str, Any]]) -> NDArray[np.bool_]:
    """Return bool[n, kinds] of the gold units."""
    return np.array([[kind.value in g["kinds"] for kind in KINDS] for g in gold])


def themed(gold: Sequence[dict[str, Any]]) -> NDArray[np.intp]:
    """Return the rows of the gold units that have a theme."""
    return np.flatnonzero([bool(g["theme"]) for g in gold])


def _hits(
    scorer: Any, told: dict[str, Any], gold: Sequence[dict[str, Any]]
) -> list[list[tuple[dict[str, Any], float]]]:
    """Return for each gold unit the respondents' utterances that are it, the fullest first."""
    said: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for utterance in told["utterances"]:
        said[utterance["interview"]].append(utterance)
    by_file: dict[str, list[int]] = defaultdict(list)
    for row, unit in enumerate(gold):
        by_file[unit["file"]].append(row)
    hits: list[list[tuple[dict[str, Any], float]]] = [[] for _ in gold]
    for path, rows in by_file.items():
        spoken = [i["id"] for i in told["interviews"] if i["path"].replace("\\", "/").endswith(path)]
        found = scorer.align([gold[row] for row in rows], said[spoken[0]]) if spoken else []
        for row, near in zip(rows, found, strict=False):
            kept = [(u, share) for u, share in near if share >= SHARED and u["speaker_role"] == "respondent"]
            hits[row] = sorted(kept, key=lambda hit: -hit[1])
    return hits


def _has(utterance: dict[str, Any], kind: str) -> bool:
    return any(given["kind"] == kind for given in utterance["kinds"])


def _felt(found: Sequence[tuple[dict[str, Any], float]]) -> float:
    said = [u["valence"] for u, _ in found if u.get("valence") is not None]
    return float(np.mean(said)) if said else 0.0


def _stage(found: Sequence[tuple[dict[str, Any], float]]) -> str | None:
    return next((u["stage"]["id"] for u, _ in found if u.get("stage")), None)


def _theme(
    found: Sequence[tuple[dict[str, Any], float]], kinds: dict[str, str], wanted: str | None
) -> str | None:
    """Return the theme of the gold theme's kind if there is one, else the first."""
    themes = [theme for u, _ in found for theme in u.get("themes", []) if theme in kinds]
    same = [theme for theme in themes if kinds[theme] == wanted]
    return (same or themes or [None])[0]


def _matched(placed: Sequence[str | None], gold: Sequence[dict[str, Any]]) -> list[str | None]:
    """Give each stage that was found the gold stage it covers best, one to one."""
    from scipy.optimize import linear_sum_assignment

    pairs = [(g["stage"], p) for g, p in zip(gold, placed, strict=True) if g["stage"] and g["kinds"] and p]
    rows, columns = sorted({a for a, _ in pairs}), sorted({b for _, b in pairs})
    table = np.zeros((len(rows), len(columns)))
    for a, b in pairs:
        table[rows.index(a), columns.index(b)] += 1
    best = {columns[j]: rows[i] for i, j in zip(*linear_sum_assignment(-table), strict=True)}
    return [best.get(p) if p else None for p in placed]


def _check(told: Told, gold: Sequence[dict[str, Any]]) -> None:
    """Raise ValueError where the matching differs from score.py's."""
    rows = themed(gold)
    own = {
        "kinds_macro_f1": macro_f1(told.kinds, true_kinds(gold)),
        "stage_accuracy": stage_accuracy(told.stages, gold, np.arange(len(gold))),
        "ari": rand_index(
            numbered([gold[r]["theme"] for r in rows]), numbered([told.themes[r] for r in rows])
        ),
    }
    theirs = {**told.figures, "ari": told.figures["themes"]["ari"]}
    for name, value in own.items():
        if abs(value - theirs[name]) > TOLERANCE:
            raise ValueError(f"{name}: {value} here, {theirs[name]} by score.py; has it changed?")


def stage_accuracy(
    stages: Sequence[str | None], gold: Sequence[dict[str, Any]], rows: NDArray[np.intp]
) -> float:
    """Return the share of right stages among the units of ``rows`` that have kinds and a stage."""
    right = [stages[r] == gold[r]["stage"] for r in rows if gold[r]["stage"] and gold[r]["kinds"]]
    return float(np.mean(right)) if right else 0.0
