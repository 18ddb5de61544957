"""Maps in prose: stage by stage, lane by lane, each claim with its support and first quotes.

A table of eight columns cannot be read in Markdown, so a stage is a section and a lane a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..office import visible
from ..printing.maps import chart
from ..printing.words import GRADES
from .marks import head, item, items, para, soft, strong, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..draft import CellPart, ClaimPart, LanePart, MapPart
    from ..pictures.values import EmotionPoint
    from ..printing.values import Box, Line, Row
    from ..tables.speech import Clerk
    from ..values import Claim

QUOTES = 2  # beside a claim
_GRADES = {number: name for name, number in GRADES.items()}


def map_section(part: MapPart, clerk: Clerk) -> Iterator[str]:
    """Yield the blocks of one map."""
    drawn, order = chart(part, clerk), {stage.id: at for at, stage in enumerate(clerk.draft.stages)}
    yield head(2, f"{drawn.title} — {drawn.viewpoint}")
    yield para(words(drawn.base) + ".", soft(drawn.note))
    lanes = [sorted(lane.cells, key=lambda cell: order[cell.stage]) for lane in part.lanes]
    for place, stage in enumerate(drawn.stages):
        phase = f" ({drawn.phases[place]})" if drawn.phases[place] else ""
        yield head(3, f"{place + 1}. {stage}{phase}")
        for lane, cells, row in zip(part.lanes, lanes, drawn.rows, strict=True):
            yield from _lane(lane, cells[place], row, place, clerk)
    if drawn.rules:
        yield head(3, clerk._("Rules"))
        yield items(*(item(words(rule)) for rule in drawn.rules))


def _lane(lane: LanePart, cell: CellPart, row: Row, place: int, clerk: Clerk) -> Iterator[str]:
    """Yield a lane's name and what its cell says."""
    box, point = row.boxes[place], row.points[place] if row.points else None
    yield para(strong(lane.name))
    said = [*_figures(box, point, clerk)]
    said += [_line(claim, line, clerk) for claim, line in zip(cell.claims, box.lines, strict=True)]
    if box.hint:
        said.append(item(soft(box.hint)))
    yield items(*said or [item(soft(clerk._("no data")))])
    if lane.border:
        yield para(soft(f"— {lane.border} —"))


def _figures(box: Box, point: EmotionPoint | None, clerk: Clerk) -> Iterator[str]:
    if point and point.mean is not None:
        yield item(words(f"{clerk.felt(point.mean)} ({clerk.respondents(point.respondents)})"))
    for name, value in box.figures:
        yield item(f"{words(name)}: {words(value)}")
    if box.given:
        yield item(f"✎ {words(box.given)}")


def _line(claim: ClaimPart, line: Line, clerk: Clerk) -> str:
    """Return a claim with its quotes; one that is a quote itself says whose it is."""
    told = f"{line.support}, {clerk.grades[_GRADES[line.grade]]}"
    if line.source:
        return item(f"{words(clerk.in_quotes(visible(line.text)))} ({words(line.source)}; {words(told)})")
    return item(f"{strong(line.text)} — {words(told)}", *quotes(claim.utterances, clerk, QUOTES))


def quotes(ids: tuple[str, ...] | list[str], clerk: Clerk, most: int) -> list[str]:
    """Return the first quotes, marked, and how many more there are."""
    lines = [words(clerk.quoted(i)) for i in ids[:most]]
    left = len(ids) - most
    if left > 0:
        lines.append(soft(clerk.words.ngettext("and %(n)s more quote", "and %(n)s more quotes", left)))
    return lines


def claim_item(claim: Claim, role: str, clerk: Clerk, most: int = QUOTES, lead: str = "") -> str:
    """Return a claim of a sheet as an item with its support and first quotes."""
    told = words(f"{clerk.support(claim, role)}, {clerk.backing(claim, role)[2]}")
    start = f"{words(lead)} " if lead else ""
    if not claim.themes and claim.text == clerk.texts[claim.utterances[0]]:  # a quote is not quoted again
        rest = quotes(claim.utterances[1:], clerk, most - 1)
        return item(f"{start}{words(clerk.quoted(claim.utterances[0]))} — {told}", *rest)
    return item(f"{start}{strong(claim.text)} — {told}", *quotes(claim.utterances, clerk, most))
