"""What is on record of a partner on a day, from which the views of its health are judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from models.action import Action
from models.benefits import Totals
from models.checklist.filled import Progress
from models.governance.cadence import Month, ReviewDue
from models.governance.meetings import Infraction, Meeting
from models.governance.notice import Notice, notice_of
from models.governance.plan_figures import Standing
from models.governance.register import Concern, EscalationStep
from models.governance.rules import USUAL_RULES, Rules
from models.governance.survey import Survey
from models.health import USUAL_LIMITS, HealthLimits
from models.ledger_health import LedgerHealth
from models.partner_file import PartnerFile
from models.program.terms import Calendar, Terms, Tier

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record of a partner on a day; what is empty or None is not known.

    `plan` are the year's objectives as they stand, `months` those of the last year that were to
    have a review of the pipeline, `lists` how far the checklists are whose day has come.
    `concerns` come with the steps of each by its id. `calendar` gives the program's of a day, since
    a meeting goes by that of its own; None where one holds for all.
    """

    file: PartnerFile
    terms: Terms
    day: date
    rules: Rules = USUAL_RULES
    limits: HealthLimits = USUAL_LIMITS
    ledger: LedgerHealth | None = None
    actions: Sequence[Action] = ()
    plan: Sequence[Standing] = ()
    review: ReviewDue | None = None
    months: Sequence[Month] = ()
    meetings: Sequence[Meeting] = ()
    infractions: Sequence[Infraction] = ()
    concerns: Sequence[Concern] = ()
    steps: Mapping[int, Sequence[EscalationStep]] = field(default_factory=dict)
    benefits: Totals | None = None
    lists: Progress | None = None
    survey: Survey | None = None
    calendar: Callable[[date], Calendar] | None = None

    @property
    def shared(self) -> "Known":
        """The same without the concerns that are kept from the partner."""
        return replace(self, concerns=[one for one in self.concerns if not one.internal])

    @property
    def since(self) -> date:
        """The first day of the year that is looked back on."""
        return max(date.min + YEAR, self.day) - YEAR

    @property
    def held(self) -> Tier | None:
        """The granted tier; None without one, or where it is another program's."""
        tier = self.terms.by_key.get(self.file.decision.granted_tier or "")
        return tier if tier in self.terms.tiers else None

    @property
    def asked(self) -> Tier:
        """The tier whose minima count: the one held, else the next one, else the highest."""
        following = self.file.decision.next_tier
        aim = self.terms.by_key[following.tier] if following else self.terms.tiers[0]
        return self.held or aim

    def recent(self) -> list[Meeting]:
        """The meetings of the last year that were not cancelled."""
        return [
            one
            for one in self.meetings
            if self.since < one.on_date <= self.day and one.state != "cancelled"
        ]

    def notice(self, meeting: Meeting) -> Notice:
        """How the notice of a meeting stands, as its own page says it."""
        day = meeting.on_date
        asked = self.calendar(day) if self.calendar else self.terms.calendar
        return notice_of(meeting, asked, self.rules, self.day)
