"""The form of one item of a template."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from ui.pages.templates_about import EVIDENCE
from ui.pages.templates_fields import FormRows, at_rows
from ui.pages.templates_parts import AskField, ChoicesField, WhenField, earlier_items
from ui.widgets.buttons import Button

if TYPE_CHECKING:
    from models.checklist.template import Item
    from models.store.checklist_drafts import Draft, Fault

KINDS = (
    ("yes_no", "Yes, partly, no"),
    ("number", "A number"),
    ("money", "An amount of money"),
    ("date", "A date"),
    ("choice", "A choice"),
    ("text", "Text"),
    ("people", "People"),
    ("file", "A file"),
)
_SIDES = (("ours", "We answer"), ("partner", "The partner answers"), ("joint", "Both together"))
_GATES = (
    ("invitation", "Gate: invitation accepted"),
    ("agreement", "Gate: program agreement in force"),
    ("tcv", "Gate: the lowest tier's target"),
    ("prerequisites", "Gate: the lowest tier's prerequisites"),
)
_NOBODY = ""


class ItemForm(QWidget):
    """``edited`` carries the values of an item to be set, by key; None takes one out."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Item | None = None
        self._kinds: dict[str, str] = {}
        self._currency = "USD"
        self.rows = FormRows()
        rows = self.rows
        self.asks = rows.line("asks", "Question", "What is to be answered")
        self.help = rows.line("help", "Line beneath", "What helps to answer it, or nothing")
        self.facts = Button("Quote a fact", "quiet", "database")
        self.facts.clicked.connect(self._offer_facts)
        self.facts.setToolTip("Its words are filled in from the partner's records")
        rows.add("facts", "", self.facts)
        self.kind = rows.combo("kind", "Answered with", KINDS)
        self.choices = ChoicesField()
        self.choices.changed.connect(self._take_choices)
        rows.add("choices", "Choices", self.choices)
        rows.line("unit", "Counts", "people, deals, hours", 200)
        rows.line("target", "Met from", "Any number will do", 200)
        self.side = rows.combo("side", "Who answers", _SIDES)
        self.evidence = rows.combo("evidence", "Evidence", EVIDENCE)
        rows.line("clause", "Clause", "C026", 120)
        self.ask = AskField()
        self.ask.changed.connect(self._take_ask)
        rows.add("ask", "Asked", self.ask)
        self.when = WhenField()
        self.when.changed.connect(self._take_when)
        rows.add("when", "Only where", self.when)
        self.source = rows.combo("source", "Answered by", [(_NOBODY, "A person")], 420)
        self.internal = rows.check("internal", "In the house", "Left out of what a partner gets")
        rows.line("key", "Kept as", "", 250)
        rows.changed.connect(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(rows)
        column.addStretch(1)

    def show_item(
        self, draft: Draft, item: Item, faults: Sequence[Fault], *, can_write: bool
    ) -> None:
        """Show an item; of the one that is shown already what is typed stays."""
        anew = self._item is None or self._item.key != item.key
        self._item, self._currency = item, draft.terms.currency
        rows = self.rows
        for key in ("asks", "help", "unit", "clause", "key"):
            rows.show_text(key, str(getattr(item, key)), anew=anew)
        rows.show_text("target", _target(item, draft.terms.currency), anew=anew)
        self.kind.set_current(item.kind)
        self.choices.show_choices(item.choices, anew=anew)
        rows.show_row("choices", item.kind == "choice")
        rows.show_row("unit", item.kind == "number")
        rows.show_row("target", item.kind in ("number", "money"))
        self.side.set_current(item.side)
        self.evidence.set_current(item.evidence)
        self.ask.show_ask(item, draft.terms)
        items = list(draft.template.items.values())
        self.when.show_condition(item.when, earlier_items(items, item.key))
        self._show_source(draft, item)
        self.internal.setChecked(item.internal)
        rows.set_can_write(can_write)
        rows.show_faults(at_rows(faults))

    def commit(self) -> None:
        self.rows.commit()
        self.choices.commit()

    def give_focus(self) -> None:
        self.asks.setFocus()
        self.asks.selectAll()

    # ---- inside ----------------------------------------------------------------------------

    def _show_source(self, draft: Draft, item: Item) -> None:
        from models.checklist.mirrors import MIRRORS

        choices: list[tuple[object, str]] = [(_NOBODY, "A person")]
        choices += [(f"criterion:{c.id}", f"Criterion: {c.label}") for c in draft.terms.criteria]
        choices += [(f"gate:{key}", words) for key, words in _GATES]
        choices += [(f"mirrors:{m.name}", f"Record: {m.label}") for m in MIRRORS.values()]
        self._kinds = {f"mirrors:{m.name}": m.kind for m in MIRRORS.values()}
        now = next(
            (
                f"{key}:{getattr(item, key)}"
                for key in ("criterion", "gate", "mirrors")
                if getattr(item, key)
            ),
            _NOBODY,
        )
        if now not in [key for key, _ in choices]:
            choices.append((now, f"{now.partition(':')[2]}, which is not known"))
        self.source.set_choices(choices)
        self.source.set_current(now)

    def _take(self, key: str, value: object) -> None:
        item = self._item
        if item is None:
            return
        if key == "source":
            self._take_source(str(value))
        elif key == "target":
            self._take_target(str(value))
        elif key == "kind":
            self._take_kind(str(value))
        elif key in ("help", "unit", "clause") and not value:
            self.edited.emit({key: None})
        elif key == "internal":
            self.edited.emit({key: True if value else None})
        elif key == "key" and value and value != item.key:
            self._take_key(str(value))
        elif key == "asks" and not value:
            self.rows.refuse("asks", "A question needs words.")
        elif getattr(item, key) != value:
            self.edited.emit({key: value})

    def _take_key(self, typed: str) -> None:
        from models.checklist.editing import free_key

        self.edited.emit({"key": free_key(typed, set())})

    def _take_kind(self, kind: str) -> None:
        item = self._item
        if item is None or kind == item.kind:
            return
        told: dict[str, Any] = {"kind": kind}
        if kind == "choice" and not item.choices:
            told["choices"] = [
                {"key": "good", "label": "Good"},
                {"key": "poor", "label": "Poor", "state": "not_met"},
            ]
        if kind != "choice" and item.choices:
            told["choices"] = None
        if kind not in ("number", "money") and item.target is not None:
            told["target"] = None
        if kind != "number" and item.unit:
            told["unit"] = None
        self.edited.emit(told)

    def _take_target(self, typed: str) -> None:
        from models.errors import UserError
        from models.typed import read_amount

        item = self._item
        if item is None:
            return
        if not typed:
            self.edited.emit({"target": None})
            return
        try:
            target = read_amount(typed, self._currency) if item.kind == "money" else int(typed)
        except (UserError, ValueError) as error:
            words = str(error) if isinstance(error, UserError) else "Write a whole number, as 12."
            self.rows.refuse("target", words)
            return
        if target != item.target:
            self.edited.emit({"target": target})

    def _take_source(self, told: str) -> None:
        values: dict[str, Any] = {"criterion": None, "gate": None, "mirrors": None}
        name, _, what = told.partition(":")
        if what:
            values[name] = what
        if name == "gate":
            values["kind"] = "yes_no"
        if told in self._kinds:
            values["kind"] = self._kinds[told]
        item = self._item
        if item is not None and values.get("kind") not in (None, "choice") and item.choices:
            values["choices"] = None
        self.edited.emit(values)

    def _take_choices(self, choices: object) -> None:
        self.edited.emit({"choices": choices})

    def _take_ask(self, ask: object) -> None:
        self.edited.emit({"ask": None if ask == "required" else ask})

    def _take_when(self, when: object) -> None:
        self.edited.emit({"when": when})

    def _offer_facts(self) -> None:
        from models.checklist.facts import FACTS

        menu = QMenu(self)
        for name, words in FACTS.items():
            menu.addAction(words).triggered.connect(partial(_quote, self.help, name))
        menu.popup(self.facts.mapToGlobal(self.facts.rect().bottomLeft()))


def _target(item: Item, currency: str) -> str:
    if item.target is None:
        return ""
    if item.kind != "money":
        return str(item.target)
    from models.checklist.values import typed_value

    return typed_value(item, f"{item.target} {currency}")


def _quote(line: QLineEdit, name: str, _: bool = False) -> None:
    line.insert(f"{{{name}}}")
    line.setModified(True)
    line.setFocus()
