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
    | ^\W*(?:добро\s+пожаловать\s+на\s+(?:мой|наш)\s+канал|с\s+вами\s+был\w?\s+\w+)\W*$
    | ^\W*(?:увидимся\s+в\s+следующ\w+\s+(?:видео|выпуске)
      |see\s+you\s+(?:in\s+the\s+)?next\s+(?:video|time))\W*$
    | ^\W*(?:фильм|видео)\s+(?:озвучен\w*|подготовлен\w*)\b
    | ^\W*(?:игорь\s+негода|редактор\s+\w\.\s?\w+\s+корректор\s+\w\.\s?\w+)\W*$
    | ^\W*(?:ставьте|жмите)\s+(?:лайк\w?|колокольчик)\b.{0,40}$
    | ^\W*www\.\S+\W*$
    | ^\W*(?:thanks?|thank\s+you)\s+for\s+(?:your\s+)?(?:attention\s+to\s+the\s+subtitles|subscribing)\W*$
    | ^\W*(?:translated|captioned|subtitled|captions?\s+provided)\s+by\b
    | ^\W*copyright\b.{0,60}$
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
# inside a talk: only what nobody says of their own accord, from one full stop to the next
_INSIDE = re.compile(
    r"""
    (?:(?<=[.!?…]\s)|(?<=\n)|^)
    (?: субтитры\s+(?:сделал|делал|создавал|создал|подготов|подогнал|предоставл)\w*\s+\S+(?:\s[А-ЯЁA-Z]\S+)?
      | (?:редактор|корректор)\s+субтитров\s+\S+(?:\s+корректор\s+\S+)?
      | продолжение\s+следует
      | (?:всем\s+)?спасибо\s+за\s+просмотр
      | subtitles?\s+(?:by|provided\s+by|created\s+by)\s+(?:the\s+)?\S+(?:\s+community)?
      | (?:thanks?|thank\s+you)(?:\s+(?:so|very)\s+much)?\s+for\s+watching
      | (?:please\s+)?(?:like\s+and\s+)?subscribe\s+to\s+(?:my|the|our)\s+channel
      | transcri(?:bed|ption)\s+by\s+\S+
    )
    (?:[.!?…]+(?=\s|$)|$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")  # noqa: RUF100
_QUESTION = re.compile(r"\?\W*$")
_ECHO = re.compile(r"\W*(?:так |а |ну )?(?:то есть|so you|you mean)\b", re.IGNORECASE)
_SHORT = 4  # words of a remark without punctuation that a recogniser may have taken from a question
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
    rest = _INSIDE.sub(" ", text)
    if rest != text and _WORD.search(rest):
        text = rest  # speech beside a credit: the credit alone is cut out
    elif len(text) <= _CREDIT_LENGTH and _CREDITS.search(text):
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


def find_credits(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of recognisers' credits among other sentences."""
    return tuple(match.span() for match in _INSIDE.finditer(text))


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
    if _ECHO.match(text) or (not re.search(r"[.!?…]\W*$", text) and 0 < len(text.split()) <= _SHORT):
        return True  # «то есть вам дорого», «неприятная ситуация»: said to be confirmed
    return bool(_QUESTION.search(last) or _ASKING.search(last))
