"""A form that came back: read, shown as a plan, and taken in as one change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.checklist.returned import CONFLICT
from models.checklist.sending import PART_WORDS
from models.text import counted, day_text
from ui import theme
from ui.desk import Desk
from ui.dialogs.form_back_jobs import Applied, Planned, read_file
from ui.dialogs.form_back_table import (
    CHOICE_WORDS,
    OURS,
    SHOWN,
    THEIRS,
    Line,
    columns,
    copied,
    lines_of,
    summary,
)
from ui.dialogs.small import SmallWindow
from ui.faults import why
from ui.tables.clipboard import as_clipboard
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.announce import announce
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from models.checklist.returned import ReturnedForm, ReturnPlan
    from ui.tables.columns import Column

_FOLDER = "forms_folder"
_ASKED = "Drop the form that came back"


def take_form(desk: Desk, parent: QWidget | None = None, path: str = "") -> TakeFormDialog:
    """Take a returned form in: the one at `path`, or one that is asked for; the window is shown."""
    dialog = TakeFormDialog(desk, parent)
    dialog.show()
    if path:
        dialog.take(path)
    return dialog


class TakeFormDialog(SmallWindow):
    """First the file, then the plan; nothing is written before it is asked for."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("Take in a form", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.desk = desk
        self.plan: ReturnPlan | None = None
        self.choices: dict[tuple[str, str], str] = {}
        self._model = TableModel(columns(), on_edit=self._edited, parent=self)
        self._build()

    # ---- the file --------------------------------------------------------------------------

    def ask(self) -> None:
        """Ask for the file."""
        folder = str(self.desk.settings.value(_FOLDER, "") or Path.home())
        name, _ = QFileDialog.getOpenFileName(
            self, "The form that came back", folder, "Forms (*.pdf *.xlsx);;All files (*)"
        )
        if name:
            self.take(name)

    def take(self, name: str) -> None:
        """Read the file beside the lane, then plan it with the portfolio."""
        self.plan, self.choices = None, {}
        self.desk.settings.setValue(_FOLDER, str(Path(name).parent))
        self.empty.set("loader-circle", f"Reading {Path(name).name}")
        self.faces.setCurrentWidget(self.empty)
        self._offer()
        self.desk.lane.compute(
            read_file, (name,), self._planned, owner=self, failed=self._refuse, key="form"
        )

    def _planned(self, returned: ReturnedForm) -> None:
        self.desk.lane.read(
            Planned(returned, self.desk.today), self._show, owner=self, failed=self._refuse,
            key="plan",
        )  # fmt: skip

    def _refuse(self, error: BaseException) -> None:
        self.plan = None
        self.drop.set_small(False, _ASKED)
        self.wrong.set("short", why(error))
        self.wrong.show()
        announce(self, why(error))
        self.faces.setCurrentWidget(self.start)
        self._offer()

    # ---- the plan --------------------------------------------------------------------------

    def _show(self, plan: ReturnPlan) -> None:
        self.plan = plan
        identity = plan.returned.identity
        self.heading.setText(f"{identity.partner}: {plan.checklist}")
        self.tell.setText(f"Sent {day_text(identity.exported_on)}. {summary(plan)}")
        notes = [plan.blocked, *plan.notes] if plan.blocked else list(plan.notes)
        self.notes.setVisible(bool(notes))
        if notes:
            self.notes.set("short" if plan.blocked else "at_risk", notes[0], " ".join(notes[1:]))
        self._refill()
        self.faces.setCurrentWidget(self.body_of_plan)
        self.table.setFocus()
        self.table.setCurrentIndex(self._model.index(0, 0))

    def _refill(self, _: object = None) -> None:
        if self.plan is None:
            return
        self._model.refresh(lines_of(self.plan, self.choices))
        self._model.set_predicate(SHOWN[str(self.show_.current)])
        nothing = not self._model.rowCount()
        self.lists.setCurrentWidget(self.nothing if nothing else self.table)
        self._offer()
        self._tell_line()

    def choose_ours(self) -> None:
        self._choose_all(OURS)

    def choose_theirs(self) -> None:
        self._choose_all(THEIRS)

    def turn(self, row_id: tuple[str, str]) -> None:
        """Enter or a double click: the other side is taken, for all selected lines alike."""
        line: Line | None = self._model.find(row_id)
        if line is None or not line.open:
            return
        which = OURS if line.choice == THEIRS else THEIRS
        for one in (line, *self.table.selected_rows()):
            if one.open:
                self.choices[one.id] = which
        self._refill()

    def _choose_all(self, which: str) -> None:
        """Take one side for every field that changed on both."""
        if self.plan is not None:
            for one in self.plan.proposals:
                if one.state == CONFLICT:
                    self.choices[one.key] = which
            self._refill()

    def _edited(self, row_id: Any, _column: Column, text: str) -> None:
        keys = {word.casefold(): key for key, word in CHOICE_WORDS.items() if key}
        line = self._model.find(row_id)
        if line is not None and line.open and text.casefold() in keys:
            self.choices[line.id] = keys[text.casefold()]
            self._refill()

    def apply(self) -> None:
        """Write it as one change, with a way back."""
        if self.plan is None:
            return
        self.go.setEnabled(False)
        self.desk.lane.write(
            self.plan.label, Applied(self.plan, self.choices, self.desk.today), self._done,
            owner=self, failed=self._failed,
        )  # fmt: skip

    def copy(self) -> None:
        """Put what is shown on the clipboard, with headings."""
        rows = self._model.rows
        QGuiApplication.clipboard().setMimeData(as_clipboard(copied(), rows, headers=True))
        self.desk.toast(f"Copied {counted(len(rows), 'field')} with headings")

    def _done(self, count: int) -> None:
        partner = self.plan.returned.identity.partner if self.plan else ""
        if count:
            self.desk.toast(f"Took in {counted(count, 'field')} of {partner}’s form", undo=True)
        else:
            self.desk.toast(f"Marked {partner}’s form as returned; nothing else changed", undo=True)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self.notes.set("short", why(error))
        self.notes.show()
        announce(self, why(error))
        if self.plan is not None:
            # Ours may have moved on meanwhile: the plan is made anew, the choices stay.
            self._planned(self.plan.returned)

    def _offer(self) -> None:
        """What the buttons can do now, in words."""
        plan = self.plan
        for button in (self.go, self.copy_button, self.other):
            button.setVisible(plan is not None)
        if plan is None:
            return
        lines: list[Line] = self._model.all_rows
        waiting = sum(line.open and not line.choice for line in lines)
        taken = sum(line.open and line.choice == THEIRS for line in lines)
        for button in (self.ours, self.theirs):
            button.setVisible(bool(plan.count(CONFLICT)))
        self.decide.setText(
            f"{counted(waiting, 'field')} changed on both sides"
            if waiting
            else "Enter on a line takes the other side"
        )
        words = f"Take in {counted(taken, 'field')}" if taken else "Mark as returned"
        self.go.setText(words)
        read_only = self.desk.opened.read_only
        self.go.setEnabled(not waiting and not plan.blocked and not read_only)
        self.go.setToolTip("This portfolio is open read-only." if read_only else "")

    def _tell_line(self, _: object = None) -> None:
        """All that stands in the line under the cursor; cells show its beginning."""
        line = self._model.find(self.table.current_id())
        self.detail.setVisible(line is not None)
        if line is None:
            return
        one = line.proposal
        part = PART_WORDS[one.part]
        self.ours_text.setPlainText(one.ours_said)
        self.theirs_text.setPlainText(
            f"{one.theirs_said}\n\n{one.why}" if one.why else one.theirs_said
        )
        self.ours_text.setAccessibleName(f"Ours: {part}, {one.question}")
        self.theirs_text.setAccessibleName(f"Theirs: {part}, {one.question}")

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.drop = FileDrop(
            _ASKED,
            "A PDF or XLSX form that was sent from this portfolio. It is shown as a plan first.",
            "Choose a file…",
        )
        self.drop.asked.connect(self.ask)
        self.drop.dropped.connect(self.take)
        self.wrong = MessageBar("short")
        self.wrong.hide()
        self.start = QWidget()
        column = QVBoxLayout(self.start)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.wrong)
        column.addWidget(self.drop, 1)
        self.empty = EmptyState("loader-circle", "Reading the form")
        self.faces = QStackedWidget()
        for face in (self.start, self.empty, self._plan_face()):
            self.faces.addWidget(face)
        self.body.addWidget(self.faces, 1)
        self.other = Button("Another file…", "quiet", "folder-open")
        self.other.clicked.connect(self.ask)
        self.copy_button = Button("Copy for Excel", "quiet", "copy")
        self.copy_button.clicked.connect(self.copy)
        self.go = Button("Take in", "primary", "check")
        self.go.clicked.connect(self.apply)
        self.foot.insertWidget(0, self.other)
        self.foot.insertWidget(1, self.copy_button)
        self.foot.addWidget(self.go)
        self.way_out.clicked.disconnect()
        self.way_out.clicked.connect(self.reject)
        self.way_out.setAutoDefault(False)
        self._offer()
        self.drop.choose.setFocus()
        room = self.screen().availableGeometry().size()
        self.resize(QSize(theme.px(960), theme.px(600)).boundedTo(room * 0.95))

    def _plan_face(self) -> QWidget:
        self.heading = Label("", "card", wrap=True)
        self.tell = Label("", "body", "text_2", wrap=True)
        self.notes = MessageBar("at_risk")
        self.notes.hide()
        self.show_ = Segmented([("changes", "What changes"), ("all", "All fields")], "Show")
        self.show_.chosen.connect(self._refill)
        self.decide = Label("", "control", "text_2")
        self.ours = Button("All ours")
        self.theirs = Button("All theirs")
        self.ours.clicked.connect(self.choose_ours)
        self.theirs.clicked.connect(self.choose_theirs)
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.show_)
        tools.addStretch(1)
        for part in (self.decide, self.ours, self.theirs):
            tools.addWidget(part)
        self.table = TableView(self._model, "What the form would change", compact=False)
        self.table.selection_changed.connect(self._tell_line)
        self.table.opened.connect(self.turn)
        self.nothing = EmptyState(
            "circle-check", "Nothing changed", hint="Every field says what it said when it left."
        )
        self.lists = QStackedWidget()
        for one in (self.table, self.nothing):
            self.lists.addWidget(one)
        self.detail = QWidget()
        pair = QHBoxLayout(self.detail)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(12)
        self.ours_text, self.theirs_text = (
            _text_box(pair, word) for word in ("Ours now", "Theirs")
        )
        self.detail.hide()
        self.body_of_plan = QWidget()
        column = QVBoxLayout(self.body_of_plan)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.heading)
        column.addWidget(self.tell)
        column.addWidget(self.notes)
        column.addLayout(tools)
        column.addWidget(self.lists, 1)
        column.addWidget(self.detail)
        return self.body_of_plan


def _text_box(row: QHBoxLayout, word: str) -> QPlainTextEdit:
    column = QVBoxLayout()
    column.setSpacing(4)
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setTabChangesFocus(True)
    box.setAccessibleName(word)
    box.setFixedHeight(theme.px(84))
    column.addWidget(Label(word, "small_strong", "text_2"))
    column.addWidget(box)
    row.addLayout(column, 1)
    return box
