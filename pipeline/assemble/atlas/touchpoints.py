"""Who meets which touchpoint at which stage, and how it feels: one row a viewpoint, stage and touchpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Role
from ..evidence import feeling
from ..maps.cells import claim, view
from .values import TouchRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...records import StageId, UtteranceId
    from ..maps.base import Evidence
    from ..maps.cells import Viewpoint


def make_touchpoints(evidence: Evidence) -> tuple[TouchRow, ...]:
    """Return the touchpoints of each viewpoint in the order of roles and stages, the best backed first."""
    return tuple(
        row
        for role in Role
        for seen in [view(evidence, role)]
        for stage in evidence.stages
        for row in _of_stage(seen, stage.id)
    )


def _of_stage(seen: Viewpoint, stage: StageId) -> Iterable[TouchRow]:
    """Yield the rows of a stage; the quotes with the strongest feeling come first."""
    evidence = seen.evidence
    met: dict[str, list[UtteranceId]] = {}
    for i in seen.staged.get(stage, ()):
        for point in evidence.codings[i].touchpoints:
            met.setdefault(point, []).append(i)
    for point in sorted(met, key=lambda point: (-seen.count(met[point]), -len(met[point]), point)):
        ids = sorted(met[point], key=lambda i: -abs(evidence.codings[i].valence))
        yield TouchRow(
            stage=stage,
            touchpoint=evidence.touchpoints[point],
            claim=claim(seen, evidence.touchpoints[point].name, ids),
            feeling=feeling(ids, evidence.utterances, evidence.codings),
            viewpoint=seen.role,
        )
