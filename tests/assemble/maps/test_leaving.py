from __future__ import annotations

import pytest

from pipeline.assemble.maps.leaving import Leaving, leaving, supposes, tells_of_leaving


@pytest.mark.parametrize(
    "said",
    [
        "Ну и я ушёл.",
        "Мы отказались и купили новый.",
        "Передумала.",
        "Отказалась, дорого.",
        "Больше туда не пойду.",
        "Закрыла сайт и забыла.",
        "Ждать не стал, поехал в другую мастерскую.",
        "В итоге так и не записалась.",
        "Решил пока не брать.",
        "Желание сразу пропало.",
        "Плюнул и удалил приложение.",
        "Руки так и не дошли.",
        "Меня остановила цена.",
        "Я, честно говоря, перестала пользоваться.",
        "Отложила до весны.",
        "Оттуда вышел ни с чем.",
        "Мы к ним больше ни ногой.",
    ],
)
def test_who_says_so_in_russian_has_left(said):
    assert leaving(said, "ru") is Leaving.LEFT


@pytest.mark.parametrize(
    "said",
    [
        "Курьер ушёл.",
        "Пакеты на пол, до свидания, ушёл.",
        "Мастер отказался чинить.",
        "Они отказались везти.",
        "Муж отменил заказ.",
        "[ИМЯ 3] плюнул и уехал.",
        "Я не ушёл.",
        "От услуги я не отказался.",
        "Если опоздают, уйду.",
        "Я бы ушёл.",
        "А чего не отказался?",
        "Мне сказали: «Больше никогда не приду».",
        "Я ушла на работу.",
        "Время ушло.",
        "Отказалась от пакета.",
        "Отложила в корзину.",
        "Заказ отменили без меня.",
        "Всё понравилось, осталась.",
    ],
)
def test_somebody_else_a_denial_or_a_supposition_in_russian_is_no_leaving(said):
    assert leaving(said, "ru") is None


@pytest.mark.parametrize(
    "said", ["Чуть не ушла к соседям.", "Я уже хотел отказаться.", "Мы чуть было не бросили всё."]
)
def test_nearly_leaving_is_told_apart(said):
    assert leaving(said, "ru") is Leaving.NEARLY


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("I gave up.", Leaving.LEFT),
        ("Gave up after the third form.", Leaving.LEFT),
        ("So I left without buying.", Leaving.LEFT),
        ("We switched to another provider.", Leaving.LEFT),
        ("I never went back.", Leaving.LEFT),
        ("Then I just closed the tab.", Leaving.LEFT),
        ("I decided not to book.", Leaving.LEFT),
        ("I almost cancelled.", Leaving.NEARLY),
        ("I was about to leave.", Leaving.NEARLY),
        ("I didn’t give up.", None),
        ("I left my bike there.", None),
        ("The courier left and I was glad.", None),
        ("I would have left.", None),
        ("They cancelled my order.", None),
        ("Did you give up?", None),
        ("If they are late, I quit.", None),
    ],
)
def test_leaving_in_english(said, found):
    assert leaving(said, "en") is found


@pytest.mark.parametrize(
    ("said", "language", "tells"),
    [
        ("Половина клиентов уходит к соседям.", "ru", True),
        ("Теряем процентов десять.", "ru", True),
        ("Люди видят цену и закрывают сайт.", "ru", True),
        ("Оно уходит ещё в воскресенье.", "ru", False),
        ("Студенты после смены не возвращаются.", "ru", False),
        ("Клиенты никуда не уходят.", "ru", False),
        ("Почему они уходят?", "ru", False),
        ("Customers give up at the second screen.", "en", True),
        ("We lose a lot of people here.", "en", True),
        ("Our mechanics are good.", "en", False),
    ],
)
def test_experts_words_of_customers_who_leave(said, language, tells):
    assert tells_of_leaving(said, language) is tells


def test_a_supposition_is_not_an_experience():
    assert supposes("Если бы позвонили, я бы подождал.", "ru")
    assert supposes("I would wait.", "en")
    assert not supposes("Позвонили, и я подождал.", "ru")
