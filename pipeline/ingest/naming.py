"""Who is who: the name in a speaker's label, and which mentions of names are one person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..language import fold
from . import persons, persons_en
from .labels import GENERIC_WORDS, INTERVIEWER_WORDS, NUMBERED, OTHER_WORDS, RESPONDENT_WORDS
from .namebook import FIELDS, full_names, look_up

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

Name = dict[str, str]

_NO_NAMES = INTERVIEWER_WORDS | RESPONDENT_WORDS | GENERIC_WORDS | OTHER_WORDS
_PART = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
_BRACKETS = re.compile(r"[(\[<][^)\]>]*[)\]>]|\b\S+@\S+")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SHORTENED = 3  # letters that an English name keeps when it is cut short
_LONGEST = 5  # words of a name in a label


def join_fields(name: Name) -> str:
    """Return a name's normal form: "first|patronymic|surname"."""
    return "|".join(name.get(field, "") for field in FIELDS)


def split_fields(normal: str) -> Name:
    """Return the fields of a normal form that are filled."""
    return {field: base for field, base in zip(FIELDS, normal.split("|"), strict=True) if base}


def label_name(label: str) -> Name:
    """Return the fields of the name in a speaker's label, none when it names only a role or a number."""
    bare = _BRACKETS.sub(" ", label)
    if NUMBERED.match(bare.strip()) or bare.strip().startswith("["):
        return {}
    words = [
        word for word in _PART.findall(bare.replace("_", " ")) if fold(word.rstrip(".")) not in _NO_NAMES
    ]
    if not words or len(words) > _LONGEST or all(len(word.rstrip(".")) == 1 for word in words):
        return {}
    if not _CYRILLIC.search("".join(words)):
        return persons_en.name_of(" ".join(words)) if any(word[0].isupper() for word in words) else {}
    shown = " ".join(word if word.endswith(".") else word.title() for word in words)
    found = [look_up(word) for word in shown.split() if not word.endswith(".")]
    if not any(word.readings for word in found):
        # «Менеджер поддержки» is a post, «Ёжи Кречет» a name of no list
        if any(word.common for word in found) and (len(words) == 1 or not all(w[0].isupper() for w in words)):
            return {}
        return {"first": fold(words[0]), **({"surname": fold(words[-1])} if len(words) > 1 else {})}
    return persons.assign(persons.tokens_of(shown, (), frozenset()))


def resolve(name: Name, speakers: Sequence[Name]) -> Name:
    """Return the one speaker whose name says all that this one says and more, else the name itself."""
    fuller = [other for other in speakers if len(other) > len(name) and _within(name, other)]
    different = {join_fields(other): other for other in fuller}
    return next(iter(different.values())) if len(different) == 1 else name


def _within(name: Name, other: Name) -> bool:
    return all(field in other and _agree(field, base, other[field]) for field, base in name.items())


def _agree(field: str, one: str, other: str) -> bool:
    """Tell whether two forms of a field may stand for the same: short forms, initials."""
    if one == other:
        return True
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    if field != "first":
        return False
    short, long = sorted((one, other), key=len)
    if short.isascii() and len(short) >= _SHORTENED and long.startswith(short):
        return True  # "Des" and "Desmond"
    return bool(set(full_names(one)) & set(full_names(other)))


def _compatible(one: Name, other: Name) -> bool:
    """Tell whether two names share a field and contradict each other in none."""
    shared = one.keys() & other.keys()
    return bool(shared) and all(_agree(field, one[field], other[field]) for field in shared)


def _joins(name: Name, others: Sequence[Name]) -> bool:
    """Tell whether a name is compatible with one of a person's names and contradicts none of them."""
    contradicts = any(
        not _agree(field, base, other[field])
        for other in others
        for field, base in name.items()
        if field in other
    )
    return not contradicts and any(_compatible(name, other) for other in others)


def same_persons(mentions: Mapping[str, Collection[str]]) -> dict[str, tuple[str, ...]]:
    """Return normal form → the normal forms of the same person (itself among them).

    ``mentions`` maps a normal form to the interviews that have it.  Fuller names come first; a less
    full one joins the only person who fits it: in its own interviews if any does, else in the study.
    Names of which each says something the other does not join only within an interview.
    """
    groups: list[list[str]] = []
    for normal in sorted(mentions, key=lambda normal: (-len(split_fields(normal)), normal)):
        name = split_fields(normal)
        fits = [group for group in groups if _joins(name, [split_fields(other) for other in group])]
        near = [
            group for group in fits if any(set(mentions[normal]) & set(mentions[other]) for other in group)
        ]
        part = [group for group in fits if any(_within(name, split_fields(other)) for other in group)]
        choice = near or part
        if len(choice) == 1:
            choice[0].append(normal)
        else:
            groups.append([normal])
    return {normal: tuple(group) for group in groups for normal in group}
