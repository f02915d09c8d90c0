"""Why, in plain words: why a record does not count, and why a criterion is met or not."""

from datetime import date

from models.partner import Agreement, Contact, Grant, Offering, Training
from models.program.decision import Finding
from models.program.terms import CriterionTerms, Terms, Tier
from models.program.windows import months_before
from models.text import counted, day_text, money_said


def contact_fault(contact: Contact, day: date) -> str:
    """Why a contact does not count on a day; empty where it does.

    It counts from `since` (blank: always) until the day before `until`.
    """
    if contact.side != "partner":
        return "is on the host’s side"
    if contact.until is not None and contact.until <= day:
        return f"left on {day_text(contact.until)}"
    if contact.since is not None and contact.since > day:
        return f"starts on {day_text(contact.since)}, after {day_text(day)}"
    return ""


def offering_fault(offering: Offering, day: date) -> str:
    """Why an offering does not count on a day; empty where it does (C019)."""
    if not offering.standard:
        return "not a standard offering"
    if offering.services == "none":
        return "holds no host services"
    if offering.available_from is not None and offering.available_from > day:
        return f"available from {day_text(offering.available_from)}, after {day_text(day)}"
    return ""


def training_fault(training: Training, day: date, months: int = 0) -> str:
    """Why a training does not count on a day; empty where it does.

    `months` is its greatest age; 0 is any age.
    """
    if training.completed_on is None:
        return "not completed"
    if training.completed_on > day:
        return f"completed on {day_text(training.completed_on)}, after {day_text(day)}"
    return _too_old("completed", training.completed_on, day, months)


def agreement_fault(agreement: Agreement, day: date, months: int = 0) -> str:
    """Why an agreement is not in force on a day, or signed too long before; empty where it is."""
    if agreement.signed_on is None:
        return "not signed"
    if agreement.signed_on > day:
        return f"signed on {day_text(agreement.signed_on)}, after {day_text(day)}"
    if agreement.expires_on is not None and agreement.expires_on < day:
        return f"expired on {day_text(agreement.expires_on)}"
    return _too_old("signed", agreement.signed_on, day, months)


def _too_old(what: str, done: date, day: date, months: int) -> str:
    """Over the greatest age: what was done on 5 January counts for a year to the next 5 January."""
    if not months or done >= months_before(day, months):
        return ""
    return f"{what} on {day_text(done)}, more than {counted(months, 'month')} before"


def detail(criterion: CriterionTerms, finding: Finding) -> str:
    """The newest record that might have answered a yes/no criterion and does not, in brackets."""
    if criterion.kind != "yes_no" or finding.actual or not finding.left_out:
        return ""
    last = finding.left_out[-1]
    about = "" if criterion.counts == "agreement" else f"{last.record.text} "
    return f" ({about}{last.reason})"


def found(criterion: CriterionTerms, actual: int | bool, detail: str, terms: Terms) -> str:
    """What was found for a criterion, as the beginning of a sentence."""
    if criterion.kind == "money":
        return f"{criterion.label} {money_said(actual, terms.currency)}"
    if criterion.kind == "yes_no":
        return criterion.yes if actual else criterion.no + detail
    if not actual:
        return criterion.none
    unit = criterion.unit[0] if actual == 1 else criterion.unit[1]
    most = len(criterion.of or terms.geographies)
    everywhere = criterion.counts == "geographies" and actual == most
    return criterion.said.replace("{n}", f"{'all ' if everywhere else ''}{actual} {unit}")


def reason(tier: Tier, criterion: CriterionTerms, beginning: str, gap: int, currency: str) -> str:
    """The whole sentence for one criterion and one tier; `gap` is what is missing."""
    ask = criterion.asks[tier.key]
    if gap and criterion.kind == "money":
        target = money_said(ask.required, currency)
        return f"{beginning}, {money_said(gap, currency)} short of {tier.label}’s {target}."
    short = f", {gap} short" if gap and criterion.kind == "count" else ""
    return f"{beginning}; {asks(tier, criterion, currency)}{short}."


def asks(tier: Tier, criterion: CriterionTerms, currency: str) -> str:
    """What a tier asks for one criterion: "Gold asks for 10", "Silver recommends one"."""
    ask = criterion.asks[tier.key]
    if ask.obligation == "not_required":
        return f"{tier.label} does not ask for it"
    required = ask.obligation == "required"
    if criterion.kind == "yes_no":
        return f"{tier.label} {'requires' if required else 'recommends'} one"
    amount = f"{'all ' if ask.all_of_them else ''}{ask.required}"
    if criterion.kind == "money":
        amount = money_said(ask.required, currency)
    return f"{tier.label} {'asks for' if required else 'recommends'} {amount}"


def invited_early(invited_on: date, missing: str) -> str:
    """C018, C056: prerequisites and the lowest target come before the invitation."""
    return f"Invited on {day_text(invited_on)} although {missing} not met."


def below_target(label: str, tier: str, target: str) -> str:
    """C057: staying in the program takes the lowest target every January."""
    return (
        f"{label} does not meet {tier}’s {target}, which staying in the program takes each January."
    )


def unsponsored(offering: str) -> str:
    """C022: a worldwide offering needs the sponsorship as well."""
    return f"{offering} is offered worldwide without a Shield Framework sponsorship."


def grant_elsewhere(grant: Grant, program: str) -> str:
    """A tier that the program in force does not know is held only under its own."""
    begun = day_text(grant.from_on)
    return f"The tier granted from {begun} is none of {program}’s, so it is not held."


def grant_idle(grant: Grant, tier: str, participation: str) -> str:
    """C074, C075: only a participating partner holds a tier."""
    because = {
        "removed": "the partner was removed from the program",
        "accepted": "the program agreement is not in force",
    }.get(participation, "the invitation is not accepted")
    return f"{tier}, granted from {day_text(grant.from_on)}, is not held: {because}."
