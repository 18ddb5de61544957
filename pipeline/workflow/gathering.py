"""Coded units → themes with names: what is compared, and the grouping itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from ..cluster.families import find_families
from ..cluster.family_names import as_themes, name_families
from ..cluster.group import GroupSettings, group
from ..cluster.known_themes import known_themes, propose_names
from ..cluster.likeness import Compared, LikenessWeights, likeness_of, stated
from ..cluster.naming import name_themes
from ..cluster.picture import lay_out
from ..cluster.stability import LEAVE_OUTS
from ..language import lemmas, stop_words
from ..records import Grouping, Kind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from ..cluster.vectors import VectorCache
    from ..records import Coding, Stage, Theme, ThemeId, Unit, UtteranceId
    from .coding import Coded, Heard
    from .understanding import TextVectors

_NOISE = 3.0  # log odds above the usual ones; words that were shuffled among the speakers reach less
_LEAST_NOISE = 1.0  # in the smallest study
_FEW = 60  # coded utterances; in a smaller study the usual pair may be of one theme, so less is asked
_MANY = 3000  # coded utterances from which fewer interviews are left out in turn: it takes seconds
_OTHERWISE = 0.8  # belief in a stage that somebody else than the readers chose


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """What is known of the units before they are grouped; matrices belong to them row by row.

    Where a coding departs from the readers' chances or from the ``belief`` float64[n, stages], the coding
    is believed.  ``hints`` are theme names that a coder gave.
    """

    units: Sequence[Unit]
    codings: Mapping[UtteranceId, Coding]
    coded: Coded
    stages: Sequence[Stage]
    belief: NDArray[np.float64]
    vectors: TextVectors
    heard: Heard | None
    hints: Mapping[UtteranceId, str]
    language: str
    cache: VectorCache


def gather(known: Known) -> Grouping:
    """Group the coded units into themes and those of crowded cells into families; name them."""
    rows = [row for row, unit in enumerate(known.units) if _speaks(known.codings[unit.id])]
    if not any(known.codings[known.units[row].id].kinds for row in rows):
        return Grouping(themes=(), unassigned=(), notes=("themes: nothing was coded",))
    units = {known.units[row].id: known.units[row] for row in rows}
    codings = {id_: known.codings[id_] for id_ in units}
    weights = known.heard.reader.likeness_weights if known.heard else LikenessWeights()
    likeness = likeness_of(_compared(known, rows), weights, known.hints)
    leanings = {
        known.units[row].id: known.coded.leanings[row]
        for row in rows
        if codings[known.units[row].id].kinds == known.coded.codings[known.units[row].id].kinds
    }
    grouping = group(codings, units, likeness, _settings(len(rows)), leanings)
    grouping = replace(grouping, points=lay_out(grouping.themes, likeness))
    grouping = name_themes(grouping, units, known.language, _proposals(grouping.themes, known, rows))
    found = find_families(grouping.themes, likeness)
    proposals = _proposals(as_themes(found, grouping.themes), known, rows) if found else {}
    families = name_families(found, grouping.themes, units, known.language, proposals)
    return replace(grouping, families=families)


def _speaks(coding: Coding) -> bool:
    """Tell whether an utterance may stand in a theme or against one."""
    return bool(coding.kinds) or coding.denies


def _proposals(of: Sequence[Theme], known: Known, rows: Sequence[int]) -> dict[ThemeId, str]:
    """Let the trained reader find names among the universal themes."""
    if not known.heard:
        return {}
    library = known_themes(known.language)
    vectors = known.heard.reader.theme_vectors([theme.text for theme in library], known.cache)
    themes = {known.units[row].id: known.heard.output.themes[row] for row in rows}
    return propose_names(of, themes, library, vectors)


def _settings(coded: int) -> GroupSettings:
    return GroupSettings(
        noise=max(_LEAST_NOISE, _NOISE * min(1.0, coded / _FEW)),
        leave_outs=LEAVE_OUTS if coded <= _MANY else LEAVE_OUTS // 2,
    )


def _compared(known: Known, rows: Sequence[int]) -> Compared:
    units = [known.units[row] for row in rows]
    codings = [known.codings[unit.id] for unit in units]
    stop = stop_words(known.language)
    said = lemmas([unit.text for unit in units], known.language)
    return Compared(
        ids=tuple(unit.id for unit in units),
        themes=known.heard.output.themes[list(rows)] if known.heard else None,
        meaning=known.vectors.of(unit.text for unit in units),
        words=[[word for word in row if word not in stop] for row in said],
        kinds=_kinds(codings, known.coded.chances[rows]),
        stages=_stages(codings, known.stages, known.belief[rows]),
        asked=known.vectors.of(unit.question for unit in units),
        talks=[unit.utterance.interview for unit in units],
    )


def _kinds(codings: Sequence[Coding], chances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chances of the kinds, with the codes that stand taken in."""
    told = np.array([[coding.has(kind) for kind in Kind] for coding in codings])
    return stated(chances, told)


def _stages(
    codings: Sequence[Coding], stages: Sequence[Stage], belief: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the belief in the stages, with the stages that stand taken in."""
    place = {stage.id: number for number, stage in enumerate(stages)}
    found = belief.copy()
    for row, coding in enumerate(codings):
        if coding.stage and (own := place[coding.stage.id]) != int(found[row].argmax()):
            found[row] *= 1 - _OTHERWISE
            found[row, own] += _OTHERWISE
    return found
