"""Native tables on slides: as many rows a slide as fit, what does not fit is told and stands in the notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pptx.oxml import parse_xml
from pptx.util import Emu

from ..pictures.colours import LINE, PALE_BLUE
from ..pictures.lettering import fit
from .deck import EDGE, FOOT, ROOM
from .setting import Para, Paras, body, emu, height, muted, para, scaled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .deck import Deck, Page

PAD_X, PAD_Y = 5.0, 3.5
_BARE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "no style, no grid"
_ONE_SLIDE = 350.0  # points below a title, a subtitle and the heads
_SCALES = (1.0, 0.92, 0.85)
_SPACES = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A table's cell: paragraphs, a fill, and over how many columns it goes."""

    paras: Paras
    fill: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A table's row, what the notes say of it, and the colour of the rule above it."""

    slots: tuple[Slot, ...]
    notes: tuple[str, ...] = ()
    rule: str = LINE


def slot(*paras: Para, fill: str = "") -> Slot:
    """Return a cell."""
    return Slot(paras=paras, fill=fill)


def row_height(line: Line, widths: Sequence[float]) -> float:
    """Return how high a row must be."""
    highest, at = 0.0, 0
    for one in line.slots:
        room = sum(widths[at : at + one.span]) - 2 * PAD_X
        highest = max(highest, height(one.paras, room) + 2 * PAD_Y)
        at += one.span
    return highest


def put_table(page: Page, lines: Sequence[Line], widths: Sequence[float], top: float, name: str) -> float:
    """Put a table on a slide and return where it ends."""
    heights = [row_height(line, widths) for line in lines]
    frame = page.slide.shapes.add_table(
        len(lines), len(widths), emu(EDGE), emu(top), emu(sum(widths)), emu(sum(heights))
    )
    frame.name = name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", name)  # noqa: SLF001 (no door to descriptions)
    table = frame.table
    table.horz_banding = False
    table._tbl.tblPr.find("{*}tableStyleId").text = _BARE  # noqa: SLF001 (no door to styles)
    for column, wide in zip(table.columns, widths, strict=True):
        column.width = Emu(emu(wide))
    for row, line, high in zip(table.rows, lines, heights, strict=True):
        row.height = Emu(emu(high))
        _write_row(row._tr, line, page.deck.tag)  # noqa: SLF001 (writing runs one by one is slow)
    return top + sum(heights)


def _write_row(row: Any, line: Line, language: str) -> None:
    cells, at = list(row.tc_lst), 0
    for one in line.slots:
        for place in range(one.span):
            cell = cells[at + place]
            paras = one.paras if not place else ()
            cell.replace(cell.txBody, parse_xml(body("a:txBody", paras, language)))
            look = cell.get_or_add_tcPr()
            row_cell = parse_xml(_look(one.fill, line.rule))
            cell.replace(look, row_cell)
            if one.span > 1:
                cell.set("gridSpan", str(one.span)) if not place else cell.set("hMerge", "1")
        at += one.span


def _look(fill: str, rule: str) -> str:
    """Return the markup of a cell's margins, rules and fill."""
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR"))
    edge = (
        f'<a:lnT w="9525"><a:solidFill><a:srgbClr val="{rule[1:].upper()}"/></a:solidFill></a:lnT>'
        '<a:lnB w="0"><a:noFill/></a:lnB>'
    )
    ground = f'<a:solidFill><a:srgbClr val="{fill[1:].upper()}"/></a:solidFill>' if fill else "<a:noFill/>"
    margins = f'marL="{emu(PAD_X)}" marR="{emu(PAD_X)}" marT="{emu(PAD_Y)}" marB="{emu(PAD_Y)}"'
    return f'<a:tcPr {_SPACES} {margins} anchor="t">{none}{edge}{ground}</a:tcPr>'


def head_line(names: Sequence[str], size: float = 10.5) -> Line:
    """Return the row of column heads."""
    return Line(slots=tuple(slot(para(name, size, bold=True), fill=PALE_BLUE) for name in names))


def spread_table(  # noqa: PLR0913 (a table and where it stands)
    deck: Deck,
    title: str,
    subtitle: str,
    *,
    widths: Sequence[float],
    heads: Sequence[str],
    lines: Sequence[Line],
    most: int = 0,
) -> None:
    """Put a table on as many slides as it needs, at most ``most`` if given: the rest goes into the notes."""
    widths = [wide * ROOM / sum(widths) for wide in widths]
    top_line, rest, made = head_line(heads), _grown(lines, widths), 0
    while rest:
        page = deck.page(_numbered(title, made), subtitle if not made else "")
        room = FOOT - page.top - row_height(top_line, widths)
        taken: list[Line] = []
        while rest and sum(row_height(one, widths) for one in taken) + row_height(rest[0], widths) <= room:
            taken.append(rest.pop(0))
        if not taken:
            taken.append(squeezed(rest.pop(0), widths, room, deck))
        made += 1
        for line in taken:
            page.note(*line.notes)
        end = put_table(page, [top_line, *taken], widths, page.top, title)
        if rest and made == most:
            _leave(page, rest, end)
            return


def _grown(lines: Sequence[Line], widths: Sequence[float]) -> list[Line]:
    """Return the rows of a table in larger letters if one slide holds them so."""
    for scale in (1.25, 1.15):
        larger = [_map(line, lambda paras, _, by=scale: scaled(paras, by)) for line in lines]
        if sum(row_height(line, widths) for line in larger) <= _ONE_SLIDE:
            return larger
    return list(lines)


def _leave(page: Page, rest: Sequence[Line], end: float) -> None:
    """Say how many rows stand in the notes alone, below the table if there is room, else over the foot."""
    page.text((muted(more(len(rest), page.deck), 10.5),), EDGE, min(end + 3, FOOT - 10), ROOM, 13)
    page.note("")
    for line in rest:
        page.note(*line.notes)


def _numbered(title: str, made: int) -> str:
    return f"{title} ({made + 1})" if made else title


def more(left: int, deck: Deck) -> str:
    """Return "5 more in the notes"."""
    return deck.printer.words.ngettext("%(n)s more is in the notes", "%(n)s more are in the notes", left)


def numero(deck: Deck) -> str:
    """Return the head of a column of numbers."""
    return "№" if deck.printer.words.language == "ru" else "#"


def squeezed(line: Line, widths: Sequence[float], room: float, deck: Deck) -> Line:
    """Return a row that is higher than a slide in smaller letters, then without its last paragraphs."""
    for scale in _SCALES:
        smaller = _map(line, lambda paras, _, by=scale: scaled(paras, by))
        if row_height(smaller, widths) <= room:
            return smaller
    return _map(smaller, lambda paras, at: held(paras, widths[at] - 2 * PAD_X, room - 2 * PAD_Y, deck))


def _map(line: Line, change: Any) -> Line:
    slots = tuple(
        Slot(paras=change(one.paras, at), fill=one.fill, span=one.span) for at, one in enumerate(line.slots)
    )
    return Line(slots=slots, notes=line.notes, rule=line.rule)


def held(paras: Sequence[Para], width: float, room: float, deck: Deck) -> Paras:
    """Return as many paragraphs as a column holds, and that the notes have the rest."""
    if height(paras, width) <= room:
        return tuple(paras)
    size = paras[0].size
    rest = muted(deck.printer._("the rest is in the notes"), size, 2)
    kept = list(paras)
    while kept and height([*kept, rest], width) > room:
        kept.pop()
    if kept:
        return (*kept, rest)
    return (cut(paras[0], width, room - height((rest,), width)), rest)


def cut(one: Para, width: float, room: float) -> Para:
    """Return a paragraph with an ellipsis where the room ends."""
    count = max(1, int(room / (one.size * 1.22)))
    fitted = fit(one.text, size=one.size, width=width * 0.9, lines=count, bold=one.runs[0].bold)
    run = one.runs[0]
    return para(
        " ".join(fitted.lines), one.size, one.before, bold=run.bold, italic=run.italic, colour=run.colour
    )
