"""Evidence of one item: drop, paste or choose files, and see to those that are there."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from models.checklist.evidence_record import Evidence
from models.checklist.records import Where
from models.checklist.template import Item
from models.text import counted
from ui import theme
from ui.desk import Desk
from ui.evidence_doings import EvidenceDoings
from ui.evidence_jobs import Target
from ui.tokens import CARD_RADIUS
from ui.widgets.announce import announce
from ui.widgets.buttons import Button, IconButton
from ui.widgets.evidence_row import EvidenceRow
from ui.widgets.field_row import FieldRow
from ui.widgets.labels import ElidedLabel, IconLabel, Label, SettledLabel
from ui.widgets.tab_order import put_before

_CALLS = {
    "none": "Drop a file here, paste a screenshot, or",
    "wanted": "Drop evidence here, paste a screenshot, or",
    "needed": "Evidence is needed: drop it here, paste a screenshot, or",
}


class EvidenceBox(QWidget):
    """``show_for`` says what it is for; it writes by itself, and the page shows it anew."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.target: Target | None = None
        self.rows: list[EvidenceRow] = []
        self._shown: tuple[Evidence, ...] = ()
        self._before: tuple[Evidence, ...] = ()
        self._writable = True
        self.setAcceptDrops(True)
        self.setAccessibleName("Evidence")
        self.doings = EvidenceDoings(desk, self)
        self.doings.refused.connect(self.refuse)
        self.doings.busy.connect(self._show_progress)
        self.drop = DropLine()
        self.drop.choose.clicked.connect(self.choose)
        self.drop.stop.clicked.connect(self.doings.cancel)
        self._problem = SettledLabel("", "small_strong", "short")
        self._forget = IconButton("x", "Close this message")
        self._forget.clicked.connect(self._clear_problem)
        self._problem_row = QWidget()
        told = QHBoxLayout(self._problem_row)
        told.setContentsMargins(2, 0, 0, 0)
        told.addWidget(self._problem, 1)
        told.addWidget(self._forget, 0, Qt.AlignmentFlag.AlignTop)
        self._problem_row.hide()
        self.earlier = Button("", "link", "history")
        self.earlier.setCheckable(True)
        self.earlier.toggled.connect(self._show_rows)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._list)
        column.addWidget(self.drop)
        column.addWidget(self._problem_row)
        column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.drop.choose)
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        self._show_rows()

    # ---- for pages -------------------------------------------------------------------------

    def show_for(
        self, where: Where, item: Item, evidence: Sequence[Evidence], writable: bool
    ) -> None:
        """Show the evidence of an item; what is typed in a row that stays goes on."""
        target = Target(where.partner_id, where, item.key, item.criterion)
        self._show(target, item.evidence, evidence, writable)

    def show_record(
        self, partner_id: int, record_id: int, evidence: Sequence[Evidence], writable: bool
    ) -> None:
        """Show the evidence of a record of a partner's, an omission say."""
        self._show(Target(partner_id, record_id=record_id), "wanted", evidence, writable)

    def _show(
        self, target: Target, call: str, evidence: Sequence[Evidence], writable: bool
    ) -> None:
        if target != self.target:
            self.leave()
            self._clear_problem()
            self.earlier.setChecked(False)
        self.target, self._writable = target, writable
        self.drop.set_call(_CALLS.get(call, _CALLS["wanted"]))
        self.drop.setVisible(writable)
        self._shown = tuple(one for one in evidence if not one.replaced_by)
        self._before = tuple(one for one in evidence if one.replaced_by)
        many = counted(len(self._before), "replaced file")
        self.earlier.setText(f"{many[:1].upper()}{many[1:]}")
        self.earlier.setVisible(bool(self._before))
        self.setVisible(writable or bool(evidence))
        self._show_rows()

    def paste(self) -> bool:
        """Add what is on the clipboard, a file or a picture; whether there was one."""
        if self.target is None or not self._writable:
            return False
        self._clear_problem()
        taken = [one.file for one in (*self._shown, *self._before)]
        mime = QGuiApplication.clipboard().mimeData()
        if mime is None or not self.doings.take(self.target, mime, taken):
            self.refuse("There is no file or picture on the clipboard. Copy one, and paste again.")
            return False
        return True

    def choose(self) -> None:
        """Ask for files."""
        if self.target is not None and self._writable:
            self._clear_problem()
            self.doings.choose(self.target)

    def leave(self) -> None:
        """Commit the date that is being typed."""
        for row in self.rows:
            row.end()

    def refuse(self, sentence: str) -> None:
        """Say why something was not done, until something else is."""
        self._problem.setText(sentence)
        self._problem_row.show()
        announce(self, sentence)

    @property
    def problem(self) -> str:
        """What is said to be wrong, or nothing."""
        return "" if self._problem_row.isHidden() else self._problem.text()

    # ---- inside ----------------------------------------------------------------------------

    def _show_rows(self, _: object = None) -> None:
        shown = [*self._shown, *(self._before if self.earlier.isChecked() else ())]
        while len(self.rows) < len(shown):
            row = EvidenceRow(self.desk.today, self)
            row.asked.connect(self._do)
            row.dated.connect(self._date)
            self._list.addWidget(row)
            put_before(self.drop.choose, *row.stops)
            self.rows.append(row)
        for at, row in enumerate(self.rows):
            if at < len(shown):
                other = row.evidence is not None and row.evidence.id != shown[at].id
                if other:
                    row.end()
                writable = self._writable and not shown[at].replaced_by
                row.show_evidence(shown[at], writable, self.doings.reviewer)
            row.setVisible(at < len(shown))

    def _do(self, what: str, evidence: Evidence) -> None:
        self._clear_problem()
        if what == "open":
            self.doings.open(evidence)
        elif what == "save":
            self.doings.save_copy(evidence)
        elif not self._writable:
            return
        elif what == "replace":
            self.doings.replace(evidence)
        elif what in ("verify", "verify_as"):
            self.doings.verify([evidence], ask=what == "verify_as")
        elif what == "unverify":
            self.doings.unverify([evidence])
        elif what == "remove":
            self.doings.remove([evidence])
        elif what == "rename":
            self.doings.rename(evidence)

    def _date(
        self, evidence: Evidence, column: str, title: str, day: date | None, row: FieldRow
    ) -> None:
        self.doings.edit(evidence, title, _Unsaved(row, day), **{column: day})

    def _show_progress(self, done: int, total: int, words: str) -> None:
        self.drop.show_progress(done, total, words)

    def _clear_problem(self) -> None:
        self._problem_row.hide()

    # ---- Qt's ------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if self._writable and self.target is not None and (mime.hasUrls() or mime.hasImage()):
            event.acceptProposedAction()
            self.drop.set_over(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drop.set_over(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drop.set_over(False)
        if self.target is not None:
            event.acceptProposedAction()
            self._clear_problem()
            self.doings.take(self.target, event.mimeData(), [one.file for one in self._shown])


class _Unsaved:
    """Hands a refused date back to its field; an object, so that no closure keeps the box."""

    def __init__(self, row: FieldRow, day: date | None) -> None:
        self._row, self._day = row, day

    def __call__(self, sentence: str) -> None:
        self._row.refuse(self._day, sentence)


class DropLine(QWidget):
    """The dashed line that takes files; while one is read it says how far."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._over = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = IconLabel("paperclip", "text_2")
        self._call = ElidedLabel(_CALLS["wanted"], "body", "text_2")
        self.choose = Button("choose a file", "link", name="Choose files as evidence")
        self._reading = Label("", "body", "text_2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        self.stop = Button("Cancel", "quiet", name="Cancel adding")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 3, 10, 3)
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self._call)
        row.addWidget(self.choose)
        row.addWidget(self._reading)
        row.addWidget(self._bar, 1)
        row.addWidget(self.stop)
        row.addStretch(0)
        self.show_progress(0, 0, "")

    def set_call(self, words: str) -> None:
        self._call.setText(words)

    def set_over(self, over: bool) -> None:
        self._over = over
        self.update()

    def show_progress(self, done: int, total: int, words: str) -> None:
        """Say how far a file is read; blank words show the call again."""
        parts: tuple[QWidget, ...] = (self._call, self.choose)
        for part in parts:
            part.setVisible(not words)
        parts = (self._reading, self._bar, self.stop)
        for part in parts:
            part.setVisible(bool(words))
        self._reading.setText(words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(theme.colour("selected" if self._over else "window"))
        pen = QPen(theme.colour("accent" if self._over else "field_edge"), 1)
        pen.setDashPattern([4, 4])
        painter.setPen(pen)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(rect, CARD_RADIUS - 2, CARD_RADIUS - 2)
        painter.end()
