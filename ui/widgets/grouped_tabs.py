"""The tabs of a page with many: groups in one row, the tabs of the open group in the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import theme
from ui.widgets.tab_bar import TabBar


class GroupedTabs(QWidget):
    """tabs: (key, title, group), those of a group side by side; the second row is hidden where a
    group has but one. A group opens at the tab of it that was shown last.
    """

    picked = Signal(str)  # the key of a tab, when a person goes to another one

    def __init__(
        self, name: str, tabs: Sequence[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._titles = {key: title for key, title, _ in tabs}
        self._group_of = {key: group for key, _, group in tabs}
        self._members: dict[str, list[str]] = {}
        for key, _, group in tabs:
            self._members.setdefault(group, []).append(key)
        self._names = list(self._members)
        self._last = {group: keys[0] for group, keys in self._members.items()}
        self.groups = TabBar(name)
        self.parts = TabBar(name)
        theme.set_kind(self.parts, "parts")
        for group in self._names:
            self.groups.addTab(group)
        self._current = tabs[0][0]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.groups)
        column.addWidget(self.parts)
        self.setFocusProxy(self.groups)
        self.groups.currentChanged.connect(self._pick_group)
        self.parts.currentChanged.connect(self._pick_part)
        self.show_tab(self._current)

    @property
    def current(self) -> str:
        """The key of the tab in front."""
        return self._current

    def title(self, key: str) -> str:
        """What the tab says, with its count."""
        return self._titles[key]

    def set_title(self, key: str, title: str) -> None:
        self._titles[key] = title
        group = self._group_of[key]
        keys = self._members[group]
        if len(keys) == 1:
            self.groups.setTabText(self._names.index(group), title)
        elif group == self._group_of[self._current]:
            self.parts.setTabText(keys.index(key), title)

    def show_tab(self, key: str) -> None:
        """Bring a tab to the front without telling."""
        group = self._group_of[key]
        keys = self._members[group]
        self._current = self._last[group] = key
        for bar in (self.groups, self.parts):
            bar.blockSignals(True)
        self.groups.setCurrentIndex(self._names.index(group))
        while self.parts.count() > len(keys):
            self.parts.removeTab(self.parts.count() - 1)
        for at, one in enumerate(keys):
            if at < self.parts.count():
                self.parts.setTabText(at, self._titles[one])
            else:
                self.parts.addTab(self._titles[one])
        self.parts.setCurrentIndex(keys.index(key))
        self.parts.setAccessibleName(f"Parts of {group}")
        for bar in (self.groups, self.parts):
            bar.blockSignals(False)
        self.parts.setVisible(len(keys) > 1)

    def _pick_group(self, at: int) -> None:
        self.picked.emit(self._last[self._names[at]])

    def _pick_part(self, at: int) -> None:
        self.picked.emit(self._members[self._group_of[self._current]][at])
