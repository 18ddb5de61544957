"""An invented study of a bicycle repair shop, coded by hand, as the draft and transcripts of a report.

``tests/data/report`` holds one file an interview.  ``voice CODE role name`` names a voice; each other
line is a turn: the voice's code, then utterances divided by " | ", each followed by its codes in
braces: ``kind:theme stage valence #touchpoint``, ``{-}`` for nothing to code, ``{drop:reason}`` for a
turn that gives no utterance, nothing for interviewers and others.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from pipeline.assemble.drafting import make_draft
from pipeline.assemble.maps.base import Evidence
from pipeline.assemble.maps.journey import MAP
from pipeline.records import (
    Coding,
    Dropped,
    DropReason,
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
    TimedSpan,
    Touchpoint,
    TouchpointType,
    Transcript,
    Turn,
    Utterance,
    UtteranceId,
    content_id,
)

FOLDER = Path(__file__).parents[1] / "data" / "report"
STAGES = (
    ("s1", "Понять, что пора чинить"),
    ("s2", "Найти мастерскую"),
    ("s3", "Сдать велосипед и узнать цену"),
    ("s4", "Дождаться ремонта"),
    ("s5", "Забрать и ездить дальше"),
)
LABELS = {
    "breaks": ("Ломается в разгар сезона и пугает на ходу", "проскакивать, тормоз, спица, сезон"),
    "weekend": ("Снова ездить как можно скорее", "выходные, успеть, каждый день"),
    "worth": ("Ремонт кажется дороже самого велосипеда", "половина, работа, деталь"),
    "worthit": ("Чинить или купить новый?", "стоить, новый, деньги"),
    "self": ("Чинят сами по роликам", "ролик, инструмент, сам"),
    "maps": ("Ищут по картам и спрашивают соседей", "карта, поиск, чат"),
    "reviews": ("Отзывам не верят", "отзыв, верить, доверять"),
    "near": ("Чтобы было рядом", "рядом, метро, пешком"),
    "upsell": ("Боятся, что навяжут лишнее", "навязывать, разбираться, язык"),
    "price": ("Цена растёт после осмотра", "сумма, цена, вырасти, касса"),
    "total": ("Сколько выйдет в итоге?", "сумма, итог, складываться"),
    "shows": ("Мастер показывает износ на месте", "показать, кассета, зубья"),
    "noreceipt": ("Велосипед забирают без бумаг", "квитанция, записать, печать"),
    "silence": ("Не сообщают, когда будет готово", "тишина, звонок, неделя"),
    "when": ("Когда можно забрать?", "забрать, час, приходить"),
    "messages": ("Присылать сообщения о ходе ремонта", "сообщение, мессенджер, готово"),
    "newbike": ("Едет как новый", "новый, мягко, магазин"),
    "again": ("Поломка возвращается через неделю", "снова, опять, неделя"),
    "tells": ("Советуют друзьям и коллегам", "друг, коллега, посоветовать"),
    "warranty": ("Письменная гарантия на работу", "гарантия, письменный, полгода"),
}
AGAINST = {"price": "Цена как назвали", "silence": "Готово было к вечеру", "reviews": "у них четыре и восемь"}
TOUCHPOINTS = {
    "maps": ("Карты", TouchpointType.INTERACTIVE),
    "reviews": ("Отзывы", TouchpointType.INTERACTIVE),
    "mechanic": ("Мастер", TouchpointType.HUMAN),
    "call": ("Звонок", TouchpointType.HUMAN),
    "friends": ("Друзья и коллеги", TouchpointType.HUMAN),
    "chat": ("Чат дома", TouchpointType.INTERACTIVE),
    "messenger": ("Мессенджер", TouchpointType.INTERACTIVE),
    "site": ("Сайт", TouchpointType.STATIC),
    "sign": ("Вывеска", TouchpointType.STATIC),
    "video": ("Ролики", TouchpointType.STATIC),
    "marketplace": ("Маркетплейс", TouchpointType.INTERACTIVE),
}
ROLES = {"clients": Role.CLIENT, "non_users": Role.NON_USER, "experts": Role.EXPERT}
UTTERANCE = re.compile(r"(?P<text>.+?)\s*(?:\{(?P<codes>[^}]*)\})?\s*(?:\||$)\s*")
SECONDS_PER_CHARACTER = 0.07
UNTIMED = {"experts/10_courier.txt"}


class Study:
    """The hand-coded study, growing interview by interview."""

    def __init__(self) -> None:
        self.transcripts: dict[InterviewId, Transcript] = {}
        self.utterances: list[Utterance] = []
        self.codings: dict[UtteranceId, Coding] = {}
        self.themes: dict[tuple[str, str, str], list[UtteranceId]] = {}

    def add(self, path: str, text: str, role: Role) -> None:
        """Read one interview in the notation above."""
        interview = InterviewId(content_id("i", path, text))
        speakers, turns, dropped, at, clock = {}, [], [], 0, 4.0
        for line in text.splitlines():
            code, rest = line.split(" ", 1)
            if code == "voice":
                short, speaker_role, name = rest.split(" ", 2)
                speakers[short] = Speaker(id=SpeakerId(short), name=name, role=SpeakerRole(speaker_role))
                continue
            units = [(found["text"], found["codes"] or "") for found in UTTERANCE.finditer(rest)]
            said = " ".join(unit for unit, _ in units)
            times = (round(clock, 1), round(clock + len(said) * SECONDS_PER_CHARACTER, 1))
            spans = () if path in UNTIMED else (TimedSpan(start=0, end=len(said), time=times),)
            turn = Turn(
                index=len(turns),
                speaker=SpeakerId(code),
                start=at,
                end=at + len(said),
                text=said,
                spans=spans,
            )
            turns.append(turn)
            at, clock = turn.end + 1, times[1] + 1
            if units[0][1].startswith("drop:"):
                dropped.append(Dropped(turn=turn.index, reason=DropReason(units[0][1][5:])))
            else:
                self._utter(interview, turn, speakers[code], units)
        self.transcripts[interview] = Transcript(
            id=interview,
            path=path,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            format="plain" if path in UNTIMED else "teams-vtt",
            encoding="windows-1251" if path in UNTIMED else "utf-8",
            language="ru",
            role=role,
            segment="город" if role is Role.CLIENT else None,
            speakers=tuple(speakers.values()),
            turns=tuple(turns),
            dropped=tuple(dropped),
        )

    def _utter(self, interview, turn, speaker, units) -> None:
        start = turn.start
        for text, codes in units:
            utterance = Utterance(
                id=UtteranceId(content_id("u", interview, str(start), text)),
                interview=interview,
                turn=turn.index,
                speaker=speaker.id,
                speaker_role=speaker.role,
                start=start,
                end=start + len(text),
                text=text,
                time=turn.spans[0].time if turn.spans else None,
            )
            start += len(text) + 1
            self.utterances.append(utterance)
            if speaker.role is SpeakerRole.RESPONDENT:
                self.codings[utterance.id] = self._code(utterance.id, codes.split())

    def _code(self, utterance, codes) -> Coding:
        if not codes or codes == ["-"]:
            return Coding(utterance=utterance)
        kind, theme = codes[0].split(":")
        stage, valence = codes[1], float(codes[2])
        self.themes.setdefault((stage, kind, theme), []).append(utterance)
        return Coding(
            utterance=utterance,
            kinds=(KindScore(kind=Kind(kind), score=0.9, why="закодировано вручную"),),
            stage=StageScore(id=StageId(stage), score=0.9, why="закодировано вручную"),
            valence=valence,
            touchpoints=tuple(code[1:] for code in codes[3:]),
        )

    def grouping(self) -> Grouping:
        """Make themes of what at least two utterances say; the rest are single voices."""
        themes, alone = [], []
        for (stage, kind, name), ids in sorted(self.themes.items()):
            if len(ids) < 2 or name not in LABELS:
                alone.extend(ids)
                continue
            label, keywords = LABELS[name]
            against = tuple(u.id for u in self.utterances if AGAINST.get(name, "\0") in u.text)
            themes.append(
                Theme(
                    id=ThemeId(content_id("t", stage, kind, name)),
                    kind=Kind(kind),
                    stage=StageId(stage),
                    label=label,
                    label_origin=LabelOrigin.PERSON if name == "price" else LabelOrigin.KEYWORDS,
                    keywords=tuple(keywords.split(", ")),
                    utterances=tuple(ids),
                    cohesion=0.5 + len(ids) / 40,
                    against=against,
                )
            )
        return Grouping(themes=tuple(themes), unassigned=tuple(alone))

    def draft(self, language: str = "ru"):
        """Assemble the draft with one map a role."""
        evidence = Evidence(
            language=language,
            interviews=self.transcripts,
            utterances={u.id: u for u in self.utterances if u.speaker_role is SpeakerRole.RESPONDENT},
            codings=self.codings,
            stages=tuple(
                Stage(id=StageId(name), name=title, order=at, source=StageSource.GIVEN)
                for at, (name, title) in enumerate(STAGES, 1)
            ),
            touchpoints={
                name: Touchpoint(id=name, name=title, type=way) for name, (title, way) in TOUCHPOINTS.items()
            },
            grouping=self.grouping(),
        )
        roles = [role for role in Role if any(one.role is role for one in self.transcripts.values())]
        study = {
            "title": "Ремонт велосипеда: от поломки до следующей весны",
            "product": "мастерская «Каретка»",
            "language": language,
            "map": "journey",
        }
        manifest = {
            "tool": "interview-cjm 0.1.0",
            "settings": {"anonymize": True, "embedder": "e5-small", "group": {"min_size": 2, "seed": 7}},
            "embedder": {"name": "e5-small", "dimension": 384, "sha256": "5d" * 32},
            "codebook_sha256": "c0" * 32,
        }
        return make_draft(
            evidence, self.utterances, [MAP.build(evidence, role) for role in roles], study, manifest
        )


def bicycle_study(*names: str) -> Study:
    """Read the whole study, or the interviews of these names alone."""
    study = Study()
    for path in sorted(FOLDER.rglob("*.txt")):
        if not names or path.stem in names:
            name = path.relative_to(FOLDER).as_posix()
            study.add(name, path.read_text(encoding="utf-8"), ROLES[path.parent.name])
    return study


def bicycle_draft(language: str = "ru", *names: str):
    """Return the study's draft and its transcripts."""
    study = bicycle_study(*names)
    return study.draft(language), study.transcripts
