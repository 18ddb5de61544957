"""JSON files of any make: one value, or many after one another (a stream saved as it came)."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...errors import UnreadableSource
from .segments import json_fault

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ...records import Source

BROKEN = 0.35  # how sure a sniff is of a broken file that holds the tool's own words

_GAP = re.compile(r"[\s,]*")


@lru_cache(maxsize=1)  # several formats look at the same file in turn, also at a broken one
def _read(text: str) -> tuple[Any, ...] | RecursionError | ValueError:
    decoder = json.JSONDecoder()
    values: list[Any] = []
    try:
        place = _gap(text, 0)
        while place < len(text):
            value, place = decoder.raw_decode(text, place)
            values.append(value)
            place = _gap(text, place)
    except (RecursionError, ValueError) as error:
        return error.with_traceback(None)
    return tuple(values)


def _gap(text: str, place: int) -> int:
    match = _GAP.match(text, place)
    return match.end() if match else place


def load_values(source: Source) -> tuple[Any, ...]:
    """Return the values that follow one another; raises UnreadableSource, naming a broken one's line."""
    values = _read(source.text or "")
    if isinstance(values, tuple):
        return values
    raise json_fault(source, values)


def try_values(source: Source) -> tuple[Any, ...]:
    """Return the values of a file that looks like JSON, none when it is something else or broken."""
    if not _looks_like_json(source):
        return ()
    values = _read(source.text or "")
    return values if isinstance(values, tuple) else ()


def is_broken(source: Source, words: Iterable[str]) -> bool:
    """Tell whether the file wants to be JSON with all these words in it but cannot be read."""
    text = source.text or ""
    if not _looks_like_json(source) or not all(word in text for word in words):
        return False
    try:
        load_values(source)
    except UnreadableSource:
        return True
    return False


def _looks_like_json(source: Source) -> bool:
    return source.text is not None and source.text.lstrip().startswith(("{", "["))


def pick(value: object, *path: str) -> Any:
    """Return what lies at the end of the path of keys, None when the path breaks off."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def either(value: object, *keys: str) -> Any:
    """Return what the first of the keys holds; a field is ``channelTag`` here and ``channel_tag`` there."""
    if not isinstance(value, dict):
        return None
    return next((value[key] for key in keys if value.get(key) is not None), None)


def records(value: object) -> list[dict[str, Any]]:
    """Return a list's dictionaries, none when the value is no list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def count_text(value: object) -> int:
    """Return the number of characters of all texts inside the value, however deep it is nested."""
    count, waiting = 0, [value]
    while waiting:
        inside = waiting.pop()
        if isinstance(inside, str):
            count += len(inside.strip())
        elif isinstance(inside, dict | list):
            waiting.extend(inside.values() if isinstance(inside, dict) else inside)
    return count
