"""What is done from the list of a day: finished, put off, brought back, a new action added."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect
from PySide6.QtWidgets import QMenu, QWidget

from models.errors import UserError
from models.governance.today import Item, put_off_words, snoozes
from models.text import counted, weekday_text
from ui import icons
from ui.desk import Desk

if TYPE_CHECKING:
    from models.action import Action
    from models.program_year import Statement
    from ui.dialogs.new_action import NewActionDialog
    from ui.dialogs.reason import ReasonDialog
    from ui.dialogs.sent import SentDialog
    from ui.widgets.day_popup import DayPopup


class TodayDoings(QObject):
    """Asks, writes and tells; the list itself follows from what has changed."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._page = desk, parent
        self.dialog: ReasonDialog | NewActionDialog | SentDialog | None = None
        self.menu: QMenu | None = None
        self.popup: DayPopup | None = None

    # ---- finishing -------------------------------------------------------------------------

    def finish(self, items: Sequence[Item]) -> None:
        """Finish what can be; a statement asks when it was sent."""
        able = [item for item in items if item.can_be_done]
        if not able:
            self._desk.toast("This can’t be marked as done here. Enter opens it, S puts it off.")
            return
        sent = [item.record_id for item in able if item.kind == "statement"]
        rest = [item for item in able if item.kind != "statement"]
        left = len(items) - len(able)
        if rest:
            self._tick(rest, left)
        if sent:
            self._desk.lane.read(_Statements(sent), self._ask_sent, owner=self, key="sent")

    def _tick(self, items: Sequence[Item], left: int) -> None:
        from models.governance.today import done_said, done_words

        today = self._desk.today

        def write(portfolio: Any) -> None:
            from models.store.today import finish

            finish(portfolio, items, today)

        more = f"; {counted(left, 'other')} to be opened" if left else ""
        said = partial(self._say, f"{done_said(items)}{more}")
        self._desk.lane.write(done_words(items), write, said, owner=self)

    def _ask_sent(self, made: list[Statement]) -> None:
        if made:
            from ui.dialogs.sent import SentDialog

            self._open(SentDialog(self._desk, made, parent=self._page))

    # ---- putting off -----------------------------------------------------------------------

    def ask_put_off(self, items: Sequence[Item], view: QWidget, under: QRect) -> None:
        """Show until when things can be put off, under a row of the list."""
        today = self._desk.as_of
        menu = self.menu = QMenu(self._page)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.setAccessibleName("Put off")
        for words, day in snoozes(today):
            start, _, last = words.rpartition(" ")
            told = f"{start} &{last}".strip()
            action = menu.addAction(icons.icon("clock"), f"{told}\t{weekday_text(day)}")
            action.triggered.connect(partial(self._until, tuple(items), day))
        pick = menu.addAction(icons.icon("calendar"), "&Pick a day…")
        pick.triggered.connect(partial(self._pick, tuple(items), view, under))
        menu.addSeparator()
        good = menu.addAction(icons.icon("archive"), "For &good…")
        good.setEnabled(not any(item.can_be_done for item in items))
        if not good.isEnabled():
            good.setText("For &good: mark it as done, or drop it where it stands")
        good.triggered.connect(partial(self._ask_reason, tuple(items)))
        menu.popup(view.mapToGlobal(under.bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def bring_back(self, items: Sequence[Item]) -> None:
        """Show things again that were put off."""

        def write(portfolio: Any) -> None:
            from models.store.today import bring_back

            bring_back(portfolio, items)

        what = f"“{items[0].title}”" if len(items) == 1 else counted(len(items), "item")
        said = f"{what} {'is' if len(items) == 1 else 'are'} back"
        self._desk.lane.write(f"Bring back {what}", write, partial(self._say, said), owner=self)

    def _until(self, items: Sequence[Item], day: date | None, _: object = None) -> None:
        if day is not None:
            self._put_off(items, day, "")

    def _pick(self, items: Sequence[Item], view: QWidget, under: QRect, _: object = None) -> None:
        from ui.widgets.day_popup import DayPopup

        anchor = QWidget(view)
        anchor.setGeometry(under)
        popup = self.popup = DayPopup(snoozes(self._desk.as_of)[1][1], self._desk.as_of, view)
        popup.picked.connect(partial(self._until, items))
        popup.destroyed.connect(anchor.deleteLater)
        popup.open_under(anchor)

    def _ask_reason(self, items: Sequence[Item], _: object = None) -> None:
        from ui.dialogs.reason import ReasonDialog

        what = f"“{items[0].title}”" if len(items) == 1 else counted(len(items), "item")
        dialog = ReasonDialog(
            "Put off for good",
            f"{what} is not shown again, unless it is due on another day."
            if len(items) == 1
            else f"{what} are not shown again, unless they are due on another day.",
            "Put off for good",
            self._page,
            hint="Why nobody has to look at it",
            needed="Say in a few words why.",
        )
        dialog.answered.connect(partial(self._put_off, items, None))
        self._open(dialog)

    def _put_off(self, items: Sequence[Item], until: date | None, reason: str) -> None:
        day, today = self._desk.as_of, self._desk.today

        def write(portfolio: Any) -> None:
            from models.store.today import put_off

            put_off(portfolio, items, until, day, today, reason)

        said = put_off_words(items, until)
        failed = self._fail if until is None else None
        self._desk.lane.write(said, write, partial(self._say, said), owner=self, failed=failed)

    # ---- adding ----------------------------------------------------------------------------

    def ask_new_of(self, partner: str) -> None:
        """Ask for an action of any partner; `partner` is whose it is to begin with."""
        if self._desk.opened.writable:
            self._desk.lane.read(_names, partial(self._ask_named, partner), owner=self, key="names")

    def _ask_named(self, partner: str, ids: dict[str, int]) -> None:
        self.ask_new(list(ids), partner, ids)

    def ask_new(self, partners: Sequence[str], chosen: str, ids: dict[str, int]) -> None:
        """Ask for an action of one of the partners."""
        from ui.dialogs.new_action import NewActionDialog

        if not partners:
            self._desk.toast("An action belongs to a partner. Add one first, or import them.")
            return
        dialog = NewActionDialog(partners, self._desk.today, self._page, partner=chosen)
        dialog.made.connect(partial(self._add, ids))
        self._open(dialog)

    def _add(self, ids: dict[str, int], name: str, action: Action) -> None:
        partner, today = ids[name], self._desk.today
        what = f"“{action.title}” for {name}"

        def write(portfolio: Any) -> None:
            from dataclasses import replace

            from models.store.actions import add

            if not add(portfolio, partner, [replace(action, made_on=today)]):
                raise UserError(
                    f"“{action.title}” is planned for {name} already, and open.",
                    "Change that one, or give this one another title.",
                )

        said = partial(self._say, f"Added {what}")
        self._desk.lane.write(f"Add {what}", write, said, owner=self, failed=self._fail)

    # ---- inside ----------------------------------------------------------------------------

    def _open(self, dialog: ReasonDialog | NewActionDialog | SentDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self, _: int) -> None:
        self.dialog = None  # it is deleted by that

    def _say(self, said: str, _: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        self._desk.toast(said, undo=True)

    def _fail(self, error: BaseException) -> None:
        if self.dialog is not None:
            self.dialog.failed(error)
        elif isinstance(error, UserError):
            self._desk.problem.emit(error.message, error.hint)


class _Statements:
    """Reads statements; an object, so that no closure keeps the page."""

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = ids

    def __call__(self, portfolio: Any) -> list[Statement]:
        from models.program_year import Statement
        from models.store import records

        return [made for one in self.ids for made in records.find(portfolio, Statement, id=one)]


def _names(portfolio: Any) -> dict[str, int]:
    from models.store.deals import partner_names

    return {name: partner_id for partner_id, name in partner_names(portfolio)}
