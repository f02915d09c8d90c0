"""The runner: one question of a partner's checklist at a time, saved as it is answered."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from models.checklist.filled import Filled, Line
from models.errors import UserError
from ui.commands import Command
from ui.desk import Desk, Place
from ui.faults import why
from ui.pages import checklist_menus as menus
from ui.pages.base import Page
from ui.pages.checklist_ahead import TypedAhead
from ui.pages.checklist_body import RunnerBody
from ui.pages.checklist_places import Opening, home_of, resume_at, where_of
from ui.pages.checklist_writes import Writes


class ChecklistPage(Page):
    KEY = "checklist"
    CONCERNS = frozenset(
        {"partners", "contacts", "agreements", "offerings", "trainings", "integrations", "deals",
         "rates", "grants", "withdrawals", "programs", "settings", "checklists", "answers",
         "evidence", "checklist_templates", "benefit_events"}
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: Filled | None = None
        self._home = Place("checklists")  # the list that this one was opened from
        self.item = ""
        self.writes = Writes(desk, self)
        self._on_arrival: Callable[[], None] | None = None  # once what was written is read again
        self.ahead = TypedAhead(self)
        self._came = False  # the page has just come to the front
        self._failed = False  # what was not saved is said until the next answer
        self.body = RunnerBody(desk)
        self.question, self.message = self.body.question, self.body.message
        self._connect()

    # ---- reading ---------------------------------------------------------------------------

    def visit(self, place: Place) -> None:
        if place != self.place:
            self.leave()
            self.found, self.item = None, ""
            self._home = home_of(place, self.desk.came_from)
        self._came, read = True, self._stale or place != self.place
        super().visit(place)
        if not read:
            self.loaded.emit()
            self._begin()

    def reload(self) -> None:
        where, today = where_of(self.place), self.desk.as_of

        def read(portfolio: Any) -> Filled:
            from models.store.checklists import filled

            return filled(portfolio, where, today)

        self.desk.lane.read(read, self._take, owner=self, key="filled", failed=self._refuse)

    def _take(self, found: Filled) -> None:
        if found.where != where_of(self.place):
            return
        self.found = found
        self.message.setVisible(self._failed)
        self._failed = False
        if not found.asked:
            self.body.empty.set(
                "list-checks", "This checklist asks nothing of this partner", "Back"
            )
            self.body.show_run(False)
            self.loaded.emit()
            return
        line = found.line(self.item)
        if line is None or not line.asked:
            self.item = resume_at(found)
        self.body.show_run(True)
        self._show()
        if self._on_arrival is not None and self.writes.idle:
            then, self._on_arrival = self._on_arrival, None
            then()
            self.ahead.let_go()
        self.loaded.emit()
        self._begin()

    def _begin(self) -> None:
        """Whoever has just come here answers at once."""
        if self._came and self.isVisible() and self.line is not None:
            self._came = False
            self.question.give_focus()

    def _refuse(self, error: BaseException) -> None:
        self.found = None
        self._stay()
        if isinstance(error, UserError):
            self.message.set("at_risk", error.message, error.hint)
            self.message.show()
        self.body.empty.set("list-checks", "There is nothing to show here", "Back")
        self.body.show_run(False)
        self.loaded.emit()

    # ---- showing ---------------------------------------------------------------------------

    def _show(self) -> None:
        found = self.found
        line = self.line
        if found is None or line is None:
            return
        self.body.show_head(found, self.writes.writable)
        own = [one for one in found.asked if one.section == line.section]
        at = next(n for n, one in enumerate(own, 1) if one.item.key == line.item.key)
        writable = self.writes.writable and not found.closed
        self.question.show_line(found, line, at, len(own), writable)
        self.body.beside.show_line(line, found.period, writable)
        self.body.sections.show_filled(found, line.item.key)
        asked = [one.item.key for one in found.asked]
        self.body.back.setEnabled(asked.index(line.item.key) > 0)
        last = asked.index(line.item.key) == len(asked) - 1
        self.body.next.setText("To the overview" if last else "Next question")
        self.body.saved.setText(self.writes.saved_words(found))

    @property
    def line(self) -> Line | None:
        """The question in front."""
        return self.found.line(self.item) if self.found is not None else None

    # ---- going on --------------------------------------------------------------------------

    def open_item(self, item: str) -> None:
        """Go to a question, once everything typed is in the file."""
        if self.question.commit():
            self._when_saved(Opening(self, item))

    def go_on(self) -> None:
        """The next question, or the partner's checklists after the last."""
        if self.question.commit():
            self._when_saved(self._next)

    def go_back(self) -> None:
        if self.question.commit():
            self._when_saved(self._previous)

    def show_item(self, item: str) -> None:
        self.item = item
        self._show()
        self.question.give_focus()

    def _when_saved(self, then: Callable[[], None]) -> None:
        """Do it now, or when the answer under way is in the file and read again."""
        if self.writes.idle:
            then()
        else:
            self._on_arrival = then
            self.ahead.hold()

    def _stay(self) -> None:
        """Don't go on after all: the answer is not in the file, or one has left."""
        self._on_arrival = None
        self.ahead.forget()

    def _next(self) -> None:
        self._step(1)

    def _previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.found is None:
            return
        asked = [one.item.key for one in self.found.asked]
        at = asked.index(self.item) + by if self.item in asked else 0
        if at >= len(asked):
            self.finish_later()
        elif at >= 0:
            self.show_item(asked[at])

    def finish_later(self) -> None:
        """Leave; everything is in the file already."""
        if self.question.commit():
            self.desk.go(self._home)

    # ---- what a person does ----------------------------------------------------------------

    def _answer(self, item: str, typed: str) -> None:
        line = self.found.line(item) if self.found is not None else None
        if self.found is None or line is None:
            return
        if line.item.kind in ("yes_no", "choice") and typed == line.value:
            typed = ""  # the same key again takes the answer back
        self.writes.answer(self.found, line, typed, self._fail)

    def _fail(self, error: BaseException) -> None:
        self._stay()
        self._failed, sentence = True, why(error)
        self.question.refuse(sentence)
        self.message.set("short", "That answer was not saved.", sentence)
        self.message.show()

    def _note(self, item: str, text: str) -> None:
        line = self.found.line(item) if self.found is not None else None
        if self.found is not None and line is not None:
            self.writes.note(self.found, line, text)

    def _assign(self, item: str, owner: str, due: object) -> None:
        line = self.found.line(item) if self.found is not None else None
        if self.found is not None and line is not None:
            self.writes.assign(self.found, line, owner, due)

    def copy_last(self) -> None:
        """Take last time's answer for the question in front."""
        if self.found is not None and self.line is not None and self.body.beside.copy.isEnabled():
            self.writes.copy_before(self.found, [self.line.item.key])

    def copy_all(self) -> None:
        """Take last time's answers for every question that has none yet."""
        if self.found is not None:
            keys = [one.item.key for one in self.found.asked if not one.value]
            self.writes.copy_before(self.found, keys)

    def mark_review(self) -> None:
        if self.found is not None and self.line is not None:
            answer = self.line.answer
            mark = "" if answer is not None and answer.mark == "in_review" else "in_review"
            self.writes.mark(self.found, self.line, mark)

    def mark_progress(self) -> None:
        if self.found is not None and self.line is not None:
            self.writes.mark(self.found, self.line, "in_progress")

    def unmark(self) -> None:
        if self.found is not None and self.line is not None:
            self.writes.mark(self.found, self.line, "")

    def waive(self) -> None:
        if self.found is not None and self.line is not None:
            self.writes.ask_waiver(self.found, self.line)

    def paste(self) -> None:
        """Take what is on the clipboard as evidence; texts take it for themselves before."""
        self.question.evidence.paste()

    def edit_note(self) -> None:
        self.question.edit(self.question.note)

    def edit_owner(self) -> None:
        self.question.edit(self.question.owner)

    def edit_due(self) -> None:
        self.question.edit(self.question.due)

    def _do_notice(self) -> None:
        if self.is_closed():
            self.reopen()
        else:
            self.move_up()

    def close_list(self) -> None:
        if self.found is not None and self.question.commit():
            self._when_saved(self._close)

    def _close(self) -> None:
        if self.found is not None:
            self.writes.close(self.found)

    def reopen(self) -> None:
        if self.found is not None:
            self.writes.reopen(self.found)

    def move_up(self) -> None:
        if self.found is not None:
            self.writes.move_up(self.found)

    def remove_list(self) -> None:
        if self.found is not None:
            self.writes.remove(self.found)

    def history(self) -> None:
        """What was answered here before, by whom and when."""
        if self.found is not None and self.line is not None:
            self.writes.show_history(self.found, self.line)

    def commands(self) -> list[Command]:
        return menus.commands_of(self)

    def leave(self) -> None:
        self.question.commit()
        self._stay()

    def has_list(self) -> bool:
        return self.found is not None and bool(self.found.asked)

    def is_open(self) -> bool:
        return self.has_list() and self.writes.writable and not self.is_closed()

    def is_closed(self) -> bool:
        return self.found is not None and self.found.closed

    def is_old(self) -> bool:
        return self.is_open() and self.found is not None and bool(self.found.newer)

    def is_begun(self) -> bool:
        begun = self.found is not None and self.found.checklist is not None
        return begun and self.writes.writable

    def _state_menu(self, button: QWidget) -> None:
        menus.show_states(self, button)

    def _more(self) -> None:
        menus.show_more(self, self.commands()[3:])

    def _open_place(self, tab: str) -> None:
        if self.question.commit():
            self.desk.go(Place("partner", self.place.id, tab))

    def _crumb(self, key: object) -> None:
        if key == "partner":
            self.finish_later()

    def _keys_wanted(self) -> None:
        self.body.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def tick(self) -> None:
        if self.found is not None and self.isVisible():
            self.body.saved.setText(self.writes.saved_words(self.found))

    # ---- Qt's ------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Single keys: they come here from wherever the keyboard is but from texts and lists."""
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if event.matches(QKeySequence.StandardKey.Paste) and self.is_open():
            self.paste()
            return
        if not held and self.line is not None and self._single(event):
            return
        super().keyPressEvent(event)

    def _single(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
            return True
        letter = event.text().upper()
        if len(letter) == 1 and self.question.pick(letter):
            return True
        doings = {
            "L": self.copy_last,
            "R": self.mark_review,
            "W": self.waive,
            "O": self.edit_owner,
            "D": self.edit_due,
            "T": self.edit_note,
        }
        if letter in doings and self.is_open():
            doings[letter]()
            return True
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.leave()

    # ---- building --------------------------------------------------------------------------

    def _connect(self) -> None:
        body, question = self.body, self.question
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)
        body.header.crumb_clicked.connect(self._crumb)
        body.more.clicked.connect(self._more)
        body.notice_clicked.connect(self._do_notice)
        body.sections.opened.connect(self.open_item)
        body.beside.copying.connect(self.copy_last)
        body.back.clicked.connect(self.go_back)
        for button in (body.skip, body.next):
            button.clicked.connect(self.go_on)
        body.later.clicked.connect(self.finish_later)
        body.empty.primary_clicked.connect(self.finish_later)
        question.answered.connect(self._answer)
        question.noted.connect(self._note)
        question.assigned.connect(self._assign)
        question.go_on.connect(self.go_on)
        question.place_wanted.connect(self._open_place)
        question.state_menu.connect(self._state_menu)
        question.keys_wanted.connect(self._keys_wanted)
        self._clock = QTimer(self)
        self._clock.setInterval(10_000)
        self._clock.timeout.connect(self.tick)
        self._clock.start()
