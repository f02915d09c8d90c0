"""What is said above the pages: what kind of portfolio this is, and what went wrong."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import crash
from desktop.backups import failure_words, last_in_folder
from desktop.crash import Crash
from desktop.session import Session
from models.errors import OnlyReadable, UserError
from models.text import day_text
from ui.desk import Opened
from ui.widgets.message_bar import MessageBar


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
        self.crash = MessageBar(closable=True)
        self._reports = ""
        self.banner.closed.connect(self._put_away)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 0, 12, 0)
        column.setSpacing(6)
        for bar in (self.crash, self.banner, self.message):
            column.addWidget(bar)
            bar.hide()

    def show_problem(self, message: str, hint: str = "") -> None:
        self.message.clear_buttons()
        self.message.set("short", message, hint)
        self.message.show()

    def refuse(self, path: Path, error: UserError) -> None:
        """Say why a portfolio could not be opened, with the way on as a button."""
        self._refused = path
        self.show_problem(error.message, error.hint)
        if isinstance(error, OnlyReadable) and path.exists():
            self.message.add_button("Open to read only", self._open_to_read)
        elif last_in_folder(path) is not None:
            self.message.add_button("Restore a backup…", self.restoring.emit)

    def welcome(self, opened: Opened) -> None:
        """Say what is special about the portfolio that has been opened."""
        self.message.hide()
        self._show_banner(opened)
        if opened.path is not None and not opened.read_only:
            why = self.session.memory.take_not_copied(opened.path)
            if why:
                self.show_problem(*failure_words(why))
                self.message.add_button("Save a verified copy…", self.saving_copy.emit)

    def offer_reports(self, found: Sequence[Crash]) -> None:
        """Say calmly that the last run ended by itself; its report may be copied or deleted."""
        if not found:
            return
        self._reports = "\n\n".join(one.report for one in found)
        at = found[0].at
        self.crash.set(
            "accent",
            f"Alliance Desk ended by itself on {day_text(at.date())} at {at:%H:%M}. "
            "What was saved until then is there.",
            "A report names the place in the program, and nothing of your partners.",
        )
        self._copy = self.crash.add_button("Copy details", self._copy_reports)
        self.crash.add_button("Delete the report", self._delete_reports)
        self.crash.show()

    def forget(self) -> None:
        """No portfolio is open any more."""
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

    def _open_to_write(self) -> None:
        path = self.session.desk.opened.path
        if path is not None:
            self.session.open(path)
