"""What ``cjm privacy`` prints for people: pseudonyms and what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from .tables import open_console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .config import StudyConfig
    from .wording import Wording
    from .workflow.privacy import Finding

FORMS = 8  # forms shown of one pseudonym


def print_findings(findings: Sequence[Finding], words: Wording) -> None:
    """Print one row a pseudonym: type, pseudonym, forms, how often, in which interviews."""
    from .workflow.privacy import warning  # noqa: PLC0415 (the workflow loads when there is some work)

    console = open_console()
    console.print(warning().told(words._), style="yellow")
    if not findings:
        console.print(words._("Nothing personal was found."))
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("What", "Pseudonym", "As said", "Times", "Interviews"):
        table.add_column(words._(name), overflow="fold", justify="right" if name == "Times" else "left")
    for one in findings:
        more = f", … +{len(one.forms) - FORMS}" if len(one.forms) > FORMS else ""
        forms = ", ".join(form if times == 1 else f"{form} ×{times}" for form, times in one.forms[:FORMS])
        table.add_row(
            words._(f"personal: {one.type}"),
            escape(one.pseudonym),
            escape(forms + more),
            words.number(one.count),
            escape(", ".join(one.interviews)),
        )
    console.print(table, soft_wrap=False)
    console.print(words._("Not a person? cjm privacy STUDY --release TEXT. Overlooked? --add TEXT=TYPE."))


def print_changed(study: StudyConfig, words: Wording) -> None:
    """Print what study.yaml now hides and keeps."""
    console = open_console()
    hidden = ", ".join(f"{one.text} ({words._(f'personal: {one.type}')})" for one in study.hide)
    console.print(escape(words._("Hidden besides: %(names)s", names=hidden or "—")))
    console.print(escape(words._("Left alone: %(names)s", names=", ".join(study.keep) or "—")))
    console.print(words._("The next 'cjm run' obeys."))
