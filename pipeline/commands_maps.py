"""The command that shows the maps of a draft in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .commands_speaking import SpeakingCommand

FOLDER = click.Path(path_type=Path)


def _list(ctx: click.Context, _param: click.Parameter, asked: bool) -> None:  # noqa: FBT001 (click passes flags so)
    """Print the kinds of map and what each is for, and end."""
    if not asked or ctx.resilient_parsing:
        return
    from .tables_maps import print_kinds  # noqa: PLC0415 (rich loads when something is shown)
    from .wording import terminal_wording  # noqa: PLC0415 (catalogues load when something is said)

    print_kinds(terminal_wording())
    ctx.exit()


@click.command(name="map", cls=SpeakingCommand)
@click.argument("study", type=FOLDER)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    metavar="KIND",
    help="A kind of --list; may be repeated (default: the draft's own).",
)
@click.option(
    "--viewpoint", type=click.Choice(["client", "non_user", "expert"]), help="Only this one (default: all)."
)
@click.option("--segment", metavar="NAME", help="Of the people of one segment.")
@click.option("--draft", "number", type=click.IntRange(min=1), help="Of this draft (default: the newest).")
@click.option("--json", "as_json", is_flag=True, help="Print the maps whole, as in draft.json.")
@click.option(
    "--html", "page", type=FOLDER, metavar="FILE", help="Write the maps as one page without a script."
)
@click.option(
    "--list", is_flag=True, is_eager=True, expose_value=False, callback=_list, help="List the kinds of map."
)
def show_map(  # noqa: PLR0913, PLR0917 (what may be chosen of a map)
    study: Path,
    kinds: tuple[str, ...],
    viewpoint: str | None,
    segment: str | None,
    number: int | None,
    as_json: bool,  # noqa: FBT001
    page: Path | None,
) -> None:
    """Show maps of STUDY's newest draft, stage by stage.

    Every claim stands with its respondents, n of N, and a quote; an empty cell says what to ask next.
    Nothing is read or coded anew, and viewpoints are never mixed.
    """
    from .workflow.choosing import choose_maps  # noqa: PLC0415 (the work loads when there is some)

    atlas, maps = choose_maps(study, kinds, viewpoint, segment, number)
    if as_json:
        found = [part.model_dump(mode="json") for part in maps]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    from .wording import terminal_wording  # noqa: PLC0415 (catalogues load when something is said)

    if page:
        from .workflow.map_pages import write_map_page  # noqa: PLC0415 (templates load when they are filled)

        path = write_map_page(atlas, maps, page)
        click.echo(terminal_wording()._("Written: %(path)s", path=path))
        return
    from .tables_maps import print_maps  # noqa: PLC0415 (rich loads when something is shown)

    print_maps(atlas.draft, maps, terminal_wording())
