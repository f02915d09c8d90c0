"""What is written down when something of ours goes wrong: one log, one report, no telemetry."""

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from desktop import __version__, paths
from models.errors import UserError

_MEGABYTE = 1 << 20


def log(what: str, error: BaseException) -> None:
    """Add an entry with its trace to the log in the home folder: 1 MB and two older files.

    The logging machinery is loaded only now: it costs the start 10 ms.
    """
    import json
    import logging
    from logging.handlers import RotatingFileHandler

    class Lines(logging.Formatter):
        """One JSON object a line."""

        def format(self, record: logging.LogRecord) -> str:
            entry = {"at": self.formatTime(record), "text": record.getMessage()}
            if record.exc_info:
                entry["trace"] = self.formatException(record.exc_info)
            return json.dumps(entry, ensure_ascii=False)

    try:
        handler = RotatingFileHandler(
            paths.log_file(), maxBytes=_MEGABYTE, backupCount=2, encoding="utf-8"
        )
    except (OSError, UserError):
        return  # a home that can't be written must not hide the fault itself
    handler.setFormatter(Lines())
    raised = (type(error), error, error.__traceback__)
    handler.emit(logging.LogRecord("alliance_desk", logging.ERROR, "", 0, what, None, raised))
    handler.close()


def report(error: BaseException) -> str:
    """What a person can copy for support: versions and the trace, nothing of the portfolio."""
    import platform
    import traceback

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
