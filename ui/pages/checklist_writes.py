"""What the runner writes: one labelled change each, after which the page is read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from models.checklist.filled import Filled, Line
from models.checklist.periods import before, period_label
from models.checklist.values import read_value, value_text
from models.text import counted
from ui.desk import Desk
from ui.faults import why

if TYPE_CHECKING:
    from ui.dialogs.waiver import WaiverDialog
    from ui.pages.checklist import ChecklistPage

Failed = Callable[[BaseException], object]
_LONG = 48


class Writes(QObject):
    """Carries out changes for the page; `idle` is false from a change to the reading after it."""

    def __init__(self, desk: Desk, page: ChecklistPage) -> None:
        super().__init__(page)
        self.desk, self.page = desk, page
        self._under_way = 0
        self._saved_at: float | None = None
        self._waiver: WaiverDialog | None = None
        self._waived: Line | None = None
        self._left_open = 0

    @property
    def writable(self) -> bool:
        opened = self.desk.opened
        return opened.writable

    @property
    def idle(self) -> bool:
        return self._under_way == 0

    def saved_words(self, found: Filled) -> str:
        """What the foot says of saving."""
        if not self.writable:
            return "Read only"
        if found.closed:
            return "Closed"
        if self._under_way:
            return "Saving…"
        if self._saved_at is None:
            return "Saved as you answer"
        seconds = int(monotonic() - self._saved_at)
        if seconds < 5:
            return "Saved"
        if seconds < 60:
            return f"Saved {counted(seconds // 10 * 10 or 5, 'second')} ago"
        return f"Saved {counted(seconds // 60, 'minute')} ago"

    # ---- answers ---------------------------------------------------------------------------

    def answer(self, found: Filled, line: Line, typed: str, failed: Failed) -> None:
        where, key, today = found.where, line.item.key, self.desk.today
        words = value_text(line.item, read_value(line.item, typed, today, found.currency))
        label = (
            f"Answer ‘{_cut(line.question)}’ with {_cut(words)}"
            if words
            else (f"Take the answer to ‘{_cut(line.question)}’ back")
        )

        def write(portfolio: Any) -> None:
            from models.store.checklist_answers import answer

            answer(portfolio, where, key, typed, today)

        self._write(f"{label} for {found.partner}", write, failed)

    def note(self, found: Filled, line: Line, text: str) -> None:
        where, key, today = found.where, line.item.key, self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.checklist_answers import note

            note(portfolio, where, key, text, today)

        label = f"Note on ‘{_cut(line.question)}’ for {found.partner}"
        self._write(label, write, _Refusing(self.page.question.note, text))

    def assign(self, found: Filled, line: Line, owner: str, due: object) -> None:
        where, key, today = found.where, line.item.key, self.desk.today
        due_on = due if isinstance(due, date) else None

        def write(portfolio: Any) -> None:
            from models.store.checklist_answers import assign

            assign(portfolio, where, key, owner, due_on, today)

        label = f"Owner and due day of ‘{_cut(line.question)}’ for {found.partner}"
        self._write(label, write, _Refusing(self.page.question.owner, owner))

    def mark(self, found: Filled, line: Line, mark: str) -> None:
        where, key, today = found.where, line.item.key, self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.checklist_answers import mark as mark_item

            mark_item(portfolio, where, key, mark, today)

        state = mark.replace("_", " ") or "as its answer says"
        self._write(f"Mark ‘{_cut(line.question)}’ {state} for {found.partner}", write)

    def copy_before(self, found: Filled, keys: Sequence[str]) -> None:
        where, today = found.where, self.desk.today
        last = period_label(before(found.period)) if found.period else "last time"

        def write(portfolio: Any) -> int:
            from models.store.checklist_answers import copy_before

            return copy_before(portfolio, where, keys, today)

        self._write(f"Copy answers of {last} for {found.partner}", write, then=self._tell_copied)

    def _tell_copied(self, count: int) -> None:
        if count:
            self.desk.toast(f"Copied {counted(count, 'answer')}", undo=True)
        else:
            self.desk.toast("There is no answer of last time to copy here")

    # ---- waiving ---------------------------------------------------------------------------

    def ask_waiver(self, found: Filled, line: Line) -> None:
        """Ask for the reason, the approver and the day; nothing is written before."""
        from ui.dialogs.waiver import WaiverDialog

        self._waived = line
        had = line.answer if line.answer is not None and line.answer.mark == "waived" else None
        self._waiver = WaiverDialog(
            line.question,
            self.desk.today,
            had.reason if had else "",
            had.approver if had else "",
            had.until_on if had else None,
            self.page,
        )
        self._waiver.answered.connect(self._waive)
        self._waiver.open()

    def _waive(self, reason: str, approver: str, until: object) -> None:
        found, line, today = self.page.found, self._waived, self.desk.today
        if found is None or line is None:
            return
        where, key = found.where, line.item.key
        until_on = until if isinstance(until, date) else None

        def write(portfolio: Any) -> None:
            from models.store.checklist_answers import waive

            waive(portfolio, where, key, reason, approver, until_on, today)

        label = f"Waive ‘{_cut(line.question)}’ for {found.partner}"
        self._write(label, write, self._waiver_failed, then=self._waiver_done)

    def _waiver_failed(self, error: BaseException) -> None:
        if self._waiver is not None:
            self._waiver.failed(error)

    def _waiver_done(self, _: object) -> None:
        if self._waiver is not None:
            self._waiver.accept()
            self._waiver = None

    # ---- the whole checklist ---------------------------------------------------------------

    def send(self) -> None:
        """Send it to be filled in elsewhere, once what is being typed is in the file."""
        found = self.page.found
        if found is not None and self.page.question.commit():
            from ui.dialogs.checklist_form import send_form

            send_form(self.desk, found.where, self.page)

    def close(self, found: Filled) -> None:
        where, today = found.where, self.desk.today
        left = found.progress.asked - found.progress.answered

        def write(portfolio: Any) -> None:
            from models.store.checklist_answers import close

            close(portfolio, where, today)

        self._left_open = left
        label = f"Close {found.template.name} for {found.partner}"
        self._write(label, write, then=self._tell_closed)

    def _tell_closed(self, _: object) -> None:
        left = self._left_open
        rest = f" with {counted(left, 'question')} not answered" if left else ""
        self.desk.toast(f"Closed{rest}", undo=True)

    def reopen(self, found: Filled) -> None:
        where, today = found.where, self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.checklist_answers import reopen

            reopen(portfolio, where, today)

        self._write(f"Reopen {found.template.name} for {found.partner}", write)

    def remove(self, found: Filled) -> None:
        where, today = found.where, self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.checklist_answers import remove

            remove(portfolio, where, today)

        label = f"Remove {found.template.name} for {found.partner}"
        self._write(label, write, then=self._tell_removed)

    def _tell_removed(self, _: object) -> None:
        self.desk.toast("Removed its answers; evidence stays with the partner", undo=True)

    def move_up(self, found: Filled) -> None:
        where, today = found.where, self.desk.today

        def write(portfolio: Any) -> tuple[str, ...]:
            from models.store.checklist_answers import move_up

            return move_up(portfolio, where, today)

        label = f"Move {found.template.name} up to version {found.newer} for {found.partner}"
        self._write(label, write, then=self._tell_moved)

    def _tell_moved(self, differences: Sequence[str]) -> None:
        from ui.dialogs.checklist_differences import show_differences

        show_differences(differences, self.page)

    def show_history(self, found: Filled, line: Line) -> None:
        """The answers of the question in front, before and after, the newest first."""
        from ui.dialogs.item_history import show_history

        show_history(self.desk, found.where, line, self.page)

    # ---- inside ----------------------------------------------------------------------------

    def _write(
        self,
        label: str,
        write: Callable[[Any], Any],
        failed: Failed | None = None,
        then: Callable[[Any], object] | None = None,
    ) -> None:
        self._under_way += 1
        task = _Under(self, failed, then)
        self.desk.lane.write(label, write, task.done, owner=self, failed=task.failed)
        self.page.tick()

    def settle(self, *, saved: bool) -> None:
        """A write has ended; the page is read again before it counts as idle."""
        self._under_way -= 1
        if saved:
            self._saved_at = monotonic()


class _Under:
    """One write under way; an object, so that no closure keeps the page."""

    def __init__(
        self, writes: Writes, failed: Failed | None, then: Callable[[Any], object] | None
    ) -> None:
        self._writes, self._failed, self._then = writes, failed, then

    def done(self, result: Any) -> None:
        self._writes.settle(saved=True)
        if self._then is not None:
            self._then(result)
        self._writes.page.refresh()

    def failed(self, error: BaseException) -> None:
        self._writes.settle(saved=False)
        if self._failed is not None:
            self._failed(error)
        else:
            self._writes.desk.problem.emit(why(error), "")
        self._writes.page.refresh()


class _Refusing:
    """Tells a field that what was committed is not in the file."""

    def __init__(self, field: Any, value: object) -> None:
        self._field, self._value = field, value

    def __call__(self, error: BaseException) -> None:
        self._field.refuse(self._value, why(error))


def _cut(words: str) -> str:
    return words if len(words) <= _LONG else f"{words[: _LONG - 1]}…"
