"""Markdown (CommonMark) whose texts stay texts: no quote becomes a heading, link, list, HTML or table."""

from __future__ import annotations

import re

from ..office import visible

# Signs that mean something anywhere in a line, in CommonMark or in what GitHub, Obsidian and Pandoc add.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>#|~&$^]|(?<==)=|=(?==)|(?<=%)%|%(?=%)")
_FIRST = re.compile(r"^[-+=:]")
_NUMBER = re.compile(r"^(\d+)\\?([.)])")
_ADDRESS = re.compile(r"(?i)\b(https?|ftp|mailto|tel|javascript|data):|\bwww\.")


def words(text: str) -> str:
    """Return a text on one line whose every sign is shown as it is, at the beginning of a line too."""
    line = _NUMBER.sub(r"\1\\\2", _inside(text))
    return "\\" + line if _FIRST.match(line) else line


def _inside(text: str) -> str:
    """Return a text for the middle of a line, where a dash or a number begins no list."""
    line = _ANYWHERE.sub(r"\\\g<0>", visible(text).strip())
    return _ADDRESS.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", line)


def head(level: int, text: str) -> str:
    """Return a heading."""
    return f"{'#' * level} {_inside(text)}\n"


def para(*texts: str) -> str:
    """Return a paragraph of parts that are marked already."""
    return " ".join(text for text in texts if text) + "\n"


def strong(text: str) -> str:
    """Return a text that stands out; blanks at its ends would undo that."""
    inside = _inside(text)
    return f"**{inside}**" if inside else ""


def soft(text: str) -> str:
    """Return a text in italics."""
    inside = _inside(text)
    return f"*{inside}*" if inside else ""


def item(text: str, *under: str) -> str:
    """Return an item of a list with items below it; all are marked already."""
    return "".join([f"- {text}\n", *(f"  - {line}\n" for line in under)])


def items(*texts: str) -> str:
    """Return a list whose items are marked already."""
    return "".join(texts)
