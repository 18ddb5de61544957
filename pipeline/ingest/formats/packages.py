"""Zip archives with XML inside (.docx, .odt, .xlsx, .qdpx): bombs and entities are refused."""

from __future__ import annotations

import zipfile
from io import BytesIO

from ...errors import Message

LIMIT_UNPACKED = 400 * 2**20  # bytes of all parts together
LIMIT_RATIO, SMALL = 300, 10 * 2**20  # a part may not unpack to more than 300 times its size, if large


class TooLargeError(Exception):
    """An archive that would unpack beyond all measure; ``fact`` says it to a person."""

    def __init__(self, fact: Message) -> None:
        """Keep the fact."""
        super().__init__(fact)
        self.fact = fact


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
