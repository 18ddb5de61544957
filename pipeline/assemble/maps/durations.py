"""How long it took, in people's own words: «ждали два дня», «минут сорок», "it took a week".

Ages, dates, clock times, frequencies («раз в неделю») and pay («в месяц») are no durations.
"""

from __future__ import annotations

import re

from ...language import fold

_UNIT_RU = (
    r"(?:секунд\w{0,3}|минут\w{0,3}|минутк\w+|час(?:а|ов|ик\w*|ами|у)?|дн(?:я|ей|ями)|день|сут(?:ки|ок)"
    r"|недел\w{1,3}|недельк\w+|месяц\w{0,3})"
)
_AMOUNT_RU = (
    r"(?:\d+(?:[,.]\d+)?(?:\s*[-–—]\s*\d+)?|пол|полтор[аы]|од(?:ин|ну|на)|дв[ае]|дв(?:ух|ое)|тр(?:и|ех|ое)|четыр(?:е|ех)"
    r"|пят[ьи]|шест[ьи]|сем[ьи]|восем[ью]|девят[ьи]|десят[ьио]к?|(?:один|две|три|четыр|пят|шест|сем|восем|девят)надцат[ьи]"
    r"|двадцат[ьи]|тридцат[ьи]|сорок|пятьдесят|пар[ау]|нескольк\w+|цел(?:ый|ую|ые|ых)|вес[ья]|всю|лишн(?:ий|юю|их)"
    r"|каких-то|считаные|много|больше|почти)"
)
_RU = re.compile(
    rf"\b{_AMOUNT_RU}(?:\s+(?:с\s+половиной|лишним|пять|две|три|с\s+лишним))?\s+{_UNIT_RU}\b"
    rf"|\b(?:минут|часа|часов|дня|дней|секунд|недели|недель|месяца|месяцев)\s+(?:\d+|два|две|три|четыре|пять|шесть|семь"
    rf"|восемь|девять|десять|пятнадцать|двадцать|тридцать|сорок|пятьдесят)\b"
    r"|\bпол(?:часа|дня|минуты|суток|недели|месяца|года)\b|\bполучас\w*"
    r"|\b(?:за|через|около|больше|меньше|почти|уже|ждал[аи]?|ждать|жду|прождал[аи]?|занял[аои]?|уш(?:ел|ла|ло)|длил\w+|стоял[аи]?"
    r"|просидел[аи]?|потратил[аи]?|задерж\w+\s+на|опозда\w+\s+на)\s+(?:минуту|час|день|сутки|неделю|месяц)\b"
    r"|\b(?:неделями|месяцами|часами|сутками|целыми\s+днями)\b"
)
_NOT_RU = re.compile(
    rf"\b(?:раз|раза|рублей|заказ\w*)\s+в\s+(?:\w+\s+)?{_UNIT_RU}|\b{_UNIT_RU}\s+(?:назад|тому)\b"
    rf"|\bна\s+(?:этой|той|следующей|прошлой)\s+неделе"
    rf"|\bкажд(?:ый|ые|ую)\s+(?:\w+\s+)?{_UNIT_RU}\b|\bчерез\s+день\b|\bна\s+\w+\s+(?:дня|дней|неделю)\s+вперед"
    r"|\b(?:в|к|до|с)\s+(?:\d+|час|два|три|четыре|пять|шесть|семь|восемь|девять|десять|одиннадцать|двенадцать)\s+час\w*"
    r"|\bодин\s+день\s+рождени"
)
_EN = re.compile(
    r"\b(?:\d+(?:\.\d+)?(?:\s*(?:-|–|to|or)\s*\d+)?|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty"
    r"|thirty|forty|fifty|half\s+an|half\s+a|couple\s+of|few|several|whole|all|entire|another|extra)\s+"
    r"(?:more\s+|full\s+|long\s+|solid\s+)?(?:second|minute|min|hour|day|night|week|weekend|month|morning|afternoon)s?\b"
    r"|\b(?:for|took|takes|waited|within)\s+(?:hours|days|weeks|months|ages)\b|\bhalf\s+(?:an\s+hour|the\s+day|a\s+day)\b"
)
_NOT_EN = re.compile(
    r"\b(?:\w+\s+times?|once|twice|every|per)\s+(?:a\s+|an\s+)?(?:second|minute|hour|day|week|month)"
    r"|\b(?:second|minute|hour|day|week|month)s?\s+ago\b|\b(?:pounds|dollars|euros|quid|orders)\s+(?:a|per)\s+\w+"
    r"|\bone\s+day\b|\ba\s+(?:nice|good|bad)\s+day\b|\b(?:\d+|[a-z]+)\s+a\s+(?:day|week|month|year)\b|\ba\s+day\s+(?:in|off|like)"
)
_WAITED = {
    "ru": re.compile(
        r"\b(?:про|подо|вы)?жд(?:ал|ат|у|ем|ут|ешь)\w*|\bзан(?:ял|има|ять)\w*|\bуш(?:ло|ел|ла)\b|\bзадерж\w+|\bопазд\w+|\bопозд\w+"
        r"|\bдл(?:ил|ит)\w+|\bсрок\w*|\bпотрат\w+|\bпросид\w+|\bсто(?:ял|ит|им)\w*|\bвисел\w*|\bбыстр\w*|\bдолг\w*|\bготов\w*"
    ),
    "en": re.compile(
        r"\bwait\w*|\btook\b|\btakes?\b|\bdelay\w*|\blate\b|\bspent\b|\bqueue\w*|\bhold\b|\bquick\w*|\blong\b|\bready\b"
    ),
}


def tells_duration(text: str, language: str) -> bool:
    """Tell whether a sentence says how long something takes."""
    plain = fold(text)
    if language == "ru":
        return _RU.search(_NOT_RU.sub(" ", plain)) is not None
    return _EN.search(_NOT_EN.sub(" ", plain)) is not None


def tells_waiting(text: str, language: str) -> bool:
    """Tell whether a sentence speaks of waiting, lateness or speed in so many words."""
    return _WAITED["ru" if language == "ru" else "en"].search(fold(text)) is not None
