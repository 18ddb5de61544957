"""Pages saved with everything in one file (.mhtml, .mht of browsers and Word): the page inside, as text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..errors import UnreadableSource
from .decoding import decode

if TYPE_CHECKING:
    from email.message import Message as Part

HEAD = 8192  # bytes in which such a file shows what it is
SAVE_ANEW = "save the page again as “web page, HTML only”, or its text as .txt"
_NAMES = {"utf8": "utf-8", "cp1251": "windows-1251", "x-cp1251": "windows-1251", "us-ascii": "utf-8"}

_FIRST = re.compile(rb"(?:\xef\xbb\xbf)?\s*[A-Za-z][A-Za-z-]+:[^\r\n]*\r?\n")
_VERSION = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_KIND = re.compile(rb"^Content-Type:\s*(?:multipart/related|text/html)\b", re.IGNORECASE | re.MULTILINE)


def is_web_archive(data: bytes) -> bool:
    """Tell whether the bytes are a page saved with its pictures and styles in one file."""
    head = data[:HEAD]
    blank = re.search(rb"\r?\n\r?\n", head.lstrip())
    head = head.lstrip()[: blank.start()] if blank else head
    return bool(_FIRST.match(head) and _VERSION.search(head) and _KIND.search(head))


def read_page(data: bytes, place: str) -> tuple[str, str]:
    """Return the page in a web archive and its encoding; raises UnreadableSource when there is none."""
    from email import message_from_bytes  # noqa: PLC0415 (needed for web archives only)

    try:
        parts = list(message_from_bytes(data.removeprefix(b"\xef\xbb\xbf").lstrip()).walk())
    except Exception as error:  # a hostile file may be nested without end
        raise UnreadableSource("the page is damaged", place=place, remedy=SAVE_ANEW) from error
    page = next(
        (part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}), None
    )
    body = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(body, bytes) or not body.strip():
        raise UnreadableSource("the saved page holds no text", place=place, remedy=SAVE_ANEW)
    return _decoded(page, body, place)


def _decoded(page: Part, body: bytes, place: str) -> tuple[str, str]:
    """Decode by the stated encoding, or as any other text where it states none or a wrong one."""
    charset = (page.get_content_charset() or "").lower()
    charset = _NAMES.get(charset, charset)
    try:
        return body.decode(charset), charset
    except (LookupError, ValueError):
        return decode(body, place)
