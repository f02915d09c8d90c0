"""Asks for a step of an omission's review: the day, who takes it, words for the partner, a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from models.governance.omission_review import Move, Weighed
from ui.dialogs.step_form import StepForm
from ui.widgets.labels import Label
from ui.widgets.message_bar import MessageBar
from ui.widgets.quiet_combo import QuietCombo

_ABOUT = {
    "review": "Whoever takes the step is named in the history of the case.",
    "ask": "The case waits until the review is gone on with.",
    "accept": "The deal is added to ours and counts from then on. Undo takes it back.",
    "reject": "Nothing is added to our deals.",
    "withdraw": "The case is closed without a decision. It can be re-opened.",
    "reopen": "The decision is taken from the case, and stays in its history.",
}
_NOTES = {"ask": "What is missing", "reopen": "Why"}


@dataclass(frozen=True, slots=True)
class StepAnswer:
    """What was typed and chosen; `choice` is one of those that were offered, None without any."""

    on: date
    by_whom: str
    words: str
    note: str
    choice: int | None


class OmissionStepDialog(StepForm):
    """``answered`` carries a StepAnswer; it stays open until it is told that all was written."""

    answered = Signal(object)

    def __init__(
        self,
        move: Move,
        name: str,
        today: date,
        by_whom: str,
        parent: QWidget | None = None,
        *,
        weighed: Weighed | None = None,
        choices: Sequence[tuple[int, str]] = (),
    ) -> None:
        """`choices` are (key, words) of what is to become of the deal."""
        kind = "danger" if move.key in ("reject", "withdraw") else "primary"
        super().__init__(
            f"{move.verb}: {name}", move.verb, by_whom, parent, kind=kind,
            who="Name of the person who takes the step", wide=520,
        )  # fmt: skip
        self._needs_words = move.needs_words
        self.words = self.block("Words for the partner")
        self.words.setPlaceholderText("The partner reads this, in its pack and its letter")
        self.note = self.block(_NOTES.get(move.key, "Internal note"))
        if not move.needs_reason:
            self.note.setPlaceholderText("For the host only; may be left out")
        self.choice = QuietCombo(list(choices), "What becomes of the deal", width=320)
        rows: list[tuple[str, QWidget]] = [
            ("Date", self.ask_day(today, today)), ("By whom", self.by)
        ]  # fmt: skip
        if choices:
            rows.append(("The deal", self.choice))
        else:
            self.put_away(self.choice)
        if move.needs_words:
            rows.append((self.words.accessibleName(), self.words))
        else:
            self.put_away(self.words)
        rows.append((self.note.accessibleName(), self.note))
        self.lay_out(rows, above=self._told(move, weighed))
        self.keep(self.by, self.words, self.note)
        (self.by if not by_whom else self.words if move.needs_words else self.note).setFocus()

    def finish(self) -> None:
        day = self.read_step_day()
        if day is None:
            return
        chosen = self.choice.current if self.choice.count() else None
        self.go.setEnabled(False)  # until the answer comes back: once pressed is once recorded
        self.answered.emit(
            StepAnswer(
                day,
                self.by.text().strip(),
                self.words.toPlainText() if self._needs_words else "",
                self.note.toPlainText(),
                chosen if isinstance(chosen, int) else None,
            )
        )

    def _told(self, move: Move, weighed: Weighed | None) -> list[QWidget]:
        """What the step is, and what it would move."""
        told: list[QWidget] = []
        if about := _ABOUT.get(move.key, ""):
            told.append(Label(about, "body", "text_2", wrap=True))
        self.effect = MessageBar("accent")
        if weighed is None:
            self.put_away(self.effect)
        else:
            status = "at_risk" if weighed.left_out else "met" if weighed.lifts else "accent"
            lead = "If accepted: " if weighed.known else ""
            self.effect.set(status, f"{lead}{weighed.words}")
            told.append(self.effect)
        return told
