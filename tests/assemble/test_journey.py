from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build import make_coding, make_theme, make_transcript, utterances_of
from pipeline.assemble.draft import draft_schema, load_draft
from pipeline.assemble.drafting import make_draft
from pipeline.assemble.maps.base import Evidence
from pipeline.assemble.maps.wording import HINTS, LANE_NAMES, nest_quotes
from pipeline.assemble.verify import verify
from pipeline.errors import DraftError
from pipeline.records import Grouping, Kind, Role, Stage, StageSource, Touchpoint, TouchpointType
from pipeline.registry import MAPS

STAGES = (
    Stage(id="s1", name="Выбор", order=1, source=StageSource.GIVEN),
    Stage(id="s2", name="Ремонт", order=2, source=StageSource.GIVEN),
)
MANIFEST = {
    "tool": "interview-cjm 0",
    "settings": {},
    "codebook_sha256": "0",
    "embedder": {"name": "lsa", "dimension": 2, "sha256": "0"},
}


def evidence_of(transcripts, codings, themes=(), unassigned=()):
    utterances = {u.id: u for t in transcripts for u in utterances_of(t) if u.speaker.endswith("р")}
    return Evidence(
        language="ru",
        interviews={t.id: t for t in transcripts},
        utterances=utterances,
        codings={i: codings.get(i) or make_coding(i, stage=None) for i in utterances},
        stages=STAGES,
        touchpoints={"phone": Touchpoint(id="phone", name="звонок", type=TouchpointType.HUMAN)},
        grouping=Grouping(themes=tuple(themes), unassigned=tuple(unassigned)),
    )


def cell(drawn, lane, stage):
    row = next(row for row in drawn.lanes if row.id == lane)
    return next(found for found in row.cells if found.stage == stage)


def two_clients_and_an_expert():
    talk = (("и", "Как прошло?"), ("р", "Ждал неделю."), ("и", "И что?"), ("р", "Ушёл к соседям."))
    transcripts = [
        make_transcript("a", *talk),
        make_transcript("b", *talk),
        make_transcript("e", *talk, role=Role.EXPERT),
    ]
    codings = {
        f"{name}-1": make_coding(f"{name}-1", "pain", stage="s2", valence=-2, touchpoints=["phone"])
        for name in "abe"
    }
    theme = make_theme("t1", "pain", ["a-1", "b-1", "e-1"], stage="s2", label="Долгое ожидание")
    return evidence_of(transcripts, codings, [theme])


def test_a_theme_becomes_a_claim_with_this_viewpoints_respondents_only():
    drawn = MAPS.get("journey").build(two_clients_and_an_expert(), Role.CLIENT)
    (claim,) = cell(drawn, "pains", "s2").claims
    assert (claim.text, claim.utterances) == ("Долгое ожидание", ("a-1", "b-1"))
    assert claim.support.by_role[0] == (Role.CLIENT, 2, 2)


def test_a_role_nobody_spoke_for_has_empty_cells_that_say_what_to_ask():
    drawn = MAPS.get("journey").build(two_clients_and_an_expert(), Role.NON_USER)
    assert all(not c.claims for lane in drawn.lanes for c in lane.cells)
    assert "«Ремонт»" not in cell(drawn, "pains", "s2").hint
    assert "„Ремонт“" in cell(drawn, "pains", "s2").hint


def test_touchpoints_are_named_and_counted_in_respondents():
    (claim,) = cell(
        MAPS.get("journey").build(two_clients_and_an_expert(), Role.CLIENT), "touchpoints", "s2"
    ).claims
    assert (claim.text, len(claim.utterances)) == ("звонок", 2)


def test_a_strong_shared_pain_with_an_outcome_is_a_moment_of_truth():
    drawn = MAPS.get("journey").build(two_clients_and_an_expert(), Role.CLIENT)
    assert not cell(drawn, "moments", "s2").claims  # the outcome is told in another turn
    talk = (("и", "Как прошло?"), ("р", "Ждал неделю и ушёл к соседям."))
    transcripts = [make_transcript("a", *talk), make_transcript("b", *talk)]
    codings = {f"{n}-1": make_coding(f"{n}-1", "pain", stage="s2", valence=-1) for n in "ab"}
    drawn = MAPS.get("journey").build(
        evidence_of(transcripts, codings, [make_theme("t1", "pain", ["a-1", "b-1"], stage="s2")]), Role.CLIENT
    )
    assert cell(drawn, "moments", "s2").claims


def test_a_pain_without_an_idea_becomes_an_open_question():
    drawn = MAPS.get("journey").build(two_clients_and_an_expert(), Role.CLIENT)
    assert "Долгое ожидание" in cell(drawn, "ideas", "s2").hint


def test_a_single_voice_fills_a_cell_in_its_own_words():
    transcript = make_transcript("a", ("и", "Что хотели?"), ("р", "Чтобы без очереди."))
    evidence = evidence_of([transcript], {"a-1": make_coding("a-1", "goal")}, unassigned=["a-1"])
    (claim,) = cell(MAPS.get("journey").build(evidence, Role.CLIENT), "goals", "s1").claims
    assert (claim.text, claim.grade) == ("Чтобы без очереди.", "single")


def test_every_lane_and_hint_has_both_languages():
    lanes = set(MAPS.get("journey").lanes)
    for language in ("ru", "en"):
        assert set(LANE_NAMES[language]) == lanes
        assert lanes < set(HINTS[language])


def test_inner_quotes_are_written_as_print_writes_them():
    assert nest_quotes("Спросите: «Что на «Ремонте»?»") == "Спросите: «Что на „Ремонте“?»"


def draft_of(evidence):
    utterances = [u for t in evidence.interviews.values() for u in utterances_of(t)]
    maps = [MAPS.get("journey").build(evidence, Role.CLIENT)]
    study = {"title": "Ремонт", "language": "ru", "map": "journey", "product": ""}
    return make_draft(evidence, utterances, maps, study, MANIFEST)


def test_a_draft_survives_its_bytes():
    draft = draft_of(two_clients_and_an_expert())
    assert load_draft(draft.dump(), "draft.json") == draft


def test_a_draft_of_another_shape_is_refused_naming_the_place():
    with pytest.raises(DraftError, match=r"draft.json: unassigned: field required"):
        load_draft(
            draft_of(two_clients_and_an_expert()).dump().replace(b'"unassigned"', b'"unasigned"'),
            "draft.json",
        )


def test_the_draft_keeps_its_published_schema():
    import json

    import jsonschema

    jsonschema.validate(json.loads(draft_of(two_clients_and_an_expert()).dump()), draft_schema())


def texts(evidence):
    return {t.id: t.canonical for t in evidence.interviews.values()}


def test_an_honest_draft_verifies():
    evidence = two_clients_and_an_expert()
    found = verify(draft_of(evidence), texts(evidence))
    assert found.passed
    assert found.verified == found.quotes == 12


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('"text": "Ждал неделю."', '"text": "Ждал месяц..."', "is not the first of the maps"),
        (
            '"text": "Ждал неделю.",\n   "themes": [\n    "t1"',
            '"text": "Ждал месяц..",\n   "themes": [\n    "t1"',
            "is not what stands",
        ),
        ('"label": "Долгое ожидание"', '"label": "Долгое"', "says what its evidence does not"),
        ('"n": 3,', '"n": 9,', "says 9 respondents, has 3"),
        ('"utterances": [\n    "a-1"', '"utterances": [\n    "zzz"', "is not in the draft"),
    ],
)
def test_a_forged_draft_is_caught(old, new, word):
    evidence = two_clients_and_an_expert()
    data = draft_of(evidence).dump().decode()
    assert old in data
    forged = load_draft(data.replace(old, new, 1).encode(), "draft.json")
    found = verify(forged, texts(evidence))
    assert not found.passed
    assert word in " ".join(found.failures)


def test_a_claim_that_puts_words_in_someones_mouth_is_caught():
    import json

    evidence = two_clients_and_an_expert()
    data = json.loads(draft_of(evidence).dump())
    for drawn in (data["map"], *data["maps"]):
        for lane in drawn["lanes"]:
            for found in lane["cells"]:
                for claim in found["claims"]:
                    claim["text"] += "!"
    failures = verify(load_draft(json.dumps(data).encode(), "draft.json"), texts(evidence)).failures
    assert failures
    assert all("says what its evidence does not" in failure for failure in failures)


def test_a_quote_of_an_unknown_interview_is_not_believed():
    evidence = two_clients_and_an_expert()
    assert verify(draft_of(evidence), {}).verified == 0


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from(list(Kind)), st.sampled_from(["s1", "s2"]), st.integers(-2, 2)),
        min_size=1,
        max_size=8,
    )
)
def test_no_claim_exists_without_evidence_of_its_own_role(codes):
    talk = [("и", "Ну?")] + [("р", f"Ответ {n}.") for n in range(len(codes))]
    transcripts = [make_transcript("a", *talk), make_transcript("e", *talk, role=Role.EXPERT)]
    codings = {
        f"{name}-{n + 1}": make_coding(f"{name}-{n + 1}", kind, stage=stage, valence=valence)
        for name in "ae"
        for n, (kind, stage, valence) in enumerate(codes)
    }
    evidence = evidence_of(transcripts, codings, unassigned=sorted(codings))
    for role in Role:
        for lane in MAPS.get("journey").build(evidence, role).lanes:
            for found in lane.cells:
                assert all(
                    evidence.interviews[evidence.utterances[i].interview].role is role
                    for c in found.claims
                    for i in c.utterances
                )
