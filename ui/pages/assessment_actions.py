"""What can be done to lines of the board, by the lane they stand in, and how it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from models.assessment import BoardLine
from models.errors import UserError
from models.text import counted
from ui.desk import Place
from ui.pages.assessment_changes import AssessmentChanges
from ui.pages.partners_packs import RESULT
from ui.tables.columns import Column

if TYPE_CHECKING:
    from ui.dialogs.assessment import ExceptionDialog, ReasonDialog
    from ui.pages.assessment import AssessmentPage

_FILES = "Excel (*.xlsx);;CSV (*.csv)"


class Action(NamedTuple):
    """One entry of a card's menu."""

    key: str
    text: str
    icon: str
    writes: bool = True


_EXPLAIN = Action("explain", "Explain", "info", writes=False)
_OPEN = Action("open", "Open partner", "arrow-right", writes=False)
_SIGN = Action("sign", "Sign off", "shield-check")
_EXCEPTION = Action("exception", "Exception…", "badge-check")
_STAY = Action("exception", "Stay by exception…", "badge-check")
_NONE = Action("none", "Stay without a tier…", "minus")
_LEAVE = Action("leave", "Leave…", "log-out")
_REOPEN = Action("reopen", "Re-open…", "lock-open")
_LETTER = Action("letter", "Letter…", "mail", writes=False)
_LETTERS = Action("letter", "Letters…", "mail", writes=False)
_AGAIN = Action("again", "Freeze again", "refresh-cw")
_ADD = Action("add", "Freeze and add to the board", "lock")


def actions_for(lines: Sequence[BoardLine], *, frozen: bool) -> list[Action]:
    """What can be done to these lines; several take only what fits them all."""
    if not lines:
        return []
    lanes = {line.lane for line in lines}
    found: list[Action] = []
    if frozen and len(lanes) == 1:
        [lane] = lanes
        single = len(lines) == 1
        if lane == "ready":
            found = [_SIGN, _EXCEPTION, _LEAVE, _AGAIN] if single else [_SIGN, _AGAIN]
        elif lane == "to_decide" and any(line.gone for line in lines):
            found = [_LEAVE] if single else []
        elif lane == "to_decide":
            found = [_STAY, _NONE, _LEAVE, _AGAIN] if single else [_AGAIN]
        elif lane == "signed":
            found = [_REOPEN]
            if any(not line.gone for line in lines):
                found.append(_LETTER if single else _LETTERS)
        elif lane == "not_frozen":
            found = [_ADD]
    if len(lines) == 1:
        found += [_EXPLAIN] if lines[0].gone else [_EXPLAIN, _OPEN]
    return found


class Acting(QObject):
    """Asks for what an action takes, then has it written."""

    def __init__(self, page: AssessmentPage) -> None:
        super().__init__(page)
        self._page = page
        self.changes = AssessmentChanges(page.desk, self)
        self.changes.written.connect(self._close_held)
        self._held: ExceptionDialog | ReasonDialog | None = None

    def can_write(self) -> bool:
        opened = self._page.desk.opened
        return opened.writable and not self.changes.busy

    # ---- the whole board -------------------------------------------------------------------

    def freeze(self) -> None:
        """Freeze what is on show; one that is frozen already is replaced only after a question."""
        self._freeze(replace=False)

    def replace(self) -> None:
        self._freeze(replace=True)

    def may_replace(self, error: UserError) -> bool:
        """Whether freezing was refused only because an unsigned board is there."""
        told = self._page.state.told
        return (
            told is not None
            and told.board is not None
            and not self._page.state.signed
            and "frozen already" in error.message
        )

    def _freeze(self, *, replace: bool) -> None:
        """Write what is on show; the frozen board is what is looked at from then on."""
        state = self._page.state
        board = state.board
        if board is None or not self.can_write():
            return
        state.dry_wanted, state.chosen = False, (None, None)
        self.changes.freeze(board.year, board.measured_on, board.prerequisites_on, replace=replace)

    def sign_all(self) -> None:
        frozen = self._page.state.frozen
        if frozen is not None and frozen.assessment is not None and self.can_write():
            self.changes.sign_all(frozen.year, frozen.assessment.id)

    # ---- some lines ------------------------------------------------------------------------

    def act_on_panel(self, key: str, line: BoardLine) -> None:
        self.act(key, [line])

    def act(self, key: str, lines: Sequence[BoardLine]) -> None:
        """Carry an action out, after whatever has to be asked."""
        if not lines:
            return
        line = lines[0]
        if key == "explain":
            self._page.body.explain(line)
        elif key == "open":
            self._page.desk.go(Place("partner", line.partner_id))
        elif key == "letter":
            self._write_letters(lines)
        elif not self.can_write():
            return
        elif key == "sign":
            self.changes.sign(lines, "assessment")
        elif key == "again":
            self.changes.refreeze(lines)
        elif key == "add":
            self.changes.add_late(self._page.state.year, lines)
        elif key == "exception":
            self._ask_exception(line)
        else:
            self._ask_reason(key, lines)

    def letters(self) -> None:
        """A letter for each signed partner of the board, into a folder."""
        page = self._page
        page.letters.ask_and_start([line.id for line in page.lines_with_letters()], RESULT)

    def _write_letters(self, lines: Sequence[BoardLine]) -> None:
        """One letter is seen first; those of several go straight into a folder."""
        from ui.dialogs.letter import LetterDialog, ResultLetter

        page = self._page
        wanted = [line for line in lines if line.outcome and not line.gone]
        if len(wanted) == 1:
            read = ResultLetter(wanted[0].id, page.desk.today)
            LetterDialog(page.desk, wanted[0].partner_id, read, page.window()).open()
        elif wanted:
            page.letters.ask_and_start([line.id for line in wanted], RESULT)

    def _ask_exception(self, line: BoardLine) -> None:
        from ui.dialogs.assessment import ExceptionDialog

        board = self._page.state.board
        if board is None:
            return
        tiers = [
            (tier.key, tier.label) for tier in board.terms.tiers if tier.key != line.calculated.key
        ]
        dialog = ExceptionDialog(
            line.partner,
            line.calculated.label,
            tiers,
            date(board.year, 12, 31),
            self._page.desk.today,
            self._page,
        )
        before = line.prior.key if line.prior else ""
        dialog.tier.set_current(before if before in dict(tiers) else tiers[-1][0])
        dialog.made.connect(partial(self.changes.sign_exception, line))
        self._hold(dialog)

    def _ask_reason(self, key: str, lines: Sequence[BoardLine]) -> None:
        from ui.dialogs.assessment import ReasonDialog

        what = lines[0].partner if len(lines) == 1 else counted(len(lines), "partner")
        if key == "leave":
            dialog = ReasonDialog(
                f"{what} leaves the program",
                "It takes part no longer from today, and holds no tier. The step is recorded with"
                " its reason; undo and Re-open take it back.",
                "Sign off that it leaves",
                self._page,
            )
            dialog.given.connect(partial(self._sign_reasoned, lines, "leave"))
        elif key == "none":
            dialog = ReasonDialog(
                f"{what} stays without a tier",
                "It goes on taking part, without a tier and its benefits.",
                "Sign off without a tier",
                self._page,
                needed=False,
            )
            dialog.given.connect(partial(self._sign_reasoned, lines, "none"))
        else:
            dialog = ReasonDialog(
                f"Re-open {what}",
                "The grant is withdrawn and stays on record, as do the signature and this reason.",
                "Re-open",
                self._page,
            )
            dialog.given.connect(partial(self.changes.reopen, lines))
        self._hold(dialog)

    def _hold(self, dialog: ExceptionDialog | ReasonDialog) -> None:
        """Open a dialog and keep it, out of sight once answered, until all was written."""
        self._held = dialog
        dialog.finished.connect(self._drop)
        dialog.open()

    def _drop(self, _: int = 0) -> None:
        self._held = None

    def _close_held(self) -> None:
        if self._held is not None:
            self._held.accept()

    def ask_again(self, error: UserError) -> bool:
        """Bring back the dialog whose answer was refused; whether there is one."""
        if self._held is None or self._held.isVisible():
            return False
        self._held.show_again(str(error))
        return True

    def let_go(self) -> None:
        """Nothing more is to be asked: it was cancelled, or failed for good."""
        if self._held is not None and not self._held.isVisible():
            self._held.accept()

    def _sign_reasoned(self, lines: Sequence[BoardLine], outcome: str, reason: str) -> None:
        self.changes.sign(lines, outcome, reason=reason)

    # ---- taking it elsewhere ---------------------------------------------------------------

    def copy(self) -> None:
        """Put the rows on show on the clipboard, with headings."""
        shown = self._page.body.copy()
        if shown:
            self._page.desk.toast(f"Copied {counted(shown, 'row')} with headings")

    def export(self) -> None:
        """Write the rows on show to a spreadsheet."""
        page = self._page
        kept = str(page.desk.settings.value("packs_folder", "") or Path.home())
        name = f"January assessment {page.state.year}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            page, "Export results", str(Path(kept) / name), _FILES
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, target: Path) -> None:
        """Write the rows on show, as Excel or, by the ending, as CSV."""
        from reports.exports import write_table

        if target.suffix.lower() not in (".xlsx", ".csv"):
            target = target.with_suffix(".xlsx")
        page = self._page
        told = page.body.model.columns
        rows = [[_cell(column, row) for column in told] for row in page.body.rows()]
        page.desk.lane.compute(
            write_table,
            (target, "January assessment", [column.title for column in told], rows),
            partial(self._say_written, target),
            owner=self,
        )

    def _say_written(self, target: Path, rows: int) -> None:
        self._page.desk.tell_file(f"Wrote {counted(rows, 'row')} to {target.name}", target)


def _cell(column: Column, row: BoardLine) -> object:
    """A cell as a spreadsheet has it: money as a number, a day as a day, the rest as shown."""
    value = column.value(row)
    if column.role == "money":
        return Decimal(column.copied(row))
    return value if isinstance(value, date) else column.shown(row)
