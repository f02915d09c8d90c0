"""The sections and items of a template as a tree, with the keys that move them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QTreeWidget,
    QTreeWidgetItem,
    QTreeWidgetItemIterator,
    QWidget,
)

from models.text import counted
from ui import icons, theme
from ui.tokens import ICON
from ui.widgets.buttons import IconButton
from ui.widgets.card import Card

if TYPE_CHECKING:
    from models.checklist.template import Item, Template
    from models.store.checklist_drafts import Fault

At = tuple[int | None, int | None]  # numbers of section and item; None: what is above them
HEAD: At = (None, None)
_AT = Qt.ItemDataRole.UserRole + 1
_ICONS = {
    "yes_no": "circle-check",
    "number": "chart-column",
    "money": "receipt-text",
    "date": "calendar",
    "choice": "list",
    "text": "message-square",
    "people": "users",
    "file": "paperclip",
}
_KEYS = {
    (Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier): "up",
    (Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier): "down",
    (Qt.Key.Key_Insert, Qt.KeyboardModifier.NoModifier): "add",
    (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier): "remove",
    (Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier): "copy",
    (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier): "edit",
    (Qt.Key.Key_Enter, Qt.KeyboardModifier.NoModifier): "edit",
    (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier): "edit",
}


class Outline(QTreeWidget):
    """``chosen`` carries an At; ``asked`` one of up, down, add, remove, copy, edit."""

    chosen = Signal(object)
    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Sections and questions")
        self.setAccessibleDescription(
            "Alt with the arrows moves, Insert adds, Delete removes, Enter edits"
        )
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setExpandsOnDoubleClick(False)
        self.setItemsExpandable(True)
        self._closed: set[str] = set()
        self._quiet = False
        self.currentItemChanged.connect(self._tell)
        self.itemDoubleClicked.connect(self._edit)
        self.itemCollapsed.connect(self._remember)
        self.itemExpanded.connect(self._remember)
        theme.notifier().changed.connect(self._take_size)
        self._take_size()

    @property
    def at(self) -> At:
        current = self.currentItem()
        told = current.data(0, _AT) if current is not None else HEAD
        return (told[0], told[1])

    def show_template(self, template: Template, faults: Sequence[Fault], at: At) -> At:
        """Show a template with a place chosen, or the nearest there is; that place."""
        wrong = {(fault.section, fault.item) for fault in faults}
        self._quiet = True
        top = self.verticalScrollBar().value()
        self.clear()
        head = self._row(None, "About this checklist", "info", HEAD, wrong)
        places: dict[At, QTreeWidgetItem] = {HEAD: head}
        for number, section in enumerate(template.sections):
            row = self._row(None, section.name, "layers", (number, None), wrong)
            row.setData(0, _AT + 1, section.key)
            words = counted(len(section.items), "question")
            more = " and one for each criterion" if section.each else ""
            row.setToolTip(0, f"{section.name}: {words}{more}")
            places[number, None] = row
            for place, item in enumerate(section.items):
                places[number, place] = self._row(
                    row, item.asks, _icon(item), (number, place), wrong
                )
            row.setExpanded(section.key not in self._closed)
        nearest = _nearest(at, template)
        self.setCurrentItem(places[nearest])
        self.verticalScrollBar().setValue(top)
        self.scrollToItem(places[nearest])
        self._quiet = False
        return nearest

    def go_to(self, at: At) -> None:
        """Choose a place; what is above it opens."""
        found = QTreeWidgetItemIterator(self)
        while (row := found.value()) is not None:
            if tuple(row.data(0, _AT)) == at:
                self.setCurrentItem(row)
                return
            found += 1

    def _row(
        self, parent: QTreeWidgetItem | None, words: str, icon: str, at: At, wrong: set[At]
    ) -> QTreeWidgetItem:
        row = QTreeWidgetItem([words])
        faulty = at in wrong
        row.setIcon(0, icons.icon("octagon-alert", "short") if faulty else icons.icon(icon))
        row.setData(0, _AT, list(at))
        row.setToolTip(0, words)
        row.setSizeHint(0, QSize(0, theme.px(26)))
        if faulty:
            row.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{words}, has a fault")
        if parent is None:
            self.addTopLevelItem(row)
            row.setFont(0, theme.font("strong"))
        else:
            parent.addChild(row)
        return row

    def _tell(self, *_: object) -> None:
        if not self._quiet and self.currentItem() is not None:
            self.chosen.emit(self.at)

    def _edit(self, *_: object) -> None:
        self.asked.emit("edit")

    def _remember(self, row: QTreeWidgetItem) -> None:
        key = row.data(0, _AT + 1)
        if self._quiet or key is None:
            return
        if row.isExpanded():
            self._closed.discard(key)
        else:
            self._closed.add(key)

    def _take_size(self) -> None:
        self.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))
        self.setIndentation(theme.px(18))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        asked = _KEYS.get((Qt.Key(event.key()), held))
        if asked is None:
            super().keyPressEvent(event)
        else:
            self.asked.emit(asked)


class OutlineCard(Card):
    """The tree with its buttons; ``asked`` as the tree's, and section for a new section."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=0)
        self.tree = Outline()
        self.tree.asked.connect(self.asked)
        self.tools: dict[str, IconButton] = {}
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 6, 8, 6)
        bar.setSpacing(2)
        for key, icon, name in (
            ("add", "plus", "Add a question or a section"),
            ("copy", "copy", "Copy the question (Ctrl+D)"),
            ("up", "arrow-up", "Move up (Alt+Up)"),
            ("down", "arrow-down", "Move down (Alt+Down)"),
            ("remove", "trash-2", "Remove (Delete)"),
        ):
            button = self.tools[key] = IconButton(icon, name)
            button.clicked.connect(self._offer_adding if key == "add" else partial(self._ask, key))
            bar.addWidget(button)
        bar.addStretch(1)
        self.body.setSpacing(0)
        self.body.addWidget(self.tree, 1)
        self.body.addLayout(bar)

    def _ask(self, what: str, _: bool = False) -> None:
        self.asked.emit(what)

    def _offer_adding(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for what, icon, words in (("add", "plus", "Question"), ("section", "layers", "Section")):
            menu.addAction(icons.icon(icon), words).triggered.connect(partial(self._ask, what))
        button = self.tools["add"]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))


def _icon(item: Item) -> str:
    return "database" if item.derived or item.mirrors else _ICONS.get(item.kind, "circle")


def _nearest(at: At, template: Template) -> At:
    """A place that is there, as near as can be to one that may be gone."""
    section, item = at
    if section is None:
        return HEAD
    section = min(section, len(template.sections) - 1)
    items = len(template.sections[section].items)
    if item is None or not items:
        return (section, None)
    return (section, min(item, items - 1))
