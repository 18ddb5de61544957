"""The tables of plug-ins: one line a variant, imported when it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import TYPE_CHECKING, Generic, TypeVar

from .errors import CjmError, Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .assemble.exports.base import Export
    from .assemble.maps.base import MapKind
    from .cluster.embedders.base import EmbedderFactory
    from .ingest.formats.base import TranscriptFormat

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """Names and where their values live, as ``module:ATTRIBUTE`` below ``package``."""

    what: Message
    package: str
    entries: Mapping[str, str]

    def get(self, name: str) -> T:
        """Import and return the value called ``name``; raises CjmError for an unknown one."""
        if name not in self.entries:
            near = get_close_matches(name, self.entries, n=1)
            raise CjmError(
                "unknown %(what)s '%(name)s'",
                remedy="did you mean '%(near)s'?" if near else "known: %(known)s",
                what=self.what,
                name=name,
                near="".join(near),
                known=", ".join(self.entries),
            )
        module, attribute = self.entries[name].split(":")
        value: T = getattr(import_module(f"{__package__}.{self.package}.{module}"), attribute)
        return value

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names."""
        return iter(self.entries)

    def values(self) -> Iterator[T]:
        """Import and yield every value in table order."""
        return (self.get(name) for name in self.entries)


FORMATS: Table[TranscriptFormat] = Table(
    Message("transcript format"),
    "ingest.formats",
    {
        "teams-vtt": "teams_vtt:FORMAT",
        "zoom-vtt": "zoom_vtt:FORMAT",
        "vtt": "vtt:FORMAT",
        "srt": "srt:FORMAT",
        "teams-docx": "teams_docx:FORMAT",
        "labelled-docx": "labelled_docx:FORMAT",
        "odt": "odt:FORMAT",
        "rtf": "rtf:FORMAT",
        "pdf": "pdf:FORMAT",
        "html": "html:FORMAT",
        "xlsx": "xlsx:FORMAT",
        "ods": "ods:FORMAT",
        "table-text": "table_text:FORMAT",
        "elan-eaf": "elan_eaf:FORMAT",
        "elan-text": "elan_text:FORMAT",
        "qdpx": "qdpx:FORMAT",
        "telemost": "telemost:FORMAT",
        "whisper-json": "whisper_json:FORMAT",
        "whisperx-json": "whisperx_json:FORMAT",
        "speechkit-json": "speechkit_json:FORMAT",
        "fireflies-json": "fireflies_json:FORMAT",
        "aws-json": "aws_json:FORMAT",
        "utterances-json": "utterances_json:FORMAT",
        "whisper-tsv": "whisper_tsv:FORMAT",
        "timed-text": "timed_text:FORMAT",
        "google-meet": "google_meet:FORMAT",
        "otter": "otter:FORMAT",
        "tolk": "tolk:FORMAT",
        "zoom-text": "zoom_text:FORMAT",
        "maxqda": "maxqda:FORMAT",
        "question-notes": "question_notes:FORMAT",
        "labelled-text": "labelled_text:FORMAT",
        "dashes": "dashes:FORMAT",
        "plain-text": "plain_text:FORMAT",
    },
)

EMBEDDERS: Table[EmbedderFactory] = Table(
    Message("embedder"),
    "cluster.embedders",
    {
        "e5-small": "e5_small:load",
        "st": "sentence:load",
        "lsa": "lsa:load",
    },
)

MAPS: Table[MapKind] = Table(
    Message("map kind"),
    "assemble.maps",
    {
        "journey": "journey:MAP",
        "customer_eyes": "customer_eyes:MAP",
        "experience": "experience:MAP",
        "conversion": "conversion:MAP",
        "blueprint": "blueprint:MAP",
        "governance": "governance:MAP",
        "assessment": "assessment:MAP",
        "checklist": "checklist:MAP",
    },
)

EXPORTS: Table[Export] = Table(
    Message("export"),
    "assemble.exports",
    {
        "json": "json:EXPORT",
        "html": "html:EXPORT",
        "pdf": "pdf:EXPORT",
        "svg": "svg:EXPORT",
        "png": "png:EXPORT",
        "pptx": "pptx:EXPORT",
        "docx": "docx:EXPORT",
        "xlsx": "xlsx:EXPORT",
        "csv": "csv:EXPORT",
        "md": "md:EXPORT",
        "board": "board:EXPORT",
        "qdpx": "qdpx:EXPORT",
        "qdc": "qdc:EXPORT",
        "site": "site:EXPORT",
    },
)
