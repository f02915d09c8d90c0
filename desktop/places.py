"""Where a portfolio lies, asked of this system: its drives, and the folders of sync services."""

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePath

from models.file_places import Mount, Shared, mounts_from, shared

_MOST_NAMES = 2_000
_MOST_TEXT = 4_096
_REMOTE = 4  # DRIVE_REMOTE
_LOCAL_FLAG = 0x1000  # MNT_LOCAL


def shared_place(path: Path) -> Shared | None:
    """Whether other computers write to the folder of a portfolio; runs beside the lane."""
    try:
        real = path.resolve()
        return shared(real, drives(real), _Disk(), roots())
    except OSError:
        return None


class _Disk:
    """This system's disk; what can't be read says nothing."""

    def names(self, folder: PurePath) -> list[str]:
        with contextlib.suppress(OSError), os.scandir(folder) as found:
            return [entry.name for entry in islice(found, _MOST_NAMES)]
        return []

    def text(self, file: PurePath) -> str:
        with contextlib.suppress(OSError), Path(file).open("rb") as opened:
            data = opened.read(_MOST_TEXT)
            return data.decode("utf-16" if data[:2] == b"\xff\xfe" else "utf-8", errors="replace")
        return ""


def drives(path: Path) -> tuple[Mount, ...]:
    """The drives among which the one of a file is; none where the system does not say."""
    if sys.platform == "win32":
        return _of_windows(path)
    if sys.platform == "darwin":
        return _of_mac(path)
    with contextlib.suppress(OSError):
        table = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        return mounts_from(table, type(path))
    return ()


def roots() -> Mapping[PurePath, str]:
    """The folders that OneDrive and Dropbox themselves name as theirs."""
    return {folder: service for folder, service in _named() if folder.is_absolute()}


def _named() -> Iterator[tuple[Path, str]]:
    for name in ("OneDrive", "OneDriveConsumer", "OneDriveCommercial"):
        if os.environ.get(name):
            yield Path(os.environ[name]), "OneDrive"
    bases = [Path.home() / ".dropbox"]
    bases += [
        Path(os.environ[n]) / "Dropbox" for n in ("APPDATA", "LOCALAPPDATA") if n in os.environ
    ]
    for base in bases:
        try:
            told = json.loads((base / "info.json").read_text(encoding="utf-8"))
            accounts = [one for one in told.values() if isinstance(one, dict)]
        except (OSError, ValueError, AttributeError):
            continue
        yield from ((Path(str(one["path"])), "Dropbox") for one in accounts if "path" in one)


def _of_windows(path: Path) -> tuple[Mount, ...]:
    if sys.platform != "win32":
        return ()
    import ctypes

    kind = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)
    return (Mount(PurePath(path.anchor), "remote" if kind == _REMOTE else "local"),)


def _of_mac(path: Path) -> tuple[Mount, ...]:
    """What `statfs` says of the file's drive; its structure is that of 64-bit inodes."""
    import ctypes

    class Told(ctypes.Structure):
        _fields_ = (
            ("sizes", ctypes.c_uint32 * 2),
            ("counts", ctypes.c_uint64 * 5),
            ("fsid", ctypes.c_int32 * 2),
            ("owner", ctypes.c_uint32),
            ("type", ctypes.c_uint32),
            ("flags", ctypes.c_uint32),
            ("subtype", ctypes.c_uint32),
            ("kind", ctypes.c_char * 16),
            ("point", ctypes.c_char * 1024),
            ("source", ctypes.c_char * 1024),
            ("reserved", ctypes.c_uint32 * 8),
        )

    library = ctypes.CDLL(None)
    call = getattr(library, "statfs$INODE64", None) or library.statfs
    told = Told()
    if call(os.fsencode(path), ctypes.byref(told)) != 0:
        return ()
    far = not told.flags & _LOCAL_FLAG
    kind = told.kind.decode("ascii", errors="replace")
    return (Mount(PurePath(os.fsdecode(told.point)), "remote" if far else kind),)
