"""What one version of a program has otherwise than another, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from models.errors import UserError
from models.text import NONE, counted, day_text
from ui import theme
from ui.desk import Desk
from ui.dialogs.program_version import version_choices
from ui.dialogs.small import SmallWindow
from ui.tables.clipboard import as_clipboard
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.quiet_combo import QuietCombo

if TYPE_CHECKING:
    from models.program.diff import Difference
    from models.store.program_page import VersionRow


@dataclass(frozen=True, slots=True)
class DifferenceLine:
    """A difference with the number that a table knows it by."""

    id: int
    told: Difference


def difference_lines(found: Sequence[Difference]) -> list[DifferenceLine]:
    return [DifferenceLine(number, told) for number, told in enumerate(found)]


def columns() -> list[Column]:
    return [
        Column("What", lambda line: line.told.what, sub=lambda line: line.told.part, width=230,
               name="what"),
        Column("Before", lambda line: line.told.before or NONE, width=170, spoken=True,
               name="before"),
        Column("After", lambda line: line.told.after or NONE, width=170, stretch=True, spoken=True,
               name="after"),
        Column("From", lambda line: line.told.since, role="date", width=112, name="from",
               text=lambda line: day_text(line.told.since)),
    ]  # fmt: skip


class CompareDialog(SmallWindow):
    """Two versions are chosen; what differs is found beside the lane."""

    def __init__(
        self,
        desk: Desk,
        rows: Sequence[VersionRow],
        old: object,
        new: object,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Compare versions", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self._texts = {row.id: row.version.text for row in rows}
        choices = version_choices(rows)
        self.old = QuietCombo(choices, "Version before", width=330)
        self.new = QuietCombo(choices, "Version after", width=330)
        self.model = TableModel(columns(), parent=self)
        self.table = TableView(self.model, "Differences")
        self._build()
        self.old.set_current(old)
        self.new.set_current(new)
        self.compare()

    def compare(self, _: object = None) -> None:
        """Find what differs between the two that are chosen."""
        texts = (self._texts[self.old.current], self._texts[self.new.current])
        self.desk.lane.compute(
            _differences, texts, self._take, owner=self, failed=self._refuse, key="differences"
        )

    def copy(self) -> None:
        data = as_clipboard(
            [Column("Part", lambda line: line.told.part), *self.model.columns],
            self.model.rows,
            headers=True,
        )
        QGuiApplication.clipboard().setMimeData(data)
        self.told.setText(f"Copied {counted(self.model.count, 'difference')} with headings")

    def _take(self, found: tuple[Difference, ...]) -> None:
        self.model.set_rows(difference_lines(found))
        words = counted(len(found), "difference")
        self.told.setText(f"{words[:1].upper()}{words[1:]}")
        self.copy_button.setEnabled(bool(found))
        self.empty.set("circle-check", "The two say the same")
        self.faces.setCurrentWidget(self.table if found else self.empty)
        if found and not self.old.hasFocus() and not self.new.hasFocus():
            self.table.setFocus()

    def _refuse(self, error: BaseException) -> None:
        words = str(error) if isinstance(error, UserError) else "Something of ours failed."
        self.told.setText("")
        self.copy_button.setEnabled(False)
        self.empty.set("triangle-alert", words)
        self.faces.setCurrentWidget(self.empty)

    def _swap(self) -> None:
        old, new = self.old.current, self.new.current
        self.old.set_current(new)
        self.new.set_current(old)
        self.compare()

    def _build(self) -> None:
        swap = IconButton("refresh-cw", "Swap the two versions")
        swap.clicked.connect(self._swap)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.old, Label("compared with", "body", "text_2"), self.new, swap):
            row.addWidget(part)
        row.addStretch(1)
        for box in (self.old, self.new):
            box.chosen.connect(self.compare)
        self.told = Label("", "small_strong", "text_2")
        self.empty = EmptyState("circle-check", "Comparing")
        self.faces = QStackedWidget()
        self.faces.addWidget(self.empty)
        self.faces.addWidget(self.table)
        self.copy_button = Button("Copy for Excel", "quiet", "copy")
        self.copy_button.clicked.connect(self.copy)
        self.foot.insertWidget(0, self.copy_button)
        self.body.addWidget(Label("Compare versions", "card"))
        self.body.addLayout(row)
        self.body.addWidget(self.told)
        self.body.addWidget(self.faces, 1)
        self.resize(theme.px(860), theme.px(600))


def _differences(old: str, new: str) -> tuple[Difference, ...]:
    from models.program import diff

    return diff.of_texts(old, new)
