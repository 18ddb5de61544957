"""The command that reads transcripts and shows what was understood, without making a draft."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from .commands_speaking import SpeakingCommand

FOLDER = click.Path(path_type=Path)


@click.command(cls=SpeakingCommand)
@click.argument("study", type=FOLDER, required=False)
@click.option("--explain", type=FOLDER, metavar="FILE", help="Show why FILE is read as it is; write nothing.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes (default: all cores).")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def ingest(study: Path | None, explain: Path | None, jobs: int | None, quiet: bool, as_json: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Read the transcripts of STUDY and show what was understood, without making a draft.

    Prints a verdict on each file (format, encoding, language, turns, who speaks in which role and how
    sure that is, what was not read) and writes interviews.csv for you to correct, as `cjm run` does.
    With --explain, STUDY may be left out: it is the folder above FILE with a study.yaml or interviews.csv.
    """
    if explain is not None:
        _explain(explain, study, quiet=quiet, as_json=as_json)
        return
    from .wording import terminal_wording  # noqa: PLC0415 (catalogues load when something is said)

    words = terminal_wording()
    if study is None:
        raise click.UsageError(words._("name a study, or a file with --explain"))
    from .errors import tell  # noqa: PLC0415
    from .progress import terminal_progress  # noqa: PLC0415
    from .workflow import RunOptions  # noqa: PLC0415 (the work loads when there is some)
    from .workflow.examining import ingest_study  # noqa: PLC0415

    report = ingest_study(study, RunOptions(jobs=jobs), terminal_progress(silent=quiet or as_json))
    if as_json:
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        from .tables_ingest import print_ingest  # noqa: PLC0415 (rich loads when something is shown)

        print_ingest(report, words)
    else:
        for verdict in report.refused:
            click.echo(f"cjm: {verdict.path}: {tell(verdict.message, words._)}", err=True)
    if report.refused:  # as after `cjm run`
        sys.exit(1)


def _explain(file: Path, study: Path | None, *, quiet: bool, as_json: bool) -> None:
    """Explain one file."""
    from .wording import terminal_wording  # noqa: PLC0415
    from .workflow.explaining import explain_file  # noqa: PLC0415

    found = explain_file(file, study)
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        from .tables_ingest import print_explanation  # noqa: PLC0415

        print_explanation(found, terminal_wording())
    if found.report.verdict.status == "refused":
        sys.exit(1)
