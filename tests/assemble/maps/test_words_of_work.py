from __future__ import annotations

import pytest

from pipeline.assemble.maps.durations import tells_duration, tells_waiting
from pipeline.assemble.maps.staff import Scene, scene


@pytest.mark.parametrize(
    "said",
    [
        "Ждали два дня.",
        "Минут сорок провисел на линии.",
        "Через неделю перезвонили.",
        "Полчаса искал вход.",
        "Заняло 15 минут.",
        "Прождал месяц.",
        "Неделями никто не отвечает.",
    ],
)
def test_a_duration_is_heard(said):
    assert tells_duration(said, "ru")


@pytest.mark.parametrize(
    "said",
    [
        "Раз в неделю заезжаю.",
        "Это было два года назад.",
        "Месяц назад звонила.",
        "Мне шестьдесят два года.",
        "Приехал в десять часов утра.",
        "Звонят каждые пять минут.",
        "Тридцать рублей за штуку.",
        "День рождения у дочки.",
    ],
)
def test_dates_ages_and_frequencies_are_no_durations(said):
    assert not tells_duration(said, "ru")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("It took two weeks.", True),
        ("I waited for hours.", True),
        ("Half an hour on the phone.", True),
        ("I go twice a week.", False),
        ("That was a month ago.", False),
        ("They charge ten pounds a month.", False),
    ],
)
def test_durations_in_english(said, told):
    assert tells_duration(said, "en") is told


def test_waiting_is_heard_apart_from_time():
    assert tells_waiting("Ждала у двери.", "ru")
    assert not tells_waiting("Два дня дома.", "ru")


@pytest.mark.parametrize(
    ("said", "language", "found"),
    [
        ("Мастер разбирает втулку.", "ru", Scene.BACKSTAGE),
        ("Мы вечером собираем заявки.", "ru", Scene.BACKSTAGE),
        ("Перебираем всё заново.", "ru", Scene.BACKSTAGE),
        ("Деталь едет со склада неделю.", "ru", Scene.SUPPORT),
        ("В программе этого поля нет.", "ru", Scene.SUPPORT),
        ("Поставщик задерживает тросики.", "ru", Scene.SUPPORT),
        ("Мастер показывает клиенту старую деталь.", "ru", None),
        ("Мы провели исследование в мае.", "ru", None),
        ("Меня зовут Пётр, я мастер.", "ru", None),
        ("Мы думали, обойдётся.", "ru", None),
        ("Программа лояльности у нас слабая.", "ru", None),
        ("Это же не система, это праздник.", "ru", None),
        ("Погода хорошая сегодня.", "ru", None),
        ("А мастер что делает?", "ru", None),
        ("Our mechanics order parts overnight.", "en", Scene.BACKSTAGE),
        ("The booking system loses every third request.", "en", Scene.SUPPORT),
        ("We tell customers the price first.", "en", None),
        ("The weather was fine.", "en", None),
    ],
)
def test_where_the_work_is_done(said, language, found):
    assert scene(said, language) is found
