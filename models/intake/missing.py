"""Open deals that an earlier import of the same list brought and that the file no longer holds."""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from models.intake import reasons
from models.intake.mapping import ColumnMap
from models.intake.partners_known import id_key
from models.names import fold
from models.store import import_log
from models.store.apply import Batch
from models.store.portfolio import Portfolio
from models.text import counted, listed, span_text

KEEP, LOST, DELETE = "keep", "lost", "delete"
_NAMED = 5


class Missing(NamedTuple):
    """One such deal: `file`, `line` and `at` (UTC) say where its values came from last.

    `again` is a line of the file with the same names under another close date, 0 for none: the
    same deal moved, where deals have no ids.
    """

    id: int
    partner_id: int
    partner: str
    name: str
    customer: str
    deal_id: str
    close_date: str | None
    tcv_minor: int
    currency: str
    file: str
    line: int
    at: str
    again: int = 0


@dataclass(frozen=True, slots=True)
class Fates:
    """What becomes of the deals that are missing: of all, and of some another thing."""

    every: str = KEEP
    each: Mapping[int, str] = field(default_factory=dict)

    def of(self, deal_id: int) -> str:
        return self.each.get(deal_id, self.every)

    def given(self, ids: Iterable[int], fate: str) -> "Fates":
        """The same with another fate for some."""
        return Fates(self.every, {**self.each, **dict.fromkeys(ids, fate)})

    def count(self, missing: Iterable[Missing], fate: str) -> int:
        return sum(self.of(deal.id) == fate for deal in missing)


class InFile(NamedTuple):
    """What a file holds, as far as the question goes whether it holds all.

    `rejected` are deal ids, and partners' ids with names, of rows that can't be taken: their deals
    are in it all the same. `partners` are those that it names, `days` its close dates.
    """

    seen: Set[int]
    rejected_ids: Set[str]
    rejected_names: Set[tuple[str, str]]
    rows: int
    partners: Set[int]
    days: Collection[str]


def look_for(
    portfolio: Portfolio, columns: ColumnMap, file: InFile
) -> tuple[tuple[Missing, ...], tuple[str, ...]]:
    """The deals that are missing, and why they may not be gone at all.

    None for a file of rejected rows, which is only a part by its nature.
    """
    if reasons.has_reasons(columns.header):
        return (), ()
    source = import_log.source(portfolio, columns.kind, columns.fingerprint, columns.stated.partner)
    if source is None:
        return (), ()
    known = import_log.open_ids(portfolio, source.ids)
    gone = [id_ for id_ in known if id_ not in file.seen]
    if not gone:
        return (), ()
    found = tuple(
        Missing(*deal)
        for deal in import_log.open_deals(portfolio, gone)
        if not _is_rejected(deal, file)
    )
    return found, tuple(_doubts(found, len(known), source, file)) if found else ()


def moved(missing: tuple[Missing, ...], rows: Iterable[tuple[Any, ...]]) -> tuple[Missing, ...]:
    """The same with the line that has their names; `rows` are id, partner, name, customer, line."""
    wanted = {
        (deal.partner_id, fold(deal.name), fold(deal.customer)): deal.id
        for deal in missing
        if not deal.deal_id and (deal.name or deal.customer)
    }
    if not wanted:
        return missing
    lines: dict[int, int] = {}
    for _, partner_id, name, customer, line in rows:
        deal_id = wanted.get((partner_id, fold(name), fold(customer)))
        if deal_id is not None:
            lines[deal_id] = line
    return tuple(deal._replace(again=lines.get(deal.id, 0)) for deal in missing)


def batches(missing: tuple[Missing, ...], fates: Fates, today: date) -> list[Batch]:
    """What is to be written of the deals that are missing, beside the file's rows."""
    day = today.isoformat()
    lost = [(deal.id, "lost", day, day) for deal in missing if fates.of(deal.id) == LOST]
    gone = [(deal.id,) for deal in missing if fates.of(deal.id) == DELETE]
    found = []
    if lost:
        columns = ("status", "close_date", "updated_on")
        found.append(Batch("deals", columns, len(lost), lost, known=True))
    if gone:
        found.append(Batch("deals", (), len(gone), gone))
    return found


def _is_rejected(deal: import_log.OpenDeal, file: InFile) -> bool:
    if deal.deal_id:
        return id_key(deal.deal_id) in file.rejected_ids
    return (fold(deal.name), fold(deal.customer)) in file.rejected_names


def _doubts(
    missing: tuple[Missing, ...], known: int, source: import_log.Source, file: InFile
) -> Iterable[str]:
    """Why the file may be a part of the list, and no word about what it lacks."""
    if 2 * file.rows < source.read:
        yield (
            f"The file has {counted(file.rows, 'row')}; {source.file} had {source.read:,}."
            " It may be a part of the list."
        )
    elif 2 * len(missing) > known > 1:
        yield (
            f"The file lacks {len(missing):,} of {known:,} open deals that came from files like"
            " it. It may be a part of the list."
        )
    left_out = {deal.partner_id: deal.partner for deal in missing}
    left_out = {id_: name for id_, name in left_out.items() if id_ not in file.partners}
    if left_out:
        names = list(left_out.values())[:_NAMED]
        if len(left_out) > _NAMED:
            names.append(f"{len(left_out) - _NAMED:,} more")
        yield f"The file has no row of {listed(names)}, as if it were an export of other partners."
    days = [deal.close_date for deal in missing if deal.close_date]
    if file.days and days:
        first, last = min(file.days), max(file.days)
        if not any(first <= day <= last for day in days):
            span = span_text(date.fromisoformat(first), date.fromisoformat(last))
            yield f"The file holds deals from {span} only; what is missing closes outside of it."
