"""The table of a partner's evidence, its columns and its filters."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from models.checklist.evidence_kinds import kind_says
from models.checklist.evidence_record import Evidence
from models.checklist.evidence_words import REMIND_DAYS, size_text, standing
from models.text import maybe_day
from ui import icons
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable
from ui.tables.columns import Column
from ui.widgets.field_values import field_kind

if TYPE_CHECKING:
    from models.checklist.proof import Proof

STATES = (
    ("all", "All"), ("waiting", "To verify"), ("ending", "Ending"), ("replaced", "Replaced"),
)  # fmt: skip


class EvidenceTable(RecordTable):
    """Rows are Proofs. ``menu_asked`` carries the menu, for whoever adds to it."""

    menu_asked = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        day = field_kind("date", today=today)
        super().__init__(
            "Evidence",
            [
                Column("What it proves", lambda p: p.about, width=216, stretch=True, spoken=True,
                       name="about"),
                Column("Asked in", lambda p: p.of, width=150, tone=_quiet, name="of"),
                Column("File", lambda p: p.evidence.file, width=176, name="file", spoken=True),
                Field("effective_on", "From", day, 116, get=lambda p: p.evidence.effective_on),
                Field("expires_on", "Until", day, 116, get=lambda p: p.evidence.expires_on),
                Column("State", partial(_state, today), role="status", width=146, name="state",
                       tone=partial(_tone, today), spoken=True),
                Column("Verified by", lambda p: p.evidence.reviewer, width=116, name="reviewer"),
                Column("Kind and size", _what, width=160, tone=_quiet, name="kind"),
                Column("Added", lambda p: p.evidence.added_on, role="date", width=116,
                       text=lambda p: maybe_day(p.evidence.added_on), name="added_on"),
                Column("SHA-256", lambda p: p.evidence.sha256, width=130, name="sha256",
                       text=lambda p: p.evidence.sha256[:12], plain=lambda p: p.evidence.sha256,
                       tone=_quiet),
            ],
            Keeping(Evidence, "file", lambda p: p.evidence.file, "paperclip"),
            grows=True,
            parent=parent,
        )  # fmt: skip

    def _menu(self, spot: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_asked.emit(menu)
        if menu.actions():
            menu.addSeparator()
            menu.addAction(icons.icon("copy"), "Copy for Excel", self.copy)
            menu.popup(self.view.viewport().mapToGlobal(spot))


def wanted_state(state: str, today: date, criterion: str, proof: Proof) -> bool:
    """Whether a file is among those that are looked at."""
    one = proof.evidence
    if criterion and one.criterion != criterion:
        return False
    if state == "replaced":
        return bool(one.replaced_by)
    if one.replaced_by:
        return False
    if state == "waiting":
        return one.verified_on is None
    if state == "ending":
        return one.expires_on is not None and (one.expires_on - today).days <= REMIND_DAYS
    return True


def _what(proof: Proof) -> str:
    return f"{kind_says(proof.evidence.kind)} · {size_text(proof.evidence.bytes)}"


def _quiet(_: Proof) -> str:
    return "text_2"


def _state(today: date, proof: Proof) -> str:
    return standing(proof.evidence, today)[1]


def _tone(today: date, proof: Proof) -> str:
    tone = standing(proof.evidence, today)[0]
    return "no_data" if tone == "plain" else tone
