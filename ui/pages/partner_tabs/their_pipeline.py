"""The partner's own list beside our deals: what differs, what ours lack, what to do about it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QMenu, QVBoxLayout, QWidget

from models.text import counted, day_text
from models.two_ledgers import Effect, Ledgers, Line
from ui import theme
from ui.desk import Desk, Place
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.their_pipeline_doings import LedgerDoings
from ui.pages.partner_tabs.their_pipeline_parts import LedgerParts
from ui.pages.partner_tabs.their_pipeline_table import (
    SHOWN,
    columns,
    copied_columns,
    wanted,
)
from ui.pages.partner_tabs.their_pipeline_tiles import told
from ui.tables.clipboard import as_clipboard

if TYPE_CHECKING:
    from models.store.partners import PartnerView

_LOW = 430  # height under which there is room for the table only, logical pixels
_FOLDER = "import/folder"


class TheirPipelineTab(Tab):
    KEY = "their_pipeline"
    TITLE = "Their pipeline"
    GROUP = "Pipeline"

    loaded = Signal()  # what was asked for is on the tab now

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.told: Ledgers | None = None
        self._choices: list[tuple[str, str]] = []
        self.doings = LedgerDoings(desk, self)
        self.doings.refused.connect(self.refuse)
        self.doings.weighed.connect(self._show_effect)
        self.parts = parts = LedgerParts(self)
        self.model, self.table, self.bulk = parts.model, parts.table, parts.bulk
        self.message, self.shown, self.search = parts.message, parts.shown, parts.search
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(parts)

    # ---- for the page ----------------------------------------------------------------------

    def fill(self, view: PartnerView, *, same: bool) -> None:
        if not same:
            self.told = None
            self.message.hide()
            self.shown.set_current("all")
            self.search.clear()
        partner_id, as_of = view.file.partner.id, self.desk.as_of

        def read(portfolio: Any, progress: Any) -> Ledgers:
            from models.store.partner_deals import ledgers

            return ledgers(portfolio, partner_id, as_of, progress)

        self.desk.lane.read(
            read, partial(self._take, same), owner=self, key="ledgers", progress=self._show_reading
        )

    def reveal(self, field: str, record_id: int | None) -> None:
        """`field` is one of the choices of lines."""
        if field in dict(SHOWN):
            self.shown.set_current(field)
            self._choose()
        self.table.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why something was not done."""
        self.message.set("short", sentence)
        self.message.show()

    # ---- what is shown ---------------------------------------------------------------------

    def _take(self, same: bool, found: Ledgers) -> None:
        before, self.told = self.told, found
        if before is None or before.currency != found.currency:
            self.model.columns = tuple(columns(found.currency))
        if same:
            self.model.refresh(found.lines)
            self._choose()
        else:
            self.model.set_rows(found.lines)
            self._choose()
        self.parts.tiles.show_ledgers(found)
        self.parts.about.set(told(found), "at_risk" if found.is_old else None)
        self._show_counts()
        self._show_face()
        self.show_chosen(self.table.selected_ids())
        self.loaded.emit()

    def _show_reading(self, done: int, total: int, text: str) -> None:
        if self.told is None:
            self.parts.about.set(f"{text} {done:,} of {total:,}")

    def _show_counts(self) -> None:
        if self.told is None:
            return
        current = self.shown.current
        counts = {key: self.told.count(key) for key, _ in SHOWN} | {"all": len(self.told.lines)}
        choices = [
            (key, f"{words} {counts[key]:,}")
            for key, words in SHOWN
            if counts[key] or key in ("all", current)
        ]
        if choices != self._choices:  # made anew, they would lose the keyboard
            self._choices = choices
            self.shown.set_choices(choices)
            self.shown.set_current(current)

    def _show_face(self) -> None:
        found, parts = self.told, self.parts
        if found is None or found.listed_on is None:
            other = bool(found and found.lists)
            parts.empty.set(
                "handshake",
                "No list of theirs by this day" if other else "No list of theirs yet",
                "Import their list" if self._can_write() else "",
                hint="A partner’s own list of deals is kept beside ours and compared: what differs,"
                " what ours lack. It counts for no tier; it tells how well you work together.",
            )
            face: QWidget = parts.empty
        elif not self.model.rowCount():
            words = dict(SHOWN)[str(self.shown.current)].lower()
            typed = self.search.text().strip()
            said = f"match “{typed}”" if typed else f"stand under “{words}”"
            parts.no_match.set("funnel", f"No deals {said}.", "Show all")
            face = parts.no_match
        else:
            face = self.table
        parts.show_face(face)
        self._fit_tiles(self.height())

    def _choose(self) -> None:
        shown = str(self.shown.current)
        self.model.set_predicate(None if shown == "all" else partial(wanted, shown))
        self._show_face()

    def pick(self, _: object) -> None:
        self._choose()

    def find_words(self, words: str) -> None:
        self.model.set_filter(words)
        self._show_face()

    def show_all(self) -> None:
        self.shown.set_current("all")
        self.search.clear()
        self._choose()

    # ---- lines that are chosen -------------------------------------------------------------

    @property
    def chosen(self) -> list[Line]:
        """The lines that are selected, or else the one under the cursor."""
        rows: list[Line] = self.table.selected_rows()
        if not rows:
            current = self.model.find(self.table.current_id())
            rows = [current] if current is not None else []
        return rows

    def show_chosen(self, ids: list[int]) -> None:
        """Offer what can be done with the selected lines, and weigh those that ours lack."""
        lines = self.chosen if ids else []
        self.parts.show_verbs(lines, writable=self._can_write())
        theirs = [line for line in lines if line.group == "only_theirs"]
        self.parts.effect.hide()
        if theirs:
            self.doings.weigh(theirs, self.partner_id)

    def _show_effect(self, found: Effect | None) -> None:
        theirs = [line for line in self.table.selected_rows() if line.group == "only_theirs"]
        if found is not None and theirs:
            self.parts.effect.set(found.words)
        self.parts.effect.setVisible(found is not None and bool(theirs))

    def same(self) -> None:
        self._write(partial(self.doings.settle, self.chosen, "same"))

    def different(self) -> None:
        self._write(partial(self.doings.settle, self.chosen, "different"))

    def take_over(self, field: str = "") -> None:
        self._write(partial(self.doings.take_over, self.chosen, field))

    def take_all(self) -> None:
        self.take_over()

    def flag(self) -> None:
        self._write(partial(self.doings.flag, self.chosen))

    def ask(self) -> None:
        day = self.told.listed_on if self.told is not None else None
        if day is not None and self.chosen:
            self._write(partial(self.doings.ask, self.chosen, self.partner_id, day))

    def set_aside(self) -> None:
        """Ask for a note, then put the lines aside; bring back those that are aside."""
        from ui.dialogs.ledger_note import NoteDialog

        lines = [line for line in self.chosen if line.can_set_aside]
        if not lines or not self._can_write():
            return
        if any(line.group == "aside" for line in lines):
            self.doings.set_aside(lines)
            return
        what = f"“{lines[0].name}”" if len(lines) == 1 else counted(len(lines), "deal")
        dialog = NoteDialog(what, self.window())
        dialog.noted.connect(partial(self.doings.set_aside, lines))
        dialog.open()

    def open_line(self, line_id: int) -> None:
        """Go to our deal, where we have it, or to the case that was made of one that we lack."""
        line = self.model.find(line_id)
        if line is not None and line.ours is not None:
            self.desk.go(Place("deals", line.ours.id))
        elif line is not None and line.omission is not None:
            self.desk.go(Place("partner", self.partner_id, f"omissions:{line.omission.id}"))

    def copy(self) -> None:
        lines = self.chosen
        if lines and self.told is not None:
            data = as_clipboard(copied_columns(self.told.currency), lines, headers=True)
            QGuiApplication.clipboard().setMimeData(data)
            self.desk.toast(f"Copied {counted(len(lines), 'deal')} with headings")

    def _write(self, doing: Any) -> None:
        self.message.hide()
        if self._can_write():
            doing()

    # ---- the list itself -------------------------------------------------------------------

    def import_list(self) -> None:
        """Pick the file that the partner gave, and import it as its list."""
        from ui.pages.import_steps.file_step import FILES

        folder = str(self.desk.settings.value(_FOLDER, "") or Path.home())
        name, _ = QFileDialog.getOpenFileName(self, "Import their list", folder, FILES)
        if name and self.view is not None:
            self.desk.import_partner = self.view.file.partner.name
            self.desk.importing.emit(name, "partner-pipeline")

    def ask_limits(self) -> None:
        """Ask from where on two lists differ."""
        from ui.dialogs.ledger_limits import LimitsDialog

        if self.told is None:
            return
        now = (*self.told.tolerance, self.told.most_age)
        dialog = LimitsDialog(now, self.window())
        dialog.chosen.connect(self._set_limits)
        dialog.open()

    def _set_limits(self, percent: int, days: int, age: int) -> None:
        def write(portfolio: Any) -> None:
            from models.store.partner_deals import Limits, set_limits

            set_limits(portfolio, Limits(percent, days, age))

        self.desk.lane.write("Set when two lists differ", write, owner=self)

    def show_course(self) -> None:
        """All lists that the partner gave, and how each compared when it came."""
        if self.told is None:
            return
        menu = QMenu(self.parts.course)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self.told.lists:
            menu.addAction(
                f"{day_text(one.listed_on)}: {one.agreed:,} of {one.theirs:,} agreed, it named"
                f" {one.named:,} of our {counted(one.ours, 'open deal')} ({one.file})"
            ).setEnabled(False)
        course = self.parts.course
        menu.popup(course.mapToGlobal(course.rect().bottomLeft()))

    def show_menu(self, spot: QPoint) -> None:
        lines = self.chosen
        if lines:
            menu = self.parts.menu(lines, writable=self._can_write())
            menu.popup(self.table.viewport().mapToGlobal(spot))

    @property
    def partner_id(self) -> int:
        return self.view.file.partner.id if self.view is not None else 0

    def _can_write(self) -> bool:
        return self.desk.opened.writable

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tiles(event.size().height())

    def _fit_tiles(self, height: int) -> None:
        there = self.told is not None and self.told.listed_on is not None
        self.parts.tiles.setVisible(there and height >= theme.px(_LOW))
