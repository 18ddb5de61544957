"""Values as bytes, on their way to another process of the same run or to its temporary file."""

from __future__ import annotations

import pickle
import zlib

_FAST = 1  # of zlib's levels: text shrinks to a third, and writing is not what takes the time


def pack(value: object) -> bytes:
    """Return a value as bytes for ``unpack`` in this very run; they are never kept and never sent on."""
    return zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), _FAST)


def unpack(data: bytes) -> object:
    """Return the value that ``pack`` was given."""
    return pickle.loads(zlib.decompress(data))  # noqa: S301 (our own bytes, made in this very run)
