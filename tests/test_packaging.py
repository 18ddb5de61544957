from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile

import pytest


@pytest.fixture(scope="module")
def settings(root):
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def test_every_package_is_listed(root, settings):
    found = {".".join(p.parent.relative_to(root).parts) for p in (root / "pipeline").rglob("__init__.py")}
    assert set(settings["tool"]["setuptools"]["packages"]) == found | {"pipeline.examples"}


def test_every_dependency_is_pinned(root, settings):
    pins = {
        line.split("==")[0].lower().replace("_", "-")
        for line in (root / "constraints.txt").read_text().splitlines()
    }
    extras = settings["project"]["optional-dependencies"]
    wanted = [*settings["project"]["dependencies"], *extras["test"], *extras["dev"], *extras["bench"]]
    names = {entry.split(";")[0].split(">")[0].split("[")[0].strip().lower() for entry in wanted}
    assert names <= pins


@pytest.mark.slow
def test_the_wheel_holds_one_package_with_all_its_data(root, tmp_path):
    pytest.importorskip("build")
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(tmp_path),
        str(root),
    ]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"pipeline"}
    for wanted in (
        "pipeline/py.typed",
        "pipeline/assemble/fonts/CJMSans-Regular.ttf",
        "pipeline/assemble/fonts/OFL.txt",
        "pipeline/assemble/fonts/widths.json",
        "pipeline/assemble/report/report.css",
        "pipeline/assemble/report/report.html.jinja",
        "pipeline/cluster/codebooks/ru.yaml",
        "pipeline/examples/kotelnye/stages.csv",
        "pipeline/examples/veloservis/study.yaml",
        "pipeline/locale/ru/LC_MESSAGES/cjm.mo",
        "pipeline/store/migrations/script.py.mako",
        "pipeline/words/backchannels.txt",
    ):
        assert wanted in names
    assert not [
        name
        for name in names
        if "test" in name or ("/formats/labelled_docx" in name and name.endswith(".docx"))
    ]
