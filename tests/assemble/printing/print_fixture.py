"""An atlas whose sheets are put together by hand from a draft: every field filled, nothing reckoned well."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import pairwise

from hostile_fixture import hostile_draft
from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.atlas.values import (
    AskReason,
    Barrier,
    Bearing,
    ChannelBreak,
    Contradiction,
    Decision,
    DecisionPoint,
    GuideQuestion,
    Portrait,
    PortraitOrigin,
    Saturation,
    SaturationPoint,
    Side,
    SideBySide,
    Snapshot,
    SnapshotStage,
    Solution,
    SolutionSource,
    Story,
    StoryStep,
    TouchRow,
    ViewColumn,
    ViewRow,
)
from pipeline.assemble.evidence import base_of, support, voices_of
from pipeline.assemble.values import Claim, Feeling, Figure, Unit
from pipeline.records import Kind, Role, StageId
from report_fixture import bicycle_draft

HOSTILE = (
    '#read("/etc/passwd")',
    "$x^2$ \\ @ref <label> *bold* _it_ `raw`",
    '"кавычки" «ёлочки» // /* = heading',
    "😀 👩‍💻 שלום مرحبا",
    "я" * 200,
    "две строки¤¤ \u202eобман",
    '#import "@preview/cetz:0.3.4"; #panic()',
)
FELT = Feeling(mean=-0.8, spread=0.5, n=4, respondents=3, negative=3, positive=1)


class Sheets:
    """Makes sheets of what an atlas' evidence holds."""

    def __init__(self, atlas):
        self.atlas, self.evidence = atlas, atlas.evidence
        self.base = base_of(self.evidence.interviews.values(), self.evidence.utterances.values())
        self.themes = self.evidence.grouping.themes
        self.stages = [stage.id for stage in self.evidence.stages]

    def claim(self, theme):
        voices = voices_of(theme.utterances, self.evidence.utterances)
        return Claim(
            text=theme.label,
            utterances=theme.utterances,
            themes=(theme.id,),
            support=support(voices, self.base),
        )

    def claims(self, kind, most=4):
        return tuple(self.claim(theme) for theme in self.themes if theme.kind is kind)[:most]

    def portrait(self, number=1):
        voices = [voice for voice, role in self.base.voices.items() if role is Role.CLIENT]
        quotes = tuple(self.themes[0].utterances[:2])
        return Portrait(
            id=f"p{number}",
            name=f"Спешит и считает деньги, {number}",
            origin=PortraitOrigin.CLUSTERED,
            role=Role.CLIENT,
            voices=tuple(voices[:2]),
            of=len(voices),
            motives=self.claims(Kind.GOAL),
            jobs=self.claims(Kind.ACTION),
            barriers=self.claims(Kind.PAIN),
            likes=self.claims(Kind.POSITIVE),
            ideas=(),
            touchpoints=(),
            apart=tuple(theme.id for theme in self.themes[:2]),
            feelings=tuple((stage, FELT if at % 3 else None) for at, stage in enumerate(self.stages)),
            quotes=quotes,
            rule="Собраны те, чьи цели и боли ближе всего друг к другу.",
        )

    def story(self):
        said = sorted(self.evidence.utterances.values(), key=lambda u: (u.interview, u.start))
        voice = (said[0].interview, said[0].speaker)
        steps = {}
        for one in said:
            stage = self.evidence.codings[one.id].stage
            if stage and (one.interview, one.speaker) == voice:
                steps.setdefault(stage.id, []).append(one.id)
        return Story(
            portrait="p1",
            voice=voice,
            steps=tuple(
                StoryStep(stage=s, utterances=tuple(steps[s][:4]), valence=-0.7)
                for s in self.stages
                if s in steps
            ),
            of=len(self.stages),
            rule="Выбран тот, кто рассказал о наибольшем числе этапов.",
        )

    def barriers(self):
        pains = [theme for theme in self.themes if theme.kind is Kind.PAIN]
        for rank, theme in enumerate(pains, 1):
            answers = self.claims(Kind.IDEA, 1) if rank % 2 else ()
            yield Barrier(
                id=f"b{rank}",
                claim=self.claim(theme),
                viewpoint=Role.CLIENT,
                stage=theme.stage,
                rank=rank,
                priority=1.5 / rank,
                share=0.75,
                intensity=1.6,
                weight=1.25,
                moment=rank == 1,
                solutions=tuple(
                    Solution(
                        source=SolutionSource.OWN,
                        claim=answer,
                        viewpoint=Role.CLIENT,
                        stage=theme.stage,
                        likeness=0.6,
                    )
                    for answer in answers
                ),
                question="" if answers else f"Как мы могли бы снять барьер «{theme.label}»?",
            )

    def touchpoints(self):
        met = {}
        for i, coding in self.evidence.codings.items():
            for point in coding.touchpoints:
                if coding.stage:
                    met.setdefault((coding.stage.id, point), []).append(i)
        order = sorted(met, key=lambda pair: (self.stages.index(pair[0]), pair[1]))
        for at, (stage, point) in enumerate(order):
            ids = tuple(sorted(met[stage, point]))
            touch = self.evidence.touchpoints[point]
            counted = support(voices_of(ids, self.evidence.utterances), self.base)
            claim = Claim(text=touch.name, utterances=ids, support=counted)
            felt = None if at % 4 == 3 else replace(FELT, mean=(-1.4, 0.1, 1.2)[at % 3])
            yield TouchRow(stage=stage, touchpoint=touch, claim=claim, feeling=felt, viewpoint=Role.CLIENT)

    def break_of(self, first, second):
        return ChannelBreak(
            stage=first.stage,
            before=first.touchpoint,
            after=second.touchpoint,
            claim=self.claim(self.themes[0]),
            cost=self.themes[-1].utterances,
        )

    def contradiction(self):
        first, second = self.themes[:2]
        sides = (
            Side(viewpoint=Role.CLIENT, segment=None, claim=self.claim(first), valence=-1.2),
            Side(viewpoint=Role.EXPERT, segment=None, claim=self.claim(second), valence=0.8),
        )
        return Contradiction(
            id="c1", stage=first.stage, sides=sides, likeness=0.7, why="Об одном говорят с разным чувством."
        )

    def views(self):
        columns = tuple(
            ViewColumn(name=role, role=role, segment=None, respondents=self.base.of(role)) for role in Role
        )
        figure = Figure(id="valence", name="Среднее чувство", value=-0.4, unit=Unit.VALENCE)
        top = self.claims(Kind.PAIN, 1)[0] if self.claims(Kind.PAIN, 1) else None
        rows = tuple(
            ViewRow(stage=stage, cells=((figure,), (), (figure,)), tops=(top, None, None))
            for stage in self.stages
        )
        return SideBySide(columns=columns, rows=rows)

    def guide(self):
        for role in (Role.CLIENT, Role.EXPERT):
            for at, stage in enumerate((*self.stages, None)):
                yield GuideQuestion(
                    role=role,
                    stage=stage,
                    kind=Kind.PAIN,
                    reason=list(AskReason)[at % 4],
                    text=f"Вспомните этап {at + 1}. Что отняло больше всего сил и почему?",
                    utterances=tuple(self.themes[0].utterances) if at % 2 else (),
                )

    def snapshot(self, interview):
        said = [u.id for u in self.evidence.utterances.values() if u.interview == interview]
        voices = tuple(voice for voice in self.base.voices if voice[0] == interview)
        stages = {}
        for i in said:
            coding = self.evidence.codings[i]
            if coding.stage and coding.kinds:
                stages.setdefault(coding.stage.id, {}).setdefault(coding.kinds[0].kind, []).append(i)
        return Snapshot(
            interview=interview,
            role=self.evidence.interviews[interview].role,
            segment=None,
            voices=voices,
            stages=tuple(
                SnapshotStage(
                    stage=StageId(stage),
                    said=tuple((kind, tuple(ids)) for kind, ids in sorted(stages[stage].items())),
                    feeling=FELT,
                )
                for stage in self.stages
                if stage in stages
            ),
            quote=said[0],
            barriers=("b1",),
            alone=tuple(said[-5:]),
        )

    def decision(self):
        pain = self.claims(Kind.PAIN, 1)[0]
        points = tuple(
            DecisionPoint(
                bearing=bearing,
                claim=pain,
                viewpoint=Role.CLIENT,
                stage=self.stages[0],
                likeness=0.5,
                why="Близко.",
            )
            for bearing in Bearing
        )
        return Decision(
            text="Ввести срочный ремонт за доплату",
            points=points,
            stages=tuple(self.stages[:2]),
            strengthen=self.claims(Kind.POSITIVE, 2),
            rule="Сравнили слова решения со словами тем.",
        )

    def filled(self):
        """The atlas with every sheet."""
        points, total = [], 0
        for at, interview in enumerate(self.evidence.interviews):
            new = max(0, 9 - 2 * at)
            total += new
            points.append(SaturationPoint(interview=interview, new=new, total=total))
        themes = self.themes
        touchpoints = tuple(self.touchpoints())
        return replace(
            self.atlas,
            portraits=(self.portrait(1), self.portrait(2)),
            stories=(self.story(),),
            barriers=tuple(self.barriers()),
            touchpoints=touchpoints,
            breaks=tuple(self.break_of(first, second) for first, second in pairwise(touchpoints[:2])),
            contradictions=(self.contradiction(),) if len(themes) > 1 else (),
            views=self.views(),
            saturation=Saturation(points=tuple(points), base=4, run=2, threshold=0.05, reached=6),
            guide=tuple(self.guide()),
            snapshots=tuple(self.snapshot(i) for i in self.evidence.interviews),
            decision=self.decision(),
        )


def bicycle_atlas(language="ru", kinds=("journey",)):
    """The bicycle study's atlas with every sheet."""
    draft, transcripts = bicycle_draft(language)
    return Sheets(make_atlas(draft, transcripts, kinds=kinds)).filled()


def maps_alone(atlas):
    """The atlas without its sheets."""
    sheets = (
        "portraits",
        "stories",
        "barriers",
        "touchpoints",
        "breaks",
        "contradictions",
        "guide",
        "snapshots",
    )
    return replace(atlas, **dict.fromkeys(sheets, ()), views=None, saturation=None, decision=None)


def squeezed(text):
    """Letters and digits alone: how a page breaks its lines, parts its words and sets its marks says nothing."""
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())


def hostile_atlas():
    """An atlas whose every word tries to be something else, with line ends and controls inside labels."""
    draft, transcripts = hostile_draft(HOSTILE)
    poisoned = draft.model_dump_json().replace("две строки¤¤", r"две\nстроки\u0007\u0000")
    draft = type(draft).model_validate_json(poisoned)
    filled = Sheets(make_atlas(draft, transcripts, kinds=("journey",))).filled()
    return replace(filled, maps=tuple(draft.maps))


def with_stages(count):
    """The bicycle atlas with more stages, each a copy of the first."""
    draft, transcripts = bicycle_draft()
    stage = draft.stages[0]
    stages = [
        stage.model_copy(update={"id": f"s{at}", "name": f"Этап номер {at}", "order": at})
        for at in range(1, count + 1)
    ]

    def longer(lane):
        cells = [
            lane.cells[(at - 1) % len(lane.cells)].model_copy(update={"stage": f"s{at}"})
            for at in range(1, count + 1)
        ]
        return lane.model_copy(update={"cells": cells})

    maps = [part.model_copy(update={"lanes": [longer(lane) for lane in part.lanes]}) for part in draft.maps]
    draft = draft.model_copy(update={"stages": stages, "maps": maps})
    return replace(maps_alone(make_atlas(draft, transcripts, kinds=("journey",))), maps=tuple(maps))
