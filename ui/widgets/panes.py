"""F6: the keyboard goes from part to part of a window, each with its own stops of Tab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.card import Card
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageHeader
from ui.widgets.side_panel import SidePanel
from ui.widgets.sidebar import Sidebar
from ui.widgets.tab_order import in_order_of_tab

_PARTS = (Sidebar, PageHeader, MessageBar, SidePanel, Card)


def step(window: QWidget, *, backwards: bool = False) -> None:
    """Give the first stop of the next part the keyboard; after the last part comes the first."""
    panes = _panes(window)
    if not panes:
        return
    focus = QApplication.focusWidget()
    here = next((at for at, stops in enumerate(panes) if focus in stops), None)
    if here is None:
        target = panes[-1 if backwards else 0]
    else:
        target = panes[(here + (-1 if backwards else 1)) % len(panes)]
    reason = Qt.FocusReason.BacktabFocusReason if backwards else Qt.FocusReason.TabFocusReason
    target[0].setFocus(reason)


def _panes(window: QWidget) -> list[list[QWidget]]:
    """The stops of Tab in their order, parted where one part ends and another begins."""
    panes: list[list[QWidget]] = []
    owner: QWidget | None = None
    for at in in_order_of_tab(window):
        if _is_stop(at):
            part = _part(at, window)
            if not panes or part is not owner:
                panes.append([])
            owner = part
            panes[-1].append(at)
    return panes


def _is_stop(widget: QWidget) -> bool:
    return (
        bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and widget.focusProxy() is None
        and widget.isVisible()
        and widget.isEnabled()
    )


def _part(widget: QWidget, window: QWidget) -> QWidget | None:
    """The outermost part that a widget is in; None between the parts, as for a row of filters."""
    found = None
    at: QWidget | None = widget
    while at is not None and at is not window:
        if isinstance(at, _PARTS):
            found = at
        at = at.parentWidget()
    return found
