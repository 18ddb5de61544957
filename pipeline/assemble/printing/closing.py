"""What ends a document: saturation, a decision, the guide of the next interview, and the method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .method import grades, made, principles, reasons
from .pictured import saturation_chart
from .pieces import cell, claim, column, head, label, plain, quotes, section, small, strong, table, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..atlas.values import Atlas, Decision, GuideQuestion
    from .values import Block
    from .words import Printer


def saturation(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the chart of new themes with its rule."""
    found = atlas.saturation
    if found is None:
        return
    _ = printer._
    verdict = (
        _("Saturation is not reached yet: new interviews still bring new themes.")
        if found.reached is None
        else _("Saturation is reached at interview %(n)s.", n=found.reached)
    )
    rule = _(
        "The rule (Guest, Namey, Chen 2020): the first %(base)s interviews are the base; saturation is "
        "reached when a run of %(run)s interviews brings at most %(share)s new themes of the base’s number.",
        base=found.base,
        run=found.run,
        share=printer.words.percent(found.threshold),
    )
    yield section(head(_("Saturation")), text(strong(verdict), small(rule)), saturation_chart(found, printer))


def decision(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the page of the decision that was held against the map."""
    found = atlas.decision
    if found is None:
        return
    _ = printer._
    heads = {
        "for": _("What speaks for it"),
        "against": _("What speaks against it"),
        "need": _("Needs that it touches"),
    }
    touched = ", ".join(printer.stage(stage) for stage in found.stages) or _("no data")
    blocks = [
        head(_("A decision held against the map")),
        text(
            strong(found.text),
            small(found.rule),
            small(_("Stages that it touches: %(names)s", names=touched)),
        ),
    ]
    for bearing, title in heads.items():
        blocks += _points(found, bearing, title, printer)
    stronger = [
        piece for one in found.strengthen for piece in claim(one, _role(one.utterances, printer), printer)
    ]
    blocks += [head(_("What would make it stronger"), 2), text(*stronger or [small(_("no data"))])]
    yield section(*blocks)


def _points(found: Decision, bearing: str, title: str, printer: Printer) -> list[Block]:
    pieces: list[Block] = []
    for point in found.points:
        if point.bearing == bearing:
            pieces.append(label(f"{printer.people(point.viewpoint)} · {printer.stage(point.stage)}"))
            pieces += [*claim(point.claim, point.viewpoint, printer), small(point.why)]
    return [head(title, 2), text(*pieces or [small(printer._("no data"))])]


def _role(ids: tuple[str, ...], printer: Printer) -> str:
    return printer.teller.quote(ids[0]).role


def guide(atlas: Atlas, printer: Printer) -> Iterator[Block]:
    """Yield the questions of the next interview: a section a role, to be printed by itself."""
    order = {stage.id: place for place, stage in enumerate(printer.draft.stages)}
    for role in dict.fromkeys(question.role for question in atlas.guide):
        own = [question for question in atlas.guide if question.role == role]
        blocks = [
            head(printer._("Interview guide: %(who)s", who=printer.people(role))),
            text(small(printer._("Interview: ____________   Date: ____________   Asked by: ____________"))),
        ]
        number = 1
        for stage in sorted({q.stage for q in own}, key=lambda name: order.get(name or "", len(order))):
            asked = [question for question in own if question.stage == stage]
            blocks += [
                head(printer.stage(stage), 2),
                {
                    "type": "questions",
                    "first": number,
                    "questions": [_question(one, printer) for one in asked],
                },
            ]
            number += len(asked)
        yield section(*blocks)


def _question(found: GuideQuestion, printer: Printer) -> Block:
    return {
        "text": found.text,
        "why": reasons(printer)[found.reason],
        "pieces": quotes(found.utterances, printer),
    }


def method(printer: Printer, lost: int) -> Block:
    """Return how claims are made, who was interviewed, and the settings that made the draft.

    ``lost`` are the characters that stand as boxes in the document.
    """
    _ = printer._
    columns = (
        column(_("Code"), width=14),
        column(_("File"), share=2),
        column(_("Viewpoint"), share=1),
        column(_("Utterances"), width=28, right=True),
    )
    return section(
        head(_("How this document was made")),
        text(*(plain(said) for said in (*principles(printer), _beside(printer)))),
        head(_("Evidence"), 2),
        text(*(plain(said) for said in grades(printer))),
        head(_("Interviews"), 2),
        table(columns, _interviews(printer)),
        head(_("What made it"), 2),
        text(*(small(said) for said in _made(printer, lost))),
    )


def _beside(printer: Printer) -> str:
    return printer._("Beside a claim stand its most telling quotes; all of them open in the report.")


def _interviews(printer: Printer) -> Iterator[list[Block]]:
    draft = printer.draft
    said: dict[str, int] = {}
    for utterance in draft.utterances:
        if utterance.speaker_role == "respondent":
            said[utterance.interview] = said.get(utterance.interview, 0) + 1
    for part in draft.interviews:
        yield [
            cell(strong(printer.interview(part))),
            cell(plain(part.path)),
            cell(plain(printer.viewpoint(part.role, part.segment))),
            cell(plain(printer.whole(said.get(part.id, 0)))),
        ]


def _made(printer: Printer, lost: int) -> list[str]:
    lines = made(printer)
    if lost:
        said = printer._("Characters that the fonts of this document do not have stand as □: %(n)s.", n=lost)
        lines.append(said)
    return lines
