"""What a review writes under each of its purposes: told when it changes, kept where it can't be."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject

from models.governance.review_words import PURPOSE_TITLES
from ui.desk import Desk
from ui.widgets.field_row import FieldRow
from ui.widgets.kept_rows import KeptRows

_ASKS = {
    "develop": "Add what was said of the deals, and what brings them to a close",
    "trends": "Add what the figures say",
    "actions": "Add what comes first, and why",
    "corrections": "Add what is done differently from now on",
}


class PurposeTexts(KeptRows):
    """``edited`` tells a purpose and its text; `rows` go into the cards of the purposes."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(desk, "review", parent)
        for purpose, title in PURPOSE_TITLES.items():
            row = FieldRow(title, "multiline", placeholder=_ASKS[purpose], stacked=True)
            row.hide_label()
            self.add(purpose, row)

    def show_texts(self, meeting_id: int, texts: Mapping[str, str], *, writable: bool) -> None:
        """Show those of a review; what is being typed of the same one stays."""
        values = {purpose: texts.get(purpose, "") for purpose in self.rows}
        self.show_record(meeting_id, values, writable=writable)
