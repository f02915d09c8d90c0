"""What the windows that ask for a step share: its day, the person, the words, what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from models.errors import UserError
from ui import theme
from ui.dialogs.frame import form_of, lay_out
from ui.dialogs.keeps_typed import KeepsTyped
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.typed_day import TypedDay

_LINES = 3


class StepForm(KeepsTyped):
    """It stays open until it is told that the step was written; `finish` tells what was typed."""

    def __init__(
        self,
        title: str,
        verb: str,
        by: str,
        parent: QWidget | None = None,
        *,
        kind: str = "primary",
        who: str = "Name of the person who decided",
        wide: int = 480,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.by = QLineEdit(by)
        self.by.setAccessibleName("By whom")
        self.by.setPlaceholderText(who)
        self.problem = Label("", "small_strong", "short", wrap=True)
        self.problem.hide()
        self.go = Button(verb, kind)
        self.go.clicked.connect(self.finish)
        self.setMinimumWidth(theme.px(wide))

    def show_problem(self, sentence: str) -> None:
        """Say why the step was not taken; what was typed stays."""
        self.problem.setText(sentence)
        self.problem.show()
        announce(self, sentence)
        self.adjustSize()
        self.go.setEnabled(True)

    def finish(self) -> None:
        """Tell what was typed, or say what is wrong with it."""

    # ---- for the one who asks --------------------------------------------------------------

    def ask_day(self, day: date, today: date) -> TypedDay:
        """The field of the step's day."""
        self._on = TypedDay("Date", day, today)
        self.day, self.calendar = self._on.line, self._on.calendar
        self._on.edited.connect(self._forgive)
        return self._on

    def block(self, name: str, text: str = "") -> QPlainTextEdit:
        """A field of a few lines."""
        made = QPlainTextEdit(text)
        made.setAccessibleName(name)
        made.setTabChangesFocus(True)
        made.setFixedHeight(theme.px(22) * _LINES)
        return made

    def lay_out(
        self,
        rows: Sequence[tuple[str, QWidget]],
        *,
        above: Sequence[QWidget] = (),
        below: Sequence[QWidget] = (),
        beside: QWidget | None = None,
    ) -> None:
        """Put the fields under the title."""
        title = Label(self.windowTitle(), "card", wrap=True)
        lay_out(self, title, form_of(rows), self.go, self.problem,
                above=above, below=below, beside=beside)  # fmt: skip

    def put_away(self, *fields: QWidget) -> None:
        """What this step does not ask for."""
        for field in fields:
            field.setParent(self)
            field.hide()

    def read_step_day(self) -> date | None:
        """The day of the step; None where it was said what is wrong with it."""
        try:
            day = self._on.read()
        except UserError as error:
            self._refuse_day(str(error))
            return None
        if day is None:
            self._refuse_day("The step needs its day. Type one, such as 3 Mar 2026.")
        return day

    def _refuse_day(self, sentence: str) -> None:
        theme.set_kind(self.day, "short", "state")
        self.show_problem(sentence)
        self.day.setFocus()
        self.day.selectAll()

    def _forgive(self) -> None:
        theme.set_kind(self.day, "", "state")
        self.problem.hide()
