"""Capitals for text without them, as some recognisers write: only words that may be names get one.

The finders of persons and streets lean on capitals.  A text keeps its length, so that the places of
what is found in it hold for the text as it was.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, morphology, stop_words, word_set
from .namebook import is_shaped_surname, look_up, never_persons
from .spoken import number_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .namebook import Word

_WORD = re.compile(r"(?<![\w@.-])[^\W\d_]{2,}(?![\w@-])")
_INNER_CAPITAL = re.compile(r"(?<=[^\s.!?…:—–-])[\s«\"(]+[A-ZА-ЯЁ][a-zа-яё]")
_FEWEST_CAPITALS = 1 / 500  # of the words of a text that knows capitals
_FEWEST_WORDS = 12
_ENOUGH = 20  # words to judge by
_MOST_UNKNOWN = 0.2  # of a text's words: speech with jargon and names has a few in a hundred
_SURELY = 2  # how much likelier than any ordinary reading a name must be
_STREET_HEAD = re.compile(
    r"улиц[аеуы]|ул|проспект[ае]?|переул(?:ок|к[аеу])|бульвар[ае]?|шоссе|проезд[ае]?|площад[ьи]"
)
_BEFORE_STREET = frozenset({"на", "по", "до", "с", "со", "от", "возле", "адрес", "адресу"})
_AFTER_STREET = frozenset({"дом", "дома", "доме", "корпус", "квартира", "квартире", "строение", "и"})


def is_caseless(texts: Iterable[str]) -> bool:
    """Tell whether an interview is written without capitals inside its sentences."""
    words = inner = 0
    for text in texts:
        words += text.count(" ") + 1
        inner += len(_INNER_CAPITAL.findall(text))
    return words >= _FEWEST_WORDS and inner < words * _FEWEST_CAPITALS


def with_capitals(texts: Sequence[str]) -> list[str]:
    """Return Russian texts with capitals for the words that may be names of persons and streets.

    Where many words are in no dictionary, none is told from a name: such texts are left as they are.
    """
    told = [match.group() for text in texts for match in _WORD.finditer(text)]
    if len(told) >= _ENOUGH and sum(map(_is_unknown, told)) > _MOST_UNKNOWN * len(told):
        return list(texts)
    return [_raise(text, {*_names(words := _words(text)), *_streets(words)}) for text in texts]


def _words(text: str) -> list[re.Match[str]]:
    return [*_WORD.finditer(text)]


def _raise(text: str, places: Iterable[int]) -> str:
    signs = list(text)
    for place in places:
        raised = signs[place].upper()
        signs[place] = raised if len(raised) == 1 else signs[place]
    return "".join(signs)


def _names(words: Sequence[re.Match[str]]) -> Iterable[int]:
    """Yield the starts of words that may be part of a person's name."""
    sure = [_is_name(match.group()) for match in words]
    for at, match in enumerate(words):
        around = (at > 0 and sure[at - 1] and _joined(words[at - 1], match)) or (
            at + 1 < len(words) and sure[at + 1] and _joined(match, words[at + 1])
        )
        if sure[at] or _is_told(words, at, beside=around):
            yield match.start()


def _joined(one: re.Match[str], two: re.Match[str]) -> bool:
    return two.start() - one.end() == 1


@lru_cache(maxsize=50_000)
def _is_name(shown: str) -> bool:
    """Tell whether a word is hardly anything but a name, or a word of no dictionary."""
    word = look_up(shown)
    if word.bases & never_persons() or fold(shown) in stop_words("ru"):
        return False
    if not word.readings and not word.common:
        return _is_noun(shown)
    best = max((reading.score for reading in word.readings if reading.field != "surname"), default=0.0)
    if word.common:
        surname = max((reading.score for reading in word.of("surname")), default=0.0)
        if is_shaped_surname(shown, word) and surname >= _SURELY * word.common:
            return True
        return best >= _SURELY * word.common and word_set("names_and_things").isdisjoint(word.bases)
    return True


@lru_cache(maxsize=50_000)
def _is_unknown(shown: str) -> bool:
    """Tell whether a word is in no dictionary."""
    return not morphology().word_is_known(fold(shown))


def _is_noun(shown: str) -> bool:
    """Tell whether a word of no dictionary looks like a noun; a new adjective or verb names nobody."""
    return "NOUN" in morphology().parse(shown)[0].tag


def _is_told(words: Sequence[re.Match[str]], at: int, *, beside: bool) -> bool:
    """Tell whether what stands around makes a name of a word that is an ordinary one as well."""
    word = look_up(words[at].group())
    if not word.readings or word.bases & never_persons() or fold(words[at].group()) in stop_words("ru"):
        return False
    kin = _kin()
    before = at > 0 and _joined(words[at - 1], words[at]) and fold(words[at - 1].group()) in kin
    after = at + 1 < len(words) and _joined(words[at], words[at + 1]) and fold(words[at + 1].group()) in kin
    if word.of("first") and word.common < 1 and fold(words[at].group()) not in kin:
        return (
            before or (after and not before and _agree(words[at], words[at + 1])) or (beside and _fits(word))
        )
    return before and is_shaped_surname(words[at].group(), word)


def _fits(word: Word) -> bool:
    best = max((reading.score for reading in word.readings), default=0.0)
    return best >= word.common and word_set("names_and_things").isdisjoint(word.bases)


def _agree(one: re.Match[str], two: re.Match[str]) -> bool:
    """Tell whether a name and the relative after it stand in one case: «оле сестре»."""
    cases = {parse.tag.case for parse in morphology().parse(two.group()) if "NOUN" in parse.tag}
    named = {
        parse.tag.case
        for parse in morphology().parse(one.group())
        if {"Name", "Surn"} & set(parse.tag.grammemes)
    }
    return not named or bool((cases & named) - {None})


@lru_cache(maxsize=1)
def _kin() -> frozenset[str]:
    return frozenset(map(fold, word_set("kin_ru")))


@lru_cache(maxsize=1)
def _street_names() -> frozenset[str]:
    return frozenset(map(fold, word_set("streets_ru")))


def _streets(words: Sequence[re.Match[str]]) -> Iterable[int]:
    """Yield the starts of words that may be names of streets."""
    for at, match in enumerate(words):
        word = fold(match.group())
        if at and fold(words[at - 1].group()) == "на" and _is_alone(words, at):
            yield match.start()
        if _STREET_HEAD.fullmatch(word):
            yield from _after_head(words, at)
            if at and _is_adjective(words[at - 1].group()) and fold(words[at - 1].group()) not in _kin():
                yield words[at - 1].start()
        elif word in _BEFORE_STREET and at + 1 < len(words):
            following = fold(words[at + 1].group())
            if _is_street(following) or _numbered(words, at + 1):
                yield words[at + 1].start()


def _is_alone(words: Sequence[re.Match[str]], at: int) -> bool:
    """Tell whether an adjective after «на» has no noun after it, as a street: «на бауманской чинит»."""
    word = fold(words[at].group())
    if not word.endswith(("ской", "скую", "цкой", "цкую")):
        return False
    following = words[at + 1] if at + 1 < len(words) and _joined(words[at], words[at + 1]) else None
    return following is None or not {"NOUN", "ADJF"} & {
        str(parse.tag.POS) for parse in morphology().parse(following.group())[:2]
    }


def _after_head(words: Sequence[re.Match[str]], at: int) -> Iterable[int]:
    """Yield the words of a street's name up to the house, when a house or a listed name follows."""
    run: list[re.Match[str]] = []
    for match in words[at + 1 : at + 4]:
        if fold(match.group()) in _AFTER_STREET or fold(match.group()) in number_words():
            break
        run.append(match)
    else:
        run = run[:1] if run and _is_street(fold(run[0].group())) else []
    return [match.start() for match in run]


def _numbered(words: Sequence[re.Match[str]], at: int) -> bool:
    """Tell whether a house number in words follows what may be a street: «на промышленную тридцать три»."""
    if at + 1 >= len(words) or not _joined(words[at], words[at + 1]):
        return False
    following = fold(words[at + 1].group())
    is_number = following == "дом" or following in number_words()
    return is_number and (_is_adjective(words[at].group()) or bool(look_up(words[at].group()).of("surname")))


def _is_street(word: str) -> bool:
    listed = _street_names()
    adjective = word.endswith(("ой", "ую", "ая")) and f"{word[:-2]}ая" in listed
    return word in listed or adjective


@lru_cache(maxsize=10_000)
def _is_adjective(word: str) -> bool:
    return word.endswith(
        ("ская", "ской", "скую", "ский", "ском", "ному", "ная", "ной", "ную", "ном", "вая", "вой", "вую")
    )
