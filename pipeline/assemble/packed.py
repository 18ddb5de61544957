"""Zip files whose bytes depend on nothing but what is put into them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier day
_READABLE = 0o644 << 16
_UNIX = 3


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of files in the order given, without the time or the machine it was made at."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _READABLE
            entry.create_system = _UNIX
            archive.writestr(entry, data, compresslevel=6)
    return out.getvalue()
