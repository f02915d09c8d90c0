"""What a partner's records say to a checklist: live facts to quote, and answers they give."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from models.checklist import mirrors
from models.checklist.states import Derived
from models.checklist.template import Item, Template
from models.participation_gates import gates
from models.partner import AGREEMENT_KINDS
from models.partner_file import CountedDeal, PartnerFile
from models.partner_words import AGREEMENTS, EXPIRES_SOON, gap_words, missing_for, newest
from models.program.decision import Criterion
from models.program.explain import offering_fault
from models.program.terms import CriterionTerms, Terms
from models.text import compact_money, counted, day_text, listed

_MOST_SHORT = 3
GATES = ("invitation", "agreement", "tcv", "prerequisites")
_GATE_TABS = {"agreement": "people", "tcv": "tcv", "prerequisites": "prerequisites"}
_TABS = {
    "aggregate_tcv": "tcv",
    "deal_money": "deals",
    "deals": "deals",
    "registered_deals": "deals",
    "customers": "deals",
    "offerings": "offerings",
    "geographies": "offerings",
    "people_trained": "offerings",
    "integrations": "offerings",
    "contacts": "people",
    "agreement": "people",
}
# Every fact that a question or its help may quote in braces, and what it says.
FACTS: Mapping[str, str] = {
    "partner": "The partner's name",
    "tier": "The tier that the partner holds, or the lowest where it holds none",
    "tcv": "The program's amount and what the tier asks for",
    "tcv_gap": "How far the amount is from what the tier asks for",
    "next_tier": "What the next tier still needs",
    "open_deals": "How many deals are open",
    "pipeline": "Open deals inside the pipeline window, with their TCV",
    "overdue_deals": "How many open deals are past their closing date",
    "won_deals": "Deals won this year so far",
    "lost_deals": "Deals lost this year so far",
    "without_services": "Deals that count without a services portion",
    "without_next_step": "Open deals that have no next step",
    "registered_deals": "Open deals that are registered with the partner",
    "trained": "People trained in what the program counts",
    "sellers_trained": "Sellers who have completed a training",
    "last_training": "The day of the last completed training",
    "technical_resources": "Technical resources in place and asked for",
    "executive_sponsor": "Who the partner's executive sponsor is",
    "alliance_manager": "Who the partner's alliance manager is",
    "host_sponsor": "Who the host's executive sponsor is",
    "offerings": "Standard offerings in force",
    "availability": "In how many geographies the widest offering is available",
    "integrations": "Agreed integrations with host products",
    "agreements": "Which agreements are in force",
    "expiring": "Which agreements have expired or end soon",
    "missing": "Which criteria of the tier aren't met",
    "benefits": "How many benefits the tier includes",
    "measured_on": "When the partner is measured next, and how long that is away",
}


def tier_of(file: PartnerFile) -> str:
    """The tier whose questions a partner gets: the granted one, or else the lowest."""
    if file.decision.granted_tier:
        return file.decision.granted_tier
    return file.terms.lowest.key if file.terms is not None and file.terms.tiers else ""


def facts_of(file: PartnerFile, today: date) -> dict[str, str]:
    """Every fact of FACTS about a partner on a day, as words that fit into a sentence."""
    told = {"partner": file.partner.name}
    told |= _deal_facts(file, today)
    told |= _people_facts(file, today)
    told |= _paper_facts(file, today)
    if file.terms is not None:
        told |= _program_facts(file, file.terms, today)
    return {name: told.get(name, "not known") for name in FACTS}


def derived_of(template: Template, file: PartnerFile, today: date) -> dict[str, Derived]:
    """What the records answer on a day, by the key of the item."""
    tier = tier_of(file)
    rows: dict[str, Criterion] | None = None
    held: dict[str, Derived] | None = None
    found = {}
    for item in template.items.values():
        if item.criterion:
            if rows is None:
                rows = {row.id: row for row in file.decision.criteria if row.tier == tier}
            found[item.key] = _by_criterion(item, rows.get(item.criterion), file)
        elif item.gate:
            held = _gates(file) if held is None else held
            found[item.key] = held.get(item.gate, Derived())
        elif item.mirrors in mirrors.MIRRORS:
            found[item.key] = mirrors.read(file, item.mirrors, today)
    return found


def _by_criterion(item: Item, row: Criterion | None, file: PartnerFile) -> Derived:
    if row is None or file.terms is None:
        return Derived(said="The program in force has no such criterion.")
    told = file.terms.criterion(item.criterion)
    value = "yes" if row.met else "no"
    if item.kind == "number":
        value = str(int(row.actual))
    elif item.kind == "money":
        value = f"{int(row.actual)} {file.terms.currency}"
    elif item.kind != "yes_no":
        value = row.reason
    state = "met" if row.met else "not_met"
    return Derived(
        value, state, row.reason, _TABS.get(told.counts, "overview"), _ran_out(told, row, file)
    )


def _ran_out(told: CriterionTerms, row: Criterion, file: PartnerFile) -> date | None:
    """The last day of the paper that would have met a criterion."""
    if row.met or told.counts != "agreement":
        return None
    papers = [paper for paper in file.agreements if paper.kind in told.of and paper.signed_on]
    return newest(papers).expires_on if papers else None


def _gates(file: PartnerFile) -> dict[str, Derived]:
    if file.terms is None:
        return {}
    told = gates(file.partner, file.agreements, file.decision, file.terms)
    return {
        gate.key: Derived(
            "yes" if gate.holds else "no",
            "met" if gate.holds else "not_met",
            f"{gate.reason}.",
            _GATE_TABS.get(gate.key, "overview"),
        )
        for gate in told
    }


def _deal_facts(file: PartnerFile, today: date) -> dict[str, str]:
    deals = file.deals
    currency = file.decision.currency
    still = [one for one in deals if one.deal.status == "open"]
    inside = [one for one in deals if one.bucket == "pipeline"]
    worth = compact_money(file.decision.tcv.pipeline, currency)
    counting = [one for one in deals if one.bucket in ("wins", "losses", "pipeline")]
    bare = sum(one.services_minor == 0 for one in counting)
    late = sum(one.deal.close_date is not None and one.deal.close_date < today for one in still)
    return {
        "open_deals": counted(len(still), "open deal"),
        "pipeline": f"{counted(len(inside), 'deal')} worth {worth} in the pipeline window",
        "overdue_deals": f"{counted(late, 'open deal')} past the closing date",
        "won_deals": f"{_closed(file, 'won', today)} won this year",
        "lost_deals": f"{_closed(file, 'lost', today)} lost this year",
        "without_services": f"{counted(bare, 'deal')} without a services portion",
        "without_next_step": f"{_count(still, lambda d: not d.deal.next_step)} without a next step",
        "registered_deals": f"{_count(still, lambda d: bool(d.deal.registered_on))} registered",
    }


def _count(deals: Sequence[CountedDeal], wanted: Callable[[CountedDeal], bool]) -> str:
    return counted(sum(map(wanted, deals)), "open deal")


def _closed(file: PartnerFile, status: str, today: date) -> str:
    count = sum(
        one.deal.status == status
        and one.deal.close_date is not None
        and one.deal.close_date.year == today.year
        and one.deal.close_date <= today
        for one in file.deals
    )
    return counted(count, "deal")


def _people_facts(file: PartnerFile, today: date) -> dict[str, str]:
    done = [one for one in file.trainings if one.completed_on and one.completed_on <= today]
    sellers = {one.person.casefold() for one in done if one.kind == "sales"}
    standard = {one.name.casefold() for one in file.offerings if not offering_fault(one, today)}
    agreed = {one.product.casefold() for one in file.integrations if one.agreed}
    last = max((one.completed_on for one in done if one.completed_on), default=None)
    return {
        "offerings": f"{counted(len(standard), 'standard offering')} in force",
        "integrations": counted(len(agreed), "agreed integration"),
        "trained": counted(len({one.person.casefold() for one in done}), "person", "people")
        + " trained",
        "sellers_trained": counted(len(sellers), "trained seller"),
        "last_training": day_text(last) if last else "no training so far",
        "executive_sponsor": _named(file, "executive sponsor", "partner", today),
        "alliance_manager": _named(file, "alliance manager", "partner", today),
        "host_sponsor": _named(file, "executive sponsor", "host", today),
        "technical_resources": counted(
            len(_in_place(file, "technical resource", "partner", today)), "technical resource"
        ),
    }


def _in_place(file: PartnerFile, role: str, side: str, today: date) -> list[str]:
    return [
        one.name
        for one in file.contacts
        if (one.role, one.side) == (role, side) and one.in_place_on(today)
    ]


def _named(file: PartnerFile, role: str, side: str, today: date) -> str:
    return listed(_in_place(file, role, side, today)) or f"no {role}"


def _paper_facts(file: PartnerFile, today: date) -> dict[str, str]:
    soon = today + timedelta(days=EXPIRES_SOON)
    valid, ending = [], []
    for kind in AGREEMENT_KINDS:
        papers = [paper for paper in file.agreements if paper.kind == kind and paper.signed_on]
        if not papers:
            continue
        paper = newest(papers)
        last = paper.expires_on
        if paper.signed_on and paper.signed_on <= today and (last is None or last >= today):
            valid.append(AGREEMENTS[kind])
        if last is not None and last <= soon:
            verb = "ended" if last < today else "ends"
            ending.append(f"{AGREEMENTS[kind]} {verb} on {day_text(last)}")
    return {
        "agreements": f"In force: {listed(valid)}" if valid else "No agreement in force",
        "expiring": listed(ending) or f"No agreement ends in the next {EXPIRES_SOON} days",
    }


def _program_facts(file: PartnerFile, terms: Terms, today: date) -> dict[str, str]:
    decision = file.decision
    tier = tier_of(file)
    label = terms.label(tier)
    rows = {row.id: row for row in decision.criteria if row.tier == tier}
    short = [gap_words(row, terms) for row in missing_for(decision, tier)]
    told = {
        "tier": label,
        "missing": f"Missing for {label}: {_some(short)}" if short else f"{label} is met in full",
        "benefits": counted(
            sum(state == "included" for _, state in terms.benefits_of(tier)), "included benefit"
        )
        if tier in terms.by_key
        else "no included benefits",
        "measured_on": _measured(terms, today),
        "next_tier": _next(file, terms),
    }
    for name, counts, of in _COUNTED:
        found = [c for c in terms.criteria if c.counts == counts and (not of or of in c.of)]
        if found and found[0].id in rows:
            told[name] = _of_asked(rows[found[0].id], found[0], terms)
            if name == "trained":
                told[name] += " trained"
    money = [row for row in rows.values() if terms.criterion(row.id).counts == "aggregate_tcv"]
    if money:
        told["tcv_gap"] = (
            f"{compact_money(money[0].gap, terms.currency)} short of {label}"
            if money[0].gap
            else f"{label}’s amount is reached"
        )
    if terms.amount is None:
        told["tcv"] = told["tcv_gap"] = "not asked for by this program"
    return told


_COUNTED = (
    ("tcv", "aggregate_tcv", ""),
    ("trained", "people_trained", ""),
    ("technical_resources", "contacts", "technical resource"),
    ("offerings", "offerings", ""),
    ("availability", "geographies", ""),
    ("integrations", "integrations", ""),
)


def _of_asked(row: Criterion, told: CriterionTerms, terms: Terms) -> str:
    """What is there of what is asked for: "3 of 3 technical resources", "$17.2M of $15M TCV"."""
    asked = row.required and row.obligation == "required"
    if told.kind == "money":
        here, wanted = (compact_money(int(n), terms.currency) for n in (row.actual, row.required))
        if asked and row.actual <= row.required:
            return f"{here} of {wanted} {told.label}"
        return f"{here} {told.label} ({wanted} asked for)" if asked else f"{here} {told.label}"
    if told.kind == "yes_no":
        return told.yes if row.actual else told.no
    unit = told.unit[0] if (row.required if asked else row.actual) == 1 else told.unit[1]
    if asked and row.actual <= row.required:
        return f"{row.actual:,} of {row.required:,} {unit}"
    here = counted(int(row.actual), *told.unit)
    return f"{here} ({row.required:,} asked for)" if asked else here


def _some(short: list[str]) -> str:
    """The first of what is missing, and how much more there is."""
    more = [f"{len(short) - _MOST_SHORT} more"] if len(short) > _MOST_SHORT else []
    return listed(short[:_MOST_SHORT] + more)


def _next(file: PartnerFile, terms: Terms) -> str:
    """What the tier above the one that is held still needs."""
    above = terms.above(tier_of(file)) if tier_of(file) in terms.by_key else None
    if above is None:
        return "The highest tier is held"
    short = [gap_words(row, terms) for row in missing_for(file.decision, above.key)]
    return f"For {above.label}: {_some(short)}" if short else f"All of {above.label} is met"


def _measured(terms: Terms, today: date) -> str:
    day = terms.measurement_day(today.year)
    if day < today:
        day = terms.measurement_day(today.year + 1)
    weeks = (day - today).days // 7
    away = f"{counted(weeks, 'week')} away" if weeks else "within a week"
    return f"{day_text(day)}, {away}"
