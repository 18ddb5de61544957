"""JSON transcripts as Whisper and its relatives write them: a list of segments with times and texts."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...errors import UnreadableSource
from .pieces import Piece, clean, make_piece

if TYPE_CHECKING:
    from ...records import Source

EXPORT_AGAIN = "export the transcript again"
LANGUAGES = {"russian": "ru", "english": "en"}  # Whisper's API writes names, the program writes codes
LONGEST = 1e7  # seconds; also refuses infinity and "not a number"

_NUMBER = re.compile(r"(\d{1,12}(?:\.\d{1,9})?)s?\Z")


@lru_cache(maxsize=1)  # several formats look at the same file in turn
def _load(text: str) -> Any:
    return json.loads(text)


def load_json(source: Source) -> Any:
    """Return the value of a JSON file; raises UnreadableSource, naming the line, for a broken one."""
    try:
        return _load(source.text or "")
    except (RecursionError, ValueError) as error:
        raise json_fault(source, error) from error


def json_fault(source: Source, error: RecursionError | ValueError) -> UnreadableSource:
    """Return what to tell a person about a JSON file that Python cannot read."""
    if isinstance(error, json.JSONDecodeError):
        return UnreadableSource(
            "the JSON is broken", place=source.path, line=error.lineno, remedy=EXPORT_AGAIN
        )
    fact = "the JSON is nested too deeply or holds an impossible number"
    return UnreadableSource(fact, place=source.path, remedy=EXPORT_AGAIN)


def find_segments(source: Source) -> list[dict[str, Any]] | None:
    """Return the segments of a Whisper-like file, None when it is another kind of file; never raises."""
    if source.text is None or not source.text.lstrip().startswith(("{", "[")):
        return None
    try:
        value = load_json(source)
    except UnreadableSource:
        return None
    found = value.get("segments") if isinstance(value, dict) else value
    if not isinstance(found, list) or not found or not all(isinstance(item, dict) for item in found):
        return None
    return found if all(isinstance(item.get("text"), str) and "start" in item for item in found) else None


def is_broken_json(source: Source) -> bool:
    """Tell whether the file wants to be JSON with segments but cannot be read."""
    if source.text is None or not source.text.lstrip().startswith("{") or '"segments"' not in source.text:
        return False
    try:
        load_json(source)
    except UnreadableSource:
        return True
    return False


def speaker_of(segment: dict[str, Any]) -> str | None:
    """Return the segment's speaker as text."""
    value = segment.get("speaker")
    return str(value) if isinstance(value, str | int) and str(value).strip() else None


def segment_pieces(source: Source, segments: list[dict[str, Any]]) -> list[Piece]:
    """Return the segments as pieces; ``line`` is the segment's number.

    Raises UnreadableSource for a segment that ends before it starts or whose times are no numbers.
    """
    return [_piece(source, number, segment) for number, segment in enumerate(segments, start=1)]


def _piece(source: Source, number: int, segment: dict[str, Any]) -> Piece:
    return timed_piece(
        source, number, speaker_of(segment), segment["text"], (segment.get("start"), segment.get("end"))
    )


def timed_piece(
    source: Source, number: int, speaker: str | None, text: str, times: tuple[object, object]
) -> Piece:
    """Return a piece whose times are seconds; ``line`` is the segment's number in the file.

    Raises UnreadableSource for a segment that ends before it starts or whose times are no numbers.
    """
    start, end = (_seconds(source, number, value) for value in times)
    if start is not None and end is not None and end < start:
        raise UnreadableSource(
            "segment %(number)s ends before it starts (%(start)s → %(end)s)",
            place=source.path,
            remedy="mend or remove the segment",
            number=number,
            start=f"{start:g}",
            end=f"{end:g}",
        )
    return make_piece(speaker, text, number, start, end)


def to_seconds(value: object, per: int = 1) -> object:
    """Return a time as a number of seconds, ``per`` of its units to the second; "39.1s" is a number too.

    What is no sensible time comes back as it is, for ``timed_piece`` to refuse.
    """
    if isinstance(value, str) and (match := _NUMBER.match(value.strip())):
        value = float(match[1])
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < LONGEST * per:
        return value
    return round(value / per, 3) if per > 1 else value


def _seconds(source: Source, number: int, value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LONGEST:
        return float(value)
    raise UnreadableSource(
        "segment %(number)s has a time that is no number of seconds (%(value)s)",
        place=source.path,
        remedy="mend or remove the segment",
        number=number,
        value=clean(str(value))[:30],
    )


def language_of(source: Source) -> str | None:
    """Return the two-letter language that the file names."""
    value = load_json(source)
    return language_code(value.get("language") if isinstance(value, dict) else None)


def language_code(named: object) -> str | None:
    """Return the two-letter code of "russian", "ru" or "ru-RU", None for anything else."""
    if not isinstance(named, str):
        return None
    named = named.replace("_", "-").split("-")[0]
    code = LANGUAGES.get(named.lower(), named.lower())
    return code if code.isalpha() and len(code) <= 3 else None  # noqa: PLR2004 (ISO 639 codes)
