"""Names of systems, places and channels that people say and no touchpoint of the codebook covers.

They are proposals for a researcher to take over into ``codebook.yaml``, not touchpoints.  A name counts
when it is written as one or called one, stands where a touchpoint would («зашла в …», «приложение …»),
names no person and no town, and was said by two respondents or three times.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, lemma, lemmas
from ..records import TouchpointType, UtteranceId
from .name_forms import nominative, wording
from .name_lists import lists
from .name_tags import PERSON, PLACE, tagged_as
from .patterns import PatternTable, Words, parse_pattern, read_words
from .system_mentions import Mention, find_mentions, is_latin, readings, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..records import Unit
    from .codebook import Codebook

Key = tuple[str, ...]

_VOICES, _TIMES = 2, 3  # respondents, or times, from which on a name is proposed
_SURE, _QUOTED = 3, 1  # signs that a name is one of a touchpoint: for a bare capital, for quotation marks
_CALLED = 3  # signs in a word like «приложение» beside it
_TELLING, _MANY = 2, 3  # with fewer signs than this a name in quotation marks wants so many respondents
_TAGGED = 12  # sentences that are enough to tell a person or a town


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTouchpoint:
    """A name as codebook wording; ``respondents`` counts people, ``utterances`` are where it is said."""

    name: str
    type: TouchpointType
    patterns: tuple[str, ...]
    respondents: int
    utterances: tuple[UtteranceId, ...]


@dataclass(slots=True)
class _Candidate:
    """All mentions of one name, each with the text it stands in."""

    key: Key
    mentions: list[tuple[str, Mention]] = field(default_factory=list)

    def heads(self) -> Counter[Key]:
        return Counter(mention.head for _, mention in self.mentions if mention.head)

    def has(self, trait: str) -> bool:
        return any(getattr(mention, trait) for _, mention in self.mentions)


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was said, in the order of the utterances' ids: units, their questions once each, words of both."""

    units: tuple[Unit, ...]
    questions: tuple[str, ...]
    said: tuple[Words, ...]
    asked: tuple[Words, ...]
    texts: frozenset[str]


def propose_touchpoints(
    units: Sequence[Unit], language: str, known: Codebook
) -> tuple[ProposedTouchpoint, ...]:
    """Return the names of touchpoints that ``known`` does not cover, those of most respondents first.

    Units of other languages are left out.  The order of the units does not matter.
    """
    heard = _listen(units, language)
    candidates = _candidates(heard, language)
    covered = _Covered(known)
    found = []
    for candidate in candidates:
        if covered.all_of(candidate) or not _is_system(candidate, language):
            continue
        proposal = _proposal(candidate, heard, covered)
        if proposal is not None:
            found.append(proposal)
    return _distinct(sorted(found, key=lambda p: (-p.respondents, -len(p.utterances), fold(p.name), p.name)))


def _listen(units: Iterable[Unit], language: str) -> _Heard:
    mine = sorted((unit for unit in units if unit.language == language), key=lambda unit: unit.id)
    asked = sorted({(unit.utterance.interview, unit.question) for unit in mine if unit.question})
    questions = tuple(question for _, question in asked)
    texts = [unit.text for unit in mine]
    return _Heard(
        tuple(mine),
        questions,
        _as_coded(texts, language),
        _as_coded(questions, language),
        frozenset([*texts, *questions]),
    )


def _as_coded(texts: Sequence[str], language: str) -> tuple[Words, ...]:
    """Return the words as touchpoints are looked for: by their lemmas alone."""
    return tuple(Words(words.lemmas, words.lemmas, words.clauses) for words in read_words(texts, language))


def _candidates(heard: _Heard, language: str) -> list[_Candidate]:
    """Gather the mentions by name; all forms of a word are one."""
    found = [(text, mention) for text in sorted(heard.texts) for mention in find_mentions(text, language)]
    bases = _bases(Counter(fold(word) for _, mention in found for word in mention.words))
    by_key: defaultdict[Key, _Candidate] = defaultdict(lambda: _Candidate(()))
    for text, mention in found:
        key = tuple(bases[fold(word)] for word in mention.words)
        by_key[key].key = key
        by_key[key].mentions.append((text, mention))
    return [by_key[key] for key in sorted(by_key)]


def _bases(forms: Counter[str]) -> dict[str, str]:
    """Return form → dictionary form; of several, the one that most of the forms said can belong to."""
    normals = {
        form: {form} if is_latin(form) else {fold(parse.normal_form) for parse in readings(form)}
        for form in forms
    }
    votes: Counter[str] = Counter()
    for form, count in forms.items():
        for normal in normals[form]:
            votes[normal] += count
    return {form: min(found, key=lambda base: (-votes[base], base)) for form, found in normals.items()}


class _Covered:
    """The wording of the codebook's touchpoints."""

    def __init__(self, known: Codebook) -> None:
        self.language = known.language
        self._table = _table(known)

    def all_of(self, candidate: _Candidate) -> bool:
        """Tell whether the codebook knows a name: all its words, or any of «окно приёма»."""
        said = {fold(" ".join(mention.words)) for _, mention in candidate.mentions}
        whole = not candidate.has("compound")
        return any(self.holds(text, whole=whole) for text in sorted(said))

    def holds(self, text: str, *, whole: bool) -> bool:
        """Tell whether the codebook has wording for all the words of a text, or for any."""
        words = _as_coded([text], self.language)[0]
        inside = {at for hit in self._table.find(words) for at in range(hit.start, hit.end)}
        return inside >= set(range(len(words.forms))) if whole else bool(inside)


@lru_cache(maxsize=4)
def _table(known: Codebook) -> PatternTable:
    lines = [pattern for cue in known.touchpoints for pattern in cue.patterns]
    return PatternTable([parse_pattern(line, known.language) for line in lines])


def _is_system(candidate: _Candidate, language: str) -> bool:
    """Tell the name of a system, a place or a channel from that of a person, a town or a thing."""
    if candidate.has("compound"):
        return True
    heads = candidate.heads()
    if not heads and (candidate.has("personal") or candidate.has("place")) and not candidate.has("quoted"):
        return False
    if candidate.has("personal") and not candidate.has("quoted"):
        systems = sum(count for head, count in heads.items() if head[-1] in lists(language).systems)
        if not systems:
            return False
    signs = _all_signs(candidate, language)
    if signs < (_QUOTED if candidate.has("quoted") else _SURE):
        return False
    return bool(heads) or candidate.has("quoted") or not _is_person_or_town(candidate, language)


def _all_signs(candidate: _Candidate, language: str) -> int:
    return sum(_signs(text, mention, language) for text, mention in candidate.mentions)


def _signs(text: str, mention: Mention, language: str) -> int:
    """Count what speaks for a touchpoint: a word that says so, «через», a verb of use."""
    if mention.head:
        return _CALLED
    uses = bool(_uses(text, language))
    return uses + mention.led if uses or mention.quoted or mention.led > 1 else 0


def _uses(text: str, language: str) -> Counter[str]:
    verbs = lists(language).verbs
    return Counter(verbs[word] for row in lemmas([text], language) for word in row if word in verbs)


def _is_person_or_town(candidate: _Candidate, language: str) -> bool:
    """Ask the tagger of Russian names about a word that only its capital shows to be a name."""
    if language != "ru" or all(map(is_latin, candidate.key)):
        return False
    places = [(text, mention.start) for text, mention in candidate.mentions][:_TAGGED]
    kinds = tagged_as(places)
    return 2 * sum(kind in {PERSON, PLACE} for kind in kinds) >= len(kinds)


def _proposal(candidate: _Candidate, heard: _Heard, covered: _Covered) -> ProposedTouchpoint | None:
    """Word a name as patterns and count it as the codebook would; None when too few said it."""
    language = covered.language
    heads = [head for head, _ in sorted(candidate.heads().items(), key=lambda item: (-item[1], item[0]))]
    said = {fold(" ".join(mention.words)) for _, mention in candidate.mentions}
    bare = wording(said, candidate.key, language)
    patterns = {bare}
    name = _name(candidate, language)
    if not candidate.has("compound") and _is_ambiguous(candidate, heard, language):
        phrases = [" ".join(head) for head in heads]
        phrases = [phrase for phrase in phrases if not covered.holds(f"{phrase} {bare}", whole=True)]
        if not phrases:
            return None
        patterns = {f"{phrase} {bare}" for phrase in phrases}
        name = f"{phrases[0]} {name}"
        if language != "ru":  # "the Alex bot" as well as "a bot called Alex"
            patterns |= {f"{bare} {phrase}" for phrase in phrases}
    table = PatternTable([parse_pattern(line, language) for line in sorted(patterns)])
    named = _Named(candidate, language)
    units = [
        unit
        for unit, words in zip(heard.units, heard.said, strict=True)
        if any(table.find(words)) and named.here(unit.text)
    ]
    voices = {(unit.utterance.interview, unit.utterance.speaker) for unit in units}
    times = len(units) + sum(any(table.find(words)) for words in heard.asked)
    enough = _TELLING if len(voices) >= _VOICES else _SURE
    weak = _all_signs(candidate, language) < enough and not candidate.has("compound")
    if not units or (len(voices) < _VOICES and times < _TIMES) or (weak and len(voices) < _MANY):
        return None
    return ProposedTouchpoint(
        name=name,
        type=_type(candidate, language),
        patterns=tuple(sorted(patterns)),
        respondents=len(voices),
        utterances=tuple(unit.id for unit in units),
    )


class _Named:
    """Tells a name from the ordinary word it is made of («Спица», спица) by its capital."""

    def __init__(self, candidate: _Candidate, language: str) -> None:
        self._language = language
        self._bases = {lemma(fold(mention.words[0]), language) for _, mention in candidate.mentions}
        self._always = candidate.has("compound") or all(mention.plain for _, mention in candidate.mentions)
        self._always = self._always or all(mention.words[0].islower() for _, mention in candidate.mentions)

    def here(self, text: str) -> bool:
        """Tell whether a text that holds the word means the name; without capitals every text does."""
        if self._always or not any(map(str.isupper, text)):
            return True
        return any(word[0].isupper() for word in self._said(text))

    def ordinary(self, text: str) -> bool:
        """Tell whether a text with capitals holds the ordinary word."""
        return any(map(str.isupper, text)) and any(word[0].islower() for word in self._said(text))

    def _said(self, text: str) -> list[str]:
        return [word for word in spoken(text) if lemma(fold(word), self._language) in self._bases]


def _is_ambiguous(candidate: _Candidate, heard: _Heard, language: str) -> bool:
    """Tell a name that is also an ordinary word or a person's: alone it would be found too often."""
    if candidate.has("personal") and not candidate.has("quoted"):
        return True
    if len(candidate.key) > 1 or (is_latin(candidate.key[0]) and language == "ru"):
        return False
    if all(mention.plain for _, mention in candidate.mentions):
        return _is_known_word(candidate.key[0])
    named = sum(not mention.plain for _, mention in candidate.mentions)
    meaning = _Named(candidate, language)
    return sum(map(meaning.ordinary, sorted(heard.texts))) * 2 > named


def _is_known_word(word: str) -> bool:
    """Tell a word of the Russian dictionary."""
    return not is_latin(word) and bool(readings(word)[0].is_known)


def _name(candidate: _Candidate, language: str) -> str:
    """Return the name in the nominative: as it was said most often, or else made of its words."""
    said = Counter(mention.words for _, mention in candidate.mentions)
    ordered = sorted(said, key=lambda words: (-said[words], words))
    if language != "ru":
        return " ".join(ordered[0])
    name = nominative(ordered, candidate.key, proper=not candidate.has("compound"))
    if candidate.has("compound"):
        return name[0].lower() + name[1:]
    return name if is_latin(name) else name[0].upper() + name[1:]


def _type(candidate: _Candidate, language: str) -> TouchpointType:
    """Guess the type: what the word beside the name says, else what people do there."""
    known = lists(language)
    votes = Counter(known.heads[head] for head in candidate.heads().elements() if head in known.heads)
    if not votes:
        for text, _ in candidate.mentions:
            votes += _uses(text, language)
    kinds = [kind.value for kind in (TouchpointType.INTERACTIVE, TouchpointType.HUMAN, TouchpointType.STATIC)]
    return TouchpointType(max(kinds, key=lambda kind: votes[kind]))  # the first of several


def _distinct(proposals: Iterable[ProposedTouchpoint]) -> tuple[ProposedTouchpoint, ...]:
    """Drop names that are the same but for their letters' size."""
    kept: dict[str, ProposedTouchpoint] = {}
    for proposal in proposals:
        kept.setdefault(fold(proposal.name), proposal)
    return tuple(kept.values())
