"""A list of texts with the one that is chosen beside it, each written, published and handed on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QVBoxLayout, QWidget

from models.names import slug
from ui import theme
from ui.desk import Desk
from ui.faults import why
from ui.pages.partner_tabs.writing_panel import Block, Writing, WritingPanel
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.tokens import CARD_GAP
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll

_BESIDE = 620  # width from which the text stands beside its list, logical pixels
_LEAST = 240  # height under which neither can be read, logical pixels
_FOLDER = "writings/folder"


class Writings(QWidget):
    """`told` gives the text and the Markdown of a record; what is written is asked by signals."""

    edited = Signal(object, str, object)
    started = Signal(object)
    published = Signal(object)
    taken_back = Signal(object)
    deleted = Signal(object)  # ids

    def __init__(
        self,
        desk: Desk,
        title: str,
        icon: str,
        blocks: Sequence[Block],
        told: tuple[Callable[[Any], str], Callable[[Any], str]],
        words: tuple[str, str, str, str],
        parent: QWidget | None = None,
    ) -> None:
        """words: the verb to start one, without a choice, without any at all, and the hint."""
        super().__init__(parent)
        self.desk, self._told, self._title = desk, told, title
        start, nothing, none, hint = words
        self.writable = False
        self._wanted: int | None = None
        self.model = TableModel(_columns(), parent=self)
        self.table = TableView(self.model, title)
        self.table.selection_changed.connect(self._choose)
        self.table.opened.connect(self._open)
        self.table.delete_requested.connect(self._delete)
        self.panel = WritingPanel(blocks, start, nothing)
        self.panel.edited.connect(self.edited)
        self.panel.started.connect(self.started)
        self.panel.published.connect(self.published)
        self.panel.taken_back.connect(self.taken_back)
        self.panel.copied.connect(self.copy_text)
        self.panel.filed.connect(self.ask_file)
        self.panel.deleted.connect(self._delete_one)
        self.message = MessageBar("short", closable=True)
        self.message.hide()
        self.bulk = BulkBar()
        self.bulk.add_button("Copy for Excel", "copy", self.table.copy_with_headings)
        self.bulk.dismissed.connect(self.table.clearSelection)
        self._empty = EmptyState(icon, none, hint=hint)
        self._build()
        theme.notifier().changed.connect(self._fit)

    # ---- for the tab -----------------------------------------------------------------------

    def show_writings(self, rows: Sequence[Writing], *, same: bool, writable: bool) -> None:
        """Show these; the first of another partner is chosen."""
        self.writable = writable
        if same:
            self.model.refresh(rows)
        else:
            self.message.hide()
            self.model.set_rows(rows)
        self.card.set_title(f"{self._title}  {len(rows)}" if rows else self._title)
        self._empty.setVisible(not rows)
        self.table.setVisible(bool(rows))
        wanted = self._wanted if self._wanted is not None else self.table.current_id()
        if wanted is not None and self.model.position(wanted) >= 0:
            self._wanted = None
            if self.table.current_id() != wanted:
                self.table.select_ids([wanted], wanted)
        elif rows:
            self.table.select_ids([rows[0].id], rows[0].id)
        self._choose()

    def choose(self, writing_id: int) -> None:
        """Choose one, now or as soon as it is there."""
        self._wanted = writing_id
        if self.model.position(writing_id) >= 0:
            self._wanted = None
            self.table.reveal(writing_id)
            self._choose()

    def refuse(self, sentence: str) -> None:
        self.message.set("short", sentence)
        self.message.show()

    def copy_text(self, writing_id: object) -> None:
        """Put a text on the clipboard."""
        row = self.model.find(writing_id)
        if row is not None and row.record is not None:
            QGuiApplication.clipboard().setText(self._told[0](row.record))
            self.desk.toast(f"Copied “{row.title}” as text")

    def ask_file(self, writing_id: object) -> None:
        """Ask for a name and save a text as Markdown."""
        row = self.model.find(writing_id)
        if row is None or row.record is None:
            return
        folder = Path(str(self.desk.settings.value(_FOLDER, "") or Path.home()))
        name, _ = QFileDialog.getSaveFileName(
            self, "Save as a file", str(folder / f"{slug(row.title, 'text')}.md"),
            "Markdown (*.md)",
        )  # fmt: skip
        if name:
            self.save_file(row, Path(name if name.lower().endswith(".md") else f"{name}.md"))

    def save_file(self, row: Writing, target: Path) -> None:
        """Write it; the file dialog has asked about replacing a file."""
        self.desk.settings.setValue(_FOLDER, str(target.parent))
        self.desk.lane.compute(
            _save, (self._told[1](row.record), target), partial(self._filed, target), owner=self,
            failed=self._refuse,
        )  # fmt: skip

    def leave(self) -> None:
        self.panel.commit()

    # ---- inside ----------------------------------------------------------------------------

    def _filed(self, target: Path, _: object) -> None:
        self.desk.tell_file(f"Saved {target.name}", target)

    def _refuse(self, error: BaseException) -> None:
        self.refuse(why(error))

    def _choose(self, _: object = None) -> None:
        ids = self.table.selected_ids()
        self.bulk.show_count(len(ids) if len(ids) > 1 else 0)
        current = self.model.find(self.table.current_id())
        self.panel.show_writing(current, writable=self.writable)
        self._fit()

    def _open(self, row_id: object) -> None:
        """Enter: go on writing, or begin what is proposed."""
        row = self.model.find(row_id)
        if row is None:
            return
        if row.record is None:
            if self.writable:
                self.started.emit(row_id)
        else:
            self.panel.begin(next(iter(self.panel.fields)))

    def _delete(self, ids: Sequence[int]) -> None:
        own = [one for one in ids if (row := self.model.find(one)) and row.record is not None]
        if own and self.writable:
            self.deleted.emit(own)

    def _delete_one(self, writing_id: int) -> None:
        self._delete([writing_id])

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.card = Card(self._title, padding=0)
        self.card.body.setSpacing(0)
        for part in (self.table, self._empty, self.bulk):
            self.card.body.addWidget(part, 0 if part is self.bulk else 1)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._pair.setSpacing(CARD_GAP)
        self._pair.addWidget(self.card, 2)
        self._pair.addWidget(self.panel, 3)
        # In a low window with large text it scrolls, rather than leave a line of each.
        scroll = self._scroll = PageScroll(name=self._title)
        self._inner = QWidget()
        self._inner.setLayout(self._pair)
        self._pair.setContentsMargins(0, 0, 0, 0)
        scroll.body.addWidget(self._inner, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(CARD_GAP)
        outer.addWidget(self.message)
        outer.addWidget(scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= theme.px(_BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._pair.direction() != way:
            self._pair.setDirection(way)
        self._fit()

    def _fit(self) -> None:
        """In a low or narrow window all of it scrolls as one, else each part by itself."""
        beside = self._pair.direction() == QBoxLayout.Direction.LeftToRight
        whole = not beside or self._scroll.viewport().height() < theme.px(_LEAST)
        self._inner.setMinimumHeight(0 if whole else theme.px(_LEAST))
        high = self.table.height_of(self.model.rowCount())
        self.table.setMinimumHeight(high if whole else 0)
        self.panel.show_whole(whole)


def _columns() -> list[Column]:
    return [
        Column("Title", lambda row: row.title, sub=lambda row: row.sub, width=160, stretch=True,
               name="title"),
        Column("State", lambda row: row.state, role="status", tone=lambda row: row.tone,
               width=112, spoken=True, name="state"),
    ]  # fmt: skip


def _save(text: str, target: Path) -> None:
    from models.files import safe_save

    with safe_save(target, force=True) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
