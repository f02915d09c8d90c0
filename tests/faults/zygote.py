"""A process in which the product is loaded: it forks one for each job, which is then killed.

Reads one JSON line per job: its name, arguments, and when it is to die (`after` seconds, `at` the
n-th thing done to a file, or never); answers with how it ended.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from contextlib import ExitStack
from typing import Any

from tests.faults import jobs
from tests.faults.hooked import Watcher, watched


class _Killer(Watcher):
    """Kills its own process before the n-th thing that is done to a file; 0 only counts."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def before(self, kind: str, path: str) -> None:
        self.count += 1
        if self.count == self.at:
            os.kill(os.getpid(), signal.SIGKILL)


def _child(order: dict[str, Any]) -> None:
    killer = _Killer(order["at"])
    with ExitStack() as stack:
        if not order["after"]:
            stack.enter_context(watched(killer))
        told = os.open(order["told"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        jobs.run(order["job"], order["folder"], order["keys"], told)
        os.write(told, f"done {killer.count}\n".encode())


def main() -> None:
    for line in sys.stdin:
        order = json.loads(line)
        began = time.monotonic()
        pid = os.fork()
        if not pid:
            code = 1
            try:
                _child(order)
                code = 0
            finally:
                sys.stderr.flush()
                os._exit(code)
        if order["after"]:
            time.sleep(order["after"])
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        code = os.waitstatus_to_exitcode(status)
        print(json.dumps({"code": code, "took": time.monotonic() - began}), flush=True)


if __name__ == "__main__":
    main()
