"""The pictures of the site as inline SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from ..pictures import emotion, funnel, heat, saturation, segments
from ..pictures.values import (
    Caption,
    Comparison,
    ComparisonColumn,
    EmotionCurve,
    EmotionPoint,
    FeelingWords,
    FunnelChart,
    FunnelStep,
    HeatCell,
    HeatMap,
    HeatRow,
    Measure,
    SaturationBar,
    SaturationChart,
    SaturationWords,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..atlas.values import Portrait, Saturation, SideBySide, TouchRow
    from ..draft import FeelingPart, LanePart, MapPart
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
        points = tuple(
            EmotionPoint(
                stage=self._p.stage(stage),
                mean=one.mean if one else None,
                spread=one.spread if one else 0.0,
                respondents=one.respondents if one else 0,
            )
            for stage, one in felt
        )
        told = "; ".join(
            f"{one.stage}: {self._('no data') if one.mean is None else self._p.words.signed(one.mean)}"
            for one in points
        )
        drawn = EmotionCurve(
            caption=self._caption(name, told),
            words=self._feelings(),
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
        stages = [stage.id for stage in self._p.draft.stages]
        names = {row.touchpoint.id: row.touchpoint.name for row in rows}
        cells = {(row.touchpoint.id, str(row.stage)): row for row in rows}
        met = {point: sum(_n(row) for row in rows if row.touchpoint.id == point) for point in names}
        drawn = HeatMap(
            caption=self._caption(self._("Touchpoints by stage"), self._("The table below tells the same.")),
            words=self._feelings(),
            stages=tuple(map(self._p.stage, stages)),
            rows=tuple(
                HeatRow(name=names[one], cells=tuple(_cell(cells.get((one, stage))) for stage in stages))
                for one in sorted(names, key=lambda point: (-met[point], point))
            ),
        )
        return _svg(heat.draw(drawn, width=WIDE))

    def saturation(self, found: Saturation) -> Markup:
        """Return new themes by interview."""
        _, codes = self._, {one.id: self._p.interview(one) for one in self._p.draft.interviews}
        bars = tuple(
            SaturationBar(name=codes[one.interview], new=one.new, total=one.total) for one in found.points
        )
        told = _("New themes that each further interview brought")
        drawn = SaturationChart(
            caption=self._caption(
                _("Saturation"),
                f"{told}. " + "; ".join(f"{one.name}: +{one.new} = {one.total}" for one in bars),
            ),
            words=SaturationWords(
                interviews=_("Interviews").lower(),
                new=_("New themes"),
                total=_("All themes so far"),
                base=_("base: %(n)s", n=found.base),
                run=_("run: %(n)s", n=found.run),
            ),
            bars=bars,
            base=found.base,
            run=found.run,
            reached=found.reached,
        )
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
        return Caption(title=title, description=told, empty=self._("no data"), decimal=self._p.decimal)

    def _feelings(self) -> FeelingWords:
        _ = self._
        people, gap = _("Respondents").lower(), _("no data")
        return FeelingWords(good=_("joy"), even=_("even"), bad=_("annoyance"), people=people, gap=gap)


def _svg(drawn: str) -> Markup:
    return Markup(drawn)  # noqa: S704 (the drawing escapes every text)


def _counted(lane: LanePart, name: str) -> dict[str, int]:
    """Return a lane's counts by stage."""
    return {
        cell.stage: int(figure.value) for cell in lane.cells for figure in cell.figures if figure.id == name
    }


def _n(row: TouchRow) -> int:
    return row.claim.support.n if row.claim.support else 0


def _cell(row: TouchRow | None) -> HeatCell | None:
    if row is None:
        return None
    return HeatCell(n=_n(row), valence=row.feeling.mean if row.feeling else None)
