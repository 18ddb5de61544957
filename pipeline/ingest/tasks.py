"""The heavy part of ingestion as one piece of work for any process, and what it gives as plain bytes.

It stands apart from the workflow, so that a worker process loads what it needs and nothing else.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..records import DropReason
from .compose import PreparedTurn, prepare
from .packing import unpack
from .personal import PersonalItem, PersonalType

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .speakers import Cast


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One interview to prepare: its packed cast, and what it is read with."""

    packed: bytes
    language: str
    names: tuple[str, ...]
    keep: tuple[str, ...]
    private: bool
    hide: tuple[tuple[str, str], ...]


def do_task(task: Task) -> bytes:
    """Prepare one interview, in whatever process; ``load_prepared`` reads the outcome."""
    cast: Cast = unpack(task.packed)  # type: ignore[assignment]  # what was put there
    return dump_prepared(
        prepare(cast.transcript, task.language, task.names, task.keep, private=task.private, hide=task.hide)
    )


def dump_prepared(turns: Sequence[PreparedTurn]) -> bytes:
    """Write prepared turns for the store."""
    rows = [
        [turn.spans, [[i.start, i.end, i.type, i.normal] for i in turn.items], turn.dropped] for turn in turns
    ]
    return json.dumps(rows, ensure_ascii=False).encode()


def load_prepared(data: bytes) -> tuple[PreparedTurn, ...]:
    """Read prepared turns back."""
    return tuple(
        PreparedTurn(
            spans=tuple((start, end) for start, end in spans),
            items=tuple(
                PersonalItem(start=start, end=end, type=PersonalType(kind), normal=normal)
                for start, end, kind, normal in items
            ),
            dropped=DropReason(dropped) if dropped else None,
        )
        for spans, items, dropped in json.loads(data)
    )
