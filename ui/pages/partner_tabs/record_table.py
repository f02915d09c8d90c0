"""A card with records of one kind, edited in place: add, change a cell, delete, copy."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from operator import attrgetter
from typing import Any, ClassVar

from PySide6.QtCore import QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QScrollArea, QSizePolicy, QWidget

from models.errors import UserError
from models.names import slug
from models.text import counted
from ui import icons, theme
from ui.tables.column_choice import ColumnChoice
from ui.tables.columns import Column, Role
from ui.tables.field_cells import FieldDelegate
from ui.tables.model import TableModel
from ui.tables.refusals import Refusals
from ui.tables.view import TableView
from ui.widgets.bulk_bar import BulkBar
from ui.widgets.buttons import Button, IconButton
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.field_values import FieldKind

_MOST_ROWS = 12  # in a table that takes the height of its rows; more of them scroll

_ROLES: dict[str, Role] = {"date": "date", "money": "money"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a record as a column; `width` in logical pixels.

    kind may depend on the row (money by its currency); `role` and `tone` say how it is painted,
    `text(row)` what a cell shows where that is not what a field would, `currency(row)` whose an
    amount is.
    get(row) is the value; without it the attribute of that name. lesser: as in Column.
    """

    name: str
    title: str
    kind: FieldKind | Callable[[Any], FieldKind]
    width: int = 120
    get: Callable[[Any], Any] | None = None
    stretch: bool = False
    lesser: int = 0
    role: Role = "text"
    tone: Callable[[Any], str] | None = None
    text: Callable[[Any], str] | None = None
    currency: Callable[[Any], str] | None = None

    def kind_for(self, row: Any) -> FieldKind:
        return self.kind if isinstance(self.kind, FieldKind) else self.kind(row)

    @property
    def value(self) -> Callable[[Any], Any]:
        """Gives a row's value."""
        return self.get or attrgetter(self.name)

    def column(self) -> Column:
        """The table's column, which shows and copies the value as the kind says."""
        get = self.value
        fixed = self.kind if isinstance(self.kind, FieldKind) else None
        named = fixed.choices if fixed is not None and fixed.kind != "list" else ()
        return Column(
            self.title,
            get,
            text=self.text or (lambda row: self.kind_for(row).show(get(row))),
            tone=self.tone,
            edit=lambda row: self.kind_for(row).typed(get(row)),
            plain=self._plain(get) if self.role == "money" else None,
            currency=self.currency,
            key=(lambda row: self.kind_for(row).show(get(row))) if named else None,
            choices=[text for _, text in named] or None,
            role=_ROLES.get(fixed.kind, self.role) if fixed is not None else self.role,
            editable=True,
            width=self.width,
            stretch=self.stretch,
            lesser=self.lesser,
            name=self.name,
        )

    def _plain(self, get: Callable[[Any], Any]) -> Callable[[Any], str]:
        return lambda row: self.kind_for(row).typed(get(row)) or "0"


@dataclass(frozen=True, slots=True)
class Keeping:
    """What a table's records are: their class, the word for one, what a new one starts with.

    title(record) names it in a label ("Set Ada's role"); `first` is the field that is opened in a
    new one. Without defaults rows are neither added nor deleted.
    """

    kind: type[Any]
    noun: str
    title: Callable[[Any], str]
    icon: str
    first: str = ""
    nouns: str = ""
    defaults: Mapping[str, Any] = field(default_factory=dict)

    @property
    def many(self) -> str:
        """The word for several."""
        return self.nouns or f"{self.noun}s"


class RecordTable(Card):
    """Tells what a person asked for, itself first; whoever holds it writes and shows the rows."""

    DELEGATE: ClassVar[type[FieldDelegate]] = FieldDelegate

    edited = Signal(object, object, str, object)  # table, id, field, value
    filling = Signal(object, object, str, object)  # table, id of the source, field, ids to fill
    adding = Signal(object)  # table
    deleting = Signal(object, object)  # table, ids
    opened_other = Signal(object, str)  # id, column: Enter on a cell that can't be edited

    def __init__(
        self,
        title: str,
        columns: Sequence[Field | Column],
        keeping: Keeping,
        *,
        grows: bool = False,
        hint: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`grows`: it takes the height there is, else that of its rows. `hint`: while empty."""
        super().__init__(title, parent, padding=0)
        self.keeping = keeping
        self._heading, self._grows = title, grows
        self._can_add = bool(keeping.defaults)
        self._waiting_for: int | None = None
        self.fields = {c.name: c for c in columns if isinstance(c, Field)}
        made = [c.column() if isinstance(c, Field) else c for c in columns]
        self.model = TableModel(made, on_edit=self._take_edit, parent=self)
        delegate = self.DELEGATE(self._kind_of, self.model)
        self.view = TableView(self.model, title, compact=True, delegate=delegate)
        self.view.opened.connect(self._begin)
        self.view.delete_requested.connect(self._delete)
        self.view.selection_changed.connect(self._select)
        self.view.today_requested.connect(self._set_today)
        self.view.fill_down_requested.connect(self._fill)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu)
        self.view.selectionModel().currentChanged.connect(self._follow)
        self.refusals = Refusals(self.view, self.model)
        self.reopen = self.refusals.reopen
        self.bulk = BulkBar()
        self.add_verbs()
        self.bulk.add_button("Copy for Excel", "copy", self.copy)
        self._delete_button = self.bulk.add_button("Delete", "trash-2", self._delete_selected)
        self._delete_button.setVisible(self._can_add)
        self.bulk.dismissed.connect(self.view.clearSelection)
        self._empty = EmptyState(keeping.icon, f"No {keeping.many} yet", hint=hint)
        self.column_choice: ColumnChoice | None = None
        if self.view.widths.giving_way:
            self.columns_button = IconButton("columns-3", f"Columns of {title}")
            self.columns_button.clicked.connect(self._show_columns)
            self.add_action(self.columns_button)
            self.column_choice = ColumnChoice(self.view, self)
            self.column_choice.chosen.connect(self._fit)
        self.add_button: Button | None = None
        if self._can_add:
            self.add_button = Button(f"Add {keeping.noun}", "plain", "plus")
            self.add_button.clicked.connect(self._add)
            self.add_action(self.add_button)
        self.body.setSpacing(0)
        self.body.setContentsMargins(0, 0, 0, 0)
        for part in (self.view, self._empty, self.bulk):
            self.body.addWidget(part, 1 if part is self.view else 0)
        if not grows:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.notifier().changed.connect(self._fit)
        self.set_rows([])

    # ---- for tabs --------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Any], *, anew: bool = True) -> None:
        """Show these; `anew` for another partner, else no row moves while the same are there."""
        rows = list(rows)
        if anew:
            self.model.set_rows(rows)
            self.view.clearSelection()
        else:
            self.model.refresh(rows)
        if self.model.position(self._waiting_for) >= 0:
            new, self._waiting_for = self._waiting_for, None
            QTimer.singleShot(0, self, partial(self.reveal, new, self.keeping.first))
        self._empty.setVisible(not rows)
        self.view.setVisible(bool(rows))
        if self.column_choice is not None:
            self.columns_button.setVisible(bool(rows))
        self.set_title(f"{self._heading}  {len(rows)}" if rows and self._can_add else self._heading)
        self._fit()

    def add_verbs(self) -> None:
        """What can be done with selected rows beside copying and deleting them."""

    def set_writable(self, writable: bool) -> None:
        self.model.on_edit = self._take_edit if writable else None
        self._delete_button.setVisible(writable and self._can_add)
        if self.add_button is not None:
            self.add_button.setVisible(writable)

    def remember(self, settings: QSettings) -> None:
        """Have the columns that a person has chosen next time too."""
        if self.column_choice is not None:
            self.column_choice.remember(settings, f"columns/{slug(self._heading)}")
            self._fit()

    @property
    def problem(self) -> str:
        """Why a cell was not taken, while that is said."""
        return self.refusals.sentence

    def begin_when_there(self, record_id: int) -> None:
        """Open the first field of a record that was just added, once it is among the rows."""
        self._waiting_for = record_id

    def commit(self) -> None:
        """End the editing of a cell, keeping what was typed."""
        if self.view.viewport().isAncestorOf(QApplication.focusWidget() or self):
            self.view.setFocus()

    def reveal(self, record_id: Any, edit: str = "") -> None:
        """Give the table the keyboard, at a record if one is named; `edit` names a cell to open."""
        if record_id is not None:
            self.view.reveal(record_id)
        elif self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0, 0))
        target = self.view if self.model.rowCount() else self.add_button or self.view
        target.setFocus()
        self._follow()
        if edit:
            if self.column_choice is not None:
                self.column_choice.bring([one.name for one in self.model.columns].index(edit))
            self.refusals.edit(record_id, edit)

    def copy(self) -> None:
        self.view.copy(headers=True)

    # ---- inside ----------------------------------------------------------------------------

    def _kind_of(self, column: Column, row: Any) -> FieldKind:
        return self.fields[column.name].kind_for(row)

    def _take_edit(self, row_id: Any, column: Column, text: str) -> None:
        row = self.model.row_at(self.model.position(row_id))
        kind = self._kind_of(column, row)
        try:
            value = kind.read(text)
            if value is None and kind.kind in ("choice", "yes_no"):
                return
        except UserError as error:
            self.reopen(row_id, column.name, text, str(error))
            return
        if value != column.value(row):
            self.edited.emit(self, row_id, column.name, value)

    def _begin(self, row_id: Any) -> None:
        index = self.view.currentIndex()
        column = self.model.columns[index.column()]
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.view.edit(index)
        else:
            self.opened_other.emit(row_id, column.key_name)

    def _set_today(self, row_id: Any, column: Column) -> None:
        self._take_edit(row_id, column, "today")

    def _fill(self, column: Column, source: Any, ids: list[Any]) -> None:
        self.filling.emit(self, source, column.name, ids)

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids))

    def _delete_selected(self) -> None:
        self._delete(self.view.selected_ids())

    def _delete(self, ids: list[Any]) -> None:
        if ids and self._can_add and self.model.on_edit is not None:
            self.deleting.emit(self, ids)

    def _add(self) -> None:
        self.adding.emit(self)

    def _menu(self, spot: QPoint) -> None:
        ids = self.view.selected_ids()
        if not ids:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("copy"), "Copy for Excel", self.copy)
        if self._can_add and self.model.on_edit is not None:
            keeping = self.keeping
            what = keeping.noun if len(ids) == 1 else counted(len(ids), "", keeping.many)
            menu.addAction(icons.icon("trash-2"), f"Delete {what}", self._delete_selected)
        menu.popup(self.view.viewport().mapToGlobal(spot))

    def _fit(self) -> None:
        """Take the height of the rows, in a page that scrolls as a whole."""
        if self._grows:
            return
        rows = min(self.model.rowCount(), _MOST_ROWS)
        high = self.view.horizontalHeader().height()
        high += rows * self.view.verticalHeader().defaultSectionSize()
        wide = sum(self.view.columnWidth(at) for at in range(self.model.columnCount()))
        bar = self.view.horizontalScrollBar().sizeHint().height() if wide > self.width() else 0
        self.view.setFixedHeight(high + bar)

    def _show_columns(self) -> None:
        if self.column_choice is not None:
            corner = self.columns_button.rect().bottomLeft()
            self.column_choice.popup(self.columns_button.mapToGlobal(corner))

    def _follow(self) -> None:
        """Keep the current cell in sight where the page scrolls and not the table."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        if area is None or not self.view.hasFocus():
            return
        cell = self.view.visualRect(self.view.currentIndex())
        inner = area.widget()
        if inner is None:
            return
        spot = self.view.viewport().mapTo(inner, cell.center())
        area.ensureVisible(spot.x(), spot.y(), 0, theme.px(64))

    # ---- Qt's ------------------------------------------------------------------------------

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.refusals.put_away()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def named(values: Sequence[str]) -> list[tuple[object, str]]:
    """Values as choices: each with its first letter as a capital."""
    return [(value, value[:1].upper() + value[1:]) for value in values]
