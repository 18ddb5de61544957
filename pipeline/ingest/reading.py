"""Files of a study folder to sources: what to read, and bytes to text."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path

from ..errors import EmptySource, StudyError, UnreadableSource, reason
from ..records import Source
from .containers import BINARY, name_container
from .decoding import decode
from .mojibake import is_lost, mend
from .webarchive import is_web_archive, read_page

LIMIT_BYTES = 64 * 2**20  # an hour of speech with a time for every word takes about 3 MB
OWN_FILES = frozenset(
    {
        "study.yaml",
        "study.yml",
        "interviews.csv",
        "stages.csv",
        "codebook.yaml",
        "codebook.yml",
        "draft.json",
        "draft.html",
    }
)
SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
SYSTEM_FOLDERS = frozenset({"__macosx"})

_UNSHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def find_sources(root: Path) -> tuple[Path, ...]:
    """Return every file below ``root`` that may be a transcript, sorted by its path in the study.

    Hidden files, the study's own files (study.yaml, interviews.csv, codebook.yaml, corrections, drafts
    and folders that hold one), readme files and what operating systems leave behind are passed over; an
    unknown kind of file is not, so that the verdict table can name it.  Raises StudyError when ``root`` is
    no folder.
    """
    if not root.is_dir():
        fact = "is a file, not a folder" if root.exists() else "there is no such folder"
        raise StudyError(fact, place=str(root), remedy="name the folder that holds the transcripts")
    found: list[Path] = []
    for folder, folders, files in os.walk(root):  # links to folders are not followed
        here = Path(folder)
        if here != root and "draft.json" in files:
            folders.clear()
            continue
        folders[:] = [name for name in folders if _open_folder(name)]
        found.extend(here / name for name in files if _may_be_transcript(name))
    return tuple(sorted(found, key=lambda path: path.relative_to(root).as_posix()))


def _open_folder(name: str) -> bool:
    return not name.startswith(".") and name.lower() not in SYSTEM_FOLDERS


def _may_be_transcript(name: str) -> bool:
    lower = name.lower()
    own = lower in OWN_FILES or lower in SYSTEM_FILES or lower.split(".")[0] == "readme"
    own = own or (lower.startswith("corrections") and lower.endswith(".jsonl"))  # as the report saved them
    return not own and not lower.startswith((".", "~$"))  # ~$ marks a document open in Word


def read_source(root: Path, path: Path, *, limit_bytes: int = LIMIT_BYTES) -> Source:
    r"""Read one file of the study below ``root``.

    ``path`` of the result is relative to ``root`` with forward slashes, ``text`` has ``\n`` line ends
    and no byte order mark, and is turned back where it had been saved in a wrong encoding; a .docx keeps
    ``text=None`` and ``encoding="binary"``.  Raises EmptySource for a file without a character and
    UnreadableSource for one that leaves the folder, is too large, cannot be opened or is no text.
    """
    place = _place(root, path)
    data = _bytes(root, path, place, limit_bytes)
    sha256 = hashlib.sha256(data).hexdigest()
    if name_container(data, place):
        return Source(path=place, sha256=sha256, data=data, encoding=BINARY)
    text, encoding = read_page(data, place) if is_web_archive(data) else decode(data, place)
    text = mend(text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff"))
    if not text.strip("\0 \t\n\u00a0\u200b\ufeff"):
        raise EmptySource("the file is empty", place=place, remedy="remove it or export it again")
    if is_lost(text):
        raise UnreadableSource(
            "its letters became question marks when it was saved",
            place=place,
            remedy="export it again from where it came, as UTF-8",
        )
    return Source(path=place, sha256=sha256, data=data, text=text, encoding=encoding)


def place_in(root: Path, path: Path) -> str:
    """Return a file's path in the study with forward slashes.

    What a name cannot show (control characters, changes of direction, bytes that are no UTF-8) stands as
    ``%`` and its number, for the name goes to terminals, tables and files.  Raises ValueError for a path
    outside.
    """
    return _UNSHOWN.sub(lambda char: f"%{ord(char[0]):02X}", path.relative_to(root).as_posix())


def _place(root: Path, path: Path) -> str:
    whole = Path(os.path.abspath(path))  # noqa: PTH100 (resolve() would follow the link we want to name)
    base = Path(os.path.abspath(root))  # noqa: PTH100
    try:
        return place_in(base, whole)
    except ValueError:
        remedy = "copy it into the folder"
        raise UnreadableSource("lies outside the study folder", place=str(path), remedy=remedy) from None


def _bytes(root: Path, path: Path, place: str, limit_bytes: int) -> bytes:
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            fact = "links to a file outside the study folder"
            raise UnreadableSource(fact, place=place, remedy="copy that file into the folder")
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
            raise UnreadableSource("is no ordinary file", place=place, remedy="remove it")
        if status.st_size > limit_bytes:
            raise UnreadableSource(
                "is %(size)s MB, more than the limit of %(limit)s MB",
                place=place,
                remedy="split it, or put its text alone there",
                size=round(status.st_size / 2**20),
                limit=round(limit_bytes / 2**20),
            )
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableSource(
            "cannot be opened (%(reason)s)",
            place=place,
            remedy="check that it exists and may be read",
            reason=reason(error),
        ) from error
    except RuntimeError as error:  # Python 3.11 and 3.12 name a circle of links so
        raise UnreadableSource("is a circle of links", place=place, remedy="remove it") from error
    if not data:
        raise EmptySource("the file is empty", place=place, remedy="remove it or export it again")
    return data
