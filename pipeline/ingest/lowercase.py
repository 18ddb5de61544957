"""Persons in text without capitals, as some recognisers write it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .namebook import Word, look_up
from .persons import Token, assign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Name = dict[str, str]

_LOWER = re.compile(r"(?<![\w@-])[а-яё]{2,}(?![\w-])")


def find_lower(text: str, known: Mapping[str, str], keep: frozenset[str]) -> Iterator[tuple[int, int, Name]]:
    """Yield (start, end, name) of persons in a text without capitals, as some recognisers write.

    Nothing but the words is there to tell: a first name before a patronymic, or a known name that
    is no ordinary word.
    """
    if text != text.lower():
        return
    run: list[Token] = []
    for match in [*_LOWER.finditer(text), None]:
        word = look_up(match.group()) if match else None
        beside = bool(run) and match is not None and text[run[-1].end : match.start()] == " "
        if run and not beside:
            yield from _lower_run(run, known)
            run = []
        if (
            match
            and word
            and not word.bases & keep
            and (word.readings or not known.keys().isdisjoint(word.bases))
        ):
            run.append(_bare(match.start(), match.end(), match.group(), word))
        elif run:
            yield from _lower_run(run, known)
            run = []


def _bare(start: int, end: int, text: str, word: Word) -> Token:
    return Token(start=start, end=end, text=text, word=word, tag="", opens=False, called=False, barred=False)


def _lower_run(run: list[Token], known: Mapping[str, str]) -> Iterator[tuple[int, int, Name]]:
    """Yield the names in neighbouring words that may all be parts of names."""
    at = 0
    while at < len(run):
        sure = [
            not token.word.common and any(base in known for base in token.word.bases) for token in run[at:]
        ]
        size = next((n for n, yes in enumerate(sure) if not yes), len(sure))
        if len(run) > at + 1 and run[at].word.of("first") and run[at + 1].word.of("patronymic"):
            size = max(size, 2)
        if size:
            yield run[at].start, run[at + size - 1].end, assign(run[at : at + size])
        at += size or 1
