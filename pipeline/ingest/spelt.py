"""Numbers of papers, cards, accounts and plates said in words: «серия сорок пять ноль девять номер…»."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold
from .personal import PersonalItem, PersonalType
from .spoken import dial, number_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"[^\W_]+")
_CUES: dict[str, tuple[tuple[PersonalType, int, re.Pattern[str]], ...]] = {
    "ru": (
        (PersonalType.CARD, 12, re.compile(r"\bкарт[аыуе]\b|\bкарточк\w+|\bкартой\b")),
        (PersonalType.ACCOUNT, 8, re.compile(r"\b(?:лицев|расч[её]тн)\w+ сч[её]т|\bномер\w* сч[её]та")),
        (
            PersonalType.DOCUMENT,
            5,
            re.compile(
                r"\b(?:загран)?паспорт|\bсери[яюи]\b|\bснилс\b|\bинн\b|\bполис|\bправ[аах]\w* номер|"
                r"\bудостоверени"
            ),
        ),
        (
            PersonalType.DOCUMENT,
            3,
            re.compile(
                r"\bномер\w* (?:договор|заказ|заявк|дел[ау]|обращени|брон|полис|квитанц|накладн|"
                r"талон|билет|абонемент)|"
                r"\b(?:договор|заказ|заявк|полис|обращени|контракт|квитанци|накладн|билет|абонемент)\w* номер"
            ),
        ),
    ),
    "en": (
        (PersonalType.CARD, 12, re.compile(r"\bcard\b")),
        (PersonalType.ACCOUNT, 6, re.compile(r"\bsort code\b|\baccount\b|\brouting\b")),
        (PersonalType.ADDRESS, 1, re.compile(r"\bpost ?code\b|\bzip\b")),
        (
            PersonalType.DOCUMENT,
            4,
            re.compile(
                r"\b(?:policy|order|reference|booking|claim|invoice|reg|registration|plate|licen[cs]e|passport|"
                r"insurance|social security|membership|customer)\b"
            ),
        ),
    ),
}  # type, fewest digits, what stands before
_CUE_SPAN = 45  # characters before the number
_BETWEEN = {
    "ru": frozenset({"номер", "номера", "дробь", "тире", "дефис", "тысячи", "тысяча", "тысяч", "и"}),
    "en": frozenset({"dash", "slash", "stroke", "double", "triple", "number"}),
}
_COUNTED = re.compile(
    r"\s(?:руб|тыс|лет|год|минут|час|дн|день|процент|штук|раз|человек|метр|кило|месяц|недел|миллион|pound|quid|dollar|"
    r"year|minute|hour|day|week|month|percent|people|thousand|million|mile|times)"
)
_PLATE_LETTERS = frozenset("авекмнорстух")
_FEWEST_WORDS = 2
_LETTERS_ONLY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A word that may be part of a number; ``value`` is its digits, "" for a letter or a joint."""

    start: int
    end: int
    word: str
    value: str


def find_spelt(text: str, language: str) -> Iterator[PersonalItem]:
    """Yield numbers said in words after a word that tells what they number; may overlap phones."""
    language = "ru" if language == "ru" else "en"
    numbers = _values(language)
    if sum(map(numbers.__contains__, text.lower().replace(",", " ").split())) < _FEWEST_WORDS:
        return
    words = [(match.start(), match.end(), fold(match.group())) for match in _WORD.finditer(text)]
    told = text.lower()
    is_told = any(cue.search(told) for *_, cue in _CUES[language])
    for run in _runs(words, language) if is_told else ():
        kind = _kind(text, run, language)
        if kind:
            normal = "".join(one.value or one.word for one in run if one.word not in _BETWEEN[language])
            yield PersonalItem(start=run[0].start, end=run[-1].end, type=kind, normal=normal)
    if language == "ru":
        yield from _plates(words)


@lru_cache(maxsize=2)
def _values(language: str) -> dict[str, int]:
    return number_words(language)


def _runs(words: Sequence[tuple[int, int, str]], language: str) -> Iterator[list[_Said]]:
    """Yield runs of number words with single letters and joints among them, trimmed to what counts."""
    run: list[_Said] = []
    for start, end, word in [*words, (0, 0, "")]:
        value = _values(language).get(word)
        shown = str(value) if value is not None else word if word.isdecimal() else ""
        joins = bool(shown) or word in _BETWEEN[language] or _is_letter(word, language)
        if joins and (not run or start - run[-1].end <= 2):  # noqa: PLR2004 (a space, a comma)
            run.append(_Said(start=start, end=end, word=word, value=shown))
            continue
        yield from _trimmed(run, language)
        run = []
        if joins:
            run = [_Said(start=start, end=end, word=word, value=shown)]


@lru_cache(maxsize=50_000)
def _is_letter(word: str, language: str) -> bool:
    """Tell whether a word is a letter of a number; in Russian a vowel or a preposition alone is none."""
    if language == "ru":
        return bool(re.fullmatch(r"([хмтрнеа])\1{2}|[бгджзлмнпртфхцчшщэюя]", word)) and word != "я"
    return len(word) == 1 and word not in {"a", "i"}


def _trimmed(run: list[_Said], language: str) -> Iterator[list[_Said]]:
    while run and not run[-1].value and (language == "ru" or run[-1].word in _BETWEEN[language]):
        run.pop()
    while run and run[0].word in _BETWEEN[language]:
        run.pop(0)
    if sum(bool(one.value) for one in run) >= _FEWEST_WORDS:
        yield run


def _kind(text: str, run: Sequence[_Said], language: str) -> PersonalType | None:
    """Return what a run of numbers numbers, by the words before it; None for a count or a sum."""
    if _COUNTED.match(text[run[-1].end : run[-1].end + 12]):
        return None
    if not any(re.search(r"[^\W\d]", one.word) for one in run):
        return None  # in digits: the other finders' business
    digits = len(dial([one.value for one in run if one.value]))
    before = text[max(0, run[0].start - _CUE_SPAN) : run[0].start].lower()
    before = re.split(r"[.?!\n]\s", before)[-1] if language != "ru" else before
    joined = any(one.word in {"дробь", "тире", "дефис", "slash", "dash", "stroke"} for one in run)
    told = [
        (match.end(), kind, fewest) for kind, fewest, cue in _CUES[language] for match in cue.finditer(before)
    ]
    if not told:
        return None
    _, kind, fewest = max(told)
    spelt = sum(not one.value for one in run) + digits
    return kind if digits >= fewest - joined and spelt >= min(fewest, _LETTERS_ONLY) else None


def _plates(words: Sequence[tuple[int, int, str]]) -> Iterator[PersonalItem]:
    """Yield car plates: «а сто двенадцать вр семьсот семьдесят семь»."""
    numbers = _values("ru")
    for at, (start, _, word) in enumerate(words):
        if word not in _PLATE_LETTERS:
            continue
        middle, after = _digits(words, at + 1, numbers)
        letters, tail = "", after
        while tail < len(words) and len(letters) < 2 and set(words[tail][2]) <= _PLATE_LETTERS:  # noqa: PLR2004
            letters, tail = letters + words[tail][2], tail + 1
        region, end = _digits(words, tail, numbers)
        if len(middle) == 3 and len(letters) == 2 and len(region) in {2, 3}:  # noqa: PLR2004 (a Russian plate)
            normal = f"{word}{middle}{letters}{region}"
            yield PersonalItem(start=start, end=words[end - 1][1], type=PersonalType.DOCUMENT, normal=normal)


def _digits(words: Sequence[tuple[int, int, str]], at: int, numbers: dict[str, int]) -> tuple[str, int]:
    """Return the digits of the number words from a place on, and the place after them."""
    end = at
    while end < len(words) and words[end][2] in numbers:
        end += 1
    return dial([str(numbers[word]) for *_, word in words[at:end]]), end
