"""Whether a sentence tells that its speaker left: refused, stopped, put it off, went elsewhere.

Precision comes before recall, for every hit is counted.  What counts is said of oneself: a sentence whose
subject is somebody else, a denial («не отказался»), a condition («если опоздают, уйду»), a question and
another person's quoted words do not.  «Чуть не ушёл» is told apart as nearly left.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from ...language import fold, morphology
from .leaving_words import ELIDED, ENGLISH, IDIOMS, NEARLY, OTHERS, OWN_FORMS, STAFF, UNREAL, WITH_SUBJECT


class Leaving(StrEnum):
    """What a person says of leaving."""

    LEFT = "left"
    NEARLY = "nearly"


_QUOTED = re.compile(r"«[^»]*»|„[^“]*“|“[^”]*”|\"[^\"]*\"")
_NAME = re.compile(r"\[[^\]]*\]")
_CLAUSE = re.compile(r"[.,;:!?…()—–]+|\s-\s")
_SENTENCE = re.compile(r"[.!?…]+\s")
_PAST = re.compile(r"л(?:а|о|и)?(?:ся|сь)?$|(?:ш|т|р)ел$|снес$|расторг$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SOMEBODY = "имярек"  # stands for a pseudonym: a noun in the nominative
_SELF = frozenset({"я", "мы"})
_NOT = frozenset({"не", "ни", "нет"})
_NEAR = 2  # words before a verb that a denial may stand at


def leaving(text: str, language: str) -> Leaving | None:
    """Tell whether a sentence says that its speaker left, or nearly did; None when it says neither."""
    if text.rstrip().endswith("?"):
        return None
    if supposes(text, language):
        return None
    plain = fold(_NAME.sub(f" {_SOMEBODY} ", _QUOTED.sub(" ", text.replace("’", "'"))))
    if NEARLY[_known(language)].search(plain):
        return Leaving.NEARLY
    told = _told_ru(plain) if _known(language) == "ru" else ENGLISH.search(plain) is not None
    return Leaving.LEFT if told else None


def supposes(text: str, language: str) -> bool:
    """Tell whether a sentence tells of what might be and not of what was."""
    return UNREAL[_known(language)].search(fold(_QUOTED.sub(" ", text.replace("’", "'")))) is not None


def tells_of_leaving(text: str, language: str) -> bool:
    """Tell whether a sentence says of anybody that they leave, as experts say it of customers."""
    if text.rstrip().endswith("?"):
        return False
    plain = fold(text.replace("’", "'"))
    return any(
        OTHERS[_known(language)].search(part) and not STAFF[_known(language)].search(part)
        for part in _SENTENCE.split(plain)
    )


def _known(language: str) -> str:
    return "ru" if language == "ru" else "en"


def _told_ru(plain: str) -> bool:
    """Look at each clause, with what the clauses before it say of whose words they are."""
    if IDIOMS.search(plain):
        return True
    whose: bool | None = None
    for clause in _CLAUSE.split(plain):
        words = _WORD.findall(clause)
        text = " ".join(words)
        if (found := OWN_FORMS.search(text)) and not _denied(text[: found.start()]):
            return True
        for pattern, elided in ((WITH_SUBJECT, False), (ELIDED, True)):
            for found in pattern.finditer(text):
                own = _own(words, _verb(words, len(text[: found.start()].split())))
                own = whose if own is None else own
                if not _denied(text[: found.start()]) and (own or (own is None and elided)):
                    return True
        whose = _subject(words) if _subject(words) is not None else whose
    return False


def _denied(before: str) -> bool:
    return bool(_NOT & set(before.split()[-_NEAR:]))


def _verb(words: list[str], at: int) -> int:
    """Return where the verb of a match stands: «так и не записалась» begins before it."""
    return next((place for place in range(at, len(words)) if _PAST.search(words[place])), at)


def _own(words: list[str], at: int) -> bool | None:
    """Tell whose deed the verb at a place is: the speaker's, another's, or not said (None)."""
    if _SELF & set(words):
        return True
    verb = words[at]
    before = any(_may_be_subject(word, verb, strictly=False) for word in words[:at])
    after = any(_may_be_subject(word, verb, strictly=True) for word in words[at + 1 :])
    return False if before or after else None


def _subject(words: list[str]) -> bool | None:
    """Tell whether a clause speaks of the speaker (True), of somebody else (False), or does not say."""
    if _SELF & set(words):
        return True
    return False if {"он", "она", "они", "кто", "который", "которая", _SOMEBODY} & set(words) else None


@lru_cache(maxsize=20_000)
def _may_be_subject(word: str, verb: str, *, strictly: bool) -> bool:
    """Tell whether a verb in the past tense may agree with a noun; ``strictly``: that is not its object."""
    if word == _SOMEBODY:
        return True
    nouns = [parse.tag for parse in morphology().parse(word) if parse.tag.POS in {"NOUN", "NPRO"}]
    if strictly and any(tag.case != "nomn" for tag in nouns):
        return False
    return any(tag.case == "nomn" and _agrees(tag.number, tag.gender, verb) for tag in nouns)


def _agrees(number: str | None, gender: str | None, verb: str) -> bool:
    stem = verb.removesuffix("сь").removesuffix("ся")
    if stem.endswith("ли"):
        return number == "plur"
    ending = {"ла": "femn", "ло": "neut"}.get(stem[-2:], "masc")
    return number == "sing" and gender in {ending, None}
