"""Which labels of one interview are one person, told only when it is sure.

Two spellings of a full name are one person: another order, another alphabet, a mark in brackets.  A shorter
form («Анна П.», «А. Петрова», «Аня Петрова») is the only fuller name that it fits, unless the two talk to
each other; a bare first name only where one interviewer and one respondent are left then.  Whoever fits
two people, or whom the file gives another role or number, stays apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from ..language import fold
from .labels import (
    GENERIC_WORDS,
    INTERVIEWER_WORDS,
    NAME_PART,
    OTHER_WORDS,
    RESPONDENT_WORDS,
    VOICE,
    is_name,
    named_role,
    normal_name,
)
from .namebook import full_names
from .transliteration import is_cyrillic, skeleton

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..records import SpeakerRole

ANONYMOUS = ""  # the key of turns that name nobody
_PAIR = 2  # words of a full name; voices of a dialogue
_SHORT = 3  # letters of the longest abbreviation, «Ст.»
_BRACKETS = re.compile(r"[(\[<]([^)\]>]*)[)\]>]")
_PATRONYMIC = re.compile(r"(?:вна|вич|ична|инична|vna|vich)\Z")
_ROLES = INTERVIEWER_WORDS | RESPONDENT_WORDS | OTHER_WORDS | GENERIC_WORDS
_ENGLISH = {
    "спикер": "speaker",
    "интервьюер": "interviewer",
    "модератор": "moderator",
    "эксперт": "expert",
    "респондент": "respondent",
    "участник": "participant",
    "клиент": "client",
    "канал": "channel",
}


class Fit(IntEnum):
    """How a label fits a fuller name of the same interview."""

    NONE = 0
    BARE = 1  # a first name or a surname alone
    SHORT = 2  # a shorter form that still names the family
    SAME = 3  # every word of both


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A speaker's label taken apart; ``words`` and ``initials`` are folded, marks of roles are left out."""

    key: str
    words: tuple[str, ...]
    initials: tuple[str, ...]
    number: str
    role: SpeakerRole | None


def label_keys(
    order: Sequence[str | None],
    apart: Collection[str] = (),
    joined: Iterable[Collection[str]] = (),
) -> dict[str | None, str]:
    """Return label → key of its voice; ``order`` has the label of every turn.

    ``apart`` are the normal names that the researcher lists as different people, ``joined`` sets of
    normal names of which they say that each is one person; both are obeyed.  A voice of several labels
    has the key of its fullest one.
    """
    plain = _spellings(order)
    marked = {plain[label] for label in plain if label and _is_marked(plain[label])}
    labels = {key: take_apart(key, label) for label, key in plain.items() if label}
    groups = [[label] for label in sorted(labels.values(), key=_fullness)]
    free = [group for group in groups if group[0].key not in marked]
    talk = _exchanges([plain[label] for label in order])
    for wish in joined:
        _join([g for g in free if g and any(label.key in wish for label in g)])
    for least in (Fit.SAME, Fit.SHORT, Fit.BARE):
        _merge(free, least, talk, frozenset(apart), len(groups) - len(free))
    canonical = {label.key: group[0].key for group in groups for label in group}
    return {label: canonical.get(key, key) for label, key in plain.items()}


def _spellings(order: Sequence[str | None]) -> dict[str | None, str]:
    """Return label → key where case, order of words and «(голос 1)» make no difference.

    «Анна (голос 1)» is Анна, unless the file also has «Анна (голос 2)», or has Анна and a second voice:
    then one microphone served several people, who stay apart.
    """
    found = list(dict.fromkeys(order))
    bases = {label: (normal_name(label) or label.casefold()) if label else ANONYMOUS for label in found}
    numbers: dict[str, set[str]] = {}
    for label in found:
        numbers.setdefault(bases[label], set()).add(_voice_number(label))
    keys = {}
    for label, base in bases.items():
        several = len(numbers[base] - {"", "1"}) > 0 and len(numbers[base]) > 1
        number = _voice_number(label)
        keys[label] = f"{base} ({number})" if number and several else base
    return keys


def _voice_number(label: str | None) -> str:
    mark = VOICE.search(label) if label else None
    return "".join(re.findall(r"\d", mark[0])) if mark else ""


def _is_marked(key: str) -> bool:
    return key.endswith(")")


def take_apart(key: str, label: str) -> Label:
    """Read a label: the words and initials of its name, its number, the role that it tells."""
    bare = VOICE.sub("", label)
    outside = NAME_PART.findall(_BRACKETS.sub(" ", bare).replace("_", " "))
    parts = [fold(part) for part in outside]
    names = [part for part in parts if part.rstrip(".") not in _ROLES and not part.isdigit()]
    if not names:  # «Респондент (Анна Петрова)»
        inside = " ".join(mark for mark in _BRACKETS.findall(bare) if is_name(mark))
        names = [fold(part) for part in NAME_PART.findall(inside)]
        names = [part for part in names if part.rstrip(".") not in _ROLES and not part.isdigit()]
    if not names:  # «Спикер 1» and "Speaker 1"
        names = [_ENGLISH.get(part, part) for part in parts if not part.isdigit()]
    initials = [part for part in names if len(part.rstrip(".")) == 1 or _is_abbreviated(part)]
    return Label(
        key=key,
        words=tuple(sorted(part.rstrip(".") for part in names if part not in initials)),
        initials=tuple(sorted(part.rstrip(".") for part in initials)),
        number="".join(part for part in NAME_PART.findall(bare.replace("_", " ")) if part.isdigit()),
        role=named_role(label),
    )


def _is_abbreviated(part: str) -> bool:
    return part.endswith(".") and len(part) <= _SHORT


def _fullness(label: Label) -> tuple[int, int, bool, int, str]:
    """Put fuller names first, Cyrillic ones before Latin ones, longer forms before short ones."""
    latin = not is_cyrillic("".join(label.words))
    return (-len(label.words), -len(label.initials), latin, -sum(map(len, label.words)), label.key)


def _exchanges(order: Sequence[str]) -> frozenset[frozenset[str]]:
    """Return the pairs of keys that speak directly after one another."""
    return frozenset(frozenset(pair) for pair in pairwise(order) if pair[0] != pair[1])


def _merge(
    groups: list[list[Label]],
    least: Fit,
    talk: frozenset[frozenset[str]],
    apart: frozenset[str],
    others: int,
) -> None:
    """Let each group join the only fuller one that it fits so well; a group that has joined is empty."""
    for group in reversed(groups):
        if not group:
            continue
        fits = [other for other in groups if other and other is not group and _fit(group, other) >= least]
        alone = sum(1 for each in groups if each) + others - 1 == _PAIR
        if len(fits) != 1 or (least is Fit.BARE and not alone):
            continue
        (other,) = fits
        named = apart & {label.key for label in group}
        if named and apart & {label.key for label in other}:
            continue
        if least is Fit.SAME or not _talk(group, other, talk):
            _join(sorted((group, other), key=lambda each: _fullness(each[0])))


def _talk(one: Sequence[Label], other: Sequence[Label], talk: frozenset[frozenset[str]]) -> bool:
    return any(frozenset((a.key, b.key)) in talk for a in one for b in other)


def _join(groups: Sequence[list[Label]]) -> None:
    """Move everybody into the first group."""
    for group in groups[1:]:
        groups[0].extend(group)
        group.clear()


def _fit(group: Sequence[Label], other: Sequence[Label]) -> Fit:
    """Return how well a group fits a fuller one: as its best pair does, if no two contradict each other."""
    roles = {label.role for label in (*group, *other)} - {None}
    numbers = {label.number for label in (*group, *other)}
    if len(roles) > 1 or len(numbers) > 1:
        return Fit.NONE
    return max(fit(one, two) for one in group for two in other)


def fit(less: Label, more: Label) -> Fit:
    """Return how well the shorter name fits the fuller one."""
    left = list(more.words)
    for word in less.words:
        match = next((other for other in left if _same_word(word, other)), None)
        if match is None:
            return Fit.NONE
        left.remove(match)
    initials = list(more.initials)
    for letter in less.initials:
        match = next((other for other in (*initials, *left) if _begins(other, letter, less)), None)
        if match is None:
            return Fit.NONE
        (initials if match in initials else left).remove(match)
    if not left and not initials and _spelt_alike(less, more):
        return _same(less)
    full = len(less.words) >= _PAIR or (less.words and less.initials)
    return Fit.NONE if not less.words else Fit.SHORT if full else Fit.BARE


def _same(label: Label) -> Fit:
    """Rate labels of the same words: a first name alone, without a number, may be two people's."""
    if len(label.words) >= _PAIR or (label.words and label.initials):
        return Fit.SAME
    told = {*label.words} <= {*_ROLES, *_ENGLISH.values()}
    return Fit.SAME if told else Fit.BARE


def _spelt_alike(one: Label, other: Label) -> bool:
    """Tell whether no word of one is a short form of the other's."""
    return sorted(map(skeleton, one.words)) == sorted(map(skeleton, other.words))


def _same_word(one: str, other: str) -> bool:
    """Tell whether two words may name the same: alike, in the other alphabet, or a short first name."""
    if is_cyrillic(one) != is_cyrillic(other):
        return skeleton(one) == skeleton(other)
    return one == other or not {*full_names(one)}.isdisjoint(full_names(other))


def _begins(word: str, letter: str, less: Label) -> bool:
    """Tell whether an initial stands for a word; a lone one stands for no patronymic."""
    if len(less.initials) == 1 and _PATRONYMIC.search(word):
        return False
    if is_cyrillic(word) != is_cyrillic(letter):
        return skeleton(word).startswith(skeleton(letter))
    return word.startswith(letter)
