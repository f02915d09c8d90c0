"""What the file leaves open, asked once: each reading is shown on the file's own values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui import theme
from ui.widgets.labels import ElidedLabel, IconLabel, Label
from ui.widgets.name_finder import finds_names
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.segmented import Segmented

_SIDE_BY_SIDE = 3  # so many answers stand side by side; more go into a box


@dataclass(frozen=True, slots=True)
class Asked:
    """One question. `options`: (key, text); `answer` is None while it is open.

    `free` is the option whose answer is typed, with `prefix` put before it; `field` says what is
    to be typed. `needed` where the import can't go on without an answer.
    """

    id: str
    text: str
    hint: str
    options: tuple[tuple[str, str], ...]
    answer: str | None
    needed: bool = True
    free: str = ""
    prefix: str = ""
    field: str = ""

    @property
    def chosen(self) -> str | None:
        """The option of the answer."""
        if self.answer is None or self.answer in dict(self.options):
            return self.answer
        return self.free or None

    @property
    def typed(self) -> str:
        """What was typed as the answer."""
        if self.answer is None or self.chosen != self.free:
            return ""
        return self.answer.removeprefix(self.prefix)


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of the file that has to be told what it means, with how often it occurs."""

    id: str
    word: str
    said: str
    answer: str | None


class Questions(QWidget):
    """All questions of a file, the open ones in colour. ``answered`` tells id and answer."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars: dict[str, QuestionBar] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_questions(self, asked: Sequence[Asked], names: Sequence[str] = ()) -> None:
        """Show these; a question that is there already keeps its place and the keyboard.

        `names` are offered while an answer is typed.
        """
        wanted = {question.id: question for question in asked}
        for gone in [key for key in self.bars if key not in wanted]:
            bar = self.bars.pop(gone)
            self._column.removeWidget(bar)
            bar.deleteLater()
        for at, question in enumerate(asked):
            known = self.bars.get(question.id)
            if known is not None and known.asks_same(question):
                known.show_answer(question)
                continue
            if known is not None:
                self._column.removeWidget(known)
                known.deleteLater()
            bar = QuestionBar(question, names if question.prefix else (), self)
            bar.answered.connect(self.answered)
            self.bars[question.id] = bar
            self._column.insertWidget(at, bar)
        self.setVisible(bool(asked))


class QuestionBar(QFrame):
    answered = Signal(str, str)

    def __init__(self, asked: Asked, names: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self._asked = asked
        self._icon = IconLabel("triangle-alert", "at_risk", 18)
        self._hint = Label(asked.hint, "small", "text_2", wrap=True)
        self.segments: Segmented | None = None
        self.box: QuietCombo | None = None
        self.field = self._field(names)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Label(asked.text, "strong", wrap=True))
        words.addWidget(self._hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 12, 9)
        row.setSpacing(12)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for part in (self._choices(), self.field):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_answer(asked)

    def asks_same(self, asked: Asked) -> bool:
        mine = self._asked
        return (mine.text, mine.hint, mine.options) == (asked.text, asked.hint, asked.options)

    def show_answer(self, asked: Asked) -> None:
        """Show what was answered; an open question that has to be answered is in colour."""
        typing = self.field.isVisibleTo(self) and asked.answer is None
        self._asked = asked
        is_open = asked.answer is None and asked.needed
        self._colour(is_open)
        self._hint.setVisible(bool(asked.hint) and (is_open or not asked.needed))
        if typing:
            return
        if self.segments is not None:
            self.segments.set_current(asked.chosen)
        if self.box is not None:
            self.box.set_current(asked.chosen)
        self.field.setVisible(bool(asked.free) and asked.chosen == asked.free)
        if not self.field.hasFocus():
            self.field.setText(asked.typed)
        told = asked.typed or dict(asked.options).get(asked.chosen or "", "not answered yet")
        self.setAccessibleName(f"{asked.text} {told}")

    def refuse(self, refused: bool) -> None:
        """Mark what was typed as no answer."""
        theme.set_kind(self.field, "short" if refused else "", "state")

    def _colour(self, is_open: bool) -> None:
        theme.set_kind(self, "at_risk" if is_open else "accent", "tint")
        self._icon.set_icon(*(("triangle-alert", "at_risk") if is_open else ("info", "accent")))

    def _choices(self) -> QWidget:
        asked = self._asked
        if len(asked.options) <= _SIDE_BY_SIDE and not asked.prefix:
            self.segments = Segmented(asked.options, asked.text)
            self.segments.chosen.connect(self._choose)
            return self.segments
        self.box = QuietCombo(asked.options, asked.text, width=288)
        self.box.setPlaceholderText("Choose")
        self.box.chosen.connect(self._choose)
        return self.box

    def _field(self, names: Sequence[str]) -> QLineEdit:
        asked = self._asked
        made = QLineEdit()
        made.setAccessibleName(asked.field or asked.text)
        made.setPlaceholderText(asked.field)
        made.setFixedWidth(theme.px(220 if asked.prefix else 72))
        if names:
            finds_names(made, names)
        made.editingFinished.connect(self._tell_typed)
        made.hide()
        return made

    def _choose(self, key: object) -> None:
        typed = bool(self._asked.free) and key == self._asked.free
        self.field.setVisible(typed)
        if typed:
            self.field.setFocus()
        else:
            self.answered.emit(self._asked.id, str(key))

    def _tell_typed(self) -> None:
        words = self.field.text().strip()
        if words and words != self._asked.typed:
            self.answered.emit(self._asked.id, f"{self._asked.prefix}{words}")


class Words(QFrame):
    """Words whose meaning is open, each once, with how often it occurs and what it is worth."""

    answered = Signal(str, str)

    def __init__(
        self, text: str, meanings: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._meanings = list(meanings)
        self._text = text
        self._shown: dict[str, Segmented] = {}
        self._said: dict[str, ElidedLabel] = {}
        self._icon = IconLabel("triangle-alert", "at_risk", 18)
        self._head = Label(text, "strong", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._icon)
        head.addWidget(self._head, 1)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(30, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(self._grid)
        self.hide()

    def show_words(self, words: Sequence[AskedWord]) -> None:
        if list(self._shown) != [word.id for word in words]:
            self._rebuild(words)
        for word in words:
            self._shown[word.id].set_current(word.answer)
            self._said[word.id].setText(word.said)
        is_open = any(word.answer is None for word in words)
        theme.set_kind(self, "at_risk" if is_open else "accent", "tint")
        self._icon.set_icon(*(("triangle-alert", "at_risk") if is_open else ("info", "accent")))
        self.setVisible(bool(words))

    def _rebuild(self, words: Sequence[AskedWord]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self._shown, self._said = {}, {}
        for at, word in enumerate(words):
            choice = _Meaning(word, self._meanings, self)
            choice.answered.connect(self.answered)
            self._grid.addWidget(ElidedLabel(word.word, "control"), at, 0)
            self._said[word.id] = ElidedLabel(word.said, "small", "text_2")
            self._grid.addWidget(self._said[word.id], at, 1)
            self._grid.addWidget(choice, at, 2)
            self._shown[word.id] = choice


class _Meaning(Segmented):
    answered = Signal(str, str)

    def __init__(
        self, word: AskedWord, meanings: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(meanings, f"What “{word.word}” means", parent)
        self._word = word.id
        self.chosen.connect(self._tell_word)

    def _tell_word(self, key: object) -> None:
        self.answered.emit(self._word, str(key))
