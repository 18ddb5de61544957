"""Ctrl-C is never lost: libraries that swallow a KeyboardInterrupt do so once."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_wished = threading.Event()


def heed_interrupts() -> None:
    """Remember a Ctrl-C from now on, besides raising KeyboardInterrupt; in the main thread only."""
    _wished.clear()
    main = threading.current_thread() is threading.main_thread()
    if main and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _note)


def stop_if_wished() -> None:
    """Raise KeyboardInterrupt when a Ctrl-C was pressed and somebody swallowed it."""
    if _wished.is_set():
        _wished.clear()
        raise KeyboardInterrupt


def _note(_number: int, _frame: FrameType | None) -> None:
    _wished.set()
    raise KeyboardInterrupt
