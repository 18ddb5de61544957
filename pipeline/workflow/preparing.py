"""Work spread over one or several processes."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, TypeVar

from ..ingest.tasks import do_task, load_prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..ingest.compose import PreparedTurn
    from ..ingest.tasks import Task

PARALLEL_FROM = 400_000  # characters; below it a second process costs more than it gives
AHEAD = 3  # pieces of work a process that wait for it or for being fetched: memory stays flat

Given = TypeVar("Given")
Made = TypeVar("Made")


def spread(work: Callable[[Given], Made], pieces: Iterable[Given], workers: int) -> Iterator[Made]:
    """Yield what becomes of each piece, in order; few pieces are taken ahead, on however many processes."""
    if workers < 2:  # noqa: PLR2004 (this very process)
        yield from map(work, pieces)
        return
    rest = iter(pieces)
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        try:
            waiting = deque(pool.submit(work, piece) for piece in islice(rest, AHEAD * workers))
            while waiting:
                made = waiting.popleft().result()
                waiting.extend(pool.submit(work, piece) for piece in islice(rest, 1))
                yield made
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def useful(workers: int, pieces: int, size: int) -> int:
    """Return how many of the workers have enough to do; ``size`` is counted in characters to prepare."""
    return min(workers, pieces) if size >= PARALLEL_FROM else 1


def prepare_all(tasks: Iterable[Task], workers: int) -> Iterator[tuple[PreparedTurn, ...]]:
    """Yield each task's turns in order; the outcome does not depend on the number of workers."""
    return map(load_prepared, spread(do_task, tasks, workers))
