"""Made-up partners for the deal pages: stages, slips, findings, actions, omissions."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from models.action import Action
from models.background import Background, HygieneNote, Moved, Movement, OmissionCase
from models.deal import Deal
from models.hygiene.rules import RULES
from models.partner import Partner
from reports.facts import PackFacts, freeze
from reports.pack import drawn
from reports.page import Leaf
from tests.reports.facts_builder import DAY, STAGES, partner_file, some_deals

LONG_STAGE = "Waiting for the customer's procurement committee to sign off"
LONG = "x" * 90
KEYS = ("pipeline", "deals", "wins", "all-deals")


def deal(
    key: int, status: str = "open", close: date | None = date(2022, 6, 1), **more: Any
) -> Deal:
    own = more.pop("own", 60_000_00)
    services = more.pop("services", 40_000_00)
    made: dict[str, Any] = {"name": f"Deal {key}", "customer": f"Customer {key}"} | more
    return Deal(key, 1, status=status, close_date=close, partner_minor=own,
                services_minor=services, tcv_minor=own + services, **made)  # fmt: skip


def staged(count: int, stages: Sequence[str] = STAGES) -> list[Deal]:
    """Some deals, the open ones at these stages in turn; at none where there are none."""
    return [
        replace(one, stage=stages[one.id % len(stages)] if stages and one.status == "open" else "")
        for one in some_deals(count, 20_000_000)
    ]


def facts(
    deals: list[Deal],
    edition: str = "internal",
    *,
    slipped: Iterable[tuple[int, int]] = (),
    plan: Any = None,
    file: dict[str, Any] | None = None,
    **known: Any,
) -> PackFacts:
    """`slipped` are deals by id, with the days by which each was moved to a later date."""
    by_id = {one.id: one for one in deals}
    moves = tuple(_moved(by_id[key], days) for key, days in slipped)
    movement = Movement(date(2021, 10, 1), DAY, 1, 1, (), 1, 1, moves) if moves else None
    background = Background(movement=movement, **known)
    made = partner_file(deals, partner=Partner(1, "Summit Data Services"), **(file or {}))
    return freeze(made, edition=edition, background=background, plan=plan)


def _moved(one: Deal, days: int) -> Moved:
    close = one.close_date
    before = close - timedelta(days) if close else None
    return Moved("slipped", one.id, one.name, 1, 1, before, close)


def note(rule: str, *ids: int, minor: int = 0, comes: int = 0, said: str = "") -> HygieneNote:
    return HygieneNote(rule, RULES[rule].title, len(ids), minor, said, comes, ids)


def every_rule(ids: Sequence[int], said: str = "") -> tuple[HygieneNote, ...]:
    return tuple(note(rule, *ids, minor=1_00, comes=2_00, said=said) for rule in RULES)


def action(key: int, title: str, detail: str = "", **values: Any) -> Action:
    return Action(key, 1, title, detail, **values)


def case(key: int, state: str = "flagged", **values: Any) -> OmissionCase:
    made: dict[str, Any] = {
        "name": f"Renewal {key}", "customer": "Granary Bank", "close_date": DAY,
        "tcv_minor": 123_456_78, "currency": "USD",
    } | values  # fmt: skip
    return OmissionCase(key, state=state, flagged_on=DAY, **made)


def pages(made: PackFacts, *keys: str) -> list[Leaf]:
    """The pages of these sections, drawn and not yet written."""
    return [one for _, one in drawn(made, "0" * 64).told() if one.section.key in (keys or KEYS)]


def words(made: PackFacts, *keys: str) -> str:
    """All that these sections say."""
    return "\n".join(box.text for leaf in pages(made, *keys) for box in leaf.sheet.boxes)


def titles(made: PackFacts, *keys: str) -> list[str]:
    return [leaf.title for leaf in pages(made, *keys)]
