"""What is typed into the form of a draft, written value by value, each as one change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from models.program import draft_measure, draft_words, drafting, editing
from models.text import day_text
from ui.desk import Desk
from ui.faults import why
from ui.pages.program_draft_tables import state_of
from ui.tables.columns import Column

if TYPE_CHECKING:
    from models.program_year import KeptProgram
    from models.store.program_page import DraftView


class DraftEdits(QObject):
    """Writes to the draft that was last `told`.

    ``refused`` carries where it was typed (ask, state, value or word with row and column; head
    with its field; text), what was typed, and why it was not taken.
    """

    refused = Signal(object, str, str)
    text_written = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.told: DraftView | None = None

    def set_ask(self, row_id: Any, column: Column, typed: str) -> None:
        """What a tier asks for one criterion."""
        terms = self.told.terms if self.told else None
        if terms is None:
            return
        criterion = terms.criterion(row_id)
        how = partial(
            drafting.set_typed,
            criterion=row_id,
            tier=column.name,
            kind=criterion.kind,
            currency=terms.currency,
            typed=typed,
            places=criterion.counts == "geographies",
        )
        label = f"{terms.label(column.name)}, {criterion.label}: {typed.strip() or 'not required'}"
        self._edit(label, how, ("ask", row_id, column.name), typed)

    def set_state(self, row_id: Any, column: Column, typed: str) -> None:
        """How a benefit is given to a tier, or whether it is given at all."""
        told = self.told
        if told is None or told.terms is None:
            return
        name = next((row.label for row in told.benefits if row.id == row_id), str(row_id))
        how: Callable[[str], str]
        if column.name == "on":
            how = partial(editing.switch_benefit, benefit=row_id, on=typed == "Yes")
            label = f"{name}: {'in force' if typed == 'Yes' else 'switched off'}"
        else:
            how = partial(
                editing.set_benefit,
                benefit=row_id,
                tier=column.name,
                from_on=told.kept.from_on,
                state=state_of(typed),
            )
            label = f"{told.terms.label(column.name)}, {name}: {typed.lower()}"
        self._edit(label, how, ("state", row_id, column.name), typed)

    def set_value(self, row_id: Any, column: Column, typed: str) -> None:
        """A value of the measure or the calendar."""
        told = self.told
        if told is None or told.terms is None:
            return
        found = draft_measure.fields(told.terms)
        name = next((field.label for field in found if field.id == row_id), str(row_id))
        how = partial(draft_measure.set_field, key=row_id, typed=typed, terms=told.terms)
        self._edit(f"{name}: {typed}", how, ("value", row_id, column.name), typed)

    def set_word(self, row_id: Any, column: Column, typed: str) -> None:
        """A name, a sentence, a geography, the provisional tier, or the clause of one."""
        told = self.told
        if told is None or told.terms is None:
            return
        found = next((field for field in told.words if field.id == row_id), None)
        label = found.label if found else str(row_id)
        set_ = draft_words.set_clause if column.name == "clause" else draft_words.set_value
        what = f"Clause of {label}" if column.name == "clause" else label
        how = partial(set_, key=row_id, typed=typed)
        self._edit(f"{what}: {typed.strip() or 'blank'}", how, ("word", row_id, column.name), typed)

    def set_head(self, field: str, value: Any) -> None:
        """Name, first day, day of notice or note."""
        from models.store import program_drafts

        if self.told is None:
            return
        kept, place = self.told.kept, ("head", field)
        words = day_text(value) if isinstance(value, date) else str(value)
        if field == "note":
            write = partial(program_drafts.set_note, draft_id=kept.id, note=value)
            self._write(f"Note of version {kept.version}", write, place, words)
        elif field == "from_on":
            write = partial(program_drafts.set_first_day, draft_id=kept.id, day=value)
            self._write(f"Version {kept.version} begins on {words}", write, place, words)
        else:
            what = "Notice" if field == "notice_on" else "Name"
            how = partial(_head, **{field: value})
            self._edit(f"{what} of version {kept.version}: {words}", how, place, words)

    def set_text(self, text: str) -> None:
        """The whole text, as it was typed."""
        if self.told is not None:
            label = f"Edit the text of version {self.told.kept.version}"
            self._edit(label, partial(_whole, text=text), ("text",), text)

    def _edit(
        self, label: str, how: Callable[[str], str], place: tuple[str, ...], typed: str
    ) -> None:
        if self.told is not None:
            self._write(label, partial(_change, self.told.kept.id, how), place, typed)

    def _write(
        self, label: str, write: Callable[[Any], object], place: tuple[str, ...], typed: str
    ) -> None:
        opened = self._desk.opened
        if opened.path is None or opened.read_only:
            return
        self._desk.lane.write(
            label,
            write,
            partial(self._written, place, typed),
            owner=self,
            failed=partial(self._refuse, place, typed),
        )

    def _written(self, place: tuple[str, ...], typed: str, _: object) -> None:
        if place[0] == "text":
            self.text_written.emit(typed)

    def _refuse(self, place: tuple[str, ...], typed: str, error: BaseException) -> None:
        words = why(error)
        self.refused.emit(place, typed, words)


def _change(draft_id: int, how: Callable[[str], str], portfolio: Any) -> KeptProgram:
    from models.store.program_drafts import change

    return change(portfolio, draft_id, how)


def _head(text: str, **told: Any) -> str:
    return editing.set_head(text, **told)


def _whole(_: str, text: str) -> str:
    return text
