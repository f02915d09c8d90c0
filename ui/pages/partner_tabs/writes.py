"""Changes to a partner's records as functions that the lane can carry out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

Write = Callable[[Any], Any]


def new_partner(name: str) -> Write:
    """Adds a partner and gives its id; UserError where the name is taken."""

    def write(portfolio: Any) -> int:
        from models.store.partners import add_partner

        return add_partner(portfolio, name)

    return write


def partner(partner_id: int, **values: Any) -> Write:
    """Sets fields of the partner itself; UserError where its new name is taken."""

    def write(portfolio: Any) -> object:
        from models.store.partners import set_partner

        return set_partner(portfolio, partner_id, **values)

    return write


def agreement(partner_id: int, kind: str, **values: Any) -> Write:
    """Sets a date of the newest paper of a kind, or of a new one."""

    def write(portfolio: Any) -> object:
        from models.store.partners import set_agreement

        return set_agreement(portfolio, partner_id, kind, **values)

    return write


def agreements(partner_id: int, kinds: Sequence[str], **values: Any) -> Write:
    """Sets a date of the newest paper of several kinds alike."""

    def write(portfolio: Any) -> None:
        from models.store.partners import set_agreement

        for kind in kinds:
            set_agreement(portfolio, partner_id, kind, **values)

    return write


def record(kind: type[Any], record_id: int, /, **values: Any) -> Write:
    """Sets fields of a record."""

    def write(portfolio: Any) -> object:
        from models.store import records

        return records.update(portfolio, kind, record_id, **values)

    return write


def records(kind: type[Any], ids: Sequence[int], /, **values: Any) -> Write:
    """Sets fields of several records alike."""

    def write(portfolio: Any) -> None:
        from models.store import records

        for record_id in ids:
            records.update(portfolio, kind, record_id, **values)

    return write


def new_record(kind: type[Any], /, **values: Any) -> Write:
    """Adds a record and gives its id."""

    def write(portfolio: Any) -> int:
        from models.ids import new_id
        from models.store import records

        return records.add(portfolio, kind(id=new_id(), **values))

    return write


def without(kind: type[Any], ids: Sequence[int]) -> Write:
    """Deletes records and what belongs to them."""

    def write(portfolio: Any) -> None:
        from models.store import records

        records.delete(portfolio, kind, ids)

    return write
