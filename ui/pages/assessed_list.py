"""A list whose rows are there at once, and are assessed a few at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from models.errors import UserError
from ui.desk import Desk
from ui.pages.list_page import ListPage
from ui.pages.partners_assessing import Assessing
from ui.widgets.message_bar import MessageBar

if TYPE_CHECKING:
    from models.program.terms import Terms


class AssessedList(ListPage):
    """`KNOWN` is the field of a row that holds what was assessed of it; None until it was.

    `assessing` and `message` are the page's own.
    """

    KNOWN: ClassVar[str] = ""

    message: MessageBar

    def __init__(
        self, desk: Desk, parent: QWidget | None = None, judge: Callable[..., Any] | None = None
    ) -> None:
        super().__init__(desk, parent)
        self.assessing = Assessing(desk, self, judge) if judge else Assessing(desk, self)
        self._terms: Terms | None = None
        self._fresh = self._unfitted = False

    def begin_list(self) -> bool:
        self.assessing.assessed.connect(self._take_assessed)
        self.assessing.finished.connect(self._settle)
        self.assessing.refused.connect(self._refuse)
        self.desk.lane.opened.connect(self._forget)
        return super().begin_list()

    def show_terms(self, terms: Terms) -> None:
        """Other terms decide: their tiers and their words."""
        self.filter.offer_tiers(terms)
        self.model.retitle("Aggregate TCV", terms.tcv_label)

    def open_row(self, row_id: Any) -> None:
        """Open a partner, which then knows those beside it in the list."""
        from ui.desk import Place

        self.desk.partner_order = tuple(row.id for row in self.model.rows)
        self.desk.go(Place("partner", row_id))

    def take_lines(self, found: Any, lines: list[Any]) -> None:
        """Show rows that were read, with what is known of each, and assess the rest of them."""
        self.filter.offer_regions(line.region for line in lines)
        self.show_lines(lines)
        self._fresh = any(getattr(line, self.KNOWN) is None for line in lines)
        self._unfitted |= self._fresh
        shown = [row.id for row in self.model.rows]
        rest = {line.id for line in lines}.difference(shown)
        self._show_face()
        self._tell()
        self._before_assessing()
        self.loaded.emit()
        self.assessing.begin(found, [*shown, *sorted(rest)])

    def _before_assessing(self) -> None:
        """The rows are there."""

    def _take_assessed(self, found: Any) -> None:
        self.message.hide()
        if found.terms is not self._terms:
            self._terms = found.terms
            self.show_terms(found.terms)
        self.model.update_rows(
            row._replace(**{self.KNOWN: known})
            for row_id, known in found.by_id.items()
            if (row := self.model.find(row_id)) is not None
        )
        if self._unfitted:  # the first screenful; what comes later moves no column
            self._unfitted = False
            self.view.widths.fit()
        self._tell()

    def _settle(self) -> None:
        # An edit moves no row; only figures that were not there before are sorted in.
        if self._fresh:
            self._fresh = False
            self.model.settle()
        self._show_face()
        self._tell()

    def _refuse(self, error: BaseException) -> None:
        self.model.refresh([row._replace(**{self.KNOWN: None}) for row in self.model.all_rows])
        self._tell()
        if isinstance(error, UserError):
            self.message.set("at_risk", error.message, error.hint)
            self.message.show()

    def _forget(self, _: object = None) -> None:
        self.assessing.forget()
