"""Partners that may be the same: pairs by their names, to be merged or kept apart for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from models.errors import Cancelled, UserError
from models.text import compact_money, counted
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from models.store.twins import Names, Twin
    from ui.work import Task


class TwinsDialog(SmallWindow):
    """``merging`` carries the two partners as (id, name), the one with more at stake first."""

    merging = Signal(object, object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("Partners that may be the same", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self._task: Task | None = None
        self.words = Label("Comparing names…", "body", "text_2", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.model = TableModel(_columns(), parent=self)
        self.view = TableView(self.model, "Partners that may be the same")
        self.nothing = Label("", "body", "text_2", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._faces = QStackedWidget()
        for face in (self.view, self.nothing):
            self._faces.addWidget(face)
        self.apart = Button("Not the same", "plain", "x")
        self.apart.setToolTip("Keep them two for good (N)")
        self.apart.clicked.connect(self.keep_apart)
        self.merge = Button("Merge…", "primary", "git-branch")
        self.merge.setToolTip("Look at what would come of it (Enter)")
        self.merge.clicked.connect(self._ask)
        self.foot.addWidget(self.apart)
        self.foot.addWidget(self.merge)
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        self.body.addWidget(self._faces, 1)
        self.view.opened.connect(self._ask)
        self.view.delete_requested.connect(self.keep_apart)
        self.view.selection_changed.connect(self._allow)
        short = QShortcut(QKeySequence("N"), self.view)
        short.setContext(Qt.ShortcutContext.WidgetShortcut)
        short.activated.connect(self.keep_apart)
        desk.lane.changed.connect(self._follow)
        self.finished.connect(self._stop)
        self.resize(theme.px(820), theme.px(520))
        self.look()

    def look(self) -> None:
        """Compare all names; progress is shown, closing stops it."""
        self._stop()
        self._allow()
        as_of = self.desk.as_of

        def read(portfolio: Any) -> Names:
            from models.store.programs import terms_on
            from models.store.twins import names

            try:
                currency = terms_on(portfolio, as_of).currency
            except UserError:
                currency = "USD"
            return names(portfolio, currency)

        self.desk.lane.read(read, self._compare, owner=self, key="names", failed=self._fail)

    def keep_apart(self, _: object = None) -> None:
        """Remember that each of the chosen pairs is two partners."""
        pairs = [(twin.first.id, twin.second.id) for twin in self._chosen()]
        if not pairs:
            return

        def write(portfolio: Any) -> None:
            from models.store.twins import not_the_same

            not_the_same(portfolio, pairs)

        gone = {twin.id for twin in self._chosen()}
        self.desk.lane.write(f"Keep {counted(len(pairs), 'pair')} apart", write, owner=self)
        row = self.view.currentIndex().row()
        self._show([twin for twin in self.model.all_rows if twin.id not in gone])
        self._go_to(row)

    # ---- inside ----------------------------------------------------------------------------

    def _compare(self, known: Names) -> None:
        from models.store.twins import twins

        self._task = self.desk.lane.compute(
            twins, (known,), self._take, self._tell, owner=self, key="twins", failed=self._fail
        )

    def _tell(self, done: int, total: int, text: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _take(self, twins: tuple[Twin, ...]) -> None:
        self._task = None
        self.bar.hide()
        self._show(list(twins))
        if twins and not self.view.selected_ids():
            self._go_to(0)
            self.view.setFocus()

    def _fail(self, error: BaseException) -> None:
        self._task = None
        self.bar.hide()
        if not isinstance(error, Cancelled):
            self.words.setText(str(error) if isinstance(error, UserError) else "That failed.")

    def _show(self, twins: list[Twin]) -> None:
        self.model.refresh(twins)
        self._faces.setCurrentIndex(0 if twins else 1)
        self.nothing.setText("No two partners have names that look alike.")
        self.words.setText(
            f"{counted(len(twins), 'pair')} by their names. Nothing is merged before you say so."
            if twins
            else ""
        )
        self.words.setVisible(bool(twins))
        self._allow()

    def _go_to(self, row: int) -> None:
        row = min(row, self.model.rowCount() - 1)
        if row >= 0:
            self.view.select_ids([self.model.id_at(row)], self.model.id_at(row))

    def _chosen(self) -> list[Twin]:
        return self.view.selected_rows()

    def _allow(self, _: object = None) -> None:
        chosen = len(self._chosen())
        writable = not self.desk.opened.read_only
        self.merge.setEnabled(chosen == 1 and writable)
        self.apart.setEnabled(chosen > 0 and writable)

    def _ask(self, _: object = None) -> None:
        chosen = self._chosen()
        if len(chosen) == 1 and self.merge.isEnabled():
            first, second = chosen[0].first, chosen[0].second
            self.merging.emit((first.id, first.name), (second.id, second.name))

    def _follow(self, change: Any) -> None:
        if change is not None and "partners" in change.tables:
            self.look()

    def _stop(self, _: object = None) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None


def _columns() -> list[Column]:
    return [
        Column(
            "Partner", lambda t: t.first.name, width=180, stretch=True, name="first",
            sub=lambda t: _worth(t.first.worth, t.currency),
        ),
        Column(
            "May be the same as", lambda t: t.second.name, width=180, gives=True, spoken=True,
            name="second", sub=lambda t: _worth(t.second.worth, t.currency),
        ),
        Column(
            "How sure", lambda t: t.likeness.words, width=250, gives=True, spoken=True,
            name="sure", sub=lambda t: t.likeness.reason, key=lambda t: -t.likeness.rank,
        ),
    ]  # fmt: skip


def _worth(minor: int, currency: str) -> str:
    return f"TCV {compact_money(minor, currency)}" if minor else "No deals"
