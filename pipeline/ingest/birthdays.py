"""Dates of birth: a date after «родился», "born", «дата рождения»; any other date tells nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from .personal import PersonalItem, PersonalType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CUE = re.compile(
    r"(?i:\b(?:родил(?:ся|ась|ись|а)|рожд[её]н(?:а|ы)?|(?:дат\w+|год\w*|числ\w+)\s+рождения|г\.\s?р\.|д\.\s?р\.|"
    r"(?:день|дн(?:ём|ем|я|ю))\s+рождения|born|dates?\s+of\s+birth|birth\s?da(?:y|te)|dob)\b\.?)"
)
_GAP = 28  # characters between the cue and the date
_REACH = 110  # characters after the cue in which dates with a year are birthdays: «дата рождения мужа. …»
_ANSWER = 60  # characters into an answer to a question with a cue in it
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
_ORDINAL_EN = (
    r"(?:(?:twenty|thirty)[\s-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_YEAR_EN = (
    r"(?:nineteen|twenty|two\s+thousand(?:\s+and)?)(?:[\s-](?:oh|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|one|two|three|four|"
    r"five|six|seven|eight|nine)){1,3}"
)
_WHOLE_MONTH_EN = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
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
        rf"(?i:(?:the\s+)?{_ORDINAL_EN}\s+(?:of\s+)?{_WHOLE_MONTH_EN}(?:,?\s+(?:{year}|{_YEAR_EN}))?)",
        rf"(?i:{_WHOLE_MONTH_EN}\s+(?:the\s+)?(?:{_ORDINAL_EN}|\d{{1,2}}(?:st|nd|rd|th)?)(?:,?\s+(?:{year}|{_YEAR_EN}))?)",
        rf"(?:19\d{{2}}|20[01]\d)(?:-?(?:го|м))?{tail_ru}",
        rf"(?i:(?<=\b[вВ]\s){_YEAR_RU})(?:\s+году)?",
    )
    return re.compile(rf"(?<![\w.])(?:{'|'.join(forms)})(?!\w)")


# day, month and year, figures or words: a date that a paper would have
_HAS_DAY = re.compile(
    r"\d[./-]\d|\d\D*[^\W\d]{3}|[^\W\d]{3}\D*\d{1,2}\D|(?i:ого|его|th|first|second|third)\s"
)
_HAS_YEAR = re.compile(
    rf"(?:1[89]|20)\d{{2}}|\d[./-]\d{{1,2}}[./-]\d|(?i:{_MONTH_RU}\s+(?:\d{{2}}|{_YEAR_RU})|{_YEAR_EN}$)"
)
# such a date tells somebody's age, unless it is that of a paper
_BARE_DATE = re.compile(
    r"(?<![\w./-])(?:0?[1-9]|[12]\d|3[01])([./])(?:0?[1-9]|1[0-2])\1(?:19[2-9]\d|200\d)(?![\w/-])"
)
_OF_PAPER = re.compile(r"(?i:\b(?:от|до|с|по|за|from|dated|on|since|until|выдан\w*|issued|договор\w*)\s+)$")


_OF_YEAR = re.compile(
    rf"(?i:\b(?:я|он|она|сам|сама)\s+(?:с\s+)?(?P<year>(?:19\d\d|20[01]\d|\d\d(?=-го)|{_YEAR_RU})(?:-?го)?\s+года)"
    r"(?:\s+рождения)?)(?!\w)"
)


def find_birthdays(text: str, before: str = "") -> Iterator[PersonalItem]:
    """Yield the dates that somebody was born on; ``before`` is the question that the text answers."""
    for match in _BARE_DATE.finditer(text):
        if not _OF_PAPER.search(text[: match.start()][-20:]):
            yield _item(match)
    cues = [*_CUE.finditer(text)]
    for cue in cues:
        for match in _date().finditer(text, cue.end(), cue.end() + _REACH):
            if _is_whole(match.group()):
                yield _item(match)
    if _CUE.search(before):
        for match in _date().finditer(text, 0, _ANSWER + 40):
            if match.start() <= _ANSWER and _HAS_DAY.search(match.group()):
                yield _item(match)
    for match in _OF_YEAR.finditer(text) if "года" in text else ():
        yield _item(match, "year")
    yield from _beside_cues(text, cues)


def _is_whole(date: str) -> bool:
    return bool(_HAS_DAY.search(date) and _HAS_YEAR.search(date))


def _item(match: re.Match[str], part: str | int = 0) -> PersonalItem:
    normal = " ".join(match[part].lower().replace("ё", "е").split())
    start, end = match.span(part)
    return PersonalItem(start=start, end=end, type=PersonalType.BIRTHDAY, normal=normal)


def _beside_cues(text: str, cues: Iterable[re.Match[str]]) -> Iterator[PersonalItem]:
    """Yield the dates, whole or not, that stand right after a word for birth."""
    for cue in cues:
        match = _date().search(text, cue.end(), cue.end() + _GAP + 40)
        between = text[cue.end() : match.start()] if match else ""
        if match and len(between) <= _GAP and not re.search(r"[.?!\n]\s", between):
            yield _item(match)
