"""A box of choices that is typed into: Enter takes the one that fits, leaving keeps no half."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget


class TypedChoice(QComboBox):
    """What stands in it is always what is chosen, but for the moment in which one types."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumContentsLength(12)
        # Its width is fixed: measuring 2,000 names for it took 60 ms.
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        completer = QCompleter(self.model(), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.setAccessibleName(name)
        self.view().setAccessibleName(name)
        if popup := completer.popup():
            popup.setAccessibleName(name)
        self._line = self.lineEdit() or QLineEdit(self)
        self._line.returnPressed.connect(self._take)
        self._line.editingFinished.connect(self.settle)
        self.currentIndexChanged.connect(self.settle)

    def fitting(self, typed: str) -> int:
        """The row that is meant: of this name, else one that begins so, else holds it; or -1."""
        wanted = typed.strip().casefold()
        names = [self.itemText(at).casefold() for at in range(self.count())]
        if not wanted:
            return -1
        for fits in (str.__eq__, str.startswith, str.__contains__):
            at = next((at for at, name in enumerate(names) if fits(name, wanted)), -1)
            if at >= 0:
                return at
        return -1

    def settle(self) -> None:
        """Say what is chosen: half a name over another one's page would mislead.

        A long name is seen from its beginning, and whole under the mouse.
        """
        chosen = self.itemText(self.currentIndex())
        if self._line.text() != chosen:
            self._line.setText(chosen)
        self._line.setCursorPosition(0)
        self.setToolTip(Qt.convertFromPlainText(chosen) if chosen else "")

    # ---- inside ----------------------------------------------------------------------------

    def _take(self) -> None:
        at = self.fitting(self._line.text())
        if at >= 0:
            self.setCurrentIndex(at)
        self.settle()

    # Qt's

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            # The click that follows would put the cursor into the name.
            QTimer.singleShot(0, self._line.selectAll)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        half = self._line.text() != self.itemText(self.currentIndex())
        if event.key() == Qt.Key.Key_Escape and half:
            self.settle()
            self._line.selectAll()
        else:
            super().keyPressEvent(event)
