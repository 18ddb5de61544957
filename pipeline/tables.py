"""What the commands print for people: verdicts, counts, where the report is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .errors import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .wording import Wording
    from .workflow import RunReport, StudyStatus, Verdict

WIDE, PIPE = 120, 180  # columns of a terminal
MARKS = {"ok": "[green]✓[/]", "refused": "[red]✗[/]", "duplicate": "[yellow]=[/]"}


def open_console(*, stderr: bool = False) -> Console:
    """Open the terminal; a pipe or a file has room for every column."""
    console = Console(highlight=False, soft_wrap=True, stderr=stderr)
    if console.is_terminal:
        return console
    return Console(highlight=False, soft_wrap=True, stderr=stderr, width=PIPE)


def plain_table(*names: str) -> Table:
    """Return a table without lines, a column a name; the marks of files stand under none."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold", no_wrap=name == "")
    return table


def print_run(report: RunReport, words: Wording) -> None:
    """Print the verdicts, what the run noticed, and where the draft is."""
    console = open_console()
    console.print(_verdicts(report.verdicts, words, console.width), soft_wrap=False)
    for verdict in report.verdicts:
        print_messages(console, verdict, words)
    if not report.fresh:
        console.print(words._("Nothing has changed since draft %(number)s.", number=report.number))
    _print_ignored(console, report, words)
    text = words._(
        "Draft %(number)s: %(verified)s of %(quotes)s quotes verified against the transcripts.",
        number=report.number,
        verified=report.verified,
        quotes=report.quotes,
    )
    console.print(text, style="bold")
    console.print(words._("Open the report: %(path)s", path=report.report))
    console.print(words._("The data: %(path)s", path=report.draft))


_REASONS = {
    "no-unit": "the quote is no longer in the study",
    "no-theme": "the theme is no longer in the study",
    "no-stage": "the stage is no longer in the study",
    "dead-theme": "the theme was merged into another one before",
    "own-merge": "a theme cannot be merged into itself",
    "nothing-left": "nothing of what it names is left",
    "no-line": "the correction it takes back is not there",
    "taken": "what it makes is there already",
}


def _print_ignored(console: Console, report: RunReport, words: Wording) -> None:
    """Say how many corrections are in force, and name each that could not be applied."""
    if report.corrections:
        text = words.ngettext(
            "%(n)s correction is in force.", "%(n)s corrections are in force.", report.corrections
        )
        console.print(text)
    for line, reason, detail in report.ignored:
        told = words._(_REASONS.get(reason, reason))
        text = words._("Correction %(line)s was not applied: %(reason)s", line=line, reason=told)
        console.print(escape(f"{text} ({detail})" if detail else text), style="yellow")


def print_status(status: StudyStatus, words: Wording) -> None:
    """Print files, runs and drafts of a study."""
    console = open_console()
    console.print(_verdicts(status.files, words, console.width), soft_wrap=False)
    for verdict in status.files:
        print_messages(console, verdict, words)
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


def _verdicts(verdicts: Iterable[Verdict], words: Wording, width: int) -> Table:
    """Lay out one row a file; a narrow terminal leaves out what is said less often."""
    columns: list[tuple[str, Callable[[Verdict], str], bool]] = [
        ("", lambda v: MARKS.get(v.status, "?"), True),
        (words._("File"), lambda v: escape(v.path), True),
        (words._("Format"), lambda v: v.format, True),
        (words._("Encoding"), lambda v: v.encoding, width >= WIDE),
        (words._("Language"), lambda v: v.language, width >= WIDE),
        (words._("Role"), lambda v: words._(v.role) if v.role else "", True),
        (words._("Turns"), lambda v: words.number(v.turns) if v.turns else "", True),
        (words._("Respondents"), lambda v: escape(", ".join(v.respondents)), True),
        (words._("Interviewers"), lambda v: escape(", ".join(v.interviewers)), True),
        (words._("Unread"), lambda v: words.percent(v.unparsed) if v.status == "ok" else "", width >= WIDE),
    ]
    shown = [(name, cell) for name, cell, wanted in columns if wanted]
    table = plain_table(*(name for name, _ in shown))
    for verdict in verdicts:
        table.add_row(*(cell(verdict) for _, cell in shown))
    return table


def print_messages(console: Console, verdict: Verdict, words: Wording) -> None:
    """Print what is wrong or doubtful with a file."""
    if verdict.message:
        style = "red" if verdict.status == "refused" else "yellow"
        console.print(escape(f"{verdict.path}: {tell(verdict.message, words._)}"), style=style)
    for warning in verdict.warnings:
        console.print(escape(f"{verdict.path}: {tell(warning, words._)}"), style="yellow")


def _state(status: str, words: Wording) -> str:
    """Name the state of a run."""
    states = {
        "running": words._("running"),
        "done": words._("done"),
        "interrupted": words._("interrupted"),
        "failed": words._("failed"),
    }
    return states[status]
