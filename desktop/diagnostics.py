"""What is written down when something of ours goes wrong: one log, one report, no telemetry."""

import contextlib
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

from desktop import __version__, paths
from models.errors import UserError

_MEGABYTE = 1 << 20
_counting = threading.Lock()
_times: Counter[str] = Counter()  # by report: the same trace is the same fault


@dataclass(frozen=True, slots=True)
class Fault:
    """One exception nobody took, as it may be shown and sent: it holds nothing of the portfolio."""

    report: str
    times: int = 1  # how often the same one has come since the start
    # What the world did wrong is told in its own words, which go to the screen and nowhere else.
    words: tuple[str, str] | None = None


def take(what: str, error: BaseException) -> Fault:
    """Count a fault, log it the first time and then at 10, 100, 1,000; let go of what it held.

    What a paint event leaves in its frames, a painter above all, has to end before Qt goes on.
    """
    import traceback  # only when something has gone wrong

    told = report(error)
    with _counting:
        _times[told] += 1
        times = _times[told]
    if times == 10 ** (len(str(times)) - 1):
        log(what if times == 1 else f"{what}, {times} times", error)
    words = (error.message, error.hint) if isinstance(error, UserError) else None
    held: BaseException | None = error
    while held is not None:
        traceback.clear_frames(held.__traceback__)
        held = held.__context__
    return Fault(told, times, words)


def forget_counts() -> None:
    """Begin to count anew."""
    with _counting:
        _times.clear()


def log(what: str, error: BaseException) -> None:
    """Add an entry with its trace to the log in the home folder: 1 MB and two older files.

    The logging machinery is loaded only now: it costs the start 10 ms.
    """
    import json
    import logging
    from logging.handlers import RotatingFileHandler

    from desktop.traces import trace

    told = trace(error)

    class Lines(logging.Formatter):
        """One JSON object a line."""

        def format(self, record: logging.LogRecord) -> str:
            entry = {
                "at": self.formatTime(record),
                "version": __version__,
                "text": record.getMessage(),
                "trace": told,
            }
            return json.dumps(entry, ensure_ascii=False)

    class Quiet(RotatingFileHandler):
        """A log that can't be written must not hide the fault itself, nor print one of its own."""

        def handleError(self, record: logging.LogRecord) -> None: ...

    try:
        handler = Quiet(paths.log_file(), maxBytes=_MEGABYTE, backupCount=2, encoding="utf-8")
    except (OSError, UserError):
        return
    handler.setFormatter(Lines())
    handler.emit(logging.LogRecord("alliance_desk", logging.ERROR, "", 0, what, None, None))
    with contextlib.suppress(OSError):
        handler.close()


def report(error: BaseException) -> str:
    """What a person can copy for support: versions and the trace, nothing of the portfolio."""
    from desktop.traces import trace

    return f"{versions()}\n\n{trace(error)}"


def versions() -> str:
    """Of the product, Python and the system."""
    import platform

    return (
        f"Alliance Desk {__version__}, Python {platform.python_version()}, "
        f"{platform.system()} {platform.release()}"
    )


def catch_everything(show: Callable[[Fault], object]) -> None:
    """Send every uncaught exception, of any thread, to the log and to `show`.

    One that nobody could have waited for, in a finaliser, goes to the log only.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        fault = take("uncaught", error)
        for name in ("last_exc", "last_type", "last_value", "last_traceback"):
            # Python keeps the last one for a debugger, and with it whatever it holds.
            vars(sys).pop(name, None)
        with contextlib.suppress(RuntimeError):  # the window may have gone before
            show(fault)

    def thread_hook(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            hook(args.exc_type, args.exc_value, args.exc_traceback)

    def unraisable_hook(args: "sys.UnraisableHookArgs") -> None:
        if args.exc_value is not None:
            take("let go", args.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook
    sys.unraisablehook = unraisable_hook
