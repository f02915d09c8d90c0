"""Files from somebody else are read in a process of their own, inside limits of memory and time.

What reads PDFs and pictures is C and C++: a file made to hurt may abort it, or take all memory.
It then ends its own process; the window goes on with a sentence.
"""

import json
import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from models.errors import UserError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

MEGABYTES = 1536
SECONDS = 60  # of work between two reports

Report = Callable[[int, int, str], object]


class Ended(Exception):
    """The process broke, or took more than it may; `done` and `at` are what it reported last."""

    def __init__(self, done: int, at: str, why: str = "") -> None:
        super().__init__(at, why)
        self.done, self.at = done, at


def run(
    job: Callable[..., Any], *args: Any, tell: Report | None = None, seconds: int = SECONDS
) -> Any:
    """What `job(*args, report)` gives, which has to be plain JSON; `job` is found by its name.

    Raises UserError as the job does, Ended for anything else that ends it; what `tell` raises
    ends it, too.
    """
    from multiprocessing import get_context

    # Spawned, not forked: a fork would copy the window's threads and the open portfolio.
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(job, args, theirs, seconds), daemon=True)
    process.start()
    theirs.close()
    done, at = 0, ""
    try:
        while True:
            try:
                what, *told = json.loads(ours.recv_bytes())
            except (EOFError, OSError, ValueError):
                raise Ended(done, at) from None
            if what == "told":
                done, _, at = told
                if tell is not None:
                    tell(*told)
            elif what == "refused":
                raise UserError(*told)
            elif what == "made":
                return told[0]
            else:
                raise Ended(done, at, *told)
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _work(job: Callable[..., Any], args: tuple[Any, ...], told: "Connection", seconds: int) -> None:
    """The job, in the process that may end."""

    def report(done: int, total: int, text: str) -> None:
        _renew(seconds)
        told.send_bytes(json.dumps(["told", done, total, text]).encode())

    _limit(seconds)
    try:
        answer = ["made", job(*args, report)]
    except UserError as fault:
        answer = ["refused", fault.message, fault.hint]
    except Exception:  # noqa: BLE001  whatever a file made to hurt has caused ends here
        answer = ["ended", traceback.format_exc(limit=-5)]
    told.send_bytes(json.dumps(answer).encode())


def _limit(seconds: int) -> None:
    if sys.platform == "win32":  # it has no such limits; there the checks beforehand have to do
        return
    import resource

    most = MEGABYTES << 20
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _renew(seconds)


def _renew(seconds: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
