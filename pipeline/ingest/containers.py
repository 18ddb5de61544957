"""Files that are no text, told by their first bytes: Word documents, and what has to be converted first."""

from __future__ import annotations

import zipfile
from io import BytesIO

from ..errors import UnreadableSource

BINARY = "binary"
DOCX = "docx"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_TRANSCRIBE = "transcribe the recording first (for instance with Whisper) and put the transcript here"
_TYPE_IT = "put the text itself into the folder as .txt or .docx"
_SAVE_DOCX = "open it in a word processor and save it as .docx or as plain text"
KNOWN = (
    (b"%PDF-", "a PDF", "copy its text into a .txt or .docx file"),
    (b"{\\rtf", "an RTF document", _SAVE_DOCX),
    (b"\x89PNG\r\n\x1a\n", "a picture", _TYPE_IT),
    (b"\xff\xd8\xff", "a picture", _TYPE_IT),
    (b"GIF87a", "a picture", _TYPE_IT),
    (b"GIF89a", "a picture", _TYPE_IT),
    (b"ID3\x02", "a sound file", _TRANSCRIBE),
    (b"ID3\x03", "a sound file", _TRANSCRIBE),
    (b"ID3\x04", "a sound file", _TRANSCRIBE),
    (b"OggS", "a sound file", _TRANSCRIBE),
    (b"fLaC", "a sound file", _TRANSCRIBE),
    (b"\x1aE\xdf\xa3", "a video file", _TRANSCRIBE),
    (b"MZ\x90", "a program", "remove it"),
    (b"\x7fELF", "a program", "remove it"),
    (b"\x1f\x8b", "an archive", "unpack it into the folder"),
    (b"7z\xbc\xaf\x27\x1c", "an archive", "unpack it into the folder"),
    (b"Rar!\x1a\x07", "an archive", "unpack it into the folder"),
    (b"SQLite format 3\0", "a database", "export the transcript as text"),
)
OFFICE = (
    ("xl/", "a spreadsheet", "copy the transcript into a .docx or .txt file"),
    ("ppt/", "a presentation", "copy the transcript into a .docx or .txt file"),
    ("content.xml", "an OpenDocument file", _SAVE_DOCX),
)


def name_container(data: bytes, place: str) -> str | None:
    """Return "docx" for a Word document and None for what may be text.

    Raises UnreadableSource, saying what the file is and what to do, for every other known container.
    """
    if data.startswith(ZIP):
        return _zip(data, place)
    if data.startswith(OLE):
        raise _ole(data, place)
    for magic, what, remedy in KNOWN:
        if data.startswith(magic):
            raise UnreadableSource(f"is {what}, not a transcript", place=place, remedy=remedy)
    if data[4:8] == b"ftyp" or (data.startswith(b"RIFF") and data[8:12] in {b"WAVE", b"AVI "}):
        raise UnreadableSource("is a sound or video file, not a transcript", place=place, remedy=_TRANSCRIBE)
    return None


def _zip(data: bytes, place: str) -> str:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        remedy = "open it in Word, save it anew, or export it again"
        raise UnreadableSource("the document is damaged", place=place, remedy=remedy) from error
    if any(name.startswith("word/") and name.endswith(".xml") for name in names):
        return DOCX
    for start, what, remedy in OFFICE:
        if any(name.startswith(start) for name in names):
            raise UnreadableSource(f"is {what}, not a transcript", place=place, remedy=remedy)
    raise UnreadableSource("is an archive, not a transcript", place=place, remedy="unpack it into the folder")


def _ole(data: bytes, place: str) -> UnreadableSource:
    if ENCRYPTED in data:
        remedy = "open it in Word, remove the password under File → Info → Protect Document and save it"
        return UnreadableSource("the document is protected by a password", place=place, remedy=remedy)
    return UnreadableSource("is an old Office document (.doc)", place=place, remedy=_SAVE_DOCX)
