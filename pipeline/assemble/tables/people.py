"""Tables of portraits, stories and viewpoints side by side: one row a statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .values import Table, columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..atlas.values import Atlas, Portrait, SideBySide, Story, ViewRow
    from ..values import Claim
    from .speech import Clerk
    from .values import Value


def portraits_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return the portraits: how each was put together, its claims, its feelings by stage and its quotes."""
    _ = clerk._
    heads = columns(
        (_("Portrait"), 34),
        (_("Viewpoint"), 14),
        (_("People"), 12),
        (_("What it tells"), 24),
        (_("Stage"), 24),
        (_("Statement"), 50),
        (_("Respondents"), 12),
        (_("Asked"), 10),
        (_("Evidence"), 22),
        (_("Valence, −2…+2"), 10),
        (_("First quotes"), 80),
    )
    rows = tuple(row for found in atlas.portraits for row in _portrait(found, clerk))
    return Table(name=_("Portraits"), columns=heads, rows=rows)


def claims_of(found: Portrait, clerk: Clerk) -> tuple[tuple[str, tuple[Claim, ...]], ...]:
    """Return a portrait's lists of claims under their names."""
    _ = clerk._
    return (
        (_("Motives and goals"), found.motives),
        (_("What they do"), found.jobs),
        (_("Pains and barriers"), found.barriers),
        (_("What they like"), found.likes),
        (_("What they wish for"), found.ideas),
        (_("Touchpoints"), found.touchpoints),
    )


def _portrait(found: Portrait, clerk: Clerk) -> Iterator[tuple[Value, ...]]:
    _ = clerk._
    who = _("%(k)s of %(n)s", k=len(found.voices), n=found.of)
    head: tuple[Value, ...] = (found.name, clerk.people(found.role), who)
    nothing = (None,) * 5
    yield (*head, _("How it was put together"), None, found.rule, *nothing)
    apart = (clerk.themes[theme] for theme in found.apart if theme in clerk.themes)
    for label in apart:
        yield (*head, _("They speak of it more than others do"), None, label, *nothing)
    for title, claims in claims_of(found, clerk):
        for claim in claims:
            backing = clerk.backing(claim, found.role)
            yield (*head, title, None, claim.text, *backing, None, clerk.some(claim.utterances))
    for stage, feeling in found.feelings:
        counted = feeling.respondents if feeling else 0
        mean = clerk.mean(feeling)
        yield (*head, _("Feeling"), clerk.stage(stage), None, counted, len(found.voices), None, mean, None)
    for utterance in found.quotes:
        yield (*head, _("In their own words"), None, None, *nothing[:4], clerk.quoted(utterance))


def stories_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return the stories, one row a quote; a stage of which nothing is told has a row that says so."""
    _ = clerk._
    heads = columns(
        (_("Interview"), 12),
        (_("Portrait"), 34),
        (_("Stage"), 30),
        (_("Valence, −2…+2"), 10),
        (_("Time"), 9),
        (_("Words"), 90),
        (_("Why this story"), 50),
    )
    names = {portrait.id: portrait.name for portrait in atlas.portraits}
    rows = tuple(
        row for story in atlas.stories for row in _story(story, names.get(story.portrait, ""), atlas, clerk)
    )
    return Table(name=_("Stories"), columns=heads, rows=rows)


def _story(story: Story, portrait: str, atlas: Atlas, clerk: Clerk) -> Iterator[tuple[Value, ...]]:
    code = clerk.teller.code(story.voice[0])
    steps = {str(step.stage): step for step in story.steps}
    for stage in atlas.draft.stages:
        step = steps.get(stage.id)
        if step is None:
            silent = clerk._("says nothing of this stage")
            yield (code, portrait, stage.name, None, None, silent, story.rule)
            continue
        for utterance in step.utterances:
            said = clerk.teller.quote(utterance)
            yield (code, portrait, stage.name, round(step.valence, 2), said.time, said.text, story.rule)


def views_table(atlas: Atlas, clerk: Clerk) -> Table:
    """Return each stage as each viewpoint and segment sees it."""
    _ = clerk._
    heads = columns(
        (_("Stage"), 30),
        (_("Viewpoint"), 24),
        (_("Asked"), 10),
        (_("Figure"), 34),
        (_("Value"), 16),
        (_("The most frequent pain"), 46),
        (_("First quotes"), 80),
    )
    found = atlas.views
    rows = tuple(row for stage in found.rows for row in _view(stage, found, clerk)) if found else ()
    return Table(name=_("Viewpoints"), columns=heads, rows=rows, rule=atlas.rules.get("views", ""))


def _view(row: ViewRow, found: SideBySide, clerk: Clerk) -> Iterator[tuple[Value, ...]]:
    for column, figures, top in zip(found.columns, row.cells, row.tops, strict=True):
        name = clerk.viewpoint(column.role, column.segment)
        head = (clerk.stage(row.stage), name, column.respondents)
        pain = f"{top.text} ({clerk.support(top, column.role)})" if top else None
        said = clerk.some(top.utterances) if top else None
        for figure in figures:
            yield (*head, figure.name, clerk.figure(figure), pain, said)
        if not figures:
            yield (*head, None, clerk._("no data"), pain, said)
