"""How figures are shown: one table for a terminal or a pipe, Markdown tables for the documentation."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from measures import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 220  # characters of a pipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One method's figures under the section's heads; a figure, a number, a text, or None for unknown."""

    who: str
    figures: tuple[Figure | float | str | None, ...]
    ours: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One comparison: what was done on what, the heads of its figures, its rows, and what to know of it."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    note: str = ""

    def packed(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "title": self.title,
            "note": self.note,
            "rows": [
                {
                    "who": row.who,
                    "ours": row.ours,
                    "figures": {
                        head: asdict(figure) if isinstance(figure, Figure) else figure
                        for head, figure in zip(self.heads, row.figures, strict=True)
                    },
                }
                for row in self.rows
            ],
        }


def shown(figure: Figure | float | str | None) -> str:
    """Write a figure: shares with two digits, counts whole, the interval behind."""
    if figure is None:
        return "–"
    if isinstance(figure, str):
        return figure
    if isinstance(figure, Figure):
        whole = _number(figure.value)
        known = figure.low is not None and figure.high is not None
        return f"{whole} ({_number(figure.low)}…{_number(figure.high)})" if known else whole
    return str(figure) if isinstance(figure, int) else _number(figure)


def _number(value: float) -> str:
    """Write two digits behind the point and a true minus; nothing is less than nothing."""
    return f"{value:.2f}".replace("-0.00", "0.00").replace("-", "−")


def print_table(sections: Sequence[Section]) -> None:
    """Print one table of all sections; without colours and frames when nobody watches."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    live = sys.stdout.isatty()
    console = Console(width=None if live else WIDTH)
    columns = 1 + max(len(section.heads) for section in sections)
    table = Table(box=box.SIMPLE if live else None, show_header=False, pad_edge=False)
    table.add_column(no_wrap=not live)
    for _ in range(columns - 1):
        table.add_column(justify="right", no_wrap=not live)
    for section in sections:
        blanks = [""] * (columns - 1 - len(section.heads))
        table.add_row(section.title, *section.heads, *blanks, style="bold cyan")
        for row in section.rows:
            figures = map(shown, row.figures)
            table.add_row(f"  {row.who}", *figures, *blanks, style="bold" if row.ours else None)
        table.add_row(end_section=True)
    console.print(table)
    for note, titles in _notes(sections).items():
        console.print(
            f"{', '.join(titles)}: {note}", style="dim", highlight=False, markup=False, soft_wrap=not live
        )


def _notes(sections: Sequence[Section]) -> dict[str, list[str]]:
    """Return each note once with the tables that it belongs to."""
    notes: dict[str, list[str]] = {}
    for section in sections:
        if section.note:
            notes.setdefault(section.note, []).append(section.title.split(":")[0])
    return notes


def markdown(sections: Sequence[Section]) -> str:
    """Return a Markdown table a section, our rows in bold."""
    parts = []
    for section in sections:
        lines = [
            f"| {' | '.join((section.title, *section.heads))} |",
            "|---" * (len(section.heads) + 1) + "|",
        ]
        for row in section.rows:
            cells = (row.who, *map(shown, row.figures))
            lines.append(f"| {' | '.join(f'**{c}**' if row.ours and c else c for c in cells)} |")
        parts.append(
            "\n".join(lines) + (f"\n\n{section.note[0].upper()}{section.note[1:]}" if section.note else "")
        )
    return "\n\n".join(parts) + "\n"
