"""What sets some people apart from the others of their role: themes by smoothed log-odds."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING

from ...records import Kind
from ..evidence import base_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ...records import Role, ThemeId
    from ..evidence import Voice
    from ..maps.base import Evidence

    Spoken = Mapping[Voice, frozenset[ThemeId]]  # the themes that each respondent of a role voices

MOST = 5  # themes that are listed
TIMES = 2.0  # so many times the others' share is apart
HALF = 0.5  # share of the people who must voice it
_SMOOTHING = 0.5  # Haldane, Anscombe: nobody is never and all is not always


def spoken_themes(evidence: Evidence, role: Role, kinds: Collection[Kind] = tuple(Kind)) -> Spoken:
    """Return the themes of some kinds that each respondent of a role voices; some voice none."""
    base = base_of(evidence.interviews.values(), evidence.utterances.values())
    found: dict[Voice, set[ThemeId]] = {voice: set() for voice, own in base.voices.items() if own is role}
    for theme in evidence.grouping.themes:
        if theme.kind in kinds:
            for i in theme.utterances:
                said = evidence.utterances[i]
                if (said.interview, said.speaker) in found:
                    found[said.interview, said.speaker].add(theme.id)
    return {voice: frozenset(themes) for voice, themes in found.items()}


def apart(spoken: Spoken, group: Collection[Voice]) -> tuple[ThemeId, ...]:
    """Return what at least half of a group voices and at most half as large a share of the others does.

    Ordered by the smoothed logarithm of the odds ratio; without others nothing sets a group apart.
    """
    ranked = [
        (theme, own / len(group), other / others)
        for theme, own, other, others in _counted(spoken, group)
        if others
    ]
    kept = [theme for theme, own, other in ranked if own >= HALF and own >= TIMES * other]
    return tuple(kept[:MOST])


def name_of(evidence: Evidence, spoken: Spoken, group: Collection[Voice], taken: Collection[str]) -> str:
    """Return the label that sets a group apart most and that at least half of it voices, "" for none."""
    labels = {theme.id: theme.label for theme in evidence.grouping.themes}
    found = (
        labels[theme]
        for theme, own, other, others in _counted(spoken, group)
        if own >= HALF * len(group) and own * others > other * len(group) and labels[theme] not in taken
    )
    return next(found, "")


def _counted(spoken: Spoken, group: Collection[Voice]) -> Sequence[tuple[ThemeId, int, int, int]]:
    """Return each theme with how many of the group and of the others voice it, and how many others there are.

    What sets the group apart most stands first.
    """
    others = [voice for voice in spoken if voice not in group]
    inside = Counter(theme for voice in group for theme in spoken[voice])
    outside = Counter(theme for voice in others for theme in spoken[voice])

    def odds(theme: ThemeId) -> float:
        own = log((inside[theme] + _SMOOTHING) / (len(group) - inside[theme] + _SMOOTHING))
        rest = log((outside[theme] + _SMOOTHING) / (len(others) - outside[theme] + _SMOOTHING))
        return round(own - rest, 9)

    ranked = sorted(inside, key=lambda theme: (-odds(theme), -inside[theme], theme))
    return [(theme, inside[theme], outside[theme], len(others)) for theme in ranked]
