"""A template's draft: its sections and items at the left, the form of one at the right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from models.checklist import editing
from models.errors import UserError
from models.text import counted, shortened
from ui import theme
from ui.commands import Command
from ui.desk import Desk
from ui.pages.templates_changes import TemplateChanges
from ui.pages.templates_side import FormSide
from ui.pages.templates_tree import HEAD, At, OutlineCard
from ui.widgets.message_bar import MessageBar
from ui.widgets.page import PageBody, PageHeader

if TYPE_CHECKING:
    from models.store.checklist_drafts import Draft

_SHORT = 40


class TemplateEditor(QWidget):
    """Each edit is one change that can be undone; nobody is asked by it until it is saved."""

    leaving = Signal()  # back to the list
    loaded = Signal()

    def __init__(self, desk: Desk, changes: TemplateChanges, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.changes = desk, changes
        self.key = ""
        self.told: Draft | None = None
        self._at: At = HEAD
        self._anew = True
        self._pending = 0  # edits that are being written
        self._build()

    # ---- reading ---------------------------------------------------------------------------

    def open(self, key: str) -> None:
        """Show the draft under a key; of another one from its first question on."""
        if key != self.key:
            self.key, self.told = key, None
            self._at, self._anew = (0, 0), True
            self.tree.setFocus()  # else a button in the head has it, where Enter discards
        self.reload()

    def reload(self) -> None:
        key, today = self.key, self.desk.today

        def read(portfolio: Any) -> Draft:
            from models.store.checklist_drafts import draft

            return draft(portfolio, key, today)

        self.desk.lane.read(read, self._take, owner=self, key="draft", failed=self._gone)

    def _take(self, told: Draft) -> None:
        if told.kept.key != self.key or self._pending:
            return  # the last of the edits under way reads again
        self.told = told
        name = told.template.name
        self.header.set_title(name)
        self.header.set_crumbs([("list", "Templates"), ("", name)])
        self.header.set_sub(_head_words(told))
        count = len(told.faults)
        self.faults_button.setText(counted(count, "fault"))
        self.faults_button.setVisible(bool(count))
        can_write = self.changes.can_write
        self.save_button.setVisible(can_write)
        self.save_button.setEnabled(not count and (told.before is None or bool(told.differences)))
        self.save_button.setToolTip("Correct the faults first" if count else "")
        self.discard_button.setVisible(can_write)
        for button in self.tools.values():
            button.setEnabled(can_write)
        self._at = self.tree.show_template(told.template, told.faults, self._at)
        self._show_form()
        self.loaded.emit()

    def _gone(self, error: BaseException) -> None:
        if isinstance(error, UserError):  # the draft was discarded, or its beginning undone
            self.leaving.emit()

    # ---- showing ---------------------------------------------------------------------------

    def _choose(self, at: At) -> None:
        """Another row of the tree; what is being typed is told first."""
        before = self._at
        if at == before:
            return
        self.commit()
        self._at = at
        self._anew = True
        self._show_form()
        self.side.go_to_top()

    def _show_form(self) -> None:
        told = self.told
        if told is None:
            return
        faults = [f for f in told.faults if (f.section, f.item) == self._at]
        can_write = self.changes.can_write
        self.side.show_place(told, self._at, faults, can_write=can_write, anew=self._anew)
        self._anew = False

    # ---- what can be done ------------------------------------------------------------------

    def commands(self) -> list[Command]:
        may = self._may
        return [
            Command("template_save", "Save as a new version…", self.save, "File", "Ctrl+S",
                    "badge-check", "put in use", may),
            Command("template_add", "Add a question", self.add_item, "Edit", "", "plus", "item",
                    may),
            Command("template_section", "Add a section", self.add_section, "Edit", "",
                    "layers", "", may),
            Command("template_up", "Move up", self.move_up, "Edit", "", "arrow-up", "order", may),
            Command("template_down", "Move down", self.move_down, "Edit", "", "arrow-down", "order",
                    may),
            Command("template_twice", "Copy the question", self.copy_item, "Edit", "", "copy",
                    "duplicate", may),
            Command("template_remove", "Remove it from the template", self.remove, "Edit", "",
                    "trash-2", "delete", may),
            Command("template_fault", "Go to the next fault", self.next_fault, "Go", "",
                    "octagon-alert", "", self._has_faults),
            Command("template_drop", "Discard the draft", self.discard, "Edit", "", "trash-2", "",
                    may),
        ]  # fmt: skip

    def commit(self) -> None:
        """Write what is being typed."""
        self.side.form_at(self._at).commit()

    def save(self) -> None:
        self.commit()
        told = self.told
        if told is None or not self._may():
            return
        if told.faults:
            self.next_fault()
            count = counted(len(told.faults), "fault")
            keeps = "keeps" if len(told.faults) == 1 else "keep"
            self._say(f"{count} {keeps} it from being saved.", told.faults[0].words)
        elif self.save_button.isEnabled():
            self.changes.ask_to_save(told)
        else:
            self.desk.toast("Nothing is different from the version in use")

    def discard(self) -> None:
        if self.told is not None and self._may():
            self.changes.discard(self.key, self.told.template.name)

    def next_fault(self) -> None:
        """Go to the fault after the one that is shown."""
        if self.told is None or not self.told.faults:
            return
        places: list[At] = list(dict.fromkeys((f.section, f.item) for f in self.told.faults))
        after = (places.index(self._at) + 1) % len(places) if self._at in places else 0
        self.tree.go_to(places[after])
        key = next(f.key for f in self.told.faults if (f.section, f.item) == places[after])
        self.side.go_to_field(places[after], key)

    def add_item(self) -> None:
        told, (section, item) = self.told, self._at
        if told is None or not self._may():
            return
        section = section or 0
        items = len(told.template.sections[section].items)
        at = items if item is None else item + 1
        self._then((section, at))
        self._change(partial(editing.add_item, section=section, at=at), "Add a question")
        self.tree.setFocus()

    def add_section(self) -> None:
        told, (section, _) = self.told, self._at
        if told is None or not self._may():
            return
        at = len(told.template.sections) if section is None else section + 1
        self._then((at, None))
        self._change(partial(editing.add_section, at=at, name="New section"), "Add a section")

    def copy_item(self) -> None:
        section, item = self._at
        if section is None or item is None or not self._may():
            return
        self._then((section, item + 1))
        self._change(partial(editing.copy_item, section=section, item=item), "Copy a question")

    def remove(self) -> None:
        section, item = self._at
        if section is None or not self._may():
            return
        self._change(
            partial(editing.remove, section=section, item=item), f"Remove ‘{self._words()}’"
        )

    def move_up(self) -> None:
        self._move(-1)

    def move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        told, (section, item) = self.told, self._at
        if told is None or section is None or not self._may():
            return
        self.commit()
        text, at = editing.move(told.kept.text, section, item, by)
        if text != told.kept.text:
            label = f"Move ‘{self._words()}’"
            self._then(at)
            self._change(partial(_moved, section, item, by), label)

    # ---- inside ----------------------------------------------------------------------------

    def _change(self, how: Callable[[str], str], label: str) -> None:
        self.message.hide()
        self._pending += 1
        self.changes.change(self.key, how, label, self._written)

    def _written(self, _: object = None) -> None:
        self._pending -= 1
        if not self._pending:
            self.reload()

    def _then(self, at: At) -> None:
        """Where to be once the change is written."""
        self._at, self._anew = at, True

    def _edit_item(self, values: object) -> None:
        section, item = self._at
        if section is not None and item is not None and isinstance(values, dict):
            how = partial(editing.set_item, section=section, item=item, values=values)
            self._change(how, f"Edit ‘{self._words()}’")

    def _edit_section(self, key: str, value: Any) -> None:
        section = self._at[0]
        if section is not None:
            how = partial(editing.set_section, section=section, key=key, value=value)
            self._change(how, f"Edit ‘{self._words()}’")

    def _edit_head(self, key: str, value: Any) -> None:
        how = partial(editing.set_head, key=key, value=value)
        self._change(how, "Edit what a checklist is about")

    def _words(self) -> str:
        """What the place is called, for a label."""
        section, item = self._at
        sections = self.told.template.sections if self.told else ()
        # While an edit is being written a place may be one that is not read yet.
        if section is None or section >= len(sections):
            return ""
        items = sections[section].items[item : item + 1] if item is not None else ()
        words = items[0].asks if items else sections[section].name
        return shortened(words, _SHORT)

    def _asked(self, what: str) -> None:
        doings = {
            "up": self.move_up,
            "down": self.move_down,
            "add": self.add_item,
            "remove": self.remove,
            "copy": self.copy_item,
            "edit": self._give_focus,
            "section": self.add_section,
        }
        doings[what]()

    def _give_focus(self) -> None:
        self.side.form_at(self._at).give_focus()

    def _may(self) -> bool:
        shown = self.isVisibleTo(self.window())
        return shown and self.told is not None and self.changes.can_write

    def _has_faults(self) -> bool:
        return self._may() and self.told is not None and bool(self.told.faults)

    def _refuse(self, error: object) -> None:
        """An edit that was not written; the form goes back to what is there."""
        words = ("That could not be written.", "Something of ours failed; nothing was changed.")
        if isinstance(error, UserError):
            words = (error.message, error.hint)
        self._anew = True
        self._written()
        self._say(*words)

    def _say(self, words: str, hint: str) -> None:
        self.message.set("short", words, hint)
        self.message.show()

    def _leave(self, _: object = None) -> None:
        self.commit()
        self.leaving.emit()

    # ---- building --------------------------------------------------------------------------

    def _build(self) -> None:
        self.header = PageHeader("Template")
        self.header.crumb_clicked.connect(self._leave)
        self.faults_button = self.header.add_button("", "quiet", "octagon-alert")
        self.faults_button.clicked.connect(self.next_fault)
        self.discard_button = self.header.add_button("Discard draft", "quiet", "trash-2")
        self.discard_button.clicked.connect(self.discard)
        self.save_button = self.header.add_button("Save as a new version…", "primary")
        self.save_button.clicked.connect(self.save)
        self.message = MessageBar(closable=True)
        self.message.closed.connect(self.message.hide)
        self.message.hide()
        self.changes.refused.connect(self._refuse)
        left = OutlineCard()
        self.tree, self.tools = left.tree, left.tools
        self.tree.chosen.connect(self._choose)
        left.asked.connect(self._asked)
        self.side = right = FormSide()
        self.preview = right.preview
        self.head, self.section, self.item = right.head, right.section, right.item
        self.head.edited.connect(self._edit_head)
        self.section.edited.connect(self._edit_section)
        self.item.edited.connect(self._edit_item)
        sides = QSplitter(Qt.Orientation.Horizontal)
        sides.setChildrenCollapsible(False)
        sides.setHandleWidth(theme.px(12))
        sides.addWidget(left)
        sides.addWidget(right)
        sides.setStretchFactor(0, 2)
        sides.setStretchFactor(1, 3)
        left.setMinimumWidth(theme.px(240))
        sides.setSizes([theme.px(380), theme.px(720)])
        right.setMinimumWidth(theme.px(380))
        body = PageBody()
        for part in (self.header, self.message):
            body.column.addWidget(part)
        body.column.addWidget(sides, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(body)


def _head_words(told: Draft) -> str:
    if told.before is None:
        return "A new template · nobody is asked by it until it is put in use"
    version = told.before.version
    count = counted(len(told.differences), "difference")
    return f"Draft · {count} from version {version}, which is in use until it is saved"


def _moved(section: int, item: int | None, by: int, text: str) -> str:
    return editing.move(text, section, item, by)[0]
