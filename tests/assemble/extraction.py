"""The msgids that the program uses, found the way gettext's tools find them."""

from __future__ import annotations

from pathlib import Path

from babel.messages.extract import extract_from_dir

PACKAGE = Path(__file__).parents[2] / "pipeline"
KEYWORDS = {"_": None, "ngettext": (1, 2), "t": None, "nt": (1, 2), "mark": None}
METHODS = [
    ("wording.py", "ignore"),
    ("assemble/exports/html.py", "python"),
    ("assemble/report/**.py", "python"),
    ("assemble/report/**.jinja", "jinja2.ext:babel_extract"),
    ("*.py", "python"),
    ("workflow/**.py", "python"),
]
OPTIONS = {"assemble/report/**.jinja": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}


def used_msgids() -> dict[str | tuple[str, str], str]:
    """Return every message of the report with the first place that uses it."""
    found: dict[str | tuple[str, str], str] = {}
    for path, line, message, _, _ in extract_from_dir(PACKAGE, METHODS, OPTIONS, keywords=KEYWORDS):
        key = message if isinstance(message, str) else tuple(message[:2])
        found.setdefault(key, f"{path}:{line}")
    return found
