"""The commands about drafts and reviewers: list, compare and bring back drafts; merge and compare files."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .commands_review import checked_author
from .commands_speaking import SpeakingCommand

if TYPE_CHECKING:
    from .workflow.comparing import Compared

FOLDER = click.Path(path_type=Path)
NUMBER = click.IntRange(min=1)
FEWEST = 2  # files to compare


@click.command(cls=SpeakingCommand)
@click.argument("study", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def drafts(study: Path, as_json: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """List the drafts of STUDY: when each was made, of how many interviews, with how many corrections."""
    from dataclasses import asdict  # noqa: PLC0415

    from .tables_drafts import print_drafts  # noqa: PLC0415 (rich loads when something is shown)
    from .wording import terminal_wording  # noqa: PLC0415 (so do the catalogues)
    from .workflow.comparing import list_drafts  # noqa: PLC0415 (the work loads when there is some)

    rows = list_drafts(study)
    if as_json:
        _print_json([asdict(row) for row in rows])
    else:
        print_drafts(rows, terminal_wording())


@click.command(cls=SpeakingCommand)
@click.argument("study", type=FOLDER)
@click.argument("old", type=NUMBER, required=False)
@click.argument("new", type=NUMBER, required=False)
@click.option("--html", type=FOLDER, metavar="FILE", help="Write it as a page to FILE too.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def diff(study: Path, old: int | None, new: int | None, html: Path | None, as_json: bool) -> None:  # noqa: FBT001
    """Show what changed from draft OLD to draft NEW of STUDY, and why.

    Without numbers the last two drafts are compared; with OLD alone, that one and the newest.
    """
    from .wording import terminal_wording  # noqa: PLC0415
    from .workflow.comparing import compare_drafts  # noqa: PLC0415

    found = compare_drafts(study, old, new)
    if html is not None:
        _write_page(found, html)
    if as_json:
        _print_json(found.as_dict())
    else:
        from .tables_drafts import print_diff  # noqa: PLC0415

        words = terminal_wording()
        print_diff(found, words)
        if html is not None:
            click.echo(words._("The page: %(path)s", path=html))


def _write_page(found: Compared, path: Path) -> None:
    """Write the comparison as a page."""
    from .assemble.report.diff_page import DraftHead, render_diff  # noqa: PLC0415
    from .errors import StudyError  # noqa: PLC0415
    from .workflow.files import write_file  # noqa: PLC0415

    heads = (
        DraftHead(number=found.old.number, made=found.old.made),
        DraftHead(number=found.new.number, made=found.new.made),
    )
    write_file(path, render_diff(found.comparison, found.drafts, heads), StudyError)


@click.command(cls=SpeakingCommand)
@click.argument("study", type=FOLDER)
@click.argument("number", type=NUMBER)
@click.option("--author", default="", metavar="NAME", help="Who takes the corrections back.")
@click.option("--out", type=FOLDER, help="Where draft.json and draft.html go (default: STUDY/draft).")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes and threads (default: all cores).")
@click.option("--embedder", help="As for `cjm run`.")
@click.option("--stages", help="As for `cjm run`.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def restore(study: Path, number: int, author: str, quiet: bool, as_json: bool, **options: Any) -> None:  # noqa: FBT001
    """Bring the corrections of draft NUMBER of STUDY back and make the next draft of them.

    Every correction made since is taken back; nothing is deleted. While transcripts and settings are
    the same, the new draft is draft NUMBER byte for byte; else what differs is listed.
    """
    from .progress import terminal_progress  # noqa: PLC0415
    from .tables_drafts import print_restored  # noqa: PLC0415
    from .wording import terminal_wording  # noqa: PLC0415
    from .workflow import RunOptions  # noqa: PLC0415
    from .workflow.comparing import restore_draft  # noqa: PLC0415

    progress = terminal_progress(silent=quiet or as_json)
    done = restore_draft(study, number, RunOptions(**options), progress, checked_author(author))
    if as_json:
        _print_json(done.as_dict())
    elif not quiet:
        print_restored(done, terminal_wording())
    if done.report.refused:  # as after `cjm run`
        sys.exit(1)


@click.command(cls=SpeakingCommand)
@click.argument("first", type=FOLDER)
@click.argument("second", type=FOLDER)
@click.option("-o", "--out", type=FOLDER, metavar="OUT", help="Write to OUT instead of standard output.")
@click.option("--study", type=FOLDER, help="The study they are of: its quotes are shown in words.")
def merge(first: Path, second: Path, out: Path | None, study: Path | None) -> None:
    """Merge two files of corrections that began alike, and name what they disagree on.

    What both hold stays in front, the rest follows by its time. Where two people decided one thing
    differently the later decision stands; each such place is named.
    """
    from .assemble.review.lines import dump_lines  # noqa: PLC0415
    from .tables_review import print_merged  # noqa: PLC0415
    from .wording import terminal_wording  # noqa: PLC0415
    from .workflow.agreeing import merge_files  # noqa: PLC0415

    found = merge_files(first, second, out, study)
    if out is None:
        click.echo(dump_lines(found.merged.lines).decode(), nl=False)
    print_merged(found, (first, second), out, terminal_wording())


@click.command(cls=SpeakingCommand)
@click.argument("study", type=FOLDER)
@click.argument("files", type=FOLDER, nargs=-1, required=True, metavar="FILE FILE...")
@click.option("--all", "whole", is_flag=True, help="Name every difference, not only the first twenty.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def agree(study: Path, files: tuple[Path, ...], whole: bool, as_json: bool) -> None:  # noqa: FBT001
    """Tell how far reviewers of STUDY agree: one file of corrections each.

    Cohen's kappa for two people, Krippendorff's alpha for more, on what at least two of them judged;
    then the places to talk about.
    """
    from .tables_review import print_agreement  # noqa: PLC0415
    from .wording import terminal_wording  # noqa: PLC0415
    from .workflow.agreeing import agree_files  # noqa: PLC0415

    if len(files) < FEWEST:
        raise click.UsageError(terminal_wording()._("name the files of two reviewers at least"))
    found = agree_files(study, files)
    if as_json:
        _print_json(found.as_dict())
    else:
        print_agreement(found, terminal_wording(), whole=whole)


def _print_json(value: object) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))
