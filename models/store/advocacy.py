"""What speaks for the alliance: win wires, briefs, references and the log of both sides."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.benefit_event import BenefitEvent
from models.benefit_tiers import day_in
from models.benefits import Win
from models.deal import Deal
from models.errors import UserError
from models.governance import advocacy_counts, briefs, wires
from models.governance.advocacy import Advocacy, Brief
from models.governance.advocacy_counts import Year
from models.governance.voice import Reference, WinWire
from models.governance.wires import Timing
from models.ids import new_id
from models.names import tidy
from models.partner import Contact, Offering, Partner
from models.program.terms import Benefit
from models.store import benefits, governance_rules, records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.text import listed

_TEAM = ("alliance manager", "executive sponsor", "technical resource")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A win of the year that no wire tells of yet."""

    win: Win
    timing: Timing

    @property
    def id(self) -> int:
        return self.win.deal_id


@dataclass(frozen=True, slots=True)
class WireLine:
    """A wire with its deal, whose name is blank where it is gone."""

    wire: WinWire
    deal: str
    won_on: date | None
    timing: Timing

    @property
    def id(self) -> int:
        return self.wire.id


@dataclass(frozen=True, slots=True)
class AdvocacyView:
    """One partner's advocacy on a day; lists have the newest first. Notes are the host's only."""

    partner_id: int
    as_of: date
    wire_days: int
    proposals: tuple[Proposal, ...]
    wires: tuple[WireLine, ...]
    briefs: tuple[Brief, ...]
    references: tuple[Reference, ...]
    log: tuple[Advocacy, ...]
    years: tuple[Year, ...]
    deals: tuple[tuple[int, str], ...]


def view(portfolio: Portfolio, partner_id: int, as_of: date) -> AdvocacyView:
    """What the tab shows of a partner."""
    most = governance_rules.rules(portfolio).wire_days
    deals = {one.id: one for one in records.find(portfolio, Deal, partner_id=partner_id)}
    found = records.find(portfolio, WinWire, partner_id=partner_id)
    wins = [
        Win(one.id, called(one), one.close_date)
        for one in deals.values()
        if one.status == "won" and one.close_date is not None
        and one.close_date.year == as_of.year and one.close_date <= as_of
    ]  # fmt: skip
    proposals = tuple(
        Proposal(win, wires.timing(win.won_on, None, as_of, most))
        for win in wires.proposed(wins, found, _wired(portfolio, partner_id, as_of))
    )
    lines = [_line(wire, deals.get(wire.deal_id), as_of, most) for wire in found]
    lines.sort(key=lambda one: (one.won_on or date.min, one.id), reverse=True)
    log = records.find(portfolio, Advocacy, partner_id=partner_id)
    references = records.find(portfolio, Reference, partner_id=partner_id)
    own_briefs = records.find(portfolio, Brief, partner_id=partner_id)
    return AdvocacyView(
        partner_id,
        as_of,
        most,
        proposals,
        tuple(lines),
        tuple(sorted(own_briefs, key=lambda one: one.id, reverse=True)),
        tuple(sorted(references, key=lambda one: (one.on_date or date.max, one.id), reverse=True)),
        tuple(sorted(log, key=lambda one: (one.on_date, one.id), reverse=True)),
        advocacy_counts.by_year(log, as_of),
        tuple(
            (one.id, called(one))
            for one in sorted(
                deals.values(), key=lambda one: (one.status != "won", called(one).casefold())
            )
        ),
    )


def called(deal: Deal) -> str:
    """The name by which a deal is told of."""
    return deal.name or deal.customer or deal.deal_id or "a deal without a name"


# ---- win wires -------------------------------------------------------------------------------


def draft_wire(portfolio: Portfolio, deal_id: int) -> int:
    """Begin the wire of a win with what is known of it; the id of the draft.

    Raises UserError for a deal that is not won, and for one that has a wire.
    """
    deal = records.get(portfolio, Deal, deal_id)
    if deal.status != "won":
        raise UserError(f"“{called(deal)}” is not won.", "A wire tells of a win.")
    if records.find(portfolio, WinWire, deal_id=deal_id):
        raise UserError(f"“{called(deal)}” has a wire already.", "Open that one.")
    partner = records.get(portfolio, Partner, deal.partner_id)
    offering = records.find(portfolio, Offering, id=deal.offering_id) if deal.offering_id else []
    facts = wires.Facts(
        deal, partner.name, offering[0].name if offering else "", _team(portfolio, deal)
    )
    with portfolio.change(f"Begin the wire of {called(deal)}"):
        return records.add(portfolio, wires.drafted(facts, new_id()))


def set_wire(portfolio: Portfolio, wire_id: int, **values: Any) -> WinWire:
    """Set words of a draft. Raises UserError for one that is out, or without a title."""
    wire = records.get(portfolio, WinWire, wire_id)
    _require_draft(wire.state, wire.title)
    if not tidy(str(values.get("title", wire.title))):
        raise UserError("A wire needs a title.", "Type one, or press Esc to go back.")
    return records.update(portfolio, WinWire, wire_id, **values)


def publish_wire(portfolio: Portfolio, wire_id: int, today: date) -> str:
    """Let a wire go out and log it for its win, as one change; what was done with the ledger.

    Raises UserError where a block is blank that it can't go out without.
    """
    wire = records.get(portfolio, WinWire, wire_id)
    _require_draft(wire.state, wire.title)
    missing = wires.lacking(wire)
    if missing:
        raise UserError(
            f"The wire still lacks {listed([word.lower() for word in missing])}.",
            "Write what is missing, then publish it.",
        )
    won = _won_on(portfolio, wire.deal_id)
    with portfolio.change(f"Publish “{wire.title}”"):
        records.update(portfolio, WinWire, wire_id, state="published", published_on=today)
        if won is None:
            return "Its deal is no win any more, so nothing was logged."
        benefit = _benefit(portfolio, day_in(won.year, today), wire=True)
        if benefit is None:
            return "The program has no win wires to log."
        if wire.deal_id in _wired(portfolio, wire.partner_id, today):
            return "The ledger has it already."
        benefits.log(
            portfolio, [wire.partner_id], benefit.id, won.year, "delivered", today,
            today=today, evidence=wire.title, deal_id=wire.deal_id,
        )  # fmt: skip
    return "Logged as delivered."


def take_back_wire(portfolio: Portfolio, wire_id: int) -> None:
    """Make a draft of a wire again; what was logged when it went out is taken out, too."""
    wire = records.get(portfolio, WinWire, wire_id)
    with portfolio.change(f"Take “{wire.title}” back"):
        records.update(portfolio, WinWire, wire_id, state="draft", published_on=None)
        _unlog(portfolio, wire.partner_id, wire.published_on, wire.title, wire.deal_id)


# ---- briefs ----------------------------------------------------------------------------------


def add_brief(portfolio: Portfolio, partner_id: int, kind: str) -> int:
    """A new kit or brief with four blank blocks."""
    title = f"New {briefs.KIND[kind].lower()}"
    return records.add(portfolio, Brief(new_id(), partner_id, kind, title))


def set_brief(portfolio: Portfolio, brief_id: int, **values: Any) -> Brief:
    """Set words of a draft. Raises UserError for one that is out, or without a title."""
    brief = records.get(portfolio, Brief, brief_id)
    _require_draft(brief.state, brief.title)
    if not tidy(str(values.get("title", brief.title))):
        raise UserError("It needs a title.", "Type one, or press Esc to go back.")
    return records.update(portfolio, Brief, brief_id, **values)


def publish_brief(portfolio: Portfolio, brief_id: int, today: date) -> str:
    """Let a kit or brief go out and log it with its parts, as one change.

    Raises UserError where one of its four blocks is blank.
    """
    brief = records.get(portfolio, Brief, brief_id)
    _require_draft(brief.state, brief.title)
    briefs.require_complete(brief)
    with portfolio.change(f"Publish “{brief.title}”"):
        records.update(portfolio, Brief, brief_id, state="published", published_on=today)
        benefit = _benefit(portfolio, today, wire=False)
        if benefit is None:
            return "The program has no such benefit to log."
        benefits.log(
            portfolio, [brief.partner_id], benefit.id, today.year, "delivered", today, today=today,
            evidence=brief.title, parts=briefs.parts_of(brief, benefit.parts),
        )  # fmt: skip
    return "Logged as delivered, with its parts."


def take_back_brief(portfolio: Portfolio, brief_id: int) -> None:
    """Make a draft of it again; what was logged when it went out is taken out, too."""
    brief = records.get(portfolio, Brief, brief_id)
    with portfolio.change(f"Take “{brief.title}” back"):
        records.update(portfolio, Brief, brief_id, state="draft", published_on=None)
        _unlog(portfolio, brief.partner_id, brief.published_on, brief.title, 0)


def delete(portfolio: Portfolio, kind: type[WinWire] | type[Brief], ids: Sequence[int]) -> None:
    """Delete wires or briefs; what was logged of those that are out stays in the ledger."""
    records.delete(portfolio, kind, ids)


# ---- inside ----------------------------------------------------------------------------------


def _line(wire: WinWire, deal: Deal | None, as_of: date, most: int) -> WireLine:
    won = deal.close_date if deal is not None and deal.status == "won" else None
    told = wires.timing(won, wire.published_on, as_of, most)
    return WireLine(wire, called(deal) if deal else "", won, told)


def _require_draft(state: str, title: str) -> None:
    if state != "draft":
        raise UserError(f"“{title}” is published.", "Take it back to change it.")


def _won_on(portfolio: Portfolio, deal_id: int) -> date | None:
    found = records.find(portfolio, Deal, id=deal_id)
    return found[0].close_date if found and found[0].status == "won" else None


def _benefit(portfolio: Portfolio, day: date, *, wire: bool) -> Benefit | None:
    """What the program of a day gives for each win, or what has to hold parts."""
    try:
        terms = terms_on(portfolio, day)
    except UserError:
        return None
    for one in terms.benefits:
        if one.on and (one.due == "each_win" if wire else bool(one.parts)):
            return one
    return None


def _wired(portfolio: Portfolio, partner_id: int, day: date) -> set[int]:
    """The deals whose wire the ledger has as delivered."""
    benefit = _benefit(portfolio, day, wire=True)
    if benefit is None:
        return set()
    found = records.find(
        portfolio, BenefitEvent, partner_id=partner_id, benefit=benefit.id, event="delivered"
    )
    return {one.deal_id for one in found if one.deal_id}


def _unlog(
    portfolio: Portfolio, partner_id: int, on: date | None, title: str, deal_id: int
) -> None:
    if on is None:
        return
    found = records.find(
        portfolio, BenefitEvent, partner_id=partner_id, event="delivered", on_date=on,
        evidence=title, deal_id=deal_id,
    )  # fmt: skip
    if found:
        benefits.delete(portfolio, [found[-1].id])


def _team(portfolio: Portfolio, deal: Deal) -> tuple[str, ...]:
    """Who of both sides was in place on the day of the win, the partner's people first."""
    day = deal.close_date
    people = [
        one
        for one in records.find(portfolio, Contact, partner_id=deal.partner_id)
        if one.role in _TEAM and (day is None or one.in_place_on(day))
    ]
    people.sort(key=lambda one: (one.side != "partner", _TEAM.index(one.role), one.name))
    return tuple(f"{one.name} ({one.side}’s {one.role})" for one in people)
