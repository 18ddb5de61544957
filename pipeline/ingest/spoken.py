"""Phones and e-mail addresses said in words: «восемь девятьсот двенадцать…», «анна собака почта точка ру»."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, stop_words, word_list, word_set
from .personal import PersonalItem, PersonalType

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W_]+")
_PHONE_DIGITS = {"ru": range(10, 12), "en": range(10, 14)}
_FEWEST_WORDS = 4
_HUNDRED, _TWENTY, _TEN = 100, 20, 10
_TIMES = {"double": 2, "triple": 3}

_RU_ENDING = r"(?:ру|ком|нет|рф|орг|инфо|су|ru|com|net|org|su)"
_RU_DOMAIN = re.compile(
    rf"\s+собач?ка\s+(?:[\w-]+\s+){{1,3}}?точка\s+{_RU_ENDING}(?!\w)|"
    rf"\s+собач?ка\s+[\w-]+\.{_RU_ENDING}(?!\w)|"
    r"\s+собач?ка\s+(?:м[еэа]йл|яндекс|г\s?мейл|дж?и?\s?мейл|жимейл|рамблер|почта|инбокс|лист|бк|аутлук|хотмейл|"
    rf"айклауд|mail|yandex|gmail)\s+{_RU_ENDING}(?!\w)",
    re.IGNORECASE,
)
_LOCAL_WORD = re.compile(r"[\w.-]+$")
_LONGEST_LOCAL = 6  # words before «собака»
_NICK_RU = re.compile(
    r"\b(?:ник\w{0,4}|логин\w{0,2}|юзернейм\w{0,2}|аккаунт\w{0,2})\b[^.?!\n]{0,20}?\b(?P<nick>собач?ка(?:\s+[^\W_]+){1,5})",
    re.IGNORECASE,
)
_EN_EMAIL = re.compile(
    r"(?<!\w)[\w-]+(?:\s+(?:dot|underscore|dash)\s+[\w-]+)*\s+at\s+[\w-]+(?:\s+dot\s+[\w-]+)*?\s+dot\s+"
    r"(?:com|org|net|edu|gov|info|io|me|ie|ru|de|eu|example|co\s+dot\s+uk|uk)(?!\w)",
    re.IGNORECASE,
)


@lru_cache(maxsize=2)
def number_words(language: str = "ru") -> dict[str, int]:
    """Return the spoken numbers of a language below a thousand and their values."""
    return {fold(line.split()[0]): int(line.split()[1]) for line in word_list(f"numbers_{language}")}


def find_spoken(text: str, language: str) -> Iterator[PersonalItem]:
    """Yield phones and e-mail addresses that are said in words."""
    yield from _emails_ru(text)
    yield from _nicks_ru(text)
    if language == "ru":
        yield from _phones(text, "ru")
        return
    yield from _phones(text, "en")
    for match in _EN_EMAIL.finditer(text):
        yield _item(match.start(), match.end(), PersonalType.EMAIL, " ".join(match.group().lower().split()))


def _item(start: int, end: int, kind: PersonalType, normal: str) -> PersonalItem:
    return PersonalItem(start=start, end=end, type=kind, normal=normal)


def _emails_ru(text: str) -> Iterator[PersonalItem]:
    """Yield addresses with «собака» in them; the words before it belong to it up to a pause or a lead-in."""
    for match in _RU_DOMAIN.finditer(text):
        start = match.start()
        for _ in range(_LONGEST_LOCAL):
            word = _LOCAL_WORD.search(text[:start].rstrip(" "))
            if word is None or fold(word.group()) in word_set("address_leads"):
                break
            start = word.start()
        if start < match.start():
            normal = " ".join(fold(text[start : match.end()]).split())
            yield _item(start, match.end(), PersonalType.EMAIL, normal)


def _nicks_ru(text: str) -> Iterator[PersonalItem]:
    """Yield nicknames said aloud: «логин собака иван петров», up to a word that belongs to the sentence."""
    for match in _NICK_RU.finditer(text):
        words = list(_WORD.finditer(text, *match.span("nick")))
        size = next((at for at, word in enumerate(words) if fold(word.group()) in _after_nick()), len(words))
        if size > 1:
            start, end = words[0].start(), words[size - 1].end()
            yield _item(start, end, PersonalType.URL, " ".join(fold(text[start:end]).split()))


@lru_cache(maxsize=1)
def _after_nick() -> frozenset[str]:
    return frozenset(map(fold, stop_words("ru"))) | word_set("address_leads")


def _phones(text: str, language: str) -> Iterator[PersonalItem]:
    """Yield runs of spoken numbers that give as many digits as a phone has."""
    run: list[tuple[int, int, str]] = []
    known = number_words(language)
    for match in [*_WORD.finditer(text), None]:
        word = fold(match.group()) if match else ""
        value = word if word.isdecimal() or word in _TIMES else known.get(word)
        if match and value is not None:
            run.append((match.start(), match.end(), str(value)))
            continue
        if language == "en" and word == "hundred" and run and match:
            run[-1] = (run[-1][0], match.end(), f"{run[-1][2]}00")
            continue
        digits = dial(_repeated([value for *_, value in run]))
        if len(digits) in _PHONE_DIGITS[language] and len(run) >= _FEWEST_WORDS:
            plausible = digits[0] in ("789" if language == "ru" else "0123456789")
            if plausible and any(not text[start:end].isdecimal() for start, end, _ in run):
                normal = f"+7{digits[-10:]}" if language == "ru" else digits
                yield _item(run[0][0], run[-1][1], PersonalType.PHONE, normal)
        run = []


def _repeated(values: list[str]) -> list[str]:
    """Write out "double seven" as seven, seven."""
    written: list[str] = []
    times = 1
    for value in values:
        if value in _TIMES:
            times = _TIMES[value]
        else:
            written += [value] * times
            times = 1
    return written


def dial(values: list[str]) -> str:
    """Join spoken numbers as one dials them: "900", "12" → "912"; "60", "7" → "67"; "0" stays."""
    dialled: list[str] = []
    room = 0  # what may still be added to the last number: less than this
    for value in values:
        number = int(value)
        if room and 0 < number < room and len(value) == len(str(number)):
            dialled[-1] = str(int(dialled[-1]) + number)
        else:
            dialled.append(value)
        room = _HUNDRED if number >= _HUNDRED and not number % _HUNDRED else 0
        room = _TEN if _TWENTY <= number < _HUNDRED and not number % _TEN else room
    return "".join(dialled)
