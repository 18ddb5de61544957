"""The board: what people see and change of a draft, whoever made it, machine or person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from ...records import Kind, LabelOrigin, content_id

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from ..draft import Draft, ThemePart, UtterancePart
    from .ops import TargetType, Verdict

Facet = Literal["kinds", "stage", "valence"]
Reason = Literal[
    "no-unit", "no-theme", "no-stage", "dead-theme", "own-merge", "nothing-left", "no-line", "taken"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardStage:
    """A stage at its place in the order."""

    id: str
    name: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardUnit:
    """A respondent's utterance: kinds with scores 0..1 in the order of Kind; ``told`` is what people set."""

    kinds: Mapping[Kind, float]
    stage: str | None
    valence: float
    irrelevant: bool = False
    pinned: bool = False
    told: frozenset[Facet] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardTheme:
    """A theme, the most telling utterances first; without any it is no theme of the draft."""

    id: str
    kind: Kind
    stage: str | None
    label: str
    origin: LabelOrigin
    units: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    verdict: Verdict = "open"
    pinned: bool = False
    dead: Literal["merged"] | None = None
    cohesion: float = 0.0
    stability: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What somebody said about something; ``id`` is that of its line."""

    id: str
    type: TargetType
    target: str
    text: str
    author: str
    time: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A line that does not apply, or (``partial``) to a part only; ``detail`` names what it misses."""

    line: str
    reason: Reason
    detail: str
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """The whole study; nothing in it is ever changed, a new board is made."""

    study: str
    language: str
    stages: tuple[BoardStage, ...]
    units: Mapping[str, BoardUnit]
    themes: tuple[BoardTheme, ...]
    comments: tuple[Remark, ...] = ()
    ignored: tuple[Ignored, ...] = ()


def in_order(kinds: Mapping[Kind, float]) -> dict[Kind, float]:
    """Return the kinds in the order of Kind."""
    return {kind: kinds[kind] for kind in Kind if kind in kinds}


def study_id(interviews: Iterable[str]) -> str:
    """Return the name that corrections carry: made of the interviews, so that all who have them agree."""
    return content_id("s", *sorted(interviews))


def board_of(draft: Draft, study: str) -> Board:
    """Return the board of a draft that nobody has corrected; ``study`` is the study's id."""
    units = {said.id: _unit(said) for said in respondents(draft)}
    return Board(
        study=study,
        language=draft.study.language,
        stages=tuple(
            BoardStage(id=stage.id, name=stage.name, source=stage.source)
            for stage in sorted(draft.stages, key=lambda stage: stage.order)
        ),
        units=units,
        themes=tuple(_theme(theme, units) for theme in draft.themes),
    )


def respondents(draft: Draft) -> Iterable[UtterancePart]:
    """Return the utterances of the interviewed people."""
    return (said for said in draft.utterances if said.speaker_role == "respondent")


def respondent_keys(draft: Draft) -> dict[str, str]:
    """Return who says each respondent's utterance: utterance id → a key of the person."""
    return {said.id: f"{said.interview}\n{said.speaker}" for said in respondents(draft)}


def _unit(said: UtterancePart) -> BoardUnit:
    return BoardUnit(
        kinds=in_order({Kind(given.kind): given.score for given in said.kinds}),
        stage=said.stage.id if said.stage else None,
        valence=said.valence,
    )


def _theme(theme: ThemePart, known: Container[str]) -> BoardTheme:
    return BoardTheme(
        id=theme.id,
        kind=Kind(theme.kind),
        stage=theme.stage,
        label=theme.label,
        origin=LabelOrigin(theme.label_origin),
        units=tuple(id_ for id_ in theme.utterances if id_ in known),
        keywords=tuple(theme.keywords),
        against=tuple(theme.against),
        cohesion=theme.cohesion,
        stability=theme.stability,
    )


def to_json(board: Board) -> dict[str, Any]:
    """Return the board as plain values, the very shape that the page makes."""
    return {
        "study": board.study,
        "language": board.language,
        "stages": [{"id": s.id, "name": s.name, "source": s.source} for s in board.stages],
        "units": {id_: _unit_json(unit) for id_, unit in board.units.items()},
        "themes": [_theme_json(theme) for theme in board.themes],
        "comments": [
            {
                "id": remark.id,
                "on": {"type": remark.type, "id": remark.target},
                "text": remark.text,
                "author": remark.author,
                "time": remark.time,
            }
            for remark in board.comments
        ],
        "ignored": [
            {"line": left.line, "reason": left.reason, "detail": left.detail, "partial": left.partial}
            for left in board.ignored
        ],
    }


def _unit_json(unit: BoardUnit) -> dict[str, Any]:
    return {
        "kinds": {kind.value: score for kind, score in unit.kinds.items()},
        "stage": unit.stage,
        "valence": unit.valence,
        "irrelevant": unit.irrelevant,
        "pinned": unit.pinned,
        "told": sorted(unit.told),
    }


def _theme_json(theme: BoardTheme) -> dict[str, Any]:
    return {
        "id": theme.id,
        "kind": theme.kind.value,
        "stage": theme.stage,
        "label": theme.label,
        "origin": theme.origin.value,
        "keywords": list(theme.keywords),
        "units": list(theme.units),
        "against": list(theme.against),
        "verdict": theme.verdict,
        "pinned": theme.pinned,
        "dead": theme.dead,
        "cohesion": theme.cohesion,
        "stability": theme.stability,
    }
