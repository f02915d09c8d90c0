"""A file on the disk read as evidence: looked at first, then taken piece by piece."""

import stat
from collections.abc import Callable
from pathlib import Path

from models.checklist.evidence_kinds import check_size, kind_of
from models.checklist.evidence_names import shown_name
from models.errors import UserError

_PIECE = 2**20


def read_evidence(path: Path, progress: Callable[[int, int, str], object] | None = None) -> bytes:
    """The content of a file that may be kept; the file itself is left as it is.

    Raises UserError for one that is missing, no file, too big, empty, of a refused kind or
    unreadable; what is too big is not read.
    """
    file = shown_name(path.name)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UserError(f"{file} is a folder.", "Add the files that are in it.")
        if not stat.S_ISREG(found.st_mode):
            raise UserError(f"{file} is no file that can be copied.", "Add a file.")
        check_size(file, found.st_size)
        data = _pieces(path, file, found.st_size, progress)
    except OSError as fault:
        raise UserError(
            f"{file} can't be read: {fault.strerror or fault}.",
            "Look whether it is still there and whether you may read it.",
        ) from fault
    kind_of(file, data)
    return data


def _pieces(
    path: Path, file: str, size: int, progress: Callable[[int, int, str], object] | None
) -> bytes:
    pieces, done = [], 0
    with path.open("rb") as source:
        while piece := source.read(_PIECE):
            pieces.append(piece)
            done += len(piece)
            check_size(file, done)  # it may have grown since it was looked at
            if progress is not None:
                progress(done, size, f"Reading {file}")
    return b"".join(pieces)
