from __future__ import annotations

from dataclasses import replace

import pytest

from build import make_coding, make_theme, make_transcript, utterances_of
from pipeline.assemble.maps.assessment import rank_stages
from pipeline.assemble.maps.base import Evidence
from pipeline.assemble.maps.tallies import tally
from pipeline.assemble.maps.wording_managing import FIGURES, HINTS, LANES, RULES
from pipeline.assemble.values import StageNote
from pipeline.records import Grouping, Role, Stage, StageSource, Touchpoint, TouchpointType
from pipeline.registry import MAPS

NAMES = {"s1": "Выбор", "s2": "Ремонт", "s3": "Оплата"}
STAGES = tuple(
    Stage(id=i, name=name, order=at, source=StageSource.GIVEN)
    for at, (i, name) in enumerate(NAMES.items(), 1)
)


def evidence_of(said, themes=(), notes=None, role=Role.CLIENT):
    """Evidence of ``said``: interview → (kind, stage, valence) of its answers, "-" for no kind."""
    transcripts, codings = [], {}
    for name, answers in said.items():
        talk = [
            pair for n, _ in enumerate(answers) for pair in (("и", "Ну?"), ("р", f"Ответ {n} от {name}."))
        ]
        transcripts.append(make_transcript(name, *talk, role=role))
        for n, (kind, stage, valence) in enumerate(answers):
            kinds = () if kind == "-" else (kind,)
            i = f"{name}-{2 * n + 1}"
            codings[i] = make_coding(i, *kinds, stage=stage, valence=valence, touchpoints=["site"])
    utterances = {u.id: u for t in transcripts for u in utterances_of(t) if u.speaker.endswith("р")}
    themed = {i for theme in themes for i in theme.utterances}
    alone = tuple(i for i in utterances if codings[i].kinds and i not in themed)
    return Evidence(
        language="ru",
        interviews={t.id: t for t in transcripts},
        utterances=utterances,
        codings=codings,
        stages=STAGES,
        touchpoints={"site": Touchpoint(id="site", name="сайт", type=TouchpointType.STATIC)},
        grouping=Grouping(themes=tuple(themes), unassigned=alone),
        notes=notes or {},
    )


def cell(evidence, kind, lane, stage, role=Role.CLIENT):
    drawn = MAPS.get(kind).build(evidence, role)
    row = next(row for row in drawn.lanes if row.id == lane)
    return next(found for found in row.cells if found.stage == stage)


def figures(evidence, kind, lane, stage):
    return {f.id: (f.value, f.of) for f in cell(evidence, kind, lane, stage).figures}


# ---------------------------------------------------------------- governance


def test_what_the_researcher_wrote_stands_apart_and_what_is_missing_says_where_to_write_it():
    evidence = evidence_of({"a": [("pain", "s2", -1)]}, notes={"s2": StageNote(owner="Старший мастер")})
    owner = cell(evidence, "governance", "owner", "s2")
    assert (owner.given, owner.hint, owner.claims) == ("Старший мастер", "", ())
    empty = cell(evidence, "governance", "metric", "s2")
    assert empty.given == ""
    assert "stages.csv, столбец metric" in empty.hint
    assert "«Ремонт»" in empty.hint


def test_a_pain_felt_more_by_as_many_people_comes_first_and_a_single_voice_last():
    said = {
        "a": [("pain", "s2", -1), ("pain", "s2", -2), ("pain", "s2", -2)],
        "b": [("pain", "s2", -1), ("pain", "s2", -1.5)],
    }
    themes = [
        make_theme("mild", "pain", ["a-1", "b-1"], stage="s2"),
        make_theme("bad", "pain", ["a-3", "b-3"], stage="s2"),
        make_theme("alone", "pain", ["a-5"], stage="s2"),
    ]
    claims = cell(evidence_of(said, themes), "governance", "pains", "s2").claims
    assert [claim.text for claim in claims] == ["bad", "mild", "alone"]


def test_a_stage_counts_those_who_are_in_pain_and_the_share_of_the_dissatisfied():
    said = {
        "a": [("pain", "s2", -1), ("positive", "s2", 2)],
        "b": [("pain", "s2", -1)],
        "c": [("action", "s2", 0)],
    }
    found = figures(evidence_of(said), "governance", "pains", "s2")
    assert found == {"pained": (2, 3), "negative": (0.5, None)}  # a's mean is positive, c shows no feeling


def test_a_pain_counts_at_the_stage_of_its_theme():
    said = {"a": [("pain", "s1", -1)], "b": [("pain", "s2", -1)], "c": [("pain", "s2", -1)]}
    theme = make_theme("t", "pain", ["a-1", "b-1", "c-1"], stage="s2")
    evidence = evidence_of(said, [theme])
    assert figures(evidence, "governance", "pains", "s2")["pained"] == (3, 3)
    assert "pained" not in figures(evidence, "assessment", "measures", "s1") or (
        figures(evidence, "assessment", "measures", "s1")["pained"] == (0, 3)
    )


# ---------------------------------------------------------------- assessment


def test_a_stage_is_measured_by_feeling_pains_and_people():
    said = {
        "a": [("pain", "s2", -1), ("pain", "s2", -1)],
        "b": [("positive", "s2", 2)],
        "c": [("-", "s1", 0)],
    }
    found = figures(evidence_of(said), "assessment", "measures", "s2")
    assert found == {
        "spoke": (2, 3),
        "valence": (0.5, None),
        "pained": (1, 3),
        "density": (1.0, None),
        "said": (3, None),
    }


def test_the_researchers_scores_are_shown_as_they_are_and_cite_nobody():
    evidence = evidence_of({"a": [("pain", "s2", -1)]}, notes={"s2": StageNote(csat=2.5, nps=-30)})
    shown = cell(evidence, "assessment", "scores", "s2").figures
    assert [(f.id, f.value, f.unit, f.utterances) for f in shown] == [
        ("csat", 2.5, "score", ()),
        ("nps", -30, "score", ()),
    ]
    assert "stages.csv" in cell(evidence, "assessment", "scores", "s1").hint


def ranks(said):
    evidence = evidence_of(said)
    return rank_stages(tally(evidence, Role.CLIENT), STAGES)


def test_the_worst_stage_is_first_by_feeling_and_by_the_share_of_those_in_pain():
    said = {
        name: [("pain", "s2", -2), ("positive", "s1", 2), ("pain" if name == "a" else "action", "s3", -0.5)]
        for name in "ab"
    }
    assert ranks(said) == {"s2": 1, "s3": 2, "s1": 3}


def test_equal_stages_share_a_rank():
    said = {name: [("pain", "s1", -1), ("pain", "s2", -1), ("positive", "s3", 1)] for name in "ab"}
    assert ranks(said) == {"s1": 1, "s2": 1, "s3": 3}


def test_a_stage_that_one_person_spoke_of_has_no_rank_but_a_hint():
    said = {
        "a": [("pain", "s1", -1), ("pain", "s2", -2), ("pain", "s3", -2)],
        "b": [("pain", "s1", 0), ("pain", "s3", -1)],
    }
    evidence = evidence_of(said)
    assert not cell(evidence, "assessment", "rank", "s2").figures
    assert "меньше двух респондентов" in cell(evidence, "assessment", "rank", "s2").hint
    (rank,) = cell(evidence, "assessment", "rank", "s3").figures
    assert (rank.value, rank.of, rank.unit) == (1, 2, "rank")


def test_one_stage_alone_is_not_ranked():
    evidence = evidence_of({"a": [("pain", "s1", -1)], "b": [("pain", "s1", -1)]})
    assert not cell(evidence, "assessment", "rank", "s1").figures
    assert "сравнить не с чем" in cell(evidence, "assessment", "rank", "s1").hint


def test_three_pains_and_three_likes_are_shown():
    said = {"a": [("pain", "s1", -1)] * 5 + [("positive", "s1", 1)] * 5}
    themes = [make_theme(f"p{n}", "pain", [f"a-{2 * n + 1}"], stage="s1") for n in range(5)]
    themes += [make_theme(f"l{n}", "positive", [f"a-{2 * n + 11}"], stage="s1") for n in range(5)]
    evidence = evidence_of(said, themes)
    assert [len(cell(evidence, "assessment", lane, "s1").claims) for lane in ("pains", "positives")] == [3, 3]


# ---------------------------------------------------------------- checklist


def test_each_question_has_its_kinds():
    said = {
        "a": [(kind, "s1", 0) for kind in ("action", "goal", "question", "pain", "idea", "positive")],
    }
    kinds = ("action", "goal", "question", "pain", "idea", "positive")
    themes = [make_theme(kind, kind, [f"a-{2 * n + 1}"], stage="s1") for n, kind in enumerate(kinds)]
    evidence = evidence_of(said, themes)
    shown = {
        lane: [claim.text for claim in cell(evidence, "checklist", lane, "s1").claims]
        for lane in MAPS.get("checklist").lanes
    }
    assert shown == {
        "touches": ["сайт", "action"],
        "needs": ["goal", "question"],
        "risks": ["pain"],
        "strengthen": ["idea", "positive"],
    }
    assert figures(evidence, "checklist", "touches", "s1") == {"spoke": (1, 1)}


def test_the_three_questions_are_the_names_of_lanes():
    names = [lane.name for lane in MAPS.get("checklist").build(evidence_of({}), Role.CLIENT).lanes]
    assert "Каких этапов касается?" in names
    assert "Каким потребностям здесь противоречит?" in names
    assert "Чем усилить?" in names


# ---------------------------------------------------------------- all of them


@pytest.mark.parametrize("kind", ["governance", "assessment", "checklist"])
def test_experts_maps_say_that_they_are_opinions(kind):
    evidence = evidence_of({"e": [("pain", "s1", -1)]}, role=Role.EXPERT)
    assert "мнения экспертов" in MAPS.get(kind).build(evidence, Role.EXPERT).rules[0]
    assert not any("мнения" in rule for rule in MAPS.get(kind).build(evidence, Role.CLIENT).rules)


@pytest.mark.parametrize("kind", ["governance", "assessment", "checklist"])
def test_an_english_study_is_told_in_english(kind):
    evidence = replace(evidence_of({"a": [("pain", "s1", -1)]}), language="en", stages=())
    drawn = MAPS.get(kind).build(evidence, Role.CLIENT)
    assert all(
        text.isascii() or "×" in text or "−" in text or "“" in text or "–" in text for text in drawn.rules
    )
    assert all(lane.name.isascii() for lane in drawn.lanes)


@pytest.mark.parametrize("texts", [LANES, HINTS, FIGURES, RULES])
def test_every_text_has_both_languages(texts):
    assert texts["ru"].keys() == texts["en"].keys()
    assert all(texts[language].values() for language in texts)
