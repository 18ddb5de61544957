from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from pipeline.assemble.draft import load_draft
from pipeline.cli import main
from pipeline.workflow.deciding import LONGEST
from pipeline.workflow.mapping import open_atlas
from workflow_studies import write_study

DECISION = "Убрать звонки и присылать сообщение о готовности"
SETTINGS = "title: Ремонт обуви\nembedder: lsa\nstages: aida5\nmap: [governance, assessment]\n"


def cjm(*arguments, language="ru"):
    return CliRunner(env={"CJM_LANG": language}).invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A study with a draft; tests only look at it."""
    root = write_study(tmp_path_factory.mktemp("check"), settings=SETTINGS)
    assert cjm("run", root, "--quiet").exit_code == 0
    return root


@pytest.fixture
def study(made, tmp_path):
    """A copy to be changed."""
    return shutil.copytree(made, tmp_path / "study")


def files(root):
    return {path: path.stat().st_mtime_ns for path in root.rglob("*") if path.is_file()}


# ---------------------------------------------------------------- cjm check


def test_a_decision_is_shown_with_its_quotes_stages_and_rule(made):
    result = cjm("check", made, DECISION)
    assert result.exit_code == 0, result.output
    for text in ("Прочитано так: убрать — звонки", "Прочитано так: ввести — сообщение о готовности"):
        assert text in result.stdout
    for text in ("Затронутые этапы", "Не затронуто:", "клиенты", "К1", "60", "Прочтите цитаты"):
        assert text in result.stdout


def test_the_terminals_language_is_spoken(made):
    result = cjm("check", made, "Close the phone line", language="en")
    assert result.exit_code == 0, result.output
    assert "Read as: take away: the phone line" in result.stdout


def test_json_tells_all_of_it_and_every_quote_is_of_the_draft(made):
    found = json.loads(cjm("check", made, DECISION, "--json").stdout)
    draft = load_draft((made / "draft" / "draft.json").read_bytes(), "draft.json")
    said = {u.id: u.text for u in draft.utterances}
    quotes = [quote for point in found["points"] for quote in point["quotes"]]
    assert quotes
    assert all(said[quote["id"]] == quote["text"] for quote in quotes)
    assert [part["direction"] for part in found["read"]] == ["remove", "add"]
    assert set(found["stages"]) | set(found["untouched"]) == {stage.id for stage in draft.stages}
    assert all(n <= of for point in found["points"] for n, of in point["respondents"].values())


def test_the_same_question_has_the_same_answer(made):
    assert cjm("check", made, DECISION, "--json").stdout == cjm("check", made, DECISION, "--json").stdout


def test_nothing_is_written(made):
    before = files(made)
    cjm("check", made, "Ввести совсем новую услугу, о которой никто не слышал")
    assert {p: t for p, t in files(made).items() if p.suffix not in {".db-shm", ".db-wal"}} == {
        p: t for p, t in before.items() if p.suffix not in {".db-shm", ".db-wal"}
    }


def test_an_english_decision_finds_a_touchpoint_of_a_russian_study(made):
    found = json.loads(cjm("check", made, "Close the website", "--json").stdout)
    assert any("сайт" in quote["text"].lower() for point in found["points"] for quote in point["quotes"])


def test_what_nobody_speaks_of_is_said_so(made):
    assert "об этом никто не говорит" in cjm("check", made, "Открыть зоопарк").stdout


@pytest.mark.parametrize("text", ["", "   ", "— …", "\n\t"])
def test_an_empty_decision_is_one_line(made, text):
    result = cjm("check", made, text, language="en")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "the decision is empty; say it in a sentence" in result.stderr


def test_a_decision_of_ten_thousand_characters_is_one_line(made):
    result = cjm("check", made, "закрыть кассу " * 715, language="en")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert f"at most {LONGEST} characters" in result.stderr


def test_brackets_in_a_decision_are_no_markup(made):
    assert "[bold]сайт[/]" in cjm("check", made, "Закрыть [bold]сайт[/]").stdout


def test_a_study_without_a_draft_is_one_line(tmp_path):
    root = write_study(tmp_path)
    for number in ((), ("--draft", 1)):
        result = cjm("check", root, "Закрыть кассу", *number)
        assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


def test_a_draft_that_is_not_there_is_named(made):
    result = cjm("check", made, "Закрыть кассу", "--draft", 9, language="en")
    assert result.exit_code == 1
    assert "has no draft 9" in result.stderr


# ---------------------------------------------------------------- stages.csv in a run


def map_of(root, kind):
    draft = load_draft((root / "draft" / "draft.json").read_bytes(), "draft.json")
    return next(m for m in draft.maps if m.kind == kind and m.viewpoint == "client")


def given(root, kind, lane, stage):
    row = next(row for row in map_of(root, kind).lanes if row.id == lane)
    return next(cell for cell in row.cells if cell.stage == stage)


def first_stage(root):
    return load_draft((root / "draft" / "draft.json").read_bytes(), "draft.json").stages[0]


def test_what_is_said_of_stages_enters_the_draft_and_a_change_makes_another(study):
    stage = first_stage(study)
    (study / "stages.csv").write_text(f"stage;owner;csat\n{stage.name};Анна;4,5\n", encoding="utf-8")
    assert cjm("run", study, "--quiet").exit_code == 0
    assert given(study, "governance", "owner", stage.id).given == "Анна"
    (score,) = given(study, "assessment", "scores", stage.id).figures
    assert (score.value, score.unit, score.utterances) == (4.5, "score", [])
    (study / "stages.csv").write_text(f"stage;owner\n{stage.id.upper()};Борис\n", encoding="cp1251")
    assert cjm("run", study, "--quiet").exit_code == 0
    assert given(study, "governance", "owner", stage.id).given == "Борис"
    again = json.loads(cjm("run", study, "--json").stdout)
    assert again["fresh"] is False
    (study / "stages.csv").unlink()
    assert json.loads(cjm("run", study, "--json").stdout)["fresh"] is True
    assert given(study, "governance", "owner", stage.id).given == ""


def test_the_file_is_no_transcript(study):
    (study / "stages.csv").write_text("stage,owner\n", encoding="utf-8")
    found = json.loads(cjm("run", study, "--json").stdout)
    assert "stages.csv" not in [verdict["path"] for verdict in found["files"]]


def test_a_stage_that_is_not_there_stops_the_run_with_its_line(study):
    (study / "stages.csv").write_text("stage,owner\nневедомо,Анна\n", encoding="utf-8")
    result = cjm("run", study, "--quiet", language="en")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "stages.csv:2: there is no stage 'неведомо'" in result.stderr


def test_a_wrong_number_is_refused_before_anything_is_read(study):
    (study / "stages.csv").write_text("stage,nps\nпокупка,200\n", encoding="utf-8")
    result = cjm("run", study, "--quiet", language="ru")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert "столбец nps: значение «200» не подходит; напишите число от -100 до 100" in result.stderr


def test_maps_of_a_draft_show_what_is_said_of_stages_now_and_an_old_draft_what_it_can(study):
    stage = first_stage(study)
    (study / "stages.csv").write_text(f"stage;metric\n{stage.id};Дни\n", encoding="utf-8")
    assert open_atlas(study, ("governance",)).evidence.notes[stage.id].metric == "Дни"
    (study / "study.yaml").write_text(SETTINGS.replace("aida5", "ladder7"), encoding="utf-8")
    (study / "stages.csv").unlink()
    assert cjm("run", study, "--quiet").exit_code == 0
    (study / "stages.csv").write_text("stage;metric\nselection;Дни\n", encoding="utf-8")
    assert open_atlas(study, ("governance",), 1).evidence.notes == {}
    assert set(open_atlas(study, ("governance",)).evidence.notes) == {"selection"}
