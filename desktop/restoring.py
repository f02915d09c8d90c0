"""Bringing a backup back: chosen from a list, looked at first, restored beside what there is."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from desktop import paths

if TYPE_CHECKING:
    from desktop.window import Window
    from models.store.backups import Held
    from ui.dialogs.restore import RestoreDialog

FILTER = "Portfolios (*.alliance)"


class Restoring(QObject):
    """Opens the list of backups and does with one what was asked."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.desk, self.session = window.desk, window.session
        self.dialog: RestoreDialog | None = None
        self._looked_at: Path | None = None

    def show(self) -> None:
        from ui.dialogs.restore import RestoreDialog

        present = self.session.present
        own = None if present is None else paths.backup_folder(present)
        self.dialog = RestoreDialog(self.desk, paths.all_backups(), own, present, self.window)
        self.dialog.looking.connect(self._look)
        self.dialog.restoring.connect(self._restore)
        self.dialog.choosing.connect(self._choose)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.setModal(True)
        self.dialog.destroyed.connect(self._forget)
        self.dialog.show()

    def restore_this(self) -> None:
        """Restore the copy that is being looked at."""
        if self._looked_at is not None:
            self.ask_and_restore(self._looked_at, self.desk.opened.name)

    def ask_and_restore(self, source: Path, portfolio: str) -> None:
        """Ask for a name that is free and bring the copy back under it."""
        from models.store.backup import restore

        beside = self.session.present
        folder = beside.parent if beside is not None else Path.home()
        name, _ = QFileDialog.getSaveFileName(
            self.dialog or self.window, "Restore as",
            str(folder / f"{portfolio} restored.alliance"), FILTER,
        )  # fmt: skip
        if not name:
            return
        target = Path(name if name.endswith(".alliance") else f"{name}.alliance")
        if self.dialog is not None:
            self.dialog.accept()
        if target.exists():
            self.window.show_problem(
                f"{target} exists already.",
                "A backup never replaces a portfolio; restore it under another name.",
            )
            return
        self.desk.lane.compute(restore, (source, target), self._restored)

    def _restored(self, health: Any) -> None:
        self.session.open(health.path)
        self.window.show_toast(f"Restored as {health.path.name}.")

    def _look(self, held: "Held") -> None:
        from ui.dialogs.restore import moment

        self._looked_at = held.path
        self.session.look_at(held.path, f"Backup of {held.portfolio} from {moment(held.made)}")

    def _restore(self, held: "Held") -> None:
        self.ask_and_restore(held.path, held.portfolio)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.dialog, "Choose a backup", str(Path.home()), FILTER
        )
        if name and self.dialog is not None:
            self.dialog.read(Path(name))

    def _forget(self) -> None:
        self.dialog = None
