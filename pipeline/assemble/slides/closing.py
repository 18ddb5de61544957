"""The first and the last slides: title, saturation, a decision, what to ask next, method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..pictures.colours import BLUE, INK, MUTED
from ..printing.closing import method as printed_method
from ..printing.opening import facts
from .charts import stacked_chart
from .claims import claim_para, evidence, quotes, sheet_line
from .columns import Group, flow
from .deck import EDGE, FOOT, ROOM, rule_line
from .setting import Para, height, hint, muted, para
from .tables import Line, cut, numero, slot, spread_table

if TYPE_CHECKING:
    from ..atlas.values import Atlas, GuideQuestion
    from .deck import Deck

_GUIDE = 2  # slides of a viewpoint's questions; the notes hold the rest
_KNOWN = "#b9c4d0"


def cover(deck: Deck) -> None:
    """Add the title slide: what was studied, who was asked."""
    printer, _ = deck.printer, deck.printer._
    deck.section(_("Overview"))
    page = deck.page(deck.title, top=140.0, sizes=(38.0, 32.0, 26.0, 20.0))
    top = page.top
    rule_line(page, EDGE, 122, 90)
    over = para(_("Customer Journey Map: a draft from interviews"), 14.0, colour=BLUE, bold=True)
    page.text((over,), EDGE, 94, ROOM, 20)
    product = printer.draft.study.product
    if product:
        one = cut(para(product, 18.0, colour=MUTED), ROOM, 46)
        page.text((one,), EDGE, top, ROOM, height((one,), ROOM))
        top += height((one,), ROOM) + 10
    told = facts(printer)
    step = ROOM / len(told)
    for place, (number, name) in enumerate(told):
        said = (para(number, 28.0, bold=True, colour=BLUE), muted(name, 11.0))
        page.text(said, EDGE + place * step, max(top + 20, 330), step - 8, height(said, step - 8))
    foot = (
        muted(
            _("A draft: the program sorts and counts what respondents said; people make meaning of it."), 11.0
        ),
        muted(printer.draft.manifest.tool, 9.5, 3),
    )
    page.text(foot, EDGE, 462, ROOM, height(foot, ROOM))


def saturation(atlas: Atlas, deck: Deck) -> None:
    """Add the chart of new themes by interview with its verdict and rule."""
    found = atlas.saturation
    if found is None or not found.points:
        return
    _, code = deck.printer._, deck.printer.teller.code
    deck.section(_("Saturation"))
    verdict = (
        _("Saturation is not reached yet: new interviews still bring new themes.")
        if found.reached is None
        else _("Saturation is reached at interview %(n)s.", n=found.reached)
    )
    page = deck.page(verdict, atlas.rules.get("saturation", ""))
    names = [code(point.interview) for point in found.points]
    series = (
        (_("Themes known before"), [point.total - point.new for point in found.points], _KNOWN),
        (_("New themes"), [point.new for point in found.points], BLUE),
    )
    box = (EDGE - 8, page.top, ROOM + 16, FOOT - page.top - 6)
    stacked_chart(page, names, series, box, name=_("Saturation"))
    page.note(*(f"{name}: +{p.new} = {p.total}" for name, p in zip(names, found.points, strict=True)))


def decision(atlas: Atlas, deck: Deck) -> None:
    """Add what speaks for and against the decision that was held against the map."""
    found = atlas.decision
    if found is None:
        return
    printer, _ = deck.printer, deck.printer._
    deck.section(_("A decision held against the map"))
    touched = ", ".join(printer.stage(stage) for stage in found.stages) or _("no data")
    page = deck.page(found.text, _("Stages that it touches: %(names)s", names=touched))
    heads = {
        "for": _("What speaks for it"),
        "against": _("What speaks against it"),
        "need": _("Needs that it touches"),
        "touched": _("Also about it"),
    }
    groups = []
    for bearing, title in heads.items():
        own = [point for point in found.points if point.bearing == bearing]
        lines = [sheet_line(point.claim, point.viewpoint, printer) for point in own]
        groups.append(_group(title, tuple(claim_para(line, printer, 11.0) for line in lines), deck))
        page.note(f"[{title}]")
        for point in own:
            page.note(*evidence(point.claim, point.viewpoint, printer), f"    {point.why}")
    roles = [printer.teller.quote(one.utterances[0]).role for one in found.strengthen]
    pairs = list(zip(found.strengthen, roles, strict=True))
    paras = tuple(claim_para(sheet_line(one, role, printer), printer, 11.0) for one, role in pairs)
    groups.append(_group(_("What would make it stronger"), paras, deck))
    page.note(f"[{groups[-1].title}]", *(line for pair in pairs for line in evidence(*pair, printer)))
    page.note(found.rule)
    flow(page, groups, (EDGE, page.top, ROOM, FOOT - page.top), columns=3)


def _group(title: str, paras: tuple[Para, ...], deck: Deck) -> Group:
    return Group(title=title, paras=paras, colour=BLUE, empty=deck.printer._("no data"))


def guide(atlas: Atlas, deck: Deck) -> None:
    """Add what to ask in the next interviews, a viewpoint after the other."""
    if not atlas.guide:
        return
    _ = deck.printer._
    deck.section(_("What to ask next"))
    for role in dict.fromkeys(question.role for question in atlas.guide):
        own = [question for question in atlas.guide if question.role == role]
        title = f"{_('What to ask next')} — {deck.printer.people(role)}"
        lines = [_question(one, number, deck) for number, one in enumerate(own, 1)]
        heads = (numero(deck), _("Question"), _("Stage"), _("Why"))
        rule = atlas.rules.get("guide", "")
        spread_table(deck, title, rule, widths=(0.05, 0.53, 0.2, 0.22), heads=heads, lines=lines, most=_GUIDE)


def _question(found: GuideQuestion, number: int, deck: Deck) -> Line:
    _, printer = deck.printer._, deck.printer
    why = {
        "empty": _("Nobody said anything of this."),
        "single": _("One respondent only said it."),
        "contradiction": _("People contradict one another."),
        "barrier": _("A barrier that nothing answers yet."),
    }[found.reason]
    slots = (
        slot(muted(str(number), 11.5)),
        slot(para(found.text, 11.5)),
        slot(muted(printer.stage(found.stage), 10.0)),
        slot(hint(why, 10.0)),
    )
    return Line(
        slots=slots, notes=(f"{number}. {found.text}", f"    {why}", *quotes(found.utterances, printer))
    )


def method(atlas: Atlas, deck: Deck, left_out: tuple[str, ...]) -> None:
    """Add how claims are made, how they are graded, what made the draft, and what this deck leaves out."""
    printer, _ = deck.printer, deck.printer._
    deck.section(_("How this document was made"))
    page = deck.page(_("How this document was made"))
    parts = [
        *_method_parts(deck),
        (_("Who was asked"), [f"{number} — {name}" for number, name in facts(printer)]),
    ]
    if left_out:
        parts.append((_("What this deck leaves out"), list(left_out)))
    groups = [
        Group(title=t, paras=tuple(para(one, 11.0, 3) for one in said), colour=INK) for t, said in parts
    ]
    flow(page, groups, (EDGE, page.top, ROOM, FOOT - page.top), columns=2)
    page.note(*(line for _title, said in parts for line in said))
    page.note("", *(rule for _name, rule in sorted(atlas.rules.items())))
    for part in printer.draft.interviews:
        page.note(f"{printer.interview(part)} — {printer.viewpoint(part.role, part.segment)} — {part.path}")


def _method_parts(deck: Deck) -> list[tuple[str, list[str]]]:
    """Return what documents say of their making, by head."""
    parts: list[tuple[str, list[str]]] = []
    title = deck.printer._("How a claim is made")
    for block in printed_method(deck.printer, 0)["blocks"]:  # type: ignore[attr-defined]
        if block["type"] == "head" and block["level"] > 1:
            title = block["text"]
        elif block["type"] == "pieces":
            parts.append((title, [piece["t"] for piece in block["pieces"]]))
    return parts
