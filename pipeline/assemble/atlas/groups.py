"""Who belongs together in a portrait: the researcher's segments, else people who speak of the same things."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...records import Kind, Role
from ..evidence import base_of
from .apart import name_of, spoken_themes
from .parting import LEAST_SILHOUETTE, LEAST_VOICES, SHUFFLES, part
from .people_words import Speech
from .values import PortraitOrigin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..evidence import Voice
    from ..maps.base import Evidence

_PARTED_BY = (Kind.GOAL, Kind.ACTION, Kind.PAIN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """People of a portrait before it is drawn."""

    name: str
    origin: PortraitOrigin
    role: Role
    voices: tuple[Voice, ...]
    key: str  # what its id is made of
    rule: str


def groups_of(evidence: Evidence, role: Role) -> tuple[Group, ...]:
    """Put the respondents of a role together; nobody asked gives nothing."""
    interviews = [found for found in evidence.interviews.values() if found.role is role]
    base = base_of(evidence.interviews.values(), evidence.utterances.values())
    voices = tuple(voice for voice, found in base.voices.items() if found is role)
    segment = {found.id: found.segment or "" for found in interviews}
    names = {segment[interview] for interview, _ in voices} - {""}
    if len(names) > 1:
        by_segment = {name: tuple(v for v in voices if segment[v[0]] == name) for name in names}
        return _segments(Speech(evidence), role, by_segment, len(voices))
    return _parted(evidence, role, voices) if voices else ()


def _segments(
    speech: Speech, role: Role, by_segment: dict[str, tuple[Voice, ...]], of: int
) -> tuple[Group, ...]:
    """Make a group of each segment, the largest first."""
    placed = sum(len(voices) for voices in by_segment.values())
    left = speech.say("unplaced", n=of - placed, of=of) if of > placed else ""
    return tuple(
        Group(
            name=name,
            origin=PortraitOrigin.SEGMENT,
            role=role,
            voices=voices,
            key=name,
            rule=speech.join(speech.say("segment", segment=name, n=len(voices), of=of), left),
        )
        for name, voices in sorted(by_segment.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    )


def _parted(evidence: Evidence, role: Role, voices: tuple[Voice, ...]) -> tuple[Group, ...]:
    """Part people by what they speak of, or leave them together and say why."""
    speech, of = Speech(evidence), len(voices)
    parting = part(spoken_themes(evidence, role, _PARTED_BY))
    found, chance = parting.silhouette, parting.chance
    if len(parting.groups) > 1 and found is not None and chance is not None:
        left = speech.say("alone", n=len(parting.alone), of=of) if parting.alone else ""
        told = {"groups": len(parting.groups), "silhouette": found, "chance": chance, "shuffles": SHUFFLES}
        labels = _names(evidence, role, parting.groups, speech)
        return tuple(
            Group(
                name=name,
                origin=PortraitOrigin.CLUSTERED,
                role=role,
                voices=group,
                key="\n".join(f"{interview}\t{speaker}" for interview, speaker in group),
                rule=speech.join(
                    speech.say("clustered", n=len(group), of=of, **told), speech.say("clustered_name"), left
                ),
            )
            for name, group in zip(labels, parting.groups, strict=True)
        )
    if of < LEAST_VOICES:
        why = speech.say("few", of=of, least=LEAST_VOICES)
    elif found is None or chance is None:
        why = speech.say("unlike")
    else:
        why = speech.say("undivided", silhouette=found, chance=chance, least=LEAST_SILHOUETTE)
    name = speech.say(f"whole_{role}")
    return (Group(name=name, origin=PortraitOrigin.WHOLE, role=role, voices=voices, key="", rule=why),)


def _names(
    evidence: Evidence, role: Role, groups: Sequence[Sequence[Voice]], speech: Speech
) -> tuple[str, ...]:
    """Name groups by what sets them apart; no label is given twice."""
    spoken = spoken_themes(evidence, role, _PARTED_BY)
    taken: set[str] = set()
    names = []
    for number, group in enumerate(groups, 1):
        label = name_of(evidence, spoken, group, taken)
        taken.add(label)
        names.append(
            speech.say("named", number=number, label=label)
            if label
            else speech.say("numbered", number=number)
        )
    return tuple(names)
