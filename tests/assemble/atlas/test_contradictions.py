from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assemble.atlas.acts import done_in, missed_in, ruled_in
from pipeline.assemble.atlas.contradictions import make_contradictions
from pipeline.records import Role
from talk_fixture import Talks, delivery


def pairs(evidence):
    return [
        (each.topic, *((side.viewpoint.value, side.claim.text) for side in each.sides))
        for each in make_contradictions(evidence)
    ]


def test_a_rule_told_by_an_expert_and_what_clients_lived_stand_against_each_other():
    found = [
        each for each in make_contradictions(delivery().evidence()) if each.sides[0].viewpoint is Role.EXPERT
    ]
    assert [each.sides[1].claim.text for each in found] == ["Курьер опоздал на час, и никто не позвонил."]
    assert found[0].topic in found[0].why


def test_clients_may_contradict_each_other_on_what_was_done():
    assert (
        "вести о ходе дела",
        ("client", "Мне даже позвонили за полчаса, спасибо."),
        ("client", "Курьер опоздал на час, и никто не позвонил."),
    ) in pairs(delivery().evidence())


def test_a_good_and_a_bad_word_of_one_topic_contradict():
    assert (
        "оплата",
        ("client", "С оплатой никаких проблем, всё сразу прошло."),
        ("client", "Оплата не прошла три раза подряд."),
    ) in pairs(delivery().evidence())


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("Оплата удобная. {positive s2 1}", "Ваза треснула. {pain s2 -1}"),  # of two matters
        ("Оплата была. {positive s2 1}", "Оплата зависла. {pain s2 -1}"),  # no praise in words
        ("Оплата удобная. {positive s2 1}", "Оплата так себе. {- s2 0}"),  # no bad word
        ("Оплата удобная. {positive s2 1}", "Курьер нагрубил. {pain s3 -1}"),
        ("Было бы удобно с оплатой, если сразу. {positive s2 1}", "Оплата зависла. {pain s2 -1}"),  # a wish
    ],
)
def test_what_does_not_contradict_is_not_shown(good, bad):
    assert pairs(Talks().add("a", good).add("b", bad).evidence()) == []


def test_nobody_contradicts_themselves():
    evidence = Talks().add("a", "Оплата удобная. {positive s2 1}\nОплата зависла. {pain s2 -1}").evidence()
    assert pairs(evidence) == []


def test_clients_and_non_users_are_two_sides():
    evidence = (
        Talks()
        .add("a", "Оплата удобная. {positive s2 1}")
        .add("n", "Оплата пугает. {pain s2 -1}", Role.NON_USER)
        .evidence()
    )
    assert [(good, bad) for _, (good, _), (bad, _) in pairs(evidence)] == [("client", "non_user")]


def test_an_experts_report_of_troubles_is_not_against_the_customers():
    evidence = (
        Talks()
        .add("a", "Оплата удобная. {positive s2 1}")
        .add("e", "Оплата людей пугает. {pain s2 -1}", Role.EXPERT)
        .evidence()
    )
    assert pairs(evidence) == []


def test_what_speaks_against_a_theme_stands_beside_it():
    evidence = Talks().add("a", "Дорого вышло. {pain s1 -1 =Цены}").add("b", "Дёшево. {- s1 1}").evidence()
    (theme,) = evidence.grouping.themes
    grouping = replace(evidence.grouping, themes=(replace(theme, against=("b-0-0",)),))
    (found,) = make_contradictions(replace(evidence, grouping=grouping))
    assert [side.claim.text for side in found.sides] == ["Цены", "Дёшево."]


def test_the_best_backed_come_first():
    talks = delivery().add("d", "Оплата зависла. {pain s2 -1}").add("f", "Оплата удобная. {positive s2 1}")
    assert make_contradictions(talks.evidence())[0].topic == "оплата"


def test_the_order_of_the_evidence_does_not_change_contradictions():
    assert make_contradictions(delivery().evidence()) == make_contradictions(
        delivery().evidence(backwards=True)
    )


@pytest.mark.parametrize(
    ("text", "language", "missed", "done", "ruled"),
    [
        ("Никто не позвонил.", "ru", {"news"}, set(), set()),
        ("Не предупредили.", "ru", {"news"}, set(), set()),
        ("Я не звоню.", "ru", set(), set(), set()),
        ("Деньги вернули сразу.", "ru", set(), {"refund"}, set()),
        ("Вернули бы деньги.", "ru", set(), set(), set()),
        ("Мастер должен согласовать.", "ru", set(), set(), {"swap"}),
        ("Мы всегда звоним.", "ru", set(), set(), {"news"}),
        ("Nobody called.", "en", {"news"}, set(), set()),
        ("They even called me.", "en", set(), {"news"}, set()),
        ("We always call first.", "en", set(), set(), {"news"}),
    ],
)
def test_acts_are_done_missed_or_promised(text, language, missed, done, ruled):
    assert (missed_in(text, language), done_in(text, language), ruled_in(text, language)) == (
        missed,
        done,
        ruled,
    )
