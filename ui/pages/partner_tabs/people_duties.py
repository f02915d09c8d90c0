"""What the partner's executive sponsor is there for: five duties, with what is settled of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from models.governance.sponsors import DutyLine
from models.text import listed
from ui.pages.partner_tabs.wrapped import Wrapped
from ui.widgets.buttons import Button
from ui.widgets.card import Card, StatusLine
from ui.widgets.labels import Label

if TYPE_CHECKING:
    from models.partner import Contact
    from ui.tokens import Status


class DutiesCard(Card):
    """``asked`` tells that the onboarding checklist is wanted, which asks for each of them."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Executive sponsor", parent)
        self.checklist_button = Button("Onboarding checklist", "quiet", "list-checks")
        self.checklist_button.clicked.connect(self.asked)
        self.add_action(self.checklist_button)
        self._who = StatusLine("", "no_data")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self.rows: list[tuple[Label, Wrapped, StatusLine]] = []
        self.body.addWidget(self._who)
        self.body.addLayout(self._grid)

    def show_duties(self, lines: Sequence[DutyLine], people: Sequence[Contact]) -> None:
        """The duties of a partner's sponsors, who may be none."""
        if people:
            names = listed([one.name for one in people])
            self._who.set(f"{names} for the partner", "met")
        else:
            self._who.set("The partner has named nobody: add an executive sponsor above", "no_data")
        while len(self.rows) < len(lines):
            at = len(self.rows)
            made = (Label("", "control"), Wrapped("small", "text_2"), StatusLine("", "no_data"))
            for column, part in enumerate(made):
                self._grid.addWidget(part, at, column)
            self.rows.append(made)
        for (title, prompt, answer), line in zip(self.rows, lines, strict=True):
            title.setText(line.duty.title)
            prompt.setText(line.duty.prompt)
            tone: Any = line.tone
            status: Status = tone
            answer.set(line.answer, status)

    @property
    def answers(self) -> list[str]:
        """What is said of each duty."""
        return [answer.accessibleName() for _, _, answer in self.rows]


class ReadDuties:
    """Reads what a partner's onboarding checklist says of each duty."""

    def __init__(self, partner_id: int) -> None:
        self._partner_id = partner_id

    def __call__(self, portfolio: Any) -> tuple[DutyLine, ...]:
        from models.store.register_page import duties

        return duties(portfolio, self._partner_id)
