from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded import unit
from pipeline.cluster.codebook import load_codebook, merge
from pipeline.cluster.system_names import propose_touchpoints
from pipeline.cluster.touchpoints import find_touchpoints
from pipeline.language import lemmas
from pipeline.records import InterviewId


def said(*texts, question="", language="ru"):
    """One respondent each, in interviews of their own."""
    units = []
    for number, text in enumerate(texts):
        one = unit(text, f"{question}{number}" if question else "", language=language)
        units.append(replace(one, utterance=replace(one.utterance, interview=InterviewId(f"i{number}"))))
    return units


def proposed(*texts, language="ru", codebook=None):
    return propose_touchpoints(said(*texts, language=language), language, codebook or load_codebook(language))


def names(*texts, language="ru"):
    return [point.name for point in proposed(*texts, language=language)]


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("Скачала приложение «Лукошко».", "В «Лукошке» всё нашлось."), "Лукошко"),
        (("Зашёл в «Личный кабинет Про».", "Открыла «Личный кабинет Про»."), "Личный кабинет Про"),
        (("Отвечает бот Вася.", "Написала, а там бот Вася."), "бот Вася"),
        (("Ну, пишет мне бот вася.", "я про бот вася и говорю"), "бот Вася"),
        (("скачал приложение лукошко", "удалила приложение лукошко потом"), "приложение Лукошко"),
        (("Работаем через Trello всей бригадой.", "Задачи ставят через Trello."), "Trello"),
        (("Сначала система «Атлас», потом касса.", "В «Атласе» опять ошибка."), "Атлас"),
        (("Сервис называется «Полка».", "В «Полке» заказываю."), "Полка"),
        (("Стоял у окна приёма.", "Окно выдачи нашла, а окно приёма нет."), "окно приёма"),
        (("На электронном табло пусто.", "Смотрела на электронное табло."), "электронное табло"),
    ],
)
def test_a_name_of_their_own_is_proposed(texts, name):
    assert name in names(*texts)


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        (("We moved to the HelpHub portal.", "I opened the HelpHub portal."), "HelpHub"),
        (("There is an app called Trackly.", "I downloaded Trackly and it crashed."), "Trackly"),
        (("I waited at the returns desk.", "The returns desk was closed."), "returns desk"),
        (("I walked past Harbor Desk twice.", "Harbor Desk was full."), "Harbor Desk"),
        (("Then I asked the Alex bot.", "Only the Alex bot answers."), "bot Alex"),
    ],
)
def test_english_names_are_proposed(texts, name):
    assert name in names(*texts, language="en")


@pytest.mark.parametrize(
    "texts",
    [
        ("Сидел и думал.", "Долго ждала, потом ушла."),
        ("Зашла к Марине Петровне.", "Пошёл к Марине, спросил."),
        ("Поехали в Самару.", "Были в Самаре, зашли в парк."),
        ("Написал [ИМЯ 1].", "Позвонила [ИМЯ 1], ответил."),
        ("Он сказал: «Готово».", "Говорит мне: «Готово»."),
        ("Нажала «Подождите, пожалуйста».", "Опять «Подождите, пожалуйста»."),
        ("Сервис доставки хороший.", "Хвалю сервис доставки."),
        ("в приложении товар пропал", "в приложении товар исчез"),
        ("приложение банка зависло", "приложение банка хорошее"),
        ("Зашла в приложение.", "Позвонила на горячую линию."),
        ("Купил на «Авито».", "Нашла через «Авито»."),
        ("Большое окно во двор.", "Окно не закрывается."),
        ("Скачал PDF.", "Прислали PDF."),
        ("В марте заказал.", "В Новый год заказала."),
        (),
    ],
)
def test_plain_talk_persons_towns_and_known_touchpoints_are_not_proposed(texts):
    assert names(*texts) == []


@pytest.mark.parametrize(
    "texts",
    [
        ("I asked Tom and he called.", "Tom said to log in."),
        ("We opened on Sunday.", "I log in every Sunday."),
        ("I use the website.", "The app crashed."),
        ("He said “Sorry, we are closed”.", "Again “Sorry, we are closed”."),
    ],
)
def test_plain_english_talk_proposes_nothing(texts):
    assert names(*texts, language="en") == []


def test_one_person_saying_it_twice_is_too_little_and_three_times_is_enough():
    texts = ("Скачала приложение «Лукошко».", "В «Лукошке» дешевле.", "Открыла «Лукошко».")
    units = [unit(text) for text in texts]
    book = load_codebook("ru")
    assert propose_touchpoints(units[:2], "ru", book) == ()
    (point,) = propose_touchpoints(units, "ru", book)
    assert (point.respondents, len(point.utterances)) == (1, 3)


def test_what_only_interviewers_name_is_not_proposed():
    units = said("Да, бывает.", "Редко.", question="Пользуетесь приложением «Лукошко»? ")
    assert propose_touchpoints(units, "ru", load_codebook("ru")) == ()


def test_interviewers_show_that_a_word_is_a_name():
    units = said("В «Лукошке» дешевле.", "лукошко зависает", question="Скачали приложение «Лукошко»? ")
    (point,) = propose_touchpoints(units, "ru", load_codebook("ru"))
    assert (point.name, point.respondents) == ("Лукошко", 2)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (("Скачала приложение «Лукошко».", "В «Лукошке» всё есть."), "interactive"),
        (("Зашла в «Лукошко», скачала чек.", "Через «Лукошко» оформила."), "interactive"),
        (("Позвонил в «Лукошко».", "Спросила в «Лукошке»."), "human"),
        (("Увидела в «Лукошке».", "Прочитал в «Лукошке»."), "static"),
        (("Стоял у окна приёма.", "Окно приёма закрыто."), "human"),
        (("На электронном табло пусто.", "Смотрела на электронное табло."), "static"),
    ],
)
def test_the_type_is_told_by_the_word_beside_it_or_by_what_people_do(texts, kind):
    assert [point.type for point in proposed(*texts)] == [kind]


def test_all_forms_of_a_name_are_one():
    (point,) = proposed(
        "Скачала приложение «Паяльня».",
        "Пошёл в «Паяльню».",
        "Позвонила в «Паяльню».",
        "Из «Паяльни» звонят.",
    )
    assert (point.name, point.respondents) == ("Паяльня", 4)


def test_a_word_said_with_a_small_letter_is_no_mention_of_the_name():
    (point,) = proposed(
        "Скачала приложение «Спица».", "В «Спице» чинил.", "Через «Спицу».", "Мне подтянули спицы."
    )
    assert (point.respondents, len(point.utterances)) == (3, 3)


def test_a_name_that_is_mostly_an_ordinary_word_keeps_the_word_beside_it():
    (point,) = proposed("Есть приложение «Спица».", "Это приложение «Спица».", "Спицу согнул.", "Мне спицы, да.",
                        "И спица кривая.", "Опять спица.")  # fmt: skip
    assert (point.name, point.patterns) == ("приложение Спица", ("приложение спица",))


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        (("Скачала приложение «Лукошко».", "В «Лукошке» всё нашлось."), "ru"),
        (("Отвечает бот Вася.", "Написала, а там бот Вася."), "ru"),
        (("Пошёл в «Белый парус».", "В «Белом парусе» оформили."), "ru"),
        (("На электронном табло пусто.", "Смотрела на электронное табло."), "ru"),
        (("We moved to the HelpHub portal.", "I opened the HelpHub portal."), "en"),
    ],
)
def test_a_proposal_pasted_into_the_codebook_is_found_and_proposed_no_more(texts, language):
    book = load_codebook(language)
    (point,) = proposed(*texts, language=language)
    pasted = merge(
        book,
        f"touchpoints: [{{id: own, type: {point.type}, name: {point.name}, lemmas: {'; '.join(point.patterns)}}}]",
        "codebook.yaml",
    )
    found = find_touchpoints(said(*texts, language=language), lemmas(texts, language), pasted)
    assert all("own" in points for points in found)
    assert proposed(*texts, language=language, codebook=pasted) == ()


_TALK = (
    "Скачала приложение «Лукошко».", "В «Лукошке» дешевле.", "Отвечает бот Вася.", "Ну и бот Вася молчит.",
    "Стоял у окна приёма.", "Окно приёма закрыто.", "лукошко зависает", "Через Trello ставят.",
    "Пишут через Trello.", "Сидел и думал.", "В Самаре были.", "Позвонила в «Взяток».", "Пошёл во «Взяток».",
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.permutations(said(*_TALK)))
def test_the_order_of_the_talk_does_not_matter(units):
    book = load_codebook("ru")
    assert propose_touchpoints(units, "ru", book) == propose_touchpoints(said(*_TALK), "ru", book)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(alphabet="абвя АБЯ«»\"'[]().,!?-—ё1aZ", max_size=40), max_size=6))
def test_any_text_can_be_read(texts):
    for point in propose_touchpoints(said(*(text for text in texts if text)), "ru", load_codebook("ru")):
        assert point.utterances
        assert point.patterns
