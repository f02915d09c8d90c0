"""Which partner each name of the file means, where it is nobody's name: same, new, or another."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.intake.match_rows import MatchRow, choices_of, done_words
from models.text import compact_money, counted, shortened
from ui import icons
from ui.pages.import_steps.flow import ImportFlow
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.pick_popup import PickPopup
from ui.widgets.segmented import Segmented

OPEN, ALL = "open", "all"


class MatchStep(QWidget):
    """Nothing is the same as a partner before a person says so; keys: S, N, P or Enter, U."""

    ready = Signal(bool)
    choosing = Signal()  # a choice was made: how many are left has to be said anew

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.flow = flow
        self._before: list[dict[str, str | None]] = []  # what was said before each choice
        self.model = TableModel(_columns(), parent=self)
        self.view = TableView(self.model, "Names in the file")
        self._build()
        self._keys()
        flow.changed.connect(self.show_flow)
        self.show_flow()

    # ---- what is shown ---------------------------------------------------------------------

    def begin(self) -> None:
        """Look at the names that are undecided, the one with most at stake first."""
        self.show_flow()
        self._filter_by(OPEN if self._rows_left() else ALL)
        self.view.setFocus()
        self._go_to(0)

    def show_flow(self) -> None:
        """Show the names with what was said of them."""
        rows = self.flow.names()
        if {row.id for row in rows} != {row.id for row in self.model.all_rows}:
            self._before.clear()
        self.model.refresh(rows)
        self._tell(rows)
        self.ready.emit(self.flow.checked is not None)

    def _tell(self, rows: list[MatchRow]) -> None:
        left = sum(row.is_open for row in rows)
        sure = sum(row.is_open and row.sure is not None for row in rows)
        told = (f"Undecided  {left:,}", f"All  {len(rows):,}")
        for button, words in zip(self.filter.findChildren(QPushButton), told, strict=True):
            button.setText(words)
            button.setAccessibleName(f"Show names: {words}")
        self.accept.setText(
            f"Accept all very likely ({sure:,})" if sure else "Accept all very likely"
        )
        self.accept.setEnabled(sure > 0)
        self.sum.setText(done_words(rows))
        self._show_face()
        self._allow()

    def _show_face(self) -> None:
        self._faces.setCurrentIndex(0 if self.model.rowCount() else 1)
        left = self._rows_left()
        self.nothing.set(
            "circle-check",
            "Every name that looks like another one is decided." if not left else "No names.",
            "Show all names" if self.model.count else "",
        )

    def _rows_left(self) -> int:
        return sum(row.is_open for row in self.model.all_rows)

    def _filter_by(self, key: object) -> None:
        self.filter.set_current(key)
        self.model.set_predicate(_is_open if key == OPEN else None)
        self._show_face()
        self._allow()

    def _show_all(self) -> None:
        self._filter_by(ALL)
        self.view.setFocus()

    def _allow(self, _: object = None) -> None:
        rows = self._chosen()
        proposed = any(row.proposal is not None for row in rows)
        self.same.setEnabled(proposed)
        like = rows[0].proposal if len(rows) == 1 else None
        self.same.setText(f"Same as {_short(like.partner)}" if like is not None else "Same")
        self.new.setEnabled(bool(rows))
        self.pick.setEnabled(bool(rows))
        self.undo.setEnabled(bool(self._before) or any(row.said is not None for row in rows))

    # ---- what a person says ----------------------------------------------------------------

    def _chosen(self) -> list[MatchRow]:
        rows = self.view.selected_rows()
        current = self.model.row_at(self.view.currentIndex())
        return rows or ([current] if current is not None else [])

    def say_same(self) -> None:
        """Each of the chosen names is the partner that it looks most like."""
        said = {row.id: row.proposal.partner for row in self._chosen() if row.proposal is not None}
        if said:
            self._say(said)

    def say_new(self) -> None:
        """Each of the chosen names is a new partner, and none of those that it looks like."""
        self._say(dict.fromkeys((row.id for row in self._chosen()), ""))

    def take_back(self) -> None:
        """Nothing is said of the chosen names any more; where nothing was, the choice made last
        is taken back.
        """
        rows = [row for row in self._chosen() if row.said is not None]
        if rows:
            self._say(dict.fromkeys((row.id for row in rows), None), stay=True)
        elif self._before:
            before = self._before.pop()
            self._say(before, stay=True, keep=False)
            self.view.select_ids(list(before), next(iter(before)))

    def accept_likely(self) -> None:
        """Every undecided name that is very likely one partner is that partner."""
        said = {row.id: row.sure.partner for row in self.model.all_rows if row.is_open and row.sure}
        if said:
            self._say(said, stay=True)

    def pick_another(self, _: object = None) -> None:
        """Choose the partner from the list of all."""
        rows = self._chosen()
        checked = self.flow.checked
        if not rows or checked is None:
            return
        options = choices_of(rows[0], checked.partners, self.model.all_rows)
        what = f"“{rows[0].name}” is" if len(rows) == 1 else f"{counted(len(rows), 'name')} are"
        popup = PickPopup(what, options, self)
        popup.picked.connect(partial(self._picked, [row.id for row in rows]))
        cell = self.view.visualRect(self.view.currentIndex())
        popup.open_at(self.view.viewport(), max(0, cell.left()), cell.bottom() + 2)

    def _picked(self, ids: list[str], name: str) -> None:
        self._say(dict.fromkeys(ids, name))

    def _say(
        self, said: Mapping[str, str | None], *, stay: bool = False, keep: bool = True
    ) -> None:
        row = self.view.currentIndex().row()
        if keep:
            known = {one.id: one.said for one in self.model.all_rows}
            self._before.append({name: known.get(name) for name in said})
        single = len(said) == 1
        self.flow.say_names(said)
        self.model.refresh(self.flow.names())
        self._tell(self.model.all_rows)
        self.choosing.emit()
        if single and not stay:
            self._go_to(row + 1)
        self.view.setFocus()

    def _go_to(self, row: int) -> None:
        row = min(row, self.model.rowCount() - 1)
        if row >= 0:
            self.view.select_ids([self.model.id_at(row)], self.model.id_at(row))
            self.view.scrollTo(self.model.index(row, 0))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        card = Card("Names in the file that are no partner’s yet", padding=0)
        self.filter = Segmented([(OPEN, "Undecided"), (ALL, "All")], "Show names")
        self.filter.chosen.connect(self._filter_by)
        self.accept = Button("Accept all very likely", "plain", "list-checks")
        self.accept.clicked.connect(self.accept_likely)
        card.add_action(self.accept)
        card.add_action(self.filter)
        self.nothing = EmptyState("circle-check", "")
        self.nothing.primary_clicked.connect(self._show_all)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.view)
        self._faces.addWidget(self.nothing)
        card.body.setContentsMargins(0, 0, 0, 0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self._foot())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        self.view.selection_changed.connect(self._allow)
        self.view.opened.connect(self.pick_another)
        self.view.customContextMenuRequested.connect(self._menu)

    def _foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 8, 16, 8)
        row.setSpacing(8)
        self.same = Button("Same", "quiet", "link")
        self.new = Button("New partner", "quiet", "circle-plus")
        self.pick = Button("Pick another…", "quiet", "search")
        self.undo = Button("Take back", "quiet", "undo-2")
        for button, slot, key, words in self._verbs():
            button.clicked.connect(slot)
            button.setToolTip(f"{words} ({key})")
            row.addWidget(button)
        row.addStretch(1)
        self.sum = Label("", "small", "text_2")
        row.addWidget(self.sum)
        return foot

    def _verbs(self) -> list[tuple[Button, Any, str, str]]:
        return [
            (self.same, self.say_same, "S", "It is that partner"),
            (self.new, self.say_new, "N", "It is a new partner"),
            (self.pick, self.pick_another, "P", "It is a partner that I pick"),
            (self.undo, self.take_back, "U", "Take back what was said of it"),
        ]

    def _keys(self) -> None:
        for _, slot, key, _ in self._verbs():
            short = QShortcut(QKeySequence(key), self.view)
            short.setContext(Qt.ShortcutContext.WidgetShortcut)
            short.activated.connect(slot)

    def _menu(self, at: QPoint) -> None:
        if not self._chosen():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for button, slot, key, _ in self._verbs():
            action = menu.addAction(icons.icon(_ICONS[key]), f"{button.text()}\t{key}", slot)
            action.setEnabled(button.isEnabled())
        menu.popup(self.view.viewport().mapToGlobal(at))


_ICONS = {"S": "link", "N": "circle-plus", "P": "search", "U": "undo-2"}


def _columns() -> list[Column]:
    return [
        Column(
            "In the file", lambda r: r.name, sub=lambda r: counted(r.rows, "row"),
            width=200, stretch=True, name="name",
        ),
        Column(
            "Money", lambda r: r.worth, role="money", width=96, spoken=True, name="worth",
            text=lambda r: compact_money(r.worth, r.currency) if r.worth else "–",
            tip="TCV of its rows, in the program’s currency",
        ),
        Column(
            "Looks like", lambda r: r.proposal.partner if r.proposal else "",
            text=lambda r: r.proposal.partner if r.proposal else "Nobody known",
            sub=lambda r: r.likeness, tone=_tone, width=290, gives=True, spoken=True, name="like",
        ),
        Column(
            "Becomes", lambda r: r.becomes, width=190, gives=True, spoken=True, name="becomes",
            tone=lambda r: "at_risk" if r.is_open else "text",
        ),
    ]  # fmt: skip


def _tone(row: MatchRow) -> str:
    return "text" if row.proposal is not None else "text_3"


def _is_open(row: MatchRow) -> bool:
    return row.is_open


def _short(name: str) -> str:
    """A name on a button, where & would underline a letter."""
    return shortened(name, 28).replace("&", "&&")
