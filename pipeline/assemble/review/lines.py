"""Correction lines and their file, corrections.jsonl: UTF-8, one JSON object a line."""

from __future__ import annotations

import json
import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from ...errors import CorrectionError, Message, fault
from .ops import LINE_VERSION, Comment, Correction, Edit, Seen, as_json

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from .board import BoardStage

__all__ = [
    "Correction",
    "Edit",
    "as_json",
    "check_line",
    "dump_lines",
    "read_lines",
    "resolve_stages",
    "themes_named",
]

SIZE_LIMIT = 64 * 2**20
TAKE_AGAIN = "take the file once more from where it was made"
REMOVE = "correct the line or delete it"
SEE = "see docs/corrections.md"
_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_LINE: TypeAdapter[Edit] = TypeAdapter(Correction)
GONE = "?"  # ends the id of a stage that there is no longer; no real id holds it
_STAGES = {  # the fields that name stages
    "create": ("stage",),
    "stage": ("stage",),
    "retheme": ("stage",),
    "stage_rename": ("stage",),
    "stage_order": ("order",),
    "stage_merge": ("stage", "into"),
    "stage_add": ("after",),
}
_THEMES = {  # the fields that name themes
    "rename": ("theme",),
    "merge": ("themes", "into"),
    "split": ("theme",),
    "move": ("from_", "to"),
    "pin": ("themes",),
    "judge": ("themes",),
    "retheme": ("theme",),
}
OPS: tuple[str, ...] = tuple(get_args(kind.model_fields["op"].annotation)[0] for kind in get_args(Edit))


def read_lines(data: bytes, place: str, study: str | Collection[str] | None = None) -> tuple[Edit, ...]:
    """Return the lines of a file in its order; the same line standing twice is one.

    ``study`` is the id that every line must name, or all ids that the study has had; None takes that of the
    first line.  Raises CorrectionError with the line for what is no line of a correction.
    """
    names = {study} if isinstance(study, str) else set(study or ())
    if len(data) > SIZE_LIMIT:
        raise CorrectionError(
            "is larger than %(limit)s MB", place=place, remedy="split it", limit=SIZE_LIMIT >> 20
        )
    found: dict[str, Edit] = {}
    for number, raw in _rows(data, place):
        line = check_line(raw, place, number)
        names = names or {line.study}
        _same_study(line, names, place, number)
        known = found.setdefault(line.id, line)
        if known is not line and as_json(known) != as_json(line):
            raise CorrectionError(
                "line %(id)s stands twice and says two things",
                place=place,
                line=number,
                remedy="delete one of them",
                id=line.id,
            )
    return tuple(found.values())


def dump_lines(lines: Iterable[Edit]) -> bytes:
    """Return the bytes of corrections.jsonl: the same lines give the same bytes."""
    rows = (json.dumps(as_json(line), ensure_ascii=False, sort_keys=True) for line in lines)
    return "".join(f"{row}\n" for row in rows).encode()


def check_line(raw: bytes | str, place: str, number: int | None = None) -> Edit:
    """Return the line that a JSON text holds; raises CorrectionError for one that cannot be."""
    said = _parsed(raw, place, number)
    op = said.get("op")
    version = said.get("v")
    if isinstance(version, int) and version > LINE_VERSION:
        raise CorrectionError(
            "the line was written by a later version",
            place=place,
            line=number,
            remedy="update interview-cjm",
        )
    if op is None:
        raise CorrectionError("the line has no 'op'", place=place, line=number, remedy=SEE)
    if op not in OPS:
        near = get_close_matches(str(op), OPS, n=1)
        raise CorrectionError(
            "unknown op '%(op)s'",
            place=place,
            line=number,
            remedy="did you mean '%(near)s'?" if near else "known: %(known)s",
            op=op,
            near="".join(near),
            known=", ".join(OPS),
        )
    try:
        return _LINE.validate_json(raw)
    except ValidationError as error:
        raise _wrong(error, place, number) from error


def _rows(data: bytes, place: str) -> Iterator[tuple[int, bytes]]:
    """Yield the lines that are not empty, numbered from 1."""
    body = data.removeprefix(b"\xef\xbb\xbf")
    for number, row in enumerate(body.split(b"\n"), start=1):
        raw = row.strip(b" \t\r")
        if found := _CONTROL.search(raw):
            raise CorrectionError(
                "holds a control character (%(code)s)",
                place=place,
                line=number,
                remedy=TAKE_AGAIN,
                code=f"U+{found[0][0]:04X}",
            )
        if raw:
            yield number, raw


def _parsed(raw: bytes | str, place: str, number: int | None) -> dict[str, Any]:
    """Read a line as a JSON object."""
    try:
        said = from_json(raw.encode() if isinstance(raw, str) else raw, allow_inf_nan=False)
    except ValueError as error:
        if isinstance(raw, bytes) and not _is_text(raw):
            raise CorrectionError("is not UTF-8", place=place, line=number, remedy=TAKE_AGAIN) from error
        cut = "EOF while parsing" in str(error)
        raise CorrectionError(
            "the line is cut off" if cut else "the line is no JSON",
            place=place,
            line=number,
            remedy=TAKE_AGAIN if cut else REMOVE,
        ) from error
    if not isinstance(said, dict):
        raise CorrectionError("the line is no JSON object", place=place, line=number, remedy=REMOVE)
    return said


def _is_text(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _wrong(error: ValidationError, place: str, number: int | None) -> CorrectionError:
    """Say what is wrong with a line: its first wrong field, and the nearest known one if it is unknown."""
    first = error.errors()[0]
    where = [str(part) for part in first["loc"][1:]]  # the first is the op
    near: list[str] = []
    if first["type"] == "extra_forbidden":
        near = get_close_matches(where[-1], _fields(str(first["loc"][0])), n=1)
    return CorrectionError(
        "%(where)s: %(fault)s",
        place=place,
        line=number,
        remedy="did you mean '%(near)s'?" if near else SEE,
        where=".".join(where) or Message("the whole line"),
        fault=fault(first),
        near="".join(near),
    )


def _fields(op: str) -> list[str]:
    """Return the names of an op's fields."""
    kind = get_args(Edit)[OPS.index(op)] if op in OPS else None
    return [field.alias or name for name, field in kind.model_fields.items()] if kind else []


def _same_study(line: Edit, names: set[str], place: str, number: int) -> None:
    if line.study not in names:
        raise CorrectionError(
            "the line is of study %(other)s, not of %(study)s",
            place=place,
            line=number,
            remedy="give each study its own file of corrections",
            other=line.study,
            study=" / ".join(sorted(names)),
        )


def themes_named(line: Edit) -> tuple[str, ...]:
    """Return the ids of the themes that a line names, in its order."""
    if isinstance(line, Comment):
        return (line.on.id,) if line.on.type == "theme" else ()
    named: list[str] = []
    for name in _THEMES.get(line.op, ()):
        value = getattr(line, name)
        named.extend((value,) if isinstance(value, str) else value or ())
    return tuple(named)


def resolve_stages(lines: Iterable[Edit], stages: Sequence[BoardStage]) -> tuple[Edit, ...]:
    """Return the lines with the ids that their stages have today.

    A stage is the one of the same id and name as seen, else the first of that name; one that is there no
    longer gets an id that no stage has, so that what is said of it is ignored.
    """
    names = {stage.id: stage.name for stage in stages}
    of_name = {stage.name: stage.id for stage in reversed(stages)}
    found = []
    for line in lines:
        moved = {}
        for id_, name in line.seen.stages.items():
            if names.get(id_) != name and not id_.endswith(GONE):
                moved[id_] = of_name.get(name, id_ + GONE)
        found.append(_restaged(line, moved) if moved else line)
    return tuple(found)


def _restaged(line: Edit, moved: Mapping[str, str]) -> Edit:
    """Return a line whose stages have other ids."""
    changes: dict[str, Any] = {}
    for name in _STAGES.get(line.op, ()):
        if name in line.model_fields_set:  # what a line does not say, it does not say afterwards
            value = getattr(line, name)
            one = value is None or isinstance(value, str)
            changes[name] = moved.get(value, value) if one else tuple(moved.get(id_, id_) for id_ in value)
    if isinstance(line, Comment) and line.on.type == "stage":
        changes["on"] = line.on.model_copy(update={"id": moved.get(line.on.id, line.on.id)})
    themes = {
        id_: theme.model_copy(update={"stage": moved.get(theme.stage, theme.stage)}) if theme.stage else theme
        for id_, theme in line.seen.themes.items()
    }
    stages = {moved.get(id_, id_): name for id_, name in line.seen.stages.items()}
    return line.model_copy(update={**changes, "seen": Seen.model_construct(themes=themes, stages=stages)})
