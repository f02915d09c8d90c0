"""An import in five steps on a page: file, columns, match partners, check, done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QProgressBar,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.intake.kinds import KINDS
from models.intake.match_rows import undecided_words
from models.text import counted
from ui.commands import Command
from ui.desk import Desk, Place
from ui.pages.base import Page
from ui.pages.import_steps.check_step import CheckStep
from ui.pages.import_steps.columns_step import ColumnsStep
from ui.pages.import_steps.done_step import DoneStep
from ui.pages.import_steps.file_step import FileStep, about
from ui.pages.import_steps.flow import ImportFlow
from ui.pages.import_steps.match_step import MatchStep
from ui.widgets.buttons import Button
from ui.widgets.labels import ElidedLabel, Label
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.stepper import Stepper

FILE, COLUMNS, MATCH, CHECK, DONE = range(5)
_UNDER_WAY = (COLUMNS, MATCH, CHECK)
_QUIET_MS = 300  # work shorter than this shows nothing


class ImportPage(Page):
    """Stays as it was left; a window that makes copies before imports sets ``before_import``."""

    KEY = "import"
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "imports", "aliases"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.flow = ImportFlow(desk, self)
        self._ready = dict.fromkeys((FILE, *_UNDER_WAY, DONE), False)
        self._writing = False
        self._build()
        flow = self.flow
        flow.changed.connect(self._show_head)
        flow.working.connect(self._show_work)
        flow.idle.connect(self._hide_work)
        flow.applied.connect(self._finish)
        flow.fates_changed.connect(self._show_foot)
        flow.matched.connect(self._to_check)
        desk.lane.closed.connect(self._reset)
        desk.lane.opened.connect(self._reset)
        self.go_to(FILE)

    @property
    def before_import(self) -> Callable[[], Path | None] | None:
        """Makes a verified copy of the portfolio and says where it is; called off this thread."""
        return self.flow.before_import

    @before_import.setter
    def before_import(self, copy: Callable[[], Path | None] | None) -> None:
        self.flow.before_import = copy

    # ---- what the window asks --------------------------------------------------------------

    def take(self, path: Path, kind: str = "") -> None:
        """Begin the import of a file; without a kind its headings say which list it is."""
        self.go_to(FILE)
        self.flow.take(path, kind)

    def visit(self, place: Place) -> None:
        super().visit(place)
        if self.step == FILE and self.flow.path is None:
            self.file.show_flow()
            self.file.drop.choose.setFocus()

    def reload(self) -> None:
        """Something was changed elsewhere: what the file would do may be something else now."""
        if self.step in _UNDER_WAY and not self._writing:
            self.flow.recheck()
        self.loaded.emit()

    def commands(self) -> list[Command]:
        return [
            Command("import.choose", "Choose a file to import…", self._choose, "Import", "",
                    "folder-open", "spreadsheet csv excel"),
            Command("import.next", "Import: next step", self._go_on, "Import", "Ctrl+Return",
                    "arrow-right", "", self.next.isEnabled),
            Command("import.back", "Import: previous step", self._go_back, "Import", "",
                    "arrow-left", "", self._may_go_back),
        ]  # fmt: skip

    # ---- steps -----------------------------------------------------------------------------

    @property
    def step(self) -> int:
        return self.stepper.current if self.stepper.current < DONE else DONE

    def go_to(self, step: int) -> None:
        """Show one of the steps."""
        self.stepper.set_current(step)
        self._steps.setCurrentIndex(step)
        self._foot.setVisible(step != DONE)
        self._show_head()

    def _go_on(self) -> None:
        if self.step == FILE and self._ready[FILE]:
            self.go_to(COLUMNS)
            self.columns.to_top()
        elif self.step == COLUMNS and self._ready[COLUMNS]:
            if self.flow.in_doubt:
                self.to_match()
            else:
                self.flow.match()
        elif self.step == MATCH and self._ready[MATCH]:
            self.next.setEnabled(False)
            self.flow.match()
        elif self.step == CHECK and self._ready[CHECK]:
            self._writing = True
            self._show_foot()
            self.flow.apply(remember=self.remember.isChecked())

    def to_match(self) -> None:
        """Match the names of the file by hand, also where none looks like another one."""
        self.go_to(MATCH)
        self.match.begin()

    def _to_check(self) -> None:
        if self.step in (COLUMNS, MATCH):
            self.go_to(CHECK)
            self.check.begin()
            self.next.setFocus()

    def _go_back(self) -> None:
        if not self._may_go_back():
            return
        if self.step == CHECK and self.flow.in_doubt:
            self.to_match()
        else:
            self.go_to(COLUMNS if self.step == CHECK else self.step - 1)

    def _may_go_back(self) -> bool:
        return self.step in _UNDER_WAY and not self._writing

    def _finish(self) -> None:
        self._writing = False
        if self.flow.path is not None:
            self.file.remember(self.flow.path)
        self.done.show_flow()
        self.go_to(DONE)
        self.stepper.set_current(DONE + 1)
        self.done.open.setFocus()

    def _start_over(self) -> None:
        self.flow.clear()
        self.go_to(FILE)
        self.file.show_flow()
        self.file.drop.choose.setFocus()

    def _to_columns(self) -> None:
        self.go_to(COLUMNS)
        self.columns.to_top()

    def begin_search(self) -> None:
        """Find rows in the list that is looked at."""
        if self.step == CHECK:
            self.check.find_rows()

    def _check_again(self) -> None:
        self.go_to(CHECK)
        self.check.begin()

    def _choose(self) -> None:
        self.go_to(FILE)
        self.file.choose()

    def _change_file(self) -> None:
        self.go_to(FILE)
        self.file.drop.choose.setFocus()

    def _reset(self, _: object = None) -> None:
        self._writing = False
        self._start_over()

    # ---- what is shown ---------------------------------------------------------------------

    def _show_head(self) -> None:
        flow = self.flow
        kind = KINDS[flow.kind].many if flow.kind in KINDS else ""
        self.header.set_title(f"Import {kind}" if kind and self.step != FILE else "Import")
        sub = "Partners, contacts, offerings, trainings or deals, from CSV or Excel"
        if flow.path is not None and self.step != FILE:
            sub = " · ".join(part for part in (flow.path.name, about(flow)) if part)
        self.header.set_sub(sub)
        self._change.setVisible(self.step in _UNDER_WAY)
        self._show_foot()

    def _show_foot(self) -> None:
        step, flow = self.step, self.flow
        busy = self._writing
        self.back.setVisible(step in _UNDER_WAY)
        self.back.setEnabled(not busy)
        self._change.setEnabled(not busy)
        self.remember.setVisible(step in _UNDER_WAY)
        self.remember.setEnabled(not busy)
        self.next.setText(self._next_words())
        self.next.setEnabled(self._ready[step] and not busy)
        self.next.setVisible(step != FILE or flow.job is not None)
        self.cancel.setVisible(busy)
        self.open_words.setText(self._open_said())

    def _open_said(self) -> str:
        if self.step == MATCH:
            return undecided_words(self.flow.names())
        if self.step != COLUMNS:
            return ""
        left = self.flow.open_questions
        if left:
            return f"{counted(left, 'question')} to answer"
        words = sum(answer is None for _, answer in self.flow.words())
        return f"{counted(words, 'word')} without a meaning" if words else ""

    def _next_words(self) -> str:
        if self.step == FILE:
            return "Columns"
        checked = self.flow.checked
        if self.step == COLUMNS and self.flow.in_doubt:
            return "Match partners"
        if self.step in (COLUMNS, MATCH) or checked is None:
            return "Check"
        return self.flow.doing or "Nothing to import"

    def _set_ready(self, step: int, ready: bool) -> None:
        self._ready[step] = ready
        self._show_foot()

    def _on_file(self, ready: bool) -> None:
        self._set_ready(FILE, ready)
        if ready and self.file.drop.choose.hasFocus():
            self.next.setFocus()  # Enter goes on; it would ask for a file again

    def _on_columns(self, ready: bool) -> None:
        self._set_ready(COLUMNS, ready)

    def _on_match(self, ready: bool) -> None:
        self._set_ready(MATCH, ready)

    def _on_check(self, ready: bool) -> None:
        self._set_ready(CHECK, ready)

    def _show_work(self, words: str, done: int, total: int) -> None:
        self._work_words.setText(f"{words} {done:,} of {total:,}" if total else words)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        if not self._work.isVisible() and not self._late.isActive():
            self._late.start()

    def _hide_work(self) -> None:
        self._late.stop()
        self._work.hide()
        if self.flow.result is None or self.step == CHECK:
            self._writing = False
        self._show_foot()

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        body = PageBody(self)
        self.header = PageHeader("Import")
        self._change = Button("Change file", "quiet")
        self._change.clicked.connect(self._change_file)
        self.header.add_action(self._change)
        self.stepper = Stepper(["File", "Columns", "Match partners", "Check", "Done"])
        self.file = FileStep(self.flow)
        self.columns = ColumnsStep(self.flow)
        self.match = MatchStep(self.flow)
        self.check = CheckStep(self.flow)
        self.done = DoneStep(self.flow)
        self.file.ready.connect(self._on_file)
        self.columns.ready.connect(self._on_columns)
        self.match.ready.connect(self._on_match)
        self.match.choosing.connect(self._show_foot)
        self.check.ready.connect(self._on_check)
        self.check.back_to_columns.connect(self._to_columns)
        self.check.another_file.connect(self._change_file)
        self.check.matching.connect(self.to_match)
        self.done.another.connect(self._start_over)
        self.done.again.connect(self._check_again)
        self._steps = QStackedWidget()
        for step in (self.file, self.columns, self.match, self.check, self.done):
            self._steps.addWidget(step)
        self._build_foot()
        body.column.addWidget(self.header)
        body.column.addWidget(self.stepper)
        body.column.addWidget(self._steps, 1)
        body.column.addWidget(self._foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)

    def _build_foot(self) -> None:
        self.remember = QCheckBox("Remember these choices for files like this")
        self.remember.setChecked(True)
        self.open_words = Label("", "small_strong", "at_risk")
        self.back = Button("Back")
        self.back.clicked.connect(self._go_back)
        self.next = Button("Columns", "primary")
        self.next.clicked.connect(self._go_on)
        self.cancel = Button("Cancel")
        self.cancel.clicked.connect(self.flow.cancel)
        self._work = QWidget()
        self._work_words = ElidedLabel("", "small", "text_2")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress")
        work = QVBoxLayout(self._work)
        work.setContentsMargins(0, 0, 0, 0)
        work.setSpacing(4)
        work.addWidget(self._work_words)
        work.addWidget(self._bar)
        self._work.hide()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_QUIET_MS)
        self._late.timeout.connect(self._work.show)
        self._foot = QWidget()
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.remember)
        row.addWidget(self._work, 1)
        row.addStretch(1)
        for part in (self.open_words, self.cancel, self.back, self.next):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
