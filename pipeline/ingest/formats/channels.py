"""Phrases recognised channel by channel: what two channels heard is read once, and no speaker is guessed.

A recorder that writes one microphone to both sides of a stereo file makes every phrase come twice; two
microphones in one room make some phrases come twice.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ...errors import Message
from .pieces import UNKNOWN_SPEAKERS, join_by_silence, join_pieces

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ...records import RawTurn
    from .pieces import Piece

SAME_MOMENT = 0.3  # seconds between two recognitions of one spoken word
ECHO_SHARE = 0.6  # of a phrase's words that another channel has too, before it is the same phrase
STRANGE_SHARE = 0.2  # of its words that no other channel has: more would be lost with it
COPY_SHARE = 0.8  # of all words that occur twice, before the channels are copies of one recording

_WORD = re.compile(r"[^\W_]+")

Heard = dict[str, dict[str, list[float]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A piece of one channel with the beginnings of its words in seconds."""

    piece: Piece
    channel: str
    words: tuple[tuple[str, float], ...] = ()


def word_key(text: str) -> str:
    """Return a word's form under which two recognitions of it agree."""
    return "".join(_WORD.findall(text.casefold().replace("ё", "е")))


def speak(
    phrases: Sequence[Phrase], name: Callable[[str], str]
) -> tuple[tuple[RawTurn, ...], tuple[Message, ...]]:
    """Return the turns of all channels in the order of their times, and warnings.

    ``name`` says what a channel's speaker is called.  One channel, or copies of one, name nobody.
    """
    spoken = _in_order([phrase for phrase in phrases if phrase.piece.cue.text])
    if len({phrase.channel for phrase in spoken}) < 2:  # noqa: PLR2004 (a single channel tells nobody apart)
        return join_by_silence(phrase.piece for phrase in spoken), (UNKNOWN_SPEAKERS,)
    shared = _shared(spoken)
    if sum(map(len, shared)) >= COPY_SHARE * max(1, sum(len(phrase.words) for phrase in spoken)):
        text = "both channels hold the same speech; one of them was read, and who speaks is unknown"
        return join_by_silence(phrase.piece for phrase in _one_channel(spoken)), (Message(text),)
    surplus = _surplus(spoken, shared)
    kept = (phrase for place, phrase in enumerate(spoken) if place not in surplus)
    text = "%(n)s phrases were heard on two channels and are read once"
    warnings = (Message(text, n=len(surplus)),) if surplus else ()
    return join_pieces(replace(phrase.piece, speaker=name(phrase.channel)) for phrase in kept), warnings


def _in_order(phrases: list[Phrase]) -> list[Phrase]:
    """Sort by the beginning; the file's order stays where a phrase has no time."""
    starts = [phrase.piece.cue.start for phrase in phrases]
    if any(start is None for start in starts):
        return phrases
    return sorted(phrases, key=lambda phrase: phrase.piece.cue.start or 0.0)


def _shared(phrases: Sequence[Phrase]) -> list[list[str]]:
    """Return, for each word of each phrase that another channel heard at the same moment, that channel."""
    heard: Heard = defaultdict(lambda: defaultdict(list))
    for phrase in phrases:
        for word, start in phrase.words:
            heard[phrase.channel][word].append(start)
    for words in heard.values():
        for starts in words.values():
            starts.sort()
    return [
        [other for word, start in phrase.words if (other := _other(heard, phrase.channel, word, start))]
        for phrase in phrases
    ]


def _other(heard: Heard, channel: str, word: str, start: float) -> str:
    for other in sorted(heard.keys() - {channel}):
        starts = heard[other].get(word, [])
        at = bisect_left(starts, start - SAME_MOMENT)
        if at < len(starts) and starts[at] <= start + SAME_MOMENT:
            return other
    return ""


def _one_channel(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Return the phrases of the channel with the most words, the first by its name among equals."""
    words: Counter[str] = Counter()
    for phrase in phrases:
        words[phrase.channel] += len(phrase.words)
    best = min(words, key=lambda channel: (-words[channel], channel))
    return [phrase for phrase in phrases if phrase.channel == best]


def _surplus(phrases: Sequence[Phrase], shared: Sequence[Sequence[str]]) -> frozenset[int]:
    """Return the places of phrases to leave out: the copy stays where less else was heard.

    The channel that hears both people is not the speaker's own.
    """
    own: Counter[str] = Counter()
    for phrase, others in zip(phrases, shared, strict=True):
        own[phrase.channel] += len(phrase.words) - len(others)
    found = set()
    for place, (phrase, others) in enumerate(zip(phrases, shared, strict=True)):
        total, strange = len(phrase.words), len(phrase.words) - len(others)
        if total and len(others) >= ECHO_SHARE * total and strange <= max(1, STRANGE_SHARE * total):
            other = Counter(others).most_common(1)[0][0]
            if (own[phrase.channel], phrase.channel) > (own[other], other):
                found.add(place)
    return frozenset(found)
