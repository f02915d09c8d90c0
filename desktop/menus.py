"""The menus: every command of the frame as an action, with those of the page in front."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop import actions
from desktop.recent import RecentMenu
from ui import icons
from ui.commands import Running

if TYPE_CHECKING:
    from desktop.window import Window


class Menus(QObject):
    """`actions` are the frame's by the id of their command, `menus` by their word."""

    def __init__(self, window: "Window") -> None:
        super().__init__(window)
        self.window = window
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self._of_page: list[QAction] = []
        self._fill()

    def enable(self) -> None:
        """Offer what can be asked for now."""
        for command in self.window.commands:
            self.actions[command.id].setEnabled(command.enabled())

    def _fill(self) -> None:
        window, bar = self.window, self.window.menuBar()
        self.menus = {name: bar.addMenu(f"&{name}") for name in actions.MENUS}
        for command in window.commands:
            action = QAction(icons.icon(command.icon), command.title.replace("&", "&&"), window)
            action.setIconVisibleInMenu(False)
            if command.id == "keys":
                action.setShortcuts([QKeySequence(command.keys), QKeySequence("Ctrl+?")])
            elif command.keys:
                action.setShortcut(command.keys)
            action.triggered.connect(Running(command))
            self.actions[command.id] = action
            self.menus[command.group].addAction(action)
            if command.id == "open":
                self.recent = RecentMenu(window.session, window)
                self.menus[command.group].addMenu(self.recent)
            if command.id in actions.LINE_AFTER:
                self.menus[command.group].addSeparator()
        for menu in self.menus.values():
            menu.aboutToShow.connect(self._offer)
        self.enable()

    def _offer(self) -> None:
        """Bring a menu up to date before it is seen: what can be asked, and the page's own."""
        self.enable()
        for old in self._of_page:
            for menu in self.menus.values():
                menu.removeAction(old)
            old.deleteLater()
        self._of_page = []
        page = self.window.page
        for command in page.commands() if page else []:
            menu = self.menus.get(command.group, self.menus["Edit"])
            if not any(action.parent() is menu for action in self._of_page):
                self._of_page.append(menu.addSeparator())
            action = QAction(command.title.replace("&", "&&"), menu)
            # The page has bound the key itself; here it is only told.
            action.setText(f"{action.text()}\t{QKeySequence(command.keys).toString()}")
            action.setEnabled(command.enabled())
            action.triggered.connect(Running(command))
            menu.addAction(action)
            self._of_page.append(action)
