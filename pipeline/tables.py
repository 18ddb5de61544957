"""What the commands print for people: verdicts, counts, where the report is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .workflow import RunReport, StudyStatus, Verdict
    from .wording import Wording

MARKS = {"ok": "[green]✓[/]", "refused": "[red]✗[/]", "duplicate": "[yellow]=[/]"}


def print_run(report: RunReport, words: Wording) -> None:
    """Print the verdicts, what the run noticed, and where the draft is."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(_verdicts(report.verdicts, words))
    _print_messages(console, report.verdicts)
    for note in report.notes:
        console.print(f"  {escape(note)}", style="dim")
    if not report.fresh:
        console.print(words._("Nothing has changed since draft %(number)s.", number=report.number))
    text = words._(
        "Draft %(number)s: %(verified)s of %(quotes)s quotes verified against the transcripts.",
        number=report.number,
        verified=report.verified,
        quotes=report.quotes,
    )
    console.print(text, style="bold")
    console.print(words._("Open the report: %(path)s", path=report.report))
    console.print(words._("The data: %(path)s", path=report.draft))


def print_status(status: StudyStatus, words: Wording) -> None:
    """Print files, runs and drafts of a study."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(_verdicts(status.files, words))
    _print_messages(console, status.files)
    if status.changed:
        console.print(words._("Changed since the last run: %(names)s", names=", ".join(status.changed)))
    for run in status.runs[-5:]:
        text = words._(
            "Run %(number)s, %(started)s: %(status)s",
            number=run["number"],
            started=run["started"],
            status=_state(run["status"], words),
        )
        console.print(escape(text))
    for draft in status.drafts:
        text = words._(
            "Draft %(number)s, %(made)s, %(sha)s",
            number=draft["number"],
            made=draft["made"],
            sha=draft["sha256"][:12],
        )
        console.print(escape(text))


def _verdicts(verdicts: Iterable[Verdict], words: Wording) -> Table:
    """Lay out one row a file."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in (
        "", words._("File"), words._("Format"), words._("Encoding"), words._("Language"), words._("Role"),
        words._("Turns"), words._("Respondents"), words._("Interviewers"), words._("Unread"),
    ):  # fmt: skip
        table.add_column(name, overflow="fold")
    for verdict in verdicts:
        table.add_row(
            MARKS.get(verdict.status, "?"),
            escape(verdict.path),
            verdict.format,
            verdict.encoding,
            verdict.language,
            words._(verdict.role) if verdict.role else "",
            words.number(verdict.turns) if verdict.turns else "",
            escape(", ".join(verdict.respondents)),
            escape(", ".join(verdict.interviewers)),
            words.percent(verdict.unparsed) if verdict.status == "ok" else "",
        )
    return table


def _print_messages(console: Console, verdicts: Iterable[Verdict]) -> None:
    """Print what is wrong or doubtful with single files."""
    for verdict in verdicts:
        if verdict.message:
            style = "red" if verdict.status == "refused" else "yellow"
            console.print(escape(f"{verdict.path}: {verdict.message}"), style=style)
        for warning in verdict.warnings:
            console.print(escape(f"{verdict.path}: {warning}"), style="yellow")


def _state(status: str, words: Wording) -> str:
    """Name the state of a run."""
    states = {
        "running": words._("running"),
        "done": words._("done"),
        "interrupted": words._("interrupted"),
        "failed": words._("failed"),
    }
    return states[status]
