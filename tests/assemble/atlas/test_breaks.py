from __future__ import annotations

import pytest

from pipeline.assemble.atlas.breaks import make_breaks
from pipeline.assemble.atlas.moves import CHANNEL_OF, CHANNELS, moves_in
from pipeline.assemble.atlas.touchpoints import make_touchpoints
from pipeline.records import Role
from talk_fixture import Talks


@pytest.mark.parametrize(
    ("text", "language", "channel"),
    [
        ("Позвонила сама.", "ru", "phone"),
        ("Пришлось звонить ещё раз.", "ru", "phone"),
        ("В итоге поехал туда сам.", "ru", "place"),
        ("Пришлось ехать через весь город.", "ru", "place"),
        ("Тогда написал в чат.", "ru", "online"),
        ("Мне говорят: зайдите на сайт.", "ru", "online"),
        ("I had to call them.", "en", "phone"),
        ("So I ended up going there.", "en", "place"),
        ("They told me to use the app.", "en", "online"),
    ],
)
def test_turning_to_another_channel_is_told_in_many_ways(text, language, channel):
    assert [found for _, found in moves_in(text, language)] == [channel]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Мне потом звонили и спрашивали.", "ru"),
        ("Звонить лучше не надо.", "ru"),
        ("Пошла поливать цветы.", "ru"),
        ("Она мне позвонила.", "ru"),
        ("They called me the next day.", "en"),
        ("You can call them.", "en"),
    ],
)
def test_what_others_did_or_might_do_is_no_move(text, language):
    assert moves_in(text, language) == ()


def breaks_of(*lines, role=Role.CLIENT):
    return make_breaks(Talks().add("a", "\n".join(lines), role).evidence())


def test_a_trouble_in_one_channel_and_a_turn_to_another_is_a_break_with_its_cost():
    (found,) = breaks_of(
        "Открыл сайт, цены нет. {pain s2 -1 #site} | Полчаса искал. {pain s2 -1} | Позвонил. {action s2 0 #phone_call}"
    )
    assert (found.before.id, found.after.id, found.stage) == ("site", "phone_call", "s2")
    assert found.claim.text == "сайт → звонок"
    assert found.cost == ("a-0-0", "a-0-1")


def test_it_may_go_on_in_the_next_turn():
    (found,) = breaks_of(
        "В приложении всё занято. {pain s2 -1 #app}", "? И что?", "Поехал туда сам, без записи. {action s2 0}"
    )
    assert (found.before.id, found.after.name) == ("app", "лично, на месте")


def test_two_channels_without_a_trouble_are_no_break():
    assert breaks_of("Зашёл на сайт. {action s2 0 #site} | Позвонил. {action s2 0 #phone_call}") == ()


def test_two_names_of_one_channel_are_no_break():
    assert breaks_of("На сайте пусто. {pain s2 -1 #site} | Написал в чат. {action s2 0 #chat}") == ()


def test_another_stage_is_another_story():
    assert breaks_of("На сайте пусто. {pain s1 -1 #site} | Позвонил. {action s2 0 #phone_call}") == ()


def test_what_is_no_channel_breaks_nothing():
    assert breaks_of("Коробка мокрая. {pain s2 -1 #packaging} | Позвонил. {action s2 0 #phone_call}") == ()


def test_one_break_counts_its_respondents_and_keeps_roles_apart():
    talk = "На сайте пусто. {pain s2 -1 #site} | Позвонил. {action s2 0 #phone_call}"
    evidence = Talks().add("a", talk).add("b", talk).add("e", talk, Role.EXPERT).evidence()
    assert [(each.viewpoint, each.claim.support.n) for each in make_breaks(evidence)] == [
        (Role.CLIENT, 2),
        (Role.EXPERT, 1),
    ]


def test_every_channel_is_known():
    assert set(CHANNEL_OF.values()) == set(CHANNELS)


def test_the_channels_are_touchpoints_of_the_codebook():
    from importlib.resources import files

    import yaml

    text = (files("pipeline.cluster.codebooks") / "touchpoints.yaml").read_text("utf-8")
    assert CHANNEL_OF.keys() <= {point["id"] for point in yaml.safe_load(text)["touchpoints"]}


def touchpoint_talks():
    return (
        Talks()
        .add("a", "Сайт неясный. {pain s1 -1 #site} | Позвонил в магазин. {action s1 0 #phone_call #shop}")
        .add("b", "Сайт удобный. {positive s1 0.5 #site}\nВ магазине очередь. {pain s2 -1 #shop}")
        .add("n", "Сайт серый. {pain s1 -0.5 #site}", Role.NON_USER)
    )


def test_a_touchpoint_has_its_respondents_and_their_feeling_at_each_stage():
    rows = make_touchpoints(touchpoint_talks().evidence())
    first = rows[0]
    assert (first.touchpoint.id, first.stage, first.claim.support.n) == ("site", "s1", 2)
    assert first.feeling.mean == -0.25
    assert first.claim.utterances[0] == "a-0-0"  # the strongest feeling speaks first
    assert [row.stage for row in rows if row.viewpoint is Role.CLIENT] == ["s1", "s1", "s1", "s2"]


def test_touchpoints_of_roles_stand_apart():
    rows = make_touchpoints(touchpoint_talks().evidence())
    assert [(row.viewpoint, row.claim.support.n) for row in rows if row.touchpoint.id == "site"] == [
        (Role.CLIENT, 2),
        (Role.NON_USER, 1),
    ]


def test_the_order_of_the_evidence_does_not_change_the_rows():
    talks = touchpoint_talks()
    assert make_touchpoints(talks.evidence()) == make_touchpoints(talks.evidence(backwards=True))
    assert make_breaks(talks.evidence()) == make_breaks(talks.evidence(backwards=True))
