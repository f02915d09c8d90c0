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


def commands_of(page: ChecklistPage) -> list[Command]:
    """What can be done with the checklist, and with the question in front."""
    open_ = page.is_open
    return [
        Command("checklist_next", "Next question", page.go_on, "Go", "Alt+Down", "arrow-down",
                "checklist", page.has_list),
        Command("checklist_back", "Question before", page.go_back, "Go", "Alt+Up", "arrow-up",
                "checklist", page.has_list),
        Command("checklist_paste", "Paste evidence", page.paste, "Edit", "", "paperclip",
                "screenshot file clipboard", open_),
        Command("checklist_copy_all", "Copy last time’s answers to what is open",
                page.copy_all, "Edit", "", "undo-2", "checklist quarter", open_),
        Command("checklist_history", "History of this question", page.history, "View", "",
                "history", "who when before", page.has_list),
        Command("checklist_send", "Send as a form…", page.writes.send, "File", "", "mail",
                "partner pdf xlsx paper print fill in", page.has_list),
        Command("checklist_close", "Close this checklist", page.close_list, "Edit", "", "lock",
                "finish done", open_),
        Command("checklist_reopen", "Reopen this checklist", page.reopen, "Edit", "",
                "lock-open", "", page.is_closed),
        Command("checklist_move_up", "Move up to the version in use", page.move_up, "Edit", "",
                "layers", "template version", page.is_old),
        Command("checklist_remove", "Remove this checklist", page.remove_list, "Edit", "",
                "trash-2", "delete", page.is_begun),
    ]  # fmt: skip


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
