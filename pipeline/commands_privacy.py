"""The commands about pseudonyms: what was hidden, what to hide or release, a draft revealed."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .commands_speaking import SpeakingCommand

FOLDER = click.Path(path_type=Path)


@click.command(cls=SpeakingCommand)
@click.argument("study", type=FOLDER)
@click.option("--add", multiple=True, metavar="TEXT=TYPE", help="Hide TEXT from now on; may be repeated.")
@click.option("--release", multiple=True, metavar="TEXT", help="TEXT is nobody's: leave it; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def privacy(study: Path, add: tuple[str, ...], release: tuple[str, ...], as_json: bool) -> None:  # noqa: FBT001
    """List what was hidden in STUDY with its originals, which the study's key keeps; for your eyes alone.

    With --add or --release study.yaml is changed and the next run obeys. Types: name, company, address,
    phone, email, url, document, other.
    """
    from .wording import terminal_wording  # noqa: PLC0415 (catalogues load when something is said)
    from .workflow.privacy import change_study, list_findings, warning  # noqa: PLC0415 (loads when there is work)

    if add or release:
        changed = change_study(study, add, release)
        if as_json:
            click.echo(
                json.dumps(changed.model_dump(mode="json", include={"hide", "keep"}), ensure_ascii=False)
            )
            return
        from .tables_privacy import print_changed  # noqa: PLC0415 (rich loads when something is shown)

        print_changed(changed, terminal_wording())
        return
    findings = list_findings(study)
    if as_json:
        click.echo(warning().told(terminal_wording()._), err=True)
        click.echo(json.dumps([one.as_dict() for one in findings], ensure_ascii=False, indent=1))
        return
    from .tables_privacy import print_findings  # noqa: PLC0415

    print_findings(findings, terminal_wording())


@click.command(cls=SpeakingCommand)
@click.argument("draft", type=FOLDER)
@click.option("--study", type=FOLDER, required=True, help="The study whose key is used.")
@click.option("-o", "--out", type=FOLDER, required=True, metavar="FILE", help="Where the copy goes.")
def reveal(draft: Path, study: Path, out: Path) -> None:
    """Write a copy of DRAFT (a draft.json) with real names in place of pseudonyms; for your eyes alone."""
    from .wording import terminal_wording  # noqa: PLC0415
    from .workflow.privacy import reveal_draft  # noqa: PLC0415

    words = terminal_wording()
    count = reveal_draft(draft, study, out)
    click.echo(
        words.ngettext(
            "%(n)s place was restored: %(path)s", "%(n)s places were restored: %(path)s", count, path=str(out)
        )
    )
    click.echo(words._("The copy holds real names: keep it where the recordings are kept."), err=True)
