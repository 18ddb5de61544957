"""The sheets in prose: portraits, stories, barriers, touchpoints, contradictions, saturation, the guide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..tables.findings import bearing_names, reason_name, source_name
from ..tables.people import claims_of
from ..tables.themes import saturation_rule
from .maps import claim_item, quotes
from .marks import head, item, items, para, soft, strong, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..atlas.values import Atlas, Barrier, Contradiction, Portrait, Story
    from ..tables.speech import Clerk

_ONE = 1  # quotes of a claim in lists that are long


def _rules(atlas: Atlas, *names: str, other: str = "") -> Iterator[str]:
    """Yield how a sheet came about, ``other`` where the atlas does not say it."""
    told = " ".join(atlas.rules[name] for name in names if name in atlas.rules) or other
    if told:
        yield para(soft(told))


def portraits(atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    """Yield the portraits."""
    if atlas.portraits:
        yield head(2, clerk._("Portraits"))
    for found in atlas.portraits:
        yield from _portrait(found, clerk)


def _portrait(found: Portrait, clerk: Clerk) -> Iterator[str]:
    _ = clerk._
    who = _("%(k)s of %(n)s", k=len(found.voices), n=found.of)
    yield head(3, found.name)
    yield para(strong(f"{clerk.people(found.role)}: {who}") + ".", soft(found.rule))
    apart = [clerk.themes[theme] for theme in found.apart if theme in clerk.themes]
    if apart:
        yield para(words(_("They speak of this more than others do: %(themes)s", themes="; ".join(apart))))
    for title, claims in claims_of(found, clerk):
        yield head(4, title)
        told = [claim_item(claim, found.role, clerk, _ONE) for claim in claims]
        yield items(*told or [item(soft(_("no data")))])
    yield head(4, _("Feeling"))
    yield items(*(item(words(f"{clerk.stage(s)}: {clerk.feeling(felt)}")) for s, felt in found.feelings))
    if found.quotes:
        yield head(4, _("In their own words"))
        yield items(*(item(words(clerk.quoted(i))) for i in found.quotes))


def stories(atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    """Yield the stories."""
    names = {portrait.id: portrait.name for portrait in atlas.portraits}
    if atlas.stories:
        yield head(2, clerk._("Stories"))
    for story in atlas.stories:
        yield from _story(story, names.get(story.portrait, ""), atlas, clerk)


def _story(story: Story, portrait: str, atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    code = clerk.teller.code(story.voice[0])
    yield head(3, f"{code} — {portrait}" if portrait else code)
    yield para(soft(story.rule))
    steps = {str(step.stage): step for step in story.steps}
    for place, stage in enumerate(atlas.draft.stages, 1):
        step = steps.get(stage.id)
        name = f"{place}. {stage.name}"
        yield para(strong(f"{name} · {clerk.felt(step.valence)}" if step else name))
        said = [words(clerk.quoted(i)) for i in step.utterances] if step else []
        yield items(*(item(line) for line in said or [soft(clerk._("says nothing of this stage"))]))


def barriers(atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    """Yield the barriers in the order of work, each viewpoint's by themselves."""
    if not atlas.barriers:
        return
    _ = clerk._
    yield head(2, _("Barriers and solutions"))
    rule = _(
        "Priority = share of respondents × intensity of feeling (0–2) × weight of the stage. "
        "Each viewpoint has an order of its own."
    )
    yield from _rules(atlas, "barriers", "solutions", other=rule)
    for role in dict.fromkeys(found.viewpoint for found in atlas.barriers):
        yield head(3, clerk.people(role))
        for found in atlas.barriers:
            if found.viewpoint == role:
                yield from _barrier(found, clerk)


def _barrier(found: Barrier, clerk: Clerk) -> Iterator[str]:
    _, number = clerk._, clerk.words.number
    yield head(4, f"{found.rank}. {found.claim.text}")
    parts = " × ".join(number(part, digits=2) for part in (found.share, found.intensity, found.weight))
    told = [
        clerk.stage(found.stage),
        clerk.support(found.claim, found.viewpoint),
        f"{_('Priority')} {number(found.priority, digits=2)} = {parts}",
        *([_("★ moment of truth")] if found.moment else []),
    ]
    yield para(words(" · ".join(told)))
    yield items(*(item(line) for line in quotes(found.claim.utterances, clerk, 2)))
    for solution in found.solutions:
        yield para(strong(source_name(solution, clerk)), f"({words(clerk.stage(solution.stage))})")
        yield items(claim_item(solution.claim, solution.viewpoint, clerk, _ONE))
    if found.question:
        yield para(soft(found.question))


def touchpoints(atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    """Yield the touchpoints of each viewpoint stage by stage, and the breaks between channels."""
    _ = clerk._
    if atlas.touchpoints:
        yield head(2, _("Touchpoints"))
        yield from _rules(atlas, "touchpoints")
    for role, stage in dict.fromkeys((row.viewpoint, row.stage) for row in atlas.touchpoints):
        yield head(3, f"{clerk.people(role)} · {clerk.stage(stage)}")
        yield items(
            *(
                item(
                    f"{strong(row.touchpoint.name)} — {words(clerk.support(row.claim, role))}, "
                    f"{words(clerk.feeling(row.feeling))}",
                    *quotes(row.claim.utterances, clerk, _ONE),
                )
                for row in atlas.touchpoints
                if (row.viewpoint, row.stage) == (role, stage)
            )
        )
    if atlas.breaks:
        yield head(2, _("Breaks between channels"))
        yield from _rules(atlas, "breaks")
    for found in atlas.breaks:
        yield head(3, f"{clerk.stage(found.stage)}: {found.before.name} → {found.after.name}")
        yield items(claim_item(found.claim, found.viewpoint, clerk))
        cost = quotes(found.cost, clerk, 2) or [soft(_("nobody speaks of a cost"))]
        yield para(strong(_("What it costs")))
        yield items(*(item(line) for line in cost))


def contradictions(atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    """Yield the contradictions, both sides of each."""
    if atlas.contradictions:
        yield head(2, clerk._("Contradictions"))
        yield from _rules(atlas, "contradictions")
    for number, found in enumerate(atlas.contradictions, 1):
        yield from _contradiction(number, found, clerk)


def _contradiction(number: int, found: Contradiction, clerk: Clerk) -> Iterator[str]:
    topic = f"{found.topic} · " if found.topic else ""
    yield head(3, f"{number}. {topic}{clerk.stage(found.stage)}")
    yield para(soft(found.why))
    for side in found.sides:
        lead = f"{clerk.viewpoint(side.viewpoint, side.segment)} ({clerk.words.signed(side.valence)}):"
        yield items(claim_item(side.claim, side.viewpoint, clerk, 2, lead))


def saturation(atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    """Yield how fast interviews stop bringing new themes."""
    found, _ = atlas.saturation, clerk._
    if found is None:
        return
    yield head(2, _("Saturation"))
    yield para(words(saturation_rule(atlas, clerk)))
    yield items(
        *(
            item(
                f"{words(clerk.teller.code(point.interview))}: {_('New themes')} — {point.new}, "
                f"{_('Themes so far')} — {point.total}"
            )
            for point in found.points
        )
    )


def decision(atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    """Yield a decision that was held against the map."""
    found, _ = atlas.decision, clerk._
    if found is None:
        return
    yield head(2, _("A decision held against the map"))
    yield para(strong(found.text), soft(found.rule))
    for bearing, name in bearing_names(clerk).items():
        yield head(3, name)
        told = [claim_item(p.claim, p.viewpoint, clerk) for p in found.points if p.bearing == bearing]
        yield items(*told or [item(soft(_("no data")))])
    yield head(3, _("What would make it stronger"))
    told = [claim_item(c, clerk.teller.quote(c.utterances[0]).role, clerk) for c in found.strengthen]
    yield items(*told or [item(soft(_("no data")))])


def guide(atlas: Atlas, clerk: Clerk) -> Iterator[str]:
    """Yield the questions of the next interview, a section a role."""
    for role in dict.fromkeys(question.role for question in atlas.guide):
        yield head(2, clerk._("Interview guide: %(who)s", who=clerk.people(role)))
        if role == atlas.guide[0].role:
            yield from _rules(atlas, "guide")
        own = [question for question in atlas.guide if question.role == role]
        for stage in dict.fromkeys(question.stage for question in own):
            yield head(3, clerk.stage(stage))
            yield items(
                *(
                    item(
                        f"{strong(question.text)} — {soft(reason_name(question, clerk))}",
                        *quotes(question.utterances, clerk, _ONE),
                    )
                    for question in own
                    if question.stage == stage
                )
            )
