"""One text in blocks, written where it stands: what it still lacks, and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.tokens import Status
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card, StatusLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.field_row import FieldRow
from ui.widgets.field_values import Kind
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll
from ui.widgets.pill import Pill

Block = tuple[str, str, str]  # field, label, what it asks of whoever writes it


@dataclass(frozen=True, slots=True)
class Writing:
    """A row of the list and what is behind it.

    `record` has the blocks as attributes, None for what is only proposed: then `sub` says of what.
    `note` says when it went out or should have, `lacking` what is missing before it may.
    """

    id: int
    title: str
    sub: str
    state: str
    tone: Status
    record: Any = None
    note: str = ""
    note_tone: Status | None = None
    lacking: tuple[str, ...] = ()

    @property
    def published(self) -> bool:
        return self.record is not None and self.record.state == "published"


class WritingPanel(QWidget):
    """Tells what a person asked for, with the id of the writing that is shown."""

    edited = Signal(object, str, object)  # id, field, value
    started = Signal(object)
    published = Signal(object)
    taken_back = Signal(object)
    copied = Signal(object)
    filed = Signal(object)
    deleted = Signal(object)

    def __init__(
        self, blocks: Sequence[Block], start: str, nothing: str, parent: QWidget | None = None
    ) -> None:
        """`start` is the verb for what is proposed, `nothing` what is said without a choice."""
        super().__init__(parent)
        self._start, self._nothing = start, nothing
        self.shown: Writing | None = None
        self.fields: dict[str, FieldRow] = {}
        self._writable = self._whole = False
        self._build(blocks)
        self.show_writing(None, writable=False)

    def show_writing(self, writing: Writing | None, *, writable: bool) -> None:
        """Show another one, or the same as it is now; what is typed in another is kept first."""
        if self.shown is not None and (writing is None or writing.id != self.shown.id):
            self.commit()
        self.shown, self._writable = writing, writable
        if writing is None or writing.record is None:
            self._show_empty(writing)
            return
        self._faces.setCurrentIndex(0)
        for name, field in self.fields.items():
            field.set_value(getattr(writing.record, name))
            field.set_read_only(not writable or writing.published)
        self.card.set_title(writing.record.title)
        self.state.set(writing.state, writing.tone)
        self.note.set(writing.note, writing.note_tone)
        self.note.setVisible(bool(writing.note))
        lacks = ", ".join(word.lower() for word in writing.lacking)
        self.lacks.setText(f"Still lacks: {lacks}" if lacks else "")
        self.lacks.setVisible(bool(lacks) and not writing.published)
        self.publish.setVisible(writable and not writing.published)
        self.publish.setEnabled(not writing.lacking)
        self.back.setVisible(writable and writing.published)
        self.delete.setVisible(writable)

    def refuse(self, name: str, value: object, sentence: str) -> None:
        """Say at its field that a value is not in the file."""
        self.fields[name].refuse(value, sentence)

    def commit(self) -> None:
        for field in self.fields.values():
            field.commit()

    def begin(self, name: str) -> None:
        """Give a block the keyboard."""
        if self._writable and self.shown is not None and not self.shown.published:
            self.fields[name].begin()

    def show_whole(self, whole: bool) -> None:
        """Be as high as the text, where what the panel is in scrolls; else scroll by itself."""
        self._whole = whole
        kinds = Qt.ScrollBarPolicy
        self._scroll.setVerticalScrollBarPolicy(
            kinds.ScrollBarAlwaysOff if whole else kinds.ScrollBarAsNeeded
        )
        self._take_height()

    # ---- inside ----------------------------------------------------------------------------

    def _take_height(self) -> None:
        wide = max(1, self._scroll.viewport().width())
        body = self._scroll.body
        high = max(body.sizeHint().height(), body.heightForWidth(wide))
        self._scroll.setMinimumHeight(high if self._whole else 0)

    def _show_empty(self, writing: Writing | None) -> None:
        self._faces.setCurrentIndex(1)
        if writing is None:
            self._empty.set("file-text", self._nothing)
        else:
            verb = self._start if self._writable else ""
            self._empty.set("award", writing.title, verb, hint=writing.sub)

    def _tell_edit(self, name: str, value: object) -> None:
        if self.shown is not None:
            self.edited.emit(self.shown.id, name, value)

    def _tell(self, signal: str) -> None:
        if self.shown is not None:
            self.commit()
            getattr(self, signal).emit(self.shown.id)

    def _build(self, blocks: Sequence[Block]) -> None:
        self.card = Card(" ")
        self.state, self.note = Pill(), StatusLine()
        self.lacks = Label("", "body", "at_risk", wrap=True)
        self.publish = Button("Publish", "primary", "circle-check")
        self.back = Button("Take it back", "plain", "undo-2")
        copy = Button("Copy as text", "plain", "copy")
        file = IconButton("download", "Save as a file…")
        self.delete = IconButton("trash-2", "Delete")
        tools = QWidget()
        row = FlowLayout(tools)
        for button, signal in (
            (self.publish, "published"), (self.back, "taken_back"), (copy, "copied"),
            (file, "filed"), (self.delete, "deleted"),
        ):  # fmt: skip
            button.clicked.connect(partial(self._tell, signal))
            row.addWidget(button)
        self.card.add_action(self.state)
        scroll = self._scroll = PageScroll(name="Blocks")
        scroll.body.setContentsMargins(0, 0, 8, 0)
        for name, label, question in (("title", "Title", ""), *blocks):
            kind: Kind = "text" if name == "title" else "multiline"
            field = FieldRow(
                label, kind, "", stacked=True, placeholder=question, required=name == "title"
            )
            field.committed.connect(partial(self._tell_edit, name))
            self.fields[name] = field
            scroll.body.addWidget(field)
        scroll.body.addStretch(1)
        # All of it scrolls: in a low window with large text the verbs alone would fill the card.
        for at, part in enumerate((self.note, self.lacks, tools)):
            scroll.body.insertWidget(at, part)
        inner = scroll.widget()
        if inner is not None:
            inner.installEventFilter(self)
        self.card.body.addWidget(scroll, 1)
        self._empty = EmptyState("file-text", self._nothing)
        self._empty.primary_clicked.connect(partial(self._tell, "started"))
        other = Card()
        other.body.addWidget(self._empty, 1)
        self._faces = QStackedWidget()
        for face in (self.card, other):
            self._faces.addWidget(face)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._faces)

    # ---- Qt's ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A text that grows while it is written takes its room."""
        if self._whole and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._take_height)
        return super().eventFilter(watched, event)
