"""Addresses in a text: a street with a house number.  A city or a street alone tells nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from ..language import fold, lemma, morphology
from .contacts import dial, number_words
from .personal import PersonalItem, PersonalType

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEAD = (
    r"(?i:ул(?:иц[аеуы]|\.)|просп(?:ект[ае]?|\.)|пр(?:-к?т|-д)\.?|переул(?:ок|к[аеу])|пер\.|бульвар[ае]?|б-р|шоссе|"
    r"набережн(?:ая|ой|ую)|наб\.|площад[ьи]|пл\.|проезд[ае]?|тупик[ае]?|алле[яеию]|микрорайон[ае]?|мкр\.?|"
    r"посёл(?:ок|к[аеу])|посел(?:ок|к[аеу])|пос\.|деревн[яеию]|снт|квартал[ае]?)"
)
_NAME = r"(?:\d+-[а-я]{1,2}\s+)?[А-ЯЁ][\w-]*\.?"
_NAMES = rf"(?:\d{{1,2}}\s+)?{_NAME}(?:\s+{_NAME}){{0,2}}"
# what makes a number a count, not a house
_COUNTED = (
    r"(?!\s*(?i:лет|год|рубл|руб\.|тыс|миллион|минут|час|дн[яей]|день|дня|процент|%|штук|раз|человек|метр|км|кило|"
    r"кг|этаж|месяц|недел|пачк|литр|грамм|балл|звёзд|звезд|пункт|градус|утра|вечера|января|феврал|март|апрел|мая|"
    r"июн|июл|август|сентябр|октябр|ноябр|декабр|назад|лучш|нов))"
)
_HOUSE_WORD = r"(?i:дом(?:а|е|ом)?|д\.)\s*№?\s*"
_GAP = r"(?:\s*,\s*|\s+)"
_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Build the Russian patterns: street word, bare street with «дом», bare street with a number."""
    spoken = "|".join(sorted(number_words(), key=len, reverse=True))
    words = rf"(?i:{spoken})(?:[\s-]+(?i:{spoken}))*\b"
    digits = r"\d{1,4}(?:\s?[а-еА-Е]\b|/\d+[а-я]?\b|-?[а-е]\b)?(?![\d:]|[.,]\d)"
    number = rf"(?:{digits}|{words}){_COUNTED}"
    part = (
        r"(?i:корпус|корп\.?|к\.|строение|стр\.|литера?|подъезд|под\.|этаж|эт\.|квартир[аеуы]|кв\.?|"
        r"офис|оф\.|комнат[аеуы])"
    )
    tail = (
        rf"(?:\s*,?\s*{part}\s*№?\s*(?:{digits}|{words})|\s*,\s*(?:{digits}){_COUNTED}(?=\s*(?:$|[.,;!?])))*"
    )
    street = rf"(?:{_HEAD}\s*{_NAMES}|{_NAMES}\s+{_HEAD}(?!\s*[А-ЯЁ]))"
    adjective = r"[А-ЯЁ][а-яё-]+(?:ская|ской|скую|цкая|цкой|цкую|ная|ной|ную|вая|вой|вую|ский|ском|ного)"
    genitive = r"(?<=\b[Нн]а\s)(?:[А-ЯЁ][\w-]+\s+)?[А-ЯЁ][а-яё-]+(?:ого|его|ова|ёва|ева|ина|ына|а|я)"
    bare = rf"(?:\s*,?\s*{digits}{_COUNTED}|\s*,\s*{words}(?=\s*(?:[.,;!?]|$)))"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<!\w){street}{_GAP}(?:{_HOUSE_WORD})?{number}{tail}",
            rf"(?<!\w)(?P<name>{_NAMES}){_GAP}{_HOUSE_WORD}{number}{tail}",
            rf"(?<!\w)(?P<name>{adjective}|{genitive}){bare}{tail}",
        )
    )


_ENGLISH = re.compile(
    r"\b\d{1,5}[A-Za-z]?\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'-]*\s+|\d+(?:st|nd|rd|th)\s+){1,3}"
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Square|Sq|Close|Terrace|Crescent|"
    r"Boulevard|Blvd|Gardens|Mews|Parkway|Pkwy)\b\.?"
    r"(?:,?\s+(?i:apt|apartment|flat|unit|suite)\.?\s*#?\w{1,5})?"
)


def find_addresses(text: str, language: str) -> Iterator[PersonalItem]:
    """Yield streets with house numbers; may overlap."""
    patterns = _patterns() if language == "ru" else (_ENGLISH,)
    if not _may_hold(text, language):
        return
    for pattern in patterns:
        for match in pattern.finditer(text):
            if "name" in match.re.groupindex and _is_common(text, match):
                continue
            end = match.start() + len(match.group().rstrip(" ,"))
            yield PersonalItem(
                start=match.start(),
                end=end,
                type=PersonalType.ADDRESS,
                normal=_normal(match.group(), language),
            )


def _may_hold(text: str, language: str) -> bool:
    """Tell cheaply whether there is any number at all."""
    if any(map(str.isdigit, text)):
        return True
    return language == "ru" and not number_words().keys().isdisjoint(map(fold, _WORD.findall(text)))


def _is_common(text: str, match: re.Match[str]) -> bool:
    """Tell whether a bare "street" is a common word with a capital for the sentence's sake."""
    name = match["name"]
    before = text[: match.start("name")].rstrip()
    if before and before[-1] not in '.!?…—–-«"(':
        return False
    parses = morphology().parse(name.split()[0].lower())
    is_plain = any(
        parse.is_known and not {"Geox", "Surn", "Name"} & set(parse.tag.grammemes) for parse in parses
    )
    return is_plain and not re.search(r"(?i:кв|дом|д\.)", match.group()[len(name) :])


def _normal(text: str, language: str) -> str:
    """Return the address's words as lemmas without the words for street and house, numbers as digits."""
    words = [fold(word) for word in _WORD.findall(text)]
    kept = [word for word in words if not re.fullmatch(r"улиц\w|ул|дом\w*|д|номер|street|st|road|rd", word)]
    normal: list[str] = []
    for spoken, group in groupby(kept, key=lambda word: word in number_words()):
        run = list(group)
        if spoken:
            normal.append(dial([str(number_words()[word]) for word in run]))
        else:
            normal.extend(lemma(word, language) for word in run)
    return " ".join(normal)
