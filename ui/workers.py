"""What runs jobs: a thread of its own, or the caller at once; and how a long job reports."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any, Protocol

from models.errors import Cancelled

Report = Callable[[int, int, str], object]
Then = Callable[[Any], object]

QUIET_SECONDS = 0.6  # a job shorter than this shows no progress
_REPORT_EVERY = 0.05
# How long a worker may keep the interpreter. Each call from Qt into Python waits as long at most,
# and a repaint makes dozens: with the usual 5 ms the window stood still for up to 66 ms while
# 2,000 partners were frozen, with this for 25.
_SLICE_SECONDS = 0.001


class Executor(Protocol):
    """Something that runs jobs one after the other."""

    def submit(self, job: Callable[[], None]) -> None: ...

    def stop(self) -> None: ...


class Inline:
    """Runs each job at once, for tests: nothing to wait for."""

    quiet = 0.0

    def submit(self, job: Callable[[], None]) -> None:
        job()

    def stop(self) -> None:
        """Nothing runs that would have to end."""


class Worker:
    """One thread that runs jobs in the order they came; it starts with the first."""

    quiet = QUIET_SECONDS

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._started = False

    def submit(self, job: Callable[[], None]) -> None:
        if not self._started:
            self._started = True
            sys.setswitchinterval(_SLICE_SECONDS)
            self._thread.start()
        self._jobs.put(job)

    def stop(self) -> None:
        """Run what is queued, then end the thread."""
        if self._started:
            self._jobs.put(None)
            self._thread.join()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


class Progress:
    """Handed to a long job: it reports, and learns here that a person has cancelled.

    Calling it is the same as ``report``, so a job that knows nothing of the window may take it
    as a plain function.
    """

    def __init__(self, send: Report, quiet: float) -> None:
        self.cancelled = False
        self._send = send
        self._next = time.monotonic() + quiet

    def report(self, done: int, total: int = 0, text: str = "") -> None:
        """Say how far the job is (total 0: not known). Raises Cancelled when it was cancelled."""
        self.check()
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _REPORT_EVERY
            self._send(done, total, text)

    __call__ = report

    def check(self) -> None:
        """Raise Cancelled when it was cancelled."""
        if self.cancelled:
            raise Cancelled


def both(first: Then, second: Then | None) -> Then:
    """One after the other, with the same result."""

    def call(value: Any) -> None:
        first(value)
        if second is not None:
            second(value)

    return call
