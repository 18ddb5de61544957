"""REFI-QDA projects (.qdpx of QualCoder, MAXQDA, NVivo, ATLAS.ti): each text inside is an interview."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

from ...errors import EmptySource, Message, SourceError, UnreadableSource
from ..containers import BINARY, QDPX, document_kind
from ..decoding import decode
from ..mojibake import mend
from .base import TranscriptFormat
from .packages import guard, opened
from .pieces import clean

if TYPE_CHECKING:
    from ...records import ParsedTranscript, Source

NAME = "qdpx"
ONE_BY_ONE = "export each interview from the program as a text of its own"
INTERNAL = "internal://"
INSIDE = "!/"  # between a project and the name of a text in it: «проект.qdpx!/Анна»


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

    inner = only_text(source)
    return replace(detect(inner).parse(inner), format=NAME)


def split(source: Source) -> tuple[Source | SourceError, ...]:
    """Return each text of a project with several as a source of its own, or why it cannot be read.

    Its path is the project's, ``!/`` and the name that the text has in the project.  A project with one text
    or none, a damaged one, and every other source come back as they are.
    """
    if not is_qdpx(source):
        return (source,)
    try:
        texts = _texts(source)
    except UnreadableSource:
        return (source,)  # parsing says what is wrong
    if len(texts) < 2:  # noqa: PLR2004 (a project with one text is itself an interview)
        return (source,)
    return tuple(_part(source, name, path) for name, path in texts)


def _part(source: Source, name: str, path: str) -> Source | SourceError:
    try:
        return _inner(source, path, f"{source.path}{INSIDE}{name}")
    except SourceError as error:
        return error


def only_text(source: Source) -> Source:
    """Return the project's only text as a source of its own; its place is named inside the project.

    Raises UnreadableSource for a project with none or several, and for a damaged one.
    """
    texts = _texts(source)
    if len(texts) != 1:
        raise UnreadableSource(
            "the project holds %(n)s texts; one file is one interview",
            place=source.path,
            remedy=ONE_BY_ONE,
            n=len(texts),
        )
    return _inner(source, texts[0][1], source.path)


def _inner(source: Source, path: str, place: str) -> Source:
    """Read a text inside the project; faults are named by ``place``."""
    try:
        name, data = _member(source.data, path)
    except Exception as error:  # zip faults share no ancestor
        raise _damaged(place, error) from error
    if not name:
        fact = "the project's text lies outside its file"
        raise UnreadableSource(fact, place=place, remedy=ONE_BY_ONE)
    place = place if INSIDE in place else f"{source.path}/{name}"
    text, encoding = decode(data, place)
    text = mend(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
    if not text.strip():
        raise EmptySource("the file is empty", place=place, remedy=ONE_BY_ONE)
    sha256 = hashlib.sha256(data).hexdigest()
    return replace(source, path=place, sha256=sha256, data=data, text=text, encoding=encoding)


def _damaged(place: str, error: Exception) -> UnreadableSource:
    fault = Message("the document is damaged (%(fault)s)", fault=type(error).__name__)
    return UnreadableSource(fault, place=place, remedy=ONE_BY_ONE)


def _texts(source: Source) -> tuple[tuple[str, str], ...]:
    """Return name and path of every text of the project; no two names are the same."""
    with opened(source, ONE_BY_ONE):
        elements = _elements(source.data)
    found: dict[str, str] = {}
    for named, path in elements:
        name = clean(named).replace("/", "_").replace("\\", "_") or clean(path.rsplit("/", 1)[-1]) or "?"
        same = sum(1 for known in found if known == name or known.startswith(f"{name} ("))
        found[f"{name} ({same + 1})" if same else name] = path
    return tuple(found.items())


def _elements(data: bytes) -> list[tuple[str, str]]:
    """Return the name and the plain text's path ("" when there is none) of each text source."""
    from defusedxml.ElementTree import fromstring  # noqa: PLC0415 (needed for packed documents only)

    guard(data)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        project = fromstring(archive.read("project.qde"), forbid_dtd=True)
    found = (element for element in project.iter() if element.tag.rsplit("}", 1)[-1] == "TextSource")
    return [(element.get("name") or "", element.get("plainTextPath") or "") for element in found]


def _member(data: bytes, path: str) -> tuple[str, bytes]:
    """Return name and bytes of a text inside the project; the folder's case differs between programs."""
    if not path.startswith(INTERNAL):
        return "", b""
    wanted = f"sources/{path.removeprefix(INTERNAL)}".casefold()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        name = next((name for name in archive.namelist() if name.casefold() == wanted), "")
        return name, archive.read(name) if name else b""


FORMAT = TranscriptFormat(name=NAME, extensions=("qdpx",), sniff=sniff, parse=parse)
