"""A small invented study (a dental clinic) and vectors made of words, for tests of stages and themes."""

from __future__ import annotations

import hashlib

import numpy as np

from pipeline.language import lemmas, stop_words
from pipeline.records import Role, SpeakerId, SpeakerRole, Unit, Utterance, content_id

# stage, question, answers
CLINIC = {
    "k1": [
        (
            "need",
            "С чего всё началось, почему вы задумались о враче?",
            ["Зуб ныл третью неделю.", "Терпеть надоело, спать не могла."],
        ),
        (
            "choice",
            "Как вы искали клинику и что сравнивали?",
            ["Читала отзывы на картах.", "Сравнивала цены в трёх местах.", "Боялась, что навяжут лишнее."],
        ),
        (
            "booking",
            "Как проходила запись на приём?",
            [
                "Записалась через сайт.",
                "Форма дважды сбрасывала телефон.",
                "Свободного времени не было до пятницы.",
            ],
        ),
        (
            "visit",
            "Расскажите, как прошёл сам приём у врача.",
            [
                "Просидела сорок минут в коридоре.",
                "Врач всё подробно объяснил.",
                "Кабинет чистый, кресло удобное.",
            ],
        ),
        (
            "after",
            "Посоветовали бы вы эту клинику друзьям?",
            ["Уже двух коллег привела.", "Сама приду снова через полгода."],
        ),
    ],
    "k2": [
        (
            "need",
            "Что подтолкнуло вас обратиться к врачу?",
            ["Пломба выпала перед отпуском.", "Понял, что сама не пройдёт."],
        ),
        (
            "choice",
            "По каким критериям вы выбирали клинику?",
            [
                "Смотрел, чтобы рядом с домом.",
                "Цены на сайте непонятные.",
                "Отзывы хвалебные, не верю таким.",
            ],
        ),
        (
            "booking",
            "Как вы записывались?",
            [
                "Записывался по телефону.",
                "Администратор перезвонила через час.",
                "Время предложили неудобное.",
            ],
        ),
        (
            "visit",
            "Как проходил приём?",
            ["Врач опоздал на полчаса.", "Лечение прошло без боли.", "Врач показал снимок и объяснил."],
        ),
        (
            "after",
            "Собираетесь ли вы обращаться туда снова?",
            ["Вернусь, если понадобится.", "Жене порекомендовал."],
        ),
    ],
    "k3": [
        (
            "need",
            "С чего всё началось?",
            ["Ребёнок жаловался на зуб.", "Раньше мы просто ждали, пока пройдёт."],
        ),
        (
            "choice",
            "Где вы искали информацию и между чем выбирали?",
            ["Форум мамочек прочла целиком.", "Выбирала по цене и по отзывам."],
        ),
        (
            "booking",
            "Как проходила запись?",
            ["Запись через сайт сломалась.", "Форма потеряла все данные, записывалась заново."],
        ),
        (
            "visit",
            "Как вёл себя врач на приёме?",
            ["Врач сначала поиграл с сыном.", "В коридоре мы ждали почти час."],
        ),
        (
            "after",
            "Кому вы об этом рассказывали, вернётесь ли?",
            ["Рассказала всем в садике.", "Больше не вернусь из-за очереди."],
        ),
    ],
}
NAMES = {
    "need": "Осознание проблемы",
    "choice": "Поиск и выбор клиники",
    "booking": "Запись на приём",
    "visit": "Визит и лечение",
    "after": "Рекомендации и повторные визиты",
}


def make_talk(interview, blocks, language="ru"):
    """Units of one interview from (stage, question, answers), and the stages they are about."""
    units, stages, at = [], [], 0
    total = sum(len(answers) for _, _, answers in blocks)
    for turn, (stage, question, answers) in enumerate(blocks):
        for text in answers:
            utterance = Utterance(
                id=content_id("u", interview, str(len(units)), text),
                interview=interview,
                turn=2 * turn + 1,
                speaker=SpeakerId("r"),
                speaker_role=SpeakerRole.RESPONDENT,
                start=at,
                end=at + len(text),
                text=text,
            )
            at += len(text) + 1
            units.append(
                Unit(
                    utterance=utterance,
                    language=language,
                    role=Role.CLIENT,
                    question=question,
                    position=len(units) / total,
                )
            )
            stages.append(stage)
    return units, stages


def word_vectors(texts, dimension=96, language="ru"):
    """Unit rows that are alike when texts share words: each lemma has a fixed random direction."""
    rows = [_row(words, dimension, language) for words in lemmas(texts, language)]
    return np.array(rows, dtype=np.float32).reshape(len(texts), dimension)


def _row(words, dimension, language):
    total = np.zeros(dimension)
    for word in ["*", *(word for word in words if word not in stop_words(language))]:
        seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "little")
        total += np.random.default_rng(seed).normal(size=dimension)
    return total / np.linalg.norm(total)
