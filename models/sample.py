"""The sample portfolio: made-up partners in every state, dated from any as-of day."""

import csv
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import resources
from models.benefit_event import BenefitEvent
from models.dates import first_working_day, quarter_of
from models.deal import Deal, Rate
from models.errors import UserError
from models.ids import derived_id
from models.money import to_minor
from models.names import fold
from models.partner import Agreement, Contact, Grant, Integration, Offering, Partner, Training
from models.program.loading import usual_program
from models.sample_actions import add as actions
from models.sample_advocacy import add as advocacy
from models.sample_checklists import add as checklists
from models.sample_january import Known, entry_then
from models.sample_january import add as january
from models.sample_joint_plan import add as joint_plans
from models.sample_ledgers import add as ledgers
from models.sample_meetings import add as meetings
from models.sample_months import add as months
from models.sample_omissions import add as omissions
from models.sample_register import add as register
from models.sample_reviews import add as reviews
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.store.rates import store_rate
from models.store.settings import set_setting

# Tables whose rows a partner's entry lists; a key is its table's name.
_PARTS: dict[str, Callable[..., records.Record]] = {
    "agreements": Agreement,
    "contacts": Contact,
    "offerings": Offering,
    "integrations": Integration,
    "trainings": Training,
}
_DAY = re.compile(
    r"(?P<days>[+-]?\d+)d"
    r"|(?P<years>[+-]?\d+)y-(?P<month>\d\d)-(?P<day>\d\d)"
    r"|(?P<quarters>[+-]?\d+)q (?P<part>\d+)%"
)
_DATED = {"since", "until", "available_from", "close_date", "on_date"}


def fill(portfolio: Portfolio, as_of: date) -> None:
    """Put the sample portfolio, as it looks on `as_of`, into an empty portfolio as one change.

    Undo stops there, so that taking edits back never empties the sample. The same day always
    gives the same rows. Raises UserError where partners are there already.
    """
    if portfolio.conn.value("SELECT 1 FROM partners LIMIT 1") is not None:
        raise UserError(
            f"{portfolio.path} holds partners already, so the sample was not put into it.",
            "Make a new, empty portfolio for the sample.",
        )
    told = tomllib.loads(resources.path("sample/portfolio.toml").read_text(encoding="utf-8"))
    with portfolio.change("Fill with the sample portfolio", floor=True):
        for rate in told["rates"]:
            store_rate(portfolio, rate["currency"], rate["rate"], day(rate["on"], as_of))
        deals = list(_linked(told, as_of))
        for record in (*_partner_records(told, as_of), *deals):
            records.add(portfolio, record)
        _january(portfolio, told, as_of)
        months(portfolio, deals, as_of)
        checklists(portfolio, terms_on(portfolio, as_of), as_of, day)
        ledgers(portfolio, as_of, day)
        omissions(portfolio, as_of, day)
        actions(portfolio, as_of, day)
        register(portfolio, as_of, day)
        reviews(portfolio, as_of, day)
        meetings(portfolio, as_of, day)
        advocacy(portfolio, deals, as_of, day)
        joint_plans(portfolio, as_of, day)
        set_setting(portfolio, "sample", "1")
        set_setting(portfolio, "sample_as_of", as_of.isoformat())


def _january(portfolio: Portfolio, told: Mapping[str, Any], as_of: date) -> None:
    """This year's assessment, on the records as they stood in January."""
    if as_of.year <= told["grants"]["provisional_year"]:
        return
    measured = min(terms_on(portfolio, as_of).measurement_day(as_of.year), as_of)
    deals: dict[int, list[Deal]] = {}
    for deal in _deals(measured):
        deals.setdefault(deal.partner_id, []).append(deal)
    known = []
    for entry in told["partners"]:
        if "granted" not in entry:
            continue
        then = entry_then(entry)
        made = list(_partner_records({**told, "partners": [then]}, measured))
        owner = made[0].id
        more = [
            Deal(_id("deals", str(owner), str(place)), owner, **_values(deal, measured))
            for place, deal in enumerate(entry.get("january", {}).get("deals", ()))
        ]
        exception = _values(entry.get("exception", {}), as_of)
        known.append(Known(made, [*deals.get(owner, ()), *more], entry["granted"][0], exception))
    rates = [
        Rate(at, rate["currency"], day(rate["on"], measured), rate["rate"])
        for at, rate in enumerate(told["rates"])
    ]
    terms = terms_on(portfolio, measured)
    january(portfolio, known, rates, terms, measured, as_of, told["grants"]["approver"])


def day(notation: str, as_of: date) -> date:
    """The day that portfolio.toml's notation means, seen from `as_of`; its head explains it."""
    found = _DAY.fullmatch(notation)
    if found is None:
        return date.fromisoformat(notation)
    if found["days"]:
        return as_of + timedelta(days=int(found["days"]))
    if found["years"]:
        return date(as_of.year + int(found["years"]), int(found["month"]), int(found["day"]))
    quarter = quarter_of(as_of).plus(int(found["quarters"]))
    first = as_of if quarter == quarter_of(as_of) else quarter.first
    return first + timedelta(days=(quarter.last - first).days * int(found["part"]) // 100)


def _partner_records(told: Mapping[str, Any], as_of: date) -> Iterator[records.Record]:
    for entry in told["partners"]:
        partner = _partner(entry, as_of)
        yield partner
        for table, kind in _PARTS.items():
            for place, part in enumerate(_one_a_person(entry[table])):
                record_id = _id(table, str(partner.id), str(place))
                yield kind(id=record_id, partner_id=partner.id, **_values(part, as_of))
        for place, part in enumerate(entry.get("benefit_events", ())):
            values = _values(part, as_of)
            record_id = _id("benefit_events", str(partner.id), str(place))
            yield BenefitEvent(
                id=record_id, partner_id=partner.id, year=values["on_date"].year, **values
            )
        yield from _grants(partner, entry, told, as_of)


def _partner(entry: Mapping[str, Any], as_of: date) -> Partner:
    names = Partner.__dataclass_fields__.keys() & entry.keys()
    values = _values({name: entry[name] for name in names}, as_of)
    return Partner(id=_id("partners", fold(entry["name"])), notes=entry["shows"], **values)


def _one_a_person(entries: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The entries as they are, but a course once for each of its people."""
    for entry in entries:
        shared = {name: value for name, value in entry.items() if name != "people"}
        for more in [{"person": person} for person in entry.get("people", ())] or [{}]:
            yield {**shared, **more}


def _grants(
    partner: Partner, entry: Mapping[str, Any], told: Mapping[str, Any], as_of: date
) -> Iterator[Grant]:
    """The partner's tiers year by year: provisional in the first, then one each January.

    `granted` lists them from this year backwards, the last one repeated. This year's comes with
    its assessment.
    """
    if partner.invited_on is None or "granted" not in entry:
        return
    house, version = told["grants"], told["program_version"]
    approver, first = house["approver"], house["provisional_year"]
    papers = {paper["kind"]: paper for paper in entry["agreements"]}
    signed = day(papers["program_agreement"]["signed_on"], as_of)
    if partner.invited_on.year == first:
        yield Grant(
            _id("grants", str(partner.id), str(first)),
            partner.id,
            house["provisional_tier"],
            "provisional",
            signed,
            date(first, 12, 31),
            "Invited in the program's first year.",
            approver,
            version,
            signed,
            program=usual_program(),
        )
    for year in range(signed.year + 1, as_of.year):
        back = min(as_of.year - year, len(entry["granted"]) - 1)
        yield Grant(
            _id("grants", str(partner.id), str(year)),
            partner.id,
            entry["granted"][back],
            "assessment",
            first_working_day(year),
            None,
            f"January assessment of {year}.",
            "",
            version,
            first_working_day(year),
            granted_by=approver,
            program=usual_program(),
        )


def _deals(as_of: date) -> Iterator[Deal]:
    """The deals of deals.csv; one closed this year on a day still to come is left out."""
    path = resources.path("sample/deals.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            close = day(row["close_date"], as_of)
            if row["close_date"].startswith("0y") and close > as_of:
                continue
            currency = row["currency"]
            yield Deal(
                id=_id("deals", row["deal_id"]),
                partner_id=_id("partners", fold(row["partner"])),
                name=row["deal"],
                customer=row["customer"],
                deal_id=row["deal_id"],
                status=row["status"],
                close_date=close,
                partner_minor=to_minor(Decimal(row["partner_tcv"]), currency),
                services_minor=to_minor(Decimal(row["services_tcv"]), currency),
                currency=currency,
                qualified=row["qualified"] == "yes",
                stage=row["stage"],
                next_step=row["next_step"],
                registered_on=day(row["registered_on"], as_of) if row["registered_on"] else None,
                source=path.name,
                source_line=line,
            )


def _linked(told: Mapping[str, Any], as_of: date) -> Iterator[Deal]:
    """The deals with the offering that each sells and the day it was last looked at; some have
    none, and some nobody has touched for long.
    """
    offerings = {
        _id("partners", fold(entry["name"])): len(entry["offerings"]) for entry in told["partners"]
    }
    for deal in _deals(as_of):
        line, owner = deal.source_line, deal.partner_id
        touched = as_of - timedelta(days=line * 7 % 65)
        offering = 0
        if offerings[owner] and line % 7:
            offering = _id("offerings", str(owner), str(line % offerings[owner]))
        yield replace(
            deal, offering_id=offering, updated_on=max(touched, deal.registered_on or touched)
        )


def _values(entry: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """The entry's fields as a record holds them: days for notations, tuples for lists."""
    values: dict[str, Any] = {}
    for name, value in entry.items():
        if name in _DATED or name.endswith("_on"):
            value = day(value, as_of)
        values[name] = tuple(value) if isinstance(value, list) else value
    return values


def _id(kind: str, *key: str) -> int:
    return derived_id("sample", kind, *key)
