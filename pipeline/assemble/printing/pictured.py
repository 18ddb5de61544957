"""The atlas' pictures: values for ``pictures`` made of sheets, and blocks of a document made of pictures."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from ..pictures import draw, emotion, heat, saturation, strip
from ..pictures.raster import parted
from ..pictures.values import (
    Caption,
    EmotionCurve,
    EmotionPoint,
    FeelingWords,
    HeatCell,
    HeatMap,
    HeatRow,
    SaturationBar,
    SaturationChart,
    SaturationWords,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ..atlas.values import Portrait, Saturation, TouchRow
    from ..draft import FeelingPart
    from ..values import Feeling
    from .values import Block
    from .words import Printer

_WIDE = 660.0  # pictures on an upright page keep letters of 8 pt
_LYING = 1000.0
_ROWS, _LYING_ROWS = 20, 11  # touchpoints that one page holds
_NAMED = 7  # stages whose names fit above a strip
_STRIP, _ROOM = 104.0, 174 * 72 / 25.4  # pt


def picture(svg: str, wide: float, alt: str) -> Block:
    """Return a picture as a block of the document."""
    kept, lines = parted(svg)
    return {"type": "picture", "svg": kept, "lines": lines, "wide": wide, "alt": alt}


def curve(portrait: Portrait, printer: Printer) -> Block:
    """Return the emotion curve of a portrait: a strip below the stages' names while these fit."""
    points = emotion_points(portrait.feelings, printer)
    caption = caption_of(printer._("Emotion curve: %(name)s", name=portrait.name), "", printer)
    told = "; ".join(
        f"{point.stage}: {caption.empty if point.mean is None else printer.words.signed(point.mean)}"
        for point in points
    )
    alt = f"{caption.title}. {told}"
    if len(points) <= _NAMED:
        step = _ROOM / len(points)
        parts = strip.draw(points, step=step, height=_STRIP, decimal=printer.decimal)
        svg = draw.picture(caption, _ROOM, _STRIP, parts)
        stages = [point.stage for point in points]
        return {"type": "strip", "stages": stages, "svg": svg, "wide": _ROOM, "height": _STRIP, "alt": alt}
    spread = printer._("the band is the spread")
    drawn = EmotionCurve(caption=caption, words=feeling_words(printer), spread=spread, points=points)
    return picture(emotion.draw(drawn, width=_WIDE), _WIDE, alt)


def heat_maps(rows: Sequence[TouchRow], printer: Printer, *, lying: bool) -> Iterator[Block]:
    """Yield touchpoints by stages, the most met first, in as many pictures as pages are needed."""
    drawn = heat_rows(rows, printer)
    caption = caption_of(
        printer._("Touchpoints by stage"), printer._("The table below tells the same."), printer
    )
    wide, most = (_LYING, _LYING_ROWS) if lying else (_WIDE, _ROWS)
    each = ceil(len(drawn) / max(1, ceil(len(drawn) / most))) or 1  # no page with a row or two
    for start in range(0, len(drawn), each):
        found = HeatMap(
            caption=caption,
            words=feeling_words(printer),
            stages=tuple(printer.stage(stage.id) for stage in printer.draft.stages),
            rows=drawn[start : start + each],
        )
        yield picture(heat.draw(found, width=wide), wide, f"{caption.title}. {caption.description}")


def saturation_chart(found: Saturation, printer: Printer) -> Block:
    """Return new themes by interview."""
    drawn = saturation_values(found, printer)
    return picture(saturation.draw(drawn, width=_WIDE), _WIDE, saturation_told(drawn))


def emotion_points(
    felt: Iterable[tuple[str, Feeling | FeelingPart | None]], printer: Printer
) -> tuple[EmotionPoint, ...]:
    """Return the points of a curve from (stage, what was felt there), in their order."""
    return tuple(
        EmotionPoint(
            stage=printer.stage(stage),
            mean=one.mean if one else None,
            spread=one.spread if one else 0.0,
            respondents=one.respondents if one else 0,
        )
        for stage, one in felt
    )


def heat_rows(rows: Sequence[TouchRow], printer: Printer) -> tuple[HeatRow, ...]:
    """Return touchpoints, the most met first, with a cell for every stage of the draft."""
    stages = [stage.id for stage in printer.draft.stages]
    names = {row.touchpoint.id: row.touchpoint.name for row in rows}
    cells = {(row.touchpoint.id, str(row.stage)): row for row in rows}
    met = {point: sum(_n(row) for row in rows if row.touchpoint.id == point) for point in names}
    return tuple(
        HeatRow(name=names[point], cells=tuple(_heat_cell(cells.get((point, stage))) for stage in stages))
        for point in sorted(names, key=lambda point: (-met[point], point))
    )


def saturation_values(found: Saturation, printer: Printer) -> SaturationChart:
    """Return new themes by interview as values of a chart."""
    _ = printer._
    codes = {part.id: printer.interview(part) for part in printer.draft.interviews}
    return SaturationChart(
        caption=caption_of(_("Saturation"), _("New themes that each further interview brought"), printer),
        words=SaturationWords(
            interviews=_("Interviews").lower(),
            new=_("New themes"),
            total=_("All themes so far"),
            base=_("base: %(n)s", n=found.base),
            run=_("run: %(n)s", n=found.run),
        ),
        bars=tuple(
            SaturationBar(name=codes[point.interview], new=point.new, total=point.total)
            for point in found.points
        ),
        base=found.base,
        run=found.run,
        reached=found.reached,
    )


def saturation_told(drawn: SaturationChart) -> str:
    """Return a chart of saturation in words."""
    told = "; ".join(f"{bar.name}: +{bar.new} = {bar.total}" for bar in drawn.bars)
    return f"{drawn.caption.description}. {told}"


def caption_of(title: str, description: str, printer: Printer) -> Caption:
    """Return a picture's caption in the words and with the decimal sign of the printer."""
    empty = printer._("no data")
    return Caption(title=title, description=description, empty=empty, decimal=printer.decimal)


def feeling_words(printer: Printer) -> FeelingWords:
    """Return what the pictures of feelings call them."""
    _ = printer._
    return FeelingWords(
        good=_("joy"), even=_("even"), bad=_("annoyance"), people=_("Respondents").lower(), gap=_("no data")
    )


def _n(row: TouchRow) -> int:
    return row.claim.support.n if row.claim.support else 0


def _heat_cell(row: TouchRow | None) -> HeatCell | None:
    if row is None:
        return None
    return HeatCell(n=_n(row), valence=row.feeling.mean if row.feeling else None)
