"""Phrases in every language of the report, so that the reader can switch without asking again.

A phrase is rendered in the study's language and carries the key of its translations; the page's
script swaps the texts.  The translations used on a page are embedded in it once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ...wording import LANGUAGES, Wording, nearest_language

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Phrase:
    """One text in every language, in the order of LANGUAGES; renders as HTML of the book's language."""

    texts: tuple[str, ...]
    book: Phrasebook

    @property
    def text(self) -> str:
        """The text in the book's language, for places that hold no elements."""
        return self.texts[self.book.shown]

    @property
    def key(self) -> Markup:
        """The attribute that makes an element's whole text this phrase; empty if all languages agree."""
        return Markup("") if self._same else Markup(' data-t="{}"').format(self.book.number(self))

    @property
    def _same(self) -> bool:
        return len(set(self.texts)) == 1

    def attribute(self, name: str) -> Markup:
        """Return the phrase as an attribute of an element, with a leading space."""
        plain = Markup(' {}="{}"').format(name, self.text)
        return plain if self._same else plain + Markup(' data-t-{}="{}"').format(name, self.book.number(self))

    def __html__(self) -> str:
        """Return the phrase as an element of its own."""
        return escape(self.text) if self._same else Markup("<span{}>{}</span>").format(self.key, self.text)

    def __str__(self) -> str:
        """Return the text in the book's language."""
        return self.text


class Phrasebook:
    """Makes phrases and remembers those that a page shows."""

    def __init__(self, language: str) -> None:
        """Show phrases in the catalogue nearest to ``language``."""
        self.language = nearest_language(language)
        self.shown = LANGUAGES.index(self.language)
        self._wordings = tuple(Wording(name) for name in LANGUAGES)
        self._numbers: dict[tuple[str, ...], int] = {}
        self._said: dict[tuple[object, ...], Phrase] = {}  # numbers are slow to write, and most come again

    def t(self, msgid: str, **values: object) -> Phrase:
        """Translate a message; values may be phrases themselves."""
        return self._once(
            ("t", msgid, *_plain(values)), lambda wording, at: wording._(msgid, **_pick(values, at))
        )

    def nt(self, singular: str, plural: str, n: int, **values: object) -> Phrase:
        """Translate a counted message."""
        return self._once(
            ("nt", singular, n, *_plain(values)),
            lambda wording, at: wording.ngettext(singular, plural, n, **_pick(values, at)),
        )

    def signed(self, value: float, digits: int = 1) -> Phrase:
        """Write a signed number in every language."""
        return self._once(("+", value, digits), lambda wording, _: wording.signed(value, digits=digits))

    def percent(self, share: float) -> Phrase:
        """Write a share in every language."""
        return self._once(("%", share), lambda wording, _: wording.percent(share))

    def decimal(self, value: float, digits: int = 2) -> Phrase:
        """Write a number in every language."""
        return self._once((".", value, digits), lambda wording, _: wording.number(value, digits=digits))

    def number(self, phrase: Phrase) -> int:
        """Return the phrase's place in ``used``."""
        return self._numbers.setdefault(phrase.texts, len(self._numbers))

    def used(self) -> list[tuple[str, ...]]:
        """Return the texts of every phrase shown so far, by number."""
        return list(self._numbers)

    def _once(self, key: tuple[object, ...], word: Callable[[Wording, int], str]) -> Phrase:
        if key not in self._said:
            self._said[key] = self._each(word)
        return self._said[key]

    def _each(self, word: Callable[[Wording, int], str]) -> Phrase:
        return Phrase(tuple(word(wording, at) for at, wording in enumerate(self._wordings)), self)


def _plain(values: dict[str, object]) -> tuple[object, ...]:
    """Return values as part of a key: 1 and 1.0 are equal but not written alike."""
    return tuple(
        (name, type(value), value.texts if isinstance(value, Phrase) else value)
        for name, value in values.items()
    )


def _pick(values: dict[str, object], at: int) -> dict[str, object]:
    return {name: value.texts[at] if isinstance(value, Phrase) else value for name, value in values.items()}
