"""Noun phrases of Russian speech, put into the form of a label.

Patterns are taken from the words as they stand: adjective + noun, noun + genitive, noun +
preposition + noun, and verb (+ adverb, + object), which becomes the noun of its action: «долго ждал
курьера» gives «долгое ожидание курьера».  pymorphy3 gives cases, numbers and genders.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..language import fold, stop_words
from .clauses_ru import clauses, stands
from .words_ru import (
    GENITIVE,
    MIN_LENGTH,
    NAMES,
    OBJECT,
    TOKEN,
    Phrase,
    agreeing_adjective,
    first,
    in_gender_of,
    inflected,
    is_word,
    nominative,
    noun_reading,
    parses,
    pos,
    readings,
    smoothed,
    surely_genitive,
    table,
    weak_noun,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def phrases(text: str) -> list[Phrase]:
    """Return the candidate phrases of one utterance in the order of speech, doubles included."""
    text = smoothed(text)
    tokens = TOKEN.findall(text)
    found: list[Phrase] = []
    for at in range(len(tokens)):
        if is_word(tokens[at]):
            found.extend(_noun_phrases(tokens, at))
            found.extend(_verb_phrases(tokens, at))
    return [*found, *clauses(text)]


def _noun_phrases(tokens: Sequence[str], at: int) -> Iterator[Phrase]:
    """Yield the phrases whose head noun stands at a token."""
    before = tokens[at - 1] if at else ""
    head, adjective = _head(before, tokens[at])
    if head is None:
        return
    base, lemma = nominative(head), fold(head.normal_form)
    if base is None:
        return
    front = in_gender_of(adjective, head) if adjective else None
    if front and adjective:
        yield Phrase(f"{front} {base}", (fold(adjective.normal_form), lemma), "adjective")
    tail = _tail(tokens, at + 1)
    if tail and (tail.pattern == "genitive" or not _thrown(tokens, at + 1, base)):
        yield Phrase(f"{base} {tail.text}", (lemma, *tail.lemmas), _joined(base, tail))
        if front and adjective and tail.pattern == "genitive":
            words = (fold(adjective.normal_form), lemma, *tail.lemmas)
            yield Phrase(f"{front} {base} {tail.text}", words, "adjective")
    around = {before.lower(), tokens[at + 1].lower() if at + 1 < len(tokens) else ""}
    if "нет" in around and head.tag.case in GENITIVE:
        yield Phrase(f"нет {tokens[at].lower()}", (lemma,), "absence")
    if before.lower() == "без" and head.tag.case in GENITIVE and lemma not in table().idle_without:
        yield Phrase(f"без {tokens[at].lower()}", (lemma,), "without")
    clause = _broken(tokens, at, head)
    if clause:
        yield Phrase(f"{base} {clause.text}", (lemma, *clause.lemmas), "clause")


def _joined(base: str, tail: Phrase) -> str:
    """Return the pattern of a noun and its tail: «loose» when the tail may as well belong to the verb."""
    if tail.pattern == "genitive" or tail.text.split()[0] in table().joining:
        return tail.pattern
    return "preposition" if _of_action(base) else "loose"


def _of_action(noun: str) -> bool:
    """Tell whether a noun keeps what its verb takes: «запись на вечер», «доплата за этаж»."""
    return fold(noun) in _actions() or noun.endswith(("ние", "ция"))


def _thrown(tokens: Sequence[str], at: int, head: str) -> bool:
    """Tell whether a phrase says where something is put, «колесо в яму»: it belongs to a verb."""
    if tokens[at].lower() not in {"в", "во", "под"} or _of_action(head):
        return False
    found = noun_reading(tokens[at + 1]) or noun_reading(tokens[min(at + 2, len(tokens) - 1)])
    return found is not None and not any(
        parse.tag.case in {"loct", "loc2", "ablt"} for parse in parses(tokens[at + 1])
    )


@lru_cache(maxsize=1)
def _actions() -> frozenset[str]:
    return frozenset(map(fold, (*table().verbs.values(), *table().intransitive.values())))


def _head(before: str, word: str) -> tuple[Any | None, Any | None]:
    """Return the reading of a noun and of the adjective before it, if one of its readings agrees with it."""
    plain = noun_reading(word)
    if plain is None or not before or not is_word(before):
        return plain, None
    for parse in (plain, *parses(word)):
        if parse.tag.POS == "NOUN" and fold(parse.normal_form) == fold(plain.normal_form):
            adjective = agreeing_adjective(before, parse)
            if adjective is not None:
                return parse, adjective
    # a noun after its preposition stands in a case that the preposition takes
    cases = table().cases.get(before.lower())
    return (noun_reading(word, cases) or plain) if cases else plain, None


def _tail(tokens: Sequence[str], at: int) -> Phrase | None:
    """Return the genitive or the prepositional phrase that stands at a token."""
    if at >= len(tokens) or not is_word(tokens[at]):
        return None
    word = tokens[at].lower()
    if word in table().cases:
        return _group(tokens, at + 1, table().cases[word], f"{word} ", "preposition")
    return _group(tokens, at, GENITIVE, "", "genitive")


def _group(
    tokens: Sequence[str], at: int, cases: frozenset[str] | None, front: str, pattern: str
) -> Phrase | None:
    """Return the noun at a token, with an adjective before it if there is one, in the form it was said in."""
    plain = _said_noun(tokens, at, cases)
    if plain is not None:
        if pattern == "genitive" and (not surely_genitive(tokens[at]) or _starts_clause(tokens, at)):
            return None
        return Phrase(front + tokens[at].lower(), (fold(plain.normal_form),), pattern)
    if cases and front and at < len(tokens) and weak_noun(tokens[at], cases):
        return Phrase(front + tokens[at].lower(), (), pattern)
    noun = _said_noun(tokens, at + 1, cases)
    adjective = agreeing_adjective(tokens[at], noun) if noun is not None and is_word(tokens[at]) else None
    if noun is None or adjective is None:
        return None
    words = (fold(adjective.normal_form), fold(noun.normal_form))
    return Phrase(f"{front}{tokens[at].lower()} {tokens[at + 1].lower()}", words, pattern)


def _starts_clause(tokens: Sequence[str], at: int) -> bool:
    """Tell whether a noun that reads as a genitive is rather a part of the verb after it."""
    if at + 1 >= len(tokens) or not is_word(tokens[at + 1]):
        return False
    if tokens[at + 1].lower() in {"не", "нет", "нету"}:
        return True
    verb = first(tokens[at + 1])
    nouns = [parse.tag for parse in parses(tokens[at]) if parse.tag.POS == "NOUN"]
    if verb.tag.POS == "VERB" and verb.tag.transitivity == "tran" and any(n.case == "accs" for n in nouns):
        return True
    return verb.tag.POS == "VERB" and any(n.case == "nomn" and n.number == verb.tag.number for n in nouns)


def _said_noun(tokens: Sequence[str], at: int, cases: frozenset[str] | None) -> Any | None:
    return noun_reading(tokens[at], cases) if at < len(tokens) and is_word(tokens[at]) else None


def _broken(tokens: Sequence[str], at: int, head: Any) -> Phrase | None:
    """Return «не работает», «не приходит» after a subject: a short clause says what is wrong."""
    if at + 2 >= len(tokens) or tokens[at + 1].lower() != "не" or not is_word(tokens[at + 2]):
        return None
    verb = first(tokens[at + 2])
    cases = {p.tag.case for p in parses(tokens[at]) if p.tag.POS == "NOUN"}
    # «чек не пробил»: the noun is rather what was not done
    subject = "nomn" in cases and not ("accs" in cases and verb.tag.transitivity == "tran")
    if verb.tag.POS != "VERB" or not subject or verb.tag.number != head.tag.number:
        return None
    if verb.tag.tense not in {"pres", "past"} or verb.tag.person in {"1per", "2per"}:
        return None
    if verb.tag.tense == "past" and verb.tag.number == "sing" and verb.tag.gender != head.tag.gender:
        return None
    return Phrase(f"не {verb.word}", (fold(verb.normal_form),), "clause")


def _verb_phrases(tokens: Sequence[str], at: int) -> Iterator[Phrase]:
    """Yield the noun of the action at a token with its adverb and its object."""
    if pos(tokens[at]) not in {"VERB", "INFN", "GRND", "PRTS"}:
        return
    verb = first(tokens[at])
    lemma = fold(verb.normal_form)
    words = table()
    name = words.verbs.get(lemma) or words.intransitive.get(lemma)
    negated = bool(at) and tokens[at - 1].lower() == "не"
    if name is None or negated:
        yield from _infinitives(tokens, at, verb, negated=negated)
        return
    head = next(p for p in readings(name) if p.tag.POS == "NOUN" and p.tag.case == "nomn")
    adverb = words.adverbs.get(fold(tokens[at - 1])) if at and is_word(tokens[at - 1]) else None
    front = in_gender_of(readings(adverb)[0], head) if adverb else None
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
    cases = OBJECT if verb.tag.transitivity == "tran" else frozenset[str]()
    rest = _tail(tokens, at + 1) if at + 1 < len(tokens) and tokens[at + 1].lower() in table().cases else None
    rest = rest or (_group(tokens, at + 1, cases, "", "object") if cases else None)
    if rest:
        front = "не " if negated else ""
        yield Phrase(f"{front}{verb.normal_form} {rest.text}", (lemma, *rest.lemmas), "infinitive")


def _object(tokens: Sequence[str], at: int, *, transitive: bool) -> Phrase | None:
    """Return what follows a verb, as it stands after a noun: a genitive or a prepositional phrase."""
    if at >= len(tokens) or not is_word(tokens[at]):
        return None
    if tokens[at].lower() in table().cases:
        return None if transitive else _tail(tokens, at)
    noun = noun_reading(tokens[at], OBJECT) if transitive else None
    if noun is None:
        return None
    genitive = inflected(noun, {"gent", noun.tag.number or "sing"})
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
    parse = first(lemma)
    if parse.tag.POS not in {"NOUN", "ADJF", "INFN", "VERB"} or len(lemma) < MIN_LENGTH:
        return None
    if any(name in parse.tag for name in NAMES) or "Apro" in parse.tag or "Anum" in parse.tag:
        return None
    words = table()
    if lemma in words.empty_nouns | words.empty_adjectives | words.empty_verbs | stop_words("ru"):
        return None
    return words.written.get(lemma) or str(parse.normal_form)


def is_clause(text: str) -> bool:
    """Tell whether a piece of speech can be a label as it was said."""
    return stands(text.split())


def is_noun(lemma: str) -> bool:
    """Tell whether a lemma is a noun that may stand in a label alone."""
    return noun_reading(lemma, frozenset({"nomn"})) is not None
