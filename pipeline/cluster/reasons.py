"""Reasons for people: why an utterance was given a kind, the strongest contribution first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ..records import Kind
from .features import ASKS, FEATURES, SENSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .codebook import Codebook
    from .embedders.base import Matrix
    from .features import Reading
    from .space import Space

MOST = 3  # reasons given
QUOTE = 60  # characters of an example that are quoted
_SAY = {
    "ru": {
        "cue": "слова: {}",
        "denied": "отрицание: {}",
        "question": "по вопросу: {}",
        "near": "похоже на пример книги кодов: {}",
        "question mark": "вопросительный знак",
        "tone": "тон слов",
        "around": "по соседним фразам",
        "form": "по строю фразы",
        "pain": "что мешало",
        "goal": "чего ждали",
        "asked": "что хотели узнать",
        "action": "что делали",
        "positive": "что понравилось",
        "idea": "что изменить",
        "feeling": "что чувствовали",
    },
    "en": {
        "cue": "words: {}",
        "denied": "negated: {}",
        "question": "from the question: {}",
        "near": "similar to a codebook example: {}",
        "question mark": "a question mark",
        "tone": "tone of words",
        "around": "neighbouring sentences",
        "form": "shape of the sentence",
        "pain": "what went wrong",
        "goal": "what was expected",
        "asked": "what they wanted to know",
        "action": "what they did",
        "positive": "what they liked",
        "idea": "what to change",
        "feeling": "what they felt",
    },
}
_ASKED = {sense: "asked" if sense == "question" else sense for sense in SENSES}


class Reasons:
    """Explains codes by the parts of the score that spoke for them."""

    def __init__(
        self, codebook: Codebook, space: Space, weights: NDArray[np.float64], examples: Matrix
    ) -> None:
        """Prepare the groups of columns and the examples of each kind."""
        self._codebook, self._weights = codebook, weights
        self._say = _SAY["ru" if codebook.language == "ru" else "en"]
        self._groups = {
            name: _columns(name) for name in ("question mark", "tone", "around", "form", "question")
        }
        self._dimension = examples.shape[1]
        own = codebook.language
        owners = {
            kind: [kind in each.kinds and each.language == own for each in codebook.examples] for kind in Kind
        }
        centred = (examples - space.unit_mean) * space.unit_scale
        self._of_kind = {kind: (np.flatnonzero(owned), centred[owned]) for kind, owned in owners.items()}

    def of(self, reading: Reading, row: NDArray[np.float64], chosen: Sequence[int]) -> dict[int, str]:
        """Return a line of reasons for each chosen kind, by its place among the kinds."""
        return {place: self._line(reading, row, place) for place in chosen}

    def _line(self, reading: Reading, row: NDArray[np.float64], place: int) -> str:
        kind = tuple(Kind)[place]
        parts = row * self._weights[place]
        found = [*self._cues(reading, parts, kind), *self._shape(reading, parts)]
        similar = float(parts[len(FEATURES) :].sum())
        if similar > 0:
            found.append((similar, self._say["near"].format(self._nearest(row, kind))))
        found = sorted((each for each in found if each[0] > 0), key=lambda each: (-each[0], each[1]))
        texts = [text for _, text in found[:MOST]]
        return "; ".join(texts) or self._say["form"]

    def _cues(self, reading: Reading, parts: NDArray[np.float64], kind: Kind) -> list[tuple[float, str]]:
        """Return the wording that spoke for the kind, wholly negated wording apart."""
        mine = sorted((cue for cue in reading.cues if cue.kind is kind), key=lambda cue: -cue.weight)
        share = float(parts[FEATURES.index(f"cue {kind.value}")])
        lines = []
        for name, cues in (
            ("cue", [c for c in mine if not c.flipped]),
            ("denied", [c for c in mine if c.flipped]),
        ):
            if cues:
                said = ", ".join(dict.fromkeys(cue.name for cue in cues[:MOST]))
                lines.append((share * len(cues) / len(mine), self._say[name].format(said)))
        return lines

    def _shape(self, reading: Reading, parts: NDArray[np.float64]) -> list[tuple[float, str]]:
        lines = [
            (float(parts[columns].sum()), self._say[name])
            for name, columns in self._groups.items()
            if name not in ("question", "question mark")
        ]
        if "?" in reading.text:
            lines.append((float(parts[self._groups["question mark"]].sum()), self._say["question mark"]))
        asked = self._asked(reading, parts)
        if asked:
            share = float(parts[self._groups["question"]].sum())
            lines.append((share, self._say["question"].format(self._say[_ASKED[asked]])))
        return lines

    def _asked(self, reading: Reading, parts: NDArray[np.float64]) -> str:
        """Return the sense of the question that spoke loudest, "" when it asked nothing that we name."""
        named = [sense for sense in SENSES if sense in reading.senses and _ASKED[sense] in self._say]
        shares = {
            sense: sum(float(parts[FEATURES.index(f"{how} {sense}")]) for how in ASKS) for sense in named
        }
        return max(shares, key=lambda sense: shares[sense]) if shares else ""

    def _nearest(self, row: NDArray[np.float64], kind: Kind) -> str:
        owners, centred = self._of_kind[kind]
        vector = row[len(FEATURES) : len(FEATURES) + self._dimension]
        if not len(owners):
            return kind.value
        best = int(np.argmax(np.round(centred @ vector, 6)))
        text = self._codebook.examples[int(owners[best])].text
        return text if len(text) <= QUOTE else f"{text[: QUOTE - 1].rstrip()}…"


def _columns(group: str) -> list[int]:
    return [place for place, name in enumerate(FEATURES) if _group(name) == group]


def _group(name: str) -> str:
    if "question mark" in name:
        return "question mark"
    if name in ("pleasant", "unpleasant"):
        return "tone"
    if name.startswith(("before ", "after ", "pleasant ", "unpleasant ")):
        return "around"
    if name.startswith(ASKS) or name in ("no question", "plain question"):
        return "question"
    return "cue" if name.startswith(("cue ", "denied ")) else "form"
