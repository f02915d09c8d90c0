"""Changes to meetings as functions that the lane can carry out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

Write = Callable[[Any], Any]


def new(
    partner_id: int, on: date, today: date, values: dict[str, Any], people: Sequence[Any] = ()
) -> Write:
    """Adds a meeting and gives its id."""

    def write(portfolio: Any) -> int:
        from models.store.meetings import add

        return add(portfolio, partner_id, on, today, people, **values)

    return write


def fields(ids: Sequence[int], today: date, **values: Any) -> Write:
    """Sets fields of meetings alike."""

    def write(portfolio: Any) -> None:
        from models.store.meetings import set_meeting

        for meeting_id in ids:
            set_meeting(portfolio, meeting_id, today, **values)

    return write


def notice(ids: Sequence[int], on: date | None, today: date, how: str = "") -> Write:
    """Records the day on which the host was told, or takes it back."""

    def write(portfolio: Any) -> None:
        from models.store.meetings import give_notice

        give_notice(portfolio, ids, on, today, how)

    return write


def without(ids: Sequence[int]) -> Write:
    """Deletes meetings."""

    def write(portfolio: Any) -> None:
        from models.store.meetings import delete

        delete(portfolio, ids)

    return write


def attendee(meeting_id: int, name: str, role: str, side: str, contact_id: int = 0) -> Write:
    """Adds somebody to a meeting and gives the id."""

    def write(portfolio: Any) -> int:
        from models.store.meetings import add_attendee

        return add_attendee(portfolio, meeting_id, name, role, side, contact_id)

    return write


def decision(meeting_id: int, state: str, today: date, by: str, reason: str) -> Write:
    """Confirms, dismisses or re-opens what was found of a meeting's notice."""

    def write(portfolio: Any) -> int:
        from models.store import meetings

        if state == "reopened":
            return meetings.reopen_infraction(portfolio, meeting_id, today, by=by, reason=reason)
        return meetings.decide_infraction(portfolio, meeting_id, state, today, by=by, reason=reason)

    return write
