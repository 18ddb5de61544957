"""Grammar of a unit that tells its kind: who acts, when, in which mood; numbers, money and time."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import morphology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .patterns import Words

GRAMMAR: tuple[str, ...] = (
    "I", "we", "you", "they", "past", "past of many", "present I", "present they", "generic you",
    "infinitive", "imperative", "comparative", "participle", "no verb", "would", "so that", "whether",
    "how-word", "starts with how-word", "contrast", "starts with and", "starts with but", "modal",
    "number", "money", "time", "sequence", "negated verb", "first person past",
)  # fmt: skip

_MORPHOLOGY = (
    "past", "past of many", "present I", "present they", "generic you", "infinitive", "imperative",
    "comparative", "participle",
)  # fmt: skip

_RU = {
    "I": "я меня мне мной мною", "we": "мы нас нам нами", "you": "вы вас вам ты тебя тебе",
    "they": "они их им ими он она него неё нее ему", "would": "бы б", "so that": "чтобы чтоб",
    "whether": "ли",
    "how-word": "как сколько какой какая какое какие где куда когда кто что почему зачем чем",
    "contrast": "но однако хотя зато только правда", "modal": "надо нужно можно нельзя нужен нужна хочется",
    "money": "рубль тысяча деньга цена процент миллион стоить копейка платить оплата",
    "time": "минута час день неделя месяц год утро вечер сутки секунда полчаса полдня",
    "sequence": "потом затем сначала сперва дальше после обычно раз",
    "and": "и а ну да", "but": "но однако хотя зато только правда", "not": "не нет ни",
}  # fmt: skip
_EN = {
    "I": "i me my mine i'm i've i'd i'll", "we": "we us our", "you": "you your",
    "they": "they them their he she",
    "would": "would 'd could should", "so that": "so", "whether": "whether if",
    "how-word": "how what which where when who why whose whom",
    "contrast": "but though although only however", "modal": "must need should could can may might",
    "money": "money price cost pound dollar euro quid pay fee",
    "time": "minute hour day week month year",
    "sequence": "then first after next usually once later",
    "and": "and so well", "but": "but though only mind",
    "not": "not no never n't",
}  # fmt: skip
_WORDS = {
    language: {name: frozenset(words.split()) for name, words in lists.items()}
    for language, lists in (("ru", _RU), ("en", _EN))
}


def grammar(words: Words, language: str) -> Iterator[float]:
    """Yield a number in 0..1 for each of ``GRAMMAR``."""
    lists = _WORDS["ru" if language == "ru" else "en"]
    marks = [_marks_ru(form) if language == "ru" else _marks_en(form, base) for form, base in _pairs(words)]
    has = {mark for found in marks for mark in found}
    here = frozenset(words.forms) | frozenset(words.lemmas)
    for name in ("I", "we", "you", "they"):
        yield float(bool(here & lists[name]))
    for name in _MORPHOLOGY:
        yield float(name in has)
    yield float("verb" not in has)
    for name in ("would", "so that", "whether", "how-word"):
        yield float(bool(here & lists[name]))
    lead = frozenset(words.forms[:1]) | frozenset(words.lemmas[:1])
    yield float(bool(lead & lists["how-word"]))
    yield float(bool(here & lists["contrast"]))
    yield float(bool(lead & lists["and"]))
    yield float(bool(lead & lists["but"]))
    yield float(bool(here & lists["modal"]))
    yield float("number" in has)
    yield from (float(bool(here & lists[name])) for name in ("money", "time", "sequence"))
    pairs = zip(words.forms, marks[1:], strict=False)
    yield float(any(form in lists["not"] and "verb" in found for form, found in pairs))
    yield float("past" in has and "past of many" not in has and bool(here & lists["I"]))


def _pairs(words: Words) -> Iterator[tuple[str, str]]:
    return zip(words.forms, words.lemmas, strict=True)


@lru_cache(maxsize=100_000)
def _marks_ru(form: str) -> tuple[str, ...]:
    tag = morphology().parse(form)[0].tag
    if tag.POS == "NUMR" or form[:1].isdigit():
        return ("number",)
    if tag.POS == "COMP":
        return ("comparative",)
    if tag.POS in ("PRTF", "PRTS"):
        return ("participle",)
    if tag.POS == "INFN":
        return ("infinitive", "verb")
    return ("verb", *_finite_ru(tag)) if tag.POS == "VERB" else ()


def _finite_ru(tag: object) -> tuple[str, ...]:
    mood, tense = getattr(tag, "mood", None), getattr(tag, "tense", None)
    person, number = getattr(tag, "person", None), getattr(tag, "number", None)
    if mood == "impr":
        return ("imperative",)
    if tense == "past":
        return ("past", "past of many") if number == "plur" else ("past",)
    return {"1per": ("present I",), "2per": ("generic you",), "3per": ("present they",)}.get(person or "", ())


def _marks_en(form: str, base: str) -> tuple[str, ...]:
    if form[:1].isdigit():
        return ("number",)
    if form.endswith("ing"):
        return ("participle", "verb")
    if form != base and not form.endswith("s"):
        return ("comparative",) if form.endswith("er") else ("past", "verb")
    return ("verb",) if form in _VERBS_EN else ()


_VERBS_EN = frozenset(
    {
        "be", "am", "is", "are", "do", "does", "have", "has", "go", "get", "make", "take", "want", "need",
        "use", "pay", "ask", "look", "try", "see",
    }
)  # fmt: skip
