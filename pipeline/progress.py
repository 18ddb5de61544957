"""How long work shows: a line a step with its counts, a bar while it lasts.

Everything goes to standard error, so that ``--json`` and pipes get clean output.
"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

from .errors import tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from .errors import Message
    from .wording import Wording
    from .workflow.values import StepCount


NOTICEABLE = 0.1  # seconds


class Progress(Protocol):
    """What the workflow needs to be watched."""

    def bar(self, step: str, total: int) -> AbstractContextManager[Callable[[int], None]]:
        """Open a bar of ``total`` pieces; the context gives a function that advances it by n."""

    def done(self, step: StepCount) -> None:
        """Say that a step is done, with its counts in and out."""

    def warn(self, message: Message) -> None:
        """Say what must not be overlooked."""


class SilentProgress:
    """Shows nothing; with words it still says what must not be overlooked."""

    def __init__(self, words: Wording | None = None) -> None:
        """Speak the user's language, or not at all."""
        self._words = words

    @contextmanager
    def bar(self, step: str, total: int) -> Iterator[Callable[[int], None]]:
        """Give a function that does nothing."""
        del step, total
        yield lambda _: None

    def done(self, step: StepCount) -> None:
        """Say nothing."""

    def warn(self, message: Message) -> None:
        """Print the warning when there are words for it."""
        if self._words is not None:
            _warn(message, self._words)


class TerminalProgress:
    """A rich bar on a terminal, and a plain line a step everywhere."""

    def __init__(self, words: Wording) -> None:
        """Speak the user's language; look whether a person watches."""
        self._words = words
        self._live = sys.stderr.isatty()

    @contextmanager
    def bar(self, step: str, total: int) -> Iterator[Callable[[int], None]]:
        """Show a bar that goes away when the step ends."""
        if not self._live or not total:
            yield lambda _: None
            return
        from rich.console import Console  # noqa: PLC0415 (rich loads when something is shown)
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415
        from rich.progress import Progress as RichProgress  # noqa: PLC0415

        columns = (
            TextColumn("  {task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
        )
        with RichProgress(*columns, console=Console(stderr=True), transient=True) as shown:
            task = shown.add_task(self._name(step), total=total)
            yield lambda n: shown.advance(task, n)

    def done(self, step: StepCount) -> None:
        """Print the step with its counts."""
        words = self._words
        counts = f"{words.number(step.taken):>8} → {words.number(step.given):<8}"
        took = f"{words.number(step.seconds, digits=1):>6} {words._('s')}"
        seconds = took if step.seconds >= NOTICEABLE else ""
        line = f"  {self._name(step.name):<16}{counts}{seconds}".rstrip()
        print(line, file=sys.stderr, flush=True)  # noqa: T201 (the terminal is what this is for)

    def warn(self, message: Message) -> None:
        """Print the warning."""
        _warn(message, self._words)

    def _name(self, step: str) -> str:
        """Name a step in the user's language."""
        words = self._words
        names = {
            "read": words._("files read"),
            "segment": words._("utterances"),
            "embed": words._("embedding"),
            "hear": words._("reading"),
            "code": words._("coding"),
            "stages": words._("stages"),
            "group": words._("themes"),
            "correct": words._("corrections"),
            "place": words._("claims"),
            "verify": words._("quotes"),
        }
        return names[step]


def terminal_progress(*, silent: bool) -> Progress:
    """Choose who watches the work of a command: both say warnings, one shows nothing else."""
    from .wording import terminal_wording  # noqa: PLC0415 (catalogues load when something is said)

    return SilentProgress(terminal_wording()) if silent else TerminalProgress(terminal_wording())


def _warn(message: Message, words: Wording) -> None:
    print(f"cjm: {tell(message, words._)}", file=sys.stderr, flush=True)  # noqa: T201 (the terminal is meant)
