"""Phones, e-mail addresses, accounts, cards and documents in a text, by their shape and check digits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, word_list
from .personal import PersonalItem, PersonalType

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@(?:[A-Za-zА-Яа-я0-9-]+\.)+[A-Za-zА-Яа-я]{2,}(?![\w-])")
_SPOKEN_EMAIL = re.compile(
    r"(?<!\w)[A-Za-z][\w.-]*\s+собака\s+[\w-]+(?:\s+точка\s+|\.)(?:ру|ком|ru|com|net|рф)(?!\w)"
)
_ACCOUNT = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:t\.me|telegram\.me|vk\.com|vk\.ru|instagram\.com|facebook\.com|fb\.com|wa\.me|"
    r"ok\.ru/profile|linkedin\.com/in|twitter\.com|x\.com|tiktok\.com|github\.com|youtube\.com/@?)/?"
    r"@?[\w.+%-]*[\w]",
    re.IGNORECASE,
)
_NICK = re.compile(r"(?<![\w.@/])@[A-Za-z]\w{3,31}(?![\w@])")
_CARD = re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")
_SNILS = re.compile(r"(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}(?!\d)")
_INN = re.compile(r"(?<!\d)\d{12}(?!\d)")
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_PAPER = re.compile(
    r"(?i:\b(?:паспорт\w*|сери[яюи]|удостоверени\w+|полис\w*|снилс|инн|passport|licen[cs]e|insurance)\b)"
    r"(?P<between>[^\d.?!\n]{0,25})"
    r"(?P<paper>\d(?:[\d -]|\s*(?i:номер|№|n)\s*){4,18}\d)"
)
_RUSSIAN_PHONE = re.compile(r"(?<![\d+])(?:\+?7|8)[\s(-]*[3489]\d{2}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
_REGION = {"ru": "RU", "en": "US"}
_FEWEST_DIGITS = 7
_SPOKEN_DIGITS = (10, 11)  # of a phone said in words
_WORD = re.compile(r"[^\W_]+")
_HUNDRED, _TWENTY, _TEN = 100, 20, 10


def find_contacts(text: str, language: str) -> Iterator[PersonalItem]:
    """Yield what the shape of a text tells: e-mail, accounts, cards, documents, phones; may overlap."""
    for pattern in (_EMAIL, _SPOKEN_EMAIL):
        for match in pattern.finditer(text):
            yield _item(match.start(), match.end(), PersonalType.EMAIL, match.group().lower())
    for pattern in (_ACCOUNT, _NICK):
        for match in pattern.finditer(text):
            account = re.sub(r"^(?:https?://)?(?:www\.|m\.)?", "", match.group().lower())
            yield _item(match.start(), match.end(), PersonalType.URL, account)
    if sum(map(str.isdigit, text)) >= _FEWEST_DIGITS:
        yield from _numbers(text)
        yield from _phones(text, language)
    if language == "ru":
        yield from _spoken_phones(text)


def _item(start: int, end: int, kind: PersonalType, normal: str) -> PersonalItem:
    return PersonalItem(start=start, end=end, type=kind, normal=" ".join(normal.split()))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _numbers(text: str) -> Iterator[PersonalItem]:
    """Yield cards and documents: those with check digits by these, others by the word before them."""
    for match in _CARD.finditer(text):
        if is_card(_digits(match.group())):
            yield _item(match.start(), match.end(), PersonalType.CARD, _digits(match.group()))
    for pattern, is_valid in ((_SNILS, is_snils), (_INN, is_inn)):
        for match in pattern.finditer(text):
            if is_valid(_digits(match.group())):
                yield _item(match.start(), match.end(), PersonalType.DOCUMENT, _digits(match.group()))
    for match in _SSN.finditer(text):
        yield _item(match.start(), match.end(), PersonalType.DOCUMENT, _digits(match.group()))
    for match in _PAPER.finditer(text):
        yield _item(*match.span("paper"), PersonalType.DOCUMENT, _digits(match["paper"]))


def is_card(digits: str) -> bool:
    """Check a card number by Luhn's rule (ISO/IEC 7812-1)."""
    doubled = (int(digit) * (1 + at % 2) for at, digit in enumerate(reversed(digits)))
    return digits[0] in "23456" and sum(value - 9 * (value > 9) for value in doubled) % 10 == 0  # noqa: PLR2004


def is_snils(digits: str) -> bool:
    """Check a Russian insurance number by its last two digits."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:9], range(9, 0, -1), strict=True))
    return len(set(digits)) > 1 and total % 101 % 100 == int(digits[9:])


def is_inn(digits: str) -> bool:
    """Check a person's Russian taxpayer number by its last two digits."""
    weights = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)

    def check(size: int) -> int:
        pairs = zip(digits[:size], weights[-size:], strict=True)
        return sum(int(digit) * weight for digit, weight in pairs) % 11 % 10

    return len(set(digits)) > 1 and [check(10), check(11)] == [int(digits[10]), int(digits[11])]


def _phones(text: str, language: str) -> Iterator[PersonalItem]:
    import phonenumbers  # noqa: PLC0415 (large tables: only when there are enough digits)

    for region in dict.fromkeys((_REGION.get(language, "US"), "RU", "GB")):
        for match in phonenumbers.PhoneNumberMatcher(text, region):
            normal = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            yield _item(match.start, match.end, PersonalType.PHONE, normal)
    for found in _RUSSIAN_PHONE.finditer(text):
        yield _item(found.start(), found.end(), PersonalType.PHONE, f"+7{_digits(found.group())[1:]}")


@lru_cache(maxsize=1)
def number_words() -> dict[str, int]:
    """Return the spoken Russian numbers below a thousand and their values."""
    return {fold(line.split()[0]): int(line.split()[1]) for line in word_list("numbers_ru")}


def _spoken_phones(text: str) -> Iterator[PersonalItem]:
    """Yield phones said in words («восемь девятьсот двенадцать…»): numbers of ten or eleven digits."""
    run: list[tuple[int, int, str]] = []
    for match in [*_WORD.finditer(text), None]:
        word = fold(match.group()) if match else ""
        value = word if word.isdecimal() else number_words().get(word)
        if match and value is not None:
            run.append((match.start(), match.end(), str(value)))
            continue
        digits = dial([value for *_, value in run])
        if len(digits) in _SPOKEN_DIGITS and digits[0] in "789" and len(run) >= 4:  # noqa: PLR2004
            yield _item(run[0][0], run[-1][1], PersonalType.PHONE, f"+7{digits[-10:]}")
        run = []


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
