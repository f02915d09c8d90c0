"""What the tabs of a partner's page share: one frozen view to show, labelled changes to ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.faults import FAULT, Refusal
from ui.pages.partner_tabs.writes import Write

__all__ = ["FAULT", "Tab"]

if TYPE_CHECKING:
    from models.store.partners import PartnerView


class Tab(QWidget):
    """`KEY` is its name in a Place, `GROUP` the heading that it stands under in the row of tabs.

    It is built at its first visit and filled whenever it shows.
    """

    KEY: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    GROUP: ClassVar[str] = ""

    wanted = Signal(str, str, object)  # another tab, a field or table on it, a record's id or None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.view: PartnerView | None = None

    @classmethod
    def count(cls, view: PartnerView) -> int | None:
        """What stands behind the title, if anything."""
        return None

    def show_view(self, view: PartnerView) -> None:
        """Show a partner, or the same one as it is now."""
        same = self.view is not None and self.view.file.partner.id == view.file.partner.id
        if not same:
            self.leave()
        self.view = view
        self.fill(view, same=same)

    def fill(self, view: PartnerView, *, same: bool) -> None:
        """Put the view on screen; `same` where it is the partner that was shown before."""

    def reveal(self, field: str, record_id: int | None) -> None:
        """Bring a field or a record into sight and give it the keyboard."""

    def begin_search(self) -> None:
        """Put the cursor into the tab's filter, where it has one (Ctrl+F)."""

    def leave(self) -> None:
        """Commit what is being typed."""

    def away(self) -> None:
        """The partner is left: forget what was only tried."""

    @property
    def name(self) -> str:
        """The partner's name, for labels of changes."""
        return self.view.file.partner.name if self.view is not None else ""

    @property
    def partner_id(self) -> int:
        return self.view.file.partner.id if self.view is not None else 0

    @property
    def writable(self) -> bool:
        return self.desk.opened.writable

    def save(
        self,
        label: str,
        write: Write,
        failed: Callable[[str], object] | None = None,
        then: Callable[[Any], object] | None = None,
    ) -> None:
        """Carry out one labelled change; `failed` gets the sentence that says why not."""
        refuse = None if failed is None else Refusal(failed)
        self.desk.lane.write(label, write, then, owner=self, failed=refuse)
