"""Speech written as recognisers write it: no capitals, numbers in words; and companies, when asked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.config import StudyConfig
from pipeline.ingest import caseless, caseless_en
from pipeline.ingest.companies import ALL_COMPANIES
from pipeline.ingest.declining import cases_of
from pipeline.ingest.privacy import apply_key, build_key, find_all, find_personal
from pipeline.records import InterviewId
from pipeline.workflow.ingesting import study_hide

FILLER_RU = "ну вот расскажу по порядку что было дальше и как всё это у нас вышло тогда "
FILLER_EN = "well let me tell you how it all went from the start to the end of that day "

# a line of an interview without capitals, with what must be found in <…>
RUSSIAN = [
    "мне помогла <катерина> из соседнего подъезда",
    "муж <рома> возил его в мастерскую",
    "потом пришла <раиса семёновна> и всё подписала",
    "спросите у <ахмета> он знает",
    "мастер <волошин> сказал завтра",
    "договорились с <жанной быстровой> на среду",
    "отдала <лиде> соседке ключи",
    "живём <улица чкалова дом девять квартира двадцать>",
    "они сидят на <гоголя двенадцать>",
    "паспорт серия <сорок пять ноль восемь номер сто двенадцать триста сорок один> так и записали",
    "машина <к двести двенадцать мо сто девяносто семь> серая",
    "номер заявки <двести одиннадцать дробь пять> потеряли",
    "пишите <тамара точка зуева собака яндекс ру> я читаю",
    "в игре ник <собака тихий омут> и больше никакой",
]
RUSSIAN_LEFT_ALONE = [
    "слава богу обошлось без этого",
    "вера в людей у меня осталась",
    "роман я так и не дочитала",
    "роза на окне завяла в мае",
    "заплатила двести двенадцать тысяч рублей за всё",
    "договор на пятьсот двадцать тысяч подписали",
    "полис стоит сорок пять тысяч двести рублей в год",
    "приехали на новой машине через двадцать минут",
    "надежда умирает последней конечно",
    "ездим на городской электричке на работу",
]
ENGLISH = [
    "my cousin <siobhan> went there first",
    "then <ngozi> picked it up and said fine",
    "i spoke to <mrs okafor> about it".replace("<mrs ", "mrs <"),
    "we live at <thirty one willow close> now",
    "the policy number is <b k four four one nine two> i think",
    "my postcode is <n w three six q t> by the park",
    "i was born on <the ninth of march nineteen eighty one> in town",
    "the sort code is <twenty thirty forty one> and that was that",
]
ENGLISH_LEFT_ALONE = [
    "will you mark it down in may i hope so",
    "it was a ten minutes drive down the road",
    "grace under pressure and the bill was fine",
    "we paid three hundred and forty five pounds",
    "the main road was closed for two days",
]
# a line of an ordinary interview with what must be found in <…>
CAPITALS = [
    ("ru", "Заказ-наряд номер <РК-20815>, вот он."),
    ("ru", "Лицевой счёт <7710254418> знаю наизусть."),
    ("ru", "Кадастровый номер <50:11:0020304:118> проверили."),
    ("ru", "Загранпаспорт мой <72 3391845>, вот."),
    ("ru", "Контора на углу <Мира и Кирова>, зайдите."),
    ("ru", "Раньше жили на <Большой Садовой>, второй этаж."),
    ("ru", "Живу я на <Пирогова, 11>, пишите."),
    ("ru", "Его фамилия <Корж>, запишите."),
    ("ru", "Сын <Толик> звонил вечером."),
    ("ru", "К нам пришёл <Ли Вэй>, переводчик."),
    ("en", "Her brother <Oisín> fixed the gate."),
    ("en", "My tutor is <Hedwig>, from Bonn."),
    ("en", "We met <Zbigniew> and <Siân Pritchard-Jones> there."),
    ("en", "I wrote to <J. P. Castellane>, the manager."),
    ("en", "She lives on <Warwick Road>, number nine."),
    ("en", "The postcode is <SE15 4QT>, I think."),
    ("en", "Invoice <BT-20418> came on Friday."),
    ("en", "Date of birth? <3rd of March 1958>, she said."),
]


def marked(text: str, items: object) -> str:
    """Write a text with its items in angle brackets."""
    for item in sorted(items, key=lambda one: -one.start):
        text = f"{text[: item.start]}<{text[item.start : item.end]}>{text[item.end :]}"
    return text


def found(line: str, language: str) -> str:
    """Find in a line of an interview that is long enough to be told as one without capitals."""
    bare = line.replace("<", "").replace(">", "")
    filler = FILLER_RU if language == "ru" else FILLER_EN
    return marked(bare, find_all([filler, bare], language)[1])


@pytest.mark.parametrize("line", RUSSIAN + RUSSIAN_LEFT_ALONE)
def test_russian_without_capitals_hides_persons_and_nothing_else(line):
    assert found(line, "ru") == line


@pytest.mark.parametrize("line", ENGLISH + ENGLISH_LEFT_ALONE)
def test_english_without_capitals_hides_persons_and_nothing_else(line):
    assert found(line, "en") == line


@pytest.mark.parametrize(("language", "line"), CAPITALS)
def test_papers_streets_and_rare_names_are_found_exactly(language, line):
    bare = line.replace("<", "").replace(">", "")
    assert marked(bare, find_personal(bare, language)) == line


def test_a_birthday_is_told_by_the_question_of_the_turn_before():
    question, answer = "а день рождения у вас спрашивали", "да восьмого марта шестьдесят первого записали"
    items = find_all([FILLER_RU, question, answer], "ru")
    assert marked(answer, items[2]) == "да <восьмого марта шестьдесят первого> записали"


@given(st.text(alphabet="абвиокрсту юлькакатяна ivmaryou'-.,", max_size=80))
def test_capitals_change_no_place_in_a_text(text):
    for change in (caseless, caseless_en):
        (raised,) = change.with_capitals([text])
        assert raised.lower() == text.lower()
        assert len(raised) == len(text)


def test_an_interview_with_names_in_capitals_is_left_as_it_is():
    assert not caseless.is_caseless(
        ["Позвонила Кате, потом Оле, потом ещё раз Кате, и мы всё решили за день."]
    )
    assert caseless.is_caseless([FILLER_RU])


@pytest.mark.parametrize(
    ("name", "form"), [("толик", "толику"), ("санек", "саньку"), ("дуся", "дусе"), ("айгуль", "айгули")]
)
def test_fond_names_are_declined(name, form):
    assert form in set(cases_of(name))


def hidden(texts: list[str], language: str, keep: tuple[str, ...] = ()) -> list[str]:
    """Return the texts with their companies hidden."""
    items = find_all(texts, language, (), keep, (ALL_COMPANIES,))
    key = build_key({InterviewId("i"): [one for found in items for one in found]}, {}, language)
    return [apply_key(text, found, key, language)[0] for text, found in zip(texts, items, strict=True)]


def test_a_company_has_one_pseudonym_in_every_case():
    texts = ["Мы пошли в фирму «Северный мост», взяли счёт.", "В «Северном мосте» ответили быстро."]
    assert hidden(texts, "ru") == [
        "Мы пошли в фирму «[КОМПАНИЯ 1]», взяли счёт.",
        "В «[КОМПАНИЯ 1]» ответили быстро.",
    ]


def test_a_companys_legal_form_tells_it_in_english():
    assert hidden(["I left Northgate Looms Ltd in May. Northgate Looms paid well."], "en") == [
        "I left [COMPANY 1] Ltd in May. [COMPANY 1] paid well."
    ]


def test_the_product_of_the_study_is_never_hidden_as_a_company():
    text = "Сервис «Корзинка» привёз всё, а «Корзинку» хвалят."
    assert hidden([text], "ru", ("Корзинка",)) == [text]


def test_companies_stay_unless_the_study_asks():
    assert study_hide(StudyConfig()) == ()
    assert study_hide(StudyConfig(hide_companies=True)) == (ALL_COMPANIES,)


def test_where_nearly_every_word_is_unknown_none_is_taken_for_a_name():
    noise = "юпнб яхв кзибн имйыцэнех гсцвт эжтщд фр ружйдл йрхвщ кцляфып ндешугс чичтб цмяэзеур"
    texts = [noise, noise[::-1], "как прошло"]
    assert caseless.with_capitals(texts) == texts
    assert caseless.with_capitals(["звонил марине и ждал"]) == ["звонил Марине и ждал"]
