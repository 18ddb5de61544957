"""Learn what the trained reader's word weighs, and write it into weights.npz.

    python tools/weigh_reader.py [FILE]

Works on the studies that training held out, with the int8 graph that users run.  Learnt are: how the
reader and the codebook's own judge kinds together and from which chance on a kind stands; how chances of
kinds correct the valence; how much each sign of a stage weighs; how much each likeness of two utterances
says that they are of one theme.  Printed is leave-one-study-out: every weight from the other studies.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np

from held_out import Held, load_held
from pipeline.cluster.reader.tuned import WEIGHTS, dump_tuned, load_tuned
from pipeline.records import Kind
from weighing import (
    Weights,
    f1,
    kappa,
    learn,
    placed,
    themes_score,
    told,
    valence_of,
)

TARGET = Path(__file__).parents[1] / "pipeline" / "cluster" / "reader" / WEIGHTS
HEADINGS = (
    "macro-F1",
    *(kind.value for kind in Kind),
    "kappa",
    "valence sign",
    "stage",
    "stage by name alone",
)


def row_of(study: Held, weights: Weights) -> list[float]:
    """Return the figures of a study under weights learnt elsewhere."""
    kinds = told(study, weights)
    scores = [f1(kinds[:, kind], study.kinds[:, kind]) for kind in range(len(Kind))]
    felt = study.valence != 0
    sign = np.mean(np.sign(valence_of(study, weights)[felt]) == np.sign(study.valence[felt]))
    staged = (study.stage >= 0) & study.kinds.any(axis=1)
    stages = [
        float(np.mean(placed(study, weights, full=full).argmax(axis=1)[staged] == study.stage[staged]))
        for full in (True, False)
    ]
    return [
        float(np.mean(scores)),
        *scores,
        kappa(kinds.any(axis=1), study.kinds.any(axis=1)),
        float(sign),
        *stages,
    ]


def table(title: str, headings: tuple[str, ...], rows: dict[str, list[float]]) -> None:
    """Print figures a study a line, and their mean."""
    print(title)
    print("  " + " ".join(f"{heading:>9.9s}" for heading in headings))
    for name, row in rows.items():
        print("  " + " ".join(f"{value:9.3f}" for value in row), name)
    print(
        "  " + " ".join(f"{value:9.3f}" for value in np.mean(list(rows.values()), axis=0)), "mean", flush=True
    )


def main(arguments: list[str]) -> int:
    """Learn, report, write."""
    target = Path(arguments[0]) if arguments else TARGET
    arrays, _ = load_tuned(target)
    names = json.loads(arrays["note"].tobytes())["held_out"]
    with tempfile.TemporaryDirectory() as folder:
        held = load_held(names, target, Path(folder))
    rows, themes = {}, {}
    for study in held:
        weights = learn([other for other in held if other is not study])
        rows[study.name] = row_of(study, weights)
        themes[study.name] = themes_score(study, weights, weights.likeness[-1])
    units = sum(len(study.units) for study in held)
    table(f"each study by the weights of the others, {units} units", HEADINGS, rows)
    headings = ("ARI", "V", "left out", "recall", "precision", "themes")
    table("themes, number not given", headings, themes)
    found = learn(held)
    arrays |= {
        "blend": found.blend,
        "limits": found.limits,
        "felt": found.felt,
        "stage_weights": found.stages,
        "likeness_weights": found.likeness,
    }
    target.write_bytes(dump_tuned(arrays))
    print(f"{target.name} written")
    for name in ("blend", "limits", "felt", "stage_weights", "likeness_weights"):
        print(name, arrays[name].round(2).tolist())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
