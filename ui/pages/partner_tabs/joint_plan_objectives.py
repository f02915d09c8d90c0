"""The objectives of a joint plan as rows: a bar with actual, forecast and target, and the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from models.governance.joint_plan import Objective
from models.governance.plan_figures import Standing, reckons
from models.governance.plan_strip import bullet
from models.governance.plan_words import COLOURS, KINDS, STATES, called, short_amount
from models.text import maybe_day
from ui import paint, theme
from ui.pages.partner_tabs.joint_plan_series import STATUS
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable
from ui.tables.columns import Column
from ui.tables.delegates import CellDelegate
from ui.tables.model import Index, Roles
from ui.widgets.field_values import FieldKind, field_kind

STATE_TONES = {
    "in_progress": "plain", "pending_review": "at_risk", "internally_approved": "accent",
    "jointly_approved": "met",
}  # fmt: skip
_SIDE = 12


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective as it stands, by the objective's id."""

    id: int
    told: Standing

    @property
    def one(self) -> Objective:
        return self.told.objective


class BulletDelegate(CellDelegate):
    """Paints where actual, forecast, target and baseline of an objective stand."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = cast("QAbstractItemView", option.widget)
        if view is not None:
            told = view.itemDelegate()
            self.hover_row = getattr(told, "hover_row", -1)
        self._ground(painter, option, index)
        rect = QRectF(option.rect.adjusted(_SIDE, 0, -_SIDE, -1))
        paint_bullet(painter, rect, cast("ObjectiveRow", index.data(Roles.ROW)).told)
        self._focus(painter, option, index)


def paint_bullet(painter: QPainter, rect: QRectF, told: Standing) -> None:
    """A track, the forecast as a pale bar, the actual as a firm one, the target as a tick."""
    found = bullet(told)
    painter.save()
    high, middle = theme.px(8), rect.center().y()
    track = QRectF(rect.left(), middle - high / 2, rect.width(), high)
    paint.rounded(painter, track, high / 2, theme.colour("track"))
    if found.forecast is not None:
        wide = rect.width() * found.forecast
        pale = QRectF(track.left(), track.top(), max(wide, 1), high)
        painter.setOpacity(0.4)
        paint.rounded(painter, pale, high / 2, theme.colour(f"{STATUS[told.outlook]}.bar"))
        painter.setOpacity(1)
    if found.actual is not None and found.actual > 0:
        wide = rect.width() * found.actual
        thin = high - theme.px(2)
        firm = QRectF(track.left(), middle - thin / 2, max(wide, thin), thin)
        colour = f"{STATUS[told.colour]}.bar" if told.colour else "accent"
        paint.rounded(painter, firm, thin / 2, theme.colour(colour))
    for value, over, ink, wide in (
        (found.baseline, 2, "text_3", 1.0), (found.target, 5, "text", 2.0),
    ):  # fmt: skip
        if value is not None:
            x = rect.left() + rect.width() * value
            tall = high + 2 * theme.px(over)
            gap = QRectF(x - wide / 2 - 1, track.top(), wide + 2, high)
            painter.fillRect(gap, theme.colour("card"))
            tick = QRectF(x - wide / 2, middle - tall / 2, wide, tall)
            painter.fillRect(tick, theme.colour(ink))
    painter.restore()


class ObjectiveTable(RecordTable):
    """``opening`` an objective by a click beside its amounts, ``entering`` it by Enter."""

    opening = Signal(object)  # id
    entering = Signal(object)  # id: with the keys, which go along

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            "Objectives",
            columns(),
            Keeping(
                Objective, "objective", lambda row: f"“{called(row.one)}”", "target",
                defaults={"kind": "other"},
            ),
            hint="What both sides want to reach in the year.",
            parent=parent,
        )  # fmt: skip
        self.model.columns = tuple(_with_blanks(column) for column in self.model.columns)
        at = [column.name for column in self.model.columns].index("bar")
        self.bars = BulletDelegate(self.view)
        self.view.setItemDelegateForColumn(at, self.bars)
        self.view.clicked.connect(self._clicked)
        self.opened_other.connect(self._open)

    def show_standings(self, found: Sequence[Standing], *, anew: bool) -> None:
        self.set_rows([ObjectiveRow(one.objective.id, one) for one in found], anew=anew)

    def _clicked(self, index: Any) -> None:
        column = self.model.columns[index.column()]
        if not column.editable:
            self.opening.emit(self.model.id_at(index))

    def _open(self, row_id: object, _: str) -> None:
        self.entering.emit(row_id)


def amount_kind(row: ObjectiveRow) -> FieldKind:
    """How an amount of an objective is typed and shown."""
    return field_kind("amount", unit=row.one.unit, currency=row.told.currency)


def columns() -> list[Field | Column]:
    return [
        Column("Objective", lambda row: called(row.one), width=250, stretch=True, name="title",
               tip="Enter or a click opens it"),
        Column("Progress", lambda row: row.told.percent,
               text=lambda row: row.told.said, width=150, name="bar", searched=False,
               tip="Firm: actual; pale: forecast; tick: target; thin tick: baseline"),
        _amount("actual", "Actual", lambda row: row.told.actual, 2),
        _amount("target", "Target", lambda row: row.one.target, 1),
        _amount("forecast", "Forecast", lambda row: row.one.forecast, 3),
        Column("Standing", lambda row: STATUS[row.told.colour],
               text=lambda row: _standing(row.told), role="status",
               tone=lambda row: STATUS[row.told.colour], width=166, name="standing", spoken=True),
        Column("State", lambda row: STATES.get(row.one.state, row.one.state), role="pill",
               tone=lambda row: STATE_TONES.get(row.one.state, "plain"), width=152, name="state",
               spoken=True, lesser=4),
        Column("Owners", lambda row: _owners(row.one), width=180, name="owners", lesser=5),
        Column("Due", lambda row: row.one.due_on, text=lambda row: maybe_day(row.one.due_on),
               role="date", width=112, name="due", lesser=6),
        Column("Kind", lambda row: KINDS.get(row.one.kind, row.one.kind), width=88, name="kind",
               tone=lambda _: "text_2", lesser=7),
    ]  # fmt: skip


def copied_columns() -> list[Column]:
    """The plan for a spreadsheet: every field in a column of its own."""
    made = [field if isinstance(field, Column) else field.column() for field in columns()]
    named = {column.name: _with_blanks(column) for column in made}
    more = [
        Column("Baseline", lambda row: row.one.baseline,
               plain=lambda row: amount_kind(row).typed(row.one.baseline)),
        Column("Unit", lambda row: row.told.currency if row.one.unit == "money" else row.one.unit),
        Column("Reached, percent", lambda row: row.told.percent),
        Column("In words", lambda row: row.told.said),
        Column("Owner, host", lambda row: row.one.owner),
        Column("Owner, partner", lambda row: row.one.partner_owner),
    ]  # fmt: skip
    order = ("title", "kind", "actual", "target", "forecast")
    return [*(named[n] for n in order), *more, named["standing"], named["state"], named["due"]]


def _amount(name: str, title: str, get: Any, lesser: int) -> Field:
    return Field(
        name, title, amount_kind, 96, get, lesser=lesser, role="money",
        text=lambda row: short_amount(get(row), row.one.unit, row.told.currency),
        currency=lambda row: row.told.currency if row.one.unit == "money" else "",
    )  # fmt: skip


def _with_blanks(column: Column) -> Column:
    """An amount that is not known is copied as nothing, not as 0."""
    if column.role != "money":
        return column
    get = column.value
    return replace(column, plain=lambda row: amount_kind(row).typed(get(row)))


def _standing(told: Standing) -> str:
    word = COLOURS[told.colour]
    return f"{word}, late" if told.late and told.colour else word


def _owners(one: Objective) -> str:
    return " / ".join(name for name in (one.owner, one.partner_owner) if name) or "Nobody named"


def may_type(row: ObjectiveRow, name: str) -> str:
    """Why a cell can't be typed over, blank where it can."""
    if name == "actual" and reckons(row.one):
        return "The actual is reckoned from the deals. Measure the objective by hand to type it."
    return ""
