"""The sample's reviews: months kept and missed, what was said of the deals, decisions taken."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import resources
from models.action import Action
from models.governance import cadence
from models.governance.meetings import PURPOSES, Attendee, Meeting, ReviewBlock
from models.governance.outcomes import DealNote, Resolution
from models.governance.review_words import PURPOSE_TITLES
from models.ids import derived_id
from models.names import fold
from models.partner import Contact
from models.store import records
from models.store.portfolio import Portfolio

Day = Callable[[str, date], date]
_MANAGERS = ("alliance manager",)
_SPONSORS = ("executive sponsor", "alliance manager")


def add(portfolio: Portfolio, as_of: date, day: Day) -> None:
    """Put the reviews of reviews.toml, all made up, beside the sample's partners (inside a
    change); the same day always gives the same rows.
    """
    told = tomllib.loads(resources.path("sample/reviews.toml").read_text(encoding="utf-8"))
    made = _Reviews(portfolio, as_of, day)
    for record in made.all(told):
        records.add(portfolio, record)


class _Reviews:
    """Turns the entries of the file into records of the day."""

    def __init__(self, portfolio: Portfolio, as_of: date, day: Day) -> None:
        self._as_of, self._day = as_of, day
        self._people: dict[int, list[Contact]] = {}
        for one in records.find(portfolio, Contact):
            self._people.setdefault(one.partner_id, []).append(one)
        rows = portfolio.conn.rows("SELECT deal_id, id, partner_id FROM deals")
        self._deals = {key: (deal, partner) for key, deal, partner in rows}

    def all(self, told: Mapping[str, Any]) -> Iterator[records.Record]:
        for entry in told["months"]:
            yield from self._months(entry)
        for entry in told["minutes"]:
            yield from self._minutes(entry)
        for entry in told["deals"]:
            if entry["deal"] in self._deals:  # one that closes later is not there yet
                deal, partner = self._deals[entry["deal"]]
                values = {name: value for name, value in entry.items() if name != "deal"}
                note = derived_id("deal_notes", str(deal))
                yield DealNote(note, partner, deal, noted_on=self._as_of, **values)
        for entry in told["business"]:
            yield from self._business(entry)

    # ---- months ----------------------------------------------------------------------------

    def _months(self, entry: Mapping[str, Any]) -> Iterator[records.Record]:
        partner = _partner(entry)
        for back in entry["kept"]:
            on = _held_on(self._as_of, back, entry["on"])
            yield from self._pipeline(partner, on, cadence.period(on), "held")
        if "planned" in entry:
            on = self._day(entry["planned"], self._as_of)
            yield from self._pipeline(partner, on, cadence.period(self._as_of), "planned")

    def _pipeline(
        self, partner: int, on: date, period: str, state: str
    ) -> Iterator[records.Record]:
        meeting = _pipeline_id(partner, period)
        yield Meeting(
            meeting, partner, "pipeline_review", on,
            f"Pipeline review of {cadence.period_text(period)}", minutes=45,
            with_whom="alliance_manager", state=state, agenda="\n".join(PURPOSE_TITLES.values()),
            period=period, made_on=min(on, self._as_of) - timedelta(days=14),
        )  # fmt: skip
        yield from self._attendees(partner, meeting, on, _MANAGERS)

    def _minutes(self, entry: Mapping[str, Any]) -> Iterator[records.Record]:
        partner = _partner(entry)
        month = _held_on(self._as_of, entry["back"], 1)
        meeting = _pipeline_id(partner, cadence.period(month))
        for purpose in PURPOSES:
            if purpose in entry:
                block = derived_id("review_blocks", str(meeting), purpose)
                yield ReviewBlock(block, partner, meeting, purpose, entry[purpose])
        made_on = self._as_of.replace(day=1) - timedelta(days=12)
        yield from self._actions(entry, partner, meeting, made_on)

    # ---- business reviews ------------------------------------------------------------------

    def _business(self, entry: Mapping[str, Any]) -> Iterator[records.Record]:
        partner = _partner(entry)
        on = self._day(entry["on"], self._as_of)
        on -= timedelta(days=max(0, on.weekday() - 4))  # nobody meets at a weekend
        meeting = derived_id("sample", "meetings", str(partner), entry["on"])
        notice = self._day(entry["notice_on"], self._as_of) if "notice_on" in entry else None
        yield Meeting(
            meeting, partner, "business_review", on, entry["title"], "10:00", 120,
            state=entry.get("state", "held"), notice_on=notice or on - timedelta(days=21),
            notice_how="By mail", agenda="Where we stand\nPipeline\nDecisions\nNext quarter",
            notes=entry.get("notes", ""), made_on=min(on, self._as_of) - timedelta(days=30),
        )  # fmt: skip
        yield from self._attendees(partner, meeting, on, _SPONSORS)
        for place, told in enumerate(entry.get("resolutions", ())):
            values = self._values(told)
            if "decided_on" in values:
                values["decided_on"] = on
            made = derived_id("sample", "resolutions", str(meeting), str(place))
            yield Resolution(made, partner, meeting_id=meeting, **values)
        yield from self._actions(entry, partner, meeting, on)

    # ---- inside ----------------------------------------------------------------------------

    def _actions(
        self, entry: Mapping[str, Any], partner: int, meeting: int, made_on: date
    ) -> Iterator[Action]:
        for place, told in enumerate(entry.get("made", ())):
            values = self._values(told)
            deal, _ = self._deals.get(values.pop("deal", ""), (0, 0))
            made = derived_id("sample", "actions", str(meeting), str(place))
            yield Action(made, partner, meeting_id=meeting, deal_id=deal, made_on=made_on, **values)

    def _attendees(
        self, partner: int, meeting: int, on: date, roles: tuple[str, ...]
    ) -> Iterator[Attendee]:
        for one in self._people.get(partner, ()):
            if one.role in roles and one.in_place_on(on):
                made = derived_id("sample", "attendees", str(meeting), str(one.id))
                yield Attendee(made, partner, meeting, one.name, one.role, one.side, one.id)

    def _values(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: self._day(value, self._as_of) if name.endswith("_on") else value
            for name, value in entry.items()
        }


def _partner(entry: Mapping[str, Any]) -> int:
    return derived_id("sample", "partners", fold(entry["partner"]))


def _pipeline_id(partner: int, period: str) -> int:
    return derived_id("sample", "pipeline_review", str(partner), period)


def _held_on(as_of: date, back: int, day: int) -> date:
    """That day of the month so many months back; a weekend goes to the Monday after it."""
    month = as_of.replace(day=1)
    for _ in range(back):
        month = (month - timedelta(days=1)).replace(day=1)
    return cadence.weekday(month.replace(day=day))
