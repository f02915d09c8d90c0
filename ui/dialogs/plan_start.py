"""Asks which suggested objectives a year's plan takes in: the program's, the next tier's."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from models.governance.plan_templates import Template
from models.text import counted
from ui import theme
from ui.dialogs.small import SmallWindow
from ui.widgets.buttons import Button
from ui.widgets.labels import Label
from ui.widgets.page import PageScroll


class PlanStartDialog(SmallWindow):
    """``chosen`` carries the objectives of those that are ticked."""

    chosen = Signal(object)

    def __init__(
        self,
        year: int,
        templates: Sequence[Template],
        parent: QWidget | None = None,
        *,
        new: bool = True,
    ) -> None:
        super().__init__(f"Objectives of {year}", parent, close="Cancel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._new = new
        head = f"What is the plan of {year} to reach?" if new else f"Add to the plan of {year}"
        self.body.addWidget(Label(head, "card", wrap=True))
        self.body.addWidget(
            Label(
                "Baselines are last year’s figures, where they are known; targets are set"
                " afterwards.",
                "body", "text_2", wrap=True,
            )
        )  # fmt: skip
        self.boxes: list[tuple[QCheckBox, Template]] = []
        scroll = PageScroll(name="Suggested objectives")
        for words, usual in (("The program’s objectives", True), ("Towards the next tier", False)):
            own = [one for one in templates if one.usual is usual]
            if own:
                scroll.body.addWidget(Label(words, "table_head", "text_2"))
            for one in own:
                scroll.body.addWidget(self._box(one))
        scroll.body.addStretch(1)
        self.body.addWidget(scroll, 1)
        self.go = Button("", "primary")
        self.go.setDefault(True)
        self.go.clicked.connect(self.finish)
        self.foot.addWidget(self.go)
        self._count()
        self.resize(theme.px(560), theme.px(min(600, 250 + 62 * len(templates))))

    def finish(self) -> None:
        """Tell what is ticked."""
        picked = [one.objective for box, one in self.boxes if box.isChecked()]
        if picked:
            self.chosen.emit(picked)
            self.accept()

    def _box(self, template: Template) -> QWidget:
        box = QCheckBox(template.objective.title)
        box.setChecked(template.usual)
        box.setAccessibleName(template.objective.title)
        box.setAccessibleDescription(template.why)
        box.toggled.connect(self._count)
        self.boxes.append((box, template))
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(1)
        column.addWidget(box)
        clause = f" ({template.clause})" if template.clause else ""
        why = Label(f"{template.why}{clause}", "small", "text_2", wrap=True)
        why.setContentsMargins(theme.px(26), 0, 0, 0)
        column.addWidget(why)
        return held

    def _count(self, _: object = None) -> None:
        count = sum(box.isChecked() for box, _ in self.boxes)
        verb = "Start the plan with" if self._new else "Add"
        self.go.setText(f"{verb} {counted(count, 'objective')}")
        self.go.setEnabled(count > 0)
