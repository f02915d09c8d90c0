"""One reading in full: the problem, the ways to read it, and the clauses it is about."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from models.program.terms import Interpretation, Option
from models.text import NONE
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.labels import Label, SettledLabel, line
from ui.widgets.page import PageScroll
from ui.widgets.pill import Pill
from ui.widgets.spin_box import SpinBox
from ui.widgets.tab_order import put_before


def option_words(entry: Interpretation, choice: str) -> str:
    """An option by its name, with the number that was chosen with it: "A day of January: 5"."""
    key, _, number = choice.partition(":")
    label = next((option.label for option in entry.options if option.key == key), choice)
    return f"{label}: {number}" if number else label


class ReadingDetail(Card):
    """Nothing is written here: ``choosing`` and ``trying`` carry the reading and the option."""

    choosing = Signal(str, str)
    trying = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=0)
        self.entry: Interpretation | None = None
        self._can_write = False
        self.options: list[OptionRow] = []
        self._group = QButtonGroup(self)
        self._build()
        self._group.buttonToggled.connect(self._settle)

    def show_reading(
        self, entry: Interpretation | None, says: Mapping[str, str], *, can_write: bool
    ) -> None:
        """Show a reading; `says` has the words of each clause, where they are known."""
        typed = self.choice if self.entry and entry and self.entry.id == entry.id else ""
        if entry is self.entry and can_write == self._can_write:
            return
        self.entry, self._can_write = entry, can_write
        self._scroll.setVisible(entry is not None)
        self._foot.setVisible(entry is not None)
        if entry is None:
            return
        changed = entry.chosen != entry.usual
        self.heading.setText(f"{entry.id}  {entry.topic}")
        self.state.set("Changed" if changed else "", "accent")
        self.problem.setText(entry.problem)
        self.reading.setText("" if entry.options else entry.reading)
        self.reading.setVisible(not entry.options)
        self._make_options(entry, typed if typed and typed != entry.chosen else entry.chosen)
        words = [f"{key}  {says[key]}" if key in says else key for key in entry.clauses]
        self.clauses.setText("\n".join(words) or NONE)
        self._settle()

    @property
    def choice(self) -> str:
        """The option that is marked, with its number."""
        return next((row.choice for row in self.options if row.button.isChecked()), "")

    def may_choose(self) -> bool:
        entry = self.entry
        return bool(self._can_write and entry and entry.options and self.choice != entry.chosen)

    def may_try(self) -> bool:
        return bool(self.entry and self.entry.options and self.choice != self.entry.chosen)

    def may_go_back(self) -> bool:
        return bool(self._can_write and self.entry and self.entry.chosen != self.entry.usual)

    def ask_to_choose(self) -> None:
        if self.entry is not None and self.may_choose():
            self.choosing.emit(self.entry.id, self.choice)

    def ask_to_try(self) -> None:
        if self.entry is not None and self.may_try():
            self.trying.emit(self.entry.id, self.choice)

    def ask_for_usual(self) -> None:
        if self.entry is not None and self.may_go_back():
            self.choosing.emit(self.entry.id, self.entry.usual)

    def focus_options(self) -> None:
        for row in self.options:
            if row.button.isChecked():
                row.button.setFocus()

    # ---- inside ----------------------------------------------------------------------------

    def _make_options(self, entry: Interpretation, choice: str) -> None:
        for row in self.options:
            self._group.removeButton(row.button)
            self._ways.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.options = []
        for option in entry.options:
            usual = option.key == entry.usual
            row = OptionRow(option, choice, usual=usual)
            row.changed.connect(self._settle)
            self._group.addButton(row.button)
            self._ways.addWidget(row)
            self.options.append(row)
        self._ways_title.setText("Ways to read it" if entry.options else "Reading")
        stops = [stop for row in self.options for stop in row.stops]
        if stops:
            put_before(self.try_button, *stops)

    def _settle(self, *_: object) -> None:
        has = bool(self.entry and self.entry.options)
        self.try_button.setVisible(has)
        self.use_button.setVisible(has and self._can_write)
        self.try_button.setEnabled(self.may_try())
        self.use_button.setEnabled(self.may_choose())
        self.usual_button.setVisible(self.may_go_back())

    def _build(self) -> None:
        self.heading = Label("", "card", wrap=True)
        self.state = Pill("", "accent", parent=self)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.state)
        self.problem = SettledLabel("", "body")
        self.reading = SettledLabel("", "body")
        self.clauses = SettledLabel("", "small", "text_2")
        self._ways_title = Label("", "small_strong", "text_2")
        self._ways = QVBoxLayout()
        self._ways.setSpacing(12)
        self._scroll = PageScroll(name="Reading")
        inner = self._scroll.body
        inner.setContentsMargins(18, 16, 18, 16)
        inner.setSpacing(8)
        inner.addLayout(head)
        inner.addWidget(Label("The problem", "small_strong", "text_2"))
        inner.addWidget(self.problem)
        inner.addSpacing(8)
        inner.addWidget(self._ways_title)
        inner.addWidget(self.reading)
        inner.addLayout(self._ways)
        inner.addSpacing(8)
        inner.addWidget(Label("Clauses", "small_strong", "text_2"))
        inner.addWidget(self.clauses)
        inner.addStretch(1)
        self.usual_button = Button("Back to the usual reading", "quiet", "rotate-ccw")
        self.usual_button.clicked.connect(self.ask_for_usual)
        self.try_button = Button("Who would move", "plain", "git-branch")
        self.try_button.clicked.connect(self.ask_to_try)
        self.use_button = Button("Use this reading", "primary")
        self.use_button.clicked.connect(self.ask_to_choose)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(14, 10, 14, 10)
        foot.setSpacing(8)
        foot.addWidget(self.usual_button)
        foot.addStretch(1)
        foot.addWidget(self.try_button)
        foot.addWidget(self.use_button)
        self.body.setSpacing(0)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(line())
        self.body.addWidget(self._foot)


class OptionRow(QWidget):
    """A way to read it: a button to mark, a number where it takes one, the reading in words."""

    changed = Signal()

    def __init__(
        self,
        option: Option,
        choice: str,
        parent: QWidget | None = None,
        *,
        usual: bool,
    ) -> None:
        super().__init__(parent)
        self.option = option
        key, _, number = choice.partition(":")
        self.button = QRadioButton(f"{option.label} (usual)" if usual else option.label)
        self.button.setFont(theme.font("control"))
        self.button.setChecked(key == option.key)
        self.number: SpinBox | None = None
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.button)
        if option.number is not None:
            self.number = SpinBox(f"Number for “{option.label}”")
            self.number.setRange(*option.number)
            self.number.setValue(int(number) if key == option.key and number else option.number[0])
            self.number.setFixedWidth(theme.px(84))
            self.number.valueChanged.connect(self._take_number)
            row.addWidget(self.number)
        row.addStretch(1)
        self.words = SettledLabel("", "small", "text_2")
        under = QHBoxLayout()
        under.setContentsMargins(theme.px(26), 0, 0, 0)
        under.addWidget(self.words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(row)
        column.addLayout(under)
        self._say()

    @property
    def choice(self) -> str:
        return f"{self.option.key}:{self.number.value()}" if self.number else self.option.key

    @property
    def stops(self) -> list[QWidget]:
        return [self.button, *([self.number] if self.number else [])]

    def _take_number(self, _: int) -> None:
        self.button.setChecked(True)
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        number = str(self.number.value()) if self.number else ""
        words = self.option.reading.replace("{n}", number)
        self.words.setText(words)
        self.button.setAccessibleName(f"{self.button.text()}: {words}")
