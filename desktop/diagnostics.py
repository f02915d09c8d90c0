"""What is written down when something of ours goes wrong: one log, one report, no telemetry."""

import json
import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from desktop import __version__, paths

LOG = logging.getLogger("alliance_desk")
_MEGABYTE = 1 << 20


class _Lines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": self.formatTime(record),
            "level": record.levelname.lower(),
            "text": record.getMessage(),
        }
        if record.exc_info:
            entry["trace"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def log(what: str, error: BaseException) -> None:
    """Write an entry with its trace to the log in the home folder."""
    _start_log()
    LOG.error(what, exc_info=error)


def _start_log() -> None:
    """1 MB and two older files at most."""
    # Costs 10 ms, for sockets that are never opened: not before there is something to write.
    from logging.handlers import RotatingFileHandler

    for old in LOG.handlers[:]:
        LOG.removeHandler(old)
        old.close()
    try:
        handler = RotatingFileHandler(
            paths.log_file(), maxBytes=_MEGABYTE, backupCount=2, encoding="utf-8", delay=True
        )
    except OSError:
        # A home that can't be written must not keep the application from starting.
        LOG.addHandler(logging.NullHandler())
        return
    handler.setFormatter(_Lines())
    LOG.addHandler(handler)
    LOG.propagate = False


def report(error: BaseException) -> str:
    """What a person can copy for support: versions and the trace, nothing of the portfolio."""
    trace = "".join(traceback.format_exception(error))
    return (
        f"Alliance Desk {__version__}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release()}\n\n{trace}"
    )


def catch_everything(show: Callable[[BaseException], object]) -> None:
    """Send every uncaught exception, of any thread, to the log and to `show`."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log("uncaught", error)
        show(error)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            hook(args.exc_type, args.exc_value, args.exc_traceback)

    sys.excepthook = hook
    threading.excepthook = thread_hook
