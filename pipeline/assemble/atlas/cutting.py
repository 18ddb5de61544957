"""Cut the evidence to some interviews or voices: a segment, a portrait counts among its own people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from ...records import Family, InterviewId, Role, Theme, Utterance, UtteranceId
    from ..evidence import Voice
    from ..maps.base import Evidence


def cut(evidence: Evidence, interviews: Collection[InterviewId]) -> Evidence:
    """Return the evidence of some interviews: themes keep ids and names, and lose other people's words."""
    kept = {i: said for i, said in evidence.utterances.items() if said.interview in interviews}
    return _keep(evidence, kept, interviews)


def cut_voices(evidence: Evidence, voices: Collection[Voice]) -> Evidence:
    """Return the evidence of some respondents: of a group talk only their own words are left."""
    kept = {i: said for i, said in evidence.utterances.items() if (said.interview, said.speaker) in voices}
    return _keep(evidence, kept, {interview for interview, _ in voices})


def _keep(
    evidence: Evidence, kept: Mapping[UtteranceId, Utterance], interviews: Collection[InterviewId]
) -> Evidence:
    """Return the evidence with some utterances of some interviews and what hangs on them."""
    grouping = evidence.grouping
    themes = tuple(_themes(grouping.themes, kept))
    left = {theme.id for theme in themes}
    return replace(
        evidence,
        interviews={i: found for i, found in evidence.interviews.items() if i in interviews},
        utterances=kept,
        codings={i: evidence.codings[i] for i in kept},
        grouping=replace(
            grouping,
            themes=themes,
            unassigned=tuple(i for i in grouping.unassigned if i in kept),
            families=tuple(_families(grouping.families, left)),
            points=tuple(point for point in grouping.points if point[0] in kept),
        ),
        rejected=tuple(_themes(evidence.rejected, kept)),
    )


def segment_interviews(evidence: Evidence, role: Role, segment: str) -> frozenset[InterviewId]:
    """Return the interviews of a role in a segment."""
    found = evidence.interviews.values()
    return frozenset(each.id for each in found if each.role is role and each.segment == segment)


def _themes(themes: Iterable[Theme], kept: Collection[UtteranceId]) -> Iterable[Theme]:
    for theme in themes:
        own = tuple(i for i in theme.utterances if i in kept)
        if own:
            yield replace(
                theme,
                utterances=own,
                against=tuple(i for i in theme.against if i in kept),
                halves=tuple(i for i in theme.halves if i in kept),
            )


def _families(families: Iterable[Family], left: Collection[str]) -> Iterable[Family]:
    for family in families:
        held = tuple(i for i in family.themes if i in left)
        if len(held) > 1:
            yield replace(family, themes=held)
