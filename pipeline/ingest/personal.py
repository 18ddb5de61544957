"""What may tell a person: the value that the finders of this folder return."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class PersonalType(StrEnum):
    """What a piece of text tells of a person; in falling order of certainty."""

    EMAIL = "email"
    URL = "url"
    CARD = "card"
    ACCOUNT = "account"
    DOCUMENT = "document"
    BIRTHDAY = "birthday"
    PHONE = "phone"
    ADDRESS = "address"
    NAME = "name"
    COMPANY = "company"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalItem:
    """A span of a text (code points) that tells a person.

    ``normal`` is the same for all ways to write the same thing: a phone in E.164, digits of a card, a
    name as "first|patronymic|surname" in the nominative, lower case, ё as е, empty where unsaid.
    """

    start: int
    end: int
    type: PersonalType
    normal: str


_CERTAINTY = {kind: rank for rank, kind in enumerate(PersonalType)}


def without_overlaps(items: Iterable[PersonalItem]) -> tuple[PersonalItem, ...]:
    """Return the items in order of place; of two that overlap the more certain, then longer, stays."""
    kept: list[PersonalItem] = []
    for item in sorted(items, key=lambda item: (_CERTAINTY[item.type], item.start - item.end, item.start)):
        if all(item.end <= other.start or other.end <= item.start for other in kept):
            kept.append(item)
    return tuple(sorted(kept, key=lambda item: item.start))
