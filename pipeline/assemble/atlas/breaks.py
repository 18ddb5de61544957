"""Breaks of channel: people start in one channel, it does not get them on, and they turn to another.

A break is told when a respondent says that they turned to a channel (``moves``), and has just spoken of
another one, in the same turn or in the turn before at the same stage, with a trouble in between.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...records import Kind, Role, Sign, Touchpoint, TouchpointType
from ...wording import nearest_language
from ..maps.cells import claim, view
from .breaths import breaths, role_of, voice_of
from .moves import CHANNEL_OF, CHANNELS, moves_in
from .values import ChannelBreak
from .wording import told

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ...records import StageId, UtteranceId
    from ..maps.base import Evidence
    from ..maps.cells import Viewpoint
    from .breaths import Breath

_TYPES = {
    "online": TouchpointType.INTERACTIVE,
    "phone": TouchpointType.HUMAN,
    "place": TouchpointType.HUMAN,
}
_LEADING = ("online", "phone")  # lead on from turn to turn; shops and offices are told of for much else
_NEAR = 2  # turns: the interviewer's question stands between a person's two turns
_AFTER = 2  # utterances after the move whose pains still belong to it
_ANNOYED = -0.3  # valence of a trouble that was not coded as a pain


@dataclass(frozen=True, slots=True, kw_only=True)
class _Move:
    """One respondent's break; ``said`` runs from the first channel to the second."""

    stage: StageId
    before: Touchpoint
    after: Touchpoint
    said: Breath
    cost: Breath


def make_breaks(evidence: Evidence) -> tuple[ChannelBreak, ...]:
    """Return the breaks of each viewpoint in the order of roles and stages, the best backed first."""
    order = {stage.id: stage.order for stage in evidence.stages}
    moves: dict[tuple[Role, StageId, str, str], list[_Move]] = {}
    for move in _moves(evidence):
        role = role_of(evidence, move.said[0])
        moves.setdefault((role, move.stage, move.before.id, move.after.id), []).append(move)
    seen = {role: view(evidence, role) for role in Role}
    found = [_break(seen[key[0]], same) for key, same in sorted(moves.items())]
    roles = tuple(Role)

    def rank(each: ChannelBreak) -> tuple[int, int, int, str, str]:
        n = seen[each.viewpoint].count(each.claim.utterances)
        return roles.index(each.viewpoint), order[each.stage], -n, each.before.id, each.after.id

    return tuple(sorted(found, key=rank))


def _break(seen: Viewpoint, moves: Sequence[_Move]) -> ChannelBreak:
    """Put together the same break of several respondents."""
    first = moves[0]
    language = nearest_language(seen.evidence.language)
    text = told("break", language, before=first.before.name, after=first.after.name)
    return ChannelBreak(
        stage=first.stage,
        before=first.before,
        after=first.after,
        claim=claim(seen, text, tuple(dict.fromkeys(i for move in moves for i in move.said))),
        cost=tuple(dict.fromkeys(i for move in moves for i in move.cost)),
        viewpoint=seen.role,
    )


def _moves(evidence: Evidence) -> Iterable[_Move]:
    """Yield each respondent's moves."""
    previous: Breath = ()
    for breath in breaths(evidence, evidence.utterances):
        reach = _reach(evidence, previous, breath)
        previous = breath
        if not any(_point(evidence, i, CHANNELS) for i in (*reach, *breath)):
            continue
        language = nearest_language(evidence.interviews[evidence.utterances[breath[0]].interview].language)
        for at, i in enumerate(breath):
            for offset, channel in moves_in(evidence.utterances[i].text, language)[:1]:
                head = breath[: at + 1] if offset else breath[:at]
                move = _move(evidence, [*reach, *head], i, channel, breath)
                if move:
                    yield move


def _reach(evidence: Evidence, previous: Breath, breath: Breath) -> Breath:
    """Return the turn before when it is the same person's and near."""
    if not previous or voice_of(evidence, previous[0]) != voice_of(evidence, breath[0]):
        return ()
    apart = evidence.utterances[breath[0]].turn - evidence.utterances[previous[0]].turn
    return previous if apart <= _NEAR else ()


def _move(
    evidence: Evidence, earlier: Sequence[UtteranceId], i: UtteranceId, channel: str, breath: Breath
) -> _Move | None:
    """Return the break that ends in turning to a channel, None when no other one stands before it."""
    stage = evidence.codings[i].stage
    if stage is None:
        return None
    for at in range(len(earlier) - 1, -1, -1):
        open_to = set(CHANNELS if earlier[at] in breath else _LEADING) - (
            {channel} if earlier[at] == i else set()
        )
        before = _last_point(evidence, earlier[at], open_to)
        if before is None:
            continue
        placed = evidence.codings[earlier[at]].stage
        between = tuple(dict.fromkeys((*earlier[at:], i)))
        same = CHANNEL_OF[before.id] == channel or placed is None or placed.id != stage.id
        if same or not any(_trouble(evidence, each) for each in between):
            return None
        here = breath.index(i)
        told_of = dict.fromkeys((*between, *breath[here : here + 1 + _AFTER]))
        return _Move(
            stage=stage.id,
            before=before,
            after=_point(evidence, i, (channel,)) or _general(evidence, channel),
            said=(earlier[at], i),
            cost=tuple(each for each in told_of if evidence.codings[each].has(Kind.PAIN)),
        )
    return None


def _last_point(evidence: Evidence, i: UtteranceId, channels: Collection[str]) -> Touchpoint | None:
    """Return the channel that an utterance names; what the question put into it does not count."""
    prompted = Sign.PROMPTED in evidence.codings[i].signs
    return None if prompted else _point(evidence, i, channels)


def _trouble(evidence: Evidence, i: UtteranceId) -> bool:
    coding = evidence.codings[i]
    return coding.has(Kind.PAIN) or coding.valence <= _ANNOYED


def _point(evidence: Evidence, i: UtteranceId, channels: Collection[str]) -> Touchpoint | None:
    """Return the first touchpoint of an utterance that is one of the channels."""
    for point in evidence.codings[i].touchpoints:
        if CHANNEL_OF.get(point) in channels:
            return evidence.touchpoints[point]
    return None


def _general(evidence: Evidence, channel: str) -> Touchpoint:
    """Return a channel as a touchpoint, for "I went there myself" that names none."""
    name = told(f"channel_{channel}", nearest_language(evidence.language))
    return Touchpoint(id=f"channel-{channel}", name=name, type=_TYPES[channel])
