"""A tab whose tables hold records of one kind each: one way to set, add, delete and name them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from models.text import counted
from ui.pages.partner_tabs import writes
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.record_table import RecordTable


class RecordsTab(Tab):
    """Subclasses call `keep` for each of their tables."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._tables: list[RecordTable] = []

    def keep(self, table: RecordTable) -> RecordTable:
        """Write what is asked of a table, each as one labelled change."""
        table.edited.connect(self.set_field)
        table.filling.connect(self.fill_down)
        table.adding.connect(self.add_record)
        table.deleting.connect(self.delete_records)
        table.remember(self.desk.settings)
        self._tables.append(table)
        return table

    def show_rows(self, table: RecordTable, rows: Sequence[Any], *, same: bool) -> None:
        table.set_writable(self.writable)
        table.set_rows(rows, anew=not same)

    def set_field(self, table: RecordTable, record_id: int, name: str, value: Any) -> None:
        row = table.model.row_at(table.model.position(record_id))
        field = table.fields[name]
        title, noun = table.keeping.title(row), table.keeping.noun
        label = (
            f"Name the {noun} {value} ({self.name})"
            if name == table.keeping.first
            else f"Set {title}’s {field.title.lower()} ({self.name})"
        )
        self.save(
            label,
            self.write_fields(table, [record_id], **{name: value}),
            partial(table.reopen, record_id, name, field.kind_for(row).typed(value)),
        )

    def fill_down(self, table: RecordTable, source: int, name: str, ids: Sequence[int]) -> None:
        """Give records the value of another one (Ctrl+D), as one step."""
        field, keeping = table.fields[name], table.keeping
        if field.role == "money":
            self.desk.problem.emit(
                "Amounts are not filled down.", "Type them one by one; each is worth its own."
            )
            return
        row = table.model.find(source)
        into = counted(len(ids), keeping.noun, keeping.many)
        self.save(
            f"Fill {field.title.lower()} of {keeping.title(row)} into {into} ({self.name})",
            self.write_fields(table, ids, **{name: field.value(row)}),
            table.refusals.say,
        )

    def write_fields(self, table: RecordTable, ids: Sequence[int], **values: Any) -> writes.Write:
        """What sets fields of a table's records; a subclass may know a better way."""
        return writes.records(table.keeping.kind, ids, **values)

    def add_record(self, table: RecordTable) -> None:
        self.add_with(table)

    def add_with(self, table: RecordTable, **more: Any) -> None:
        """Add a record with the table's defaults and these values, and open its first field."""
        keeping = table.keeping
        values = {"partner_id": self.partner_id, **keeping.defaults, **more}
        article = "an" if keeping.noun[0] in "aeiou" else "a"
        self.save(
            f"Add {article} {keeping.noun} to {self.name}",
            writes.new_record(keeping.kind, **values),
            then=table.begin_when_there,
        )

    def delete_records(self, table: RecordTable, ids: Sequence[int]) -> None:
        names = {row.id: table.keeping.title(row) for row in table.model.all_rows}
        noun, many = table.keeping.noun, table.keeping.many
        what = f"{noun} {names[ids[0]]}" if len(ids) == 1 else counted(len(ids), noun, many)
        self.save(
            f"Delete {what} of {self.name}",
            writes.without(table.keeping.kind, list(ids)),
            then=partial(self._tell_deleted, what),
        )

    def reveal(self, field: str, record_id: int | None) -> None:
        for table in self._tables:
            if field == table.keeping.kind.TABLE or (
                record_id is not None and table.model.position(record_id) >= 0
            ):
                table.reveal(record_id)

    def leave(self) -> None:
        for table in self._tables:
            table.commit()

    def _tell_deleted(self, what: str, _: object) -> None:
        self.desk.toast(f"Deleted {what}", undo=True)
