"""What a partner's plan is read from, and what is added to it from a path, as the lane's work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from models.action import Action

if TYPE_CHECKING:
    from models.governance.action_lines import ActionLine
    from models.governance.recovery import Proposal
    from models.partner_file import PartnerFile
    from models.program.terms import Terms


@dataclass(frozen=True, slots=True)
class Planned:
    """A partner's actions, and the recovery plans that are proposed for it."""

    actions: tuple[ActionLine, ...]
    proposed: tuple[Proposal, ...]


def read_plan(file: PartnerFile, terms: Terms) -> Callable[[Any], Planned]:
    def read(portfolio: Any) -> Planned:
        from models.store.action_lines import of_partner
        from models.store.recovery import proposed

        actions = of_partner(portfolio, file.partner.id, file.decision.as_of)
        return Planned(actions, proposed(portfolio, file, terms))

    return read


def add_actions(partner_id: int, actions: Sequence[Action]) -> Callable[[Any], tuple[int, ...]]:
    def write(portfolio: Any) -> tuple[int, ...]:
        from models.store.actions import add

        return add(portfolio, partner_id, actions)

    return write


def begin_recovery(
    partner_id: int, criteria: Sequence[str], as_of: date, today: date
) -> Callable[[Any], object]:
    """Begins the plans that are proposed for these criteria, as one change."""

    def write(portfolio: Any) -> object:
        from models.store.recovery import accept_all

        return accept_all(portfolio, partner_id, criteria, as_of, today)

    return write
