"""How an interviewer talks and how a respondent does: asking, addressing, guiding; telling of oneself."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FILLERS = r"(?:(?:а|и|ну|так|вот|хорошо|понятно|ясно|угу|ага|отлично|смотрите|скажите|подскажите|"
_FILLERS += r"пожалуйста|тогда|окей|"
_FILLERS += r"so|and|okay|ok|well|right|great|sure|now|alright|mhm|got it|i see)[\s,.!—-]+)*"
_QUESTION_START = re.compile(
    _FILLERS
    + r"(?:как|что|чего|чем|где|куда|откуда|когда|почему|зачем|кто|кому|какой|какая|какие|какое|какую|"
    r"сколько|"
    r"насколько|как часто|в какой момент|на что|с чего|из чего|для чего|расскажите|опишите|представьтесь?|"
    r"поделитесь|"
    r"объясните|поясните|вспомните|назовите|представьте|оцените|давайте|"
    r"how|what|why|when|where|who|which|tell me|tell us|could you|can you|do you|did you|have you|are you|"
    r"were you|"
    r"was it|was there|is there|would you|describe|walk me|talk me|let's)\b",
    re.IGNORECASE,
)
_GUIDING = re.compile(
    r"\b(?:(?:по)?расскажите|опишите|поделитесь|вспомните|представьтесь|поясните|уточните|перечислите|"
    r"(?:можете|могли бы вы|могли бы|можно попросить вас) (?:\w+ )?(?:рассказать|описать|вспомнить|пояснить|"
    r"привести)|"
    r"если можно,? подробнее|поподробнее|"
    r"(?:следующ\w+|последн\w+|перв\w+|ещ[её] один|финальн\w+|такой) вопрос|вопрос(?:ы|ов)? (?:про|о|об)|"
    r"спасибо,? что (?:согласились|пришли|нашли|уделили|выделили)|спасибо (?:вам )?(?:большое )?за "
    r"(?:интервью|беседу|ответы|ваш\w* врем\w+)|"
    r"(?:нет )?правильных (?:и|или) неправильных|(?:веду|идёт|идет|включ\w+) запис\w+|(?:не )?против записи|"
    r"давайте (?:начн\w+|перейд\w+|поговорим|вернёмся|вернемся)|то есть (?:вы|вам|для вас|у вас)|"
    r"правильно (?:ли )?(?:я )?(?:понимаю|поняла?)|верно (?:ли )?(?:я )?(?:понимаю|поняла?)|"
    r"(?:tell (?:me|us)|walk (?:me|us) through|talk (?:me|us) through|could you (?:describe|explain|tell|"
    r"walk|say)|"
    r"can you (?:describe|explain|tell|walk|give|say)|describe|next question|last question|one more question|"
    r"final question|thank(?:s| you)(?: so much)? for (?:joining|your time|taking|coming|sharing|agreeing)|"
    r"i'?m recording|do you mind if i record|let's (?:start|begin|move|talk|go back)|so you (?:mean|felt)|"
    r"if i understand (?:you )?(?:right|correctly)))\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\b(?:вы|вас|вам|вами|ваш\w*|you|your|yours|yourself)\b", re.IGNORECASE)
_ME = re.compile(
    r"\b(?:я|меня|мне|мной|мой|моя|моё|мое|мои|моего|моей|мою|моих|моему|мы|нас|нам|нами|наш\w*|"
    r"i|me|my|mine|myself|we|us|our|ours|i'm|i've|i'd|i'll|we've|we're)\b",
    re.IGNORECASE,
)
# words of the one who asks in the first person are no telling of oneself
_ASKER_ME = re.compile(
    r"\b(?:я (?:правильно |верно |вас |бы )*(?:понимаю|поняла?|хотел[аи]? бы|хочу|попрошу|спрошу|уточню|"
    r"веду|включ\w+)|"
    r"меня зовут|(?:спасибо|поправьте|простите) (?:мне|меня|нам)|мы (?:сейчас |с вами )?(?:изучаем|проводим|"
    r"исследуем|"
    r"говорили|поговорим|начн[её]м)|у нас (?:с вами )?(?:есть )?(?:около )?(?:час|\d+ минут|полчаса)|с нами|"
    r"(?:tell|walk|give|show|help|correct) (?:me|us)|let me|i(?:'d| would)? (?:like to|want to|understand|"
    r"see|hear)|"
    r"my name is|we(?:'re| are) (?:studying|researching|doing|talking)|if i may|may i|can i ask)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_QUOTED = re.compile(r"«[^«»]*»|\"[^\"]*\"|“[^“”]*”")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """Counts of one turn; ``asks`` and ``guides`` are 0 or 1."""

    words: int
    asks: int
    guides: int
    you: int
    me: int


def asks(text: str) -> bool:
    """Tell whether a turn asks: it holds a question mark or begins like a question or a request to tell."""
    return "?" in text or _QUESTION_START.match(text) is not None


def manner_of(text: str) -> Manner:
    """Count what tells the two sides of an interview apart; what is quoted belongs to others."""
    own = _QUOTED.sub(" ", text)
    telling = _ASKER_ME.sub(" ", own)
    return Manner(
        words=len(_WORD.findall(text)),
        asks=_leads(own),
        guides=int(_GUIDING.search(own) is not None),
        you=len(_YOU.findall(own)),
        me=len(_ME.findall(telling)),
    )


def _leads(text: str) -> int:
    """Tell whether a turn is there to ask: it begins or ends so; a question inside of a tale is none."""
    stripped = text.rstrip(' .…)»"')
    return int(stripped.endswith("?") or _QUESTION_START.match(text) is not None or _asks_early(text))


def _asks_early(text: str) -> bool:
    return "?" in text and len(_WORD.findall(text)) <= 2 * len(_WORD.findall(text[: text.rfind("?")]))
