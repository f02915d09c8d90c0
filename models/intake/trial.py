"""Reads a whole file against the portfolio, again where it shows itself otherwise than presumed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from models.deal import Rate
from models.ids import new_id
from models.intake.amounts import settle
from models.intake.deal_ledger import DealLedger, MixedIds
from models.intake.deal_rows import DealReader, DealRow
from models.intake.kinds import KINDS
from models.intake.ledger import MOST_SHOWN
from models.intake.mapping import ColumnMap
from models.intake.missing import InFile, Missing, look_for, moved
from models.intake.open_points import (
    deal_warnings,
    open_questions,
    reading_warnings,
    word_warnings,
)
from models.intake.outcome import is_rejects
from models.intake.partner_ledger import PartnerLedger
from models.intake.partners_known import Lookup, Partners, id_key
from models.intake.plan import Plan, Reject, Skipped
from models.intake.reading import Presumed, RowReader
from models.intake.record_ledgers import Records
from models.intake.repeated_rows import SummedRows
from models.intake.sheet import Progress, Sheet
from models.intake.skipping import Skipping
from models.intake.values import Memo, Refused, UnknownWord, text
from models.intake.verdicts import alias_batches, names_in_file, stray_warnings, worth_of
from models.intake.workbook import Cell
from models.names import fold
from models.program.deals import rates_on
from models.program.terms import Terms
from models.store import aliases, apply, records
from models.store.apply import Batch
from models.store.portfolio import Portfolio
from models.text import counted

_EVERY = 1_000
# One for what the first rows show, one for what all show, one where only some rows have ids.
_MOST_ROUNDS = 4


def make_plan(
    portfolio: Portfolio,
    sheet: Sheet,
    columns: ColumnMap,
    *,
    terms: Terms,
    today: date,
    lookup: Lookup | None = None,
    listed_on: date | None = None,
    progress: Progress = lambda *_: None,
) -> Plan:
    """Read every row and hold it against the portfolio. `portfolio` is only read.

    Where the whole file shows another date order or decimal sign than its first rows, it is read
    again with that. `listed_on` is the day of a partner's own list; without it that of the same
    file before, else today. Raises UserError where the file can't be read to its end.
    """
    sheet.source.settle()
    trial = _Trial(portfolio, sheet, columns, terms, today, lookup or Lookup(), progress)
    if columns.kind == "partner-pipeline":
        given = apply.listed_before(portfolio, sheet.source.sha256)
        trial.listed_on = listed_on or given or today
    presumed, mixed = trial.presume(), False
    for _ in range(_MOST_ROUNDS):
        try:
            trial.run(presumed, mixed=mixed)
        except MixedIds:
            mixed = True
            continue
        better = trial.better()
        if better == presumed:
            break
        presumed = better
    strays = trial.partners.strays()
    if strays:
        trial.strays = strays
        trial.run(presumed, mixed=mixed)
    return trial.plan()


class _Trial:
    """One reading of the file under what is presumed, and what it showed."""

    def __init__(
        self,
        portfolio: Portfolio,
        sheet: Sheet,
        columns: ColumnMap,
        terms: Terms,
        today: date,
        lookup: Lookup,
        progress: Progress,
    ) -> None:
        self.portfolio = portfolio
        self.sheet = sheet
        self.columns = columns
        self.kind = KINDS[columns.kind]
        self.terms = terms
        self.today = today
        self.lookup = lookup
        self.progress = progress
        self.width = len(sheet.header)
        self.import_id = new_id()
        self.header_of_partner = columns.theirs("partner")
        self.listed_on = today
        self.strays: dict[str, str] = {}
        self.rates: dict[str, Decimal] = {}
        self.aliases = aliases.aliases(portfolio)

    def presume(self) -> Presumed:
        """Date orders and decimal signs as the first rows show them."""
        self._begin(Presumed({}, {}))
        columns: dict[str, Memo[Any]] = {**self.reader.days, **self.reader.amounts}
        for _, cells in self.sheet.sample:
            for name, column in columns.items():
                place = self.reader.places[name]
                if place < len(cells):
                    try:
                        column[cells[place]]
                    except Refused:
                        continue
        return self.better()

    def better(self) -> Presumed:
        """What the rows read so far show; the question of what they leave open comes later."""
        days = {name: column.settled or column.order for name, column in self.reader.days.items()}
        marks = {
            name: mark or self.reader.amounts[name].mark
            for name, mark in settle(self.reader.amounts, self.sheet.source.delimiter).items()
        }
        return Presumed(days, marks)

    def run(self, presumed: Presumed, *, mixed: bool) -> None:
        self._begin(presumed, mixed=mixed)
        estimate = self.sheet.estimate()
        deleted = self.reader.places["is_deleted"]
        skip_deleted = self.columns.stated.deleted != "keep"
        only = self.kind.shape != "deals"
        fitted, skipping, width = self.reader.fitted, self.skipping, self.width
        partner_place, watched = self.reader.places["partner"], self.partners.watched
        if not only:
            read, put = self.deals.read, self.ledger.put
            if self.columns.stated.repeats == "sum":
                put = self._add_up
        for number, (line, cells) in enumerate(self.sheet.rows()):
            if not number % _EVERY:
                self.progress(number, max(estimate, number), f"Checking {self.sheet.path.name}")
            try:
                if len(cells) == width:
                    cells.append("")
                else:
                    cells = fitted(cells)
                if deleted < width and self.reader.one("is_deleted", cells) and skip_deleted:
                    self._skip(line, cells, "marked as deleted")
                    self.deleted += 1
                    continue
                if only:
                    if self._skipped_at_once(line, cells):
                        continue
                    said = self.reader.read(cells)
                    partner_id = said["partner"]
                    self.records.put(line, said)
                    if partner_id in watched:
                        self.partners.use(partner_id, cells[partner_place])
                else:
                    row = read(cells)
                    partner_id = row.partner_id
                    put(line, row)
                    if partner_id in watched:
                        self.partners.use(partner_id, cells[partner_place], *worth_of(row))
            except Refused as refused:
                why = skipping.why(cells)
                if why:
                    self._skip(line, cells, why)
                else:
                    self._reject(line, cells, refused)
        if only:
            self.records.close()
        else:
            self.summed.close()
            self.ledger.close()

    def plan(self) -> Plan:
        tally = self.ledger.tally if self.kind.shape == "deals" else self.records.tally
        missing, doubts = self._missing()
        return Plan(
            kind=self.kind.name,
            sheet=self.sheet,
            columns=self.columns,
            state=apply.state(self.portfolio),
            tally=tally,
            rejects=tuple(self.rejects),
            skipped=self.skipped,
            skips=tuple(self.skips),
            warnings=tuple(self._warnings()),
            notes=self.sheet.notes,
            questions=(
                *self.columns.questions,
                *open_questions(self.sheet, self.columns, self.reader, self.unknown),
            ),
            new_partners=tuple(self.partners.named(id_)[0] for id_ in self.partners.used),
            batches=tuple(self._batches()),
            import_id=self.import_id,
            today=self.today,
            missing=missing,
            doubts=doubts,
            names=names_in_file(self.partners, self.rates, self.terms.currency),
        )

    def _begin(self, presumed: Presumed, *, mixed: bool = False) -> None:
        stated = self.columns.stated
        self.lookup.missed.clear()
        rows = apply.known(self.portfolio, "partners", ("name", "name_key"))
        names = ((int(row[0]), str(row[1]), str(row[2])) for row in rows)
        strays = set(map(fold, self.strays))
        same = {name: ours for name, ours in stated.same.items() if fold(name) not in strays}
        self.partners = Partners(
            names, self.lookup, stated.partner, aliases=aliases.meant(self.aliases), same=same
        )
        self.reader = RowReader(
            self.columns, self.width, self.partners, self.lookup, self.terms, presumed
        )
        needed = {
            self.columns.columns[name] for name in self.kind.needed if name in self.columns.columns
        }
        self.skipping = Skipping(
            self.sheet.header, needed, self.columns.columns.get("partner", -1), self.partners
        )
        self.rejects: list[Reject] = []
        self.unknown: dict[str, int] = {}
        self.worth: dict[str, int] = {}
        self.skips: list[Skipped] = []
        self.skipped = self.deleted = 0
        for line, cells in self._above():
            self._skip(line, cells, "above the headers")
        if self.kind.shape == "deals":
            self.rates = rates_on(records.find(self.portfolio, Rate), self.today)
            self.deals = DealReader(self.reader, self.terms.currency, self.rates, self.today)
        self.ledger: DealLedger | PartnerLedger
        if self.kind.name == "partner-pipeline":
            self.ledger = PartnerLedger(
                self.portfolio,
                self.partners,
                self.terms.currency,
                self.listed_on,
                (self.sheet.path.name, self.import_id),
                services_percent=stated.services_percent,
                part=is_rejects(self.sheet.header),
            )
        elif self.kind.name == "deals":
            self.ledger = DealLedger(
                self.portfolio,
                self.partners,
                self.terms.currency,
                self.sheet.path.name,
                (self.import_id, records.written_on(self.portfolio).isoformat()),
                services_percent=stated.services_percent,
                mixed=mixed,
            )
        else:
            self.records = Records(self.kind.name, self.portfolio, self.partners)
        if self.kind.shape == "deals":
            self.summed = SummedRows(self.ledger.put)

    def _above(self) -> Iterator[tuple[int, list[Cell]]]:
        for number, row in enumerate(self.sheet.source.records()):
            if number >= self.sheet.above:
                return
            yield row

    def _skipped_at_once(self, line: int, cells: list[Cell]) -> bool:
        """Whether a row that could pass for a record (a name is enough for some) is none."""
        place = self.reader.places["partner"]
        headers_again = cells[place] != "" and text(cells[place]) == self.header_of_partner
        if not headers_again and sum(1 for cell in cells if cell != "") > 2:
            return False
        why = self.skipping.why(cells)
        if why:
            self._skip(line, cells, why)
        return bool(why)

    def _add_up(self, line: int, row: DealRow) -> None:
        """Hold a row until all of its deal are there; the further ones are told as skipped."""
        first = self.summed.add(line, row)
        if first:
            self.skipped += 1
            if len(self.skips) < MOST_SHOWN:
                what = row.name or row.deal_id
                self.skips.append(Skipped(line, what[:200], f"added to line {first}"))

    def _skip(self, line: int, cells: list[Cell], why: str) -> None:
        self.skipped += 1
        if len(self.skips) < MOST_SHOWN:
            words = " ".join(str(cell) for cell in cells if cell != "")
            self.skips.append(Skipped(line, words[:200], why))

    def _reject(self, line: int, cells: list[Cell], refused: Refused) -> None:
        if isinstance(refused, UnknownWord):
            self.unknown[refused.value] = self.unknown.get(refused.value, 0) + 1
            worth = self.deals.worth(cells) if self.kind.shape == "deals" else 0
            self.worth[refused.value] = self.worth.get(refused.value, 0) + worth
        shown = cells[:-1] if len(cells) == self.width + 1 and cells[-1] == "" else cells
        self.rejects.append(
            Reject(line, refused.column, refused.value, refused.reason, tuple(shown))
        )

    def _missing(self) -> tuple[tuple[Missing, ...], tuple[str, ...]]:
        """Open deals of earlier files of the kind that this one lacks, and what is doubtful."""
        ledger = self.ledger if self.kind.name == "deals" else None
        if not isinstance(ledger, DealLedger):
            return (), ()
        tally, places = ledger.tally, self.reader.places
        ids, names = set[str](), set[tuple[str, str]]()
        for reject in self.rejects:
            deal_id, name, customer = (
                text(reject.cells[places[ours]]) if places[ours] < len(reject.cells) else ""
                for ours in ("deal_id", "deal", "customer")
            )
            ids.add(id_key(deal_id))
            names.add((fold(name), fold(self.lookup.name(customer))))
        file = InFile(
            ledger.seen,
            ids,
            names,
            tally.new + tally.changed + tally.same + len(self.rejects),
            set(self.partners.ids.values()),
            [day for day in self.reader.days["close_date"].values() if day],
        )
        missing, doubts = look_for(self.portfolio, self.columns, file)
        return moved(missing, ledger.named()), doubts

    def _batches(self) -> Iterator[Batch]:
        mine = list(self.records.batches()) if self.kind.shape != "deals" else []
        written = {row[0] for batch in mine if batch.table == "partners" for row in batch.rows}
        fresh = [
            (id_, *self.partners.named(id_)) for id_ in self.partners.used if id_ not in written
        ]
        if fresh:
            yield Batch("partners", ("name", "name_key"), len(fresh), fresh)
        yield from mine
        if self.kind.shape == "deals":
            yield from self.ledger.batches()
        yield from alias_batches(self.partners, self.aliases)

    def _warnings(self) -> Iterator[str]:
        yield from self.sheet.warnings
        yield from self.columns.warnings
        yield from stray_warnings(self.strays)
        if self.deleted:
            yield (
                f"{counted(self.deleted, 'row')} marked as deleted and left out (--deleted keep)."
            )
        if self.lookup.missed:
            missed = list(self.lookup.missed)
            yield (
                f"{counted(len(missed), 'id')} not in the look-up file, kept as they are:"
                f" {', '.join(missed[:5])}."
            )
        if self.kind.shape == "deals":
            yield from word_warnings(self.unknown, self.worth, self.terms.currency)
            yield from reading_warnings(self.columns, self.deals.by_word(), self.deals.estimated)
            yield from deal_warnings(self.ledger.unpaid, self.ledger.uneven)
            yield from self.ledger.warnings()
