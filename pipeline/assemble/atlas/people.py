"""The sheets of people: portraits, stories, snapshots, viewpoints side by side, and saturation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .people_words import Speech
from .portraits import make_portraits
from .saturation import BASE, RUN, THRESHOLD, make_saturation
from .snapshots import ALONE, SAID, make_snapshots
from .stories import make_stories
from .views import make_views

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..maps.base import Evidence
    from .values import Barrier, Portrait, Saturation, SideBySide, Snapshot, Story


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who was asked and what they told, with the rules of the sheets that have none of their own."""

    portraits: tuple[Portrait, ...]
    stories: tuple[Story, ...]
    views: SideBySide
    saturation: Saturation
    snapshots: tuple[Snapshot, ...]
    rules: Mapping[str, str]


def make_people(evidence: Evidence, barriers: Sequence[Barrier]) -> People:
    """Make the sheets of people; ``barriers`` are those that snapshots point at."""
    speech = Speech(evidence)
    portraits = make_portraits(evidence)
    return People(
        portraits=portraits,
        stories=make_stories(evidence, portraits),
        views=make_views(evidence),
        saturation=make_saturation(evidence),
        snapshots=make_snapshots(evidence, barriers),
        rules={
            "views": speech.say("views"),
            "saturation": speech.say("saturation", base=BASE, run=RUN, threshold=speech.percent(THRESHOLD)),
            "snapshots": speech.say("snapshots", said=SAID, alone=ALONE),
        },
    )
