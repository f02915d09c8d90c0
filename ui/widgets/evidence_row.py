"""One file of evidence: its name, what it is, from when until when it holds, and whether seen."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QSizePolicy, QWidget

from models.checklist.evidence_record import Evidence
from models.checklist.evidence_words import about, standing
from ui import icons, theme
from ui.paint import plain_tip
from ui.widgets.buttons import Button, IconButton
from ui.widgets.field_row import FieldRow
from ui.widgets.labels import ElidedLabel, IconLabel
from ui.widgets.pill import Pill
from ui.widgets.shown_value import ShownValue

_ICONS = {
    "png": "eye", "jpeg": "eye", "gif": "eye", "webp": "eye", "tiff": "eye",
    "xlsx": "file-spreadsheet", "ods": "file-spreadsheet", "csv": "file-spreadsheet",
    "pptx": "presentation", "odp": "presentation", "eml": "mail", "msg": "mail",
}  # fmt: skip
_TONE_ICON = {"met": "badge-check", "short": "circle-arrow-down", "at_risk": "clock"}
_NARROW = 760  # logical pixels under which the dates go under the words
_TIGHT = 480  # and under which they stand one under the other
_DAY = 204


class NameButton(Button):
    """A file's name as a link; in a narrow place its middle gives way, and a tip has the whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "link", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._whole = ""

    def show_name(self, name: str) -> None:
        self._whole = name
        self.setAccessibleName(f"Open {name}")
        self.setToolTip(plain_tip(f"Open a copy of {name}"))
        self._fit()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._whole) + 14
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        middle = Qt.TextElideMode.ElideMiddle
        self.setText(self.fontMetrics().elidedText(self._whole, middle, self.width() - 12))


class EvidenceRow(QWidget):
    """``asked`` carries what a person wants and the evidence: open, save, replace, verify,
    verify_as, unverify, rename, remove; ``dated`` a column, its title, the day and the field.
    """

    asked = Signal(str, object)
    dated = Signal(object, str, str, object, object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.evidence: Evidence | None = None
        self._today, self._writable, self._narrow, self._tight = today, True, False, False
        self._reviewer = ""
        self._icon = IconLabel("file-text", "text_2")
        self.open = NameButton()
        self.open.clicked.connect(partial(self._ask, "open"))
        self.about = ElidedLabel("", "small", "text_2")
        self.about.setContentsMargins(5, 0, 0, 0)
        self.state = Pill()
        self.verify = Button("Verify", "plain", "badge-check")
        self.verify.clicked.connect(partial(self._ask, "verify"))
        self.more = IconButton("ellipsis", "More")
        self.more.clicked.connect(self._show_menu)
        self.begins = FieldRow("From", "date", today=today, placeholder="No day")
        self.ends = FieldRow("Until", "date", today=today, placeholder="No day")
        self.begins.committed.connect(partial(self._date, "effective_on"))
        self.ends.committed.connect(partial(self._date, "expires_on"))
        self._days = QWidget()
        self._dates = QGridLayout(self._days)
        self._dates.setContentsMargins(5, 0, 0, 0)
        self._dates.setSpacing(8)
        self._dates.setColumnStretch(2, 1)
        for at, row in enumerate((self.begins, self.ends)):
            row.setFixedWidth(theme.px(_DAY))
            self._dates.addWidget(row, 0, at, Qt.AlignmentFlag.AlignTop)
        right = QHBoxLayout()
        right.setSpacing(6)
        right.addStretch(1)
        for part in (self.state, self.verify, self.more):
            right.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 6, 6)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self._grid.addWidget(self._icon, 0, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self.open, 0, 1, left)
        self._grid.addLayout(right, 0, 2)
        self._grid.addWidget(self.about, 1, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._days, 1, 2)
        theme.notifier().changed.connect(self._take_size)

    def show_evidence(self, evidence: Evidence, writable: bool, reviewer: str) -> None:
        """Show a file, or the same one as it is now."""
        self.evidence, self._writable, self._reviewer = evidence, writable, reviewer
        self._icon.set_icon(_ICONS.get(evidence.kind, "file-text"))
        self.open.show_name(evidence.file)
        self.about.setText(about(evidence))
        tone, words = standing(evidence, self._today)
        self.state.set(words, tone, _TONE_ICON.get(tone, ""))
        self.verify.setVisible(writable and not evidence.verified_on and not evidence.replaced_by)
        self.verify.setAccessibleName(f"Verify {evidence.file}")
        self.more.setAccessibleName(f"More for {evidence.file}")
        self.begins.set_value(evidence.effective_on)
        self.ends.set_value(evidence.expires_on)
        for row in (self.begins, self.ends):
            row.set_read_only(not writable)
        self._take_size()

    @property
    def stops(self) -> list[QWidget]:
        """What Tab stops at, in order."""
        return [self.open, self.verify, self.more, *self._days.findChildren(ShownValue)]

    def end(self) -> None:
        """Commit the date that is being typed."""
        self.begins.end()
        self.ends.end()

    @property
    def editing(self) -> bool:
        return self.begins.editing or self.ends.editing

    def menu(self) -> QMenu:
        """What can be done with this file."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._add(menu, "Open", "open", "external-link")
        self._add(menu, "Save a copy…", "save", "download")
        if self._writable and self.evidence is not None:
            menu.addSeparator()
            if self.evidence.verified_on:
                self._add(menu, "Not verified after all", "unverify", "undo-2")
            else:
                known = f"Verify as {self._reviewer}" if self._reviewer else "Verify"
                self._add(menu, known, "verify", "badge-check")
            self._add(menu, "Verify as somebody else…", "verify_as", "user")
            self._add(menu, "Replace…", "replace", "refresh-cw")
            self._add(menu, "Rename…", "rename", "pencil")
            menu.addSeparator()
            self._add(menu, "Remove", "remove", "trash-2")
        return menu

    def _add(self, menu: QMenu, words: str, what: str, icon: str) -> QAction:
        action = menu.addAction(icons.icon(icon), words)
        action.triggered.connect(partial(self._ask, what))
        return action

    def _show_menu(self) -> None:
        self.menu().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _ask(self, what: str, _: object = None) -> None:
        if self.evidence is not None:
            self.asked.emit(what, self.evidence)

    def _date(self, column: str, day: object) -> None:
        row = self.begins if column == "effective_on" else self.ends
        title = "first day" if column == "effective_on" else "last day"
        if self.evidence is not None:
            self.dated.emit(self.evidence, column, title, day, row)

    def _take_size(self) -> None:
        narrow = self.width() < theme.px(_NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self._grid.removeWidget(self._days)
            self._grid.removeWidget(self.about)
            self._grid.addWidget(self.about, 1, 1, 1, 2 if narrow else 1)
            if narrow:
                self._grid.addWidget(self._days, 2, 1, 1, 2)
            else:
                self._grid.addWidget(self._days, 1, 2)
        tight = self.width() < theme.px(_TIGHT)
        if tight != self._tight:
            self._tight = tight
            self._dates.removeWidget(self.ends)
            self._dates.addWidget(self.ends, *((1, 0) if tight else (0, 1)))
        for row in (self.begins, self.ends):
            row.setFixedWidth(theme.px(_DAY))

    # ---- Qt's ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self._writable:
            self._ask("remove")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_size()
