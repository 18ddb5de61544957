"""Personal data: what is found, what is left alone, and that pseudonyms never break offsets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.papers import is_card, is_inn, is_snils
from pipeline.ingest.privacy import (
    Edit,
    PersonalItem,
    PersonalType,
    apply_key,
    build_key,
    carry_span,
    find_all,
    find_personal,
    label_item,
    pseudonym_for_label,
    repair_spans,
    shift,
)
from pipeline.records import InterviewId

# a line is a text with what must be found in <…>
RUSSIAN = [
    "Меня зовут <Анна>, мне тридцать два.",
    "Это мне <Катя> посоветовала, моя сестра.",
    "Я позвонила <Кате> и спросила.",
    "Мы с <Серёжей> ездили за продуктами.",
    "Спросите у <Ивана Петровича>, он всё помнит.",
    "<Смирнова Елена Викторовна>, бухгалтер.",
    "Звоню <Павлу Кузнецову>, он не берёт трубку.",
    "Обычно закупается <Дмитрий>, а я готовлю.",
    "Привёз курьер, <Рустам>, очень вежливый.",
    "Муж, <Алексей>, был против.",
    "Потом <Ольга Николаевна> перезвонила сама.",
    "Я писала <Н. И. Зайцевой> три письма.",
    "Директор <Соколов А. В.> подписал договор.",
    "Мой сын <Тимофей> любит бананы.",
    "Здравствуйте, <Маргарита Львовна>!",
    "Бабушка <Зинаида> живёт отдельно.",
    "Спасибо, <Вера>!",
    "Говорю ей: <Люба>, <Люба>, где ты?",
    "Ночью <Соня> не спит, у <Сони> зубы.",
    "Живу с <Романом> и его мамой <Розой Марковной>.",
    "Учительница школы <Марина Петровна> звонила.",
    "Говорю: <Вань>, иди сюда!",
    "Моя подруга <Алиса> заказывает каждый день.",
    "Тётя <Люба> приехала в гости.",
    "Дядя <Коля> чинил кран.",
    "Мы живём с <Ниной> и <Варей>.",
    "<иван петрович> сказал что завтра привезут",
    "Телефон <8 (912) 345-67-89>, звоните.",
    "Мой номер <+7 912 345 67 89>.",
    "Пишите на <8-912-345-67-89> в любое время.",
    "Запишите: <восемь девятьсот двенадцать триста сорок пять шестьдесят семь восемьдесят девять>.",
    "Почта у меня <anna.k@example.org>, туда и шлите.",
    "Адрес <masha собака яндекс точка ру>.",
    "Найдите меня: <t.me/anna_k>.",
    "Страница <https://vk.com/id777123>.",
    "Мой ник <@anna_k_87>.",
    "Карта <4111 1111 1111 1111>, срок там же.",
    "Паспорт <45 09 123456>, выдан давно.",
    "СНИЛС <112-233-445 95>.",
    "ИНН <500100732259>.",
    "Живу на <ул. Ленина, д. 5, кв. 17>.",
    "Мы живём на <Маршала Жукова, дом 7>.",
    "<Посадская, 41, квартира 12>, третий подъезд.",
    "Мы в Самаре, <Садовая, сорок один>, впятером.",
    "Дом стоит на <проспекте Мира, 10>, у метро.",
    "Привезите на <Ленинский проспект, дом 15 корпус 2>.",
    "<улица 8 Марта, 14>, запишите.",
    "Живу на <улице Пушкина>, недалеко от парка.",
    "Переехали с <Гагарина> на <Садовую>, этаж тот же.",
    "Позвали <Степаныча>, он всё починил.",
    "Соседка, <Петровна>, обещала присмотреть.",
    "Спросите <Сан Саныча>, он в курсе.",
    "С <Палной> мы не ладили.",
    "Подписал <И. П. Сидоров>, печать стоит.",
    "Сестра моя <Милана> против.",
    "Девочка на ресепшене, <Рада>, всё исправила.",
    "Начальник у нас <Пак>, строгий.",
    "Номер машины <К417ОР69>, белая.",
    "Договор № <77-К/1182> потеряли.",
    "Счёт <40817810099910004312> закрыли.",
    "Карта <5469 3800 4455 6674>, диктую.",
    "Почта <зуля точка казань собака майл точка ру>, всё маленькими.",
    "Муж родился <14 мая 1956 года> в Омске.",
    "Мама родилась <восьмого февраля сорок седьмого>.",
    "Дата рождения <03.11.1987>, верно.",
    "Ник везде <vlad_tish99>, найдёте.",
]
LEFT_ALONE = [
    "В марте мы заказывали реже, а в августе чаще.",
    "Август был тяжёлый, Май тоже.",
    "Я живу в Екатеринбурге, раньше жила в Твери.",
    "Владимир красивый город, мы там были в мае.",
    "Заказываю в «Корзинке» и иногда на Озоне.",
    "Корзинка привозит быстрее, чем Озон.",
    "Самокат и Яндекс Лавка рядом с домом.",
    "Пятёрочка, Магнит и Лента через дорогу.",
    "Моя вера в доставку пропала.",
    "Вера в сервис у меня пропала.",
    "У меня была надежда, что привезут вовремя.",
    "Это не любовь, это привычка.",
    "Любовь к сыру у меня с детства.",
    "Слава богу, привезли.",
    "Роман «Война и мир» я так и не дочитала.",
    "Я читаю роман, пока жду курьера.",
    "Алиса, включи музыку.",
    "Прошу колонку с Алисой заказать хлеб.",
    "Илон Маск обещал, и Стив Джобс обещал.",
    "Мария-Ра и Леруа Мерлен закрылись.",
    "Купила розы и ромашки.",
    "Лев на упаковке нарисован, такой жёлтый.",
    "Площадь Ленина перекрыли, на Красной площади парад.",
    "Выхожу на Чкаловской, это метро.",
    "Доехала до станции метро Проспект Мира.",
    "Отнесла на Новую почту, там очередь.",
    "Смотрю на Ленина, а он бронзовый.",
    "В договоре 2019 года этого не было, договор на 150000 рублей.",
    "Роза у меня на окне зацвела.",
    "Заказ родился за пять минут, в феврале.",
    "Памятник Гагарину прямо под окнами.",
    "Читала Толстого, пока ехала.",
    "Заказ 1234567890 так и висит.",
    "Стоило 2 300 рублей, потом 1 999.",
    "Приехали в 18:30, ждала 45 минут.",
    "Курьер сказал, что лифт не работает.",
    "Тестировщик я, в банке.",
    "На Авито 300 рублей, а тут пятьсот.",
    "Основная, 2 недели назад которая была, не работает.",
    "Сайт korzinka.ru/catalog не открылся.",
    "В Казани дом 5 этажей.",
    "Или вот ещё: Помидорам достаётся.",
    "Удалил. Опечатался. Постояла и ушла.",
]
ENGLISH = [
    "My name is <Emma> and I live alone.",
    "I asked <John Smith> about it.",
    "Then Mr. <Brown> called me back.",
    "My husband, <Will>, hates shopping.",
    "I saw Dr. <Patel> on Monday.",
    "<Sarah> told me to try the app.",
    "My friend <Grace> uses it daily.",
    "Call me at <(415) 555-2671> please.",
    "Write to <emma.s@example.com>.",
    "I live at <22 Baker Street, flat 3>.",
    "My SSN is <123-45-6789>.",
    "My flatmate <Siobhan> found it.",
    "I rang <Yevgenia> on a Monday and <Yevgenia> answered.",
    "A guy called <Kwame> picked up.",
    "Mrs <Okafor> said no, and <Chidi Okafor> said yes.",
    "He signed it <C. Okafor>, and Mr <Okafor> paid.",
    "She was born on <12 August 1991> in Leeds.",
    "Write to <tad at ironhall dot org>, please.",
    "Ring me on <oh seven seven double oh nine hundred two one six>.",
    "The plate is <LK19 XRP>, a grey van.",
    "Text me on <07700 900 461> tonight.",
]
ENGLISH_LEFT_ALONE = [
    "Will it arrive on Monday?",
    "Hope dies last.",
    "May is a bad month for us, and so is April.",
    "I bought it at Walmart and Amazon.",
    "We flew to London and Paris in June.",
    "Mark my words, it will be late.",
    "Google Maps and Apple Pay just work.",
    "Grace Park is on the way, and Barclays said no.",
    "I asked Barclays, and Croydon is cheaper than Chelsea.",
    "We met at noon, meet me at the Rose dot com party.",
]
RUSSIAN_TEXTS = [re.sub("[<>]", "", line) for line in RUSSIAN]


def marked(text: str, items: tuple[PersonalItem, ...]) -> str:
    for item in reversed(items):
        text = f"{text[: item.start]}<{text[item.start : item.end]}>{text[item.end :]}"
    return text


@pytest.mark.parametrize("line", RUSSIAN)
def test_personal_data_in_russian_speech_is_found_exactly(line):
    text = re.sub("[<>]", "", line)
    assert marked(text, find_personal(text, "ru")) == line


@pytest.mark.parametrize("line", LEFT_ALONE)
def test_months_cities_brands_and_common_words_are_left_alone(line):
    assert marked(line, find_personal(line, "ru")) == line


@pytest.mark.parametrize("line", ENGLISH)
def test_personal_data_in_english_speech_is_found_exactly(line):
    text = re.sub("[<>]", "", line)
    assert marked(text, find_personal(text, "en")) == line


@pytest.mark.parametrize("line", ENGLISH_LEFT_ALONE)
def test_common_english_words_and_brands_are_left_alone(line):
    assert marked(line, find_personal(line, "en")) == line


def test_speakers_names_are_found_in_every_case_and_short_form():
    known = ("Галина Осипова", "Игорь Савин")
    text = "Галочка, а Игорю Савину и Осиповой передайте. Спасибо, Игорёк, говорит Галина."
    names = [text[item.start : item.end] for item in find_personal(text, "ru", known)]
    assert names == ["Галочка", "Игорю Савину", "Осиповой", "Игорёк", "Галина"]


def test_speakers_names_are_found_in_text_without_capitals():
    text = "да галина говорит что игорь уже приехал и вера в людей вернулась"
    items = find_personal(text, "ru", ("Галина Осипова", "Игорь Савин"))
    assert [text[item.start : item.end] for item in items] == ["галина", "игорь"]


def test_a_speakers_name_of_no_list_is_found():
    text = "Спасибо, Ёжи, до встречи. Кречет тоже так думает."
    items = find_personal(text, "ru", ("Ёжи Кречет",))
    assert [text[item.start : item.end] for item in items] == ["Ёжи", "Кречет"]


def test_product_names_of_the_study_are_never_persons():
    text = "Мы с Алёнкой и Светланой заказываем каждый день, Светлана удобная."
    everything = find_personal(text, "ru")
    kept = find_personal(text, "ru", keep=("Светлана",))
    assert {text[i.start : i.end] for i in everything} - {text[i.start : i.end] for i in kept} >= {
        "Светланой"
    }


def test_an_interview_read_at_once_gives_what_its_turns_give_alone():
    texts = RUSSIAN_TEXTS + LEFT_ALONE
    together = find_all(texts, "ru")
    backwards = find_all(texts[::-1], "ru")[::-1]
    assert together == backwards
    assert (
        sum(one == find_personal(text, "ru") for one, text in zip(together, texts, strict=True))
        >= len(texts) - 2
    )


def key_of(*interviews: tuple[str, ...]) -> dict[tuple[str, str], str]:
    found = {
        InterviewId(f"i-{n}"): [i for t in find_all(x, "ru") for i in t] for n, x in enumerate(interviews)
    }
    return build_key(found, {})


def test_one_person_has_one_pseudonym_however_she_is_called():
    key = key_of(
        ("Осипова Галина Викторовна, приятно.", "Говорят мне: Галина Викторовна!", "Мама зовёт: Галя, Галя!")
    )
    assert len(key) > 1
    assert set(key.values()) == {"[ИМЯ 1]"}


def test_a_short_form_that_fits_two_persons_keeps_its_own_pseudonym():
    key = key_of(("Пришли Александр Петрович и Александра Ивановна.", "А потом Саша ушёл, спасибо Саше."))
    assert len(set(key.values())) == 3


def test_two_persons_of_one_first_name_stay_two():
    key = key_of(("Это Мария Ивановна.",), ("Это Мария Петровна.",))
    assert sorted(key.values()) == ["[ИМЯ 1]", "[ИМЯ 2]"]


def test_numbers_do_not_depend_on_the_order_of_files():
    items = {InterviewId(f"i-{n}"): find_personal(text, "ru") for n, text in enumerate(RUSSIAN_TEXTS)}
    backwards = dict(reversed(list(items.items())))
    assert build_key(items, {}) == build_key(backwards, {})


def test_a_key_that_exists_never_changes_and_new_entries_follow_it():
    first = key_of(("Меня зовут Анна.",))
    found = find_personal("Анна Сергеевна и Борис Львович, телефон +7 912 345 67 89.", "ru")
    grown = build_key({InterviewId("i-0"): found}, first)
    assert grown | first == grown
    assert grown["name", "анна|сергеевич|"] == first["name", "анна||"]
    assert grown["name", "борис|львович|"] == "[ИМЯ 2]"
    assert grown["phone", "+79123456789"] == "[ТЕЛЕФОН 1]"


def test_english_studies_get_english_pseudonyms():
    found = find_personal("My name is Emma, call (415) 555-2671.", "en")
    key = build_key({InterviewId("i-0"): found}, {}, "en")
    assert sorted(key.values()) == ["[NAME 1]", "[PHONE 1]"]


def test_nothing_personal_is_left_in_the_text():
    text = "Анна, пишите на anna.k@example.org или +7 912 345 67 89."
    found = find_personal(text, "ru")
    changed, edits = apply_key(text, found, build_key({InterviewId("i-0"): found}, {}))
    assert changed == "[ИМЯ 1], пишите на [ПОЧТА 1] или [ТЕЛЕФОН 1]."
    assert len(edits) == 3


def test_an_item_without_an_entry_in_the_key_is_hidden_all_the_same():
    text = "Меня зовут Анна."
    assert apply_key(text, find_personal(text, "ru"), {})[0] == "Меня зовут [ИМЯ]."


@pytest.mark.parametrize(
    "label",
    [
        "Интервьюер",
        "Респондент",
        "SPEAKER_00",
        "Спикер 1",
        "Speaker 2",
        "Эксперт",
        "И",
        "Р",
        "Модератор",
        "Участник 3",
        "[ИМЯ 1]",
        "P04",
        "",
    ],
)
def test_a_label_that_names_a_role_stays(label):
    assert label_item(label) is None
    assert pseudonym_for_label(label, {}) == label


@pytest.mark.parametrize(
    ("label", "normal"),
    [
        ("Галина Осипова", "галина||осипов"),
        ("Ветрова Ольга", "ольга||ветров"),
        ("Иванов Иван Иванович", "иван|иванович|иванов"),
        ("Артём", "артем||"),
        ("Мария (клиент)", "мария||"),
        ("ольга", "ольга||"),
        ("John Smith", "john||smith"),
        ("Хакимов Руслан", "руслан||хакимов"),
    ],
)
def test_a_label_that_names_a_person_gets_a_pseudonym(label, normal):
    item = label_item(label)
    assert item is not None
    assert item.normal == normal
    key = build_key({InterviewId("i-0"): [item]}, {})
    assert pseudonym_for_label(label, key) == "[ИМЯ 1]"


def test_check_digits_refuse_numbers_that_only_look_right():
    assert is_card("4111111111111111")
    assert not is_card("4111111111111112")
    assert is_snils("11223344595")
    assert not is_snils("11223344596")
    assert is_inn("500100732259")
    assert not is_inn("500100732258")


@st.composite
def edited_texts(draw):
    text = draw(st.text("абвгд ", min_size=1, max_size=60))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    items = tuple(
        PersonalItem(start=a, end=b, type=PersonalType.NAME, normal=f"{text[a:b]}||") for a, b in pairs
    )
    key = build_key({InterviewId("i-0"): items}, {})
    return text, items, key


@given(edited_texts(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_span_that_cuts_no_edit_carries_over_to_the_same_words(case, data):
    text, items, key = case
    changed, edits = apply_key(text, items, key)
    places = [n for n in range(len(text) + 1) if not any(e.start < n < e.end for e in edits)]
    start = data.draw(st.sampled_from(places))
    end = data.draw(st.sampled_from([place for place in places if place >= start]))
    inside = [i for i in items if start <= i.start and i.end <= end]
    moved = [
        PersonalItem(start=i.start - start, end=i.end - start, type=i.type, normal=i.normal) for i in inside
    ]
    new_start, new_end = carry_span(start, end, edits)
    assert changed[new_start:new_end] == apply_key(text[start:end], moved, key)[0]


@given(edited_texts(), st.integers(1, 20))
@settings(max_examples=100, deadline=None)
def test_repaired_spans_cut_no_item_and_lose_nothing(case, size):
    text, items, _ = case
    spans = [(at, min(at + size, len(text))) for at in range(0, len(text), size)]
    repaired = repair_spans(spans, items)
    assert "".join(text[a:b] for a, b in repaired) == text
    inner = {a for a, _ in repaired}
    assert not any(item.start < edge < item.end for item in items for edge in inner)


def test_an_offset_inside_an_edit_moves_to_its_edge():
    edits = (Edit(start=2, end=5, replacement="[ИМЯ 1]"),)
    assert [shift(n, edits) for n in (0, 2, 3, 5, 6)] == [0, 2, 2, 9, 10]
    assert shift(3, edits, end=True) == 9
