"""What the researcher says of stages: the list in study.yaml."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, StringConstraints

from .errors import Message

STAGE_LIMIT = 60

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class StageSpec(BaseModel):
    """A stage as the researcher writes it; a missing id is numbered in order (s1, s2)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: Annotated[str, StringConstraints(pattern=r"^[\w.-]{1,40}$")] = ""
    name: Text
    description: str = ""
    examples: tuple[str, ...] = ()
    phase: Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)] = ""


def numbered_stages(value: list[Any]) -> list[Any]:
    """Return stages with ids: plain names become stages, sub-stages stand under their head's name.

    Raises ValueError for an id that stands twice and for sub-stages that are no list of stages.
    """
    stages = [stage for item in value for stage in _with_sub_stages(item)]
    for number, stage in enumerate(stages, start=1):
        stage.setdefault("id", f"s{number}")
    ids = [stage["id"] for stage in stages]
    for repeated in {name for name in ids if ids.count(name) > 1}:
        msg = Message("stage id '%(id)s' stands twice", id=repeated)
        raise ValueError(msg)
    return stages


def _with_sub_stages(item: Any) -> list[dict[str, Any]]:
    """Return the stages of an entry: itself, or its sub-stages with its name as their phase."""
    stage = _as_stage(item)
    if "stages" not in stage:
        return [stage]
    below, head = stage["stages"], stage.get("name")
    if (
        not isinstance(below, list)
        or not below
        or not isinstance(head, str)
        or len(stage) > len({"name", "stages"})
    ):
        msg = Message("a head of sub-stages has 'name' and a list 'stages', and nothing else")
        raise ValueError(msg)
    return [{**_as_stage(each), "phase": head} for each in below]


def _as_stage(item: Any) -> dict[str, Any]:
    """Return a plain name as a stage."""
    if isinstance(item, str):
        return {"name": item}
    if isinstance(item, dict):
        return dict(item)
    msg = Message("a stage is a name or has a name, not '%(value)s'", value=item)
    raise ValueError(msg)
