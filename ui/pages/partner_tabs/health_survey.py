"""The survey of both sides: who was asked, what they answered, where they differ, how it went."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from models.governance.survey import PARTNER, gaps_words, mean_text
from models.text import day_text, shortened
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.charts import Sparkline
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import ElidedLabel, Label, line
from ui.widgets.quiet_combo import QuietCombo
from ui.widgets.two_sides import Pair, TwoSides

if TYPE_CHECKING:
    from models.checklist.records import Where
    from models.governance.survey import Survey
    from models.store.surveys import Offered, Round, Sheet

_SIDES = ("Our side", "The partner’s side")


class SurveyCard(Card):
    """``sending`` and ``answering`` carry the sheet that goes out, or is filled in here."""

    sending = Signal(object)
    answering = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("What both sides say", parent)
        self.rounds: Sequence[Round] = ()
        self.offered: Offered | None = None
        self._shown = ""
        self._writable = False
        self.period = QuietCombo((), "Round of the survey", width=130)
        self.period.chosen.connect(self._choose)
        self.ours = Button("Answer our side", "plain", "notebook-pen")
        self.ours.clicked.connect(self._answer)
        self.send = Button("Send to the partner…", "plain", "mail")
        self.send.clicked.connect(self._send)
        self.add_action(self.period)
        self.add_action(self.ours)
        self.add_action(self.send)
        self.empty = EmptyState(
            "message-square", "Neither side was asked yet",
            hint="Both sides answer the same ten statements, the partner in a form that you send"
            " and read back. Where they differ shows what to talk about. It decides no tier.",
        )  # fmt: skip
        self.answered = Label("", "body", "text_2", wrap=True)
        self.chart = TwoSides("Means of both sides by statement", _SIDES)
        self.gaps = Label("", "body", wrap=True)
        self.words = Label("", "body", "text_2", wrap=True)
        self._course = QWidget()
        self.lines = [Sparkline(f"{side}, mean of each round") for side in _SIDES]
        self.ends = [Label("", "small", "text_2") for _ in _SIDES]
        self._build_course()
        self._sheets = QVBoxLayout()
        self._sheets.setSpacing(2)
        self._rows: list[_SheetRow] = []
        self.found = QWidget()
        column = QVBoxLayout(self.found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for part in (self.answered, self.chart, self.gaps, self.words, self._course, line()):
            column.addWidget(part)
        column.addWidget(Label("Who was asked", "strong"))
        column.addLayout(self._sheets)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.found)

    def show_rounds(self, rounds: Sequence[Round], offered: Offered, *, writable: bool) -> None:
        """Every round, the newest first, and what can be begun now."""
        self.rounds, self.offered, self._writable = rounds, offered, writable
        periods = [one.period for one in rounds]
        if self._shown not in periods:
            answered = [one.period for one in rounds if one.survey.hosts or one.survey.partners]
            self._shown = next(iter(answered or periods), "")
        self.period.set_choices([(one.period, one.label) for one in rounds])
        self.period.set_current(self._shown)
        self.period.setVisible(len(rounds) > 1)
        asked = [s for one in rounds if one.period == offered.period for s in one.sheets]
        sent = any(sheet.side == PARTNER for sheet in asked)
        self.send.setText("Send to another person…" if sent else "Send to the partner…")
        self.send.setEnabled(writable and offered.partner is not None)
        self.ours.setEnabled(writable and offered.ours is not None)
        self.empty.setVisible(not rounds)
        self.found.setVisible(bool(rounds))
        self._show_round()

    def _show_round(self) -> None:
        told = next((one for one in self.rounds if one.period == self._shown), None)
        if told is None:
            return
        survey = told.survey
        there = bool(survey.lines)
        for part in (self.chart, self.gaps):
            part.setVisible(there)
        if there:
            pairs = [Pair(one.statement.text, one.host.mean, one.partner.mean)
                     for one in survey.lines]  # fmt: skip
            pairs.append(Pair("All together", survey.host.mean, survey.partner.mean, strong=True))
            self.chart.show_rows(pairs, survey.top)
            self.gaps.setText("\n".join(gaps_words(survey)))
            words = survey.answered_words
            self.answered.setText(f"{told.label}: {words[:1].lower()}{words[1:]}.")
        else:
            self.answered.setText(f"{told.label}: nobody has answered yet.")
        self.words.setText("\n".join(_in_words(survey)))
        self.words.setVisible(bool(self.words.text()))
        self._show_course()
        self._show_sheets(told.sheets)

    def _show_course(self) -> None:
        known = [one for one in reversed(self.rounds) if one.survey.lines]
        self._course.setVisible(len(known) > 1)
        for side, (chart, ends) in enumerate(zip(self.lines, self.ends, strict=True)):
            means = [(one.survey.partner if side else one.survey.host).mean for one in known]
            told = [(one.label, mean) for one, mean in zip(known, means, strict=True)
                    if mean is not None]  # fmt: skip
            said = ", ".join(f"{label} {mean_text(mean)}" for label, mean in told)
            chart.set_values([float(mean) for _, mean in told], said)
            ends.setText(f"{_SIDES[side]}: {said}" if said else f"{_SIDES[side]}: no answer yet")

    def _show_sheets(self, sheets: Sequence[Sheet]) -> None:
        while len(self._rows) < len(sheets):
            row = _SheetRow()
            row.open.clicked.connect(partial(self._open, len(self._rows)))
            self._rows.append(row)
            self._sheets.addWidget(row)
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(sheets))
            if at < len(sheets):
                row.show_sheet(sheets[at])

    @property
    def sheets(self) -> Sequence[Sheet]:
        return next((one.sheets for one in self.rounds if one.period == self._shown), ())

    def _choose(self, period: object) -> None:
        self._shown = str(period)
        self._show_round()

    def _send(self) -> None:
        if self.offered is not None and self.offered.partner is not None:
            self.sending.emit(self.offered.partner)

    def _answer(self) -> None:
        """Go on with what was begun of our side, or begin another respondent's."""
        if self.offered is None:
            return
        begun = [
            sheet
            for one in self.rounds
            if one.period == self.offered.period
            for sheet in one.sheets
            if sheet.side != PARTNER and sheet.answered < sheet.of
        ]
        where = begun[0].where if begun else self.offered.ours
        if where is not None:
            self.answering.emit(where)

    def _open(self, at: int, _: bool = False) -> None:
        where: Where = self.sheets[at].where
        self.answering.emit(where)

    def _build_course(self) -> None:
        row = QHBoxLayout(self._course)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        for chart, ends in zip(self.lines, self.ends, strict=True):
            part = QVBoxLayout()
            part.setSpacing(2)
            part.addWidget(ends)
            part.addWidget(chart)
            row.addLayout(part, 1)


class _SheetRow(QWidget):
    """One respondent: whose side, who, how far; and the way to the answers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = ElidedLabel("", "body")
        self.open = Button("Open", "link")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.told, 1)
        row.addWidget(self.open)

    def show_sheet(self, sheet: Sheet) -> None:
        side = _SIDES[sheet.side == PARTNER]
        who = f" ({shortened(sheet.who, 60)})" if sheet.who else ""
        parts = []
        if sheet.sent_on:
            parts.append(f"sent on {day_text(sheet.sent_on)}")
        if sheet.answered_on:
            parts.append(
                f"{sheet.answered} of {sheet.of} answered, last on {day_text(sheet.answered_on)}"
            )
        elif sheet.sent_on:
            parts.append("not back yet")
        else:
            parts.append("begun")
        self.told.setText(f"{side}, {sheet.number}{who}: {'; '.join(parts)}")
        self.open.setAccessibleName(f"Open the answers of {side.lower()}, {sheet.number}")


def _in_words(survey: Survey) -> list[str]:
    """What each side added; ours is for the house only, as all of this tab."""
    return [
        *(f"The partner’s side says: “{one}”" for one in survey.partner_words),
        *(f"Our side says, not for the partner: “{one}”" for one in survey.host_words),
    ]
