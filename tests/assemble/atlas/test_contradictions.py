from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.assemble.atlas.acts import done_in, missed_in, ruled_in
from pipeline.assemble.atlas.contradictions import make_contradictions
from pipeline.assemble.atlas.lengths import longest
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


def hours(said, rule="Отвечаем за пятнадцать минут.", role=Role.EXPERT, kind="pain"):
    """A rule of an expert and what two clients lived at one stage."""
    talks = Talks().add("e", f"? Как?\n{rule} {{action s3 0.2}}", role)
    for name in "ab":
        talks.add(name, f"? Сколько ждали?\n{said} {{{kind} s3 -1}}")
    return [each for each in make_contradictions(talks.evidence()) if "во много раз" in each.why]


def test_a_time_that_an_expert_names_stands_against_one_many_times_longer():
    (found,) = hours("Двое суток.")
    assert [(side.viewpoint, side.claim.support.n) for side in found.sides] == [
        (Role.EXPERT, 1),
        (Role.CLIENT, 2),
    ]


@pytest.mark.parametrize(
    "told",
    [
        {"said": "Час прождали, один час."},  # four times as long may be another part of the work
        {"said": "Двое суток?"},
        {"said": "Два дня назад звонили."},
        {"said": "Двое суток.", "kind": "action"},
        {"said": "Двое суток.", "rule": "Бывает пятнадцать минут."},  # no rule
        {"said": "Двое суток.", "role": Role.NON_USER},
    ],
)
def test_a_time_is_no_contradiction_without_a_rule_and_a_pain(told):
    assert hours(**told) == []


@pytest.mark.parametrize(
    ("text", "language", "minutes"),
    [
        ("Двое суток.", "ru", 2880),
        ("За пятнадцать минут", "ru", 15),
        ("полчаса, а потом два дня", "ru", 2880),
        ("полтора часа", "ru", 90),
        ("3 недели", "ru", 30240),
        ("раз в неделю, один день", "ru", None),
        ("в 12 часов", "ru", None),
        ("пятьдесят рублей", "ru", None),
        ("half an hour", "en", 30),
        ("a couple of days", "en", 2880),
        ("two days ago", "en", None),
        ("within 15 minutes", "en", 15),
    ],
)
def test_a_length_of_time_is_read(text, language, minutes):
    assert longest(text, language) == minutes
