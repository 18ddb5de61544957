"""Tell words from noise: what no dictionary knows is no evidence, whatever a model reads into it."""

from __future__ import annotations

import re

from ..language import morphology

_WORDS = {"ru": re.compile(r"[а-яё]{3,}"), "en": re.compile(r"[a-z]{3,}")}
_FEWEST = 2  # one unknown word may be a name
_KNOWN = 1 / 3  # share of the words that a dictionary knows; live speech has three quarters and more


def legible(text: str, language: str) -> bool:
    """Tell whether an utterance is made of words of its language; True when there is too little to judge.

    Only words of three letters and more count, written in the letters of the language: foreign words,
    numbers and placeholders do not.
    """
    language = language if language in _WORDS else "en"
    words = _WORDS[language].findall(text.lower())
    if len(words) < _FEWEST:
        return True
    return sum(_known(word, language) for word in words) >= _KNOWN * len(words)


def _known(word: str, language: str) -> bool:
    if language == "ru":
        return bool(morphology().word_is_known(word))
    import simplemma  # noqa: PLC0415 (loads a table: only when English text is met)

    return simplemma.is_known(word, lang="en")
