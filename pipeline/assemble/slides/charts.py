"""Native charts: people edit their figures in the deck."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_MARK,
)
from pptx.util import Pt

from ..office import visible
from ..pictures.colours import BLUE, INK, LINE, MUTED, ink_on, tone
from .setting import emu

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..pictures.values import EmotionPoint
    from .deck import Page

_SIGNED = "+0.0;−0.0;0"
_NAMED = 8  # categories whose names fit below a chart across the slide
_LETTERS = 300  # of all stages' names below a chart
_END = 2
_SMALL, _LARGE = 7, 13
_TICKS = 6


def emotion_chart(  # noqa: PLR0913 (figures and a place)
    page: Page,
    points: Sequence[EmotionPoint],
    box: tuple[float, float, float, float],
    *,
    name: str,
    marked: int | None = None,
    named: bool = True,
) -> None:
    """Put an emotion curve on a slide: it breaks where nobody showed a feeling; one stage stands out."""
    data = CategoryChartData(number_format="0.0")
    data.categories = [
        _category(place, one, _LETTERS // len(points) if named and len(points) <= _NAMED else 0)
        for place, one in enumerate(points, 1)
    ]
    data.add_series(visible(name), [one.mean for one in points])
    chart = _add(page, XL_CHART_TYPE.LINE_MARKERS, data, box, name=name, points=points)
    _axes(chart, least=-_END, most=_END)
    chart.value_axis.tick_labels.number_format = "+0;−0;0"
    chart.value_axis.tick_labels.number_format_is_linked = False
    plot = chart.plots[0]
    series = plot.series[0]
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.CIRCLE
    series.marker.size = _SMALL
    series.format.line.color.rgb = _colour(BLUE)
    series.format.line.width = Pt(2.25)
    for place, one in enumerate(points):
        if one.mean is not None:
            _point(
                series.points[place],
                one.mean,
                large=place == marked or marked is None,
                marked=place == marked,
            )


def _category(place: int, one: EmotionPoint, letters: int) -> str:
    """Return a stage's number, with its name in so many letters."""
    if not letters:
        return str(place)
    name = visible(one.stage)
    short = name if len(name) <= letters else name[: letters - 1].rsplit(" ", 1)[0] + "…"
    return f"{place}. {short}"


def _point(point: Any, mean: float, *, large: bool, marked: bool) -> None:
    """Show a stage's feeling by a marker and its value."""
    colour = _colour(tone(mean))
    point.marker.style = XL_MARKER_STYLE.CIRCLE
    point.marker.size = _LARGE if marked else _SMALL + 1 if large else _SMALL
    point.marker.format.fill.solid()
    point.marker.format.fill.fore_color.rgb = colour if large else _colour("#9aa3ae")
    point.marker.format.line.color.rgb = _colour("#ffffff")
    point.format.line.color.rgb = _colour(BLUE)
    point.format.line.width = Pt(2.25)
    label = point.data_label
    label.position = XL_LABEL_POSITION.ABOVE if mean >= 0 else XL_LABEL_POSITION.BELOW
    font = label.font
    font.size, font.bold = Pt(14 if marked else 10), marked
    font.color.rgb = colour if large else _colour(MUTED)
    _signed(label)


def _signed(label: Any) -> None:
    """Let a label show its value with a sign."""
    from pptx.oxml import parse_xml  # noqa: PLC0415 (only here)

    element = label._get_or_add_dLbl()  # noqa: SLF001 (no door to a single label's number format)
    space = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    for old in element.findall("{*}numFmt"):
        element.remove(old)
    element.insert(1, parse_xml(f'<c:numFmt {space} formatCode="{_SIGNED}" sourceLinked="0"/>'))
    for name, shown in (("showLegendKey", 0), ("showVal", 1), ("showCatName", 0), ("showSerName", 0)):
        found = element.find("{*}" + name)
        if found is not None:
            found.set("val", str(shown))


def stacked_chart(
    page: Page,
    categories: Sequence[str],
    series: Sequence[tuple[str, Sequence[int], str]],
    box: tuple[float, float, float, float],
    *,
    name: str,
) -> None:
    """Put columns made of several series (name, values, colour) on a slide."""
    data = CategoryChartData(number_format="0")
    data.categories = [visible(one) for one in categories]
    for title, values, _ in series:
        data.add_series(visible(title), values)
    chart = _add(page, XL_CHART_TYPE.COLUMN_STACKED, data, box, name=name)
    _axes(chart, least=0, most=None)
    chart.has_legend = True
    chart.legend.position = XL_LEGEND_POSITION.TOP
    chart.legend.include_in_layout = False
    chart.legend.font.size = Pt(11)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    for drawn, (_, _, colour) in zip(plot.series, series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = _colour(colour)
    for drawn, (_, _, colour) in zip(plot.series, series, strict=True):
        labels = drawn.data_labels
        labels.show_value = True
        labels.number_format, labels.number_format_is_linked = "0;;", False
        labels.font.size, labels.font.color.rgb = Pt(11), _colour(ink_on(colour))
    highest = max(
        (sum(values) for values in zip(*(values for _, values, _ in series), strict=True)), default=0
    )
    chart.value_axis.major_unit = max(1, -(-highest // _TICKS))
    chart.value_axis.tick_labels.number_format = "0"
    chart.value_axis.tick_labels.number_format_is_linked = False


def _add(  # noqa: PLR0913 (figures and a place)
    page: Page,
    kind: Any,
    data: CategoryChartData,
    box: tuple[float, float, float, float],
    *,
    name: str,
    points: Sequence[EmotionPoint] = (),
) -> Any:
    frame = page.slide.shapes.add_chart(kind, *(emu(length) for length in box), data)
    frame.name = visible(name)
    signed = page.deck.printer.words.signed
    told = "; ".join(f"{one.stage}: {'–' if one.mean is None else signed(one.mean)}" for one in points)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", visible(f"{name}. {told}" if told else name))  # noqa: SLF001
    frame.chart.has_title = False
    frame.chart.has_legend = False
    frame.chart.font.size = Pt(9.5)
    frame.chart.font.color.rgb = _colour(INK)
    return frame.chart


def _axes(chart: Any, *, least: float, most: float | None) -> None:
    """Give a chart thin lines; names of stages stand below, not at zero."""
    from pptx.enum.chart import XL_TICK_LABEL_POSITION  # noqa: PLC0415 (only here)

    value, category = chart.value_axis, chart.category_axis
    value.minimum_scale = least
    if most is not None:
        value.maximum_scale, value.major_unit = most, 1
    value.major_gridlines.format.line.color.rgb = _colour(LINE)
    value.format.line.fill.background()
    value.tick_labels.font.size = Pt(9)
    value.major_tick_mark = category.major_tick_mark = XL_TICK_MARK.NONE
    category.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    category.format.line.color.rgb = _colour(MUTED)
    category.tick_labels.font.size = Pt(9.5)


def _colour(text: str) -> RGBColor:
    return RGBColor.from_string(text[1:].upper())
