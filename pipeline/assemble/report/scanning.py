"""A script cut into what it is made of: code, strings, templates, regular expressions, comments.

Enough of JavaScript's grammar to join modules and to find messages without mistaking the words of a
template for code; nested templates are followed to any depth.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

PartKind = Literal["code", "string", "template", "regex", "comment"]

_PLAIN = re.compile(r"[^/'\"`{}]+")
_COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_STRING = re.compile(r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"", re.DOTALL)
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*", re.DOTALL)
_BEFORE_REGEX = re.compile(
    r"(?:^|[=(,:;!&|?{}\[+\-*%~^<>]|\b(?:return|typeof|case|in|of|delete|void|throw))\s*$"
)


class Part(NamedTuple):
    """A stretch of a script; the parts of a script put together are the script."""

    kind: PartKind
    text: str


def scan(source: str) -> tuple[Part, ...]:
    """Cut a script into parts; raises ValueError with the line of what never ends."""
    return tuple(_scan(source))


def _scan(source: str) -> Iterator[Part]:
    at, before = 0, ""
    braces: list[bool] = []  # of each open brace: does its end go on with a template?
    while at < len(source):
        part = _next(source, at, before, braces)
        if part is None:
            raise ValueError(_endless(source, at))
        yield part
        at += len(part.text)
        if part.kind == "code":
            before = (before + part.text)[-40:]
        elif part.kind != "comment":
            before = "x"
    if any(braces):
        raise ValueError(_endless(source, at))


def _endless(source: str, at: int) -> str:
    return f"line {source.count(chr(10), 0, at) + 1}: a string, a template or a comment that does not end"


def _next(source: str, at: int, before: str, braces: list[bool]) -> Part | None:
    """Return the part that begins at a place; None when it does not end."""
    mark = source[at]
    if mark == "`":
        return _template(source, at, braces)
    if mark in "{}":
        if mark == "{":
            braces.append(False)
        elif braces and braces.pop():
            return _template(source, at, braces)
        return Part("code", mark)
    if mark in "'\"":
        found = _STRING.match(source, at)
        return Part("string", found.group()) if found else None
    if mark == "/":
        return _slash(source, at, before)
    found = _PLAIN.match(source, at)
    return Part("code", found.group()) if found else None


def _slash(source: str, at: int, before: str) -> Part | None:
    """Tell a comment from a regular expression from a division."""
    found = _COMMENT.match(source, at)
    if found:
        return Part("comment", found.group())
    if source.startswith("/*", at):
        return None
    found = _REGEX.match(source, at) if _BEFORE_REGEX.search(before) else None
    return Part("regex", found.group()) if found else Part("code", "/")


def _template(source: str, at: int, braces: list[bool]) -> Part | None:
    """Return a template up to its end or to the expression inside, both marks with it."""
    found = _TEMPLATE.match(source, at + 1)
    end = found.end() if found else at
    if source.startswith("`", end):
        return Part("template", source[at : end + 1])
    if source.startswith("${", end):
        braces.append(True)
        return Part("template", source[at : end + 2])
    return None


def blank(source: str, hidden: Container[PartKind]) -> str:
    """Return the script with the parts of some kinds turned to spaces; lines and places stay."""
    return "".join(
        re.sub(r"[^\n]", " ", part.text) if part.kind in hidden else part.text for part in scan(source)
    )
