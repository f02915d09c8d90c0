"""The forms of a section of a template, and of the template as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from models.checklist.diff import APPLIES_WORDS, EVERY_WORDS, days_words
from ui.pages.templates_fields import FormRows, at_rows
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import SettledLabel

if TYPE_CHECKING:
    from models.store.checklist_drafts import Draft, Fault

EVIDENCE = (("none", "No file"), ("wanted", "A file if there is one"), ("needed", "A file"))


class SectionForm(QWidget):
    """``edited`` carries a key of a section and its value."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = ""
        self.rows = FormRows()
        self.name = self.rows.line("name", "Section", "Its name in the list of sections")
        self.each = self.rows.check("each", "From the program", "One item for each criterion")
        self.evidence = self.rows.combo("evidence", "Their evidence", EVIDENCE)
        self.rows.changed.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.rows)
        column.addStretch(1)

    def show_section(
        self, draft: Draft, section: int, faults: Sequence[Fault], *, can_write: bool
    ) -> None:
        told = draft.template.sections[section]
        self.rows.show_text("name", told.name, anew=self._key != told.key)
        self._key = told.key
        self.each.setChecked(told.each == "criterion")
        self.evidence.set_current(told.evidence)
        self.rows.show_row("evidence", bool(told.each))
        self.rows.set_can_write(can_write)
        self.rows.show_faults(at_rows(faults))

    def commit(self) -> None:
        self.rows.commit()

    def give_focus(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def _take(self, key: str, value: object) -> None:
        if key == "each":
            self.edited.emit("each", "criterion" if value else None)
        elif key == "name" and not value:
            self.rows.refuse("name", "A section needs a name.")
        else:
            self.edited.emit(key, value)


class HeadForm(QWidget):
    """``edited`` carries a key of the head and its value."""

    edited = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = FormRows()
        rows = self.rows
        self.name = rows.line("name", "Name")
        rows.line("says", "What it is for", "One sentence")
        self.every = rows.combo("every", "Comes back", _first_up(EVERY_WORDS))
        self.applies = rows.combo("applies_to", "For", _first_up(APPLIES_WORDS))
        self.tiers = _TiersField()
        self.tiers.changed.connect(self._take_tiers)
        rows.add("tiers", "Of the tiers", self.tiers)
        rows.line("opens", "Appears", "On the first day of its period", 250)
        rows.line("due", "Due", "0", 250)
        self.when = SettledLabel("", "small", "text_2")
        rows.add("when", "", self.when)
        self.carries = rows.check("carries", "Open items", "Are taken along into the next one")
        rows.changed.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(rows)
        column.addStretch(1)

    def show_head(
        self, draft: Draft, faults: Sequence[Fault], *, can_write: bool, anew: bool
    ) -> None:
        told = draft.template
        rows = self.rows
        rows.show_text("name", told.name, anew=anew)
        rows.show_text("says", told.says, anew=anew)
        rows.show_text("opens", "" if told.opens is None else str(told.opens), anew=anew)
        rows.show_text("due", str(told.due), anew=anew)
        self.every.set_current(told.every)
        self.applies.set_current(told.applies_to)
        self.tiers.show_tiers(told.tiers, [(t.key, t.label) for t in draft.terms.tiers])
        self.carries.setChecked(told.carries)
        once = told.every == "once"
        rows.show_row("opens", not once)
        rows.show_row("carries", not once)
        appears = "" if once else f"It appears {days_words(told.opens)}, and "
        self.when.setText(f"{appears or 'It '}is due {days_words(told.due, told.every)}.")
        tip = "Days after it is begun" if once else "Days after its last day; -7 is a week before"
        for key in ("opens", "due"):
            rows.fields[key].setToolTip(tip)
        rows.set_can_write(can_write)
        rows.show_faults(at_rows(faults))

    def commit(self) -> None:
        self.rows.commit()

    def give_focus(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def _take(self, key: str, value: object) -> None:
        if key in ("opens", "due"):
            self._take_days(key, str(value))
        elif key == "name" and not value:
            self.rows.refuse("name", "A checklist needs a name.")
        else:
            self.edited.emit(key, value)

    def _take_days(self, key: str, typed: str) -> None:
        if not typed:
            self.edited.emit(key, None if key == "opens" else 0)
            return
        try:
            self.edited.emit(key, int(typed.replace("\u2212", "-")))
        except ValueError:
            self.rows.refuse(key, "Write a whole number of days, as 14 or -45.")

    def _take_tiers(self, tiers: object) -> None:
        self.edited.emit("tiers", tiers)


class _TiersField(QWidget):
    """Tiers to tick; none ticked is all."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 4, 0, 0)
        self.boxes: dict[str, QCheckBox] = {}

    def show_tiers(self, chosen: Sequence[str], known: Sequence[tuple[str, str]]) -> None:
        labels = dict(known) | {key: key for key in chosen if key not in dict(known)}
        if list(labels) != list(self.boxes):
            for box in self.boxes.values():
                box.deleteLater()
            self.boxes = {}
            for key, label in labels.items():
                box = QCheckBox(label)
                box.setAccessibleName(f"Only for {label}")
                box.clicked.connect(self._tell)
                self._flow.addWidget(box)
                self.boxes[key] = box
        for key, box in self.boxes.items():
            box.setChecked(key in chosen)
        self.setToolTip("None ticked: all of them")

    def _tell(self, _: bool = False) -> None:
        chosen = [key for key, box in self.boxes.items() if box.isChecked()]
        self.changed.emit(chosen or None)


def _first_up(words: dict[str, str]) -> list[tuple[object, str]]:
    return [(key, told[:1].upper() + told[1:]) for key, told in words.items()]
