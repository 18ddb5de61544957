"""REFI-QDA projects (.qdpx of QualCoder, MAXQDA, NVivo, ATLAS.ti) that hold one interview as text."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from ...errors import EmptySource, Message, UnreadableSource
from ..containers import BINARY, QDPX, document_kind
from ..decoding import decode
from .base import TranscriptFormat
from .packages import TooLargeError, guard

if TYPE_CHECKING:
    from ...records import ParsedTranscript, Source

NAME = "qdpx"
ONE_BY_ONE = "export each interview from the program as a text of its own"
INTERNAL = "internal://"


def is_qdpx(source: Source) -> bool:
    """Tell whether the source is a REFI-QDA project."""
    return source.text is None and source.encoding == BINARY and document_kind(source.data) == QDPX


def sniff(source: Source) -> float:
    """Return 0.9 for any project: no other format reads one, and parsing names what is missing."""
    return 0.9 if is_qdpx(source) else 0.0


def parse(source: Source) -> ParsedTranscript:
    """Return the turns of the project's only text, read in whatever format of texts it has.

    Raises UnreadableSource for a damaged project and for one with several texts or none inside.
    """
    from ..detect import detect  # noqa: PLC0415 (it imports the table of formats, which names this module)

    inner = _text(source)
    return replace(detect(inner).parse(inner), format=NAME)


def _text(source: Source) -> Source:
    """Return the project's only text as a source of its own; its place is named inside the project."""
    try:
        names = _plain_paths(source.data)
        name, data = _member(source.data, names[0]) if len(names) == 1 else ("", b"")
    except TooLargeError as error:
        raise UnreadableSource(error.fact, place=source.path, remedy=ONE_BY_ONE) from error
    except Exception as error:  # zip and XML faults share no ancestor
        fault = Message("the document is damaged (%(fault)s)", fault=type(error).__name__)
        raise UnreadableSource(fault, place=source.path, remedy=ONE_BY_ONE) from error
    if len(names) != 1:
        raise UnreadableSource(
            "the project holds %(n)s texts; one file is one interview",
            place=source.path,
            remedy=ONE_BY_ONE,
            n=len(names),
        )
    if not name:
        fact = "the project's text lies outside its file"
        raise UnreadableSource(fact, place=source.path, remedy=ONE_BY_ONE)
    place = f"{source.path}/{name}"
    text, encoding = decode(data, place)
    text = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    if not text.strip():
        raise EmptySource("the file is empty", place=place, remedy=ONE_BY_ONE)
    return replace(source, path=place, data=data, text=text, encoding=encoding)


def _plain_paths(data: bytes) -> list[str]:
    """Return the plain text that each text source of the project names ("" when it names none)."""
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 (needed for packed documents only)

    guard(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        project = fromstring(archive.read("project.qde"), forbid_dtd=True)
    found = (element for element in project.iter() if element.tag.rsplit("}", 1)[-1] == "TextSource")
    return [element.get("plainTextPath") or "" for element in found]


def _member(data: bytes, path: str) -> tuple[str, bytes]:
    """Return name and bytes of a text inside the project; the folder's case differs between programs."""
    if not path.startswith(INTERNAL):
        return "", b""
    wanted = f"sources/{path.removeprefix(INTERNAL)}".casefold()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        name = next((name for name in archive.namelist() if name.casefold() == wanted), "")
        return name, archive.read(name) if name else b""


FORMAT = TranscriptFormat(name=NAME, extensions=("qdpx",), sniff=sniff, parse=parse)
