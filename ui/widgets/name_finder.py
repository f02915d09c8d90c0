"""Lets a line of text find a name by any part of it, however it is written."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QLineEdit


def finds_names(field: QLineEdit, names: Iterable[str]) -> QCompleter:
    """Offer the names that hold what is typed; the list is called as its field is."""
    completer = QCompleter(list(names), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    popup = completer.popup()
    if popup is not None:
        popup.setAccessibleName(field.accessibleName())
    field.setCompleter(completer)
    return completer
