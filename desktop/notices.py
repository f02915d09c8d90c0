"""What is said above the pages: what kind of portfolio this is, and what went wrong."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import crash
from desktop.backups import failure_words, last_in_folder
from desktop.crash import Crash
from desktop.session import Session
from models.errors import HeldElsewhere, OnlyReadable, UserError
from models.text import counted, day_text
from ui.desk import Opened
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.file_places import Shared

# The first page is up and read by then; whoever writes to the folder can wait so long.
_LOOK_AFTER_MS = 2_000


class Notices(QWidget):
    """A banner for as long as the portfolio is open, and a message until it is put away."""

    restoring = Signal()
    restoring_this = Signal()
    saving_copy = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._refused = Path()
        self.banner, self.message = MessageBar(), MessageBar(closable=True)
        self.crash, self.place = MessageBar(closable=True), MessageBar(closable=True)
        self._reports = ""
        session.damaged.connect(self.tell_damage)
        self.banner.closed.connect(self._put_away)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(6)
        self.place.closed.connect(self._put_away_place)
        self._looking = QTimer(self)
        self._looking.setSingleShot(True)
        self._looking.timeout.connect(self.look_at_place)
        for bar in (self.crash, self.banner, self.place, self.message):
            column.addWidget(bar)
            bar.hide()

    def put_first(self, bar: MessageBar) -> None:
        """Give a bar that somebody else speaks by its place above all others."""
        self.column.insertWidget(0, bar)

    def show_problem(self, message: str, hint: str = "") -> None:
        self.message.clear_buttons()
        self.message.set("short", message, hint)
        self.message.show()

    def refuse(self, path: Path, error: UserError) -> None:
        """Say why a portfolio could not be opened, with the way on as a button."""
        self._refused = path
        self.show_problem(error.message, error.hint)
        if isinstance(error, HeldElsewhere):
            self.show_problem(
                error.message,
                "Write to it only if it is closed there: two computers lose changes.",
            )
            self.message.add_button("Open to read only", self._open_to_read)
            self.message.add_button("It is closed there: open it", self._open_anyway)
        elif isinstance(error, OnlyReadable) and path.exists():
            self.message.add_button("Open to read only", self._open_to_read)
        elif last_in_folder(path) is not None:
            self.message.add_button("Restore a backup…", self.restoring.emit)

    def welcome(self, opened: Opened) -> None:
        """Say what is special about the portfolio that has been opened."""
        self.message.hide()
        self.place.hide()
        self._show_banner(opened)
        if opened.writable and not opened.copy_of:
            self._looking.start(_LOOK_AFTER_MS)
        missing = self.session.watch.missing(opened)
        if missing:
            self._tell_missing(missing)
        elif opened.path is not None and not opened.read_only:
            why = self.session.memory.take_not_copied(opened.path)
            if why:
                self.show_problem(*failure_words(why))
                self.message.add_button("Save a verified copy…", self.saving_copy.emit)

    def _tell_missing(self, count: int) -> None:
        were, are, them = ("was", "is", "it") if count == 1 else ("were", "are", "them")
        self.show_problem(
            f"{counted(count, 'change')} that {were} made here {are} not in this file.",
            f"It is an older copy, or its log was lost. A backup may have {them}.",
        )
        self.message.add_button("Restore a backup…", self.restoring.emit)

    def tell_damage(self, path: Path, fault: str) -> None:
        """Say what is wrong with a file that is open to read only for that reason."""
        told = f"{path.name} is damaged: {fault}"
        self.show_problem(f"{told}; it is open to read only, and nothing is written to it.")
        self.banner.clear_buttons()  # to open it for writing is no way on
        if last_in_folder(path) is not None:
            self.message.add_button("Restore a backup…", self.restoring.emit)

    def offer_reports(self, found: Sequence[Crash]) -> None:
        """Say calmly that the last run ended by itself; its report may be copied or deleted."""
        if not found:
            return
        self._reports = "\n\n".join(one.report for one in found)
        at = found[0].at
        self.crash.set(
            "accent",
            f"Alliance Desk ended by itself on {day_text(at.date())} at {at:%H:%M}.",
            "What was saved is there. A report names the place in the program, nothing of yours.",
        )
        self.crash.clear_buttons()
        self._copy = self.crash.add_button("Copy details", self._copy_reports)
        self.crash.add_button("Delete", self._delete_reports)
        self.crash.show()

    def look_at_place(self) -> None:
        """Say once of a portfolio that other computers write to its folder, where they do."""
        path = self.session.desk.opened.path
        if path is not None and not self.session.memory.place_is_told(path):
            from desktop.places import shared_place

            self.session.desk.lane.compute(
                shared_place, (path,), partial(self._tell_place, path), owner=self, key="place"
            )

    def _tell_place(self, path: Path, found: "Shared | None") -> None:
        if found is None or self.session.desk.opened.path != path:
            return
        self.place.clear_buttons()
        self.place.set("at_risk", found.message, found.hint)
        self.place.add_button("Save a copy elsewhere…", self.saving_copy.emit)
        self.place.show()

    def _put_away_place(self) -> None:
        path = self.session.desk.opened.path
        if path is not None:
            self.session.memory.put_away_place(path)

    def forget(self) -> None:
        """No portfolio is open any more."""
        self.place.hide()
        self.banner.hide()

    def _show_banner(self, opened: Opened) -> None:
        self.banner.clear_buttons()
        away = opened.path is not None and self.session.memory.banner_is_away(opened.path)
        sample = opened.sample and opened.sample_as_of is not None
        self.banner.set_closable(not opened.read_only)
        if opened.copy_of:
            self.banner.set("at_risk", f"{opened.copy_of}, open to look at; it can't be changed.")
            self.banner.add_button("Back", self.session.go_back)
            self.banner.add_button("Restore as…", self.restoring_this.emit)
        elif opened.read_only:
            self.banner.set("at_risk", "This portfolio is open to read only; it can't be changed.")
            self.banner.add_button("Open for writing", self._open_to_write)
        elif sample and opened.sample_as_of is not None:
            day = day_text(opened.sample_as_of)
            self.banner.set(
                "accent", f"Sample portfolio: everything in it is made up, as of {day}."
            )
        self.banner.setVisible(opened.read_only or (sample and not away))

    def _put_away(self) -> None:
        path = self.session.desk.opened.path
        if path is not None:
            self.session.memory.put_away_banner(path)

    def _copy_reports(self) -> None:
        QGuiApplication.clipboard().setText(self._reports)
        self._copy.setText("Copied")

    def _delete_reports(self) -> None:
        crash.forget()
        self.crash.hide()

    def _open_to_read(self) -> None:
        self.session.open_read_only(self._refused)

    def _open_anyway(self) -> None:
        self.session.open_closed_elsewhere(self._refused)

    def _open_to_write(self) -> None:
        path = self.session.desk.opened.path
        if path is not None:
            self.session.open(path)
