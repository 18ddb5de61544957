"""Whether two English clauses are two thoughts, told from their first words and the forms of verbs.

A thought has a subject of its own (a noun with its article, a pronoun) and a finite verb soon after it.
What the speaker did one thing after another is one thought, so is what somebody said.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..language import stop_words, word_list, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

OPENERS = r"but(?!\s+for\b)(?![\w-])|(?:though|although|however|yet)(?![\w-])(?!\s+(?:many|much|long|far)\b)"
"""How a clause of contrast begins."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+|[,:]")
_TELLING, _TELLING_UNSTOPPED = 2, 3  # words that tell something, in each clause
_PHRASE = 5  # words from an article to the verb, at most
_OWN = frozenset({"i", "we", "i'm", "i've", "i'd", "we're", "we've", "we'd", "im", "ive"})
_OTHERS = frozenset(
    {"it", "it's", "its", "he", "she", "they", "he's", "she's", "they're", "they've", "that's"}
)
_OTHERS_BARE = frozenset({"this", "that", "these", "those", "you", "you're", "which"})
_ANYBODY = frozenset({"nobody", "everyone", "everybody", "someone", "somebody", "nothing", "everything"})
_THERE = frozenset({"there", "there's", "theres"})
_LIKING = frozenset(
    {"love", "loved", "like", "liked", "enjoy", "enjoyed", "trust", "trusted", "am", "was", "were"}
)
_BEING = frozenset({"is", "are", "was", "were", "seems", "seemed", "looks", "looked", "feels", "felt"})
_SERVING = frozenset({"like", "kind"})  # a filler, a verb, an adjective
_PAST = re.compile(r"[a-z]{2,}[^e]ed\Z")


class Said(Enum):
    """Of whom a clause speaks."""

    THING = auto()  # a noun with its article, a name, «nobody»
    SPEAKER = auto()
    OTHER = auto()  # a pronoun that stands for something said before


def two_thoughts(before: str, opener: str, after: str, *, stopped: bool) -> bool:
    """Tell whether the clauses on both sides of a border are each a thought.

    ``opener`` is the word of contrast, "" after a semicolon; ``stopped`` says that a punctuation mark is
    at the border.
    """
    left, right = _words(before), _words(after)
    if not stopped and opener != "but":
        return False
    if not opener and ":" in left:  # a list
        return False
    least = _TELLING if stopped else _TELLING_UNSTOPPED
    if min(_telling(left), _telling(right)) < least or _bound(left):
        return False
    clauses = _clauses(left)
    one, two = _said(clauses[-1]), _said(_clauses(_free(right))[0])
    if one is None or two in {None, Said.OTHER} or any(map(_own_doing, clauses)):
        return False
    # what happened and what the speaker did then is one story
    return two is Said.THING or (one is Said.THING and not _BEING.isdisjoint(clauses[-1]))


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in _WORD.findall(text)]


def _clauses(words: Sequence[str]) -> list[list[str]]:
    """Cut a clause at its commas, without what is said aside."""
    found: list[list[str]] = [[]]
    for word in words:
        if word in ",:":
            found.append([])
        elif word not in word_set("fillers_en") or word in _SERVING:
            found[-1].append(word)
    return [clause for clause in found if clause] or [[]]


def _bound(words: Sequence[str]) -> bool:
    """Tell whether a clause hangs on another, reports what was said, or is half of «not only, but»."""
    if not word_set("one_thought_en").isdisjoint(words) or not word_set("reporting_en").isdisjoint(words):
        return True
    return any(one == "not" and two in {"only", "just"} for one, two in pairwise(words))


def _free(words: Sequence[str]) -> list[str]:
    """Return a clause up to what hangs on it."""
    ends = (at for at, word in enumerate(words) if word in word_set("one_thought_en"))
    return list(words[: next(ends, len(words))])


def _said(words: Sequence[str]) -> Said | None:
    """Return of whom a clause speaks, None without a subject and a verb."""
    start = next((at for at, word in enumerate(words) if word not in {"and", "also", "then", "sometimes"}), 0)
    words = words[start:]
    if not words:
        return None
    head, follows = words[0], words[1:4]
    if head in _OTHERS or head in _OTHERS_BARE:
        return Said.OTHER
    if head in _OWN:
        contracted = "'" in head or head in {"im", "ive"}
        told = contracted or _any_verb(follows, bare=True) or not _LIKING.isdisjoint(follows)
        return Said.SPEAKER if told else None
    if head in _ANYBODY or head in _THERE:
        return Said.THING if "'" in head or _any_verb(follows, bare=False) else None
    return Said.THING if _noun_and_verb(words) else None


def _noun_and_verb(words: Sequence[str]) -> bool:
    """Tell whether a clause begins with (article +) noun + verb: «the changing room smelled»."""
    led = words[0] in word_set("determiners_en")
    at = 2 if led else 1
    if not led and (words[0] in stop_words("en") or _finite(words[0]) or words[0].endswith("ing")):
        return False
    for place in range(at, min(len(words), at + _PHRASE)):
        plural = words[place - 1].endswith("s")
        verb = _finite(words[place]) or (words[place] in word_set("often_en") and place + 1 < len(words))
        if verb or (plural and _base(words[place])):
            return True
        if words[place] in {"and", "or"} and not led:
            return False
    return False


def _own_doing(words: Sequence[str]) -> bool:
    """Tell whether a clause says what the speaker did, not what they like."""
    own = [at for at, word in enumerate(words) if word in _OWN]
    return any(
        not (words[at].endswith("'m") or words[at] == "im" or _LIKING.intersection(words[at + 1 : at + 4]))
        for at in own
    )


def _any_verb(words: Sequence[str], *, bare: bool) -> bool:
    return any(_finite(word) or (bare and _base(word)) for word in words)


@lru_cache(maxsize=20_000)
def _finite(word: str) -> bool:
    """Tell whether a word is surely a verb with a subject: "is", "never", "took", "smelled", "works"."""
    return word in word_set("auxiliaries_en") or word in _finite_forms() or _PAST.match(word) is not None


def _base(word: str) -> bool:
    return word in _bases()


@lru_cache(maxsize=1)
def _bases() -> frozenset[str]:
    return frozenset(line.split()[0] for line in word_list("verbs_en"))


@lru_cache(maxsize=1)
def _finite_forms() -> frozenset[str]:
    """Return the pasts and third persons of the common verbs."""
    forms = set()
    for line in word_list("verbs_en"):
        base, *pasts = line.split()
        forms.update(pasts or [base + ("d" if base.endswith("e") else "ed")])
        forms.add(base[:-1] + "ies" if base.endswith("y") and base[-2] not in "aeo" else base + _ending(base))
    return frozenset(forms)


def _ending(base: str) -> str:
    return "es" if base.endswith(("s", "sh", "ch", "x", "o")) else "s"


def _telling(words: Sequence[str]) -> int:
    """Count the words that carry content; "like" does after "I" and "we"."""
    return sum(
        before in _OWN if word == "like" else word == "kind" or _tells(word)
        for before, word in zip(["", *words], words, strict=False)
    )


@lru_cache(maxsize=20_000)
def _tells(word: str) -> bool:
    """Tell whether a word carries content."""
    return word[0].isalnum() and word not in stop_words("en") and word not in word_set("auxiliaries_en")
