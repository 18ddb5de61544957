"""Pairs of utterances that say opposite things of one matter.

``by_word``: one respondent speaks well of a topic and another ill of it; ``by_act``: one says that the
company does an act and another that it does not; ``by_time``: an expert names a time as the rule, and
customers one that is many times longer.  A respondent stands for each side of a topic once, with
what they feel most strongly, so that talkative people do not make many contradictions of one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...records import Kind, Role, Sign
from ...wording import nearest_language
from .acts import done_in, missed_in, ruled_in
from .breaths import place, role_of, stage_of, voice_of
from .lengths import longest
from .likeness import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ...records import StageId, UtteranceId
    from ..evidence import Voice
    from ..maps.base import Evidence
    from .likeness import Matter, Matters

LEAST = 0.3  # likeness of the two utterances that lie nearest
LIKED = 0.4  # valence of a good word, and less a sign of a bad one
TIMES = 8  # as long as the rule says; less may be meant for another part of the work
UNDECIDED = -0.5  # an act that is told with more bitterness than this was not simply done
BROAD = frozenset({"dearness", "speed", "photo", "trust_choice", "papers"})
"""Topics so wide that a good and a bad word of them need a word or touchpoint in common too."""

_PRAISE = {
    "ru": r"""хорош|отличн|прекрасн|удобн|вежлив|воспитан|терпелив|аккуратн|приветлив|понятн|нрави|понрави
        |дово(?:лен|льн)|супер|без\s+(?:вопрос|проблем|претензи|разговор|очеред|нарекан)|никак(?:ой|их)|вовремя
        |быстр|честн|спасибо|молод(?:ец|цы)|приятн|красив|професс|восторг|класс|легко|устраива|ч[её]тко
        |идеальн|над[её]жн|в\s+срок|исправно|на\s+совесть|свеж|цел(?:ый|ое|ая|ые|еньк)""",
    "en": r"""good|great|excellent|nice|polite|friendly|clear|easy|convenient|happy\s+with|on\s+time
        |quick|fast|no\s+(?:problem|issue|queue|complaint)|honest|thank|pleas|lovely|brilliant|perfect|professional|fresh
        |smooth""",
}
_DOUBT = {  # a good word that is none: "it is not that scary", "they praise it, but", "if only"
    "ru": r"\bне\s+так\b|\bбы\b|\bесли\b|\bно\s+\w+-то\b",
    "en": r"\bnot\s+(?:that|so)\b|\bwould\b|\bif\b",
}
_CLAIM = {  # an expert says how things are as a rule
    "ru": r"по\s+(?:идее|регламенту|стандарту|правилам|инструкции)|процент|\bвсегда\b|за\s+\w+\s+минут",
    "en": r"by\s+(?:the\s+)?rules?\b|supposed\s+to|per\s*cent|\balways\b|(?:with)?in\s+\w+\s+minutes",
}


def _compile(texts: dict[str, str], head: str = "") -> dict[str, re.Pattern[str]]:
    flags = re.IGNORECASE | re.VERBOSE
    return {language: re.compile(f"{head}(?:{text})", flags) for language, text in texts.items()}


_PRAISES = _compile(_PRAISE, r"(?<!не\s)(?<!not\s)\b")
_DOUBTS, _CLAIMS = _compile(_DOUBT), _compile(_CLAIM)


_Spoken = defaultdict[tuple[str, "StageId | None"], dict["Voice", "UtteranceId"]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two utterances that contradict each other over a topic."""

    topic: str
    good: UtteranceId
    bad: UtteranceId
    likeness: float
    why: str  # name of the text that says so


def by_word(evidence: Evidence, matters: Matters) -> Iterable[Pair]:
    """Yield good and bad words of one topic by different respondents."""
    good: _Spoken = defaultdict(dict)
    bad: _Spoken = defaultdict(dict)
    for i in sorted(evidence.utterances, key=lambda i: place(evidence, i)):
        if matters.topics[i]:
            if _speaks_ill(evidence, i):
                _keep_strongest(bad, evidence, matters, i)
            elif speaks_well(evidence, i):
                _keep_strongest(good, evidence, matters, i)
    chosen = {i for spoken in (good, bad) for voices in spoken.values() for i in voices.values()}
    known = {i: matters.matter([i], stage_of(evidence, [i])) for i in chosen}
    for (topic, _), liked in good.items():
        for (other, _), disliked in bad.items():
            if topic == other:
                yield from _opposed(evidence, known, topic, liked, disliked)


def _keep_strongest(spoken: _Spoken, evidence: Evidence, matters: Matters, i: UtteranceId) -> None:
    """Keep what a respondent feels most strongly of each topic at a stage."""
    voice, strength = voice_of(evidence, i), abs(evidence.codings[i].valence)
    for topic in matters.topics[i]:
        voices = spoken[topic, stage_of(evidence, [i])]
        if voice not in voices or strength > abs(evidence.codings[voices[voice]].valence):
            voices[voice] = i


def _opposed(
    evidence: Evidence,
    known: Mapping[UtteranceId, Matter],
    topic: str,
    liked: Mapping[Voice, UtteranceId],
    disliked: Mapping[Voice, UtteranceId],
) -> Iterable[Pair]:
    """Yield the pairs of two stages' voices that are near enough."""
    for voice, i in liked.items():
        for other_voice, other in disliked.items():
            score = _nearness(known[i], known[other], topic) if voice != other_voice else 0.0
            if score >= LEAST:
                why = speaks_well(evidence, i)
                yield Pair(topic=topic, good=i, bad=other, likeness=score, why=why)


def _nearness(one: Matter, two: Matter, topic: str) -> float:
    """Return the likeness of two utterances of a topic; 0 where only a broad topic holds them together."""
    held = not one.words.keys().isdisjoint(two.words) or bool(one.touchpoints & two.touchpoints)
    if not held and (topic in BROAD or one.stage != two.stage):
        return 0.0
    return likeness(one, two)


def by_act(evidence: Evidence, matters: Matters) -> Iterable[Pair]:
    """Yield acts that one says the company does and another that it does not, at one stage."""
    missed: dict[tuple[str, StageId | None], list[UtteranceId]] = defaultdict(list)
    done: list[tuple[str, UtteranceId]] = []
    for i in sorted(evidence.utterances, key=lambda i: place(evidence, i)):
        text, expert = evidence.utterances[i].text, role_of(evidence, i) is Role.EXPERT
        language = _language(evidence, i)
        if not expert:
            for topic in sorted(missed_in(text, language)):
                missed[topic, stage_of(evidence, [i])].append(i)
        if evidence.codings[i].valence >= UNDECIDED and evidence.codings[i].kinds:
            told_of = ruled_in(text, language) if expert else done_in(text, language)
            done += [(topic, i) for topic in sorted(told_of)]
    for topic, i in done:
        stage = stage_of(evidence, [i])
        one = matters.matter([i], stage)
        for other in missed[topic, stage] if stage else ():
            if voice_of(evidence, i) != voice_of(evidence, other):
                score = max(LEAST, likeness(one, matters.matter([other], stage)))
                yield Pair(topic=topic, good=i, bad=other, likeness=score, why="why_act")


def by_time(evidence: Evidence) -> Iterable[Pair]:
    """Yield times that experts name as the rule against much longer ones in customers' pains of a stage."""
    named: dict[StageId, list[tuple[float, UtteranceId]]] = defaultdict(list)
    lived: dict[StageId, list[tuple[float, UtteranceId]]] = defaultdict(list)
    for i in sorted(evidence.utterances, key=lambda i: place(evidence, i)):
        stage, coding = stage_of(evidence, [i]), evidence.codings[i]
        length = (
            longest(evidence.utterances[i].text, _language(evidence, i)) if stage and coding.kinds else None
        )
        if stage is None or length is None:
            continue
        if role_of(evidence, i) is not Role.EXPERT:
            if coding.has(Kind.PAIN) and not coding.denies and not evidence.utterances[i].text.endswith("?"):
                lived[stage].append((length, i))
        elif coding.valence >= UNDECIDED and _matches(_CLAIMS, evidence, i):
            named[stage].append((length, i))
    for stage, rules in named.items():
        for rule, i in rules:
            for length, other in lived[stage]:
                if length >= TIMES * rule:
                    yield Pair(topic="deadline", good=i, bad=other, likeness=LEAST, why="why_time")


def speaks_well(evidence: Evidence, i: UtteranceId) -> str:
    """Return why an utterance is a good word, "" when it is none; to be coded as one is not enough.

    It praises, it denies a trouble, or an expert says in it how things are as a rule.
    """
    coding = evidence.codings[i]
    if role_of(evidence, i) is Role.EXPERT and coding.valence >= UNDECIDED and _matches(_CLAIMS, evidence, i):
        return "why_expert"
    liked = coding.has(Kind.POSITIVE) and coding.valence >= LIKED and _matches(_PRAISES, evidence, i)
    return "why_word" if (liked or coding.denies) and not _matches(_DOUBTS, evidence, i) else ""


def _speaks_ill(evidence: Evidence, i: UtteranceId) -> bool:
    """Tell whether an utterance is a customer's bad word; praise in it makes that doubtful."""
    coding = evidence.codings[i]
    if not coding.has(Kind.PAIN) or coding.has(Kind.POSITIVE) or Sign.DENIED in coding.signs:
        return False
    if role_of(evidence, i) is Role.EXPERT:  # tells of customers' troubles, not against them
        return False
    return coding.valence <= -LIKED and not _matches(_PRAISES, evidence, i)


def _matches(patterns: dict[str, re.Pattern[str]], evidence: Evidence, i: UtteranceId) -> bool:
    return patterns[_language(evidence, i)].search(evidence.utterances[i].text) is not None


def _language(evidence: Evidence, i: UtteranceId) -> str:
    return nearest_language(evidence.interviews[evidence.utterances[i].interview].language)
