"""The voices of one interview: spellings of a name brought together, and how each voice talks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .labels import PAIRS, named_role, normal_name, words_of
from .manner import asks, manner_of
from .same_person import ANONYMOUS, label_keys

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..records import ParsedTranscript, RawTurn, SpeakerRole

__all__ = ["ANONYMOUS", "Voice", "alternates", "asks", "collect_voices", "paired_letters", "split_voices"]

ALTERNATION_TURNS = 6  # the shortest conversation in which alternation proves anything
ASKING, ANSWERING = 0.6, 0.25  # shares of turns with a question on the two sides of an alternation


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One voice of an interview.

    ``key`` is the name's normal form, ``labels`` every spelling of it in the file, ``asking`` and
    ``guiding`` the shares of its turns that ask and that lead the talk («расскажите», «последний
    вопрос»), 0..1; ``you`` and ``me`` count words that address the other one and that tell of oneself.
    """

    key: str
    name: str
    labels: tuple[str | None, ...]
    turns: int
    words: int
    asking: float
    first: bool
    guiding: float = 0.0
    you: int = 0
    me: int = 0

    @property
    def length(self) -> float:
        """The mean number of words of a turn."""
        return self.words / self.turns

    @property
    def role_label(self) -> SpeakerRole | None:
        """The role that one of its labels names outright."""
        named = (named_role(label) for label in self.labels if label)
        return next((role for role in named if role is not None), None)

    @property
    def other_labels(self) -> tuple[str, ...]:
        """The labels that are more than another spelling of the name shown."""
        shown = normal_name(self.name)
        return tuple(label for label in self.labels if label and normal_name(label) != shown)


def collect_voices(
    transcript: ParsedTranscript,
    apart: Collection[str] = (),
    joined: Iterable[Collection[str]] = (),
) -> tuple[Voice, ...]:
    """Return the voices of a transcript in the order of their first turns.

    ``apart`` and ``joined`` are the researcher's word on who is one person, as ``label_keys`` takes it.
    """
    keys = label_keys([turn.speaker for turn in transcript.turns], apart, joined)
    said: dict[str, list[RawTurn]] = {}
    for turn in transcript.turns:
        said.setdefault(keys[turn.speaker], []).append(turn)
    return tuple(_voice(key, turns, first=place == 0) for place, (key, turns) in enumerate(said.items()))


def _voice(key: str, turns: list[RawTurn], *, first: bool) -> Voice:
    labels = tuple(dict.fromkeys(turn.speaker for turn in turns))
    full = [label for label in labels if label and normal_name(label) == key] or labels
    often = max(full, key=lambda label: sum(1 for turn in turns if turn.speaker == label))
    manners = [manner_of(turn.text) for turn in turns]
    return Voice(
        key=key,
        name=often or "",
        labels=labels,
        turns=len(turns),
        words=sum(len(turn.text.split()) for turn in turns),
        asking=sum(manner.asks for manner in manners) / len(turns),
        first=first,
        guiding=sum(manner.guides for manner in manners) / len(turns),
        you=sum(manner.you for manner in manners),
        me=sum(manner.me for manner in manners),
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
        sum(manner_of(turn.text).asks for turn in turns[parity::2]) / len(turns[parity::2])
        for parity in (0, 1)
    ]
    asking = 0 if shares[0] > shares[1] else 1
    return asking if shares[asking] >= ASKING and shares[1 - asking] <= ANSWERING else None


def split_voices(transcript: ParsedTranscript, names: tuple[str, str]) -> ParsedTranscript:
    """Return the transcript with its nameless turns given to two voices in turn."""
    turns = tuple(replace(turn, speaker=names[place % 2]) for place, turn in enumerate(transcript.turns))
    return replace(transcript, turns=turns)
