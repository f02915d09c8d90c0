"""One calm line on evidence that has run out or soon will, with a way to each partner's."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.checklist.evidence_words import REMIND_DAYS, ends_in, reminder
from models.text import counted, lower_first
from ui import icons
from ui.desk import Desk, Place
from ui.widgets.buttons import Button
from ui.widgets.card import StatusLine

if TYPE_CHECKING:
    from models.store.evidence import Expiring


_MOST = 20  # files that the menu names


class EvidenceReminder(QWidget):
    """Hidden while nothing ends. Whoever shows it asks it to `read`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.ending: tuple[Expiring, ...] = ()
        self.words = StatusLine(role="control")
        self.which = Button("Which", "link", "chevron-down", name="Which evidence ends")
        self.which.clicked.connect(self._show_menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.which, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.hide()

    def read(self) -> None:
        """Ask again what ends, on the day in use."""
        today = self._desk.as_of

        def ask(portfolio: Any) -> tuple[Expiring, ...]:
            from models.store.evidence import expiring

            return expiring(portfolio, today, REMIND_DAYS)

        self._desk.lane.read(ask, self._take, owner=self, key="ending", failed=self._fail)

    def menu(self) -> QMenu:
        """The files that end, soonest first, each leading to its partner's evidence."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one in self.ending[:_MOST]:
            words = f"{one.partner}: {one.evidence.file} – {lower_first(ends_in(one.days))}"
            action = menu.addAction(icons.icon("paperclip"), words.replace("&", "&&"))
            action.triggered.connect(partial(self._go, one.evidence.partner_id))
        if len(self.ending) > _MOST:
            rest = menu.addAction(f"and {counted(len(self.ending) - _MOST, 'file')} more")
            rest.setEnabled(False)
        return menu

    def _take(self, ending: Sequence[Expiring]) -> None:
        self.ending = tuple(ending)
        words = reminder([one.days for one in self.ending])
        self.words.set(words, "at_risk")
        self.setVisible(bool(words))

    def _fail(self, _: BaseException) -> None:
        self.hide()

    def _show_menu(self) -> None:
        self.menu().popup(self.which.mapToGlobal(self.which.rect().bottomLeft()))

    def _go(self, partner_id: int, _: object = None) -> None:
        self._desk.go(Place("partner", partner_id, "evidence"))
