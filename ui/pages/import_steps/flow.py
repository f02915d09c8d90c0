"""One import under way: what is chosen and answered so far, and the work asked of the lane."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models.errors import Cancelled, UserError
from models.intake import asking, telling
from models.intake import job as intake
from models.intake.kinds import KINDS
from models.intake.mapping import Question, Stated
from models.intake.missing import Fates
from ui.desk import Desk
from ui.pages.import_steps.checking import Checked, Seen, check

if TYPE_CHECKING:
    from models.intake.asking import WordSaid
    from models.intake.job import Job
    from models.intake.match_rows import MatchRow
    from models.intake.plan import Plan
    from ui.work import Task


class ImportFlow(QObject):
    """Nothing is written before ``apply``; ``undo`` takes all of it back."""

    changed = Signal()  # file, mapping, answers or what they come to
    matched = Signal()  # what was said of the names is part of the plan
    working = Signal(str, int, int)  # what, done, total (0: not known)
    idle = Signal()
    applied = Signal()
    undone = Signal()
    stopped = Signal(str, str)  # an import that did not go through: sentence, hint
    fates_changed = Signal()  # what is to become of deals that the file no longer holds

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk
        self.before_import: Callable[[], Path | None] | None = None
        self._task: Task | None = None
        desk.lane.history.connect(self._on_history)
        self.clear()

    def clear(self) -> None:
        """Forget the file and all that was said about it."""
        self.path: Path | None = None
        self.kind = ""
        self.sheet = ""
        self.lookup: Path | None = None
        self.job: Job | None = None
        self.checked: Checked | None = None
        self.problem: tuple[str, str] | None = None
        self._refused_deleted = False
        self.recalled = False
        self.remembers = False
        self.result: Plan | None = None
        self.can_undo = False
        self.is_undone = False
        self._label = ""
        self._questions: dict[str, Question] = {}
        self._words: dict[str, WordSaid] = {}
        self._said: dict[str, str | None] = {}
        self._matching = False
        self._copying = False
        self.fates = Fates()
        self.listed_on: date | None = None  # the day of a partner's own list; None for today
        self._partner = ""  # whose own list it is to be
        self.import_id = 0  # of the import that was written

    # ---- the file --------------------------------------------------------------------------

    def take(self, path: Path, kind: str = "") -> None:
        """Begin with a file; without a kind its headings say which list it is."""
        self.clear()
        self.path, self.kind = path, kind
        self._partner, self.desk.import_partner = self.desk.import_partner, ""
        self._open()

    def set_kind(self, kind: str) -> None:
        if self.path is not None and (kind != self.kind or self.job is None):
            self.kind = kind
            self._open()

    def set_sheet(self, sheet: str) -> None:
        """Read another sheet of the workbook."""
        self.sheet = sheet
        if not (self.kind in KINDS and KINDS[self.kind].like):  # that was said, not guessed
            self.kind = ""
        self._open()

    def set_listed_on(self, day: date) -> None:
        """Say of which day a partner's own list is."""
        self.listed_on = day
        if self.job is not None:
            self.job = replace(self.job, listed_on=day)
            self.changed.emit()
            self.recheck()

    def set_lookup(self, path: Path | None) -> None:
        """Resolve ids to names by a second file of the same export."""
        self.lookup = path
        self._open(keep=self.job.columns.stated if self.job is not None else None)

    @property
    def all_deleted(self) -> bool:
        """Whether the file was refused because every row of it is marked as deleted."""
        return self._refused_deleted

    def keep_deleted(self) -> None:
        """Import rows that are marked as deleted like any other."""
        self._open(keep=Stated(deleted="keep"))

    def _open(self, keep: Stated | None = None) -> None:
        self.job = self.checked = self.problem = self.result = None
        self._refused_deleted = False
        self._questions, self._words, self._said = {}, {}, {}
        opening = partial(intake.open_job, sheet=self.sheet, lookup=self.lookup, stated=keep)
        then = self._take_job if keep is not None else self._recall
        self.working.emit("Reading the file", 0, 0)
        self.desk.lane.compute(
            opening, (self.path, self.kind), then, self._tell,
            owner=self, key="open", failed=self._refuse,
        )  # fmt: skip

    def _recall(self, job: Job) -> None:
        """Read it as files with these headings were read last time."""
        self.desk.lane.read(
            partial(intake.recall, job=job, user=self.desk.mappings),
            partial(self._take_job, opened=job),
            owner=self, key="recall", failed=self._refuse,
        )  # fmt: skip

    def _take_job(self, job: Job, opened: Job | None = None) -> None:
        self.recalled = opened is not None and job is not opened
        if job.kind == "partner-pipeline":
            job = replace(job, listed_on=self.listed_on)
            if self._partner and any(one.id == "partner:partner" for one in job.questions):
                job = job.answered("partner:partner", f"name:{self._partner}")
        self.kind, self.job = job.kind, job
        self.changed.emit()
        self.recheck()

    def _refuse(self, error: BaseException) -> None:
        self.idle.emit()
        if isinstance(error, UserError):
            self.problem = (error.message, telling.for_window(error.hint))
            self._refused_deleted = "--deleted keep" in error.hint
        self.changed.emit()

    # ---- columns and answers ---------------------------------------------------------------

    def set_target(self, place: int, target: str) -> None:
        """Let a column of the file go to one of ours; "" leaves it out."""
        if self.job is not None:
            self._state(partial(asking.mapped, self.job, place, target))

    def answer(self, question: str, value: str) -> None:
        if self.job is not None:
            self._state(partial(asking.answered, self.job, question, value))

    def start_afresh(self) -> None:
        """Forget how files like this were read last time, and all answers."""
        self._questions, self._words, self._said = {}, {}, {}
        self.recalled = False
        self._state(Stated)

    def restate(self, stated: Stated) -> None:
        """Read the file as a mapping file says."""
        self.recalled = False
        self._state(lambda: stated)

    def _state(self, stating: Callable[[], Stated]) -> None:
        job = self.job
        if job is None:
            return

        def restate() -> Job:
            return job.stated(stating())

        self.desk.lane.compute(
            restate, (), self._take_restated, owner=self, key="state", failed=self._say
        )

    def _take_restated(self, job: Job) -> None:
        self.job = job
        self.recheck()

    def _say(self, error: BaseException) -> None:
        """An answer that can't stand: the answers before it do."""
        if isinstance(error, UserError):
            self.desk.problem.emit(error.message, telling.for_window(error.hint))
        self.changed.emit()

    def recheck(self) -> None:
        """Find out anew what the file would do."""
        if self.job is not None:
            self.working.emit("Checking the rows", 0, 0)
            self.desk.lane.read(
                partial(check, job=self.job, today=self.desk.today, seen=self._seen()),
                self._take_checked,
                owner=self, key="check", failed=self._refuse_check, progress=self._tell,
            )  # fmt: skip

    def _take_checked(self, checked: Checked) -> None:
        if self.job is None or checked.plan.sheet.path != self.path:
            return  # another file is being opened by now
        self.checked = checked
        questions = {question.id: question for question in checked.plan.questions}
        for id_, question in self._questions.items():
            if id_ not in questions and asking.is_stated(question, checked.plan.columns):
                questions[id_] = question
        known = list(self._questions)
        self._questions = dict(
            sorted(questions.items(), key=lambda q: known.index(q[0]) if q[0] in known else 999)
        )
        self._words |= {word.id: word for word in checked.words}
        self._words = {id_: word for id_, word in self._words.items() if id_ in questions}
        for row in checked.names:
            if row.said is not None:
                self._said.setdefault(row.id, row.said)
        self.idle.emit()
        self.changed.emit()
        if self._matching:
            self._matching = False
            self.matched.emit()

    def _seen(self) -> Seen | None:
        return self.checked.seen if self.checked is not None else None

    def _refuse_check(self, error: BaseException) -> None:
        self._matching = False
        self.idle.emit()
        if isinstance(error, UserError):
            self.desk.problem.emit(error.message, error.hint)

    def questions(self) -> list[tuple[Question, str | None]]:
        """Every question with its answer, open or not, but for words and a second file."""
        columns = self.job.columns if self.job is not None else None
        return [
            (question, asking.answer(question, columns))
            for id_, question in self._questions.items()
            if columns is not None and not id_.startswith(("status:", "lookup"))
        ]

    def words(self) -> list[tuple[WordSaid, str | None]]:
        """Every status word that was not known, with what it has been said to mean."""
        stated = self.job.columns.stated.words if self.job is not None else {}
        return [(word, stated.get(word.word)) for word in self._words.values()]

    @property
    def open_questions(self) -> int:
        """How many questions have to be answered before the import can go on."""
        asked = sum(question.needed and answer is None for question, answer in self.questions())
        return asked + ("lookup" in self._questions)

    # ---- names of partners -----------------------------------------------------------------

    def names(self) -> list[MatchRow]:
        """The names that are no partner's, with what was said of them so far."""
        rows = self.checked.names if self.checked is not None else []
        return [row._replace(said=self._said.get(row.id)) for row in rows]

    @property
    def in_doubt(self) -> bool:
        """Whether any name looks like a partner's, or like another one."""
        return self.checked is not None and any(row.candidates for row in self.checked.names)

    def say_names(self, said: Mapping[str, str | None]) -> None:
        """Say of names, by their folded form, whose they are; None takes back what was said."""
        self._said |= said  # None as well: what the plan was made with must not come back

    def match(self) -> None:
        """Make what was said of the names part of the plan; ``matched`` tells when it is."""
        job = self.job
        if job is None or self.checked is None:
            return
        told = {row.name: row.said for row in self.names() if row.said is not None}
        if told == {row.name: row.said for row in self.checked.names if row.said is not None}:
            self.matched.emit()
            return
        self._matching = True
        self._state(partial(replace, job.columns.stated, same=told))

    # ---- deals that the file no longer holds ------------------------------------------------

    def set_fate(self, fate: str, ids: Iterable[int] | None = None) -> None:
        """Say what is to become of some of them; of all without any."""
        self.fates = Fates(fate) if ids is None else self.fates.given(ids, fate)
        self.fates_changed.emit()

    @property
    def doing(self) -> str:
        """What the import would do, in a few words; blank for nothing."""
        return intake.doing(self.checked.plan, self.fates) if self.checked is not None else ""

    # ---- writing ---------------------------------------------------------------------------

    def apply(self, *, remember: bool) -> None:
        """Copy the portfolio, then write all of it as one step."""
        if self.checked is None:
            return
        plan = self.checked.plan
        self.remembers = remember
        if self.before_import is None:
            self._write(plan, remember)
            return
        self.working.emit("Making a verified copy of the portfolio", 0, 0)
        self._copying = True
        then = partial(self._write_after, plan, remember)
        self._task = self.desk.lane.compute(
            self.before_import, (), then, owner=self, failed=self._stop
        )

    def _write_after(self, plan: Plan, remember: bool, _copy: object) -> None:
        self._copying = False
        self._write(plan, remember)

    def _write(self, plan: Plan, remember: bool) -> None:
        self._label = intake.label(plan, self.fates)
        self.working.emit("Writing", 0, plan.new + plan.changed)
        self._task = self.desk.lane.write(
            self._label,
            partial(intake.apply, plan=plan, remember=remember, fates=self.fates),
            self._take_result,
            owner=self, failed=self._stop, progress=self._tell,
        )  # fmt: skip

    def cancel(self) -> None:
        """Stop what is under way; a write is rolled back."""
        if self._task is not None:
            self._task.cancel()
        if self._copying:  # nobody is told of the end of a copy that nobody waits for
            self._stop(Cancelled())

    def _take_result(self, result: Any) -> None:
        self._task = None
        self.result, self.is_undone = result.plan, False
        self.import_id = result.plan.import_id
        self.idle.emit()
        self.applied.emit()

    def _stop(self, error: BaseException) -> None:
        self._task = None
        self._label = ""
        self._copying = False
        self.idle.emit()
        if isinstance(error, Cancelled):
            self.stopped.emit("The import was stopped; nothing of it was written.", "")
        elif isinstance(error, UserError):
            if isinstance(error, intake.FileChanged) and self.job is not None:
                self.stopped.emit(error.message, "It was read and checked again.")
                self._open(keep=self.job.columns.stated)
                return
            self.stopped.emit(error.message, telling.for_window(error.hint))
            self.recheck()
        else:
            self.stopped.emit("The import failed; nothing of it was written.", "")

    def undo(self) -> None:
        """Take the import back, while nothing was changed after it."""
        if self.can_undo:
            self.desk.lane.undo(self._take_undone)

    def _take_undone(self, change: object) -> None:
        if change is not None and not self.is_undone:
            self.is_undone = True
            self.undone.emit()
            self.recheck()

    def _on_history(self, undo: str | None, redo: str | None) -> None:
        was, self.can_undo = self.can_undo, bool(self._label) and undo == self._label
        if was and redo == self._label:  # taken back by Ctrl+Z, not by the button
            self._take_undone(redo)
        elif was != self.can_undo and self.result is not None:
            self.changed.emit()

    def _tell(self, done: int, total: int, text: str) -> None:
        self.working.emit(text, done, total)
