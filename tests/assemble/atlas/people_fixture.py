"""Respondents who voice themes that were written down for them, a theme a turn; for tests of portraits."""

from __future__ import annotations

from dataclasses import replace

from build import make_coding, make_theme, make_transcript, utterances_of
from pipeline.assemble.maps.base import Evidence
from pipeline.records import Grouping, Role, Stage, StageSource, Touchpoint, TouchpointType

STAGES = tuple(
    Stage(id=f"s{at}", name=name, order=at, source=StageSource.GIVEN)
    for at, name in enumerate(("Поиск", "Покупка", "Ремонт"), 1)
)
# theme: kind, stage, label, valence
THEMES = {
    "quick": ("goal", "s1", "Получить сегодня", 0.0),
    "cheap": ("goal", "s1", "Уложиться в бюджет", 0.0),
    "calls": ("action", "s1", "Обзванивают мастерские", 0.0),
    "compares": ("action", "s2", "Сравнивают цены", 0.0),
    "queue": ("pain", "s2", "Очередь в кассу", -1.0),
    "price": ("pain", "s2", "Цена выросла", -1.2),
    "late": ("pain", "s3", "Срок сорвали", -1.5),
    "kind": ("positive", "s3", "Добрый мастер", 1.2),
    "sms": ("idea", "s3", "Писать о готовности", 0.0),
}
SAYING = "Эта фраза о «{label}» сказана респондентом {name} целиком и без купюр."


def people(voices, *, segments=None, roles=None, language="ru"):
    """Evidence of interviews {name: themes}; a single voice is a theme that starts with "!": its kind."""
    segments, roles = segments or {}, roles or {}
    transcripts, codings, held, alone = [], {}, {}, []
    for name, themes in voices.items():
        told = [
            ("р", SAYING.format(label=THEMES[theme][2] if theme in THEMES else theme, name=name))
            for theme in themes
        ]
        talk = [turn for answer in told for turn in (("и", "Расскажите, как это было?"), answer)]
        role = roles.get(name, Role.CLIENT)
        found = make_transcript(name, *talk, role=role, language=language)
        transcripts.append(replace(found, segment=segments.get(name)))
        for at, theme in enumerate(themes):
            i = f"{name}-{2 * at + 1}"
            if theme.startswith("!"):
                codings[i] = make_coding(i, theme[1:], stage="s1")
                alone.append(i)
            else:
                kind, stage, _, valence = THEMES[theme]
                codings[i] = make_coding(i, kind, stage=stage, valence=valence, touchpoints=["call"])
                held.setdefault(theme, []).append(i)
    utterances = {u.id: u for t in transcripts for u in utterances_of(t) if u.speaker.endswith("р")}
    return Evidence(
        language=language,
        interviews={t.id: t for t in transcripts},
        utterances=utterances,
        codings={i: codings.get(i) or make_coding(i, stage=None) for i in utterances},
        stages=STAGES,
        touchpoints={"call": Touchpoint(id="call", name="звонок", type=TouchpointType.HUMAN)},
        grouping=Grouping(
            themes=tuple(
                make_theme(theme, THEMES[theme][0], ids, stage=THEMES[theme][1], label=THEMES[theme][2])
                for theme, ids in held.items()
            ),
            unassigned=tuple(alone),
        ),
    )


def shuffled(evidence, rng):
    """The same evidence in another order."""

    def mixed(pairs):
        items = list(pairs)
        rng.shuffle(items)
        return items

    return replace(
        evidence,
        interviews=dict(mixed(evidence.interviews.items())),
        utterances=dict(mixed(evidence.utterances.items())),
        codings=dict(mixed(evidence.codings.items())),
        grouping=replace(
            evidence.grouping,
            themes=tuple(mixed(evidence.grouping.themes)),
            unassigned=tuple(mixed(evidence.grouping.unassigned)),
        ),
    )
