"""Turns that carry no evidence: credits of speech recognisers, silence, the listener's "mhm".

A short answer is evidence: «Ага» after a question stays, «Ага» while the other one is telling goes.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..language import fold, word_list
from ..records import DropReason

_CREDITS = re.compile(
    r"""
      субтитры\s+(?:сделал|делал|создавал|создал|подготов|подогнал|предоставл|от\b|by\b)
    | (?:редактор|корректор)\s+субтитров
    | (?:перевод|озвучк\w+)\s+(?:и\s+)?субтитр
    | dima\s?torzok
    | ^\W*продолжение\s+следует\W*$
    | ^\W*(?:всем\s+)?спасибо\s+за\s+(?:просмотр|внимание\s+к\s+субтитрам|подписку)\W*$
    | ^\W*(?:подпи(?:сывайтесь|шитесь)|ставьте\s+лайки?)(?:\s+на\s+(?:мой\s+|наш\s+)?канал)?\W*$
    | subtitles?\s+(?:by|provided\s+by|created\s+by)\b
    | (?:transcri(?:bed|ption)|captions?|captioning)\s+by\b
    | amara\.org
    | ^\W*(?:thanks?|thank\s+you)(?:\s+(?:so|very)\s+much)?\s+for\s+watching\b
    | ^\W*(?:please\s+)?(?:like\s+and\s+)?subscribe(?:\s+to\s+(?:my|the|our)\s+channel)?\W*$
    | ^\W*to\s+be\s+continued\W*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_CREDIT_LENGTH = 160  # characters; a longer turn that mentions subtitles is talk about subtitles
_STAGE_DIRECTION = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|<[^<>]*>|\*[^*\n]*\*|[♪♫][^♪♫]*[♪♫]?")
_PLACEHOLDER = re.compile(r"\[[^\[\]]+\s\d+\]")  # a pseudonym such as [ИМЯ 1] is what the speaker said
_NOISES = re.compile(
    r"(?:смех|смеётся|смеется|музыка|пауза|тишина|неразборчиво|вздох|вздыхает|кашель|нрзб|шум|аплодисменты|"
    r"помехи|laugh(?:s|ter|ing)?|music|silence|pause|inaudible|unintelligible|crosstalk|applause|cough(?:s|ing)?|"
    r"sigh(?:s|ing)?|noise|blank_audio)",
    re.IGNORECASE,
)
_HUM = re.compile(
    r"(?:у+гу+|м+г+м+|м+|м+-?м+|м+х+м+|э+|э+-э+|э+м+|х+м+|г+м+|m+|m+-?h+m+|u+h+-?h+u+h+|h+m+|u+h+|u+m+|e+r+m?)"
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")  # noqa: RUF100
_QUESTION = re.compile(r"\?\W*$")
_ASKING = re.compile(
    r"\b(?:ли|правильно|верно|расскажите|опишите|скажите|вспомните|назовите|"
    r"tell me|describe|could you|can you)\b",
    re.IGNORECASE,
)


def judge_turn(text: str, language: str, *, previous: str = "") -> DropReason | None:  # noqa: ARG001 (the seam)
    """Tell why a turn gives no utterance; None means that it does.

    ``previous`` is the text of the turn before, of another speaker.  Both languages' words are known
    in either: recognisers mix them.
    """
    if len(text) <= _CREDIT_LENGTH and _CREDITS.search(text):
        return DropReason.ASR_CREDIT
    spoken = text if _PLACEHOLDER.search(text) else _STAGE_DIRECTION.sub(" ", text)
    words = [fold(word) for word in _WORD.findall(spoken)]
    if not words or all(_NOISES.fullmatch(word) for word in words):
        return DropReason.EMPTY
    if all(_is_hum(word) for word in words):
        return DropReason.BACKCHANNEL
    if _is_backchannel(words) and not _is_question(previous) and not spoken.rstrip().endswith("?"):
        return DropReason.BACKCHANNEL
    return None


def _is_hum(word: str) -> bool:
    """Tell whether a word is a sound, once or repeated («угу-угу»)."""
    return bool(_HUM.fullmatch(word)) or all(_HUM.fullmatch(part) for part in word.split("-"))


def _is_backchannel(words: list[str]) -> bool:
    """Tell whether all that is said are listener's words, once or repeated («да-да», «ага, ага»)."""
    parts = [part for word in words if not _is_hum(word) for part in word.split("-")]
    phrases = _backchannels()
    at = 0
    while at < len(parts):
        size = next((size for size in (3, 2, 1) if " ".join(parts[at : at + size]) in phrases), 0)
        if not size:
            return False
        at += size
    return True


@lru_cache(maxsize=1)
def _backchannels() -> frozenset[str]:
    return frozenset(fold(line) for line in word_list("backchannels"))


def _is_question(text: str) -> bool:
    """Tell whether a turn asks: it ends in a question mark, or has the words of a question in the end."""
    last = re.split(r"(?<=[.!?…])\s+", text.strip())[-1]
    return bool(_QUESTION.search(last) or _ASKING.search(last))
