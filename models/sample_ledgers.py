"""The sample's lists that two partners gave of their own deals, with every kind of difference."""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import resources
from models.ids import derived_id
from models.ledgers import Omission, TheirDeal
from models.money import to_minor
from models.names import fold
from models.store import records
from models.store.partner_lists import keep_list
from models.store.portfolio import Portfolio
from models.text import day_text

Day = Callable[[str, date], date]


def add(portfolio: Portfolio, as_of: date, day: Day) -> None:
    """Put the lists of partner_pipeline.csv, all made up, beside the sample's deals (inside a
    change); the same day always gives the same rows.
    """
    lists: dict[tuple[int, date], str] = {}
    for deal, flagged in _deals(as_of, day):
        records.add(portfolio, deal)
        lists[deal.partner_id, deal.listed_on] = deal.source
        if flagged:
            records.add(portfolio, _omission(deal))
    for (partner_id, listed_on), file in lists.items():
        keep_list(portfolio, partner_id, listed_on, file, 0, as_of)


def _deals(as_of: date, day: Day) -> Iterator[tuple[TheirDeal, bool]]:
    path = resources.path("sample/partner_pipeline.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            currency = row["currency"]
            own, services = (
                to_minor(Decimal(row[name]), currency) for name in ("partner_tcv", "services_tcv")
            )
            made = TheirDeal(
                derived_id("sample", "partner_deals", row["deal_id"], row["listed_on"]),
                derived_id("sample", "partners", fold(row["partner"])),
                day(row["listed_on"], as_of),
                row["deal"],
                row["customer"],
                row["deal_id"],
                row["status"],
                day(row["close_date"], as_of),
                own,
                services,
                own + services,
                currency,
                row["stage"],
                row["next_step"],
                path.name,
                line,
            )
            yield made, row["flagged"] == "yes"


def _omission(deal: TheirDeal) -> Omission:
    return Omission(
        derived_id("sample", "omissions", str(deal.id)), deal.partner_id, deal.id, 0, deal.name,
        deal.customer, deal.status, deal.close_date, deal.partner_minor, deal.services_minor,
        deal.tcv_minor, deal.currency,
        f"In the partner's list of {day_text(deal.listed_on)} ({deal.source}, line"
        f" {deal.source_line}), not among our deals.",
        "flagged", deal.listed_on,
    )  # fmt: skip
