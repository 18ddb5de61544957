"""What the peers learn from: data/corpus, as it is now, like the product's reader when it was trained.

Thresholds are set on the whole trades that the reader was not shown, as the product's own are.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from checkout import CORPUS, ROOT, load_script
from ours import KINDS

from pipeline.cluster.reader.tuned import load_tuned

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Coded units: ``kinds`` bool[n, kinds], ``valence`` float64[n]; ``held`` bool[n]: trades kept apart."""

    texts: tuple[str, ...]
    questions: tuple[str, ...]
    languages: tuple[str, ...]
    kinds: NDArray[np.bool_]
    valence: NDArray[np.float64]
    held: NDArray[np.bool_]

    def spoken(self, chosen: NDArray[np.bool_]) -> tuple[list[str], list[str], list[str]]:
        """Return texts, questions and languages of the chosen units."""
        places = np.flatnonzero(chosen)
        return (
            [self.texts[place] for place in places],
            [self.questions[place] for place in places],
            [self.languages[place] for place in places],
        )


def reader_note() -> dict[str, Any]:
    """Return what the shipped reader says of its training: held-out studies, counts of studies and units."""
    note: dict[str, Any] = json.loads(load_tuned()[0]["note"].tobytes())
    return note


def read_corpus() -> Lessons:
    """Read every study of the corpus."""
    held_out = {name.rsplit("/", 1)[-1] for name in reader_note()["held_out"]}
    check = load_script(ROOT / "tools" / "check_corpus.py")
    texts, questions, languages, kinds, valence, held = [], [], [], [], [], []
    for study in sorted(path.parent for path in CORPUS.glob("*/*/study.yaml")):
        for path in sorted(study.glob("*.txt")):
            for unit in check.read_interview(path)[1]:
                texts.append(unit.text)
                questions.append(unit.question)
                languages.append(study.parent.name)
                kinds.append([kind.value in unit.kinds for kind in KINDS])
                valence.append(float(unit.valence))
                held.append(study.name in held_out)
    return Lessons(
        texts=tuple(texts),
        questions=tuple(questions),
        languages=tuple(languages),
        kinds=np.array(kinds),
        valence=np.array(valence),
        held=np.array(held),
    )
