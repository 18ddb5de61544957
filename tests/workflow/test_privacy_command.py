"""What was hidden is listed, added to, released and revealed: by the commands themselves."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.config import load_study
from workflow_studies import TALK, write_study

PERSONAL = {
    **TALK,
    "clients/e.txt": """Интервьюер: Здравствуйте, Марина! С чего всё началось?
Марина: Каблук сломался. Мне Галина Осипова посоветовала мастерскую, телефон 8 912 345-67-89.
Интервьюер: Как всё прошло?
Марина: Галина хвалила мастера. Я отнесла в Сапожок, Галине потом спасибо сказала. Ждала три недели.
""",
}
SETTINGS = "title: Ремонт обуви\nembedder: lsa\n# мой комментарий\nstages: aida5\n"


def cjm(*arguments, code=0, language="en"):
    result = CliRunner(env={"CJM_LANG": language}).invoke(main, [str(a) for a in arguments])
    assert result.exit_code == code, result.output
    return result


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    root = write_study(tmp_path_factory.mktemp("private"), PERSONAL, SETTINGS)
    cjm("run", root, "--quiet")
    return root


def findings(root):
    return json.loads(cjm("privacy", root, "--json").stdout)


def test_every_pseudonym_is_listed_with_its_forms_and_places(study):
    listed = {one["forms"][0][0]: one for one in findings(study)}
    galina = next(one for one in listed.values() if ["Галине", 1] in one["forms"])
    assert galina["count"] == 3
    assert galina["interviews"] == ["clients/e.txt"]
    assert {form for form, _ in galina["forms"]} == {"Галина Осипова", "Галина", "Галине"}
    assert listed["8 912 345-67-89"]["type"] == "phone"


def test_the_list_warns_once_and_speaks_russian(study):
    shown = cjm("privacy", study, language="ru").stdout
    assert shown.count("только для вас") == 1
    assert "телефон" in shown
    assert "Галина Осипова" in shown


def test_looking_changes_nothing_in_the_store(study):
    before = findings(study)
    cjm("privacy", study)
    assert findings(study) == before


def test_what_is_added_and_released_stands_in_study_yaml_and_the_next_run_obeys(tmp_path):
    root = write_study(tmp_path, PERSONAL, SETTINGS)
    cjm("privacy", root, "--add", "Сапожок=company", "--release", "Галина Осипова", "--release", "Марина")
    config = load_study(root)
    assert [(one.text, one.type) for one in config.hide] == [("Сапожок", "company")]
    assert "# мой комментарий" in (root / "study.yaml").read_text("utf-8")
    cjm("run", root, "--quiet")
    draft = (root / "draft" / "draft.json").read_text("utf-8")
    assert "[КОМПАНИЯ 1]" in draft
    assert "Галина хвалила" in draft
    assert "Сапожок" not in draft  # nor in the settings of its manifest


def test_a_later_word_takes_back_an_earlier_one(tmp_path):
    root = write_study(tmp_path, PERSONAL, SETTINGS)
    cjm("privacy", root, "--add", "Сапожок=company", "--add", "Вера")
    cjm("privacy", root, "--release", "Сапожок")
    config = load_study(root)
    assert [(one.text, one.type) for one in config.hide] == [("Вера", "name")]
    assert config.keep == ("Сапожок",)
    cjm("privacy", root, "--add", "Сапожок=company")
    assert load_study(root).keep == ()


def test_an_unknown_type_is_refused_and_nothing_is_written(tmp_path):
    root = write_study(tmp_path, PERSONAL, SETTINGS)
    result = cjm("privacy", root, "--add", "Сапожок=обувь", code=1)
    assert "company" in result.stderr
    assert (root / "study.yaml").read_text("utf-8") == SETTINGS


def test_a_revealed_draft_holds_the_very_words_and_the_draft_stays(study, tmp_path):
    draft = study / "draft" / "draft.json"
    before = draft.read_bytes()
    cjm("reveal", draft, "--study", study, "-o", tmp_path / "open.json")
    revealed = json.loads((tmp_path / "open.json").read_text("utf-8"))
    hidden = json.loads(before)
    assert draft.read_bytes() == before
    assert b"\xd0\x93\xd0\xb0\xd0\xbb\xd0\xb8\xd0\xbd" not in before
    said = [one["text"] for one in revealed["utterances"]]
    assert any("Галине потом спасибо сказала" in text for text in said)
    assert len(said) == len(hidden["utterances"])
    assert "[ИМЯ" not in json.dumps(revealed, ensure_ascii=False)


def test_a_draft_is_not_revealed_over_itself(study):
    draft = study / "draft" / "draft.json"
    cjm("reveal", draft, "--study", study, "-o", draft, code=1)


def test_a_study_without_a_run_has_nothing_to_list(tmp_path):
    cjm("privacy", write_study(tmp_path, PERSONAL, SETTINGS), code=1)
