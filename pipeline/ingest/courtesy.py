"""Consent and small talk at both ends of an interview: turns that hold nothing else.

Every sentence of the turn must be one of the usual phrases; one word of substance keeps the turn.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from ..language import fold, word_list
from ..records import DropReason

if TYPE_CHECKING:
    from collections.abc import Sequence

BEGINNING, END = 8, 8  # turns in which courtesies are looked for
_LEAD = (
    r"(?:(?:ну|да|так|ага|угу|хорошо|ладно|окей|ок|отлично|конечно|вот|и|а|что ж|спасибо|ой|"
    r"yes|yeah|okay|ok|well|so|and|sure|right|great|thanks|oh)\s+)*"
)
_WHO = r"(?:\s+(?:вам|вас|тебе|тебя|большое|огромное|всем|коллеги|друзья|еще раз|to you|you|everyone|all))*"
_ASKS_CONSENT = re.compile(
    r"запис(?:ь|и|ыва|ать|аны)|запишу|диктофон|согласи[ея] на|recording|record (?:this|the|you)|mind if",
    re.IGNORECASE,
)
_NEEDS_QUESTION = re.compile(
    r"(?:да |ну |конечно |yes |yeah |sure )*(?:можно|пишите|записывайте|включайте|согласен|согласна|"
    r"(?:я )?не против|не возражаю|go ahead|thats fine.*|i dont mind)\W*"
)
_LINES = {DropReason.SMALL_TALK: "small_talk", DropReason.CONSENT: "consents"}
_SENTENCE = re.compile(r"[^.!?…\n]+")
_LONGEST = 200  # characters


@lru_cache(maxsize=2)
def _phrases(reason: DropReason) -> re.Pattern[str]:
    """Build the pattern of a sentence that is one of the usual phrases."""
    return re.compile(rf"{_LEAD}(?:{'|'.join(word_list(_LINES[reason]))}){_WHO}", re.IGNORECASE)


def judge_courtesies(texts: Sequence[str]) -> dict[int, DropReason]:
    """Return the turns at both ends of an interview that are nothing but consent or small talk."""
    found: dict[int, DropReason] = {}
    for at, text in enumerate(texts):
        if BEGINNING <= at < len(texts) - END or len(text) > _LONGEST:
            continue
        previous = texts[at - 1] if at else ""
        reason = _judge(text, previous)
        if reason:
            found[at] = reason
    return found


def _judge(text: str, previous: str) -> DropReason | None:
    """Tell what a turn is when each of its sentences is a usual phrase."""
    reasons = []
    for sentence in _SENTENCE.findall(text):
        if not any(map(str.isalnum, sentence)):
            continue
        reasons.append(_judge_sentence(sentence, previous))
    if not reasons or None in reasons:
        return None
    return DropReason.CONSENT if DropReason.CONSENT in reasons else DropReason.SMALL_TALK


def _judge_sentence(sentence: str, previous: str) -> DropReason | None:
    plain = " ".join(re.sub(r"[^\w\s-]", "" if "'" in sentence or "’" in sentence else " ", sentence).split())
    folded = fold(plain)
    if _phrases(DropReason.CONSENT).fullmatch(folded):
        if _NEEDS_QUESTION.fullmatch(folded) and not _ASKS_CONSENT.search(previous):
            return None  # «не против», «можно» answer some other question
        return DropReason.CONSENT
    if _is_small(plain):
        return None if previous.rstrip().endswith("?") and _answers(folded) else DropReason.SMALL_TALK
    return None


def _is_small(plain: str) -> bool:
    """Tell whether a sentence is a courtesy, perhaps with names at either end («Марина, здравствуйте»)."""
    words = plain.split()
    for before in range(3):
        for after in range(4):
            middle = words[before : len(words) - after]
            around = words[:before] + words[len(words) - after :] if after else words[:before]
            if (
                middle
                and all(word[0].isupper() for word in around)
                and _phrases(DropReason.SMALL_TALK).fullmatch(fold(" ".join(middle)))
            ):
                return True
    return False


def _answers(folded: str) -> bool:
    """Tell whether a courtesy may answer a question («нормально», «спасибо»)."""
    return bool(
        re.fullmatch(r"(?:да |ну )*(?:спасибо|пожалуйста|привет|пока|погода.*|not bad|good|fine)", folded)
    )
