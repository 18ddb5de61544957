"""What a correction line may say: one class for each thing that people do to a draft.

Pydantic stands here because lines come from other people's programs; docs/corrections.md describes them.
"""

from __future__ import annotations

import unicodedata
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.functional_validators import AfterValidator

from ...errors import Message
from ...records import Kind, LabelOrigin

LINE_VERSION = 1
TITLE_LIMIT = 200  # characters of a label or a name
TEXT_LIMIT = 4000
AUTHOR_LIMIT = 100
VALENCE = 2

Verdict = Literal["accepted", "rejected", "open"]
TargetType = Literal["theme", "unit", "stage", "interview", "map"]


def _plain(text: str) -> str:
    """Refuse what no keyboard types: control characters, halves of characters."""
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" for char in text):
        msg = Message("the text holds a control character")
        raise ValueError(msg)
    return text


def _said(text: str) -> str:
    if not text.strip():
        msg = Message("the text is empty")
        raise ValueError(msg)
    return text


def _one_decimal(value: float) -> float:
    if round(value, 1) != value:
        msg = Message("input should have one decimal at most")
        raise ValueError(msg)
    return value + 0.0  # no negative zero


Title = Annotated[
    str, StringConstraints(max_length=TITLE_LIMIT), AfterValidator(_plain), AfterValidator(_said)
]
Text = Annotated[str, StringConstraints(max_length=TEXT_LIMIT), AfterValidator(_plain)]
Id = Annotated[str, StringConstraints(pattern=r"^[\w.:-]{1,100}$")]
LineId = Annotated[str, StringConstraints(pattern=r"^c-[0-9a-f]{16}$")]
NewTheme = Annotated[str, StringConstraints(pattern=r"^p-[\w-]{1,60}$")]
NewStage = Annotated[str, StringConstraints(pattern=r"^ps-[\w-]{1,60}$")]
Time = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}(-[0-9]{2}){2}T[0-9]{2}(:[0-9]{2}){2}(\.[0-9]{1,6})?Z$")
]
Valence = Annotated[float, Field(ge=-VALENCE, le=VALENCE), AfterValidator(_one_decimal)]
Ids = Annotated[tuple[Id, ...], Field(min_length=1)]


class Part(BaseModel):
    """A part of a line: closed, frozen, no value bent into another type."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SeenTheme(Part):
    """A theme as the machine had proposed it when the line was written."""

    kind: Kind
    stage: Id | None
    label: str
    origin: LabelOrigin
    units: tuple[Id, ...]


class Seen(Part):
    """What the machine had proposed of the themes and stages that a line names, by their ids."""

    themes: dict[Id, SeenTheme] = {}
    stages: dict[Id, str] = {}


class Target(Part):
    """What a comment is on; the id of an interview or a map is not looked up."""

    type: TargetType
    id: Annotated[str, StringConstraints(max_length=TITLE_LIMIT), AfterValidator(_plain)]


class Line(Part):
    """What all lines say: who, when, about which draft; lines of one ``group`` are undone together."""

    v: Annotated[int, Field(ge=LINE_VERSION, le=LINE_VERSION)]
    id: LineId
    study: Annotated[str, StringConstraints(pattern=r"^s-[\w-]{1,60}$")]
    draft: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{12}$")]
    author: Annotated[str, StringConstraints(max_length=AUTHOR_LIMIT), AfterValidator(_plain)]
    time: Time
    note: Text = ""
    group: Annotated[str, StringConstraints(pattern=r"^g-[\w-]{1,60}$")] | None = None
    seen: Seen = Seen()


class Rename(Line):
    """Give a theme another label."""

    op: Literal["rename"]
    theme: Id
    label: Title


class Merge(Line):
    """Put themes into one of them."""

    op: Literal["merge"]
    themes: Ids
    into: Id
    label: Title | None = None


class Split(Line):
    """Take utterances out of a theme into a new one."""

    op: Literal["split"]
    theme: Id
    units: Ids
    as_: Annotated[NewTheme, Field(alias="as")]
    label: Title


class Move(Line):
    """Take utterances out of one theme, put them into another."""

    op: Literal["move"]
    units: Ids
    from_: Annotated[Id | None, Field(alias="from")]
    to: Id | None

    @model_validator(mode="after")
    def somewhere(self) -> Self:
        """Refuse to move from nowhere to nowhere."""
        if self.from_ is None and self.to is None:
            msg = Message("one of 'from' and 'to' must name a theme")
            raise ValueError(msg)
        return self


class Create(Line):
    """Make a new theme."""

    op: Literal["create"]
    as_: Annotated[NewTheme, Field(alias="as")]
    kind: Kind
    stage: Id | None
    label: Title
    units: tuple[Id, ...]


class Code(Line):
    """Give and take kinds; neither given nor taken says that the kinds are right."""

    op: Literal["code"]
    units: Ids
    add: tuple[Kind, ...]
    remove: tuple[Kind, ...]

    @model_validator(mode="after")
    def apart(self) -> Self:
        """Refuse a kind that is given and taken at once."""
        if set(self.add) & set(self.remove):
            msg = Message("a kind stands in both 'add' and 'remove'")
            raise ValueError(msg)
        return self


class Place(Line):
    """Put utterances at a stage."""

    op: Literal["stage"]
    units: Ids
    stage: Id | None


class Feel(Line):
    """Say how an utterance feels."""

    op: Literal["valence"]
    units: Ids
    valence: Valence


class Irrelevant(Line):
    """Say that utterances tell nothing about the journey, or that they do."""

    op: Literal["irrelevant"]
    units: Ids
    on: bool


class Pin(Line):
    """Put themes and utterances first."""

    op: Literal["pin"]
    themes: tuple[Id, ...] = ()
    units: tuple[Id, ...] = ()
    on: bool

    @model_validator(mode="after")
    def something(self) -> Self:
        """Refuse to pin nothing."""
        if not self.themes and not self.units:
            msg = Message("'themes' or 'units' must name something")
            raise ValueError(msg)
        return self


class Judge(Line):
    """Accept or reject themes."""

    op: Literal["judge"]
    themes: Ids
    verdict: Verdict


class Retheme(Line):
    """Give a theme another kind or stage; a stage that is not said stays, null is none."""

    op: Literal["retheme"]
    theme: Id
    kind: Kind | None = None
    stage: Id | None = None

    @property
    def staged(self) -> bool:
        """Whether the line says a stage."""
        return "stage" in self.model_fields_set

    @model_validator(mode="after")
    def something(self) -> Self:
        """Refuse a line that changes nothing."""
        if self.kind is None and not self.staged:
            msg = Message("'kind' or 'stage' must be given")
            raise ValueError(msg)
        return self


class StageRename(Line):
    """Give a stage another name."""

    op: Literal["stage_rename"]
    stage: Id
    name: Title


class StageOrder(Line):
    """Put stages in another order."""

    op: Literal["stage_order"]
    order: Ids


class StageMerge(Line):
    """Put a stage into another one."""

    op: Literal["stage_merge"]
    stage: Id
    into: Id


class StageAdd(Line):
    """Make a new stage; after none is first."""

    op: Literal["stage_add"]
    as_: Annotated[NewStage, Field(alias="as")]
    name: Title
    after: Id | None


class Comment(Line):
    """Remark on something."""

    op: Literal["comment"]
    on: Target
    text: Annotated[Text, AfterValidator(_said)]


class Retract(Line):
    """Undo a line."""

    op: Literal["retract"]
    line: LineId


Edit = (
    Rename | Merge | Split | Move | Create | Code | Place | Feel | Irrelevant | Pin | Judge | Retheme
    | StageRename | StageOrder | StageMerge | StageAdd | Comment | Retract
)  # fmt: skip
Correction = Annotated[Edit, Field(discriminator="op")]


def as_json(line: Edit) -> dict[str, Any]:
    """Return what stands in the line, said as plain values for JSON."""
    return line.model_dump(mode="json", by_alias=True, exclude_unset=True)
