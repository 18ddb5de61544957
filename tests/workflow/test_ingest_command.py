"""`cjm ingest` reads as far as utterances and says what was understood, and why."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.cluster.signs import find_signs
from pipeline.config import load_interviews
from pipeline.progress import SilentProgress
from pipeline.records import DropReason, Sign, SpeakerRole
from pipeline.store.project import open_project
from pipeline.workflow.examining import ingest_study
from pipeline.workflow.explaining import explain_file
from pipeline.workflow.understanding import units_of
from pipeline.workflow.values import RunOptions
from workflow_studies import TALK, ingest_plain, write_study

ASR = """Спикер 1: Расскажите, как вы записались на ремонт?
Спикер 2: Через сайт, мне так проще. А что вы почувствовали, когда увидели цену? Растерялась.
Спикер 1: То есть вам было неудобно?
Спикер 2: Да.
Спикер 1: Угу.
Спикер 2: Потом я привыкла, мне даже понравилось.
"""
GROUP = """Модератор: Что вас раздражает в мастерской? И что радует?
Анна: Меня раздражает очередь.
Борис: А меня цены.
Анна: Да, и цены.
Модератор: Угу.
Борис: Радует мастер, он вежливый.
Наблюдатель: Громче, пожалуйста.
Анна: Мне мастер тоже нравится.
"""


def cjm(*arguments, language="en"):
    return CliRunner(env={"CJM_LANG": language}).invoke(main, [str(a) for a in arguments])


@pytest.fixture
def study(tmp_path):
    return write_study(tmp_path, {**TALK, "clients/asr.txt": ASR, "clients/group.txt": GROUP})


def units(root, name):
    """The units of one file: (text, question, signs)."""
    with open_project(root) as project:
        done = ingest_plain(root, project, look=True)
    transcript = next(t for t in done.transcripts if t.path == name)
    made = units_of(transcript, [u for u in done.utterances if u.interview == transcript.id])
    signs = find_signs(made, "ru")
    return [(unit.text, unit.question, signed) for unit, signed in zip(made, signs, strict=True)]


# ------------------------------------------------------------ questions and answers


def test_an_answer_after_a_slip_has_the_slip_for_its_question(study):
    found = units(study, "clients/asr.txt")
    assert found[:2] == [
        ("Через сайт, мне так проще.", "Расскажите, как вы записались на ремонт?", ()),
        ("Растерялась.", "А что вы почувствовали, когда увидели цену?", ()),
    ]


def test_a_bare_yes_after_an_echo_is_prompted_and_the_echo_is_no_evidence(study):
    found = units(study, "clients/asr.txt")
    assert ("Да.", "То есть вам было неудобно?", (Sign.PROMPTED,)) in found
    assert not any("неудобно" in text for text, _, _ in found)


def test_a_listeners_word_ends_no_question(study):
    assert units(study, "clients/asr.txt")[-1][1] == "То есть вам было неудобно?"


def test_in_a_group_a_question_holds_for_all_who_answer(study):
    found = units(study, "clients/group.txt")
    assert len(found) == 5
    assert {question for _, question, _ in found} == {"Что вас раздражает в мастерской? И что радует?"}


def test_questions_in_several_turns_are_one(tmp_path):
    talk = "М: Как вы выбирали?\nР: Угу.\nМ: И на что смотрели?\nР: На цену, мне дорого.\n"
    root = write_study(tmp_path, {**TALK, "clients/m.txt": talk})
    assert units(root, "clients/m.txt")[0][1] == "Как вы выбирали? И на что смотрели?"


# ------------------------------------------------------------ the command


def test_the_table_names_each_speaker_with_role_and_confidence(study):
    result = cjm("ingest", study)
    assert result.exit_code == 0, result.output
    assert "Спикер 1 — interviewer, 99%" in result.stdout
    assert "clients/asr.txt: questions of the interviewer inside a respondent's turn: 1" in result.stdout
    assert "6 of 6 files can be used" in result.stdout


def test_it_speaks_russian(study):
    result = cjm("ingest", study, language="ru")
    assert "Анна — респондент" in result.stdout
    assert "Годных файлов: 6 из 6" in result.stdout


def test_interviews_csv_is_written_as_a_run_writes_it(study):
    cjm("ingest", study)
    rows = load_interviews(study).rows
    assert rows["clients/group.txt"].respondents == ("Анна", "Борис")
    assert rows["experts/d.txt"].role == "expert"
    before = (study / "interviews.csv").read_bytes()
    assert cjm("run", study, "--quiet").exit_code == 0
    assert (study / "interviews.csv").read_bytes() == before


def test_what_the_researcher_wrote_is_obeyed_the_next_time(study):
    cjm("ingest", study)
    path = study / "interviews.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("Анна; Борис", "Борис"), encoding="utf-8")
    report = ingest_study(study, RunOptions(), SilentProgress())
    group = next(file for file in report.files if file.verdict.path == "clients/group.txt")
    assert {s.name: s.role for s in group.speakers}["Анна"] == "other"


def test_a_draft_still_holds_after_files_were_looked_at_anew(study):
    assert cjm("run", study, "--quiet").exit_code == 0
    (study / "clients" / "a.txt").unlink()
    assert cjm("ingest", study, "--quiet").exit_code == 0
    assert cjm("verify", study).exit_code == 0


def test_no_draft_is_made(study):
    cjm("ingest", study)
    assert not (study / "draft").exists()


def test_a_refused_file_is_named_and_gives_one(study):
    (study / "clients" / "void.txt").write_bytes(b"")
    result = cjm("ingest", study, "--quiet")
    assert result.exit_code == 1
    assert "clients/void.txt" in result.stderr


def test_json_has_the_speakers_with_their_evidence(study):
    files = {file["path"]: file for file in json.loads(cjm("ingest", study, "--json").stdout)["files"]}
    heard = files["clients/asr.txt"]
    assert (heard["slips"], heard["dropped"], heard["utterances"]) == (1, 1, 4)
    assert heard["speakers"][0]["role"] == "interviewer"
    assert dict(heard["speakers"][0]["evidence"])["questions"] > 0


@pytest.mark.parametrize("arguments", [[], ["--json"]])
def test_a_study_or_a_file_must_be_named(arguments):
    assert cjm("ingest", *arguments).exit_code == 2


# ------------------------------------------------------------ why


def test_an_explanation_tells_encoding_format_turns_roles_and_what_was_left_out(study):
    text = "Интервью о ремонте\n\n" + ASR + "Спикер 2: Субтитры сделал DimaTorzok\n"
    (study / "clients" / "why.txt").write_bytes(text.encode("cp1251"))
    found = explain_file(study / "clients" / "why.txt")
    assert found.encodings[0].outcome == "refused"
    assert [each.name for each in found.encodings if each.outcome == "taken"] == ["windows-1251"]
    assert found.chosen == found.formats[0].name == "labelled-text"
    assert (found.turns[0].line, found.turns[0].speaker) == (3, "Спикер 1")
    assert [speaker.role for speaker in found.report.speakers] == ["interviewer", "respondent"]
    left = {entry.reason: entry.line for entry in found.left_out}
    assert left["interviewer"] == 4
    assert left[DropReason.BACKCHANNEL] == 7
    assert [line.number for line in found.outside] == [1]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_an_explanation_is_printed_and_writes_nothing(study, language):
    before = sorted(study.rglob("*"))
    result = cjm("ingest", "--explain", study / "clients" / "asr.txt", language=language)
    assert result.exit_code == 0, result.output
    assert {"ru": "Первые реплики", "en": "The first turns"}[language] in result.stdout
    assert {"ru": "вопрос интервьюера", "en": "the interviewer's question"}[language] in result.stdout
    assert sorted(study.rglob("*")) == before


def test_a_file_is_named_within_its_study_too(study):
    found = json.loads(cjm("ingest", study, "--explain", "clients/asr.txt", "--json").stdout)
    assert found["path"] == "clients/asr.txt"


def test_a_layout_that_nobody_knows_is_explained_as_well(study):
    (study / "clients" / "table.json").write_text('{"rows": [1, 2]}', encoding="utf-8")
    result = cjm("ingest", "--explain", study / "clients" / "table.json")
    assert result.exit_code == 1
    assert "Encoding: utf-8 (taken)" in result.stdout
    assert "clients/table.json" in result.stdout


def test_a_file_that_is_not_there_is_one_line(study):
    result = cjm("ingest", "--explain", study / "nowhere.txt")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "there is no such file" in result.stderr


def test_only_respondents_are_evidence(study):
    report = ingest_study(study, RunOptions(), SilentProgress())
    for file in report.files:
        assert any(speaker.role == SpeakerRole.RESPONDENT for speaker in file.speakers)
