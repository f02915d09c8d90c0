"""The parts of the tab about a partner's own list: heading, choices, table, what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from models.two_ledgers import TAKEN, Line
from ui import icons
from ui.pages.partner_tabs.their_pipeline_table import SHOWN, columns
from ui.pages.partner_tabs.their_pipeline_tiles import LedgerTiles
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, StatusLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar
from ui.widgets.search_field import SearchField
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ui.pages.partner_tabs.their_pipeline import TheirPipelineTab


class LedgerParts(QWidget):
    """The widgets of the tab, connected to what it does."""

    def __init__(self, tab: TheirPipelineTab) -> None:
        super().__init__(tab)
        self._tab = tab
        self.tiles = LedgerTiles()
        self.message = MessageBar("short", closable=True)
        self.message.hide()
        self.model = TableModel(columns(""), parent=self)
        self.table = TableView(self.model, "Their list beside ours")
        self.table.opened.connect(tab.open_line)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(tab.show_menu)
        self.shown = Segmented(SHOWN[:1], "Which deals")
        self.shown.chosen.connect(tab.pick)
        self.search = SearchField("Find a deal", width=150)
        self.search.textChanged.connect(tab.find_words)
        self.search.went_on.connect(self.table.setFocus)
        self.about = StatusLine(role="control")
        self.course = Button("Lists", "quiet", "history", name="All lists of this partner")
        self.course.clicked.connect(tab.show_course)
        self.limits = IconButton("sliders-horizontal", "When two lists differ")
        self.limits.clicked.connect(tab.ask_limits)
        self.bring = Button("Import their list", "plain", "download")
        self.bring.clicked.connect(tab.import_list)
        self.bulk = BulkBar()
        self.bulk.dismissed.connect(self.table.clearSelection)
        self._build_verbs()
        self.effect = StatusLine(role="control")
        self.effect.hide()
        self.no_match = EmptyState("funnel", "")
        self.no_match.primary_clicked.connect(tab.show_all)
        self.empty = EmptyState("handshake", "No list of theirs yet")
        self.empty.primary_clicked.connect(tab.import_list)
        self._lay_out()
        self.table.selection_changed.connect(tab.show_chosen)
        self._bind()

    def show_face(self, face: QWidget) -> None:
        """Show the table, or what stands in its place."""
        if face is self.empty:
            self._faces.setCurrentIndex(1)
        else:
            self._faces.setCurrentIndex(0)
            self._inner.setCurrentWidget(face)

    @property
    def face(self) -> QWidget | None:
        return self.empty if self._faces.currentIndex() else self._inner.currentWidget()

    def show_verbs(self, lines: Sequence[Line], *, writable: bool) -> None:
        """Offer what can be done with these lines."""
        self.bulk.show_count(len(lines) if writable else 0, least=1)
        for button, holds in self.verbs:
            button.setVisible(any(map(holds, lines)))
        flags = any(line.can_flag for line in lines)
        self.unflag.setVisible(not flags and any(line.can_unflag for line in lines))
        self.back.setVisible(any(line.group == "aside" for line in lines))

    def menu(self, lines: Sequence[Line], *, writable: bool) -> QMenu:
        """What can be done with lines, with the keys that do it."""
        tab = self._tab
        menu = QMenu(tab)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, icon, keys, slot, holds in (
            ("Same deal", "circle-check", "S", tab.same, is_maybe),
            ("Not the same deal", "circle-x", "N", tab.different, is_pair),
            ("Take over all that differs", "check", "T", tab.take_all, can_take),
            ("Flag as omission, or take the flag back", "flag", "F", tab.flag, flags),
            ("Ask the partner about it", "message-square", "A", tab.ask, is_open),
            ("Set aside, or bring back", "archive", "X", tab.set_aside, can_set_aside),
        ):
            action = menu.addAction(icons.icon(icon), f"{words}\t{keys}", slot)
            action.setEnabled(writable and any(map(holds, lines)))
        menu.addSeparator()
        menu.addAction(icons.icon("copy"), "Copy for Excel", tab.copy)
        return menu

    def _build_verbs(self) -> None:
        add, tab = self.bulk.add_button, self._tab
        taking = add("Take over", "check")
        menu = QMenu(taking)
        menu.addAction("All that differs").triggered.connect(tab.take_all)
        menu.addSeparator()
        self._picked = [_Picked(tab, field) for field in TAKEN]
        for picked, words in zip(self._picked, TAKEN.values(), strict=True):
            menu.addAction(f"Their {words}").triggered.connect(picked.run)
        taking.setMenu(menu)
        self.verbs = (
            (add("Same deal", "circle-check", tab.same), is_maybe),
            (add("Not the same", "circle-x", tab.different), is_pair),
            (taking, can_take),
            (add("Flag as omission", "flag", tab.flag), can_flag),
            (add("Ask about", "message-square", tab.ask), is_open),
            (add("Set aside", "archive", tab.set_aside), may_go_aside),
        )
        self.unflag = add("Take back flag", "undo-2", tab.flag)
        self.back = add("Bring back", "undo-2", tab.set_aside)

    def _lay_out(self) -> None:
        card = Card(padding=0)
        head = QHBoxLayout()
        head.setContentsMargins(16, 10, 10, 0)
        head.setSpacing(8)
        head.addWidget(self.about, 1)
        for part in (self.course, self.limits, self.bring):
            head.addWidget(part)
        which = QHBoxLayout()
        which.setContentsMargins(16, 8, 10, 8)
        which.setSpacing(8)
        which.addWidget(self.shown)
        which.addStretch(1)
        which.addWidget(self.search)
        self._inner = QStackedWidget()
        for face in (self.table, self.no_match):
            self._inner.addWidget(face)
        under = QHBoxLayout()
        under.setContentsMargins(16, 6, 16, 6)
        under.addWidget(self.effect, 1)
        card.body.setSpacing(0)
        card.body.addLayout(head)
        card.body.addLayout(which)
        card.body.addWidget(self._inner, 1)
        card.body.addLayout(under)
        card.body.addWidget(self.bulk)
        nothing = Card()
        nothing.body.addWidget(self.empty)
        self._faces = QStackedWidget()
        self._faces.addWidget(card)
        self._faces.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(10)
        outer.addWidget(self.message)
        outer.addWidget(self.tiles)
        outer.addWidget(self._faces, 1)

    def _bind(self) -> None:
        tab = self._tab
        for keys, slot in (
            ("S", tab.same), ("N", tab.different), ("T", tab.take_all), ("F", tab.flag),
            ("A", tab.ask), ("X", tab.set_aside),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)


class _Picked:
    """One entry of the menu of what to take over."""

    def __init__(self, tab: TheirPipelineTab, field: str) -> None:
        self._take, self._field = tab.take_over, field

    def run(self, _checked: bool = False) -> None:
        self._take(self._field)


def is_maybe(line: Line) -> bool:
    return line.group == "maybe"


def is_pair(line: Line) -> bool:
    return line.can_settle


def can_take(line: Line) -> bool:
    return any(line.can_take(field) for field in TAKEN)


def can_flag(line: Line) -> bool:
    return line.can_flag


def flags(line: Line) -> bool:
    return line.can_flag or line.can_unflag


def is_open(line: Line) -> bool:
    return line.group not in ("agreed", "aside")


def can_set_aside(line: Line) -> bool:
    return line.can_set_aside


def may_go_aside(line: Line) -> bool:
    return line.can_set_aside and line.group != "aside"
