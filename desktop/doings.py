"""What the window's commands do: dialogs, files, portfolios."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog

from desktop import __version__, paths
from models.text import counted
from ui import theme
from ui.desk import Place
from ui.outside import open_folder

if TYPE_CHECKING:
    from desktop.finder import Finder
    from desktop.restoring import Restoring
    from desktop.window import Window
    from ui.tables.view import TableView

_FILTER = "Portfolios (*.alliance)"
_SHEETS = "Spreadsheets (*.csv *.tsv *.txt *.xlsx *.xlsm *.xls *.xlsb *.ods);;All files (*)"


class Doings(QObject):
    """Each method is one command; the window gives desk, session, places and messages."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.desk, self.session = window.desk, window.session
        self._waiting = ""
        self._found: Finder | None = None
        self._backs: Restoring | None = None
        self.desk.filed.connect(self.show_filed)

    # ---- portfolios ------------------------------------------------------------------------

    def has_portfolio(self) -> bool:
        return self.desk.opened.path is not None

    def can_write(self) -> bool:
        return self.has_portfolio() and not self.desk.opened.read_only

    def show_welcome(self) -> None:
        self.window.go(Place("welcome"))

    def new_portfolio(self) -> None:
        self._ask_new(None)

    def _ask_new(self, then: Any) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.window, "New portfolio", str(_folder() / "My partners.alliance"), _FILTER
        )
        if name:
            path = Path(name if name.endswith(".alliance") else f"{name}.alliance")
            if path.exists():
                self.window.show_problem(
                    f"{path} exists already.",
                    "A new portfolio never replaces a file; choose another name, or open it.",
                )
                return
            self.window.protection.new(path, then)

    def open_portfolio(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window, "Open portfolio", str(_folder()), _FILTER
        )
        if name:
            self.session.open(Path(name))

    def open_sample(self) -> None:
        self.session.sample(self.desk.today)

    def close_portfolio(self) -> None:
        close = self.desk.lane.close
        if not self.window.unaccepted.asks_first(close, for_good=True):
            close()

    def begin(self, how: str) -> None:
        """One of the three ways on the welcome page."""
        if how == "sample":
            self.open_sample()
        elif how == "empty":
            self.new_portfolio()
        else:
            self.import_file()

    # ---- import, pack ----------------------------------------------------------------------

    def import_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self.window, "Import", str(_folder()), _SHEETS)
        if name:
            self.drop_file(name)

    def drop_file(self, name: str) -> None:
        """A file chosen or dropped: a portfolio opens, a pack is verified, a form that came back
        is shown as a plan, anything else goes to the import.
        """
        from ui.dialogs.form_back_jobs import looks_like_form
        from ui.dialogs.verify_pack import looks_like_pack

        if name.endswith(".alliance"):
            self.session.open(Path(name))
        elif looks_like_pack(name):
            self.verify_pack(name)
        elif looks_like_form(name):
            self.take_form(name)
        elif not self.has_portfolio():
            self._waiting = name
            self._ask_new(self._import_waiting)
        else:
            self.start_import(name, "")

    def _import_waiting(self, _opened: object) -> None:
        self.start_import(self._waiting, "")

    def start_import(self, name: str, kind: str = "") -> None:
        from ui.pages.importing import ImportPage

        if not self.can_write():
            self.window.show_problem(
                "This portfolio can't be changed.", "Open it for writing first."
            )
            return
        self.window.go(Place("import"))
        page = self.window.page
        if isinstance(page, ImportPage) and name:
            page.take(Path(name), kind)

    def take_form(self, name: str = "") -> None:
        """Take a checklist in that was filled in elsewhere; blank asks for the file."""
        from ui.dialogs.form_back import take_form

        if not self.has_portfolio():
            self.window.show_problem(
                "A form goes into the portfolio that it was sent from.",
                "Open that portfolio, then drop the form again.",
            )
            return
        take_form(self.desk, self.window, name)

    def build_pack(self) -> None:
        self.window.go(
            Place("packs", self.window.here.id if self.window.here.page == "partner" else 0)
        )

    def verify_pack(self, name: str = "") -> None:
        """Verify a pack; blank asks for the file."""
        from ui.dialogs.verify_pack import VerifyPack

        if not self.has_portfolio():
            self.window.show_problem(
                "A pack is held against the portfolio that it was issued from.",
                "Open that portfolio, then drop the pack again.",
            )
            return
        window = VerifyPack(self.desk, self.window)
        _show(window)
        if name:
            window.take(name)

    def make_statements(self) -> None:
        """Status statements of all partners that are owed one, from wherever one is."""
        from ui.pages.partners import PartnersPage

        self.window.go(Place("partners"))
        page = self.window.page
        if isinstance(page, PartnersPage):
            page.owed.make()

    # ---- copies ----------------------------------------------------------------------------

    def save_copy(self) -> None:
        if self.desk.afloat:
            self.window.afloat.save_elsewhere()  # the file lacks what was done since
            return
        proposed = _folder() / self.session.copy_name()
        name, _ = QFileDialog.getSaveFileName(
            self.window, "Save a verified copy", str(proposed), _FILTER
        )
        if name:
            path = Path(name if name.endswith(".alliance") else f"{name}.alliance")
            self.session.backup(path, self._copied)

    def _copied(self, health: Any) -> None:
        counts = health.counts
        self.session.note_copied()
        self.window.tell_backup()
        self.window.show_toast(
            f"Copied and verified: {counted(counts['partners'], 'partner')}, "
            f"{counted(counts['deals'], 'deal')}."
        )

    def restore_copy(self) -> None:
        """List the backups, to look at one or bring it back as a portfolio of its own."""
        self._restoring().show()

    def restore_this(self) -> None:
        self._restoring().restore_this()

    def _restoring(self) -> "Restoring":
        if self._backs is None:
            from desktop.restoring import Restoring

            self._backs = Restoring(self.window)
        return self._backs

    def check(self) -> None:
        from models.store.backup import check

        if self.desk.opened.path is not None:
            self.desk.lane.compute(check, (self.desk.opened.path,), self._checked)

    def _checked(self, health: Any) -> None:
        if health.whole:
            counts = health.counts
            self.window.show_toast(
                f"The portfolio is sound: {counted(counts['partners'], 'partner')}, "
                f"{counted(counts['deals'], 'deal')}, "
                f"{counted(health.changes, 'journal entry', 'journal entries')}."
            )
        else:
            self.window.show_problem(
                "The portfolio is damaged. " + " ".join(health.faults[:3]),
                "Restore the newest backup; the damaged file is left as it is.",
            )

    # ---- tables as files -------------------------------------------------------------------

    def export_table(self) -> None:
        """Write the table that has the keyboard, or the largest in sight, to a file."""
        view = self._table()
        if view is not None:
            view.export()

    def can_export_table(self) -> bool:
        return self._table() is not None

    def _table(self) -> "TableView | None":
        if self.window.page is None:
            return None
        from ui.tables.exporting import table_in

        return table_in(self.window.page)

    def show_filed(self, words: str, path: Path) -> None:
        self.window.toast.show_message(words, "Open folder", partial(_open_folder, path))

    # ---- edit, view ------------------------------------------------------------------------

    def undo(self) -> None:
        if not self.window.unaccepted.asks_first(self._undo):
            self._undo()

    def redo(self) -> None:
        if not self.window.unaccepted.asks_first(self._redo):
            self._redo()

    def _undo(self) -> None:
        self.desk.lane.undo(self._undone)

    def _redo(self) -> None:
        self.desk.lane.redo(self._redone)

    def _undone(self, change: Any) -> None:
        if change is not None:
            self.window.show_toast(f"Took back “{change.label}”.")

    def _redone(self, change: Any) -> None:
        if change is not None:
            self.window.show_toast(f"Brought back “{change.label}”.")

    def find(self) -> None:
        if self.window.page is not None:
            self.window.page.begin_search()

    def as_of_today(self) -> None:
        self.desk.set_as_of(None)

    def known_on(self) -> None:
        from ui.widgets.known_on import ask_known_on

        ask_known_on(self.desk, self.window)

    def toggle_dark(self) -> None:
        self._dress("light" if theme.tokens().dark else "dark", theme.text_scale())

    def larger(self) -> None:
        self._dress(theme.mode(), theme.text_scale() + 0.1)

    def smaller(self) -> None:
        self._dress(theme.mode(), theme.text_scale() - 0.1)

    def normal(self) -> None:
        self._dress(theme.mode(), 1.0)

    def _dress(self, mode: Any, scale: float) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, mode, scale)
        self.desk.settings.setValue("theme", mode)
        self.desk.settings.setValue("text_scale", theme.text_scale())

    # ---- small windows ---------------------------------------------------------------------

    def settings(self) -> None:
        from ui.dialogs.settings import SettingsDialog

        _show(SettingsDialog(self.desk, self.window))

    def keys(self) -> None:
        from ui.dialogs.keys import KeysDialog

        _show(KeysDialog(self.window.all_commands(), self.window))

    def about(self) -> None:
        from ui.dialogs.about import AboutDialog

        _show(AboutDialog(__version__, str(paths.home()), self.window))

    def palette(self) -> None:
        self._finder().open()

    def palette_commands(self) -> None:
        self._finder().open(">")

    def _finder(self) -> "Finder":
        # Loaded at its first use: the start does not pay for it.
        if self._found is None:
            from desktop.finder import Finder

            self._found = Finder(self.window)
        return self._found

    def show_log(self) -> None:
        """Open the folder that holds the log, to look at it or to send it."""
        _open_folder(paths.log_file())

    def quit(self) -> None:
        self.window.close()


def _show(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(True)
    dialog.show()


def _open_folder(path: Path) -> None:
    open_folder(path.parent)


def _folder() -> Path:
    documents = Path.home() / "Documents"
    return documents if documents.is_dir() else Path.home()
