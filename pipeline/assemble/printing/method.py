"""What documents say of themselves: how claims come about, what made the draft, why a question is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..evidence import STRONG_RESPONDENTS, STRONG_SHARE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .words import Printer


def principles(printer: Printer) -> list[str]:
    """Return how claims come about, one paragraph each."""
    _ = printer._
    return [
        _(
            "Every statement stands on respondents’ verbatim words; each quote was found in its transcript, "
            "and its code and time tell where."
        ),
        _("Counts respondents, not mentions: “3 of 4” means that three of the four people asked said it."),
        _("Viewpoints are never mixed: experts’ opinions are not counted as customers’ evidence."),
        _("A grey line in a cell is no finding: nobody spoke of it, and it says what to ask or to fill in."),
    ]


def grades(printer: Printer) -> list[str]:
    """Return what each grade of evidence means, the strongest first."""
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


def made(printer: Printer) -> list[str]:
    """Return program, model, codebook, corrections and settings of the draft, a line each."""
    _, manifest = printer._, printer.draft.manifest
    model = manifest.embedder
    return [
        _("Program: %(tool)s", tool=manifest.tool),
        _("Model of meaning: %(name)s, SHA-256 %(sum)s", name=model.name, sum=model.sha256),
        _("Codebook: SHA-256 %(sum)s", sum=manifest.codebook_sha256),
        _("Corrections in force: %(n)s", n=manifest.corrections),
        *(f"{name}: {_shown(value) or '–'}" for name, value in sorted(_flat(manifest.settings))),
    ]


def reasons(printer: Printer) -> dict[str, str]:
    """Return why a question belongs into the next interview."""
    _ = printer._
    return {
        "empty": _("Nobody said anything of this."),
        "single": _("One respondent only said it."),
        "contradiction": _("People contradict one another."),
        "barrier": _("A barrier that nothing answers yet."),
    }


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
