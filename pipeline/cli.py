"""The command line: parse, call the workflow, print.  Nothing heavy is imported before it is needed."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from . import __version__
from .commands_check import check
from .commands_drafts import agree, diff, drafts, merge, restore
from .commands_export import export
from .commands_ingest import ingest
from .commands_maps import show_map
from .commands_maturity import maturity
from .commands_privacy import privacy, reveal
from .commands_review import review
from .commands_speaking import SpeakingGroup
from .errors import CjmError, tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from .wording import Wording
    from .workflow import RunReport

INTERRUPTED = 130
FOLDER = click.Path(path_type=Path)


class Commands(SpeakingGroup):
    """Turns refusals into one line and exit code 1, Ctrl-C into a word and 130."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except CjmError as error:
            click.echo(f"cjm: {error.told(_wording()._)}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo(
                _wording()._("cjm: interrupted; run the same command again to go on from here"), err=True
            )
            ctx.exit(INTERRUPTED)


def _wording() -> Wording:
    from .wording import terminal_wording  # noqa: PLC0415 (catalogues load when something is said)

    return terminal_wording()


def _print_version(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Say which version this is, and end."""
    if asked and not ctx.resilient_parsing:
        click.echo(_wording()._("cjm, version %(version)s", version=__version__))
        ctx.exit()


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Turn a folder of interview transcripts into a draft Customer Journey Map, offline."""


def _run_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add what `run` and `demo` share."""
    for option in reversed(
        (
            click.option(
                "--jobs",
                type=click.IntRange(1, 64),
                help="Worker processes and threads (default: all cores).",
            ),
            click.option(
                "--embedder", help="e5-small (bundled), st:NAME_OR_PATH (sentence-transformers) or lsa."
            ),
            click.option("--quiet", is_flag=True, help="Print nothing but errors."),
            click.option("--json", "as_json", is_flag=True, help="Print the counts and verdicts as JSON."),
        )
    ):
        command = option(command)
    return command


@main.command()
@click.argument("study", type=FOLDER)
@click.option("--out", type=FOLDER, help="Where draft.json and draft.html go (default: STUDY/draft).")
@click.option("--stages", help="A ready-made stage model or auto; overrides study.yaml.")
@click.option(
    "--anonymize/--no-anonymize", default=None, help="Put pseudonyms in place of names, phones, addresses."
)
@click.option(
    "--coder",
    metavar="URL",
    help="Let a model on an OpenAI-compatible server code, like http://127.0.0.1:11434/v1 (Ollama's).",
)
@click.option("--model", metavar="NAME", help="The model on that server, for example qwen3:8b.")
@_run_options
def run(study: Path, quiet: bool, as_json: bool, **options: Any) -> None:  # noqa: FBT001 (click passes flags so)
    """Read the transcripts of STUDY and make the next draft of its map.

    Nothing leaves this machine unless --coder names another one. What has not changed since the
    last run is taken from STUDY/.cjm; an interrupted run goes on where it stopped.
    """
    from .progress import terminal_progress  # noqa: PLC0415
    from .workflow import RunOptions, run_study  # noqa: PLC0415 (the work loads when there is some)

    report = run_study(study, RunOptions(**options), terminal_progress(silent=quiet or as_json))
    _print_run(report, quiet=quiet, as_json=as_json)


@main.command()
@click.argument("study", type=FOLDER)
@click.argument("corrections", type=FOLDER, nargs=-1, required=True)
@click.option("--out", type=FOLDER, help="Where draft.json and draft.html go (default: STUDY/draft).")
@_run_options
def apply(study: Path, corrections: tuple[Path, ...], quiet: bool, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Keep the corrections of one or more files and make the next draft of STUDY.

    CORRECTIONS are files that a report saved («corrections.jsonl»). If a single line cannot be taken,
    nothing is kept. Lines that are known already count once.
    """
    from .progress import terminal_progress  # noqa: PLC0415
    from .workflow import RunOptions, apply_corrections  # noqa: PLC0415

    progress = terminal_progress(silent=quiet or as_json)
    accepted, report = apply_corrections(study, corrections, RunOptions(**options), progress)
    if not (quiet or as_json):
        text = _wording()._(
            "Corrections: %(added)s new, %(known)s known already.", added=accepted.added, known=accepted.known
        )
        click.echo(text)
    _print_run(report, quiet=quiet, as_json=as_json)


@main.command()
@click.option(
    "--out", type=FOLDER, default=Path("cjm-demo"), show_default=True, help="Folder for the copied study."
)
@click.option("--language", type=click.Choice(["ru", "en"]), default="ru", show_default=True)
@click.option(
    "--study",
    type=click.Choice(["veloservis", "kotelnye", "coworking"]),
    help="Which example (default: veloservis, or coworking in English).",
)
@_run_options
def demo(out: Path, language: str, study: str | None, quiet: bool, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Copy an invented example study to a folder and make its map."""
    from .progress import terminal_progress  # noqa: PLC0415
    from .workflow import EXAMPLES, RunOptions, run_demo  # noqa: PLC0415

    progress = terminal_progress(silent=quiet or as_json)
    report = run_demo(out, study or EXAMPLES[language], RunOptions(**options), progress)
    _print_run(report, quiet=quiet, as_json=as_json)


@main.command()
@click.argument("study", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def status(study: Path, as_json: bool) -> None:  # noqa: FBT001
    """Show what STUDY holds: files and their verdicts, runs and drafts."""
    from .workflow import study_status  # noqa: PLC0415

    found = study_status(study)
    if as_json:
        click.echo(json.dumps(found.as_dict(), ensure_ascii=False, indent=1))
        return
    from .tables import print_status  # noqa: PLC0415

    print_status(found, _wording())


@main.command()
@click.argument("target", type=FOLDER)
@click.option("--study", type=FOLDER, help="The study, when TARGET is a draft.json outside of it.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def verify(target: Path, study: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Check every quote of a draft against the transcripts.

    TARGET is a study folder (its newest draft is checked) or a draft.json. Exits with 1 when a
    single quote, count or reference does not hold, or cannot be checked.
    """
    from .workflow import verify_target  # noqa: PLC0415

    place, found = verify_target(target, study)
    words = _wording()
    if as_json:
        result = {
            "draft": str(place),
            "quotes": found.quotes,
            "verified": found.verified,
            "failures": list(found.failures),
        }
        click.echo(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        for failure in found.failures:
            click.echo(f"{place}: {failure.told(words._)}", err=True)
        text = words._(
            "%(place)s: %(verified)s of %(quotes)s quotes verified",
            place=place,
            verified=found.verified,
            quotes=found.quotes,
        )
        click.echo(text)
    if not found.passed:
        sys.exit(1)


for _command in (
    review,
    drafts,
    diff,
    restore,
    merge,
    agree,
    export,
    ingest,
    show_map,
    maturity,
    check,
    privacy,
    reveal,
):
    main.add_command(_command)


@main.command()
def schema() -> None:
    """Print the JSON Schema of draft.json."""
    from .assemble.draft import draft_schema  # noqa: PLC0415

    click.echo(json.dumps(draft_schema(), ensure_ascii=False, indent=1))


def _print_run(report: RunReport, *, quiet: bool, as_json: bool) -> None:
    """Print what a run made and leave with 1 when a file was refused."""
    if as_json:
        click.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=1))
    elif not quiet:
        from .tables import print_run  # noqa: PLC0415

        print_run(report, _wording())
    else:
        for verdict in report.refused:
            click.echo(f"cjm: {verdict.path}: {tell(verdict.message, _wording()._)}", err=True)
    if report.refused:
        sys.exit(1)
