"""Small invented talks as evidence: a line a turn, utterances divided by " | ", each with its codes in braces.

Codes are ``kind,kind stage valence #touchpoint =theme``; a ``-`` stands for no kind.  Interviewers' turns
begin with "?".
"""

from __future__ import annotations

import re

from build import make_coding, make_theme, make_transcript
from pipeline.assemble.maps.base import Evidence
from pipeline.records import (
    Grouping,
    Role,
    SpeakerId,
    SpeakerRole,
    Stage,
    StageSource,
    Touchpoint,
    TouchpointType,
    Utterance,
    UtteranceId,
)

POINTS = {
    "site": ("сайт", TouchpointType.STATIC),
    "app": ("приложение", TouchpointType.INTERACTIVE),
    "chat": ("чат", TouchpointType.INTERACTIVE),
    "phone_call": ("звонок", TouchpointType.HUMAN),
    "shop": ("магазин", TouchpointType.HUMAN),
    "packaging": ("упаковка", TouchpointType.STATIC),
}
STAGES = tuple(
    Stage(id=f"s{at}", name=name, order=at, source=StageSource.GIVEN)
    for at, name in enumerate(("Выбор", "Заказ", "Доставка"), 1)
)
_UNIT = re.compile(r"(?P<text>[^{|]+?)\s*\{(?P<codes>[^}]*)\}")


class Talks:
    """Evidence growing talk by talk."""

    def __init__(self, language="ru"):
        self.language, self.interviews, self.utterances, self.codings, self.themes = language, {}, {}, {}, {}

    def add(self, name, text, role=Role.CLIENT):
        """Add an interview; returns self."""
        turns = [line.strip() for line in text.strip().splitlines()]
        said = [
            ("и", turn[1:].strip())
            if turn.startswith("?")
            else ("р", " ".join(unit["text"].strip() for unit in _UNIT.finditer(turn)))
            for turn in turns
        ]
        transcript = make_transcript(name, *said, role=role, language=self.language)
        self.interviews[transcript.id] = transcript
        for at, turn in enumerate(turns):
            if not turn.startswith("?"):
                self._turn(transcript, at, _UNIT.finditer(turn))
        return self

    def _turn(self, transcript, at, units):
        start = transcript.turns[at].start
        for number, unit in enumerate(units):
            text, codes = unit["text"].strip(), unit["codes"].split()
            i = UtteranceId(f"{transcript.id}-{at}-{number}")
            self.utterances[i] = Utterance(
                id=i,
                interview=transcript.id,
                turn=at,
                speaker=SpeakerId(f"{transcript.id}-р"),
                speaker_role=SpeakerRole.RESPONDENT,
                start=start,
                end=start + len(text),
                text=text,
            )
            start += len(text) + 1
            kinds = [] if codes[0] == "-" else codes[0].split(",")
            points = [code[1:] for code in codes if code[0] == "#"]
            self.codings[i] = make_coding(
                i, *kinds, stage=codes[1], valence=float(codes[2]), touchpoints=points
            )
            for theme in (code[1:] for code in codes if code[0] == "="):
                self.themes.setdefault((kinds[0], codes[1], theme), []).append(i)

    def evidence(self, *, backwards=False):
        """Return the evidence; ``backwards`` gives it in another order."""
        grouped = {i for ids in self.themes.values() for i in ids}
        alone = [i for i, coding in self.codings.items() if coding.kinds and i not in grouped]

        def turned(pairs):
            return dict(reversed(list(pairs)) if backwards else pairs)

        themes = [
            make_theme(f"t-{name}-{stage}", kind, ids, stage=stage, label=name.replace("_", " "))
            for (kind, stage, name), ids in self.themes.items()
        ]
        return Evidence(
            language=self.language,
            interviews=turned(self.interviews.items()),
            utterances=turned(self.utterances.items()),
            codings=turned(self.codings.items()),
            stages=STAGES,
            touchpoints={i: Touchpoint(id=i, name=name, type=way) for i, (name, way) in POINTS.items()},
            grouping=Grouping(
                themes=tuple(reversed(themes) if backwards else themes), unassigned=tuple(sorted(alone))
            ),
        )


def delivery():
    """Three clients, a non-user and an expert about a delivery of flowers, invented."""
    return (
        Talks()
        .add(
            "a",
            """? Как прошло?
            Курьер опоздал на час, и никто не позвонил. {pain s3 -1.5 =Опоздания} | Ушла к другим. {action s3 -1}
            ? Что бы вы изменили?
            Пусть присылают сообщение, если курьер опаздывает. {idea s3 0}
            ? А оплата?
            С оплатой никаких проблем, всё сразу прошло. {positive s2 1}""",
        )
        .add(
            "b",
            """? Как прошло?
            Ждали курьера весь вечер, он опоздал, сообщения не было. {pain s3 -1 =Опоздания}
            ? А цена?
            Доплата всплыла на кассе. {pain s2 -1 =Доплаты}
            ? Оплатили?
            Оплата не прошла три раза подряд. {pain s2 -1.5 =Оплата_не_проходит}""",
        )
        .add(
            "c",
            """? Как прошло?
            Мне даже позвонили за полчаса, спасибо. {positive s3 1} | Цветы свежие. {positive s3 1}
            ? А потом?
            Ваза треснула в дороге. {pain s3 -1.8}""",
        )
        .add(
            "n",
            "? Почему не у нас?\nБоюсь, что цветы привезут вялые. {pain s1 -1 =Вялые_цветы}",
            Role.NON_USER,
        )
        .add(
            "e",
            """? Как устроено?
            По регламенту мы звоним клиенту, если курьер опаздывает. {action s3 0}
            ? Что менять?
            Надо показывать доплату до заказа. {idea s2 0}""",
            Role.EXPERT,
        )
    )
