"""Questions of Russian speech as labels: «сколько выйдет ремонт», «где взять справку»."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..language import fold, word_set
from .parts_ru import KEPT, LONGEST, content, ends_well, split
from .words_ru import Phrase, first, pos, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMING = frozenset({"NOUN", "ADJF", "PRTF"})


def questions(words: Sequence[str]) -> Iterator[Phrase]:
    """Yield what follows a question word up to the end of the clause: «сколько выйдет ремонт»."""
    for at, word in enumerate(words):
        if fold(word) not in table().asking or at + 1 >= len(words):
            continue
        front = words[at - 1 : at] if at and words[at - 1] in table().cases else []
        rest = split(words[at + 1 :])[0]
        core = [other for other in rest if not _lighter(other)]
        told = tuple(lemma for other in core for lemma in content(other))
        size = len(front) + 1 + len(core)
        if word.startswith("как") and len(word) > 3 and pos(core[0] if core else word) not in _NAMING:  # noqa: PLR2004
            continue
        if told and 2 < size <= LONGEST and _asks(rest, core):  # noqa: PLR2004
            yield Phrase(" ".join([*front, word, *core]), told, "question")


def _lighter(word: str) -> bool:
    """Tell whether a question reads as well without a word."""
    low, tag = fold(word), first(word).tag
    return low not in KEPT | {"ли"} and (low in word_set("fillers_ru") or tag.POS in {"PRCL", "NPRO"})


def _asks(rest: Sequence[str], core: Sequence[str]) -> bool:
    """Tell whether what is left of a question is whole: it has a verb, and no preposition lost its noun."""
    if any(word in table().cases and _lighter(after) for word, after in pairwise(rest)):
        return False
    last = pos(core[-1])
    tags = [first(word).tag for word in core]
    verbs = [tag for tag in tags if tag.POS in {"VERB", "INFN", "ADJS", "PRTS"}]
    return len(verbs) == 1 and verbs[0].person != "2per" and (ends_well(core[-1]) or last == "PRED")
