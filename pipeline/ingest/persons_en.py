"""Persons in Latin letters: census first names and what follows titles; ordinary words need a context."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, stop_words, word_set
from .namebook import english_first_names, full_names, nicknames, public_persons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Name = dict[str, str]

_CAPITAL = r"(?:O['’]|Mc|Mac|D['’])?[A-Z][a-z]+(?:-[A-Z][a-z]+)?"
_TOKEN = re.compile(rf"(?<![\w@/.&'’-])(?:{_CAPITAL}|[A-Z]\.)(?!\w|\.\w)")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Doctor|Aunt|Uncle|Auntie|Sir)\.?\s$")
_KIN = re.compile(
    r"\b(?:name is|name's|called|husband|wife|son|daughter|brother|sister|mother|father|mum|mom|dad|friend|"
    r"colleague|boss|neighbou?r|partner|manager|girlfriend|boyfriend|hi|hello|thanks|hey|dear|I'm|I am),?\s$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"^\s(?:Street|St|Road|Rd|Avenue|Ave|Lane|Square|Park|Station|Airport|Bank|Store|Church|School)\b"
)
_OPENING = re.compile(r"(?:^|[.!?…:]|\n)[\s\"“(—–-]*$")


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    return frozenset(fold(word) for word in word_set("not_names_en")) | stop_words("en")


def find_names(text: str, known: Mapping[str, str], keep: frozenset[str]) -> Iterator[tuple[int, int, Name]]:
    """Yield (start, end, field → form) of the persons of an English text, left to right.

    ``known`` maps forms of the speakers' names to their fields; ``keep`` holds words never masked.
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
    if not _begins(text, tokens[at], known):
        return []
    run = [tokens[at]]
    for token in tokens[at + 1 : at + 3]:
        word = fold(token.group())
        if text[run[-1].end() : token.start()] != " " or word in stop_words("en"):
            break
        run.append(token)
    return [] if _PLACE.match(text[run[-1].end() :]) else run


def _begins(text: str, token: re.Match[str], known: Mapping[str, str]) -> bool:
    """Tell whether a person's name begins with this capitalised word."""
    word, before = fold(token.group()), text[max(0, token.start() - 30) : token.start()]
    if word.endswith("."):
        return False
    opens = bool(_OPENING.search(before))
    if word in known:
        return word not in _ordinary() or not opens
    if _TITLE.search(before):
        return True
    if word not in english_first_names():
        return False
    return word not in _ordinary() or bool(_KIN.search(before)) or _has_surname(text, token)


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
