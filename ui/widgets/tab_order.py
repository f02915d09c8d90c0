"""Where Tab goes among widgets that were made after those around them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_before(anchor: QWidget, *widgets: QWidget) -> None:
    """Let Tab reach these, in this order, right before another widget.

    Qt appends what is made late to the end of the window, so a list that is filled anew would be
    the last stop of all; and it orders nothing by a widget that can't have the keyboard.
    """
    policy = anchor.focusPolicy()
    if policy == Qt.FocusPolicy.NoFocus:
        anchor.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    before = anchor
    for widget in widgets:
        QWidget.setTabOrder(before, widget)
        before = widget
    QWidget.setTabOrder(before, anchor)
    anchor.setFocusPolicy(policy)


def in_order_of_tab(window: QWidget) -> list[QWidget]:
    """All that is in a window, in the order of Tab.

    Whatever `nextInFocusChain` returns is from then on held, for Python, by the one that was asked.
    A card so came to be held by what is inside it, the two by nobody else, and the collector freed
    both while they were shown. Hence the window is not asked for, and each goes back to its parent.
    """
    inside = [one for one in window.findChildren(QWidget) if one.window() is window]
    found: list[QWidget] = []
    for _ in inside:
        following = (found[-1] if found else window).nextInFocusChain()
        if following is not None:
            found.append(following)
    for parent in {one.parentWidget() or window for one in found}:
        parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return found
