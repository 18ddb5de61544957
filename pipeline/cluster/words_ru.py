"""Russian words for theme labels: their readings, their forms, and the lists that say which tell nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from ..language import fold, morphology, stop_words, word_set

TOKEN = re.compile(r"\[[^\]]*\]|[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")
NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init")
GENITIVE = frozenset({"gent", "gen2"})
OBJECT = frozenset({"accs", "gent", "gen2", "acc2"})
MIN_LENGTH = 3


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase in label form (lower case) and the folded lemmas of its content words."""

    text: str
    lemmas: tuple[str, ...]
    pattern: str


@dataclass(frozen=True, slots=True)
class Table:
    """The words that labels are made with."""

    verbs: dict[str, str]
    intransitive: dict[str, str]
    adverbs: dict[str, str]
    empty_nouns: frozenset[str]
    empty_adjectives: frozenset[str]
    empty_verbs: frozenset[str]
    written: dict[str, str]
    cases: dict[str, frozenset[str]]  # of a preposition's noun
    joining: frozenset[str]
    weak_nouns: frozenset[str]
    idle_without: frozenset[str]
    reporting: frozenset[str]
    openers: frozenset[str]
    asking: frozenset[str]
    governing: frozenset[str]
    lacking: tuple[tuple[str, ...], ...]


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the tables of ``codebooks/naming_ru.yaml``, their keys folded."""
    import yaml  # noqa: PLC0415 (only when themes are named)

    data = yaml.safe_load((files(__package__) / "codebooks" / "naming_ru.yaml").read_text("utf-8"))
    return Table(
        verbs={fold(verb): noun for verb, noun in data["verbs"].items()},
        intransitive={fold(verb): noun for verb, noun in data["intransitive"].items()},
        adverbs={fold(adverb): adjective for adverb, adjective in data["adverbs"].items()},
        empty_nouns=frozenset(map(fold, data["empty_nouns"].split())),
        empty_adjectives=frozenset(map(fold, data["empty_adjectives"].split())),
        empty_verbs=frozenset(map(fold, data["empty_verbs"].split())),
        written={fold(lemma): form for lemma, form in data["written"].items()},
        cases={word: frozenset(cases.split()) for word, cases in data["prepositions"].items()},
        joining=frozenset(data["joining"].split()),
        weak_nouns=frozenset(map(fold, data["weak_nouns"].split())),
        idle_without=frozenset(map(fold, data["idle_without"].split())),
        reporting=frozenset(map(fold, data["reporting"].split())),
        openers=frozenset(map(fold, data["clause_openers"].split())),
        asking=frozenset(map(fold, data["asking"].split())),
        governing=frozenset(map(fold, data["governing"].split())),
        lacking=tuple(tuple(words.split()) for words in data["lacking"]),
    )


def smoothed(text: str) -> str:
    """Return a text without the fillers that stand between commas: «кран, ну, течёт» is one clause."""
    first_part, *parts = text.split(",")
    kept = [first_part]
    joins = False
    for number, part in enumerate(parts, start=1):
        words = part.split()
        if words and number < len(parts) and all(fold(word) in word_set("fillers_ru") for word in words):
            joins = True
            continue
        kept.append(("" if joins else ",") + part)
        joins = False
    return "".join(kept)


@lru_cache(maxsize=10_000)
def readings(word: str) -> tuple[Any, ...]:
    """Return every reading of a word of the tables."""
    return tuple(morphology().parse(word))


@lru_cache(maxsize=100_000)
def parses(word: str) -> tuple[Any, ...]:
    """Return the readings of a word that are not far less likely than the first."""
    found = morphology().parse(word.lower())
    return tuple(parse for parse in found if parse.score >= 0.15 * found[0].score)[:6]


@lru_cache(maxsize=100_000)
def first(word: str) -> Any:
    """Return the likeliest reading of a word."""
    return parses(word)[0]


@lru_cache(maxsize=100_000)
def pos(word: str) -> str | None:
    """Return the part of speech of the likeliest reading of a word, as pymorphy3 names it."""
    return first(word).tag.POS  # type: ignore[no-any-return]


def is_word(token: str) -> bool:
    """Tell a word from a sign, a number or a placeholder."""
    return token[0].isalpha()


@lru_cache(maxsize=100_000)
def noun_reading(word: str, cases: frozenset[str] | None = None) -> Any | None:
    """Return the reading of a word as a telling noun in one of the cases, or None."""
    if len(word) < MIN_LENGTH or first(word).tag.POS != "NOUN":
        return None
    for parse in parses(word):
        if parse.tag.POS != "NOUN" or any(name in parse.tag for name in NAMES):
            continue
        if cases is not None and parse.tag.case not in cases:
            continue
        return parse if telling_noun(fold(parse.normal_form)) else None
    return None


@lru_cache(maxsize=100_000)
def surely_genitive(word: str) -> bool:
    """Tell whether a word is a genitive before all else: «буквы» is rather a nominative or an accusative."""
    found = parses(word)
    if any(parse.tag.POS in {"VERB", "GRND"} for parse in found):
        return False
    scores = {True: 0.0, False: 0.0}
    for parse in found:
        if parse.tag.POS == "NOUN":
            scores[parse.tag.case in GENITIVE] += parse.score
    # the accusative of people is their genitive: «ожидание курьера»
    return scores[True] >= scores[False] or any("anim" in parse.tag for parse in found)


@lru_cache(maxsize=100_000)
def weak_noun(word: str, cases: frozenset[str]) -> Any | None:
    """Return the reading of a word as a noun that may only complete a phrase («вечер»), or None."""
    for parse in parses(word):
        if parse.tag.POS == "NOUN" and parse.tag.case in cases:
            return parse if fold(parse.normal_form) in table().weak_nouns else None
    return None


def telling_noun(lemma: str) -> bool:
    """Tell whether a noun names something by itself."""
    return lemma not in table().empty_nouns and lemma not in stop_words("ru")


def agreeing_adjective(word: str, noun: Any) -> Any | None:
    """Return the reading of a word as a telling adjective that agrees with a noun, or None."""
    for parse in parses(word):
        if parse.tag.POS not in {"ADJF", "PRTF"} or "Apro" in parse.tag or "Anum" in parse.tag:
            continue
        lemma = fold(parse.normal_form)
        if lemma in table().empty_adjectives or lemma in stop_words("ru"):
            return None
        same_case = parse.tag.case == noun.tag.case and parse.tag.number == noun.tag.number
        if same_case and (noun.tag.number == "plur" or parse.tag.gender == noun.tag.gender):
            return parse
    return None


def inflected(parse: Any, wanted: set[str]) -> str | None:
    """Return the form of a word with the wanted grammemes, or None."""
    form = parse.inflect(wanted)
    return str(form.word) if form else None


def nominative(noun: Any) -> str | None:
    """Return the nominative of a noun in the number it was said in."""
    number = noun.tag.number or "sing"
    # a counted form («пять писем») and a mass noun keep their number
    return inflected(noun, {"nomn", number})


def in_gender_of(adjective: Any, noun: Any) -> str | None:
    """Return the nominative of an adjective as it stands before the nominative of a noun."""
    if noun.tag.number == "plur":
        return inflected(adjective, {"nomn", "plur"})
    gender = noun.tag.gender
    return inflected(adjective, {"nomn", "sing", gender}) if gender else None
