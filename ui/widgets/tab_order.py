"""Where Tab goes among widgets that were made after those around them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_before(anchor: QWidget, *widgets: QWidget) -> None:
    """Let Tab reach these, in this order, right before a widget that can have the keyboard.

    Qt appends what is made late to the end of the window, so a list that is filled anew would be
    the last stop of all; and it refuses to order after a widget that can't have the keyboard.
    """
    before = anchor.previousInFocusChain()
    while before is not None and before is not anchor and not _stops(before, widgets):
        before = before.previousInFocusChain()
    for widget in widgets:
        if before is not None:
            QWidget.setTabOrder(before, widget)
        before = widget


def _stops(widget: QWidget, left_out: tuple[QWidget, ...]) -> bool:
    return (
        widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget not in left_out
        and widget.focusProxy() is None
    )
