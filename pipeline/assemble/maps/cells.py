"""What every kind of map needs: the utterances of a viewpoint by stage, and claims made of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from ...records import LabelOrigin
from ..evidence import Base, base_of, grade_viewpoint, support, voices_of
from ..values import Claim, Lane

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from ...records import Kind, Role, Stage, StageId, Theme, ThemeId, TouchpointType, UtteranceId
    from ..values import Cell
    from .base import Evidence

QUOTES_PER_CLAIM = 12
SINGLE_VOICES = 3
EXTREMES = 2  # strongest quotes shown for each sign


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """The part of the evidence that one role gave; nothing of another role enters its map."""

    evidence: Evidence
    role: Role
    base: Base
    staged: Mapping[StageId, tuple[UtteranceId, ...]]

    def inside(self, ids: Iterable[UtteranceId]) -> tuple[UtteranceId, ...]:
        """Keep the utterances of this role, in the given order."""
        evidence = self.evidence
        return tuple(
            i for i in ids if evidence.interviews[evidence.utterances[i].interview].role is self.role
        )

    def themes(self, stage: StageId, kind: Kind) -> tuple[tuple[Theme, tuple[UtteranceId, ...]], ...]:
        """Return the themes of a kind at a stage with this role's utterances: pinned, then best backed."""
        found = [
            (theme, self.inside(theme.utterances))
            for theme in self.evidence.grouping.themes
            if theme.stage == stage and theme.kind is kind
        ]
        backed = [(theme, ids) for theme, ids in found if ids]

        def rank(pair: tuple[Theme, tuple[UtteranceId, ...]]) -> tuple[bool, int, int, str]:
            theme, ids = pair
            return not theme.pinned, -self.count(ids), -len(ids), theme.id

        return tuple(sorted(backed, key=rank))

    def count(self, ids: Iterable[UtteranceId]) -> int:
        """Count the respondents behind utterances."""
        return len(voices_of(ids, self.evidence.utterances))

    def valence(self, ids: Sequence[UtteranceId]) -> float:
        """Return the mean valence of utterances, to hundredths: −0.8 told in tenths must count as −0.8."""
        return round(fmean(self.evidence.codings[i].valence for i in ids), 2)


def view(evidence: Evidence, role: Role) -> Viewpoint:
    """Cut the evidence to one role."""
    staged: dict[StageId, list[UtteranceId]] = defaultdict(list)
    for i in sorted(evidence.utterances, key=lambda i: _place(evidence, i)):
        stage = evidence.codings[i].stage
        if stage and evidence.interviews[evidence.utterances[i].interview].role is role:
            staged[stage.id].append(i)
    base = base_of(evidence.interviews.values(), evidence.utterances.values())
    return Viewpoint(evidence, role, base, {stage: tuple(ids) for stage, ids in staged.items()})


def _place(evidence: Evidence, i: UtteranceId) -> tuple[str, int]:
    """Order utterances by interview and place in it."""
    return evidence.utterances[i].interview, evidence.utterances[i].start


def claim(
    seen: Viewpoint,
    text: str,
    ids: Sequence[UtteranceId],
    themes: tuple[ThemeId, ...] = (),
    origin: LabelOrigin = LabelOrigin.KEYWORDS,
) -> Claim:
    """Make a claim whose support counts this viewpoint's respondents."""
    counted = support(voices_of(ids, seen.evidence.utterances), seen.base)
    return Claim(
        text=text,
        utterances=tuple(ids[:QUOTES_PER_CLAIM]),
        themes=themes,
        support=counted,
        grade=grade_viewpoint(counted, seen.role),
        origin=origin,
    )


def theme_claims(seen: Viewpoint, stage: StageId, kind: Kind) -> tuple[Claim, ...]:
    """Turn the themes of a cell into claims."""
    return tuple(
        claim(seen, theme.label, ids, (theme.id,), theme.label_origin)
        for theme, ids in seen.themes(stage, kind)
    )


def single_claims(seen: Viewpoint, stage: StageId, kind: Kind) -> tuple[Claim, ...]:
    """Let single voices speak in their own words where no theme fills the cell."""
    codings, utterances = seen.evidence.codings, seen.evidence.utterances
    alone = [
        i
        for i in seen.inside(seen.evidence.grouping.unassigned)
        if (placed := codings[i].stage) and placed.id == stage and codings[i].has(kind)
    ]
    best = sorted(alone, key=lambda i: (-_score(seen, i, kind), i))
    return tuple(claim(seen, utterances[i].text, (i,)) for i in best[:SINGLE_VOICES])


def _score(seen: Viewpoint, i: UtteranceId, kind: Kind) -> float:
    """Return how surely an utterance is of a kind."""
    return next(scored.score for scored in seen.evidence.codings[i].kinds if scored.kind is kind)


def touchpoint_claims(
    seen: Viewpoint, stage: StageId, types: Collection[TouchpointType], without: Collection[str] = ()
) -> tuple[Claim, ...]:
    """Name the touchpoints of some types that are met at a stage, the commonest first, ``without`` some."""
    points = seen.evidence.touchpoints
    by_point: dict[str, list[UtteranceId]] = {}
    for i in seen.staged.get(stage, ()):
        for point in seen.evidence.codings[i].touchpoints:
            if points[point].type in types and point not in without:
                by_point.setdefault(point, []).append(i)
    order = sorted(by_point, key=lambda point: (-seen.count(by_point[point]), -len(by_point[point]), point))
    return tuple(claim(seen, points[point].name, by_point[point]) for point in order)


def telling(seen: Viewpoint, stage: StageId) -> tuple[UtteranceId, ...]:
    """Return the stage's utterances that were worth coding: small talk has no place on the curve."""
    return tuple(i for i in seen.staged.get(stage, ()) if seen.evidence.codings[i].kinds)


def strongest(seen: Viewpoint, stage: StageId, shown: Collection[UtteranceId]) -> tuple[Claim, ...]:
    """Quote the strongest feelings of both signs, one a respondent, leaving out what is shown already."""
    utterances, codings = seen.evidence.utterances, seen.evidence.codings
    claims = []
    for sign in (1, -1):
        voices: set[tuple[str, str]] = set()
        ranked = sorted(
            telling(seen, stage), key=lambda i: (-sign * codings[i].valence, -len(utterances[i].text), i)
        )
        for i in ranked:
            voice = (utterances[i].interview, utterances[i].speaker)
            if sign * codings[i].valence < 1 or len(voices) == EXTREMES:
                break
            if voice in voices or i in shown:
                continue
            voices.add(voice)
            claims.append(claim(seen, utterances[i].text, (i,)))
    return tuple(claims)


def backing(found: Claim) -> int:
    """Return how many respondents stand behind a claim."""
    return found.support.n if found.support else 0


def lay_out(
    names: Mapping[str, str],
    stages: Iterable[Stage],
    fill: Callable[[str, Stage], Cell],
    borders: Mapping[str, str] | None = None,
) -> tuple[Lane, ...]:
    """Return the lanes of a map, filled at each stage: ``names`` and ``borders`` are texts by lane."""
    columns, below = tuple(stages), borders or {}
    return tuple(
        Lane(
            id=lane,
            name=name,
            cells=tuple(fill(lane, stage) for stage in columns),
            border=below.get(lane, ""),
        )
        for lane, name in names.items()
    )
