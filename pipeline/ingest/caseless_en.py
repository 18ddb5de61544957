"""Capitals for English text without them: listed names, words of no dictionary, what is told to be a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language import stop_words, word_set
from . import persons_en
from .namebook import english_first_names

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"(?<![\w@.'’-])[a-zà-öø-ÿ]{2,}(?:-[a-zà-öø-ÿ]{2,})?(?=(?:['’]s)?(?![\w@'’]))")
_TITLED = re.compile(r"\b(?:mr|mrs|ms|mister)\.?\s$")
_DOCTOR = re.compile(r"\b(?:doctor|dr|professor|prof)\.?\s$")
_SHORTEST = 3  # letters of a word of no dictionary
_BEFORE = 20  # characters that hold a title
_PLAIN = frozenset({
    "main", "same", "other", "high", "next", "back", "wrong", "right", "busy", "long", "ring", "open",
    "country", "slow", "fast", "every", "that", "this", "your", "their", "each", "some", "what", "which",
    "middle", "outside", "inside",
})  # fmt: skip
_STREET = re.compile(
    r"(?<=\b(?:on|at|in|to|of)\s)(?P<name>[a-z]{4,})\s(?P<kind>road|street|avenue|lane|crescent|terrace)\b"
)


def with_capitals(texts: Sequence[str]) -> list[str]:
    """Return English texts of the same length with capitals for the words that may be names."""
    told = frozenset(
        match.group()
        for text in texts
        for match in _WORD.finditer(text)
        if _is_told(text, match.start(), match.group())
    )
    return [_raise(text, told) for text in texts]


def _is_told(text: str, start: int, shown: str) -> bool:
    """Tell whether a listed name that is a word of the dictionary, too, is once spoken of as a person."""
    word = persons_en.plain(shown)
    if word not in english_first_names() or word in persons_en.ordinary() or not persons_en.is_word(shown):
        return False
    return (
        persons_en.told_before(text, start) + persons_en.told_after(text, start + len(shown))
        >= persons_en.SURE
    )


def _raise(text: str, told: frozenset[str]) -> str:
    signs = list(text)
    for match in _WORD.finditer(text):
        if match.group() in told or _may_name(text, match.start(), match.group()):
            for part in re.finditer(r"(?:^|(?<=-))\w", match.group()):
                place = match.start() + part.start()
                signs[place] = signs[place].upper()
    for match in _STREET.finditer(text):
        if match["name"] not in _PLAIN:
            for place in (match.start("name"), match.start("kind")):
                signs[place] = signs[place].upper()
    return "".join(signs)


def _may_name(text: str, start: int, shown: str) -> bool:
    """Tell whether a word is a name or may be one that the context is to decide on."""
    word = persons_en.plain(shown)
    before = text[max(0, start - _BEFORE) : start]
    if word in stop_words("en") or word in persons_en.never():
        return False
    if _TITLED.search(before):
        return True
    listed = word in english_first_names()
    if word in persons_en.ordinary():
        return listed and persons_en.told_before(text, start) >= persons_en.SURE
    if persons_en.is_word(shown):
        if listed and word not in word_set("not_names_lower_en"):
            return True
        spoken_of = persons_en.told_before(text, start) + persons_en.told_after(text, start + len(shown))
        return listed and spoken_of > 0
    return listed or len(word) >= _SHORTEST
