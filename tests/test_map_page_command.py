"""``cjm map --html`` and the exports for other programs and for the shelf, run as people run them."""

from __future__ import annotations

import io
import zipfile

import pytest
from click.testing import CliRunner

from pipeline.cli import main
from workflow_studies import write_study


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    """A study with a draft."""
    root = write_study(tmp_path_factory.mktemp("maps"), settings="title: Велосипеды\nembedder: lsa\n")
    assert CliRunner().invoke(main, ["run", str(root), "--quiet"]).exit_code == 0
    return root


def test_maps_are_written_as_one_page(study, tmp_path):
    result = CliRunner().invoke(main, ["map", str(study), "--viewpoint", "client", "--html", str(tmp_path)])
    assert result.exit_code == 0
    page = (tmp_path / "map.html").read_text(encoding="utf-8")
    assert str(tmp_path / "map.html") in result.stdout
    assert page.count("<table>") == 1
    assert "<script" not in page


def test_a_page_that_cannot_be_written_is_refused_in_one_line(study, tmp_path):
    (tmp_path / "file").write_text("")
    result = CliRunner().invoke(main, ["map", str(study), "--html", str(tmp_path / "file" / "map.html")])
    assert result.exit_code == 1
    assert "Traceback" not in result.output


@pytest.mark.parametrize(("name", "first"), [("site", "index.html"), ("qdpx", "project.qde")])
def test_a_zip_is_written_beside_the_draft(study, name, first):
    result = CliRunner().invoke(main, ["export", str(study), "--as", name])
    assert result.exit_code == 0, result.output
    (path,) = (study / "draft").glob("*.zip" if name == "site" else f"*.{name}")
    assert zipfile.ZipFile(io.BytesIO(path.read_bytes())).namelist()[0] == first


def test_a_codebook_is_written(study):
    assert CliRunner().invoke(main, ["export", str(study), "--as", "qdc"]).exit_code == 0
    (path,) = (study / "draft").glob("*.qdc")
    assert path.read_bytes().startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<CodeBook')
