"""The voices of one interview: spellings of a name brought together, and how each voice talks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .labels import PAIRS, VOICE, named_role, normal_name, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records import ParsedTranscript, RawTurn

ANONYMOUS = ""  # the key of turns that name nobody
ALTERNATION_TURNS = 6  # the shortest conversation in which alternation proves anything
ASKING, ANSWERING = 0.6, 0.25  # shares of turns with a question on the two sides of an alternation

_QUESTION_START = re.compile(
    r"(?:(?:а|и|ну|так|хорошо|понятно|ясно|угу|скажите|тогда)[\s,.]+)*"
    r"(?:как|что|чего|чем|где|куда|откуда|когда|почему|зачем|кто|кому|какой|какая|какие|какое|какую|сколько|"
    r"расскажите|опишите|представьтесь?|поделитесь|объясните|поясните|вспомните|назовите|давайте|"
    r"(?:so|and|okay|ok|well|right)[\s,.]+(?=how|what|why)|"
    r"how|what|why|when|where|who|which|tell me|could you|can you|do you|did you|are you|describe|walk me)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One voice of an interview.  ``asking`` is the share of its turns that ask, 0..1.

    ``key`` is the name's normal form, ``labels`` every spelling of it in the file, ``length`` the mean
    number of words of its turns.
    """

    key: str
    name: str
    labels: tuple[str | None, ...]
    turns: int
    words: int
    asking: float
    first: bool

    @property
    def length(self) -> float:
        """The mean number of words of a turn."""
        return self.words / self.turns


def asks(text: str) -> bool:
    """Tell whether a turn asks: it holds a question mark or begins like a question or a request to tell."""
    return "?" in text or _QUESTION_START.match(text) is not None


def voice_keys(labels: Sequence[str | None]) -> dict[str | None, str]:
    """Return label -> key; spellings of one name share a key.

    «Анна (голос 1)» is Анна, unless the file also has «Анна (голос 2)»: then one microphone served
    several people, who stay apart.
    """
    numbers: dict[str, set[str]] = {}
    for label in labels:
        mark = VOICE.search(label) if label else None
        if label and mark:
            numbers.setdefault(normal_name(label), set()).add("".join(re.findall(r"\d", mark[0])))
    keys: dict[str | None, str] = {}
    for label in labels:
        base = (normal_name(label) or label.casefold()) if label else ANONYMOUS
        mark = VOICE.search(label) if label else None
        shared = mark is not None and len(numbers[base]) > 1
        keys[label] = f"{base} ({''.join(re.findall(r'[0-9]', mark[0]))})" if mark and shared else base
    return keys


def collect_voices(transcript: ParsedTranscript) -> tuple[Voice, ...]:
    """Return the voices of a transcript in the order of their first turns."""
    keys = voice_keys([turn.speaker for turn in transcript.turns])
    said: dict[str, list[RawTurn]] = {}
    for turn in transcript.turns:
        said.setdefault(keys[turn.speaker], []).append(turn)
    return tuple(_voice(key, turns, first=place == 0) for place, (key, turns) in enumerate(said.items()))


def _voice(key: str, turns: list[RawTurn], *, first: bool) -> Voice:
    labels = tuple(dict.fromkeys(turn.speaker for turn in turns))
    often = max(labels, key=lambda label: sum(1 for turn in turns if turn.speaker == label))
    return Voice(
        key=key,
        name=often or "",
        labels=labels,
        turns=len(turns),
        words=sum(len(turn.text.split()) for turn in turns),
        asking=sum(1 for turn in turns if asks(turn.text)) / len(turns),
        first=first,
    )


def paired_letters(voices: Sequence[Voice]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the keys of letters that stand for roles, interviewers' and respondents'.

    A letter means a role only beside its partner: И and Р, В and О, Q and A.
    """
    letters = {"".join(words_of(voice.name)): voice.key for voice in voices if _is_letter(voice.name)}
    pairs = ((pair[0], pair[1]) for pair in PAIRS)
    found = [(letters[ask], letters[answer]) for ask, answer in pairs if ask in letters and answer in letters]
    asking = frozenset(ask for ask, _answer in found[:1])
    return asking, frozenset(answer for ask, answer in found if ask in asking)


def _is_letter(name: str) -> bool:
    return len("".join(words_of(name))) == 1 and named_role(name) is None


def alternates(turns: Sequence[RawTurn]) -> int | None:
    """Return 0 or 1, the parity of the turns that ask, when questions and answers plainly alternate."""
    if len(turns) < ALTERNATION_TURNS:
        return None
    shares = [
        sum(1 for turn in turns[parity::2] if "?" in turn.text) / len(turns[parity::2]) for parity in (0, 1)
    ]
    asking = 0 if shares[0] > shares[1] else 1
    return asking if shares[asking] >= ASKING and shares[1 - asking] <= ANSWERING else None


def split_voices(transcript: ParsedTranscript, names: tuple[str, str]) -> ParsedTranscript:
    """Return the transcript with its nameless turns given to two voices in turn."""
    turns = tuple(replace(turn, speaker=names[place % 2]) for place, turn in enumerate(transcript.turns))
    return replace(transcript, turns=turns)
