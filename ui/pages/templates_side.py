"""The form of what is chosen in a template, under the question as it will look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui import theme
from ui.pages.templates_about import HeadForm, SectionForm
from ui.pages.templates_forms import ItemForm
from ui.pages.templates_preview import Preview
from ui.widgets.card import Card
from ui.widgets.page import PageScroll

if TYPE_CHECKING:
    from models.store.checklist_drafts import Draft, Fault
    from ui.pages.templates_tree import At

_LOW = 520  # logical pixels; under it the preview scrolls away with the form


class FormSide(QWidget):
    """Shows one of three forms; the preview is there for an item."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preview = Preview()
        self.head, self.section, self.item = HeadForm(), SectionForm(), ItemForm()
        self.faces = QStackedWidget()
        for face in (self.head, self.section, self.item):
            self.faces.addWidget(face)
        self.room = PageScroll(name="Form")
        self.room.body.setContentsMargins(0, 0, 8, 0)
        self.room.body.addWidget(self.faces)
        form = Card()
        form.body.addWidget(self.room, 1)
        self._low = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.preview)
        self._column.addWidget(form, 1)

    def form_at(self, at: At) -> HeadForm | SectionForm | ItemForm:
        """The form of a place."""
        section, item = at
        if section is None:
            return self.head
        return self.section if item is None else self.item

    def show_place(
        self, told: Draft, at: At, faults: Sequence[Fault], *, can_write: bool, anew: bool
    ) -> None:
        """Show the form of a place with what is wrong there."""
        section, item = at
        if section is None:
            self.head.show_head(told, faults, can_write=can_write, anew=anew)
        elif item is None:
            self.section.show_section(told, section, faults, can_write=can_write)
        else:
            shown = told.template.sections[section].items[item]
            self.item.show_item(told, shown, faults, can_write=can_write)
            self.preview.show_item(shown, told.template, told.facts)
        wanted = self.form_at(at)
        self.faces.setCurrentWidget(wanted)
        for form in (self.head, self.section, self.item):
            # A form out of sight must not keep the one that is shown as high as itself.
            form.setVisible(form is wanted)
        self.preview.setVisible(item is not None)

    def go_to_top(self) -> None:
        self.room.verticalScrollBar().setValue(0)

    def go_to_field(self, at: At, key: str) -> None:
        """Give a field the keyboard and bring it into sight."""
        field = self.form_at(at).rows.field_of(key)
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.room.ensureWidgetVisible(field, 0, theme.px(60))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < theme.px(_LOW)
        if low != self._low:
            self._low = low
            (self.room.body if low else self._column).insertWidget(0, self.preview)
            # What gets another parent is hidden by it.
            self.preview.setVisible(self.faces.currentWidget() is self.item)
