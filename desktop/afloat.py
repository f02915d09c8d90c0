"""A portfolio whose file can't be written: said above the pages, saved elsewhere or put back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from models.errors import Gone, UserError
from ui.faults import FAULT
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from desktop.window import Window
    from ui.dialogs.afloat import AfloatDialog

Then = Callable[[], object]

_KEPT = (
    "Nothing is lost: work goes on in memory, undo too. Save it elsewhere, or make room and try"
    " again."
)
_FILTER = "Portfolios (*.alliance)"


class Afloat(QObject):
    """Owns the bar that stands for as long as work is in memory only, and the ways ashore."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window, self.desk = window, window.desk
        self.bar = MessageBar("short")
        self.bar.hide()
        self.dialog: AfloatDialog | None = None
        self._then: Then | None = None  # what was to be done once all is saved
        self._letting_go = False
        lane = self.desk.lane
        lane.afloat.connect(self._take)
        lane.opened.connect(self._forget)
        lane.closed.connect(self._forget)

    def asks_first(self, then: Then) -> bool:
        """Whether a person is asked; `then` is called once the work is saved or let go."""
        if not self.desk.afloat or self._letting_go:
            return False
        if self.dialog is None:
            from ui.dialogs.afloat import AfloatDialog

            self._then = then
            self.dialog = AfloatDialog(self.desk.opened.name, self.window)
            self.dialog.saving.connect(self._save_and_leave)
            self.dialog.trying.connect(self._try_and_leave)
            self.dialog.letting_go.connect(self._let_go)
            self.dialog.finished.connect(self._answered)
            self.dialog.open()
        return True

    def save_elsewhere(self) -> None:
        """Ask for a name, write all of it there, and go on in that file."""
        self._then = None
        self._ask_where()

    def try_again(self) -> None:
        """Put all of it back in its file, where that can be."""
        self._then = None
        self._put_back()

    # ---- inside ----------------------------------------------------------------------------

    def _take(self, why: UserError) -> None:
        self.bar.clear_buttons()
        if isinstance(why, Gone):
            self.bar.set("short", why.message, why.hint)
            self.bar.add_button("Restore a backup…", self.window.doings.restore_copy, "primary")
        else:
            self.desk.set_afloat(True)
            self.bar.set("short", why.message, _KEPT)
            self.bar.add_button("Save elsewhere…", self.save_elsewhere, "primary")
            self.bar.add_button("Try again", self.try_again)
        self.bar.show()

    def _forget(self, _: object = None) -> None:
        self.bar.hide()
        self.desk.set_afloat(False)

    def _save_and_leave(self) -> None:
        self._ask_where()

    def _try_and_leave(self) -> None:
        self._put_back()

    def _let_go(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            self._letting_go = True
            then()
            self._letting_go = False

    def _answered(self, _: int) -> None:
        self.dialog = None

    def _ask_where(self) -> None:
        opened = self.desk.opened
        name, _ = QFileDialog.getSaveFileName(
            self.window, "Save elsewhere", str(Path.home() / f"{opened.name} saved.alliance"),
            _FILTER,
        )  # fmt: skip
        if name:
            target = Path(name if name.endswith(".alliance") else f"{name}.alliance")
            self.desk.lane.read(
                partial(_saved, target=target), self._on_saved, failed=self._on_refused
            )

    def _put_back(self) -> None:
        self.desk.lane.read(_put, self._on_put_back, failed=self._on_refused)

    def _on_saved(self, health: Any) -> None:
        self._forget()
        session, then = self.window.session, self._take_then()
        session.remember(health.path)
        if then is not None:
            then()
            return
        session.open(health.path)
        self.window.show_toast(f"Saved as {health.path.name}; you work in it from now on.")

    def _on_put_back(self, _: Any) -> None:
        self._forget()
        then = self._take_then()
        if then is not None:
            then()
        else:
            self.window.show_toast("All changes are in the file again.")

    def _on_refused(self, error: BaseException) -> None:
        """Not yet: the bar says why, the work stays where it is."""
        told = error.message if isinstance(error, UserError) else FAULT
        hint = error.hint if isinstance(error, UserError) else ""
        self._then = None
        self.bar.set("short", told, hint or _KEPT)

    def _take_then(self) -> Then | None:
        then, self._then = self._then, None
        return then


def _saved(portfolio: Any, target: Path) -> Any:
    from models.store.afloat import save_elsewhere

    return save_elsewhere(portfolio, target)


def _put(portfolio: Any) -> Any:
    from models.store.afloat import put_back

    return put_back(portfolio)
