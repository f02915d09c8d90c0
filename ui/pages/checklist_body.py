"""The parts of the runner: head, progress, sections, the question, last time, the buttons below."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from models.checklist.filled import Filled
from models.text import counted, day_text
from ui import theme
from ui.desk import Desk
from ui.pages.checklist_question import QuestionPanel
from ui.pages.checklist_sections import SectionList
from ui.pages.checklist_side import BesidePanel
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import Label, line
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader
from ui.widgets.side_panel import SidePanel

_SECTIONS, _SECTIONS_NARROW, _NARROW, _LOW = 250, 200, 1000, 560


class RunnerBody(QWidget):
    """Widgets only; the page connects them and says what they show."""

    notice_clicked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.header = PageHeader("Checklist")
        self.aside = self.header.add_button("Last time", "quiet", "panel-right")
        self.aside.setAccessibleName("Last time and keys")
        self.aside.setToolTip("What was answered last time, and the keys")
        self.more = self.header.add_button("More", "quiet", "ellipsis")
        self.later = self.header.add_button("Finish later")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Progress")
        self.message = MessageBar(closable=True)
        self.message.hide()
        # What stands, beside what has gone wrong: once put away it does not come back.
        self.notice = MessageBar("no_data", closable=True)
        self.notice.hide()
        self.notice_do = self.notice.add_button("", self._tell_notice)
        self._noticed = ""
        self.sections = SectionList()
        self.question = QuestionPanel(desk)
        self.beside = BesidePanel()
        self.back = Button("Back", "quiet", "arrow-up")
        self.saved = Label("", "small", "text_2")
        self.skip = Button("Skip for now")
        self.next = Button("Next question", "primary")
        self.empty = EmptyState("list-checks", "Reading the checklist")
        self._build()

    def show_head(self, told: Filled, can_write: bool) -> None:
        """Title, how far it is, when it is due, and what is special about it."""
        self.header.set_title(told.title)
        self.header.set_crumbs([("partner", told.partner), ("here", told.template.name)])
        progress = told.progress
        words = [told.partner, f"{progress.answered} of {progress.asked} answered"]
        if progress.overdue:
            words.append(f"{counted(progress.overdue, 'item')} late")
        closed_on = told.checklist.closed_on if told.checklist is not None else None
        if told.closed and closed_on is not None:
            words.append(f"closed on {day_text(closed_on)}")
        elif told.due_on is not None:
            words.append(f"{'was due' if told.overdue else 'due'} {day_text(told.due_on)}")
        self.header.set_sub("  ·  ".join(words))
        self.bar.setMaximum(max(1, progress.asked))
        self.bar.setValue(progress.answered)
        self.bar.setAccessibleDescription(f"{progress.answered} of {progress.asked} answered")
        self._show_notice(told, can_write)

    def _show_notice(self, told: Filled, can_write: bool) -> None:
        words = do = ""
        if told.closed:
            words, do = "This checklist is closed.", "Reopen"
        elif told.newer:
            words = (
                f"Version {told.newer} of this checklist is in use; this one began with"
                f" version {told.template.version}."
            )
            do = "Move it up"
        noticed = f"{told.where} {words}" if words else ""
        if noticed == self._noticed:
            return
        self._noticed = noticed
        if words:
            self.notice.set("no_data", words)
            self.notice_do.setText(do)
            self.notice_do.setVisible(can_write)
        self.notice.setVisible(bool(words))

    def _tell_notice(self) -> None:
        self.notice_clicked.emit()

    def show_run(self, run: bool) -> None:
        """The questions, or what stands in their place."""
        self._faces.setCurrentWidget(self.run if run else self.empty)

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self._left = Card(padding=0)
        self._left.body.setContentsMargins(0, 8, 0, 8)
        self._left.body.addWidget(self.sections)
        centre = Card(padding=0)
        centre.body.setSpacing(0)
        centre.body.addWidget(self.question, 1)
        centre.body.addWidget(line())
        centre.body.addLayout(self._foot())
        main = QWidget()
        columns = QHBoxLayout(main)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(12)
        columns.addWidget(self._left)
        columns.addWidget(centre, 1)
        self.run = SidePanel(main, self.beside, width=230, least=_NARROW)
        self.run.drawer_changed.connect(self.aside.setVisible)
        self.aside.setVisible(self.run.is_drawer)
        self.aside.clicked.connect(self.run.open)
        self._faces = QStackedWidget()
        self._faces.addWidget(self.empty)
        self._faces.addWidget(self.run)
        body = PageBody()
        for part in (self.header, self.bar, self.message, self.notice):
            body.column.addWidget(part)
        body.column.addWidget(self._faces, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 10, 16, 10)
        foot.setSpacing(8)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.saved)
        foot.addWidget(self.skip)
        foot.addWidget(self.next)
        return foot

    # ---- Qt's ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        self._left.setFixedWidth(_SECTIONS_NARROW if narrow else _SECTIONS)
        self.question.set_low(self.height() < theme.px(_LOW))
