"""Steps of participation as functions that the lane can carry out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from ui.dialogs.participation_step import Answer
from ui.pages.partner_tabs.writes import Write

if TYPE_CHECKING:
    from models.participation import Entry


def steps(ids: Sequence[int], answer: Answer, today: date) -> Write:
    """Records a step for one partner or for several alike."""

    def write(portfolio: Any) -> None:
        from models.store.participation import take_steps

        take_steps(
            portfolio, ids, answer.step, answer.on, by=answer.by, why=answer.why, today=today
        )

    return write


def forgotten(partner_id: int, answer: Answer, today: date) -> Write:
    """Records a step that lies before the ones that are known."""

    def write(portfolio: Any) -> None:
        from models.store.participation import recall

        recall(
            portfolio, partner_id, answer.step, answer.on, by=answer.by, why=answer.why,
            today=today,
        )  # fmt: skip

    return write


def correction(partner_id: int, entry: Entry, answer: Answer, today: date) -> Write:
    """Corrects a step that was taken."""

    def write(portfolio: Any) -> None:
        from models.store.participation import correct

        correct(
            portfolio, partner_id, entry, on=answer.on, by=answer.by, why=answer.why, today=today
        )

    return write


def without(partner_id: int, entry: Entry) -> Write:
    """Takes a step back that was recorded by mistake."""

    def write(portfolio: Any) -> None:
        from models.store.participation import take_back

        take_back(portfolio, partner_id, entry)

    return write
