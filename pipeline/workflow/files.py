"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import reason

if TYPE_CHECKING:
    from ..errors import CjmError


def write_file(path: Path, data: bytes, refusal: type[CjmError]) -> None:
    """Replace a file in one step, so that a kill leaves the old or the new one; raises ``refusal``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            part.chmod(0o644)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise refusal(
            "cannot be written (%(reason)s)",
            place=str(path),
            remedy="make the folder writable or name another",
            reason=reason(error),
        ) from error
