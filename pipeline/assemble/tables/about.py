"""What a file says of itself: the study, how it was made, how to read it, and by which rules."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..evidence import STRONG_RESPONDENTS, STRONG_SHARE
from ..printing.opening import facts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..draft import Draft
    from .speech import Clerk
    from .values import Value

Fact = tuple[str, "Value"]


def study_facts(draft: Draft, clerk: Clerk) -> Iterator[Fact]:
    """Yield what was studied and who was asked."""
    _ = clerk._
    yield _("Study"), draft.study.title
    if draft.study.product:
        yield _("Product"), draft.study.product
    for number, name in facts(clerk):
        yield name, number


def reading_notes(clerk: Clerk) -> Iterator[str]:
    """Yield how claims, counts and grades are to be read."""
    _ = clerk._
    yield _("A draft: the program sorts and counts what respondents said; people make meaning of it.")
    yield _(
        "Every statement stands on respondents’ verbatim words; each quote was found in its transcript, "
        "and its code and time tell where."
    )
    yield _("Counts respondents, not mentions: “3 of 4” means that three of the four people asked said it.")
    yield _("Viewpoints are never mixed: experts’ opinions are not counted as customers’ evidence.")
    share = clerk.words.percent(STRONG_SHARE)
    yield _(
        "Strong: at least %(n)s respondents and %(share)s of those asked.", n=STRONG_RESPONDENTS, share=share
    )
    yield _("Partial: two respondents or more, but fewer than that; experts’ opinions are never stronger.")
    yield _("Single: one respondent.")


def making_facts(draft: Draft, clerk: Clerk) -> Iterator[Fact]:
    """Yield the program, its model and codebook, the corrections and every setting."""
    _, manifest = clerk._, draft.manifest
    yield _("Program"), manifest.tool
    yield _("Model of meaning"), f"{manifest.embedder.name}, SHA-256 {manifest.embedder.sha256}"
    yield _("Codebook"), f"SHA-256 {manifest.codebook_sha256}"
    if manifest.reader_sha256:
        yield _("Reader"), f"SHA-256 {manifest.reader_sha256}"
    yield _("Corrections in force"), manifest.corrections
    yield from sorted(_flat(manifest.settings))


def _flat(settings: Mapping[str, object], above: str = "") -> Iterator[Fact]:
    """Yield settings by their whole names."""
    for name, value in settings.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", _shown(value)


def _shown(value: object) -> str:
    """Return a setting's value; of stages and the like their names are enough."""
    if isinstance(value, list):
        named = (part["name"] if isinstance(part, dict) and "name" in part else part for part in value)
        return "; ".join(_shown(part) for part in named)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, sort_keys=True)
