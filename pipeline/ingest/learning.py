"""What a Russian interview tells of its own names: once sure, found everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .namebook import full_names, nicknames, public_persons
from .persons import may_be_thing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .persons import Name, Token

_LEARNT = 2  # the tagger's readings of one form that make it a known name of the interview


def _continues(token: Token) -> bool:
    """Tell whether a word may be the patronymic or the surname of a person whom not everybody knows."""
    told = token.word.of("patronymic") or token.word.of("surname")
    return bool(told) and public_persons().isdisjoint(token.word.bases)


def learn(tokens: Iterable[Token]) -> dict[str, str]:
    """Return the names that an interview is sure of: base form → its field.

    First names that the tagger is sure of twice or that stand before a surname or a patronymic once,
    surnames that it is sure of inside a sentence.
    """
    counts: dict[str, int] = {}
    told: dict[str, str] = {}
    listed = [*tokens]
    for token, following in zip(listed, [*listed[1:], None], strict=False):
        if token.barred or token.tag in {"ORG", "LOC"} or not public_persons().isdisjoint(token.word.bases):
            continue
        first, surname = token.word.of("first")[:1], token.word.of("surname")[:1]
        beside = following is not None and following.start == token.end + 1 and not following.barred
        if first and following and beside:
            if _continues(following):
                told[first[0].base] = "first"
            told |= _surname_after(token, following)
        if token.surnamed and not token.opens:
            told |= dict.fromkeys({r.base for r in surname} or token.word.bases, "surname")
        if token.tag == "PER" and (not token.opens or not token.word.common):
            for reading in first:
                counts[reading.base] = counts.get(reading.base, 0) + 1
            if surname and not first and not token.word.common:
                told.setdefault(surname[0].base, "surname")
        if first and token.introduced and not token.opens:
            told[first[0].base] = "first"
    told |= {base: "first" for base, count in counts.items() if count >= _LEARNT}
    return dict(sorted(told.items()))


def _surname_after(token: Token, following: Token) -> dict[str, str]:
    """Return the surname that stands after a first name which is no ordinary word: «Ашот Хачатрян»."""
    surname = following.word.of("surname")[:1]
    if token.word.common or following.word.of("patronymic") or following.tag in {"ORG", "LOC"}:
        return {}
    if following.barred or not public_persons().isdisjoint(following.word.bases):
        return {}
    if not surname:
        sure = following.tag == "PER" and not following.word.readings
        return dict.fromkeys(sorted(following.word.bases), "surname") if sure else {}
    thing = following.word.common > surname[0].score and following.tag != "PER"
    return {} if thing or may_be_thing(following) else {surname[0].base: "surname"}


def known_bases(names: Iterable[Name]) -> dict[str, str]:
    """Return base form → field of known persons, with all short forms of their first names."""
    bases: dict[str, str] = {}
    for name in names:
        bases.update({base: field for field, base in name.items()})
        wanted = set(full_names(name["first"])) if "first" in name else set()
        bases.update({form: "first" for form, full in nicknames("ru").items() if wanted & set(full)})
    return bases
