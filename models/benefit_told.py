"""What the entries of one benefit of one partner come to, taken one after the other."""

from dataclasses import dataclass, field
from datetime import date

from models.benefit_event import BenefitEvent

_ANSWERS = ("invited", "accepted", "declined")


@dataclass(slots=True)
class Told:
    """Answers, promises and deliveries up to the last entry that was taken."""

    answer: str = ""
    offered_on: date | None = None
    answered_on: date | None = None
    promised_on: date | None = None
    delivered_on: date | None = None
    open_promises: list[date] = field(default_factory=list)  # due dates of those not yet kept
    delivered: int = 0
    deals: set[int] | None = None
    parts: frozenset[str] = frozenset()

    @property
    def promised_for(self) -> date | None:
        """The day by which the first open promise is to be kept; None where none was named."""
        first = self.open_promises[0] if self.open_promises else date.max
        return None if first == date.max else first

    def take(self, event: BenefitEvent, *, counts: bool) -> None:
        """Add an entry; a delivery that does not count is dated all the same."""
        if event.event in _ANSWERS:
            self.answer = event.event
            if event.event == "invited":
                self.offered_on, self.answered_on = event.on_date, None
            else:
                self.answered_on = event.on_date
        elif event.event == "promised":
            self.open_promises.append(event.due_on or date.max)
            self.open_promises.sort()
            self.promised_on = event.on_date
        else:
            del self.open_promises[:1]  # the one that is due first was kept
            self.delivered_on = event.on_date
            self.parts |= frozenset(event.parts)
            known = self.deals = self.deals or set()
            if counts and (not event.deal_id or event.deal_id not in known):
                self.delivered += 1  # a second wire on one win is not another win told
            known.add(event.deal_id)
