"""Opens what makes one partner of two: from a list, a partner's page or what looks alike."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ui.desk import Desk, Place

if TYPE_CHECKING:
    from ui.dialogs.merge_partners import MergeDialog


class MergeDoings(QObject):
    """The windows stay until they are closed; each merge is one change that undo takes back."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self.desk = desk
        self._page = page

    def merge(self, keep: tuple[int, str], gone: tuple[int, str]) -> MergeDialog:
        """Show what would come of two partners, and ask."""
        from ui.dialogs.merge_partners import MergeDialog  # here, for the list is the first page

        dialog = MergeDialog(self.desk, keep, gone, self._page.window())
        dialog.merged.connect(self._merged)
        dialog.open()
        return dialog

    def merge_with(self, partner_id: int, name: str) -> None:
        """Pick the other partner first."""
        self.desk.lane.read(_names, partial(self._pick, partner_id, name), owner=self, key="names")

    def show_names(self, partner_id: int, name: str) -> None:
        """The names that mean a partner in imports."""
        from ui.dialogs.partner_names import NamesDialog

        NamesDialog(self.desk, partner_id, name, self._page.window()).open()

    def find_twins(self) -> None:
        """List the partners that may be the same."""
        from ui.dialogs.twin_partners import TwinsDialog

        dialog = TwinsDialog(self.desk, self._page.window())
        dialog.merging.connect(self.merge)
        dialog.open()

    def _pick(self, partner_id: int, name: str, known: list[tuple[int, str]]) -> None:
        from ui.widgets.pick_popup import PickPopup

        others = {called: id_ for id_, called in known if id_ != partner_id}
        popup = PickPopup(f"Merge {name} with", [(called, "") for called in others], self._page)
        popup.picked.connect(partial(self._picked, (partner_id, name), others))
        popup.open_at(self._page, max(0, self._page.width() // 2 - popup.width() // 2), 90)

    def _picked(self, keep: tuple[int, str], others: dict[str, int], name: str) -> None:
        self.merge(keep, (others[name], name))

    def _merged(self, keep_id: int, gone_id: int) -> None:
        place = getattr(self._page, "place", None)
        if isinstance(place, Place) and place.page == "partner" and place.id == gone_id:
            self.desk.go(Place("partner", keep_id, place.tab))


def _names(portfolio: Any) -> list[tuple[int, str]]:
    from models.store.deals import partner_names

    return partner_names(portfolio)
