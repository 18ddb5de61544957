"""What an utterance means for a decision: where the decision leads, and the sign of what is said.

A complaint of a channel that cannot be reached («звоню — музыка») asks for more of it and not for less: it
counts as a lack.
"""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from ...records import Kind
from ...wording import nearest_language
from .aims import Direction, lemmas_of, takes_away
from .values import Bearing

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ...records import UtteranceId
    from ..maps.base import Evidence

_LACKING = {
    "ru": re.compile(
        r"""\b(не\s+хват\w+|отсутств\w+|не\s+дозв\w+|не\s+дожд\w+|не\s+найти|не\s+наш\w+|негде
        |до\s+жив(ого|ых)|некому|никто\s+не|не\s+бер[уёе]т|не\s+отвеча\w+|занято|не\s+предлага\w+|не\s+да(ют|ли|вали)
        |трубку\s+не)\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
    "en": re.compile(
        r"""\b(no\s+one|nobody|nowhere|lack\w*|missing
        |could\s*n['’]?t\s+(reach|find|get)|can\s*n?['’]?t\s+(reach|find|get)|get\s+through|(real|live|actual)\s+person|never\s+answer\w*
        |did\s*n['’]?t\s+(have|offer)|engaged)\b""",
        re.IGNORECASE | re.VERBOSE,
    ),
}
_NONE = frozenset({"нет", "нету", "no", "without"})
_WAITING = {
    "ru": re.compile(
        r"\b(жд[ауёе]\w*|подожд\w*|дожид\w*|\d+\s+минут\w*|минут\w*|полчаса|час\w*\s+жд\w*|музык\w*)\b",
        re.IGNORECASE,
    ),
    "en": re.compile(r"\b(wait\w*|minutes|half\s+an\s+hour|on\s+hold|music)\b", re.IGNORECASE),
}


class Said(StrEnum):
    """What an utterance says of what a decision is about."""

    LIKED = "liked"
    PAIN = "pain"
    LACK = "lack"
    WISH = "wish"
    UNWISH = "unwish"
    NEED = "need"
    ASKED = "asked"
    USE = "use"


_FOR, _AGAINST, _TOUCHED, _NEED = Bearing.FOR, Bearing.AGAINST, Bearing.TOUCHED, Bearing.NEED
_BEARINGS: dict[Direction, dict[Said, tuple[Bearing, str]]] = {
    Direction.REMOVE: {
        Said.LIKED: (_AGAINST, "liked-lost"),
        Said.PAIN: (_FOR, "pain-solved"),
        Said.LACK: (_AGAINST, "lack-grows"),
        Said.WISH: (_AGAINST, "wished-lost"),
        Said.UNWISH: (_FOR, "unwished"),
        Said.NEED: (_NEED, "need-against"),
    },
    Direction.ADD: {
        Said.LIKED: (_FOR, "liked-there"),
        Said.PAIN: (_AGAINST, "pain-grows"),
        Said.LACK: (_FOR, "lack-solved"),
        Said.WISH: (_FOR, "wished"),
        Said.UNWISH: (_AGAINST, "unwished-kept"),
        Said.NEED: (_NEED, "need-served"),
    },
    Direction.CHANGE: {
        Said.LIKED: (_AGAINST, "liked-changed"),
        Said.PAIN: (_FOR, "pain-solved"),
        Said.LACK: (_FOR, "lack-solved"),
        Said.WISH: (_FOR, "wished-changed"),
        Said.UNWISH: (_FOR, "unwished"),
    },
    Direction.KEEP: {
        Said.LIKED: (_FOR, "liked-kept"),
        Said.PAIN: (_AGAINST, "pain-stays"),
        Said.LACK: (_AGAINST, "lack-grows"),
        Said.WISH: (_AGAINST, "wished-changed"),
        Said.UNWISH: (_AGAINST, "unwished-kept"),
    },
    Direction.BURDEN: {
        Said.LIKED: (_AGAINST, "liked-before"),
        Said.PAIN: (_AGAINST, "pain-grows"),
        Said.LACK: (_AGAINST, "pain-grows"),
        Said.WISH: (_TOUCHED, "wish"),
        Said.UNWISH: (_AGAINST, "unwished-kept"),
        Said.NEED: (_NEED, "need-against"),
    },
    Direction.RELIEF: {
        Said.LIKED: (_TOUCHED, "near"),
        Said.PAIN: (_FOR, "pain-solved"),
        Said.LACK: (_FOR, "pain-solved"),
        Said.WISH: (_TOUCHED, "wish"),
        Said.UNWISH: (_FOR, "unwished"),
        Said.NEED: (_NEED, "need-served"),
    },
    Direction.UNKNOWN: {},
}
_USUAL: dict[Said, tuple[Bearing, str]] = {
    Said.NEED: (_NEED, "need"),
    Said.ASKED: (_TOUCHED, "asked"),
    Said.USE: (_TOUCHED, "use"),
}


def bearing_of(direction: Direction, said: Said) -> tuple[Bearing, str]:
    """Return what is said for a direction, and the name of the reason."""
    return _BEARINGS[direction].get(said, _USUAL.get(said, (_TOUCHED, "near")))


def said_of(evidence: Evidence, i: UtteranceId, matter: Collection[str], *, reachable: bool) -> Said | None:
    """Return what an utterance says, the feeling before the wish before the deed; None for small talk.

    ``matter`` are the lemmas of what the decision is about: there may be none of it («парковки нет»).
    ``reachable``: it is about somebody or something that answers; to wait is to lack it.
    """
    coding, utterance = evidence.codings[i], evidence.utterances[i]
    spoken = nearest_language(evidence.interviews[utterance.interview].language)
    liked = coding.has(Kind.POSITIVE) or coding.denies
    if coding.has(Kind.PAIN) and (not liked or coding.valence < 0):
        text = utterance.text
        lacking = _LACKING[spoken].search(text) or _is_none(lemmas_of(text, spoken), matter)
        waited = reachable and _WAITING[spoken].search(text)
        return Said.LACK if lacking or waited else Said.PAIN
    if liked:
        return Said.LIKED
    if coding.has(Kind.IDEA):
        return Said.UNWISH if takes_away(lemmas_of(utterance.text, spoken), spoken) else Said.WISH
    rest = ((Kind.GOAL, Said.NEED), (Kind.QUESTION, Said.ASKED), (Kind.ACTION, Said.USE))
    return next((said for kind, said in rest if coding.has(kind)), None)


def _is_none(bases: Sequence[str], matter: Collection[str]) -> bool:
    """Tell whether one of the words stands beside a word that says there is none of it."""
    pairs = (set(pair) for pair in pairwise(bases))
    return any(pair & _NONE and pair & set(matter) for pair in pairs)
