"""Addresses in a text: streets, with a house number or without.  A city or a station tells nobody."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from ..language import fold, lemma, morphology, word_set
from .addresses_en import find_streets_en
from .personal import PersonalItem, PersonalType
from .spoken import dial, number_words

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
    digits = r"\d{1,4}(?:\s?[а-еА-Е]\b|/\d+[а-я]?\b|-?[а-е]\b|-\d{1,4}(?![\d-]))?(?![\d:]|[.,]\d)"
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
    person = r"(?<=\b[Нн]а\s)[А-ЯЁ][а-яё-]+\s[А-ЯЁ][а-яё-]+"
    bare = rf"(?:\s*,?\s*{digits}{_COUNTED}|\s*,\s*{words}(?=\s*(?:[.,;!?]|$)))"
    return tuple(
        re.compile(pattern)
        for pattern in (
            rf"(?<!\w){street}{_GAP}(?:{_HOUSE_WORD})?{number}{tail}",
            rf"(?<!\w)(?P<name>{_NAMES}){_GAP}{_HOUSE_WORD}{number}{tail}",
            rf"(?<!\w)(?P<name>{adjective}|{genitive}|{person}){bare}{tail}",
            rf"(?<=\b[Нн]а\s){adjective}\s{words}{_COUNTED}{tail}",
            rf"(?<!\w)(?P<street>[А-ЯЁ][а-яё]+(?:\s[А-ЯЁ][а-яё]+)?)(?:\s*,)?\s{number}{tail}",
        )
    )


# what is surely a street without a house number
_STREET_WORD = (
    r"(?:улиц[аеуы]|ул\.|переул(?:ок|к[аеу])|пер\.|проспект[ае]?|бульвар[ае]?|проезд[ае]?|тупик[ае]?)"
)
_STREET = re.compile(
    rf"(?<!\w)(?:{_STREET_WORD}\s+{_NAMES}|"
    r"(?:\d+-[а-я]{1,2}\s+)?[А-ЯЁ][а-яё-]+(?:ая|ой|ую|ый|ий|ом|ого|ем)\s+"
    r"(?:улиц[аеуы]|переул(?:ок|к[аеу])|проспект[ае]?|бульвар[ае]?|проезд[ае]?))(?!\w)"
)
_BARE_STREET = re.compile(
    r"(?i:(?<!\w)(?:на|с|со|по|до|от|возле)\s)(?P<street>(?:Карла\s|Розы\s|Клары\s|(?:Больш|Мал|Нов|Стар|Перв|Втор)[ойую]{2}\s|(?:Нижн|Верхн)[еюй]{2}\s|\d-[а-я]{1,2}\s)?[А-ЯЁ][а-яё]+(?:-[А-ЯЁ]?[а-яё]+)?)"
    r"(?!\w|-)(?=(?P<next>\s[А-ЯЁа-яё]+)?)"
)
_STATION = re.compile(r"(?i:\bметро|\bстанци|\bветк|пересад|\bпоезд|\bэлектричк|\bлини|выход|выхож|сход)")
_MONUMENT = re.compile(r"(?i:памятник|бюст|портрет|мавзоле|площад|похож|смотр|посмотр|фильм|книг|театр|парк)")
_FEMININE = re.compile(r"\s[а-яё]+(?:[аеиуы]|ой|ью|ей)")


def find_addresses(text: str, language: str) -> Iterator[PersonalItem]:
    """Yield streets with house numbers and, in Russian, streets alone; may overlap."""
    if language == "ru":
        yield from _streets(text)
    else:
        for start, end in find_streets_en(text):
            yield _address(text, start, end, language)
        return
    if not _may_hold(text, language):
        return
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if "name" in match.re.groupindex and _is_common(text, match):
                continue
            if "street" in match.re.groupindex and not _is_listed(match["street"]):
                continue
            yield _address(text, match.start(), match.start() + len(match.group().rstrip(" ,")), language)


def _address(text: str, start: int, end: int, language: str) -> PersonalItem:
    normal = _normal(text[start:end], language)
    return PersonalItem(start=start, end=end, type=PersonalType.ADDRESS, normal=normal)


def _streets(text: str) -> Iterator[PersonalItem]:
    """Yield streets without a number: after a street word, or a usual street name after «на» and «с»."""
    for match in _STREET.finditer(text):
        if not _STATION.search(text[max(0, match.start() - 20) : match.start()]):
            yield _address(text, match.start(), match.end(), "ru")
    for start, end in _unlisted_streets(text):
        yield _address(text, start, end, "ru")
    for match in _BARE_STREET.finditer(text):
        start, end = match.span("street")
        around = text[max(0, start - 25) : start]
        if not _is_listed(match["street"]) or _STATION.search(around) or _MONUMENT.search(around):
            continue
        if _agrees(match["street"], match["next"] or ""):
            continue  # «на Новой почте», «с Красной площади»
        yield _address(text, start, end, "ru")


@lru_cache(maxsize=10_000)
def _is_listed(name: str) -> bool:
    """Tell whether a name is one of the usual street names, in any case."""
    word = fold(name.rsplit(maxsplit=1)[-1])
    listed = _street_names()
    return (
        word in listed
        or (word.endswith(("ой", "ую", "ая")) and f"{word[:-2]}ая" in listed)
        or (word.endswith("ей") and f"{word[:-2]}яя" in listed)
    )


@lru_cache(maxsize=1)
def _street_names() -> frozenset[str]:
    return frozenset(map(fold, word_set("streets_ru")))


_CORNER = re.compile(
    r"(?i:\b(?:угол|угл[уае]|перекр[её]ст\w+|пересечени\w+)\s+(?:улиц\s+)?)"
    r"(?P<street>[А-ЯЁ][а-яё-]+(?:\s[А-ЯЁ][а-яё-]+)?\s+(?:и|с|со)\s+[А-ЯЁ][а-яё-]+)"
)
# «жили на Гагарина»: in the genitive a street, in the locative a region («на Урале»)
_LIVED_ON = re.compile(
    r"(?i:\b(?:жив[уеё]\w*|жил[аи]?|переехал\w*|прописан\w*|снима[лю]\w*|адрес\w*)\s(?:[а-яё]+\s){0,2}на\s)"
    r"(?P<street>[А-ЯЁ][а-яё-]{3,}(?:ова|ева|ёва|ина|ого|его|ко|их|ых|а|и))(?!\w|-)"
)
# a capital adjective after «на», not said of the next word, is a street; a surname more rarely
_ADJECTIVE_STREET = re.compile(
    r"(?<=\b[Нн]а\s)(?P<street>[А-ЯЁ][а-яё-]{3,}(?:ной|ную|вой|вую|ской|скую|цкой|цкую))(?!\w|-)(?=(?P<next>\s[А-ЯЁа-яё]+)?)"
)


def _unlisted_streets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the streets of no list: at a corner of two, or an adjective alone after «на»."""
    for match in _CORNER.finditer(text):
        yield match.span("street")
    if "на " not in text and "На " not in text:
        return
    for match in _LIVED_ON.finditer(text):
        parses = morphology().parse(match["street"])
        if parses[0].tag.case in {"gent", None} and not any("Geox" in parse.tag for parse in parses):
            yield match.span("street")
    for match in _ADJECTIVE_STREET.finditer(text):
        around = f"{text[max(0, match.start() - 25) : match.start()]} {text[match.end() : match.end() + 25]}"
        if (
            _STATION.search(around)
            or _MONUMENT.search(around)
            or _agrees(match["street"], match["next"] or "")
        ):
            continue
        parses = morphology().parse(match["street"])
        if not any({"Surn", "Geox"} & set(parse.tag.grammemes) for parse in parses):
            yield match.span("street")


def _agrees(street: str, following: str) -> bool:
    """Tell whether the next word is what an adjective describes: a noun of its gender and case."""
    if not street.endswith(("ой", "ую", "ая", "ей")) or not following:
        return False
    parses = morphology().parse(following.strip())
    cases = (
        {"accs"}
        if street.endswith("ую")
        else {"nomn"}
        if street.endswith("ая")
        else {"gent", "datv", "ablt", "loct"}
    )
    return any(
        "NOUN" in parse.tag
        and parse.tag.gender == "femn"
        and parse.tag.number == "sing"
        and parse.tag.case in cases
        for parse in parses[:2]
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
