"""A portfolio of participating partners for the January assessment, one for each way to end."""

from dataclasses import fields, replace
from datetime import date
from itertools import count
from typing import Any

from models.names import fold
from models.partner import Partner
from models.store import records
from models.store.portfolio import Portfolio
from tests.models.program.making import Records, complete, without, won

YEAR = 2022
MEASURED = date(2022, 1, 3)
YEAR_END = date(2021, 12, 31)
TODAY = date(2022, 1, 10)

_ids = count(10_000)

# Each was invited in 2021 and so held Gold at the end of it.
TCV = {"Up": 25_000_000, "Same": 15_000_000, "Down": 8_000_000, "Below": 7_999_999}


def partner(name: str, dollars: int, *lacking: str) -> Records:
    """A complete partner of its own, with this much money won in 2021."""
    made = without(complete(won(dollars), name=name), *lacking)
    owner = next(_ids)
    made.partner = replace(made.partner, id=owner)
    for field in fields(made):
        several = getattr(made, field.name)
        if isinstance(several, list) and field.name != "rates":
            changed = [replace(one, id=next(_ids), partner_id=owner) for one in several]
            setattr(made, field.name, changed)
    return made


def put(portfolio: Portfolio, *several: Records) -> list[int]:
    """Write the partners as one change; their ids."""
    with portfolio.change("Put partners"):
        for made in several:
            for field in fields(made):
                value = getattr(made, field.name)
                for record in value if isinstance(value, list) else [value]:
                    records.add(portfolio, record)
    return [made.partner.id for made in several]


def put_cohort(portfolio: Portfolio) -> None:
    """Four partners that move up, stay, move down and fall below; two that take no part."""
    put(
        portfolio,
        *(partner(name, dollars) for name, dollars in TCV.items()),
        partner("Unsigned", 26_000_000, "program_agreement"),
        without_invitation(),
    )


def without_invitation() -> Records:
    made = partner("Outside", 26_000_000)
    made.partner = replace(made.partner, invited_on=None, invitation_accepted_on=None)
    return made


def set_partner(portfolio: Portfolio, name: str, **values: Any) -> int:
    [found] = records.find(portfolio, Partner, name_key=fold(name))
    with portfolio.change(f"Set {name}"):
        records.update(portfolio, Partner, found.id, **values)
    return found.id
