"""The columns of the list of partners, and the two fields that edit a name over its region."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QStyleOptionViewItem, QVBoxLayout, QWidget

from models.money import plain
from models.partner_list import PartnerLine, Standing, height
from models.text import basis_text, compact_money, participation_text
from ui import theme
from ui.tables.columns import Column
from ui.tables.delegates import CellDelegate
from ui.tables.model import Index, Roles
from ui.tokens import STATUS_WORD, Status

if TYPE_CHECKING:
    from models.program.terms import Tier

_WORST_FIRST = ("short", "at_risk", "met", "no_data")


def tier_tone(tier: Tier) -> str:
    """Tone of a tier's pill: the highest in the accent, the second in amber, the rest plain."""
    return {1: "accent", 2: "at_risk"}.get(tier.rank, "plain")


def held_words(standing: Standing) -> str:
    """What stands beside the tier that is held: on which basis, or what was calculated."""
    if standing.granted is None:
        return "calculated" if standing.calculated.rank else ""
    if standing.differs:
        return f"calculated {standing.calculated.label}"
    basis = standing.granted_basis or ""
    return "" if basis == "assessment" else basis_text(basis).lower()


def _of(take: Callable[[Standing], Any], blank: Any = "") -> Callable[[PartnerLine], Any]:
    """Reads something of a line's standing; blank until the partner has been assessed."""

    def read(row: PartnerLine) -> Any:
        return blank if row.standing is None else take(row.standing)

    return read


def columns() -> list[Column]:
    return [
        Column(
            "Partner",
            lambda row: row.name,
            sub=lambda row: row.region,
            role="partner",
            editable=True,
            width=200,
            gives=True,
            name="partner",
        ),
        Column(
            "Tier",
            _of(lambda s: s.held.label),
            sub=_of(held_words),
            role="pill",
            tone=_of(lambda s: tier_tone(s.held), "plain"),
            key=_of(lambda s: (height(s.held), height(s.calculated)), None),
            width=166,
            spoken=True,
            searched=False,
            tip="The granted tier; where none is granted, the calculated one",
        ),
        Column(
            "Standing",
            _of(lambda s: s.tone),
            text=_of(lambda s: STATUS_WORD[cast("Status", s.tone)]),
            role="status",
            tone=_of(lambda s: s.tone),
            key=_of(lambda s: _WORST_FIRST.index(s.tone), None),
            width=100,
            spoken=True,
            tip="Short: one criterion misses the next tier, or no tier is reached. "
            "At risk: the granted tier is above the calculated one.",
        ),
        Column(
            "Gap to next tier",
            _of(lambda s: s.gap),
            tone=_of(lambda s: "text" if s.gaps else "text_2"),
            key=_of(lambda s: (s.gaps, s.gap), None),
            width=150,
            stretch=True,
            spoken=True,
            searched=False,
        ),
        Column(
            "Aggregate TCV",
            _of(lambda s: s.tcv_minor, None),
            text=_of(lambda s: compact_money(s.tcv_minor, s.currency)),
            plain=_of(lambda s: plain(s.tcv_minor, s.currency)),
            currency=_of(lambda s: s.currency),
            role="money",
            width=122,
        ),
        Column(
            "Pipeline",
            _of(lambda s: s.pipeline_minor, None),
            text=_of(lambda s: compact_money(s.pipeline_minor, s.currency)),
            plain=_of(lambda s: plain(s.pipeline_minor, s.currency)),
            currency=_of(lambda s: s.currency),
            role="money",
            width=96,
            tip="Open deals that are expected within the window that counts",
        ),
        Column(
            "Participation",
            _of(lambda s: participation_text(s.participation)),
            tone=_of(lambda s: "text" if s.participation == "participating" else "text_2"),
            width=146,
            searched=False,
        ),
        Column(
            "Next January",
            lambda row: "" if row.ahead is None else row.ahead.reached.label,
            sub=lambda row: "" if row.ahead is None
            else compact_money(row.ahead.tcv.total, row.ahead.currency),
            role="pill",
            tone=lambda row: "plain" if row.ahead is None else tier_tone(row.ahead.reached),
            key=lambda row: None if row.ahead is None
            else (height(row.ahead.reached), row.ahead.tcv.total),
            width=136,
            searched=False,
            tip="The tier and the amount at the next measurement, if open deals close on "
            "their dates",
        ),
    ]  # fmt: skip


class NameFields(QWidget):
    """A name over its region, each in a field of its own, in place of the cell."""

    def __init__(self, parent: QWidget, filter_: QObject) -> None:
        super().__init__(parent)
        self.over = False
        self.name, self.region = QLineEdit(self), QLineEdit(self)
        self.name.setAccessibleName("Name")
        self.region.setAccessibleName("Region")
        self.region.setPlaceholderText("Region")
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(42), 1, 4, 1)
        column.setSpacing(1)
        for field, font in ((self.name, "strong"), (self.region, "small")):
            theme.set_kind(field, "cell")
            field.setFont(theme.font(font))
            field.installEventFilter(filter_)
            column.addWidget(field)
        self.setFocusProxy(self.name)

    def keep(self, name: str, region: str) -> None:
        """Show what was typed before, which a refresh must not overwrite."""
        for field, words in ((self.name, name), (self.region, region)):
            field.setText(words)
            field.setModified(True)
        theme.set_kind(self.name, "short", "state")
        self.name.setFocus()


class NameDelegate(CellDelegate):
    """Edits name and region together; `rename(id, name, region)` writes what was changed."""

    def __init__(self, rename: Callable[[Any, str, str], object], parent: QObject) -> None:
        super().__init__(parent)
        self._rename = rename

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return NameFields(parent, self)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        row: PartnerLine = index.data(Roles.ROW)
        fields = cast("NameFields", editor)
        for field, words in ((fields.name, row.name), (fields.region, row.region)):
            if not field.isModified():
                field.setText(words)
        fields.name.selectAll()

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        row: PartnerLine = index.data(Roles.ROW)
        fields = cast("NameFields", editor)
        name, region = fields.name.text().strip(), fields.region.text().strip()
        if (name, region) != (row.name, row.region):
            self._rename(row.id, name, region)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(QRect(option.rect).adjusted(0, 0, 0, -1))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        fields = watched.parent()
        if not isinstance(fields, NameFields) or fields.over:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(fields, watched, event)
        if event.type() == QEvent.Type.FocusOut:
            now = QApplication.focusWidget()
            if now not in (fields.name, fields.region):
                self._end(fields)
        return False

    def _key(self, fields: NameFields, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._end(fields)
            self.committed_by_enter.emit()
        elif key == Qt.Key.Key_Escape:
            fields.over = True
            self.closeEditor.emit(fields, CellDelegate.EndEditHint.RevertModelCache)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Down) and watched is fields.name:
            fields.region.setFocus()
        elif key in (Qt.Key.Key_Backtab, Qt.Key.Key_Up) and watched is fields.region:
            fields.name.setFocus()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._end(fields)
        else:
            return False
        return True

    def _end(self, fields: NameFields) -> None:
        fields.over = True  # closing takes the focus away, which must not end it a second time
        self._finish(fields)
