"""Where each column of the file goes, what it leaves open, and what the first rows come to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.intake import asking, telling
from models.intake.mapping import Question
from ui.pages.import_steps.columns_grid import ColumnsGrid, Line
from ui.pages.import_steps.flow import ImportFlow
from ui.pages.import_steps.list_card import ListCard
from ui.pages.import_steps.lookup_bar import LookupBar
from ui.pages.import_steps.mapping_files import MappingFiles
from ui.pages.import_steps.questions import Asked, AskedWord, Questions, Words
from ui.tokens import STATUSES, Status
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll

_MEANINGS = (
    ("open", "Open"), ("won", "Won"), ("lost", "Lost"), ("unqualified", "Not qualified"),
)  # fmt: skip


class ColumnsStep(PageScroll):
    """``ready`` says whether every question that has to be answered is."""

    ready = Signal(bool)

    def __init__(self, flow: ImportFlow, parent: QWidget | None = None) -> None:
        super().__init__(parent, name="Columns")
        self.flow = flow
        self.recalled = MessageBar("met", "Read as files with these headings were read last time.")
        self.files = MappingFiles(flow, self)
        self.recalled.add_button("Start afresh", flow.start_afresh)
        self.recalled.add_button("Forget remembered choices", self.files.forget, "quiet")
        self.noted = MessageBar("accent")
        self.lookup = LookupBar(flow)
        self.questions = Questions()
        self.questions.answered.connect(flow.answer)
        self.words = Words("What do these words mean for a deal?", _MEANINGS)
        self.words.answered.connect(flow.answer)
        self.grid = ColumnsGrid()
        self.grid.changed.connect(flow.set_target)
        self.columns = columns = Card("Columns")
        for words, icon, slot in (
            ("Use a mapping file…", "folder-open", self.files.ask_use),
            ("Save mapping as a file…", "save", self.files.ask_save),
        ):
            button = Button(words, "quiet", icon)
            button.clicked.connect(slot)
            columns.add_action(button)
        columns.body.addWidget(self.grid)
        self.preview = ListCard("Preview", widest=176)
        for part in (
            self.recalled, self.lookup, self.questions, self.words, self.noted, columns,
            self.preview,
        ):  # fmt: skip
            self.body.addWidget(part)
        self.body.addStretch(1)
        flow.changed.connect(self.show_flow)
        self.show_flow()

    def show_flow(self) -> None:
        """Show the mapping, the questions and the first rows as they are now."""
        flow, checked = self.flow, self.flow.checked
        self.recalled.setVisible(flow.recalled)
        self.noted.setVisible(False)
        self.lookup.show_flow()
        if flow.job is None or checked is None:
            self.ready.emit(False)
            return
        self._show_noted(telling.noted(flow.job))
        self.columns.set_title(telling.columns_title(flow.job))
        asked = [_asked(question, answer, flow) for question, answer in flow.questions()]
        self.questions.show_questions(asked, checked.partners)
        self.words.show_words(
            [AskedWord(word.id, word.word, word.said, answer) for word, answer in flow.words()]
        )
        lines = [
            Line(
                said.place,
                said.heading,
                said.samples,
                said.target,
                _status(said.status),
                said.words,
            )
            for said in checked.columns
        ]
        self.grid.show_lines(lines, telling.fields(flow.job.kind))
        rows = checked.plan.read + checked.plan.skipped
        first = len(checked.preview)
        self.preview.set_title(
            f"Preview, first {first} of {rows:,} rows" if rows > first else "Preview"
        )
        self.preview.show_rows(checked.headings, checked.preview)
        self.ready.emit(flow.open_questions == 0)

    def _show_noted(self, noted: list[str]) -> None:
        """How columns were understood that might be understood otherwise."""
        self.noted.setVisible(bool(noted))
        if noted:
            self.noted.set("accent", noted[0], " ".join(noted[1:]))

    def to_top(self) -> None:
        """Begin at the questions."""
        self.verticalScrollBar().setValue(0)


def _asked(question: Question, answer: str | None, flow: ImportFlow) -> Asked:
    job = flow.job
    assert job is not None  # noqa: S101  asked only while there is a file
    text, hint = asking.question_said(question, job)
    options = tuple(asking.choices_said(question))
    if question.id.startswith("partner"):
        one = ("name:", "One partner for all rows:")
        return Asked(
            question.id, text, hint, (one, *options), answer, question.needed,
            free="name:", prefix="name:", field="Partner's name",
        )  # fmt: skip
    if question.id == "services_percent":
        return Asked(
            question.id, text, hint, options, answer, question.needed, free="percent", field="%"
        )
    return Asked(question.id, text, hint, options, answer, question.needed)


def _status(name: str) -> Status:
    return next(status for status in STATUSES if status == name)
