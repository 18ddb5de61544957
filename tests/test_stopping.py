from __future__ import annotations

import signal
from contextlib import suppress

import pytest

from pipeline.progress import SilentProgress
from pipeline.stopping import heed_interrupts, stop_if_wished
from pipeline.workflow.values import StepCount


@pytest.fixture
def heeding():
    """Ctrl-C is heeded for one test."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    heed_interrupts()
    yield
    signal.signal(signal.SIGINT, before)
    with suppress(KeyboardInterrupt):  # what was wished here is no other test's business
        stop_if_wished()


def swallowing_library():
    """Swallow whatever comes, as some libraries do while they are imported."""
    with suppress(BaseException):
        signal.raise_signal(signal.SIGINT)


@pytest.mark.usefixtures("heeding")
def test_an_interrupt_that_a_library_swallowed_stops_the_run_at_the_end_of_the_step():
    swallowing_library()
    with pytest.raises(KeyboardInterrupt):
        SilentProgress().done(StepCount(name="read", taken=1, given=1))
    stop_if_wished()  # once is enough


@pytest.mark.usefixtures("heeding")
def test_an_interrupt_is_raised_where_it_comes():
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
