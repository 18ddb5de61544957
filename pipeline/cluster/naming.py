"""Name themes in their own words: short noun phrases that set a theme apart from its siblings.

A phrase is scored by c-TF-IDF (Grootendorst 2022) of its words, counted in respondents, by how many of
the theme's respondents use them, and by how near to the theme's middle the utterance stands that it is
taken from.  Where no phrase is good enough, the two best keywords stand in its place.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import import_module
from math import exp, log, sqrt
from typing import TYPE_CHECKING, Any

from ..language import lemmas
from ..records import Grouping, Kind, LabelOrigin
from .in_vivo import pieces
from .stage_models import known_language

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ..records import Theme, ThemeId, Unit, UtteranceId

_KEYWORDS = 5
_PLACEHOLDER = re.compile(r"\[[^\]]*\]")
_LONGEST = 5  # words of a label
# a pattern's worth beside that of adjective + noun
_WORTH = {
    "adjective": 1.0,
    "genitive": 1.0,
    "preposition": 0.9,
    "loose": 0.55,
    "without": 0.4,
    "action": 0.9,
    "absence": 1.0,
    "infinitive": 0.7,
    "clause": 1.0,
    "subject": 0.95,
    "indefinite": 0.95,
    "comparative": 0.9,
    "question": 0.1,
    "in-vivo": 0.6,
    "whole": 0.15,
}
# how much more a pattern is worth for a kind whose themes it says best
_FITS = {
    ("question", Kind.QUESTION): 13.0,
    ("infinitive", Kind.GOAL): 1.6,
    ("infinitive", Kind.IDEA): 1.4,
    ("infinitive", Kind.ACTION): 1.2,
    ("comparative", Kind.ACTION): 1.1,
    ("absence", Kind.POSITIVE): 0.6,
    ("subject", Kind.GOAL): 0.7,
    ("subject", Kind.IDEA): 0.7,
    ("indefinite", Kind.GOAL): 0.7,
}
_TELLING = 4  # utterances of a theme that tell most of it
_READ = 24  # utterances of a theme that phrases are taken from, the most telling first
_OFTEN = 2  # utterances of the study that use a word that is not rare
_SHARED = 2  # respondents that use a word of a label
_MANY = 0.4  # share of a theme's respondents that use a word which stands behind a known name
_RARE = 0.75  # a rare word's worth in a phrase
_ALONE = 0.2  # the worth of a phrase in which no word is shared
_UNKNOWN = {"ru": "Без названия", "en": "Unnamed"}


@dataclass(frozen=True, slots=True)
class _Profile:
    """A theme's words: each one's weight (c-TF-IDF) and the respondents that use it."""

    weight: dict[str, float]
    users: dict[str, frozenset[str]]
    rare: frozenset[str]  # said once in the whole study
    respondents: int


def name_themes(
    grouping: Grouping,
    units: Mapping[UtteranceId, Unit],
    language: str,
    proposals: Mapping[ThemeId, str] | None = None,
) -> Grouping:
    """Return the grouping with a label and keywords for each theme; labels given by people stay.

    ``proposals`` are names that a model found; the theme's own telling words are added to them.  No two
    themes get the same label.  The order of the themes is kept and does not matter for the names.
    """
    key = known_language(language)
    words = _lemmas_of(grouping.themes, units, key)
    questions = sorted({question for theme in grouping.themes for question in _questions(theme, units)})
    asked = dict(zip(questions, _counted(questions, key), strict=True))
    profiles = _profiles(grouping.themes, units, words, asked)
    taken = {theme.label.lower() for theme in grouping.themes if _by_person(theme)}
    named: dict[str, Theme] = {}
    # the best supported themes choose first
    for theme in sorted(
        grouping.themes, key=lambda t: (-profiles[t.id].respondents, -len(t.utterances), t.id)
    ):
        keywords = _keywords(profiles[theme.id], key)
        label, origin = theme.label, theme.label_origin
        if not _by_person(theme):
            proposed = (proposals or {}).get(theme.id, "")
            label = _completed(proposed, profiles[theme.id], keywords, taken, key) if proposed else ""
            origin = LabelOrigin.MODEL if label else LabelOrigin.KEYWORDS
            label = label or _label(theme, units, profiles[theme.id], keywords, taken, key)
        taken.add(label.lower())
        named[theme.id] = replace(theme, label=label, label_origin=origin, keywords=keywords)
    return replace(grouping, themes=tuple(named[theme.id] for theme in grouping.themes))


def _completed(
    name: str, profile: _Profile, keywords: Sequence[str], taken: Collection[str], key: str
) -> str:
    """Return a name with the theme's own nouns behind it, or "" where only a taken one would come of it.

    A noun is added when a good part of the respondents use it, two at least, and the name does not have it.
    """
    enough = max(_SHARED, _MANY * profile.respondents)
    own = {word for word, people in profile.users.items() if len(people) >= enough}
    grammar = _grammar(key)
    shared = [word for word in keywords if word in own and grammar.is_noun(word)]
    nouns = [word for word in shared if word[:4] not in name.lower()]
    for count in (2, 1, 3, 0):
        text = f"{name}: {', '.join(nouns[:count])}" if count else name
        if len(nouns) >= count and text.lower() not in taken:
            return text
    return ""


def _by_person(theme: Theme) -> bool:
    return theme.label_origin is LabelOrigin.PERSON and bool(theme.label)


@lru_cache(maxsize=2)
def _grammar(key: str) -> Any:
    """Return the module that knows the phrases of a language."""
    return import_module(f".phrases_{key}", __package__)


@lru_cache(maxsize=50_000)
def _phrases_of(text: str, key: str) -> tuple[Any, ...]:
    grammar = _grammar(key)
    spoken = pieces(text, key, lambda word: grammar.keyword(word) is not None)
    standing = (
        piece for piece in spoken if any(map(grammar.is_noun, piece.lemmas)) and grammar.is_clause(piece.text)
    )
    return (*grammar.phrases(text), *standing)


def _lemmas_of(
    themes: Sequence[Theme], units: Mapping[UtteranceId, Unit], key: str
) -> dict[UtteranceId, list[str]]:
    ids = sorted({id_ for theme in themes for id_ in theme.utterances})
    return dict(zip(ids, _counted([units[id_].text for id_ in ids], key), strict=True))


def _counted(texts: Sequence[str], key: str) -> list[list[str]]:
    """Return the lemmas of each text, an action's verb and noun as one word."""
    canonical = _grammar(key).canonical
    return [[canonical(word) for word in words] for words in lemmas(map(_unmasked, texts), key)]


def _unmasked(text: str) -> str:
    """Return a text without placeholders such as [ИМЯ 1], which are nobody's words."""
    return _PLACEHOLDER.sub(" ", text)


def _profiles(
    themes: Sequence[Theme],
    units: Mapping[UtteranceId, Unit],
    words: Mapping[UtteranceId, Sequence[str]],
    asked: Mapping[str, Sequence[str]],
) -> dict[str, _Profile]:
    """Weigh the words of each theme against all themes of the study.

    A word that one respondent uses once is worth little: it names a case, not a theme.  A word that the
    interviewer's question has too is worth more: it names the topic.
    """
    users = {theme.id: _users(theme, units, words) for theme in themes}
    spread = Counter(word for used in users.values() for word in used)
    said = Counter(word for id_ in words for word in set(words[id_]))
    profiles: dict[str, _Profile] = {}
    for theme in themes:
        count = len({units[id_].utterance.interview for id_ in theme.utterances})
        times = Counter(word for id_ in theme.utterances for word in set(words[id_]))
        topic = {word for question in _questions(theme, units) for word in asked[question]}
        weight = {
            word: (len(people) - 0.6 + 0.1 * min(times[word], 6))
            / count
            * log(1 + len(themes) / spread[word])
            * (1.3 if word in topic else 1.0)
            for word, people in users[theme.id].items()
        }
        rare = frozenset(word for word in users[theme.id] if said[word] < _OFTEN)
        profiles[theme.id] = _Profile(weight=weight, users=users[theme.id], rare=rare, respondents=count)
    return profiles


def _questions(theme: Theme, units: Mapping[UtteranceId, Unit]) -> list[str]:
    return sorted({units[id_].question for id_ in theme.utterances})


def _users(
    theme: Theme, units: Mapping[UtteranceId, Unit], words: Mapping[UtteranceId, Sequence[str]]
) -> dict[str, frozenset[str]]:
    used: dict[str, set[str]] = defaultdict(set)
    for id_ in theme.utterances:
        for word in words[id_]:
            used[word].add(units[id_].utterance.interview)
    return {word: frozenset(people) for word, people in used.items()}


def _keywords(profile: _Profile, key: str) -> tuple[str, ...]:
    """Return the five words that tell most of a theme, as people write them."""
    # what two respondents say stands before what one says twice, and that before what is said once
    ranked = sorted(
        profile.weight,
        key=lambda word: (
            -min(len(profile.users[word]), 2),
            word in profile.rare,
            -profile.weight[word],
            word,
        ),
    )
    shown: list[str] = []
    for word in ranked:
        spelt = _grammar(key).keyword(word)
        if spelt and spelt not in shown:
            shown.append(spelt)
        if len(shown) == _KEYWORDS:
            break
    return tuple(shown)


def _label(  # noqa: PLR0913, PLR0917
    theme: Theme,
    units: Mapping[UtteranceId, Unit],
    profile: _Profile,
    keywords: Sequence[str],
    taken: Collection[str],
    key: str,
) -> str:
    """Return the best phrase that is not taken, or else keywords."""
    scores = _candidates(theme, units, profile, key)
    for text in sorted(scores, key=lambda text: (-scores[text], len(text), text)):
        if text not in taken:
            return _sentence_case(text)
    return _of_keywords(keywords, taken, key)


def _candidates(
    theme: Theme, units: Mapping[UtteranceId, Unit], profile: _Profile, key: str
) -> dict[str, float]:
    """Return the phrases of a theme with their scores: float > 0, higher is better."""
    said: dict[str, set[str]] = defaultdict(set)
    scores: dict[str, float] = {}
    for text, who, central, borrowed in _sources(theme, units):
        for phrase in _phrases_of(text, key):
            if len(phrase.text.split()) > _LONGEST or (
                borrowed and not profile.weight.keys() >= {*phrase.lemmas}
            ):
                continue
            said[phrase.text].add(who)
            worth = _WORTH[phrase.pattern] * _FITS.get((phrase.pattern, theme.kind), 1.0)
            score = central * worth * _strength(phrase.lemmas, profile)
            scores[phrase.text] = max(score, scores.get(phrase.text, 0.0))
    return {text: score * (1 + 0.5 * (len(said[text]) - 1)) for text, score in scores.items() if score > 0}


def _sources(theme: Theme, units: Mapping[UtteranceId, Unit]) -> list[tuple[str, str, float, bool]]:
    """Return the texts that phrases are taken from: (text, interview, weight, borrowed), questions last.

    Neighbours and questions lend their wording only: a phrase of theirs counts when the theme's own
    utterances have all its words.  The most telling utterances speak for a large theme.
    """
    telling = theme.utterances[:_READ]
    spoken = [  # the first utterances are the most telling ones
        (units[id_].text, units[id_].utterance.interview, 0.5 + 0.5 * exp(-rank / _TELLING), False)
        for rank, id_ in enumerate(telling)
    ]
    around = [
        (text, units[id_].utterance.interview, 0.5, True)
        for id_ in telling
        for text in (units[id_].before, units[id_].after)
        if text
    ]
    interviews = sorted({(units[id_].question, units[id_].utterance.interview) for id_ in telling})
    return [*spoken, *around, *((question, who, 0.6, True) for question, who in interviews)]


def _strength(words: Sequence[str], profile: _Profile) -> float:
    """Weigh a phrase by its words and by the respondents that use any of them.

    A phrase in which no word is shared by two respondents names a case and not the theme: it stands
    behind all others unless the theme has one respondent only.
    """
    distinct = list(dict.fromkeys(words))
    known = [word for word in distinct if word in profile.weight]
    shared = max((len(profile.users[word]) for word in known), default=0)
    alone = _ALONE if shared < min(_SHARED, profile.respondents) else 1.0
    total: float = sum(profile.weight[word] for word in known) / sqrt(len(distinct))
    total *= alone * pow(_RARE, len(profile.rare.intersection(known)))
    people = frozenset[str]().union(*(profile.users[word] for word in known))
    return total * (0.5 + len(people) / profile.respondents)


def _sentence_case(text: str) -> str:
    return text[0].upper() + text[1:]


def _of_keywords(keywords: Sequence[str], taken: Collection[str], key: str) -> str:
    """Return two keywords joined, nouns before others, with a third when the pair is taken."""
    ranked = sorted(keywords, key=lambda word: not _grammar(key).is_noun(word))
    for count in (2, 3, 4, 5):
        text = ", ".join(ranked[:count])
        if text and text.lower() not in taken:
            return _sentence_case(text)
    base = _sentence_case(", ".join(ranked[:2])) if ranked else _UNKNOWN[key]
    number = 2
    if base.lower() not in taken:
        return base
    while f"{base} ({number})".lower() in taken:
        number += 1
    return f"{base} ({number})"
