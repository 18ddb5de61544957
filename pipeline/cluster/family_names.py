"""Name families of themes by what their themes have in common.

A head says no more than is true of its themes: words that half of them share, one in its label at least; else
a name from the library of universal themes that is not already the name of one of them; else two nouns that
tell of most of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from importlib import import_module
from math import log, log1p
from typing import TYPE_CHECKING, Any

from ..language import lemmas
from ..records import Family, LabelOrigin, Theme, ThemeId
from .stage_models import known_language

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from ..records import Kind, StageId, Unit, UtteranceId

_TELLING = 8  # utterances of a theme that speak for it in its family
_SHARED = 2  # themes that share a word at least
_HALF = 0.5  # share of a family's themes that use a word which stands for all of them
_ASIDE = 0.5  # worth of a word of the keywords beside one of the label
_PATTERNS = frozenset({"adjective", "genitive", "preposition", "action"})  # that add nothing to their words
_UNKNOWN = {"ru": "Разное", "en": "Various"}
_JOINED = 2  # nouns that are joined where themes share none
_LONGEST = 5  # nouns that tell two heads of a cell apart


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """The lemmas of a theme, each with its worth, and how often the themes of the cell use them."""

    of: Mapping[ThemeId, Mapping[str, float]]
    spread: Mapping[str, int]
    cell: int

    def rare(self, word: str, members: Sequence[Theme]) -> float:
        """Weigh a word by how few themes of the cell use it beside the family's."""
        inside = sum(word in self.of[theme.id] for theme in members)
        return log(1 + self.cell / (1 + self.spread[word] - inside))


def as_themes(families: Sequence[Family], themes: Sequence[Theme]) -> tuple[Theme, ...]:
    """Return each family as one theme of its themes' most telling utterances, so that it can be proposed for.

    The ids are those of the families.
    """
    known = {theme.id: theme for theme in themes}
    return tuple(
        Theme(
            id=ThemeId(family.id),
            kind=family.kind,
            stage=family.stage,
            label=family.label,
            label_origin=family.label_origin,
            keywords=(),
            utterances=tuple(id_ for member in family.themes for id_ in known[member].utterances[:_TELLING]),
        )
        for family in families
    )


def name_families(
    families: Sequence[Family],
    themes: Sequence[Theme],
    units: Mapping[UtteranceId, Unit],
    language: str,
    proposals: Mapping[ThemeId, str] | None = None,
) -> tuple[Family, ...]:
    """Return the families with labels; ``themes`` have theirs already.

    ``proposals`` are names that a model found, by the ids of ``as_themes``.  No label is that of a theme of
    the family or of another family of the cell.  The order of families and themes does not matter.
    """
    key = known_language(language)
    known = {theme.id: theme for theme in themes}
    cells = {(family.kind, family.stage) for family in families}
    words = {
        cell: _words([theme for theme in themes if (theme.kind, theme.stage) == cell], key) for cell in cells
    }
    heads: dict[tuple[Kind, StageId | None], set[str]] = defaultdict(set)
    named: dict[str, Family] = {}
    # the largest families choose first
    for family in sorted(families, key=lambda family: (-len(family.themes), family.id)):
        cell = (family.kind, family.stage)
        members = [known[id_] for id_ in family.themes]
        used = heads[cell] | {name for theme in members for name in _names(theme)}
        proposed = (proposals or {}).get(ThemeId(family.id), "")
        label, origin = _head(members, words[cell], units, proposed, used, key)
        heads[cell].add(label.lower())
        named[family.id] = replace(family, label=label, label_origin=origin)
    return tuple(named[family.id] for family in families)


def _head(  # noqa: PLR0913, PLR0917 (everything that a head may be made of)
    members: Sequence[Theme],
    words: _Words,
    units: Mapping[UtteranceId, Unit],
    proposed: str,
    used: Collection[str],
    key: str,
) -> tuple[str, LabelOrigin]:
    """Return the first head that is not ``used``."""
    for text in _common(members, words, units, key):
        if text.lower() not in used:
            return _sentence_case(text), LabelOrigin.KEYWORDS
    if proposed and proposed.lower() not in used:
        return proposed, LabelOrigin.MODEL
    nouns = [_grammar(key).keyword(word) for word in _telling(members, words, key)]
    for count in range(min(_JOINED, len(nouns)), min(_LONGEST, len(nouns)) + 1):
        text = ", ".join(nouns[:count])
        if text and text.lower() not in used:
            return _sentence_case(text), LabelOrigin.KEYWORDS
    return _numbered(_sentence_case(", ".join(nouns[:_JOINED])) or _UNKNOWN[key], used), LabelOrigin.KEYWORDS


def _common(
    members: Sequence[Theme], words: _Words, units: Mapping[UtteranceId, Unit], key: str
) -> Iterator[str]:
    """Yield phrases and then nouns of which every word is shared by half of the themes, the best first."""
    grammar = _grammar(key)
    users = Counter(word for theme in members for word in words.of[theme.id])
    enough = max(_SHARED, _HALF * len(members))
    named = {word for theme in members for word, worth in words.of[theme.id].items() if worth > _ASIDE}
    worth = {
        word: count * words.rare(word, members)
        for word, count in users.items()
        if count >= enough and word in named
    }
    texts = [text for theme in members for text in _said(theme, units)]
    found = {
        phrase.text: sum(worth[word] for word in {*phrase.lemmas})
        for text in texts
        for phrase in grammar.phrases(text)
        if phrase.pattern in _PATTERNS and len({*phrase.lemmas}) > 1 and worth.keys() >= {*phrase.lemmas}
    }
    yield from sorted(found, key=lambda text: (-found[text], len(text), text))
    nouns = sorted(filter(grammar.is_noun, worth), key=lambda word: (-worth[word], word))
    yield from filter(None, map(grammar.keyword, nouns))


def _said(theme: Theme, units: Mapping[UtteranceId, Unit]) -> list[str]:
    return [theme.label, *(units[id_].text for id_ in theme.utterances[:_TELLING])]


def _telling(members: Sequence[Theme], words: _Words, key: str) -> list[str]:
    """Return nouns of the themes: each tells most of those that the nouns before it do not tell of."""
    grammar = _grammar(key)
    left = {theme.id: log1p(len(theme.utterances)) for theme in members}
    nouns = {
        word for id_ in left for word in words.of[id_] if grammar.is_noun(word) and grammar.keyword(word)
    }
    rare = {word: words.rare(word, members) for word in nouns}
    found: list[str] = []
    while nouns and len(found) < _LONGEST:
        told = {
            word: sum(left[id_] * words.of[id_].get(word, 0.0) for id_ in left) * rare[word] for word in nouns
        }
        best = min(nouns, key=lambda word: (-told[word], word))
        found.append(best)
        nouns.remove(best)
        for id_ in left:  # what is told of already counts little
            left[id_] *= 1 - 0.9 * min(1.0, words.of[id_].get(best, 0.0))
    return found


def _words(cell: Sequence[Theme], key: str) -> _Words:
    """Count the words of the labels and keywords of a cell."""
    canonical = _grammar(key).canonical
    labels = lemmas([theme.label for theme in cell], key)
    aside = lemmas([" ".join(theme.keywords) for theme in cell], key)
    of: dict[ThemeId, dict[str, float]] = {}
    for theme, label, keywords in zip(cell, labels, aside, strict=True):
        own = {canonical(word): _ASIDE for word in keywords}
        own |= {canonical(word): 1.0 for word in label}
        of[theme.id] = {word: worth for word, worth in own.items() if _grammar(key).keyword(word)}
    spread = Counter(word for own in of.values() for word in own)
    return _Words(of=of, spread=spread, cell=len(cell))


def _names(theme: Theme) -> set[str]:
    """Return what a theme is called: its label, and the known name before the theme's own words."""
    return {theme.label.lower(), theme.label.split(":")[0].lower()}


def _numbered(base: str, used: Collection[str]) -> str:
    """Return the label, with a number where it is used."""
    number, text = 2, base
    while text.lower() in used:
        text, number = f"{base} ({number})", number + 1
    return text


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]


def _grammar(key: str) -> Any:
    """Return the module that knows the phrases of a language."""
    return import_module(f".phrases_{key}", __package__)
