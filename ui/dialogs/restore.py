"""Lists the backups: when each was made, what it holds, how it differs; to look at or restore."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QWidget

from models.errors import UserError
from models.text import counted, day_text
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.store.backups import Held

FAULT = "The backups could not be listed."
_THIS, _ALL = "this", "all"


class RestoreDialog(SmallWindow):
    """Nothing is replaced here: a copy is opened to read, or restored as a portfolio of its own."""

    looking = Signal(object)  # Held
    restoring = Signal(object)  # Held
    choosing = Signal()  # a file that is in no folder of ours

    def __init__(
        self, desk: Desk, folder: Path, own: Path | None, present: Path | None,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`own` is the folder of the portfolio at `present`, `folder` holds everybody's."""
        super().__init__("Restore a backup", parent)
        self.desk = desk
        self._folder, self._own, self._present = folder, own, present
        self._others: list[Path] = []
        self._all: list[Held] = []
        self.model = TableModel(_columns(present is not None), parent=self)
        self.view = TableView(self.model, "Backups", compact=True)
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.selection_changed.connect(self._tell)
        self.view.opened.connect(self._look)
        self.which = Segmented([(_THIS, "This portfolio"), (_ALL, "All backups")], "Backups of")
        self.which.chosen.connect(self._show)
        self.which.setVisible(present is not None)
        self.details = Label("", "small", "text_2", wrap=True)
        self.empty = EmptyState("hard-drive", "Reading the backups…")
        self._build()
        self.read()

    def read(self, chosen: Path | None = None) -> None:
        """Read what there is; a file that was chosen is listed, too, and selected."""
        if chosen is not None and chosen not in self._others:
            self._others.append(chosen)
        of = (self._folder, tuple(self._others), self._present)
        then = _Then(self, chosen)
        self.desk.lane.compute(_read, of, then, owner=self, failed=self._refuse, key="list")

    def take(self, found: list[Held], chosen: Path | None) -> None:
        """Show what was read."""
        self._all = found
        if chosen is not None or not self._of_this():
            self.which.set_current(_ALL)
        self._show()
        ids = [held.id for held in self.model.all_rows]
        wanted = str(chosen) if chosen is not None else next(iter(ids), "")
        if wanted in ids:
            self.view.reveal(wanted)
        self.view.setFocus()

    def _refuse(self, error: BaseException) -> None:
        message, hint = (error.message, error.hint) if isinstance(error, UserError) else (FAULT, "")
        self.empty.set("hard-drive", message, hint=hint)

    def _of_this(self) -> list[Held]:
        return [held for held in self._all if held.path.parent == self._own]

    def _show(self) -> None:
        this = self._present is not None and self.which.current == _THIS
        self.model.set_rows(self._of_this() if this else self._all)
        self.empty.set(
            "hard-drive", "No backup yet",
            hint="One is made when a portfolio in which something has changed is closed, "
            "and before every import.",
        )  # fmt: skip
        self._face.setCurrentIndex(0 if self.model.count else 1)
        self._tell()

    def _tell(self) -> None:
        held = self._current()
        for button in (self.look, self.restore):
            button.setEnabled(held is not None and not held.problem)
        self.details.setText("" if held is None else _told(held))

    def _current(self) -> Held | None:
        held: Held | None = self.model.find(self.view.current_id())
        return held

    def _look(self) -> None:
        held = self._current()
        if held is not None and not held.problem:
            self.looking.emit(held)
            self.accept()

    def _restore(self) -> None:
        held = self._current()
        if held is not None:
            self.restoring.emit(held)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.which)
        head.addStretch(1)
        card = Card("", padding=0)
        inner = QWidget()
        self._face = QStackedLayout(inner)
        self._face.addWidget(self.view)
        self._face.addWidget(self.empty)
        self._face.setCurrentIndex(1)
        card.body.addWidget(inner, 1)
        self.details.setMinimumHeight(3 * theme.px(18))
        words = Label(
            "Nothing is replaced: a backup is opened to read, or restored as a portfolio of its "
            "own beside the others.",
            "body", "text_2", wrap=True,
        )  # fmt: skip
        self.body.addWidget(words)
        self.body.addLayout(head)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.details)
        choose = Button("Choose a file…", "plain", "folder-open")
        choose.clicked.connect(self.choosing)
        self.look = Button("Look at it", "plain", "eye")
        self.look.clicked.connect(self._look)
        self.restore = Button("Restore as…", "primary", "rotate-ccw")
        self.restore.clicked.connect(self._restore)
        self.foot.insertWidget(0, choose)
        for button in (self.look, self.restore):
            self.foot.addWidget(button)
        self.resize(880, 560)


class _Then:
    """Hands what was read to the dialog, with the file that was chosen; keeps nothing else."""

    def __init__(self, dialog: RestoreDialog, chosen: Path | None) -> None:
        self.dialog, self.chosen = dialog, chosen

    def __call__(self, found: list[Held]) -> None:
        self.dialog.take(found, self.chosen)


def _columns(compared: bool) -> list[Column]:
    columns = [
        Column("Made", lambda held: held.made, text=lambda held: moment(held.made), width=150),
        Column("Portfolio", lambda held: held.portfolio, width=150),
        Column("Why", lambda held: held.why.capitalize() or "Chosen", width=120),
        Column("Partners", lambda held: held.partners, role="number", width=86),
        Column("Deals", lambda held: held.deals, role="number", width=86),
    ]
    if compared:
        columns.append(
            Column(
                "Compared with now", lambda held: held.differs, width=220, stretch=True,
                tone=lambda held: "short" if held.problem else "",
            )
        )  # fmt: skip
    return columns


def moment(when: datetime) -> str:
    """A day and the time of day."""
    return f"{day_text(when.date())}, {when:%H:%M}"


def _told(held: Held) -> str:
    if held.problem:
        return held.problem
    words = f"{counted(held.partners, 'partner')} and {counted(held.deals, 'deal')}."
    if held.since:
        words += f" Changed since then: {'; '.join(held.since)}."
    return f"{words}\n{held.path}"


def _read(folder: Path, others: tuple[Path, ...], present: Path | None) -> list[Held]:
    from models.store.backups import described

    return described([*sorted(folder.glob("*/*.alliance")), *others], present)
