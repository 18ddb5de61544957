"""What the commands about reviewers print for people: merged files and their conflicts, agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.markup import escape

from .assemble.report.diff_words import KINDS
from .tables import open_console, plain_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rich.console import Console
    from rich.table import Table

    from .assemble.review.agreement import Difference, Measured
    from .assemble.review.conflicts import About, Conflict
    from .assemble.review.merging import Merged
    from .wording import Wording
    from .workflow.agreeing import Agreed, MergedFiles

FIRST = 20  # differences that are named
WIDE_QUOTE = 90  # characters of a quote
STRONG, FAIR = 0.8, 0.667  # Krippendorff's bounds: to rely on, to conclude from with care


def print_merged(found: MergedFiles, files: tuple[Path, Path], out: Path | None, words: Wording) -> None:
    """Print counts and conflicts; to standard error when the lines themselves go to standard output."""
    console = open_console(stderr=out is None)
    merged = found.merged
    text = words._(
        "%(lines)s lines: %(common)s in both, %(first)s only in %(one)s, %(second)s only in %(two)s.",
        lines=len(merged.lines),
        common=merged.common,
        first=merged.own[0],
        second=merged.own[1],
        one=files[0],
        two=files[1],
    )
    console.print(escape(text))
    _print_conflicts(console, merged, found.titles, words)
    if out is not None:
        console.print(words._("Written: %(path)s", path=escape(str(out))))


def _print_conflicts(console: Console, merged: Merged, names: Mapping[str, str], words: Wording) -> None:
    """Name every place where two people decided one thing differently."""
    n = len(merged.conflicts)
    if not n:
        console.print(words._("Nobody contradicts anybody."))
        return
    console.print(
        words.ngettext(
            "%(n)s disagreement; the later one stands:", "%(n)s disagreements; the later ones stand:", n
        )
    )
    authors = {line.id: line.author or line.id for line in merged.lines}
    for conflict in merged.conflicts:
        console.print(f"  {escape(_conflict(conflict, authors, names, words))}")


def _conflict(conflict: Conflict, authors: dict[str, str], names: Mapping[str, str], words: Wording) -> str:
    about = conflict.about
    return words._(
        "%(what)s (%(of)s): %(earlier)s %(a)s, %(later)s %(b)s",
        what=_matter(about, words),
        of=_things(about, names, words),
        earlier=authors[conflict.a],
        a=_decided(about, about.a, names, words),
        later=authors[conflict.b],
        b=_decided(about, about.b, names, words),
    )


def _things(about: About, names: Mapping[str, str], words: Wording) -> str:
    """Name what a conflict is about: the first in words, the others counted."""
    first, more = about.ids[0], len(about.ids) - 1
    title = _short(names.get(first, first))
    return f"{title} + {words.number(more)}" if more else title


def _short(title: str) -> str:
    return title if len(title) <= WIDE_QUOTE else f"{title[:WIDE_QUOTE]}…"


def _matter(about: About, words: Wording) -> str:
    """Name what a conflict is over."""
    matters = {
        "label": words._("name of a theme"),
        "verdict": words._("verdict on a theme"),
        "kind": words._("kind of a theme"),
        "code": words._("kind of quotes"),
        "valence": words._("feeling of quotes"),
        "place": words._("theme of quotes"),
        "use": words._("whether quotes are on topic"),
        "name": words._("name of a stage"),
    }
    if about.what == "fate":
        return words._("fate of a theme") if about.type == "theme" else words._("fate of a stage")
    if about.what == "stage":
        return words._("stage of a theme") if about.type == "theme" else words._("stage of quotes")
    return matters[about.what]


def _decided(about: About, value: Any, names: Mapping[str, str], words: Wording) -> str:
    """Say what somebody decided."""
    plain = {
        ("verdict", "accepted"): words._("accepted"),
        ("verdict", "rejected"): words._("rejected"),
        ("fate", "own"): words._("keeps it"),
        ("use", "in"): words._("on topic"),
        ("use", "out"): words._("off topic"),
        ("stage", None): words._("no stage"),
        ("place", None): words._("single voice"),
    }
    if (about.what, value) in plain:
        return plain[about.what, value]
    if about.what == "valence":
        return words.signed(float(value))
    if about.what == "code":
        kind = words._(KINDS[about.kind])
        return f"+ {kind}" if value == "on" else f"− {kind}"
    if about.what == "kind":
        return words._(KINDS[str(value)])
    if about.what == "fate":
        return words._("merges it into %(name)s", name=names.get(str(value), str(value)))
    return f"→ {names.get(str(value), value)}"


def print_agreement(found: Agreed, words: Wording, *, whole: bool = False) -> None:
    """Print how far reviewers agree, and what to talk about."""
    console = open_console()
    agreed = found.agreement
    counts = zip(agreed.reviewers, agreed.judged, strict=True)
    console.print(escape(", ".join(f"{name}: {words.number(n)}" for name, n in counts)))
    rows = [row for row in agreed.measured if row.n]
    if not rows:
        console.print(words._("There is nothing that two of them judged."))
        return
    console.print(_measured(rows, words), soft_wrap=False)
    _print_differences(console, found, words, None if whole else FIRST)


def _measured(rows: Sequence[Measured], words: Wording) -> Table:
    table = plain_table(words._("What"), words._("Judged by two"), words._("Agree"), "κ / α")
    for row in rows:
        style = (
            ""
            if row.value is None
            else "green"
            if row.value >= STRONG
            else "yellow"
            if row.value >= FAIR
            else "red"
        )
        symbol = "κ" if row.measure == "kappa" else "α"
        value = "—" if row.value is None else f"{symbol} {_coefficient(row.value, words)}"
        table.add_row(
            _facet(row, words),
            words.number(row.n),
            words.percent(row.agreed),
            f"[{style}]{value}[/]" if style else value,
        )
    return table


def _coefficient(value: float, words: Wording) -> str:
    minus = "\N{MINUS SIGN}" if round(value, 2) < 0 else ""
    return minus + words.number(abs(value), digits=2)


def _facet(row: Measured | Difference, words: Wording) -> str:
    if row.facet == "kind":
        return words._(KINDS[row.kind])
    return {
        "verdict": words._("Themes accepted or rejected"),
        "stage": words._("Stage"),
        "valence": words._("Feeling"),
    }[row.facet]


def _print_differences(console: Console, found: Agreed, words: Wording, most: int | None) -> None:
    """Name what people judged differently."""
    differences = found.agreement.differences
    if not differences:
        console.print(words._("They agree on all of it."))
        return
    console.print("\n" + words._("To talk about"), style="bold")
    for difference in differences[:most]:
        title = _short(found.titles.get(difference.id, difference.id))
        said = ", ".join(f"{who}: {_said(difference, value, found, words)}" for who, value in difference.said)
        place = f" ({found.paths[difference.id]})" if difference.id in found.paths else ""
        console.print(f"  {_facet(difference, words)}: {escape(title)}[dim]{escape(place)}[/]")
        console.print(f"    {escape(said)}")
    left = len(differences) - len(differences[:most])
    if left:
        console.print(words.ngettext("… and %(n)s more (--all)", "… and %(n)s more (--all)", left))


def _said(difference: Difference, value: Any, found: Agreed, words: Wording) -> str:
    if difference.facet == "valence":
        return words.signed(float(value))
    if difference.facet == "kind":
        return words._("yes") if value else words._("no")
    if difference.facet == "verdict":
        return words._("accepted") if value == "accepted" else words._("rejected")
    return found.stages.get(str(value), str(value)) or words._("no stage")
