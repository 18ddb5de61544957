"""Noun phrases of English speech by word lists and endings; no tagger is needed for two or three words."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..language import fold, lemma, stop_words
from .words_ru import Phrase

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"\[[^\]]*\]|[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+|[^\w\s]")
_MIN_LENGTH = 3
_NOT_LAST = ("ly", "ing", "ed", "ful", "ous", "ible", "able", "ive", "ish", "less", "est")
_NOT_FIRST = ("ly",)
_JOINING = frozenset({"of", "for", "with", "without", "in", "on", "about", "from", "at", "to", "per"})
_ARTICLES = frozenset({"a", "an", "the", "my", "our", "your", "their"})


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
    """Return the candidate phrases of one utterance in the order of speech.

    They are two or three plain words that end in a noun, «price of delivery» and «no refund».
    """
    tokens = _TOKEN.findall(text)
    places = range(len(tokens))
    return [phrase for at in places for phrase in (*_starting(tokens, at), *_joined(tokens, at))]


def _joined(tokens: Sequence[str], at: int) -> Iterator[Phrase]:
    """Yield noun + preposition (+ article) + noun, and «no» or «without» + noun."""
    low = [word.lower() for word in tokens[at : at + 4]]
    if low[0] in {"no", "without"} and len(low) > 1 and is_noun(low[1]):
        yield Phrase(f"{low[0]} {low[1]}", (lemma(low[1], "en"),), "without")
    if len(low) < 3 or low[1] not in _JOINING or not is_noun(low[0]):  # noqa: PLR2004
        return
    last = 3 if low[2] in _ARTICLES and len(low) > 3 else 2  # noqa: PLR2004
    if is_noun(low[last]):
        yield Phrase(" ".join(low[: last + 1]), (lemma(low[0], "en"), lemma(low[last], "en")), "loose")


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


def is_clause(text: str) -> bool:
    """Tell whether a piece of speech can be a label as it was said."""
    return bool(text)


def is_noun(word: str) -> bool:
    """Tell whether a word may stand in a label alone, as far as its ending shows."""
    return _plain(word) and not fold(word).endswith(_NOT_LAST)
