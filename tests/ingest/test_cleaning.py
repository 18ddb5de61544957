"""Turns that are dropped, and short answers that must not be."""

from __future__ import annotations

import pytest

from pipeline.ingest.cleaning import find_credits, judge_turn
from pipeline.ingest.compose import prepare
from pipeline.ingest.courtesy import judge_courtesies
from pipeline.ingest.loops import find_loops, without_spans
from pipeline.records import Cue, DropReason, ParsedTranscript, RawTurn

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


# a credit inside a longer turn stands in <…>
INSIDE = [
    "Я тогда сама поехала. <Субтитры сделал DimaTorzok>",
    "<Продолжение следует...> И вот они привезли не то.",
    "It was late. <Thanks for watching!> So I cancelled.",
    "We waited. <Subtitles by the Amara.org community>",
    "Сказали: спасибо за просмотр квартиры, и всё.",
    "Субтитры в ролике были кривые, ничего не понять.",
]


@pytest.mark.parametrize("line", INSIDE)
def test_credits_inside_a_turn_are_found_and_speech_is_not(line):
    text = line.replace("<", "").replace(">", "")
    found = [text[start:end].strip() for start, end in find_credits(text)]
    assert found == ([line[line.index("<") + 1 : line.index(">")]] if "<" in line else [])


LOOPS = [
    ("Я звонила в поддержку. " + "Я не знаю, что делать. " * 6, "Я не знаю, что делать."),
    ("and then I left " + "and then I " * 5, "and then I"),
]


@pytest.mark.parametrize(("text", "phrase"), LOOPS)
def test_a_loop_of_the_recogniser_is_cut_down_to_what_was_said_once(text, phrase):
    cuts = find_loops(text)
    kept = without_spans([(0, len(text))], cuts, text)
    assert " ".join(text[a:b] for a, b in kept).count(phrase.rstrip(".")) <= 2
    assert cuts


@pytest.mark.parametrize(
    "text",
    [
        "Нет, нет, нет, нет, нет.",
        "Ждала, ждала, ждала и ушла.",
        "Очень-очень дорого, очень дорого, правда дорого.",
    ],
)
def test_people_who_repeat_themselves_are_left_alone(text):
    assert find_loops(text) == ()


TALK = [
    "Марина, здравствуйте! Спасибо, что нашли время. Вы не против, если я запишу?",
    "Да, конечно, пишите.",
    "Расскажите, как вы выбирали мастерскую?",
    "Да никак. Здравствуйте, говорю, сколько стоит каблук?",
    "Понятно. Что было дальше?",
    "Хорошо всё было. Спасибо мастеру.",
    "Спасибо большое за разговор!",
    "Спасибо, до свидания.",
]


def test_consent_and_small_talk_at_both_ends_are_dropped_with_their_reason():
    assert judge_courtesies(TALK) == {
        0: DropReason.CONSENT,
        1: DropReason.CONSENT,
        6: DropReason.SMALL_TALK,
        7: DropReason.SMALL_TALK,
    }


def test_in_the_middle_of_an_interview_nothing_is_small_talk():
    texts = ["Я сама ездила."] * 10 + ["Спасибо, до свидания."] + ["Мне не перезвонили."] * 10
    assert judge_courtesies(texts) == {}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("Вы готовы платить за доставку?", "Да, не против."),
        ("Вам можно звонить утром?", "Можно."),
        ("Как прошла примерка?", "Хорошо."),
        ("Как прошла примерка?", "Спасибо, не понравилось."),
        ("Вы не против записи?", "Пишите, но цены у них безумные."),
        ("Would you buy it again?", "I don't mind."),
    ],
)
def test_an_answer_with_substance_is_no_courtesy(question, answer):
    assert 1 not in judge_courtesies([question, answer])


def test_a_turn_with_a_credit_in_it_keeps_its_speech_and_is_listed():
    turn = RawTurn(speaker="Р", cues=(Cue(text="Я тогда сама поехала. Субтитры сделал DimaTorzok"),))
    (made,) = prepare(ParsedTranscript(format="x", turns=(turn,)), "ru", private=False)
    assert [turn.text[a:b].strip() for a, b in made.spans] == ["Я тогда сама поехала."]
    assert made.dropped is DropReason.ASR_CREDIT
