"""What was read + what people corrected → the evidence of the next draft.

Themes are grouped on what the readers think by themselves, so corrections never reshuffle what nobody
touched.  Then the rest is read again in the light of the corrections, touched themes are held as people saw
them, and the corrections are applied to that, one after the other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..assemble.review.applying import revised
from ..assemble.review.board import board_of, respondent_keys
from ..assemble.review.folding import active, fold, told
from ..assemble.review.holding import hold
from ..assemble.review.lines import resolve_stages
from ..cluster.learning import Taught
from ..records import Kind, Learned, StageId, UtteranceId

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ..assemble.draft import Draft
    from ..assemble.maps.base import Evidence
    from ..assemble.review.board import Board
    from ..assemble.review.folding import Told
    from ..assemble.review.ops import Edit
    from ..records import Coding, Theme
    from .understanding import Understood

_FEWEST = 2  # respondents of a theme that nobody vouches for


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """The evidence with all corrections in it, the draft they were applied to, and the one without any."""

    evidence: Evidence
    base: Draft
    plain: Draft


def revise(
    found: Understood, lines: Sequence[Edit], drafted: Callable[[Evidence], Draft], study: str
) -> Revised:
    """Apply the corrections in force; ``drafted`` makes a draft of evidence, ``study`` is the study's id."""
    evidence = found.evidence
    plain = drafted(evidence)
    if all(line.op == "retract" for line in active(lines)):
        return Revised(evidence=evidence, base=plain, plain=plain)
    voices = respondent_keys(plain)
    fresh = board_of(plain, study)
    lines = resolve_stages(lines, fresh.stages)
    first = hold(fresh, lines, voices)
    lesson = _lesson(told(first, lines), fold(first, lines))
    read = _reread(evidence, found.reread(lesson), lesson)
    held = hold(board_of(drafted(read), study), lines, voices)
    base = replace(revised(read, held), learned=_learned(evidence, read, lesson))
    return Revised(evidence=revised(base, fold(held, lines)), base=drafted(base), plain=plain)


def _lesson(said: Told, board: Board) -> Taught:
    """Return what people said as the readers take it.

    The members of an accepted theme teach no kinds: a theme holds what the readers took for its kind anyway,
    so nothing but agreement can be seen there, and the kind would be thought commoner than it is.
    """
    return Taught(
        kinds={
            UtteranceId(i): frozenset(map(Kind, kinds))
            for i, kinds in said.kinds.items()
            if "kinds" in board.units[i].told or board.units[i].irrelevant
        },
        stages={UtteranceId(i): StageId(stage) for i, stage in said.stages.items() if stage is not None},
        valence={UtteranceId(i): valence for i, valence in said.valence.items()},
    )


def _reread(evidence: Evidence, codings: Mapping[UtteranceId, Coding], lesson: Taught) -> Evidence:
    """Take over the codings of what nobody corrected; the corrected keep what the readers said of them.

    A theme loses what no longer has a kind, and its stage is voted anew.
    """
    corrected = lesson.kinds.keys() | lesson.stages.keys() | lesson.valence.keys()
    read = {i: old if i in corrected else codings[i] for i, old in evidence.codings.items()}
    kept = [theme for old in evidence.grouping.themes if (theme := _read_again(old, read, evidence))]
    grouped = {i for theme in kept for i in theme.utterances}
    alone = tuple(i for i in sorted(read) if read[i].kinds and i not in grouped)
    grouping = replace(evidence.grouping, themes=tuple(kept), unassigned=alone)
    return replace(evidence, codings=read, grouping=grouping)


def _read_again(theme: Theme, codings: Mapping[UtteranceId, Coding], evidence: Evidence) -> Theme | None:
    """Return the theme with what still has a kind; None when too few are left."""
    if all(codings[i] is evidence.codings[i] for i in theme.utterances):
        return theme
    members = tuple(i for i in theme.utterances if codings[i].kinds)
    voices = {(evidence.utterances[i].interview, evidence.utterances[i].speaker) for i in members}
    if len(voices) < _FEWEST:
        return None
    votes: dict[StageId, float] = defaultdict(float)
    for i in members:
        if placed := codings[i].stage:
            votes[placed.id] += placed.score
    stage = max(sorted(votes), key=lambda stage: votes[stage]) if votes else None
    halves = tuple(i for i in theme.halves if i in members)
    return replace(theme, utterances=members, stage=stage, halves=halves)


def _learned(before: Evidence, after: Evidence, lesson: Taught) -> Learned:
    came: Counter[Kind] = Counter()
    went: Counter[Kind] = Counter()
    moved = 0
    for i, old in before.codings.items():
        new = after.codings[i]
        if new is old:
            continue
        was, now = ({scored.kind for scored in coding.kinds} for coding in (old, new))
        came.update(now - was)
        went.update(was - now)
        stages = [coding.stage.id if coding.stage else None for coding in (old, new)]
        moved += bool(was | now) and stages[0] != stages[1]
    return Learned(
        units=len(lesson.kinds.keys() | lesson.stages.keys()),
        came=tuple((kind, came[kind]) for kind in Kind if came[kind]),
        went=tuple((kind, went[kind]) for kind in Kind if went[kind]),
        moved=moved,
    )
