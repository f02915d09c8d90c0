"""The exchange rates of a portfolio: looked at, added, edited, removed, read from a file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.errors import UserError
from models.store.rates import kept, remove, told
from models.text import counted, day_text
from ui import theme
from ui.dialogs.rate import RateDialog, ask_rate
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.deal import Rate
    from models.intake.rates_file import RatesPlan
    from models.store.rates import RatesKept
    from ui.desk import Desk

FILES = "Spreadsheets (*.csv *.tsv *.txt *.xlsx *.xls *.ods);;All files (*)"
_FOLDER = "import/folder"
_HINT = "A deal in another currency counts with the newest rate dated on or before the as-of day."


class RateList(QWidget):
    """Each change is written at once, as one step that undo takes back."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.rates: RatesKept | None = None
        self.asked: RateDialog | None = None
        self._opened = desk.opened.path is not None
        self._may = self._opened and not desk.opened.read_only
        self._file: Path | None = None
        self._after = ""  # the change that Undo would take back
        self._shown: int | None = None  # the rate to bring into sight
        self.model = TableModel(self._columns(), parent=self)
        self.table = TableView(self.model, "Exchange rates", compact=True)
        self.table.opened.connect(self.edit)
        self.table.delete_requested.connect(self.remove)
        self.table.selection_changed.connect(self._follow_selection)
        self._build()
        if not self._opened:
            self.empty.set(
                "database", "No portfolio is open", hint="Exchange rates belong to a portfolio."
            )
            return
        desk.lane.changed.connect(self._follow)
        desk.lane.history.connect(self._follow_history)
        self.look()

    def look(self) -> None:
        """Read them anew."""
        as_of = self.desk.as_of
        self.desk.lane.read(partial(kept, as_of=as_of), self._show, owner=self, key="rates")

    # ---- doing -----------------------------------------------------------------------------

    def add(self) -> None:
        self._ask()

    def add_lacking(self) -> None:
        """Add a rate of the first currency that deals lack one of."""
        if self.rates is not None and self.rates.lacking:
            self._ask(currency=self.rates.lacking[0][0])

    def edit(self, rate_id: int) -> None:
        """Ask for another day or rate of one that is kept."""
        if self._may:
            self._ask(rate=self.model.find(rate_id))

    def edit_current(self) -> None:
        if (rate_id := self.table.current_id()) is not None:
            self.edit(rate_id)

    def remove(self, ids: list[int]) -> None:
        """Forget rates."""
        if not self._may or not ids:
            return
        rates = [self.model.find(rate_id) for rate_id in ids]
        label = f"Remove {counted(len(rates), 'rate')}"
        if len(rates) == 1:
            label = f"Remove the rate of {rates[0].currency} from {day_text(rates[0].on_date)}"
        below = max(map(self.model.position, ids)) + 1
        rest = [rate.id for rate in self.model.rows if rate.id not in ids]
        after = self.model.id_at(below)
        self._shown = after if after is not None else (rest[-1] if rest else None)
        self.desk.lane.write(
            label, partial(remove, ids=ids), partial(self._say_removed, label), owner=self,
            failed=self._refuse,
        )  # fmt: skip

    def remove_selected(self) -> None:
        self.remove(self.table.selected_ids())

    def choose_file(self) -> None:
        """Ask for a file of rates and read it in."""
        folder = str(self.desk.settings.value(_FOLDER, "") or Path.home())
        name, _ = QFileDialog.getOpenFileName(self, "Import exchange rates", folder, FILES)
        if name:
            self.take_file(Path(name))

    def take_file(self, path: Path, date_order: str = "") -> None:
        """Check a file and keep what it brings; its days are read as a person said, if at all."""
        self._file = path

        def check(portfolio: Any) -> RatesPlan:
            from models.intake import rates_file

            return rates_file.check(portfolio, path, date_order=date_order)

        self.desk.lane.read(check, self._import, owner=self, key="file", failed=self._refuse)

    def _import(self, plan: RatesPlan) -> None:
        from models.intake import rates_file

        if not plan.written:
            self._say_imported(plan, "")
            return
        label = f"Import {counted(len(plan.written), 'rate')} from {plan.name}"
        self._shown = plan.written[0].id
        self.desk.lane.write(
            label, partial(rates_file.apply, plan=plan),
            partial(self._say_imported, plan, label), owner=self, failed=self._refuse,
        )  # fmt: skip

    def _day_first(self) -> None:
        if self._file is not None:
            self.take_file(self._file, date_order="dmy")

    def _month_first(self) -> None:
        if self._file is not None:
            self.take_file(self._file, date_order="mdy")

    def _undo(self) -> None:
        self.desk.lane.undo(self._say_undone)

    def _ask(self, *, rate: Rate | None = None, currency: str = "") -> None:
        self.asked = ask_rate(self.desk, self.window(), rate=rate, currency=currency)
        self.asked.stored.connect(self._stored)

    # ---- saying ----------------------------------------------------------------------------

    def _stored(self, rate: Rate, label: str) -> None:
        self._shown = rate.id
        own = self.rates.own if self.rates is not None else ""
        self._say("met", f"{told(rate, own)} from {day_text(rate.on_date)}.", undo=label)
        self.table.setFocus()

    def _say_removed(self, label: str, _: object) -> None:
        self._say("met", f"{label.replace('Remove', 'Removed', 1)}.", undo=label)

    def _say_undone(self, change: object) -> None:
        if change is not None:
            self._say("accent", "Taken back.")

    def _say_imported(self, plan: RatesPlan, label: str, _: object = None) -> None:
        from models.intake.telling import for_window

        sentence, *rest = map(for_window, plan.summary())
        status = "at_risk" if plan.rejects else "met" if label else "accent"
        self._say(status, sentence, " ".join(rest), undo=label)

    def _refuse(self, error: BaseException) -> None:
        from models.intake.telling import for_window

        self._shown = None
        if not isinstance(error, UserError):
            self._say("short", "Something of ours failed; nothing was changed.")
            return
        self._say("short", for_window(error.message) or error.message, for_window(error.hint))
        if "--date-order" in error.hint:
            self.said.add_button("Day first", self._day_first)
            self.said.add_button("Month first", self._month_first)

    def _say(self, status: str, sentence: str, hint: str = "", *, undo: str = "") -> None:
        self.said.clear_buttons()
        self._after = undo
        if undo:
            self.said.add_button("Undo", self._undo)
        self.said.show()
        self.said.set(status, sentence, hint)

    # ---- inside ----------------------------------------------------------------------------

    def _show(self, rates: RatesKept) -> None:
        self.rates = rates
        had = self.table.hasFocus()
        self.model.set_rows(rates.rates)
        self.lacking.setVisible(bool(rates.lacking))
        if rates.lacking:
            self.lacking.set("at_risk", rates.lacking_said)
            first = rates.lacking[0][0]
            self._add_lacking.setText(f"Add a rate of {first}…")
            self._add_lacking.setVisible(self._may)
        if not rates.rates:
            words = f"They tell how many {rates.own} one unit of another currency is worth. {_HINT}"
            action = "Add a rate…" if self._may else ""
            self.empty.set("landmark", "There are no exchange rates yet", action, hint=words)
        self.faces.setCurrentWidget(self.table if rates.rates else self.empty)
        shown, self._shown = self._shown, None
        if rates.rates:
            if shown is None or self.model.position(shown) < 0:
                shown = self.table.current_id()
            self.table.reveal(rates.rates[0].id if shown is None else shown)
        elif had and self._may:
            self.adding.setFocus()
        self._follow_selection(self.table.selected_ids())

    def _follow(self, change: Any) -> None:
        if change is not None and {"rates", "deals", "programs"} & set(change.tables):
            self.look()

    def _follow_history(self, undo: str | None, _redo: str | None) -> None:
        """Undo is offered for what was done here, and only while it is the last thing done."""
        if self._after and undo != self._after:
            self._after = ""
            self.said.clear_buttons()

    def _follow_selection(self, ids: list[int]) -> None:
        self.editing.setEnabled(len(ids) == 1)
        self.removing.setEnabled(bool(ids))
        self.exporting.setEnabled(self.model.count > 0)

    def _columns(self) -> list[Column]:
        # The headings are those that the import of rates reads; a file holds the bare figure.
        return [
            Column("Currency", _currency, width=104, spoken=True),
            Column("Rate", _figure, text=self._told, plain=_figure, role="money", right=False,
                   key=_currency_and_rate, width=220, spoken=True),
            Column("From", _day, text=_day_said, role="date", width=150, stretch=True,
                   spoken=True),
        ]  # fmt: skip

    def _told(self, rate: Rate) -> str:
        return told(rate, self.rates.own if self.rates is not None else "")

    def _build(self) -> None:
        self.adding = Button("Add…", "plain", "plus", name="Add an exchange rate")
        self.adding.setToolTip("Add a rate (Ctrl+N)")
        self.adding.clicked.connect(self.add)
        self.editing = Button("Edit…", "quiet", "pencil", name="Edit the selected rate")
        self.editing.setToolTip("Edit the selected rate (Enter)")
        self.editing.clicked.connect(self.edit_current)
        self.removing = Button("Delete", "quiet", "trash-2", name="Delete the selected rates")
        self.removing.setToolTip("Delete the selected rates (Del)")
        self.removing.clicked.connect(self.remove_selected)
        self.importing = Button("Import…", "quiet", "download", name="Import exchange rates")
        self.importing.clicked.connect(self.choose_file)
        self.exporting = Button("Export…", "quiet", "file-spreadsheet", name="Export the rates")
        self.exporting.setToolTip("Export the rates (Ctrl+Shift+E)")
        self.exporting.clicked.connect(self.table.export)
        tools = QHBoxLayout()
        tools.setSpacing(4)
        for button in (self.adding, self.editing, self.removing):
            tools.addWidget(button)
        tools.addStretch(1)
        for button in (self.importing, self.exporting):
            tools.addWidget(button)
        self.lacking = MessageBar("at_risk")
        self._add_lacking = self.lacking.add_button("Add a rate…", self.add_lacking)
        self.said = MessageBar("met", closable=True)
        self.empty = EmptyState("landmark", "")
        self.empty.primary_clicked.connect(self.add)
        self.faces = QStackedWidget()
        self.faces.addWidget(self.empty)
        self.faces.addWidget(self.table)
        self.faces.setMinimumHeight(theme.px(170))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.lacking)
        column.addLayout(tools)
        column.addWidget(self.faces, 1)
        column.addWidget(self.said)
        for bar in (self.lacking, self.said):
            bar.hide()
        for button in (self.adding, self.editing, self.removing, self.importing):
            button.setVisible(self._may)
        self.exporting.setVisible(self._opened)
        key = QShortcut(QKeySequence("Ctrl+N"), self)
        key.setContext(Qt.ShortcutContext.WindowShortcut)
        key.setEnabled(self._may)
        key.activated.connect(self.add)


def _currency(rate: Rate) -> str:
    return rate.currency


def _figure(rate: Rate) -> str:
    return rate.rate


def _currency_and_rate(rate: Rate) -> tuple[str, Any]:
    from decimal import Decimal

    return rate.currency, Decimal(rate.rate)


def _day(rate: Rate) -> Any:
    return rate.on_date


def _day_said(rate: Rate) -> str:
    return day_text(rate.on_date)
