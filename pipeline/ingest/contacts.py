"""What the shape of a text tells: phones, e-mail addresses, accounts in networks, papers, dates of birth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .birthdays import find_birthdays
from .papers import find_papers
from .personal import PersonalItem, PersonalType
from .spelt import find_spelt
from .spoken import find_spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

_EMAIL = re.compile(r"(?<![\w.+-])[A-Za-z0-9][\w.+-]*@(?:[A-Za-zА-Яа-я0-9-]+\.)+[A-Za-zА-Яа-я]{2,}(?![\w-])")
_ACCOUNT = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:t\.me|telegram\.me|vk\.com|vk\.ru|instagram\.com|facebook\.com(?:/groups)?|fb\.com|wa\.me|"
    r"ok\.ru/profile|linkedin\.com/in|twitter\.com|x\.com|tiktok\.com|github\.com|youtube\.com/@?|threads\.net|discord\.gg|steamcommunity\.com/id|boosty\.to|"
    r"pinterest\.\w+|avito\.ru/user|dzen\.ru|rutube\.ru/channel|behance\.net)/?"
    r"@?[\w.+%-]*[\w]",
    re.IGNORECASE,
)
_NICK = re.compile(r"(?<![\w.@/])@[A-Za-z_][\w.]{2,30}\w(?![\w@])")
_CALLED = re.compile(
    r"\b(?i:ник(?:нейм)?|логин|юзернейм|username|user\s?name|handle|screen\s?name)\b[^\n.?!]{0,15}?"
    r"(?<![\w@])(?P<nick>[A-Za-z][A-Za-z.]*[\d_][\w.]*\w)(?!\w)"
)
_RUSSIAN_PHONE = re.compile(r"(?<![\d+])(?:\+?7|8)[\s(-]*[3489]\d{2}[\s)-]*\d{3}[\s-]*\d{2}[\s-]*\d{2}(?!\d)")
_BRITISH_PHONE = re.compile(
    r"(?<![\d+])(?:\(0\d{2,5}\)|0\d{2,5})[ -]\d{3,4}[ -]?\d{3,4}(?!\d)|(?<![\d+])07\d{9}(?!\d)"
)
_TOLD_PHONE = re.compile(
    r"(?i:\b(?:тел(?:ефон\w*)?|моб\w*|позвон\w+|звон\w+|набер\w+|набр\w+|whatsapp|в[ао]тсап\w*|phone|call|rang|ring|"
    r"text|mobile|landline)\b)[^\d\n.?!]{0,25}(?P<phone>[+(]?\d{1,5}[)]?(?:[ -]\(?\d{2,4}\)?){2,4})(?!\d)"
)
_REGION = {"ru": "RU", "en": "US"}
_FEWEST_DIGITS = 6
_TOLD_DIGITS = range(6, 13)  # of a number that follows «телефон»


def find_contacts(text: str, language: str, before: str = "") -> Iterator[PersonalItem]:
    """Yield what the shape of a text tells: e-mail, accounts, cards, documents, phones; may overlap.

    ``before`` is what was said just before, as the question that a date of birth answers.
    """
    for match in _EMAIL.finditer(text):
        yield _item(match.start(), match.end(), PersonalType.EMAIL, match.group().lower())
    for pattern in (_ACCOUNT, _NICK):
        for match in pattern.finditer(text):
            account = re.sub(r"^(?:https?://)?(?:www\.|m\.)?", "", match.group().lower())
            yield _item(match.start(), match.end(), PersonalType.URL, account)
    for match in _CALLED.finditer(text):
        yield _item(*match.span("nick"), PersonalType.URL, match["nick"].lower())
    if sum(map(str.isdigit, text)) >= _FEWEST_DIGITS:
        yield from _phones(text, language)
    yield from find_papers(text)
    yield from find_birthdays(text, before)
    yield from find_spelt(text, language)
    yield from find_spoken(text, language)


def _item(start: int, end: int, kind: PersonalType, normal: str) -> PersonalItem:
    return PersonalItem(start=start, end=end, type=kind, normal=" ".join(normal.split()))


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _phones(text: str, language: str) -> Iterator[PersonalItem]:
    import phonenumbers  # noqa: PLC0415 (large tables: only when there are enough digits)

    for region in dict.fromkeys((_REGION.get(language, "US"), "RU", "GB")):
        for match in phonenumbers.PhoneNumberMatcher(text, region):
            normal = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
            yield _item(match.start, match.end, PersonalType.PHONE, normal)
    for found in _RUSSIAN_PHONE.finditer(text):
        yield _item(found.start(), found.end(), PersonalType.PHONE, f"+7{_digits(found.group())[1:]}")
    if language != "ru":
        for found in _BRITISH_PHONE.finditer(text):
            yield _item(found.start(), found.end(), PersonalType.PHONE, f"+44{_digits(found.group())[1:]}")
    for found in _TOLD_PHONE.finditer(text):
        if len(_digits(found["phone"])) in _TOLD_DIGITS:
            yield _item(*found.span("phone"), PersonalType.PHONE, _digits(found["phone"]))
