"""The frame: sidebar, pages, menus, messages; it carries out what pages ask of the desk."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop import actions, frame
from desktop.afloat import Afloat
from desktop.backups import backup_words
from desktop.doings import Doings
from desktop.fault_windows import FaultWindows
from desktop.menus import Menus
from desktop.notices import Notices
from desktop.protection import Protection
from desktop.session import Session, counts
from desktop.unaccepted import Unaccepted
from desktop.way import entry_of, tell_way
from models.errors import UserError
from models.text import counted
from ui.commands import Command
from ui.desk import Desk, Opened, Place
from ui.pages.base import Page
from ui.widgets.sidebar import Entry, Sidebar
from ui.widgets.toast import Toast

RAIL_BELOW = 1360
_STEPS = 60

Pages = Mapping[str, Callable[[Desk], Page]]


class Window(QMainWindow):
    """The one main window. `pages` makes each page at its first visit."""

    shown = Signal(object)  # Place: what the page there asked for is on it
    uncaught = Signal(object)  # Fault: what nobody took, of any thread; arrives on this one

    def __init__(self, desk: Desk, session: Session, pages: Pages) -> None:
        super().__init__()
        self.desk, self.session = desk, session
        self._makers, self.pages = pages, dict[str, Page]()
        self._past: list[Place] = []
        self._future: list[Place] = []
        self._here = Place("welcome")
        self._labels: tuple[str | None, str | None] = (None, None)
        self._rail = frame.kept_rail(desk.settings)
        self._left: QWidget | None = None  # what Qt gave the keyboard when a page went
        self.setWindowTitle("Alliance Desk")
        self.setAcceptDrops(True)
        self.setMinimumSize(900, 560)
        self.doings = Doings(self)
        self.faults = FaultWindows(self)
        self.unaccepted = Unaccepted(self)
        self.afloat = Afloat(self)
        self.protection = Protection(self)
        session.ask_first = partial(self.unaccepted.asks_first, for_good=True)
        self._build()
        self.commands = actions.table(self)
        self.menus = Menus(self)
        self._actions = self.menus.actions
        frame.restore(self, desk.settings)
        lane = desk.lane
        lane.opened.connect(self._on_opened)
        lane.closed.connect(self._on_closed)
        lane.problem.connect(self.show_problem)
        session.refused.connect(self._on_refused)
        lane.fault.connect(self.faults.take)
        # In a turn of its own: what raised may be painting, and a window can't be made in there.
        self.uncaught.connect(self.faults.show_fault, Qt.ConnectionType.QueuedConnection)
        lane.history.connect(self._on_history)
        lane.saving.connect(self._on_saving)
        desk.unsaved_changed.connect(self._tell_saved)
        lane.changed.connect(self._on_change)
        desk.going.connect(self.go)
        desk.toasting.connect(self.show_toast)
        desk.problem.connect(self.show_problem)
        desk.importing.connect(self.doings.start_import)
        desk.beginning.connect(self.doings.begin)
        desk.opening.connect(session.open)
        desk.as_of_changed.connect(self._on_as_of)

    # ---- places ----------------------------------------------------------------------------

    @property
    def here(self) -> Place:
        return self._here

    @property
    def page(self) -> Page | None:
        return self.pages.get(self._here.page)

    def go(self, place: Place) -> None:
        """Show a place; where one was is kept for Back. What is typed is not lost unasked."""
        if place == self._here or not self.unaccepted.asks_first(partial(self._go, place)):
            self._go(place)

    def _go(self, place: Place) -> None:
        if place != self._here:
            self._past = [*self._past[-_STEPS:], self._here]
            self._future.clear()
        self._show(place)

    def back(self) -> None:
        if not self.unaccepted.asks_first(self._back):
            self._back()

    def forward(self) -> None:
        if not self.unaccepted.asks_first(self._forward):
            self._forward()

    def _back(self) -> None:
        if self._past:
            self._future.append(self._here)
            self._show(self._past.pop())

    def _forward(self) -> None:
        if self._future:
            self._past.append(self._here)
            self._show(self._future.pop())

    def _show(self, place: Place) -> None:
        before = self.page
        if before is not None:
            before.leave()
        self._here = place
        opened = self.desk.opened
        if opened.path is not None and not opened.copy_of:
            self.session.memory.keep_place(opened.path, place)
        page = self.made(place.page)
        self.stack.setCurrentWidget(page)
        if page is not before:
            self._left = QApplication.focusWidget()
        self.sidebar.setVisible(place.page not in ("welcome", "locked"))
        tell_way(self.desk, self._past)
        self.sidebar.select(entry_of(place, self.desk.way_back[0]))
        self._allow_ways()
        page.visit(place)

    def can_go_back(self) -> bool:
        return bool(self._past)

    def can_go_forward(self) -> bool:
        return bool(self._future)

    def _allow_ways(self) -> None:
        self._actions["back"].setEnabled(self.can_go_back())
        self._actions["forward"].setEnabled(self.can_go_forward())

    def made(self, key: str) -> Page:
        """A page, made now if it was not yet."""
        if key in self.pages:
            return self.pages[key]
        page = self.pages[key] = self._makers[key](self.desk)
        page.loaded.connect(self._on_loaded)
        page.counted.connect(partial(self.sidebar.set_count, key))
        page.bind_keys()
        self.stack.addWidget(page)
        return page

    def _on_loaded(self) -> None:
        page = self.page
        if page is None or self.sender() is not page:
            return
        focus = QApplication.focusWidget()
        if focus is None or focus is self.sidebar.search or focus is self._left:
            # Nobody has gone anywhere by key yet: begin on what is used most.
            lists = [one for one in page.findChildren(QAbstractItemView) if one.isVisible()]
            first = min(lists, key=frame.is_empty, default=None) or page.findChild(QTabBar)
            if isinstance(first, QWidget) and first.isVisible():
                first.setFocus()
        self._left = None
        self.shown.emit(self._here)

    # ---- messages --------------------------------------------------------------------------

    def show_toast(self, text: str, undo: bool = False) -> None:
        if undo:
            self.toast.show_message(text, "Undo", self.doings.undo)
        else:
            self.toast.show_message(text)

    def show_problem(self, message: str, hint: str = "") -> None:
        """The world's fault: a sentence at the top of the page until it is put away."""
        self._stand_somewhere()
        self.notices.show_problem(message, hint)

    def _on_refused(self, path: Path, error: UserError) -> None:
        self._stand_somewhere()
        self.notices.refuse(path, error)

    def _stand_somewhere(self) -> None:
        if self.page is None:
            self.doings.show_welcome()  # what was to be opened could not be: offer other ways

    # ---- what happens ----------------------------------------------------------------------

    def _on_opened(self, opened: Opened) -> None:
        self._past.clear()
        self._future.clear()
        name = opened.copy_of or opened.name
        self.setWindowTitle(f"{name} – Alliance Desk")
        self.sidebar.set_portfolio(name, opened.path.name if opened.path else "")
        self._count_again((opened.partners, opened.deals))
        self.sidebar.set_count("today", "")
        self.notices.welcome(opened)
        self._tell_saved()
        place = opened.place
        self.go(place if place is not None and place.page in self._makers else Place("today"))
        self._past.clear()
        self.menus.enable()

    def _on_closed(self) -> None:
        self.setWindowTitle("Alliance Desk")
        self.notices.forget()
        self.doings.show_welcome()
        self._past.clear()
        self.menus.enable()

    def _on_history(self, undo: str | None, redo: str | None) -> None:
        self._labels = (undo, redo)
        for name, label in (("undo", undo), ("redo", redo)):
            text = f"{name.capitalize()} “{label}”" if label else name.capitalize()
            self._actions[name].setText(text.replace("&", "&&"))
            self._actions[name].setEnabled(bool(label) and not self.desk.opened.read_only)

    def _on_saving(self, saving: bool) -> None:
        if saving:
            self.sidebar.set_saved("Saving…")
        else:
            self._tell_saved()

    def _tell_saved(self) -> None:
        opened = self.desk.opened
        words = "Open to read only" if opened.read_only else "All changes saved"
        unsaved = self.desk.unsaved
        if self.desk.afloat:
            words = "In memory only, not saved"
        elif unsaved:
            words = f"{counted(unsaved, 'value')} not saved"
        backup = backup_words(opened.backup, datetime.now().date())
        self.sidebar.set_saved(
            words, "" if opened.copy_of else backup, warn=bool(unsaved) or self.desk.afloat
        )

    def tell_backup(self) -> None:
        """Say at the left when the last backup was made."""
        self.desk.opened = replace(self.desk.opened, backup=self.session.last_backup())
        self._tell_saved()

    def _on_change(self, change: object) -> None:
        tables: frozenset[str] = getattr(change, "tables", frozenset())
        if "imports" in tables:
            self.tell_backup()  # one was made before it
        if {"partners", "deals", "packs"} & tables:
            self.desk.lane.read(counts, self._count_again, owner=self, key="counts")

    def _on_as_of(self, day: date) -> None:
        self._actions["today"].setEnabled(day != self.desk.today)

    def _count_again(self, counts: tuple[int, int]) -> None:
        self.sidebar.set_count("partners", counts[0])
        self.sidebar.set_count("deals", counts[1])

    def can_undo(self) -> bool:
        return bool(self._labels[0]) and not self.desk.opened.read_only

    def can_redo(self) -> bool:
        return bool(self._labels[1]) and not self.desk.opened.read_only

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        centre = QWidget()
        row = QHBoxLayout(centre)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.sidebar = Sidebar(centre)
        self.sidebar.set_entries([Entry(*section) for section in actions.SECTIONS])
        self.sidebar.picked.connect(self._on_picked)
        self.sidebar.search_clicked.connect(self.doings.palette)
        self.sidebar.settings_clicked.connect(self.doings.settings)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.notices = Notices(self.session)
        self.notices.put_first(self.afloat.bar)
        self.notices.restoring.connect(self.doings.restore_copy)
        self.notices.restoring_this.connect(self.doings.restore_this)
        self.notices.saving_copy.connect(self.doings.save_copy)
        self.banner, self.message = self.notices.banner, self.notices.message
        self.stack = QStackedWidget()
        column.addWidget(self.notices)
        column.addWidget(self.stack, 1)
        row.addWidget(self.sidebar)
        row.addLayout(column, 1)
        self.setCentralWidget(centre)
        self.toast = Toast(centre)

    def all_commands(self) -> list[Command]:
        page = self.page
        return [*(page.commands() if page else []), *self.commands]

    # ---- frame -----------------------------------------------------------------------------

    def toggle_rail(self) -> None:
        rail = not self.sidebar.is_rail()
        # What the width asks for anyway is no choice: the sidebar follows the width again.
        self._rail = None if rail == self._wants_rail() else rail
        frame.keep_rail(self.desk.settings, self._rail)
        self.sidebar.set_rail(rail)

    def _wants_rail(self) -> bool:
        return self.width() < RAIL_BELOW

    def _on_picked(self, key: str) -> None:
        self.go(Place(key))

    # ---- Qt --------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_rail(self._wants_rail() if self._rail is None else self._rail)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.unaccepted.asks_first(self.close, for_good=True):
            event.ignore()
            return
        page = self.page
        if page is not None:
            page.leave()
        frame.keep(self, self.desk.settings)
        self.desk.lane.stop()
        super().closeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.doings.drop_file(event.mimeData().urls()[0].toLocalFile())
