"""The house rules of ARCHITECTURE.md, read off the code's own imports."""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "pipeline"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations/versions" not in path.as_posix())
STAGES = ("ingest", "cluster", "assemble")


def part_of(path):
    """The first folder or module below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports_of(path):
    """Absolute dotted names of everything a module imports at run time or lazily."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    package = ["pipeline", *path.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            yield from ([f"{module}.{alias.name}" for alias in node.names] if not node.module else [module])


def own(name):
    """The part of our package that an import leads to ("" for others' packages)."""
    return name.split(".")[1] if name.startswith("pipeline.") else ""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_dependencies_point_one_way(path):
    part = part_of(path)
    used = {own(name) for name in imports_of(path)} - {""}
    above = {"cli", "workflow", "tables", "progress", "store"}
    if part in STAGES:
        assert not used & (above | set(STAGES) - {part}), (
            "stages import neither one another nor what is above them"
        )
    if part == "store":
        assert used <= {"store", "records", "errors"}
    if part in {"records", "errors"}:
        assert used <= {"records", "errors"}
    if part == "language":
        assert used <= {"records", "errors"}


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("click", {"cli", "commands_*"}),
        ("sqlalchemy", {"store"}),
        ("alembic", {"store"}),
        ("sklearn", {"cluster"}),
        ("scipy", {"cluster"}),
        ("onnxruntime", {"cluster"}),
        ("httpx", {"cluster"}),
        ("sentence_transformers", {"cluster"}),
        ("torch", {"cluster"}),
        ("jinja2", {"assemble"}),
        ("docx", {"assemble", "ingest"}),
        ("pptx", {"assemble"}),
        ("typst", {"assemble"}),
        ("razdel", {"language"}),
        ("rich", {"progress", "tables", "tables_*"}),
        ("starlette", {"serve"}),
        ("uvicorn", {"serve"}),
        ("numpy", {"cluster", "store", "records", "workflow"}),
    ],
)
def test_a_library_stays_in_its_room(library, rooms):
    users = {
        part_of(path) for path in MODULES if any(name.split(".")[0] == library for name in imports_of(path))
    }
    assert {user for user in users if not any(fnmatch(user, room) for room in rooms)} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_modules_stay_small_enough_to_be_read(path):
    limit = 500 if path.name == "records.py" else 350  # records is a catalogue of values, looked up, not read
    assert len(path.read_text(encoding="utf-8").splitlines()) <= limit
    assert path.stem not in {"utils", "helpers", "manager", "misc", "common"}


def test_records_need_nothing_but_the_standard_library():
    tree = ast.parse((PACKAGE / "records.py").read_text(encoding="utf-8"))
    at_run_time = {
        (node.names[0].name if isinstance(node, ast.Import) else node.module).split(".")[0]
        for node in tree.body
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert at_run_time <= {"__future__", "hashlib", "dataclasses", "enum", "typing"}
