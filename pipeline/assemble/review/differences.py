"""What two drafts differ in, as values: made by comparing.py, shown by the terminal and a page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

if TYPE_CHECKING:
    from .causes import Cause, LineSide
    from .ops import Verdict

Aspect = Literal[
    "born", "gone", "merged", "split", "rejected", "returned", "accepted",
    "kind", "stage", "renamed", "grown", "shrunk", "requoted",
]  # fmt: skip
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)  # in the order they are told


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSide:
    """A theme as one draft has it; ``stage`` is a name."""

    id: str
    kind: str
    stage: str | None
    label: str
    verdict: Verdict
    respondents: int
    of: int
    quotes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeChange:
    """What happened to a theme, or to several that hang together.

    ``people`` counts respondents before and after, ``gained`` and ``lost`` are ids of utterances.
    """

    aspects: tuple[Aspect, ...]
    before: tuple[ThemeSide, ...]
    after: tuple[ThemeSide, ...]
    people: tuple[int, int]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewSide:
    """An interview that came, went or was rewritten."""

    id: str
    path: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChange:
    """A setting, a model or a codebook that is another one; None where there was none."""

    name: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class KindChange:
    """How many utterances that stand in both drafts were given a kind, and how many lost it."""

    kind: str
    came: int
    went: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageMove:
    """How many utterances that stand in both drafts went from one stage to another; None is no stage."""

    before: str | None
    after: str | None
    utterances: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StageChange:
    """A stage that is new (``before`` is None), gone (``after`` is None) or has another name."""

    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two drafts beside each other; ``lines`` are the corrections that came into force or were taken back."""

    added: tuple[InterviewSide, ...]
    removed: tuple[InterviewSide, ...]
    rewritten: tuple[InterviewSide, ...]  # another text at the same path
    settings: tuple[SettingChange, ...]
    corrections: tuple[int, int]  # in force, before and after
    lines: tuple[LineSide, ...]
    stages: tuple[StageChange, ...]
    reordered: bool  # the stages that stand in both
    kinds: tuple[KindChange, ...]
    moves: tuple[StageMove, ...]
    felt: int  # utterances whose feeling is read otherwise
    themes: tuple[ThemeChange, ...]
    steady: int  # themes that are as they were

    @property
    def same(self) -> bool:
        """Whether nothing that is told here changed."""
        return not any(
            (self.added, self.removed, self.rewritten, self.settings, self.lines, self.stages,
             self.reordered, self.kinds, self.moves, self.felt, self.themes)
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return asdict(self)
