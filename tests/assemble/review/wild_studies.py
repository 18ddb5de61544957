"""Random studies: hardly sensible, but of every shape that a study can take."""

from __future__ import annotations

import json
from dataclasses import replace

from build import make_turns
from pipeline.assemble.drafting import make_draft
from pipeline.assemble.maps.base import Evidence
from pipeline.assemble.maps.journey import MAP
from pipeline.assemble.maps.moments import tells_outcome
from pipeline.assemble.report.payload import RULES
from pipeline.assemble.review.board import board_of, to_json
from pipeline.records import (
    Coding,
    Grouping,
    Kind,
    KindScore,
    LabelOrigin,
    Role,
    Speaker,
    SpeakerRole,
    Stage,
    StageScore,
    StageSource,
    Theme,
    Touchpoint,
    TouchpointType,
    Transcript,
    Utterance,
)

STUDY = "s-0123456789ab"
MANIFEST = {
    "tool": "interview-cjm 0",
    "settings": {},
    "codebook_sha256": "0",
    "embedder": {"name": "lsa", "dimension": 2, "sha256": "0"},
}
SAYINGS = {
    "ru": (
        "Ждал целый час.",
        "Плюнул и ушёл к соседям.",
        "Не понял, сколько с меня возьмут 🙂",
        "Мастер всё объяснил, порекомендую друзьям.",
        "Ну да.",
        "Хочется, чтобы сразу называли цену.",
        "🛠🛠🛠🛠🛠",
    ),
    "en": (
        "I waited for an hour.",
        "So I gave up and went elsewhere.",
        "Nobody told me the price 🙂",
        "They were kind.",
        "I would recommend them.",
        "Well, yes.",
    ),
}
TOUCHPOINTS = {
    name: Touchpoint(id=name, name=title, type=TouchpointType.HUMAN)
    for name, title in (
        ("call", "Звонок"),
        ("сайт", "Сайт"),
        ("\uff21", "Вывеска"),
        ("🛠", "Мастер"),
        ("yes", "Ну да."),
    )
}


class WildStudy:
    """A study drawn by ``rng``: evidence as the pipeline has it, its draft, and the page's study and board."""

    def __init__(self, rng):
        self.rng = rng
        self.language = rng.choice(("ru", "en"))
        self.moody = rng.random() < 0.5  # pains hurt and pleasures please, so that there are moments of truth
        self.interviews = {one.id: one for one in map(self._interview, range(rng.randint(1, 9)))}
        self.utterances = tuple(u for one in self.interviews.values() for u in self._utterances(one))
        self.stages = tuple(
            Stage(id=f"s{at}", name=f"Этап {at}", order=at, source=StageSource.GIVEN)
            for at in range(1, rng.randint(1, 1 if self.moody else 5) + 1)
        )
        said = {u.id: u for u in self.utterances if u.speaker_role is SpeakerRole.RESPONDENT}
        self.codings = {i: self._coding(i) for i in said}
        self.themes, self.rejected = self._themes()
        held = {i for theme in self.themes for i in theme.utterances}
        alone = [i for i in said if self.codings[i].kinds and i not in held]
        rng.shuffle(alone)
        self.evidence = Evidence(
            language=self.language,
            interviews=self.interviews,
            utterances=said,
            codings=self.codings,
            stages=self.stages,
            touchpoints=TOUCHPOINTS,
            grouping=Grouping(themes=tuple(self.themes), unassigned=tuple(alone)),
            rejected=tuple(self.rejected),
        )

    def _interview(self, number):
        rng = self.rng
        name = f"i-{rng.getrandbits(40):010x}{number}"
        voices = [
            SpeakerRole.INTERVIEWER,
            *(SpeakerRole.RESPONDENT for _ in range(rng.choice((0, 1, 1, 1, 2, 3)))),
        ]
        speakers = [
            Speaker(id=f"{name}-{at}", name=f"Голос {at}", role=role)
            for at, role in enumerate([*voices, SpeakerRole.OTHER])
        ]
        language = rng.choice(("ru", "en"))
        said = []
        for _ in range(rng.randint(1, 20 if self.moody else 12)):
            text = " ".join(rng.choices(SAYINGS[language], k=rng.randint(1, 3)))
            said.append((rng.choice(speakers).id, text))
        return Transcript(
            id=name,
            path=f"{rng.choice(('clients', 'эксперты', 'Z'))}/{rng.getrandbits(20)}-{number}.txt",
            sha256="0" * 64,
            format="plain",
            encoding="utf-8",
            language=language,
            role=rng.choice((*Role, Role.CLIENT) if self.moody else tuple(Role)),
            segment=None,
            speakers=tuple(speakers),
            turns=make_turns(*said),
        )

    def _utterances(self, interview):
        roles = {speaker.id: speaker.role for speaker in interview.speakers}
        for turn in interview.turns:
            cut = self.rng.choice((None, turn.text.find(" ")))
            spans = ((0, len(turn.text)),) if not cut or cut < 0 else ((0, cut), (cut + 1, len(turn.text)))
            for start, end in spans:
                yield Utterance(
                    id=f"u-{self.rng.getrandbits(48):012x}",
                    interview=interview.id,
                    turn=turn.index,
                    speaker=turn.speaker,
                    speaker_role=roles[turn.speaker],
                    start=turn.start + start,
                    end=turn.start + end,
                    text=turn.text[start:end],
                )

    def _coding(self, i):
        rng = self.rng
        kinds = rng.sample(list(Kind), k=rng.choice((0, 1, 1, 1, 2, 3)))
        if self.moody and rng.random() < 0.7:
            kinds = [rng.choice((Kind.PAIN, Kind.POSITIVE))]
        stage = rng.choice((None, *self.stages))
        return Coding(
            utterance=i,
            kinds=tuple(
                KindScore(kind=kind, score=rng.choice((0.5, 0.61, 0.612, 0.9, 1)), why="") for kind in kinds
            ),
            stage=StageScore(id=stage.id, score=0.5, why="") if stage else None,
            valence=self._valence(kinds),
            touchpoints=tuple(rng.sample(list(TOUCHPOINTS), k=rng.choice((0, 0, 1, 2)))),
        )

    def _valence(self, kinds):
        rng = self.rng
        if self.moody and kinds and kinds[0] in {Kind.PAIN, Kind.POSITIVE}:
            return rng.choice((0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1)) * (-1 if kinds[0] is Kind.PAIN else 1)
        return rng.choice(
            (0.0, rng.randint(-20, 20) / 10, rng.choice((-2.0, -1.0, -0.8, 0.8, 1.0, 0.2, -0.3)))
        )

    def _themes(self):
        """Gather some of the coded utterances of a kind into themes; some of these are rejected."""
        rng, themes, rejected = self.rng, [], []
        for kind in Kind:
            own = [i for i, coding in self.codings.items() if coding.has(kind)]
            rng.shuffle(own)
            while own and rng.random() < 0.8:
                own, taken = own[(size := rng.randint(1, rng.choice((6, 30)))) :], own[:size]
                stage = rng.choice((None, *(stage.id for stage in self.stages)))
                theme = Theme(
                    id=f"{rng.choice('tp')}-{rng.getrandbits(48):012x}",
                    kind=kind,
                    stage=stage,
                    label=rng.choice(("Долго ждут", "Ну да.", "Well, yes.", f"Тема {len(themes)}")),
                    label_origin=rng.choice(list(LabelOrigin)),
                    keywords=("слово",),
                    utterances=tuple(taken),
                )
                if rng.random() < 0.15:
                    rejected.append(theme)
                else:
                    themes.append(replace(theme, pinned=rng.random() < 0.2))
        return themes, rejected

    def draft(self):
        """Return the draft as the pipeline makes it, a map for each role that was interviewed."""
        roles = [role for role in Role if any(one.role is role for one in self.interviews.values())]
        maps = [MAP.build(self.evidence, role) for role in roles]
        study = {"title": "Ремонт", "language": self.language, "map": "journey", "product": ""}
        return make_draft(self.evidence, self.utterances, maps, study, MANIFEST)

    def page(self, draft):
        """Return what the page works on, as (study, board): the board after somebody pinned and rejected."""
        board = to_json(board_of(draft, STUDY))
        pinned = {theme.id for theme in self.themes if theme.pinned}
        for theme in board["themes"]:
            theme["pinned"] = theme["id"] in pinned
        for at, theme in enumerate(self.rejected):
            gone = {
                "id": theme.id,
                "kind": theme.kind,
                "stage": theme.stage,
                "label": theme.label,
                "origin": theme.label_origin,
                "keywords": [],
                "units": list(theme.utterances),
                "against": [],
                "verdict": "rejected",
                "pinned": False,
                "dead": None,
                "cohesion": 0,
                "stability": None,
            }
            merged = {**gone, "id": f"t-merged{at}", "units": [], "verdict": "open", "dead": "merged"}
            emptied = {**gone, "id": f"t-empty{at}", "units": [], "verdict": "open"}
            board["themes"] += [gone, merged, emptied]
        return page_study(draft, self.interviews), board


def page_study(draft, transcripts):
    """Return the part of the page's study that its map follows from."""
    data = json.loads(draft.dump())
    del data["map"], data["maps"]
    decides = [
        part.id
        for part in draft.utterances
        if part.speaker_role == "respondent"
        and tells_outcome(
            transcripts[part.interview].turns[part.turn].text, transcripts[part.interview].language
        )
    ]
    return {
        "id": STUDY,
        "language": draft.study.language,
        "draft": data,
        "decides": decides,
        "rules": dict(RULES),
    }
