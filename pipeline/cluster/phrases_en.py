"""Noun phrases of English speech by word lists and endings; no tagger is needed for two or three words."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..language import fold, lemma, stop_words
from .phrases_ru import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"\[[^\]]*\]|[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+|[^\w\s]")
_MIN_LENGTH = 3
_NOT_LAST = ("ly", "ing", "ed", "ful", "ous", "ible", "able", "ive", "ish", "less", "est")
_NOT_FIRST = ("ly",)


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    """Return the words that open or close no noun phrase."""
    import yaml  # noqa: PLC0415 (only when themes are named)

    data = yaml.safe_load((files(__package__) / "codebooks" / "naming_en.yaml").read_text("utf-8"))
    return frozenset(data["empty"].split())


def _plain(word: str) -> bool:
    low = word.lower()
    return (
        len(low) >= _MIN_LENGTH
        and low.isalpha()
        and low not in _empty()
        and low not in stop_words("en")
        and lemma(low, "en") not in _empty()
    )


def phrases(text: str) -> list[Phrase]:
    """Return the candidate phrases of one utterance: two or three plain words that end in a noun."""
    tokens = _TOKEN.findall(text)
    return [phrase for at in range(len(tokens)) for phrase in _starting(tokens, at)]


def _starting(tokens: Sequence[str], at: int) -> Iterator[Phrase]:
    for size in (2, 3):
        words = tokens[at : at + size]
        if len(words) < size or not all(map(_plain, words)):
            return
        if words[-1].lower().endswith(_NOT_LAST) or words[0].lower().endswith(_NOT_FIRST):
            continue
        low = [word if word.isupper() else word.lower() for word in words]
        yield Phrase(" ".join(low), tuple(lemma(word, "en") for word in words), "adjective")


def canonical(word: str) -> str:
    """Return the word by which its family is counted: English lemmas stand for themselves."""
    return word


def keyword(word: str) -> str | None:
    """Return a lemma as a keyword, or None for a word that tells nothing."""
    return word if _plain(word) else None


def is_noun(word: str) -> bool:
    """Tell whether a word may stand in a label alone, as far as its ending shows."""
    return _plain(word) and not fold(word).endswith(_NOT_LAST)
