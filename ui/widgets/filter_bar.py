"""A row of filters above a list: words and chips, kept and brought back with the list's view."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui import theme
from ui.widgets.chip import FilterChip
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.search_chip import SearchChip
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from models.program.terms import Terms
    from ui.tables.view import TableView


class FilterBar(QWidget):
    """``changed`` whenever other rows are to be shown; words go by ``search.text()``.

    Where all in full would take a second line, the chips that filter nothing say less.
    A choice that is brought back before its chip offers it is made once it does.
    """

    changed = Signal()

    def __init__(
        self,
        hint: str,
        chips: Mapping[str, FilterChip | SearchChip],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.search = SearchField(hint)
        self._chips = chips
        self._wanted: dict[str, set[object]] = {}
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(8)
        self._flow = flow = FlowLayout()  # large words go on in a second line, over nothing
        flow.addWidget(self.search)
        for chip in chips.values():
            chip.changed.connect(self._tell)
            flow.addWidget(chip)
        self.row.addLayout(flow, 1)
        self.search.textChanged.connect(self._tell)
        theme.notifier().changed.connect(self._fit)

    def predicate(self) -> Callable[[Any], bool] | None:
        """What the chips ask of a row; None where they ask for nothing."""
        return None

    def add_end(self, widget: QWidget) -> None:
        """Stand at the right, in the first line."""
        self.row.addWidget(widget, 0, Qt.AlignmentFlag.AlignTop)

    def offer_tiers(self, terms: Terms) -> None:
        tiers = [(tier.key, tier.label) for tier in (*terms.tiers, terms.outside)]
        self.offer("tier", tiers)

    def offer_regions(self, regions: Iterable[str]) -> None:
        ordered = sorted(set(regions), key=str.casefold)
        self.offer("region", [(region, region or "No region") for region in ordered])

    def offer(self, name: str, options: Sequence[tuple[object, str]]) -> None:
        """What a chip has to choose from; what was chosen stays where it is still there."""
        chip = self._chips[name]
        wanted = self.chosen(name)
        self._wanted.pop(name, None)
        chip.set_options(options)
        chip.set_chosen(wanted)
        self._fit()

    def chosen(self, name: str) -> set[object]:
        """What is asked for, also where it is not offered yet."""
        return self._wanted.get(name, set()) | set(self._chips[name].chosen)

    def words(self) -> str:
        """The filters in force, as a sentence may name them."""
        parts = [chip.text() for chip in self._chips.values() if chip.chosen]
        if self.search.text().strip():
            parts.insert(0, f"“{self.search.text().strip()}”")
        return ", ".join(parts)

    def clear(self) -> None:
        """Show everything again."""
        self._wanted.clear()
        for chip in self._chips.values():
            chip.set_chosen(())
        self._fit()
        if self.search.text():
            self.search.clear()  # tells by itself
        else:
            self.changed.emit()

    def state(self) -> dict[str, Any]:
        """What is filtered by, as plain values."""
        chosen = {name: sorted(str(key) for key in self.chosen(name)) for name in self._chips}
        return {"words": self.search.text(), **chosen}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Filter as before."""
        self.search.setText(str(state.get("words", "")))
        for name, chip in self._chips.items():
            wanted = set(state.get(name, ()))
            chip.set_chosen(wanted)
            self._wanted[name] = wanted - chip.chosen
        self._fit()

    def _tell(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        for brief in (False, True):
            for chip in self._chips.values():
                chip.set_brief(brief)
            if self._flow.heightForWidth(self._flow.geometry().width()) <= self._one_line():
                break

    def _one_line(self) -> int:
        return max(part.sizeHint().height() for part in (self.search, *self._chips.values()))

    # Qt's

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def keep_view(settings: QSettings, key: str, view: TableView, filters: FilterBar) -> None:
    """Remember sort, columns and filters for the next start."""
    state = {"table": view.saved_state(), "filter": filters.state()}
    settings.setValue(key, json.dumps(state))


def restore_view(settings: QSettings, key: str, view: TableView, filters: FilterBar) -> bool:
    """Bring them back; false where nothing was kept, or what was kept can't be read."""
    kept = settings.value(key)
    if not kept:
        return False
    try:
        state = json.loads(str(kept))
        filters.restore(state["filter"])
        view.restore_state(state["table"])
    except (ValueError, KeyError, TypeError, AttributeError):
        settings.remove(key)
        return False
    return True
