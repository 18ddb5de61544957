"""A project of several interviews, spoiled text and odd names go through the whole of `cjm ingest` and `cjm run`."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.config import load_interviews
from pipeline.errors import Message, StudyError
from pipeline.ingest.detect import detect
from pipeline.ingest.reading import read_source
from pipeline.wording import Wording
from pipeline.workflow.explaining import explain_file
from pipeline.workflow.looking import study_status
from workflow_studies import TALK, write_study

ANNA = """Интервьюер: Расскажите, как вы записывались к врачу?
Анна: Звонила в регистратуру сорок минут, это было мучительно.
Интервьюер: А что вы сделали потом?
Анна: Потом подруга показала мне приложение, и стало удобно.
"""


def cjm(*arguments, language="en"):
    return CliRunner(env={"CJM_LANG": language}).invoke(main, [str(a) for a in arguments])


def project(**texts):
    buffer = io.BytesIO()
    named = "".join(f'<TextSource name="{n}" plainTextPath="internal://{n}.txt"/>' for n in texts)
    with zipfile.ZipFile(buffer, "w") as packed:
        xml = f'<Project xmlns="urn:QDA-XML:project:1.0"><Sources>{named}</Sources></Project>'
        packed.writestr("project.qde", xml)
        for name, text in texts.items():
            packed.writestr(f"sources/{name}.txt", text)
    return buffer.getvalue()


@pytest.fixture
def study(tmp_path):
    root = write_study(tmp_path, dict(TALK))
    data = project(Анна=ANNA, Борис=ANNA.replace("Анна", "Борис").replace("врачу", "юристу"), Вера=" ")
    (root / "clients" / "p.qdpx").write_bytes(data)
    return root


def test_every_interview_of_a_project_has_a_verdict_and_a_row_of_its_own(study):
    result = cjm("ingest", study)
    assert result.exit_code == 1  # one text is empty
    assert "clients/p.qdpx!/Вера: the file is empty" in result.stdout
    rows = load_interviews(study).rows
    assert rows["clients/p.qdpx!/Анна"].respondents == ("Анна",)
    assert rows["clients/p.qdpx!/Борис"].respondents == ("Борис",)
    assert "clients/p.qdpx!/Вера" not in rows


@pytest.mark.slow
def test_what_the_researcher_says_of_one_interview_of_a_project_is_obeyed_and_makes_a_new_draft(study):
    args = ("run", study, "--embedder", "lsa", "--json")
    assert json.loads(cjm(*args).stdout)["fresh"] is True
    table = study / "interviews.csv"
    written = table.read_text("utf-8-sig")
    said = written.replace("!/Борис;client;", "!/Борис;expert;")
    assert said != written
    table.write_text(said, "utf-8")
    again = json.loads(cjm(*args).stdout)
    assert again["fresh"] is True
    roles = {entry["path"]: entry["role"] for entry in again["files"]}
    assert roles["clients/p.qdpx!/Борис"] == "expert"
    assert roles["clients/p.qdpx!/Анна"] == "client"
    assert json.loads(cjm(*args).stdout)["fresh"] is False
    assert study_status(study).changed == ()


def test_one_interview_of_a_project_is_explained_and_the_project_alone_is_not_guessed(study):
    found = explain_file(study / "clients" / "p.qdpx!" / "Борис")
    assert found.path == "clients/p.qdpx!/Борис"
    assert [turn.told_by for turn in found.turns[:2]] == ["label", "label"]
    assert [speaker.role for speaker in found.report.speakers] == ["interviewer", "respondent"]
    with pytest.raises(StudyError, match="holds 3 interviews"):
        explain_file(study / "clients" / "p.qdpx")
    assert cjm("ingest", "--explain", study / "clients" / "p.qdpx").exit_code == 1


def test_a_spoiled_file_is_read_mended_and_the_verdict_says_so_in_russian(study):
    spoiled = ANNA.replace("Анна", "Галина").encode().decode("cp1251", "replace")
    assert "\ufffd" in spoiled  # a letter without a sign in the page is lost: nothing is mended
    (study / "clients" / "lost.txt").write_text(spoiled, encoding="utf-8")
    whole = "".join(
        bytes([byte]).decode("cp1251", "ignore") or chr(byte) for byte in ANNA.replace("Анна", "Зоя").encode()
    )
    (study / "clients" / "whole.txt").write_text(whole, encoding="utf-8")
    said = " ".join(cjm("ingest", study, language="ru").stdout.split())
    assert (
        "clients/whole.txt: текст был испорчен при пересохранении: utf-8 прочитали как windows-1251" in said
    )
    assert "clients/lost.txt: текст похож на испорченный" in said
    assert load_interviews(study).rows["clients/whole.txt"].respondents == ("Зоя",)


def test_a_name_that_cannot_be_shown_goes_through_a_run(study):
    for name in ("а\x1b[31m.txt", "б\u202egnp.txt", "\udcff.txt"):
        (study / "clients" / name).write_text(ANNA.replace("Анна", f"Ян{len(name)}"), encoding="utf-8")
    result = cjm("run", study, "--embedder", "lsa")
    assert "\x1b[31m" not in result.stdout
    assert "\u202e" not in result.stdout
    assert {"clients/а%1B[31m.txt", "clients/%DCFF.txt"} <= load_interviews(study).rows.keys()
    assert study_status(study).changed == ()


def test_a_row_of_interviews_csv_opens_no_file_outside(study, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.txt"
    secret.write_text(ANNA.replace("Анна", "Тайна"), encoding="utf-8")
    (study / "interviews.csv").write_text(
        f"path,role\n../secret.txt,client\n{secret},client\nclients/../../secret.txt,client\n",
        encoding="utf-8",
    )
    (study / "clients" / "link.txt").symlink_to(secret)
    (study / "folder").symlink_to(secret.parent)
    result = cjm("ingest", study)
    assert "clients/link.txt: links to a file outside the study folder" in result.stdout
    assert "Тайна" not in result.stdout


SAMPLES = Path(__file__).parents[2] / "data" / "examples" / "formats"


def test_every_warning_of_a_sample_can_be_told_in_russian():
    words = Wording("ru")
    for sample in sorted(SAMPLES.iterdir()):
        if not sample.name.endswith(".expected.json"):
            source = read_source(SAMPLES, sample)
            for warning in detect(source).parse(source).warnings:
                assert isinstance(warning, Message), warning
                assert words._(warning.template) != warning.template
