from __future__ import annotations

import random
from time import perf_counter

import pytest

from pipeline.assemble.atlas.aims import read_aims
from pipeline.assemble.atlas.deciding import Question, decide
from pipeline.assemble.atlas.deciding_words import _DIRECTIONS, _RULES, _WHY
from pipeline.assemble.atlas.mentions import NamedPoint
from pipeline.assemble.atlas.values import Bearing
from pipeline.records import Role
from talk_fixture import Talks

PHONE = NamedPoint("phone_call", frozenset({"звонок"}))


def asked(text, points=(), language="ru", meaning=None):
    aims = read_aims(text, language)
    named = tuple(
        tuple(point for point in points if point.lemmas & set(aim.text.lower().split())) for aim in aims
    )
    if points and not any(named):
        named = (tuple(points), *named[1:])
    return Question(
        text=text, language=language, aims=aims, points=named, meaning=meaning or {}, model="e5-small"
    )


def bearings(decision):
    return {point.claim.text: str(point.bearing) for point in decision.points}


def one(unit, decision, points=()):
    """The bearing of a single utterance on a decision."""
    evidence = Talks().add("a", f"? Как было?\n{unit}").evidence()
    found = bearings(decide(evidence, asked(decision, points)))
    return next(iter(found.values()), None)


CHAT = NamedPoint("chat", frozenset({"чат"}))
LIKED = "Чат мне очень понравился, всё решили {positive s1 1.5 #chat}"
PAIN = "В этом чате мне ничего не решили {pain s1 -1.2 #chat}"
LACK = "Никто не отвечает мне в этом чате {pain s1 -1.2 #chat}"
WISH = "Хорошо бы был чат с инженером {idea s1 0.2 #chat}"
UNWISH = "Уберите бы вы этот чат совсем {idea s1 -0.2 #chat}"
GOAL = "Хочу решать всё в чате {goal s1 0 #chat}"


@pytest.mark.parametrize(
    ("decision", "expected"),
    [
        ("Закрыть чат", "against for against against for need"),
        ("Запустить чат", "for against for for against need"),
        ("Не закрывать чат", "for against for for against need"),
        ("Переделать чат", "against for for for for need"),
        ("Не менять чат", "for against against against against need"),
        ("Брать плату за чат", "touched touched touched touched touched touched"),  # of a fee nobody speaks
        ("чат", "touched touched touched touched touched need"),
    ],
)
def test_for_and_against_follow_from_direction_and_sign(decision, expected):
    units = (LIKED, PAIN, LACK, WISH, UNWISH, GOAL)
    assert " ".join(str(one(unit, decision, [CHAT])) for unit in units) == expected


@pytest.mark.parametrize(
    ("unit", "decision", "bearing"),
    [
        ("Цены у них и так высокие слишком {pain s1 -1}", "Повысить цены", "against"),
        ("Цены у них и так высокие слишком {pain s1 -1}", "Снизить цены", "for"),
        ("Цены у них меня вполне радуют {positive s1 1}", "Повысить цены", "against"),
        ("Цены у них меня вполне радуют {positive s1 1}", "Снизить цены", "touched"),
        ("Пусть цены пишут прямо на сайте {idea s1 0}", "Повысить цены", "touched"),
    ],
)
def test_what_burdens_people_turns_round(unit, decision, bearing):
    assert one(unit, decision) == bearing


def test_waiting_on_the_phone_asks_for_more_of_it_and_not_for_less():
    unit = "Звоню туда и слушаю музыку двадцать минут {pain s1 -1 #phone_call}"
    assert one(unit, "Закрыть звонки", [PHONE]) == "against"
    assert one("Ждал курьера двадцать минут у двери {pain s1 -1}", "Отменить курьера") == "for"


def test_where_there_is_none_of_it_it_is_lacking():
    assert one("Парковки нет совсем, бросил во дворе {pain s1 -1}", "Открыть парковку") == "for"
    assert one("Парковка у них тесная и грязная {pain s1 -1}", "Открыть парковку") == "against"


@pytest.mark.parametrize(
    "unit", ["Чат так себе, ну и ладно {pain s1 -0.3 #chat}", "Ужасный чат {pain s1 -2 #chat}"]
)
def test_a_faint_feeling_or_a_shred_of_an_answer_speaks_neither_for_nor_against(unit):
    assert one(unit, "Закрыть чат", [CHAT]) == "touched"


def test_the_phone_is_found_by_any_of_its_words_and_support_stands_for_it():
    evidence = (
        Talks()
        .add(
            "a",
            """? Как было?
            Набрал их номер и долго слушал гудки {pain s3 -1 #phone_call}
            Обращался к ним в магазин потом ещё {action s3 0 #shop}""",
        )
        .evidence()
    )
    assert set(bearings(decide(evidence, asked("Закрыть звонки", [PHONE])))) == {
        "Набрал их номер и долго слушал гудки"
    }


def test_what_goes_on_in_the_same_answer_is_touched_until_something_else_is_named():
    talk = (
        "? И как?\nНаписал в чат про заказ {action s3 0 #chat} | Ответили грубо и сразу пропали {pain s3 -1.5}"
        " | Пошёл в магазин жаловаться на них {action s3 -0.5 #shop} | Там тоже сидят одни грубияны {pain s3 -1}"
    )
    decision = decide(Talks().add("a", talk).evidence(), asked("Закрыть чат", [CHAT]))
    assert bearings(decision) == {
        "Написал в чат про заказ": "touched",
        "Ответили грубо и сразу пропали": "touched",
    }


def test_a_word_that_nobody_says_is_not_made_up_for_by_one_that_everybody_says():
    evidence = (
        Talks().add("a", "? Что пьёте?\nКофе у них просто отвратительный всегда {pain s1 -1}").evidence()
    )
    decision = decide(evidence, asked("Ввести рассылку о кофе"))
    assert set(bearings(decision).values()) == {"touched"}
    assert "Никто не говорит: рассылка" in decision.rule


def test_a_decision_about_what_nobody_spoke_of_has_no_points():
    evidence = Talks().add("a", "? Как?\nКурьер приехал вовремя и с улыбкой {positive s3 1}").evidence()
    for text in ("Открыть зоопарк", "Закрыть", "целиком", "Закрыть нашу компанию"):
        decision = decide(evidence, asked(text))
        assert (decision.points, decision.stages, decision.strengthen) == ((), (), ())


def two_roles():
    talks = Talks()
    for name in "ab":
        talks.add(name, "? Как?\nЧат у них просто ужасный и тупой {pain s3 -1.5 #chat =плохой_чат}")
    talks.add("n", "? Как?\nВ чате я им прямо и отказала {action s2 0 #chat}", Role.NON_USER)
    talks.add("e", "? Как?\nНаш чат люди ругают постоянно {pain s1 -1 #chat =плохой_чат}", Role.EXPERT)
    return talks


def test_each_viewpoint_is_counted_apart_and_a_theme_speaks_for_its_people():
    decision = decide(two_roles().evidence(), asked("Закрыть чат", [CHAT]))
    clients = next(point for point in decision.points if point.viewpoint is Role.CLIENT)
    assert (clients.claim.text, clients.bearing, clients.stage) == ("плохой чат", Bearing.FOR, "s3")
    assert clients.claim.support.by_role == ((Role.CLIENT, 2, 2), (Role.NON_USER, 0, 1), (Role.EXPERT, 0, 1))
    assert clients.why == "на это жалуются"


def test_stages_of_most_customers_come_first_and_experts_alone_last():
    assert decide(two_roles().evidence(), asked("Закрыть чат", [CHAT])).stages == ("s3", "s2", "s1")


def test_what_is_near_in_meaning_only_bears_on_nothing():
    talks = two_roles()
    talks.add("d", "? Как?\nДоставили молоко с утра пораньше {pain s3 -1 =молоко}")
    decision = decide(talks.evidence(), asked("Закрыть чат", [CHAT], meaning={"t-молоко-s3": 0.7}))
    (beside,) = [point for point in decision.points if point.claim.text == "молоко"]
    assert (beside.bearing, beside.likeness) == (Bearing.TOUCHED, 0.7)
    assert "e5-small" in decision.rule


def test_the_order_of_the_evidence_does_not_matter():
    question = asked("Закрыть чат", [CHAT])
    one_way, other = two_roles().evidence(), two_roles().evidence(backwards=True)
    assert decide(one_way, question) == decide(other, question)


def test_every_point_quotes_an_utterance_of_its_viewpoint_once():
    evidence = two_roles().evidence()
    said = [
        (i, p.viewpoint)
        for p in decide(evidence, asked("Закрыть чат", [CHAT])).points
        for i in p.claim.utterances
    ]
    assert len(said) == len({i for i, _ in said})
    assert all(evidence.interviews[evidence.utterances[i].interview].role is role for i, role in said)


def test_a_large_study_is_checked_at_once():
    words = [
        "заказ",
        "курьер",
        "чат",
        "цена",
        "окно",
        "товар",
        "замена",
        "деньги",
        "пакет",
        "дверь",
        "лифт",
        "очередь",
        "касса",
    ]
    chance = random.Random(1)  # noqa: S311 (no secret)
    talks = Talks()
    for n in range(50):
        turns = [
            f"? Ну?\n{' '.join(chance.choices(words, k=9))} {{{chance.choice(['pain', 'positive'])} s1 -1 =т{k % 50}}}"
            for k in range(100)
        ]
        talks.add(f"i{n}", "\n".join(turns))
    evidence = talks.evidence()
    decide(evidence, asked("Закрыть чат"))  # words are lemmatised once
    begun = perf_counter()
    decide(evidence, asked("Закрыть чат"))
    assert perf_counter() - begun < 3  # a loaded machine; 0.4 s on a free one


@pytest.mark.parametrize("texts", [_WHY, _RULES, _DIRECTIONS])
def test_every_text_has_both_languages(texts):
    assert texts["ru"].keys() == texts["en"].keys()
