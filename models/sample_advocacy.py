"""The sample's roadmaps, trainings, wires, briefs, references, inquiries and resources."""

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import resources
from models.benefit_event import BenefitEvent
from models.deal import Deal
from models.governance import wires
from models.governance.advocacy import (
    Advocacy,
    Brief,
    Inquiry,
    ProgramLink,
    TrainingSession,
)
from models.governance.meetings import Meeting
from models.governance.voice import Reference, RoadmapItem, WinWire
from models.ids import derived_id
from models.names import fold
from models.store import records
from models.store.inquiries import MAILBOX
from models.store.portfolio import Portfolio
from models.store.settings import set_setting

Day = Callable[[str, date], date]
_NOTICE = timedelta(days=14)
_ABOUT = ("deal", "days", "benefit")  # of a wire, beside its words


def add(portfolio: Portfolio, deals: Sequence[Deal], as_of: date, day: Day) -> None:
    """Put what advocacy.toml tells, all made up, beside the sample's partners (inside a change);
    the same day always gives the same rows.
    """
    path = resources.path("sample/advocacy.toml")
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    known = {deal.deal_id: deal for deal in deals}
    for entry in told["partners"]:
        owner = _partner(entry["name"])
        for record in _of_partner(entry, owner, known, as_of, day):
            records.add(portfolio, record)
    for number, entry in enumerate(told["inquiries"]):
        values = _dated(entry, as_of, day)
        name = values.pop("partner", "")
        partner = _partner(name) if name else 0
        inquiry_id = _id("inquiries", str(number))
        records.add(portfolio, Inquiry(id=inquiry_id, partner_id=partner, **values))
    set_setting(portfolio, MAILBOX, told["mailbox"])
    for entry in told["links"]:
        # As a person's own list of the usual ones would have it.
        link_id = derived_id("program_links", fold(entry["name"]))
        records.add(portfolio, ProgramLink(id=link_id, **_dated(entry, as_of, day)))


def _of_partner(
    entry: Mapping[str, Any], owner: int, deals: Mapping[str, Deal], as_of: date, day: Day
) -> Iterator[records.Record]:
    key = str(owner)
    for number, item in enumerate(entry.get("roadmap", ())):
        values = _dated(item, as_of, day)
        offering, needs = values.pop("offering", None), values.pop("needs", None)
        yield RoadmapItem(
            id=_id("roadmap_items", key, str(number)), partner_id=owner,
            offering_id=0 if offering is None else _id("offerings", key, str(offering)),
            depends_on=0 if needs is None else _id("roadmap_items", key, str(needs)), **values,
        )  # fmt: skip
    for number, one in enumerate(entry.get("sessions", ())):
        values = {"state": "held", **_dated(one, as_of, day)}
        notice = min(values["on_date"] - _NOTICE, as_of)
        yield Meeting(
            id=_id("roadmap_sessions", key, str(number)), partner_id=owner, kind="roadmap",
            with_whom="others", notice_on=notice, made_on=notice, **values,
        )  # fmt: skip
    for table, kind in (("training", TrainingSession), ("advocacy", Advocacy)):
        for number, one in enumerate(entry.get(table, ())):
            record_id = _id(kind.TABLE, key, str(number))
            yield kind(id=record_id, partner_id=owner, **_dated(one, as_of, day))
    for number, one in enumerate(entry.get("references", ())):
        values = _dated(one, as_of, day)
        deal = deals.get(values.pop("deal", ""))
        yield Reference(
            id=_id("references", key, str(number)), partner_id=owner,
            deal_id=deal.id if deal else 0, **values,
        )  # fmt: skip
    for number, one in enumerate(entry.get("briefs", ())):
        values = _dated(one, as_of, day)
        state = "published" if "published_on" in values else "draft"
        brief_id = _id("briefs", key, str(number))
        yield Brief(id=brief_id, partner_id=owner, state=state, **values)
    for one in entry.get("wires", ()):
        yield from _wire(one, entry["name"], deals, as_of)


def _wire(
    entry: Mapping[str, Any], partner: str, deals: Mapping[str, Deal], as_of: date
) -> Iterator[records.Record]:
    """The wire of a win that has happened by the day; once it is out, its entry in the ledger."""
    deal = deals.get(entry["deal"])
    if deal is None or deal.close_date is None or deal.close_date > as_of:
        return
    words = {name: value for name, value in entry.items() if name not in _ABOUT}
    made: WinWire = replace(
        wires.drafted(wires.Facts(deal, partner), _id("win_wires", str(deal.id))), **words
    )
    if "days" not in entry:
        yield made
        return
    out = min(deal.close_date + timedelta(days=entry["days"]), as_of)
    yield replace(made, state="published", published_on=out)
    yield BenefitEvent(
        _id("benefit_events", str(made.id)), made.partner_id, entry["benefit"],
        deal.close_date.year, "delivered", out, evidence=made.title, deal_id=deal.id,
    )  # fmt: skip


def _dated(entry: Mapping[str, Any], as_of: date, day: Day) -> dict[str, Any]:
    return {
        name: day(value, as_of) if name == "on_date" or name.endswith("_on") else value
        for name, value in entry.items()
    }


def _partner(name: str) -> int:
    return _id("partners", fold(name))


def _id(kind: str, *key: str) -> int:
    return derived_id("sample", kind, *key)
