"""Zip archives with XML inside (.docx, .odt, .xlsx, .qdpx): bombs and entities are refused."""

from __future__ import annotations

import zipfile
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from ...errors import Message, UnreadableSource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ...records import Source

LIMIT_UNPACKED = 400 * 2**20  # bytes of all parts together
LIMIT_RATIO, SMALL = 300, 10 * 2**20  # a part may not unpack to more than 300 times its size, if large


class TooLargeError(Exception):
    """An archive that would unpack beyond all measure; ``fact`` says it to a person."""

    def __init__(self, fact: Message) -> None:
        """Keep the fact."""
        super().__init__(fact)
        self.fact = fact


@contextmanager
def opened(source: Source, remedy: str) -> Iterator[None]:
    """Refuse the source as UnreadableSource for whatever fault comes up while its archive is read."""
    try:
        yield
    except TooLargeError as error:
        raise UnreadableSource(error.fact, place=source.path, remedy=remedy) from error
    except Exception as error:  # zip, XML and the libraries' own faults share no ancestor
        if _is_locked(source.data):
            without = "open it, save it without a password and put it there again"
            fact = "the document is protected by a password"
            raise UnreadableSource(fact, place=source.path, remedy=without) from error
        fault = Message("the document is damaged (%(fault)s)", fault=type(error).__name__)
        raise UnreadableSource(fault, place=source.path, remedy=remedy) from error


def _is_locked(data: bytes) -> bool:
    """Tell whether an OpenDocument file is protected by a password; never raises."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive, archive.open("META-INF/manifest.xml") as file:
            return b"encryption-data" in file.read(2**20)
    except Exception:  # noqa: BLE001 (whatever is wrong with it, the caller says that the document is damaged)
        return False


def guard(data: bytes) -> None:
    """Refuse zip bombs by their stated sizes, then XML parts with entities.

    Raises TooLargeError, or whatever zipfile and defusedxml raise for a damaged or hostile archive.
    A part that lies about its size is cut there by zipfile itself and fails its checksum.
    """
    from xml.sax.handler import ContentHandler  # noqa: PLC0415 (needed for packed documents only)

    from defusedxml.sax import parseString  # noqa: PLC0415 (the same)

    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > LIMIT_UNPACKED:
            raise TooLargeError(Message("the document unpacks beyond 400 MB"))
        for part in parts:
            if part.file_size > max(SMALL, LIMIT_RATIO * part.compress_size):
                raise TooLargeError(Message("the document is packed like a zip bomb"))
            if part.filename.endswith((".xml", ".rels", ".qde")):
                parseString(archive.read(part), ContentHandler(), forbid_dtd=True)
