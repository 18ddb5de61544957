"""Writing the study's files, with a refusal for a person when that cannot be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import reason
from ..writing import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from ..errors import CjmError


def write_file(path: Path, data: bytes, refusal: type[CjmError]) -> None:
    """Replace a file in one step, so that a kill leaves the old or the new one; raises ``refusal``."""
    try:
        write_whole(path, data)
    except OSError as error:
        raise refusal(
            "cannot be written (%(reason)s)",
            place=str(path),
            remedy="make the folder writable or name another",
            reason=reason(error),
        ) from error
