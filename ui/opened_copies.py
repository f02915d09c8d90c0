"""Copies of kept files to look at: in a folder that only this user can read, gone on quitting."""

from __future__ import annotations

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from models.checklist.evidence_names import safe_name


class _Folder:
    """Made with the first copy; Python removes it at the end of the process."""

    made: tempfile.TemporaryDirectory[str] | None = None


def private_copy(name: str, data: bytes) -> Path:
    """Put a content under a safe name where it can be opened, not written; the same one once."""
    folder = _folder() / hashlib.sha256(data).hexdigest()[:16]
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / safe_name(name)
    if path.exists() and path.stat().st_size == len(data):
        return path
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    path.chmod(stat.S_IRUSR)
    return path


def clean() -> None:
    """Take all copies away."""
    made, _Folder.made = _Folder.made, None
    if made is not None:
        made.cleanup()


def _folder() -> Path:
    if _Folder.made is None or not Path(_Folder.made.name).is_dir():
        # mkdtemp makes it 0700.
        _Folder.made = tempfile.TemporaryDirectory(
            prefix="alliance-desk-", ignore_cleanup_errors=True
        )
    return Path(_Folder.made.name)
