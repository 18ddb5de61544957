"""Languages, tokens and lemmas."""

from __future__ import annotations

import subprocess
import sys

import pytest

from pipeline.language import detect_language, fold, lemmas, nlp, stop_words, word_set


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Я заказываю продукты по воскресеньям.", "ru"),
        ("I order groceries on Sundays.", "en"),
        ("Ну я открыл app, там Checkout, потом Apple Pay и всё, push пришёл через минуту", "ru"),
        ("I said «спасибо» and the courier left, and that was it", "en"),
        ("Я замовляю їжу щонеділі.", "ru"),
        ("Ich bestelle sonntags.", "en"),
        ("12:30 — 45%", "ru"),
        ("", "ru"),
    ],
)
def test_the_language_is_told_by_letters_and_common_words(text, language):
    assert detect_language(text) == language


def test_a_text_without_letters_takes_the_language_it_is_given():
    assert detect_language("…", default="en") == "en"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Курьеры привезли пакеты.", "курьер привезти пакет"),
        ("Ещё жду зелёный чай", "еще ждать зеленый чай"),
        ("По-разному, что-нибудь из-за цен", "по-разному что-нибудь из-за цена"),
        ("Мне не нравилось платить 39,90", "я не нравиться платить 39,90"),
    ],
)
def test_russian_words_get_their_dictionary_form(text, expected):
    result = " ".join(lemmas([text], "ru")[0])
    assert result == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The couriers brought my bags.", "the courier bring my bag"),
        ("It was cancelled and I felt bad", "it be cancel and i feel bad"),
        ("Deliveries are getting worse", "delivery be get bad"),
    ],
)
def test_english_words_get_their_dictionary_form(text, expected):
    assert " ".join(lemmas([text], "en")[0]) == expected


def test_a_word_has_the_same_lemma_at_the_start_of_a_sentence():
    assert lemmas(["Заказы ждут", "ждут заказы"], "ru") == [["заказ", "ждать"], ["ждать", "заказ"]]


def test_empty_texts_and_no_texts_give_no_lemmas():
    assert lemmas([], "ru") == []
    assert lemmas(["", "…"], "ru") == [[], []]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Искал в поиске.| |Потом позвонил.", "ru"),
        ("Купил в 2024 г. и т. д.| |Стоило 300 руб. за кило.", "ru"),
        ("I met Mr. Smith.| |He paid $3.5, e.g. in cash.", "en"),
    ],
)
def test_the_pipeline_marks_sentences(text, language):
    parts = text.split("| |")
    assert [sentence.text for sentence in nlp(language)(" ".join(parts)).sents] == parts


def test_tokens_carry_lemmas_for_matchers():
    assert [token.lemma_ for token in nlp("ru")("Звонила курьеру")] == ["звонить", "курьер"]


def test_stop_words_hold_fillers_and_lemmas_but_no_topics():
    assert {"ну", "короче", "еще", "быть"} <= stop_words("ru")
    assert {"um", "the", "be"} <= stop_words("en")
    assert not {"доставка", "цена", "курьер"} & stop_words("ru")


@pytest.mark.parametrize("name", ["fillers_ru", "fillers_en", "telltale_ru", "telltale_en"])
def test_word_lists_are_in_lower_case_and_not_empty(name):
    assert word_set(name)
    assert all(word == word.lower() for word in word_set(name))


def test_fold_makes_yo_and_ye_one():
    assert fold("Ёлка") == fold("елка")


def test_importing_the_module_loads_no_library():
    heavy = "spacy pymorphy3 simplemma razdel numpy slovnet phonenumbers"
    modules = "pipeline.language, pipeline.ingest.segment, pipeline.ingest.privacy, pipeline.ingest.cleaning"
    code = f"import sys, {modules}; print([name for name in '{heavy}'.split() if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
