"""Topics that customers of any business speak of, by whatever word: «не перезвонили» and «тишина» are one.

The lists are ``words/matters_LANGUAGE.txt``: id | name | lemmas; ``a+b``: both stand in one utterance.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ...language import LANGUAGES, word_list

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


@dataclass(frozen=True, slots=True)
class _Table:
    """Topics by word: a single word points at its topics, a first word at (the others, topic)."""

    names: Mapping[str, str]
    single: Mapping[str, frozenset[str]]
    together: Mapping[str, tuple[tuple[frozenset[str], str], ...]]


def topics_of(lemmas: Collection[str], language: str) -> frozenset[str]:
    """Return the topics that an utterance's lemmas name."""
    table = _table(_known(language))
    found: set[str] = set()
    whole = frozenset(lemmas)
    for word in lemmas:
        found |= table.single.get(word, frozenset())
        found |= {topic for others, topic in table.together.get(word, ()) if others <= whole}
    return frozenset(found)


def topic_name(topic: str, language: str) -> str:
    """Return what a topic is called; raises KeyError for an unknown one."""
    return _table(_known(language)).names[topic]


def _known(language: str) -> str:
    return language if language in LANGUAGES else "en"


@lru_cache(maxsize=len(LANGUAGES))
def _table(language: str) -> _Table:
    """Read a language's list."""
    names: dict[str, str] = {}
    single: dict[str, set[str]] = {}
    together: dict[str, list[tuple[frozenset[str], str]]] = {}
    for line in word_list(f"matters_{language}"):
        topic, name, words = (part.strip() for part in line.split("|"))
        names[topic] = name
        for entry in words.split():
            first, *others = entry.split("+")
            if others:
                together.setdefault(first, []).append((frozenset(others), topic))
            else:
                single.setdefault(first, set()).add(topic)
    return _Table(
        names,
        {word: frozenset(found) for word, found in single.items()},
        {word: tuple(found) for word, found in together.items()},
    )
