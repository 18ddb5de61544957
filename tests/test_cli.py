from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from workflow_studies import TALK, write_study


def cjm(*arguments, **env):
    return CliRunner(env={"CJM_LANG": "en", **env}).invoke(main, [str(a) for a in arguments])


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    root = write_study(tmp_path_factory.mktemp("study"))
    assert cjm("run", root).exit_code == 0
    return root


def test_run_prints_verdicts_steps_and_where_the_report_is(tmp_path):
    result = cjm("run", write_study(tmp_path))
    assert result.exit_code == 0
    assert "clients/a.txt" in result.stdout
    assert "labelled-text" in result.stdout
    assert str(tmp_path / "draft" / "draft.html") in result.stdout.replace("\n", "")
    assert "embedding" in result.stderr


def test_run_speaks_russian(study):
    result = cjm("run", study, CJM_LANG="ru")
    assert "Откройте отчёт" in result.stdout
    assert "клиент" in result.stdout


def test_a_refused_file_gives_exit_code_one_and_the_draft_is_made(tmp_path):
    root = write_study(tmp_path)
    (root / "clients" / "void.txt").write_bytes(b"")
    result = cjm("run", root, "--quiet")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "clients/void.txt" in result.stderr
    assert (root / "draft" / "draft.json").exists()


def test_json_is_all_that_stands_on_stdout(study):
    result = cjm("run", study, "--json")
    report = json.loads(result.stdout)
    assert report["quotes"] == report["verified"]
    assert {verdict["status"] for verdict in report["files"]} == {"ok"}


def test_a_study_that_is_not_there_is_one_line(tmp_path):
    result = cjm("run", tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.stderr.count("\n") == 1
    assert "no such study folder" in result.stderr


@pytest.mark.parametrize("arguments", [["run"], ["run", "x", "--jobs", "0"], ["fly"]])
def test_a_wrong_command_line_gives_two(arguments):
    assert cjm(*arguments).exit_code == 2


def test_verify_says_how_many_and_fails_on_a_forgery(study, tmp_path):
    good = cjm("verify", study)
    assert good.exit_code == 0
    assert "quotes verified" in good.stdout
    forged = tmp_path / "draft.json"
    draft = json.loads((study / "draft" / "draft.json").read_bytes())
    said = next(u for u in draft["utterances"] if "две недели" in u["text"])
    said["text"] = said["text"].replace("две недели", "три недели")
    forged.write_text(json.dumps(draft), encoding="utf-8")
    bad = cjm("verify", forged, "--study", study)
    assert bad.exit_code == 1
    assert "is not what stands" in bad.stderr


def test_verify_json(study):
    assert json.loads(cjm("verify", study, "--json").stdout)["failures"] == []


def test_status_lists_files_and_drafts(study):
    result = cjm("status", study)
    assert result.exit_code == 0
    assert "experts/d.txt" in result.stdout
    assert "Draft 1" in result.stdout
    assert json.loads(cjm("status", study, "--json").stdout)["drafts"][0]["number"] == 1


def test_the_printed_schema_accepts_the_draft(study):
    import jsonschema

    schema = json.loads(cjm("schema").stdout)
    jsonschema.validate(json.loads((study / "draft" / "draft.json").read_bytes()), schema)


def test_the_command_page_of_the_documentation_is_up_to_date(root):
    sys.path.insert(0, str(root / "tools"))
    try:
        from cli_docs import TARGET, render
    finally:
        sys.path.pop(0)
    assert TARGET.read_text(encoding="utf-8") == render()


def test_help_imports_nothing_heavy(root):
    code = (
        "import sys, click\nfrom pipeline.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'numpy','spacy','sqlalchemy','sklearn','torch','onnxruntime','pydantic','jinja2','rich','babel'}\n"
        "print('HEAVY', sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert "HEAVY []" in run.stdout


def test_ctrl_c_leaves_a_study_that_goes_on(tmp_path):
    root = write_study(tmp_path, {name: text * 40 for name, text in TALK.items()})
    env = os.environ | {"CJM_LANG": "en"}
    command = [sys.executable, "-m", "pipeline", "run", str(root)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
    while not (root / ".cjm" / "project.db").exists():
        time.sleep(0.02)
        assert process.poll() is None
    time.sleep(0.3)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors.decode()
    assert b"Traceback" not in errors
    assert b"run the same command again" in errors
    assert cjm("run", root, "--quiet").exit_code == 0
    assert cjm("verify", root).exit_code == 0


def test_demo_copies_the_example_study_and_keeps_what_was_changed_in_the_copy(tmp_path):
    first = cjm("demo", "--language", "en", "--out", tmp_path, "--embedder", "lsa", "--json")
    assert first.exit_code == 0
    assert json.loads(first.stdout)["draft"] == str(tmp_path / "draft.json")
    settings = tmp_path / "coworking" / "study.yaml"
    settings.write_text("title: Ours\n", encoding="utf-8")
    assert cjm("demo", "--language", "en", "--out", tmp_path, "--embedder", "lsa", "--quiet").exit_code == 0
    assert json.loads((tmp_path / "draft.json").read_bytes())["study"]["title"] == "Ours"
    assert cjm("verify", tmp_path / "coworking").exit_code == 0
