"""Where people say opposite things of one matter: experts and customers, clients and non-users, one role.

Two utterances of different respondents contradict each other when one speaks well of a topic and the other
ill of it (``topics``; the stage, the touchpoint or a word is theirs in common too), or when one says that
the company does an act and the other that it does not (``acts``), or when a time that an expert names is many
times shorter than what customers lived.  A theme's ``against`` is one as well.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ...records import Role, content_id
from ...wording import nearest_language
from ..evidence import FELT
from ..maps.cells import claim, view
from .breaths import role_of, stage_of, voice_of
from .likeness import Matters, likeness
from .opposites import LEAST, by_act, by_time, by_word
from .topics import topic_name
from .values import Contradiction, Side
from .wording import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ...records import StageId, UtteranceId
    from ..maps.base import Evidence
    from ..maps.cells import Viewpoint
    from .opposites import Pair

MOST = 30  # contradictions of a study; more than a team can clear


def make_contradictions(evidence: Evidence, matters: Matters | None = None) -> tuple[Contradiction, ...]:
    """Return at most ``MOST`` contradictions, those with most respondents on the weaker side first."""
    known = matters or Matters(evidence)
    groups: dict[tuple[Role, Role, StageId | None, str], list[Pair]] = defaultdict(list)
    for pair in (*by_word(evidence, known), *by_act(evidence, known), *by_time(evidence)):
        key = (
            role_of(evidence, pair.good),
            role_of(evidence, pair.bad),
            stage_of(evidence, [pair.bad]),
            pair.topic,
        )
        groups[key].append(pair)
    views = {role: view(evidence, role) for role in Role}
    found = [
        _contradiction(views, good, bad, stage, topic, pairs)
        for (good, bad, stage, topic), pairs in groups.items()
    ]
    found += _against(evidence, views, known)
    ranked = sorted(found, key=lambda each: (*_backing(each), -each.likeness, each.id))
    return tuple(_without_doubles(ranked))[:MOST]


def _without_doubles(found: Iterable[Contradiction]) -> Iterable[Contradiction]:
    """Show two utterances against each other once, though they share several topics."""
    shown = set()
    for each in found:
        heads = tuple(side.claim.utterances[0] for side in each.sides)
        if heads not in shown:
            shown.add(heads)
            yield each


def _backing(each: Contradiction) -> tuple[int, int]:
    """Order by the respondents of the weaker side, then of both."""
    counts = [side.claim.support.n for side in each.sides if side.claim.support]
    return -min(counts), -sum(counts)


def _contradiction(  # noqa: PLR0913, PLR0917 (a group and its key)
    views: dict[Role, Viewpoint],
    good: Role,
    bad: Role,
    stage: StageId | None,
    topic: str,
    pairs: Sequence[Pair],
) -> Contradiction:
    """Put together what several respondents say against each other of a topic at a stage."""
    nearest = sorted(pairs, key=lambda pair: (-pair.likeness, pair.good, pair.bad))
    language = nearest_language(views[good].evidence.language)
    why = told(nearest[0].why, language, topic=topic_name(topic, language))
    sides = (
        _side(views[good], tuple(dict.fromkeys(pair.good for pair in nearest))),
        _side(views[bad], tuple(dict.fromkeys(pair.bad for pair in nearest))),
    )
    return Contradiction(
        id=content_id("x", good, bad, stage or "", topic),
        stage=stage,
        sides=sides,
        likeness=nearest[0].likeness,
        why=why,
        topic=topic_name(topic, language),
    )


def _side(seen: Viewpoint, ids: Sequence[UtteranceId], text: str = "") -> Side:
    """Return a side: the nearest utterance speaks for it unless it is a theme."""
    words = text or seen.evidence.utterances[ids[0]].text
    return Side(viewpoint=seen.role, segment=None, claim=claim(seen, words, ids), valence=seen.valence(ids))


def _against(evidence: Evidence, views: dict[Role, Viewpoint], matters: Matters) -> Iterable[Contradiction]:
    """Yield themes with what speaks against them, for each role that does."""
    language = nearest_language(evidence.language)
    for theme in evidence.grouping.themes:
        if not theme.against:
            continue
        own = _customers(views, theme.utterances) or views[Role.EXPERT].inside(theme.utterances)
        for role in Role:
            near = _near(evidence, matters, own, views[role].inside(theme.against), theme.stage)
            if not near or not _opposed(views[role].valence(own), views[role].valence(tuple(near))):
                continue
            yield Contradiction(
                id=content_id("x", theme.id, role),
                stage=theme.stage,
                sides=(
                    _side(views[role_of(evidence, own[0])], own, theme.label),
                    _side(views[role], tuple(near)),
                ),
                likeness=max(near.values()),
                why=told("why_against", language, label=theme.label),
                topic=theme.label,
            )


def _near(
    evidence: Evidence,
    matters: Matters,
    own: Sequence[UtteranceId],
    others: Sequence[UtteranceId],
    stage: StageId | None,
) -> dict[UtteranceId, float]:
    """Return what other people say against a theme and lies near to one of its utterances."""
    held = [(voice_of(evidence, i), matters.matter([i], stage)) for i in own]
    found = {}
    for i in others:
        voice, matter = voice_of(evidence, i), matters.matter([i], stage)
        found[i] = max((likeness(matter, each) for who, each in held if who != voice), default=0.0)
    return {i: score for i, score in found.items() if score >= LEAST}


def _opposed(one: float, other: float) -> bool:
    """Tell whether two means of valence are of opposite sign, and both felt."""
    return one * other < 0 and min(abs(one), abs(other)) >= FELT


def _customers(views: dict[Role, Viewpoint], ids: Sequence[UtteranceId]) -> tuple[UtteranceId, ...]:
    """Return what clients say of a theme, or else non-users."""
    return views[Role.CLIENT].inside(ids) or views[Role.NON_USER].inside(ids)
