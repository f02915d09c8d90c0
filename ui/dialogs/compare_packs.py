"""What changed from one issued pack to another one, or until now: the page of a pack, on screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from models.pack_changes_words import SHAPES, SUBJECTS, TURNS, conclusion
from models.text import counted, day_text
from ui import theme
from ui.desk import Desk
from ui.dialogs.small import SmallWindow
from ui.faults import why
from ui.tables.clipboard import as_clipboard
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label
from ui.widgets.quiet_combo import QuietCombo

if TYPE_CHECKING:
    from models.background import Change, Changes
    from models.issued_pack import IssuedPack

NOW = 0  # in place of a pack's id


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change with the number that a table knows it by."""

    id: int
    told: Change


def columns() -> list[Column]:
    return [
        Column("What", lambda line: line.told.what, sub=_subject, width=270, name="what"),
        Column("Turn", lambda line: TURNS[line.told.turn], text=_turn, plain=_word, width=104,
               spoken=True, name="turn"),
        Column("Before", lambda line: line.told.was, width=220, spoken=True, name="before"),
        Column("After", lambda line: line.told.now, width=220, stretch=True, spoken=True,
               name="after"),
    ]  # fmt: skip


class ComparePacks(SmallWindow):
    """Two of a partner's packs are chosen, or one and now; what changed is read on the lane."""

    def __init__(
        self, desk: Desk, packs: Sequence[IssuedPack], was: int, name: str, parent: QWidget | None
    ) -> None:
        super().__init__(f"Compare packs of {name}", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        kept = choices(packs)
        now = (NOW, f"Now, as of {day_text(desk.as_of)}")
        self.was = QuietCombo(kept, "Pack before", width=360)
        self.now = QuietCombo([now, *kept], "Compared with", width=360)
        self.model = TableModel(columns(), parent=self)
        self.table = TableView(self.model, "Changes")
        self._build()
        self.was.set_current(was)
        self.now.set_current(NOW)
        self.compare()

    def compare(self, _: object = None) -> None:
        """Find what changed between the two that are chosen."""
        self.swap.setEnabled(self.now.current != NOW)
        job = _Between(int(str(self.was.current)), int(str(self.now.current)), self.desk.as_of)
        self.desk.lane.read(job, self._take, owner=self, failed=self._refuse, key="changes")

    def copy(self) -> None:
        """Put all changes on the clipboard, with headings and their subjects."""
        told = [Column("Subject", _subject), *self.model.columns]
        data = as_clipboard(told, self.model.rows, headers=True)
        QGuiApplication.clipboard().setMimeData(data)
        self.told.setText(f"Copied {counted(self.model.count, 'change')} with headings")

    def _take(self, found: Changes) -> None:
        self.model.set_rows(ChangeLine(at, one) for at, one in enumerate(found.changes))
        self.told.setText(conclusion(found) if found.changes else "")
        self.copy_button.setEnabled(bool(found.changes))
        self.empty.set("circle-check", conclusion(found))
        self.faces.setCurrentWidget(self.table if found.changes else self.empty)
        if found.changes and not self.was.hasFocus() and not self.now.hasFocus():
            self.table.setFocus()

    def _refuse(self, error: BaseException) -> None:
        self.told.setText("")
        self.model.set_rows(())
        self.copy_button.setEnabled(False)
        self.empty.set("triangle-alert", why(error))
        self.faces.setCurrentWidget(self.empty)

    def _swap(self) -> None:
        was, now = self.was.current, self.now.current
        if now != NOW:
            self.was.set_current(now)
            self.now.set_current(was)
            self.compare()

    def _build(self) -> None:
        self.swap = IconButton("refresh-cw", "Swap the two packs")
        self.swap.clicked.connect(self._swap)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.was, Label("and", "body", "text_2"), self.now, self.swap):
            row.addWidget(part)
        row.addStretch(1)
        for box in (self.was, self.now):
            box.chosen.connect(self.compare)
        self.told = Label("", "control", wrap=True)
        self.empty = EmptyState("circle-check", "Comparing")
        self.faces = QStackedWidget()
        self.faces.addWidget(self.empty)
        self.faces.addWidget(self.table)
        self.copy_button = Button("Copy for Excel", "quiet", "copy")
        self.copy_button.clicked.connect(self.copy)
        self.foot.insertWidget(0, self.copy_button)
        self.body.addLayout(row)
        self.body.addWidget(self.told)
        self.body.addWidget(self.faces, 1)
        self.resize(theme.px(900), theme.px(600))


@dataclass(frozen=True, slots=True)
class _Between:
    """Reads what changed."""

    was: int
    now: int
    as_of: date

    def __call__(self, portfolio: Any) -> Changes:
        from models.store.pack_changes import between, until_now

        if self.now == NOW:
            return until_now(portfolio, self.was, self.as_of)[1]
        return between(portfolio, self.was, self.now)[2]


def choices(packs: Sequence[IssuedPack]) -> list[tuple[int, str]]:
    """What each pack that has its facts is called; those called the same by their id too."""
    named = [
        (pack, f"{day_text(pack.as_of)}: {pack.kind_name}, {pack.edition_name.lower()}")
        for pack in packs
        if pack.kept
    ]
    often = Counter(name for _, name in named)
    return [
        (pack.id, f"{name}, {pack.pack_id[:6]}" if often[name] > 1 else name)
        for pack, name in named
    ]


def _subject(line: ChangeLine) -> str:
    return SUBJECTS.get(line.told.subject, "")


def _word(line: ChangeLine) -> str:
    return TURNS[line.told.turn]


def _turn(line: ChangeLine) -> str:
    return f"{SHAPES[line.told.turn]} {TURNS[line.told.turn]}"
