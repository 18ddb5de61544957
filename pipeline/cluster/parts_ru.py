"""The parts that short Russian clauses are put together from: nouns with adjectives, objects, verbs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..language import fold, stop_words, word_set
from .words_ru import (
    GENITIVE,
    NAMES,
    OBJECT,
    agreeing_adjective,
    first,
    noun_reading,
    parses,
    pos,
    surely_genitive,
    table,
    weak_noun,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 5  # words of a label
_THIRD = frozenset({"он", "она", "оно", "это", "кто", "что", "который", "тот", "все", "никто"})
_OWN = frozenset({"я", "мы", "ты", "вы"})
_PARTICLES = frozenset({"PRCL", "INTJ", "CONJ", "NPRO"})
KEPT = frozenset({"не", "ни", "нет", "нету"})


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a clause: the words from where it was asked for up to ``end``, and their content lemmas."""

    end: int
    words: tuple[str, ...]
    lemmas: tuple[str, ...]

    def __add__(self, other: Part) -> Part:
        """Return this part and the one that follows it as one."""
        return Part(other.end, self.words + other.words, self.lemmas + other.lemmas)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a clause without fillers, and which pronouns stood in it as subjects."""

    words: tuple[str, ...]
    own: bool  # «я», «мы»: the verb's subject is the speaker
    lost: bool  # «он», «это»: the verb's subject is unknown

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.words)


def split(words: Sequence[str]) -> list[list[str]]:
    """Cut a piece of speech at the words that a clause begins with."""
    parts: list[list[str]] = [[]]
    for word in words:
        if fold(word) in table().openers:
            parts.append([])
        else:
            parts[-1].append(word)
    return parts


@lru_cache(maxsize=50_000)
def filler(word: str) -> bool:
    """Tell whether a clause reads as well without a word."""
    low = fold(word)
    if low in KEPT:
        return False
    if low in table().governing or low in table().cases:
        return False
    tag = first(word).tag
    if low in stop_words("ru") and tag.POS in {"ADVB", "ADJF"}:
        return True
    return low in word_set("fillers_ru") or tag.POS in _PARTICLES or "Apro" in tag


def cleared(words: Sequence[str]) -> Clause:
    """Return a clause without particles, pronouns and other fillers."""
    folded = {fold(word) for word in words}
    kept = tuple(
        word
        for word, after in zip(words, [*words[1:], ""], strict=False)
        # a preposition goes with its pronoun
        if not filler(word) and not (word in table().cases and after and pos(after) == "NPRO")
    )
    return Clause(kept, own=bool(folded & _OWN), lost=bool(folded & _THIRD))


def nominal(words: Sequence[str], at: int, cases: frozenset[str]) -> tuple[Part, Any] | None:
    """Return (adjective +) noun in one of the cases, as said, with the noun's reading."""
    if at >= len(words):
        return None
    noun = noun_reading(words[at], cases)
    if noun is not None:
        return Part(at + 1, (words[at],), (fold(noun.normal_form),)), noun
    weak = None if "nomn" in cases else weak_noun(words[at], cases)
    if weak is not None:
        return Part(at + 1, (words[at],), ()), weak
    if at + 1 >= len(words) or pos(words[at]) not in {"ADJF", "PRTF"}:
        return None
    for parse in parses(words[at]):
        if parse.tag.case not in cases:
            continue
        noun = noun_reading(words[at + 1], frozenset({parse.tag.case}))
        adjective = agreeing_adjective(words[at], noun) if noun is not None else None
        if adjective is not None and noun is not None:
            lemmas = (fold(adjective.normal_form), fold(noun.normal_form))
            return Part(at + 2, (words[at], words[at + 1]), lemmas), noun
    return None


def _prepositional(words: Sequence[str], at: int) -> Part | None:
    if at + 1 >= len(words) or words[at] not in table().cases:
        return None
    found = nominal(words, at + 1, table().cases[words[at]])
    return Part(at + 1, (words[at],), ()) + found[0] if found else None


def longer(words: Sequence[str], part: Part) -> list[Part]:
    """Return a part and, if a genitive or a prepositional phrase follows, the part with it, longest first."""
    following = nominal(words, part.end, GENITIVE)
    if following and not surely_genitive(words[following[0].end - 1]):
        following = None
    more = following[0] if following else _prepositional(words, part.end)
    return [part + more, part] if more else [part]


def objects(words: Sequence[str], at: int, verb: Any) -> list[Part]:
    """Return what completes a verb at a place: an object, a prepositional phrase or another verb with one."""
    if at >= len(words):
        return []
    cases = OBJECT if verb.tag.transitivity == "tran" else frozenset({"ablt"})
    direct = nominal(words, at, cases)
    if direct:
        return longer(words, direct[0])
    around = _prepositional(words, at)
    if around:
        return longer(words, around)
    other = first(words[at])
    if other.tag.POS == "INFN" and verb.tag.POS != "INFN":
        head = Part(at + 1, (words[at],), told_verb(other))
        return [head + rest for rest in objects(words, at + 1, other)] or [head]
    return []


def told_verb(verb: Any) -> tuple[str, ...]:
    """Return the lemma of a verb if it tells something."""
    lemma = fold(verb.normal_form)
    return () if lemma in table().empty_verbs or lemma in stop_words("ru") else (lemma,)


def verb_group(words: Sequence[str], at: int) -> tuple[Part, Any] | None:
    """Return («не» +) (adverb +) finite verb, as said, with the verb's reading."""
    front: tuple[str, ...] = ()
    while at < len(words) and len(front) < 2 and (words[at] == "не" or _adverb(words[at])):  # noqa: PLR2004
        front = (*front, words[at])
        at += 1
    if at >= len(words):
        return None
    verb = _predicate(words[at])
    return (Part(at + 1, (*front, words[at]), told_verb(verb)), verb) if verb is not None else None


@lru_cache(maxsize=50_000)
def _predicate(word: str) -> Any | None:
    """Return the reading of a word as a finite verb or a short adjective that tells something, or None."""
    verb = first(word)
    if verb.tag.POS not in {"VERB", "PRTS", "ADJS"} or fold(verb.normal_form) in table().reporting:
        return None
    if verb.tag.POS == "VERB":
        return verb if verb.tag.mood == "indc" else None
    return verb if verb.tag.POS == "PRTS" or fold(verb.normal_form) not in stop_words("ru") else None


@lru_cache(maxsize=50_000)
def _adverb(word: str) -> bool:
    return pos(word) == "ADVB" and fold(word) not in stop_words("ru")


def agrees(verb: Any, noun: Any) -> bool:
    """Tell whether a verb may be said of a noun in the third person."""
    if verb.tag.number != noun.tag.number or verb.tag.person in {"1per", "2per"}:
        return False
    has_gender = verb.tag.gender is not None and verb.tag.number == "sing"
    return not has_gender or verb.tag.gender == noun.tag.gender


def has_subject(words: Sequence[str], verb: Any) -> bool:
    """Tell whether a noun among the words can only be the subject of the verb."""
    for before, word in zip(["", *words], words, strict=False):
        noun = first(word)
        if before in table().cases or noun.tag.POS != "NOUN" or noun.tag.case != "nomn":
            continue
        if agrees(verb, noun) and not (verb.tag.transitivity == "tran" and doubtful_subject(word)):
            return True
    return False


def doubtful_subject(word: str) -> bool:
    """Tell whether a nominative may as well be an accusative: «прайс посмотрел»."""
    return any(parse.tag.case == "accs" for parse in parses(word))


def lemma_of(word: str) -> tuple[str, ...]:
    """Return the lemma of a word if it tells something."""
    lemma = fold(first(word).normal_form)
    return () if lemma in stop_words("ru") or lemma in table().empty_adjectives else (lemma,)


def content(word: str) -> tuple[str, ...]:
    """Return the lemma of a word that carries content, or nothing."""
    parse = first(word)
    if any(name in parse.tag for name in NAMES):
        return ()
    if parse.tag.POS == "NOUN":
        noun = noun_reading(word)
        return (fold(noun.normal_form),) if noun is not None else ()
    if parse.tag.POS in {"VERB", "INFN"}:
        return told_verb(parse)
    return lemma_of(word) if parse.tag.POS == "ADJF" else ()


def ends_well(word: str) -> bool:
    """Tell whether a label may end with a word."""
    return pos(word) in {"NOUN", "VERB", "INFN", "ADJS", "PRTS", "ADVB", "COMP"} and word != "не"
