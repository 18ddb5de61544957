"""The msgids that the program uses, found the way gettext's tools find them."""

from __future__ import annotations

import ast
from pathlib import Path

from babel.messages.extract import extract_from_dir

from pipeline import errors

PACKAGE = Path(__file__).parents[2] / "pipeline"
KEYWORDS = {"_": None, "ngettext": (1, 2), "t": None, "nt": (1, 2), "mark": None}
METHODS = [
    ("wording.py", "ignore"),
    ("assemble/report/**.py", "python"),
    ("assemble/atlas/**.py", "python"),
    ("assemble/exports/**.py", "python"),
    ("assemble/refi/**.py", "python"),
    ("assemble/site/**.py", "python"),
    ("assemble/site/**.jinja", "jinja2.ext:babel_extract"),
    ("assemble/exports/**.jinja", "jinja2.ext:babel_extract"),
    ("assemble/report/**.jinja", "jinja2.ext:babel_extract"),
    ("*.py", "python"),
    ("workflow/**.py", "python"),
]
_JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
OPTIONS = {
    "assemble/report/**.jinja": _JINJA,
    "assemble/exports/**.jinja": _JINJA,
    "assemble/site/**.jinja": _JINJA,
}


def used_msgids() -> dict[str | tuple[str, str], str]:
    """Return every message of the report with the first place that uses it."""
    found: dict[str | tuple[str, str], str] = {}
    for path, line, message, _, _ in extract_from_dir(PACKAGE, METHODS, OPTIONS, keywords=KEYWORDS):
        key = message if isinstance(message, str) else tuple(message[:2])
        found.setdefault(key, f"{path}:{line}")
    return found


# Refusals and warnings: what is given to Message, and to errors as fact and remedy.

REFUSALS = {name for name, value in vars(errors).items() if isinstance(value, type)} | {"refusal"}


def told_messages() -> list[tuple[str, str]]:
    """Return every template of an error, a warning or a verdict with its place.

    A template that is put together at run time (an f-string) can be in no catalogue: AssertionError.
    """
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}
    shared = {}
    for tree in trees.values():
        for name, value in _assignments(tree.body):
            shared.setdefault(name, []).append(value)
    found = []
    for path, tree in trees.items():
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.Module):
                local = {**shared}
                for name, value in _assignments(ast.walk(function)):
                    local[name] = [*local.get(name, ()), value] if name not in shared else local[name]
                found += in_function(function, local, path)
    return found


def _assignments(nodes):
    for node in nodes:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


def in_function(function, names, path):
    """Yield the templates in one function or module with their places."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in REFUSALS:
            remedies = [keyword.value for keyword in node.keywords if keyword.arg == "remedy"]
            for text in (*node.args[:1], *remedies):
                for template in _templates(text, names):
                    assert template is not None, f"{path}:{node.lineno}: an f-string cannot be translated"
                    yield template, f"{path.relative_to(PACKAGE)}:{node.lineno}"


def _templates(node, names):
    """Yield the texts that an argument may be; None for one made at run time."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield None
    elif isinstance(node, ast.IfExp):
        yield from _templates(node.body, names)
        yield from _templates(node.orelse, names)
    elif isinstance(node, ast.Name):
        for value in names.get(node.id, ()):
            yield from _templates(value, {})
