"""What a row of a deal list says: partner, outcome, day and money."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, NamedTuple

from models.intake.amounts import Exact, currency_of, minor_units
from models.intake.mapping import MONEY as _MONEY
from models.intake.money_columns import has_unit
from models.intake.percents import share_of
from models.intake.reading import RowReader
from models.intake.status_words import UNQUALIFIED
from models.intake.values import RATE_NEEDED, Memo, Refused, UnknownWord, text
from models.intake.workbook import Cell
from models.text import day_text

INACTIVE = "inactive"
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


_Money = tuple[int | None, int | None, int | None]
_Cells = tuple[tuple[str, int], ...]  # the columns of money and places that make one value


class DealReader:
    """Reads deal rows; a hundred thousand of them, so the usual row takes the shortest way.

    `estimated` counts closed deals that have only an expected day where others have their own.
    """

    def __init__(self, rows: RowReader, program: str, rates: Collection[str], today: date) -> None:
        """`rates` are the currencies that have a rate on `today`."""
        self.rows = rows
        self.program = program
        self.rates = rates
        self.today = today
        self._pick = rows.picker(*_COLUMNS)
        self._memos = tuple(rows.memos[name] for name in _COLUMNS)
        self._statuses = rows.memos["status"]
        self._outcome = rows.columns.outcome
        self._plain_status = self._outcome == ("status",)
        self._status_place = rows.places["status"]
        columns = rows.columns
        self._has_actual = bool({"actual_close_date", "lost_on"} & columns.columns.keys())
        self._words: dict[str, Memo[Any]] = {
            name: Memo(rows.status_words(name))
            for name in ("status", "status_reason", "stage")
            if name in self._outcome and not self._plain_status
        }
        self._cells: dict[str, _Cells] = {
            name: tuple((name, p) for p in (rows.places[name], *columns.sums.get(name, ())))
            for name in (*_MONEY, "actual_amount")
        }
        self._plain = tuple(self._cells[name] for name in _MONEY)
        self._has_more = bool(
            columns.sums
            or columns.powers
            or columns.stated.split == "rest"
            or {"actual_amount", "partner_percent", "services_percent"} & columns.columns.keys()
        )
        self._code = columns.currency
        self.estimated = 0

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
            wanted = yes_no[qualified]
            if status == UNQUALIFIED:
                status, wanted = "open", 0 if wanted is None else wanted
            close_date = days[close]
            if self._has_actual and status != "open":
                close_date = self._ended(status, cells) or close_date
            if close_date is None:
                raise Refused("is missing", "close_date")
            money = (owns[own], services_of[services], amounts[amount])
            code = codes[currency] or self._code
            if self._has_more:
                code, money = self._all_money(code, status, cells)
            elif (code and code != self.program) or Exact in map(type, money):
                code, money = self._currency(code, cells, self._plain)
            # The class's own constructor takes three times as long.
            return tuple.__new__(
                DealRow,
                (
                    partner_id, names[name], customers[customer], deal_ids[deal_id], status,
                    close_date, *money, code, wanted, stages[stage],
                    next_steps[next_step], registrations[registered], offerings[offering],
                ),
            )  # fmt: skip
        except Refused as refused:
            if not refused.column:
                self._blame(cells)
            raise

    def worth(self, cells: list[Cell]) -> int:
        """What a row that can't be taken is worth in the program's currency, as far as it says."""
        total = 0
        for name in _MONEY:
            place = self.rows.places[name]
            try:
                value = self.rows.amounts[name][cells[place]] if place < len(cells) else None
            except Refused:
                continue
            if isinstance(value, int) and (name != "amount" or not total):
                total += value * 10 ** self.rows.columns.powers.get(name, 0)
        return total

    def by_word(self) -> dict[str, str]:
        """Stages and the like of which one word alone told the outcome."""
        return {
            words: meaning
            for read in self.rows.words.values()
            for words, meaning in read.by_word.items()
        }

    def _blame(self, cells: list[Cell]) -> None:
        """Raise again what a column refused, this time with its name and cell."""
        for name in self.rows.names:
            if name != "status_reason" and (name != "status" or self._plain_status):
                self.rows.one(name, cells)

    def _status(self, cells: list[Cell]) -> str:
        """The outcome by the most trusted column that tells it."""
        refused: Refused | None = None
        told, archived = "", False
        for name in self._outcome:
            words = name in self._words
            try:
                said = self._word(name, cells) if words else self.rows.one(name, cells)
            except Refused as fault:
                refused = fault
                continue
            if name == "is_active":
                archived = said == 0
            elif name in ("is_won", "is_lost"):
                if said:
                    told = "won" if name == "is_won" else "lost"
                elif said is not None and {"is_won", "is_lost"} <= set(self._outcome):
                    told = "open" if name == "is_lost" else ""
            elif name == "is_closed":
                if not said or "is_won" in self._outcome:
                    told = "lost" if said else "open"
            elif said:
                told = str(said)
            if told:
                break
        if archived and told not in ("won", "lost"):
            return self._archived(cells)
        if told:
            return told
        if refused is not None:
            raise refused
        return ""

    def _archived(self, cells: list[Cell]) -> str:
        """A row that is not active any more: lost where it says why, else as a person says."""
        if text(cells[self.rows.places["lost_reason"]]):
            return "lost"
        said = self.rows.columns.stated.words.get(INACTIVE)
        if not said:
            raise UnknownWord(
                f"is archived without a reason for the loss; say with [values.status] {INACTIVE} ="
                ' "lost", "open" or "unqualified" in a --mapping file what that means',
                "status",
                INACTIVE,
            )
        return said

    def _word(self, name: str, cells: list[Cell]) -> str:
        cell = cells[self.rows.places[name]]
        try:
            return str(self._words[name][cell])
        except Refused as refused:
            refused.column, refused.value = "status", str(cell)
            raise

    def _ended(self, status: str, cells: list[Cell]) -> str | None:
        """The day on which a deal was won or lost, where the row has one."""
        names = ("lost_on", "actual_close_date") if status == "lost" else ("actual_close_date",)
        for name in names:
            day: str | None = self.rows.one(name, cells)
            if day:
                return day
        self.estimated += 1
        return None

    def _all_money(self, code: str, status: str, cells: list[Cell]) -> tuple[str, _Money]:
        """The row's money where columns are added up, scaled, or one is a share of another."""
        wanted = list(self._plain)
        if status == "won" and text(cells[self._cells["actual_amount"][0][1]]).strip("0.,"):
            wanted[2] = self._cells["actual_amount"]
        code, (own, services, amount) = self._currency(code, cells, tuple(wanted))
        if amount is None or (own is not None and services is not None):
            return code, (own, services, amount)
        if own is None and services is None:
            part, share = self.rows.one("partner_percent", cells), None
            if part is None:
                share = self.rows.one("services_percent", cells)
            if part is not None:
                own = share_of(amount, part)
                services = amount - own
            elif share is not None:
                services = share_of(amount, share)
                own = amount - services
        elif self.rows.columns.stated.split == "rest" and amount >= (own or services or 0):
            own, services = (
                (amount - (services or 0), services) if own is None else (own, amount - own)
            )
        return code, (own, services, amount)

    def _currency(
        self, code: str, cells: list[Cell], wanted: tuple[_Cells, ...]
    ) -> tuple[str, _Money]:
        """The row's currency code and its money in that currency."""
        named_in = "currency"
        money: list[Exact | None] = []
        for parts in wanted:
            total: Exact | None = None
            for name, place in parts:
                with self._about(name, cells, place):
                    value = self.rows.amounts[name].exact(cells[place])
                    if value is None:
                        continue
                    power = self.rows.columns.powers.get(name, 0)
                    if power and not has_unit(cells[place]):
                        value = value._replace(value=value.value.scaleb(power))
                    total = Exact(value.value + (total.value if total else 0), value.sign)
                    if not value.sign:
                        continue
                    named = currency_of(value.sign, code, self.program)
                    if not named:
                        raise Refused("has the sign of several currencies; add a currency column")
                    named_in = "currency" if code else name
                    code = named
            money.append(total)
        code = code or self.program
        if code != self.program and code not in self.rates:
            with self._about(named_in, cells):
                raise Refused(
                    f"{RATE_NEEDED} {code} in {self.program} dated on or before"
                    f" {day_text(self.today)}; add it in Settings or with the command rate"
                )
        found = []
        for parts, value in zip(wanted, money, strict=True):
            with self._about(parts[0][0], cells):
                found.append(minor_units(value, code))
        return code, (found[0], found[1], found[2])

    @contextmanager
    def _about(self, name: str, cells: list[Cell], place: int = -1) -> Iterator[None]:
        """Give what is refused inside its column and cell."""
        try:
            yield
        except Refused as refused:
            cell = cells[place if place >= 0 else self.rows.places[name]]
            refused.column, refused.value = name, str(cell)
            raise
