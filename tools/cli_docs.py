"""Write docs/cli.md from the help of the commands; a test checks that it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from pipeline.cli import main

TARGET = Path(__file__).parents[1] / "docs" / "cli.md"
EXIT_CODES = """## Exit codes

| code | meaning |
|---|---|
| 0 | done |
| 1 | something a person can fix: one line says where, what, how; `run`: a file was refused, the rest done |
| 2 | a wrong command line |
| 130 | interrupted with Ctrl-C; the same command goes on from there |

`CJM_LANG=ru` or `CJM_LANG=en` chooses the language of messages, else the system's is used.
"""


def render() -> str:
    """Return the text of docs/cli.md."""
    parts = ["# Commands\n", "Made from the commands' own help by `python tools/cli_docs.py`.\n"]
    for name, command in {
        "cjm": main,
        **{f"cjm {name}": main.commands[name] for name in sorted(main.commands)},
    }.items():
        settings = {**main.context_settings, "max_content_width": 100, "terminal_width": 100}
        context = click.Context(command, info_name=name, **settings)
        command._help_option = None  # noqa: SLF001 (click keeps the option of the context that asked first)
        parts.append(f"## {name}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join([*parts, EXIT_CODES])


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8")
    sys.stdout.write(f"{TARGET.name} written\n")
