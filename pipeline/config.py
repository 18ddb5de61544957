"""What the researcher says: study.yaml and interviews.csv.

Pydantic checks the values, PyYAML's node marks give the line of what is wrong.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from .config_stages import STAGE_LIMIT, StageSpec, Text, numbered_stages
from .errors import CjmError, Message, StudyError, fault, reason
from .records import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

STUDY_FILE = "study.yaml"
INTERVIEWS_FILE = "interviews.csv"
CSV_COLUMNS = ("path", "role", "respondents", "interviewers", "segment", "language", "format")
SPEAKER_SEPARATOR = ";"
OLLAMA = "http://127.0.0.1:11434/v1"
_HOST = r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63}){0,20}|\[[0-9A-Fa-f:.]{2,45}\]"
_PORT = r":([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])"
# no user, no password, no query: the address is kept with the run
_ADDRESS = re.compile(rf"https?://({_HOST})({_PORT})?(/[\w./~-]*)?", re.ASCII)
YAML_FAULTS = (  # what PyYAML says of the usual slips
    Message("is no YAML"),
    Message("mapping values are not allowed here"),
    Message("could not find expected ':'"),
    Message("expected the node content, but found '<stream end>'"),
    Message("expected ',' or ']', but got '<stream end>'"),
    Message("expected <block end>, but found '<block mapping start>'"),
    Message("expected <block end>, but found '<block sequence start>'"),
    Message("expected <block end>, but found '<scalar>'"),
    Message("expected <block end>, but found '-'"),
    Message("found character '\\t' that cannot start any token"),
    Message("found unexpected end of stream"),
)
MAKE_READABLE = "check that it exists and may be read"

HIDE_LIMIT = 500
HiddenType = Literal["name", "company", "address", "phone", "email", "url", "document", "other"]


class CoderSpec(BaseModel):
    """A model on a server of one's own that codes utterances; the texts go to ``url``."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    url: str = OLLAMA
    model: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]

    @field_validator("url")
    @classmethod
    def plain_address(cls, value: str) -> str:
        """Take an http address without user, password and query; a slash at its end is dropped."""
        if not _ADDRESS.fullmatch(value.strip()):
            msg = Message("an address like %(url)s is needed", url=OLLAMA)
            raise ValueError(msg)
        return value.strip().rstrip("/")


class HideSpec(BaseModel):
    """A text to be hidden wherever it is said, in any case and spelling of its letters."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    text: Text
    type: HiddenType = "name"


class StudyConfig(BaseModel):
    """study.yaml with its defaults."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title: str = ""
    product: str = ""
    language: Literal["ru", "en"] | None = None
    map: str | Annotated[tuple[Text, ...], Field(min_length=1, max_length=20)] = "journey"
    stages: str | Annotated[tuple[StageSpec, ...], Field(min_length=1, max_length=STAGE_LIMIT)] = "auto"
    codebook: str | None = None
    anonymize: bool = True
    keep: tuple[Text, ...] = ()  # names that are nobody's: products, firms, places
    hide: Annotated[tuple[HideSpec, ...], Field(max_length=HIDE_LIMIT)] = ()  # what the finder does not know
    hide_companies: bool = False  # every company becomes «[КОМПАНИЯ 1]», except those of keep
    embedder: str = "e5-small"
    coder: CoderSpec | None = None

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of maps that a draft holds, the first of them first."""
        return (self.map,) if isinstance(self.map, str) else tuple(dict.fromkeys(self.map))

    @field_validator("hide", mode="before")
    @classmethod
    def accept_plain_texts(cls, value: object) -> object:
        """Read a plain text as a name."""
        plain = value if isinstance(value, list) else ()
        return [{"text": one} if isinstance(one, str) else one for one in plain] or value

    @field_validator("stages", mode="before")
    @classmethod
    def number_stages(cls, value: object) -> object:
        """Give stages without an id one; accept plain names and sub-stages; refuse a repeated id."""
        return numbered_stages(value) if isinstance(value, list) else value


class InterviewRow(BaseModel):
    """One line of interviews.csv; an empty cell means "as the tool guesses"."""

    model_config = ConfigDict(extra="ignore", frozen=True)
    path: str
    role: Role | None = None
    respondents: tuple[str, ...] = ()
    interviewers: tuple[str, ...] = ()
    segment: str | None = None
    language: Literal["ru", "en"] | None = None
    format: str | None = None

    @field_validator("role", "segment", "language", "format", mode="before")
    @classmethod
    def empty_is_none(cls, value: object) -> object:
        """Read an empty cell as nothing said."""
        return (value.strip() or None) if isinstance(value, str) else value

    @field_validator("respondents", "interviewers", mode="before")
    @classmethod
    def split_names(cls, value: object) -> object:
        """Split a cell of names at semicolons."""
        if not isinstance(value, str):
            return value
        return tuple(name.strip() for name in value.split(SPEAKER_SEPARATOR) if name.strip())

    def cells(self) -> dict[str, str]:
        """Return the row as csv cells."""
        return {
            "path": self.path,
            "role": self.role or "",
            "respondents": f"{SPEAKER_SEPARATOR} ".join(self.respondents),
            "interviewers": f"{SPEAKER_SEPARATOR} ".join(self.interviewers),
            "segment": self.segment or "",
            "language": self.language or "",
            "format": self.format or "",
        }


def load_study(root: Path) -> StudyConfig:
    """Read ``root/study.yaml``; a study without one has the defaults and its folder's name as title.

    Raises StudyError with file and line for a folder that is not there, broken YAML, an unknown
    key (naming the nearest valid one) or a wrong value.
    """
    if not root.is_dir():
        raise StudyError(
            "no such study folder", place=str(root), remedy="name the folder with the transcripts"
        )
    path = root / STUDY_FILE
    config = parse_study(read_text(path), str(path)) if path.is_file() else StudyConfig()
    return config if config.title else config.model_copy(update={"title": root.resolve().name})


def parse_study(text: str, place: str) -> StudyConfig:
    """Check the text of a study.yaml; raises StudyError with the line."""
    data, lines = parse_yaml(text, place)
    check_keys(data, StudyConfig.model_fields, lines, place)
    try:
        return StudyConfig.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        where = ".".join(str(part) for part in first["loc"] if part != "str")
        raise StudyError(
            "%(where)s: %(fault)s",
            place=place,
            line=lines.get(key),
            remedy="see docs/draft-file.md",
            where=where,
            fault=fault(first),
        ) from error


def wished_coder(known: CoderSpec | None, url: str | None, model: str | None) -> CoderSpec | None:
    """Put what the command line says over the study's coder; raises CjmError for what cannot be."""
    if url is None and model is None:
        return known
    wishes = {"url": url, "model": model}
    said = {name: value for name, value in wishes.items() if value is not None}
    try:
        return CoderSpec.model_validate((known.model_dump() if known else {}) | said)
    except ValidationError as error:
        first = error.errors()[0]
        option = "--coder" if first["loc"][0] == "url" else "--model"
        remedy = "see docs/local-model.md"
        raise CjmError("%(where)s: %(fault)s", remedy=remedy, where=option, fault=fault(first)) from error


def parse_yaml(text: str, place: str) -> tuple[dict[str, Any], dict[str, int]]:
    """Parse a YAML mapping; return it and the line of each top-level key (from 1)."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        fact = Message(getattr(error, "problem", None) or "is no YAML")
        line = mark.line + 1 if mark else None
        raise StudyError(
            "not readable as YAML: %(fact)s", place=place, line=line, remedy="fix the line", fact=fact
        ) from error
    if not isinstance(data, dict):
        raise StudyError(
            "must be a list of 'key: value' lines", place=place, line=1, remedy="see docs/draft-file.md"
        )
    pairs = getattr(node, "value", ())
    return data, {str(key.value): key.start_mark.line + 1 for key, _ in pairs}


def check_keys(data: Mapping[str, Any], known: Iterable[str], lines: Mapping[str, int], place: str) -> None:
    """Refuse the first key that is not known, naming the nearest valid one."""
    known = list(known)
    for key in data:
        if key not in known:
            near = get_close_matches(str(key), known, n=1)
            raise StudyError(
                "unknown key '%(key)s'",
                place=place,
                line=lines.get(str(key)),
                remedy="did you mean '%(near)s'?" if near else "valid keys: %(known)s",
                key=key,
                near="".join(near),
                known=", ".join(known),
            )


def read_text(path: Path) -> str:
    """Read a small text file that a person wrote: UTF-8 (BOM or not), UTF-16 or windows-1251."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise StudyError(
            "cannot be read (%(reason)s)", place=str(path), remedy=MAKE_READABLE, reason=reason(error)
        ) from error
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1251"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise StudyError("is no text", place=str(path), remedy="save it as UTF-8")


@dataclass(frozen=True, slots=True)
class InterviewTable:
    """interviews.csv: the checked rows by path, and the cells as they stand (extra columns too)."""

    rows: dict[str, InterviewRow]
    columns: tuple[str, ...] = CSV_COLUMNS
    cells: tuple[dict[str, str], ...] = ()
    delimiter: str = ","

    def updated(self, rows: Iterable[InterviewRow]) -> bytes:
        """Return the file with these rows put in: known paths in place, new ones at the end.

        UTF-8 with BOM, so that Excel reads Cyrillic; columns that the researcher added are kept.
        """
        fresh = {row.path: row.cells() for row in rows}
        merged = [{**cells, **fresh.pop(_path_cell(cells), {})} for cells in self.cells]
        out = io.StringIO(newline="")
        columns = [*self.columns, *(name for name in CSV_COLUMNS if name not in self.columns)]
        writer = csv.DictWriter(out, columns, delimiter=self.delimiter, lineterminator="\r\n", restval="")
        writer.writeheader()
        writer.writerows([*merged, *(fresh[path] for path in sorted(fresh))])
        return out.getvalue().encode("utf-8-sig")


def load_interviews(root: Path) -> InterviewTable:
    """Read ``root/interviews.csv``; no file gives an empty table.

    Commas or semicolons (Russian Excel) separate; raises StudyError with the line.
    """
    path = root / INTERVIEWS_FILE
    if not path.is_file():
        return InterviewTable({})
    text = read_text(path)
    header = text.split("\n", 1)[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, restval="")
    columns = tuple(reader.fieldnames or ())
    if "path" not in columns:
        raise StudyError(
            "has no column 'path'",
            place=str(path),
            line=1,
            remedy="columns: %(names)s",
            names=", ".join(CSV_COLUMNS),
        )
    rows, kept = {}, []
    try:
        for cells in reader:
            cells.pop(None, None)  # more cells than columns
            row = _parse_row(cells, str(path), reader.line_num)
            rows[row.path] = row
            kept.append({str(name): str(value) for name, value in cells.items()})
    except csv.Error as error:
        raise StudyError(
            "the line is no CSV", place=str(path), line=reader.line_num, remedy="save it as CSV again"
        ) from error
    return InterviewTable(rows, columns, tuple(kept), delimiter)


def _path_cell(cells: Mapping[str, Any]) -> str:
    """Return a row's path with forward slashes, as Windows users may not write it."""
    return str(cells.get("path") or "").strip().replace("\\", "/")


def _parse_row(cells: Mapping[str, Any], place: str, line: int) -> InterviewRow:
    """Check one line of interviews.csv."""
    values = {key: cells.get(key) or "" for key in CSV_COLUMNS} | {"path": _path_cell(cells)}
    try:
        return InterviewRow.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        column = str(first["loc"][0])
        raise StudyError(
            "column %(column)s: '%(value)s' is not allowed",
            place=place,
            line=line,
            remedy=fault(first),
            column=column,
            value=values.get(column),
        ) from error
