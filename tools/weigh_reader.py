"""Weigh the trained reader against the codebook's, choose thresholds, and write both into weights.npz.

    python tools/blend_reader.py [FILE]

Works on the studies that training held out, with the int8 graph that users run.  For each kind a logistic
regression joins the two readers' logits; a threshold is the middle of the best stretch of F1.  Printed is
leave-one-study-out: weights and thresholds from the other held-out studies.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from check_corpus import CORPUS, CodedUnit, read_interview
from pipeline.cluster.codebook import load_codebook
from pipeline.cluster.features import read_units
from pipeline.cluster.fitted import fit_readers
from pipeline.cluster.kinds import sigmoid
from pipeline.cluster.reader.model import TrainedReader
from pipeline.cluster.reader.tuned import WEIGHTS, dump_tuned, load_tuned
from pipeline.cluster.space import context_text, training_contexts, training_texts
from pipeline.cluster.vectors import MemoryCache, embed_texts, open_embedder
from pipeline.records import InterviewId, Kind, Role, SpeakerId, SpeakerRole, Unit, Utterance, UtteranceId

TARGET = Path(__file__).parents[1] / "pipeline" / "cluster" / "reader" / WEIGHTS
LIMITS = np.arange(0.1, 0.9, 0.02)


def units_of(folder: Path) -> tuple[list[Unit], list[CodedUnit]]:
    """Return a study's units as the pipeline knows them, and their codes."""
    units: list[Unit] = []
    coded: list[CodedUnit] = []
    for path in sorted(folder.glob("*.txt")):
        header, found = read_interview(path)
        turn, at = 0, 0
        for number, code in enumerate(found):
            before = found[number - 1] if number else None
            turn += before is None or (before.voice, before.question) != (code.voice, code.question)
            after = found[number + 1] if number + 1 < len(found) else None
            same = [
                other.text if other and (other.voice, other.question) == (code.voice, code.question) else ""
                for other in (before, after)
            ]
            said = Utterance(
                id=UtteranceId(f"{folder.name}-{path.stem}-{number}"),
                interview=InterviewId(f"{folder.name}-{path.stem}"),
                turn=turn,
                speaker=SpeakerId(code.voice),
                speaker_role=SpeakerRole.RESPONDENT,
                start=at,
                end=at + len(code.text),
                text=code.text,
            )
            at = said.end + 1
            role = Role(header["role"])
            units.append(
                Unit(
                    utterance=said,
                    language="ru",
                    role=role,
                    question=code.question,
                    before=same[0],
                    after=same[1],
                )
            )
            coded.append(code)
    return units, coded


def f1(told: np.ndarray, true: np.ndarray) -> float:
    """Return F1 of two boolean vectors."""
    return 2 * int((told & true).sum()) / max(1, int(told.sum()) + int(true.sum()))


def limit_of(chances: np.ndarray, true: np.ndarray) -> float:
    """Return the middle of the best stretch of F1."""
    curve = np.array([f1(chances > limit, true) for limit in LIMITS])
    smooth = np.convolve(np.pad(curve, 3, mode="edge"), np.full(7, 1 / 7), "valid")
    return float(LIMITS[int(smooth.argmax())])


def fit(own: np.ndarray, other: np.ndarray, true: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return [kinds, 3] (weight of the trained reader, of the codebook's, offset) and the thresholds."""
    rows, limits = [], []
    for kind in range(len(Kind)):
        model = LogisticRegression(C=1.0).fit(np.stack([own[:, kind], other[:, kind]], 1), true[:, kind])
        rows.append([*model.coef_[0], float(model.intercept_[0])])
        limits.append(limit_of(joint(own, other, np.array([rows[-1]] * len(Kind)))[:, kind], true[:, kind]))
    return np.array(rows), np.array(limits)


def joint(own: np.ndarray, other: np.ndarray, blend: np.ndarray) -> np.ndarray:
    """Return the joint chances."""
    return sigmoid(blend[:, 0] * own + blend[:, 1] * other + blend[:, 2])


def table(name: str, told: np.ndarray, true: np.ndarray) -> None:
    """Print F1 of each kind and their mean."""
    scores = [f1(told[:, kind], true[:, kind]) for kind in range(len(Kind))]
    cells = " ".join(f"{kind.value} {score:.2f}" for kind, score in zip(Kind, scores, strict=True))
    print(f"  {name:34s} macro-F1 {np.mean(scores):.3f}  {cells}", flush=True)


def main(arguments: list[str]) -> int:
    """Fit, report, write."""
    target = Path(arguments[0]) if arguments else TARGET
    arrays, _ = load_tuned()
    held = json.loads(arrays["note"].tobytes())["held_out"]
    with tempfile.TemporaryDirectory() as folder:
        own, other, true, which, valence = _opinions(held, Path(folder))
    told = {name: np.zeros(true.shape, bool) for name in ("codebook's reader", "trained reader", "both")}
    zero = np.zeros_like(own)
    for number in range(len(held)):
        out = which == number
        for name, a, b in (
            ("codebook's reader", zero, other),
            ("trained reader", own, zero),
            ("both", own, other),
        ):
            blend, limits = fit(a[~out], b[~out], true[~out])
            told[name][out] = joint(a[out], b[out], blend) > limits
    print(f"leave one study out of {held}, {len(true)} units")
    for name, found in told.items():
        table(name, found, true)
    sign = np.sign(valence[0][valence[1] != 0]) == np.sign(valence[1][valence[1] != 0])
    print(f"  sign of valence where it is not 0: {sign.mean():.3f}")
    arrays["blend"], arrays["limits"] = fit(own, other, true)
    target.write_bytes(dump_tuned(arrays))
    print(f"{target.name} written; weights and offsets, limits:")
    print(arrays["blend"].round(2), arrays["limits"].round(2))
    return 0


def _opinions(
    held: list[str], cache: Path
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return both readers' logits, the true kinds, which study each unit is of, and told and true valence."""
    units, coded, which = [], [], []
    for number, name in enumerate(held):
        found, codes = units_of(CORPUS / "ru" / name)
        units += found
        coded += codes
        which += [number] * len(found)
    book, store = load_codebook("ru"), MemoryCache()
    embedder = open_embedder("e5-small", cache, 2)

    def vectors(texts: list[str]) -> np.ndarray:
        return embed_texts(texts, embedder, store)[0]

    readers = fit_readers(
        book, "ru", vectors(training_texts(book, "ru")), vectors(training_contexts(book, "ru"))
    )
    said = vectors([unit.text for unit in units])
    around = vectors([context_text(unit.question, unit.text) for unit in units])
    rows = readers.kinds.space.rows(read_units(units, book), said, around, book)
    heard = TrainedReader(cache, 2).read(units, store)
    true = np.array([[kind.value in code.kinds for kind in Kind] for code in coded])
    felt = np.array([heard.valence, [code.valence for code in coded]])
    return heard.logits, readers.kinds.logits(rows), true, np.array(which), felt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
