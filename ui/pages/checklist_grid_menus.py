"""The menus of the grid: what all selected cells can be set to, what can be done with a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from models.checklist.values import YES_NO
from ui import icons

if TYPE_CHECKING:
    from ui.pages.checklist_grid import GridFace


def set_menu(face: GridFace) -> QMenu:
    """What the selected cells can be set to, above the bar's button."""
    menu = _menu(face)
    _add_answers(face, menu)
    menu.addAction("As the first one (Ctrl+D)", face.fill_down)
    menu.addAction("Nothing", face.clear_cells)
    menu.popup(face.set_button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))
    return menu


def cell_menu(face: GridFace, spot: QPoint) -> QMenu | None:
    """What can be done with a cell, or with the selection that it is in."""
    index = face.view.indexAt(spot)
    if not index.isValid():
        return None
    if not face.view.selectionModel().isSelected(index):
        face.view.setCurrentIndex(index)
    menu = _menu(face)
    can, writable = face.model.can_answer(index), face.writable
    if can:
        _add_answers(face, menu)
    steps = (
        ("One question at a time\tCtrl+Enter", "list-checks", face.open_current, True),
        ("Owner, due day, note…\tShift+F2", "notebook-pen", face.ask_beside,
         face.model.can_note(index)),
        ("Copy\tCtrl+C", "copy", face.copy_bare, True),
        ("Copy with headings\tCtrl+Shift+C", "copy", face.copy_cells, True),
        ("Paste\tCtrl+V", "file-plus", face.paste, writable),
        ("Fill down\tCtrl+D", "arrow-down", face.fill_down, writable),
        ("Clear\tDelete", "x", face.clear_cells, can),
    )  # fmt: skip
    for title, icon, run, enabled in steps:
        menu.addAction(icons.icon(icon), title, run).setEnabled(enabled)
    menu.popup(face.view.viewport().mapToGlobal(spot))
    return menu


def _menu(face: GridFace) -> QMenu:
    menu = QMenu(face)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add_answers(face: GridFace, menu: QMenu) -> None:
    """The answers that all selected cells take."""
    answers: list[tuple[str, str]] = []
    if face.view.kinds_chosen() == {"yes_no"}:
        answers = list(YES_NO.items())
    elif face.view.kinds_chosen() == {"choice"}:
        columns = {cell.column() for cell in face.view.chosen()}
        if len(columns) == 1:
            choices = face.model.items[columns.pop()][1].choices
            answers = [(choice.key, choice.label) for choice in choices]
    for key, words in answers:
        menu.addAction(words, _Setting(face, key))
    if answers:
        menu.addSeparator()


class _Setting:
    """Gives the selected cells one answer; an object, so that no closure keeps the face."""

    def __init__(self, face: GridFace, value: str) -> None:
        self.face, self.value = face, value

    def __call__(self) -> None:
        self.face.edits.set_all(self.face.view.chosen(), self.value)
        self.face.view.setFocus()
