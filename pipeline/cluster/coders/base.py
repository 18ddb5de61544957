"""The seam of a coder: numbered utterances in their context go in, numbers and names come out.

A coder never returns text of an interview: an answer names a unit by its number and says kinds, a stage's
id and the name of a theme.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ...errors import Message
    from ...records import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeUnit:
    """An utterance to be coded; ``number`` names it in the answer, the other texts are its context."""

    number: int
    text: str
    question: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeStage:
    """A stage that an answer may name by its id."""

    id: str
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRequest:
    """A batch: neighbouring utterances of one interview, the stages, and the language of the talk."""

    units: tuple[CodeUnit, ...]
    stages: tuple[CodeStage, ...]
    language: str

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers that an answer may name."""
        return tuple(unit.number for unit in self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAnswer:
    """What a coder says of one unit; ``theme`` is a hint for grouping, never a label."""

    unit: int
    kinds: tuple[Kind, ...]
    stage: str | None = None
    theme: str | None = None


class CoderGone(Exception):  # noqa: N818 (named for what it says)
    """The coder has stopped to be of use; ``answers`` were given before, ``fact`` and ``remedy`` say why."""

    def __init__(self, fact: Message, remedy: Message) -> None:
        """Keep the reason for people."""
        super().__init__(str(fact))
        self.fact, self.remedy = fact, remedy
        self.answers: tuple[CodeAnswer, ...] = ()


class Coder(Protocol):
    """Codes batches; ``answered`` counts the units that it has answered so far."""

    answered: int

    def code(self, batch: CodeRequest) -> tuple[CodeAnswer, ...]:
        """Return the checked answers by number; units that were given up are not among them.

        Raises CoderGone, with the answers so far, when there is no use in asking on.
        """

    def close(self) -> None:
        """Give back what was opened."""
