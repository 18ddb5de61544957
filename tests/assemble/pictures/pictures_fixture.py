"""Pictures of every kind with the labels that a test wants."""

from __future__ import annotations

from pipeline.assemble.pictures import emotion, funnel, heat, saturation, segments
from pipeline.assemble.pictures.values import (
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

STAGES = ("Поиск мастерской", "Запись", "Ремонт", "Получение")
FEELINGS = (0.8, -1.4, None, 0.1)


def caption(title="Путь", description="Что видно на рисунке", empty="Пока нет данных"):
    return Caption(title=title, description=description, empty=empty, decimal=",")


def words(said=""):
    return FeelingWords(
        good=f"радость{said}", even="ровно", bad="огорчение", people="респонденты", gap="нет данных"
    )


def curve(stages=STAGES, feelings=FEELINGS, **changes):
    points = tuple(
        EmotionPoint(
            stage=stage,
            mean=(mean := feelings[place % len(feelings)]),
            spread=0.4,
            respondents=0 if mean is None else place + 1,
        )
        for place, stage in enumerate(stages)
    )
    whole = {"caption": caption(), "words": words(), "spread": "полоса — разброс", "points": points}
    return EmotionCurve(**whole | changes)


def chart(names=STAGES, **changes):
    bars = tuple(
        SaturationBar(name=name, new=max(0, 5 - place), total=5 * (place + 1))
        for place, name in enumerate(names)
    )
    said = SaturationWords(
        interviews="интервью", new="Новые темы", total="Все темы", base="база: 2", run="окно: 1"
    )
    whole = {"caption": caption(), "words": said, "bars": bars, "base": 2, "run": 1, "reached": 4}
    return SaturationChart(**whole | changes)


def heat_map(stages=STAGES, rows=("Сайт", "Звонок"), **changes):
    cells = (HeatCell(n=3, valence=-1.5), None, HeatCell(n=12, valence=0.4), HeatCell(n=1, valence=None))
    table = tuple(
        HeatRow(name=row, cells=tuple(cells[place % 4] for place in range(len(stages)))) for row in rows
    )
    return HeatMap(**{"caption": caption(), "words": words(), "stages": stages, "rows": table} | changes)


def funnel_chart(stages=STAGES, **changes):
    steps = tuple(
        FunnelStep(stage=stage, reached=max(1, 9 - place), stopped=place % 2)
        for place, stage in enumerate(stages)
    )
    whole = {"caption": caption(), "reached": "дошли", "stopped": "остановились", "of": 9, "steps": steps}
    return FunnelChart(**whole | changes)


def comparison(stages=STAGES, names=("Клиенты", "Эксперты"), measure=Measure.VALENCE, **changes):
    values = (-1.5, 0.2, None, 1.0)
    columns = tuple(
        ComparisonColumn(
            name=name, note="4 респондента", values=tuple(values[place % 4] for place in range(len(stages)))
        )
        for name in names
    )
    whole = {
        "caption": caption(),
        "measure": measure,
        "gap": "нет данных",
        "stages": stages,
        "columns": columns,
    }
    return Comparison(**whole | changes)


def every(stages=STAGES, width=760.0):
    """All five pictures with these stages: name → SVG."""
    return {
        "emotion": emotion.draw(curve(stages), width=width),
        "saturation": saturation.draw(chart(stages), width=width),
        "heat": heat.draw(heat_map(stages, rows=stages[:6]), width=width),
        "funnel": funnel.draw(funnel_chart(stages), width=width),
        "valence": segments.draw(comparison(stages, names=stages[:5]), width=width),
        "share": segments.draw(comparison(stages, measure=Measure.SHARE), width=width),
    }


def empty():
    """All five pictures with nothing to show."""
    return {
        "emotion": emotion.draw(curve(feelings=(None,))),
        "no stage": emotion.draw(curve(())),
        "saturation": saturation.draw(chart(())),
        "heat": heat.draw(heat_map(rows=())),
        "funnel": funnel.draw(funnel_chart(())),
        "segments": segments.draw(comparison(names=())),
    }
