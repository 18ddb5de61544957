"""Names that the codebook lacks: in the draft, in one line of the run, and back through codebook.yaml."""

from __future__ import annotations

import pytest

from pipeline.assemble.draft import load_draft
from pipeline.progress import SilentProgress
from pipeline.workflow import RunOptions, run_study
from workflow_studies import TALK, write_study

SETTINGS = "title: Ремонт обуви\nembedder: lsa\nstages: aida5\nanonymize: false\n"
NAMED = {
    **TALK,
    "clients/e.txt": """Интервьюер: Как вы записались в ремонт?
Респондент: Скачала приложение «Каблучок», выбрала время. Потом стояла у окна приёма.
Интервьюер: Что было потом?
Респондент: В «Каблучке» пришло, что готово. Забрала за пять минут.
""",
    "clients/f.txt": """Интервьюер: Как вы узнали, что ботинки готовы?
Респондент: Смотрел в «Каблучке», там всё видно. Ещё спросил у окна приёма.
Интервьюер: Что было трудно?
Респондент: Каблучок у жены сломался, а мастер уехал. Ждали неделю.
""",
}


def run(root):
    report = run_study(root, RunOptions(), SilentProgress())
    return report, load_draft(report.draft.read_bytes(), "draft.json")


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    root = write_study(tmp_path_factory.mktemp("study"), NAMED, SETTINGS)
    return root, *run(root)


def test_the_draft_holds_the_names_with_their_utterances(study):
    _, _, draft = study
    points = {point.name: point for point in draft.proposed_touchpoints}
    assert set(points) == {"Каблучок", "окно приёма"}
    own = points["Каблучок"]
    assert (own.type, own.patterns, own.respondents) == ("interactive", ["каблучок"], 2)
    texts = {utterance.id: utterance.text for utterance in draft.utterances}
    assert all("аблучк" in texts[i] or "аблучок" in texts[i] for i in own.utterances)


def test_the_utterances_stand_in_the_order_of_the_draft(study):
    _, _, draft = study
    place = {utterance.id: number for number, utterance in enumerate(draft.utterances)}
    for point in draft.proposed_touchpoints:
        assert list(point.utterances) == sorted(point.utterances, key=place.__getitem__)


def test_a_proposal_is_no_touchpoint_of_any_utterance_or_map(study):
    _, _, draft = study
    assert not {point.name for point in draft.touchpoints} & {"Каблучок", "окно приёма"}
    lanes = [lane for drawn in draft.maps for lane in drawn.lanes if lane.id == "touchpoints"]
    claims = [claim.text for lane in lanes for cell in lane.cells for claim in cell.claims]
    assert claims
    assert not [text for text in claims if "аблучок" in text]


def test_the_run_tells_the_names_in_one_line(study):
    _, report, _ = study
    told = [str(line) for line in report.warnings if "not in the codebook" in line]
    assert told == [
        "named but not in the codebook: Каблучок, окно приёма; what is a touchpoint belongs into codebook.yaml"
    ]


def test_the_run_writes_no_codebook(study):
    root, _, _ = study
    assert not (root / "codebook.yaml").exists()


def test_a_study_without_names_of_its_own_proposes_nothing_and_says_nothing(tmp_path):
    report, draft = run(write_study(tmp_path, TALK, SETTINGS))
    assert draft.proposed_touchpoints == []
    assert not [line for line in report.warnings if "not in the codebook" in line]


def test_three_lines_in_codebook_yaml_make_it_a_touchpoint_of_the_next_run(tmp_path):
    root = write_study(tmp_path, NAMED, SETTINGS)
    (own, _) = run(root)[1].proposed_touchpoints
    (root / "codebook.yaml").write_text(
        "touchpoints:\n"
        f"  - {{id: kabluchok, type: {own.type}, name: {own.name},\n"
        f'     lemmas: "{"; ".join(own.patterns)}"}}\n',
        encoding="utf-8",
    )
    (root / "study.yaml").write_text(SETTINGS + "codebook: codebook.yaml\n", encoding="utf-8")
    _, draft = run(root)
    assert ("kabluchok", "Каблучок") in {(point.id, point.name) for point in draft.touchpoints}
    touched = {utterance.id for utterance in draft.utterances if "kabluchok" in utterance.touchpoints}
    assert set(own.utterances) <= touched
    assert [point.name for point in draft.proposed_touchpoints] == ["окно приёма"]
