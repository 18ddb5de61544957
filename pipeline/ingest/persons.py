"""Persons in Russian text: slovnet's tagger proposes, the name lists and the morphology decide.

The tagger (slovnet NER on navec embeddings, shipped with natasha; Kukushkin 2020) knows context but
takes odd words for persons; the dictionaries know names but not whether «Роман» is a man or a book.
A word counts as a name when both agree, when it can be nothing else, or when it is a known speaker.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..language import fold, morphology, sentences, word_set
from .namebook import (
    Word,
    full_names,
    is_shaped_surname,
    look_up,
    never_persons,
    public_persons,
    surnames,
)
from .tagging import tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .tagging import Tags

Name = dict[str, str]

_TOKEN = re.compile(
    r"(?<![\w@/.-])(?:[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]\.)(?:-(?:то|ка|же|таки))?(?!\w)"
)
_PARTICLE = re.compile(r"-(?:то|ка|же|таки)$")
_POSSESSIVE = re.compile(r"мо[йяею]|моего|моему|моей|наш|нашей|наша|нашу|его|ее|их|твоя|твой|ваш|ваша|у|нас")
_PREPOSITION = re.compile(
    r"(?i:(?:^|\W)(?:у|от|для|без|из|до|с|со|к|ко|о|об|обо|про|на|за|над|под|перед|при|через|по|против))\s$"
)
_OPENING = re.compile(r"(?:^|[.!?…:]|\n)[\s\"«“(—–-]*$")
_NAMED_AFTER = re.compile(
    r"(?i:\b(?:улиц\w+|ул\.|проспект\w*|пр-т|площад\w+|переул\w+|бульвар\w*|набережн\w+|метро|имени|им\.|"
    r"памятник\w*|роман\w*|книг\w+|фильм\w*|песн\w+))\s+(?:[А-ЯЁ][\w.]*\s+)?$"
)
_ASSISTANTS = frozenset({"алиса", "маруся", "салют", "афина", "джой"})  # voices of loudspeakers, and women
_DEVICE = re.compile(r"(?i:колонк|яндекс|станци|ассистент|голосов|умн\w+ дом|включи|поставь)")
_SURNAMED = re.compile(r"(?i:\bфамили[яюией]\w*)(?:\s+[а-яё]+){0,2}\s+[«\"]?$")
_TITLE_LENGTH = 30  # characters of a title between quotation marks


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A capitalised word of a text with all that speaks for or against a name."""

    start: int
    end: int
    text: str
    word: Word
    tag: str  # of slovnet: PER, LOC, ORG or ""
    opens: bool  # stands at the start of a sentence
    called: bool  # a comma or an exclamation mark follows, as after a form of address
    barred: bool  # product, public place, title of a work
    surnamed: bool = False  # said to be somebody's surname: «фамилия Корж»
    introduced: bool = False  # a relative or a post is named just before: «муж, Гена»


def is_candidate(text: str) -> bool:
    """Tell cheaply whether a capitalised word of a text may be part of a name, or a surname is told."""
    return "амили" in text or any(_may_name(match.group()) for match in _TOKEN.finditer(text))


@lru_cache(maxsize=50_000)
def _may_name(word: str) -> bool:
    if word.endswith("."):
        return False
    found = look_up(_PARTICLE.sub("", word))
    return bool(found.readings) and never_persons().isdisjoint(found.bases)


def read(texts: Sequence[str], keep: frozenset[str], known: Mapping[str, str]) -> list[list[Token]]:
    """Return the capitalised words of each text; only sentences that may name somebody are tagged."""
    places: list[list[tuple[int, str]]] = []
    for text in texts:
        spans = sentences(text, "ru") if is_candidate(text) else []
        parts = [(start, text[start:end]) for start, end in spans]
        places.append([(start, part) for start, part in parts if is_candidate(part)])
    tags = tag([sentence for place in places for _, sentence in place])
    found = []
    for text, place in zip(texts, places, strict=True):
        shifted = tuple((at + start, at + end, kind) for at, part in place for start, end, kind in tags[part])
        found.append(tokens_of(text, shifted, keep) if place or _has_known(text, known) else [])
    return found


def _has_known(text: str, known: Mapping[str, str]) -> bool:
    """Tell whether a text has a capitalised form of a known name (of one that is in no dictionary)."""
    return any(base in known for match in _TOKEN.finditer(text) for base in look_up(match.group()).bases)


def tokens_of(text: str, tags: Tags, keep: frozenset[str]) -> list[Token]:
    """Return the capitalised words of a text (initials, too) with what is known of each."""
    found = []
    for match in _TOKEN.finditer(text):
        shown = _PARTICLE.sub("", match.group())
        word, end = look_up(shown), match.start() + len(shown)
        if not _PREPOSITION.search(text[: match.start()][-8:]):
            word = _in_nominative(word, fold(shown))
        marked = next((kind for start, stop, kind in tags if start <= match.start() < stop), "")
        before = text[: match.start()]
        barred = bool(word.bases & _ASSISTANTS and _DEVICE.search(text))
        barred = (
            barred or bool(word.bases & (never_persons() | keep)) or bool(_NAMED_AFTER.search(before[-60:]))
        )
        found.append(
            Token(
                start=match.start(),
                end=end,
                text=shown,
                word=word,
                tag=marked,
                opens=bool(_OPENING.search(before[-12:])),
                called=text[end : end + 1] in {",", "!"},
                barred=barred,
                surnamed=bool(_SURNAMED.search(before[-40:])),
                introduced=_is_introduced(before),
            )
        )
    return found


def without_place(token: Token) -> Token:
    """Return a token without the tag of a place or firm, which the tagger gives blindly without commas."""
    doubtful = token.tag in {"ORG", "LOC"} and token.word.of("first") and not token.word.common
    return replace(token, tag="") if doubtful else token


@lru_cache(maxsize=1)
def _kin() -> frozenset[str]:
    return frozenset(map(fold, word_set("kin_ru")))


def _in_nominative(word: Word, shown: str) -> Word:
    """Put first what a name is in the nominative, the likeliest case without a preposition («Влада»)."""
    if len(word.readings) < 2 or word.readings[0].base == shown:  # noqa: PLR2004
        return word
    ordered = sorted(word.readings, key=lambda reading: reading.field == "first" and reading.base != shown)
    return replace(word, readings=tuple(ordered))


def _is_introduced(before: str) -> bool:
    """Tell whether the words before, in the same sentence, name a relative, a friend or a post."""
    part = re.split(r"[.?!…:]\s|\n", before[-45:])[-1]
    words = re.findall(r"[а-яё]+", fold(part))
    words = [word for word in words if not _POSSESSIVE.fullmatch(word)]
    close = words[-1:] if not part.endswith(", ") else words[-4:]
    return any(word in _kin() for word in close)


def is_name(token: Token, known: Mapping[str, str]) -> bool:  # noqa: PLR0911 (rules in falling order of certainty)
    """Decide whether a word is part of a person's name; ``known`` maps base forms to their fields."""
    if token.text.endswith(".") or token.barred:
        return False
    readings, common = token.word.readings, token.word.common
    if any(base in known for base in token.word.bases):
        best = max((reading.score for reading in readings), default=1.0)
        surely = best >= common or (bool(readings) and not may_be_thing(token))
        return not token.opens or token.called or token.tag == "PER" or surely
    if token.introduced and not token.opens and (token.word.of("first") or not (readings or common)):
        return True
    if token.introduced and not token.opens and is_shaped_surname(token.text, token.word):
        return True
    if token.surnamed and not token.opens:
        return True
    if not readings:
        return False
    if token.word.of("patronymic"):
        return True
    if token.tag == "PER":
        # «Роза вымерзла»: at the start of a sentence a name that is a word needs more than the tagger
        return not (token.opens and common and not token.called and may_be_thing(token))
    # a capital inside a sentence is as good as a dictionary without another reading
    if token.word.of("first"):
        return not (common and token.opens) and token.tag not in {"ORG", "LOC"}
    return not token.opens and not token.tag and _is_listed_surname(token)


def may_be_thing(token: Token) -> bool:
    """Tell whether a name is one of those that are flowers, feelings and beasts as well."""
    return not word_set("names_and_things").isdisjoint(token.word.bases)


def _is_listed_surname(token: Token) -> bool:
    """Tell whether a word is nothing but a surname, or one of the short ones."""
    bases = {reading.base for reading in token.word.of("surname")}
    if bases & word_set("surnames_short_ru"):
        return True
    return not token.word.common and bool(bases & surnames())


def group(tokens: Sequence[Token], text: str, known: Mapping[str, str]) -> list[list[Token]]:
    """Return runs of neighbouring words that make one name each."""
    named = [is_name(token, known) for token in tokens]
    named = [yes or _is_pair(tokens, at, text) for at, yes in enumerate(named)]
    joined = [text[one.end : two.start] in {" ", ""} for one, two in pairwise(tokens)] + [False]
    groups: list[list[Token]] = []
    for at, token in enumerate(tokens):
        near = at > 0 and joined[at - 1] and bool(groups) and groups[-1][-1] is tokens[at - 1]
        ahead = at
        while joined[ahead] and tokens[ahead].text.endswith("."):
            ahead += 1  # «Н. И. Зайцевой»: initials count when a name follows them
        beside = named[ahead] or (joined[at] and named[at + 1])
        if near and (named[at] or _completes(token, known)) and not _is_full(groups[-1], token):
            groups[-1].append(token)
        elif named[at] or (beside and _completes(token, known)):
            groups.append([token])
    told = {token.start for token, yes in zip(tokens, named, strict=True) if yes}
    kept = [run for run in groups if any(token.start in told for token in run)]
    return [run for run in kept if not _is_title(run, text, known) and not _is_public(run, known)]


def _is_pair(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Tell whether the tagger sees a person in a word and its neighbour: «Чан Линь», in no dictionary."""
    token = tokens[at]
    for one, two in ((at - 1, at), (at, at + 1)):
        if one < 0 or two == len(tokens) or token.tag != "PER" or token.barred:
            continue
        pair = (tokens[one], tokens[two])
        if all(map(_is_nominal, pair)):
            return text[pair[0].end : pair[1].start] == " "
    return False


def _is_nominal(token: Token) -> bool:
    """Tell whether the tagger's person is a noun or of no dictionary, as a foreigner's name is."""
    if token.tag != "PER" or token.barred or token.text.endswith("."):
        return False
    if not public_persons().isdisjoint(token.word.bases) or fold(token.text) in _kin():
        return False
    return bool(token.word.readings) or "NOUN" in morphology().parse(token.text)[0].tag


def _completes(token: Token, known: Mapping[str, str]) -> bool:
    """Tell whether a word beside a name belongs to it: an initial, an unknown word inside the same tag."""
    if token.text.endswith("."):
        return True
    if token.barred or token.opens:
        return is_name(token, known)
    return token.tag == "PER" or bool(token.word.of("surname"))


def _is_full(run: Sequence[Token], token: Token) -> bool:
    """Tell whether a further first name or patronymic would begin another person («Соня Варя»)."""
    if token.text.endswith("."):
        return False
    return len(assign([*run, token])) <= len(assign(run))


def _is_title(run: Sequence[Token], text: str, known: Mapping[str, str]) -> bool:
    """Tell whether a name fills a pair of quotation marks, as brands and books do."""
    quoted = text[run[0].start - 1 : run[0].start] in {"«", '"', "“"} and run[0].start > 0
    closed = text[run[-1].end : run[-1].end + 1] in {"»", '"', "”"} and run[-1].end < len(text)
    if len(run) > 1 or run[0].surnamed or not (quoted or closed):
        return False
    if not (quoted and closed) and not (
        not run[0].called and _in_short_quotes(run[0], text) and run[0].word.common
    ):
        return False
    return not any(base in known for token in run for base in token.word.bases)


def _in_short_quotes(token: Token, text: str) -> bool:
    """Tell whether a word begins or ends a title of a few words: «Слава труду»."""
    opening, closing = text.rfind("«", 0, token.start), text.find("»", token.end)
    return (
        opening >= 0 and closing - opening in range(_TITLE_LENGTH) and "»" not in text[opening : token.start]
    )


def _is_public(run: Sequence[Token], known: Mapping[str, str]) -> bool:
    """Tell whether a name is that of a person everybody knows and no speaker has."""
    bases = {base for token in run for base in token.word.bases}
    return bool(bases & public_persons()) and not any(base in known for base in bases)


def assign(run: Sequence[Token], known: Mapping[str, str] | None = None) -> Name:
    """Return field → base form for the words of one name, in one sex throughout; known names come first."""
    patronymic = next((r for token in run for r in token.word.of("patronymic")[:1]), None)
    sex = patronymic.sex if patronymic else ""
    name: Name = {}
    for token in sorted(run, key=_ambiguity):
        options = [r for r in token.word.readings if r.field not in name]
        options.sort(key=lambda r: r.base not in (known or ()))
        fitting = [r for r in options if not sex or r.sex in {"", sex}]
        for reading in fitting or options:
            name[reading.field] = reading.base
            sex = sex or (reading.sex if reading.field != "surname" else "")
            break
        else:
            if not token.word.readings:
                _assign_unknown(token, name, known or {})
    if "first" in name:
        names = full_names(name["first"], sex)
        name["first"] = names[0] if len(names) == 1 else name["first"]
    return name


def _ambiguity(token: Token) -> tuple[int, int]:
    fields = {reading.field for reading in token.word.readings}
    return (0 if "patronymic" in fields else len(fields) or 3, token.start)


def _assign_unknown(token: Token, name: Name, known: Mapping[str, str]) -> None:
    """Give an initial or a word of no list to the field that is free."""
    base = next((base for base in sorted(token.word.bases) if base in known), fold(token.text.rstrip(".")))
    if token.text.endswith("."):
        field = next((field for field in ("first", "patronymic") if field not in name), "")
    else:
        field = "surname" if "surname" not in name else ""
    if field:
        name[field] = base
