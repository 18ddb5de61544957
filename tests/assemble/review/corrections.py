"""Makers of boards and correction lines for tests: said outright, or at random from a seed."""

from __future__ import annotations

import json
import random

from pipeline.assemble.draft import Draft
from pipeline.assemble.review.board import board_of
from pipeline.assemble.review.lines import check_line

STUDY = "s-0123456789ab"
KINDS = ("pain", "goal", "question", "action", "positive", "idea")
THEMES_OF = {
    "rename": ("theme",),
    "merge": ("themes", "into"),
    "split": ("theme",),
    "move": ("from", "to"),
    "pin": ("themes",),
    "judge": ("themes",),
    "retheme": ("theme",),
}
STAGES_OF = {
    "create": ("stage",),
    "stage": ("stage",),
    "retheme": ("stage",),
    "stage_rename": ("stage",),
    "stage_order": ("order",),
    "stage_merge": ("stage", "into"),
    "stage_add": ("after",),
}


def draft_of(units, themes, stages):
    """A draft of ``units`` {id: (kinds, stage, valence)}, themes (id, kind, stage, units…) and stages (id, name)."""
    manifest = {"tool": "", "settings": {}, "codebook_sha256": ""}
    said = []
    for at, (id_, (kinds, stage, valence)) in enumerate(units.items()):
        said.append(
            {
                "id": id_,
                "interview": f"i{at % 5}",
                "turn": at,
                "speaker": "р",
                "speaker_role": "respondent",
                "start": 0,
                "end": 4,
                "text": "слов",
                "time": None,
                "kinds": [{"kind": kind, "score": score, "why": ""} for kind, score in kinds.items()],
                "stage": {"id": stage, "score": 0.5, "why": ""} if stage else None,
                "valence": valence,
            }
        )
    asked = {
        **said[0],
        "id": "u-asked",
        "speaker": "и",
        "speaker_role": "interviewer",
        "kinds": [],
        "stage": None,
    }
    return Draft.model_validate(
        {
            "schema_version": 1,
            "study": {"title": "", "language": "ru", "map": "journey"},
            "manifest": {**manifest, "embedder": {"name": "", "dimension": 1, "sha256": ""}},
            "interviews": [],
            "utterances": [asked, *said],
            "stages": [
                {"id": id_, "name": name, "order": at, "source": "given"}
                for at, (id_, name) in enumerate(stages)
            ],
            "themes": [theme_part(*theme) for theme in themes],
            "unassigned": [],
            "map": None,
            "maps": [],
        }
    )


def theme_part(id_, kind, stage, *units):
    """A theme of a draft."""
    return {
        "id": id_,
        "kind": kind,
        "stage": stage,
        "label": f"О чём {id_}",
        "label_origin": "keywords",
        "keywords": ["слово"],
        "utterances": units,
        "respondents": {"n": 1, "of": 1, "by_role": {}},
        "evidence": "single",
        "valence": 0,
        "cohesion": 0.5,
        "against": [],
    }


class Log:
    """Lines for a board, with ids in their order and what was seen of it."""

    def __init__(self, base):
        self.base = base
        self.said = []

    def __call__(self, op, author="Аня", draft="0" * 12, **fields):
        """Add a line; ``as_``, ``from_`` and ``on`` stand for the fields of these names."""
        fields = {name.rstrip("_"): value for name, value in fields.items()}
        line = {
            "v": 1,
            "id": f"c-{len(self.said):016x}",
            "op": op,
            "study": STUDY,
            "draft": draft,
            "author": author,
            "time": "2026-11-22T06:10:00Z",
            **fields,
            "seen": seen(op, fields, self.base),
        }
        self.said.append(line)
        return line["id"]

    @property
    def lines(self):
        """The lines as records."""
        return tuple(check_line(json.dumps(line), "log") for line in self.said)


def seen(op, fields, base):
    """What the base board says of the themes and stages that a line names."""
    named = {
        name: set(flat(fields.get(field) for field in table.get(op, ()))) for name, table in _TABLES.items()
    }
    if op == "comment":
        named = {name: {fields["on"]["id"]} if fields["on"]["type"] == name else set() for name in _TABLES}
    themes = {
        theme.id: {
            "kind": theme.kind,
            "stage": theme.stage,
            "label": theme.label,
            "origin": theme.origin,
            "units": list(theme.units),
        }
        for theme in base.themes
        if theme.id in named["theme"]
    }
    stages = named["stage"] | {theme["stage"] for theme in themes.values()}
    return {"themes": themes, "stages": {stage.id: stage.name for stage in base.stages if stage.id in stages}}


_TABLES = {"theme": THEMES_OF, "stage": STAGES_OF}


def flat(values):
    """The ids in fields that hold one, several or none."""
    for value in values:
        if isinstance(value, str):
            yield value
        elif value:
            yield from value


def random_draft(seed, units=60, themes=12):
    """A draft with leaners, units of two themes, units without codes and themes without a stage."""
    dice = random.Random(seed)  # noqa: S311 (a seed, no secret)
    stages = [(f"s{n}", f"Этап {n}") for n in range(1, 6)]
    said = {}
    for n in range(units):
        kinds = {
            kind: round(dice.random(), 3) for kind in dice.sample(KINDS, dice.choice((0, 1, 1, 1, 2, 3)))
        }
        stage = dice.choice((None, "s1", "s2", "s3", "s4", "s5")) if kinds else None
        said[f"u-{n}"] = (kinds, stage, round(dice.uniform(-2, 2), 1))
    placed = {}
    found = []
    for n in range(themes):
        kind = dice.choice(KINDS)
        free = [unit for unit, (kinds, *_) in said.items() if kinds and kind not in placed.get(unit, ())]
        members = dice.sample(free, min(len(free), dice.randint(1, 7)))
        for unit in members:
            placed.setdefault(unit, set()).add(kind)
        found.append((f"t-{n}", kind, dice.choice((None, "s1", "s2", "s3")), *members))
    draft = draft_of(said, found, stages)
    for theme in draft.themes:
        theme.against.extend(dice.sample([unit for unit in said if unit not in theme.utterances], 3))
    return draft


def random_log(seed, base, length):
    """A log of lines that apply, apply partly, or do not apply at all."""
    dice = random.Random(seed)  # noqa: S311 (a seed, no secret)
    log = Log(base)
    ids = {
        "unit": [*base.units, "u-none", "u-asked", "constructor"],
        "theme": [*(theme.id for theme in base.themes), "t-none"],
        "stage": [*(stage.id for stage in base.stages), "s-none", "toString"],
    }
    for _ in range(length):
        op, fields = random_op(dice, ids, len(log.said))
        log(op, **fields)
        if dice.random() < 0.1:  # the stages had other names or ids when this was said
            stages = log.said[-1]["seen"]["stages"]
            for id_ in list(stages):
                stages[id_] = dice.choice([stages[id_], "Этап 1", "Этап 4", "Такого этапа нет"])
        if "as_" in fields:
            ids["stage" if op == "stage_add" else "theme"].append(fields["as_"])
    return log


def random_op(dice, ids, number):
    """One op with its fields."""

    def one(what):
        return dice.choice(ids[what])

    def some(what, most=5):
        return [one(what) for _ in range(dice.randint(1, most))]

    def maybe(what):
        return None if dice.random() < 0.3 else one(what)

    def kinds(most):
        return dice.sample(KINDS, dice.randint(0, most))

    add = kinds(2)
    retheme = dice.choice(
        ({"kind": dice.choice(KINDS)}, {"stage": maybe("stage")}, {"kind": "pain", "stage": maybe("stage")})
    )
    to = maybe("theme")
    made = one("theme") if dice.random() < 0.1 else ""
    table = {
        "rename": {"theme": one("theme"), "label": f"Имя {number} ✎"},
        "merge": {"themes": some("theme", 3), "into": one("theme"), **dice.choice(({}, {"label": None}, {"label": "Вместе"}))},
        "split": {"theme": one("theme"), "units": some("unit", 8), "as_": made if made.startswith("p-") else f"p-{number}", "label": "Часть"},
        "move": {"units": some("unit"), "from_": one("theme") if to is None else maybe("theme"), "to": to},
        "create": {"as_": f"p-{number}", "kind": dice.choice(KINDS), "stage": maybe("stage"), "label": "Новая", "units": some("unit")},
        "code": {"units": some("unit", 3), "add": add, "remove": [kind for kind in kinds(3) if kind not in add]},
        "stage": {"units": some("unit"), "stage": maybe("stage")},
        "valence": {"units": some("unit"), "valence": dice.choice((-0.0, 0, 1, -2, round(dice.uniform(-2, 2), 1)))},
        "irrelevant": {"units": some("unit"), "on": dice.random() < 0.6},
        "pin": {"on": dice.random() < 0.7, **dice.choice(({"units": some("unit")}, {"themes": some("theme")}, {"units": some("unit"), "themes": some("theme")}))},
        "judge": {"themes": some("theme"), "verdict": dice.choice(("accepted", "rejected", "open"))},
        "retheme": {"theme": one("theme"), **retheme},
        "stage_rename": {"stage": one("stage"), "name": f"Шаг {number}"},
        "stage_order": {"order": some("stage")},
        "stage_merge": {"stage": one("stage"), "into": one("stage")},
        "stage_add": {"as_": f"ps-{dice.choice((number, 1))}", "name": "Добавлен", "after": maybe("stage")},
        "comment": {"on": random_target(dice, ids), "text": "Спросить ещё раз\n\tи ещё"},
        "retract": {"line": f"c-{dice.randint(0, number + 1):016x}"},
    }  # fmt: skip
    op = dice.choice([*table, "move", "move", "code", "retract"])
    return op, table[op]


def random_target(dice, ids):
    """Something to remark on."""
    what = dice.choice(("theme", "unit", "stage", "interview", "map"))
    return {"type": what, "id": dice.choice(ids[what]) if what in ids else "i-1"}


def board(units, themes, stages=(("s1", "Выбор"), ("s2", "Покупка"), ("s3", "Доставка"))):
    """A board nobody has corrected."""
    return board_of(draft_of(units, themes, stages), STUDY)
