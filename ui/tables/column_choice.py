"""A menu of a table's columns: a tick says that one is shown, whatever room there is."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtCore import QPoint, QSettings, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons
from ui.tables.view import TableView


class ColumnChoice(QMenu):
    """Also the menu of the headings; ``chosen`` tells that other columns are shown.

    Columns that matter most are always shown, the lesser ones while there is room for them.
    """

    chosen = Signal()

    def __init__(self, view: TableView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._kept: tuple[QSettings, str] | None = None
        self._ticks: dict[int, QAction] = {}
        lesser = {at for at, _ in view.widths.giving_way}
        for at, column in enumerate(view.table.columns):
            action = QAction(column.title, self, checkable=True)
            action.setEnabled(at in lesser)
            action.toggled.connect(partial(self._choose, at))
            self.addAction(action)
            self._ticks[at] = action
        self.addSeparator()
        self._back = self.addAction(icons.icon("rotate-ccw"), "As room allows", self.give_back)
        self.aboutToShow.connect(self.show_ticks)
        header = view.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._pop_up)

    def remember(self, settings: QSettings, name: str) -> None:
        """Keep what is chosen under a name, and bring back what was."""
        self._kept = (settings, name)
        try:
            told = json.loads(str(settings.value(name, "") or "{}"))
        except ValueError:
            told = {}
        told = told if isinstance(told, dict) else {}
        names = [column.key_name for column in self._view.table.columns]
        lesser = {at for at, _ in self._view.widths.giving_way}
        found = {names.index(one): bool(yes) for one, yes in told.items() if one in names}
        self._view.widths.choose({at: yes for at, yes in found.items() if at in lesser})

    def bring(self, column: int) -> None:
        """Have a column shown where it has given way."""
        if self._view.isColumnHidden(column):
            self._choose(column, True)

    def give_back(self) -> None:
        """Let the room decide on all of them again."""
        self._take({})

    def show_ticks(self) -> None:
        """Tick what is shown now."""
        for at, action in self._ticks.items():
            action.blockSignals(True)
            action.setChecked(not self._view.isColumnHidden(at))
            action.blockSignals(False)
        self._back.setEnabled(bool(self._view.widths.choices))

    def _choose(self, column: int, shown: bool) -> None:
        self._take({**self._view.widths.choices, column: shown})

    def _take(self, choices: dict[int, bool]) -> None:
        self._view.widths.choose(choices)
        if self._kept is not None:
            settings, name = self._kept
            names = [column.key_name for column in self._view.table.columns]
            settings.setValue(name, json.dumps({names[at]: yes for at, yes in choices.items()}))
        self.chosen.emit()

    def _pop_up(self, spot: QPoint) -> None:
        self.popup(self._view.horizontalHeader().mapToGlobal(spot))
