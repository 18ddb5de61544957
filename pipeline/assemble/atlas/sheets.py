"""The sheets of barriers, touchpoints, breaks, contradictions and the guide, made together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...wording import Wording, nearest_language
from .barriers import make_barriers
from .breaks import make_breaks
from .contradictions import make_contradictions
from .guide import MOST, make_guide
from .likeness import Matters
from .solutions import LEAST
from .touchpoints import make_touchpoints
from .wording import sheet_rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..maps.base import Evidence
    from .values import Barrier, ChannelBreak, Contradiction, GuideQuestion, TouchRow

_SHEETS = ("barriers", "solutions", "touchpoints", "breaks", "contradictions", "guide")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What the work on a map starts from, with the rule of each sheet."""

    barriers: tuple[Barrier, ...]
    touchpoints: tuple[TouchRow, ...]
    breaks: tuple[ChannelBreak, ...]
    contradictions: tuple[Contradiction, ...]
    guide: tuple[GuideQuestion, ...]
    rules: Mapping[str, str]


def make_sheets(evidence: Evidence) -> Sheets:
    """Make the sheets; utterances are lemmatised once for all of them."""
    matters = Matters(evidence)
    barriers = make_barriers(evidence, matters)
    contradictions = make_contradictions(evidence, matters)
    least = Wording(nearest_language(evidence.language)).number(LEAST, digits=2)
    values = {"least": least, "most": str(MOST)}
    return Sheets(
        barriers=barriers,
        touchpoints=make_touchpoints(evidence),
        breaks=make_breaks(evidence),
        contradictions=contradictions,
        guide=make_guide(evidence, barriers, contradictions),
        rules={sheet: sheet_rule(sheet, evidence.language, **values) for sheet in _SHEETS},
    )
