"""The conversion map: an inverted funnel of who reached a stage, who stopped there and why.

It counts what people tell of themselves.  Experts' words of customers who leave stand as opinions, uncounted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...records import Kind, Role, Sign
from ..evidence import voices_of
from ..values import Cell, Figure, JourneyMap, Lane, Unit
from .base import MapKind
from .cells import claim, view
from .leaving import Leaving, leaving, supposes, tells_of_leaving
from .rules_kinds import figure_name, hint, lane_name, rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ...records import Stage, StageId, UtteranceId
    from ..evidence import Voice
    from ..values import Claim
    from .base import Evidence
    from .cells import Viewpoint

LANES = ("reached", "stopped", "reasons", "wavered")
LEADING = 6  # sentences of leaving shown in a cell
_TOLD = (Kind.ACTION, Kind.PAIN, Kind.POSITIVE)  # what makes an experience


@dataclass(frozen=True, slots=True)
class Way:
    """One respondent's way: what they told of each stage, and said there of leaving or nearly leaving.

    ``last`` is the number of the furthest stage reached (0: none), ``stopped`` tells whether they left there.
    """

    told: Mapping[int, tuple[UtteranceId, ...]]
    left: Mapping[int, tuple[UtteranceId, ...]]
    nearly: Mapping[int, tuple[UtteranceId, ...]]
    last: int
    stopped: bool


def build(evidence: Evidence, role: Role) -> JourneyMap:
    """Build one viewpoint's funnel."""
    seen, language = view(evidence, role), evidence.language
    ways = {} if role is Role.EXPERT else _ways(seen)
    columns = [
        _opinions(seen, stage) if role is Role.EXPERT else _cells(seen, ways, number, stage)
        for number, stage in enumerate(evidence.stages, 1)
    ]
    lanes = tuple(
        Lane(
            id=lane,
            name=lane_name("conversion", lane, language),
            cells=tuple(column[at] for column in columns),
        )
        for at, lane in enumerate(LANES)
    )
    told = {
        Role.CLIENT: ("reached", "stopped", "reasons", "wavered", "talked"),
        Role.NON_USER: ("reached", "stopped", "stopped_non_user", "reasons", "wavered", "talked"),
        Role.EXPERT: ("expert_opinion",),
    }[role]
    untold = seen.base.of(role) - len(ways)
    rules = tuple(rule(name, language, n=untold, of=seen.base.of(role)) for name in told)
    return JourneyMap(kind="conversion", viewpoint=role, lanes=lanes, rules=rules)


def _ways(seen: Viewpoint) -> dict[Voice, Way]:
    """Follow each respondent through the stages; non-users who do not say where they stopped are left out."""
    told: dict[Voice, dict[int, list[UtteranceId]]] = {}
    left: dict[Voice, dict[int, list[UtteranceId]]] = {}
    nearly: dict[Voice, dict[int, list[UtteranceId]]] = {}
    evidence = seen.evidence
    for number, stage in enumerate(evidence.stages, 1):
        for i in seen.staged.get(stage.id, ()):
            utterance = evidence.utterances[i]
            voice, language = (utterance.interview, utterance.speaker), _language(seen, i)
            said = leaving(utterance.text, language)
            if said:
                into = left if said is Leaving.LEFT else nearly
                into.setdefault(voice, {}).setdefault(number, []).append(i)
            elif _experienced(seen, i, language):
                told.setdefault(voice, {}).setdefault(number, []).append(i)
    everybody = sorted(left if seen.role is Role.NON_USER else {*told, *left, *nearly})
    return {
        voice: _way(seen.role, _frozen(told, voice), _frozen(left, voice), _frozen(nearly, voice))
        for voice in everybody
    }


def _frozen(
    found: Mapping[Voice, Mapping[int, Sequence[UtteranceId]]], voice: Voice
) -> dict[int, tuple[UtteranceId, ...]]:
    return {number: tuple(ids) for number, ids in found.get(voice, {}).items()}


def _way(
    role: Role,
    told: Mapping[int, tuple[UtteranceId, ...]],
    left: Mapping[int, tuple[UtteranceId, ...]],
    nearly: Mapping[int, tuple[UtteranceId, ...]],
) -> Way:
    """Tell how far somebody came: a non-user no further than to the first refusal."""
    furthest = max([0, *told, *left, *nearly])
    last = min(left) if left and role is Role.NON_USER else furthest
    return Way(told=told, left=left, nearly=nearly, last=last, stopped=last in left)


def _experienced(seen: Viewpoint, i: UtteranceId, language: str) -> bool:
    """Tell whether an utterance tells of an action or experience that did happen."""
    coding = seen.evidence.codings[i]
    told = any(coding.has(kind) for kind in _TOLD) and Sign.PROMPTED not in coding.signs
    return told and not supposes(seen.evidence.utterances[i].text, language)


def _language(seen: Viewpoint, i: UtteranceId) -> str:
    return seen.evidence.interviews[seen.evidence.utterances[i].interview].language


def _cells(seen: Viewpoint, ways: Mapping[Voice, Way], number: int, stage: Stage) -> tuple[Cell, ...]:
    """Fill a stage of people who tell of themselves."""
    language = seen.evidence.language
    reached = {voice: way for voice, way in ways.items() if way.last >= number}
    stopped = {voice: way for voice, way in reached.items() if way.stopped and way.last == number}
    going = {voice: way for voice, way in reached.items() if voice not in stopped}
    reasons = _reasons(seen, ways, stopped, number, stage)
    wavered = _sentences(seen, (i for way in going.values() for i in _doubts(way, number)))
    wavered += _sentences(seen, (i for way in stopped.values() for i in way.nearly.get(number, ())))
    counted = _figures(seen, reached, going, number)
    nobody = "untold" if seen.role is Role.NON_USER and not ways else "reached"
    left = [i for way in stopped.values() for i in way.left[number]]

    def empty(lane: str, *, found: bool) -> str:
        return "" if found else hint(lane, language, stage=stage.name)

    return (
        Cell(stage=stage.id, figures=counted, hint=empty(nobody, found=bool(reached))),
        Cell(
            stage=stage.id,
            figures=(_figure(seen, "stopped", left, len(reached)),) if reached else (),
            hint=empty(nobody, found=bool(reached)),
        ),
        Cell(stage=stage.id, claims=reasons, hint=empty("reasons", found=bool(reasons))),
        Cell(stage=stage.id, claims=wavered, hint=empty("wavered", found=bool(wavered))),
    )


def _doubts(way: Way, number: int) -> tuple[UtteranceId, ...]:
    """Return what somebody who went on said of leaving at a stage."""
    return (*way.left.get(number, ()), *way.nearly.get(number, ()))


def _figures(
    seen: Viewpoint, reached: Mapping[Voice, Way], going: Collection[Voice], number: int
) -> tuple[Figure, ...]:
    """Count who reached a stage and what share went on, each with an utterance that shows it."""
    if not reached:
        return ()
    shown = {voice: _sign(way, number) for voice, way in reached.items()}
    on = tuple(shown[voice] for voice in going)
    share = Figure(
        id="going_on",
        name=figure_name("going_on", seen.evidence.language),
        value=round(len(going) / len(reached), 3),
        unit=Unit.SHARE,
        utterances=on,
    )
    return _figure(seen, "reached", list(shown.values()), seen.base.of(seen.role)), share


def _sign(way: Way, number: int) -> UtteranceId:
    """Return the utterance that shows that somebody reached a stage: of it, else of the nearest later one."""
    for own in (way.told, way.left, way.nearly):
        if number in own:
            return own[number][0]
    later = {
        at: ids
        for own in (way.nearly, way.left, way.told)
        for at, ids in own.items()
        if number <= at <= way.last
    }
    return later[min(later)][0]


def _figure(seen: Viewpoint, name: str, ids: Sequence[UtteranceId], of: int) -> Figure:
    """Count the respondents behind utterances."""
    return Figure(
        id=name,
        name=figure_name(name, seen.evidence.language),
        value=seen.count(ids),
        unit=Unit.RESPONDENTS,
        of=of,
        utterances=tuple(ids),
    )


def _reasons(
    seen: Viewpoint, ways: Mapping[Voice, Way], stopped: Mapping[Voice, Way], number: int, stage: Stage
) -> tuple[Claim, ...]:
    """Quote how people left, or refused once more, then list the leavers' own pains of the stage."""
    again = (way for voice, way in ways.items() if voice not in stopped and way.last < number)
    told = [*stopped.values(), *again]
    words = _sentences(seen, (i for way in told for i in way.left.get(number, ())))
    shown = {i for told in words for i in told.utterances}
    return words + _pains(seen, stopped, stage.id, shown)


def _pains(
    seen: Viewpoint, voices: Collection[Voice], stage: StageId, shown: Collection[UtteranceId]
) -> tuple[Claim, ...]:
    """List the pains of a stage as far as some people voice them: themes first, then single voices."""
    utterances = seen.evidence.utterances

    def own(ids: Iterable[UtteranceId]) -> tuple[UtteranceId, ...]:
        return tuple(i for i in ids if voices_of((i,), utterances) <= set(voices))

    themes = [
        claim(seen, theme.label, held, (theme.id,), theme.label_origin)
        for theme, ids in seen.themes(stage, Kind.PAIN)
        if (held := own(ids))
    ]
    codings = seen.evidence.codings
    alone = [
        i
        for i in own(seen.inside(seen.evidence.grouping.unassigned))
        if (placed := codings[i].stage) and placed.id == stage and codings[i].has(Kind.PAIN)
    ]
    return tuple(themes) + _sentences(seen, (i for i in alone if i not in shown))


def _sentences(seen: Viewpoint, ids: Iterable[UtteranceId]) -> tuple[Claim, ...]:
    """Quote utterances, those of the strongest feeling first."""
    codings, utterances = seen.evidence.codings, seen.evidence.utterances
    best = sorted(ids, key=lambda i: (codings[i].valence, i))[:LEADING]
    return tuple(claim(seen, utterances[i].text, (i,)) for i in best)


def _opinions(seen: Viewpoint, stage: Stage) -> tuple[Cell, ...]:
    """Fill a stage of experts: why customers leave as they see it; nothing is counted."""
    evidence = seen.evidence
    leave = [
        i
        for i in seen.staged.get(stage.id, ())
        if tells_of_leaving(evidence.utterances[i].text, _language(seen, i))
    ]
    turns = {(evidence.utterances[i].interview, evidence.utterances[i].turn) for i in leave}
    words = _sentences(seen, leave)
    pains = tuple(
        claim(seen, theme.label, held, (theme.id,), theme.label_origin)
        for theme, ids in seen.themes(stage.id, Kind.PAIN)
        if (held := tuple(i for i in ids if _turn(seen, i) in turns))
    )
    uncounted = Cell(stage=stage.id, hint=hint("expert_count", evidence.language))
    empty = "" if words else hint("expert_reasons", evidence.language, stage=stage.name)
    return uncounted, uncounted, Cell(stage=stage.id, claims=words + pains, hint=empty), uncounted


def _turn(seen: Viewpoint, i: UtteranceId) -> tuple[str, int]:
    return seen.evidence.utterances[i].interview, seen.evidence.utterances[i].turn


MAP = MapKind(name="conversion", lanes=LANES, build=build)
