"""What ``cjm maturity`` prints for people: the profile, next steps, the maps that fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.markup import escape

from .assemble.maturity_statements import next_step
from .assemble.maturity_words import MAPS, STAGE_MEANINGS
from .assemble.report.maturity_told import MaturityWords
from .tables import open_console, plain_table

if TYPE_CHECKING:
    from rich.console import Console

    from .assemble.maturity import Profile
    from .wording import Wording
    from .workflow.maturity import MaturityReport

CELLS = 20  # characters of a bar from 0 to 5


def print_maturity(report: MaturityReport, words: Wording) -> None:
    """Print the profile, what is doubtful, what to do next, which maps fit, and where the page is."""
    console, told, profile = open_console(), MaturityWords(words.language), report.profile
    if profile.stage:
        console.print(escape(told.stage(profile.stage)), style="bold")
        console.print(escape(STAGE_MEANINGS[words.language][profile.stage - 1]))
    else:
        console.print(words._("The stage cannot be told yet"), style="bold")
    console.print()
    _print_profile(console, profile, told)
    for doubt in told.doubts(profile):
        console.print(escape(doubt), style="yellow")
    _print_advice(console, profile, words)
    console.print()
    console.print(escape(words._("The page: %(path)s", path=report.page)))
    console.print(escape(words._("The data: %(path)s", path=report.data)))
    console.print(escape(words._("The answers: %(path)s", path=report.table)))


def _print_profile(console: Console, profile: Profile, told: MaturityWords) -> None:
    """Print a line a dimension, and one for the company."""
    _ = told.words._
    several = len(profile.respondents) > 1
    names = [_("Dimension"), "", _("Mean"), _("Stage")]
    table = plain_table(*names, *([_("Spread"), "n"] if several else []))
    weak = {one.id for one in profile.weakest}
    for one in profile.dimensions:
        bar = "" if one.mean is None else "█" * round(float(one.mean) / 5 * CELLS)
        row = [told.dimension(one), bar, told.mean(one.mean), told.stage_name(one.stage)]
        table.add_row(
            *row, *([told.spread(one), str(one.n)] if several else []), style="bold" if one.id in weak else ""
        )
    table.add_row(_("Mean"), "", told.mean(profile.mean), told.stage_name(profile.stage))
    console.print(table, soft_wrap=False)


def _print_advice(console: Console, profile: Profile, words: Wording) -> None:
    """Print next steps and maps."""
    if profile.steps:
        console.print()
        console.print(words._("What to do next"), style="bold")
        for one in profile.steps:
            console.print(escape(f"{one.number:>2}. {next_step(one.number, words.language)}"))
    if profile.maps:
        console.print()
        console.print(words._("Maps that fit now"), style="bold")
        for kind in profile.maps:
            name, why = MAPS[words.language][kind]
            console.print(escape(f"  {name} ({kind}): {why}"))
