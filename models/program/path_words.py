"""The steps of a path in words: what to do, with which records, under which clause."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.deal import Deal
from models.partner import Contact, Integration, Offering, Partner, Training
from models.partner_file import CountedDeal
from models.partner_words import AGREEMENTS
from models.program import explain
from models.program.decision import Criterion, Ref
from models.program.measure import Facts, reach
from models.program.terms import CriterionTerms, Terms
from models.program.what_if import Trial, low
from models.text import counted as counted_text
from models.text import day_text, listed, money_said, sentence

Row = tuple[CriterionTerms, Criterion]
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `refs` are records that are there already, `records` how many it touches.

    `amount_minor` is the money it is about (None: no money), `new_minor` the part of it that no
    deal holds yet; `side` says whose it is to do, `counts` what it is counted by.
    """

    title: str
    detail: str
    clause: str
    criteria: tuple[str, ...]
    refs: tuple[Ref, ...]
    trial: Trial
    records: int
    counts: str
    side: str
    amount_minor: int | None = None
    new_minor: int = 0


def deal_step(rows: Sequence[Row], counted: CountedDeal, deal: Deal, terms: Terms) -> Step:
    """A deal that is there and is to count."""
    name, before = quoted(counted.ref.text), counted.deal
    amount = money_said(deal.tcv_minor, terms.currency)
    if before.close_date == deal.close_date:
        title = f"Qualify {name}"
    else:
        day = day_text(deal.close_date) if deal.close_date else ""
        title = f"{'Date' if before.close_date is None else 'Re-date'} {name} to {day}"
        title += "" if before.qualified else " and qualify it"
    return _step(
        rows,
        title,
        sentence(f"{amount}, {counted.reason}"),
        (counted.ref,),
        Trial(deals=(deal,)),
        side="host",
        amount_minor=deal.tcv_minor,
    )


def new_deal_step(
    rows: Sequence[Row], deal: Deal, instead: Sequence[CountedDeal], terms: Terms
) -> Step:
    """A deal that is not there yet; `instead` are known ones that together would do as well."""
    amount = money_said(deal.tcv_minor, terms.currency)
    last = day_text(deal.close_date) if deal.close_date else ""
    detail = f"Open and qualified, due by {last}."
    if instead:
        names = _names([quoted(one.ref.text) for one in instead])
        detail += f" {names} would do as well, once they count."
    return _step(
        rows,
        f"Add a deal of {amount}",
        detail,
        (),
        Trial(deals=(deal,)),
        side="host",
        amount_minor=deal.tcv_minor,
        new_minor=deal.tcv_minor,
    )


def deals_step(
    pair: Row, deals: Sequence[Deal], known: Sequence[CountedDeal], terms: Terms
) -> Step:
    """Deals that a criterion of its own window lacks: new ones, or known ones to register."""
    told, row = pair
    minor = sum(deal.partner_minor + deal.services_minor for deal in deals)
    new = len(deals) - len(known)
    what = counted_text(len(deals), *_unit_of(told, "deal", "deals"))
    if told.kind == "money":
        title = f"Add a deal of {money_said(minor, terms.currency)}"
    else:
        title = f"{'Add' if new else 'Register'} {what}"
    return _step(
        [(told, row)],
        title,
        row.reason,
        tuple(one.ref for one in known),
        Trial(deals=tuple(deals)),
        side="host",
        records=len(deals),
        amount_minor=minor or None,
        new_minor=minor if new else 0,
    )


def fact_step(told: CriterionTerms, row: Criterion, partner: Partner, names: Sequence[str]) -> Step:
    return _step(
        [(told, row)],
        f"Put in place: {told.label}",
        row.reason,
        (Ref("partners", partner.id, told.label),),
        Trial(facts=tuple((name, True) for name in names)),
        side="partner",
        records=len(names),
    )


def offering_steps(
    rows: Sequence[Row], facts: Facts, chosen: Sequence[Offering], terms: Terms
) -> list[Step]:
    """One step an offering, but new ones of the same kind together."""
    known = {offering.id: offering for offering in facts.offerings}
    far = [row for row in rows if row[0].counts == "geographies"]
    near = [row for row in rows if row[0].counts != "geographies"]
    steps = []
    for offering in (one for one in chosen if one.id in known):
        before = known[offering.id]
        fault = explain.offering_fault(before, date.max) or _later(before, offering)
        wide = reach(offering, terms) > reach(before, terms)
        closing = [*(near if fault else ()), *(far if wide else ())] or list(rows)
        name = quoted(before.name)
        does = f"Make {name} a standard offering" if fault else f"Offer {name}"
        title = f"{does} {_where(offering, terms)}" if wide else does
        detail = f"Now {fault}." if fault else f"Now in {_places(before, terms)}."
        steps.append(
            _step(closing, title, detail, (_ref(before),), Trial(put=(offering,)), side="host")
        )
    fresh = [one for one in chosen if one.id not in known]
    for some in ([o for o in fresh if reach(o, terms)], [o for o in fresh if not reach(o, terms)]):
        if some:
            closed = rows if reach(some[0], terms) else near or rows
            title = f"Launch {counted_text(len(some), *_unit(near or rows, 'standard offering'))}"
            if reach(some[0], terms):
                title += f" {_where(some[0], terms)}"
            put = Trial(put=tuple(some))
            detail = closed[0][1].reason
            steps.append(_step(closed, title, detail, (), put, side="host", records=len(some)))
    return steps


def record_step(
    rows: Sequence[Row], chosen: Sequence[Any], known: Sequence[Any], number: int
) -> Step:
    """People, papers or integrations; `known` are those that are there, as they are now."""
    told = rows[0][0]
    new = number - len(known)
    title = _TITLES[told.counts](told, known, new)
    names = _names([_name(record, told) for record in known])
    detail = rows[0][1].reason
    if known and told.counts != "agreement":
        verb = "is" if len(known) == 1 else "are"
        detail = f"{names} {verb} {_state(known)}."
    return _step(
        rows,
        title,
        detail,
        tuple(_ref(record, told) for record in known),
        Trial(put=tuple(chosen)),
        side=_SIDE[told.counts],
        records=len(chosen),
    )


def _step(
    rows: Sequence[Row],
    title: str,
    detail: str,
    refs: tuple[Ref, ...],
    trial: Trial,
    *,
    side: str,
    records: int = 1,
    amount_minor: int | None = None,
    new_minor: int = 0,
) -> Step:
    return Step(
        title,
        detail,
        listed(list(dict.fromkeys(row.clause for _, row in rows))),
        tuple(told.id for told, _ in rows),
        refs,
        trial,
        records,
        rows[0][0].counts,
        side,
        amount_minor,
        new_minor,
    )


def _trained(told: CriterionTerms, known: Sequence[Any], new: int) -> str:
    number = counted_text(len(known) + new, *_unit_of(told, "person", "people"))
    if new:
        return f"Train {number}"
    people = known[0].person if len(known) == 1 else number
    return f"Finish the training of {people}"


def _named(told: CriterionTerms, known: Sequence[Any], new: int) -> str:
    if told.kind == "yes_no":
        return f"Name the {low(told.label)}"
    return f"Name {counted_text(len(known) + new, *_unit_of(told, 'person', 'people'))}"


def _integrated(told: CriterionTerms, known: Sequence[Any], new: int) -> str:
    if known and not new and len(known) == 1:
        return f"Agree the integration with {quoted(known[0].product)}"
    number = counted_text(len(known) + new, *_unit_of(told, "integration", "integrations"))
    return f"Add {number}"


def _signed(told: CriterionTerms, known: Sequence[Any], _: int) -> str:
    verb = "Renew" if known and known[0].signed_on is not None else "Sign"
    # A criterion may be named for its rule ("Agreement renewed"); the paper has a name of its own.
    return f"{verb} the {low(AGREEMENTS.get(told.of[0], told.label) if told.of else told.label)}"


_TITLES = {
    "people_trained": _trained,
    "contacts": _named,
    "integrations": _integrated,
    "agreement": _signed,
}
_SIDE = {
    "people_trained": "partner",
    "contacts": "partner",
    "integrations": "partner",
    "agreement": "host",
}


def quoted(name: str) -> str:
    return f"“{name}”"


def _state(known: Sequence[Any]) -> str:
    """Why these records do not count yet."""
    if isinstance(known[0], Training):
        unfinished = all(training.completed_on is None for training in known)
        return (
            "on a course that is not completed" if unfinished else "trained on no day that counts"
        )
    if isinstance(known[0], Contact):
        return "to start later"
    return "there, but not agreed with offering management"


def _unit_of(told: CriterionTerms, one: str, many: str) -> tuple[str, str]:
    return told.unit if told.unit[0] else (one, many)


def _unit(rows: Sequence[Row], one: str) -> tuple[str, str]:
    told = rows[0][0]
    return told.unit if told.unit[0] and told.counts == "offerings" else (one, f"{one}s")


def _where(offering: Offering, terms: Terms) -> str:
    if offering.worldwide:
        return "worldwide"
    return f"in {listed(list(offering.geographies))}"


def _places(offering: Offering, terms: Terms) -> str:
    if not reach(offering, terms):
        return "no geography"
    return _where(offering, terms).removeprefix("in ")


def _later(before: Offering, after: Offering) -> str:
    if before.available_from == after.available_from or before.available_from is None:
        return ""
    return f"available from {day_text(before.available_from)}"


def _names(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    if more > 1:
        return listed([*names[:_NAMED], f"{more} more"])
    return listed(list(names))


def _name(record: Any, told: CriterionTerms) -> str:
    if isinstance(record, Training):
        return record.person
    if isinstance(record, Integration):
        return record.product
    if isinstance(record, Contact | Offering):
        return record.name
    return told.label


def _ref(record: Any, told: CriterionTerms | None = None) -> Ref:
    name = record.name if told is None else _name(record, told)
    return Ref(record.TABLE, record.id, name)
