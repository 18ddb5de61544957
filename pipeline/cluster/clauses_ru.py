"""Short clauses of Russian speech that can stand as labels, where a noun phrase would say less.

Each is taken as it was said, cleared of particles and pronouns: «лифт не работает», «навязали страховку»,
«не хватает запчастей», «не успеть до зимы», «сколько выйдет ремонт», «дешевле купить новую».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language import fold
from .parts_ru import (
    LONGEST,
    Clause,
    Part,
    agrees,
    cleared,
    content,
    doubtful_subject,
    ends_well,
    has_subject,
    lemma_of,
    longer,
    nominal,
    objects,
    split,
    told_verb,
    verb_group,
)
from .questions_ru import questions
from .words_ru import GENITIVE, NAMES, Phrase, first, parses, pos, smoothed, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEGMENT = re.compile(r"[^.,;:!?…()«»\"“”—–\[\]\d]+|\[[^\]]*\]|\d+")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


def clauses(text: str) -> list[Phrase]:
    """Return the clauses of one utterance that can stand as labels, in the order of speech."""
    found: list[Phrase] = []
    for segment in _SEGMENT.findall(smoothed(text)):
        if segment[0] == "[" or segment[0].isdigit():
            continue
        words = [word.lower() for word in _WORD.findall(segment)]
        found.extend(questions(words))
        for part in split(words):
            clause = cleared(part)
            for at in range(len(clause)):
                found.extend(_starting(clause, at))
            found.extend(_whole(clause))
    return found


def _starting(clause: Clause, at: int) -> Iterator[Phrase]:
    """Yield the labels that begin with a word of a clause."""
    for pattern, part in (
        *_with_subject(clause, at),
        *_without_subject(clause, at),
        *_own_action(clause, at),
        *_absent(clause, at),
        *_governed(clause, at),
        *_compared(clause, at),
    ):
        if 2 <= len(part.words) <= LONGEST and part.lemmas:  # noqa: PLR2004
            yield Phrase(" ".join(part.words), part.lemmas, pattern)


def _with_subject(clause: Clause, at: int) -> Iterator[tuple[str, Part]]:
    """Yield subject + verb (+ object), «курьер не приехал», and verb + subject, «сломался лифт»."""
    words = clause.words
    if clause.own or clause.lost or (at and words[at - 1] in table().cases):
        return
    subject = nominal(words, at, frozenset({"nomn"}))
    if subject:
        verb = verb_group(words, subject[0].end)
        if verb is None or not agrees(verb[1], subject[1]) or verb[0].words[-1] in {"есть", "было", "был"}:
            return
        told = subject[0] + verb[0]
        transitive = verb[1].tag.transitivity == "tran"
        doubtful = doubtful_subject(subject[0].words[-1])
        for rest in objects(words, told.end, verb[1]):
            if not (transitive and doubtful and rest.words[0] in table().cases):
                yield "subject", told + rest
        # a verb without its object says something only when nothing more was said of it
        if verb[0].lemmas and not (transitive and (doubtful or told.end < len(words))):
            yield "subject", told
        return
    verb = verb_group(words, at)
    after = nominal(words, verb[0].end, frozenset({"nomn"})) if verb else None
    if verb and after and verb[0].lemmas and verb[1].tag.transitivity == "intr" and agrees(verb[1], after[1]):
        for part in longer(words, after[0]):
            yield "subject", verb[0] + part


def _without_subject(clause: Clause, at: int) -> Iterator[tuple[str, Part]]:
    """Yield «навязали страховку»: what is done to people by somebody whom nobody names."""
    words = clause.words
    verb = None if clause.own or clause.lost else verb_group(words, at)
    if verb is None or verb[1].tag.POS != "VERB" or verb[1].tag.number != "plur":
        return
    if verb[1].tag.person in {"1per", "2per"} or _named(words[:at]):
        return
    for rest in objects(words, verb[0].end, verb[1]):
        if verb[0].lemmas or verb[0].words[0] == "не":
            yield "indefinite", verb[0] + rest


def _own_action(clause: Clause, at: int) -> Iterator[tuple[str, Part]]:
    """Yield the infinitive and the object of what the speaker does: «пересчитала сдачу», «копим на взнос»."""
    words = clause.words
    verb = first(words[at])
    if pos(words[at]) != "VERB" or verb.tag.mood != "indc" or not told_verb(verb):
        return
    own = verb.tag.person == "1per" or (verb.tag.tense == "past" and not clause.lost)
    if not own or (verb.tag.person != "1per" and not clause.own and _led(words[:at])):
        return
    front = ("не",) if at and words[at - 1] == "не" else ()
    for rest in objects(words, at + 1, verb):
        yield "infinitive", Part(at + 1, (*front, verb.normal_form), told_verb(verb)) + rest


def _led(words: Sequence[str]) -> bool:
    """Tell whether a noun in the nominative stands among the words: it may be the verb's subject."""
    return any(p.tag.POS == "NOUN" and p.tag.case == "nomn" for word in words for p in parses(word)[:1])


def _named(words: Sequence[str]) -> bool:
    """Tell whether a plural noun in the nominative stands among the words: it may be the verb's subject."""
    return any(
        parse.tag.POS == "NOUN" and parse.tag.case == "nomn" and parse.tag.number == "plur"
        for word in words
        for parse in parses(word)
    )


def _absent(clause: Clause, at: int) -> Iterator[tuple[str, Part]]:
    """Yield «нет чека на руки», «не хватает денег», «без живого оператора»."""
    words = clause.words
    lack = _lack(words, at)
    if lack is None:
        yield from _absent_before(words, at)
        return
    found = nominal(words, at + len(lack), GENITIVE)
    if found:
        front = Part(at + len(lack), _missing(lack), ())
        for part in longer(words, found[0]):
            if lack != ("без",):
                yield "absence", front + part
            elif not table().idle_without.intersection(part.lemmas[:1]):
                yield "without", front + part


def _absent_before(words: Sequence[str], at: int) -> Iterator[tuple[str, Part]]:
    """Yield «нет чека» of «чека нет»."""
    found = nominal(words, at, GENITIVE)
    lack = _lack(words, found[0].end) if found else None
    # what stands after «без» belongs to the words that follow
    if found and lack and lack != ("без",):
        yield "absence", Part(found[0].end + len(lack), _missing(lack), ()) + found[0]


def _lack(words: Sequence[str], at: int) -> tuple[str, ...] | None:
    return next((found for found in table().lacking if tuple(words[at : at + len(found)]) == found), None)


def _missing(lack: tuple[str, ...]) -> tuple[str, ...]:
    return ("нет",) if lack[-1] in {"было", "нету", "будет"} else lack


def _governed(clause: Clause, at: int) -> Iterator[tuple[str, Part]]:
    """Yield infinitive + object with the negation that a word before it brings: «не найти мастера»."""
    words = clause.words
    if pos(words[at]) != "INFN":
        return
    verb = first(words[at])
    before, earlier = (words[at - 1] if at else ""), (words[at - 2] if at > 1 else "")
    if fold(before) in table().governing:
        front: tuple[str, ...] = (before,)
    else:
        front = ("не",) if "не" in {before, earlier} else ()
    own = Part(at + 1, (*front, words[at]), told_verb(verb))
    for rest in objects(words, at + 1, verb) if front or own.lemmas else ():
        yield "infinitive", own + rest


def _compared(clause: Clause, at: int) -> Iterator[tuple[str, Part]]:
    """Yield «дешевле купить новую», «проще вызвать мастера»."""
    words = clause.words
    if pos(words[at]) != "COMP" or at + 1 >= len(words):
        return
    verb = first(words[at + 1])
    if verb.tag.POS != "INFN":
        return
    own = Part(at + 2, words[at : at + 2], (*lemma_of(words[at]), *told_verb(verb)))
    rests = objects(words, at + 2, verb)
    for rest in rests:
        yield "comparative", own + rest
    adjective = at + 2 < len(words) and pos(words[at + 2]) == "ADJF"
    if not rests and adjective and at + 3 == len(words):
        yield "comparative", own + Part(at + 3, (words[at + 2],), lemma_of(words[at + 2]))


def _whole(clause: Clause) -> Iterator[Phrase]:
    """Yield a short clause as it is, for themes that offer nothing better: «не догнать», «горит лампочка»."""
    words = clause.words
    if not 2 <= len(words) <= LONGEST or clause.own or clause.lost or not ends_well(words[-1]):  # noqa: PLR2004
        return
    tags = [first(word).tag for word in words]
    verbs = [tag for tag in tags if tag.POS in {"VERB", "INFN", "ADJS", "PRTS", "PRED", "COMP"}]
    if len(verbs) != 1 or any(tag.POS == "NPRO" for tag in tags) or verbs[0].person in {"1per", "2per"}:
        return
    finite = [first(word) for word in words if pos(word) == "VERB"]
    if any(verb.tag.mood != "indc" for verb in finite):
        return
    if any(fold(first(word).normal_form) in table().reporting for word in words):
        return
    nouns = sum(tag.POS == "NOUN" for tag in tags)
    # speech without punctuation heaps nouns up that belong to several clauses
    if nouns > (1 if verbs[0].POS == "COMP" else 3):
        return
    if any(verb.tag.number == "sing" and not has_subject(words, verb) for verb in finite):
        return
    told = tuple(lemma for word in words for lemma in content(word))
    if len(told) >= 2 or (told and verbs[0].POS == "INFN"):  # noqa: PLR2004
        yield Phrase(" ".join(words), told, "whole")


def stands(words: Sequence[str]) -> bool:
    """Tell whether a piece of speech is a clause with one verb that needs nothing before it."""
    finite = [first(word) for word in words if pos(word) == "VERB"]
    if len(finite) != 1 or not ends_well(words[-1]) or any(map(_personal, words)):
        return False
    (verb,) = finite
    if verb.tag.person in {"1per", "2per"} or verb.tag.mood != "indc":
        return False
    if fold(verb.normal_form) in table().reporting:
        return False
    return has_subject(words, verb)


def _personal(word: str) -> bool:
    parse = first(word)
    return parse.tag.POS == "NPRO" or any(name in parse.tag for name in NAMES)
