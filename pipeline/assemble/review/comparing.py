"""What changed from one draft to another, and why."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ...records import Kind
from .board import respondents
from .causes import Grounds
from .differences import (
    ASPECTS,
    Comparison,
    InterviewSide,
    KindChange,
    SettingChange,
    StageChange,
    StageMove,
    ThemeChange,
    ThemeSide,
)
from .matching import match_themes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ..draft import Draft, InterviewPart, StagePart, ThemePart
    from .differences import Aspect
    from .matching import Match
    from .ops import Edit, Verdict

SHORT = 12  # hex digits of a hash


def compare(
    old: Draft, new: Draft, lines_old: Sequence[Edit] = (), lines_new: Sequence[Edit] = ()
) -> Comparison:
    """Compare two drafts; the lines are the whole logs that each was made from, for what caused a change."""
    grounds = Grounds.of(old, new, lines_old, lines_new)
    matches = match_themes(old, new)
    changed = [change for match in matches if (change := _change(match, old, new, grounds))]
    added, removed, rewritten = _interviews(old.interviews, new.interviews)
    return Comparison(
        added=added,
        removed=removed,
        rewritten=rewritten,
        settings=_settings(old, new),
        corrections=(old.manifest.corrections, new.manifest.corrections),
        lines=grounds.lines,
        stages=_stages(old.stages, new.stages),
        reordered=_reordered(old.stages, new.stages),
        themes=tuple(sorted(changed, key=_rank(old, new))),
        steady=len(matches) - len(changed),
        **_codes(old, new),
    )


# ---------------------------------------------------------------- themes


def _change(match: Match, old: Draft, new: Draft, grounds: Grounds) -> ThemeChange | None:
    """Say what happened to a theme; None when nothing did."""
    before, after = _members(match.before), _members(match.after)
    people = tuple(
        len({keys[unit] for unit in units if unit in keys})
        for units, keys in ((before, grounds.people_old), (after, grounds.people_new))
    )
    stages = {stage.id: stage.name for stage in old.stages}, {stage.id: stage.name for stage in new.stages}
    found = set(_whole(match))
    if match.pair:
        found |= _pair_aspects(*match.pair, stages)
        found |= _judged(_verdict(match.pair[0], old), _verdict(match.pair[1], new))
    if match.before and match.after:
        if people[0] != people[1]:
            found.add("grown" if people[1] > people[0] else "shrunk")
        elif before.keys() != after.keys():
            found.add("requoted")
    if not found:
        return None
    gained = tuple(unit for unit in after if unit not in before)
    lost = tuple(unit for unit in before if unit not in after)
    aspects = tuple(aspect for aspect in ASPECTS if aspect in found)
    return ThemeChange(
        aspects=aspects,
        before=tuple(_shown(theme, old, stages[0]) for theme in match.before),
        after=tuple(_shown(theme, new, stages[1]) for theme in match.after),
        people=(people[0], people[1]),
        gained=gained,
        lost=lost,
        causes=grounds.causes(match, aspects, gained, lost),
    )


def _members(themes: Iterable[ThemePart]) -> dict[str, None]:
    return {unit: None for theme in themes for unit in theme.utterances}


def _whole(match: Match) -> Iterable[Aspect]:
    """Return what happened to the group as a whole."""
    if not match.before:
        yield "born"
    if not match.after:
        yield "gone"
    if len(match.before) > 1:
        yield "merged"
    if len(match.after) > 1:
        yield "split"


def _pair_aspects(
    was: ThemePart, now: ThemePart, stages: tuple[Mapping[str, str], Mapping[str, str]]
) -> set[Aspect]:
    """Return how a theme differs from itself."""
    found: set[Aspect] = set()
    if was.label != now.label:
        found.add("renamed")
    if was.kind != now.kind:
        found.add("kind")
    if was.stage != now.stage and stages[0].get(was.stage or "") != stages[1].get(now.stage or ""):
        found.add("stage")
    return found


def _judged(was: Verdict, now: Verdict) -> set[Aspect]:
    return set() if was == now else {"returned" if now == "open" else now}


def _verdict(theme: ThemePart, draft: Draft) -> Verdict:
    if any(theme is other for other in draft.rejected):
        return "rejected"
    return "accepted" if theme.accepted else "open"


def _shown(theme: ThemePart, draft: Draft, stages: Mapping[str, str]) -> ThemeSide:
    return ThemeSide(
        id=theme.id,
        kind=theme.kind,
        stage=stages.get(theme.stage or ""),
        label=theme.label,
        verdict=_verdict(theme, draft),
        respondents=theme.respondents.n,
        of=theme.respondents.of,
        quotes=len(theme.utterances),
    )


def _rank(old: Draft, new: Draft) -> Callable[[ThemeChange], tuple[int, int, int, str]]:
    """Return the order of changes: by what happened, then as on the map."""
    stages = {stage.name: stage.order for draft in (old, new) for stage in draft.stages}
    kinds = [kind.value for kind in Kind]

    def place(change: ThemeChange) -> tuple[int, int, int, str]:
        theme = (change.after or change.before)[0]
        stage = stages.get(theme.stage or "", len(stages) + 1)
        return ASPECTS.index(change.aspects[0]), stage, kinds.index(theme.kind), theme.id

    return place


# ---------------------------------------------------------------- everything else


def _interviews(
    old: Iterable[InterviewPart], new: Iterable[InterviewPart]
) -> tuple[tuple[InterviewSide, ...], ...]:
    """Return the interviews that came, those that went, and those that have another text."""
    was, now = {part.id: part for part in old}, {part.id: part for part in new}
    came = [part for id_, part in now.items() if id_ not in was]
    went = [part for id_, part in was.items() if id_ not in now]
    both = {part.path for part in came} & {part.path for part in went}
    groups = (
        [part for part in came if part.path not in both],
        [part for part in went if part.path not in both],
        [part for part in came if part.path in both],
    )
    return tuple(
        tuple(
            InterviewSide(id=part.id, path=part.path, role=part.role)
            for part in sorted(group, key=lambda part: part.path)
        )
        for group in groups
    )


def _settings(old: Draft, new: Draft) -> tuple[SettingChange, ...]:
    was, now = _setting_values(old), _setting_values(new)
    names = [*was, *(name for name in now if name not in was)]
    return tuple(
        SettingChange(name=name, before=was.get(name), after=now.get(name))
        for name in names
        if was.get(name) != now.get(name)
    )


def _setting_values(draft: Draft) -> dict[str, str]:
    made = draft.manifest
    model = f"{made.embedder.name} {made.embedder.sha256[:SHORT]}".strip()
    settings = {name: _plain(value) for name, value in sorted(made.settings.items()) if name != "embedder"}
    return {
        "title": draft.study.title,
        "product": draft.study.product,
        "tool": made.tool,
        "embedder": model,
        "codebook_sha256": made.codebook_sha256[:SHORT],
        "reader_sha256": made.reader_sha256[:SHORT],
        **settings,
    }


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_plain(part)}" for name, part in value.items() if part is not None)
    return ", ".join(map(_plain, value)) if isinstance(value, list) else str(value)


def _stages(old: Sequence[StagePart], new: Sequence[StagePart]) -> tuple[StageChange, ...]:
    """Return the stages that came, went or were renamed; the same name under another id is the same."""
    was, now = {stage.id: stage.name for stage in old}, {stage.id: stage.name for stage in new}
    names = set(was.values()), set(now.values())
    found = [
        StageChange(before=name, after=None if now.get(id_) in names[0] else now.get(id_))
        for id_, name in was.items()
        if name not in names[1]
    ]
    renamed = {change.after for change in found}
    return (
        *found,
        *(StageChange(before=None, after=n) for n in now.values() if n not in names[0] and n not in renamed),
    )


def _reordered(old: Sequence[StagePart], new: Sequence[StagePart]) -> bool:
    was, now = ([stage.name for stage in sorted(stages, key=lambda s: s.order)] for stages in (old, new))
    return [name for name in was if name in now] != [name for name in now if name in was]


def _codes(old: Draft, new: Draft) -> dict[str, Any]:
    """Count what is read otherwise of utterances that stand in both drafts."""
    was, now = ({said.id: said for said in respondents(draft)} for draft in (old, new))
    names = [{stage.id: stage.name for stage in draft.stages} for draft in (old, new)]
    came: Counter[str] = Counter()
    went: Counter[str] = Counter()
    moved: Counter[tuple[str, str]] = Counter()
    felt = 0
    for id_ in was.keys() & now.keys():
        one, two = was[id_], now[id_]
        kinds = {given.kind for given in one.kinds}, {given.kind for given in two.kinds}
        came.update(kinds[1] - kinds[0])
        went.update(kinds[0] - kinds[1])
        stages = tuple(
            of.get(said.stage.id, "") if said.stage else ""
            for said, of in zip((one, two), names, strict=True)
        )
        if stages[0] != stages[1] and kinds[0] | kinds[1]:
            moved[stages[0], stages[1]] += 1
        felt += one.valence != two.valence and bool(kinds[0] | kinds[1])
    order = {name: at for at, name in enumerate([*names[0].values(), *names[1].values(), ""])}
    ranked = sorted(moved, key=lambda pair: (order[pair[0]], order[pair[1]]))
    return {
        "kinds": tuple(KindChange(kind=k, came=came[k], went=went[k]) for k in Kind if came[k] or went[k]),
        "moves": tuple(
            StageMove(before=a or None, after=b or None, utterances=moved[a, b]) for a, b in ranked
        ),
        "felt": felt,
    }
