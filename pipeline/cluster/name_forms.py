"""The forms of a name: how it is called in the nominative, and the pattern that finds all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ..language import fold, lemmas, tokens
from .patterns import undotted
from .system_mentions import is_latin, readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def nominative(said: Sequence[tuple[str, ...]], key: Sequence[str], *, proper: bool = True) -> str:
    """Return a Russian name's nominative; ``said`` are its forms, the commonest first, ``key`` its lemmas.

    A form that was said goes before one that is made; a ``proper`` name may be a plural («Паруса»), a common
    one («окна приёма») is made singular.
    """
    whole = [words for words in said if all(map(_is_same, words[: _core(words)], key))]
    found = next(filter(_is_nominative, (*whole, *(said if proper else ()))), None)
    return " ".join(found or _made(said[0]))


def _is_same(word: str, base: str) -> bool:
    return fold(word) == base


def _core(words: Sequence[str]) -> int:
    """Return how many words decline together: adjectives and the noun after them."""
    for at, word in enumerate(words):
        if is_latin(word) or readings(fold(word))[0].tag.POS != "ADJF":
            return at + 1
    return len(words)


def _is_nominative(words: Sequence[str]) -> bool:
    return all(
        is_latin(word) or any(parse.tag.case in {"nomn", None} for parse in readings(fold(word)))
        for word in words[: _core(words)]
    )


def _made(words: Sequence[str]) -> tuple[str, ...]:
    core = _core(words)
    noun = readings(fold(words[core - 1]))[0]
    made = []
    for word in words[:core]:
        wanted = {"nomn", noun.tag.number, noun.tag.gender} - {None}
        parse = readings(fold(word))[0]
        found = parse.inflect(wanted) or parse.inflect({"nomn"})
        base = found.word if found else word
        made.append(base.capitalize() if word[0].isupper() else base)
    return (*made, *words[core:])


def wording(said: Iterable[str], key: Sequence[str], language: str) -> str:
    """Return the codebook pattern of a name: for each word a form of every lemma that it was given."""
    rows = [
        list(zip(_forms(text, language), lemmas([text], language)[0], strict=True)) for text in sorted(said)
    ]
    width = max(Counter(map(len, rows)).items(), key=lambda counted: (counted[1], counted[0]))[0]
    columns = zip(*(row for row in rows if len(row) == width), strict=True)
    return " ".join(_either(column, key) for column in columns)


def _forms(text: str, language: str) -> list[str]:
    return [undotted(form) for form, _ in tokens(text, language) if any(map(str.isalnum, form))]


def _either(column: Iterable[tuple[str, str]], key: Sequence[str]) -> str:
    """Return a choice of forms, one for each lemma: the lemma itself where it can be read."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form, base in column:
        forms[base].append(form)
    shown = (base if base in said or base in key else min(said) for base, said in sorted(forms.items()))
    return "|".join(dict.fromkeys(shown))
