"""Bytes to text: byte order marks, UTF-8, UTF-16 without a mark, the Cyrillic and Western code pages."""

from __future__ import annotations

import codecs
import math
import re
import unicodedata

from ..errors import UnreadableSource

MARKS = (  # UTF-32 stands before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8", "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
)
CODE_PAGES = (  # Python's name, the name shown to people; the order breaks ties
    ("cp1252", "windows-1252"),
    ("cp1251", "windows-1251"),
    ("koi8-r", "koi8-r"),
    ("cp866", "ibm866"),
    ("mac_cyrillic", "mac-cyrillic"),
)
SAMPLE = 200_000  # bytes that the choice between code pages looks at
SAVE_AS_UTF8 = "open the file in a text editor and save it as UTF-8"

# Russian letters by frequency, and their shares per ten thousand (Lyashevskaya and Sharov 2009, rounded).
LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
SHARES = (
    *(1100, 850, 800, 740, 670, 630, 550, 470, 450, 440, 350, 320, 300, 280, 260, 200, 190),
    *(170, 170, 170, 160, 140, 120, 100, 90, 70, 60, 50, 40, 30, 30, 4, 4),
)
LOGS = {letter: math.log(share / 10_000) for letter, share in zip(LETTERS, SHARES, strict=True)}
TYPOGRAPHY = frozenset("«»„“”‘’‚–—…№•§©®™°±·\u00a0")
CLOSING = frozenset("»”’—…")  # nothing small follows them directly
NEUTRAL, STRANGE, CASE_FLIP = -4.2, -9.0, -5.0
PLAUSIBLE = -4.6  # mean log-likelihood below which no code page is believed
CONTROL_SHARE = 0.01
UTF16_SHARE = 0.9

_READABLE = re.compile(r"[\t\n\r\x20-\x7eА-яЁё«»“”„’–—…№\u00a0]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_ASCII_LETTER = re.compile(r"[A-Za-z]")


def decode(data: bytes, place: str) -> tuple[str, str]:
    """Return the text of ``data`` without its byte order mark, and the name of its encoding.

    Raises UnreadableSource, naming ``place``, for bytes that are no text.
    """
    for mark, codec, name in MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], codec, name, place)
    text, name = _unmarked(data, place)
    if len(_CONTROL.findall(text)) > CONTROL_SHARE * len(text):
        raise UnreadableSource(
            "the file holds binary data, not text", place=place, remedy="put the transcript there as text"
        )
    return text, name


def _marked(data: bytes, codec: str, name: str, place: str) -> tuple[str, str]:
    try:
        return data.decode(codec), name
    except UnicodeDecodeError as error:
        raise _damaged(data, error.start, codec, place) from error


def _unmarked(data: bytes, place: str) -> tuple[str, str]:
    wide = _wide(data) if b"\0" in data else None
    if wide:
        return wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        if b"\0" not in data and _mostly_utf8(data):
            raise _damaged(data, error.start, "utf-8", place) from error
    if b"\0" in data:
        raise UnreadableSource(
            "the file holds binary data, not text", place=place, remedy="put the transcript there as text"
        )
    return _code_page(data, place)


def _damaged(data: bytes, at: int, codec: str, place: str) -> UnreadableSource:
    line = data[:at].decode(codec, "replace").count("\n") + 1
    return UnreadableSource(
        "byte %(number)s breaks the %(encoding)s text",
        place=place,
        line=line,
        remedy="mend that line or open the file in a text editor and save it as UTF-8",
        number=at + 1,
        encoding=codec.upper(),
    )


def _wide(data: bytes) -> tuple[str, str] | None:
    """Decode UTF-16 without a mark: its text must be nearly all readable Russian or English."""
    if len(data) % 2:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = data.decode(codec, "replace")
        if len(_READABLE.findall(text)) >= UTF16_SHARE * len(text):
            return text, codec
    return None


def _mostly_utf8(data: bytes) -> bool:
    """Tell a damaged UTF-8 file from a code page: nearly all its high bytes form whole letters."""
    text = data.decode("utf-8", "replace")
    whole = sum(1 for char in text if char > "\x7f" and char != "\ufffd")
    return whole > 10 * text.count("\ufffd")


def _code_page(data: bytes, place: str) -> tuple[str, str]:
    best, best_score = "", -math.inf
    for codec, _name in CODE_PAGES:
        score = _likelihood(data[:SAMPLE].decode(codec, "replace"), western=codec == "cp1252")
        if score > best_score:
            best, best_score = codec, score
    if best_score < PLAUSIBLE:
        best = _other_page(data)
    if not best:
        raise UnreadableSource("the encoding is unknown", place=place, remedy=SAVE_AS_UTF8)
    try:
        return data.decode(best), dict(CODE_PAGES).get(best, best)
    except UnicodeDecodeError as error:
        raise _damaged(data, error.start, best, place) from error


def likelihood_of(text: str) -> float:
    """Return the mean log-likelihood of a text's non-ASCII characters as Russian or Western, the larger."""
    return max(_likelihood(text, western=False), _likelihood(text, western=True))


def _likelihood(text: str, *, western: bool) -> float:
    """Return the mean log-likelihood of the non-ASCII characters of ``text`` as Russian (or Western) text."""
    total, count = 0.0, 0
    before = " "
    for place, char in enumerate(text):
        if char > "\x7f":
            after = text[place + 1 : place + 2]
            total += _weight(before, char, after, western=western)
            count += 1
        before = char
    return total / count if count else 0.0


def _weight(before: str, char: str, after: str, *, western: bool) -> float:
    if char in TYPOGRAPHY:
        return STRANGE if char in CLOSING and after in LOGS else NEUTRAL
    beside_ascii = bool(_ASCII_LETTER.match(before) or _ASCII_LETTER.match(after))
    if western:
        latin = unicodedata.name(char, "").startswith("LATIN")
        return NEUTRAL if latin and beside_ascii else STRANGE
    weight = LOGS.get(char.lower(), STRANGE)
    if beside_ascii:
        return STRANGE
    return weight + CASE_FLIP if before.islower() and char.isupper() else weight


def _other_page(data: bytes) -> str:
    """Ask charset-normalizer about the Western and Central European pages."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 (its tables load slowly and are seldom needed)

    pages = ["cp1252", "latin_1", "iso8859_15", "cp1250", "mac_roman"]
    match = from_bytes(data[:SAMPLE], cp_isolation=pages, threshold=0.1).best()
    return match.encoding if match else ""
