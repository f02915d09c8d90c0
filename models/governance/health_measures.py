"""What each view of health is judged by: one small function a measure, from what is on record.

Five readings are ours. What happens again and again is looked at over the last twelve months. An
objective whose day is still to come is judged by its forecast, and its name says so: what is
reached by then says nothing of the rest of the year. A benefit counts against us once it was
promised for a day that has passed. And a survey speaks for a year. Where nothing of a kind was ever
recorded, nothing is judged by it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from models.commitments import SIDES, kept
from models.governance import escalation
from models.governance.cadence import INVITE_ONLY, KEPT, MISSED
from models.governance.health_known import Known
from models.governance.health_views import Measure, View, view_of
from models.governance.infractions import in_force
from models.governance.notice import counts
from models.governance.plan_figures import Standing
from models.governance.register import Concern, EscalationStep
from models.governance.survey import mean_text
from models.ledger_health import NO_LIST
from models.partner_file import PartnerFile
from models.program.terms import CriterionTerms, Tier
from models.program.windows import months_before
from models.text import counted, day_text, money_said, number

_SIDE = {"host": "the host", "partner": "the partner"}
Rule = Callable[[Known], Iterable[Measure]]


def views_of(known: Known) -> tuple[View, ...]:
    """The four views, each with its measures in their order."""
    return tuple(
        view_of(key, [one for rule in rules for one in rule(known)], known.limits)
        for key, rules in VIEWS.items()
    )


def nothing(key: str, name: str, said: str) -> Measure:
    """A measure that can't be taken, and what is lacking for it."""
    return Measure(key, name, 0, 0, said)


# ---- strategic ---------------------------------------------------------------------------------


def objectives(known: Known) -> Iterable[Measure]:
    """Each objective of the year's joint plan against its target; what is signed is financial."""
    if not known.plan:
        yield nothing("objective", "Joint objectives", "No joint objective is recorded.")
    for one in known.plan:
        if one.objective.kind != "signings":
            yield _objective(one, known.day)


def _objective(one: Standing, day: date) -> Measure:
    told = one.objective
    target, due = told.target or 0, told.due_on or date(told.year, 12, 31)
    if target <= 0:
        return Measure("objective", told.title, 0, 0, f"{told.title} has no target.", told.id)
    ahead = due >= day and (one.actual is None or one.actual < target)
    if ahead and told.forecast is None:
        said = f"{told.title} has no forecast for {day_text(due)}."
        return Measure("objective", told.title, 0, 0, said, told.id)
    reached = told.forecast if ahead else one.actual
    if reached is None:
        return Measure("objective", told.title, 0, 0, f"{told.title} has no actual.", told.id)
    # The word stands first: a long title is cut at its end.
    name = f"Forecast: {told.title}" if ahead else told.title
    how = "is forecast" if ahead else "is reached"
    so_far = f", {one.text(one.actual)} so far" if ahead and one.actual is not None else ""
    said = f"{told.title}: {one.text(reached)} of {one.text(target)} {how}{so_far}."
    return Measure("objective", name, reached, target, said, told.id)


def approvals(known: Known) -> Iterable[Measure]:
    """How many of the objectives both sides have approved."""
    if not known.plan:
        return
    agreed = sum(one.objective.state == "jointly_approved" for one in known.plan)
    said = f"{number(agreed)} of {counted(len(known.plan), 'objective')} approved by both sides."
    yield Measure("approvals", "Objectives approved by both", agreed, len(known.plan), said)


def reviews(known: Known) -> Iterable[Measure]:
    """Whether the last business review is no longer ago than the tier's interval.

    The share is that of the interval in the days that have gone by.
    """
    name, due = "Business review on its cadence", known.review
    if due is None or due.state == INVITE_ONLY:
        yield nothing("reviews", name, "No business review is asked for.")
    elif due.last is None or due.since is None or due.due_on is None:
        yield nothing("reviews", name, "No business review is on record.")
    else:
        span, gone = (due.due_on - due.since).days, (known.day - due.since).days
        said = (
            f"The last business review was held on {day_text(due.last)}; the next is due by"
            f" {day_text(due.due_on)}."
        )
        yield Measure("reviews", name, span, max(span, gone), said)


# ---- financial ---------------------------------------------------------------------------------


def amount(known: Known) -> Iterable[Measure]:
    """The program's amount against what the tier that is held asks for."""
    terms, tier, decision = known.terms, known.held, known.file.decision
    name = terms.tcv_label
    if tier is None:
        said = "No tier is granted, so there is no target to be held against."
        yield nothing("amount", name, said)
        return
    asks = terms.amount.asks.get(tier.key) if terms.amount else None
    target = int(asks.required) if asks is not None and asks.obligation == "required" else 0
    if not target:
        yield nothing("amount", name, f"{terms.program} asks for no amount.")
        return
    total, currency = decision.tcv.total, decision.currency
    said = (
        f"{money_said(total, currency)} of the {money_said(target, currency)} that"
        f" {tier.label} asks for."
    )
    yield Measure("amount", f"{name}, {tier.label}", total, target, said)


def signed(known: Known) -> Iterable[Measure]:
    """What is signed against the year's objective; without one, what was signed since January
    against the same days of the year before.
    """
    agreed = [one for one in known.plan if one.objective.kind == "signings"]
    if agreed:
        yield from (_objective(one, known.day) for one in agreed)
        return
    day, currency, name = known.day, known.file.decision.currency, "Signed this year"
    then = months_before(day, 12) if day.year > 1 else day
    now, before = _signed(known.file, day), _signed(known.file, then)
    if not before:
        said = f"Nothing was signed by {day_text(then)} of the year before to compare with."
        yield nothing("signed", name, said)
        return
    said = (
        f"{money_said(now, currency)} signed since January; it was"
        f" {money_said(before, currency)} by {day_text(then)}."
    )
    yield Measure("signed", "Signed this year against last", now, before, said)


def _signed(file: PartnerFile, day: date) -> int:
    first = date(day.year, 1, 1)
    return sum(
        one.tcv_minor
        for one in file.deals
        if one.deal.status == "won"
        and one.deal.qualified
        and one.deal.close_date is not None
        and first <= one.deal.close_date <= day
    )


# ---- operational -------------------------------------------------------------------------------


def partners_list(known: Known) -> Iterable[Measure]:
    """What the partner's own list says of the host's (C073)."""
    ledger = known.ledger
    if ledger is None or ledger.listed_on is None:
        yield nothing("list", "The partner’s own list", NO_LIST)
        return
    shares = (
        ("The host’s open deals that the list confirms", ledger.named),
        ("Deals of the list that the host knows", ledger.known),
        ("Deals in both lists that agree", ledger.agreed),
    )
    for name, share in shares:
        yield Measure("list", name, share.part, share.whole, ledger.evidence)


def trained(known: Known) -> Iterable[Measure]:
    """Trained people against the minimum of the tier that is held, else of the one aimed at."""
    tier = known.asked
    asked = [(one, _minimum(one, tier)) for one in known.terms.criteria]
    asked = [(one, least) for one, least in asked if one.counts == "people_trained" and least]
    if asked and not known.file.trainings:
        # Nothing on record is no evidence that nobody is trained.
        yield nothing("trained", "Trained people", "No training is on record.")
        return
    for criterion, least in asked:
        finding = known.file.decision.findings.get(criterion.id)
        count = int(finding.actual) if finding else 0
        people = counted(count, "trained person", "trained people")
        said = f"{people[:1].upper()}{people[1:]} of {number(least)} that {tier.label} asks for."
        name = criterion.label if len(asked) > 1 else "Trained people"
        yield Measure("trained", f"{name}, {tier.label}", count, least, said)


def _minimum(criterion: CriterionTerms, tier: Tier) -> int:
    asks = criterion.asks.get(tier.key)
    return int(asks.required) if asks is not None and asks.obligation == "required" else 0


def pipeline_reviews(known: Known) -> Iterable[Measure]:
    """In how many months of the last year the pipeline was reviewed (C103)."""
    name, states = "Months with a pipeline review", [one.state for one in known.months]
    done, over = states.count(KEPT), states.count(KEPT) + states.count(MISSED)
    said = f"{number(done)} of {counted(over, 'month')} had their review of the pipeline."
    if not over:
        said = "No month was due for a review of the pipeline yet."
    yield Measure("months", name, done, over, said)


def commitments(known: Known) -> Iterable[Measure]:
    """What each side did of what it had taken on and that has come due (C038)."""
    found = kept(known.actions, known.day)
    for side in SIDES:
        told, name = found.tally(side), f"Commitments kept by {_SIDE[side]}"
        if not told.came_due:
            lacking = f"No commitment of {_SIDE[side]} has come due."
            yield nothing("commitments", name, lacking)
            continue
        who = _SIDE[side][:1].upper() + _SIDE[side][1:]
        due = counted(told.came_due, "commitment")
        said = f"{who} kept {number(told.done)} of {due} since {day_text(found.since)}."
        yield Measure("commitments", name, told.done, told.came_due, said)


def checklists(known: Known) -> Iterable[Measure]:
    """How much of the checklists is settled whose day has come."""
    lists = known.lists
    if lists is None or not lists.asked:
        return
    items = counted(lists.asked, "item")
    said = f"{number(lists.settled)} of {items} settled in checklists whose day has come."
    yield Measure("checklists", "Checklists whose day has come", lists.settled, lists.asked, said)


def benefits(known: Known) -> Iterable[Measure]:
    """What was delivered of what was promised by now, or given without a promise."""
    told = known.benefits
    if told is None or not told.due:
        return
    due = told.done + told.overdue
    if not due:
        yield nothing("benefits", "Benefits given when promised", "No benefit has come due yet.")
        return
    said = f"{number(told.done)} of {counted(due, 'benefit')} given that were to be by now."
    yield Measure("benefits", "Benefits given when promised", told.done, due, said)


# ---- relationship ------------------------------------------------------------------------------


def surveys(known: Known) -> Iterable[Measure]:
    """The mean that each side gave, against the mean that is wanted."""
    survey = known.survey
    names = (("The partner’s answers to the survey", False), ("The host’s answers", True))
    if survey is None or survey.on is None or survey.on < known.since:
        last = f"The last survey is of {survey.label}." if survey else "No survey was answered."
        yield nothing("survey", "The survey of both sides", last)
        return
    for name, ours in names:
        score = survey.host if ours else survey.partner
        who = "host" if ours else "partner"
        if not score.answers:
            said = f"The {who} has not answered the survey of {survey.label}."
            yield nothing("survey", name, said)
            continue
        wanted = mean_text(survey.top * known.limits.survey)
        said = f"The {who}’s mean is {score.words} of {survey.top} ({wanted} is wanted)."
        whole = score.answers * survey.top * known.limits.survey
        yield Measure("survey", name, score.total * 100, whole, said)


def notices(known: Known) -> Iterable[Measure]:
    """How often the host was told of a meeting in time, also of one still to come (C095)."""
    found = counts(
        known.notice(one)
        for one in known.meetings
        if known.since < one.on_date and one.state != "cancelled"
    )
    name = "Notice of meetings given in time"
    if not found.settled:
        yield nothing("notice", name, "No meeting that needs notice is on record.")
        return
    meetings = counted(found.settled, "meeting")
    said = f"Notice was in time for {number(found.in_time)} of {meetings} of the last year."
    yield Measure("notice", name, found.in_time, found.settled, said)


def infractions(known: Known) -> Iterable[Measure]:
    """Meetings of the last year without an infraction that was confirmed (C097)."""
    needed = [one for one in known.recent() if known.notice(one).need == "needed"]
    told = [one for one in known.infractions if one.decided_on <= known.day]
    confirmed = {
        one.meeting_id
        for one in in_force(told)
        if one.state == "confirmed" and known.since < one.on_date <= known.day
    }
    whole = len({one.id for one in needed} | confirmed)
    if not whole:
        return
    count = counted(len(confirmed), "infraction")
    verb = "is" if len(confirmed) == 1 else "are"
    said = f"{count[:1].upper()}{count[1:]} {verb} confirmed in the last year."
    name = "Meetings without an infraction"
    yield Measure("infractions", name, whole - len(confirmed), whole, said)


def escalations(known: Known) -> Iterable[Measure]:
    """How many levels of escalations of the last year were left within their time (C034)."""
    clean = total = 0
    for concern in known.concerns:
        for last, steps in _spells(known.steps.get(concern.id, ()), concern, known.day):
            found = escalation.clock(steps, known.rules, last)
            if last > known.since and found is not None and found.limit is not None:
                total += 1
                clean += not found.overdue
    if not total:
        return
    said = f"{number(clean)} of {counted(total, 'escalation')} kept to the time of their level."
    yield Measure("escalations", "Escalations within their time", clean, total, said)


def _spells(
    steps: Sequence[EscalationStep], concern: Concern, day: date
) -> Iterable[tuple[date, Sequence[EscalationStep]]]:
    """Each stay on a level: its last day, and the steps that led to it."""
    known = sorted((one for one in steps if one.on_date <= day), key=lambda s: (s.on_date, s.id))
    closed = concern.closed_on if concern.closed_on and concern.closed_on <= day else None
    for at, one in enumerate(known):
        after = known[at + 1] if at + 1 < len(known) else None
        if after is not None and after.level == one.level:
            continue
        last = after.on_date if after is not None else closed or day
        if one.level:
            yield max(last, one.on_date), known[: at + 1]


VIEWS: Mapping[str, tuple[Rule, ...]] = {
    "strategic": (objectives, approvals, reviews),
    "financial": (amount, signed),
    "operational": (partners_list, trained, pipeline_reviews, commitments, checklists, benefits),
    "relationship": (surveys, notices, infractions, escalations),
}
