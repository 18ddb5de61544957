"""The command that opens a draft for correction: parse, call the workflow, print."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .commands_speaking import SpeakingCommand

if TYPE_CHECKING:
    from .wording import Wording
    from .workflow.reviewing import ReviewDesk

FOLDER = click.Path(path_type=Path)


@click.command(cls=SpeakingCommand)
@click.argument("study", type=FOLDER)
@click.option("--port", type=click.IntRange(1, 65535), help="Port on this machine (default: a free one).")
@click.option("--author", default="", metavar="NAME", help="Who corrects; else the page asks.")
@click.option("--blind", is_flag=True, help="Show no corrections but those of --author.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.option("--page", type=FOLDER, metavar="FILE", help="Write the page to FILE instead of serving it.")
def review(  # noqa: PLR0913, PLR0917 (click passes options so)
    study: Path,
    port: int | None,
    author: str,
    blind: bool,  # noqa: FBT001
    no_browser: bool,  # noqa: FBT001
    page: Path | None,
) -> None:
    """Open the newest draft of STUDY for correction; each correction is saved at once.

    The page is served on this machine alone until Ctrl-C. `cjm run` makes the next draft from what was
    saved. With --page the draft becomes one file to send; what is done on it comes back with `cjm apply`.
    """
    from .wording import terminal_wording  # noqa: PLC0415 (catalogues load when something is said)
    from .workflow.reviewing import ReviewDesk, write_page  # noqa: PLC0415 (the work loads when there is some)

    author = checked_author(author)
    words = terminal_wording()
    if page is not None:
        if port is not None or no_browser:
            raise click.UsageError(words._("--page writes a file; --port and --no-browser are for serving"))
        click.echo(str(write_page(study, page, blind=blind, author=author)))
        return
    if blind and not author:
        text = words._("--blind needs --author: without a name nobody's corrections can be shown")
        raise click.UsageError(text)
    _serve(ReviewDesk(root=study, author=author, blind=blind), port, words, browser=not no_browser)


def checked_author(author: str) -> str:
    """Return the name as it may stand in a correction."""
    from .assemble.review.ops import AUTHOR_LIMIT  # noqa: PLC0415
    from .wording import terminal_wording  # noqa: PLC0415

    author = author.strip()
    if len(author) > AUTHOR_LIMIT or not author.isprintable():
        text = terminal_wording()._(
            "a name has at most %(limit)s characters, all of them visible", limit=str(AUTHOR_LIMIT)
        )
        raise click.BadParameter(text, param_hint="'--author'")
    return author


def _serve(desk: ReviewDesk, port: int | None, words: Wording, *, browser: bool) -> None:
    """Serve a desk until Ctrl-C."""
    import secrets  # noqa: PLC0415

    from .serve.app import make_app  # noqa: PLC0415 (the server loads when somebody reviews)
    from .serve.listening import address_of, open_browser, open_port, serve  # noqa: PLC0415
    from .tables import open_console  # noqa: PLC0415 (rich loads when something is shown)

    desk.check()
    listening = open_port(port)
    address = address_of(listening)
    app = make_app(desk, token=secrets.token_urlsafe(32), port=listening.getsockname()[1], translate=words._)
    console = open_console()
    console.print(words._("The draft is open for correction:"), f"[bold link={address}]{address}[/]")
    console.print(words._("Each correction is saved at once; 'cjm run' makes the next draft. Ctrl-C stops."))
    if browser:
        open_browser(address)
    serve(app, listening)
    console.print(words._("Stopped; every correction that the page called saved is kept."))
