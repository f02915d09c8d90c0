"""The face of the Checklists page that fills one checklist in for many partners at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from models.checklist.records import Where
from models.text import counted
from ui.desk import Desk, Place
from ui.faults import why
from ui.pages.checklist_grid_beside import BesideDialog
from ui.pages.checklist_grid_edits import GridEdits, Pasted, Written, refused_words
from ui.pages.checklist_grid_menus import cell_menu, set_menu
from ui.pages.checklist_grid_model import LINE, GridModel, Spot
from ui.pages.checklist_grid_view import GridView
from ui.widgets.announce import announce
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.checklist.filled import Filled
    from models.store.checklist_grid import Grid

_WIDTHS = "checklists/widths"


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
        self._noted: list[Spot] = []  # the cells that a window asks about
        self.bulk = BulkBar()
        self.set_button = self.bulk.add_button("Set all to…", "list-checks", self.offer_settings)
        self.wants_keys = False  # one has come here: the keyboard goes to the cells
        self._own: object = None  # our own change, whose rows are read by themselves
        self.model = GridModel(self)
        self.view = GridView(self.model)
        self.edits = GridEdits(desk, self.model, self)
        self._build()

    # ---- reading ---------------------------------------------------------------------------

    def show_list(self, template: str, period: str) -> None:
        """Show a checklist of a period over all partners."""
        self.template, self.period = template, period
        self.reload()

    def show_none(self) -> None:
        """Say that there is no checklist to show."""
        self.template, self.found = "", None
        self.empty.set("list-checks", "No checklist is offered", "Go to templates")
        self._faces.setCurrentWidget(self.empty)
        self.count.setText("")
        self.shown.emit()

    def reload(self) -> None:
        template, period, today = self.template, self.period, self.desk.as_of

        def read(portfolio: Any) -> Grid:
            from models.store.checklist_grid import grid

            return _counted(grid(portfolio, template, period, today))

        self.desk.lane.read(read, self._take, owner=self, key="grid", failed=self.refuse)

    def expects_own(self, change: object) -> bool:
        """Whether this is the change of which we read the rows by themselves."""
        own, self._own = self._own, None
        return own is not None and change is own

    def _take(self, found: Grid) -> None:
        here = self._here()
        fresh = self.found is None or self.found.template.key != found.template.key
        self.found = found
        self.model.writable = self.writable
        self.message.hide()
        if fresh:
            self.view.use_widths(self._kept_widths())
        self.model.show_grid(found.template, found.rows)
        self._find_again(here)
        self._show_face()
        if self.wants_keys and self._faces.currentWidget() is self.view:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.wants_keys = False
        self.periods_read.emit(found.periods)
        self.shown.emit()

    def _find_again(self, here: Spot | None) -> None:
        """Put the cursor back on its cell, or on the first where that is not on show."""
        place = self.model.place_of(*here) if here is not None else QModelIndex()
        if not place.isValid() and self.model.rowCount() and self.model.columnCount():
            place = self.model.index(0, 0)
        if place.isValid() and place != self.view.currentIndex():
            self.view.take_cell(place)

    def _read_rows(self, told: Written) -> None:
        template, period, today = self.template, self.period, self.desk.as_of
        # What changed nothing is told to nobody: the next change would be another's.
        self._own = told.change if told.change.tables else None

        def read(portfolio: Any) -> tuple[int, tuple[Filled, ...]]:
            from models.store.checklist_grid import grid_rows

            return told.write, grid_rows(portfolio, template, period, today, told.partner_ids)

        self.desk.lane.read(read, self._take_rows, owner=self, failed=self.refuse)

    def _take_rows(self, told: tuple[int, tuple[Filled, ...]]) -> None:
        write, rows = told
        shown = self.found
        if shown is not None:
            where = (shown.template.key, shown.period)
            mine = [row for row in rows if (row.where.template, row.period) == where]
            self.model.replace_rows(mine)
        self.model.settle(write)
        self._show_count()
        self.shown.emit()

    def refuse(self, error: BaseException) -> None:
        """Say why there is nothing to show."""
        self.found = None
        self.message.set("at_risk", "The grid can’t be shown.", why(error))
        self.message.show()
        self.empty.set("list-checks", "Nothing to show here", "Go to partners")
        self._faces.setCurrentWidget(self.empty)
        self.shown.emit()

    # ---- showing ---------------------------------------------------------------------------

    def set_filter(self, words: str, only: str) -> None:
        """Keep the partners that match, all ("") or only what is not complete ("open")."""
        here = self._here()
        self.model.set_shown(words, only)
        self._find_again(here)
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
        self.count.setVisible(bool(told))
        asked, answered = sum(p.asked for p in told), sum(p.answered for p in told)
        done = sum(p.complete for p in told)
        self.count.setText(
            f"{counted(len(told), 'partner')}, {done:,} complete  ·  "
            f"{answered:,} of {asked:,} answered"
        )

    def _show_cell(self, *_: object) -> None:
        """The whole question and answer under the cursor: a cell has room for a few words."""
        self.now.setText(" ".join(self.model.words_of(self.view.currentIndex()).split()))

    def _count_selected(self) -> None:
        self.bulk.show_count(self.view.count_chosen())
        kinds = self.view.kinds_chosen()
        self.set_button.setEnabled(self.writable and bool(kinds))
        self.beside_button.setEnabled(self.writable)

    @property
    def writable(self) -> bool:
        return self.desk.opened.writable

    def _here(self) -> Spot | None:
        return self.model.spot_of(self.view.currentIndex())

    def _kept_widths(self) -> dict[str, int]:
        told = self.desk.settings.value(f"{_WIDTHS}/{self.template}")
        pairs = (pair.rpartition("=") for pair in str(told or "").split(",") if "=" in pair)
        return {item: int(width) for item, _, width in pairs if width.isdecimal()}

    def _keep_widths(self) -> None:
        told = ",".join(f"{item}={width}" for item, width in self.view.kept.items())
        self.desk.settings.setValue(f"{_WIDTHS}/{self.template}", told)

    # ---- what a person does ----------------------------------------------------------------

    def copy_cells(self, headings: bool = True) -> None:
        count = self.edits.copy(self.view.chosen(), headings=headings)
        if count:
            self.desk.toast(f"Copied {counted(count, 'cell')}")
        self.view.setFocus()  # a button of the bar has it

    def copy_bare(self) -> None:
        self.copy_cells(headings=False)

    def fill_down(self) -> None:
        self.edits.fill_down(self.view.chosen())
        self.view.setFocus()

    def clear_cells(self) -> None:
        self.edits.clear(self.view.chosen())
        self.view.setFocus()

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

    def offer_settings(self) -> QMenu:
        return set_menu(self)

    def menu_at(self, spot: QPoint) -> QMenu | None:
        return cell_menu(self, spot)

    def ask_beside(self) -> None:
        """Ask for owner, due day and note of the selected cells."""
        self.view.setFocus()
        cells = [cell for cell in self.view.chosen() if self.model.can_note(cell)]
        if not cells:
            self.desk.toast("Nothing can be noted there")
            return
        line = cells[0].data(LINE)
        one = line.answer if len(cells) == 1 else None
        what = line.question if len(cells) == 1 else f"{counted(len(cells), 'answer')} at once"
        dialog = BesideDialog(what, self.desk.today, one, len(cells), self)
        self._noted = [spot for cell in cells if (spot := self.model.spot_of(cell)) is not None]
        dialog.answered.connect(self._set_beside)
        dialog.open()

    def _set_beside(self, owner: str, due_on: object, note: str) -> None:
        cells = [self.model.place_of(*spot) for spot in self._noted]
        self.edits.set_beside(cells, note, owner, due_on if isinstance(due_on, date) else None)

    def _say_why(self, index: QModelIndex) -> None:
        words = self.model.why_not(index)
        self.desk.toast(words)
        announce(self, words)

    def _say_refused(self, spot: object, text: str, sentence: str) -> None:
        busy = self.view.editing()
        place = self.model.place_of(*spot) if isinstance(spot, tuple) else QModelIndex()
        title = "That answer was not taken." if place.isValid() else "The answers were not taken."
        # An editor that is open keeps its words; what was refused meanwhile is quoted.
        quoted = f"‘{text}’: {sentence}" if busy and text else sentence
        self.message.set("short", title, quoted)
        self.message.show()
        announce(self, f"{title} {quoted}")
        if place.isValid() and text and not busy:
            self.view.say_refused(place, text)

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

    def _leave_empty(self) -> None:
        self.desk.go(Place("partners" if self.template else "templates"))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.message = MessageBar(closable=True)
        self.message.hide()
        self.count = Label("", "small", "text_2")
        self.now = ElidedLabel("", "small", "text")
        self.now.setAccessibleName("The cell under the cursor")
        self.empty = EmptyState("list-checks", "Reading the grid")
        self.empty.primary_clicked.connect(self._leave_empty)
        self.no_match = EmptyState("funnel", "No partner matches the filter")
        self._faces = QStackedWidget()
        for face in (self.empty, self.view, self.no_match):
            self._faces.addWidget(face)
        self.beside_button = self.bulk.add_button(
            "Owner, due, note…", "notebook-pen", self.ask_beside
        )
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
        foot = QHBoxLayout()
        foot.setSpacing(16)
        foot.addWidget(self.now, 1)
        foot.addWidget(self.count)
        outer.addWidget(card, 1)
        outer.addLayout(foot)
        self.view.typed.connect(self.edits.type_in)
        self.view.set_all.connect(self.edits.set_all)
        self.view.clearing.connect(self.edits.clear)
        self.view.filling.connect(self.fill_down)
        self.view.copying.connect(self.copy_cells)
        self.view.pasting.connect(self.paste)
        self.view.dating.connect(self.edits.today)
        self.view.opened.connect(self.open_current)
        self.view.noting.connect(self.ask_beside)
        self.view.blocked.connect(self._say_why)
        self.view.widened.connect(self._keep_widths)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self.menu_at)
        self.view.selectionModel().currentChanged.connect(self._show_cell)
        self.model.dataChanged.connect(self._show_cell)
        self.model.modelReset.connect(self._show_cell)
        self.view.selectionModel().selectionChanged.connect(self._count_selected)
        self.edits.refused.connect(self._say_refused)
        self.edits.asked.connect(self._ask)
        self.edits.written.connect(self._read_rows)


def _counted(found: Grid) -> Grid:
    """Count each row's progress here on the lane; a row keeps it. On the window's thread 500 rows
    stood it still for 25 ms.
    """
    for row in found.rows:
        _ = row.progress
    return found
