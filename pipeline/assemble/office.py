"""Office files: their zip with nothing of the clock in it, and texts that XML can hold."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from zipfile import ZipFile

from .packed import packed

EPOCH = "1980-01-01T00:00:00Z"  # the first moment a zip can tell
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*")
_LOST = "\ufffd"
# Controls that turn the order of what follows around; a label may not do that to its neighbours.
_TURNS = frozenset(chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_BLANKS = frozenset("\t\n\r\v\f\u0085\u2028\u2029")


def undated(data: bytes) -> bytes:
    """Return an office file with fixed times, in its workbooks too: the same parts give the same bytes."""
    with ZipFile(BytesIO(data)) as source:
        return packed({name: _undated(name, source.read(name)) for name in source.namelist()})


def _undated(name: str, body: bytes) -> bytes:
    """Return a part without the clock."""
    if name.endswith(".xlsx"):
        return undated(body)
    return _CLOCK.sub(rb"\g<1>" + EPOCH.encode(), body) if name == "docProps/core.xml" else body


def visible(text: str) -> str:
    """Return a text on one line as XML can hold it: forbidden characters become �, turns of direction go."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_shown(char) for char in text if char not in _TURNS)


def _shown(char: str) -> str:
    if char in _BLANKS:
        return " "
    lost = unicodedata.category(char) in {"Cc", "Cs"} or char in "\ufffe\uffff"
    return _LOST if lost else char
