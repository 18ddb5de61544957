import pytest

from pipeline.cluster.clauses_ru import clauses
from pipeline.cluster.in_vivo import pieces
from pipeline.cluster.naming import name_themes
from pipeline.cluster.phrases_en import phrases as phrases_en
from pipeline.cluster.phrases_ru import keyword, phrases
from pipeline.language import stop_words
from pipeline.records import Grouping, Kind, LabelOrigin, Theme
from spoken import make_talk


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Привезли мятую коробку.", "мятая коробка"),
        ("Там были мятые коробки.", "мятые коробки"),
        ("Спросила про срок доставки.", "срок доставки"),
        ("Я долго ждал курьера.", "долгое ожидание курьера"),
        ("Ну, искала мастера по соседям.", "поиск мастера"),
        ("Пришлось звонить в поддержку.", "звонок в поддержку"),
        ("А лифта нет.", "нет лифта"),
        ("Приехали без предупреждения.", "без предупреждения"),
        ("Домофон не работает.", "домофон не работает"),
        ("Так и не дозвонился до оператора.", "не дозвониться до оператора"),
        ("Договор на двадцать страниц и скрытая комиссия.", "скрытая комиссия"),
        ("Не было живого оператора.", "живой оператор"),
    ],
)
def test_a_phrase_is_taken_and_put_into_label_form(text, phrase):
    assert phrase in [found.text for found in phrases(text)]


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Ну, мне навязали эту чистку.", "навязали чистку"),
        ("Кондиционер, э-э, опять не включается.", "кондиционер не включается"),
        ("А в подъезде сломался лифт и всё.", "сломался лифт"),
        ("Бригада перенесла установку на вторник.", "бригада перенесла установку на вторник"),
        ("Не хватает розеток в комнате.", "не хватает розеток в комнате"),
        ("Запасных ключей нет.", "нет запасных ключей"),
        ("У них не было живой очереди.", "нет живой очереди"),
        ("Нужно успеть до отпуска.", "успеть до отпуска"),
        ("Я так и не могу найти квитанцию.", "не найти квитанцию"),
        ("Нельзя вернуть открытую банку.", "нельзя вернуть открытую банку"),
        ("Копим на ремонт.", "копить на ремонт"),
        ("Непонятно, сколько выйдет укладка.", "сколько выйдет укладка"),
        ("Куда, ну, сдавать пустые бутылки?", "куда сдавать пустые бутылки"),
        ("От чего зависит тариф?", "от чего зависит тариф"),
        ("Дешевле купить новую.", "дешевле купить новую"),
        ("Проще вызвать мастера.", "проще вызвать мастера"),
    ],
)
def test_a_short_clause_is_cleared_of_fillers_and_pronouns(text, clause):
    assert clause in [found.text for found in clauses(text)]


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Записалась на вечер, запись на вечер и взяла.", "запись на вечер"),
        ("Доплата за подъём вышла.", "доплата за подъём"),
        ("Сняли зимние шины.", "зимние шины"),
    ],
)
def test_a_noun_keeps_what_completes_it(text, phrase):
    assert phrase in [found.text for found in phrases(text)]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Спина песни поёт.", "спина песни"),
        ("Ребёнок буквы пишет.", "ребёнок буквы"),
        ("Загнал колесо в яму.", "колесо в яму"),
        ("Чек не пробил.", "чек не пробил"),
        ("Телефон есть.", "телефон есть"),
        ("Без исключения.", "без исключения"),
        ("Сказали про то, у них шкаф.", "у шкаф"),
    ],
)
def test_words_that_only_stand_together_give_no_phrase(text, wrong):
    assert wrong not in [found.text for found in (*phrases(text), *clauses(text))]


@pytest.mark.parametrize(
    "text", ["Ну, как бы вот, короче.", "Он мне сказал.", "[ИМЯ 1] пришёл.", "Такая вещь.", "", "Два раза."]
)
def test_fillers_pronouns_and_names_give_no_phrase(text):
    assert phrases(text) == []


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The delivery slot was taken.", "delivery slot"),
        ("I hate hidden monthly fees.", "hidden monthly fees"),
        ("The price of the repair jumped.", "price of the repair"),
        ("There was no receipt.", "no receipt"),
    ],
)
def test_english_phrases_end_in_a_noun(text, phrase):
    assert phrase in [found.text for found in phrases_en(text)]


def test_pieces_are_said_word_for_word_and_cut_at_clauses():
    text = "Ну вот, короче, чек опять не пробили, а сдачу забыли."
    found = [piece.text for piece in pieces(text, "ru", lambda word: keyword(word) is not None)]
    assert all(piece in text.lower() for piece in found)
    assert all("сдачу" not in piece or "чек" not in piece for piece in found)


THEMES = {
    "pain": [
        "Я долго ждал курьера.",
        "Курьера ждали весь вечер, долгое ожидание.",
        "Ну, курьера жду по два часа.",
    ],
    "question": [
        "Непонятно, сколько стоит доставка.",
        "От чего зависит цена доставки?",
        "Цена доставки нигде не написана.",
    ],
    "idea": [
        "Сделали бы бесплатную упаковку.",
        "Хорошо бы бесплатная упаковка была.",
        "Упаковку бы бесплатную.",
    ],
}


def make_grouping(themes=THEMES, language="ru"):
    units, made = {}, []
    for kind, texts in themes.items():
        ids = []
        for number, text in enumerate(texts):
            (unit,), _ = make_talk(f"k{number}", [("s1", f"Вопрос про {kind}?", [text])], language)
            units[unit.id] = unit
            ids.append(unit.id)
        made.append(
            Theme(
                id=f"t-{kind}",
                kind=Kind(kind),
                stage="s1",
                label="",
                label_origin=LabelOrigin.KEYWORDS,
                keywords=(),
                utterances=tuple(ids),
            )
        )
    return Grouping(themes=tuple(made), unassigned=()), units


def test_themes_are_named_by_what_their_respondents_share():
    named = name_themes(*make_grouping(), "ru")
    labels = {theme.kind.value: theme.label for theme in named.themes}
    assert "ожидание курьера" in labels["pain"].lower()
    assert labels["question"] == "Цена доставки"
    assert labels["idea"] == "Бесплатная упаковка"


def test_labels_are_short_distinct_and_begin_with_a_capital():
    twice = {"pain": THEMES["pain"], "action": THEMES["pain"]}
    grouping, units = make_grouping(twice)
    labels = [theme.label for theme in name_themes(grouping, units, "ru").themes]
    assert len(set(labels)) == 2
    for label in labels:
        assert label[0].isupper()
        assert 1 <= len(label.split()) <= 5
        assert not all(word in stop_words("ru") for word in label.lower().split())


def test_keywords_are_words_as_people_write_them():
    themes = name_themes(*make_grouping(), "ru").themes
    assert "курьер" in themes[0].keywords
    assert all(len(theme.keywords) <= 5 for theme in themes)
    assert keyword("деньга") == "деньги"
    assert keyword("прием") == "приём"
    assert keyword("короче") is None


def test_a_placeholder_is_nobodys_word():
    grouping, units = make_grouping({"pain": ["[ИМЯ 1] опоздал.", "[ИМЯ 2] опоздал, окно.", "Окно."]})
    (theme,) = name_themes(grouping, units, "ru").themes
    assert "имя" not in theme.keywords


def test_a_case_that_one_respondent_tells_stands_before_a_pair_of_keywords():
    told = {"pain": ["Сломался замок в раздевалке.", "Вентиляция гудит.", "Да всё там так."]}
    (theme,) = name_themes(*make_grouping(told), "ru").themes
    assert "," not in theme.label


def test_a_question_names_a_theme_of_questions_and_no_other():
    asked = ["Где взять пропуск?", "Где взять пропуск на склад?", "Непонятно, где взять пропуск."]
    grouping, units = make_grouping({"question": asked})
    assert name_themes(grouping, units, "ru").themes[0].label.startswith("Где взять пропуск")
    grouping, units = make_grouping({"pain": asked})
    assert not name_themes(grouping, units, "ru").themes[0].label.startswith("Где")


def test_without_a_decent_phrase_keywords_stand_and_are_marked():
    grouping, units = make_grouping({"pain": ["Окно.", "Окно!", "Лифт?"]})
    (theme,) = name_themes(grouping, units, "ru").themes
    assert theme.label == "Окно, лифт"
    assert theme.label_origin is LabelOrigin.KEYWORDS


def test_a_theme_of_fillers_still_gets_a_label():
    grouping, units = make_grouping({"pain": ["Ну да.", "Ну вот."]})
    assert name_themes(grouping, units, "ru").themes[0].label == "Без названия"


def test_a_label_given_by_a_person_stays():
    from dataclasses import replace

    grouping, units = make_grouping()
    by_hand = replace(grouping.themes[0], label="Вечер потерян", label_origin=LabelOrigin.PERSON)
    named = name_themes(replace(grouping, themes=(by_hand, *grouping.themes[1:])), units, "ru")
    assert named.themes[0].label == "Вечер потерян"


def test_names_do_not_depend_on_the_order_of_themes():
    from dataclasses import replace

    grouping, units = make_grouping()
    expected = {theme.id: theme for theme in name_themes(grouping, units, "ru").themes}
    again = name_themes(replace(grouping, themes=grouping.themes[::-1]), units, "ru")
    assert {theme.id: theme for theme in again.themes} == expected


def test_english_themes_are_named():
    grouping, units = make_grouping(
        {"pain": ["No delivery slot was free.", "The delivery slot vanished.", "I lost my delivery slot."]},
        "en",
    )
    assert name_themes(grouping, units, "en").themes[0].label == "Delivery slot"
