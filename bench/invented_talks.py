"""Invented one-hour interviews in the layouts that people bring, for the benchmarks of ingestion.

Sentences are put together from short lists and a long tail of nouns of the morphological dictionary, so
that words recur as they do in speech: a few very often, most of them seldom.  One sentence in thirty names
a person, one in a hundred tells a phone number, an address or a mail address.
"""

from __future__ import annotations

import io
import itertools
import json
import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

WORDS = 9_000  # an hour of speech
ANSWERS = (3, 14)  # sentences of an answer, fewest and most
TAIL = 15_000  # rare nouns
BEGINNINGS = ("вы", "за", "ка", "ма", "на", "по", "ра", "св", "ст")  # the whole dictionary takes a minute
NAMED, TOLD = 30, 100  # one sentence in so many

WHO = (
    "я", "муж", "соседка", "мастер", "менеджер", "моя сестра", "бухгалтер", "тренер", "курьер", "коллега",
    "администратор", "один знакомый", "консультант", "ребёнок",
)  # fmt: skip
WHEN = (
    "вчера", "весной", "в пятницу", "утром", "до праздников", "на той неделе", "в первый раз", "опять",
    "честно говоря", "ну вот", "потом", "сначала", "в какой-то момент", "недавно", "года два назад",
)  # fmt: skip
DID = (
    "долго искал", "никак не мог найти", "два раза переделывал", "оплачивал", "сравнивал", "хотел вернуть",
    "заказывал", "записывал в тетрадку", "забирал сам", "выбирал по отзывам", "просил показать", "потерял",
)  # fmt: skip
WHERE = (
    "на сайте", "в приложении", "в офисе на Лиговке", "по телефону", "у знакомых", "на складе", "в чате",
    "в Туле", "на рынке", "в пункте выдачи", "через Госуслуги", "в личном кабинете",
)  # fmt: skip
THEN = (
    "и это заняло два часа", "но никто так и не перезвонил", "и всё прошло гладко", "хотя обещали иначе",
    "чтобы не переплатить", "и я до сих пор не понимаю, сколько это стоит", "а хотелось бы сразу",
    "потому что так надёжнее", "и, если честно, мне понравилось", "и пришлось ехать снова",
    "зато в итоге сделали бесплатно", "и тут оказалось, что документы не те",
)  # fmt: skip
NAMES = (
    "Марина Олеговна", "Костя", "Гульнара", "Тимур Сафин", "Аня", "Пётр Иванович", "Леонид", "Зоя Кравец",
    "Света", "Артём Дубов", "Вера", "Роман",
)  # fmt: skip
SAID = ("ответила", "обещал позвонить", "всё объяснил", "помогла оформить", "сказал подождать", "спорила")
THING = frozenset({"NOUN", "inan", "sing", "accs"})
NO_THING = frozenset({"Name", "Surn", "Patr", "Geox", "Abbr", "Orgn"})
DETAILS = (
    "Телефон у них был +7 {0}{1}{2} {2}{0}{1}-{1}{2}-{0}{2}, я записал.",
    "Приезжали на улицу Садовую, дом {1}{0}, квартира {2}.",
    "Писать надо было на info{0}{1}@pochta-primer.ru, туда я и написал.",
    "В договоре номер {0}{1}{2}{0}{2}{1}{0}, но кто же его помнит.",
)
ASKED = (
    "Расскажите, пожалуйста, как это было в последний раз?", "А что было дальше?", "Почему именно так?",
    "Что в этом было самым трудным?", "Чего вы ждали от них?", "А с чем вы сравнивали?",
    "Если бы можно было поменять одну вещь, что бы это было?", "Кто ещё в семье этим занимается?",
    "Понятно. А как вы об этом узнали?", "Вы пробовали решить это как-то иначе?",
)  # fmt: skip
PAIRS = (
    ("Инна Ковтун", "Глеб Рябов"), ("Ольга Шторм", "Дина Ахметова"), ("Егор Лапин", "Нина Павловна"),
    ("Ирина", "Сергей Мухин"),
)  # fmt: skip

Talk = list[tuple[int, list[str]]]
"""Turns: 0 for the interviewer and 1 for the respondent, with the sentences of each."""


def rare_nouns() -> list[str]:
    """Return dictionary nouns of things, in a fixed and mixed order."""
    from pymorphy3 import MorphAnalyzer

    morph = MorphAnalyzer(lang="ru")
    every = {
        parse.word
        for beginning in BEGINNINGS
        for parse in morph.iter_known_word_parses(beginning)
        if THING in parse.tag and not NO_THING & parse.tag.grammemes
    }
    nouns = sorted(every)
    random.Random(5).shuffle(nouns)  # noqa: S311 (an order, not a secret)
    return nouns[:TAIL]


def invent_talk(number: int, nouns: Sequence[str]) -> Talk:
    """Return the talk of this number: the same for the same number."""
    chance = random.Random(number)  # noqa: S311 (the same words each time)
    talk: Talk = [(0, ["Здравствуйте! Спасибо, что нашли время.", ASKED[0]])]
    words = 0
    while words < WORDS:
        count = chance.randint(*ANSWERS)
        talk.append((1, [_sentence(chance, nouns) for _ in range(count)]))
        talk.append((0, [chance.choice(ASKED)]))
        words += sum(len(sentence.split()) for _, said in talk[-2:] for sentence in said)
    return talk


def _sentence(chance: random.Random, nouns: Sequence[str]) -> str:
    """Return one sentence of 4 to 20 words."""
    if not chance.randrange(TOLD):
        return chance.choice(DETAILS).format(*(chance.randint(1, 9) for _ in range(3)))
    noun = nouns[min(int(len(nouns) * chance.random() ** 4), len(nouns) - 1)]  # few often, most seldom
    if not chance.randrange(NAMED):
        said = f"{chance.choice(NAMES)} {chance.choice(SAID)}, {chance.choice(THEN)}"
        return f"{chance.choice(WHEN).capitalize()} {said}."
    said = f"{chance.choice(WHO)} {chance.choice(DID)} {noun} {chance.choice(WHERE)}"
    if chance.random() < 0.6:
        said = f"{chance.choice(WHEN)} {said}, {chance.choice(THEN)}"
    return f"{said[0].upper()}{said[1:]}."


def write_talks(root: Path, count: int) -> int:
    """Write ``count`` interviews in turn in each layout below ``root``; return the respondents' sentences."""
    nouns = rare_nouns()
    said = 0
    for number in range(count):
        talk = invent_talk(number, nouns)
        suffix, write = LAYOUTS[number % len(LAYOUTS)]
        folder = root / ("clients", "non_users", "experts")[number % 3]
        folder.mkdir(parents=True, exist_ok=True)
        data = write(talk, PAIRS[number % len(PAIRS)])
        (folder / f"{number:04}{suffix}").write_bytes(data if isinstance(data, bytes) else data.encode())
        said += sum(len(sentences) for who, sentences in talk if who)
    return said


def _timed(talk: Talk) -> Iterator[tuple[int, str, float, float]]:
    """Yield who says which sentence from when to when."""
    now = 0.0
    for who, sentences in talk:
        for sentence in sentences:
            length = 0.4 * len(sentence.split())
            yield who, sentence, now, now + length
            now += length + 0.2
        now += 1.6


def _clock(seconds: float, point: str = ".") -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{int(seconds * 1000) % 1000:03}"


def _labelled(talk: Talk, names: Sequence[str]) -> str:
    return "\n\n".join(f"{names[who]}: {' '.join(sentences)}" for who, sentences in talk) + "\n"


def _teams(talk: Talk, names: Sequence[str]) -> str:
    cues = [
        f"3f0c9e1a-77aa-4a10-9c55-2b6d1f0e4a21/{number}-0\n{_clock(start)} --> {_clock(end)}\n"
        f"<v {names[who]}>{text}</v>"
        for number, (who, text, start, end) in enumerate(_timed(talk), start=7)
    ]
    return "WEBVTT\n\n" + "\n\n".join(cues) + "\n"


def _docx(talk: Talk, names: Sequence[str]) -> bytes:
    import docx

    document = docx.Document()
    for who, sentences in talk:
        document.add_paragraph(f"{names[who]}: {' '.join(sentences)}")
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _telemost(talk: Talk, names: Sequence[str]) -> str:
    lines = ["Встреча проходила 11.02.2026 с 12:00 (MSK). Длительность: 61 мин."]
    for who, cues in itertools.groupby(_timed(talk), key=lambda cue: cue[0]):
        lines += ["", f"{names[who]}:"]
        lines += [f"[{_clock(start)[:8]}] {text}" for _, text, start, _ in cues]
    return "\n".join(lines) + "\n"


def _whisper(talk: Talk, _names: Sequence[str]) -> str:
    segments = [
        {
            "id": number,
            "start": round(start, 2),
            "end": round(end, 2),
            "text": f" {text}",
            "avg_logprob": -0.2,
        }
        for number, (_, text, start, end) in enumerate(_timed(talk))
    ]
    whole = "".join(segment["text"] for segment in segments)
    return json.dumps({"text": whole, "segments": segments, "language": "ru"}, ensure_ascii=False)


def _speechkit(talk: Talk, _names: Sequence[str]) -> str:
    chunks = []
    for who, text, start, _ in _timed(talk):
        words = [
            {"startTime": f"{start + 0.4 * n:.2f}s", "endTime": f"{start + 0.4 * n + 0.3:.2f}s", "word": word}
            for n, word in enumerate(text.lower().strip(".?!").split())
        ]
        alternatives = [{"words": words, "text": text, "confidence": 1}]
        chunks.append({"alternatives": alternatives, "channelTag": str(who + 1)})
    return json.dumps({"done": True, "response": {"chunks": chunks}}, ensure_ascii=False)


def _srt(talk: Talk, names: Sequence[str]) -> str:
    cues = [
        f"{number}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{names[who]}: {text}"
        for number, (who, text, start, end) in enumerate(_timed(talk), start=1)
    ]
    return "\n\n".join(cues) + "\n"


LAYOUTS: tuple[tuple[str, Callable[[Talk, Sequence[str]], str | bytes]], ...] = (
    (".txt", _labelled), (".vtt", _teams), (".docx", _docx), (".telemost.txt", _telemost),
    (".whisper.json", _whisper), (".speechkit.json", _speechkit), (".srt", _srt),
)  # fmt: skip
