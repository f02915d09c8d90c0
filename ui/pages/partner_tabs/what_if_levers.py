"""One lever of what if: a slider with its number, an amount, or a box to tick."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.program.levers import Lever
from models.text import money_said
from models.typed import read_amount
from ui import theme
from ui.widgets.labels import Label
from ui.widgets.spin_box import SpinBox

_NUMBER, _AMOUNT = 84, 128  # widths of the fields beside a slider, logical pixels
_MOST_STEPS = 2**31 - 1  # what a slider can have


class LeverRow(QWidget):
    """Base: the name, the difference in the accent's colour, and what a subclass adds below."""

    moved = Signal(str, object)  # criterion, the number it is to come to: money needs 64 bits
    problem_changed = Signal()

    def __init__(self, lever: Lever, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lever = lever
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._name = Label(lever.label, "control", wrap=True)
        self._moved = Label("", "small_strong", "accent")
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addLayout(self._head)
        theme.notifier().changed.connect(self._take_size)

    def show_lever(self, lever: Lever) -> None:
        """Show what the trial makes of it, without telling."""
        self.lever = lever
        self._moved.setText(lever.moved)
        self._show()

    def add_below(self, part: QWidget) -> None:
        """Something that belongs to this lever, under it."""
        self._column.addWidget(part)
        part.show()

    @property
    def problem(self) -> str:
        """What is wrong with what was typed; "" for nothing."""
        return ""

    @property
    def moved_words(self) -> str:
        return self._moved.text()

    @property
    def stops(self) -> list[QWidget]:
        """What takes the keyboard, in order."""
        raise NotImplementedError

    def _show(self) -> None:
        raise NotImplementedError

    def _take_size(self) -> None:
        """Take the widths of the text size in force."""


class CountLever(LeverRow):
    """A slider and a spin box that move each other."""

    def __init__(self, lever: Lever, parent: QWidget | None = None) -> None:
        super().__init__(lever, parent)
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self._moved)
        self.slider = QuietSlider(lever.label)
        self.box = QuietSpin(lever.label)
        self._take_size()
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        self._column.addLayout(row)
        self._name.setBuddy(self.box)
        self.slider.valueChanged.connect(self._tell)
        self.box.valueChanged.connect(self._tell)

    @property
    def stops(self) -> list[QWidget]:
        return [self.slider, self.box]

    def _show(self) -> None:
        lever = self.lever
        with QSignalBlocker(self.slider), QSignalBlocker(self.box):
            for part in (self.slider, self.box):
                part.setRange(lever.least, min(_MOST_STEPS, max(lever.most, lever.value)))
                part.setValue(lever.value)
        said = f"{lever.said}, {lever.moved or 'no change'}"
        self.slider.setAccessibleDescription(said)
        self.box.setAccessibleDescription(said)

    def _take_size(self) -> None:
        self.box.setFixedWidth(theme.px(_NUMBER))

    def _tell(self, number: int) -> None:
        self.moved.emit(self.lever.id, number)


class MoneyLever(LeverRow):
    """A slider over round steps and a field for the exact amount."""

    def __init__(self, lever: Lever, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(lever, parent)
        self._currency = currency
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self._moved)
        self.slider = QuietSlider(lever.label)
        self.line = AmountField()
        self.line.put_back.connect(self._put_back)
        self.line.setAccessibleName(f"{lever.label}, amount")
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._take_size()
        self.line.editingFinished.connect(self._read)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.slider, 1)
        row.addWidget(self.line)
        self._column.addLayout(row)
        self._problem = Label("", "small_strong", "short", wrap=True)
        self._problem.hide()
        self._column.addWidget(self._problem)
        self._name.setBuddy(self.line)
        self.slider.valueChanged.connect(self._slide)

    @property
    def problem(self) -> str:
        return self._problem.text()

    @property
    def stops(self) -> list[QWidget]:
        return [self.slider, self.line]

    def _show(self) -> None:
        lever = self.lever
        with QSignalBlocker(self.slider), QSignalBlocker(self.line):
            self.slider.setRange(0, min(_MOST_STEPS, max(lever.steps, lever.at)))
            self.slider.setPageStep(min(_MOST_STEPS, max(1, lever.steps // 10)))
            self.slider.setValue(min(_MOST_STEPS, lever.at))
            self.line.setText(lever.said)
        self._say("")
        self.slider.setAccessibleDescription(f"{lever.said}, {lever.moved or 'no change'}")

    def _take_size(self) -> None:
        self.line.setFixedWidth(theme.px(_AMOUNT))

    def _slide(self, step: int) -> None:
        self.moved.emit(self.lever.id, self.lever.number(step))

    def _read(self) -> None:
        text = self.line.text()
        if text == self.lever.said:
            self._say("")
            return
        try:
            minor = read_amount(text, self._currency)
        except UserError as error:
            self._say(str(error))
            return
        if minor < self.lever.now:
            least = money_said(self.lever.now, self._currency)
            self._say(f"It is {least} already. Change a deal to see less.")
            return
        self.moved.emit(self.lever.id, minor)

    def _put_back(self) -> None:
        self.line.setText(self.lever.said)
        self._say("")

    def _say(self, sentence: str) -> None:
        if sentence == self.problem:
            return
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        theme.set_kind(self.line, "short" if sentence else "", "state")
        self.line.setAccessibleDescription(sentence)
        self.problem_changed.emit()


class YesNoLever(LeverRow):
    """A box to tick."""

    def __init__(self, lever: Lever, parent: QWidget | None = None) -> None:
        super().__init__(lever, parent)
        self._name.hide()
        self.box = QCheckBox(lever.label)
        self.box.setAccessibleName(lever.label)
        self.box.setToolTip(lever.label)
        self.box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._head.addWidget(self.box, 1)
        self._head.addWidget(self._moved)
        self.box.clicked.connect(self._tell)

    @property
    def stops(self) -> list[QWidget]:
        return [self.box]

    def _show(self) -> None:
        self.box.setChecked(bool(self.lever.value))
        self.box.setAccessibleDescription(self.lever.said)

    def _tell(self, ticked: bool) -> None:
        self.moved.emit(self.lever.id, int(ticked))


def lever_row(lever: Lever, currency: str) -> LeverRow:
    """The row that fits a lever's kind."""
    if lever.kind == "money":
        return MoneyLever(lever, currency)
    return YesNoLever(lever) if lever.kind == "yes_no" else CountLever(lever)


class QuietSlider(QSlider):
    """A slider that the mouse wheel passes over: scrolling the panel never changes a number."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setPageStep(5)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class AmountField(QLineEdit):
    """An amount; Esc puts back what stood there, and is left to the panel where nothing was typed.

    ``put_back`` asks for that.
    """

    put_back = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.isModified():
            self.put_back.emit()
        else:
            event.ignore()


class QuietSpin(SpinBox):
    """A number that the mouse wheel passes over; Esc is left to the panel."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
