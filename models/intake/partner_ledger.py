"""Holds the deals of a partner's own list against what is kept of its list of that day."""

from collections.abc import Iterator
from datetime import date

from models.intake.deal_rows import DealRow
from models.intake.ledger import Ledger, Tally, Values
from models.intake.partners_known import Partners, id_key
from models.names import fold
from models.store import apply
from models.store.apply import Batch
from models.store.portfolio import Portfolio
from models.text import counted, day_text

COLUMNS = (
    "partner_id", "listed_on", "name", "customer", "deal_id", "status", "close_date",
    "partner_minor", "services_minor", "tcv_minor", "currency", "stage", "next_step",
)  # fmt: skip
_ORIGIN = ("source", "source_line", "import_id")
_BLANK: Values = (0, "", "", "", "", "open", None, 0, 0, 0, "", "", "")


class PartnerLedger:
    """New, changed and same deals of the lists that partners gave on one day (C073).

    A deal is known again within its list by its id, else by customer, name and close date. What
    stands in the list of that day and no longer in the file leaves it; lists of other days and
    our own deals are not touched. `unpaid` and `uneven` are those of DealLedger.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        partners: Partners,
        program: str,
        listed_on: date,
        origin: tuple[str, int],
        *,
        services_percent: int = 0,
        part: bool = False,
    ) -> None:
        """`origin` is the name of the file and the id of the import, for what it writes; a `part`
        of a list, such as its rejected rows corrected, leaves the rest of it alone.
        """
        self.tally = Tally()
        self.unpaid: list[int] = []
        self.uneven: list[tuple[int, int, int, str]] = []
        self.listed_on = listed_on
        self._partners = partners
        self._program = program
        self._percent = services_percent
        self._origin = origin
        self._part = part
        day = listed_on.isoformat()
        self._known = [
            row for row in apply.known(portfolio, "partner_deals", COLUMNS) if row[2] == day
        ]
        self._ledger = Ledger(
            "partner_deal", "partner_deals", COLUMNS, self._known, self._key, _BLANK
        )
        self._seen: set[str] = set()
        self._lines: dict[int, int] = {}
        self._changed: dict[int, list[int]] = {}
        self._whose: set[int] = set()

    def put(self, line: int, row: DealRow) -> None:
        """Take in a row."""
        values = self._values(line, row)
        record_id = self._ledger.id_of(values)
        outcome, changes = self._ledger.put(values, line, row.name or row.customer or row.deal_id)
        self._seen.add(self._key(values))
        self._whose.add(row.partner_id)
        if outcome != "same":
            self._lines[record_id] = line
        if outcome == "changed":
            self._changed.setdefault(record_id, []).append(line)
        self.tally.add(outcome, changes)
        self.tally.note(line, outcome)

    def close(self) -> None:
        """After the last row: what the file leaves as it was is the same after all."""
        dropped = self._ledger.drop_unchanged()
        settled = self._changed.keys() & dropped
        self.tally.take_back([line for id_ in settled for line in self._changed[id_]], dropped)

    @property
    def gone(self) -> list[int]:
        """What stood in these partners' lists of that day and stands there no more."""
        return [
            row[0]
            for row in (() if self._part else self._known)
            if row[1] in self._whose and self._key(row[1:]) not in self._seen
        ]

    def batches(self) -> Iterator[Batch]:
        source, import_id = self._origin
        if self._ledger.written:
            rows = [
                (id_, *values, source, self._lines[id_], import_id)
                for id_, values in self._ledger.written.items()
            ]
            yield Batch("partner_deals", (*COLUMNS, *_ORIGIN), len(rows), rows)
        if gone := self.gone:
            yield Batch("partner_deals", (), len(gone), [(id_,) for id_ in gone])

    def warnings(self) -> Iterator[str]:
        if gone := len(self.gone):
            verb = "is" if gone == 1 else "are"
            yield (
                f"{counted(gone, 'deal')} of the list of {day_text(self.listed_on)} {verb} not in"
                " this file and will leave that list."
            )

    def _values(self, line: int, row: DealRow) -> Values:
        own, services, amount = row.partner, row.services, row.amount
        currency = row.currency or self._program
        if own is None and services is None:
            if amount is None:
                self.unpaid.append(line)
            services = (2 * (amount or 0) * self._percent + 100) // 200
            own = (amount or 0) - services
        elif amount is not None and amount != (own or 0) + (services or 0):
            self.uneven.append((line, amount, (own or 0) + (services or 0), currency))
        own, services = own or 0, services or 0
        return (
            row.partner_id, self.listed_on.isoformat(), row.name, row.customer, row.deal_id,
            row.status, row.close_date, own, services, own + services, currency, row.stage,
            row.next_step,
        )  # fmt: skip

    def _key(self, values: Values) -> str:
        partner_id, listed_on, name, customer, deal_id, _, close_date, *_ = values
        known_by = [id_key(deal_id)]
        if not deal_id:
            known_by = ["", fold(customer), fold(name), close_date or ""]
        return "\x1f".join((self._partners.keys[partner_id], listed_on, *known_by))
