from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.assemble.values import StageNote
from pipeline.config_notes import COLUMNS, STAGES_FILE, load_stage_notes
from pipeline.errors import StudyError
from pipeline.records import Stage, StageSource

STAGES = (
    Stage(id="choice", name="Выбор мастерской", order=1, source=StageSource.GIVEN),
    Stage(id="repair", name="Ремонт", order=2, source=StageSource.GIVEN),
    Stage(id="pickup", name="Приём и выдача", order=3, source=StageSource.GIVEN),
)


def notes(root, text, encoding="utf-8", **options):
    (root / STAGES_FILE).write_bytes(text.encode(encoding))
    return load_stage_notes(root, STAGES, **options)


def test_no_file_says_nothing(tmp_path):
    assert load_stage_notes(tmp_path, STAGES) == {}


TABLE = "stage,owner,metric,next_action,csat,nps,ces\nrepair,Старший мастер,Доля в срок,Звонить,3.5,-20,2"


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        TABLE.replace(",", ";"),
        TABLE.replace(",", ";").replace("3.5", "3,5").replace("-20", "−20,0"),
        TABLE.replace(",", "\t").replace("\n", "\r\n"),
        TABLE.replace("repair", "  РЕМОНТ ") + "\n,,,,,,\n\n",
        "\n" + TABLE.replace("stage,owner", "Stage, OWNER ") + ",\n",
        'stage,csat,"owner",metric,nps,ces,next_action\nRepair,"3,5",Старший мастер,Доля в срок,-20,2,Звонить',
    ],
    ids=["commas", "semicolons", "decimal commas", "tabs", "by name", "header", "other order"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_sheet_is_read_however_it_was_saved(tmp_path, text, encoding):
    text = text.replace("−", "-") if encoding == "cp1251" else text
    assert notes(tmp_path, text, encoding) == {
        "repair": StageNote(
            owner="Старший мастер", metric="Доля в срок", next_action="Звонить", csat=3.5, nps=-20, ces=2
        )
    }


def test_a_name_may_be_written_without_its_dots_and_with_more_blanks(tmp_path):
    assert notes(tmp_path, "stage;owner\nприем  и выдача;Анна") == {"pickup": StageNote(owner="Анна")}


@pytest.mark.parametrize("cell", ["", "-", "–", "—", "−"])
def test_an_empty_score_or_a_dash_is_none(tmp_path, cell):
    assert notes(tmp_path, f"stage;nps\nrepair;{cell}") == {"repair": StageNote()}


def test_only_the_columns_that_are_needed_must_be_there(tmp_path):
    assert notes(tmp_path, "stage,ces\nchoice,7\nrepair,1") == {
        "choice": StageNote(ces=7),
        "repair": StageNote(ces=1),
    }


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("stage;ower\nrepair;А", 1, "unknown column 'ower'; did you mean 'owner'?"),
        ("stage;x\nrepair;А", 1, f"unknown column 'x'; columns: {', '.join(COLUMNS)}"),
        ("stage;owner;Owner\nrepair;А;Б", 1, "column 'Owner' stands twice; remove one of the two"),
        ("owner;metric\nА;Б", 1, "has no column 'stage'; columns: stage, owner"),
        ("", 1, "has no column 'stage'"),
        ("stage;owner\nрепонт;А", 2, "there is no stage 'репонт'; did you mean 'Ремонт'?"),
        ("stage;owner\nrepeir;А", 2, "there is no stage 'repeir'; did you mean 'repair'?"),
        (
            "stage;owner\nrepair;А\nzzz;Б",
            3,
            "there is no stage 'zzz'; stages: choice (Выбор мастерской), repair",
        ),
        ("stage;owner\n;А", 2, "the line names no stage; write its id or its name under 'stage'"),
        ("stage;owner\nrepair;А\nchoice;Б\nРемонт;В", 4, "stage 'Ремонт' stands twice, first in line 2"),
        (
            "stage;csat\nrepair;5.1",
            2,
            "column csat: '5.1' is not allowed; write a number from 1 to 5, or nothing",
        ),
        ("stage;csat\nrepair;0", 2, "write a number from 1 to 5"),
        ("stage;nps\nrepair;101", 2, "column nps: '101' is not allowed; write a number from -100 to 100"),
        ("stage;nps\nrepair;-100,5", 2, "from -100 to 100"),
        ("stage;ces\nrepair;8", 2, "column ces: '8' is not allowed; write a number from 1 to 7"),
        ("stage;ces\nrepair;много", 2, "column ces: 'много' is not allowed"),
        ("stage;ces\nrepair;nan", 2, "column ces: 'nan' is not allowed"),
        ("stage;ces\nrepair;inf", 2, "column ces: 'inf' is not allowed"),
        ("stage,csat\nrepair,3,9", 2, "the line has more cells than there are columns"),
        ('stage;owner\nrepair;"А', 2, "the line is no CSV"),
        ('stage;owner\nrepair;"А\nБ"\nzzz;В', 4, "there is no stage 'zzz'"),
        (f"stage;owner\nrepair;{'я' * 501}", 2, "the text is too long"),
    ],
)
def test_a_wrong_sheet_is_refused_with_its_line(tmp_path, text, line, said):
    with pytest.raises(StudyError) as caught:
        notes(tmp_path, text)
    assert str(caught.value).startswith(f"{tmp_path / STAGES_FILE}:{line}: ")
    assert said in str(caught.value)


def test_two_stages_of_one_name_are_told_apart_by_their_ids(tmp_path):
    twins = [Stage(id=name, name="Оплата", order=1, source=StageSource.GIVEN) for name in ("pay1", "pay2")]
    (tmp_path / STAGES_FILE).write_text("stage;owner\nоплата;А", encoding="utf-8")
    with pytest.raises(StudyError, match="several stages are called 'оплата'; name it by its id: pay1, pay2"):
        load_stage_notes(tmp_path, twins)
    (tmp_path / STAGES_FILE).write_text("stage;owner\npay2;А", encoding="utf-8")
    assert load_stage_notes(tmp_path, twins) == {"pay2": StageNote(owner="А")}


def test_an_old_draft_passes_over_stages_that_it_has_not(tmp_path):
    text = "stage;owner\nprepayment;А\nrepair;Б"
    assert notes(tmp_path, text, strict=False) == {"repair": StageNote(owner="Б")}


def test_before_the_stages_are_known_the_cells_are_checked(tmp_path):
    (tmp_path / STAGES_FILE).write_text("stage;csat\nчто угодно;4", encoding="utf-8")
    assert load_stage_notes(tmp_path, None) == {}
    (tmp_path / STAGES_FILE).write_text("stage;csat\nчто угодно;44", encoding="utf-8")
    with pytest.raises(StudyError, match="column csat: '44'"):
        load_stage_notes(tmp_path, None)


def test_a_folder_in_place_of_the_file_is_one_line(tmp_path):
    (tmp_path / STAGES_FILE).mkdir()
    with pytest.raises(StudyError, match="cannot be read"):
        load_stage_notes(tmp_path, STAGES)


@given(st.binary(max_size=80))
def test_whatever_stands_in_the_file_it_is_read_or_refused(tmp_path_factory, data):
    root = tmp_path_factory.getbasetemp()
    (root / STAGES_FILE).write_bytes(b"stage;csat\n" + data)
    try:
        found = load_stage_notes(root, STAGES)
    except StudyError as error:
        assert str(root / STAGES_FILE) in str(error)  # noqa: PT017 (any refusal is right if it names the file)
    else:
        assert found.keys() <= {"choice", "repair", "pickup"}
