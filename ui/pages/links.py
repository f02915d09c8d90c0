"""The program's resources: where it is told of, when somebody looked, a copy that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from models.governance.advocacy import ProgramLink
from models.text import counted, listed
from ui.commands import Command
from ui.desk import Desk, Place
from ui.faults import why
from ui.outside import open_link
from ui.pages.base import Page
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable
from ui.tables.columns import Column
from ui.widgets.as_of import AsOfButton
from ui.widgets.field_values import field_kind
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader, PageScroll
from ui.widgets.program_tabs import ProgramTabs

if TYPE_CHECKING:
    from models.store.program_links import LinkLine, Links

_FOLDER = "resources/folder"
_ABOUT = (
    "Addresses are kept as text. Nothing here is ever fetched: an address is opened in your "
    "browser only after you have said so, and whoever has looked says it with Checked today."
)


class LinksPage(Page):
    KEY = "links"
    CONCERNS = frozenset({"program_links", "settings"})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.found: Links | None = None
        self.table = _table(desk)
        self.table.remember(desk.settings)
        self.table.edited.connect(self._set_field)
        self.table.filling.connect(self._fill)
        self.table.adding.connect(self._add)
        self.table.deleting.connect(self._delete)
        self.table.opened_other.connect(self._open_row)
        self.table.view.selection_changed.connect(self._select)
        self._build()

    # ---- reading ---------------------------------------------------------------------------

    def reload(self) -> None:
        as_of = self.desk.as_of

        def read(portfolio: Any) -> Links:
            from models.store.program_links import of_program

            return of_program(portfolio, as_of)

        self.desk.lane.read(read, self._take, owner=self, key="links")

    def _take(self, found: Links) -> None:
        same, self.found = self.found is not None, found
        self.table.set_writable(self._can_write())
        self.table.set_rows(found.lines, anew=not same)
        words = counted(len(found.lines), "resource")
        told = words[:1].upper() + words[1:]
        if found.due:
            told += f" · {found.due:,} to be checked again (every {counted(found.days, 'day')})"
        self.header.set_sub(told)
        self.missing.clear_buttons()
        self.missing.setVisible(bool(found.missing) and self._can_write())
        if found.missing:
            names = listed([name.lower() for name in found.missing])
            self.missing.set("accent", f"Not listed yet: {names}.")
            self.missing.add_button("List them", self.add_usual)
        if self.place.id:
            self.table.reveal(self.place.id)
            self.place = Place(self.KEY)
        self._select(self.table.view.selected_ids())
        self.loaded.emit()

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        one = self._has_one
        return [
            Command("link_checked", "Checked today", self.check, "Edit", "Ctrl+Return",
                    "circle-check", "resource looked", self._may_change),
            Command("link_open", "Open in the browser…", self.ask_open, "Go", "", "external-link",
                    "address site", one),
            Command("link_keep", "Keep a copy of a file…", self.ask_keep, "File", "", "paperclip",
                    "offline", self._may_change),
            Command("link_save", "Save the kept copy…", self.ask_save, "File", "", "download",
                    "offline", one),
        ]  # fmt: skip

    def check(self) -> None:
        """Say that somebody looked at the chosen ones today."""
        ids, today = self.table.view.selected_ids(), self.desk.today
        if ids and self._can_write():
            what = counted(len(ids), "resource")
            self._write(f"Mark {what} as checked", "checked", ids, today)

    def ask_open(self) -> None:
        """Say what would be opened; a person says that it is."""
        line = self._one
        if line is None:
            return
        self.message.clear_buttons()
        if not line.opens:
            self.message.set("at_risk", f"{line.link.name} has no address that a browser takes.")
        else:
            self.message.set("accent", f"Open {line.opens} in your browser?")
            self.message.add_button("Open it", partial(self.open_now, line.opens))
        self.message.show()

    def open_now(self, address: str) -> None:
        """Hand the address to the system's browser."""
        self.message.hide()
        if not open_link(address):
            self._say("This system has no program that opens the address.")

    def ask_keep(self) -> None:
        """Ask for a file whose copy is kept with the chosen resource."""
        if self._one is None or not self._can_write():
            return
        name, _ = QFileDialog.getOpenFileName(self, "Keep a copy of a file", self._folder())
        if name:
            self.keep(Path(name))

    def keep(self, path: Path) -> None:
        """Keep a copy with the chosen resource."""
        line = self._one
        if line is None:
            return
        self.desk.settings.setValue(_FOLDER, str(path.parent))
        self.desk.lane.write(
            f"Keep a copy of {path.name}", _Keep(line.id, path),
            partial(self._tell, f"A copy of {path.name} is kept here"), owner=self,
            failed=self._fail,
        )  # fmt: skip

    def ask_save(self) -> None:
        """Ask where the kept copy goes."""
        line = self._one
        if line is None or not line.link.file:
            return
        start = str(Path(self._folder()) / line.link.file)
        name, _ = QFileDialog.getSaveFileName(self, "Save the kept copy", start)
        if name:
            self.save(Path(name))

    def save(self, target: Path) -> None:
        """Write the kept copy of the chosen resource."""
        line = self._one
        if line is not None:
            self.desk.lane.read(
                _Save(line.id, target), partial(self._saved, target), owner=self,
                failed=self._fail,
            )  # fmt: skip

    def remove_copy(self) -> None:
        """Let the kept copy go."""
        line = self._one
        if line is not None and line.link.file and self._can_write():
            self._write(f"Remove the copy of {line.link.file}", "detach", line.id)

    def add_usual(self) -> None:
        """List what a program has, without addresses."""
        self._write("List the program’s resources", "add_usual")

    def leave(self) -> None:
        self.table.commit()

    # ---- inside ----------------------------------------------------------------------------

    @property
    def _one(self) -> LinkLine | None:
        ids = self.table.view.selected_ids()
        line: LinkLine | None = self.table.model.find(ids[0]) if len(ids) == 1 else None
        return line

    def _has_one(self) -> bool:
        return self._one is not None

    def _may_change(self) -> bool:
        return self._can_write() and bool(self.table.view.selected_ids())

    def _can_write(self) -> bool:
        return self.desk.opened.writable

    def _folder(self) -> str:
        return str(self.desk.settings.value(_FOLDER, "") or Path.home())

    def _select(self, ids: Sequence[object]) -> None:
        line, writable = self._one, self._can_write()
        self.table.bulk.show_count(len(ids), least=1)
        self._check.setVisible(writable)
        self._open.setVisible(line is not None and bool(line.opens))
        self._keep.setVisible(writable and line is not None)
        kept = line is not None and bool(line.link.file)
        self._save.setVisible(kept)
        self._remove.setVisible(kept and writable)

    def _write(self, label: str, name: str, *arguments: Any) -> None:
        self.desk.lane.write(
            label, _Call(name, *arguments), partial(self._tell, label), owner=self,
            failed=self._fail,
        )  # fmt: skip

    def _add(self, _: RecordTable) -> None:
        self.desk.lane.write(
            "Add a resource", _Call("add", "New resource"), self.table.begin_when_there, owner=self
        )

    def _set_field(self, table: RecordTable, row_id: int, name: str, value: Any) -> None:
        field = table.fields[name]
        row = table.model.find(row_id)
        typed = field.kind_for(row).typed(value)
        self.desk.lane.write(
            f"Set {row.link.name}’s {field.title.lower()}",
            _Call("set_links", [row_id], {name: value}),
            owner=self, failed=_Reopening(table, row_id, name, typed),
        )  # fmt: skip

    def _fill(self, table: RecordTable, source: int, name: str, ids: Sequence[int]) -> None:
        field = table.fields[name]
        value = field.value(table.model.find(source))
        self._write(
            f"Fill {field.title.lower()} into {counted(len(ids), 'resource')}", "set_links",
            ids, {name: value},
        )  # fmt: skip

    def _delete(self, _: RecordTable, ids: Sequence[int]) -> None:
        self._write(f"Delete {counted(len(ids), 'resource')}", "delete", list(ids))

    def _open_row(self, _: object, column: str) -> None:
        """Enter on what is no field: the kept copy, or the address."""
        if column == "file" and self._one is not None and self._one.link.file:
            self.ask_save()
        else:
            self.ask_open()

    def _tell(self, words: str, _: object) -> None:
        self.desk.toast(words, undo=True)

    def _saved(self, target: Path, _: object) -> None:
        self.desk.tell_file(f"Saved {target.name}", target)

    def _fail(self, error: BaseException) -> None:
        self._say(why(error))

    def _say(self, sentence: str) -> None:
        self.message.clear_buttons()
        self.message.set("short", sentence)
        self.message.show()

    def _build(self) -> None:
        self.header = PageHeader("Resources")
        self.header.add_action(AsOfButton(self.desk))
        self.message = MessageBar("accent", closable=True)
        self.missing = MessageBar("accent")
        for bar in (self.message, self.missing):
            bar.hide()
        bulk = self.table.bulk
        self._check = bulk.add_button("Checked today", "circle-check", self.check)
        self._open = bulk.add_button("Open…", "external-link", self.ask_open)
        self._keep = bulk.add_button("Keep a copy…", "paperclip", self.ask_keep)
        self._save = bulk.add_button("Save the copy…", "download", self.ask_save)
        self._remove = bulk.add_button("Remove the copy", "x", self.remove_copy)
        scroll = PageScroll(name="Resources")
        scroll.body.addWidget(self.table)
        scroll.body.addWidget(Label(_ABOUT, "small", "text_2", wrap=True))
        scroll.body.addStretch(1)
        body = PageBody(self)
        for part in (self.header, ProgramTabs(self.desk, self.KEY), self.message, self.missing):
            body.column.addWidget(part)
        body.column.addWidget(scroll, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)


class _Call:
    """One of the store's functions for resources, with its arguments."""

    def __init__(self, name: str, *arguments: Any) -> None:
        self.name, self.arguments = name, arguments

    def __call__(self, portfolio: Any) -> Any:
        from models.store import program_links

        return getattr(program_links, self.name)(portfolio, *self.arguments)


class _Keep:
    def __init__(self, link_id: int, path: Path) -> None:
        self.link_id, self.path = link_id, path

    def __call__(self, portfolio: Any) -> None:
        from models.checklist.evidence_reading import read_evidence
        from models.store.program_links import attach

        attach(portfolio, self.link_id, self.path.name, read_evidence(self.path))


class _Save:
    def __init__(self, link_id: int, target: Path) -> None:
        self.link_id, self.target = link_id, target

    def __call__(self, portfolio: Any) -> None:
        from models.files import write_bytes
        from models.store.program_links import content

        write_bytes(self.target, content(portfolio, self.link_id)[1], force=True)


class _Reopening:
    """Brings a cell's editor back with what was typed, and says why it was not taken."""

    def __init__(self, table: RecordTable, row_id: int, name: str, typed: str) -> None:
        self._table, self._where = table, (row_id, name, typed)

    def __call__(self, error: BaseException) -> None:
        self._table.reopen(*self._where, why(error))


def _of(name: str) -> Any:
    def read(line: LinkLine) -> Any:
        return getattr(line.link, name)

    return read


def _table(desk: Desk) -> RecordTable:
    text = field_kind("text")
    return RecordTable(
        "The program’s resources",
        [
            Field("name", "Resource", field_kind("text", required="Resource"), 160, _of("name")),
            Field("address", "Address", text, 170, _of("address"), stretch=True),
            Column("Last checked", lambda line: line.look.words, role="status", tone=_tone,
                   width=262, spoken=True, name="look"),
            Field("checked_on", "Checked on", field_kind("date", today=desk.today), 116,
                  _of("checked_on"), lesser=3),
            Column("Copy kept", lambda line: line.link.file, width=150, name="file", lesser=1),
            Field("note", "Note", text, 180, _of("note"), lesser=2),
        ],
        Keeping(
            ProgramLink, "resource", lambda line: line.link.name, "link", "name",
            defaults={"name": "New resource"},
        ),
        hint="The places where the program is told of: its sites, its checklist, its questions and "
        "answers.",
    )  # fmt: skip


def _tone(line: LinkLine) -> str:
    if line.look.due:
        return "at_risk"
    return "met" if line.link.checked_on else "no_data"
