"""A draft of the program in a form: head, values, text; beside it faults and differences."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models.errors import UserError
from models.program import draft_measure
from models.text import counted, day_text
from ui.commands import Command
from ui.desk import Desk
from ui.pages.program_changes import VersionChanges
from ui.pages.program_draft_edits import DraftEdits
from ui.pages.program_draft_head import DraftHead
from ui.pages.program_draft_panel import DraftPanel
from ui.pages.program_draft_tables import (
    DraftSheet,
    ask_choices,
    ask_columns,
    benefit_columns,
    measure_columns,
    word_columns,
)
from ui.pages.program_draft_text import ProgramText
from ui.pages.program_faults import line_of
from ui.tables.columns import Column
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.segmented import Segmented
from ui.widgets.side_panel import SidePanel

if TYPE_CHECKING:
    from models.store.program_page import DraftView

FACES = (
    ("requirements", "Requirements"), ("benefits", "Benefits"), ("measure", "Measure"),
    ("words", "Names and clauses"), ("text", "Text"),
)  # fmt: skip
_HINTS = {
    "requirements": "Type an amount or a number, with “recommended” behind it where it is advice;"
    " “not required” or nothing asks for nothing.",
    "benefits": "Choose a state for each tier; a benefit that is not in force is given to nobody.",
    "measure": "Values hold from the first day of the version on.",
    "words": "Names, sentences, geographies, the provisional tier, and the clause behind each"
    " value.",
    "text": "The file as it stands; it is written after a pause in typing. Comments stay.",
}


class DraftEditor(QWidget):
    """Each edit is one change that can be undone; nothing decides until it is adopted."""

    leaving = Signal()  # back to the list of versions
    loaded = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.told: DraftView | None = None
        self.draft_id = 0
        self._against: object = None
        self.changes = VersionChanges(desk, self)
        self.edits = DraftEdits(desk, self)
        self._build()
        self._connect()

    # ---- reading ---------------------------------------------------------------------------

    def open(self, draft_id: int) -> None:
        """Show another draft, from its values on."""
        if draft_id != self.draft_id:
            self.draft_id, self._against, self.told = draft_id, None, None
            self.edits.told = None
            self.faces_bar.set_current("requirements")
            self._show_face("requirements")
        self.reload()

    def reload(self) -> None:
        draft_id, today, against = self.draft_id, self.desk.today, self._against

        def read(portfolio: Any) -> DraftView:
            from models.store.program_page import draft_view

            return draft_view(portfolio, draft_id, today, against)

        self.desk.lane.read(read, self._take, owner=self, key="draft", failed=self._gone)

    def _take(self, told: DraftView) -> None:
        if told.kept.id != self.draft_id:
            return
        self.told = self.edits.told = told
        kept = told.kept
        self.header.set_title(f"Draft of version {kept.version}")
        self.header.set_sub(
            f"{kept.name} · from {day_text(kept.from_on)} · decides nothing until it is adopted"
        )
        self.header.set_crumbs([("versions", "Versions"), ("", f"Version {kept.version}")])
        self.head.show_draft(kept, can_write=self.can_write)
        self.panel.show_draft(told)
        self.text.show_text(kept.text)
        self.text.setReadOnly(not self.can_write)
        self.text.show_lines(line_of(words) for words in told.faults)
        self._show_values(told)
        count = len(told.faults)
        self.panel_button.setText(
            counted(count, "fault") if count else counted(len(told.differences), "difference")
        )
        self.adopt_button.setVisible(self.can_write)
        self.adopt_button.setEnabled(not count)
        self.adopt_button.setToolTip("Correct the faults first" if count else "")
        self.discard_button.setVisible(self.can_write)
        self.moves_button.setEnabled(told.terms is not None and not count)
        self.loaded.emit()

    def _gone(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.leaving.emit()

    def _show_values(self, told: DraftView) -> None:
        if told.terms is None:
            self._show_face(str(self.faces_bar.current))
            return
        for sheet in self._sheets:
            sheet.writable = self.can_write
            if sheet.model is not None:
                sheet.model.on_edit = sheet.on_edit if self.can_write else None
        self.asks.show_rows(ask_columns(told.terms), told.requirements)
        self.states.show_rows(benefit_columns(told.terms), told.benefits)
        self.values.show_rows(measure_columns(), draft_measure.fields(told.terms))
        self.words.show_rows(word_columns(), told.words)
        self._show_face(str(self.faces_bar.current))

    @property
    def can_write(self) -> bool:
        return self.desk.opened.writable

    # ---- editing ---------------------------------------------------------------------------

    def _text_written(self, text: str) -> None:
        self.text.note_committed(text)
        self.desk.set_unsaved("program", 0)
        self.text_problem.hide()

    def _refuse(self, place: tuple[str, ...], typed: str, words: str) -> None:
        """Say where it was typed why it was not taken."""
        sheets = {"ask": self.asks, "state": self.states, "value": self.values, "word": self.words}
        if place[0] in sheets:
            sheets[place[0]].refuse(place[1], place[2], typed, words)
        elif place[0] == "head":
            self.head.refuse(place[1], words)
        else:
            self.text_problem.setText(f"Not saved yet. {words}")
            self.text_problem.show()
            self.text.show_lines([line_of(words)])
            self.desk.set_unsaved("program", 1)

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        return [
            Command("draft_adopt", "Adopt the draft…", self.adopt, "Edit", "", "badge-check",
                    "program in force", self.adopt_button.isEnabled),
            Command("draft_moves", "Who would move under the draft", self.show_moves, "Edit", "",
                    "git-branch", "backtest", self.moves_button.isEnabled),
            Command("draft_save", "Save the draft as a file…", self.save, "File", "", "save",
                    "toml"),
            Command("draft_discard", "Discard the draft", self.discard, "Edit", "", "trash-2",
                    "delete", lambda: self.can_write),
            Command("draft_back", "Back to the versions", self.leaving.emit, "Go", "",
                    "arrow-left"),
            *(
                Command(f"draft_{key}", f"{title} of the draft", partial(self.pick_face, at),
                        "Go", f"Ctrl+{at + 1}", "panel-right")
                for at, (key, title) in enumerate(FACES)
            ),
        ]  # fmt: skip

    def begin_search(self) -> None:
        sheet = self.stack.currentWidget()
        if isinstance(sheet, DraftSheet):
            sheet.search.setFocus()

    def leave(self) -> None:
        """Commit what is being typed."""
        self.text.commit()
        self.head.commit()

    def adopt(self) -> None:
        self.leave()
        self.changes.ask_to_adopt(self.draft_id)

    def show_moves(self) -> None:
        if self.told is not None:
            self.changes.show_moves(self.told.kept.version, self.told.kept.text)

    def save(self) -> None:
        self.leave()
        if self.told is not None:
            self.changes.ask_where(self.told.kept)

    def discard(self) -> None:
        if self.told is not None:
            self.changes.discard(self.draft_id, self.told.kept.version)

    def go_to_line(self, line: int) -> None:
        """Show the text, with the cursor on a line."""
        self.faces_bar.set_current("text")
        self._show_face("text")
        if line:
            self.text.go_to(line)

    def _compare_with(self, against: object) -> None:
        self._against = against
        self.reload()

    def _show_face(self, key: object) -> None:
        if key != "text":
            self.text.commit()
        unsaved = self.text.is_dirty and not self.text_problem.isHidden()
        broken = key != "text" and (unsaved or (self.told is not None and self.told.terms is None))
        self.broken.set(
            "triangle-alert",
            "The text is not saved yet" if unsaved else "The text can’t be read as a program yet",
            "Correct the text",
            "Give up what was typed" if unsaved else "",
            "Its faults stand beside it, each with its line." if not unsaved else "",
        )
        faces = {"requirements": self.asks, "benefits": self.states, "measure": self.values,
                 "words": self.words, "text": self.text_face}  # fmt: skip
        self.stack.setCurrentWidget(self.broken if broken else faces[str(key)])
        self.hint.setText(_HINTS[str(key)])
        for sheet in self._sheets:
            sheet.search.setVisible(sheet is faces[str(key)] and not broken)

    def _show_text(self) -> None:
        self.go_to_line(line_of(self.told.faults[0]) if self.told and self.told.faults else 1)

    def give_up_typing(self) -> None:
        """Go back to the text as it was last saved."""
        if self.told is not None:
            self.text.give_up(self.told.kept.text)
            self._text_written(self.told.kept.text)
            self._show_face(self.faces_bar.current)

    def pick_face(self, at: int) -> None:
        """Show a part of the draft by its place, from 0."""
        if at < len(FACES):
            self.faces_bar.set_current(FACES[at][0])
            self._show_face(FACES[at][0])

    def copy(self) -> None:
        """Put the values on show on the clipboard."""
        sheet = self.stack.currentWidget()
        if isinstance(sheet, DraftSheet) and sheet.model is not None:
            said = sheet.copy(sheet.model.columns)
            if said:
                self.desk.toast(said)

    def _back(self, _: object = None) -> None:
        self.leaving.emit()

    def _show_drawer_button(self, drawer: bool) -> None:
        self.panel_button.setVisible(drawer)

    # ---- building --------------------------------------------------------------------------

    def _connect(self) -> None:
        self.header.crumb_clicked.connect(self._back)
        self.head.changed.connect(self.edits.set_head)
        self.faces_bar.chosen.connect(self._show_face)
        self.text.committed.connect(self.edits.set_text)
        self.edits.refused.connect(self._refuse)
        self.edits.text_written.connect(self._text_written)
        self.broken.primary_clicked.connect(self._show_text)
        self.broken.link_clicked.connect(self.give_up_typing)
        self.panel.compared.connect(self._compare_with)
        self.panel.line_wanted.connect(self.go_to_line)
        self.side.drawer_changed.connect(self._show_drawer_button)
        self.panel_button.clicked.connect(self.side.open)
        self.changes.ended.connect(self._back)

    def _choices(self, row: Any, column: Column) -> tuple[str, ...]:
        terms = self.told.terms if self.told else None
        if terms is None:
            return ()
        if column.name == "value":
            return tuple(row.choices)
        if column.name == "clause":
            return ()
        return tuple(column.choices or ask_choices(terms, row.id))

    def _build(self) -> None:
        body = PageBody(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        self.header = PageHeader("Draft")
        self.discard_button = self.header.add_button("Discard", "quiet", "trash-2")
        self.discard_button.clicked.connect(self.discard)
        save = self.header.add_button("Save as file…", "quiet", "save")
        save.clicked.connect(self.save)
        self.moves_button = self.header.add_button("Who would move", "plain", "git-branch")
        self.moves_button.clicked.connect(self.show_moves)
        self.adopt_button = self.header.add_button("Adopt…", "primary", "badge-check")
        self.adopt_button.clicked.connect(self.adopt)
        self.head = DraftHead(self.desk)
        self.faces_bar = Segmented(list(FACES), "Part of the draft")
        self.panel_button = Button("Differences", "plain", "panel-right")
        self.hint = Label("", "small", "text_2", wrap=True)
        self.asks = DraftSheet("Requirements of the draft", ("criterion", "criteria"),
                               self._choices, self.edits.set_ask)  # fmt: skip
        self.states = DraftSheet("Benefits of the draft", ("benefit", "benefits"),
                                 self._choices, self.edits.set_state)  # fmt: skip
        self.values = DraftSheet("Measure of the draft", ("value", "values"),
                                 self._choices, self.edits.set_value)  # fmt: skip
        self.words = DraftSheet("Names and clauses of the draft", ("name", "names"),
                                self._choices, self.edits.set_word)  # fmt: skip
        self._sheets = (self.asks, self.states, self.values, self.words)
        self.text = ProgramText()
        self.text_problem = Label("", "small_strong", "short", wrap=True)
        self.text_problem.setContentsMargins(14, 8, 14, 8)
        self.text_problem.hide()
        self.text_face = QWidget()
        text = QVBoxLayout(self.text_face)
        text.setContentsMargins(8, 8, 8, 8)
        text.addWidget(self.text_problem)
        text.addWidget(self.text, 1)
        self.broken = EmptyState("triangle-alert", "")
        self.stack = QStackedWidget()
        for face in (*self._sheets, self.text_face, self.broken):
            self.stack.addWidget(face)
        tools = QWidget()
        row = FlowLayout(tools)
        row.addWidget(self.faces_bar)
        for sheet in self._sheets:
            row.addWidget(sheet.search)
        row.addWidget(self.panel_button)
        card = Card(padding=0)
        card.body.setSpacing(0)
        card.body.addWidget(self.stack, 1)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (tools, self.hint):
            column.addWidget(part)
        column.addWidget(card, 1)
        self.panel = DraftPanel()
        self.side = SidePanel(main, self.panel, width=310, least=1080)
        for part in (self.header, self.head):
            body.column.addWidget(part)
        body.column.addWidget(self.side, 1)
        self._show_face("requirements")
