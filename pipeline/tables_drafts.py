"""What the commands about drafts print for people: the list, what changed, what came back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from rich.markup import escape

from .assemble.report.diff_words import DiffWords
from .tables import open_console, plain_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from .assemble.review.differences import Comparison, ThemeChange, ThemeSide
    from .wording import Wording
    from .workflow.comparing import Compared, DraftRow, Restored

SHORT = 12  # hex digits of a hash
SIGNS = {
    "born": "[green]+[/]", "gone": "[red]−[/]", "rejected": "[red]✗[/]", "accepted": "[green]✓[/]",
    "grown": "[green]↑[/]", "shrunk": "[red]↓[/]", "merged": "⇉", "split": "⇇",
}  # fmt: skip


def print_drafts(rows: Iterable[DraftRow], words: Wording) -> None:
    """Print the list of drafts."""
    table = plain_table(
        words._("Draft"),
        words._("Made"),
        words._("Interviews"),
        words._("Themes"),
        words._("Corrections"),
        words._("Run"),
        words._("Program"),
        "SHA-256",
    )
    for row in rows:
        made = datetime.fromisoformat(row.made).astimezone().strftime("%Y-%m-%d %H:%M")
        numbers = [words.number(n) for n in (row.interviews, row.themes, row.corrections, row.run)]
        table.add_row(str(row.number), made, *numbers, escape(row.version), row.sha256[:SHORT])
    open_console().print(table, soft_wrap=False)


def print_diff(found: Compared, words: Wording) -> None:
    """Print what changed between two drafts."""
    console = open_console()
    says = DiffWords(words, found.comparison, found.drafts)
    title = words._("Draft %(old)s → draft %(new)s", old=found.old.number, new=found.new.number)
    console.print(title, style="bold")
    if found.comparison.same:
        console.print(words._("Nothing changed between these drafts."))
        return
    _print_made_of(console, found.comparison, says, words)
    for change in found.comparison.themes:
        _print_change(console, change, says, words)
    steady = found.comparison.steady
    console.print(words.ngettext("%(n)s theme is as it was.", "%(n)s themes are as they were.", steady))
    _print_codes(console, found.comparison, says, words)


def _print_made_of(console: Console, found: Comparison, says: DiffWords, words: Wording) -> None:
    """Print the interviews, settings, stages and corrections that are others."""
    for sign, title, parts in (
        ("[green]+[/]", words._("interview added"), found.added),
        ("[red]−[/]", words._("interview removed"), found.removed),
        ("~", words._("interview with another text"), found.rewritten),
    ):
        for part in parts:
            console.print(f"{sign} {title}: {escape(part.path)}")
    for line in found.lines:
        title = words._("taken back") if line.back else words._("correction")
        console.print(f"{'[red]−[/]' if line.back else '[green]+[/]'} {title}: {escape(says.line(line))}")
    for setting in found.settings:
        text = f"{says.setting(setting.name)}: {setting.before or '—'} → {setting.after or '—'}"
        console.print(f"~ {escape(text)}")
    title = words._("stage")
    for stage in found.stages:
        text = f"{stage.before or '—'} → {stage.after or '—'}"
        console.print(f"~ {title}: {escape(text)}")
    if found.reordered:
        console.print("~ " + words._("the stages stand in another order"))


def _print_change(console: Console, change: ThemeChange, says: DiffWords, words: Wording) -> None:
    """Print what happened to a theme."""
    sign = SIGNS.get(change.aspects[0], "~")
    console.print(f"\n{sign} [bold]{escape(says.aspects(change.aspects))}[/]")
    same = [theme.label for theme in change.before] == [theme.label for theme in change.after]
    for theme in () if same else change.before:
        console.print(f"    {escape(says.quoted(theme.label))}  [dim]{escape(_where(theme, says))}[/]")
    for theme in change.after:
        arrow = "→ " if change.before and not same else "  "
        console.print(f"  {arrow}{escape(says.quoted(theme.label))}  [dim]{escape(_where(theme, says))}[/]")
    people = words._("Respondents: %(was)s → %(now)s", was=change.people[0], now=change.people[1])
    moved = words._("quotes: +%(gained)s −%(lost)s", gained=len(change.gained), lost=len(change.lost))
    console.print(f"    {people}; {moved}")
    why = "; ".join(says.cause(cause) for cause in change.causes)
    text = words._("Why: %(why)s", why=why)
    console.print(f"    [dim]{escape(text)}[/]")


def _where(theme: ThemeSide, says: DiffWords) -> str:
    return f"{says.kind(theme.kind)} · {says.stage(theme.stage)}"


def _print_codes(console: Console, found: Comparison, says: DiffWords, words: Wording) -> None:
    """Print what is read otherwise of the same utterances."""
    if found.kinds or found.moves or found.felt:
        console.print("\n" + words._("Quotes read otherwise"), style="bold")
    for kind in found.kinds:
        console.print(f"  {says.kind(kind.kind)}: [green]+{kind.came}[/] [red]−{kind.went}[/]")
    for move in found.moves:
        text = f"{says.stage(move.before)} → {says.stage(move.after)}: {words.number(move.utterances)}"
        console.print(f"  {escape(text)}")
    if found.felt:
        text = words.ngettext(
            "The feeling of %(n)s utterance is read otherwise.",
            "The feeling of %(n)s utterances is read otherwise.",
            found.felt,
        )
        console.print(f"  {text}")


def print_restored(done: Restored, words: Wording) -> None:
    """Print whether an earlier draft is back, and what of it could not be brought back."""
    console = open_console()
    console.print(
        words.ngettext("%(n)s correction taken back.", "%(n)s corrections taken back.", done.retracted)
    )
    numbers = {"new": done.report.number, "old": done.number}
    if done.same and done.report.number == done.number:
        console.print(words._("Draft %(old)s is the newest one.", old=done.number), style="bold")
    elif done.same:
        console.print(
            words._("Draft %(new)s is draft %(old)s again, byte for byte.", **numbers), style="bold"
        )
    else:
        text = words._("Draft %(new)s has the corrections of draft %(old)s, but is another one:", **numbers)
        console.print(text, style="bold")
        _print_left(console, done.comparison, words)
    console.print(words._("Open the report: %(path)s", path=escape(str(done.report.report))))


def _print_left(console: Console, left: Comparison, words: Wording) -> None:
    """Say what no correction brings back."""
    names = {
        words._("interviews added since: %(names)s"): [part.path for part in left.added],
        words._("interviews that are gone: %(names)s"): [part.path for part in left.removed],
        words._("interviews with another text: %(names)s"): [part.path for part in left.rewritten],
        words._("other settings: %(names)s"): [setting.name for setting in left.settings],
    }
    for template, found in names.items():
        if found:
            console.print(f"  {escape(template % {'names': ', '.join(found)})}")
    if left.themes:
        text = words.ngettext("%(n)s theme differs", "%(n)s themes differ", len(left.themes))
        console.print(f"  {text}")
