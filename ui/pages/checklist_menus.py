"""The menus of the runner: the state of a question, and what can be done with the checklist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui import icons
from ui.commands import Command

if TYPE_CHECKING:
    from ui.pages.checklist import ChecklistPage


def show_states(page: ChecklistPage, button: QWidget) -> None:
    """What a person can say of a question beside its answer."""
    menu = _menu(page)
    menu.addAction("As the answer says", page.unmark)
    menu.addAction("In progress", page.mark_progress)
    menu.addAction("In review", page.mark_review)
    menu.addSeparator()
    menu.addAction("Waive…", page.waive)
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))


def show_more(page: ChecklistPage, commands: Sequence[Command]) -> None:
    """The commands that can be carried out now."""
    menu = _menu(page)
    for command in commands:
        if command.enabled():
            menu.addAction(icons.icon(command.icon), command.title, command.run)
    button = page.body.more
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))


def _menu(page: QWidget) -> QMenu:
    menu = QMenu(page)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu
