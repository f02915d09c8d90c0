"""The text of a program as it stands in its file, with the lines that faults name."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontDatabase,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from ui import theme

_QUIET_MS = 800


class ProgramText(QPlainTextEdit):
    """``committed`` carries the text after a while without typing, or when it is left."""

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Text of the program")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._committed = ""
        self._typed = False  # by a person, and not handed in yet
        self._faulty: tuple[int, ...] = ()
        self._margin = _Margin(self)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_QUIET_MS)
        self._wait.timeout.connect(self.commit)
        self.textChanged.connect(self._note_typing)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_margin)
        theme.notifier().changed.connect(self._dress)
        self._dress()

    @property
    def text(self) -> str:
        """The text as it was typed; Qt's own plain text makes spaces of other blanks."""
        return self.document().toRawText().replace("\u2029", "\n")

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed that is not written."""
        return self._typed and self.text != self._committed

    def show_text(self, text: str) -> None:
        """Show a text, unless something typed is not written yet; cursor and place stay."""
        if self.is_dirty:
            return
        self._committed, self._typed = text, False
        if text != self.text:
            place, at = self.verticalScrollBar().value(), self.textCursor().position()
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)
            cursor = self.textCursor()
            cursor.setPosition(min(at, len(text)))
            self.setTextCursor(cursor)
            self.verticalScrollBar().setValue(place)
            self._make_room()
        self._wait.stop()

    def commit(self) -> None:
        """Hand out what was typed."""
        self._wait.stop()
        if self.is_dirty and not self.isReadOnly():
            self.committed.emit(self.text)

    def note_committed(self, text: str) -> None:
        """What was handed out is written."""
        self._committed = text

    def give_up(self, text: str) -> None:
        """Show a text in place of what was typed."""
        self._typed = False
        self.show_text(text)

    def show_lines(self, lines: Iterable[int]) -> None:
        """Mark the lines that faults name."""
        self._faulty = tuple(sorted({line for line in lines if line}))
        self._mark()

    def go_to(self, line: int) -> None:
        """Put the cursor on a line, from 1, and bring it into sight."""
        block = self.document().findBlockByNumber(max(0, line - 1))
        cursor = QTextCursor(block)
        self.setTextCursor(cursor)
        self.centerCursor()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---- the margin ------------------------------------------------------------------------

    def margin_width(self) -> int:
        digits = max(3, len(str(self.blockCount())))
        return self.fontMetrics().horizontalAdvance("9") * digits + theme.px(20)

    def paint_margin(self, painter: QPainter, rect: QRect) -> None:
        block = self.firstVisibleBlock()
        top = round(self.blockBoundingGeometry(block).translated(self.contentOffset()).top())
        painter.setFont(self.font())
        wide = self._margin.width() - theme.px(10)
        while block.isValid() and top <= rect.bottom():
            high = round(self.blockBoundingRect(block).height())
            number = block.blockNumber() + 1
            ink = "short" if number in self._faulty else "text_3"
            painter.setPen(theme.colour(ink))
            painter.drawText(0, top, wide, high, Qt.AlignmentFlag.AlignRight, str(number))
            block, top = block.next(), top + high

    def _note_typing(self) -> None:
        self._typed = True
        self._wait.start()

    def _make_room(self, _: int = 0) -> None:
        self.setViewportMargins(self.margin_width(), 0, 0, 0)

    def _scroll_margin(self, rect: QRect, by: int) -> None:
        if by:
            self._margin.scroll(0, by)
        else:
            self._margin.update(0, rect.y(), self._margin.width(), rect.height())

    def _dress(self) -> None:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(theme.px(13))
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.setFont(font)
        # The style sheet's own font would win over the one that is set.
        self.setStyleSheet(f'QPlainTextEdit {{ font-family: "{font.family()}"; }}')
        self._make_room()
        self._mark()

    def _mark(self) -> None:
        shape = QTextCharFormat()
        shape.setBackground(theme.colour("short.tint"))
        shape.setProperty(int(QTextFormat.Property.FullWidthSelection), True)
        marks = []
        for line in self._faulty:
            mark = QTextEdit.ExtraSelection()
            mark.format = shape
            mark.cursor = QTextCursor(self.document().findBlockByNumber(line - 1))
            marks.append(mark)
        self.setExtraSelections(marks)
        self._margin.update()

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        inside = self.contentsRect()
        self._margin.setGeometry(inside.left(), inside.top(), self.margin_width(), inside.height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()


class _Margin(QWidget):
    """The numbers of the lines; a fault names one."""

    def __init__(self, text: ProgramText) -> None:
        super().__init__(text)
        self._text = text

    def sizeHint(self) -> QSize:
        return QSize(self._text.margin_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._text.paint_margin(painter, event.rect())
        painter.end()
