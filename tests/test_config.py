from __future__ import annotations

import pytest

from pipeline.config import InterviewRow, InterviewTable, load_interviews, load_study, parse_study
from pipeline.errors import StudyError
from pipeline.records import Role


def test_a_bare_folder_is_a_study_named_after_itself(tmp_path):
    study = load_study(tmp_path)
    assert (study.title, study.stages, study.anonymize, study.embedder) == (
        tmp_path.name,
        "auto",
        True,
        "e5-small",
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(StudyError, match="no such study folder"):
        load_study(tmp_path / "nothing")


def test_an_unknown_key_names_its_line_and_the_nearest_valid_key():
    with pytest.raises(StudyError) as caught:
        parse_study("title: Такси\nstagess: aida5\n", "study.yaml")
    assert str(caught.value) == "study.yaml:2: unknown key 'stagess'; did you mean 'stages'?"


def test_a_wrong_value_names_its_line():
    with pytest.raises(StudyError, match=r"^study.yaml:2: language"):
        parse_study("title: Такси\nlanguage: de\n", "study.yaml")


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n"])
def test_yaml_that_is_no_mapping_is_refused(text):
    with pytest.raises(StudyError, match="key: value"):
        parse_study(text, "study.yaml")


def test_broken_yaml_names_the_line():
    with pytest.raises(StudyError, match=r"^study.yaml:2: not readable as YAML"):
        parse_study("title: [a\nlanguage: ru: x\n", "study.yaml")


def test_stages_may_be_plain_names_and_get_ids_in_order():
    study = parse_study("stages:\n  - Выбор\n  - {name: Оплата}\n", "study.yaml")
    assert [(s.id, s.name) for s in study.stages] == [("s1", "Выбор"), ("s2", "Оплата")]


def test_a_stage_id_that_stands_twice_is_refused():
    with pytest.raises(StudyError, match="stands twice"):
        parse_study("stages:\n  - {id: a, name: Выбор}\n  - {id: a, name: Оплата}\n", "study.yaml")


def test_sub_stages_stand_under_the_name_of_their_head():
    text = "stages:\n  - Поиск\n  - name: Выбор\n    stages: [Сравнение, {name: Проба, id: t}]\n"
    stages = parse_study(text, "study.yaml").stages
    assert [(s.id, s.name, s.phase) for s in stages] == [
        ("s1", "Поиск", ""),
        ("s2", "Сравнение", "Выбор"),
        ("t", "Проба", "Выбор"),
    ]


@pytest.mark.parametrize(
    ("entry", "fact"),
    [
        ("{name: Выбор, stages: []}", "a head of sub-stages"),
        ("{name: Выбор, stages: Проба}", "a head of sub-stages"),
        ("{name: Выбор, id: x, stages: [Проба]}", "a head of sub-stages"),
        ("{stages: [Проба]}", "a head of sub-stages"),
        ("{name: Выбор, stages: [{name: Проба, stages: [А]}]}", "extra|forbidden|known|stages"),
        ("{name: Выбор, stages: [7]}", "a stage is a name or has a name, not '7'"),
        ("7", "a stage is a name or has a name, not '7'"),
    ],
)
def test_a_stage_that_is_none_is_refused(entry, fact):
    with pytest.raises(StudyError, match=fact):
        parse_study(f"stages:\n  - {entry}\n", "study.yaml")


@pytest.mark.parametrize(
    ("said", "kinds"),
    [("blueprint", ("blueprint",)), ("[journey, blueprint, journey]", ("journey", "blueprint"))],
)
def test_a_study_may_wish_several_kinds_of_maps(said, kinds):
    assert parse_study(f"map: {said}\n", "study.yaml").kinds == kinds


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_study_yaml_is_read_in_any_usual_encoding(tmp_path, encoding):
    (tmp_path / "study.yaml").write_bytes("title: Доставка\n".encode(encoding))
    assert load_study(tmp_path).title == "Доставка"


def test_interviews_csv_survives_a_round_trip(tmp_path):
    row = InterviewRow(
        path="клиенты/1.txt",
        role=Role.CLIENT,
        respondents=("Анна", "Олег"),
        interviewers=("И",),
        language="ru",
    )
    (tmp_path / "interviews.csv").write_bytes(InterviewTable({}).updated([row]))
    assert load_interviews(tmp_path).rows == {"клиенты/1.txt": row}


def test_rewriting_interviews_csv_keeps_the_researchers_own_columns(tmp_path):
    (tmp_path / "interviews.csv").write_text("path;город\r\nb.txt;Омск\r\n", encoding="utf-8")
    rows = [InterviewRow(path="a.txt", role=Role.EXPERT), InterviewRow(path="b.txt", role=Role.CLIENT)]
    (tmp_path / "interviews.csv").write_bytes(load_interviews(tmp_path).updated(rows))
    again = load_interviews(tmp_path)
    assert [cells.get("город") for cells in again.cells] == ["Омск", ""]
    assert again.rows["b.txt"].role is Role.CLIENT
    assert again.delimiter == ";"


def test_interviews_csv_may_come_back_from_russian_excel(tmp_path):
    (tmp_path / "interviews.csv").write_bytes("path;role;segment\nа.txt;expert;опт\n".encode("cp1251"))
    row = load_interviews(tmp_path).rows["а.txt"]
    assert (row.role, row.segment, row.respondents) == (Role.EXPERT, "опт", ())


def test_a_wrong_role_in_interviews_csv_names_its_line(tmp_path):
    (tmp_path / "interviews.csv").write_text("path,role\na.txt,client\nb.txt,boss\n", encoding="utf-8")
    with pytest.raises(StudyError, match=r"interviews.csv:3: column role: 'boss' is not allowed"):
        load_interviews(tmp_path)


def test_interviews_csv_without_paths_is_refused(tmp_path):
    (tmp_path / "interviews.csv").write_text("role\nclient\n", encoding="utf-8")
    with pytest.raises(StudyError, match="no column 'path'"):
        load_interviews(tmp_path)
