"""The face of the Checklists page that fills one checklist in for many partners at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from models.checklist.records import Where
from models.checklist.values import YES_NO
from models.errors import UserError
from models.text import counted
from ui.desk import Desk, Place
from ui.pages.checklist_grid_edits import GridEdits, Pasted, refused_words
from ui.pages.checklist_grid_model import LINE, GridModel
from ui.pages.checklist_grid_view import GridView
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.checklist.filled import Filled
    from models.store.checklist_grid import Grid


class GridFace(QWidget):
    """Reads a grid and shows it; ``shown`` tells when what was asked for is on screen."""

    shown = Signal()
    periods_read = Signal(object)  # keys of the periods to choose from

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.template = self.period = ""
        self.found: Grid | None = None
        self._pending: Pasted | None = None
        self.bulk = BulkBar()
        self.set_button = self.bulk.add_button("Set all to…", "list-checks", self._set_menu)
        self._own = 0  # our own changes whose rows are read by themselves
        self.model = GridModel(self)
        self.view = GridView(self.model)
        self.edits = GridEdits(desk, self.model, self)
        self._build()

    # ---- reading ---------------------------------------------------------------------------

    def show_list(self, template: str, period: str) -> None:
        """Show a checklist of a period over all partners."""
        self.template, self.period = template, period
        self.reload()

    def reload(self) -> None:
        template, period, today = self.template, self.period, self.desk.as_of

        def read(portfolio: Any) -> Grid:
            from models.store.checklist_grid import grid

            return grid(portfolio, template, period, today)

        self.desk.lane.read(read, self._take, owner=self, key="grid", failed=self._refuse)

    def expects_own(self) -> bool:
        """Whether the change that is told now is one whose rows we read by ourselves."""
        if self._own:
            self._own -= 1
            return True
        return False

    def _take(self, found: Grid) -> None:
        same = (
            self.found is not None
            and self.found.template.digest == found.template.digest
            and self.found.period == found.period
        )
        here = self._here()
        self.found = found
        self.model.writable = self.writable
        self.message.hide()
        self.model.show_grid(found.template, found.rows)
        if same and here is not None:
            self.view.take_cell(self.model.place_of(*here))
        elif self.model.rowCount() and self.model.columnCount():
            self.view.setCurrentIndex(self.model.index(0, 0))
        self._show_face()
        self.periods_read.emit(found.periods)
        self.shown.emit()

    def _read_rows(self, partner_ids: object) -> None:
        template, period, today = self.template, self.period, self.desk.as_of
        ids = list(partner_ids) if isinstance(partner_ids, list) else []
        self._own += 1  # the broadcast of this very change comes next

        def read(portfolio: Any) -> tuple[Filled, ...]:
            from models.store.checklist_grid import grid_rows

            return grid_rows(portfolio, template, period, today, ids)

        self.desk.lane.read(read, self._take_rows, owner=self)

    def _take_rows(self, rows: tuple[Filled, ...]) -> None:
        self.model.replace_rows(rows)
        self._show_count()
        self.shown.emit()

    def _refuse(self, error: BaseException) -> None:
        self.found = None
        if isinstance(error, UserError):
            self.message.set("at_risk", error.message, error.hint)
            self.message.show()
        self._faces.setCurrentWidget(self.empty)
        self.shown.emit()

    # ---- showing ---------------------------------------------------------------------------

    def set_filter(self, words: str, only: str) -> None:
        """Keep the partners that match, all ("") or only what is not complete ("open")."""
        self.model.set_shown(words, only)
        self._show_face()

    def _show_face(self) -> None:
        if self.found is None:
            return
        if not self.model.count:
            self.empty.set(
                "list-checks", "No partner has this checklist in this period", "Go to partners"
            )
            self._faces.setCurrentWidget(self.empty)
        elif not self.model.rowCount():
            self._faces.setCurrentWidget(self.no_match)
        else:
            self._faces.setCurrentWidget(self.view)
        self._show_count()

    def _show_count(self) -> None:
        told = [row.progress for row in self.model.rows]
        asked, answered = sum(p.asked for p in told), sum(p.answered for p in told)
        done = sum(p.complete for p in told)
        self.count.setText(
            f"{counted(len(told), 'partner')}, {done:,} complete  ·  "
            f"{answered:,} of {asked:,} answered"
        )

    def _count_selected(self) -> None:
        cells = self.view.chosen()
        can = [cell for cell in cells if self.model.can_answer(cell)]
        self.bulk.show_count(len(cells))
        yes_no = bool(can) and all(cell.data(LINE).item.kind == "yes_no" for cell in can)
        self.set_button.setEnabled(bool(can))
        self._can_set_words = yes_no

    @property
    def writable(self) -> bool:
        return self.desk.opened.path is not None and not self.desk.opened.read_only

    def _here(self) -> tuple[int, str] | None:
        index = self.view.currentIndex()
        line = index.data(LINE) if index.isValid() else None
        if line is None:
            return None
        return self.model.rows[index.row()].partner_id, line.item.key

    # ---- what a person does ----------------------------------------------------------------

    def copy_cells(self, headings: bool = True) -> None:
        count = self.edits.copy(self.view.chosen(), headings=headings)
        if count:
            self.desk.toast(f"Copied {counted(count, 'cell')}")

    def fill_down(self) -> None:
        self.edits.fill_down(self.view.chosen())

    def clear_cells(self) -> None:
        self.edits.clear(self.view.chosen())

    def paste(self) -> None:
        self.edits.paste(self.view.chosen() or [self.view.currentIndex()])

    def open_current(self, index: object = None) -> None:
        """Show the partner's checklist one question at a time."""
        cell = index if isinstance(index, QModelIndex) else self.view.currentIndex()
        if cell.isValid():
            row = self.model.rows[cell.row()]
            where: Where = row.where
            tab = f"{where.template}:{where.period}"
            self.desk.go(Place("checklist", where.partner_id, tab))

    def _set_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._can_set_words:
            for key, words in YES_NO.items():
                menu.addAction(words, _Setting(self, key))
            menu.addSeparator()
        menu.addAction("As the first one (Ctrl+D)", self.fill_down)
        menu.addAction("Nothing", self.clear_cells)
        menu.popup(self.set_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def _say_refused(self, index: QModelIndex, text: str, sentence: str) -> None:
        self.message.set("short", "That answer was not taken.", sentence)
        self.message.show()
        self.view.say_refused(index, text)

    def _ask(self, told: Pasted) -> None:
        """Some of a pasted block can't be taken: say what, offer the rest."""
        box = QMessageBox(self)
        box.setWindowTitle("Paste")
        box.setText(f"{counted(len(told.refused), 'cell')} can’t be taken.")
        box.setInformativeText(refused_words(told))
        rest = counted(len(told.cells), "answer")
        paste = box.addButton(f"Paste the other {rest}", QMessageBox.ButtonRole.AcceptRole)
        paste.setEnabled(bool(told.cells))
        cancel = box.addButton("Paste nothing", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(cancel)
        box.setEscapeButton(cancel)
        self._pending, self._paste_button, self._box = told, paste, box
        box.finished.connect(self._answered)
        box.open()

    def _answered(self, _: int) -> None:
        if self._pending is not None and self._box.clickedButton() is self._paste_button:
            self.edits.apply(self._pending)
        self._box.deleteLater()

    def _clear_selection(self) -> None:
        self.view.clearSelection()

    def _go_to_partners(self) -> None:
        self.desk.go(Place("partners"))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self._can_set_words = False
        self.message = MessageBar(closable=True)
        self.message.hide()
        self.count = Label("", "small", "text_2")
        self.empty = EmptyState("list-checks", "Reading the grid")
        self.empty.primary_clicked.connect(self._go_to_partners)
        self.no_match = EmptyState("funnel", "No partner matches the filter")
        self._faces = QStackedWidget()
        for face in (self.empty, self.view, self.no_match):
            self._faces.addWidget(face)
        self.bulk.add_button("Fill down", "arrow-down", self.fill_down)
        self.bulk.add_button("Copy with headings", "copy", self.copy_cells)
        self.bulk.dismissed.connect(self._clear_selection)
        card = Card(padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self._faces, 1)
        card.body.addWidget(self.bulk)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.message)
        outer.addWidget(card, 1)
        outer.addWidget(self.count)
        self.view.typed.connect(self.edits.type_in)
        self.view.set_all.connect(self.edits.set_all)
        self.view.clearing.connect(self.edits.clear)
        self.view.filling.connect(self.fill_down)
        self.view.copying.connect(self.copy_cells)
        self.view.pasting.connect(self.paste)
        self.view.dating.connect(self.edits.today)
        self.view.opened.connect(self.open_current)
        self.view.selectionModel().selectionChanged.connect(self._count_selected)
        self.edits.refused.connect(self._say_refused)
        self.edits.asked.connect(self._ask)
        self.edits.written.connect(self._read_rows)


class _Setting:
    """Gives the selected cells one answer; an object, so that no closure keeps the face."""

    def __init__(self, face: GridFace, value: str) -> None:
        self.face, self.value = face, value

    def __call__(self) -> None:
        self.face.edits.set_all(self.face.view.chosen(), self.value)
