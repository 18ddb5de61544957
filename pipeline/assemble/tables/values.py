"""A flat table: its name, its columns and its rows."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its head and its width in characters."""

    title: str
    width: int = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under heads; texts are verbatim, numbers are numbers, None is an empty cell."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    rule: str = ""  # how it came about


def columns(*heads: tuple[str, int]) -> tuple[Column, ...]:
    """Return columns of (title, width)."""
    return tuple(Column(title=title, width=width) for title, width in heads)
