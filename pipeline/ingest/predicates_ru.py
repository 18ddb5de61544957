"""Predicates of a Russian clause and who they are said of, told from the readings of its words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..language import fold, morphology, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

Noun = tuple[int, Any]  # its place in the clause, its reading

OWN = frozenset({"я", "мы"})
OTHERS = frozenset({"он", "она", "они", "оно"})
ANYBODY = frozenset({"никто", "все", "кто-то", "каждый", "некоторые", "многие"})
EVALUATED = frozenset({"понравиться", "нравиться", "радовать", "порадовать", "хорошо", "удобно", "приятно"})
"""What «что» may follow without opening a speech: «понравилось, что привезли быстро»."""

_TELLING = frozenset(
    {"VERB", "ADJS", "PRTS", "PRED", "COMP", "NOUN", "INFN", "ADJF", "PRTF", "ADVB", "GRND", "NUMR", None}
)
_ADJECTIVES = frozenset({"ADJF", "PRTF"})
_LINKING = frozenset({"быть", "получиться", "оказаться", "стать", "выйти", "остаться"})
_LIKING = frozenset({"любить", "обожать", "доверять", "ценить"})
_NEEDING = frozenset({"прийтись", "приходиться", "удаться", "получиться", "хватать", "хватить"})
_SLANG = frozenset({"норм", "супер", "топ", "огонь", "ок", "класс"})
_WRITTEN = {"нем": "нём"}  # a pronoun rather than dumb
_LIKELY = 0.05  # share of the likeliest reading's score


class Said(Enum):
    """Whom a predicate is said of, the surest first."""

    SPEAKER = auto()  # «я», «мы», or a verb in their form
    THING = auto()  # a subject is named
    SOMEBODY = auto()  # «привезли»: people whom nobody names
    NOBODY = auto()  # «пришлось», «нельзя»
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicate:
    """A predicate: whom it is said of, the reading of the noun that names it, whether a pronoun does."""

    said: Said
    subject: Any = None
    pronoun: bool = False
    quality: bool = False  # it says how something is, not what happened


def main_predicate(words: Sequence[str], known: Any = None) -> Predicate | None:
    """Return the predicate that tells most of a clause, None without one.

    ``words`` are folded; ``known`` is the reading of the subject of the clause before, which a verb
    without a subject may be said of.
    """
    nouns = _nominatives(words)
    found = [_predicate(at, words, nouns, known) for at, word in enumerate(words) if not idle(word)]
    described = (noun for at, noun in nouns if _described(words, at, noun))
    found += [Predicate(said=Said.THING, subject=noun, quality=True) for noun in described]
    if any(one in "—–" and _nominative(two) is not None for one, two in pairwise(words)):
        found.append(Predicate(said=Said.NOBODY, quality=True))  # «по трассе — красота»
    if any(one == "не" and reads(two, "INFN") for one, two in pairwise(words)):
        found.append(Predicate(said=Said.NOBODY))
    told = [predicate for predicate in found if predicate is not None]
    return min(told, key=lambda each: (each.said.value, not each.quality), default=None)


def same_subject(words: Sequence[str], known: Any) -> bool:
    """Tell whether a clause begins with a predicate of the subject before: «тренер добрый, но молчит»."""
    for at, word in enumerate(words):
        if known is None or word in OWN | OTHERS | ANYBODY or _nominative(word) is not None:
            return False
        verb = _verb(word)
        if verb is not None and _needs(verb):
            return False
        if _says(word, known) or (verb is not None and _agrees(verb, known)):
            nearby = list(words[at + 1 : at + 4])
            nearby = nearby[: nearby.index("и")] if "и" in nearby else nearby
            nouns = (noun for _, noun in _nominatives(nearby))
            return not any(
                verb is None or (_agrees(verb, noun) and not _doubtful(noun, verb)) for noun in nouns
            )
    return False


def idle(word: str) -> bool:
    """Tell whether a word is a filler or said aside."""
    return word in word_set("fillers_ru") or word in word_set("asides_ru")


def verbs(words: Sequence[str]) -> set[str]:
    """Return the lemmas of a clause's finite verbs and short adjectives that tell something."""
    return {lemma_of(word) for word in words if _verb(word) is not None and _tells(word)}


def telling(words: Sequence[str]) -> int:
    """Count the words that carry content."""
    return sum(map(_tells, words))


@lru_cache(maxsize=20_000)
def _tells(word: str) -> bool:
    if not word[0].isalnum() or idle(word) or "Apro" in _first(word).tag:
        return False
    return _first(word).tag.POS in _TELLING and lemma_of(word) not in word_set("empty_ru")


def reads(word: str, part: str) -> bool:
    """Tell whether the likeliest reading of a word is of a part of speech."""
    return bool(part == _first(word).tag.POS)


def lemma_of(word: str) -> str:
    """Return the folded lemma of the likeliest reading."""
    return fold(_first(word).normal_form)


def _predicate(at: int, words: Sequence[str], nouns: Sequence[Noun], known: Any) -> Predicate | None:
    """Return whom a word is said of, None if it is no predicate."""
    reading = _verb(words[at])
    if reading is None:
        return Predicate(said=Said.NOBODY, quality=True) if _impersonal(words[at]) else None
    if lemma_of(words[at]) in _LIKING:
        return Predicate(said=Said.THING, pronoun=True, quality=True)
    quality = reading.tag.POS != "VERB" or lemma_of(words[at]) in EVALUATED
    own = not OWN.isdisjoint(words)
    if not quality and (own or reading.tag.person == "1per"):
        return Predicate(said=Said.SPEAKER, pronoun=own)
    if not OTHERS.isdisjoint(words):
        return Predicate(said=Said.THING, pronoun=True, quality=quality)
    for place, noun in nouns:
        if _agrees(reading, noun) and (known is None or not _its_object(place, noun, at, reading, words)):
            return Predicate(said=Said.THING, subject=noun, quality=quality)
    said = Said.THING if not ANYBODY.isdisjoint(words) else _whose(reading, words, known)
    return Predicate(said=said, quality=quality)


def _whose(reading: Any, words: Sequence[str], known: Any) -> Said:
    """Return whom a predicate is said of that has no subject in its clause."""
    tag = reading.tag
    if tag.POS != "VERB":
        own = not OWN.isdisjoint(words)
        return Said.THING if own else Said.NOBODY if tag.gender == "neut" else Said.UNKNOWN
    if _needs(reading):
        return Said.NOBODY
    if tag.person == "2per" or "это" in words or (known is not None and _agrees(reading, known)):
        return Said.UNKNOWN
    if tag.number == "plur":
        return Said.SOMEBODY
    if tag.tense == "past":
        return Said.NOBODY if tag.gender == "neut" else Said.SPEAKER
    return Said.UNKNOWN


def _nominatives(words: Sequence[str]) -> list[Noun]:
    """Return the nouns of a clause that may be its subject, with their places."""
    nouns = ((at, _nominative(word)) for at, word in enumerate(words))
    return [(at, noun) for at, noun in nouns if noun is not None and not _governed(words, at)]


def _governed(words: Sequence[str], at: int) -> bool:
    """Tell whether a preposition or a number stands before a noun and its adjectives."""
    before = at - 1
    while before >= 0 and _first(words[before]).tag.POS in _ADJECTIVES:
        before -= 1
    return before >= 0 and _first(words[before]).tag.POS in {"PREP", "NUMR"}


def _described(words: Sequence[str], at: int, noun: Any) -> bool:
    """Tell whether a quality is said of a noun: «цены у них высокие», «доставка — кошмар», «цены выше»."""
    for place in range(at + 1, len(words)):
        word = words[place]
        after = words[place + 1] if place + 1 < len(words) else ""
        if word in "—–":
            return any(_nominative(other) is not None for other in words[place + 1 :])
        if _verb(word) is not None and lemma_of(word) not in _LINKING:
            return False
        if word in _SLANG or any("COMP" in parse.tag for parse in _readings(word)):
            return True
        if _says(word, noun) and not any(_says(word, other) for other in _as_subject(after)):
            return True
    return False


def _says(word: str, noun: Any) -> bool:
    """Tell whether a word is an adjective in the nominative that agrees with a noun."""
    return any(
        parse.tag.POS in _ADJECTIVES
        and parse.tag.case == "nomn"
        and "Apro" not in parse.tag
        and _agrees(parse, noun)
        for parse in _readings(word)
    )


def _agrees(word: Any, noun: Any) -> bool:
    """Tell whether a predicate may be said of a noun in the third person."""
    said, named = word.tag, noun.tag
    if "LATN" in named:  # a brand is of any gender
        return bool(said.number == "sing" and said.person not in {"1per", "2per"})
    if said.number != named.number or said.person in {"1per", "2per"}:
        return False
    if said.gender == "femn" and "anim" in named and named.gender == "masc":
        return True  # «врач внимательная»
    return bool(said.number == "plur" or said.gender in {None, named.gender})


def _its_object(place: int, noun: Any, at: int, verb: Any, words: Sequence[str]) -> bool:
    """Tell whether a noun is rather a verb's object: «молчит и смотрит телевизор», «заказ перепутал»."""
    if not _doubtful(noun, verb) or place > at:
        return _doubtful(noun, verb)
    others = (word for number, word in enumerate(words) if number != place and not _governed(words, number))
    return verb.tag.aspect == "perf" and not any(map(_accusative, others))


def _doubtful(noun: Any, verb: Any) -> bool:
    """Tell whether a noun in the nominative may as well be the object of a verb."""
    return verb.tag.transitivity == "tran" and _accusative(noun.word)


@lru_cache(maxsize=20_000)
def _accusative(word: str) -> bool:
    return any(parse.tag.POS == "NOUN" and parse.tag.case == "accs" for parse in _readings(word))


def _needs(verb: Any) -> bool:
    """Tell whether a verb has no subject: «пришлось», «не хватает»."""
    return fold(verb.normal_form) in _NEEDING or "Impe" in verb.tag


@lru_cache(maxsize=20_000)
def _verb(word: str) -> Any | None:
    """Return the reading of a word as a finite verb or a short adjective, or None."""
    if word == "есть":  # the dictionary thinks of food first
        return next((parse for parse in morphology().parse(word) if parse.tag.POS == "VERB"), None)
    first = _first(word)
    if first.tag.POS == "VERB":  # «пришли» is told before it is asked for
        return next((parse for parse in _readings(word) if parse.tag.mood == "indc"), None)
    return first if first.tag.POS in {"ADJS", "PRTS"} else None


@lru_cache(maxsize=20_000)
def _impersonal(word: str) -> bool:
    """Tell whether a word says how it is without a subject: «нельзя», «неудобно», «дорого»."""
    tags = [parse.tag for parse in _readings(word)]
    if tags[0].POS == "PRED" or "Prdx" in tags[0]:
        return True
    return tags[0].POS == "ADVB" and any(tag.POS == "ADJS" and tag.gender == "neut" for tag in tags)


@lru_cache(maxsize=20_000)
def _nominative(word: str) -> Any | None:
    """Return the reading of a word as a noun in the nominative, or None; a word in Latin letters is one."""
    first = _first(word)
    if "LATN" in first.tag:
        return first
    return next(iter(_as_subject(word)), None) if first.tag.POS == "NOUN" else None


def _as_subject(word: str) -> list[Any]:
    """Return a word's readings as a noun in the nominative, however rare beside its accusative."""
    found = morphology().parse(word) if word else ()
    return [parse for parse in found if parse.tag.POS == "NOUN" and parse.tag.case == "nomn"]


@lru_cache(maxsize=20_000)
def _readings(word: str) -> tuple[Any, ...]:
    """Return the readings of a word that are not far less likely than the first."""
    found = morphology().parse(_WRITTEN.get(word, word))
    return tuple(parse for parse in found if parse.score >= _LIKELY * found[0].score)


def _first(word: str) -> Any:
    return _readings(word)[0]
