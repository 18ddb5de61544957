"""What experts say of the work that customers do not see: staff behind the scene, and what supports them.

Told by words, sentence by sentence; a sentence about research or about the speaker, and one of staff who
talk to a customer, is neither.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from ...language import fold, morphology


class Scene(StrEnum):
    """Where the work that a sentence tells of is done."""

    BACKSTAGE = "backstage"  # by people, out of the customer's sight
    SUPPORT = "support"  # systems, suppliers, rules, other departments


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SUPPORT = {
    "ru": re.compile(
        r"(?<!не )\bсистем\w+|(?<!не )\bпрограмм(?!\w*\s+лояльн)\w+|\bбаз[аеуы]\s+данных"
        r"|\b(?:црм|срм|crm|erp|1с|ит|айти)\b|\bит-\w+|\bсервер\w*"
        r"|\bинтеграци\w+|\bалгоритм\w*|\bсклад(?:а|у|е|ом|ы|ов|ах)?\b|\bпоставщик\w*|\bпоставк\w+"
        r"|\bподрядчик\w*|\bлогистик\w+|\bразработчик\w*"
        r"|\bбухгалтер\w+|\bзакуп\w+|\bюрист\w*|\bотдел\w*\s+кадр\w*|\bбюджет\w*\s+(?:на|не|нет)\b"
        r"|\bрегламент\w*|\bстандарт\w*|\bнорматив\w*"
        r"|\bнорм[аыеу]\b(?!льн)|\bkpi\b|\bметрик\w*|\bотчет(?:ы|а|е|у|ов|ность\w*)?\b|\bсводк\w+"
        r"|\bпреми[яиюей]\w*|\bграфик\w*\s+(?:работ|смен|дежурств)\w*"
        r"|\bобуча\w+|\bобучени\w+|\bнаним\w+|\bнанять\b|\bнайм\w*|\bтелефони\w+|\bоборудовани\w+"
        r"|\bавтопарк\w*|\bголовн\w+\s+офис"
        r"|\bцентральн\w+\s+склад\w*|\bначальств\w+|\bруководств\w+|\bпишем\s+наверх|\bписал\w*\s+наверх"
        r"|\bемкост\w+|\bостатк\w+"
    ),
    "en": re.compile(
        r"\bsystems?\b|\bsoftware\b|\bdatabase\w*"
        r"|\b(?:crm|erp|it|kpi)s?\s+(?:team|department|system|people)|\bcrm\b|\berp\b"
        r"|\bservers?\b|\bintegrations?\b|\balgorithms?\b|\bwarehouses?\b|\bsuppliers?\b"
        r"|\bcontractors?\b|\blogistics\b"
        r"|\bdevelopers?\b|\baccount(?:ing|ants?)\b|\bprocurement\b|\blawyers?\b|\blegal\b"
        r"|\bhuman\s+resources\b|\bbudgets?\b"
        r"|\bregulations?\b|\bpolic(?:y|ies)\b|\bstandards?\b|\btargets?\b|\bmetrics?\b|\breports?\b"
        r"|\bbonus\w*|\brota\b|\broster\b"
        r"|\btraining\b|\bhiring\b|\bequipment\b|\bhead\s+office\b|\bmanagement\b|\bspreadsheets?\b|\bstock\b"
    ),
}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STAFF = _words(
    """
    ребята девочка девушка парень смена бригада команда менеджер оператор мастер сборщик кладовщик диспетчер
    администратор курьер водитель сотрудник стажер специалист инженер продавец консультант персонал
    логист механик медсестра преподаватель повар техник кассир агент упаковщик грузчик
    """
)
_TALK = _words(
    """
    думать говорить сказать считать знать видеть спрашивать спросить называть ругаться разговаривать пробовать
    понимать помнить рассказывать слышать соглашаться верить хотеть мочь посмотреть посчитать увидеть узнать
    назвать испугаться надеяться любить обсуждать решать быть
    """
)
_STAFF_EN = re.compile(
    r"\b(?:we|my\s+(?:team|people|guys|staff)|the\s+(?:team|guys|staff|crew|shift)|(?:the\s+|our\s+|a\s+|an\s+)(?:manager|operator"
    r"|mechanic|technician|picker|packer|dispatcher|receptionist|courier|driver|employee|trainee|engineer|agent|cook|teacher"
    r"|nurse|clerk)s?)\s+(?:\w+ly\s+|always\s+|often\s+|then\s+|just\s+|have\s+to\s+|has\s+to\s+|must\s+|still\s+)?"
    r"(?!think|thought|say|said|know|knew|see|saw|believe|call\b|asked|ask|want|hope|like|love|are\b|is\b|was\b|were\b|can\b|who\b"
    r"|and\b|or\b|of\b|in\b|at\b|to\b)[a-z]+"
)
_MUST = frozenset({"должен", "должна", "должны"})
_OTHERS = _words("я ты вы он она оно они кто который которая которые")
_SHORTEST = 3  # words of a sentence that tells of work
_REACH = 5  # words between a subject and its verb
_FACING = {  # staff and customer talk: that is on the stage
    "ru": re.compile(
        r"\b(?:клиент|покупател|заказчик|гост|пациент|ему\b|ей\b|им\b)\w*.*\b(?:говор|сказ|звон|показ|объясн|предлаг"
        r"|предлож|встреч|пиш|отвеч|выда|обнял)\w*"
        r"|\b(?:говор|сказ|звон|показ|объясн|предлаг|предлож|встреч|пиш|отвеч|выда)\w*\b.*\b(?:клиент|покупател"
        r"|заказчик|гост|пациент|человек|люд|ему|ей|вам)\w*\b"
    ),
    "en": re.compile(
        r"\b(?:tell|told|call|called|show|explain|offer|greet|write|answer|hand)\w*\b.*\b(?:customer|client|guest|visitor|patient"
        r"|people|them|him|her)s?\b"
    ),
}
_ASIDE = {
    "ru": re.compile(
        r"\bисследовани\w+|\bреспондент\w*|\bинтервью\b|\bдневник\w*|\bглубинк\w+|\bаудит\w*"
        r"|\bтайн\w+\s+(?:визит|гост)\w*"
        r"|\b(?:меня\s+зовут|отвечаю\s+за|по\s+диплому)\b|\bя\b.*\b(?:лет|года?)\b"
    ),
    "en": re.compile(
        r"\bresearch\b|\brespondents?\b|\binterview\w*|\bdiar(?:y|ies)\b|\baudit\w*|\bmystery\s+shop\w*"
        r"|\bsurvey\w*"
        r"|\b(?:my\s+name\s+is|i'm\s+in\s+charge|i\s+am\s+responsible)\b"
    ),
}


def scene(text: str, language: str) -> Scene | None:
    """Tell which work behind the scene an expert's sentence tells of; None when it tells of none."""
    known, plain = "ru" if language == "ru" else "en", fold(text)
    words = _WORD.findall(plain)
    if text.rstrip().endswith("?") or len(words) < _SHORTEST or _ASIDE[known].search(plain):
        return None
    if _SUPPORT[known].search(plain):
        return Scene.SUPPORT
    if _FACING[known].search(plain):
        return None
    works = _works(words) if known == "ru" else _STAFF_EN.search(plain) is not None
    return Scene.BACKSTAGE if works else None


def _works(words: list[str]) -> bool:
    """Tell whether staff do something: «мастер снимает», «мы пересобираем», «готовимся»."""
    for at, word in enumerate(words):
        if word == "мы" or _is_staff(word):
            verb = _verb_of(words[at + 1 : at + 1 + _REACH])
            if verb and _does(verb, ours=word == "мы"):
                return True
    return any(_first_person(word) and _does(word, ours=True) for word in words)


def _verb_of(words: list[str]) -> str:
    """Return the first finite verb before another subject, "" when there is none."""
    for word in words:
        if word in _OTHERS:
            return ""
        if _finite(word):
            return word
    return ""


@lru_cache(maxsize=20_000)
def _finite(word: str) -> bool:
    return word in _MUST or bool(morphology().parse(word)[0].tag.POS == "VERB")


@lru_cache(maxsize=20_000)
def _is_staff(word: str) -> bool:
    parse = morphology().parse(word)[0]
    return fold(parse.normal_form) in _STAFF and parse.tag.case == "nomn"


@lru_cache(maxsize=20_000)
def _does(word: str, *, ours: bool) -> bool:
    """Tell whether a word is a finite verb of doing that staff, or «мы», may be the subject of."""
    if word in _MUST:
        return True
    parse = morphology().parse(word)[0]
    if fold(parse.normal_form) in _TALK or parse.tag.mood == "impr":
        return False
    if ours:
        return bool(parse.tag.number == "plur" and parse.tag.person in {"1per", None})
    return bool(parse.tag.person in {"3per", None})


@lru_cache(maxsize=20_000)
def _first_person(word: str) -> bool:
    tags = [parse.tag for parse in morphology().parse(word)]
    ours = any(tag.person == "1per" and tag.number == "plur" and tag.aspect == "impf" for tag in tags)
    return ours and all(tag.POS in {"VERB", "PRTS"} for tag in tags)  # «возим» is a short participle too
