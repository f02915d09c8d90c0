"""Shows what would come of the merge of two partners, and asks which name stays."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from models.errors import UserError
from models.text import lower_first, shortened
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.faults import FAULT
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.store.merging import Merge

_LONG = 90  # signs of a value that are shown


class MergeDialog(SmallWindow):
    """``merged`` carries the ids of the partner that stays and of the one that went."""

    merged = Signal(object, object)

    def __init__(
        self, desk: Desk, keep: tuple[int, str], gone: tuple[int, str], parent: QWidget
    ) -> None:
        super().__init__("Merge partners", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.names = {keep[0]: keep[1], gone[0]: gone[1]}
        self.told: Merge | None = None
        self._writing = False
        self.head = Label("", "card", wrap=True)
        # On a button & would underline a letter.
        choices = [(id_, shortened(name, 44).replace("&", "&&")) for id_, name in (keep, gone)]
        self.stays = Segmented(choices, "The name that stays")
        for button, (_, name) in zip(self.stays.stops, (keep, gone), strict=True):
            button.setAccessibleName(f"The name that stays: {name}")
        self.stays.chosen.connect(self._swap)
        self.problem = MessageBar("short")
        self.problem.hide()
        self.sheet = PageScroll(name="What would come of it")
        theme.set_kind(self.sheet, "reading")
        self.go = Button("Merge", "primary", "git-branch")
        self.go.setDefault(True)
        self.go.clicked.connect(self.merge)
        self.foot.addWidget(self.go)
        stays = Label("The name that stays", "control", "text_2")
        for part in (self.head, stays, self.stays, self.problem):
            self.body.addWidget(part)
        self.body.addWidget(self.sheet, 1)
        self.resize(theme.px(680), theme.px(560))
        self._swap(keep[0])

    @property
    def keep_id(self) -> int:
        return int(str(self.stays.current))

    @property
    def gone_id(self) -> int:
        return next(id_ for id_ in self.names if id_ != self.keep_id)

    def merge(self) -> None:
        """Make one of them; undo takes it back."""
        if self.told is None or self.told.refused or self._writing:
            return
        keep, gone = self.keep_id, self.gone_id
        self._writing = True
        self.go.setEnabled(False)

        def write(portfolio: Any) -> None:
            from models.store.merging import merge

            merge(portfolio, keep, gone)

        self.desk.lane.write(
            f"Merge {self.names[gone]} into {self.names[keep]}",
            write,
            partial(self._done, keep, gone),
            owner=self,
            failed=self._refuse,
        )

    # ---- inside ----------------------------------------------------------------------------

    def _swap(self, keep: object) -> None:
        """Try it with the other name."""
        self.told = None
        self.go.setEnabled(False)
        keep_id, gone_id, as_of = self.keep_id, self.gone_id, self.desk.as_of
        self.head.setText(f"Merge {self.names[gone_id]} into {self.names[keep_id]}")
        self._fill([Label("Working out what would come of it…", "body", "text_2")])

        def read(portfolio: Any) -> Merge:
            from models.store.merging import preview

            return preview(portfolio, keep_id, gone_id, as_of=as_of)

        self.desk.lane.read(read, self._take, owner=self, key="preview", failed=self._refuse)

    def _take(self, told: Merge) -> None:
        self.told = told
        self.problem.setVisible(bool(told.refused))
        if told.refused:
            self.problem.set("short", told.refused, told.hint)
            self._fill([Label("Nothing was changed.", "body", "text_2")])
        else:
            self._fill(self._parts(told))
        self.go.setEnabled(not told.refused)
        (self.way_out if told.refused else self.go).setFocus()

    def _refuse(self, error: BaseException) -> None:
        self._writing = False
        told = (error.message, error.hint) if isinstance(error, UserError) else (FAULT, "")
        self.problem.set("short", *told)
        self.problem.show()
        self.go.setEnabled(False)

    def _done(self, keep: int, gone: int, _: object) -> None:
        self.merged.emit(keep, gone)
        self.desk.toast(f"Merged {self.names[gone]} into {self.names[keep]}", undo=True)
        self.accept()

    def _fill(self, parts: list[QWidget]) -> None:
        page = QWidget()
        theme.set_kind(page, "page")
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        self.sheet.setWidget(page)

    def _parts(self, told: Merge) -> list[QWidget]:
        found: list[QWidget] = []
        if told.before is not None and told.after is not None:
            found += [Label("Tier", "strong"), self._tiers(told)]
        found.append(Label("Goes over", "strong"))
        found.append(Label(", ".join(told.moved) or "No records", "body", wrap=True))
        if told.once:
            found.append(Label("Both have, kept once", "strong"))
            found.append(Label(", ".join(told.once), "body", wrap=True))
        if told.fields:
            found += [Label("Fields that differ", "strong"), self._fields(told)]
        if told.notes:
            found.append(Label("To know", "strong"))
            found += [Label(note, "body", wrap=True) for note in told.notes]
        return found

    def _tiers(self, told: Merge) -> QWidget:
        assert told.before is not None  # noqa: S101  asked only where both are known
        assert told.after is not None  # noqa: S101  as before
        rows = [
            (told.keep, told.before[0].words),
            (told.gone, told.before[1].words),
            ("Together", told.after.words),
        ]
        made, grid = _grid()
        for at, (name, words) in enumerate(rows):
            last = at == len(rows) - 1
            grid.addWidget(Label(name, "control", "text" if last else "text_2", wrap=True), at, 0)
            grid.addWidget(Label(words, "strong" if last else "body", wrap=True), at, 1)
        return made

    def _fields(self, told: Merge) -> QWidget:
        made, grid = _grid()
        heads = ("", told.keep, told.gone, "Stays")
        for column, head in enumerate(heads):
            grid.addWidget(Label(head, "small_strong", "text_2", wrap=True), 0, column)
        for at, said in enumerate(told.fields, start=1):
            stays = f"{said.stays} ({lower_first(said.why)})"
            both = (shortened(part, _LONG) or "–" for part in (said.mine, said.theirs))
            cells = (said.name, *both, shortened(stays, _LONG))
            for column, words in enumerate(cells):
                label = Label(words, "control" if not column else "body", wrap=True)
                grid.addWidget(label, at, column, Qt.AlignmentFlag.AlignTop)
        for column in (1, 2, 3):
            grid.setColumnStretch(column, 1)
        return made


def _grid() -> tuple[QWidget, QGridLayout]:
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 6)
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    return made, grid
