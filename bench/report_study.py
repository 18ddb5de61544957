"""An invented study of any size, for timing the report: its words come from the lists below."""

from __future__ import annotations

import random

from pipeline.assemble.atlas.making import make_atlas
from pipeline.assemble.drafting import make_draft
from pipeline.assemble.exports.html import render
from pipeline.assemble.maps.base import Evidence
from pipeline.assemble.maps.journey import MAP
from pipeline.records import (
    Coding,
    Grouping,
    InterviewId,
    Kind,
    KindScore,
    LabelOrigin,
    Role,
    Speaker,
    SpeakerId,
    SpeakerRole,
    Stage,
    StageId,
    StageScore,
    StageSource,
    Theme,
    ThemeId,
    Touchpoint,
    TouchpointType,
    Transcript,
    Turn,
    Utterance,
    UtteranceId,
    content_id,
)

STAGES = (
    "Задуматься о ремонте",
    "Найти бригаду",
    "Составить смету",
    "Закупить материалы",
    "Жить среди ремонта",
    "Принять работу",
    "Исправить недоделки",
)
POINTS = ("смета", "склад", "чат дома", "прораб", "доставка", "витрина")
WHO = ("прораб", "сосед", "плиточник", "продавец", "я сама", "муж", "электрик", "управляющий", "кладовщик")
WHEN = ("в первый же день", "через неделю", "под вечер", "в разгар работ", "накануне переезда", "в субботу")
DID = ("пересчитал", "забыл", "привёз", "перепутал", "обещал", "показал", "отложил", "разобрал", "выбросил")
WHAT = ("смету", "плитку", "розетки", "мешки с клеем", "ключи", "чертёж", "двери", "обои", "радиатор")
TAIL = (
    "и мы остались без воды",
    "а позвонить никто не догадался",
    "зато стало светло и тихо",
    "и пришлось платить второй раз",
    "хотя по договору было иначе",
    "так что теперь спрашиваю заранее",
    "и я впервые выдохнула",
)
INTERVIEWS, PER_TURN, UNCODED, ALONE = 60, 3, 0.12, 0.2


class BigStudy:
    """A study of any size: every respondent says much, part of it stands in themes."""

    def __init__(self, count: int, themes: int) -> None:
        """Invent what is said; the same counts give the same study."""
        self.rng = random.Random(11)  # noqa: S311 (an invented study, not a secret)
        self.count, self.size = count, themes
        self.transcripts: dict[InterviewId, Transcript] = {}
        self.utterances: list[Utterance] = []
        for number in range(INTERVIEWS):
            self._interview(number, count // INTERVIEWS + (number < count % INTERVIEWS))

    def _sentence(self) -> str:
        pick = self.rng.choice
        return f"{pick(WHEN).capitalize()} {pick(WHO)} {pick(DID)} {pick(WHAT)}, {pick(TAIL)}."

    def _interview(self, number: int, count: int) -> None:
        name = InterviewId(content_id("i", str(number)))
        asks = Speaker(id=SpeakerId(f"{name}-a"), name="Ведущая", role=SpeakerRole.INTERVIEWER)
        says = Speaker(id=SpeakerId(f"{name}-b"), name=f"Собеседник {number}", role=SpeakerRole.RESPONDENT)
        turns: list[Turn] = []
        at = left = 0
        for left in range(count, 0, -PER_TURN):
            for who, said in (
                (asks, ["А что было потом?"]),
                (says, [self._sentence() for _ in range(min(left, PER_TURN))]),
            ):
                text = " ".join(said)
                turn = Turn(index=len(turns), speaker=who.id, start=at, end=at + len(text), text=text)
                turns.append(turn)
                self._cut(name, turn, who, said)
                at += len(text) + 1
        self.transcripts[name] = Transcript(
            id=name,
            path=f"{('clients', 'non_users', 'experts')[number % 3]}/{number:02}.txt",
            sha256="0" * 64,
            format="plain",
            encoding="utf-8",
            language="ru",
            role=(Role.CLIENT, Role.NON_USER, Role.EXPERT)[number % 3],
            segment=None,
            speakers=(asks, says),
            turns=tuple(turns),
        )

    def _cut(self, interview: InterviewId, turn: Turn, who: Speaker, said: list[str]) -> None:
        start = turn.start
        for text in said:
            self.utterances.append(
                Utterance(
                    id=UtteranceId(content_id("u", interview, str(start))),
                    interview=interview,
                    turn=turn.index,
                    speaker=who.id,
                    speaker_role=who.role,
                    start=start,
                    end=start + len(text),
                    text=text,
                )
            )
            start += len(text) + 1

    def render(self, *, sheets: bool = False) -> bytes:
        """Return the report of the study, with its other maps and sheets if asked."""
        said = {u.id: u for u in self.utterances if u.speaker_role is SpeakerRole.RESPONDENT}
        codings, members, alone = self._code(list(said))
        themes = tuple(
            Theme(
                id=ThemeId(content_id("t", str(at))),
                kind=kind,
                stage=stage,
                label=f"{self.rng.choice(WHO).capitalize()} и {self.rng.choice(WHAT)} — тема {at}",
                label_origin=LabelOrigin.KEYWORDS,
                keywords=tuple(self.rng.sample(WHAT, 3)),
                utterances=tuple(ids),
                cohesion=0.6,
            )
            for at, ((kind, stage), ids) in enumerate(members)
        )
        evidence = Evidence(
            language="ru",
            interviews=self.transcripts,
            utterances=said,
            codings=codings,
            stages=tuple(
                Stage(id=StageId(f"s{at}"), name=name, order=at, source=StageSource.GIVEN)
                for at, name in enumerate(STAGES, 1)
            ),
            touchpoints={p: Touchpoint(id=p, name=p, type=TouchpointType.HUMAN) for p in POINTS},
            grouping=Grouping(
                themes=themes,
                unassigned=tuple(alone),
                points={id_: (self.rng.random(), self.rng.random()) for id_ in said},
            ),
        )
        study = {"title": "Ремонт квартиры", "product": "бригада", "language": "ru", "map": "journey"}
        manifest = {
            "tool": "bench",
            "settings": {},
            "codebook_sha256": "0",
            "embedder": {"name": "none", "dimension": 2, "sha256": "0"},
        }
        draft = make_draft(
            evidence, self.utterances, [MAP.build(evidence, role) for role in Role], study, manifest
        )
        return render(draft, self.transcripts, atlas=make_atlas(draft, self.transcripts) if sheets else None)

    def _code(self, ids: list[UtteranceId]) -> tuple[dict, list, list]:
        """Return codings, members by (kind, stage) and the single voices; a few themes are much said."""
        rng = self.rng
        places = [
            (rng.choice(list(Kind)), StageId(f"s{rng.randint(1, len(STAGES))}")) for _ in range(self.size)
        ]
        weights = [1 / (at + 3) for at in range(self.size)]
        members: list[list[UtteranceId]] = [[] for _ in places]
        codings, alone = {}, []
        for id_ in ids:
            draw = rng.random()
            at = rng.choices(range(self.size), weights)[0]
            kind, stage = places[at]
            if draw < UNCODED:
                codings[id_] = Coding(utterance=id_)
                continue
            (alone if draw < UNCODED + ALONE else members[at]).append(id_)
            codings[id_] = Coding(
                utterance=id_,
                kinds=(KindScore(kind=kind, score=round(rng.uniform(0.5, 1), 2), why="придумано"),),
                stage=StageScore(id=stage, score=0.8, why="придумано"),
                valence=rng.choice((-1.5, -0.8, 0.0, 0.6, 1.2)),
                touchpoints=tuple(rng.sample(POINTS, rng.choice((0, 1)))),
            )
        return codings, [(place, ids_) for place, ids_ in zip(places, members, strict=True) if ids_], alone
