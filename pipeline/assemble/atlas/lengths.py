"""How long a length of time is that somebody names: «двое суток» and "two days" are 2,880 minutes."""

from __future__ import annotations

import re

from ...language import fold

_UNITS = {
    "ru": {
        "секунд": 1 / 60,
        "минут": 1,
        "час": 60,
        "день": 1440,
        "дн": 1440,
        "сут": 1440,
        "недел": 10080,
        "месяц": 43200,
    },
    "en": {"second": 1 / 60, "min": 1, "hour": 60, "day": 1440, "night": 1440, "week": 10080, "month": 43200},
}
_NUMBERS = {
    "ru": {
        "пол": 0.5, "полтора": 1.5, "полторы": 1.5, "один": 1, "одну": 1, "одна": 1, "сутки": 1,
        "пару": 2, "пара": 2, "два": 2, "две": 2, "двух": 2, "двое": 2, "три": 3, "трое": 3, "трех": 3,
        "четыре": 4, "четверо": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9, "десять": 10,
        "двенадцать": 12, "пятнадцать": 15, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50,
    },
    "en": {
        "half": 0.5, "a": 1, "an": 1, "one": 1, "couple": 2, "two": 2, "three": 3, "four": 4, "five": 5,
        "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    },
}  # fmt: skip
_SPAN = {
    "ru": re.compile(
        r"\b(?P<n>\d+|пол(?=часа|дня|минуты|суток|недели|месяца)|"
        + "|".join(word for word in _NUMBERS["ru"] if word not in {"пол", "сутки"})
        + r")\s*(?P<u>секунд|минут|час|день|дн|сут|недел|месяц)\w*"
    ),
    "en": re.compile(
        r"\b(?P<n>\d+|"
        + "|".join(_NUMBERS["en"])
        + r")(?:\s+an?|\s+of)?\s+(?P<u>second|min|hour|day|night|week|month)\w*"
    ),
}
_ELSEWHERE = {  # ages ago, how often, what the clock shows
    "ru": re.compile(
        r"\bназад\b|\bраз\s+в\b|\bкажд|\b[вкс]\s+\d+\s+час|\bчерез\s+(?:день|неделю)\s+(?:после|позже)\b"
    ),
    "en": re.compile(r"\bago\b|\bevery\b|\b(?:once|twice|times)\s+a\b|\bper\b"),
}


def longest(text: str, language: str) -> float | None:
    """Return the longest length of time that a sentence names, in minutes; None where it names none."""
    plain = fold(text)
    if _ELSEWHERE[language].search(plain):
        return None
    found = [
        (float(n) if n.isdigit() else _NUMBERS[language][n]) * _UNITS[language][match["u"]]
        for match in _SPAN[language].finditer(plain)
        for n in (match["n"],)
    ]
    return max(found, default=None)
