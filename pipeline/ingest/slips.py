"""Questions of the interviewer that a recogniser put into the respondent's turn.

Only where a machine told the voices apart («Спикер 1», SPEAKER_00): a typist does not slip so.  A sentence is
marked when it is built as interviewers ask (a request to tell, a question after the other one's experience,
an echo «то есть вам…»), tells nothing of the speaker, and nobody is quoted around it.  It is better to leave
ten such questions than to take one sentence of the respondent away.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ..records import SpeakerRole
from .labels import GENERIC_WORDS, NUMBERED, words_of
from .manner import manner_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..records import Speaker, Transcript, Utterance

_LEAD = (
    r"(?:(?:а|и|ну|так|вот|хорошо|понятно|ясно|угу|ага|интересно|отлично|скажите|подскажите|пожалуйста|тогда|"
)
_LEAD += r"так а|ну а|so|and|okay|ok|well|right|great|mhm|got it|i see|interesting)[\s,.!—-]+)*"
_FELT = (
    r"узнал\w*|выбирал\w*|выбрал\w*|искали|нашли|решил\w*|понял\w*|почувствовал\w*|чувствовал\w*|думаете|"
    r"думали|"
    r"считаете|относитесь|отнеслись|оцениваете|оценили|пользуетесь|пользовались|покупали|покупаете|"
    r"заказывали|"
    r"заказываете|ожидали|ждали|делали|делаете|поступили|поступаете|предпочитаете|обращали|обращаете|"
    r"сравнивали|"
    r"ориентировались|советовались|столкнулись|сталкивались|запомнил\w*|понравил\w*|нравит\w*|раздражал\w*|"
    r"раздражает|"
    r"важно|важн\w*|удобно|удобн\w*|мешал\w*|мешает|не хватает|не хватал\w*|помогл\w*|смутил\w*|"
    r"впечатлени\w*|"
    r"справил\w*|справлял\w*|планируете|планировали|обычно|в последний раз|впервые|изменил\w*|улучшил\w*|"
    r"посоветовал\w*|порекомендовал\w*|ощущени\w*|эмоци\w*|сложност\w*|трудност\w*|удивил\w*|порадовал\w*|"
    r"повлиял\w*"
)
_HAD = (
    r"сложност\w*|трудност\w*|проблем\w*|опыт\w*|случа\w*|ситуаци\w*|ожидани\w*|пожелани\w*|сомнени\w*|"
    r"опасени\w*|"
    r"такое|что-то|что-нибудь|ещё|впечатлени\w*|альтернатив\w*|выбор\w*|критери\w*|привычк\w*"
)
_DID = (
    r"пользовались|сравнивали|советовались|сталкивались|обращали внимание|ожидали|думали|планировали|раньше|"
    r"когда-нибудь|замечали|чувствовали|почувствовали"
)
_YOU = r"(?:вы|вас|вам|вами|ваш\w*)"
_ASKED_RU = (
    rf"{_LEAD}(?:расскажите|опишите|поделитесь|вспомните|уточните|поясните|приведите)\b(?!.*\bсебе\b).*",
    (
        rf"{_LEAD}(?:(?:вы )?(?:не )?(?:можете|могли бы(?: вы)?)) (?:\w+ ){{0,2}}(?:рассказать|описать|"
        rf"вспомнить|пояснить|"
        r"привести пример|поделиться)\b.*\?"
    ),
    (
        rf"{_LEAD}(?:(?:на|с|из|о|об|по|в|для|у|к|от) )?(?:как\w*|что|чего|чем|чему|где|куда|откуда|когда|"
        rf"почему|зачем|"
        rf"кто|кого|кем|сколько|насколько)\b(?=.*\b{_YOU}\b)(?=.*\b(?:{_FELT})\b).*\?"
    ),
    (
        rf"{_LEAD}(?:был\w*|бывал\w*|бывает|бывают|есть|остал\w*|приходилось|случалось|возникал\w*|"
        rf"появлял\w*)"
        rf"(?: ли| что-то| какие-то| такое| такие| когда-нибудь)* (?:у )?{_YOU}\b(?=.*\b(?:{_HAD})\b).*\?"
    ),
    (
        rf"{_LEAD}(?:то есть|получается|значит|выходит|правильно(?: ли)?(?: я)? понимаю|"
        rf"верно(?: ли)?(?: я)? понимаю)\b"
        rf"(?=.*\b{_YOU}\b).*\?"
    ),
    rf"{_LEAD}{_YOU} (?:\w+ ){{0,3}}(?:{_DID})\b.*\?",
)
_FELT_EN = (
    r"find|found|choose|decide|decided|feel|felt|think|thought|hear|learn|look for|looking for|expect|"
    r"expected|like|"
    r"liked|dislike|enjoy|prefer|use|used|usually|notice|compare|struggle|change|improve|recommend|hope|"
    r"hoped|"
    r"experience|impression|difficult|important|matter|matters|mattered|annoy|annoyed|surprise|surprised|"
    r"first|last time"
)
_ASKED_EN = (
    rf"{_LEAD}(?:tell|walk|talk) (?:me|us) (?:more |a bit |a little )*(?:about|through|how|what|why)\b.*",
    (
        rf"{_LEAD}(?:could|can|would) you (?:please )?(?:tell|describe|explain|walk|give (?:me|"
        rf"us) an example|"
        rf"elaborate)\b.*"
    ),
    rf"{_LEAD}(?:how|what|why|when|where|who|which)\b(?=.*\b(?:you|your)\b)(?=.*\b(?:{_FELT_EN})\b).*\?",
    rf"{_LEAD}(?:did|do|have|were|would) you\b(?=.*\b(?:{_FELT_EN})\b).*\?",
    (
        rf"{_LEAD}(?:so|if i understand(?: you)? (?:right|correctly)|"
        rf"do i understand(?: that)?) (?:\w+ )?(?:you|"
        rf"for you)\b.*\?"
    ),
)
_OPENS = re.compile(  # at the start of a turn nobody's words have been led up to yet
    rf"{_LEAD}(?:(?:на|с|из|о|об|по|в|для|у|к|от|за) )?(?:как\w*|что|чего|чем|чему|где|куда|откуда|когда|"
    rf"почему|"
    rf"зачем|кто|кого|кем|сколько|насколько|how|what|why|when|where|who|which)\b(?!.*\bwould\b)"
    rf"(?=.*\b(?:{_YOU}|you|your)\b).*\?",
    re.IGNORECASE | re.DOTALL,
)
_ASKED = re.compile(
    "|".join(f"(?:{pattern})" for pattern in (*_ASKED_RU, *_ASKED_EN)), re.IGNORECASE | re.DOTALL
)
_REPORTS = re.compile(
    r"\b(?:говор\w*|сказ\w*|спрашива\w*|спрос\w*|звон\w*|позвон\w*|пиш\w*|писал\w*|напис\w*|отвеча\w*|"
    r"ответил\w*|"
    r"отвечу|крич\w*|подход\w*|подош\w*|интересу\w+тся|уточня\w*|переспр\w*|вопрос\w*|анкет\w*|опрос\w*|бот|"
    r"робот|"
    r"оператор\w*|менеджер\w*|продав\w*|консультант\w*|админ\w*|мол|типа|дескать|думаю|подумал\w*|(?:такой|"
    r"такая|такие)\W*$|"
    r"said|says|say|saying|ask|asks|asked|asking|told|tells|call|called|calls|wrote|writes|goes|(?:was|were|"
    r"is|i'm|he's|she's) like|question\w*|"
    r"survey|form|chatbot|bot|agent|clerk|rep|thinking)\b",
    re.IGNORECASE,
)
_RHETORIC = re.compile(
    r"\b(?:как вы думаете|понимаете|представляете|знаете|видите|видели|слышали|поверите|верите|согласитесь|"
    r"you know|you see|"
    r"can you imagine|would you believe|you understand|believe it)\b",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[«»\"“”:]|\s[—–-]\s*$")
_NEAR = 2  # sentences before it in which nobody may be quoted


def mark_slips(transcript: Transcript, utterances: Sequence[Utterance]) -> tuple[Utterance, ...]:
    """Return the utterances, those that are plainly the interviewer's questions with the role ``other``.

    They keep their place, words and speaker; nobody's evidence is made of them.
    """
    slipping = {speaker.id for speaker in transcript.speakers if told_by_machine(speaker)}
    alone = not any(speaker.role is SpeakerRole.INTERVIEWER for speaker in transcript.speakers)
    if not slipping or (alone and len(transcript.speakers) > 1):
        return tuple(utterances)
    return tuple(
        replace(said, speaker_role=SpeakerRole.OTHER)
        if said.speaker in slipping and _is_slip(utterances, number)
        else said
        for number, said in enumerate(utterances)
    )


def told_by_machine(speaker: Speaker) -> bool:
    """Tell whether a respondent's name is a number that a recogniser gives: «Спикер 1», SPEAKER_00."""
    words = set(words_of(speaker.name))
    numbered = bool(words & GENERIC_WORDS or NUMBERED.match(speaker.name.strip()))
    return (
        speaker.role is SpeakerRole.RESPONDENT and numbered and any(char.isdigit() for char in speaker.name)
    )


def _is_slip(utterances: Sequence[Utterance], number: int) -> bool:
    """Tell whether an utterance is a slip, by itself and by its neighbours in the turn."""
    said = utterances[number]
    before = [u.text for u in utterances[max(0, number - _NEAR) : number] if u.turn == said.turn]
    after = [u.text for u in utterances[number + 1 : number + 2] if u.turn == said.turn]
    return is_interviewers(said.text, before, after)


def is_interviewers(text: str, before: Sequence[str] = (), after: Sequence[str] = ()) -> bool:
    """Tell whether a sentence of the respondent's turn is the interviewer's.

    ``before`` and ``after`` are the sentences around it in the turn: where somebody's words are told, a
    question is theirs.
    """
    built = _ASKED.fullmatch(text.strip()) or (not before and after and _OPENS.fullmatch(text.strip()))
    if not built or _RHETORIC.search(text) or _QUOTES.search(text):
        return False
    near = (*before, text)
    if (
        manner_of(text).me
        or any(_tells_words(part) for part in near)
        or any(_QUOTES.search(b) for b in before[-1:])
    ):
        return False
    return not any(_REPORTS.search(part) for part in after[:1])


def _tells_words(text: str) -> bool:
    """Tell whether a sentence tells what was said; «скажите» and "tell me" ask."""
    asked = re.sub(r"\b(?:скажите|подскажите|tell (?:me|us)|would you say)\b", " ", text, flags=re.IGNORECASE)
    return _REPORTS.search(asked) is not None
