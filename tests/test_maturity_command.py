from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.assemble.maturity import STATEMENTS, Respondent
from pipeline.assemble.maturity_statements import statement
from pipeline.cli import main
from pipeline.workflow.answers import dump_answers, read_answers

ALL_THREES = "\n".join(f"{number};3" for number in range(1, 21))


def cjm(*arguments, language="en", said=None):
    runner = CliRunner(env={"CJM_LANG": language})
    return runner.invoke(main, ["maturity", *(str(a) for a in arguments)], input=said)


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return path


def rows_of(path):
    text = path.read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.split("\n")[0] else ","))


# ---------------------------------------------------------------- asking


def test_twenty_answers_give_a_page_data_and_a_table(tmp_path):
    result = cjm("--out", tmp_path, said="4\n" * 20)
    assert result.exit_code == 0
    assert "Stage 4: Scaling" in result.stdout
    assert "20 of 20 · Innovation" in result.stdout
    assert json.loads((tmp_path / "maturity.json").read_bytes())["stage"] == 4
    assert (tmp_path / "maturity.html").read_bytes().startswith(b"<!doctype html>")
    assert [row[3] for row in rows_of(tmp_path / "maturity.csv")[1:]] == ["4"] * 20


def test_the_questions_are_asked_in_the_wanted_language(tmp_path):
    result = cjm("--language", "ru", "--out", tmp_path, said="3\n" * 20)
    assert all(statement(number, "ru") in result.stdout for number in range(1, 21))
    assert "1–5, Enter — пропустить, b — назад" in result.stdout
    assert "Этап 3: Мобилизация" in result.stdout
    assert '<html lang="ru">' in (tmp_path / "maturity.html").read_text(encoding="utf-8")


def test_each_answer_is_kept_and_the_same_command_goes_on(tmp_path):
    first = cjm("--out", tmp_path, said="5\n\n2\n")
    assert first.exit_code == 130
    assert "2 answers are kept in" in first.stderr
    assert rows_of(tmp_path / "answers.csv")[1:] == [["1", "5"], ["2", ""], ["3", "2"]]
    again = cjm("--out", tmp_path, said="3\n" * 17)
    assert again.exit_code == 0
    assert "going on with statement 4" in again.stdout
    found = json.loads((tmp_path / "maturity.json").read_bytes())
    assert found["respondents"][0]["answers"] == [5, None, 2, *[3] * 17]


def test_b_goes_back_enter_keeps_and_0_takes_away(tmp_path):
    said = "b\n5\nb\n\n4\nb\n0\n"
    result = cjm("--out", tmp_path, said=said)
    assert "This is the first statement." in result.stdout
    assert "Enter to keep 5" in result.stdout
    assert rows_of(tmp_path / "answers.csv")[1:] == [["1", "5"], ["2", ""]]


@pytest.mark.parametrize("key", ["b", "B", "back", "и", "назад"])
def test_back_is_understood_on_a_russian_keyboard_too(tmp_path, key):
    cjm("--out", tmp_path, said=f"5\n{key}\n1\n")
    assert rows_of(tmp_path / "answers.csv")[1:] == [["1", "1"]]


@pytest.mark.parametrize("said", ["6", "-1", "three", "3.5", "²", "b b"])
def test_what_is_no_answer_is_asked_again(tmp_path, said):
    result = cjm("--out", tmp_path, said=f"{said}\n2\n")
    assert f"«{said}» is no answer" in result.stdout
    assert rows_of(tmp_path / "answers.csv")[1:] == [["1", "2"]]


def test_a_finished_questionnaire_asks_nothing_and_reports_again(tmp_path):
    cjm("--out", tmp_path, said="4\n" * 20)
    page = (tmp_path / "maturity.html").read_bytes()
    result = cjm("--out", tmp_path)
    assert result.exit_code == 0
    assert "to begin anew, remove it" in result.stdout
    assert (tmp_path / "maturity.html").read_bytes() == page


def test_who_skips_everything_is_told_so(tmp_path):
    result = cjm("--out", tmp_path, said="\n" * 20)
    assert result.exit_code == 1
    assert "holds no answer; remove it and answer again" in result.stderr
    assert not (tmp_path / "maturity.html").exists()


def test_answers_of_several_people_are_not_gone_on_with(tmp_path):
    kept = write(tmp_path / "answers.csv", "statement;A;B\n1;2;3")
    result = cjm("--out", tmp_path, said="3\n")
    assert result.exit_code == 1
    assert "pass it with --answers" in result.stderr
    assert kept.read_text() == "statement;A;B\n1;2;3"


@pytest.mark.slow
def test_ctrl_c_at_a_terminal_loses_nothing(tmp_path):
    ours, theirs = pytest.importorskip("pty").openpty()
    command = [sys.executable, "-m", "pipeline", "maturity", "--out", str(tmp_path)]
    process = subprocess.Popen(
        command,
        stdin=theirs,
        stdout=theirs,
        stderr=subprocess.PIPE,
        env={**os.environ, "CJM_LANG": "en"},
        start_new_session=True,
    )
    os.close(theirs)
    os.write(ours, b"5\n")
    deadline = time.monotonic() + 20
    while not (tmp_path / "answers.csv").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    os.close(ours)
    assert process.returncode == 130
    assert b"1 answer is kept" in told
    assert b"Traceback" not in told
    assert rows_of(tmp_path / "answers.csv")[1:] == [["1", "5"]]


# ---------------------------------------------------------------- reading


@pytest.mark.parametrize(
    "text",
    [
        ALL_THREES,
        ALL_THREES.replace(";", ","),
        ALL_THREES.replace(";", "\t"),
        "statement;value\n" + ALL_THREES,
        "№;Оценка\r\n" + ALL_THREES.replace("\n", "\r\n"),
        "\n\n" + ALL_THREES.replace(";", " ; ") + "\n\n;\n",
        "statement,text,value\n" + "\n".join(f'{n},"a, b; c",3' for n in range(20, 0, -1)),
    ],
    ids=["semicolon", "comma", "tab", "header", "russian", "blank lines", "texts"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_a_sheet_is_read_however_it_was_saved(tmp_path, text, encoding):
    (one,) = read_answers(write(tmp_path / "a.csv", text, encoding)).respondents
    assert one.answers == (3,) * 20


def test_a_column_is_a_person(tmp_path):
    sheet = write(tmp_path / "a.csv", "утверждение;Анна;Борис\n1;2;5\n3;;4\n", "cp1251")
    first, second = read_answers(sheet).respondents
    assert (first.name, first.answers[:3]) == ("Анна", (2, None, None))
    assert (second.name, second.answers[:3]) == ("Борис", (5, None, 4))


@pytest.mark.parametrize("dash", ["", "-", "–", "—", "−"])
def test_an_empty_cell_or_a_dash_is_a_missing_answer(tmp_path, dash):
    (one,) = read_answers(write(tmp_path / "a.csv", f"1;{dash}\n2;4")).respondents
    assert one.answers[:2] == (None, 4)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("1;7", 1, "'7' is no answer; write a whole number from 1 (never) to 5 (always), or nothing"),
        ("statement;value\n1;3\n2;often", 3, "'often' is no answer"),
        ("1;3.5", 1, "'3.5' is no answer"),
        ("1;3\n21;3", 2, "there is no statement '21'; statements have numbers from 1 to 20"),
        ("statement;value\n0;3", 2, "there is no statement '0'"),
        ("statement;value\nfive;3", 2, "there is no statement 'five'"),
        ("1;3\n2;4\n1;5", 3, "statement 1 stands twice, first in line 1; remove one of the two lines"),
        ("statement;A;A\n1;2;3", 1, "two columns are called 'A'; give each person a name of their own"),
        ("statement;A;\n1;2;3", 2, "an answer stands in a column without a name"),
        ("1;2\n2;2;3", 2, "an answer stands in a column without a name"),
        ("statement;text\n1;abc", 1, "has no column of answers"),
        ("1\n2", 1, "has one column"),
        ('statement;text;A\n1;"a\nb";2\n2;"c";9', 4, "'9' is no answer"),
        ('1;"3', 1, "the line is no CSV; save it as CSV again"),
    ],
)
def test_a_wrong_sheet_is_refused_with_its_line(tmp_path, text, line, said):
    sheet = write(tmp_path / "a.csv", text)
    result = cjm("--answers", sheet, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"cjm: {sheet}:{line}: {said}")
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "the file is empty"), ("\n;\n", "the file is empty"), ("1;\n2;-", "holds no answer")],
)
def test_a_sheet_without_answers_is_refused_with_what_to_do(tmp_path, text, said):
    sheet = write(tmp_path / "a.csv", text)
    result = cjm("--answers", sheet, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert said in result.stderr
    assert "--template FILE" in result.stderr


def test_a_refusal_speaks_russian(tmp_path):
    sheet = write(tmp_path / "a.csv", "1;7")
    assert (
        cjm("--answers", sheet, language="ru").stderr
        == f"cjm: {sheet}:1: «7» — не ответ; напишите целое число от 1 (никогда) до 5 (всегда) или оставьте пусто\n"
    )


def test_a_file_that_is_not_there_is_one_line(tmp_path):
    result = cjm("--answers", tmp_path / "none.csv")
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    rows=st.lists(st.lists(st.none() | st.integers(1, 5), min_size=20, max_size=20), min_size=1, max_size=4),
    names=st.lists(
        st.text("АБab ;,\"'\t=1", min_size=1, max_size=8), min_size=4, max_size=4, unique_by=str.strip
    ),
    language=st.sampled_from(["ru", "en"]),
)
def test_what_was_written_is_read_again(tmp_path, rows, names, language):
    people = [
        Respondent(name=name.strip() or "x", answers=tuple(row))
        for name, row in zip(names, rows, strict=False)
    ]
    path = tmp_path / "a.csv"
    path.write_bytes(dump_answers(people, ["3"] * STATEMENTS, language))
    assert read_answers(path).respondents == tuple(people)


# ---------------------------------------------------------------- template and output


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_template_holds_every_statement_and_can_be_filled_in(tmp_path, language):
    sheet = tmp_path / "sheet.csv"
    assert cjm("--template", sheet, "--language", language).exit_code == 0
    head, *rows = rows_of(sheet)
    assert [row[2] for row in rows] == [statement(number, language) for number in range(1, 21)]
    delimiter = ";" if language == "ru" else ","
    filled = io.StringIO(newline="")
    csv.writer(filled, delimiter=delimiter).writerows([head, *([*row[:3], "2"] for row in rows)])
    sheet.write_text(filled.getvalue(), encoding="utf-8-sig")
    assert read_answers(sheet).respondents[0].answers == (2,) * 20


def test_a_template_is_not_put_over_a_file(tmp_path):
    sheet = write(tmp_path / "sheet.csv", "mine")
    result = cjm("--template", sheet)
    assert result.exit_code == 1
    assert sheet.read_text() == "mine"


def test_the_outcome_s_own_table_gives_the_same_outcome(tmp_path):
    sheet = write(
        tmp_path / "a.csv", "statement;A;B\n" + "\n".join(f"{n};2;{n % 5 + 1}" for n in range(1, 21))
    )
    cjm("--answers", sheet, "--out", tmp_path / "one")
    cjm("--answers", tmp_path / "one" / "maturity.csv", "--out", tmp_path / "two")
    for name in ("maturity.html", "maturity.json", "maturity.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_a_person_without_an_answer_does_not_count(tmp_path):
    sheet = write(tmp_path / "a.csv", "statement;A;B\n" + "\n".join(f"{n};4;" for n in range(1, 21)))
    cjm("--answers", sheet, "--out", tmp_path)
    found = json.loads((tmp_path / "maturity.json").read_bytes())
    assert [one["name"] for one in found["respondents"]] == ["A"]


def test_reading_a_sheet_leaves_the_questionnaire_s_answers_alone(tmp_path):
    kept = write(tmp_path / "answers.csv", "1;5")
    cjm("--answers", write(tmp_path / "a.csv", ALL_THREES), "--out", tmp_path)
    assert kept.read_text() == "1;5"


def test_markup_in_a_name_is_shown_as_it_is(tmp_path):
    sheet = write(
        tmp_path / "a.csv", "statement;[bold]A;<i>B\n" + "\n".join(f"{n};1;5" for n in range(1, 21))
    )
    result = cjm("--answers", sheet, "--out", tmp_path)
    assert result.exit_code == 0
    page = (tmp_path / "maturity.html").read_text(encoding="utf-8")
    assert "<i>" not in page
    assert "&lt;i&gt;B" in page


def test_reading_and_writing_a_sheet_at_once_is_a_wrong_command_line(tmp_path):
    assert cjm("--answers", tmp_path / "a", "--template", tmp_path / "b").exit_code == 2
    assert cjm("--language", "de").exit_code == 2


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path):
    blocked = write(tmp_path / "file", "")
    result = cjm("--answers", write(tmp_path / "a.csv", ALL_THREES), "--out", blocked)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
