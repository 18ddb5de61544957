"""The command that holds a decision of the team against the map."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .commands_speaking import SpeakingCommand

FOLDER = click.Path(path_type=Path)


@click.command(cls=SpeakingCommand)
@click.argument("study", type=FOLDER)
@click.argument("decision")
@click.option(
    "--draft", "number", type=click.IntRange(min=1), help="Against this draft (default: the newest)."
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def check(study: Path, decision: str, number: int | None, as_json: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Hold a DECISION against the interviews of STUDY: what it touches, what speaks for and against it.

    DECISION is a sentence, for example "We close the call centre". Every point is a quote; what nobody spoke
    of is said, too. Nothing is written.
    """
    from .workflow.deciding import check_decision  # noqa: PLC0415 (the work loads when there is some)

    found = check_decision(study, decision, number)
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return
    from .tables_check import print_check  # noqa: PLC0415 (rich loads when something is shown)
    from .wording import terminal_wording  # noqa: PLC0415

    print_check(found, terminal_wording())
