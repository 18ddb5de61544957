"""Ready-made stage lists, and the phases that stand behind every list, known or never seen before.

A *phase* (``codebooks/phases.yaml``) is a stretch of nearly every customer's way: need, search, order…
with the words and sentences that point to it.  A stage of any list is matched to phases by the words of
its name, so that a list without a single example can still be used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..errors import StudyError
from ..language import LANGUAGES, fold, lemma
from ..records import Stage, StageId, StageSource

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

STAGE_MODELS = ("aida5", "marketing6", "ladder7", "experience8", "b2b5", "agency9")
"""The names that ``stage_list`` knows."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# «после получения» names the time after a phase, not the phase
_AFTER = re.compile(r"\b(?:после|до|перед|без|after|before|without)\s+[^\W\d_]+", re.IGNORECASE)
_NEIGHBOUR = 0.5  # weight of a phase that no name mentions, at the stage nearest to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of a customer's way; ``names`` and ``cues`` are patterns (a trailing * = any ending)."""

    id: str
    title: str
    names: tuple[str, ...]
    cues: tuple[str, ...]
    questions: tuple[str, ...]
    examples: tuple[str, ...]


def matches(word: str, patterns: Sequence[str]) -> bool:
    """Tell whether a folded word fits one of the patterns."""
    return any(word.startswith(p[:-1]) if p.endswith("*") else word == p for p in patterns)


def _load(name: str) -> Any:
    import yaml  # noqa: PLC0415 (only when stages are asked for)

    return yaml.safe_load((files(__package__) / "codebooks" / name).read_text("utf-8"))


def known_language(language: str) -> str:
    """Return the codebook language for a language tag: ru for ru, en for all the rest."""
    base = language.replace("_", "-").split("-", 1)[0].lower()
    return base if base in LANGUAGES else "en"


@lru_cache(maxsize=4)
def phases(language: str) -> tuple[Phase, ...]:
    """Return the generic phases in journey order with the words of one language."""
    key = known_language(language)
    return tuple(
        Phase(
            id=entry["id"],
            title=entry["title"][key],
            names=tuple(fold(word) for word in entry["names"][key]),
            cues=tuple(fold(word) for word in entry["cues"][key]),
            questions=tuple(entry["questions"][key]),
            examples=tuple(entry["examples"][key]),
        )
        for entry in _load("phases.yaml")
    )


@lru_cache(maxsize=1)
def _models() -> dict[str, list[dict[str, Any]]]:
    models: dict[str, list[dict[str, Any]]] = _load("stages.yaml")
    return models


def stage_list(choice: str, language: str) -> tuple[Stage, ...]:
    """Return a ready-made stage model in journey order, in the given language.

    Raises StudyError for a name that is not in STAGE_MODELS.
    """
    if choice not in STAGE_MODELS:
        raise StudyError(
            "unknown stage model '%(name)s'",
            remedy="use auto, a list, or one of %(known)s",
            name=choice,
            known=", ".join(STAGE_MODELS),
        )
    key = known_language(language)
    by_phase = {phase.id: phase for phase in phases(key)}
    return tuple(
        Stage(
            id=StageId(entry["id"]),
            name=entry["name"][key],
            order=order,
            source=StageSource.MODEL,
            description=entry["description"][key],
            examples=(
                *entry.get("examples", {}).get(key, ()),
                *(text for phase in entry["phases"] for text in by_phase[phase].examples),
            ),
            phase=entry.get("phase", {}).get(key, ""),
        )
        for order, entry in enumerate(_models()[choice], 1)
    )


def stage_words(stage: Stage) -> list[str]:
    """Return the folded words of a stage's name, without those that only say «after …»."""
    return [fold(word) for word in _WORD.findall(_AFTER.sub(" ", stage.name))]


def phase_weights(stages: Sequence[Stage], language: str) -> NDArray[np.float64]:
    """Tell how far each stage covers each phase: float64[stages, phases], rows sum to 1.

    A ready-made model says it itself.  Otherwise a phase belongs to the stages whose names mention it,
    and a phase that no name mentions to the stage nearest to it in journey order.
    """
    import numpy as np  # noqa: PLC0415 (this module is also read for its names alone)

    known = phases(language)
    weights = np.zeros((len(stages), len(known)))
    for row, stage in enumerate(stages):
        weights[row] = _declared(stage, known) if stage.source is StageSource.MODEL else 0.0
        if not weights[row].any():
            weights[row] = _named(stage, known, language)
    if stages:
        _give_out_the_rest(weights)
    sums = weights.sum(axis=1, keepdims=True)
    return weights / np.where(sums == 0, 1.0, sums)


def _declared(stage: Stage, known: Sequence[Phase]) -> list[float]:
    """Return the weights that the model of the stage declares: the first phases weigh most."""
    for model in _models().values():
        for entry in model:
            if entry["id"] == stage.id and stage.name in entry["name"].values():
                rank = {phase: place for place, phase in enumerate(entry["phases"])}
                return [2.0 / (2 + rank[phase.id]) if phase.id in rank else 0.0 for phase in known]
    return [0.0] * len(known)


def _named(stage: Stage, known: Sequence[Phase], language: str) -> list[float]:
    found = [0.0] * len(known)
    for word in stage_words(stage):
        base = lemma(word, known_language(language))
        hits = [
            place
            for place, phase in enumerate(known)
            if matches(word, phase.names) or matches(base, phase.names)
        ]
        for place in hits:
            found[place] += 1.0 / len(hits)
    return found


def _give_out_the_rest(weights: NDArray[np.float64]) -> None:
    """Give every phase that no stage has to the stage whose own phases stand nearest to it."""
    import numpy as np  # noqa: PLC0415

    count, width = weights.shape
    own = [row @ np.arange(width) / row.sum() if row.any() else None for row in weights]
    named = [row for row, centre in enumerate(own) if centre is not None]
    # stages without a known word lie between their neighbours
    xs = [-1, *named, count]
    ys = [-1.0, *(float(centre) for centre in own if centre is not None), float(width)]
    centres = np.interp(np.arange(count), xs, ys)
    for phase in np.flatnonzero(weights.sum(axis=0) == 0):
        weights[int(np.abs(centres - phase).argmin()), phase] = _NEIGHBOUR
