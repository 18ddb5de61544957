"""The demo: an invented study copied to a folder of the user's and run like any other."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StudyError
from .run import run_study

if TYPE_CHECKING:
    from ..progress import Progress
    from .values import RunOptions, RunReport

EXAMPLES = {"ru": "veloservis", "en": "coworking"}  # the study to begin with, by language
PACKAGE = Path(__file__).parents[1]


def example_study(name: str) -> Path:
    """Return the folder of the example study ``name``: in the wheel, else in the source tree."""
    for root in (PACKAGE / "examples", PACKAGE.parent / "data" / "examples"):
        study = root / name
        if study.is_dir():
            return study
    raise StudyError("the example study is not installed", remedy="install interview-cjm again")


def run_demo(out: Path, name: str, options: RunOptions, progress: Progress) -> RunReport:
    """Copy the example study ``name`` to ``out`` and run it there.

    Files that the user changed in an earlier copy stay as they are.
    """
    source = example_study(name)
    target = out / name
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        if path.is_dir():
            copy.mkdir(parents=True, exist_ok=True)
        elif not copy.exists() and path.suffix not in {".py", ".pyc"}:
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    return run_study(target, replace(options, out=options.out or out), progress)
