"""What ends a document: saturation, a decision, the guide of the next interview, and the method."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..evidence import STRONG_RESPONDENTS, STRONG_SHARE
from .pictured import saturation_chart
from .pieces import cell, claim, column, head, label, plain, quotes, section, small, strong, table, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    _ = printer._
    why = {
        "empty": _("Nobody said anything of this."),
        "single": _("One respondent only said it."),
        "contradiction": _("People contradict one another."),
        "barrier": _("A barrier that nothing answers yet."),
    }
    return {"text": found.text, "why": why[found.reason], "pieces": quotes(found.utterances, printer)}


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
        text(*(plain(said) for said in _told(printer))),
        head(_("Evidence"), 2),
        text(*(plain(said) for said in _grades(printer))),
        head(_("Interviews"), 2),
        table(columns, _interviews(printer)),
        head(_("What made it"), 2),
        text(*(small(said) for said in _made(printer, lost))),
    )


def _told(printer: Printer) -> list[str]:
    _ = printer._
    return [
        _(
            "Every statement stands on respondents’ verbatim words; each quote was found in its transcript, "
            "and its code and time tell where."
        ),
        _("Counts respondents, not mentions: “3 of 4” means that three of the four people asked said it."),
        _("Viewpoints are never mixed: experts’ opinions are not counted as customers’ evidence."),
        _("A grey line in a cell is no finding: nobody spoke of it, and it says what to ask or to fill in."),
        _("Beside a claim stand its most telling quotes; all of them open in the report."),
    ]


def _grades(printer: Printer) -> list[str]:
    _ = printer._
    share = printer.words.percent(STRONG_SHARE)
    return [
        _(
            "Strong: at least %(n)s respondents and %(share)s of those asked.",
            n=STRONG_RESPONDENTS,
            share=share,
        ),
        _("Partial: two respondents or more, but fewer than that; experts’ opinions are never stronger."),
        _("Single: one respondent."),
    ]


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
    _, manifest = printer._, printer.draft.manifest
    model = manifest.embedder
    lines = [
        _("Program: %(tool)s", tool=manifest.tool),
        _("Model of meaning: %(name)s, SHA-256 %(sum)s", name=model.name, sum=model.sha256),
        _("Codebook: SHA-256 %(sum)s", sum=manifest.codebook_sha256),
        _("Corrections in force: %(n)s", n=manifest.corrections),
        *(f"{name}: {_shown(value) or '–'}" for name, value in sorted(_flat(manifest.settings))),
    ]
    if lost:
        said = _("Characters that the fonts of this document do not have stand as □: %(n)s.", n=lost)
        lines.append(said)
    return lines


def _flat(settings: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def _shown(value: object) -> str:
    """Return a setting's value; of stages and the like their names are enough."""
    if isinstance(value, list):
        return "; ".join(
            str(part["name"]) if isinstance(part, dict) and "name" in part else _shown(part) for part in value
        )
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
