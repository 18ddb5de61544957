from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.atlas.aims import kin_of, read_aims, takes_away

RUSSIAN = [
    ("Мы хотим закрыть кол-центр", "remove: кол-центр"),
    ("Кол-центр закрываем", "remove: Кол-центр"),
    ("Закрытие колл-центра", "remove: колл-центра"),
    ("С мая вводим онлайн-запись", "add: онлайн-запись"),
    ("Не закрывать кол-центр", "add: кол-центр"),
    ("Закрыть чат и запустить бота", "remove: чат + add: бота"),
    ("Закрыть чат, но не закрывать кол-центр", "remove: чат + add: кол-центр"),
    ("Заменить операторов на чат-бот", "remove: операторов + add: чат-бот"),
    ("Вместо звонков присылать смс", "remove: звонков + add: смс"),
    ("Присылать смс вместо звонков", "add: смс + remove: звонков"),
    ("Упростить отмену заказа", "change: отмену заказа"),
    ("Не менять расписание", "keep: расписание"),
    ("Дать клиентам возможность отменить заказ", "add: клиентам возможность отменить заказ"),
    ("Ввести плату за доставку", "burden: плату за доставку"),
    ("Повысить цены", "burden: цены"),
    ("Не повышать цены", "relief: цены"),
    ("Убрать минимальную сумму заказа", "relief: минимальную сумму заказа"),
    ("Сократить срок ремонта", "relief: срок ремонта"),
    ("Больше не принимать звонки", "remove: принимать звонки"),
    ("Начать закрывать склады раньше", "remove: склады раньше"),
    ("Перестать делать обзвон", "remove: делать обзвон"),
    ("Закрыть зал и принимать в чате", "remove: зал + unknown: принимать в чате"),
    ("Убрать звонки и письма", "remove: звонки и письма"),
    ("Публиковать цены на сайте", "unknown: Публиковать цены на сайте"),
    ("чат-бот", "unknown: чат-бот"),
]
ENGLISH = [
    ("We want to close the call centre", "remove: the call centre"),
    ("Introduce a delivery fee", "burden: a delivery fee"),
    ("Don't charge for delivery", "relief: for delivery"),
    ("Replace operators with a chatbot", "remove: operators + add: a chatbot"),
    ("Stop sending letters", "remove: sending letters"),
    ("No longer accept cash", "remove: accept cash"),
    ("Open a second shop and close the first", "add: a second shop + remove: the first"),
    (
        "Close the shop and take all orders in the app",
        "remove: the shop + unknown: take all orders in the app",
    ),
    ("Close the shop and the office", "remove: the shop and the office"),
    ("the shop", "unknown: the shop"),
]


def told(text, language):
    return " + ".join(f"{aim.direction}: {aim.text}" for aim in read_aims(text, language))


@pytest.mark.parametrize(("text", "read"), RUSSIAN)
def test_the_direction_of_a_russian_decision_is_read(text, read):
    assert told(text, "ru") == read


@pytest.mark.parametrize(("text", "read"), ENGLISH)
def test_the_direction_of_an_english_decision_is_read(text, read):
    assert told(text, "en") == read


def test_a_sign_holds_its_denial():
    assert [aim.sign for aim in read_aims("Не закрывать кол-центр", "ru")] == ["Не закрывать"]
    assert [aim.sign for aim in read_aims("Больше не звонить и закрыть чат", "ru")] == [
        "Больше не",
        "закрыть",
    ]


@pytest.mark.parametrize(
    "text", ["", "—", "закрыть", "не", "больше не", "на", "вместо", "и и и", "заменить на"]
)
def test_a_decision_of_hardly_a_word_is_read_without_an_error(text):
    assert read_aims(text, "ru")


@given(
    st.lists(
        st.sampled_from(
            [
                "не",
                "закрыть",
                "ввести",
                "и",
                ",",
                "на",
                "заменить",
                "вместо",
                "кол-центр",
                "больше",
                "чат",
                "плату",
            ]
        )
    )
)
def test_every_part_is_a_piece_of_the_decision(words):
    text = " ".join(words)
    for aim in read_aims(text, "ru"):
        assert aim.text in text
        assert aim.sign in text


def test_words_for_one_thing_are_known_in_both_languages():
    assert kin_of({"плата"}, "ru") == kin_of({"fee"}, "en") == {"kin_price"}
    assert kin_of({"велосипед"}, "ru") == frozenset()


@pytest.mark.parametrize(
    ("lemmas", "language", "gone"),
    [
        (["убрать", "бы", "это"], "ru", True),
        (["лучше", "без", "звонок"], "ru", True),
        (["добавить", "кнопка"], "ru", False),
        (["remove", "it"], "en", True),
        (["add", "it"], "en", False),
    ],
)
def test_a_wish_for_less_is_told_from_a_wish_for_more(lemmas, language, gone):
    assert takes_away(lemmas, language) is gone
