"""Dates of birth: a date after «родился», "born", «дата рождения»; any other date tells nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .personal import PersonalItem, PersonalType

if TYPE_CHECKING:
    from collections.abc import Iterator

_CUE = re.compile(
    r"(?i:\b(?:родил(?:ся|ась|ись|а)|рожд[её]н(?:а|ы)?|(?:дат\w+|год\w*|числ\w+)\s+рождения|г\.\s?р\.|д\.\s?р\.|"
    r"дн(?:ём|ем|я|ю|ь)\s+рождения|born|date\s+of\s+birth|birth\s?da(?:y|te)|dob)\b\.?)"
)
_GAP = 28  # characters between the cue and the date
_MONTH_RU = r"(?:январ|феврал|март|апрел|ма|июн|июл|август|сентябр|октябр|ноябр|декабр)[яа]"
_ORDINAL = (
    r"(?:(?:двадцать|тридцать)\s+)?(?:перв|втор|треть|четв[её]рт|пят|шест|седьм|восьм|девят|десят|"
    r"(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат|двадцат|тридцат)(?:ого|его|ое|ье)"
)
_YEAR_RU = (
    r"(?:(?:тысяча\s+девятьсот|две\s+тысячи)\s+)?(?:(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|"
    r"восемьдесят|девяносто)\s+)?(?:перв|втор|треть|четв[её]рт|пят|шест|седьм|восьм|девят|десят|"
    r"(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат|двадцат|тридцат|сороков|пятидесят|шестидесят|"
    r"семидесят|восьмидесят|девяност|двухтысячн)(?:ого|его|ом|ем)"
)
_MONTH_EN = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"


@lru_cache(maxsize=1)
def _date() -> re.Pattern[str]:
    year = r"(?:1[89]|20)\d{2}"
    tail_ru = r"(?:\s*(?:года|году|г\.))?"
    forms = (
        r"\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})",
        rf"\d{{1,2}}(?:-?(?:го|е))?\s+(?i:{_MONTH_RU})(?:\s+(?:{year}|\d{{2}}(?!\d)|(?i:{_YEAR_RU}))(?:-?го)?{tail_ru})?",
        rf"(?i:{_ORDINAL})\s+(?i:{_MONTH_RU})(?:\s+(?:{year}|(?i:{_YEAR_RU}))(?:-?го)?{tail_ru})?",
        rf"(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH_EN}(?:,?\s+{year})?",
        rf"{_MONTH_EN}\s+(?:the\s+)?\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+{year})?",
        rf"(?:19\d{{2}}|20[01]\d)(?:-?(?:го|м))?{tail_ru}",
        rf"(?i:(?<=\b[вВ]\s){_YEAR_RU})(?:\s+году)?",
    )
    return re.compile(rf"(?<![\w.])(?:{'|'.join(forms)})(?!\w)")


def find_birthdays(text: str) -> Iterator[PersonalItem]:
    """Yield the dates that somebody was born on."""
    for cue in _CUE.finditer(text):
        match = _date().search(text, cue.end(), cue.end() + _GAP + 40)
        between = text[cue.end() : match.start()] if match else ""
        if match and len(between) <= _GAP and not re.search(r"[.?!\n]\s", between):
            normal = " ".join(match.group().lower().replace("ё", "е").split())
            yield PersonalItem(
                start=match.start(), end=match.end(), type=PersonalType.BIRTHDAY, normal=normal
            )
