"""How people say that they turned to another channel: they called, went there, wrote, or were sent there.

A channel is one of ``online``, ``phone`` and ``place``.  The patterns are strict on purpose: a call that
came from the company, a hope or an order to somebody else is no move.
"""

from __future__ import annotations

import re
from types import MappingProxyType

CHANNELS = ("online", "phone", "place")

CHANNEL_OF = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "site",
                "app",
                "personal_account",
                "chat",
                "chatbot",
                "email",
                "messenger",
                "social_networks",
                "request_form",
                "state_portal",
                "marketplace",
                "aggregator",
            ),
            "online",
        ),
        **dict.fromkeys(("phone_call", "call_center"), "phone"),
        **dict.fromkeys(
            (
                "office",
                "showroom",
                "shop",
                "reception",
                "seller",
                "delivery_point",
                "workshop",
                "clinic",
                "warehouse",
                "market",
            ),
            "place",
        ),
    }
)
"""The channel of each touchpoint of the codebook that is one; a contract or a parcel is none."""

# a verb of one's own: at the head of a clause, or after "I", "myself", "had to", "then"
_SELF_RU = r"(?:^|[,.;:—–]\s*|\b(?:я|мы|сам|сама|и|потом|тогда|итоге|опять|снова|просто)\s+)"
_OBJECT_RU = r"(?!\s+(?:мне|нам|меня|нас|он|она|они)\b)"
_SELF_EN = r"\b(?:I|we)\s+(?:then\s+|just\s+|finally\s+|simply\s+|even\s+|had\s+to\s+|ended\s+up\s+)*"

_MOVES = {
    "ru": {
        "phone": rf"""
            {_SELF_RU}(?:звоню|звонила?|позвонила?|перезвонила?|звоним)\b{_OBJECT_RU}
            |\bпри(?:шлось|ходится|ходилось)\s+(?:\w+\s+)?(?:по|пере|до)?зв(?:онить|аниваться)
            |\b(?:велели|сказали|попросили|предложили)\s+(?:по|пере)?звонить
        """,
        "place": rf"""
            {_SELF_RU}(?:поехал[аи]?|съездил[аи]?|пош[её]л|пошл[аи]|сходил[аи]?|приехал[аи]?|приш[её]л|пришл[аи]
                |прибежал[аи]?|поехали)\b[^.!?]*\b(?:туда|сам|сама|сами|лично|к\s+ним|ногами|без\s+записи|напрямую
                |на\s+место|в\s+(?:офис|магазин|мастерскую|банк|отделение|салон|сервис|клинику|регистратуру))\b
            |\bпри(?:шлось|ходится|ходилось)\s+(?:\w+\s+)?(?:ехать|идти|съездить|сходить|приезжать|приходить|ездить)
            |\b(?:велели|сказали|попросили|нужно|надо)\s+(?:приехать|прийти|приезжать|приходить)\s+(?:лично|сам\w*)
        """,
        "online": rf"""
            {_SELF_RU}(?:написал[аи]?|пишу|заш[её]л|зашла|полез\w*)\b[^.!?]*
                \b(?:чат\w*|сайт\w*|приложени\w+|поддержк\w+|почт\w+|мессенджер\w*|телеграм\w*)\b
            |\b(?:перейдите|запишитесь|оформите|напишите|зайдите|заполните)\b[^.!?]*
                \b(?:чат|приложени[ея]|сайт[ае]?|кабинет[ае]?|форму)\b
            |\bотправил[аи]?\s+(?:\w+\s+)?в\s+(?:телефон|приложение|чат|личный\s+кабинет)\b
        """,
    },
    "en": {
        "phone": rf"""
            {_SELF_EN}(?:call(?:ed|ing)?|phon(?:ed|e|ing)|r[ai]ng|ringing|telephoned?)\b
            |\b(?:told|asked)\s+(?:me|us)\s+to\s+(?:call|ring|phone)\b
        """,
        "place": rf"""
            {_SELF_EN}(?:go|went|going|drove|drive|driving|came|popped|walk(?:ed|ing)?)\b[^.!?]*
                \b(?:there|in\s+person|myself|ourselves|over|to\s+the\s+(?:shop|store|office|branch|bank|clinic|garage))\b
            |\b(?:told|asked)\s+(?:me|us)\s+to\s+(?:come|go)\s+(?:in|there)\b
        """,
        "online": rf"""
            {_SELF_EN}(?:wrote|write|writing|messaged?|emailed?|went|logged|posted)\b[^.!?]*
                \b(?:chat|site|website|app|online|email|support|form)\b
            |\b(?:told|asked|sent)\s+(?:me|us)\s+(?:back\s+)?(?:to\s+)?(?:use\s+|fill\s+in\s+)?(?:the\s+)?
                (?:app|website|site|chat|form)\b
        """,
    },
}
_PATTERNS = {
    language: {channel: re.compile(text, re.IGNORECASE | re.VERBOSE) for channel, text in moves.items()}
    for language, moves in _MOVES.items()
}


def moves_in(text: str, language: str) -> tuple[tuple[int, str], ...]:
    """Return where a text tells of turning to a channel: (offset, channel), in the order of speech."""
    found = [
        (hit.start(), channel)
        for channel, pattern in _PATTERNS[language].items()
        for hit in pattern.finditer(text)
    ]
    return tuple(sorted(found))
