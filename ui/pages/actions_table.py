"""The one table of actions: ticked, edited in place, dropped with a reason, shown open or all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QShortcut
from PySide6.QtWidgets import QMenu, QStyleOptionViewItem, QWidget

from models.governance.action_lines import ActionLine
from models.partner import SIDES
from models.program_year import Action
from models.text import counted
from ui import icons, paint, theme
from ui.desk import Desk, Place
from ui.pages.action_changes import ActionChanges
from ui.pages.partner_tabs.record_table import Field, Keeping, RecordTable, named
from ui.tables.columns import Column
from ui.tables.field_cells import FieldDelegate
from ui.tables.model import Index, Roles
from ui.widgets.field_values import field_kind
from ui.widgets.segmented import Segmented

PRIORITIES = ((1, "1 urgent"), (2, "2 soon"), (3, "3 later"))
MARKS = {
    "open": ("circle", "text_3"),
    "done": ("circle-check", "met"),
    "dropped": ("circle-x", "text_3"),
}
MARK = "done"  # the column that is ticked
_TICKED = {"open": "No", "done": "Yes", "dropped": "Dropped"}
_SHOWN = (("open", "Open"), ("all", "All"))


class ActionsTable(RecordTable):
    """It writes for itself. `begin_for` says whose actions it holds, `show_lines` which.

    ``about_wanted`` carries a line whose meeting, deal, plan, concern or criterion is to be shown;
    `go_to_about` goes there where the holder does not know a nearer way.
    """

    class DELEGATE(FieldDelegate):
        """Draws the mark that says whether an action is done."""

        def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
            column: Column = index.data(Roles.COLUMN)
            if column.name != MARK:
                super().paint(painter, option, index)
                return
            self._ground(painter, option, index)
            icon, ink = MARKS[index.data(Roles.ROW).action.state]
            side = theme.px(18)
            spot = QRect(0, 0, side, side)
            spot.moveCenter(option.rect.center())
            icons.paint(painter, spot, icon, ink)
            self._focus(painter, option, index)
            view: Any = option.widget
            if view is not None and view.hasFocus() and view.currentIndex() == index:
                paint.focus_ring(painter, option.rect.adjusted(0, 0, -1, -1), 2)

    about_wanted = Signal(object)  # ActionLine

    def __init__(
        self, desk: Desk, title: str = "Actions", hint: str = "", parent: QWidget | None = None
    ) -> None:
        self._desk = desk
        self._lines: list[ActionLine] = []
        self._partner_id, self._name = 0, ""
        self._seed: Mapping[str, Any] = {}
        self._hint = hint or "What both sides take on, the most urgent first."
        keeping = Keeping(
            Action,
            "action",
            lambda line: f"“{line.action.title}”",
            "list-checks",
            "title",
            defaults={"title": "New action"},
        )
        super().__init__(title, _columns(desk), keeping, hint=self._hint, parent=parent)
        self.changes = ActionChanges(desk, self)
        self.shown = Segmented(list(_SHOWN), "Which actions")
        self.shown.chosen.connect(self._show_again)
        self.header.insertWidget(1, self.shown, 0, Qt.AlignmentFlag.AlignVCenter)
        self.edited.connect(self._set_field)
        self.filling.connect(self._fill_down)
        self.adding.connect(self.add_action_of)
        self.deleting.connect(self._delete_ids)
        self.opened_other.connect(self._open_cell)
        self.view.clicked.connect(self._tick_clicked)
        self._empty.link_clicked.connect(self._show_all)
        self._keys = QShortcut(QKeySequence("Ctrl+Return"), self.view)
        self._keys.setContext(Qt.ShortcutContext.WidgetShortcut)
        self._keys.activated.connect(self.toggle_selected)

    # ---- for its holder --------------------------------------------------------------------

    def begin_for(self, partner_id: int, name: str, **seed: Any) -> None:
        """Whose actions these are; `seed` are fields that a new one starts with."""
        self._partner_id, self._name, self._seed = partner_id, name, dict(seed)

    def show_lines(self, lines: Sequence[ActionLine], *, same: bool, writable: bool) -> None:
        """Show these, open ones or all; `same` where they are those of before, read anew."""
        self._lines = list(lines)
        self.set_writable(writable)
        self._show(same=same)

    def lines_of(self, ids: Sequence[object]) -> list[ActionLine]:
        return [line for row in ids if (line := self.model.find(row)) is not None]

    @property
    def selected(self) -> list[ActionLine]:
        return self.lines_of(self.view.selected_ids())

    def add_verbs(self) -> None:
        self._done = self.bulk.add_button("Done", "check", self.finish_selected)
        self._drop = self.bulk.add_button("Drop…", "circle-x", self.drop_selected)
        self._reopen = self.bulk.add_button("Open again", "rotate-ccw", self.reopen_selected)

    def set_writable(self, writable: bool) -> None:
        super().set_writable(writable)
        for button in (self._done, self._drop, self._reopen):
            button.setVisible(writable)

    def reveal(self, record_id: Any, edit: str = "") -> None:
        """Bring an action into sight; one that is done shows all of them."""
        if record_id is not None and self.model.position(record_id) < 0:
            if any(line.id == record_id for line in self._lines):
                self.shown.set_current("all")
                self._show(same=False)
        super().reveal(record_id, edit)

    # ---- what can be done ------------------------------------------------------------------

    def finish_selected(self) -> None:
        self.changes.finish(self.selected)

    def drop_selected(self) -> None:
        """Ask why, and drop them."""
        self.changes.ask_drop(self.selected)

    def reopen_selected(self) -> None:
        self.changes.reopen(self.selected)

    def toggle_selected(self) -> None:
        """Ctrl+Enter: what is open is done, and the other way round."""
        if self.model.on_edit is not None:
            self.changes.toggle(self.selected)

    def add_action_of(self, _: object = None) -> None:
        """Add an action, and open its title."""
        values = {"title": "New action", **self._seed}
        self.changes.add(self._partner_id, self._name, values, self.begin_when_there)

    # ---- inside ----------------------------------------------------------------------------

    def _show(self, *, same: bool) -> None:
        all_of_them = self.shown.current == "all"
        rows = [line for line in self._lines if all_of_them or line.open]
        self.set_rows(rows, anew=not same)
        closed = len(self._lines) - len(rows)
        if not rows and closed:
            self._empty.set(
                "circle-check", "Nothing is open", "", f"Show {counted(closed, 'closed action')}"
            )
        elif not rows:
            self._empty.set("list-checks", "No actions yet", hint=self._hint)

    def _show_again(self, _: object) -> None:
        self._show(same=False)

    def _show_all(self) -> None:
        self.shown.set_current("all")
        self._show(same=False)

    def _set_field(self, _: object, row_id: Any, name: str, value: Any) -> None:
        line, field = self.model.find(row_id), self.fields[name]
        if line is None:
            return
        typed = field.kind_for(line).typed(value)
        self.changes.set_fields(
            [line], field.title.lower(), {name: value}, partial(self.reopen, row_id, name, typed)
        )

    def _fill_down(self, _: object, source: Any, name: str, ids: Sequence[Any]) -> None:
        field = self.fields[name]
        value = field.value(self.model.find(source))
        lines = self.lines_of(ids)
        self.changes.set_fields(lines, field.title.lower(), {name: value}, self.refusals.say)

    def _delete_ids(self, _: object, ids: Sequence[Any]) -> None:
        self.changes.delete(self.lines_of(ids))

    def _open_cell(self, row_id: Any, name: str) -> None:
        """Enter or a double click on what is no field: tick it, or go to what it is about."""
        line = self.model.find(row_id)
        if line is not None and name == "about" and line.about.kind:
            self.about_wanted.emit(line)
        elif line is not None and name == MARK:
            self._tick([line])

    def _tick_clicked(self, index: QModelIndex) -> None:
        if self.model.columns[index.column()].name == MARK:
            line = self.model.row_at(index)
            if line is not None:
                self._tick([line])

    def _tick(self, lines: Sequence[ActionLine]) -> None:
        if self.model.on_edit is not None:
            self.changes.toggle(lines)

    def _select(self, ids: list[Any]) -> None:
        self.bulk.show_count(len(ids), least=1)
        chosen = self.lines_of(ids)
        self._done.setEnabled(any(line.action.state != "done" for line in chosen))
        self._drop.setEnabled(any(line.open for line in chosen))
        self._reopen.setEnabled(any(not line.open for line in chosen))

    def _menu(self, spot: QPoint) -> None:
        chosen = self.selected
        if not chosen:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, icon, run, offered in self._choices(chosen):
            if offered:
                menu.addAction(icons.icon(icon), text, run)
        menu.popup(self.view.viewport().mapToGlobal(spot))

    def _choices(
        self, chosen: Sequence[ActionLine]
    ) -> list[tuple[str, str, Callable[[], None], bool]]:
        """What a row's menu offers: words, icon, what is done, whether it can be now."""
        writable = self.model.on_edit is not None
        any_open = any(line.open for line in chosen)
        any_closed = any(not line.open for line in chosen)
        one = len(chosen) == 1 and bool(chosen[0].about.kind)
        delete = "Delete action" if len(chosen) == 1 else f"Delete {counted(len(chosen), 'action')}"
        return [
            ("Done", "check", self.finish_selected, writable and any_open),
            ("Drop…", "circle-x", self.drop_selected, writable and any_open),
            ("Open again", "rotate-ccw", self.reopen_selected, writable and any_closed),
            ("Show what it is about", "arrow-right", self._go_to_about, one),
            ("Copy for Excel", "copy", self.copy, True),
            (delete, "trash-2", self._delete_selected, writable),
        ]

    def _go_to_about(self) -> None:
        for line in self.selected[:1]:
            self.about_wanted.emit(line)


def go_to_about(desk: Desk, line: ActionLine) -> None:
    """Show what an action came from: its meeting, or the tab of its partner that has the rest."""
    if line.about.kind == "meeting":
        desk.go(Place("meeting", line.about.id))
    else:
        desk.go(Place("partner", line.action.partner_id, TAB_OF.get(line.about.kind, "register")))


TAB_OF = {"deal": "deals", "criterion": "scorecard", "plan": "register", "concern": "register"}


def _columns(desk: Desk) -> list[Field | Column]:
    text, day = field_kind("text"), field_kind("date", today=desk.today)
    return [
        Column(
            "Done", lambda line: line.action.state, text=lambda line: _TICKED[line.action.state],
            width=62, key=lambda line: list(MARKS).index(line.action.state), name=MARK,
            tip="Done; a click or Ctrl+Enter ticks it", searched=False,
        ),
        Field("title", "Action", field_kind("text", required="Action"), 230,
              get=lambda line: line.action.title, stretch=True),
        Field("side", "Side", field_kind("choice", choices=named(SIDES)), 82,
              get=lambda line: line.action.side),
        Field("owner", "Owner", text, 130, get=lambda line: line.action.owner),
        Field("priority", "Priority", field_kind("choice", choices=PRIORITIES), 92,
              get=lambda line: line.action.priority),
        Field("due_on", "Due", day, 112, get=lambda line: line.action.due_on,
              tone=lambda line: "short" if line.late else ""),
        Column(
            "State", lambda line: line.standing, role="status", tone=lambda line: line.tone,
            width=132, key=_by_lateness, name="state", searched=False,
        ),
        Column("About", lambda line: line.about.text, width=170, name="about",
               tip="The deal, criterion, meeting, risk or plan it came from; Enter goes there"),
        Field("detail", "Detail", text, 150, get=lambda line: line.action.detail),
    ]  # fmt: skip


def _by_lateness(line: ActionLine) -> tuple[bool, int, str]:
    return (not line.open, -line.late, line.standing)
