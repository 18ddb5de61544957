"""Pseudonyms: what tells a person is found, numbered once for the study, and replaced everywhere.

``find_personal`` reads a text, ``build_key`` gives every person, phone and address one pseudonym that
never changes again, ``apply_key`` puts them in, and ``carry_span`` carries offsets over the edits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..language import fold
from . import caseless, caseless_en, learning, persons, persons_en
from .addresses import find_addresses
from .companies import ALL_COMPANIES, find_companies
from .contacts import find_contacts
from .hidden import Hidden, find_hidden, without_kept
from .lowercase import find_lower
from .naming import join_fields, label_name, resolve, same_persons
from .personal import PersonalItem, PersonalType, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..records import InterviewId

__all__ = [
    "Edit", "PersonalItem", "PersonalType", "apply_key", "build_key", "carry_span", "find_all",
    "find_personal", "label_item", "pseudonym_for_label", "repair_spans", "shift",
]  # fmt: skip

Span = tuple[int, int]
Name = dict[str, str]

_WORDS = {
    "ru": (
        "ПОЧТА", "ССЫЛКА", "КАРТА", "СЧЁТ", "ДОКУМЕНТ", "ДАТА", "ТЕЛЕФОН", "АДРЕС", "ИМЯ",
        "КОМПАНИЯ", "СКРЫТО",
    ),
    "en": (
        "EMAIL", "LINK", "CARD", "ACCOUNT", "DOCUMENT", "DATE", "PHONE", "ADDRESS", "NAME",
        "COMPANY", "HIDDEN",
    ),
}  # fmt: skip
_QUESTION = 200  # characters of the turn before that may ask for a date of birth
_NUMBER = re.compile(r"\d+")
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_PLAIN_ADDRESS = re.compile(r"[А-ЯЁ][а-яё-]+\W+[^\W_]+")  # one capitalised word and a number


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Characters start..end of a text are replaced; edits of a text stand in order and do not overlap."""

    start: int
    end: int
    replacement: str


def find_personal(
    text: str, language: str, known: Sequence[str] = (), keep: Sequence[str] = ()
) -> tuple[PersonalItem, ...]:
    """Return what tells a person in one text, in order, without overlaps; see ``find_all``."""
    return find_all([text], language, known, keep)[0]


def find_all(
    texts: Sequence[str],
    language: str,
    known: Sequence[str] = (),
    keep: Sequence[str] = (),
    hide: Sequence[Hidden] = (),
) -> tuple[tuple[PersonalItem, ...], ...]:
    """Return what tells a person in each text of one interview.

    ``known`` holds the speakers' names, found in every case and short form; ``keep`` holds names of
    products that are never persons; ``hide`` holds (text, type) of what the finder does not know;
    ALL_COMPANIES in it hides every company.
    Reading an interview at once is faster than turn by turn, and a name recognised in one place is
    then found in all.
    """
    kept = frozenset(fold(word) for phrase in keep for word in re.findall(r"\w+", phrase))
    speakers = [name for name in map(label_name, known) if name]
    written = texts
    raised = caseless.is_caseless(texts)
    if raised:
        texts = (caseless if language == "ru" else caseless_en).with_capitals(texts)
    found = _names_ru(texts, speakers, kept, raised=raised) if language == "ru" else [[] for _ in texts]
    if ALL_COMPANIES in hide:
        firms = find_companies(texts, language, keep)
        found = [[*items, *more] for items, more in zip(found, firms, strict=True)]
    latin = persons_en.known_forms(
        [name for name in speakers if not _CYRILLIC.search("".join(name.values()))]
    )
    speaking = latin
    if language != "ru":
        latin = persons_en.learn(texts, latin, kept)
    results = []
    for text, said, before, items in zip(
        texts, written, ["", *written][:-1] if written else [], found, strict=True
    ):
        if language != "ru" or latin:
            # in Russian speech a Latin word is a brand more often than a person: only speakers count
            for start, end, name in persons_en.find_names(text, latin, kept):
                if language != "ru" or any(form in speaking for form in name.values()):
                    items.append(_name_item(start, end, name, speakers))
        contacts = [*find_contacts(said, language, before[-_QUESTION:]), *find_addresses(text, language)]
        found_here = without_kept(text, [*items, *_without_ages(text, contacts, items)], keep)
        wanted = without_overlaps(find_hidden(text, hide, language))
        clear = [i for i in found_here if all(i.end <= w.start or w.end <= i.start for w in wanted)]
        results.append(without_overlaps([*wanted, *clear]))
    return tuple(results)


def _names_ru(
    texts: Sequence[str], speakers: Sequence[Name], keep: frozenset[str], *, raised: bool
) -> list[list[PersonalItem]]:
    """Return the persons of each text of a Russian interview; ``raised``: its capitals are guessed."""
    known = learning.known_bases(speakers)
    tokens = persons.read(texts, keep, known)
    if raised:
        tokens = [[persons.without_place(token) for token in words] for words in tokens]
    known = learning.learn(token for text in tokens for token in text) | known
    found = []
    for text, words in zip(texts, tokens, strict=True):
        items = [
            _name_item(run[0].start, run[-1].end, persons.assign(run, known), speakers)
            for run in persons.group(words, text, known)
        ]
        items += [
            _name_item(start, end, name, speakers) for start, end, name in find_lower(text, known, keep)
        ]
        found.append(items)
    return found


def _name_item(start: int, end: int, name: Name, speakers: Sequence[Name]) -> PersonalItem:
    normal = join_fields(resolve(name, speakers))
    return PersonalItem(start=start, end=end, type=PersonalType.NAME, normal=normal)


def _without_ages(
    text: str, items: Iterable[PersonalItem], names: Sequence[PersonalItem]
) -> Iterable[PersonalItem]:
    """Drop an "address" that is a surname and an age: «Ковальская, 46, инженер»."""
    for item in items:
        plain = (
            item.type is PersonalType.ADDRESS
            and _PLAIN_ADDRESS.fullmatch(text[item.start : item.end])
            and not text[: item.start].lower().endswith("на ")
        )
        if not (plain and any(name.start <= item.start < name.end for name in names)):
            yield item


def build_key(
    items_by_interview: Mapping[InterviewId, Sequence[PersonalItem]],
    existing: Mapping[tuple[str, str], str],
    language: str = "ru",
) -> dict[tuple[str, str], str]:
    """Return (type, normal form) → pseudonym for the study, with all of ``existing`` unchanged.

    New numbers follow (interview id, position), so the order of files does not matter.  Mentions of
    one person («Галя», «Галина Викторовна») share a pseudonym when no other person fits them.
    """
    key = dict(existing)
    seen: dict[tuple[str, str], set[str]] = {entry: set() for entry in existing}
    for interview in sorted(items_by_interview):
        for item in sorted(items_by_interview[interview], key=lambda item: item.start):
            seen.setdefault((item.type.value, item.normal), set()).add(interview)
    same = same_persons(
        {normal: where for (kind, normal), where in seen.items() if kind == PersonalType.NAME}
    )
    for kind, normal in seen:
        if (kind, normal) in key:
            continue
        siblings = [key[kind, other] for other in same.get(normal, ()) if (kind, other) in key]
        named = kind == PersonalType.NAME and siblings
        key[kind, normal] = min(siblings, key=_number) if named else _next(kind, key, language)
    return key


def _number(pseudonym: str) -> int:
    match = _NUMBER.search(pseudonym)
    return int(match.group()) if match else 0


def _next(kind: str, key: Mapping[tuple[str, str], str], language: str) -> str:
    """Return the next free pseudonym of a type."""
    last = max((_number(given) for (other, _), given in key.items() if other == kind), default=0)
    return f"[{_word(kind, language)} {last + 1}]"


def _word(kind: str, language: str) -> str:
    return dict(zip(PersonalType, _WORDS["ru" if language == "ru" else "en"], strict=True))[
        PersonalType(kind)
    ]


def apply_key(
    text: str, items: Sequence[PersonalItem], key: Mapping[tuple[str, str], str], language: str = "ru"
) -> tuple[str, tuple[Edit, ...]]:
    """Return the text with pseudonyms for its items, and the edits made.

    An item that the key does not know is hidden all the same, without a number.
    """
    edits = tuple(
        Edit(
            start=item.start,
            end=item.end,
            replacement=key.get((item.type.value, item.normal), f"[{_word(item.type, language)}]"),
        )
        for item in without_overlaps(items)
    )
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.replacement]
        at = edit.end
    return "".join([*parts, text[at:]]), edits


def shift(offset: int, edits: Sequence[Edit], *, end: bool = False) -> int:
    """Map an offset of the old text to the new one.

    Inside a replaced span it becomes the replacement's start, or its end when ``end`` is true.
    """
    moved = 0
    for edit in edits:
        if offset >= edit.end:
            moved += len(edit.replacement) - (edit.end - edit.start)
        elif offset > edit.start:
            return edit.start + moved + (len(edit.replacement) if end else 0)
        else:
            break
    return offset + moved


def carry_span(start: int, end: int, edits: Sequence[Edit]) -> Span:
    """Map a span of the old text to the new one; an edit that it cuts is taken in whole."""
    return shift(start, edits), shift(end, edits, end=True)


def repair_spans(spans: Sequence[Span], items: Sequence[PersonalItem]) -> tuple[Span, ...]:
    """Join spans that a personal item reaches across, so that no pseudonym is cut in two."""
    repaired: list[Span] = []
    for start, end in spans:
        last = repaired[-1] if repaired else None
        if last and any(item.start < last[1] and start < item.end for item in items):
            repaired[-1] = (last[0], end)
        else:
            repaired.append((start, end))
    return tuple(repaired)


def label_item(label: str) -> PersonalItem | None:
    """Return a speaker's label as a personal item for ``build_key``; None when it names only a role."""
    name = label_name(label)
    if not name:
        return None
    return PersonalItem(start=0, end=len(label), type=PersonalType.NAME, normal=join_fields(name))


def pseudonym_for_label(label: str, key: Mapping[tuple[str, str], str], language: str = "ru") -> str:
    """Return what stands for a speaker's label: its pseudonym, or the label when it names only a role."""
    item = label_item(label)
    return label if item is None else apply_key(label, [item], key, language)[0]
