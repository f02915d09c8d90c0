"""A file of exchange rates: one row a currency and day, read into rates that are kept."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple

from models.deal import Rate
from models.errors import UserError
from models.intake.days import Days
from models.intake.headers import key
from models.intake.sheet import Progress, Sheet, open_sheet
from models.intake.values import Refused, number_text, text
from models.store import rates as store
from models.store.portfolio import Portfolio
from models.text import counted

_NAMES = {
    "currency": ("currency", "currencycode", "code", "iso", "isocode", "currencyisocode",
                 "fromcurrency", "wahrung", "devise", "moneda"),
    "date": ("date", "ondate", "from", "fromdate", "validfrom", "startdate", "day", "datum",
             "gultigab", "fecha"),
    "rate": ("rate", "exchangerate", "value", "kurs", "wechselkurs", "taux", "tasa"),
}  # fmt: skip
_PER = re.compile(r"\b([A-Z]{3})\s*(?:per|/)\s*([A-Z]{3})\b")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)?")
_SHOWN = 10


class BadRate(NamedTuple):
    """A row that can't be taken, and why."""

    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class RatesPlan:
    """What a file of rates would do; `written` are those that are new or changed."""

    name: str
    currency: str
    written: tuple[Rate, ...]
    new: int
    changed: int
    same: int
    skipped: int
    rejects: tuple[BadRate, ...]

    @property
    def read(self) -> int:
        return self.new + self.changed + self.same + len(self.rejects)

    def as_json(self) -> dict[str, Any]:
        """The document of `import --json`."""
        return {
            "kind": "rates", "file": self.name, "read": self.read, "new": self.new,
            "changed": self.changed, "same": self.same, "rejected": len(self.rejects),
            "skipped": self.skipped, "warnings": [],
            "rejects": [reject._asdict() for reject in self.rejects],
        }  # fmt: skip

    def summary(self, *, dry_run: bool = False) -> list[str]:
        """What it did in a few lines for a person."""
        done = "would be imported" if dry_run else "imported"
        head = counted(self.new + self.changed, "rate")
        numbers = (
            f"{self.new:,} new, {self.changed:,} changed, {self.same:,} the same,"
            f" {len(self.rejects):,} rejected, {self.skipped:,} skipped"
        )
        found = [f"{head[:1].upper()}{head[1:]} {done} from {self.name}: {numbers}."]
        if self.written:
            last = self.written[-1]
            found.append(
                f"Read as: 1 {last.currency} = {last.rate} {self.currency} from {last.on_date}."
            )
        return found + [f"Rejected: {_said(reject)}." for reject in self.rejects[:_SHOWN]]


def check(
    portfolio: Portfolio,
    path: Path,
    *,
    sheet: str = "",
    date_order: str = "",
    decimal: str = "",
    progress: Progress = lambda *_: None,
) -> RatesPlan:
    """What the file would do; nothing is written. Raises UserError where it is no list of rates,
    or leaves open which way round its rates or its days are.
    """
    opened = open_sheet(path, sheet=sheet, progress=progress)
    places = _places(opened)
    own = store.own_currency(portfolio)
    _require_direction(opened.header[places["rate"]], own, path.name)
    rows = [(line, cells) for line, cells in opened.rows()]
    days = Days(date_order, "dmy")
    for _, cells in rows:
        _try_day(days, _cell(cells, places["date"]))
    if not days.settled:
        shown = next(iter(days.seen.values()))
        raise UserError(
            f"{path.name}: {shown} can be read two ways.", "Say --date-order dmy or mdy."
        )
    days = Days(days.settled, days.settled)
    known = {(rate.currency, rate.on_date): rate.rate for rate in store.listed(portfolio)}
    before, found, skipped = dict(known), dict[tuple[str, date], Rate](), 0
    tally = {"new": 0, "changed": 0, "same": 0}
    rejects: list[BadRate] = []
    for line, cells in rows:
        said = {name: _cell(cells, place) for name, place in places.items()}
        if not any(text(cell) for cell in said.values()):
            skipped += 1
            continue
        try:
            rate = _read(said, days, decimal, own)
        except Refused as refused:
            rejects.append(BadRate(line, refused.column, refused.value, refused.reason))
            continue
        place = (rate.currency, rate.on_date)
        old = known.get(place)
        if old is not None and Decimal(old) == Decimal(rate.rate):
            tally["same"] += 1
            continue
        tally["new" if old is None else "changed"] += 1
        known[place] = rate.rate
        found[place] = rate
    written = tuple(rate for place, rate in found.items() if before.get(place) != rate.rate)
    plan = RatesPlan(path.name, own, written, **tally, skipped=skipped, rejects=tuple(rejects))
    if plan.read == len(rejects):
        reasons = "; ".join(map(_said, rejects[:3]))
        raise UserError(
            f"No row of {path.name} is a rate{f': {reasons}' if reasons else ''}.",
            "It needs a currency, a date and a rate in each row.",
        )
    return plan


def apply(portfolio: Portfolio, plan: RatesPlan) -> None:
    """Keep the rates of a plan as one change that undo takes back."""
    if plan.written:
        store.keep(
            portfolio, plan.written, f"Import {counted(len(plan.written), 'rate')} from {plan.name}"
        )


def _places(sheet: Sheet) -> dict[str, int]:
    keys = [key(header) for header in sheet.header]
    places = {}
    for name, words in _NAMES.items():
        place = next((keys.index(word) for word in words if word in keys), None)
        if place is None and name == "rate":
            place = next((at for at, head in enumerate(sheet.header) if _PER.search(head)), None)
        if place is None:
            raise UserError(
                f"{sheet.path.name} has no column for the {name}; its columns are"
                f" {', '.join(head for head in sheet.header if head)}.",
                "A file of rates has one row for each currency and day: currency, date, rate.",
            )
        places[name] = place
    return places


def _require_direction(header: str, own: str, name: str) -> None:
    match = _PER.search(header)
    if match is not None and match[1] != own:
        raise UserError(
            f"“{header}” of {name} gives {match[1]} for one {match[2]}.",
            f"Rates are kept as {own} for one unit of the other currency; turn them round.",
        )


def _read(said: dict[str, Any], days: Days, decimal: str, own: str) -> Rate:
    code = text(said["currency"]).upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise Refused("is no currency code, such as EUR", "currency", text(said["currency"]))
    if code == own:
        raise Refused("is the program's own currency and needs no rate", "currency", code)
    try:
        day = days[said["date"]]
    except Refused as refused:
        raise Refused(refused.reason, "date", text(said["date"])) from None
    if not day:
        raise Refused("is missing", "date")
    value = _figure(said["rate"], decimal)
    return store.made(code, date.fromisoformat(day), value)


def _figure(cell: Any, decimal: str) -> Decimal:
    words = number_text(cell).strip()
    if not words:
        raise Refused("is missing", "rate")
    if not _FIGURE.fullmatch(words):
        raise Refused("is no exchange rate, such as 1.0835", "rate", words)
    mark = {"point": ".", "comma": ","}.get(decimal, "")
    if (mark and mark not in words and not words.isdecimal()) or (
        not mark and "," in words and len(words.partition(",")[2]) == 3
    ):
        raise Refused("can be read two ways; say --decimal", "rate", words)
    try:
        value = Decimal(words.replace(",", "."))
    except InvalidOperation:
        value = Decimal(0)
    if not value:
        raise Refused("is not more than 0", "rate", words)
    return value


def _try_day(days: Days, cell: Any) -> None:
    try:
        days[cell]
    except Refused:
        return


def _cell(cells: list[Any], place: int) -> Any:
    return cells[place] if place < len(cells) else ""


def _said(reject: BadRate) -> str:
    value = f"“{reject.value}” " if reject.value else ""
    return f"line {reject.line}, {reject.column}: {value}{reject.reason}"
