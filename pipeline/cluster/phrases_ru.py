"""Noun phrases of Russian speech, put into the form of a label.

Four patterns are taken from the words as they stand: adjective + noun, noun + genitive, noun +
preposition + noun, and verb (+ adverb, + object), which becomes the noun of its action: «долго ждал
курьера» gives «долгое ожидание курьера».  pymorphy3 gives cases, numbers and genders.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from ..language import fold, morphology, stop_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"\[[^\]]*\]|[^\W\d_]+(?:-[^\W\d_]+)*|\d+|[^\w\s]")
_NAMES = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr", "Init")
_GENITIVE = frozenset({"gent", "gen2"})
_OBJECT = frozenset({"accs", "gent", "gen2", "acc2"})
_PREPOSITIONS = frozenset(
    {"в", "на", "за", "по", "из", "с", "к", "от", "для", "без", "о", "об", "у", "до", "под"}
)
_MIN_LENGTH = 3


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
    )


@lru_cache(maxsize=10_000)
def _readings(word: str) -> tuple[Any, ...]:
    """Return every reading of a word of the tables."""
    return tuple(morphology().parse(word))


@lru_cache(maxsize=100_000)
def _parses(word: str) -> tuple[Any, ...]:
    """Return the readings of a word that are not far less likely than the first."""
    found = morphology().parse(word.lower())
    return tuple(parse for parse in found if parse.score >= 0.15 * found[0].score)[:6]


def _first(word: str) -> Any:
    return _parses(word)[0]


def _is_word(token: str) -> bool:
    return token[0].isalpha()


@lru_cache(maxsize=100_000)
def _noun(word: str, cases: frozenset[str] | None = None) -> Any | None:
    """Return the reading of a word as a telling noun in one of the cases, or None."""
    if len(word) < _MIN_LENGTH or _first(word).tag.POS != "NOUN":
        return None
    for parse in _parses(word):
        if parse.tag.POS != "NOUN" or any(name in parse.tag for name in _NAMES):
            continue
        if cases is not None and parse.tag.case not in cases:
            continue
        return parse if _telling_noun(fold(parse.normal_form)) else None
    return None


def _telling_noun(lemma: str) -> bool:
    return lemma not in table().empty_nouns and lemma not in stop_words("ru")


def _adjective(word: str, noun: Any) -> Any | None:
    """Return the reading of a word as a telling adjective that agrees with a noun, or None."""
    for parse in _parses(word):
        if parse.tag.POS not in {"ADJF", "PRTF"} or "Apro" in parse.tag or "Anum" in parse.tag:
            continue
        lemma = fold(parse.normal_form)
        if lemma in table().empty_adjectives or lemma in stop_words("ru"):
            return None
        same_case = parse.tag.case == noun.tag.case and parse.tag.number == noun.tag.number
        if same_case and (noun.tag.number == "plur" or parse.tag.gender == noun.tag.gender):
            return parse
    return None


def _inflected(parse: Any, wanted: set[str]) -> str | None:
    form = parse.inflect(wanted)
    return str(form.word) if form else None


def _nominative(noun: Any) -> str | None:
    number = noun.tag.number or "sing"
    # a counted form («пять писем») and a mass noun keep their number
    return _inflected(noun, {"nomn", number})


def _agreeing(adjective: Any, noun: Any) -> str | None:
    if noun.tag.number == "plur":
        return _inflected(adjective, {"nomn", "plur"})
    gender = noun.tag.gender
    return _inflected(adjective, {"nomn", "sing", gender}) if gender else None


def phrases(text: str) -> list[Phrase]:
    """Return the candidate phrases of one utterance in the order of speech, doubles included."""
    tokens = _TOKEN.findall(text)
    found: list[Phrase] = []
    for at in range(len(tokens)):
        if _is_word(tokens[at]):
            found.extend(_noun_phrases(tokens, at))
            found.extend(_verb_phrases(tokens, at))
    return found


def _noun_phrases(tokens: Sequence[str], at: int) -> Iterator[Phrase]:
    """Yield the phrases whose head noun stands at a token."""
    head = _noun(tokens[at])
    if head is None:
        return
    base, lemma = _nominative(head), fold(head.normal_form)
    if base is None:
        return
    before = tokens[at - 1] if at else ""
    adjective = _adjective(before, head) if before and _is_word(before) else None
    front = _agreeing(adjective, head) if adjective else None
    if front and adjective:
        yield Phrase(f"{front} {base}", (fold(adjective.normal_form), lemma), "adjective")
    tail = _tail(tokens, at + 1)
    if tail:
        yield Phrase(f"{base} {tail.text}", (lemma, *tail.lemmas), tail.pattern)
        if front and adjective and tail.pattern == "genitive":
            words = (fold(adjective.normal_form), lemma, *tail.lemmas)
            yield Phrase(f"{front} {base} {tail.text}", words, "adjective")
    around = {before.lower(), tokens[at + 1].lower() if at + 1 < len(tokens) else ""}
    if "нет" in around and head.tag.case in _GENITIVE:
        yield Phrase(f"нет {tokens[at].lower()}", (lemma,), "absence")
    if before.lower() == "без" and head.tag.case in _GENITIVE:
        yield Phrase(f"без {tokens[at].lower()}", (lemma,), "absence")
    clause = _broken(tokens, at, head)
    if clause:
        yield Phrase(f"{base} {clause.text}", (lemma, *clause.lemmas), "clause")


def _tail(tokens: Sequence[str], at: int) -> Phrase | None:
    """Return the genitive or the prepositional phrase that stands at a token."""
    if at >= len(tokens) or not _is_word(tokens[at]):
        return None
    word = tokens[at].lower()
    if word in _PREPOSITIONS:
        return _group(tokens, at + 1, None, f"{word} ", "preposition")
    return _group(tokens, at, _GENITIVE, "", "genitive")


def _group(
    tokens: Sequence[str], at: int, cases: frozenset[str] | None, front: str, pattern: str
) -> Phrase | None:
    """Return the noun at a token, with an adjective before it if there is one, in the form it was said in."""
    plain = _said_noun(tokens, at, cases)
    if plain is not None:
        if cases is None and plain.tag.case == "nomn":
            return None
        return Phrase(front + tokens[at].lower(), (fold(plain.normal_form),), pattern)
    noun = _said_noun(tokens, at + 1, cases)
    adjective = _adjective(tokens[at], noun) if noun is not None and _is_word(tokens[at]) else None
    if noun is None or adjective is None:
        return None
    words = (fold(adjective.normal_form), fold(noun.normal_form))
    return Phrase(f"{front}{tokens[at].lower()} {tokens[at + 1].lower()}", words, pattern)


def _said_noun(tokens: Sequence[str], at: int, cases: frozenset[str] | None) -> Any | None:
    return _noun(tokens[at], cases) if at < len(tokens) and _is_word(tokens[at]) else None


def _broken(tokens: Sequence[str], at: int, head: Any) -> Phrase | None:
    """Return «не работает», «не приходит» after a subject: a short clause says what is wrong."""
    if at + 2 >= len(tokens) or tokens[at + 1].lower() != "не" or not _is_word(tokens[at + 2]):
        return None
    verb = _first(tokens[at + 2])
    subject = any(p.tag.POS == "NOUN" and p.tag.case == "nomn" for p in _parses(tokens[at]))
    if verb.tag.POS != "VERB" or not subject or verb.tag.number != head.tag.number:
        return None
    if verb.tag.tense not in {"pres", "past"} or verb.tag.person in {"1per", "2per"}:
        return None
    if verb.tag.tense == "past" and verb.tag.number == "sing" and verb.tag.gender != head.tag.gender:
        return None
    return Phrase(f"не {verb.word}", (fold(verb.normal_form),), "clause")


def _verb_phrases(tokens: Sequence[str], at: int) -> Iterator[Phrase]:
    """Yield the noun of the action at a token with its adverb and its object."""
    verb = _first(tokens[at])
    if verb.tag.POS not in {"VERB", "INFN", "GRND", "PRTS"}:
        return
    lemma = fold(verb.normal_form)
    words = table()
    name = words.verbs.get(lemma) or words.intransitive.get(lemma)
    negated = bool(at) and tokens[at - 1].lower() == "не"
    if name is None or negated:
        yield from _infinitives(tokens, at, verb, negated=negated)
        return
    head = next(p for p in _readings(name) if p.tag.POS == "NOUN" and p.tag.case == "nomn")
    adverb = words.adverbs.get(fold(tokens[at - 1])) if at and _is_word(tokens[at - 1]) else None
    front = _agreeing(_readings(adverb)[0], head) if adverb else None
    rest = _object(tokens, at + 1, transitive=lemma in words.verbs)
    own = (fold(name),)
    if front and adverb:
        yield Phrase(f"{front} {name}", (*own, fold(adverb)), "action")
    if rest:
        yield Phrase(f"{name} {rest.text}", (*own, *rest.lemmas), "action")
        if front and adverb:
            yield Phrase(f"{front} {name} {rest.text}", (*own, fold(adverb), *rest.lemmas), "action")


def _infinitives(tokens: Sequence[str], at: int, verb: Any, *, negated: bool) -> Iterator[Phrase]:
    """Yield «добрать до суммы», «не найти оператора»: what people do or cannot do, with its object."""
    lemma = fold(verb.normal_form)
    if lemma in table().empty_verbs and not negated:
        return
    if lemma in stop_words("ru") or verb.tag.POS not in {"VERB", "INFN"}:
        return
    cases = _OBJECT if verb.tag.transitivity == "tran" else frozenset[str]()
    rest = _tail(tokens, at + 1) if at + 1 < len(tokens) and tokens[at + 1].lower() in _PREPOSITIONS else None
    rest = rest or (_group(tokens, at + 1, cases, "", "object") if cases else None)
    if rest:
        front = "не " if negated else ""
        yield Phrase(f"{front}{verb.normal_form} {rest.text}", (lemma, *rest.lemmas), "infinitive")


def _object(tokens: Sequence[str], at: int, *, transitive: bool) -> Phrase | None:
    """Return what follows a verb, as it stands after a noun: a genitive or a prepositional phrase."""
    if at >= len(tokens) or not _is_word(tokens[at]):
        return None
    if tokens[at].lower() in _PREPOSITIONS:
        return _tail(tokens, at)
    noun = _noun(tokens[at], _OBJECT) if transitive else None
    if noun is None:
        return None
    genitive = _inflected(noun, {"gent", noun.tag.number or "sing"})
    return Phrase(genitive, (fold(noun.normal_form),), "object") if genitive else None


def canonical(lemma: str) -> str:
    """Return the folded noun of a verb's action («заменить» → «замена»), other lemmas as they are."""
    words = table()
    if lemma in words.empty_verbs:
        return lemma
    return fold(words.verbs.get(lemma) or words.intransitive.get(lemma) or lemma)


@lru_cache(maxsize=100_000)
def keyword(lemma: str) -> str | None:
    """Return a folded lemma as people write it («счет» → «счёт»), or None for a word that tells nothing."""
    parse = _first(lemma)
    if parse.tag.POS not in {"NOUN", "ADJF", "INFN", "VERB"} or len(lemma) < _MIN_LENGTH:
        return None
    if any(name in parse.tag for name in _NAMES) or "Apro" in parse.tag or "Anum" in parse.tag:
        return None
    words = table()
    if lemma in words.empty_nouns | words.empty_adjectives | words.empty_verbs | stop_words("ru"):
        return None
    return words.written.get(lemma) or str(parse.normal_form)


def is_noun(lemma: str) -> bool:
    """Tell whether a lemma is a noun that may stand in a label alone."""
    return _noun(lemma, frozenset({"nomn"})) is not None
