"""What a decision wants: to take something away, to bring something in, to change it — and what that is.

A decision is cut at the words that tell a direction («закрыть кол-центр и запустить чат» has two parts); they
stand in ``words/aims_LANGUAGE.txt``.  A burden that is brought in («ввести плату») or taken away («снизить
цену») is a direction of its own: what people complain of speaks against the first and for the second.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ...language import LANGUAGES, fold, lemma, morphology, word_list

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


class Direction(StrEnum):
    """Where a part of a decision leads."""

    REMOVE = "remove"
    ADD = "add"
    CHANGE = "change"
    KEEP = "keep"
    BURDEN = "burden"  # a burden comes or grows
    RELIEF = "relief"  # a burden goes or shrinks
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """A part of a decision: its direction, the word that tells it ("" where none does), and the rest."""

    direction: Direction
    sign: str
    text: str


_NOT = {
    Direction.REMOVE: Direction.ADD,
    Direction.ADD: Direction.REMOVE,
    Direction.CHANGE: Direction.KEEP,
    Direction.BURDEN: Direction.RELIEF,
    Direction.RELIEF: Direction.BURDEN,
}
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ARTICLES = frozenset({"a", "all", "every", "only", "our", "the", "their"})
_REACH = 2  # words between a negation and what it denies

_NO_MORE = {"ru": ("больше", "не"), "en": ("no", "longer")}


def read_aims(text: str, language: str) -> tuple[Aim, ...]:
    """Return the parts of a decision in their order; without a telling word one of UNKNOWN direction."""
    tongue = language if language in LANGUAGES else "en"
    words = [(found.start(), found.end(), fold(found[0])) for found in _WORD.finditer(text)]
    bases = [lemma(word, tongue) for _, _, word in words]
    marks = _parted(_marks(bases, [word for _, _, word in words], tongue), words, text, tongue)
    if not marks:
        return (Aim(direction=Direction.UNKNOWN, sign="", text=text.strip()),)
    aims = []
    ends = [_opening(words, at, tongue) for at, _ in marks[1:]] + [len(words)]
    for (at, direction), end in zip(marks, ends, strict=True):
        after = _between(text, words, at + 1, _without_and(words, end, tongue) if end < len(words) else end)
        before = _between(text, words, 0, at) if len(marks) == 1 else ""
        matter = after if _tells(bases[at + 1 : end], tongue) else before or after
        burdened = any(base in _listed("burden", tongue) for base in (bases[at], *lemmas_of(matter, tongue)))
        sign = _between(text, words, _opening(words, at, tongue), at + 1)
        own, *rest = _cut_before_verbs(matter, tongue)
        aims.append(Aim(direction=_weighed(direction, burdened=burdened), sign=sign, text=own))
        aims += [Aim(direction=Direction.UNKNOWN, sign="", text=part) for part in rest]
    return tuple(aims)


def _cut_before_verbs(matter: str, tongue: str) -> list[str]:
    """Cut «диспетчерскую и принимать заявки в чате»: what is done besides is a part of no told direction."""
    words = [(found.start(), found.end(), fold(found[0])) for found in _WORD.finditer(matter)]
    cuts = [
        at
        for at in range(1, len(words) - 1)
        if words[at][2] in _listed("and", tongue) and _is_infinitive(words, at + 1, tongue)
    ]
    edges = [-1, *cuts, len(words)]
    parts = [_between(matter, words, a + 1, b) for a, b in pairwise(edges)]
    return [part for part in parts if part] or [matter]


def _is_infinitive(words: Sequence[tuple[int, int, str]], at: int, tongue: str) -> bool:
    """Tell whether a word is a verb to be done; English shows it by an article after it."""
    if tongue == "ru":
        return bool(morphology().parse(words[at][2])[0].tag.POS == "INFN")
    return at + 1 < len(words) and words[at + 1][2] in _ARTICLES


def _opening(words: Sequence[tuple[int, int, str]], at: int, tongue: str) -> int:
    """Return where a sign begins: its denial belongs to it."""
    plain = [word for _, _, word in words]
    if tuple(plain[at - 1 : at + 1]) == _NO_MORE[tongue]:
        return at - 1
    denials = (n for n in range(max(0, at - _REACH), at) if plain[n] in _listed("not", tongue))
    return next(denials, at)


def lemmas_of(text: str, language: str) -> list[str]:
    """Return the lemmas of a text's words."""
    return [lemma(fold(word), language) for word in _WORD.findall(text)]


def takes_away(bases: Sequence[str], language: str) -> bool:
    """Tell whether somebody's words ask for something to go."""
    tongue = language if language in LANGUAGES else "en"
    gone = _listed(Direction.REMOVE, tongue) | _listed("without", tongue)
    return not gone.isdisjoint(bases)


def _marks(bases: Sequence[str], words: Sequence[str], tongue: str) -> list[tuple[int, Direction]]:
    """Return where a direction is told; of two without anything between them the first counts."""
    verbs, nouns = _directions(tongue), _noun_directions(tongue)
    replaced, found = False, []
    no_more = _NO_MORE[tongue]
    for at, base in enumerate(bases):
        if tuple(words[at - 1 : at + 1]) == no_more:
            found.append((at, Direction.REMOVE))
        elif base in _listed("replace", tongue):
            found.append((at, Direction.REMOVE))
            replaced = True
        elif replaced and words[at] in _listed("by", tongue):
            found.append((at, Direction.ADD))
            replaced = False
        elif base in verbs:
            denied = any(word in _listed("not", tongue) for word in words[max(0, at - _REACH) : at])
            found.append((at, _NOT[verbs[base]] if denied else verbs[base]))
    if not found:
        found = [(at, nouns[base]) for at, base in enumerate(bases) if base in nouns][:1]
    if len(found) > 1 and bases[found[0][0]] in _listed("begin", tongue) and found[1][0] == found[0][0] + 1:
        found = found[1:]
    return [mark for n, mark in enumerate(found) if not n or found[n - 1][0] < mark[0] - 1]


def _parted(
    marks: Sequence[tuple[int, Direction]], words: Sequence[tuple[int, int, str]], text: str, tongue: str
) -> list[tuple[int, Direction]]:
    """Keep the signs that begin a part: «возможность отменить заказ» is what is brought in, not a part."""
    kept = list(marks[:1])
    for at, direction in marks[1:]:
        opening = _opening(words, at, tongue)
        gap = text[words[opening - 1][1] : words[opening][0]]
        joined = words[opening - 1][2] in _listed("and", tongue) or gap.strip()
        swapped = words[at][2] in _listed("by", tongue) or words[kept[-1][0]][2] in _listed("instead", tongue)
        if joined or swapped or words[at][2] in _listed("instead", tongue):
            kept.append((at, direction))
    return kept


def _weighed(direction: Direction, *, burdened: bool) -> Direction:
    """Turn bringing in and taking away a burden into what it is."""
    if not burdened:
        return direction
    return {Direction.ADD: Direction.BURDEN, Direction.REMOVE: Direction.RELIEF}.get(direction, direction)


def _between(text: str, words: Sequence[tuple[int, int, str]], start: int, end: int) -> str:
    """Return the text from one word to another."""
    return text[words[start][0] : words[end - 1][1]] if start < end else ""


def _without_and(words: Sequence[tuple[int, int, str]], end: int, tongue: str) -> int:
    """Return where a part ends when another follows: the word that joins them belongs to neither."""
    return end - 1 if words[end - 1][2] in _listed("and", tongue) else end


def _tells(bases: Sequence[str], tongue: str) -> bool:
    """Tell whether words name something: more than particles."""
    return any(len(base) > len("это") and base not in _directions(tongue) for base in bases)


def listed(name: str, language: str) -> frozenset[str]:
    """Return the words of a line of the list; an unknown language has the English ones."""
    return _listed(name, language if language in LANGUAGES else "en")


def kin_of(lemmas: Collection[str], language: str) -> frozenset[str]:
    """Return the families of words for one thing that lemmas belong to; languages share their names."""
    lists = _lists(language if language in LANGUAGES else "en")
    found = (name for name, words in lists.items() if name.startswith("kin_"))
    return frozenset(name for name in found if not lists[name].isdisjoint(lemmas))


def _listed(name: str, tongue: str) -> frozenset[str]:
    """Return the words of a line of the list."""
    return _lists(tongue)[name]


@lru_cache(maxsize=len(LANGUAGES))
def _lists(tongue: str) -> dict[str, frozenset[str]]:
    rows = (line.split("|") for line in word_list(f"aims_{tongue}"))
    return {name.strip(): frozenset(words.split()) for name, words in rows}


@lru_cache(maxsize=len(LANGUAGES))
def _directions(tongue: str) -> dict[str, Direction]:
    told = (Direction.REMOVE, Direction.ADD, Direction.CHANGE)
    return {word: direction for direction in told for word in _listed(direction, tongue)}


@lru_cache(maxsize=len(LANGUAGES))
def _noun_directions(tongue: str) -> dict[str, Direction]:
    told = (Direction.REMOVE, Direction.ADD, Direction.CHANGE)
    return {word: direction for direction in told for word in _listed(f"{direction}_noun", tongue)}
