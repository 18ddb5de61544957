"""The codebook of a draft: kinds with their themes, stages, touchpoints; families are sets."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...records import Kind
from ..printing.people import kinds
from .elements import Element, SubElement, guid, line, visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..draft import ThemePart
    from ..printing.words import Printer

COLOURS = {
    Kind.PAIN: "#AD271C",
    Kind.GOAL: "#1B5AA3",
    Kind.QUESTION: "#6A3CA3",
    Kind.IDEA: "#875300",
    Kind.ACTION: "#475569",
    Kind.POSITIVE: "#1C7040",
}
_STAGE, _TOUCHPOINT = "#1B2430", "#0C666D"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """A code with what lies below it; no two codes of a codebook have one name.

    ``about`` is (sort, id in the draft): what comments and codings find it by.
    """

    guid: str
    name: str
    colour: str
    about: tuple[str, str]
    codable: bool = True
    description: str = ""
    below: tuple[Code, ...] = ()


@dataclass(slots=True)
class _Names:
    """Gives each code a name of its own, in any case: some programs keep one code a name."""

    taken: set[str] = field(default_factory=set)

    def give(self, wished: str) -> str:
        plain = line(wished) or "?"
        name, number = plain, 1
        while name.casefold() in self.taken:
            number += 1
            name = f"{plain} ({number})"
        self.taken.add(name.casefold())
        return name


def codes_of(printer: Printer) -> tuple[Code, ...]:
    """Return the codes of a draft: kinds over their themes, then stages, then touchpoints."""
    draft, names, said = printer.draft, _Names(), kinds(printer)
    heads = {kind: names.give(said[kind]) for kind in Kind}
    stages, touchpoints = names.give(printer._("Stages")), names.give(printer._("Touchpoints"))
    found = [
        Code(
            guid=guid("kind", kind),
            name=heads[kind],
            colour=COLOURS[kind],
            about=("kind", kind),
            below=tuple(_theme(theme, names, printer) for theme in draft.themes if theme.kind == kind),
        )
        for kind in Kind
    ]
    found.append(
        _head(
            "stages", stages, _STAGE, (("stage", one.id, one.name, one.phase) for one in draft.stages), names
        )
    )
    touched = (("touchpoint", one.id, one.name, "") for one in draft.touchpoints)
    found.append(_head("touchpoints", touchpoints, _TOUCHPOINT, touched, names))
    return tuple(code for code in found if code.codable or code.below)


def _theme(theme: ThemePart, names: _Names, printer: Printer) -> Code:
    _ = printer._
    counted = [
        f"{printer.people(role)}: {_('%(k)s of %(n)s', k=n, n=of)}"
        for role, (n, of) in theme.respondents.by_role.items()
        if of
    ]
    parts = [
        f"{_('Keywords')}: {', '.join(theme.keywords)}" if theme.keywords else "",
        f"{_('Stage')}: {printer.stage(theme.stage)}",
        "; ".join(counted),
    ]
    return Code(
        guid=guid("theme", theme.id),
        name=names.give(theme.label),
        colour=COLOURS[Kind(theme.kind)],
        about=("theme", theme.id),
        description="\n".join(filter(None, parts)),
    )


def _head(
    name: str, title: str, colour: str, below: Iterable[tuple[str, str, str, str]], names: _Names
) -> Code:
    """Return a code that only holds others; each is told as (sort, id, name, description)."""
    return Code(
        guid=guid("head", name),
        name=title,
        colour=colour,
        about=("head", name),
        codable=False,
        below=tuple(
            Code(
                guid=guid(what, found),
                name=names.give(said),
                colour=colour,
                about=(what, found),
                description=told,
            )
            for what, found, said, told in below
        ),
    )


def write_codes(over: Element, codes: Iterable[Code], notes: dict[tuple[str, str], list[str]]) -> None:
    """Write codes below an element, each with its description and the guids of its notes."""
    for code in codes:
        marks = {"guid": code.guid, "name": code.name, "isCodable": "true" if code.codable else "false"}
        element = SubElement(over, "Code", {**marks, "color": code.colour})
        if code.description:
            SubElement(element, "Description").text = visible(code.description)
        for note in notes.get(code.about, ()):
            SubElement(element, "NoteRef", {"targetGUID": note})
        write_codes(element, code.below, notes)


def write_sets(over: Element, printer: Printer, member: str) -> None:
    """Write families of themes as sets; ``member`` is the attribute that names a code in them."""
    if not printer.draft.families:
        return
    sets = SubElement(over, "Sets")
    for family in printer.draft.families:
        one = SubElement(sets, "Set", {"guid": guid("family", family.id), "name": line(family.label) or "?"})
        for theme in family.themes:
            SubElement(one, "MemberCode", {member: guid("theme", theme)})
