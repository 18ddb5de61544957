"""Files that are no text, told by their first bytes: documents that are read, and what must be converted."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from ..errors import Message, UnreadableSource

BINARY = "binary"
DOCX, ODS, ODT, PDF, QDPX, RTF, XLSX = "docx", "ods", "odt", "pdf", "qdpx", "rtf", "xlsx"
ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

_TRANSCRIBE = Message(
    "transcribe the recording first (for instance with Whisper) and put the transcript here"
)
_TYPE_IT = Message("put the text itself into the folder as .txt or .docx")
_SAVE_DOCX = Message("open it in a word processor and save it as .docx or as plain text")
READ = ((b"%PDF-", PDF), (b"{\\rtf", RTF))
KNOWN = (
    (b"\x89PNG\r\n\x1a\n", Message("a picture"), _TYPE_IT),
    (b"\xff\xd8\xff", Message("a picture"), _TYPE_IT),
    (b"GIF87a", Message("a picture"), _TYPE_IT),
    (b"GIF89a", Message("a picture"), _TYPE_IT),
    (b"ID3\x02", Message("a sound file"), _TRANSCRIBE),
    (b"ID3\x03", Message("a sound file"), _TRANSCRIBE),
    (b"ID3\x04", Message("a sound file"), _TRANSCRIBE),
    (b"OggS", Message("a sound file"), _TRANSCRIBE),
    (b"fLaC", Message("a sound file"), _TRANSCRIBE),
    (b"\x1aE\xdf\xa3", Message("a video file"), _TRANSCRIBE),
    (b"MZ\x90", Message("a program"), Message("remove it")),
    (b"\x7fELF", Message("a program"), Message("remove it")),
    (b"\x1f\x8b", Message("an archive"), Message("unpack it into the folder")),
    (b"7z\xbc\xaf\x27\x1c", Message("an archive"), Message("unpack it into the folder")),
    (b"Rar!\x1a\x07", Message("an archive"), Message("unpack it into the folder")),
    (b"SQLite format 3\0", Message("a database"), Message("export the transcript as text")),
)
PACKED = (  # the name of a part, in lower case, that tells what a zip archive is
    (re.compile(r"word/.*\.xml\Z"), DOCX),
    (re.compile(r"xl/.*\.xml\Z"), XLSX),
    (re.compile(r"project\.qde\Z"), QDPX),
)
MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": ODT,
    b"application/vnd.oasis.opendocument.text-template": ODT,
    b"application/vnd.oasis.opendocument.spreadsheet": ODS,
    b"application/vnd.oasis.opendocument.spreadsheet-template": ODS,
}
OFFICE = (
    ("xl/", Message("a spreadsheet"), Message("copy the transcript into a .docx or .txt file")),
    ("ppt/", Message("a presentation"), Message("copy the transcript into a .docx or .txt file")),
    ("content.xml", Message("an OpenDocument file"), _SAVE_DOCX),
)
OLE_STREAMS = (
    ("__substg1.0_", Message("an Outlook message"), Message("save the text of the letter as .txt")),
    (
        "PowerPoint Document",
        Message("a presentation"),
        Message("copy the transcript into a .docx or .txt file"),
    ),
    (
        "Workbook",
        Message("an old spreadsheet (.xls)"),
        Message("open it in a spreadsheet program and save it as .xlsx or .csv"),
    ),
)


def name_container(data: bytes, place: str) -> str | None:
    """Return which document the bytes are ("docx", "pdf" …) and None for what may be text.

    Raises UnreadableSource, saying what the file is and what to do, for every other known container.
    """
    kind = document_kind(data)
    if kind:
        return kind
    if data.startswith(ZIP):
        raise _zip(data, place)
    if data.startswith(OLE):
        raise _ole(data, place)
    for magic, what, remedy in KNOWN:
        if data.startswith(magic):
            raise UnreadableSource("is %(what)s, not a transcript", place=place, remedy=remedy, what=what)
    if data[4:8] == b"ftyp" or (data.startswith(b"RIFF") and data[8:12] in {b"WAVE", b"AVI "}):
        raise UnreadableSource("is a sound or video file, not a transcript", place=place, remedy=_TRANSCRIBE)
    return None


def document_kind(data: bytes) -> str | None:
    """Return which of the documents that have a format the bytes are, else None; never raises."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ")
    for magic, kind in READ:
        if start.startswith(magic):
            return kind
    return _packed_kind(data) if data.startswith(ZIP) else None


def _packed_kind(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            for part, kind in PACKED:
                if any(part.match(name.lower()) for name in names):
                    return kind
            if "mimetype" not in names:
                return None
            with archive.open("mimetype") as file:  # read no further than the longest type that is known
                return MIMETYPES.get(file.read(80).strip())
    except Exception:  # noqa: BLE001 (a damaged archive fails in many ways; here they all say "not known")
        return None


def _zip(data: bytes, place: str) -> UnreadableSource:
    """Return what to say of an archive that is none of the documents."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        remedy = "open it in Word, save it anew, or export it again"
        return UnreadableSource("the document is damaged", place=place, remedy=remedy)
    for start, what, remedy in OFFICE:
        if any(name.startswith(start) for name in names):
            return UnreadableSource("is %(what)s, not a transcript", place=place, remedy=remedy, what=what)
    remedy = "unpack it into the folder"
    return UnreadableSource("is an archive, not a transcript", place=place, remedy=remedy)


def _ole(data: bytes, place: str) -> UnreadableSource:
    """Return what to say of an old Office file; its streams' names tell which program wrote it."""
    if ENCRYPTED in data or _locked_word(data):
        remedy = "open it in Word, remove the password under File → Info → Protect Document and save it"
        return UnreadableSource("the document is protected by a password", place=place, remedy=remedy)
    for stream, what, remedy in OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            return UnreadableSource("is %(what)s, not a transcript", place=place, remedy=remedy, what=what)
    return UnreadableSource("is an old Office document (.doc)", place=place, remedy=_SAVE_DOCX)


def _locked_word(data: bytes) -> bool:
    """Tell an encrypted .doc by the flag in its header, which mostly stands in the first sector."""
    header = data[512 : 512 + 12]
    return header.startswith(b"\xec\xa5") and len(header) == 12 and bool(header[11] & 1)  # noqa: PLR2004
