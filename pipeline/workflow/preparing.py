"""The heavy part of ingestion on one or several processes, and its shape in the store."""

from __future__ import annotations

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from ..ingest.compose import PreparedTurn, prepare
from ..ingest.personal import PersonalItem, PersonalType
from ..records import DropReason, ParsedTranscript

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARALLEL_FROM = 400_000  # characters; below it a second process costs more than it gives

Task = tuple[ParsedTranscript, str, tuple[str, ...], tuple[str, ...], bool, tuple[tuple[str, str], ...]]


def prepare_all(tasks: Sequence[Task], workers: int) -> Iterator[tuple[PreparedTurn, ...]]:
    """Yield each task's turns in order; the outcome does not depend on the number of workers."""
    size = sum(len(turn.text) for task in tasks for turn in task[0].turns)
    if workers < 2 or len(tasks) < 2 or size < PARALLEL_FROM:  # noqa: PLR2004
        yield from map(_prepare, tasks)
        return
    with ProcessPoolExecutor(min(workers, len(tasks)), mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(_prepare, tasks)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _prepare(task: Task) -> tuple[PreparedTurn, ...]:
    """Prepare one interview, in whatever process."""
    parsed, language, known, keep, private, hide = task
    return prepare(parsed, language, known, keep, private=private, hide=hide)


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
