"""Portraits, stories, and what one interview says, as pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .pictured import curve
from .pieces import claim, head, hint, label, quote, quotes, section, small, strong, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..atlas.values import Atlas, Portrait, Snapshot, Story
    from ..values import Claim
    from .values import Block
    from .words import Printer

TOLD, ALONE = 1, 3  # quotes of a kind at a stage of a snapshot, and of what nobody else said


def portraits(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the section of portraits, one page or more each."""
    if not atlas.portraits:
        return
    blocks = [head(printer._("Portraits"))]
    for place, found in enumerate(atlas.portraits):
        blocks += [{"type": "break"}] if place else []
        blocks += _portrait(found, printer)
    yield section(*blocks)


def _portrait(found: Portrait, printer: Printer) -> list[Block]:
    """Return one portrait: who, their curve, then what they share in two columns."""
    _ = printer._
    who = _("%(k)s of %(n)s", k=len(found.voices), n=found.of)
    apart = [printer.themes[theme] for theme in found.apart if theme in printer.themes]
    left = [
        (_("Motives and goals"), found.motives),
        (_("What they do"), found.jobs),
        (_("Touchpoints"), found.touchpoints),
    ]
    right = [
        (_("Pains and barriers"), found.barriers),
        (_("What they like"), found.likes),
        (_("What they wish for"), found.ideas),
    ]
    about = [strong(f"{printer.people(found.role)}: {who}"), small(found.rule)]
    if apart:
        about.append(small(_("They speak of this more than others do: %(themes)s", themes="; ".join(apart))))
    said = [label(_("In their own words")), *(quote(i, printer) for i in found.quotes)]
    return [
        head(found.name, 2, listed=True),
        text(*about),
        *([curve(found, printer)] if found.feelings else []),
        {"type": "columns", "columns": [_lists(part, found.role, printer) for part in (left, right)]},
        *([text(*said)] if found.quotes else []),
    ]


def _lists(parts: Sequence[tuple[str, Sequence[Claim]]], role: str, printer: Printer) -> list[Block]:
    """Return lists of claims with their heads; an empty list says so."""
    return [
        {
            "title": title,
            "pieces": [piece for one in claims for piece in claim(one, role, printer, 1, more=False)]
            or [hint(printer._("no data"))],
        }
        for title, claims in parts
    ]


def stories(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the section of stories: chains of quotes through the stages."""
    if not atlas.stories:
        return
    names = {portrait.id: portrait.name for portrait in atlas.portraits}
    blocks = [head(printer._("Stories"))]
    for place, story in enumerate(atlas.stories):
        blocks += [{"type": "break"}] if place else []
        blocks += _story(story, names.get(story.portrait, ""), printer)
    yield section(*blocks)


def _story(story: Story, portrait: str, printer: Printer) -> list[Block]:
    """Return one story; stages that it passes by are told too."""
    _ = printer._
    steps = {str(step.stage): step for step in story.steps}
    code = printer.teller.code(story.voice[0])
    passed = _("%(k)s of %(n)s stages are told", k=len(story.steps), n=story.of)
    drawn: list[Block] = []
    for number, stage in enumerate(printer.draft.stages, 1):
        step = steps.get(stage.id)
        drawn.append(
            {
                "number": number,
                "stage": stage.name,
                "feeling": printer.felt(step.valence) if step else "",
                "silent": step is None,
                "note": _("says nothing of this stage"),
                "pieces": [quote(i, printer) for i in step.utterances] if step else [],
            }
        )
    return [
        head(f"{code} — {portrait}" if portrait else code, 2, listed=True),
        text(small(f"{passed}. {story.rule}")),
        {"type": "steps", "heads": [_("Stage"), _("Feeling"), _("In their own words")], "steps": drawn},
    ]


def snapshots(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the section of interviews, one page or more each."""
    if not atlas.snapshots:
        return
    blocks = [head(printer._("Interview by interview"))]
    ranks = {barrier.id: f"{barrier.rank}. {barrier.claim.text}" for barrier in atlas.barriers}
    for place, found in enumerate(atlas.snapshots):
        blocks += [{"type": "break"}] if place else []
        blocks += _snapshot(found, ranks, printer)
    yield section(*blocks)


def _snapshot(found: Snapshot, ranks: dict[str, str], printer: Printer) -> list[Block]:
    """Return one interview: the telling quote, its stages, its barriers, what nobody else said."""
    _ = printer._
    path = next(part.path for part in printer.draft.interviews if part.id == found.interview)
    who = printer.viewpoint(found.role, found.segment)
    blocks = [
        head(printer.teller.code(found.interview), 2, listed=True),
        text(small(" · ".join((who, printer.respondents(len(found.voices)), path)))),
    ]
    told: list[Block] = []
    if found.quote:
        blocks.append(text(quote(found.quote, printer)))
    for part in found.stages:
        title = printer.stage(part.stage)
        if part.feeling:
            title += f" · {printer.feeling(part.feeling)}"
        told.append(head(title, 3))
        for kind, ids in part.said:
            told.append(text(label(kinds(printer)[kind]), *quotes(ids, printer, TOLD)))
    barriers = [ranks[i] for i in found.barriers if i in ranks]
    if barriers:
        told += [head(_("Barriers met"), 3), text(*(small(said) for said in barriers))]
    if found.alone:
        told += [head(_("Said by nobody else"), 3), text(*quotes(found.alone, printer, ALONE))]
    return [*blocks, {"type": "two", "blocks": told}]


def kinds(printer: Printer) -> dict[str, str]:
    """Return the names of the kinds of what is said."""
    _ = printer._
    return {
        "pain": _("Pains and barriers"),
        "goal": _("Goals and expectations"),
        "question": _("Questions"),
        "action": _("Actions"),
        "positive": _("What they like"),
        "idea": _("Ideas and wishes"),
    }
