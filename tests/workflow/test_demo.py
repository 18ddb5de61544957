"""`cjm demo` offers every example study that is a study."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from pipeline.config import load_study
from pipeline.errors import StudyError
from pipeline.progress import SilentProgress
from pipeline.workflow import demo
from pipeline.workflow.values import RunOptions

OFFERED = next(option.type.choices for option in main.commands["demo"].params if option.name == "study")


def cjm(*arguments):
    return CliRunner(env={"CJM_LANG": "en"}).invoke(main, [str(a) for a in arguments])


@pytest.fixture
def asked(monkeypatch):
    """Which studies were to be run; nothing is run."""
    names = []

    def run_demo(_out, name, _options, _progress):
        names.append(name)
        raise StudyError("enough", remedy="no more")

    monkeypatch.setattr("pipeline.workflow.run_demo", run_demo)
    return names


def test_every_example_study_is_offered(root):
    studies = {path.parent.name for path in (root / "data" / "examples").glob("*/study.yaml")}
    assert studies == set(OFFERED)


@pytest.mark.parametrize("name", OFFERED)
def test_an_offered_study_is_found_and_its_settings_are_read(name):
    assert load_study(demo.example_study(name)).product


@pytest.mark.parametrize("language", demo.EXAMPLES)
def test_the_study_to_begin_with_speaks_the_language_that_was_asked_for(asked, language):
    cjm("demo", "--language", language)
    assert asked == [demo.EXAMPLES[language]]
    assert load_study(demo.example_study(asked[0])).language == language


def test_the_study_that_was_asked_for_is_run_whatever_the_language(asked):
    cjm("demo", "--language", "en", "--study", "kotelnye")
    assert asked == ["kotelnye"]


def test_a_study_that_is_not_there_is_refused_with_the_names_of_those_that_are(tmp_path):
    result = cjm("demo", "--study", "bakery", "--out", tmp_path)
    assert result.exit_code == 2
    assert all(name in result.output for name in OFFERED)


def test_the_copy_holds_everything_that_lies_beside_the_settings(tmp_path, monkeypatch):
    monkeypatch.setattr(demo, "run_study", lambda target, *_: target)
    copy = demo.run_demo(tmp_path, "kotelnye", RunOptions(), SilentProgress())
    assert copy == tmp_path / "kotelnye"
    assert {"study.yaml", "stages.csv", "interviews.csv", "clients"} <= {path.name for path in copy.iterdir()}
