"""The maps as sticky notes: a CSV with a row a claim, for online whiteboards.

Places and colours are those of Miro's sticky notes (199 units wide, named colours); x and y count from the
middle of the first note of the first map, so that notes lie as on the maps, maps below one another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..printing.maps import chart
from ..printing.words import GRADES
from ..tables.lines import csv_lines
from ..tables.maps import claim_text
from ..tables.speech import Clerk
from .base import Export

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..atlas.values import Atlas
    from ..draft import ClaimPart, LanePart, MapPart
    from ..printing.values import Line
    from ..tables.values import Value

HEADS = ("text", "lane", "stage", "kind", "support", "evidence", "colour", "x", "y", "map", "utterances")
STEP_X, STEP_Y = 220, 220  # between neighbours: a note and a gap
STAGE_GAP, LANE_GAP, MAP_GAP = 60, 60, 600
ACROSS = 2  # notes side by side in a cell
_COLOURS = {
    "pain": "red",
    "goal": "light_blue",
    "question": "violet",
    "action": "light_yellow",
    "positive": "light_green",
    "idea": "cyan",
}
_OTHER = "gray"
_LANES = {
    "goals": "goal",
    "expectations": "goal",
    "matters": "goal",
    "needs": "goal",
    "questions": "question",
    "actions": "action",
    "do": "action",
    "pains": "pain",
    "risks": "pain",
    "reasons": "pain",
    "ideas": "idea",
    "positives": "positive",
}  # what a lane holds by its own meaning
_GRADE_NAMES = {number: name for name, number in GRADES.items()}


def render(atlas: Atlas) -> bytes:
    """Return UTF-8 without a byte order mark and with commas: importers take the first head for "text"."""
    clerk = Clerk(atlas.draft)
    rows: list[tuple[Value, ...]] = []
    top = 0
    for part in atlas.maps:
        notes, top = _notes(part, top, clerk)
        rows += notes
    return csv_lines(HEADS, rows, separator=",", decimal=".").encode()


def _notes(part: MapPart, top: int, clerk: Clerk) -> tuple[list[tuple[Value, ...]], int]:
    """Return a map's notes and where the next map begins."""
    drawn = chart(part, clerk)
    order = {stage.id: place for place, stage in enumerate(clerk.draft.stages)}
    rows: list[tuple[Value, ...]] = []
    for lane, row in zip(part.lanes, drawn.rows, strict=True):
        cells = sorted(lane.cells, key=lambda cell: order[cell.stage])
        high = max((len(cell.claims) for cell in cells), default=0)
        for column, (cell, box) in enumerate(zip(cells, row.boxes, strict=True)):
            left = column * (ACROSS * STEP_X + STAGE_GAP)
            for place, (claim, line) in enumerate(zip(cell.claims, box.lines, strict=True)):
                x, y = left + place % ACROSS * STEP_X, top + place // ACROSS * STEP_Y
                note = _told(claim, line, lane, clerk.stage(cell.stage), clerk)
                rows.append((*note, x, y, clerk.title(part), " ".join(claim.utterances)))
        if high:
            top += -(-high // ACROSS) * STEP_Y + LANE_GAP
    return rows, top + MAP_GAP if rows else top


def _told(claim: ClaimPart, line: Line, lane: LanePart, stage: str, clerk: Clerk) -> Iterator[Value]:
    """Yield a note's text, where it belongs, how it is backed and its colour."""
    kind = _kind(claim, lane.id, clerk)
    yield claim_text(line, clerk)
    yield lane.name
    yield stage
    yield kind
    yield line.support
    yield _GRADE_NAMES[line.grade]
    yield _COLOURS.get(kind, _OTHER)


def _kind(claim: ClaimPart, lane: str, clerk: Clerk) -> str:
    """Return the kind of a claim's theme, else of its lane, else of its sentence; "" for several."""
    kinds = {clerk.theme_kinds[theme] for theme in claim.themes if theme in clerk.theme_kinds}
    if not kinds and lane in _LANES:
        return _LANES[lane]
    if not kinds and len(claim.utterances) == 1:
        kinds = set(clerk.utterance_kinds[claim.utterances[0]])
    return kinds.pop() if len(kinds) == 1 else ""


EXPORT = Export(name="board", suffix=".board.csv", render=render)
