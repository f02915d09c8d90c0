"""What a fault tells of itself: kinds and places in the program, never a value or a person.

An exception's own words are left out: any library may put the value it failed on into them, and
that can be a partner's name, an amount, a path or a part of the passphrase.
"""

import errno
import os
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import TracebackType

_ROOT = Path(__file__).resolve().parent.parent
_FLOORS = ("desktop", "ui", "reports", "models", "resources", "tests")
_STANDARD = Path(os.__file__).resolve().parent
_LIBRARY = re.compile(r"\.(py|so|pyd|dll|dylib)\b")
_MADE = re.compile(r"<(?:frozen )?[\w.]*>")
# A line of another process's trace, and of the report that a crash leaves.
_FRAME = re.compile(r'File "([^"]*)", line (\d+),? in (\S+)')
_LONGEST = 20  # frames at each end of a trace: more would only be a recursion


def trace(error: BaseException) -> str:
    """The trace as Python tells it, the cause first, without source and without words."""
    return "\n\n".join(_parts(error, set()))


def place(file: str) -> str:
    """A file of the program without the folders that it lies in; nothing of any other file."""
    if file.startswith("<"):
        return file if _MADE.fullmatch(file) else "<made>"
    path = Path(file.replace("\\", "/"))
    if "site-packages" in path.parts:
        after = path.parts[::-1].index("site-packages")
        return "/".join(path.parts[-after:])
    for root, before in ((_ROOT, ""), (_STANDARD, "python/")):
        if path.is_relative_to(root):
            inside = path.relative_to(root)
            if before or inside.parts[0] in _FLOORS:
                return before + inside.as_posix()
    return path.name if _LIBRARY.search(path.name) else "…"


def cleaned(report: str) -> str:
    """What the interpreter wrote when the process crashed, with every path as `place` tells it."""
    return re.sub(r'"([^"\n]*)"', lambda quoted: f'"{place(quoted[1])}"', report)


def without_home(path: Path) -> str:
    """A path as it may be shown in a report: the person's own folder is ~."""
    try:
        return str(Path("~") / path.absolute().relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(path)


def _parts(error: BaseException, seen: set[int]) -> Iterator[str]:
    seen.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in seen:
        yield from _parts(before, seen)
        yield "Then, because of it:" if error.__cause__ else "While that was handled:"
    yield "\n".join([*_frames(error), _kind(error)])
    if isinstance(error, BaseExceptionGroup):
        for number, one in enumerate(error.exceptions[:_LONGEST], start=1):
            yield f"Part {number}:"
            yield from _parts(one, seen)


def _frames(error: BaseException) -> list[str]:
    other = getattr(error, "tb", None)
    if isinstance(other, str):  # a worker's own trace, as text
        lines = [_line(*found.groups()) for found in _FRAME.finditer(other)]
    else:
        lines = [*_walked(error.__traceback__)]
    told = []
    for line, same in groupby(lines):
        times = len([*same])
        told.append(line if times == 1 else f"{line} ({times} times)")
    if len(told) > 2 * _LONGEST:
        told = [*told[:_LONGEST], "  …", *told[-_LONGEST:]]
    return told


def _walked(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield _line(code.co_filename, str(trace.tb_lineno), code.co_qualname)
        trace = trace.tb_next


def _line(file: str, line: str, name: str) -> str:
    return f'  File "{place(file)}", line {line}, in {name}'


def _kind(error: BaseException) -> str:
    """The exception's class and what is known of it that can't be a value."""
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else _dotted(kind)
    known = []
    if isinstance(error, OSError) and error.errno is not None:
        known.append(errno.errorcode.get(error.errno, str(error.errno)))
    if isinstance(error, AttributeError | NameError | ImportError) and _is_in_code(error):
        known.append(str(error.name))
    if isinstance(error, AttributeError) and error.obj is not None:
        known.append(f"of {type(error.obj).__qualname__}")
    engine = getattr(error, "extendedresult", None)
    if isinstance(engine, int):
        known.append(f"engine's result {engine}")
    return f"{name} ({', '.join(known)})" if known else name


def _dotted(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def _is_in_code(error: AttributeError | NameError | ImportError) -> bool:
    """Whether the name that was missing stands in the program, so that it is nobody's value."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and error.name in trace.tb_frame.f_code.co_names
