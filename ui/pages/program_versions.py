"""Every version of the program with its state, and what can be done with each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from models.text import NONE, counted, day_text, maybe_day
from ui import icons
from ui.commands import Command
from ui.desk import Desk
from ui.pages.program_changes import VersionChanges
from ui.pages.program_part import SheetPart
from ui.tables.columns import Column
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.buttons import Button
from ui.widgets.chip import FilterChip

if TYPE_CHECKING:
    from models.store.program_page import ProgramView, VersionRow

_STATES = {"bundled": "Bundled", "adopted": "Adopted", "draft": "Draft", "kept": "Kept"}
_TIPS = (
    "Bundled comes with the application; a draft decides nothing;"
    " a kept one is only there for what was frozen by it"
)


def state_words(row: VersionRow) -> str:
    return "In force" if row.in_force else _STATES[row.state]


def state_sub(row: VersionRow) -> str:
    """What stands under the state: faults of a draft, or where a version in force is from."""
    if row.faults:
        return counted(row.faults, "fault")
    if row.warnings:
        return counted(row.warnings, "warning")
    if row.in_force:
        return _STATES[row.state].lower()
    return "frozen decisions rest on it" if row.held else ""


def _tone(row: VersionRow) -> str:
    if row.in_force:
        return "met"
    if row.state == "draft":
        return "short" if row.faults else "at_risk"
    return "plain"


def effective(row: VersionRow) -> str:
    """The days on which a version decides, or would: "1 Jan 2021 to 31 Dec 2026"."""
    version = row.version
    first = day_text(version.from_on)
    return f"{first} to {day_text(version.until_on)}" if version.until_on else f"from {first}"


def columns() -> list[Column]:
    return [
        Column("Version", lambda row: row.version.version, sub=lambda row: row.version.name,
               width=270, name="version"),
        Column("State", state_words, role="pill", tone=_tone, sub=state_sub, width=150,
               spoken=True, tip=_TIPS, name="state"),
        Column("Decides", effective, key=lambda row: row.version.from_on, width=216, spoken=True,
               name="decides"),
        Column("Notice on", lambda row: row.version.notice_on, width=112, role="date",
               text=lambda row: maybe_day(row.version.notice_on), spoken=True, name="notice"),
        Column("Note", lambda row: row.version.note or NONE, width=120, stretch=True,
               plain=lambda row: row.version.note, name="note"),
    ]  # fmt: skip


def copied() -> list[Column]:
    return [
        Column("Program", lambda row: row.version.name),
        Column("Version", lambda row: row.version.version),
        Column("State", lambda row: _STATES[row.state].lower()),
        Column("In force", lambda row: "yes" if row.in_force else "no"),
        Column("First day", lambda row: row.version.from_on),
        Column("Last day", lambda row: row.version.until_on),
        Column("Notice on", lambda row: row.version.notice_on),
        Column("Note", lambda row: row.version.note),
        Column("SHA-256", lambda row: row.version.digest),
    ]


class VersionsPart(SheetPart):
    KEY, TITLE, NOUN = "versions", "Versions", ("version", "versions")
    NEEDS_TERMS = False

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.changes = VersionChanges(desk, self)
        self.bulk = BulkBar()
        self.verbs: dict[str, Button] = {}
        for key, text, icon, slot in (
            ("edit", "Edit draft", "pencil", self.edit),
            ("adopt", "Adopt…", "badge-check", self.adopt),
            ("moves", "Who would move", "git-branch", self.moves),
            ("compare", "Compare…", "columns-3", self.compare),
            ("save", "Save as file…", "save", self.save),
            ("withdraw", "Withdraw", "undo-2", self.withdraw),
            ("discard", "Discard", "trash-2", self.discard),
        ):
            self.verbs[key] = self.bulk.add_button(text, icon, slot)
        self.bulk.dismissed.connect(self._dismiss)
        self.card.body.addWidget(self.bulk)
        self.sheet.selected.connect(self._settle)
        self.sheet.opened.connect(self._open)
        self.sheet.clearing.append(self.chip.clear)
        self.changes.began.connect(self._edit_new)

    def add_tools(self) -> None:
        self.chip = FilterChip("State", list(_STATES.items()))
        self.chip.changed.connect(self._refilter)
        self.new_button = Button("New version…", "quiet", "plus")
        self.new_button.clicked.connect(self.new_version)
        self.open_button = Button("Open a program file…", "quiet", "folder-open")
        self.open_button.clicked.connect(self.open_file)
        for part in (self.chip, self.new_button, self.open_button):
            self.tools.addWidget(part)

    @classmethod
    def count(cls, view: ProgramView) -> int | None:
        return len(view.versions)

    def show_view(self, view: ProgramView) -> None:
        super().show_view(view)
        self.sheet.show_rows(columns(), view.versions)
        table = self.sheet.table
        if table is not None and table.contextMenuPolicy() != _MENU:
            table.setContextMenuPolicy(_MENU)
            table.customContextMenuRequested.connect(self._menu)
        for button in (self.new_button, self.open_button):
            button.setVisible(self.can_write)
        self._settle()

    def copied_columns(self) -> list[Column]:
        return copied()

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        may = self._may
        return [
            Command("version_edit", "Edit the draft", self.edit, "Edit", "", "pencil",
                    "program", lambda: may("edit")),
            Command("version_adopt", "Adopt the draft…", self.adopt, "Edit", "", "badge-check",
                    "program in force", lambda: may("adopt")),
            Command("version_moves", "Who would move under this version", self.moves, "Edit", "",
                    "git-branch", "backtest", lambda: may("moves")),
            Command("version_compare", "Compare versions…", self.compare, "Edit", "", "columns-3",
                    "difference", lambda: may("compare")),
            Command("version_save", "Save the version as a file…", self.save, "File", "", "save",
                    "toml program export", lambda: may("save")),
            Command("version_withdraw", "Withdraw the version", self.withdraw, "Edit", "",
                    "undo-2", "", lambda: may("withdraw")),
            Command("version_discard", "Discard the draft", self.discard, "Edit", "", "trash-2",
                    "delete", lambda: may("discard")),
        ]  # fmt: skip

    @property
    def row(self) -> VersionRow | None:
        """The version under the cursor."""
        found: VersionRow | None = self.sheet.current
        return found

    def new_version(self) -> None:
        if self.view_ is None or not self.can_write:
            return
        row = self.row or next((r for r in self.view_.versions if r.in_force), None)
        self.changes.ask_new(self.view_.versions, row.id if row else None)

    def open_file(self) -> None:
        if self.can_write:
            self.changes.ask_file()

    def edit(self) -> None:
        if self.row is not None and self._may("edit"):
            self.going.emit("draft", self.row.version.id)

    def adopt(self) -> None:
        if self.row is not None and self._may("adopt"):
            self.changes.ask_to_adopt(self.row.version.id)

    def moves(self) -> None:
        if self.row is not None and self._may("moves"):
            version = self.row.version
            self.changes.show_moves(version.version, version.text)

    def compare(self) -> None:
        view, row = self.view_, self.row
        if view is None or row is None or not self._may("compare"):
            return
        chosen = self.sheet.table.selected_ids() if self.sheet.table else []
        if len(chosen) == 2:
            first, second = sorted(chosen, key=self._first_day)
        else:
            others = [other for other in view.versions if other.id != row.id]
            same = [other for other in others if other.version.name == row.version.name]
            first, second = (same or others)[-1].id, row.id
            first, second = sorted((first, second), key=self._first_day)
        self.changes.show_differences(view.versions, first, second)

    def save(self) -> None:
        if self.row is not None:
            self.changes.ask_where(self.row.version)

    def withdraw(self) -> None:
        if self.row is not None and self._may("withdraw"):
            self.changes.withdraw(self.row.version.id, self.row.version.version)

    def discard(self) -> None:
        if self.row is not None and self._may("discard"):
            self.changes.discard(self.row.version.id, self.row.version.version)

    def _may(self, what: str) -> bool:
        """Whether something can be done with the version under the cursor."""
        row, view = self.row, self.view_
        if row is None or view is None:
            return False
        if what in ("edit", "adopt", "discard"):
            return self.can_write and row.state == "draft"
        if what == "withdraw":
            return self.can_write and row.state == "adopted"
        if what == "compare":
            return len(view.versions) > 1
        if what == "moves":
            return view.terms is not None and not row.in_force and not row.faults
        return True

    # ---- inside ----------------------------------------------------------------------------

    def _first_day(self, row_id: object) -> tuple[object, str]:
        rows = {row.id: row for row in self.view_.versions} if self.view_ else {}
        return rows[row_id].version.from_on, str(row_id)

    def _settle(self, _: object = None) -> None:
        table = self.sheet.table
        self.bulk.show_count(len(table.selected_ids()) if table else 0, least=1)
        for key, button in self.verbs.items():
            hidden = key in ("edit", "adopt", "discard", "withdraw") and not self._may(key)
            button.setHidden(hidden)
            button.setEnabled(self._may(key))

    def _dismiss(self) -> None:
        if self.sheet.table is not None:
            self.sheet.table.clearSelection()

    def _open(self, _: object) -> None:
        if self._may("edit"):
            self.edit()
        elif self._may("compare"):
            self.compare()

    def _edit_new(self, draft_id: int) -> None:
        self.going.emit("draft", draft_id)

    def _menu(self, spot: QPoint) -> None:
        if self.row is None or self.sheet.table is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for command in self.commands():
            if command.enabled():
                menu.addAction(icons.icon(command.icon), command.title, command.run)
        menu.popup(self.sheet.table.viewport().mapToGlobal(spot))

    def _refilter(self, chosen: set[object]) -> None:
        def wanted(row: VersionRow) -> bool:
            return row.state in chosen

        self.sheet.set_predicate(wanted if chosen else None)


_MENU = Qt.ContextMenuPolicy.CustomContextMenu
