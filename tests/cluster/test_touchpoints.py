from __future__ import annotations

import pytest

from coded import unit
from pipeline.cluster.codebook import load_codebook, merge
from pipeline.cluster.touchpoints import find_touchpoints
from pipeline.language import lemmas


def found(text, question="", language="ru", codebook=None):
    units = [unit(text, question, language=language)]
    return find_touchpoints(units, lemmas([text], language), codebook or load_codebook(language))[0]


@pytest.mark.parametrize(
    ("text", "touchpoints"),
    [
        ("Зашла на сайт и сравнила.", ("site",)),
        ("Поставил приложение, потом удалил.", ("app",)),
        ("Позвонила на горячую линию.", ("phone_call", "call_center")),
        ("Написал в чат, ответил бот.", ("chat", "chatbot")),
        ("Соседка посоветовала.", ("word_of_mouth",)),
        ("Увидела баннер на остановке.", ("outdoor_sign",)),
        ("Забрал в постамате.", ("delivery_point",)),
        ("В личном кабинете пусто.", ("personal_account",)),
        ("Менеджер прислал договор.", ("manager", "contract")),
        ("На сайте я даже не был.", ("site",)),
        ("Если бы был сайт, я бы посмотрел.", ("site",)),
        ("Сидел и думал.", ()),
    ],
)
def test_touchpoints_are_named_in_the_order_of_the_text(text, touchpoints):
    assert found(text) == touchpoints


@pytest.mark.parametrize(
    ("question", "text", "touchpoints"),
    [
        ("Пользуетесь приложением?", "Да, каждый день.", ("app",)),
        ("Пользуетесь приложением или сайтом?", "Да.", ()),
        ("Пользуетесь приложением?", "Я больше по магазинам хожу.", ("shop",)),
        ("Пользуетесь приложением?", "Да я с детства рыбу ловлю на озере.", ()),
        ("Сайт.", "Отзывы.", ("reviews",)),
        ("", "Да.", ()),
    ],
)
def test_a_short_answer_takes_over_the_one_touchpoint_of_its_question(question, text, touchpoints):
    assert found(text, question) == touchpoints


def test_english_touchpoints_have_the_same_ids():
    assert found("I checked the website and rang their call centre.", language="en") == (
        "site", "phone_call", "call_center",
    )  # fmt: skip


def test_a_longer_name_hides_the_shorter_one_inside_it():
    codebook = merge(
        load_codebook("ru"),
        "touchpoints: [{id: site_map, name: карта, lemmas: карта сайта}]",
        "codebook.yaml",
    )
    assert found("Карта сайта пустая.", codebook=codebook) == ("site_map",)
    assert found("Сайт пустой.", codebook=codebook) == ("site",)


def test_every_touchpoint_is_found_by_each_of_its_own_wordings():
    for language in ("ru", "en"):
        for cue in load_codebook(language).touchpoints:
            for pattern in cue.patterns:
                said = " ".join(part.split("|")[0].rstrip("?") for part in pattern.split() if part != "..")
                assert found(said, language=language), (cue.id, pattern)


def test_no_units_have_no_touchpoints():
    assert find_touchpoints([], [], load_codebook("ru")) == ()
