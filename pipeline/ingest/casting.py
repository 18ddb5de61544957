"""The roles of one interview's voices: evidence summed as log-odds of interviewing, and the reasons."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import SpeakerRole
from .voices import ANONYMOUS, Voice, paired_letters

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DECLARED = 20.0  # a label, a paired letter or a mark outweighs everything else
BY_RECURRENCE, BY_QUESTIONS, BY_FIRST, BY_GUIDING = 2.5, 4.0, 0.5, 3.0
LENGTH_LIMIT = 1.5  # natural log of the ratio of lengths
BY_ADDRESS, ADDRESS_LIMIT, PRIOR = 0.8, 2.0, 2.0  # «вы» against «я», smoothed by as many words of each
WITHOUT_QUESTIONS = 1.5  # log-odds from which one who never asks may interview, by statements
SECOND_ASKS = 0.4  # share of turns in which a second interviewer asks at least
PLAIN = 10.0  # log-odds that only a declared role can reach: such a voice needs no comparison
SECOND_INTERVIEWER = 2.0  # log-odds from which one more voice is an interviewer
LONE_ASKER, LONE_TURNS = 0.7, 4  # a lone voice that asks so often is the interviewer
FEW_WORDS, FEW_SHARE = 15, 0.02  # a voice of three or more that says less only passes by
CERTAIN = 0.99
TWO = 2  # voices of a dialogue

REASONS = {
    "ru": {
        "label": "назван так в файле",
        "letter": "буква «{}» в паре с другой",
        "mark": "отмечен знаком «?»",
        "recurs": "говорит в нескольких интервью: {}",
        "asks": "спрашивает в {:.0%} реплик",
        "length": "слов в реплике: {:.0f}",
        "guides": "ведёт разговор в {:.0%} реплик",
        "address": "говорит «вы» чаще, чем о себе: {} и {}",
        "self": "говорит о себе чаще, чем «вы»: {} и {}",
        "same": "одно лицо: {}",
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
        "guides": "leads the talk in {:.0%} of turns",
        "address": "says “you” more often than “I”: {} and {}",
        "self": "says “I” more often than “you”: {} and {}",
        "same": "one person: {}",
        "first": "begins the conversation",
        "few": "said {} words only",
        "nameless": "no name is given",
        "alone": "the only voice",
    },
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A voice's role with its score, 0..1, and the reasons in plain words.

    ``evidence`` names what was weighed, each with its log-odds of interviewing: declared, first,
    recurrence, questions, guiding, length, address.
    """

    voice: Voice
    role: SpeakerRole
    score: float
    why: str
    evidence: tuple[tuple[str, float], ...] = ()


def cast_voices(voices: Sequence[Voice], recurring: Mapping[str, int], language: str) -> tuple[Part, ...]:
    """Return every voice's role, in the order of ``voices``.

    ``recurring`` counts the interviews in which a person's name (its key) speaks.
    """
    words = REASONS.get(language, REASONS["en"])
    letters = paired_letters(voices)
    evidence = {voice.key: _evidence(voice, voices, recurring, letters) for voice in voices}
    odds = {key: sum(weights.values()) for key, weights in evidence.items()}
    asking = _interviewers(voices, odds, recurring)
    return tuple(
        Part(
            voice=voice,
            role=(role := _role(voice, voices, asking)),
            score=_score(voice, role, odds, asking),
            why=_why(voice, role, recurring, letters, words),
            evidence=tuple((name, round(value, 2)) for name, value in evidence[voice.key].items() if value),
        )
        for voice in voices
    )


def _evidence(
    voice: Voice,
    voices: Sequence[Voice],
    recurring: Mapping[str, int],
    letters: tuple[frozenset[str], frozenset[str]],
) -> dict[str, float]:
    """Return the log-odds that this voice interviews, compared with the other voices of the file."""
    others = [other for other in voices if other is not voice]
    known = recurring.get(voice.key, 0) > 1 and not all(recurring.get(other.key, 0) > 1 for other in others)
    found = {
        "declared": DECLARED * _declared(voice, others, letters),
        "first": BY_FIRST * voice.first,
        "recurrence": BY_RECURRENCE * known,
    }
    if not others:
        return found
    ratio = math.log((_mean(others, "length") + 1) / (voice.length + 1))
    theirs = _address(sum(other.you for other in others), sum(other.me for other in others))
    return found | {
        "questions": BY_QUESTIONS * (voice.asking - _mean(others, "asking")),
        "guiding": BY_GUIDING * (voice.guiding - _mean(others, "guiding")),
        "length": _clipped(ratio, LENGTH_LIMIT),
        "address": BY_ADDRESS * _clipped(_address(voice.you, voice.me) - theirs, ADDRESS_LIMIT),
    }


def _address(you: int, me: int) -> float:
    """Return how much more a voice speaks to the other than of itself, as a log-ratio."""
    return math.log((you + PRIOR) / (me + PRIOR))


def _clipped(value: float, limit: float) -> float:
    return max(-limit, min(limit, value))


def _declared(voice: Voice, others: Sequence[Voice], letters: tuple[frozenset[str], frozenset[str]]) -> int:
    """Return 1 for an interviewer by label, letter or mark, -1 for another by label or letter, else 0."""
    named = voice.role_label
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
        clear = best.asking > 0 or odds[best.key] >= WITHOUT_QUESTIONS
        plain = {best.key} if clear and (len(able) > 1 or odds[best.key] > 0) else set()
    second = {
        voice.key
        for voice in able
        if _is_second(voice, odds) and (not declared or recurring.get(voice.key, 0) > 1)
    }
    chosen = plain | second
    return frozenset(chosen if len(chosen) < len(voices) else plain)


def _is_second(voice: Voice, odds: Mapping[str, float]) -> bool:
    """Tell whether one more voice interviews: it asks often, and speaks to others more than of itself."""
    asks = voice.asking >= SECOND_ASKS and voice.you >= voice.me and voice.turns > 1
    return asks and odds[voice.key] >= SECOND_INTERVIEWER


def _role(voice: Voice, voices: Sequence[Voice], asking: frozenset[str]) -> SpeakerRole:
    if voice.key in asking:
        return SpeakerRole.INTERVIEWER
    named = voice.role_label
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
    if role is SpeakerRole.RESPONDENT and len(odds) > TWO:  # it may be one more interviewer
        margin = min(margin, max(SECOND_INTERVIEWER - odds[voice.key], 0.0))
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
    if voice.role_label is not None:
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
        reasons.extend(_manner(voice, words))
    if role is SpeakerRole.INTERVIEWER and voice.first:
        reasons.append(words["first"])
    if voice.other_labels:
        reasons.append(words["same"].format(", ".join((voice.name, *voice.other_labels))))
    return "; ".join(reasons)


def _manner(voice: Voice, words: Mapping[str, str]) -> list[str]:
    """Say how a voice leads the talk and whom it speaks of."""
    found = [words["guides"].format(voice.guiding)] if voice.guiding else []
    if voice.you > voice.me:
        found.append(words["address"].format(voice.you, voice.me))
    elif voice.me > voice.you:
        found.append(words["self"].format(voice.me, voice.you))
    return found
