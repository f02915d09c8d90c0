"""Under the head of the assessment: the board, the table, the exceptions, and a line explained."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.assessment import BoardLine
from ui import theme
from ui.pages.assessment_lanes import LaneBoard
from ui.pages.assessment_panel import LinePanel
from ui.pages.assessment_table import columns, exception_columns
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from models.store.assessment_page import Explained
    from models.store.grants import ExceptionLine

# A column, and the width in logical pixels under which it gives way.
_GIVING_WAY = {
    "Signed by": 1560, "Approved by": 1460, "Reason": 1340, "Signed": 1210,
    "Aggregate TCV": 1000, "Held before": 1000,
}  # fmt: skip
_EXCEPTIONS_GIVING_WAY = {"From": 1000}


class AssessmentBody(QWidget):
    """One list of lines behind the lanes and the table; both show what the filters leave."""

    line_wanted = Signal(object)  # a line to be explained
    menu_wanted = Signal(object, QPoint)
    acted = Signal(str, object)  # key of an action, the line
    bulk_acted = Signal(str)  # key of an action for the selected rows
    clearing = Signal()  # the filters
    importing = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view_key = "board"
        self._face = "lines"
        self._dry = False
        self.model = TableModel(columns(), parent=self)
        self.lanes = LaneBoard()
        self.table = TableView(self.model, "Assessment")
        self.exceptions_model = TableModel(exception_columns(), parent=self)
        self.exceptions = TableView(self.exceptions_model, "Exceptions")
        self.bulk = BulkBar()
        self.panel = LinePanel()
        self.empty = EmptyState("award", "")
        self.no_exceptions = EmptyState(
            "badge-check",
            "No exceptions",
            hint="A tier that is granted beside the calculated one is listed here until its end"
            " and after.",
        )
        self._no_match = EmptyState("funnel", "No partners match the filters.", "Clear filters")
        self._build()
        self._connect()

    # ---- for the page ----------------------------------------------------------------------

    def show_lines(self, lines: Sequence[BoardLine], *, dry: bool) -> None:
        """Take other lines; what is under the cursor and explained stays so."""
        self._dry = dry
        ids = {line.id for line in lines}
        self.model.set_rows(lines)
        if self.panel.line_id not in ids:
            self.close_panel()

    def show_exceptions(self, lines: Sequence[ExceptionLine]) -> None:
        self.exceptions_model.set_rows(lines)
        self._choose_face()

    def filter(self, words: str, wanted: Callable[[BoardLine], bool]) -> None:
        """Show the lines that hold every word and for which wanted(line) holds."""
        self.model.set_filter(words)
        self.model.set_predicate(wanted)
        self.exceptions_model.set_filter(words)
        self.lanes.show_lines(self.model.rows, dry=self._dry)
        self._choose_face()

    @property
    def view_key(self) -> str:
        """board, table or exceptions."""
        return self._view_key

    def show_view(self, key: str) -> None:
        self._view_key = key
        self._choose_face()

    def show_face(self, *, partners: int, lines: int, problem: bool, year: int) -> None:
        """The lines, or what is said where there are none."""
        if lines:
            self._face = "lines"
        elif not partners:
            self._face = "empty"
            self.empty.set(
                "award", "No partners yet", "Import a spreadsheet",
                hint="The January assessment judges every participating partner on the whole"
                " year before.",
            )  # fmt: skip
        else:
            self._face = "empty"
            why = (
                "There is no assessment of this year."
                if problem
                else f"Nobody takes part on the measurement day of {year}."
            )
            self.empty.set(
                "award", why,
                hint="A partner takes part once it has accepted the invitation and signed the"
                " program agreement.",
            )  # fmt: skip
        self._choose_face()

    def rows(self) -> list[BoardLine]:
        """The lines on show, in the table's order."""
        return self.model.rows

    def chosen(self) -> list[BoardLine]:
        """The lines that an action goes to: the card under the cursor, or the selected rows."""
        if self._view_key == "table":
            return self.table.selected_rows()
        if self._view_key == "board" and self.lanes.current is not None:
            return [self.lanes.current]
        return []

    def spot(self) -> QPoint:
        """Where a menu for those lines opens."""
        if self._view_key == "board":
            return self.lanes.spot()
        rect = self.table.visualRect(self.table.currentIndex())
        return self.table.viewport().mapToGlobal(rect.bottomLeft() + QPoint(24, 0))

    def focus(self) -> None:
        """Give the keyboard to what is on show."""
        if self._view_key == "table":
            if not self.table.currentIndex().isValid() and self.model.rowCount():
                self.table.selectRow(0)
            self.table.setFocus()
        elif self._view_key == "exceptions":
            self.exceptions.setFocus()
        else:
            self.lanes.focus()

    def copy(self) -> int:
        """Put the table on show on the clipboard; how many rows that is."""
        view = self.exceptions if self._view_key == "exceptions" else self.table
        chosen = view.selected_ids()
        model = self.exceptions_model if view is self.exceptions else self.model
        if len(chosen) < 2:
            view.select_ids([row.id for row in model.rows])
        count = len(view.selected_ids())
        view.copy(headers=True)
        view.select_ids(chosen)
        return count

    # ---- the line that is explained --------------------------------------------------------

    def explain(self, line: BoardLine) -> None:
        """Open the panel for a line; the page reads what stands in it."""
        self.line_wanted.emit(line)

    def explain_again(self) -> None:
        """Read anew what is explained, after something was written: the line under the cursor."""
        line = self.model.find(self.panel.line_id) if self.panel.line_id else None
        if line is not None and self._view_key == "board":
            line = self.lanes.current or line
        if line is not None and self._panel_open:
            self.line_wanted.emit(line)

    def show_explained(self, told: Explained, actions: list[tuple[str, str, str]]) -> None:
        self._panel_open = True
        self.panel.show_line(told, actions)
        self.panel.show()
        self._side.open()

    def close_panel(self) -> None:
        self._panel_open = False
        self.panel.clear()
        self._side.close_drawer()
        if not self._side.is_drawer:
            self.panel.hide()

    # ---- inside ----------------------------------------------------------------------------

    def _choose_face(self) -> None:
        if self._view_key == "exceptions":
            self._faces.setCurrentWidget(
                self._exceptions_card if self.exceptions_model.count else self.no_exceptions
            )
        elif self._face == "empty":
            self._faces.setCurrentWidget(self.empty)
        elif self.model.count and not self.model.rowCount():
            self._faces.setCurrentWidget(self._no_match)
        else:
            self._faces.setCurrentWidget(
                self.lanes if self._view_key == "board" else self._table_card
            )

    def _open_id(self, line_id: object) -> None:
        line = self.model.find(line_id)
        if line is not None:
            self.explain(line)

    def _follow(self, line_id: object) -> None:
        """The panel goes with the cursor once it is open."""
        if self._panel_open:
            self._open_id(line_id)

    def _act(self, key: str) -> None:
        line = self.model.find(self.panel.line_id)
        if line is not None:
            self.acted.emit(key, line)

    def _table_menu(self, at: QPoint) -> None:
        if self.table.current_id() is not None:
            self.menu_wanted.emit(self.table.current_id(), self.table.viewport().mapToGlobal(at))

    def _drawer(self, _drawer: bool) -> None:
        if not self._panel_open:
            self.panel.setVisible(self._side.is_drawer)

    def _leave_panel(self) -> None:
        self.close_panel()
        self.focus()

    def _build(self) -> None:
        self._panel_open = False
        self._table_card = Card("", padding=0)
        self._table_card.body.setSpacing(0)
        self._table_card.body.addWidget(self.table, 1)
        self._table_card.body.addWidget(self.bulk)
        self._exceptions_card = Card("", padding=0)
        self._exceptions_card.body.addWidget(self.exceptions, 1)
        self._faces = QStackedWidget()
        for face in (
            self.lanes, self._table_card, self._exceptions_card, self.empty, self.no_exceptions,
            self._no_match,
        ):  # fmt: skip
            self._faces.addWidget(face)
        self._side = SidePanel(self._faces, self.panel, width=360, least=1060)
        self._side.drawer_changed.connect(self._drawer)
        self.panel.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._side, 1)
        self.bulk.add_button("Sign off", "shield-check", self._bulk_sign)
        self.bulk.add_button("Re-open…", "lock-open", self._bulk_reopen)
        self.bulk.add_button("Letters…", "mail", self._bulk_letters)
        self.bulk.add_button("Copy for Excel", "copy", self._bulk_copy)

    def _bulk_sign(self) -> None:
        self.bulk_acted.emit("sign")

    def _bulk_reopen(self) -> None:
        self.bulk_acted.emit("reopen")

    def _bulk_letters(self) -> None:
        self.bulk_acted.emit("letter")

    def _bulk_copy(self) -> None:
        self.bulk_acted.emit("copy")

    def _connect(self) -> None:
        self.lanes.opened.connect(self._open_id)
        self.lanes.moved.connect(self._follow)
        self.lanes.menu_wanted.connect(self.menu_wanted)
        self.table.opened.connect(self._open_id)
        self.table.selection_changed.connect(self._select)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._table_menu)
        self.bulk.dismissed.connect(self.table.clearSelection)
        self.panel.acted.connect(self._act)
        self.panel.put_away.connect(self._leave_panel)
        self._no_match.primary_clicked.connect(self.clearing)
        self.empty.primary_clicked.connect(self.importing)
        theme.notifier().changed.connect(self._fit)

    def _select(self, ids: list[object]) -> None:
        self.bulk.show_count(len(ids))
        if len(ids) == 1:
            self._follow(ids[0])

    def _fit(self) -> None:
        wide = self._faces.width()
        for view, giving_way in (
            (self.table, _GIVING_WAY),
            (self.exceptions, _EXCEPTIONS_GIVING_WAY),
        ):
            model = self.model if view is self.table else self.exceptions_model
            for at, column in enumerate(model.columns):
                if column.key_name in giving_way:
                    view.setColumnHidden(at, wide < theme.px(giving_way[column.key_name]))

    # Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
