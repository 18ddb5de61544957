"""The pictures of the site as inline SVG."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..pictures import emotion, funnel, heat, saturation, segments
from ..pictures.values import (
    Comparison,
    ComparisonColumn,
    EmotionCurve,
    FunnelChart,
    FunnelStep,
    HeatMap,
    Measure,
)
from ..printing.pictured import (
    caption_of,
    emotion_points,
    feeling_words,
    heat_rows,
    saturation_told,
    saturation_values,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..atlas.values import Portrait, Saturation, SideBySide, TouchRow
    from ..draft import FeelingPart, LanePart, MapPart
    from ..pictures.values import Caption
    from ..printing.words import Printer
    from ..values import Feeling

WIDE = 900.0


class Drawings:
    """Draws in the words of a printer."""

    def __init__(self, printer: Printer) -> None:
        """Take the words."""
        self._p, self._ = printer, printer._

    def map_curve(self, part: MapPart) -> Markup:
        """Return the emotion curve of a map, "" where its lanes have none."""
        lane = next((one for one in part.lanes if any(cell.feeling for cell in one.cells)), None)
        if lane is None:
            return Markup()
        felt = {cell.stage: cell.feeling for cell in lane.cells}
        stages = [stage.id for stage in self._p.draft.stages if stage.id in felt]
        name = self._("Emotion curve: %(name)s", name=self._p.viewpoint(part.viewpoint, part.segment))
        return self._curve(name, [(stage, felt[stage]) for stage in stages])

    def portrait(self, found: Portrait) -> Markup:
        """Return the emotion curve of a portrait, "" where they showed no feeling."""
        if not any(felt for _stage, felt in found.feelings):
            return Markup()
        return self._curve(self._("Emotion curve: %(name)s", name=found.name), found.feelings)

    def _curve(self, name: str, felt: Iterable[tuple[str, Feeling | FeelingPart | None]]) -> Markup:
        points = emotion_points(felt, self._p)
        told = "; ".join(
            f"{one.stage}: {self._('no data') if one.mean is None else self._p.words.signed(one.mean)}"
            for one in points
        )
        drawn = EmotionCurve(
            caption=self._caption(name, told),
            words=feeling_words(self._p),
            spread=self._("the band is the spread"),
            points=points,
        )
        return _svg(emotion.draw(drawn, width=WIDE))

    def funnel(self, part: MapPart) -> Markup:
        """Return how far people go, "" for a map that does not count it."""
        lanes = {lane.id: lane for lane in part.lanes}
        if not {"reached", "stopped"} <= lanes.keys():
            return Markup()
        reached, stopped = (_counted(lanes[name], name) for name in ("reached", "stopped"))
        steps = tuple(
            FunnelStep(stage=self._p.stage(stage), reached=count, stopped=stopped.get(stage, 0))
            for stage, count in reached.items()
        )
        told = "; ".join(f"{one.stage}: {one.reached}, {one.stopped}" for one in steps)
        drawn = FunnelChart(
            caption=self._caption(self._("Where people drop out"), told),
            reached=lanes["reached"].name,
            stopped=lanes["stopped"].name,
            of=part.respondents,
            steps=steps,
        )
        return _svg(funnel.draw(drawn, width=WIDE))

    def heat(self, rows: Sequence[TouchRow]) -> Markup:
        """Return touchpoints by stages, the most met first."""
        drawn = HeatMap(
            caption=self._caption(self._("Touchpoints by stage"), self._("The table below tells the same.")),
            words=feeling_words(self._p),
            stages=tuple(self._p.stage(stage.id) for stage in self._p.draft.stages),
            rows=heat_rows(rows, self._p),
        )
        return _svg(heat.draw(drawn, width=WIDE))

    def saturation(self, found: Saturation) -> Markup:
        """Return new themes by interview."""
        drawn = saturation_values(found, self._p)
        caption = replace(drawn.caption, description=saturation_told(drawn))
        drawn = replace(drawn, caption=caption)
        return _svg(saturation.draw(drawn, width=WIDE))

    def views(self, found: SideBySide) -> Markup:
        """Return the feelings of the viewpoints, stage by stage, "" where nobody showed any."""
        columns = tuple(
            ComparisonColumn(
                name=self._p.viewpoint(view.role, view.segment),
                note=self._p.respondents(view.respondents),
                values=tuple(
                    next((figure.value for figure in row.cells[at] if figure.unit == "valence"), None)
                    for row in found.rows
                ),
            )
            for at, view in enumerate(found.columns[: segments.MOST])
        )
        if not any(value is not None for column in columns for value in column.values):
            return Markup()
        drawn = Comparison(
            caption=self._caption(
                self._("Viewpoints side by side"), self._("The table below tells the same.")
            ),
            measure=Measure.VALENCE,
            gap=self._("no data"),
            stages=tuple(self._p.stage(row.stage) for row in found.rows),
            columns=columns,
        )
        return _svg(segments.draw(drawn, width=WIDE))

    def _caption(self, title: str, told: str) -> Caption:
        return caption_of(title, told, self._p)


def _svg(drawn: str) -> Markup:
    return Markup(drawn)  # noqa: S704 (the drawing escapes every text)


def _counted(lane: LanePart, name: str) -> dict[str, int]:
    """Return a lane's counts by stage."""
    return {
        cell.stage: int(figure.value) for cell in lane.cells for figure in cell.figures if figure.id == name
    }
