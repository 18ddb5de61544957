from __future__ import annotations

from dataclasses import replace

import pytest

from build import make_coding, make_theme, make_transcript, utterances_of
from pipeline.assemble.maps.base import Evidence
from pipeline.assemble.maps.rules_kinds import PURPOSES, RULES
from pipeline.assemble.maps.wording_kinds import BORDERS, FIGURES, HINTS, LANES
from pipeline.records import (
    Coding,
    Grouping,
    Role,
    Sign,
    SpeakerRole,
    Stage,
    StageSource,
    Touchpoint,
    TouchpointType,
)
from pipeline.registry import MAPS

STAGES = tuple(
    Stage(id=f"s{n}", name=name, order=n, source=StageSource.GIVEN)
    for n, name in enumerate(("Выбор", "Ремонт", "Выдача"), 1)
)
POINTS = {
    "call": TouchpointType.HUMAN,
    "app": TouchpointType.INTERACTIVE,
    "sign": TouchpointType.STATIC,
    "word_of_mouth": TouchpointType.HUMAN,
}


def study(themes=(), **talks):
    """A study of name = (role, (text, kinds, stage number, valence, *touchpoints), ...)."""
    transcripts, codings = [], {}
    for name, (role, *said) in talks.items():
        talk = [("и", "Ну?"), *(("р", text) for text, *_ in said)]
        transcripts.append(make_transcript(name, *talk, role=role))
        for at, (_, kinds, stage, valence, *points) in enumerate(said, 1):
            i = f"{name}-{at}"
            codings[i] = make_coding(
                i, *kinds.split(), stage=f"s{stage}", valence=valence, touchpoints=points
            )
    spoken = [u for t in transcripts for u in utterances_of(t) if u.speaker_role is SpeakerRole.RESPONDENT]
    held = {i for theme in themes for i in theme.utterances}
    return Evidence(
        language="ru",
        interviews={t.id: t for t in transcripts},
        utterances={u.id: u for u in spoken},
        codings=codings,
        stages=STAGES,
        touchpoints={name: Touchpoint(id=name, name=name, type=way) for name, way in POINTS.items()},
        grouping=Grouping(
            themes=tuple(themes),
            unassigned=tuple(i for i, c in codings.items() if c.kinds and i not in held),
        ),
    )


def cell(drawn, lane, stage):
    row = next(row for row in drawn.lanes if row.id == lane)
    return next(found for found in row.cells if found.stage == stage)


def texts(found):
    return [claim.text for claim in found.claims]


def figures(drawn, stage):
    return {f.id: f.value for lane in drawn.lanes for f in cell(drawn, lane.id, stage).figures}


# ---------------------------------------------------------------- customer's eyes


def test_experience_holds_pains_and_likes_together_the_best_backed_first():
    themes = (
        make_theme("t1", "pain", ["a-1"], stage="s1", label="Дорого"),
        make_theme("t2", "positive", ["a-2", "b-1"], stage="s1", label="Вежливо"),
    )
    evidence = study(
        themes,
        a=(Role.CLIENT, ("Дорого.", "pain", 1, -1), ("Вежливо.", "positive", 1, 1)),
        b=(Role.CLIENT, ("Вежливо было.", "positive", 1, 1)),
    )
    drawn = MAPS.get("customer_eyes").build(evidence, Role.CLIENT)
    assert texts(cell(drawn, "experience", "s1")) == ["Вежливо", "Дорого"]
    assert cell(drawn, "emotions", "s1").feeling.respondents == 2
    assert "„Ремонт“" in cell(drawn, "experience", "s2").hint


def test_a_single_voice_that_is_goal_and_question_stands_once_among_expectations():
    evidence = study(a=(Role.CLIENT, ("Хотела знать, сколько выйдет.", "goal question", 1, 0)))
    drawn = MAPS.get("customer_eyes").build(evidence, Role.CLIENT)
    assert texts(cell(drawn, "expectations", "s1")) == ["Хотела знать, сколько выйдет."]


# ---------------------------------------------------------------- experience


def test_a_theme_speaks_in_a_whole_first_person_sentence_without_names():
    said = (
        ("ну да", "action", 1, 0),
        ("Мастер смотрит колесо и записывает цену в журнал.", "action", 1, 0),
        ("Я звонила [ИМЯ 2] и просила посмотреть колесо.", "action", 1, 0),
        ("Я сначала звоню и спрашиваю, есть ли время.", "action", 1, 0),
        ("Я звоню, да?", "action", 1, 0),
    )
    theme = make_theme("t1", "action", [f"a-{n}" for n in range(1, 6)], stage="s1", label="Звонят")
    drawn = MAPS.get("experience").build(study((theme,), a=(Role.CLIENT, *said)), Role.CLIENT)
    (claim,) = cell(drawn, "do", "s1").claims
    assert claim.text == said[3][0]
    assert claim.utterances[0] == "a-4"
    assert claim.themes == ("t1",)
    assert set(claim.utterances) == set(theme.utterances)


def test_an_experience_cell_keeps_to_its_strongest_themes_and_feelings_of_both_signs():
    talk = [(f"Я ждала очень долго, {n} дней подряд.", "pain", 1, -1) for n in range(4)]
    themes = [make_theme(f"t{n}", "pain", [f"a-{n + 1}", f"b-{n + 1}"], stage="s1") for n in range(4)]
    themes.append(make_theme("t9", "positive", ["a-5"], stage="s1"))
    liked = ("Мне всё понравилось, спасибо мастеру.", "positive", 1, 1)
    evidence = study(themes, a=(Role.CLIENT, *talk, liked), b=(Role.CLIENT, *talk))
    drawn = MAPS.get("experience").build(evidence, Role.CLIENT)
    shown = [claim.themes for claim in cell(drawn, "feel", "s1").claims]
    assert shown == [("t0",), ("t1",), ("t9",)]


# ---------------------------------------------------------------- conversion


def funnel():
    return study(
        (make_theme("t1", "pain", ["b-1", "c-2"], stage="s1", label="Цена неясна"),),
        a=(Role.CLIENT, ("Позвонил им.", "action", 1, 0), ("Забрал вовремя.", "positive", 3, 1)),
        b=(Role.CLIENT, ("Цены я не нашёл.", "pain", 1, -1), ("Ну и я ушёл.", "", 1, -1)),
        c=(
            Role.CLIENT,
            ("Чуть не ушла к соседям.", "", 1, -1),
            ("Цена непонятная.", "pain", 1, -1),
            ("Ждала долго.", "pain", 2, -1),
        ),
        d=(
            Role.CLIENT,
            ("Хотелось бы скидку.", "idea", 3, 0),
        ),
    )


def test_the_funnel_counts_who_reached_and_who_stopped():
    drawn = MAPS.get("conversion").build(funnel(), Role.CLIENT)
    assert figures(drawn, "s1") == {"reached": 3, "going_on": 0.667, "stopped": 1}
    assert figures(drawn, "s2") == {"reached": 2, "going_on": 1.0, "stopped": 0}
    assert figures(drawn, "s3") == {"reached": 1, "going_on": 1.0, "stopped": 0}


def test_reasons_are_the_leavers_words_and_their_own_pains():
    drawn = MAPS.get("conversion").build(funnel(), Role.CLIENT)
    reasons = cell(drawn, "reasons", "s1").claims
    assert [(c.text, c.utterances) for c in reasons] == [
        ("Ну и я ушёл.", ("b-2",)),
        ("Цена неясна", ("b-1",)),
    ]
    assert texts(cell(drawn, "wavered", "s1")) == ["Чуть не ушла к соседям."]


def test_who_left_and_told_of_a_later_stage_did_not_stop():
    evidence = study(
        a=(Role.CLIENT, ("Передумала.", "", 1, -1), ("Потом всё же забрала.", "action", 3, 0)),
    )
    drawn = MAPS.get("conversion").build(evidence, Role.CLIENT)
    assert figures(drawn, "s1")["stopped"] == 0
    assert texts(cell(drawn, "wavered", "s1")) == ["Передумала."]


@pytest.mark.parametrize("said", ["Я бы подождал.", "Если бы позвонили, забрал бы."])
def test_a_supposition_reaches_no_stage(said):
    evidence = study(a=(Role.CLIENT, (said, "action", 3, 0)))
    assert figures(MAPS.get("conversion").build(evidence, Role.CLIENT), "s3") == {}


def test_a_mere_yes_reaches_no_stage():
    evidence = study(a=(Role.CLIENT, ("Ну да.", "pain", 3, -1)))
    prompted = Coding(
        **{
            name: getattr(evidence.codings["a-1"], name)
            for name in ("utterance", "kinds", "stage", "valence")
        },
        signs=(Sign.PROMPTED,),
    )
    evidence = replace(evidence, codings={"a-1": prompted})
    assert figures(MAPS.get("conversion").build(evidence, Role.CLIENT), "s3") == {}


def test_a_non_user_s_way_ends_at_the_first_refusal_and_opinions_after_it_do_not_count():
    evidence = study(
        a=(
            Role.NON_USER,
            ("Зашла на сайт.", "action", 1, 0),
            ("Закрыла сайт.", "action", 1, -1),
            ("У них там вечно теряют заказы.", "pain", 3, -1),
            ("Больше туда не пойду.", "", 3, -1),
        ),
        b=(Role.NON_USER, ("Не знаю таких.", "pain", 2, 0)),
    )
    drawn = MAPS.get("conversion").build(evidence, Role.NON_USER)
    assert figures(drawn, "s1") == {"reached": 1, "going_on": 0.0, "stopped": 1}
    assert figures(drawn, "s3") == {}
    assert texts(cell(drawn, "reasons", "s3")) == ["Больше туда не пойду."]
    assert any("1 из 2" in rule for rule in drawn.rules)


def test_experts_tell_why_and_are_not_counted():
    evidence = study(
        (make_theme("t1", "pain", ["e-1"], stage="s1", label="Дорого"),),
        e=(Role.EXPERT, ("Люди видят цену и уходят.", "pain", 1, -1), ("Я ушёл.", "", 2, -1)),
    )
    drawn = MAPS.get("conversion").build(evidence, Role.EXPERT)
    assert not any(figures(drawn, stage.id) for stage in STAGES)
    assert texts(cell(drawn, "reasons", "s1")) == ["Люди видят цену и уходят.", "Дорого"]
    assert "мнения" in drawn.rules[0]


# ---------------------------------------------------------------- blueprint


def service():
    return study(
        a=(
            Role.CLIENT,
            ("Прождала два дня.", "pain", 2, -1, "call"),
            ("Мне нужен срок.", "goal", 2, 0, "sign", "word_of_mouth"),
        ),
        b=(Role.CLIENT, ("Дозвонился за час.", "action", 2, 0, "call"), ("Открыл.", "", 2, 0, "app")),
        e=(
            Role.EXPERT,
            ("Мастер разбирает втулку.", "action", 2, 0),
            ("Деталь едет со склада.", "pain", 2, -1),
            ("Мы говорим клиенту цену.", "action", 2, 0),
        ),
    )


def test_lanes_below_the_line_of_visibility_hold_experts_words_alone():
    drawn = MAPS.get("blueprint").build(service(), Role.CLIENT)
    assert texts(cell(drawn, "backstage", "s2")) == ["Мастер разбирает втулку."]
    assert texts(cell(drawn, "support", "s2")) == ["Деталь едет со склада."]
    (claim,) = cell(drawn, "support", "s2").claims
    assert {role: n for role, n, _ in claim.support.by_role}[Role.EXPERT] == 1
    assert [lane.border for lane in drawn.lanes] == [
        "",
        "линия взаимодействия",
        "линия видимости",
        "линия внутреннего взаимодействия",
        "",
    ]
    assert "Заполните со службой" in cell(drawn, "backstage", "s1").hint


def test_time_is_told_in_own_words_and_counted():
    drawn = MAPS.get("blueprint").build(service(), Role.CLIENT)
    time = cell(drawn, "time", "s2")
    assert texts(time) == ["Прождала два дня.", "Дозвонился за час."]
    assert [(f.id, f.value, f.of) for f in time.figures] == [("told_time", 2, 2)]


def test_signs_friends_and_what_one_person_met_are_not_on_the_stage():
    drawn = MAPS.get("blueprint").build(service(), Role.CLIENT)
    assert texts(cell(drawn, "onstage", "s2")) == ["call"]


# ---------------------------------------------------------------- wording


def test_everything_is_said_in_both_languages():
    for table in (BORDERS, FIGURES, HINTS, RULES, PURPOSES):
        assert table["ru"].keys() == table["en"].keys()
        assert not any("а" <= c.lower() <= "я" for text in table["en"].values() for c in text)
    for kind, lanes in LANES["ru"].items():
        assert tuple(lanes) == tuple(LANES["en"][kind]) == MAPS.get(kind).lanes


def test_every_kind_of_the_table_says_what_it_is_for():
    assert set(MAPS) <= set(PURPOSES["ru"])
