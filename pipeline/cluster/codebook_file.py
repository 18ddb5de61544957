"""The door of codebook files: what a researcher may write, checked, with the line of every mistake."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Any, Literal, NoReturn

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from ..errors import Message, StudyError, fault
from ..records import Kind, TouchpointType
from .patterns import parse_pattern


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def _checked(lemmas: str | list[str], info: ValidationInfo) -> str | list[str]:
    """Refuse wording that is no pattern; each language's own wording is read in that language."""
    lines = [lemmas] if isinstance(lemmas, str) else lemmas
    parts = [part for line in lines for part in line.split(";") if part.strip()]
    if not parts:
        msg = Message("there is no word to look for")
        raise ValueError(msg)
    for part in parts:
        parse_pattern(part, (info.context or {}).get("language", "en"))
    return lemmas


class KindEntry(_Entry):
    """A kind's name and meaning."""

    name: str = ""
    definition: str = ""


class CueEntry(_Entry):
    """Wording that speaks for a kind."""

    name: Annotated[str, Field(min_length=1)]
    lemmas: str | list[str]
    weight: Annotated[float, Field(gt=0, le=5)] = 1.0
    negated: Literal["keep", "drop", "pain", "positive"] | None = None
    tone: Annotated[float, Field(ge=-2, le=2)] = 0.0

    _check = field_validator("lemmas")(_checked)


class WordingEntry(_Entry):
    """A touchpoint's name and wording in one language."""

    name: str = ""
    lemmas: str | list[str]

    _check = field_validator("lemmas")(_checked)


class TouchpointEntry(_Entry):
    """A touchpoint: ``name`` and ``lemmas`` in the study's language, or apart under ``ru`` and ``en``."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9_]+$")]
    type: TouchpointType | None = None
    name: str = ""
    lemmas: str | list[str] | None = None
    ru: WordingEntry | None = None
    en: WordingEntry | None = None

    def wording(self, language: str) -> WordingEntry | None:
        """Return the name and wording for a language, None when there is none."""
        own = self.ru if language == "ru" else self.en
        if own is not None or self.lemmas is None:
            return own
        return WordingEntry(name=self.name, lemmas=self.lemmas)

    @field_validator("lemmas")
    @classmethod
    def _check(cls, lemmas: str | list[str] | None, info: ValidationInfo) -> str | list[str] | None:
        return lemmas if lemmas is None else _checked(lemmas, info)


class ExampleEntry(_Entry):
    """A coded unit: the interviewer's question, the sentence before, the unit, its codes."""

    text: Annotated[str, Field(min_length=1)]
    q: str = ""
    before: str = ""
    after: str = ""
    kinds: list[Kind] = []
    valence: Annotated[float, Field(ge=-2, le=2)] = 0.0
    role: Literal["client", "non_user", "expert"] = "client"
    trade: str = "study"


class CodebookFile(_Entry):
    """A whole codebook file; every key is optional."""

    language: str = ""
    kinds: dict[Kind, KindEntry] = {}
    cues: dict[Kind, list[CueEntry]] = {}
    questions: dict[str, str | list[str]] = {}
    touchpoints: list[TouchpointEntry] = []
    tones: dict[Annotated[float, Field(ge=-2, le=2)], str] = {}
    negators: list[str] = []
    intensifiers: list[str] = []
    hedges: list[str] = []
    examples: list[ExampleEntry] = []

    @field_validator("questions")
    @classmethod
    def _check(
        cls, questions: dict[str, str | list[str]], info: ValidationInfo
    ) -> dict[str, str | list[str]]:
        for lemmas in questions.values():
            _checked(lemmas, info)
        return questions


_KEYS: dict[str, type[BaseModel]] = {
    "": CodebookFile, "kinds": KindEntry, "cues": CueEntry, "touchpoints": TouchpointEntry,
    "examples": ExampleEntry,
}  # fmt: skip


def read_codebook_file(text: str, place: str, language: str) -> CodebookFile:
    """Check a codebook file's text; raises StudyError with the line and, for a key, the nearest one."""
    try:
        data = _load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        fact = Message(getattr(error, "problem", None) or "is no YAML")
        raise StudyError(
            fact, place=place, line=mark.line + 1 if mark else None, remedy="mend the line"
        ) from error
    try:
        return CodebookFile.model_validate(data or {}, context={"language": language})
    except ValidationError as error:
        _refuse(error, yaml.compose(text, Loader=yaml.BaseLoader), place)


def _load(text: str) -> Any:
    """Read YAML with every scalar left as text, or the words "no" and "on" would turn into booleans."""
    fast = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml is ten times faster, and may be absent
    try:
        return yaml.load(text, Loader=fast)  # noqa: S506 (makes nothing but text)
    except yaml.YAMLError:
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (says what is wrong in its own words)


def _refuse(error: ValidationError, root: yaml.Node | None, place: str) -> NoReturn:
    first = error.errors()[0]
    path = [part for part in first["loc"] if part not in ("[key]", "str", "list[str]")]
    line, known = _line(root, path)
    if first["type"] == "extra_forbidden" or (first["loc"][-1:] == ("[key]",) and path[0] != "tones"):
        names = _known_keys(path)
        near = get_close_matches(str(path[-1]), names, n=1)
        raise StudyError(
            "unknown key '%(key)s'",
            place=place,
            line=line,
            remedy="did you mean '%(near)s'?" if near else "known: %(known)s",
            key=path[-1],
            near="".join(near),
            known=", ".join(names),
        )
    where = ".".join(str(part) for part in known) or Message("the file")
    raise StudyError(
        "%(where)s: %(fault)s", place=place, line=line, remedy="mend it", where=where, fault=fault(first)
    )


def _known_keys(path: list[Any]) -> list[str]:
    if path[0] in ("kinds", "cues") and len(path) == 2:  # noqa: PLR2004 (the kind stands second)
        return [kind.value for kind in Kind]
    if path[0] == "touchpoints" and {"ru", "en"} & set(path[:-1]):
        return list(WordingEntry.model_fields)
    return list(_KEYS.get(str(path[0]) if len(path) > 1 else "", CodebookFile).model_fields)


def _line(node: yaml.Node | None, path: list[Any]) -> tuple[int | None, list[Any]]:
    """Return the line of a place inside the file and as much of its path as is there."""
    line, known = (node.start_mark.line + 1 if node else None), []
    for part in path:
        found = None
        if isinstance(node, yaml.MappingNode):
            pairs = ((key, value) for key, value in node.value if key.value == str(part))
            found = next(pairs, None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            found = (node.value[part], node.value[part])
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
        known.append(part)
    return line, known
