"""What ``cjm check`` prints for people: the decision as it was read, stages, for and against with quotes."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.padding import Padding

from .assemble.atlas.deciding_words import direction_name, why
from .assemble.atlas.telling import Teller
from .assemble.atlas.values import Bearing
from .records import Role
from .tables import open_console
from .wording import nearest_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from .assemble.atlas.values import DecisionPoint
    from .assemble.values import Claim
    from .records import UtteranceId
    from .wording import Wording
    from .workflow.deciding import Checked

QUOTES = 2  # of a theme
POINTS = {Bearing.AGAINST: 12, Bearing.FOR: 12, Bearing.NEED: 8, Bearing.TOUCHED: 5}  # lines shown
_STYLES = {Bearing.AGAINST: "red", Bearing.FOR: "green", Bearing.NEED: "yellow", Bearing.TOUCHED: "bold"}


def print_check(found: Checked, words: Wording) -> None:
    """Print what a decision touches, and the rule by which it was found."""
    page = _Page(open_console(), found, words)
    page.head()
    if found.decision.points:
        page.stages()
        for bearing in (Bearing.AGAINST, Bearing.FOR, Bearing.NEED, Bearing.TOUCHED):
            page.points(bearing)
        page.strengthen()
    else:
        page.say(words._("Nobody in the interviews speaks of this. Ask about it in the next ones."), "bold")
    page.say("")
    page.say(found.decision.rule, "dim")


class _Page:
    """Prints a checked decision piece by piece."""

    def __init__(self, console: Console, found: Checked, words: Wording) -> None:
        self.console, self.found, self.words = console, found, words
        self.tell = Teller(found.atlas.draft)
        self.evidence = found.atlas.evidence
        self.names = {stage.id: stage.name for stage in self.evidence.stages}

    def say(self, text: str, style: str = "", indent: int = 0) -> None:
        """Print a text wrapped to the terminal, all lines as far to the right."""
        if not text:
            self.console.print()
            return
        self.console.print(
            Padding(escape(text), (0, 0, 0, indent), expand=False), style=style, soft_wrap=False
        )

    def head(self) -> None:
        """Say the decision and how it was read."""
        _ = self.words._
        self.say(
            _("«%(text)s» and draft %(number)s", text=self.found.decision.text, number=self.found.number),
            "bold",
        )
        for aim in self.found.question.aims:
            name = direction_name(aim.direction, self.words.language)
            self.say(_("Read as: %(direction)s: %(about)s", direction=name, about=aim.text or "?"))

    def stages(self) -> None:
        """List touched stages with the people behind them, and those that are not touched."""
        _ = self.words._
        self.say("")
        if self.found.decision.stages:
            self.say(_("Touched stages"), "bold")
        for stage in self.found.decision.stages:
            ids = [i for i in self._touched() if (s := self.evidence.codings[i].stage) and s.id == stage]
            self.say(f"{self.names[stage]}: {self._people(ids)}", indent=2)
        if self.found.untouched:
            names = "; ".join(self.names[stage] for stage in self.found.untouched)
            self.say(_("Not touched: %(names)s", names=names), "dim")

    def points(self, bearing: Bearing) -> None:
        """List what bears on the decision in one way, by the reason why."""
        own = [point for point in self.found.decision.points if point.bearing is bearing]
        if not own:
            return
        _ = self.words._
        heads = {
            Bearing.AGAINST: _("Against"),
            Bearing.FOR: _("For"),
            Bearing.NEED: _("Needs it touches"),
            Bearing.TOUCHED: _("Also about it, neither for nor against"),
        }
        ids = [i for point in own for i in point.claim.utterances]
        self.say("")
        self.say(f"{heads[bearing]}: {self._people(ids)}", _STYLES[bearing])
        shown = own[: POINTS[bearing]]
        for reason, group in groupby(
            sorted(shown, key=lambda point: _first(shown, point.why)), lambda p: p.why
        ):
            self.say(f"{reason}:", indent=2)
            for point in group:
                self._point(point)
        if len(own) > len(shown):
            more = len(own) - len(shown)
            self.say(
                self.words.ngettext("and %(n)s more (--json)", "and %(n)s more (--json)", more), "dim", 2
            )

    def strengthen(self) -> None:
        """List what would make the decision better."""
        self.say("")
        self.say(self.words._("What would make it stronger"), "bold")
        for claim in self.found.decision.strengthen:
            self._claim(claim, "")
        if not self.found.decision.strengthen:
            self.say(self.words._("The interviews hold no answer near to it; ask for ideas."), indent=2)

    def _point(self, point: DecisionPoint) -> None:
        self._claim(point.claim, self.names.get(point.stage, "") if point.stage else "")

    def _claim(self, claim: Claim, stage: str) -> None:
        """Print a theme with quotes, or a single voice with its source."""
        quotes = [self.tell.quote(i) for i in claim.utterances[:QUOTES]]
        beside = f" ({stage})" if stage else ""
        if claim.themes:
            self.say(f"• {claim.text}, {self._people(claim.utterances)}{beside}", indent=4)
            for quote in quotes:
                self.say(f"«{quote.text}» {quote.source}", indent=8)
            return
        for quote in quotes:
            self.say(f"• «{quote.text}» {quote.source}{beside}", indent=4)

    def _touched(self) -> list[UtteranceId]:
        """Return what makes a stage touched: neither what goes on nor what is near in meaning only."""
        language = nearest_language(self.evidence.language)
        beside = {why(name, language) for name in ("after", "meaning")}
        points = (point for point in self.found.decision.points if point.why not in beside)
        return [i for point in points for i in point.claim.utterances]

    def _people(self, ids: Iterable[UtteranceId]) -> str:
        """Count respondents n of N by role; a role that says nothing is left out."""
        return ", ".join(self._counts(set(ids)))

    def _counts(self, ids: set[UtteranceId]) -> Sequence[str]:
        evidence = self.evidence
        voices = {
            (said.interview, said.speaker): evidence.interviews[said.interview].role
            for said in evidence.utterances.values()
        }
        spoken = {(evidence.utterances[i].interview, evidence.utterances[i].speaker) for i in ids}
        found = []
        for role in Role:
            n, of = sum(voices[v] is role for v in spoken), sum(r is role for r in voices.values())
            if n:
                found.append(self._counted(role, n, of))
        return found

    def _counted(self, role: Role, n: int, of: int) -> str:
        _ = self.words._
        return {
            Role.CLIENT: _("clients %(k)s of %(n)s", k=n, n=of),
            Role.NON_USER: _("non-users %(k)s of %(n)s", k=n, n=of),
            Role.EXPERT: _("experts %(k)s of %(n)s", k=n, n=of),
        }[role]


def _first(points: Sequence[DecisionPoint], reason: str) -> int:
    """Return where a reason is given first."""
    return next(at for at, point in enumerate(points) if point.why == reason)
