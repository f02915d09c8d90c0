"""The review packs issued for a partner, and the letters that were made for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFileDialog, QMenu, QStackedLayout, QVBoxLayout, QWidget

from ui import icons
from ui.desk import Desk, Place
from ui.faults import why
from ui.outside import open_file, open_folder
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.packs_again import Kept, ReadKept, Said, save_copy, verify
from ui.pages.partner_tabs.packs_table import PackLine, columns, states
from ui.pages.partner_tabs.statements_card import StatementsCard
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.least_height import LeastHeight
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.issued_pack import IssuedPack
    from models.store.partners import PartnerView

_LEAST = 230  # logical pixels that a card needs to be read; below that the tab scrolls


class PacksTab(Tab):
    KEY = "packs"
    TITLE = "Packs"
    GROUP = "Packs"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model = TableModel(columns(), parent=self)
        self.table = TableView(self.model, "Packs issued", compact=True)
        self.table.opened.connect(self.open_pack)
        self.table.selection_changed.connect(self._show_verbs)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self.show_menu)
        self.message = MessageBar("at_risk", closable=True)
        self.message.hide()
        self._target: Path | None = None
        self._build()

    @classmethod
    def count(cls, view: PartnerView) -> int | None:
        return len(view.packs) or None

    def fill(self, view: PartnerView, *, same: bool) -> None:
        known = {line.id: line.state for line in self.model.rows}
        self.model.refresh(PackLine(pack, known.get(pack.id, "")) for pack in view.packs)
        self._faces.setCurrentIndex(0 if view.packs else 1)
        if view.packs and self.table.current_id() is None:
            first = view.packs[0].id
            self.table.select_ids([first], first)
        if not same:
            self.message.hide()
        self._look_at_files()
        self._show_verbs()
        self.statements.show_partner(view.file.partner.id, view.file.partner.name)

    # ---- asked for -------------------------------------------------------------------------

    def build(self) -> None:
        self.desk.go(Place("packs", self.partner_id))

    def open_pack(self, row_id: int) -> None:
        """Open the file with the system's viewer; say so where it is gone."""
        pack: IssuedPack = self.model.find(row_id).pack
        path = Path(pack.file)
        if path.is_file():
            self.message.hide()
            open_file(path)
            return
        self._look_at_files()
        self._say_missing(str(path))

    def show_folder(self) -> None:
        """Open the folder that the file was written into."""
        pack = self._current
        if pack is not None and not open_folder(Path(pack.file).parent):
            self._say_missing(pack.file)

    def save_copy(self) -> None:
        """Ask for a name and write the pack again, as it was issued."""
        pack = self._current
        if pack is None or not pack.kept:
            return
        name, _ = QFileDialog.getSaveFileName(self, "Save the pack again", pack.file, "PDF (*.pdf)")
        if name:
            self.save_copy_to(Path(name if name.lower().endswith(".pdf") else f"{name}.pdf"))

    def save_copy_to(self, target: Path) -> None:
        """Write the chosen pack again; the file dialog has asked about replacing a file."""
        self._work(_Saving(target))

    def verify(self) -> None:
        """Make the chosen pack again and hold it, and its file, against the hash."""
        self._work(verify)

    def compare(self) -> None:
        """Show what changed from the chosen pack to another one, or until now."""
        pack = self._current
        if pack is None or not pack.kept or self.view is None:
            return
        from ui.dialogs.compare_packs import ComparePacks

        ComparePacks(self.desk, self.view.packs, pack.id, self.name, self.window()).open()

    def show_menu(self, spot: QPoint) -> None:
        """What can be done with the chosen pack."""
        if self._current is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("external-link"), "Open file\tEnter", self._open_current)
        menu.addAction(icons.icon("folder-open"), "Show in folder", self.show_folder)
        menu.addSeparator()
        for button, icon, run in (
            (self._copy, "download", self.save_copy),
            (self._compare, "history", self.compare),
            (self._verify, "shield-check", self.verify),
        ):
            action = menu.addAction(icons.icon(icon), button.text(), run)
            action.setEnabled(self._current.kept)
        menu.addSeparator()
        menu.addAction(icons.icon("copy"), "Copy for Excel", self.table.copy_with_headings)
        menu.popup(self.table.viewport().mapToGlobal(spot))

    # ---- inside ----------------------------------------------------------------------------

    @property
    def _current(self) -> IssuedPack | None:
        line = self.model.find(self.table.current_id())
        return line.pack if line is not None else None

    def _work(self, job: Callable[[Kept], Said]) -> None:
        """Read the chosen pack and do something with it beside the lane."""
        pack = self._current
        if pack is not None and pack.kept:
            self.desk.lane.read(
                ReadKept(pack.id), _Then(self, job), owner=self, failed=self._refuse, key="kept"
            )

    def begin(self, job: Callable[[Kept], Said], kept: Kept) -> None:
        """Do it with what was read."""
        self._say(Said("accent", f"Making pack {kept[0].pack_id[:12]} again…"))
        self.desk.lane.compute(
            job, (kept,), self._done, owner=self, failed=self._refuse, key="again"
        )

    def _done(self, said: Said) -> None:
        self._say(said)
        self._look_at_files()

    def _say(self, said: Said) -> None:
        self.message.clear_buttons()
        self._target = said.target
        self.message.set(said.status, said.sentence, said.hint)
        if said.target is not None:
            self.message.add_button("Open", self._open_target)
        self.message.show()

    def _refuse(self, error: BaseException) -> None:
        self._say(Said("short", why(error)))

    def _say_missing(self, name: str) -> None:
        path = Path(name)
        self._say(
            Said(
                "at_risk",
                f"{path.name} is not in {path.parent} any more.",
                "It was moved or deleted. Save a copy makes it again from the archive.",
            )
        )

    def _look_at_files(self) -> None:
        files = [(line.id, line.pack.file, line.pack.digest) for line in self.model.rows]
        if files:
            self.desk.lane.compute(
                states, (files,), self._take_states, owner=self, failed=_ignore, key="states"
            )

    def _take_states(self, found: Mapping[int, str]) -> None:
        self.model.update_rows(
            PackLine(line.pack, found[line.id]) for line in self.model.rows if line.id in found
        )

    def _show_verbs(self, _: object = None) -> None:
        pack = self._current
        self._open.setEnabled(pack is not None)
        for button in (self._copy, self._compare, self._verify):
            button.setEnabled(pack is not None and pack.kept)

    def _open_current(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self.open_pack(current)

    def _open_target(self) -> None:
        if self._target is not None:
            open_file(self._target)

    def _build(self) -> None:
        self._open = Button("Open", "plain", "external-link", name="Open the file")
        self._open.clicked.connect(self._open_current)
        self._copy = Button("Save a copy…", "plain", "download")
        self._copy.clicked.connect(self.save_copy)
        self._compare = Button("Compare with…", "plain", "history")
        self._compare.clicked.connect(self.compare)
        self._verify = Button("Verify", "plain", "shield-check")
        self._verify.clicked.connect(self.verify)
        new = Button("New pack", "plain", "presentation", name="Build a new pack")
        new.clicked.connect(self.build)
        self.card = Card("Packs issued", padding=0)
        for button in (self._open, self._copy, self._compare, self._verify, new):
            self.card.add_action(button)
        self.card.body.addWidget(self.table, 1)
        self._empty = EmptyState(
            "presentation",
            "No pack has been issued for this partner yet",
            "Build review pack",
            hint="Each one that is exported is kept here with its figures, so that it can be made"
            " again, compared with the next one and told from a changed copy.",
        )
        self._empty.primary_clicked.connect(self.build)
        empty = Card()
        empty.body.addWidget(self._empty)
        faces = QWidget()
        LeastHeight(faces, _LEAST)
        self._faces = QStackedLayout(faces)
        self._faces.addWidget(self.card)
        self._faces.addWidget(empty)
        scroll = PageScroll(name="Packs and letters")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.message)
        outer.addWidget(scroll, 1)
        scroll.body.addWidget(faces, 3)
        self.statements = StatementsCard(self.desk)
        self.statements.missing.connect(self._say_missing)
        LeastHeight(self.statements, _LEAST)
        scroll.body.addWidget(self.statements, 2)


class _Then:
    """Goes on with what was read; an object, so that no closure keeps the tab."""

    def __init__(self, tab: PacksTab, job: Callable[[Kept], Said]) -> None:
        self._tab, self._job = tab, job

    def __call__(self, kept: Kept) -> None:
        self._tab.begin(self._job, kept)


class _Saving:
    """Saves a copy under a name."""

    def __init__(self, target: Path) -> None:
        self._target = target

    def __call__(self, kept: Kept) -> Said:
        return save_copy(kept, self._target)


def _ignore(_: BaseException) -> None:
    """A file that can't be looked at keeps the state it had."""
