"""Interviews as plain texts of a REFI-QDA project, and where utterances stand in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .elements import line, visible

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...records import Transcript
    from ..draft import UtterancePart


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A transcript as people read it: a line a turn, the speaker's name before it.

    ``shifts`` says by how much each turn stands further on than in the canonical text.
    """

    content: str
    shifts: Sequence[int]

    def span(self, said: UtterancePart) -> tuple[int, int]:
        """Return where an utterance begins and ends, in code points; the end is the place after it."""
        shift = self.shifts[said.turn]
        return said.start + shift, said.end + shift


def text_of(transcript: Transcript) -> Text:
    """Return a transcript with its speakers' names; every character keeps its width of one."""
    names: Mapping[str, str] = {one.id: line(one.name) for one in transcript.speakers}
    lines, shifts, shift = [], [], 0
    for turn in transcript.turns:
        label = f"{names.get(turn.speaker) or turn.speaker}: "
        shift += len(label)
        shifts.append(shift)
        lines.append(f"{label}{visible(turn.text)}")
    return Text(content="\n".join(lines), shifts=shifts)
