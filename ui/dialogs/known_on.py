"""What was known on a day: tiers then, beside what today's records say of that day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from models.errors import Cancelled, UserError
from models.money import plain
from models.text import NONE, compact_money, counted, day_text
from ui import theme
from ui.desk import Desk, Place
from ui.dialogs.small import SmallWindow
from ui.pages.partners_table import tier_tone
from ui.tables.clipboard import as_clipboard
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.day_popup import DayPopup
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label, SettledLabel
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.program.terms import Tier
    from models.store.known_then import KnownLine, KnownThen
    from models.store.portfolio import Portfolio

DIFFERENT, ALL = "different", "all"


class KnownOnDialog(SmallWindow):
    """Only to look at: neither the records nor the as-of day are touched."""

    def __init__(self, desk: Desk, parent: QWidget | None = None, day: date | None = None) -> None:
        super().__init__("What was known on a day", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self.desk = desk
        self.found: KnownThen | None = None
        # What is known is told by the clock, also where the as-of day is another one.
        self._now = date.today()
        self.day = day or self._now - timedelta(days=1)
        self.model = TableModel(columns(), parent=self)
        self.table = TableView(self.model, "Tiers as they were known")
        self.table.opened.connect(self._open_partner)
        self.table.selection_changed.connect(self._explain)
        self._build()
        self.finished.connect(self._stop)
        self.task: Any = None
        self.read_day(self.day)

    # ---- reading ---------------------------------------------------------------------------

    def read_day(self, day: date) -> None:
        """Show what was known at the end of a day."""
        self.day, self.found = day, None
        self.day_button.setText(day_text(day))
        self.day_button.setAccessibleName(f"{day_text(day)}, choose another day")
        self.tell.setText(
            f"Both sides are judged as of {day_text(day)}: at the left by what was known at the end"
            " of that day, at the right by all that is known now. Nothing is changed."
        )
        self.copy_button.setEnabled(False)
        self.why.setText("")
        self.bar.setRange(0, 0)
        self.faces.setCurrentWidget(self.wait)
        self.task = self.desk.lane.read(
            partial(_read, day=day), self._take, owner=self, key="known", failed=self._refuse,
            progress=self._tell,
        )  # fmt: skip

    def _take(self, found: KnownThen) -> None:
        self.found = found
        self.model.set_rows(found.lines)
        self.copy_button.setEnabled(bool(found.lines))
        self._refilter()

    def _tell(self, done: int, total: int, words: str) -> None:
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.waiting.setText(words)

    def _refuse(self, error: BaseException) -> None:
        if isinstance(error, Cancelled):
            self._show_empty("clock", "Stopped", "Choose a day to look again.")
        elif isinstance(error, UserError):
            self._show_empty("triangle-alert", error.message, error.hint)
        else:
            self._show_empty("triangle-alert", "Something of ours failed.", "Nothing was changed.")

    def _show_empty(self, icon: str, sentence: str, hint: str) -> None:
        self.empty.set(icon, sentence, hint=hint)
        self.faces.setCurrentWidget(self.empty)

    def _cancel(self) -> None:
        if self.task is not None:
            self.task.cancel()
            self._show_empty("clock", "Stopped", "Choose a day to look again.")

    def _stop(self, _: int = 0) -> None:
        if self.task is not None:
            self.task.cancel()

    def _explain(self, ids: list[int]) -> None:
        """The whole of what came since, for the partner that is selected."""
        line = self.model.row_at(self.model.position(ids[0])) if len(ids) == 1 else None
        self.why.setText(f"{line.partner}: {line.why}." if line and line.why else "")

    def _refilter(self, _: object = None) -> None:
        found = self.found
        if found is None:
            return
        every = self.which.current == ALL
        self.model.set_predicate(None if every else _differs)
        several = len(found.different)
        self.counts.setText(f"{several:,} of {counted(len(found.lines), 'partner')} look different")
        if self.model.rowCount():
            self.faces.setCurrentWidget(self.table)
            first = self.model.rows[0].id
            self.table.select_ids([first], first)
            self.table.setFocus()
        elif not found.lines:
            self._show_empty("users", "There are no partners yet", "")
        else:
            self._show_empty(
                "circle-check", "Nothing looks different from today",
                f"What is known now says of {day_text(found.day)} what was known then.",
            )  # fmt: skip

    # ---- doing -----------------------------------------------------------------------------

    def ask_day(self) -> None:
        popup = DayPopup(self.day, self._now, self.day_button)
        popup.picked.connect(self._pick)
        popup.open_under(self.day_button)

    def _pick(self, day: date | None) -> None:
        if day is not None:
            self.read_day(day)

    def copy(self) -> None:
        """Put what is shown on the clipboard, with headings."""
        rows = self.model.rows
        QGuiApplication.clipboard().setMimeData(as_clipboard(columns(), rows, headers=True))
        self.counts.setText(f"Copied {counted(len(rows), 'partner')} with headings")

    def _open_partner(self, partner_id: int) -> None:
        line = self.model.row_at(self.model.position(partner_id))
        if line.now is not None:
            self.accept()
            self.desk.go(Place("partner", partner_id))

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.day_button = Button("", "plain", "calendar")
        self.day_button.clicked.connect(self.ask_day)
        self.which = Segmented([(DIFFERENT, "Different"), (ALL, "All partners")], "Show")
        self.which.chosen.connect(self._refilter)
        self.counts = Label("", "small", "text_2")
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(Label("Known on", "body", "text_2"))
        for part in (self.day_button, self.which, self.counts):
            tools.addWidget(part)
        tools.addStretch(1)
        self.tell = Label("", "body", "text_2", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.waiting = Label("Going back in the journal", "body", "text_2")
        stop = Button("Cancel")
        stop.clicked.connect(self._cancel)
        self.wait = QWidget()
        column = QVBoxLayout(self.wait)
        column.addStretch(1)
        column.addWidget(self.waiting)
        column.addWidget(self.bar)
        column.addWidget(stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(2)
        self.empty = EmptyState("circle-check", "")
        self.faces = QStackedWidget()
        for face in (self.wait, self.table, self.empty):
            self.faces.addWidget(face)
        self.body.addWidget(Label("What was known on a day", "card"))
        self.body.addWidget(self.tell)
        self.body.addLayout(tools)
        self.body.addWidget(self.faces, 1)
        self.why = SettledLabel("", "small", "text_2")
        self.body.addWidget(self.why)
        self.copy_button = Button("Copy for Excel", "quiet", "copy")
        self.copy_button.clicked.connect(self.copy)
        self.foot.insertWidget(0, self.copy_button)
        self.resize(theme.px(1000), theme.px(600))


def columns() -> list[Column]:
    return [
        Column("Partner", lambda r: r.partner, role="partner", width=210),
        _tier("Known then", lambda r: r.then),
        _tier("Known now", lambda r: r.now),
        _money("TCV then", lambda r: r.tcv_then),
        _money("TCV now", lambda r: r.tcv_now),
        Column("What came since", lambda r: r.why, text=lambda r: r.why or NONE, width=220,
               stretch=True, spoken=True),
    ]  # fmt: skip


def _tier(title: str, tier: Any) -> Column:
    return Column(
        title, lambda r: _label(tier(r)), role="pill", width=128, spoken=True,
        tone=lambda r: tier_tone(tier(r)) if tier(r) else "no_data",
    )  # fmt: skip


def _label(tier: Tier | None) -> str:
    return tier.label if tier is not None else "Not there"


def _money(title: str, minor: Any) -> Column:
    return Column(
        title, minor, role="money", width=108,
        text=lambda r: compact_money(minor(r), r.currency) if minor(r) else NONE,
        plain=lambda r: plain(minor(r), r.currency), currency=lambda r: r.currency,
    )  # fmt: skip


def _differs(line: KnownLine) -> bool:
    return line.differs


def _read(portfolio: Portfolio, progress: Any, day: date) -> KnownThen:
    from models.store.known_then import known_then

    return known_then(portfolio, day, progress)
