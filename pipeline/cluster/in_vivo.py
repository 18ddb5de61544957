"""Labels in the speakers' own words: short pieces of speech that can stand alone (in-vivo codes).

Qualitative researchers name a theme with a respondent's words when these say it best (Saldaña 2021).
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ..language import fold, lemma, stop_words
from .words_ru import Phrase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PIECE = re.compile(r"[^.,;:!?…()«»\"“”—–\[\]]+|\[[^\]]*\]")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SHORTEST, _LONGEST = 2, 5


@lru_cache(maxsize=8)
def _listed(language: str, name: str) -> frozenset[str]:
    """Return a word list of ``codebooks/naming_LANGUAGE.yaml``, folded."""
    import yaml  # noqa: PLC0415 (only when themes are named)

    data = yaml.safe_load((files(__package__) / "codebooks" / f"naming_{language}.yaml").read_text("utf-8"))
    return frozenset(map(fold, data[name].split()))


def pieces(text: str, language: str, telling: Callable[[str], bool]) -> list[Phrase]:
    """Return the pieces of two to five words of one utterance, cut at clauses and cleared of fillers.

    A piece holds two lemmas at least that are ``telling``.
    """
    found: list[Phrase] = []
    for piece in _PIECE.findall(text):
        if piece.startswith("["):
            continue
        for words in _clauses(_WORD.findall(piece), language):
            core = _trimmed(words, language)
            told = tuple(filter(telling, (lemma(word, language) for word in core)))
            if _SHORTEST <= len(core) <= _LONGEST and len(set(told)) >= _SHORTEST:
                found.append(Phrase(" ".join([core[0].lower(), *core[1:]]), told, "in-vivo"))
    return found


def _clauses(words: Sequence[str], language: str) -> list[list[str]]:
    clauses: list[list[str]] = [[]]
    for word in words:
        if fold(word) in _listed(language, "clause_openers"):
            clauses.append([])
        else:
            clauses[-1].append(word)
    return clauses


def _empty(word: str, language: str) -> bool:
    low = fold(word)
    return low in stop_words(language) or lemma(low, language) in stop_words(language) or low.isdigit()


def _trimmed(words: Sequence[str], language: str) -> list[str]:
    """Drop fillers, pronouns and the like from both ends and from the middle what only fills."""
    kept = [word for word in words if not _empty(word, language) or fold(word) in _listed(language, "kept")]
    while kept and _empty(kept[-1], language) and fold(kept[-1]) not in _listed(language, "negations"):
        kept.pop()
    # a piece that skips a word is no longer what was said
    said = " ".join(words)
    return kept if " ".join(kept) in said else []
