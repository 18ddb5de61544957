"""Portraits and stories on slides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pictures.colours import BAD, BLUE, GOOD, INK
from ..pictures.values import EmotionPoint
from .charts import emotion_chart
from .claims import claim_para, evidence, quote_para, quotes, sheet_line
from .columns import GAP, Group, flow
from .deck import EDGE, FOOT, ROOM
from .setting import Para, hint, muted, para
from .tables import Line, slot, spread_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..atlas.values import Atlas, Portrait, Story
    from ..values import Claim
    from .deck import Deck

_CURVE = 170.0
_SIDE = 0.36  # of the width: who they are, their curve, their words
_ASIDE = 4  # themes that set them apart


def portraits(atlas: Atlas, deck: Deck) -> None:
    """Add a slide for each portrait."""
    if atlas.portraits:
        deck.section(deck.printer._("Portraits"))
    for found in atlas.portraits:
        _portrait(found, deck)


def _portrait(found: Portrait, deck: Deck) -> None:
    printer, _ = deck.printer, deck.printer._
    who = _("%(k)s of %(n)s", k=len(found.voices), n=found.of)
    page = deck.page(found.name, f"{_('Portraits')} · {printer.people(found.role)}: {who}")
    wide = (ROOM - GAP) * _SIDE
    top = page.top
    if any(feeling for _stage, feeling in found.feelings):
        name = _("Emotion curve: %(name)s", name=found.name)
        emotion_chart(page, _points(found, deck), (EDGE - 8, top, wide + 8, _CURVE), name=name, named=False)
        top += _CURVE + 4
    groups = [Group(title=_("Stages"), paras=(para(_stages(deck)),), colour=INK)]
    apart = [printer.themes[theme] for theme in found.apart if theme in printer.themes]
    if apart:
        said = "; ".join(apart[:_ASIDE])
        groups.append(Group(title=_("What sets them apart"), paras=(para(said),), colour=INK))
    words = tuple(quote_para(i, printer, 11.0) for i in found.quotes)
    groups.append(Group(title=_("In their own words"), paras=words, colour=INK))
    flow(page, groups, (EDGE, top, wide, FOOT - top), columns=1)
    lists = _lists(found, deck)
    shown = [_group(title, claims, colour, found.role, deck) for title, claims, colour in lists]
    flow(page, shown, (EDGE + wide + GAP, page.top, ROOM - wide - GAP, FOOT - page.top), columns=2)
    page.note(_stages(deck), found.rule, *apart)
    for title, claims, _colour in lists:
        page.note(f"[{title}]", *(line for one in claims for line in evidence(one, found.role, printer)))
    page.note(f"[{_('In their own words')}]", *quotes(found.quotes, printer, most=len(found.quotes)))


def _points(found: Portrait, deck: Deck) -> list[EmotionPoint]:
    return [
        EmotionPoint(stage=deck.printer.stage(stage), mean=felt.mean, respondents=felt.respondents)
        if felt
        else EmotionPoint(stage=deck.printer.stage(stage), mean=None)
        for stage, felt in found.feelings
    ]


def _stages(deck: Deck) -> str:
    return " · ".join(f"{place} {stage.name}" for place, stage in enumerate(deck.printer.draft.stages, 1))


def _lists(found: Portrait, deck: Deck) -> list[tuple[str, Sequence[Claim], str]]:
    _ = deck.printer._
    return [
        (_("Motives and goals"), found.motives, BLUE),
        (_("What they do"), found.jobs, INK),
        (_("Touchpoints"), found.touchpoints, INK),
        (_("Pains and barriers"), found.barriers, BAD),
        (_("What they like"), found.likes, GOOD),
        (_("What they wish for"), found.ideas, GOOD),
    ]


def _group(title: str, claims: Sequence[Claim], colour: str, role: str, deck: Deck) -> Group:
    paras = tuple(claim_para(sheet_line(one, role, deck.printer), deck.printer, 11.0) for one in claims)
    return Group(title=title, paras=paras, colour=colour, empty=deck.printer._("no data"))


def stories(atlas: Atlas, deck: Deck) -> None:
    """Add a table for each story: one respondent's words, stage by stage."""
    if atlas.stories:
        deck.section(deck.printer._("Stories"))
    names = {portrait.id: portrait.name for portrait in atlas.portraits}
    for story in atlas.stories:
        _story(story, names.get(story.portrait, ""), deck)


def _story(story: Story, portrait: str, deck: Deck) -> None:
    printer, _ = deck.printer, deck.printer._
    steps = {str(step.stage): step for step in story.steps}
    code = printer.teller.code(story.voice[0])
    lines = []
    for number, stage in enumerate(printer.draft.stages, 1):
        step = steps.get(stage.id)
        words: list[Para] = (
            [quote_para(i, printer, 11.0, 2.0) for i in step.utterances]
            if step
            else [hint(_("says nothing of this stage"), 11.0)]
        )
        felt = para(printer.felt(step.valence), 13.0, bold=True) if step else muted("–", 13.0)
        notes = tuple(quotes(step.utterances, printer, most=len(step.utterances))) if step else ()
        lines.append(
            Line(
                slots=(slot(para(f"{number}. {stage.name}", 11.0, bold=True)), slot(felt), slot(*words)),
                notes=(stage.name, *notes),
            )
        )
    title = _("Story: %(name)s", name=f"{code} — {portrait}" if portrait else code)
    passed = _("%(k)s of %(n)s stages are told", k=len(story.steps), n=story.of)
    heads = (_("Stage"), _("Feeling"), _("In their own words"))
    spread_table(deck, title, f"{passed}. {story.rule}", widths=(0.24, 0.1, 0.66), heads=heads, lines=lines)
