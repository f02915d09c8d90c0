"""The review packs and the letters that were made for a partner."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from models.text import day_text
from ui import theme
from ui.desk import Desk, Place
from ui.pages.partner_tabs.base import Tab
from ui.pages.partner_tabs.statements_card import StatementsCard
from ui.tables.columns import Column
from ui.tables.model import TableModel
from ui.tables.view import TableView
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.issued_pack import IssuedPack
    from models.store.partners import PartnerView

_LEAST = 210  # logical pixels that a card needs to be read; below that the tab scrolls


class PacksTab(Tab):
    KEY = "packs"
    TITLE = "Packs"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.model = TableModel(
            [
                Column("Made", lambda p: p.made_at, text=_moment, width=170),
                Column("Edition", lambda p: p.edition.capitalize(), width=100),
                Column("As of", lambda p: p.as_of, text=_as_of, role="date", width=120),
                Column("Pages", lambda p: p.pages, role="number", width=80),
                Column("File", lambda p: p.file, width=240, stretch=True),
                Column("Pack", lambda p: p.pack_id[:12], tone=lambda _: "text_2", width=130),
            ],
            parent=self,
        )
        self.table = TableView(self.model, "Packs", compact=True)
        self.table.opened.connect(self.open_pack)
        self.message = MessageBar("at_risk", closable=True)
        self.message.hide()
        self._open = Button("Open file", "plain", "external-link")
        self._open.clicked.connect(self._open_current)
        new = Button("Build a new pack", "plain", "presentation")
        new.clicked.connect(self.build)
        self.card = Card("Packs made", padding=0)
        self.card.add_action(self._open)
        self.card.add_action(new)
        self.card.body.addWidget(self.table, 1)
        self._empty = EmptyState(
            "presentation",
            "No pack has been made for this partner yet",
            "Build review pack",
            hint="A pack is a PDF of the figures as they are saved, with the reason for each.",
        )
        self._empty.primary_clicked.connect(self.build)
        empty = Card()
        empty.body.addWidget(self._empty)
        faces = QWidget()
        faces.setMinimumHeight(theme.px(_LEAST))
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
        self.statements = StatementsCard(desk)
        self.statements.missing.connect(self._say_missing)
        self.statements.setMinimumHeight(theme.px(_LEAST))
        scroll.body.addWidget(self.statements, 2)

    @classmethod
    def count(cls, view: PartnerView) -> int | None:
        return len(view.packs) or None

    def fill(self, view: PartnerView, *, same: bool) -> None:
        self.model.refresh(view.packs)
        self._faces.setCurrentIndex(0 if view.packs else 1)
        if view.packs and self.table.current_id() is None:
            first = view.packs[0].id
            self.table.select_ids([first], first)
        if not same:
            self.message.hide()
        self.statements.show_partner(view.file.partner.id, view.file.partner.name)

    def build(self) -> None:
        self.desk.go(Place("packs", self.partner_id))

    def open_pack(self, row_id: int) -> None:
        """Open the file with the system's viewer; say so where it is gone."""
        pack: IssuedPack = self.model.row_at(self.model.position(row_id))
        path = Path(pack.file)
        if path.is_file():
            self.message.hide()
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
            return
        self._say_missing(str(path))

    def _say_missing(self, name: str) -> None:
        path = Path(name)
        self.message.set(
            "at_risk",
            f"{path.name} is not in {path.parent} any more.",
            "It was moved or deleted. The same figures give the same file: build it again.",
        )
        self.message.show()

    def _open_current(self) -> None:
        current = self.table.current_id()
        if current is not None:
            self.open_pack(current)


def _as_of(pack: IssuedPack) -> str:
    return day_text(pack.as_of)


def _moment(pack: IssuedPack) -> str:
    made = datetime.fromisoformat(pack.made_at).astimezone()
    return f"{day_text(made.date())}, {made:%H:%M}"
