"""The sample's January assessment of its own year: frozen as it was then, and signed off."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from models.assessment import why
from models.deal import Deal, Rate
from models.ids import derived_id
from models.partner import Agreement, Contact, Grant, Integration, Offering, Partner, Training
from models.partner_file import PartnerFile
from models.program import deals as money
from models.program.decide import decide, held_on
from models.program.measure import Facts
from models.program.terms import Terms
from models.program_year import Assessment, AssessmentEvent, AssessmentLine
from models.store import frozen, records
from models.store.portfolio import Portfolio
from models.store.programs import keep
from models.text import counted, day_text

_SIGNED_AFTER = timedelta(days=6)
_LISTS = {
    "contacts": Contact,
    "agreements": Agreement,
    "offerings": Offering,
    "trainings": Training,
    "integrations": Integration,
}


@dataclass(frozen=True, slots=True)
class Known:
    """A partner's records as they were in January, and what was granted on them.

    `exception` has the reason, approver and last day where another tier than the calculated one
    was granted.
    """

    records: Sequence[records.Record]
    deals: Sequence[Deal]
    tier: str
    exception: Mapping[str, Any]


def entry_then(entry: Mapping[str, Any]) -> dict[str, Any]:
    """A partner's entry as it was in January: what `january` adds, without whom it leaves out."""
    then = dict(entry)
    january = entry.get("january", {})
    for table in _LISTS:
        then[table] = [*entry[table], *january.get(table, ())]
    gone = set(january.get("without", ()))
    then["trainings"] = [
        course | ({"people": [one for one in course["people"] if one not in gone]} if gone else {})
        for course in then["trainings"]
    ]
    return then


def add(
    portfolio: Portfolio,
    known: Iterable[Known],
    rates: Sequence[Rate],
    terms: Terms,
    measured: date,
    as_of: date,
    by: str,
) -> None:
    """Freeze, sign and grant, with the same ids for the same day (inside a change)."""
    year = measured.year
    board = Assessment(
        _id("assessments", year), year, measured, terms.board_prerequisites_day(year),
        terms.version, keep(portfolio, terms), "closed", measured, by,
    )  # fmt: skip
    records.add(portfolio, board)
    signed = min(measured + _SIGNED_AFTER, as_of)
    lines = 0
    for one in known:
        file = _file(one, rates, terms, board)
        if file.decision.participation == "participating":
            _line(portfolio, file, one, board, terms, signed)
            lines += 1
    words = f"{counted(lines, 'partner')}, measured on {day_text(measured)}"
    _event(portfolio, board, 0, "frozen", measured, words)
    _event(portfolio, board, 0, "closed", signed, "Every partner is signed off.")


def _file(one: Known, rates: Sequence[Rate], terms: Terms, board: Assessment) -> PartnerFile:
    as_of, day = board.measured_on, board.prerequisites_on
    [partner] = [record for record in one.records if isinstance(record, Partner)]
    held: dict[str, Any] = {
        name: tuple(record for record in one.records if isinstance(record, kind))
        for name, kind in _LISTS.items()
    }
    grants = tuple(
        record
        for record in one.records
        if isinstance(record, Grant) and record.from_on.year < board.year
    )
    # The store adds the portions up; what is frozen here never went through it.
    deals = [
        replace(deal, tcv_minor=deal.partner_minor + deal.services_minor) for deal in one.deals
    ]
    counted = money.count_deals(deals, terms, as_of, money.rates_on(rates, as_of))
    facts = money.with_deals(Facts(partner=partner, grants=grants, **held), counted, terms, as_of)
    window = money.periods(terms, as_of)
    return PartnerFile(
        partner=partner,
        deals=counted,
        grants=grants,
        decision=decide(facts, terms, as_of, day),
        window=(window.window_first, window.window_last),
        sample=True,
        **held,
    )


def _line(
    portfolio: Portfolio,
    file: PartnerFile,
    one: Known,
    board: Assessment,
    terms: Terms,
    signed: date,
) -> None:
    decision, owner = file.decision, file.partner.id
    kept = frozen.freeze(portfolio, file, terms)
    facts = money.facts_of(file, terms, board.measured_on)
    before, _ = held_on(facts, terms, date(board.year - 1, 12, 31))
    # The later id of two grants from one day holds; what was calculated lies under an exception.
    first, second = sorted(_id("grants", board.year, owner, part) for part in ("a", "b"))
    made = Grant(
        first, owner, decision.calculated_tier, "assessment", board.measured_on, None,
        f"January assessment of {board.year}.", "", terms.version, board.measured_on, kept,
        board.frozen_by, terms.program,
    )  # fmt: skip
    records.add(portfolio, made)
    line = AssessmentLine(
        _id("assessment_lines", board.year, owner), board.id, owner, file.partner.name,
        before or "", decision.tcv_tier, decision.calculated_tier, decision.tcv.total,
        decision.next_tier.gaps if decision.next_tier else (), why(decision, terms),
        "assessment", decision.calculated_tier, signed_on=signed, signed_by=board.frozen_by,
        frozen_id=kept, grant_id=first,
    )  # fmt: skip
    words = f"{terms.label(decision.calculated_tier)}, as calculated."
    if one.exception:
        told = one.exception
        made = replace(
            made, id=second, tier=one.tier, basis="exception", until_on=told["until_on"],
            reason=told["reason"], approver=told["approver"],
        )  # fmt: skip
        records.add(portfolio, made)
        line = replace(
            line, outcome="exception", granted_tier=one.tier, reason=made.reason,
            approver=made.approver, until_on=made.until_on, grant_id=second,
        )  # fmt: skip
        words = (
            f"{terms.label(one.tier)} by exception until {day_text(told['until_on'])},"
            f" approved by {made.approver}. {made.reason}"
        )
    records.add(portfolio, line)
    _event(portfolio, board, line.id, "signed", signed, words)


def _event(
    portfolio: Portfolio, board: Assessment, line_id: int, event: str, on: date, words: str
) -> None:
    event_id = _id("assessment_events", board.year, line_id, event)
    records.add(
        portfolio,
        AssessmentEvent(event_id, board.id, line_id, event, on, board.frozen_by, words),
    )


def _id(kind: str, *key: object) -> int:
    return derived_id("sample", kind, *map(str, key))
