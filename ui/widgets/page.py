"""The head of a page and the room under it that scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.tokens import CARD_GAP, DRAWER_BELOW, PAGE_SIDE, PAGE_SIDE_NARROW
from ui.widgets.avatar import Avatar
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, IconLabel
from ui.widgets.pill import Pill
from ui.widgets.tab_order import put_before

_NARROW = DRAWER_BELOW - 60  # of the page, without the rail


def page_side(width: int) -> int:
    """Space at both sides of a page of a width, logical pixels."""
    return PAGE_SIDE if width >= _NARROW else PAGE_SIDE_NARROW


class PageHeader(QWidget):
    """Title, a line under it, actions at the right; above them the way back, if there is one."""

    crumb_clicked = Signal(object)  # key of a crumb

    def __init__(self, title: str = "", sub: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._crumbs = QHBoxLayout()
        self._crumbs.setSpacing(2)
        self._avatar = Avatar("", 44)
        self._avatar.hide()
        self._title = ElidedLabel(title, "title")
        self._sub = ElidedLabel(sub, "body", "text_2")
        self._pills: list[Pill] = []
        self._title_row = QHBoxLayout()
        self._title_row.setSpacing(8)
        self._title_row.addWidget(self._title)
        self._title_row.addStretch(1)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addLayout(self._title_row)
        self._sub_row = QHBoxLayout()
        self._sub_row.setSpacing(8)
        self._sub_row.addWidget(self._sub, 1)
        words.addLayout(self._sub_row)
        self._actions = QHBoxLayout()
        self._actions.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._grid.addLayout(self._crumbs, 0, 0, 1, 2)
        self._grid.addLayout(row, 1, 0)
        self._grid.addLayout(self._actions, 1, 1)
        self._holder: QHBoxLayout | QGridLayout = self._grid  # of the actions
        self._beside = True
        self.set_title(title)
        self.set_sub(sub)

    def set_title(self, title: str) -> None:
        self._title.setText(title)
        self.setAccessibleName(title)
        self._settle()

    def set_sub(self, sub: str) -> None:
        self._sub.setText(sub)
        self._sub.setVisible(bool(sub))
        self._settle()

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def sub(self) -> str:
        return self._sub.text()

    def set_avatar(self, name: str) -> None:
        """The initials of a name before the title; none for an empty name."""
        self._avatar.set_name(name)
        self._avatar.setVisible(bool(name))

    def set_pills(self, pills: Sequence[tuple[str, str, str]]) -> None:
        """Pills after the title, each as (text, tone, icon)."""
        while len(self._pills) < len(pills):
            made = Pill(parent=self)
            self._title_row.insertWidget(1 + len(self._pills), made)
            self._pills.append(made)
        for at, pill in enumerate(self._pills):
            pill.set(*(pills[at] if at < len(pills) else ("", "plain", "")))
        self._settle()

    def set_crumbs(self, crumbs: Sequence[tuple[object, str]]) -> None:
        """The way here, as (key, text); the last one is where one is and can't be clicked."""
        while (item := self._crumbs.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for at, (key, text) in enumerate(crumbs):
            if at:
                self._crumbs.addWidget(IconLabel("chevron-right", "text_3", 14))
            if at < len(crumbs) - 1:
                button = _Crumb(key, text, self)
                button.clicked_key.connect(self.crumb_clicked)
                self._crumbs.addWidget(button)
            else:
                self._crumbs.addWidget(ElidedLabel(text, "small_strong", "text_2"))
        self._crumbs.addStretch(1)
        put_before(self._title, *self.findChildren(_Crumb))

    def _settle(self) -> None:
        """Put the actions a line lower where beside the title they would cut it short."""
        pills = sum(pill.sizeHint().width() + 8 for pill in self._pills if not pill.isHidden())
        avatar = 0 if self._avatar.isHidden() else self._avatar.sizeHint().width() + 10
        wants = self._title.sizeHint().width() + pills + avatar + 20
        acts = self._actions.sizeHint().width()
        beside = wants + acts <= self.width()
        line = avatar + self._sub.sizeHint().width() + 20
        holder = self._grid if beside or line + acts > self.width() else self._sub_row
        if beside != self._beside or holder is not self._holder:
            self._holder.removeItem(self._actions)
            self._beside, self._holder = beside, holder
            if holder is self._sub_row:  # a line of their own would take height from the page
                self._sub_row.addLayout(self._actions)
            elif beside:
                self._grid.addLayout(self._actions, 1, 1)
            else:
                self._grid.addLayout(self._actions, 2, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def add_action(self, widget: QWidget) -> None:
        """A button at the right; the primary one comes last."""
        self._actions.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_button(self, text: str, kind: str = "plain", icon: str = "") -> Button:
        """Make a button and put it at the right."""
        button = Button(text, kind, icon, self)
        self.add_action(button)
        return button


class _Crumb(Button):
    clicked_key = Signal(object)

    def __init__(self, key: object, text: str, parent: QWidget) -> None:
        # An ampersand in a name would be taken for a key.
        super().__init__(text.replace("&", "&&"), "crumb", parent=parent, name=f"Back to {text}")
        self._key = key
        self.clicked.connect(self._tell)
        theme.notifier().changed.connect(self._take_font)
        self._take_font()

    def _take_font(self) -> None:
        self.setFont(theme.font("small_strong"))

    def _tell(self) -> None:
        self.clicked_key.emit(self._key)


class PageBody(QWidget):
    """A page that keeps its sides: 28 px, 20 where it is narrow. Put things into ``column``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(CARD_GAP)
        self._set_sides()

    def _set_sides(self) -> None:
        side = page_side(self.width())
        self.column.setContentsMargins(side, 20, side, 18)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_sides()


class PageScroll(QScrollArea):
    """A column that scrolls up and down and is never wider than its room."""

    def __init__(self, parent: QWidget | None = None, *, name: str = "Page") -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        # The keys reach it from what is inside; as a stop of its own it only costs a Tab.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        theme.set_kind(inner, "page")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(CARD_GAP)
        self.setWidget(inner)
