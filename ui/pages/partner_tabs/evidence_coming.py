"""What was dropped or pasted, kept until it is known what it is for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData

from models.checklist.evidence_names import shown_name


def copied(mime: QMimeData) -> QMimeData:
    """What a drop holds is gone with the event; the question is answered later."""
    made = QMimeData()
    if mime.hasUrls():
        made.setUrls(mime.urls())
    elif mime.hasImage():
        made.setImageData(mime.imageData())
    return made


def called(coming: list[Path] | QMimeData) -> str:
    """How a question calls it: its name, or how many files there are."""
    if isinstance(coming, QMimeData):
        urls = coming.urls()
        if not urls:
            return "this picture"
        names = [url.fileName() for url in urls]
    else:
        names = [path.name for path in coming]
    return shown_name(names[0]) if len(names) == 1 else f"these {len(names)} files"
