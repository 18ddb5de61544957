"""What every kind of map must keep to; the list comes from the registry."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

import pipeline.assemble.maps
from build import make_coding, make_theme, make_transcript, utterances_of
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.draft import MapPart
from pipeline.assemble.drafting import make_draft, map_part
from pipeline.assemble.evidence import base_of, grade_viewpoint, support, voices_of
from pipeline.assemble.maps.base import Evidence
from pipeline.assemble.recalled import recall
from pipeline.assemble.values import Unit
from pipeline.assemble.verify import verify
from pipeline.records import (
    Grouping,
    Kind,
    Role,
    SpeakerRole,
    Stage,
    StageSource,
    Touchpoint,
    TouchpointType,
)
from pipeline.registry import MAPS
from report_fixture import bicycle_draft

PLACE = Path(pipeline.assemble.maps.__file__).parent
EVERYTHING = frozenset(Kind)
MUST_SHOW = {  # kinds of the themes that may not be missing from a map, whatever their support
    "journey": EVERYTHING,
    "customer_eyes": EVERYTHING - {Kind.IDEA},
    "blueprint": {Kind.ACTION},
    "governance": {Kind.PAIN},
}
GIVEN = {Unit.SCORE, Unit.RANK}  # figures that no utterance need stand behind


@pytest.fixture(scope="module")
def bicycle():
    draft, transcripts = bicycle_draft()
    return recall(draft, transcripts)


@pytest.fixture(params=list(MAPS))
def kind(request):
    return MAPS.get(request.param)


def cells(drawn):
    return [(lane, cell) for lane in drawn.lanes for cell in lane.cells]


def of_role(evidence, i, role):
    return evidence.interviews[evidence.utterances[i].interview].role is role


def study(*talks, stages=2, label="Долго", language="ru", names=None):
    """A study of (role, [(text, kind, stage number, valence)]) talks, each kind and stage one theme."""
    transcripts, codings, themes = [], {}, {}
    for number, (role, said) in enumerate(talks):
        name = f"i{number:02}"
        talk = [("и", "Ну?"), *(("р", text) for text, *_ in said)]
        transcripts.append(make_transcript(name, *talk, role=role, language=language))
        for at, (_, code, stage, valence) in enumerate(said, 1):
            i = f"{name}-{at}"
            place = f"s{stage}" if stage else None
            codings[i] = make_coding(i, *code, stage=place, valence=valence, touchpoints=["phone", "site"])
            for one in code:
                themes.setdefault((one, place), []).append(i)
    utterances = {
        u.id: u for t in transcripts for u in utterances_of(t) if u.speaker_role is SpeakerRole.RESPONDENT
    }
    return Evidence(
        language=language,
        interviews={t.id: t for t in transcripts},
        utterances=utterances,
        codings={i: codings[i] for i in utterances},
        stages=tuple(
            Stage(id=f"s{n}", name=names or f"Этап {n}", order=n, source=StageSource.GIVEN)
            for n in range(1, stages + 1)
        ),
        touchpoints={
            "phone": Touchpoint(id="phone", name="звонок", type=TouchpointType.HUMAN),
            "site": Touchpoint(id="site", name="сайт", type=TouchpointType.STATIC),
        },
        grouping=Grouping(
            themes=tuple(
                make_theme(f"t{n:03}", code, ids, stage=place, label=f"{label} {n}")
                for n, ((code, place), ids) in enumerate(sorted(themes.items(), key=str))
            ),
            unassigned=(),
        ),
    )


ALL = ("pain", "action", "positive", "goal", "question", "idea")
CLIENT = (Role.CLIENT, [("Я ждал два дня и ушёл.", ALL, 1, -2), ("Позвонил, всё решили.", ALL, 2, 1)])
EXPERT = (Role.EXPERT, [("Мастер забирает деталь со склада.", ALL, 1, -1), ("Клиенты уходят.", ALL, 2, -1)])


def shuffled(evidence):
    """The same evidence with every mapping and tuple of themes the other way round."""

    def back(found):
        return dict(reversed(found.items()))

    grouping = replace(
        evidence.grouping,
        themes=evidence.grouping.themes[::-1],
        unassigned=evidence.grouping.unassigned[::-1],
    )
    return replace(
        evidence,
        interviews=back(evidence.interviews),
        utterances=back(evidence.utterances),
        codings=back(evidence.codings),
        touchpoints=back(evidence.touchpoints),
        grouping=grouping,
    )


def test_every_file_with_a_map_is_in_the_table():
    listed = {entry.split(":")[0] for entry in MAPS.entries.values()}
    holding = {
        path.stem
        for path in PLACE.glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign) and any(getattr(t, "id", "") == "MAP" for t in node.targets)
    }
    assert holding == listed


def test_a_map_is_called_as_it_is_listed():
    assert [MAPS.get(name).name for name in MAPS] == list(MAPS)


@pytest.mark.parametrize("role", list(Role))
def test_a_map_has_its_lanes_and_a_cell_for_every_stage_in_each(kind, role, bicycle):
    drawn = kind.build(bicycle, role)
    assert (drawn.kind, drawn.viewpoint) == (kind.name, role)
    assert tuple(lane.id for lane in drawn.lanes) == kind.lanes
    assert set(kind.experts) <= set(kind.lanes)
    for lane in drawn.lanes:
        assert lane.name
        assert [cell.stage for cell in lane.cells] == [stage.id for stage in bicycle.stages]


@pytest.mark.parametrize("role", list(Role))
def test_every_claim_is_cited_by_respondents_of_the_right_role_and_counted(kind, role, bicycle):
    base = base_of(bicycle.interviews.values(), bicycle.utterances.values())
    labels = {theme.id: theme.label for theme in bicycle.grouping.themes}
    points = {point.name for point in bicycle.touchpoints.values()}
    for lane, cell in cells(kind.build(bicycle, role)):
        told_by = Role.EXPERT if lane.id in kind.experts else role
        for claim in cell.claims:
            assert all(i in bicycle.utterances and of_role(bicycle, i, told_by) for i in claim.utterances)
            said = {bicycle.utterances[i].text for i in claim.utterances}
            assert claim.text in said | points | {labels[t] for t in claim.themes}
            assert claim.support.of == len(base.voices)
            assert claim.support.n >= len(voices_of(claim.utterances, bicycle.utterances)) > 0
            assert claim.grade == grade_viewpoint(claim.support, told_by)
            if len(claim.utterances) < 12:
                voices = voices_of(claim.utterances, bicycle.utterances)
                assert claim.support == support(voices, base)


@pytest.mark.parametrize("role", list(Role))
def test_every_figure_is_what_its_utterances_say(kind, role, bicycle):
    for lane, cell in cells(kind.build(bicycle, role)):
        ids = [figure.id for figure in cell.figures]
        assert len(set(ids)) == len(ids)
        for figure in cell.figures:
            assert figure.name
            told_by = Role.EXPERT if lane.id in kind.experts else role
            assert all(of_role(bicycle, i, told_by) for i in figure.utterances)
            if figure.unit is Unit.RESPONDENTS:
                assert figure.value == len(voices_of(figure.utterances, bicycle.utterances))
                assert figure.of is not None
                assert figure.value <= figure.of
            elif figure.unit is Unit.UTTERANCES:
                assert figure.value == len(figure.utterances)
            elif figure.unit is Unit.SHARE:
                assert 0 <= figure.value <= 1
            if figure.unit not in GIVEN and figure.value:
                assert figure.utterances


@pytest.mark.parametrize("role", list(Role))
def test_nothing_that_a_kind_shows_is_lost(kind, role, bicycle):
    shown = {t for _, cell in cells(kind.build(bicycle, role)) for c in cell.claims for t in c.themes}
    wanted = {
        theme.id
        for theme in bicycle.grouping.themes
        if theme.kind in MUST_SHOW.get(kind.name, ())
        and any(of_role(bicycle, i, role) for i in theme.utterances)
    }
    assert wanted <= shown


@pytest.mark.parametrize("role", list(Role))
def test_an_empty_cell_says_what_to_do(kind, role, bicycle):
    for _, cell in cells(kind.build(bicycle, role)):
        assert cell.claims or cell.figures or cell.feeling or cell.given or cell.hint


def test_a_map_is_the_same_whatever_the_order_of_the_evidence(kind, bicycle):
    for role in Role:
        assert kind.build(shuffled(bicycle), role) == kind.build(bicycle, role)


def test_a_draft_of_the_kind_is_verified(kind, bicycle):
    roles = (Role.CLIENT, Role.EXPERT)
    draft, _ = bicycle_draft()
    made = make_draft(
        bicycle,
        list(bicycle.utterances.values()),
        [kind.build(bicycle, role) for role in roles],
        {**draft.study.model_dump(), "map": kind.name},
        draft.manifest.model_dump(),
    )
    found = verify(made, {t.id: t.canonical for t in bicycle.interviews.values()})
    assert found.failures == ()


def drawn_part(kind, evidence, role):
    base = base_of(evidence.interviews.values(), evidence.utterances.values())
    return MapPart.model_validate(map_part(kind.build(evidence, role), base))


@pytest.mark.parametrize(
    "evidence",
    [
        study(EXPERT),
        study((Role.CLIENT, [("Ну да.", (), None, 0)])),
        study(CLIENT, CLIENT, EXPERT, stages=30),
        study(CLIENT, EXPERT, label="а" * 200, names="б" * 200),
        study(CLIENT, EXPERT, label="=cmd|' /C calc'!A0 <script>\u202e🙂\n«„“»"),
        study(CLIENT, (Role.NON_USER, [("Передумала.", ALL, 1, -1)]), EXPERT, stages=1),
        study(
            (Role.CLIENT, [("I waited for two days and gave up.", ALL, 1, -2)]),
            (Role.EXPERT, [("Our mechanics order parts from suppliers.", ALL, 1, 0)]),
            language="en",
        ),
        study(stages=2),
        study(CLIENT, stages=0),
    ],
    ids=["experts", "silence", "30 stages", "long", "hostile", "one stage", "english", "nobody", "no stage"],
)
@pytest.mark.parametrize("role", list(Role))
def test_odd_studies_have_maps_too(kind, evidence, role):
    if not evidence.stages:
        evidence = replace(evidence, grouping=Grouping(themes=(), unassigned=()))
    part = drawn_part(kind, evidence, role)
    assert all(len(lane.cells) == len(evidence.stages) for lane in part.lanes)
    assert all(claim.respondents.n > 0 for lane in part.lanes for c in lane.cells for claim in c.claims)


def test_only_experts_leave_customers_maps_without_claims(kind):
    evidence = study(EXPERT)
    for lane, cell in cells(kind.build(evidence, Role.CLIENT)):
        assert not cell.claims or lane.id in kind.experts
        assert not any(figure.value for figure in cell.figures if figure.unit is Unit.RESPONDENTS)


def test_texts_of_the_program_are_in_the_study_s_language(kind):
    russian, english = (study(CLIENT, language=language) for language in ("ru", "en"))
    for ru, en in zip(
        kind.build(russian, Role.CLIENT).lanes, kind.build(english, Role.CLIENT).lanes, strict=True
    ):
        assert ru.name != en.name
        assert en.name.isascii()
    rules = kind.build(english, Role.CLIENT).rules
    assert not any("а" <= letter.lower() <= "я" for rule in rules for letter in rule)


def test_a_segment_s_map_counts_its_own_people(kind):
    draft, transcripts = bicycle_draft()
    halves = {
        i: replace(t, segment="город" if number % 2 else "область") if t.role is Role.CLIENT else t
        for number, (i, t) in enumerate(sorted(transcripts.items()))
    }
    named = draft.model_copy(
        update={
            "interviews": [
                part.model_copy(update={"segment": halves[part.id].segment}) for part in draft.interviews
            ]
        }
    )
    parts = [part for part in make_atlas(named, halves, kinds=(kind.name,)).maps if part.segment]
    assert {part.segment for part in parts} == {"город", "область"}
    own = {i: {u.id for u in draft.utterances if u.interview == i} for i in halves}
    for part in parts:
        inside = {u for i, t in halves.items() if t.segment == part.segment for u in own[i]}
        experts = {u for i, t in halves.items() if t.role is Role.EXPERT for u in own[i]}
        for lane in part.lanes:
            cited = {u for c in lane.cells for claim in c.claims for u in claim.utterances}
            assert cited <= (experts if lane.id in kind.experts else inside)


@pytest.mark.slow
def test_a_large_study_is_quick(kind):
    said = [(f"Я ждал {n} минут и ушёл.", (ALL[n % 6],), n % 8 + 1, n % 5 - 2) for n in range(250)]
    evidence = study(*[(Role.EXPERT if n % 5 == 0 else Role.CLIENT, said) for n in range(20)], stages=8)
    kind.build(evidence, Role.CLIENT)  # words are looked up once in a process
    begun = perf_counter()
    kind.build(evidence, Role.CLIENT)
    assert perf_counter() - begun < 2
