"""Where a text names something: in quotation marks, with a capital, in Latin letters, after «приложение».

What is found here is a name of anything; whether it is a touchpoint's is decided in ``system_names``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ..language import fold, lemma, morphology, stop_words, word_set
from .name_lists import lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .name_lists import Lists

_TOKEN = re.compile(r"\[[^\]]*\]|[^\W_]+(?:[-.&][^\W_]+)*|[^\w\s]")
_QUOTED = re.compile(r"[«„“\"]([^«»„“”\"]{2,40})[»”“\"]")
_POSSESSIVE = re.compile(r"[’']s?$")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_OPENING, _SKIPPED = frozenset(".!?…:\n"), frozenset("«„“\"”'(—–-*")
_LONGEST = 4  # words of a name
_SHORTEST = 2  # letters of a name
_LATIN_SHORTEST = 3  # letters of a word without a capital
_LIKELY = 0.1  # readings less likely than this share of the first one do not count
_NO_NAMES = frozenset({"VERB", "INFN", "NPRO", "CONJ", "PRCL", "INTJ", "PRED", "GRND", "PRTS", "ADJS"})
_STRONGLY = 2  # signs in a preposition of means
_PERSON, _PLACE = ("Name", "Surn", "Patr"), "Geox"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a text; ``head`` is the word beside it that says what it is, as lemmas."""

    words: tuple[str, ...]  # as said
    start: int
    end: int
    head: tuple[str, ...] = ()
    quoted: bool = False
    plain: bool = False  # known by its head alone: in the text it looks like any other word
    compound: bool = False  # «окно приёма»: the head is inside
    led: int = 0  # 1 after «в …», 2 after «через …»
    personal: bool = False
    place: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    lemma: str
    opens: bool

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_proper(self) -> bool:
        return self.is_word and (self.text[0].isupper() or self.text[:1].isdigit())


def find_mentions(text: str, language: str) -> list[Mention]:
    """Return the names in a text, each place once, in the order of the text."""
    words = _words(text, language)
    found = [*_quoted(text, words, language), *_capitals(words, language), *_compounds(words, language)]
    if language == "ru":
        found += _appositions(words)
    taken: list[Mention] = []
    for mention in sorted(found, key=lambda m: (not m.quoted, m.compound, m.plain, m.start)):
        if all(mention.end <= other.start or other.end <= mention.start for other in taken):
            taken.append(mention)
    return sorted(taken, key=lambda mention: mention.start)


def spoken(text: str) -> list[str]:
    """Return the words of a text as written, without signs and pseudonyms."""
    return [_POSSESSIVE.sub("", token) for token in _TOKEN.findall(text) if token[0].isalnum()]


@lru_cache(maxsize=50_000)
def readings(word: str) -> tuple[Any, ...]:
    """Return the likely readings of a Russian word."""
    found = morphology().parse(word)
    return tuple(parse for parse in found if parse.score >= _LIKELY * found[0].score)


def is_latin(word: str) -> bool:
    """Tell a word without Russian letters."""
    return not _CYRILLIC.search(word)


def _words(text: str, language: str) -> list[_Word]:
    words: list[_Word] = []
    opens = True
    for match in _TOKEN.finditer(text):
        token = match.group()
        said = token if token[0] == "[" else fold(token)
        base = lemma(said, language) if token[0].isalnum() else said
        words.append(_Word(token, match.start(), match.end(), base, opens))
        if token in _OPENING:
            opens = True
        elif token not in _SKIPPED:
            opens = False
    return words


def _quoted(text: str, words: Sequence[_Word], language: str) -> Iterator[Mention]:
    for match in _QUOTED.finditer(text):
        start, end = match.span(1)
        inside = [number for number, word in enumerate(words) if start <= word.start and word.end <= end]
        said = [words[number] for number in inside]
        if 1 <= len(said) <= _LONGEST and all(word.is_word for word in said) and _is_title(said, language):
            yield _mention(words, inside[0], inside[-1] + 1, language, quoted=True)


def _is_title(said: Sequence[_Word], language: str) -> bool:
    """Tell a name in quotation marks from a quoted remark or the words of a button."""
    first = said[0].text
    if len(first) < _SHORTEST or fold(" ".join(word.text for word in said)) in lists(language).never:
        return False
    if not first[0].isupper():
        return is_latin(first) and language == "ru" and first[0].isalpha()
    if language != "ru":
        return all(word.is_proper for word in said)
    parses = [readings(fold(word.text))[0] for word in said if not is_latin(word.text)]
    parts = [parse.tag.POS if parse.is_known else "NOUN" for parse in parses]  # a word of no dictionary names
    if parts and (parts[0] == "PREP" or _NO_NAMES & set(parts)):
        return False
    return "NOUN" in parts or len(parts) < len(said)


def _capitals(words: Sequence[_Word], language: str) -> Iterator[Mention]:
    """Yield runs of words with a capital inside a sentence, and in Russian speech those in Latin letters."""
    at = 0
    while at < len(words):
        end = at
        while end < len(words) and end - at < _LONGEST and _may_name(words, end, at, language):
            end += 1
        if end == at:
            at += 1
            continue
        mention = _mention(words, at, end, language)
        if mention.head or not _opens(words[at]) or (language == "ru" and is_latin(words[at].text)):
            yield mention
        at = end


def _may_name(words: Sequence[_Word], at: int, first: int, language: str) -> bool:
    """Tell whether a word may be one of a name that begins at ``first``."""
    word = words[at]
    if (
        not word.is_word
        or len(word.text) < _SHORTEST
        or {word.lemma, fold(word.text)} & lists(language).never
    ):
        return False
    if at > first and words[at - 1].end + 1 != word.start:
        return False
    if language == "ru" and is_latin(word.text) and any(map(str.isalpha, word.text)):
        return word.text[0].isupper() or len(word.text) >= _LATIN_SHORTEST
    capital = word.text[0].isupper() and not (word.text.isupper() and language == "ru")
    return capital and (at > first or _may_begin(words, at, language))


def _may_begin(words: Sequence[_Word], at: int, language: str) -> bool:
    if words[at].lemma in stop_words(language):
        return False
    return not _opens(words[at]) or (language != "ru" and _goes_on(words, at))


def _goes_on(words: Sequence[_Word], at: int) -> bool:
    """Tell whether another capital follows: "Harbor Desk" is a name at the start of a sentence, too."""
    return at + 1 < len(words) and words[at + 1].text[0].isupper() and words[at + 1].is_word


def _opens(word: _Word) -> bool:
    """Tell a capital that the start of a sentence asks for from one of the word's own (HelpHub)."""
    return word.opens and not any(map(str.isupper, word.text[1:]))


def _mention(words: Sequence[_Word], start: int, end: int, language: str, *, quoted: bool = False) -> Mention:
    said = tuple(_POSSESSIVE.sub("", word.text) for word in words[start:end])
    tags = [parse.tag for word in said if not is_latin(word) for parse in readings(fold(word))]
    before = [word for word in words[max(0, start - 4) : start] if word.text not in _SKIPPED]
    return Mention(
        words=said,
        start=words[start].start,
        end=words[end - 1].end,
        head=_head(words, start, end, before, language),
        quoted=quoted,
        led=_led(fold(before[-1].text), lists(language)) if before else 0,
        personal=not quoted
        and (_is_english_name(said) or any(mark in tag for tag in tags for mark in _PERSON)),
        place=not quoted and any(_PLACE in tag for tag in tags),
    )


def _led(before: str, known: Lists) -> int:
    return _STRONGLY if before in known.through else int(before in known.places)


def _is_english_name(said: Sequence[str]) -> bool:
    return any(is_latin(word) and fold(word) in word_set("names_en") for word in said)


def _head(
    words: Sequence[_Word], start: int, end: int, before: Sequence[_Word], language: str
) -> tuple[str, ...]:
    """Return the word that says what a name is: «приложение „Спица“», «сервис под названием „Спица“»."""
    known = lists(language)
    if language != "ru":
        if end - start > 1 and (words[end - 1].lemma,) in known.heads:
            return (words[end - 1].lemma,)
        after = [word for word in words[end : end + 2] if word.text not in _SKIPPED]
        if after and (after[0].lemma,) in known.heads:
            return (after[0].lemma,)
        return _called(before, known) or _ending(before, known)
    if all(is_latin(word.text) or _is_nominative(word.text) for word in words[start:end]):
        return _called(before, known) or _ending(before, known)
    return ()


def _called(before: Sequence[_Word], known: Lists) -> tuple[str, ...]:
    """Return the head before «называется», if there is one."""
    places = [number for number, word in enumerate(before) if word.lemma in known.calling]
    heads = [word for word in before[: places[-1]] if (word.lemma,) in known.heads] if places else []
    return (heads[-1].lemma,) if heads else ()


def _ending(before: Sequence[_Word], known: Lists) -> tuple[str, ...]:
    """Return the head that the words before a name end with, the longest one."""
    for length in (2, 1):
        key = tuple(word.lemma for word in before[-length:])
        if len(key) == length and key in known.heads:
            return key
    return ()


def _is_nominative(word: str) -> bool:
    cases = {parse.tag.case for parse in readings(fold(word))}
    return bool(cases & {"nomn", "accs", None})


def _appositions(words: Sequence[_Word]) -> Iterator[Mention]:
    """Yield names of speech without capitals: a noun in the nominative right after «приложение»."""
    known = lists("ru")
    for at, (head, word) in enumerate(pairwise(words)):
        if head.lemma not in known.systems or not word.text[0].islower() or is_latin(word.text):
            continue
        after = words[at + 2] if at + 2 < len(words) else None
        if _stands_beside(head.text, word, after) and word.lemma not in known.never:
            key = _ending(words[max(0, at - 1) : at + 1], known) or (head.lemma,)
            yield Mention(words=(word.text,), start=word.start, end=word.end, head=key, plain=True)


def _stands_beside(head: str, word: _Word, after: _Word | None) -> bool:
    """Tell a name from a word that depends on the head («сервис доставки») or has a verb of its own."""
    if len(word.text) <= _SHORTEST or word.lemma in stop_words("ru") or fold(word.text) in stop_words("ru"):
        return False
    tags = [parse.tag for parse in readings(fold(word.text))]
    if any(tag.POS != "NOUN" or tag.case not in {"nomn", "accs"} or tag.number != "sing" for tag in tags):
        return False
    if not any(tag.case == "nomn" for tag in tags):
        return False
    verb = after is not None and after.is_word and readings(fold(after.text))[0].tag.POS == "VERB"
    return not verb or "nomn" in {parse.tag.case for parse in readings(fold(head))}


def _compounds(words: Sequence[_Word], language: str) -> Iterator[Mention]:
    """Yield «окно приёма», «электронное табло», "returns desk"."""
    known = lists(language)
    for at, word in enumerate(words):
        if word.lemma not in known.compounds:
            continue
        before = words[at - 1] if at else None
        after = words[at + 1] if at + 1 < len(words) else None
        start, end = at, at + 1
        if language == "ru" and after and after.lemma in known.services and _is_genitive(after.text):
            end = at + 2
        describing = known.adjectives | (known.services if language != "ru" else frozenset())
        if before and (before.lemma in describing or fold(before.text) in describing):
            start = at - 1
        if end - start > 1:
            said = tuple(each.text for each in words[start:end])
            yield Mention(
                words=said,
                start=words[start].start,
                end=words[end - 1].end,
                head=(word.lemma,),
                compound=True,
            )


def _is_genitive(word: str) -> bool:
    return any(parse.tag.case in {"gent", "gen2"} for parse in readings(fold(word)))
