"""Text that was read in a wrong encoding once and saved so: «РџСЂРёРІРµС‚», "ÐŸÑ€Ð¸Ð²ÐµÑ‚", «оПХБЕР», "â€™".

Such a file is sound UTF-8 and says nothing.  Where all of it can be turned back without a loss and becomes
plain Russian or English it is; where only parts are spoiled, or letters are lost, the reader is told.
(ftfy turns back UTF-8 that was read as a Western page or windows-1251, and no Cyrillic page read as another.)
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ..errors import Message
from .decoding import LOGS, PLAUSIBLE, decode, likelihood_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..records import ParsedTranscript, Source

NAMES = {  # Python's name → the name shown to people
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "koi8-r": "koi8-r",
    "cp866": "ibm866",
    "mac_cyrillic": "mac-cyrillic",
    "iso8859-5": "iso-8859-5",
    "cp437": "ibm437",
    "mac_roman": "mac-roman",
    "utf-8": "utf-8",
}
PAGES = tuple(name for name in NAMES if name != "utf-8")
SINGLE = tuple(  # pages of one byte a letter, read as one another
    (wrong, right)
    for wrong in ("cp1252", "koi8-r", "cp866", "cp1251", "cp437")
    for right in ("cp1251", "koi8-r", "cp866")
    if wrong != right
)
SAMPLE = 5_000  # characters of lines with more than ASCII in them that are weighed
GAIN, LETTERS, SIGNS = 0.7, 30, 3  # what a turning back must win; how much evidence there must be
PLAIN = -3.5  # mean log-likelihood of what is Russian beyond doubt
LOST_SHARE = 0.2  # of question marks, in a file whose letters became question marks
LEFT_SHARE = 0.1  # of letters beside them, in a text that nobody can read any more
SHOWN = 40

_CUT = re.compile(rb"([\xc2-\xdf]) ")  # a no-break space, half of «Р», that some editor made plain
_ASKED = re.compile(r"\?{3,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoiled:
    """What is wrong with a text: in which line (from 1), how it looks, what was read as what.

    ``text`` is the whole text turned back, None where that is not possible without a loss; ``right`` and
    ``wrong`` are "" where letters are lost for good.
    """

    line: int
    sample: str
    right: str = ""
    wrong: str = ""
    text: str | None = None


def mend(text: str) -> str:
    """Return the text turned back where that loses nothing, else as it is."""
    found = diagnose(text)
    return found.text.lstrip("\ufeff") if found and found.text is not None else text


def is_lost(text: str) -> bool:
    """Tell whether nearly every letter of a text became a question mark."""
    asked = text.count("?")
    return asked > LOST_SHARE * len(text) and sum(map(str.isalpha, text)) < LEFT_SHARE * asked


@lru_cache(maxsize=2)  # a file is looked at when it is read and when there is something to tell of it
def diagnose(text: str) -> Spoiled | None:
    """Return what is wrong with a text, None for a sound one."""
    if not text.isascii():
        whole = _whole(text)
        if whole:
            return whole
        used = frozenset(text)
        for page in PAGES:
            match = _sequences(page).search(text) if used & _tells(page) else None
            if match:
                return _spoiled(text, match.start(), "utf-8", page)
    return _lost(text)


def spoiled_warnings(source: Source, parsed: ParsedTranscript) -> tuple[Message, ...]:
    """Return what to tell a person about a file that was spoiled before it came here."""
    raw = _decoded(source)
    found = diagnose(raw) if raw is not None else None
    if found and found.text is not None:
        return (_mended(found, found.text),)
    if found:
        return (_told(found, Message("line %(line)s", line=found.line)),)
    if raw is not None and not raw.lstrip().startswith(("{", "[")):
        return ()  # its turns are made of the same words
    found = diagnose("\n".join(turn.text for turn in parsed.turns))  # what a document or JSON holds
    return (_told(found, Message("the text")),) if found else ()


def _mended(found: Spoiled, text: str) -> Message:
    return Message(
        "the text had been spoiled when it was saved: %(right)s was read as %(wrong)s (“%(sample)s”); "
        "it was turned back (“%(mended)s”), look whether it is right",
        right=found.right,
        wrong=found.wrong,
        sample=found.sample,
        mended=_cut(text.split("\n")[found.line - 1]),
    )


def _told(found: Spoiled, where: Message) -> Message:
    if not found.right:
        return Message(
            "letters were lost when the file was saved (%(where)s: “%(sample)s”); "
            "export it again from where it came",
            where=where,
            sample=found.sample,
        )
    return Message(
        "the file looks spoiled by saving (%(where)s: “%(sample)s”): %(right)s was read as %(wrong)s; "
        "export it again, or open it as %(right)s and save it",
        where=where,
        sample=found.sample,
        right=found.right,
        wrong=found.wrong,
    )


def _decoded(source: Source) -> str | None:
    """Return a text file's text as its bytes have it, before it was mended."""
    if source.text is None or source.text.isascii():
        return source.text
    text, _encoding = decode(source.data, source.path)
    return text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")


def _whole(text: str) -> Spoiled | None:
    """Return the whole text turned back by the pair of encodings that makes the best of it."""
    sample = _sample(text)
    first = sample.split("\n", 1)[0]
    now = likelihood_of(sample)
    used = {char for char in set(text) if char > "\x7f"}
    best: tuple[float, str, str] | None = None
    for wrong, right in _candidates(now):
        if not used <= _bytes_of(wrong).keys() or _turn(first, wrong, right) is None:
            continue
        turned = _turn(sample, wrong, right)
        if turned is None or not _evident(turned, right):
            continue
        score = likelihood_of(turned)
        enough = max(PLAUSIBLE, now + (0.0 if right == "utf-8" else GAIN))
        if score >= enough and (best is None or score > best[0]):
            best = score, wrong, right
    turned = _turn(text, *best[1:]) if best else None
    if best is None or turned is None:
        return None
    at = next(place for place, char in enumerate(text) if char > "\x7f")
    return replace(_spoiled(text, at, best[2], best[1]), text=turned)


def _candidates(now: float) -> Iterator[tuple[str, str]]:
    yield from ((page, "utf-8") for page in PAGES)
    if now < PLAIN:
        yield from SINGLE


def _evident(turned: str, right: str) -> bool:
    """Tell whether there is enough to go by, and nothing in it that no text has."""
    signs = sum(1 for char in turned if char > "\x7f")
    odd = any("\x80" <= char <= "\x9f" or char == "\ufffd" for char in turned)
    return not odd and signs >= (SIGNS if right == "utf-8" else LETTERS)


def _sample(text: str) -> str:
    """Return the lines that hold more than ASCII, up to a measure."""
    lines: list[str] = []
    length = 0
    for line in text.split("\n"):
        if not line.isascii():
            part = line[: SAMPLE - length]
            whole = len(part) == len(line)
            lines.append(part if whole else part.rpartition(" ")[0])  # no letter is cut in two
            length += len(line)
        if length >= SAMPLE:
            break
    return "\n".join(lines)


def _turn(text: str, wrong: str, right: str) -> str | None:
    """Return the text as its bytes say in another encoding, None when they say nothing in it."""
    known = _bytes_of(wrong)
    try:
        data = bytes(ord(char) if char < "\x80" else known[char] for char in text)
        return (_CUT.sub(b"\\1\xa0", data) if right == "utf-8" else data).decode(right)
    except (KeyError, UnicodeDecodeError):
        return None


@lru_cache
def _bytes_of(page: str) -> dict[str, int]:
    """Return which byte a character of a page was; bytes without one are kept as control characters."""
    known = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(page, "ignore")
        known.update({char: byte} if char else {chr(byte): byte})
    return known


@lru_cache
def _tells(page: str) -> frozenset[str]:
    """Return the odd signs that the commonest letters and quotes in UTF-8 look like in a page."""
    bytes_ = frozenset(b"\xb0\xb5\xbd\xbe\x80\x81\x82\x83")  # second halves of а, е, н, о, р, с, т, у
    known = _bytes_of(page).items()
    return frozenset(char for char, byte in known if byte in bytes_ and char.lower() not in LOGS)


@lru_cache
def _sequences(page: str) -> re.Pattern[str]:
    """Return what UTF-8 looks like in a page: four letters of two bytes in a row, or a sign of three."""
    chars: dict[int, list[str]] = {}
    for char, byte in _bytes_of(page).items():
        chars.setdefault(byte, []).append(char)

    def some(first: int, last: int) -> str:
        return "".join(re.escape(char) for byte in range(first, last + 1) for char in chars.get(byte, ()))

    two, rest = some(0xD0, 0xD1), some(0x80, 0xBF)
    letters = f"(?:[{two}][{rest}]){{4}}"
    if any(char.lower() in LOGS for char in chars[0x80]):  # «сайтАвто» is no dash
        return re.compile(letters)
    return re.compile(f"{letters}|[{some(0xE2, 0xE2)}][{some(0x80, 0x80)}][{some(0x90, 0xA6)}]")


def _lost(text: str) -> Spoiled | None:
    """Return where letters became replacement signs or question marks, None where none did."""
    at = text.find("\ufffd")
    if at < 0 and text.count("?") > LOST_SHARE * len(text):
        match = _ASKED.search(text)
        at = match.start() if match else -1
    return Spoiled(line=text.count("\n", 0, at) + 1, sample=_around(text, at)) if at >= 0 else None


def _spoiled(text: str, at: int, right: str, wrong: str) -> Spoiled:
    line = text.count("\n", 0, at) + 1
    return Spoiled(line=line, sample=_around(text, at), right=NAMES[right], wrong=NAMES[wrong])


def _around(text: str, at: int) -> str:
    """Return the beginning of the line around a place, or what stands from that place on."""
    start = text.rfind("\n", 0, at) + 1
    start = start if at - start < SHOWN // 2 else at
    return _cut(text[start:].split("\n", 1)[0])


def _cut(line: str) -> str:
    line = " ".join("".join(char for char in line if char.isprintable() or char.isspace()).split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
