"""Holds the deals of a file against those that are known, in batches, however many there are."""

from collections.abc import Iterator, Set
from decimal import Decimal
from typing import Any

from models.ids import derived_id
from models.intake.deal_rows import DealRow
from models.intake.ledger import FIRST_ROWS, MOST_SHOWN, Changed, Tally, differences
from models.intake.open_points import offering_warnings
from models.intake.partners_known import Partners, id_key
from models.intake.spool import Spool
from models.money import convert
from models.names import fold
from models.store import apply
from models.store.apply import Batch
from models.store.portfolio import Portfolio
from models.text import counted

COLUMNS = (
    "partner_id", "name", "customer", "deal_id", "status", "close_date", "partner_minor",
    "services_minor", "tcv_minor", "currency", "qualified", "stage", "next_step", "registered_on",
    "offering_id",
)  # fmt: skip
ORIGIN = ("source", "source_line", "import_id", "updated_on")

_BATCH = 1_000
_Values = tuple[Any, ...]
_Held = tuple[int, int, DealRow]


class MixedIds(Exception):
    """Some rows have a deal id and some have none, so all have to be known by name as well."""


class DealLedger:
    """New, changed and same deals. A deal is known again by its id across files, else by partner,
    customer, name and close date; one that was known without an id takes on the id of a row.

    `unpaid` are lines without any money, `uneven` lines with an amount that is not what its
    portions are together, with both and their currency; `unknown_offerings` names that the partner
    of the row has no offering of, with how often.
    """

    def __init__(
        self,
        portfolio: Portfolio,
        partners: Partners,
        program: str,
        source: str,
        written: tuple[int, str],
        *,
        services_percent: int = 0,
        mixed: bool = False,
    ) -> None:
        """`written` is the id of the import and its day, for what it writes."""
        self.tally = Tally()
        self.spool = Spool()
        self.unpaid: list[int] = []
        self.uneven: list[tuple[int, int, int, str]] = []
        self.unknown_offerings: dict[str, int] = {}
        self._portfolio = portfolio
        self._partners = partners
        self._program = program
        self._source = source
        self._written = written
        self._percent = services_percent
        self._mixed = mixed
        self._with_ids: bool | None = None
        self._held: list[_Held] = []
        self._seen: set[int] = set()
        self._repeats: list[_Held] = []
        self._overwritten = 0
        self._left_out = 0
        self._any_known = apply.count(portfolio, "deals") > 0
        self._strong: dict[str, int] = {}
        self._alone: dict[str, int] = {}
        self._offerings: dict[tuple[int, str], int] = {
            (partner_id, fold(name)): id_
            for id_, partner_id, name in apply.known(portfolio, "offerings", ("partner_id", "name"))
        }
        self._weak: dict[str, int] | None = None
        if self._any_known:
            self._index_known()

    def batches(self) -> Iterator[Batch]:
        """What is to be written."""
        if self.spool.count:
            yield Batch("deals", (*COLUMNS, *ORIGIN), self.spool.count, self.spool)

    def warnings(self) -> Iterator[str]:
        """What is odd about the rows beside their money."""
        yield from offering_warnings(self.unknown_offerings)
        if self._left_out:
            deals = counted(self._left_out, "deal")
            yield (
                f"{deals} changed and still not qualified here, so counted nowhere; a column"
                " “qualified” or the deals page says otherwise."
            )
        if self._overwritten:
            rows = counted(self._overwritten, "row")
            yield f"{rows} say a deal of this file again with other values; the last row stands."

    @property
    def seen(self) -> Set[int]:
        """The deals that the rows so far mean, known ones and new ones."""
        return self._seen

    def named(self) -> Iterator[tuple[Any, ...]]:
        """Id, partner, name, customer and line of what is to be written."""
        line = len(COLUMNS) + 2
        for row in self.spool:
            yield row[0], row[1], row[2], row[3], row[line]

    def put(self, line: int, row: DealRow) -> None:
        """Take in a row. Raises MixedIds where the file has to be read anew with `mixed`."""
        key = id_key(row.deal_id) if row.deal_id else ""
        if self._with_ids is not bool(key) and not self._mixed:
            if self._with_ids is not None:
                raise MixedIds
            self._with_ids = bool(key)
        self._held.append((self._identify(key, row), line, row))
        if len(self._held) >= _BATCH:
            self._settle()

    def close(self) -> None:
        """Settle what is held, and the rows that say again what an earlier row said."""
        self._settle()
        if not self._repeats:
            return
        wanted = {held[0] for held in self._repeats}
        latest, changed = dict[int, _Values](), dict[int, list[int]]()
        for row in self.spool:
            if row[0] in wanted:
                latest[row[0]] = row[1 : len(COLUMNS) + 1]
                changed[row[0]] = [row[len(COLUMNS) + 2]]
        spooled = set(latest)
        before = apply.known_by_id(self._portfolio, "deals", COLUMNS, wanted)
        latest = before | latest
        lines: dict[int, int] = {}
        for record_id, line, row in self._repeats:
            old = latest[record_id]
            new = self._merged(old, row)
            if self._note(record_id, line, row, old, new):
                self._overwritten += 1
                latest[record_id] = new
                lines[record_id] = line
                changed.setdefault(record_id, []).append(line)
        # Where the file's last word is what was known before it, nothing has changed after all.
        settled = {id_ for id_ in changed if before.get(id_) == latest[id_]}
        self.tally.take_back([line for id_ in settled for line in changed[id_]], settled)
        self.spool.drop(spooled & settled)
        for record_id in lines.keys() - settled:
            line = lines[record_id]
            self.spool.add((record_id, *latest[record_id], self._source, line, *self._written))

    def _settle(self) -> None:
        known: dict[int, _Values] = {}
        if self._any_known:
            ids = [held[0] for held in self._held]
            known = apply.known_by_id(self._portfolio, "deals", COLUMNS, ids)
        seen, add, source, written = self._seen, self.spool.add, self._source, self._written
        for held in self._held:
            record_id, line, row = held
            if record_id in seen:
                self._repeats.append(held)
                continue
            seen.add(record_id)
            old = known.get(record_id)
            new = self._fresh(row) if old is None else self._merged(old, row)
            if self._note(record_id, line, row, old, new):
                add((record_id, *new, source, line, *written))
        self._held.clear()

    def _note(
        self, record_id: int, line: int, row: DealRow, old: _Values | None, new: _Values
    ) -> bool:
        """Count what a row did; whether it has to be written."""
        _, _, _, _, _, _, own, services, amount, *_ = row
        if amount is None:
            if own is None and services is None and not new[8]:
                self.unpaid.append(line)
        elif (own is not None or services is not None) and amount != (own or 0) + (services or 0):
            self.uneven.append((line, amount, (own or 0) + (services or 0), new[9]))
        if len(self.tally.first) < FIRST_ROWS:
            outcome = "new" if old is None else "same" if old == new else "changed"
            self.tally.note(line, outcome)
        if old is None:
            self.tally.new += 1
        elif old == new:
            self.tally.same += 1
            if len(self.tally.sames) < MOST_SHOWN:
                self.tally.repeat(line, record_id, row.name or row.customer or row.deal_id)
            return False
        else:
            if not new[10] and row.qualified is None:
                self._left_out += 1
            what = row.name or row.customer or row.deal_id
            fields = differences(COLUMNS, old, new)
            self.tally.add("changed", [Changed(line, record_id, what, fields)])
        return True

    def _fresh(self, row: DealRow) -> _Values:
        (
            partner_id, name, customer, deal_id, status, close_date, own, services, amount,
            currency, qualified, stage, next_step, registered_on, offering,
        ) = row  # fmt: skip
        if own is None and services is None and amount is not None:
            services = self._services(amount)
            own = amount - services
        own, services = own or 0, services or 0
        return (
            partner_id, name, customer, deal_id, status, close_date or None, own, services,
            own + services, currency or self._program, 1 if qualified is None else qualified, stage,
            next_step, registered_on, self._offering(partner_id, offering),
        )  # fmt: skip

    def _merged(self, old: _Values, row: DealRow) -> _Values:
        """The known deal with what the row says; blank leaves it alone."""
        own, services, tcv, currency = old[6:10]
        new_own, new_services, amount = row[6:9]
        if not row.currency and currency != self._program:
            # Without a currency of its own the row means the one that is known.
            new_own, new_services, amount = (
                value and convert(value, self._program, Decimal(1), currency)
                for value in (new_own, new_services, amount)
            )
        if new_own is not None or new_services is not None:
            own = own if new_own is None else new_own
            services = services if new_services is None else new_services
        elif amount is not None and self._percent:
            services = self._services(amount)
            own = amount - services
        elif amount is not None and amount != tcv:
            # A split that somebody made stays; the partner's portion takes the difference.
            own, services = (amount - services, services) if services <= amount else (amount, 0)
        return (
            row.partner_id,
            # Without an id the names are what the deal was known by: the first spelling stays.
            (row.deal_id and row.name) or old[1],
            (row.deal_id and row.customer) or old[2],
            _known_id(old[3], row.deal_id),
            row.status,
            row.close_date or None,
            own,
            services,
            own + services,
            row.currency or currency,
            old[10] if row.qualified is None else row.qualified,
            row.stage or old[11],
            row.next_step or old[12],
            row.registered_on or old[13],
            self._offering(row.partner_id, row.offering) or old[14],
        )

    def _offering(self, partner_id: int, words: str) -> int:
        """The partner's offering of that name; 0, remembered as unknown, where it has none."""
        if not words:
            return 0
        found = self._offerings.get((partner_id, fold(words)), 0)
        if not found:
            self.unknown_offerings[words] = self.unknown_offerings.get(words, 0) + 1
        return found

    def _services(self, amount: int) -> int:
        """The services portion of an unsplit amount, rounded half up."""
        return (2 * amount * self._percent + 100) // 200

    def _identify(self, key: str, row: DealRow) -> int:
        if key:
            found = self._strong.get(key)
            if found is None and self._alone:
                found = self._alone.pop(self._by_name(row), None)
            if found is None:
                found = derived_id("deal", key)
            elif self._strong.get(key) is None:
                self._strong[key] = found
            if self._mixed:
                self._names().setdefault(self._by_name(row), found)
            return found
        name = self._by_name(row)
        found = self._names().get(name)
        if found is None:
            found = derived_id("deal", name)
            if self._mixed:
                self._alone[name] = self._names()[name] = found
        return found

    def _by_name(self, row: DealRow) -> str:
        partner = self._partners.keys[row.partner_id]
        return "\x1f".join((partner, fold(row.customer), fold(row.name), row.close_date))

    def _index_known(self) -> None:
        """Known deals whose id is not the one that is derived, and those without a deal id."""
        columns = ("partner_id", "customer", "name", "close_date", "deal_id")
        for id_, partner_id, customer, name, close_date, deal_id in apply.known(
            self._portfolio, "deals", columns
        ):
            if deal_id:
                key = id_key(deal_id)
                if derived_id("deal", key) != id_:
                    self._strong.setdefault(key, id_)
            else:
                self._alone.setdefault(self._name_key(partner_id, customer, name, close_date), id_)

    def _names(self) -> dict[str, int]:
        """All known deals by name, for rows without a deal id."""
        if self._weak is None:
            self._weak = dict(self._alone)
            columns = ("partner_id", "customer", "name", "close_date")
            for id_, *parts in apply.known(self._portfolio, "deals", columns):
                self._weak.setdefault(self._name_key(*parts), id_)
        return self._weak

    def _name_key(self, partner_id: int, customer: str, name: str, close_date: str | None) -> str:
        partner = self._partners.keys[partner_id]
        return "\x1f".join((partner, fold(customer), fold(name), close_date or ""))


def _known_id(known: str, said: str) -> str:
    """The id that a row says; another form of the one that is known changes nothing."""
    if not said or said == known or (known and id_key(said) == id_key(known)):
        return known
    return said
