"""Whether two Russian clauses are two thoughts.

A thought has a predicate (a finite verb, a short adjective, a word like «нельзя», an adjective said of a
noun: «сайт удобный») and somebody or something it is said of.  What the speaker did one thing after
another has no subject of its own and stays together.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from ..language import fold, word_set
from .predicates_ru import (
    EVALUATED,
    Predicate,
    Said,
    idle,
    lemma_of,
    main_predicate,
    reads,
    same_subject,
    telling,
    verbs,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

OPENERS = (
    r"(?:но|однако)(?:\s+(?:зато|вот|при\s+этом|тем\s+не\s+менее|правда))?(?![\w,-])"
    r"|(?:зато|тем\s+не\s+менее|а\s+вот)(?![\w-])"
    r"|хотя(?!\s+(?:бы|нет)\b)(?![\w,-])"
    r"|(?<=,\s)а(?!\s+(?:потом|затем|то|также|именно|ещё|еще|не|так|уже)\b)(?![\w-])"
    r"|(?<=[,;—–-]\s)правда,?(?![\w-])"
)
"""How a clause of contrast begins."""

_WORD = re.compile(r"\[[^\]]*\]|[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[—–,:]")
_NOT_ONLY = frozenset({"только", "просто", "столько"})
_LEAST, _LEAST_UNSTOPPED = 2, 3  # words that carry content, in each clause


def two_thoughts(before: str, opener: str, after: str, *, stopped: bool) -> bool:
    """Tell whether the clauses on both sides of a border are each a thought.

    ``opener`` is the word of contrast in lower case, "" after a semicolon; ``stopped`` says that a
    punctuation mark is at the border.
    """
    left, right = _words(before), _free(_words(after))
    least = _LEAST if stopped else _LEAST_UNSTOPPED
    if min(telling(left), telling(right)) < least or _bound(left):
        return False
    if verbs(left) & verbs(right) or (not opener and ":" in left):  # «не важна цена, но важны сроки», a list
        return False
    told = [main_predicate(clause) for clause in _segments(left)]
    one = told[-1]
    if one is None or any(each is not None and each.said is Said.SPEAKER for each in told):
        return False
    two = None if same_subject(right, one.subject) else main_predicate(_segments(right)[0], one.subject)
    return two is not None and _contrasts(one, opener, two) and _new_topic(one, two)


def _contrasts(one: Predicate, opener: str, two: Predicate) -> bool:
    """Tell whether an opener sets two clauses against each other: «хотя» and «а» mostly go on."""
    if opener == "хотя":
        return one.quality
    named = one.subject is not None and two.subject is not None
    return opener != "а" or (named and one.quality and two.quality)


def _new_topic(one: Predicate, two: Predicate) -> bool:
    """Tell whether the second clause speaks of another thing than the first one."""
    if one.said is Said.UNKNOWN or two.said is Said.UNKNOWN:
        return False
    if two.said is Said.THING:
        return not two.pronoun
    named = one.said is Said.THING and not one.pronoun
    # what happened and what the speaker did then is one story
    return named and (two.said is not Said.SPEAKER or (two.pronoun and one.quality))


def _words(text: str) -> list[str]:
    """Return the folded words, commas, colons and dashes of a clause."""
    return [fold(word) for word in _WORD.findall(text)]


def _segments(words: Sequence[str]) -> list[list[str]]:
    """Cut a clause at its commas, without what is said aside: «но, честно говоря, зал тесный» is one."""
    parts: list[list[str]] = [[]]
    for word in words:
        if word in ",:":
            parts.append([])
        else:
            parts[-1].append(word)
    kept: list[list[str]] = [[]]
    joins = True
    for part in parts:
        if all(map(idle, part)):
            joins = True
            continue
        if joins:
            kept[-1] += part
        else:
            kept.append(part)
        joins = False
    return kept


def _bound(words: Sequence[str]) -> bool:
    """Tell whether a clause hangs on another, reports what was said, or is half of «не только, но и»."""
    if any(reads(word, "VERB") and lemma_of(word) in word_set("reporting_ru") for word in words):
        return True
    if any(one in {"не", "как"} and two in _NOT_ONLY for one, two in pairwise(words)):
        return True
    said = [word for word in words if word != ","]
    return any(
        word in word_set("one_thought_ru") and not (at and lemma_of(said[at - 1]) in EVALUATED)
        for at, word in enumerate(said)
    )


def _free(words: Sequence[str]) -> list[str]:
    """Return a clause up to what hangs on it, nothing if it begins with «и»."""
    binding = word_set("one_thought_ru")
    ends = (at for at, word in enumerate(words) if word in binding)
    return [] if words[:1] in (["и"], ["ни"]) else list(words[: next(ends, len(words))])
