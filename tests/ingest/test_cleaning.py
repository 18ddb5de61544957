"""Turns that are dropped, and short answers that must not be."""

from __future__ import annotations

import pytest

from pipeline.ingest.cleaning import judge_turn
from pipeline.records import DropReason

ASKED = "А вы раньше пользовались доставкой?"
TOLD = "Я тогда пошла в магазин сама."

CREDITS = [
    "Субтитры сделал DimaTorzok",
    "Субтитры создавал DimaTorzok.",
    "Субтитры подготовил Иван",
    "Редактор субтитров А.Петрова Корректор Б.Сидорова",
    "Продолжение следует...",
    "Спасибо за просмотр!",
    "Подписывайтесь на канал!",
    "Subtitles by the Amara.org community",
    "Thanks for watching!",
    "Thank you so much for watching.",
    "Please subscribe to my channel",
    "Transcribed by SomeBot",
]
EMPTY = [
    "",
    " ",
    "...",
    "—",
    "[музыка]",
    "(смеётся)",
    "[inaudible 00:12:33]",
    "♪♪",
    "*вздох*",
    "(смех) [пауза]",
    "<неразборчиво>",
    "?!",
]
HUMS = ["Угу.", "угу-угу", "Мгм", "Ммм...", "Mm-hm.", "Mhm", "uh-huh", "Э-э-э…", "Хм."]
BACKCHANNELS = [
    "Ага.",
    "Да-да.",
    "Ага, ага",
    "Да, понятно.",
    "Угу, да",
    "Ясно.",
    "Ну да.",
    "Yeah.",
    "Okay, right",
    "Uh-huh, yeah",
    "I see.",
    "Ничего себе!",
]
ANSWERS = ["Да.", "Нет.", "Ага.", "Не очень", "Yes.", "Ну да", "Точно.", "Никогда", "12", "Раз в неделю."]
SPEECH = [
    "Да, но дорого.",
    "Нет.",
    "Ну такое.",
    "Субтитры в их роликах кто-то сделал плохо, и я ничего не поняла из инструкции.",
    "[ИМЯ 1]",
    "Ага, а потом курьер уехал.",
    "Музыка в ролике громкая",
    "Спасибо за просмотр квартиры тогда сказали, и всё, никто не перезвонил.",
    "Okay but it was late",
    "Хорошо, что привезли.",
    "[смех] Не работает.",
    "Правда?",
]


@pytest.mark.parametrize("text", CREDITS)
def test_credits_that_recognisers_invent_are_dropped(text):
    assert judge_turn(text, "ru") is DropReason.ASR_CREDIT


@pytest.mark.parametrize("text", EMPTY)
def test_turns_without_words_are_dropped(text):
    assert judge_turn(text, "ru", previous=ASKED) is DropReason.EMPTY


@pytest.mark.parametrize("text", HUMS)
@pytest.mark.parametrize("previous", [ASKED, TOLD])
def test_hums_are_dropped_whatever_stands_before(text, previous):
    assert judge_turn(text, "ru", previous=previous) is DropReason.BACKCHANNEL


@pytest.mark.parametrize("text", BACKCHANNELS)
def test_a_listeners_words_are_dropped_when_nobody_asked(text):
    assert judge_turn(text, "ru", previous=TOLD) is DropReason.BACKCHANNEL


@pytest.mark.parametrize("text", ANSWERS)
@pytest.mark.parametrize("previous", [ASKED, "То есть больше не заказывали, верно", "Do you use it? "])
def test_a_short_answer_to_a_question_is_evidence(text, previous):
    assert judge_turn(text, "ru", previous=previous) is None


@pytest.mark.parametrize("text", SPEECH)
@pytest.mark.parametrize("previous", [ASKED, TOLD, ""])
def test_speech_stays(text, previous):
    assert judge_turn(text, "ru", previous=previous) is None
