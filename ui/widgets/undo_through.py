"""Ctrl+Z in a field that has nothing to take back is the window's, and so is redo."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit


class UndoThrough(QObject):
    """Watches the fields it is given; Qt's own keep both keys whatever there is to undo."""

    def __init__(self, parent: QObject, *fields: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(parent)
        for field in fields:
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and isinstance(watched, QLineEdit | QPlainTextEdit)
            and not _can(watched, event)
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _can(field: QLineEdit | QPlainTextEdit, event: QKeyEvent) -> bool:
    text = field if isinstance(field, QLineEdit) else field.document()
    if event.matches(QKeySequence.StandardKey.Undo):
        return text.isUndoAvailable()
    return not event.matches(QKeySequence.StandardKey.Redo) or text.isRedoAvailable()
