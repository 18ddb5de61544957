"""The command that makes documents of a draft."""

from __future__ import annotations

from pathlib import Path

import click

from .commands_speaking import SpeakingCommand

FOLDER = click.Path(path_type=Path)


def _list(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Print the exports with their suffixes, and end."""
    if not asked or ctx.resilient_parsing:
        return
    from .registry import EXPORTS  # noqa: PLC0415

    for export_name in EXPORTS:
        click.echo(f"{export_name}\t{EXPORTS.get(export_name).suffix}")
    ctx.exit()


@click.command(cls=SpeakingCommand)
@click.argument("study", type=FOLDER)
@click.option("--as", "name", required=True, metavar="NAME", help="What to make: one of --list.")
@click.option(
    "--map", "kinds", multiple=True, metavar="KIND", help="Only maps of this kind; may be repeated."
)
@click.option("--draft", "number", type=click.IntRange(min=1), help="Of this draft (default: the newest).")
@click.option("--out", type=FOLDER, metavar="PATH", help="A file, or a folder for it (default: STUDY/draft).")
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the exports."
)
def export(study: Path, name: str, kinds: tuple[str, ...], number: int | None, out: Path | None) -> None:
    """Write a draft of STUDY as a document: a table, slides, a text, a picture, a project of another program.

    Nothing is read or coded anew. Without --map the document holds maps of every kind.
    """
    from .wording import terminal_wording  # noqa: PLC0415 (catalogues load when something is said)
    from .workflow.mapping import export_study  # noqa: PLC0415 (the work loads when there is some)

    path = export_study(study, name, kinds, number, out)
    click.echo(terminal_wording()._("Written: %(path)s", path=path))
