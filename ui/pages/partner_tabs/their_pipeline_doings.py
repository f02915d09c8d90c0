"""What can be done with lines of a partner's list: settle, take over, flag, ask, set aside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from models.errors import UserError
from models.text import counted
from models.two_ledgers import TAKEN, Effect, Line
from ui.desk import Desk
from ui.faults import FAULT

Write = Callable[[Any], Any]


class LedgerDoings(QObject):
    """Each is one change that undo takes back; `refused` carries why one was not made."""

    refused = Signal(str)
    weighed = Signal(object)  # Effect

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self.desk = desk

    def settle(self, lines: Sequence[Line], word: str) -> None:
        """Say that the two deals of each line are the same, or are not."""
        pairs = [_ids(line) for line in lines if line.can_settle]
        if pairs:
            said = "the same" if word == "same" else "not the same"
            self._mark(pairs, word, f"{counted(len(pairs), 'pair')} marked as {said}")

    def set_aside(self, lines: Sequence[Line], note: str = "") -> None:
        """Put lines aside; those that are aside come back."""
        back = [_ids(line)[0] for line in lines if line.group == "aside"]
        away = [(_ids(line)[0], 0) for line in lines if line.can_set_aside]
        if back:

            def write(portfolio: Any) -> None:
                from models.store.partner_deals import unmark

                unmark(portfolio, back, aside=True)

            self._do("Look at differences again", write, f"{_many(back)} brought back")
        elif away:
            self._mark(away, "aside", f"{_many(away)} set aside", note)

    def _mark(self, pairs: list[tuple[int, int]], word: str, said: str, note: str = "") -> None:
        today = self.desk.today

        def write(portfolio: Any) -> None:
            from models.store.partner_deals import mark

            mark(portfolio, pairs, word, today, note)

        self._do(said, write, said)

    def take_over(self, lines: Sequence[Line], field: str = "") -> None:
        """Put their value of a field into our deals; without one all that differs."""
        groups: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for line in lines:
            fields = tuple(one for one in TAKEN if field in ("", one) and line.can_take(one))
            if fields:
                groups.setdefault(fields, []).append(_ids(line))
        if not groups:
            self.refused.emit("Their list says nothing else there.")
            return
        count = sum(map(len, groups.values()))
        what = TAKEN[field] if field else "values"
        label = f"Take over the partner’s {what} of {counted(count, 'deal')}"

        def write(portfolio: Any) -> None:
            from models.store.partner_deals import take_over

            for fields, pairs in groups.items():
                take_over(portfolio, pairs, fields)

        self._do(label, write, f"Took over the partner’s {what} of {counted(count, 'deal')}")

    def flag(self, lines: Sequence[Line]) -> None:
        """Flag what ours lack as omissions; where all are flagged, take the flags back."""
        today = self.desk.today
        fresh = [_ids(line)[0] for line in lines if line.can_flag]
        flagged = [line.omission.id for line in lines if line.omission and line.can_unflag]
        if fresh:

            def write(portfolio: Any) -> None:
                from models.store.omissions import flag

                flag(portfolio, fresh, today)

            said = f"{_many(fresh)} flagged as {'an omission' if len(fresh) == 1 else 'omissions'}"
            self._do(said, write, f"{said}; nothing counts until it is accepted")
        elif flagged:

            def forget(portfolio: Any) -> None:
                from models.store.omissions import take_back

                take_back(portfolio, flagged)

            self._do("Take back flags", forget, f"{counted(len(flagged), 'flag')} taken back")

    def ask(self, lines: Sequence[Line], partner_id: int, listed_on: date) -> None:
        """Plan to ask the partner about deals."""
        chosen, today = tuple(lines), self.desk.today

        def write(portfolio: Any) -> int:
            from models.store.partner_deals import ask

            return ask(portfolio, partner_id, chosen, today, listed_on)

        label = f"Plan to ask about {counted(len(chosen), 'deal')}"
        self.desk.lane.write(label, write, self._asked, owner=self, failed=self._refuse)

    def _asked(self, made: int) -> None:
        if made:
            self.desk.toast(f"{counted(made, 'action')} added to the plan".capitalize(), undo=True)
        else:
            self.desk.toast("The plan holds that question already")

    def weigh(self, lines: Sequence[Line], partner_id: int) -> None:
        """Ask what accepting deals of theirs would do to money and tier."""
        ids, as_of = [_ids(line)[0] for line in lines], self.desk.as_of

        def read(portfolio: Any) -> Effect:
            from models.store.omissions import effect

            return effect(portfolio, partner_id, as_of, ids)

        self.desk.lane.read(
            read, self.weighed.emit, owner=self, key="weigh", failed=self._not_weighed
        )

    def _not_weighed(self, _: BaseException) -> None:
        self.weighed.emit(None)

    def _do(self, label: str, write: Write, said: str) -> None:
        self.desk.lane.write(
            label, write, partial(self._done, said), owner=self, failed=self._refuse
        )

    def _done(self, said: str, _: object) -> None:
        self.desk.toast(said[:1].upper() + said[1:], undo=True)

    def _refuse(self, error: BaseException) -> None:
        self.refused.emit(str(error) if isinstance(error, UserError) else FAULT)


def _ids(line: Line) -> tuple[int, int]:
    return (line.theirs.id if line.theirs else 0, line.ours.id if line.ours else 0)


def _many(ones: Sequence[object]) -> str:
    return counted(len(ones), "deal")
