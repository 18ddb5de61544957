"""Portraits: who the customers are, what they want, do, suffer and like, told by n of N of their own.

A role whose people the researcher put into at least two segments has a portrait for each segment; else its
respondents are parted by what they speak of (``parting``), or stay together in one portrait.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...records import Kind, Role, content_id
from ..evidence import feeling
from ..maps.cells import claim, telling, view
from .apart import apart, spoken_themes
from .breaths import voice_of
from .cutting import cut_voices
from .groups import groups_of
from .people_words import Speech
from .quotable import memorable, weight
from .values import Portrait

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...records import StageId, ThemeId, UtteranceId
    from ..maps.base import Evidence
    from ..maps.cells import Viewpoint
    from ..values import Claim, Feeling
    from .apart import Spoken
    from .groups import Group

MOST = 5  # claims of a section
SINGLES = 3  # single voices where nothing is shared
QUOTES = 5
SHARED = 2  # people who say a thing together
_QUOTED = (Kind.GOAL, Kind.PAIN, Kind.POSITIVE)  # tell more of a person than what they did


def make_portraits(evidence: Evidence) -> tuple[Portrait, ...]:
    """Return the portraits of clients, then of non-users; experts are no customers and have none.

    Claims count the portrait's own people.  Neither the order of interviews nor of themes matters.
    """
    found = [group for role in (Role.CLIENT, Role.NON_USER) for group in groups_of(evidence, role)]
    spoken = {role: spoken_themes(evidence, role) for role in {group.role for group in found}}
    return tuple(_portrait(evidence, group, spoken[group.role]) for group in found)


def shared_themes(portrait: Portrait) -> frozenset[ThemeId]:
    """Return the themes that at least two people of a portrait voice."""
    sections = (portrait.motives, portrait.jobs, portrait.barriers, portrait.likes, portrait.ideas)
    claims = (found for section in sections for found in section)
    return frozenset(
        theme for found in claims if found.support and found.support.n >= SHARED for theme in found.themes
    )


def _portrait(evidence: Evidence, group: Group, spoken: Spoken) -> Portrait:
    """Draw a group."""
    speech = Speech(evidence)
    own = cut_voices(evidence, frozenset(group.voices))
    seen = view(own, group.role)
    sections = {kind: _section(seen, kind) for kind in Kind}
    alone = speech.say("one") if len(group.voices) == 1 else speech.say("claims", most=MOST)
    quoted = [
        found for kind in (Kind.GOAL, Kind.PAIN, Kind.ACTION, Kind.POSITIVE) for found in sections[kind]
    ]
    return Portrait(
        id=content_id("p", group.role, group.origin, group.key),
        name=group.name,
        origin=group.origin,
        role=group.role,
        voices=group.voices,
        of=len(spoken),
        motives=sections[Kind.GOAL],
        jobs=sections[Kind.ACTION],
        barriers=sections[Kind.PAIN],
        likes=sections[Kind.POSITIVE],
        ideas=sections[Kind.IDEA],
        touchpoints=_touchpoints(seen),
        apart=apart(spoken, group.voices),
        feelings=tuple((stage.id, _feeling(seen, stage.id)) for stage in own.stages),
        quotes=_quotes(own, quoted),
        rule=speech.join(group.rule, alone),
    )


def _feeling(seen: Viewpoint, stage: StageId) -> Feeling | None:
    return feeling(telling(seen, stage), seen.evidence.utterances, seen.evidence.codings)


def _section(seen: Viewpoint, kind: Kind) -> tuple[Claim, ...]:
    """Return what at least two people say, best backed first; where nothing is shared, single voices."""
    grouping = seen.evidence.grouping
    found = [theme for theme in grouping.themes if theme.kind is kind]
    ranked = sorted(
        found, key=lambda theme: (-seen.count(theme.utterances), -len(theme.utterances), theme.id)
    )
    claims = [
        claim(seen, theme.label, theme.utterances, (theme.id,), theme.label_origin) for theme in ranked[:MOST]
    ]
    shared = tuple(each for each in claims if each.support and each.support.n >= SHARED)
    if claims:
        return shared or tuple(claims[:SINGLES])
    codings = seen.evidence.codings
    alone = [i for i in grouping.unassigned if codings[i].has(kind)]
    best = sorted(alone, key=lambda i: (-weight(seen.evidence, i), i))
    return tuple(claim(seen, seen.evidence.utterances[i].text, (i,)) for i in best[:SINGLES])


def _touchpoints(seen: Viewpoint) -> tuple[Claim, ...]:
    """Name the touchpoints that are met on the whole way, the commonest first."""
    points = seen.evidence.touchpoints
    met: dict[str, list[UtteranceId]] = {}
    for i in sorted(seen.evidence.utterances, key=lambda i: (-weight(seen.evidence, i), i)):
        for point in seen.evidence.codings[i].touchpoints:
            met.setdefault(point, []).append(i)
    order = sorted(met, key=lambda point: (-seen.count(met[point]), -len(met[point]), point))
    return tuple(claim(seen, points[point].name, met[point]) for point in order[:MOST])


def _quotes(own: Evidence, claims: Iterable[Claim]) -> tuple[UtteranceId, ...]:
    """Pick one telling quote a person of what most people share, if possible each of another theme."""
    shared: dict[UtteranceId, float] = {}
    theme_of: dict[UtteranceId, str] = {}
    for found in claims:
        n = found.support.n if found.support else 1
        for at, i in enumerate(found.utterances):
            score = n * memorable(own, i) / (1 + at / 4)  # the most telling stand first
            if score > shared.get(i, 0.0):
                shared[i], theme_of[i] = score, found.text
    picked: list[UtteranceId] = []
    for fresh in (True, False):
        for i in sorted(shared, key=lambda i: (-shared[i], i)):
            voices = {voice_of(own, other) for other in picked}
            themes = {theme_of[other] for other in picked}
            if len(picked) < QUOTES and voice_of(own, i) not in voices:
                if fresh and theme_of[i] in themes:
                    continue
                picked.append(i)
    return tuple(picked)
