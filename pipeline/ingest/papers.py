"""Cards, accounts, documents, contracts and number plates, by check digits or by the word before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .personal import PersonalItem, PersonalType

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DIGIT = re.compile(r"\d")
_CARD = re.compile(r"(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])")
_CARD_SHAPE = re.compile(r"[2-6]\d{3}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{1,3})?")
_SNILS = re.compile(r"(?<!\d)\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2}(?!\d)")
_INN = re.compile(r"(?<!\d)\d{12}(?!\d)")
_SSN = re.compile(r"(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_NINO = re.compile(r"(?<!\w)[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D](?!\w)")
_IBAN = re.compile(r"(?<!\w)[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,3})?(?!\w)")
# a Russian account begins with its kind and has the currency in places 6 to 8
_ACCOUNT = re.compile(r"(?<!\d)[3-4]\d{4}[ ]?(?:810|643|840|978|156)(?:[ ]?\d){12}(?!\d)")
_PAPER = re.compile(
    r"(?i:\b(?:(?:загран)?паспорт\w*|сери[яюи]|прав[аах]\w{0,2}|свидетельств\w+|удостоверени\w+|полис\w*|снилс|инн|passports?|licen[cs]e|insurance)\b)"
    r"(?P<between>[^\d.?!\n]{0,25})"
    r"(?P<paper>(?:(?<!\w)[A-ZА-Я]{1,3}[ -]?)?\d(?:[\d -]|\s*(?i:номер|№|n)\s*){4,18}\d)"
)
_CONTRACT = re.compile(
    r"(?i:\b(?:договор\w*|контракт\w*|полис\w*|доверенност\w+|заявлени\w+|contract|agreement|policy|reference|"
    r"booking|account)\b)"
    r"(?P<between>[^\d.?!\n]{0,25}?)(?P<sign>(?i:№|номер\w*|number|no\.?|#)?\s*)"
    r"(?P<paper>(?<![\w.])[A-ZА-ЯЁ\d][A-ZА-ЯЁa-zа-яё\d]*(?:[/-][A-ZА-ЯЁa-zа-яё\d]+)*(?!\w|[.,:]\d))"
)
# what has a number of its own in letters and figures, or after the word «номер»
_ORDER_WORD = (
    r"(?:заказ(?:-наряд)?|заявк|наряд|дел[оау]\b|накладн|квитанц|бирк|билет|трек|обращени|бронь|брони|тикет|сч[её]т|"
    r"абонемент|пропуск|сертификат|акт\b|акта\b|протокол|полис|invoice|order|docket|notice|ticket|claim|case|loan|tracking|permit|receipt|card)"
)
_ORDER = re.compile(
    rf"(?i:\b(?P<number>номер\w*\s+)?{_ORDER_WORD}\w*)(?P<between>[^\d.?!\n]{{0,14}}?)"
    r"(?P<sign>(?i:№|номер\w*|number(?:\s(?:is|was))?|no\.|#|is)?\s*)"
    r"(?P<paper>(?<![\w.])(?:[A-ZА-ЯЁ]{1,4} \d{4,}|[A-ZА-ЯЁ\d]+(?:[/-][A-ZА-ЯЁ\d]+)*)(?!\w|[.,:]\d))"
)
_PASSPORT = re.compile(
    r"(?<![\d+])(?:\d{2}\s?(?:№\s?)?\d{7}|\d{2}\s?\d{2}\s?(?:№\s?)?\d{6}|[A-Z]{2}\s?\d{7})(?!\d)"
)
_NEAR_PASSPORT = re.compile(r"(?i:паспорт|passport|\bправа\b|водительск|licen[cs]e)")
_PASSPORT_REACH = 120
_SIGNED = re.compile(
    r"№\s?(?P<paper>[A-ZА-ЯЁ]{1,4}[ /-]?\d{3,}(?:[/-][A-ZА-ЯЁ\d]+)*|\d{3,}[/-][A-ZА-ЯЁ\d]+)(?!\w)"
)
_BIRTH_PAPER = re.compile(r"(?<!\w)[IVXLC]{1,5}-[А-ЯЁ]{2}\s?(?:№\s?)?\d{6}(?!\d)")
_CADASTRE = re.compile(r"(?<![\d:])\d{2}:\d{2}:\d{6,7}:\d{1,6}(?![\d:])")
_LICENCE_UK = re.compile(r"(?<!\w)[A-Z9]{5}\s?\d{6}\s?[A-Z\d]{5}(?!\w)")
_TOLD_ACCOUNT = re.compile(
    r"(?i:\b(?:(?:лицев|расч[её]тн)\w+\s+сч[её]т\w*|номер\w*\s+сч[её]та|л/с|р/с|account|routing|sort code)\b)"
    r"[^\d.?!\n]{0,16}(?P<account>\d{5,20}|\d{2}-\d{2}-\d{2})(?![\w-])"
)
_PLATE_RU = re.compile(
    r"(?<!\w)[АВЕКМНОРСТУХABEKMHOPCTYX]\s?\d{3}\s?[АВЕКМНОРСТУХABEKMHOPCTYX]{2}(?:\s?[1-9]?\d{2})?(?!\w)"
)
_PLATE_UK = re.compile(r"(?<!\w)[A-Z]{2}\d{2}\s?[A-Z]{3}(?!\w)")
_NEAR_CARD = re.compile(r"(?i:\bкарт\w+|\bcards?\b)[^.?!\n]{0,30}$")
_FEWEST_DIGITS = 3
_BARE_DIGITS = 5  # of a contract's number without letters, or it may be a year or a sum
_REMAINDER = 97


def find_papers(text: str) -> Iterator[PersonalItem]:
    """Yield cards, accounts and documents; may overlap."""
    if _DIGIT.search(text) is None:
        return
    for match in _CARD.finditer(text):
        shown = match.group()
        near = _NEAR_CARD.search(text[: match.start()])
        if is_card(_digits(shown)) or _CARD_SHAPE.fullmatch(shown) or near:
            yield _item(match, PersonalType.CARD)
    for match in _ACCOUNT.finditer(text):
        yield _item(match, PersonalType.ACCOUNT)
    for match in _IBAN.finditer(text):
        if is_iban(match.group()):
            yield _item(match, PersonalType.ACCOUNT)
    for match in _TOLD_ACCOUNT.finditer(text):
        yield _item(match, PersonalType.ACCOUNT, "account")
    yield from _documents(text)


def _documents(text: str) -> Iterator[PersonalItem]:
    checked: tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...] = (
        (_SNILS, is_snils), (_INN, is_inn), (_SSN, bool), (_NINO, bool), (_PLATE_RU, bool), (_PLATE_UK, bool),
        (_CADASTRE, bool), (_LICENCE_UK, bool), (_BIRTH_PAPER, bool),
    )  # fmt: skip
    for pattern, is_valid in checked:
        for match in pattern.finditer(text):
            if is_valid(_digits(match.group())):
                yield _item(match, PersonalType.DOCUMENT)
    for match in _PASSPORT.finditer(text):
        if _NEAR_PASSPORT.search(text[max(0, match.start() - _PASSPORT_REACH) : match.start()]):
            yield _item(match, PersonalType.DOCUMENT)
    told: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], bool]], ...] = (
        (_SIGNED, bool), (_ORDER, _is_order), (_PAPER, bool), (_CONTRACT, _is_contract),
    )  # fmt: skip
    for named, is_told in told:
        for match in named.finditer(text):
            if is_told(match):
                yield _item(match, PersonalType.DOCUMENT, "paper")


def _is_contract(match: re.Match[str]) -> bool:
    """Tell whether what follows «договор» is its number, not a year, a term or a sum."""
    paper, digits = match["paper"], _digits(match["paper"])
    if len(digits) < _FEWEST_DIGITS:
        return False
    if match["sign"].strip() or re.search(r"(?i:№|номер|number)", match["between"]):
        return True
    mixed = len(digits) < len(paper) and bool(re.search(r"[/-]|[A-ZА-ЯЁ]", paper))
    if re.fullmatch(r"\d+(?:[/-]\d+)*(?:го|й|е|х|th|s)?", paper) or not mixed:
        return len(digits) >= _BARE_DIGITS and not re.search(r"\b(?:на|for|от|до|за)\s*$", match["between"])
    return True


def _is_order(match: re.Match[str]) -> bool:
    """Tell whether what follows «заказ» is its number: letters and figures, or figures after «номер»."""
    paper, digits = match["paper"], _digits(match["paper"])
    if len(digits) < _FEWEST_DIGITS:
        return False
    numbered = match["number"] or re.search(r"(?i:№|номер|number|no\.|#)", match["sign"])
    mixed = bool(re.search(r"[^\W\d]", paper))
    return bool(numbered) or (mixed and not re.search(r"(?i:\b(?:на|for|до|от|to)\s*)$", match["between"]))


def _item(match: re.Match[str], kind: PersonalType, part: str | int = 0) -> PersonalItem:
    start, end = match.span(part)
    shown = match[part].upper()
    normal = "".join(filter(str.isalnum, shown)) if re.search(r"[^\W\d_]", shown) else _digits(shown)
    if part == "paper" and re.search(r"(?i:номер|№)", shown):
        normal = _digits(shown)
    return PersonalItem(start=start, end=end, type=kind, normal=normal)


def _digits(text: str) -> str:
    return "".join(filter(str.isdecimal, text))


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


def is_iban(text: str) -> bool:
    """Check an international account number by its remainder (ISO 13616)."""
    bare = "".join(filter(str.isalnum, text))
    return int("".join(str(int(sign, 36)) for sign in bare[4:] + bare[:4])) % _REMAINDER == 1
