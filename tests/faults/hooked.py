"""Every write, sync, rename and deletion of this process, told to a watcher before and after.

SQLite's files are watched by a VFS below the cipher, what the product renames, deletes and syncs
itself around the calls that do it. A watcher may end the process or refuse what is about to be
done.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import apsw

_NAME = "hooked"


class Watcher:
    """Sees what is done to files; one that does nothing."""

    def opened(self, path: str, *, is_new: bool) -> None:
        """SQLite has opened a file."""

    def before(self, kind: str, path: str) -> None:
        """What is about to be done: write, truncate, sync, delete, rename or sync_folder."""

    def wrote(self, path: str, offset: int, data: bytes) -> None:
        """SQLite has written."""

    def truncated(self, path: str, size: int) -> None:
        """SQLite has cut a file."""

    def synced(self, path: str) -> None:
        """A file is on the disk, as SQLite or the product asked for."""

    def synced_folder(self, path: str) -> None:
        """The names in a folder are on the disk."""

    def deleted(self, path: str) -> None:
        """A name is gone."""

    def renamed(self, path: str, target: str) -> None:
        """A file has another name."""


_watchers: list[Watcher] = []
_vfs: list[apsw.VFS] = []


class _File(apsw.VFSFile):
    def __init__(self, name: Any, flags: list[int]) -> None:
        self._watcher = _watchers[-1] if _watchers else Watcher()
        self._path = name.filename() if isinstance(name, apsw.URIFilename) else (name or "")
        self._is_new = not Path(self._path).exists()
        super().__init__("unix", name, flags)
        self._watcher.opened(self._path, is_new=self._is_new)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._watcher.before("write", self._path)
        super().xWrite(data, offset)
        self._watcher.wrote(self._path, offset, bytes(data))

    def xTruncate(self, newsize: int) -> None:
        self._watcher.before("truncate", self._path)
        super().xTruncate(newsize)
        self._watcher.truncated(self._path, newsize)

    def xSync(self, flags: int) -> None:
        self._watcher.before("sync", self._path)
        super().xSync(flags)
        self._watcher.synced(self._path)
        if self._is_new and self._path.endswith(("-wal", "-journal")):
            # SQLite syncs the folder with the first sync of a log that it has made.
            self._watcher.synced_folder(str(Path(self._path).parent))
        self._is_new = False


class _Vfs(apsw.VFS):
    def __init__(self) -> None:
        super().__init__(_NAME, "unix")

    def xOpen(self, name: Any, flags: list[int]) -> _File:
        return _File(name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        watcher = _watchers[-1] if _watchers else Watcher()
        watcher.before("delete", filename)
        super().xDelete(filename, syncdir)
        watcher.deleted(filename)
        if syncdir:
            watcher.synced_folder(str(Path(filename).parent))


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Tell `watcher` of all that is done to files that are opened from now on."""
    if not _vfs:
        # For as long as the process lives: the cipher that lies over it keeps its address.
        _vfs.append(_Vfs())
        apsw.Connection("", vfs=f"multipleciphers-{_NAME}").close()
    before = apsw.vfs_names()[0]
    with ExitStack() as stack:
        _watchers.append(watcher)
        stack.callback(_watchers.remove, watcher)
        apsw.set_default_vfs(f"multipleciphers-{_NAME}")
        stack.callback(apsw.set_default_vfs, before)
        for name, seen in _around(watcher).items():
            stack.enter_context(patch.object(os, name, seen))
        yield


def _around(watcher: Watcher) -> dict[str, Callable[..., Any]]:
    fsync, replace, unlink = os.fsync, os.replace, os.unlink

    def seen_fsync(handle: int) -> None:
        path = str(Path(f"/proc/self/fd/{handle}").readlink())
        folder = Path(path).is_dir()
        watcher.before("sync_folder" if folder else "sync", path)
        fsync(handle)
        (watcher.synced_folder if folder else watcher.synced)(path)

    def seen_replace(source: Any, target: Any) -> None:
        watcher.before("rename", os.fspath(source))
        replace(source, target)
        watcher.renamed(os.fspath(source), os.fspath(target))

    def seen_unlink(path: Any, **how: Any) -> None:
        if os.path.lexists(path):
            watcher.before("delete", os.fspath(path))
        unlink(path, **how)
        watcher.deleted(os.fspath(path))

    return {"fsync": seen_fsync, "replace": seen_replace, "unlink": seen_unlink}
