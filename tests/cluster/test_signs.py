"""Prompted and denied answers: one line of talk each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coded import unit
from pipeline.cluster.signs import find_signs
from pipeline.records import Coding, Sign

BOTH = (Sign.DENIED, Sign.PROMPTED)


def signs(line, language, after=""):
    """Signs of the answer in «question» — «answer»; a line without a dash has no question."""
    question, _, text = line.rpartition(" — ")
    (found,) = find_signs([unit(text, question, after=after, language=language)], language)
    return found


DENIED_RU = [
    "С оплатой проблем не было вообще.",
    "Проблем с доставкой не возникло.",
    "Никаких задержек и ошибок не было.",
    "Ни задержек, ни ошибок.",
    "Что раздражало? — Нет, ничего не раздражало.",
    "Ждать не пришлось.",
    "Долго ждать не пришлось, сразу приняли.",
    "Не сказал бы, что дорого.",
    "Не могу сказать, что было сложно.",
    "Не могу сказать, что дорого или долго.",
    "Приложение не глючит, всё открывается.",
    "Ни разу не подвели.",
    "Жаловаться не на что.",
    "Претензий нет.",
    "Всё прошло гладко, без накладок.",
    "Без проблем оформил возврат.",
    "Были трудности с возвратом? — Без проблем.",
    "Были трудности с возвратом? — Нет, всё хорошо.",
    "Что вам не понравилось? — Ничего такого.",
    "Мы вообще не переживали.",
    "Цена для меня не важна.",
    "Вопросов не возникло.",
    "Это оказалось несложно.",
    "проблем не было ждать не пришлось",
]
DENIED_EN = [
    "No issues with delivery.",
    "I didn't have any problems.",
    "Nothing annoyed me.",
    "I didn't have to wait.",
    "I wouldn't say it was expensive.",
    "It never crashed.",
    "Can't complain.",
    "It went without a hitch.",
    "It wasn't hard at all.",
    "Price doesn't matter to me.",
    "Any issues with payment? — No, everything was fine.",
]
NEITHER_RU = [
    "Не мог дозвониться.",
    "Не было нормальной связи.",
    "Они не предупредили.",
    "Никто не ответил.",
    "Не хватило времени.",
    "Проблему так и не решили.",
    "Проблема была в том, что не было связи.",
    "проблема была что не было связи",
    "Проблем не было, кроме одной.",
    "Проблем не было, а вот с доставкой беда.",
    "Очереди не было, зато нахамили.",
    "Не то чтобы проблема, но неприятно.",
    "Не страшно, а противно.",
    "Не без проблем, конечно.",
    "Без проблем не обошлось.",
    "Почти не было проблем.",
    "Хотелось, чтобы проблем не было.",
    "Важно не опоздать.",
    "Сказали, что проблем не будет.",
    "Не сложно же позвонить!",
    "Приехали и спрашивают, не опоздали ли.",
    "Вам пришлось ждать? — Да, час ждал.",
    "Расскажите, как вы выбирали? — Да.",
    "Что раздражало: цена или очередь? — Очередь.",
    "Можно запись включить? — Да, без проблем.",
    "Понятно. Спасибо. — Да.",
    "Как вы выбирали? — Наверное, по отзывам.",
]
NEITHER_EN = [
    "I couldn't get through.",
    "There was no signal.",
    "No problems, except the login.",
    "They said there would be no problems.",
    "The problem wasn't solved.",
    "I want no hassle.",
    "Not only slow, it crashed.",
    "They didn't stop calling.",
    "They didn't answer.",
    "Did you wait? — Yeah, I waited two hours.",
    "How did you find us? — Yes.",
    "May I record this? — Sure, no problem.",
]
PROMPTED_RU = [
    "То есть вам было неудобно? — Да.",
    "То есть вам было неудобно? — Ну да, наверное.",
    "То есть вам было неудобно. — Угу.",
    "Вы ждали на линии? — Угу, было такое.",
    "Вам было неудобно? — Да, неудобно.",
    "Долго ждали? — Долго.",
    "Были трудности? — Было.",
    "Всё прошло гладко? — Да.",
    "Правильно ли я понимаю, что вы ждали неделю? — Верно.",
    "Вы сказали, что ждали неделю, да? — Да-да.",
    "вам было неудобно — да",
    "Вам понравилось? — Нет.",
    "Вы обращались с этой проблемой в поддержку? — Нет.",
]
PROMPTED_EN = [
    "So it was annoying? — Yeah.",
    "Was that annoying? — I guess so.",
    "You mean the queue was too long, right? — Right.",
    "Did you use the app? — No.",
]
BOTH_RU = ["Были трудности с заказом? — Нет.", "Возникали какие-то сложности? — Да нет, наверное.",
           "Вас что-то смущало? — Ничего.", "Ошибки были? — Не было."]  # fmt: skip
BOTH_EN = ["Did you have any trouble with the app? — No.", "Was it frustrating? — Not really."]


@pytest.mark.parametrize("line", DENIED_RU)
def test_a_russian_denial_is_denied(line):
    assert signs(line, "ru") == (Sign.DENIED,)


@pytest.mark.parametrize("line", DENIED_EN)
def test_an_english_denial_is_denied(line):
    assert signs(line, "en") == (Sign.DENIED,)


@pytest.mark.parametrize("line", PROMPTED_RU)
def test_a_russian_nod_is_prompted(line):
    assert signs(line, "ru") == (Sign.PROMPTED,)


@pytest.mark.parametrize("line", PROMPTED_EN)
def test_an_english_nod_is_prompted(line):
    assert signs(line, "en") == (Sign.PROMPTED,)


@pytest.mark.parametrize(
    ("line", "language"), [*((line, "ru") for line in BOTH_RU), *((line, "en") for line in BOTH_EN)]
)
def test_a_bare_no_to_a_question_for_troubles_is_both(line, language):
    assert signs(line, language) == BOTH


@pytest.mark.parametrize("line", NEITHER_RU)
def test_other_russian_talk_has_no_sign(line):
    assert signs(line, "ru") == ()


@pytest.mark.parametrize("line", NEITHER_EN)
def test_other_english_talk_has_no_sign(line):
    assert signs(line, "en") == ()


def test_the_next_utterance_may_take_a_denial_back():
    assert signs("Проблем не было.", "ru", after="Кроме одной истории с возвратом.") == ()
    assert signs("Проблем не было.", "ru", after="Курьер приехал вовремя.") == (Sign.DENIED,)


def test_a_nod_counts_at_the_start_of_an_answer_only():
    asked = "То есть вам было неудобно?"
    nod = unit("Да, неудобно.", asked, before="Я приехал к открытию и сел в коридоре.")
    again = unit("Да, неудобно.", asked, before="Ну да.")
    assert find_signs([nod, again], "ru") == ((), (Sign.PROMPTED,))


def test_of_several_questions_the_last_one_is_answered():
    assert signs("Значит, проблемы были. А приложением вы пользовались? — Нет.", "ru") == (Sign.PROMPTED,)


def test_a_language_without_lists_is_read_as_english():
    assert find_signs([unit("No issues.", language="fr")], "fr") == ((Sign.DENIED,),)


def test_signs_of_nothing_are_nothing():
    assert find_signs([], "ru") == ()
    assert find_signs([unit("…")], "ru") == ((),)


def test_a_coding_refuses_signs_out_of_order():
    with pytest.raises(ValueError, match="sorted"):
        Coding(utterance="u-1", signs=(Sign.PROMPTED, Sign.DENIED))
    with pytest.raises(ValueError, match="unique"):
        Coding(utterance="u-1", signs=(Sign.DENIED, Sign.DENIED))


LINES = [*DENIED_RU, *PROMPTED_RU, *BOTH_RU, *NEITHER_RU]


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(len(LINES))))
def test_the_order_of_the_units_does_not_matter(order):
    units = [unit(text, question) for question, _, text in (line.rpartition(" — ") for line in LINES)]
    found = find_signs(units, "ru")
    assert find_signs([units[place] for place in order], "ru") == tuple(found[place] for place in order)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60), st.sampled_from(["ru", "en"]))
def test_any_text_has_sorted_signs(text, question, language):
    (found,) = find_signs([unit(text or "x", question, language=language)], language)
    assert found == tuple(sorted(set(found)))
