"""Persons in Latin letters: census first names and what is spoken of as a person; words need a context.

A rare name is in no list, so an interview is read twice: what stands where only persons stand
("my flatmate Siobhan", "Kwame picked up") is learnt, then found everywhere.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from ..language import fold, stop_words, word_set
from .namebook import english_first_names, full_names, nicknames, public_persons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Name = dict[str, str]

_CAPITAL = r"(?:O['’]|Mc|Mac|D['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
_TOKEN = re.compile(rf"(?<![\w@/.&'’-])(?:{_CAPITAL}|[A-Z]\.)(?!\w|\.\w)")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Aunt|Uncle|Auntie|Sir)\.?\s$")
_NAMED = re.compile(
    r"\b(?:name is|name's|named|called|(?:call(?:s|ed|ing)?|name) (?:me|him|her|it)|hi|hello|thanks|"
    r"thank you|hey|dear|I'm|I am|this is|ask(?:ed)? for),?\s$",
    re.IGNORECASE,
)
_DEALT_WITH = re.compile(
    r"\b(?:rang|rung|ring|met|meet|gave|give|told|tell|asked|ask|knew|know|thank|thanks to|said|did|does|do|"
    r"(?:spoke|talk(?:ed)?|speak|wrote|went|goes|go) (?:to|with)|with|than|if|and|between|to)\s$",
    re.IGNORECASE,
)
_DOES = re.compile(
    r"\s(?:said|says|told|asked|answered|rang|called|picked|knew|knows|thinks|thought|wants|wanted|prefers|checked|"
    r"explained|waved|works|worked|lives|lived|trains|runs|replied|wrote|came|comes|laughed|signed|suggested|"
    r"recommended|insisted|helped|found|cancelled|lost|loves|hates|was|is|has|had|and (?:I|his|her))\b|"
    r"['’]s\s|,\s(?:he|she)\b"
)
_PLACED = re.compile(r"\b(?:at|in|near|the|on|via|outside|around)\s$", re.IGNORECASE)
_PLACE_WORD = frozenset({
    "street", "st", "road", "rd", "avenue", "ave", "lane", "square", "park", "station", "airport", "bank",
    "store", "church", "school", "close", "terrace", "hospital", "university", "college", "gardens", "hall",
    "gym", "fitness",
})  # fmt: skip
_OPENING = re.compile(r"(?:^|[.!?…:]|\n)[\s\"“(—–-]*$")
_SURE = 2  # points of evidence
_SHORTENED = 3  # letters that a name keeps when it is cut short


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return frozenset(fold(word) for word in word_set("not_names_en")) | stop_words("en")


@lru_cache(maxsize=1)
def _never() -> frozenset[str]:
    return frozenset(map(fold, word_set("places_en"))) | stop_words("en")


@lru_cache(maxsize=1)
def _kin() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = "|".join(sorted(map(re.escape, word_set("kin_en")), key=len, reverse=True))
    before = rf"\b(?:{words})(?:-in-law)?,?\s$"
    after = rf",\s(?:my|our|his|her|their|the)\s(?:\w+\s){{0,2}}?(?:{words}|{words}-in-law)\b"
    return re.compile(before, re.IGNORECASE), re.compile(after)


@lru_cache(maxsize=20_000)
def _is_word(word: str) -> bool:
    """Tell whether the dictionary knows an English word."""
    import simplemma  # noqa: PLC0415 (loads a table: only when English text is met)

    return bool(simplemma.is_known(word, lang="en"))


def _told_before(text: str, start: int) -> int:
    """Return points for what stands before: two where only a person stands, one where a person may."""
    before = text[max(0, start - 32) : start]
    if _TITLE.search(before) or _NAMED.search(before) or _kin()[0].search(before):
        return _SURE
    return int(bool(_DEALT_WITH.search(before))) - int(bool(_PLACED.search(before)))


def _told_after(text: str, end: int) -> int:
    after = text[end : end + 40]
    return _SURE if _kin()[1].match(after) else int(bool(_DOES.match(after)))


def learn(texts: Sequence[str], known: Mapping[str, str], keep: frozenset[str]) -> dict[str, str]:
    """Return the names that an interview speaks of as persons: form → field, ``known`` among them."""
    points: dict[str, int] = {}
    learnt = dict(known)
    places = [(text, [*_TOKEN.finditer(text)]) for text in texts]
    for text, tokens in places:
        for token in tokens:
            word = fold(token.group())
            if word.endswith(".") or word in keep or word in _never():
                continue
            if _TITLE.search(text[max(0, token.start() - 12) : token.start()]) and word not in _ordinary():
                learnt.setdefault(word, "surname")
            told = _told_before(text, token.start())
            if told < _SURE and (word in _ordinary() or _is_word(word)):
                continue
            points[word] = points.get(word, 0) + told + _told_after(text, token.end())
    learnt |= {word: learnt.get(word, "first") for word, points_ in points.items() if points_ >= _SURE}
    for text, tokens in places:
        _learn_pairs(text, tokens, learnt, keep)
    return learnt | _shortened(places, learnt)


def _learn_pairs(
    text: str, tokens: list[re.Match[str]], learnt: dict[str, str], keep: frozenset[str]
) -> None:
    """Add what stands beside a name: the surname after it, a rare first name before a known surname."""
    for one, two in pairwise(tokens):
        first, second = fold(one.group()), fold(two.group())
        if text[one.end() : two.start()] != " " or second in _never() | _ordinary() | _PLACE_WORD | keep:
            continue
        if first in english_first_names() or first in learnt:
            if first not in _ordinary() and second not in public_persons():
                learnt[second] = "surname"
        elif learnt.get(second) == "surname" and first not in _never() and not _is_word(first):
            learnt[first] = "first"


def _shortened(
    places: Sequence[tuple[str, list[re.Match[str]]]], learnt: Mapping[str, str]
) -> dict[str, str]:
    """Return words that begin a name of the interview and are spoken of as a person ("Des" for Desmond)."""
    whole = [word for word, field in learnt.items() if field == "first"]
    whole += [
        fold(t.group()) for _, tokens in places for t in tokens if fold(t.group()) in english_first_names()
    ]
    found = {}
    for text, tokens in places:
        for token in tokens:
            word = fold(token.group())
            if len(word) < _SHORTENED or word in _ordinary() or word in learnt:
                continue
            cut = any(name.startswith(word) and name != word for name in whole)
            if cut and _told_before(text, token.start()) + _told_after(text, token.end()) > 0:
                found[word] = "first"
    return found


def find_names(text: str, known: Mapping[str, str], keep: frozenset[str]) -> Iterator[tuple[int, int, Name]]:
    """Yield (start, end, field → form) of the persons of an English text, left to right.

    ``known`` maps forms of the interview's names to their fields; ``keep`` holds words never masked.
    """
    tokens = [match for match in _TOKEN.finditer(text) if fold(match.group()) not in keep]
    at = 0
    while at < len(tokens):
        run = _run(text, tokens, at, known)
        if run:
            name = _assign([match.group() for match in run], known)
            if name.get("surname") not in public_persons() or name["surname"] in known:
                yield run[0].start(), run[-1].end(), name
        at += len(run) or 1


def _run(text: str, tokens: list[re.Match[str]], at: int, known: Mapping[str, str]) -> list[re.Match[str]]:
    """Return the tokens of the name that begins at this token, none if no name does."""
    if not _begins(text, tokens, at, known):
        return []
    run = [tokens[at]]
    for token in tokens[at + 1 : at + 3]:
        word = fold(token.group())
        if text[run[-1].end() : token.start()] != " " or word in stop_words("en"):
            break
        run.append(token)
    following = re.match(r"\s([A-Z][a-z]+)", text[run[-1].end() :])
    titled = _TITLE.search(text[: run[0].start()][-12:])
    ends = [fold(run[-1].group())] * (len(run) > 1) + ([fold(following[1])] if following else [])
    return [] if not titled and not _PLACE_WORD.isdisjoint(ends) else run


def _begins(text: str, tokens: list[re.Match[str]], at: int, known: Mapping[str, str]) -> bool:
    """Tell whether a person's name begins with this capitalised word."""
    token = tokens[at]
    word, before = fold(token.group()), text[max(0, token.start() - 30) : token.start()]
    if word.endswith("."):
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        near = following is not None and text[token.end() : following.start()] in {" ", ""}
        return near and following is not None and known.get(fold(following.group())) == "surname"
    if _TITLE.search(before):
        return True
    opens = bool(_OPENING.search(before))
    if word in known:
        if word not in _ordinary():
            return True
        return not opens and _told_before(text, token.start()) > 0
    if word not in english_first_names():
        return False
    return word not in _ordinary() or _told_before(text, token.start()) >= _SURE or _has_surname(text, token)


def _has_surname(text: str, token: re.Match[str]) -> bool:
    """Tell whether another capitalised word follows («Will Turner»)."""
    following = _TOKEN.match(text, token.end() + 1) if text[token.end() : token.end() + 1] == " " else None
    word = fold(following.group()) if following else ""
    return len(word) > 2 and word not in _ordinary() and fold(token.group()) not in stop_words("en")  # noqa: PLR2004


def _assign(words: list[str], known: Mapping[str, str]) -> Name:
    """Return the fields of a name: the last of several words is the surname."""
    forms = [fold(word.rstrip(".")) for word in words]
    if len(forms) == 1:
        field = known.get(forms[0]) or ("first" if forms[0] in english_first_names() else "surname")
        return {field: _full(forms[0]) if field == "first" else forms[0]}
    return {"first": _full(forms[0]), "surname": forms[-1]}


def _full(form: str) -> str:
    names = full_names(form) if form in nicknames("en") else (form,)
    return names[0] if len(names) == 1 else form


def name_of(label: str) -> Name:
    """Return the fields of a speaker's name written in Latin letters."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’.-]*", label) if not _TITLE.search(f"{word} ")]
    return _assign(words, {}) if words else {}


def known_forms(names: list[Name]) -> dict[str, str]:
    """Return form → field of known persons, with the short forms of their first names."""
    forms: dict[str, str] = {}
    for name in names:
        forms.update({base: field for field, base in name.items()})
        wanted = set(full_names(name["first"])) if "first" in name else set()
        forms.update({form: "first" for form, full in nicknames("en").items() if wanted & set(full)})
    return forms
