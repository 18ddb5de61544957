"""Moments of truth, by a stated rule and never by taste.

A theme of pains or positives is a moment of truth of a viewpoint when at least two of its
respondents voice it, their mean valence is −0.8 or lower (+0.8 or higher), and one of them says in
the same turn what came of it: left, refused, stopped, came back, chose, recommended.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...records import Kind

if TYPE_CHECKING:
    from ...records import StageId, Theme, UtteranceId
    from .cells import Viewpoint

RESPONDENTS = 2
STRENGTH = 0.8

_OUTCOME = {
    "ru": r"""\b(
        уш[её]л|ушла|ушли|ухожу|уйду|уйти|отказал|откажусь|отказыва|передума|раздума|перестал|прекратил
        |бросил|брошу|удалил|снёс|снес|расторг|отменил|верну(л|сь)|вернёмся|больше\s+не|ни\s+ногой|никогда
        |зарёкся|зареклась|поменял|сменил|перешл|переш[её]л|выбрал|остановил|остал(ся|ась|ись)|остаюсь
        |реши(л|ла|ли)|порекоменд|рекоменд|посовет|совет(ую|овал)|всем\s+говорю|друзьям|подпис|продл
        |купил|куплю|заказал|записал(ся|ась)|согласил|плюнул|махнул
    )""",
    "en": r"""\b(
        left|leave|quit|gave\s+up|give\s+up|refus|cancel|stopped|stop\s+using|switch|never\s+again|no\s+longer
        |went\s+back|came\s+back|come\s+back|return|chose|choose|picked|decided|signed|recommend|told\s+(my|every)
        |stayed|stay\s+with|bought|renew|dropped|walked\s+away|changed\s+my\s+mind
    )""",
}
_PATTERNS = {language: re.compile(text, re.IGNORECASE | re.VERBOSE) for language, text in _OUTCOME.items()}


def tells_outcome(text: str, language: str) -> bool:
    """Tell whether a turn says what came of it; an unknown language is a KeyError."""
    return _PATTERNS[language].search(text) is not None


def moments(seen: Viewpoint, stage: StageId) -> tuple[tuple[Theme, tuple[UtteranceId, ...]], ...]:
    """Return the themes of a stage that meet the rule, strongest first."""
    found = [
        (theme, ids)
        for kind in (Kind.PAIN, Kind.POSITIVE)
        for theme, ids in seen.themes(stage, kind)
        if seen.count(ids) >= RESPONDENTS and _strong(seen, theme.kind, ids) and _decides(seen, ids)
    ]
    return tuple(
        sorted(found, key=lambda pair: (-abs(seen.valence(pair[1])) * seen.count(pair[1]), pair[0].id))
    )


def _strong(seen: Viewpoint, kind: Kind, ids: tuple[UtteranceId, ...]) -> bool:
    """Tell whether the feeling is strong and of the kind's own sign."""
    mean = seen.valence(ids)
    return mean <= -STRENGTH if kind is Kind.PAIN else mean >= STRENGTH


def _decides(seen: Viewpoint, ids: tuple[UtteranceId, ...]) -> bool:
    """Tell whether someone says in the same turn what came of it."""
    evidence = seen.evidence
    for i in ids:
        utterance = evidence.utterances[i]
        transcript = evidence.interviews[utterance.interview]
        if tells_outcome(transcript.turns[utterance.turn].text, transcript.language):
            return True
    return False
