from __future__ import annotations

import os
import subprocess
import sys

import pytest

from pipeline.progress import SilentProgress
from pipeline.workflow import RunOptions, run_study, study_status
from pipeline.workflow.freshness import file_sha256
from workflow_studies import TALK, write_study


def run(root, **options):
    return run_study(root, RunOptions(**options), SilentProgress())


@pytest.fixture
def study(tmp_path):
    root = write_study(tmp_path)
    (root / "clients" / "void.txt").write_bytes(b"")
    run(root)
    return root


def test_a_second_run_says_all_that_the_first_said(study):
    (study / "clients" / "copy.txt").write_text(TALK["clients/a.txt"], encoding="utf-8")
    first, second = run(study), run(study)
    assert (first.fresh, second.fresh) == (True, False)
    assert second.verdicts == first.verdicts
    assert {v.status for v in second.verdicts} == {"ok", "refused", "duplicate"}
    assert (second.quotes, second.verified, second.notes) == (first.quotes, first.verified, first.notes)


def test_a_second_run_imports_nothing_that_only_the_work_needs(study, monkeypatch):
    # the stamp is held, so that an editor at work in the package does not make this run a fresh one
    monkeypatch.setattr("pipeline.workflow.freshness.code_stamp", lambda: "held")
    run(study)
    code = (
        "import sys\nfrom pathlib import Path\nfrom pipeline.workflow import freshness\n"
        "freshness.code_stamp = lambda: 'held'\n"
        "from pipeline.progress import SilentProgress\nfrom pipeline.workflow import RunOptions, run_study\n"
        "report = run_study(Path(sys.argv[1]), RunOptions(), SilentProgress())\n"
        "heavy = {'spacy', 'sklearn', 'scipy', 'onnxruntime', 'tokenizers', 'pymorphy3', 'razdel', 'jinja2', 'torch'}\n"
        "print(report.fresh, sorted(heavy & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(study)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "False []\n"


def test_a_file_that_was_only_touched_changes_nothing(study):
    os.utime(study / "clients" / "a.txt", (1, 1))
    assert study_status(study).changed == ("clients/a.txt",)
    assert not run(study).fresh
    assert study_status(study).changed == ()


@pytest.mark.parametrize("name", ["draft.json", "draft.html"])
def test_a_file_that_was_changed_or_deleted_is_written_again(study, name):
    path = study / "draft" / name
    whole = path.read_bytes()
    for spoil in (path.unlink, lambda: path.write_bytes(whole[:-9])):
        spoil()
        assert not run(study).fresh
        assert path.read_bytes() == whole


def test_a_file_that_holds_is_left_alone(study):
    before = (study / "draft" / "draft.html").stat().st_mtime_ns
    run(study)
    assert (study / "draft" / "draft.html").stat().st_mtime_ns == before


def test_a_draft_whose_transcripts_an_interrupted_run_replaced_is_made_anew(study, monkeypatch):
    left_out = study / "clients" / "b.txt"
    talk = left_out.read_bytes()
    left_out.unlink()

    def stop(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("pipeline.workflow.run.make_draft", stop)
        with pytest.raises(KeyboardInterrupt):
            run(study)
    left_out.write_bytes(talk)
    report = run(study)
    assert report.quotes == report.verified
    assert {v.path for v in report.verdicts if v.status == "ok"} == set(TALK)


def test_other_code_makes_another_draft(study, monkeypatch):
    monkeypatch.setattr("pipeline.workflow.freshness.code_stamp", lambda: "other")
    assert run(study).fresh


def test_what_has_no_bytes_has_a_word(tmp_path):
    (tmp_path / "study").mkdir()
    os.mkfifo(tmp_path / "study" / "pipe")
    (tmp_path / "secret").write_bytes(b"x")
    (tmp_path / "study" / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "study" / "circle").symlink_to("circle")
    found = [file_sha256(tmp_path / "study" / name, tmp_path / "study") for name in ("pipe", "link", "gone")]
    assert found == ["no file", "outside", "FileNotFoundError"]
    assert len(file_sha256(tmp_path / "study" / "circle", tmp_path / "study")) < len("0" * 64)
