"""A question as the one who fills a checklist in will see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models.checklist.filled import quoted
from models.checklist.values import YES_NO, value_text
from models.text import listed, shortened
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.labels import ElidedLabel, Label, SettledLabel
from ui.widgets.pill import Pill

if TYPE_CHECKING:
    from models.checklist.template import Condition, Item, Template

_SHORT = 50
_LETTERS = {"yes": "Y", "partly": "P", "no": "N", "na": "A"}
_WORDS = {
    "number": "A number",
    "money": "An amount",
    "date": "A date, such as 3 Mar 2026",
    "text": "Words",
    "people": "Names, with ; between them",
    "file": "A file: dropped, pasted or picked",
}
_SIDES = {
    "ours": "We answer",
    "partner": "The partner answers",
    "joint": "Both together",
}


class Preview(Card):
    """Shows one item with the facts of some partner filled in; nothing of it can be clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName("How it will look")
        self.body.setContentsMargins(16, 12, 16, 12)
        self.body.setSpacing(6)
        self.head = Label("How it will look", "small_strong", "text_2")
        self.question = SettledLabel("", "question")
        self.help = SettledLabel("", "body", "text_2")
        self._box = QWidget()
        self._answers = FlowLayout(self._box)
        self._answers.setContentsMargins(0, 2, 0, 0)
        self.foot = ElidedLabel("", "small", "text_2")
        for part in (self.head, self.question, self.help, self._box, self.foot):
            self.body.addWidget(part)
        self.answers: list[str] = []

    def show_item(self, item: Item, template: Template, facts: Mapping[str, str]) -> None:
        self.question.setText(quoted(item.asks, facts))
        words = quoted(item.help, facts)
        self.help.setText(words)
        self.help.setVisible(bool(words))
        self._show_answers(item)
        told = [_SIDES[item.side]]
        if item.clause:
            told.append(item.clause)
        if item.evidence != "none":
            told.append("needs a file" if item.evidence == "needed" else "a file is welcome")
        if item.internal:
            told.append("stays in the house")
        if item.when is not None:
            told.append(_only(item.when, template))
        self.foot.setText("  ·  ".join(told))

    def _show_answers(self, item: Item) -> None:
        answers = _answers(item)
        if answers == self.answers:
            return
        self.answers = answers
        self._answers.clear()
        for words in answers:
            self._answers.addWidget(Pill(words, "plain"))


def _answers(item: Item) -> list[str]:
    """What there is to answer with, each with its key."""
    if item.derived:
        return ["The records answer it"]
    if item.kind == "yes_no":
        found = [f"{_LETTERS[key]}  {words}" for key, words in YES_NO.items()]
        return found[::2] if item.mirrors else found
    if item.kind == "choice":
        return [f"{number}  {choice.label}" for number, choice in enumerate(item.choices, 1)]
    words = _WORDS[item.kind]
    return [f"{words} of {item.unit}" if item.unit else words]


def _only(when: Condition, template: Template) -> str:
    """The condition in words: asked only where ‘Is it so?’ is No or Partly."""
    other = template.items.get(when.item)
    if other is None:
        return "asked only where an item that is gone has an answer"
    answers = [value_text(other, value) for value in when.values]
    words = shortened(other.asks, _SHORT)
    return f"asked only where ‘{words}’ is {listed(answers, 'or')}"
