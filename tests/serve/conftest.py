from __future__ import annotations

import shutil
from types import SimpleNamespace

import pytest

from pipeline.assemble.draft import load_draft
from pipeline.progress import SilentProgress
from pipeline.workflow import RunOptions, run_study
from workflow_studies import write_study


@pytest.fixture(scope="session")
def drafted(tmp_path_factory):
    """A study with a draft that nobody has corrected; it is copied, never served."""
    root = write_study(tmp_path_factory.mktemp("served"))
    report = run_study(root, RunOptions(), SilentProgress())
    draft = load_draft(report.draft.read_bytes(), "draft.json")
    said = [one.id for one in draft.utterances if one.speaker_role == "respondent"]
    return SimpleNamespace(root=root, id=report.study, units=said, theme=draft.themes[0].id)


@pytest.fixture
def study(drafted, tmp_path):
    root = tmp_path / "study"
    shutil.copytree(drafted.root, root)
    return SimpleNamespace(**{**vars(drafted), "root": root})
