"""The fields of an item that hold several values: choices, tiers, a condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.checklist.states import STATE_WORDS
from models.checklist.values import YES_NO
from models.text import shortened
from ui.pages.templates_fields import RoomyCombo
from ui.widgets.buttons import Button, IconButton
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import Label
from ui.widgets.quiet_combo import QuietCombo

if TYPE_CHECKING:
    from models.checklist.template import Choice, Condition, Item
    from models.program.terms import Terms

ASKS = (
    ("required", "Required"),
    ("recommended", "Recommended"),
    ("not_asked", "Not asked"),
)
_STATES = [
    (key, STATE_WORDS[key]) for key in ("met", "not_met", "in_progress", "in_review", "not_started")
]
_BY_TIER, _ALWAYS = "by_tier", ""
_SHORT = 46


class ChoicesField(QWidget):
    """``changed`` carries the choices as a file holds them."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Choices")
        self._shown: tuple[Choice, ...] | None = None
        self.rows: list[_ChoiceRow] = []
        self._column = QVBoxLayout()
        self._column.setSpacing(4)
        self.more = Button("Add a choice", "quiet", "plus")
        self.more.clicked.connect(self._add)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._column)
        column.addLayout(foot)
        self.setFocusProxy(self.more)

    def show_choices(self, choices: Sequence[Choice], *, anew: bool) -> None:
        told = tuple(choices)
        if not anew and told == self._shown:
            return
        self._shown = told
        while len(self.rows) > len(told):
            self.rows.pop().deleteLater()
        while len(self.rows) < len(told):
            row = _ChoiceRow(len(self.rows) + 1)
            row.changed.connect(self._tell)
            row.removed.connect(self._remove)
            self.rows.append(row)
            self._column.addWidget(row)
        for row, choice in zip(self.rows, told, strict=True):
            row.show_choice(choice)

    def commit(self) -> None:
        if any(row.label.isModified() for row in self.rows):
            self._tell()

    def _values(self) -> list[dict[str, str]]:
        from models.checklist.editing import free_key

        found: list[dict[str, str]] = []
        taken = {row.key for row in self.rows if row.key}
        for row in self.rows:
            label = " ".join(row.label.text().split())
            row.label.setModified(False)
            if not row.key:
                row.key = free_key(label or "choice", taken)
                taken.add(row.key)
            entry = {"key": row.key, "label": label}
            if row.state.current != "met":
                entry["state"] = str(row.state.current)
            found.append(entry)
        return found

    def _tell(self) -> None:
        self.changed.emit(self._values())

    def _add(self) -> None:
        count = len(self.rows) + 1
        values = self._values()
        taken = {value["key"] for value in values}
        key = next(f"choice_{n}" for n in range(count, count + 99) if f"choice_{n}" not in taken)
        self.changed.emit([*values, {"key": key, "label": f"Choice {count}"}])

    def _remove(self, row: object) -> None:
        self.changed.emit(
            [value for value, one in zip(self._values(), self.rows, strict=True) if one is not row]
        )


class _ChoiceRow(QWidget):
    changed = Signal()
    removed = Signal(object)

    def __init__(self, number: int) -> None:
        super().__init__()
        self.key = ""
        self.label = QLineEdit()
        self.label.setAccessibleName(f"Choice {number}")
        self.label.editingFinished.connect(self._edited)
        self.state = QuietCombo(_STATES, f"What choice {number} means", width=124)
        self.state.chosen.connect(self._chosen)
        self.drop = IconButton("x", f"Remove choice {number}")
        self.drop.clicked.connect(self._drop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.label, 1)
        row.addWidget(self.state)
        row.addWidget(self.drop)

    def show_choice(self, choice: Choice) -> None:
        self.key = choice.key
        self.label.setText(choice.label)
        self.label.setModified(False)
        self.state.set_current(choice.state)

    def _edited(self) -> None:
        if self.label.isModified():
            self.changed.emit()

    def _chosen(self, _: object) -> None:
        self.changed.emit()

    def _drop(self) -> None:
        self.removed.emit(self)


class AskField(QWidget):
    """Whom it is asked of: of all tiers alike, or by tier. ``changed`` carries a file's value."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.whole = QuietCombo([*ASKS, (_BY_TIER, "Differs by tier")], "Asked", width=170)
        self.whole.chosen.connect(self._choose)
        self.tiers: dict[str, QuietCombo] = {}
        self._box = QWidget()
        self._flow = FlowLayout(self._box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.whole)
        column.addWidget(self._box)
        self.setFocusProxy(self.whole)

    def show_ask(self, item: Item, terms: Terms) -> None:
        labels = {tier.key: tier.label for tier in terms.tiers}
        # A tier of another program that the template names keeps its say.
        labels |= {key: key for key in item.ask if key and key not in labels}
        if list(self.tiers) != list(labels):
            self._build(labels)
        alike = set(item.ask) == {""}
        self.whole.set_current(item.ask[""] if alike else _BY_TIER)
        self._box.setVisible(not alike)
        for key, combo in self.tiers.items():
            combo.set_current(item.asked_of(key))

    def _build(self, labels: Mapping[str, str]) -> None:
        self._flow.clear()
        self.tiers = {}
        for key, label in labels.items():
            combo = QuietCombo(ASKS, f"Asked of {label}", width=148)
            combo.chosen.connect(self._tell)
            pair = QWidget()
            row = QHBoxLayout(pair)
            row.setContentsMargins(0, 0, 8, 0)
            row.setSpacing(6)
            row.addWidget(Label(label, "small", "text_2"))
            row.addWidget(combo)
            self._flow.addWidget(pair)
            self.tiers[key] = combo

    def _choose(self, told: object) -> None:
        if told == _BY_TIER:
            first = next(iter(self.tiers.values()), None)
            now = str(first.current) if first is not None else "required"
            keys = list(self.tiers)
            self.changed.emit(dict.fromkeys(keys, now) | {"others": now})
        else:
            self.changed.emit(told)

    def _tell(self, _: object) -> None:
        told = {key: str(combo.current) for key, combo in self.tiers.items()}
        last = list(told.values())[-1] if told else "required"
        self.changed.emit(told | {"others": last})


class WhenField(QWidget):
    """The condition on which it is asked. ``changed`` carries a file's value, None for always."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.which = RoomyCombo([(_ALWAYS, "Always")], "Asked only where", width=420)
        self.which.chosen.connect(self._choose)
        self._box = QWidget()
        self._flow = FlowLayout(self._box)
        self.boxes: dict[str, QCheckBox] = {}
        self._earlier: dict[str, Item] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.which)
        column.addWidget(self._box)
        self.setFocusProxy(self.which)

    def show_condition(self, when: Condition | None, earlier: Sequence[Item]) -> None:
        """`earlier` are the items above it whose answers can be asked for."""
        self._earlier = {item.key: item for item in earlier}
        choices: list[tuple[object, str]] = [(_ALWAYS, "Always")]
        choices += [(item.key, f"After ‘{shortened(item.asks, _SHORT)}’") for item in earlier]
        if when is not None and when.item not in self._earlier:
            choices.append((when.item, f"After {when.item}, which is not above"))
        self.which.set_choices(choices)
        self.which.set_current(when.item if when else _ALWAYS)
        self._show_answers(when)

    def _show_answers(self, when: Condition | None) -> None:
        self._flow.clear()
        self.boxes = {}
        self._box.setVisible(when is not None)
        if when is None:
            return
        answers = _answers(self._earlier.get(when.item))
        answers |= {value: value for value in when.values if value not in answers}
        for key, words in answers.items():
            box = QCheckBox(words)
            box.setAccessibleName(f"Asked after the answer {words}")
            box.setChecked(key in when.values)
            box.clicked.connect(self._tell)
            self._flow.addWidget(box)
            self.boxes[key] = box

    def _choose(self, key: object) -> None:
        if key == _ALWAYS:
            self.changed.emit(None)
            return
        answers = list(_answers(self._earlier.get(str(key))))
        usual = ["no"] if "no" in answers else answers[:1]
        self.changed.emit({"item": str(key), "is": usual})

    def _tell(self, _: bool = False) -> None:
        chosen = [key for key, box in self.boxes.items() if box.isChecked()]
        self.changed.emit({"item": str(self.which.current), "is": chosen} if chosen else None)


def _answers(item: Item | None) -> dict[str, str]:
    if item is None:
        return {}
    if item.kind == "yes_no":
        return dict(YES_NO)
    return {choice.key: choice.label for choice in item.choices}


def earlier_items(items: Sequence[Any], key: str) -> list[Any]:
    """The items above one that a condition can ask for the answer of."""
    found = []
    for item in items:
        if item.key == key:
            break
        if item.kind in ("yes_no", "choice"):
            found.append(item)
    return found
