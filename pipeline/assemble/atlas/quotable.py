"""How well an utterance stands as a quote: whole, of readable length, clear without its neighbours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...records import Sign

if TYPE_CHECKING:
    from ...records import UtteranceId
    from ..maps.base import Evidence

SHORT, LONG = 35, 200  # characters of a good quote
ALONE = 80  # characters that it takes to stand for a whole interview
LEAST = 0.5  # readability of what may be shown

_WHOLE = 0.6  # factors of what a reader stumbles over
_ANSWER = 0.6
_POINTING = 0.8
_PROMPTED = 0.5
_HIDDEN = 0.85  # a pseudonym in brackets
_FELT = 0.4  # what a step of valence adds
_OPENING = re.compile(r"^[\s—–\-«„“\"'(\[]*")
_ENDING = re.compile(r"[.!?…][»”“\"')\]]*$")
_ANSWERS = re.compile(
    r"^(да|нет|не-?а|ага|угу|ну|а|и|ой|так|вот|короче|в общем|конечно|ладно|хотя|зато|но"
    r"|yes|yeah|no|well|so|and|but|right|sure|okay|anyway|though)\b",
    re.IGNORECASE,
)
_POINTERS = re.compile(
    r"^(это|этот|эта|эти|он|она|оно|они|его|её|ее|их|там|туда|тогда|поэтому|потому|который|которая"
    r"|it|this|that|these|those|he|she|they|there|then|because|which)\b",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"^(что|чтобы|если|то|that|if|whether)\b", re.IGNORECASE)


def readable(text: str) -> float:
    """Return 0..1: 1 for a whole sentence of 35 to 200 characters that leans on nothing before it."""
    bare = _OPENING.sub("", text, count=1)
    score = min(1.0, len(text) / SHORT) if len(text) < SHORT else min(1.0, LONG / len(text))
    if not bare[:1].isupper() and not bare[:1].isdigit():
        score *= _WHOLE
    if not _ENDING.search(text):
        score *= _WHOLE
    if _ANSWERS.match(bare):
        score *= _ANSWER
    elif _POINTERS.match(bare) or (_CLAUSES.match(bare) and "?" not in text):
        score *= _POINTING
    return score * _HIDDEN if "[" in text else score


def weight(evidence: Evidence, i: UtteranceId) -> float:
    """Return how telling an utterance is as a quote: readable, surely coded, strongly felt, not prompted."""
    coding = evidence.codings[i]
    sure = max((scored.score for scored in coding.kinds), default=0.0)
    score = readable(evidence.utterances[i].text) * (0.5 + sure / 2) * (1 + _FELT * abs(coding.valence))
    return score * _PROMPTED if Sign.PROMPTED in coding.signs else score


def memorable(evidence: Evidence, i: UtteranceId) -> float:
    """Return how well an utterance stands for a person: telling, and long enough to do so alone."""
    return weight(evidence, i) * min(1.0, len(evidence.utterances[i].text) / ALONE)
