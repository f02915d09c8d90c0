"""What a row of a deal list says: partner, outcome, day and money."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from models.intake.amounts import Exact, currency_of, minor_units
from models.intake.reading import RowReader
from models.intake.values import Refused
from models.intake.workbook import Cell

_MONEY = ("partner_tcv", "services_tcv", "amount")
_COLUMNS = (
    "partner", "deal", "customer", "deal_id", "close_date", *_MONEY, "currency", "qualified",
    "stage", "next_step", "registered_on", "offering",
)  # fmt: skip


class DealRow(NamedTuple):
    """A row's values; "" and None are blank. Money in minor units of `currency`, the program's
    where that is blank.
    """

    partner_id: int
    name: str
    customer: str
    deal_id: str
    status: str
    close_date: str
    partner: int | None
    services: int | None
    amount: int | None
    currency: str
    qualified: int | None
    stage: str
    next_step: str
    registered_on: str | None
    offering: str


class DealReader:
    """Reads deal rows; a hundred thousand of them, so the usual row takes the shortest way."""

    def __init__(self, rows: RowReader, program: str, rates: Collection[str]) -> None:
        self.rows = rows
        self.program = program
        self.rates = rates
        self._pick = rows.picker(*_COLUMNS)
        self._memos = tuple(rows.memos[name] for name in _COLUMNS)
        self._statuses = rows.memos["status"]
        self._actual_days = rows.memos["actual_close_date"]
        self._outcome = rows.columns.outcome
        self._plain_status = self._outcome == ("status",)
        self._status_place = rows.places["status"]
        self._actual = rows.places["actual_close_date"]
        self._has_actual = "actual_close_date" in rows.columns.columns

    def read(self, cells: list[Cell]) -> DealRow:
        """Raises Refused with the column and the cell that can't be taken."""
        (
            partner, name, customer, deal_id, close, own, services, amount, currency, qualified,
            stage, next_step, registered, offering,
        ) = self._pick(cells)  # fmt: skip
        (
            partners, names, customers, deal_ids, days, owns, services_of, amounts, codes, yes_no,
            stages, next_steps, registrations, offerings,
        ) = self._memos  # fmt: skip
        try:
            partner_id = partners[partner]
            if self._plain_status:
                status = self._statuses[cells[self._status_place]]
            else:
                status = self._status(cells)
            if not status:
                raise Refused("is missing", "status")
            close_date = days[close]
            if self._has_actual and status != "open":
                close_date = self._actual_days[cells[self._actual]] or close_date
            if not close_date:
                raise Refused("is missing", "close_date")
            money = (owns[own], services_of[services], amounts[amount])
            code = codes[currency]
            if (code and code != self.program) or Exact in map(type, money):
                code, money = self._currency(code, cells)
            # The class's own constructor takes three times as long.
            return tuple.__new__(
                DealRow,
                (
                    partner_id, names[name], customers[customer], deal_ids[deal_id], status,
                    close_date, *money, code, yes_no[qualified], stages[stage],
                    next_steps[next_step], registrations[registered], offerings[offering],
                ),
            )  # fmt: skip
        except Refused as refused:
            if not refused.column:
                self._blame(cells)
            raise

    def _blame(self, cells: list[Cell]) -> None:
        """Raise again what a column refused, this time with its name and cell."""
        for name in self.rows.names:
            if name != "status" or self._plain_status:
                self.rows.one(name, cells)

    def _status(self, cells: list[Cell]) -> str:
        """The outcome by the most trusted column that tells it."""
        refused: Refused | None = None
        for name in self._outcome:
            words = name in ("status", "stage")
            try:
                said = self._word(name, cells) if words else self.rows.one(name, cells)
            except Refused as fault:
                refused = fault
                continue
            if name == "is_won":
                if said:
                    return "won"
            elif name == "is_closed":
                if not said:
                    return "open"
                if "is_won" in self._outcome:
                    return "lost"
            elif said:
                return str(said)
        if refused is not None:
            raise refused
        return ""

    def _word(self, name: str, cells: list[Cell]) -> str:
        cell = cells[self.rows.places[name]]
        try:
            return str(self.rows.memos["status"][cell])
        except Refused as refused:
            refused.column, refused.value = "status", str(cell)
            raise

    def _currency(
        self, code: str, cells: list[Cell]
    ) -> tuple[str, tuple[int | None, int | None, int | None]]:
        """The row's currency code and its money in that currency."""
        named_in = "currency"
        money: list[Exact | None] = []
        for name in _MONEY:
            with self._about(name, cells):
                value = self.rows.amounts[name].exact(cells[self.rows.places[name]])
                money.append(value)
                if value is None or not value.sign:
                    continue
                named = currency_of(value.sign, code, self.program)
                if not named:
                    raise Refused("has the sign of several currencies; add a currency column")
                named_in = "currency" if code else name
                code = named
        code = code or self.program
        if code != self.program and code not in self.rates:
            with self._about(named_in, cells):
                raise Refused(f"needs a stored rate of {code} in {self.program}")
        found = []
        for name, value in zip(_MONEY, money, strict=True):
            with self._about(name, cells):
                found.append(minor_units(value, code))
        return code, (found[0], found[1], found[2])

    @contextmanager
    def _about(self, name: str, cells: list[Cell]) -> Iterator[None]:
        """Give what is refused inside its column and cell."""
        try:
            yield
        except Refused as refused:
            refused.column, refused.value = name, str(cells[self.rows.places[name]])
            raise
