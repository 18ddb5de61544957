"""Utterances: where a turn of speech is cut, and that nothing of it is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.segment import ENDLESS, LONGEST, segment

RUSSIAN = [
    "Искал в поиске.| |Потом позвонил.",
    "Да.",
    "Да.| |Нет.| |Не знаю.",
    "Это было в 2024 г. и мне понравилось.",
    "Яблоки, груши и т. д.| |Потом закончились.",
    "Стоило 300 руб. за штуку, т. к. скидка.",
    "Ну... не знаю.| |Подумаю.",
    "Ну… вот так.",
    "Он говорит «Мы закрыты.» и уходит.",
    "Она мне: «Подождите. Сейчас придёт», и ушла.| |А я жду.",
    "Какой кошмар!| |Зачем так делать?| |Не понимаю.",
    "Что?!| |Опять?",
    "А. С. Петров звонил.| |Я не ответила.",
    "Не-а.| |Там пусто.",
    "Минималка.| |1000 рублей, и всё.",
    "Цена 39.90 за кило.| |Дорого.",
    "Зашла на korzinka.ru и закрыла.| |Всё.",
    "да.| |нет, не хочу.| |в 2024 г. пробовала.",
    "ну как?| |да нормально",
    "- Да.| |- Нет.",
    "... да. — )))",
    "Первая строка\n|Вторая строка",
    "Сайт удобный,| |но доставка опоздала на час.| |Больше не закажу.",
    "Она мне: «Подождите, но недолго. Сейчас придёт», и ушла.",
]
ENGLISH = [
    "I opened the app.| |It crashed.",
    "I met Mr. Smith.| |He paid $3.5.",
    "We use apps, e.g. Maps.| |They are fine.",
    "Well... maybe.",
    'He said "No way.| |Never." and left.',
    "Yes.| |No?| |Maybe!",
    "The app is fine,| |but the courier never called.| |I gave up.",
]


def cut(text: str, language: str, breaks: tuple[int, ...] = ()) -> list[str]:
    return [text[start:end] for start, end in segment(text, language, breaks)]


@pytest.mark.parametrize("line", RUSSIAN)
def test_russian_speech_is_cut_at_its_sentences(line):
    text = line.replace("| |", " ").replace("|", "")
    assert cut(text, "ru") == [part.strip() for part in line.replace("| |", "|").split("|")]


@pytest.mark.parametrize("line", ENGLISH)
def test_english_speech_is_cut_at_its_sentences(line):
    assert cut(line.replace("| |", " "), "en") == line.split("| |")


LONG_RUSSIAN = (
    "ну я открыла приложение и стала искать молоко долго листала все эти полки "
    "а потом нашла но оно оказалось дороже чем в магазине внизу потому что там доставка сидит в цене "
    "короче я закрыла и пошла ногами"
)
LONG_ENGLISH = (
    "so i opened the app and looked for milk for quite a long time on all of these shelves "
    "and then i found it but it was more expensive than in the shop downstairs because the delivery "
    "is in the price anyway i closed it and walked"
)


@pytest.mark.parametrize(("text", "language"), [(LONG_RUSSIAN, "ru"), (LONG_ENGLISH, "en")])
def test_a_long_run_without_punctuation_is_cut_at_clause_starts(text, language):
    parts = cut(text, language)
    assert len(parts) > 1
    assert all(5 <= len(part.split()) <= LONGEST for part in parts)
    openers = ("а потом", "но ", "потому что", "короче", "and then", "but ", "because", "anyway")
    assert all(part.startswith(openers) for part in parts[1:])


def test_a_long_run_is_cut_where_the_speaker_paused():
    text = " ".join(f"слово{n}" for n in range(40))
    pause = text.index("слово20")
    assert cut(text, "ru", (pause - 1,)) == [text[: pause - 1], text[pause:]]


def test_a_long_sentence_with_commas_stays_whole():
    text = "Я зашла, " + "посмотрела на полку, " * 14 + "и вышла."
    assert len(text.split()) > 40
    assert cut(text, "ru") == [text]


def test_an_endless_sentence_with_commas_is_cut_at_commas():
    text = "Я зашла, " + "посмотрела на полку, " * ENDLESS + "и вышла."
    parts = cut(text, "ru")
    assert len(parts) > 2
    assert all(part.endswith(",") for part in parts[:-1])


@pytest.mark.parametrize("text", ["", " \n\t ", "\u2028"])
def test_white_space_gives_no_utterance(text):
    assert segment(text, "ru") == ()


speech = st.lists(
    st.sampled_from(
        [
            "Да",
            "нет",
            "ну",
            "и",
            "Курьер",
            "г.",
            "т.",
            "д.",
            "«",
            "»",
            "—",
            ".",
            "...",
            "?!",
            ",",
            "а потом",
            "12",
            "\n",
            " ",
            "é",
            "😀",
            "I",
            "then",
            "(",
            ")",
        ]
    ),
    max_size=60,
).map(" ".join)


@given(speech | st.text(max_size=80), st.sampled_from(["ru", "en"]), st.lists(st.integers(0, 80), max_size=4))
@settings(max_examples=150, deadline=None)
def test_utterances_are_ordered_stripped_and_hold_every_visible_character(text, language, breaks):
    spans = segment(text, language, breaks)
    assert all(start < end for start, end in spans)
    assert all(one[1] <= two[0] for one, two in pairwise(spans))
    pieces = [text[start:end] for start, end in spans]
    assert all(piece == piece.strip() for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["слово", "и", "потом", "ну", "вот", "да"]), min_size=31, max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_word_is_ever_cut(words):
    text = " ".join(words)
    assert " ".join(cut(text, "ru")).split() == words
