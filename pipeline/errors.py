"""Everything the program refuses, as one tree.

::

    CjmError                  a person can fix it: one line, exit code 1
    ├── StudyError            the study folder, study.yaml or interviews.csv
    ├── CorrectionError       a file of corrections or one of its lines
    ├── SourceError           one file; the rest of the batch goes on
    │   ├── UnreadableSource  bytes that are no text, an unknown layout, a damaged container
    │   └── EmptySource       nothing that a respondent said
    ├── EmbedderError         a model that is missing, damaged or wrongly named
    ├── StoreError            the project database
    └── DraftError            a draft that does not keep its contract or its quotes

Each message names the place, the fact and the remedy, for example
``clients/07.vtt:41: cue ends before it starts (00:12 → 00:09); fix the cue``.

Fact and remedy are English templates: whoever shows them has them told in the reader's language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Translate = Callable[[str], str]


class Message(str):
    """One line for a person: its English text, kept with the template and the values it was made of.

    ``template`` has ``%(name)s`` places, one for each of ``values``; a value that is a Message itself
    is told in the same language.
    """

    __slots__ = ("template", "values")
    template: str
    values: dict[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """Fill the template; without values it is taken as it is, ``%`` and all."""
        message = super().__new__(cls, _filled(template, values))
        message.template = template.template if isinstance(template, Message) else template
        message.values = template.values if isinstance(template, Message) else values
        return message

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        """Let copies and other processes keep template and values."""
        return (self.template,), self.values

    def told(self, translate: Translate) -> str:
        """Say it in the language of ``translate``, which turns an English template into its own."""
        values = {
            name: tell(value, translate) if isinstance(value, str) else value
            for name, value in self.values.items()
        }
        return _filled(translate(self.template) if self.template else "", values)

    def packed(self) -> dict[str, Any]:
        """Return what ``unpacked`` takes: plain values for JSON."""
        values = {n: v.packed() if isinstance(v, Message) else v for n, v in self.values.items()}
        return {"template": self.template, "values": values}

    @classmethod
    def unpacked(cls, packed: str | dict[str, Any]) -> Message:
        """Make the message again; a plain text is one without values."""
        if isinstance(packed, str):
            return cls(packed)
        values = {n: cls.unpacked(v) if isinstance(v, dict) else v for n, v in packed["values"].items()}
        return cls(packed["template"], **values)

    @classmethod
    def joined(cls, parts: list[Message], by: str = "; ") -> Message:
        """Put messages after one another."""
        names = [f"part{number}" for number in range(len(parts))]
        return cls(by.join(f"%({name})s" for name in names), **dict(zip(names, parts, strict=True)))


def _filled(template: str, values: dict[str, object]) -> str:
    """Put the values in their places and everything on one line."""
    return " ".join((str(template) % values if values else str(template)).split())


def tell(text: str, translate: Translate) -> str:
    """Say a text in another language if it is a message; any other text stays as it is."""
    return text.told(translate) if isinstance(text, Message) else text


# The operating system's reasons that a person meets; others are told in its own words.
REASONS = (
    Message("No such file or directory"),
    Message("Permission denied"),
    Message("Operation not permitted"),
    Message("File exists"),
    Message("Not a directory"),
    Message("Is a directory"),
    Message("No space left on device"),
    Message("Read-only file system"),
    Message("File name too long"),
    Message("Too many levels of symbolic links"),
    Message("Input/output error"),
)


def reason(error: OSError) -> Message:
    """Return why the operating system refused, in its own words, to stand in brackets after a fact."""
    return Message(error.strerror or str(error) or type(error).__name__)


class CjmError(Exception):
    """Something a person can fix; ``str()`` of it is one line for them in English.

    ``fact`` and ``remedy`` are templates with ``%(name)s`` places for ``values``.
    """

    def __init__(
        self, fact: str, /, *, place: str = "", line: int | None = None, remedy: str = "", **values: object
    ) -> None:
        """Keep the parts of the message: where, what is the case, what to do."""
        self.place, self.line = place, line
        self.fact = _message(fact, values)
        self.remedy = _message(remedy, values)
        super().__init__(self.fact)

    @property
    def reason(self) -> Message:
        """Return fact and remedy without the place."""
        return Message.joined([self.fact, self.remedy] if self.remedy else [self.fact])

    def __str__(self) -> str:
        """Join place, line, fact and remedy into one line."""
        return self.told(str)

    def told(self, translate: Translate) -> str:
        """Say the same in the language of ``translate``."""
        where = f"{self.place}:{self.line}" if self.place and self.line else self.place
        said = self.reason.told(translate)
        return " ".join((f"{where}: {said}" if where else said).split())


# What pydantic finds wrong with a value, in our words: its kind of error → a template for its details.
FAULTS = {
    "missing": Message("field required"),
    "extra_forbidden": Message("there is no such key"),
    "json_invalid": Message("invalid JSON"),
    "string_type": Message("input should be a text"),
    "bool_type": Message("input should be true or false"),
    "bool_parsing": Message("input should be true or false"),
    "int_type": Message("input should be a whole number"),
    "int_parsing": Message("input should be a whole number"),
    "int_from_float": Message("input should be a whole number"),
    "float_type": Message("input should be a number"),
    "float_parsing": Message("input should be a number"),
    "list_type": Message("input should be a list"),
    "tuple_type": Message("input should be a list"),
    "dict_type": Message("input should be a list of 'key: value' lines"),
    "model_type": Message("input should be a list of 'key: value' lines"),
    "string_too_short": Message("the text is empty"),
    "string_too_long": Message("the text is too long"),
    "too_short": Message("the list is too short"),
    "too_long": Message("the list is too long"),
}
LIMITS = {
    "less_than_equal": ("le", Message("input should be less than or equal to %(limit)s", limit="…")),
    "greater_than_equal": ("ge", Message("input should be greater than or equal to %(limit)s", limit="…")),
}
NOT_ALLOWED = Message("the value is not allowed")


def fault(details: Mapping[str, Any]) -> Message:
    """Return what is wrong with a value, from one of the ``errors()`` of a pydantic ValidationError."""
    kind, more = details["type"], details.get("ctx", {})
    if kind == "value_error":  # one of our own validators
        said = more["error"].args[0]
        return said if isinstance(said, Message) else Message(str(said))
    if kind in {"literal_error", "enum"}:
        return Message("input should be %(expected)s", expected=_either(more["expected"]))
    if kind in LIMITS:
        name, template = LIMITS[kind]
        return Message(template.template, limit=more[name])
    return FAULTS.get(kind, NOT_ALLOWED)


def _either(expected: str) -> Message:
    """Take "'a', 'b' or 'c'" apart, so that the "or" can be told too."""
    first, found, last = expected.rpartition(" or ")
    return Message("%(first)s or %(last)s", first=first, last=last) if found else Message(last)


def _message(text: str, values: dict[str, object]) -> Message:
    return text if isinstance(text, Message) else Message(text, **values)


class StudyError(CjmError):
    """The study folder, its study.yaml or interviews.csv."""


class CorrectionError(CjmError):
    """A file of corrections or one of its lines."""


class SourceError(CjmError):
    """One file that cannot be used; the rest of the batch goes on."""


class UnreadableSource(SourceError):  # noqa: N818 (named for what it says, as the tree shows)
    """Bytes that are no text, an unknown layout, a damaged container."""


class EmptySource(SourceError):  # noqa: N818
    """A file in which no respondent says anything."""


class EmbedderError(CjmError):
    """A model that is missing, damaged or wrongly named."""


class StoreError(CjmError):
    """The project database."""


class DraftError(CjmError):
    """A draft that does not keep its contract or its quotes."""
