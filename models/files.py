"""Every file the product writes is whole under its name, or not there at all."""

import codecs
import errno
import os
import platform
import re
import shutil
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.errors import UserError

_TEMPORARY = ".alliance-part"
_LOGS = ("-wal", "-shm", "-journal")  # SQLite's, beside a part that is a portfolio
_LONGEST = 8 * 2**20  # of a text that is read whole: a program, a template, a mapping
# What names the process that writes a part, and its computer: its log may lie beside it.
_PART = re.compile(rf"\..+\.[0-9a-f]{{8}}-(\d+)-([0-9a-f]{{8}}){re.escape(_TEMPORARY)}(-\w+)?")


@contextmanager
def safe_save(target: Path, *, force: bool = False, private: bool = False) -> Iterator[Path]:
    """Yield a temporary path beside `target`; on leaving it is synced and renamed into place.

    `private` gives the file mode 0600. Raises UserError where the target exists (and not
    `force`), its folder is missing, or the disk refuses; then nothing is left behind.
    """
    check_target(target, force=force)
    sweep(target.parent)
    part = _part_of(target)
    try:
        yield part
        if private:
            part.chmod(0o600)
        _sync(part)
        os.replace(part, target)
        sync_folder(target.parent)
    except OSError as fault:
        held = fault.errno in (errno.EACCES, errno.EPERM)  # Windows: open in another program
        raise UserError(
            f"{target} can't be written: {fault.strerror or fault}.",
            "Close it where it is open, or choose another name or folder."
            if held
            else "Free some space or choose another folder, then try again.",
        ) from fault
    finally:
        # A disk that refused to write may refuse this too; the next save in the folder sweeps.
        for left in ("", *_LOGS):
            with suppress(OSError):
                part.with_name(part.name + left).unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a killed process of this computer had begun to write in a folder."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            found = _PART.fullmatch(entry.name)
            if found and found[2] == _here() and not _runs(int(found[1])):
                with suppress(OSError):
                    os.unlink(entry.path)


def _part_of(target: Path) -> Path:
    mark = f"{os.urandom(4).hex()}-{os.getpid()}-{_here()}"
    return target.with_name(f".{target.name}.{mark}{_TEMPORARY}")


def _here() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _runs(process: int) -> bool:
    """Whether a process of this computer runs."""
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True  # somebody else's
    return True


def check_target(target: Path, *, force: bool = False) -> None:
    """Raise UserError where `target` can't take a new file, before any work is done for it."""
    if target.is_dir():
        raise UserError(f"{target} is a folder.", "Give the name of a file in it.")
    if target.exists() and not force:
        raise UserError(
            f"{target} exists already.",
            "Choose another name; on the command line --force replaces it.",
        )
    if not target.parent.is_dir():
        raise UserError(f"The folder {target.parent} does not exist.", "Make it first.")
    if not os.access(target.parent, os.W_OK):
        raise UserError(f"The folder {target.parent} is read-only.", "Choose another folder.")


def require_room(folder: Path, size: int) -> None:
    """Raise UserError where a folder's disk has not so many bytes free, with what is missing."""
    free = shutil.disk_usage(folder).free
    if free < size:
        raise UserError(
            f"The disk of {folder} is too full: {_megabytes(size)} are needed,"
            f" {_megabytes(free)} are free.",
            f"Free {_megabytes(size - free)}, or choose another folder.",
        )


def _megabytes(size: int) -> str:
    return f"{max(size / 1_000_000, 0.1):,.1f} MB"


def check_ending(target: Path, *endings: str) -> None:
    """Raise UserError where the name says that the file is of another kind than it would be."""
    if target.suffix.casefold() not in endings:
        raise UserError(
            f"{target} would not be what its name says.",
            f"Give a name that ends in {' or '.join(endings)}.",
        )


def read_text(path: Path) -> str:
    """The text of a file in UTF-8, or in UTF-16 with its mark; lines end in a line feed.

    Raises UserError where it is missing, a folder, unreadable, too long, or no text.
    """
    if path.is_dir():
        raise UserError(f"{path} is a folder.", "Choose a file in it.")
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST + 1)
    except FileNotFoundError:
        raise UserError(f"There is no file {path}.", "Check the name and the folder.") from None
    except OSError as fault:
        raise UserError(
            f"{path} can't be read: {fault.strerror or 'it is no file'}.", "Check who may read it."
        ) from fault
    if len(data) > _LONGEST:
        raise UserError(
            f"{path.name} has more than {_LONGEST >> 20} MB, too much for such a file.",
            "Choose the file that was meant.",
        )
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    if b"\0" in data and not wide:
        raise UserError(f"{path.name} is no text.", "Save it as UTF-8 and try again.")
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        said = "it is no text" if wide else f"line {line}: it is not UTF-8"
        raise UserError(
            f"{path.name}{': ' if wide else ', '}{said}.", "Save it as UTF-8 and try again."
        ) from fault
    return text.replace("\r\n", "\n").replace("\r", "\n")


def write_text(target: Path, text: str, *, force: bool = False) -> Path:
    """Put a text in its place whole, in UTF-8; the place. Raises UserError as `safe_save` does."""
    return write_bytes(target, text.encode(), force=force)


def write_bytes(target: Path, data: bytes, *, force: bool = False) -> Path:
    """Put a content in its place whole; the place. Raises UserError as `safe_save` does."""
    with safe_save(target, force=force) as part:
        part.write_bytes(data)
    return target


def _sync(path: Path) -> None:
    # On Windows fsync needs a writable handle, hence r+b.
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make sure of the names in a folder: what was deleted or renamed in it stays so."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
