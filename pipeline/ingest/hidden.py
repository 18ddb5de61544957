"""What the researcher wants hidden or left alone: texts of study.yaml, found in every case."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, lemma
from .naming import join_fields, label_name
from .personal import PersonalItem, PersonalType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
Hidden = tuple[str, str]  # a text and its type


def find_hidden(text: str, hide: Sequence[Hidden], language: str) -> Iterator[PersonalItem]:
    """Yield the places of texts that are to be hidden; words are compared in their base forms."""
    if not hide:
        return
    words = [(match.start(), match.end(), _bases(match.group(), language)) for match in _WORD.finditer(text)]
    for wanted, kind in hide:
        parts = [_bases(word, language) for word in _WORD.findall(wanted)]
        for at in range(len(words) - len(parts) + 1 if parts else 0):
            run = words[at : at + len(parts)]
            if all(one & said for one, (*_, said) in zip(parts, run, strict=True)):
                start, end, normal = run[0][0], run[-1][1], _normal(wanted, kind)
                yield PersonalItem(start=start, end=end, type=PersonalType(kind), normal=normal)


@lru_cache(maxsize=50_000)
def _bases(word: str, language: str) -> frozenset[str]:
    return frozenset({fold(word), lemma(word, language)})


def _normal(wanted: str, kind: str) -> str:
    """Return the normal form: a name's fields, so that it joins other mentions, else the words."""
    name = label_name(wanted) if kind == PersonalType.NAME else {}
    return join_fields(name or {"first": fold(wanted)}) if kind == PersonalType.NAME else fold(wanted)


def without_kept(text: str, items: Iterable[PersonalItem], keep: Sequence[str]) -> list[PersonalItem]:
    """Drop the items that are, word for word, what the researcher wants to keep."""
    kept = {" ".join(_WORD.findall(fold(phrase))) for phrase in keep}
    return [item for item in items if " ".join(_WORD.findall(fold(text[item.start : item.end]))) not in kept]
