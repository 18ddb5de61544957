"""The roles of one interview's voices: evidence summed as log-odds of interviewing, and the reasons."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import SpeakerRole
from .labels import named_role
from .voices import ANONYMOUS, Voice, paired_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DECLARED = 20.0  # a label, a paired letter or a mark outweighs everything else
BY_RECURRENCE, BY_QUESTIONS, BY_FIRST = 2.5, 4.0, 0.5
LENGTH_LIMIT = 1.5  # natural log of the ratio of lengths
PLAIN = 10.0  # log-odds that only a declared role can reach: such a voice needs no comparison
SECOND_INTERVIEWER = 2.0  # log-odds from which one more voice is an interviewer
LONE_ASKER, LONE_TURNS = 0.7, 4  # a lone voice that asks so often is the interviewer
FEW_WORDS, FEW_SHARE = 15, 0.02  # a voice of three or more that says less only passes by
CERTAIN = 0.99

REASONS = {
    "ru": {
        "label": "назван так в файле",
        "letter": "буква «{}» в паре с другой",
        "mark": "отмечен знаком «?»",
        "recurs": "говорит в нескольких интервью: {}",
        "asks": "спрашивает в {:.0%} реплик",
        "length": "слов в реплике: {:.0f}",
        "first": "начинает разговор",
        "few": "всего слов: {}",
        "nameless": "имя не указано",
        "alone": "единственный голос",
    },
    "en": {
        "label": "the file says so",
        "letter": "the letter “{}” beside its partner",
        "mark": "marked with “?”",
        "recurs": "speaks in {} interviews",
        "asks": "asks in {:.0%} of turns",
        "length": "{:.0f} words a turn",
        "first": "begins the conversation",
        "few": "said {} words only",
        "nameless": "no name is given",
        "alone": "the only voice",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A voice's role with its score, 0..1, and the reasons in plain words."""

    voice: Voice
    role: SpeakerRole
    score: float
    why: str


def cast_voices(voices: Sequence[Voice], recurring: Mapping[str, int], language: str) -> tuple[Part, ...]:
    """Return every voice's role, in the order of ``voices``.

    ``recurring`` counts the interviews in which a person's name (its key) speaks.
    """
    words = REASONS.get(language, REASONS["en"])
    letters = paired_letters(voices)
    odds = {voice.key: _odds(voice, voices, recurring, letters) for voice in voices}
    asking = _interviewers(voices, odds, recurring)
    return tuple(
        Part(
            voice=voice,
            role=(role := _role(voice, voices, asking)),
            score=_score(voice, role, odds, asking),
            why=_why(voice, role, recurring, letters, words),
        )
        for voice in voices
    )


def _odds(
    voice: Voice,
    voices: Sequence[Voice],
    recurring: Mapping[str, int],
    letters: tuple[frozenset[str], frozenset[str]],
) -> float:
    """Return the log-odds that this voice interviews, compared with the other voices of the file."""
    others = [other for other in voices if other is not voice]
    odds = DECLARED * _declared(voice, others, letters) + BY_FIRST * voice.first
    if recurring.get(voice.key, 0) > 1 and not all(recurring.get(other.key, 0) > 1 for other in others):
        odds += BY_RECURRENCE
    if others:
        odds += BY_QUESTIONS * (voice.asking - _mean(others, "asking"))
        ratio = math.log((_mean(others, "length") + 1) / (voice.length + 1))
        odds += max(-LENGTH_LIMIT, min(LENGTH_LIMIT, ratio))
    return odds


def _declared(voice: Voice, others: Sequence[Voice], letters: tuple[frozenset[str], frozenset[str]]) -> int:
    """Return 1 for an interviewer by label, letter or mark, -1 for another by label or letter, else 0."""
    named = named_role(voice.name)
    if named is not None:
        return 1 if named is SpeakerRole.INTERVIEWER else -1
    if voice.key in letters[0] | letters[1]:
        return 1 if voice.key in letters[0] else -1
    return int(voice.name.endswith("?") and not all(other.name.endswith("?") for other in others))


def _mean(voices: Sequence[Voice], what: str) -> float:
    """Return the mean of a property over voices, each weighing as many turns as it has."""
    turns = sum(voice.turns for voice in voices)
    return sum(float(getattr(voice, what)) * voice.turns for voice in voices) / turns


def _interviewers(
    voices: Sequence[Voice], odds: Mapping[str, float], recurring: Mapping[str, int]
) -> frozenset[str]:
    """Choose who interviews: whoever a label says, else the best of two or more; seldom a second one.

    Beside a declared interviewer only a name that recurs in the study can be a second.
    """
    plain = {key for key, value in odds.items() if value >= PLAIN}
    if len(voices) == 1:
        lone = voices[0]
        asker = lone.asking >= LONE_ASKER and lone.turns >= LONE_TURNS and odds[lone.key] > -PLAIN
        return frozenset({lone.key} if plain or asker else ())
    able = [voice for voice in voices if voice.key != ANONYMOUS and odds[voice.key] > -PLAIN]
    declared = bool(plain)
    if not plain and able:
        best = max(able, key=lambda voice: odds[voice.key])
        plain = {best.key} if best.asking > 0 and (len(able) > 1 or odds[best.key] > 0) else set()
    second = {
        voice.key
        for voice in able
        if odds[voice.key] >= SECOND_INTERVIEWER and (not declared or recurring.get(voice.key, 0) > 1)
    }
    chosen = plain | second
    return frozenset(chosen if len(chosen) < len(voices) else plain)


def _role(voice: Voice, voices: Sequence[Voice], asking: frozenset[str]) -> SpeakerRole:
    if voice.key in asking:
        return SpeakerRole.INTERVIEWER
    named = named_role(voice.name)
    if named is SpeakerRole.OTHER or (voice.key == ANONYMOUS and len(voices) > len(asking) + 1):
        return SpeakerRole.OTHER
    rest = [other for other in voices if other.key not in asking]
    passing = len(rest) > 1 and _is_brief(voice, voices) and not all(_is_brief(each, voices) for each in rest)
    return SpeakerRole.OTHER if passing and named is None else SpeakerRole.RESPONDENT


def _is_brief(voice: Voice, voices: Sequence[Voice]) -> bool:
    return voice.words < max(FEW_WORDS, FEW_SHARE * sum(other.words for other in voices))


def _score(voice: Voice, role: SpeakerRole, odds: Mapping[str, float], asking: frozenset[str]) -> float:
    """Return how much better the role fits than its opposite, as a probability."""
    if len(odds) == 1:
        return CERTAIN if abs(odds[voice.key]) >= PLAIN else 0.5
    rivals = [value for key, value in odds.items() if (key in asking) != (voice.key in asking)]
    if not rivals:
        return CERTAIN if odds[voice.key] <= -PLAIN else 0.5
    margin = (
        odds[voice.key] - max(rivals) if role is SpeakerRole.INTERVIEWER else max(rivals) - odds[voice.key]
    )
    return round(min(CERTAIN, 1 / (1 + math.exp(-max(-20.0, min(20.0, margin))))), 2)


def _why(
    voice: Voice,
    role: SpeakerRole,
    recurring: Mapping[str, int],
    letters: tuple[frozenset[str], frozenset[str]],
    words: Mapping[str, str],
) -> str:
    reasons: list[str] = []
    if voice.key == ANONYMOUS:
        reasons.append(words["nameless"])
    if named_role(voice.name) is not None:
        reasons.append(words["label"])
    if voice.key in letters[0] | letters[1]:
        reasons.append(words["letter"].format(voice.name))
    if voice.name.endswith("?"):
        reasons.append(words["mark"])
    if role is SpeakerRole.INTERVIEWER and recurring.get(voice.key, 0) > 1:
        reasons.append(words["recurs"].format(recurring[voice.key]))
    if role is SpeakerRole.OTHER:
        reasons.append(words["few"].format(voice.words))
    else:
        reasons.extend((words["asks"].format(voice.asking), words["length"].format(voice.length)))
    if role is SpeakerRole.INTERVIEWER and voice.first:
        reasons.append(words["first"])
    return "; ".join(reasons)
