"""One writing process a project: an operating-system lock, which dies with its process."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from ..errors import StoreError, reason

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 0.5  # seconds; a reading command may hold the lock for a moment to tidy up


class WriterLock:
    """The right to write into one project folder."""

    def __init__(self, folder: Path) -> None:
        """Keep the place; nothing is locked yet."""
        self._folder = folder
        # Beside the lock, not in it: on Windows a locked file cannot be read.
        self._pid = folder / "writer.pid"
        self._lock = FileLock(folder / "writer.lock", thread_local=False)

    def acquire(self, patience: float = PATIENCE) -> None:
        """Take the lock, waiting ``patience`` seconds for it.

        Raises StoreError when another process keeps it or the folder is read-only.
        """
        try:
            self._lock.acquire(timeout=patience)
            self._pid.write_text(str(os.getpid()), encoding="ascii")
        except Timeout as error:
            raise StoreError(
                "another run is at work (pid %(pid)s)",
                place=str(self._folder),
                remedy="wait for it to end or stop it",
                pid=self._holder(),
            ) from error
        except OSError as error:
            self._lock.release()
            raise StoreError(
                "the project cannot be written to (%(reason)s)",
                place=str(self._folder),
                remedy="make its folder writable",
                reason=reason(error),
            ) from error

    def release(self) -> None:
        """Give the lock back; without effect when it is not held."""
        with suppress(OSError):
            if self._lock.is_locked:
                self._pid.unlink(missing_ok=True)
        self._lock.release()

    def _holder(self) -> str:
        try:
            return self._pid.read_text(encoding="ascii").strip() or "?"
        except (OSError, UnicodeDecodeError):
            return "?"
