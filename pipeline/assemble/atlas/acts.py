"""What a company does for people or fails to do, as they say it: they called, nobody called, we always call.

Each act belongs to a topic (``topics``).  "Done" is what they tell of the company in passing or with thanks,
or what an expert says is done as a rule; "missed" is a denial of the very same act.
"""

from __future__ import annotations

import re

_STEMS = {
    "ru": {
        "news": r"(?:по|пере)?зв[ао]н|набра|предупре[дж]|сообщ|уведом|извести",
        "explaining": r"объясн|растолков|разъясн|показ(?:а|ыва)",
        "refund": r"верн[уё]|возмест|компенсир|возвращ",
        "swap": r"спро[сш]|спрашив|согласов",
        "live_person": r"отве[тчщ]|помог",
    },
    "en": {
        "news": r"call|phon|warn|notif|inform|told|tell",
        "explaining": r"explain|show",
        "refund": r"refund|reimburs|compensat",
        "swap": r"ask|check",
        "live_person": r"answer|help|repl",
    },
}
_MISSED = {
    "ru": r"\bне\s+(?:{stem})\w*(?:ли|ают|яют|ят|ет|ит)\b|\bникто\s+не\s+(?:{stem})\w*",
    "en": r"(?:\bthey\s+(?:\w+n't|did\s+not|never)|\bnobody|\bno\s+one)\s+(?:ever\s+|even\s+)?(?:{stem})\w*",
}
_DONE = {
    "ru": r"(?<!не\s)(?<!мы\s)\b(?:{stem})\w*ли\b(?!\s+бы)",
    "en": r"\bthey\s+(?:even\s+|always\s+|just\s+|had\s+)?(?:{stem})\w*",
}
_RULE = {  # an expert's "we always call", "they must agree it first"
    "ru": r"\bмы\s+(?:\w+\s+)?(?:{stem})\w*(?:им|ем|ём)\b|\b(?:обязан|долж[ен])\w*\s+(?:{stem})\w*ть\b",
    "en": r"\bwe\s+(?:always\s+|will\s+)?(?:{stem})\w*|\b(?:must|have\s+to)\s+(?:{stem})\w*",
}
_Patterns = dict[str, dict[str, re.Pattern[str]]]


def _compiled(shapes: dict[str, str]) -> _Patterns:
    return {
        language: {
            act: re.compile(shapes[language].replace("{stem}", stem), re.IGNORECASE)
            for act, stem in stems.items()
        }
        for language, stems in _STEMS.items()
    }


_MISSED_PATTERNS, _DONE_PATTERNS, _RULE_PATTERNS = _compiled(_MISSED), _compiled(_DONE), _compiled(_RULE)


def missed_in(text: str, language: str) -> frozenset[str]:
    """Return the topics of acts that a text says were not done to people."""
    return _found(_MISSED_PATTERNS, text, language)


def done_in(text: str, language: str) -> frozenset[str]:
    """Return the topics of acts that a customer says were done."""
    return _found(_DONE_PATTERNS, text, language) - missed_in(text, language)


def ruled_in(text: str, language: str) -> frozenset[str]:
    """Return the topics of acts that an expert says are done as a rule, or ought to be."""
    return _found(_RULE_PATTERNS, text, language) - missed_in(text, language)


def _found(patterns: _Patterns, text: str, language: str) -> frozenset[str]:
    return frozenset(act for act, pattern in patterns[language].items() if pattern.search(text))
