"""What a model may answer: a JSON schema for it, and the check of what it answered, item by item."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, StrictInt, StrictStr, ValidationError

from ...records import Kind
from .base import CodeAnswer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .base import CodeRequest

THEME_LIMIT = 60  # characters of a theme's name
QUOTED_WORDS = 6  # a name that repeats so many words of the talk in a row is a quote
SHOWN = 40  # characters of a wrong value that are shown to the model
MOST_OBJECTS = 100  # a prose with more braces is no answer
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an answer: a key of the prompts' faults, the unit (None: the whole), a detail."""

    what: str
    unit: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers that hold, and what was wrong with the rest."""

    answers: tuple[CodeAnswer, ...]
    faults: tuple[Fault, ...]


class Item(BaseModel):
    """An item as it must be written; what it names is checked against the request."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unit: StrictInt
    kinds: tuple[Kind, ...]
    stage: StrictStr | None = None
    theme: StrictStr | None = None


def answer_schema(request: CodeRequest) -> dict[str, Any]:
    """Return the JSON Schema of an answer to this request."""
    item = {
        "type": "object",
        "properties": {
            "unit": {"type": "integer", "enum": list(request.numbers)},
            "kinds": {"type": "array", "items": {"type": "string", "enum": [kind.value for kind in Kind]}},
            "stage": {"enum": [*(stage.id for stage in request.stages), None]},
            "theme": {"type": ["string", "null"], "maxLength": THEME_LIMIT},
        },
        "required": ["unit", "kinds", "stage", "theme"],
        "additionalProperties": False,
    }
    return {
        "type": "object",
        "properties": {"units": {"type": "array", "items": item, "maxItems": len(request.units)}},
        "required": ["units"],
        "additionalProperties": False,
    }


def dump_answers(answers: Iterable[CodeAnswer]) -> str:
    """Write answers the way ``read_answer`` reads them."""
    units = [
        {"unit": found.unit, "kinds": list(found.kinds), "stage": found.stage, "theme": found.theme}
        for found in sorted(answers, key=lambda found: found.unit)
    ]
    return json.dumps({"units": units}, ensure_ascii=False)


def read_answer(text: str, request: CodeRequest) -> Checked:
    """Check what a model answered: each item holds or is refused on its own.

    Prose around the JSON is passed over.  A unit that is answered in two ways is refused.
    """
    items = _items(text)
    if isinstance(items, Fault):
        return Checked((), (items,))
    answers: dict[int, CodeAnswer] = {}
    faults: list[Fault] = []
    spoken = list(_said(request))
    for item in items:
        found = _answer(item, request, spoken)
        if isinstance(found, Fault):
            faults.append(found)
        elif answers.setdefault(found.unit, found) != found:
            faults.append(Fault("twice", found.unit))
    refused = {fault.unit for fault in faults}
    held = tuple(answers[number] for number in sorted(answers) if number not in refused)
    return Checked(held, tuple(faults))


def _items(text: str) -> list[Any] | Fault:
    """Return the items of an answer: of the last whole list, else the whole items of a list cut short."""
    spoken = text.rpartition("</think>")[2].partition("<think>")[0]
    objects = list(_objects(spoken))
    lists = [value["units"] for value in objects if isinstance(value.get("units"), list)]
    if lists:
        last: list[Any] = lists[-1]
        return last
    whole = [value for value in objects if "unit" in value]
    return whole or Fault("no_units" if objects else "no_json")


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """Yield the outermost whole JSON objects of a text; what is broken or too deep is passed over."""
    decoder = json.JSONDecoder()
    at = text.find("{")
    for _ in range(MOST_OBJECTS):
        if at < 0:
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            at += 1
        else:
            yield value
        at = text.find("{", at)


def _answer(item: Any, request: CodeRequest, spoken: Sequence[str]) -> CodeAnswer | Fault:
    """Check one item against the request."""
    number = item.get("unit") if isinstance(item, dict) else None
    known = number if type(number) is int and number in request.numbers else None
    try:
        read = Item.model_validate_json(json.dumps(item))
    except (ValidationError, ValueError, RecursionError) as error:
        return Fault("item", known, _where(error))
    if known is None:
        return Fault("unit", None, str(read.unit)[:SHOWN])
    if read.stage is not None and read.stage not in {stage.id for stage in request.stages}:
        return Fault("stage", known, _shown(read.stage))
    theme = (read.theme or "").strip()
    if len(theme) > THEME_LIMIT or not theme.isprintable():
        return Fault("theme", known)
    if _quotes(theme, spoken):
        return Fault("quote", known)
    return CodeAnswer(
        unit=known, kinds=tuple(dict.fromkeys(read.kinds)), stage=read.stage, theme=theme or None
    )


def _where(error: Exception) -> str:
    """Name the key of an item that is wrong."""
    if not isinstance(error, ValidationError):
        return ""
    first = error.errors()[0]
    return _shown(str(first["loc"][0])) if first["loc"] else ""


def _shown(value: str) -> str:
    return " ".join(value.split())[:SHOWN]


def _said(request: CodeRequest) -> Iterator[str]:
    """Yield every text of the talk as words between single spaces."""
    for unit in request.units:
        for text in (unit.text, unit.question, unit.before, unit.after):
            yield f" {' '.join(_words(text))} "


def _quotes(theme: str, spoken: Sequence[str]) -> bool:
    """Tell whether a name repeats the talk word for word."""
    words = _words(theme)
    pieces = (f" {' '.join(words[at : at + QUOTED_WORDS])} " for at in range(len(words) - QUOTED_WORDS + 1))
    return any(piece in text for piece in pieces for text in spoken)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("ё", "е"))
