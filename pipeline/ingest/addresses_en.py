"""Streets and postcodes in English text; a city or a high street tells nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, stop_words
from .spoken import number_words

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Court|Ct|Way|Place|Pl|Square|Sq|Close|Terrace|Crescent|"
    "Boulevard|Blvd|Gardens|Mews|Parkway|Pkwy|Grove|Hill|Row|Walk|Circle|Cir|Highway|Hwy|Trail|Loop"
)
_FLAT = r"(?:,?\s+(?i:apt|apartment|flat|unit|suite)\.?\s*#?\w{1,5})?"
_NUMBERED = re.compile(
    r"\b\d{1,5}[A-Za-z]?,?\s+(?:(?:[NSEW]|North|South|East|West)\.?\s+)?"
    r"(?:[A-Z][\w'’-]*\s+|\d+(?:st|nd|rd|th)\s+){1,3}"
    rf"(?:{_KINDS})\b\.?{_FLAT}"
)
_WELSH = re.compile(
    r"\b\d{1,4}[a-z]?,?\s+(?:Heol|Ffordd|Stryd|Lôn|Clos|Rue|Via|Calle)\s+(?:[\w'’]+\s+){0,2}[A-Z][\w'’-]*"
)
_BARE = re.compile(
    r"\b(?P<name>(?:[A-Z][\w'’-]*\s+|\d+(?:st|nd|rd|th)\s+){1,2})(?:Street|Road|Avenue|Lane|Crescent|Terrace|Drive|Close|Mews|Grove)\b"
)
_PUBLIC = frozenset({
    "high", "main", "wall", "the", "sesame", "fleet", "downing", "silk", "oxford", "regent", "abbey", "easy",
    "our", "my", "this", "that", "fifth", "a", "every", "each", "no", "ring", "quality", "coronation",
    "madison",
})  # fmt: skip
_POSTCODE = re.compile(r"(?<![\w-])[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}(?!\w)")
_STATE = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|"
    "OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
_ZIP = re.compile(rf"\b(?:{_STATE})\s+\d{{5}}(?:-\d{{4}})?(?![\w-])")
_TOLD_ZIP = re.compile(
    r"(?i:\b(?:zip(?:\s?code)?|post\s?code)\b)[^\d\n]{0,14}(?P<code>\d{5}(?:-\d{4})?)(?![\w,.]\d|\w)"
)
_SAID_KINDS = "street|road|avenue|lane|drive|court|place|square|close|terrace|crescent|gardens|mews|grove|way"
_NO_NAME = frozenset({
    "minute", "minutes", "hour", "hours", "mile", "miles", "day", "days", "week", "star", "hundred", "pound",
    "pounds", "dollar", "dollars", "people", "different", "more", "years", "year", "times", "percent",
})  # fmt: skip


def find_streets_en(text: str) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of streets with a number, streets alone, and postcodes; may overlap."""
    for pattern in (_NUMBERED, _WELSH, _POSTCODE, _ZIP):
        for match in pattern.finditer(text):
            yield match.span()
    for match in _TOLD_ZIP.finditer(text):
        yield match.span("code")
    for match in _BARE.finditer(text):
        words = [fold(word) for word in match["name"].split()]
        start = match.start() + (len(match["name"].split(maxsplit=1)[0]) + 1 if _leads(words) else 0)
        if words[-1] not in _PUBLIC and words[-1] not in stop_words("en"):
            yield start, match.end()
    for match in _said().finditer(text):
        if _NO_NAME.isdisjoint(map(fold, match["name"].split())):
            yield match.span()


def _leads(words: list[str]) -> bool:
    """Tell whether the first capital word is the sentence's, not the street's: «On Warwick Road»."""
    return len(words) > 1 and words[0] in stop_words("en")


@lru_cache(maxsize=1)
def _said() -> re.Pattern[str]:
    """Build the pattern of a number and a street in lower case: «forty two cathedral close»."""
    numbers = "|".join(sorted(number_words("en").keys() - {"o", "oh"}, key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?:{numbers})(?:[\s-](?:hundred|{numbers}))*|\d{{1,4}})\s(?P<name>(?!(?:{numbers})\b)[a-z]{{3,}}(?:\s[a-z]{{3,}})?)\s"
        rf"(?:{_SAID_KINDS})\b"
    )
