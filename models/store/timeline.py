"""What a partner's records say happened, the newest first: one screenful at once, or all of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from models.errors import UserError
from models.governance.meeting_words import title_of
from models.governance.meetings import Meeting
from models.governance.omission_review import called
from models.governance.register import Concern
from models.governance.timeline import Entry, gathered, in_order
from models.governance.timeline_sources import TOLD, Told
from models.governance.timeline_words import Names
from models.ledgers import Omission
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.text import counted

FIRST = 120  # entries that a first screen and some scrolling need
_IMPORTED = """
    SELECT i.id, i.kind, i.file, i.at, i.who, count(*) FROM imports i JOIN (
        SELECT import_id FROM deals WHERE partner_id = :id AND import_id <> 0
        UNION ALL SELECT import_id FROM partner_deals WHERE partner_id = :id AND import_id <> 0
    ) d ON d.import_id = i.id
    GROUP BY i.id ORDER BY i.at DESC, i.id DESC LIMIT :most"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """Entries from the records up to a day; `whole` unless there are older ones."""

    entries: tuple[Entry, ...]
    whole: bool


def recorded(portfolio: Portfolio, partner_id: int, today: date, most: int = 0) -> Recorded:
    """What happened to a partner up to the end of a day; the newest `most`, 0 for all.

    What is planned, or has a day still to come, is not in it.
    """
    limit = most + 1 if most else -1
    names = _names(portfolio, partner_id, today)
    found: list[Entry] = []
    for told in TOLD:
        found += _of(portfolio, told, partner_id, today, limit, names)
    found += _imports(portfolio, partner_id, today, limit)
    entries = in_order(found)
    if most and len(entries) > most:
        return Recorded(gathered(islice(entries, most)), whole=False)
    return Recorded(gathered(entries), whole=True)


def _of(
    portfolio: Portfolio, told: Told, partner_id: int, today: date, limit: int, names: Names
) -> Iterator[Entry]:
    condition, values = "", []
    for column, words in told.where.items():
        condition += f" AND {column} IN ({', '.join('?' * len(words))})"
        values += list(words)
    # A moment is kept in UTC: the day here may be the next one, so one more is read.
    last = (today + timedelta(1)).isoformat() + "~" if told.moment else today.isoformat()
    sql = (
        f"SELECT {records.columns(told.record)} FROM {told.table}"  # noqa: S608  our own names
        f" WHERE partner_id = ? AND {told.day} <> '' AND {told.day} <= ?{condition}"
        f" ORDER BY {told.day} DESC, id DESC LIMIT ?"
    )
    rows = portfolio.conn.rows(sql, (partner_id, last, *values, limit))
    for record in records.from_rows(told.record, rows):
        entry = told.entry(record, names)
        if entry.on <= today:
            yield entry


def _imports(portfolio: Portfolio, partner_id: int, today: date, most: int) -> Iterator[Entry]:
    rows: list[Any] = portfolio.conn.rows(_IMPORTED, {"id": partner_id, "most": most})
    for id_, kind, file, at, who, count in rows:
        on = _here(at)
        if on > today:
            continue
        what = "Their list" if kind == "partner-pipeline" else "A file"
        yield Entry(
            f"imports:at:{id_:020d}", on, "imports", f"{what} was imported: {file}",
            f"{counted(count, 'deal')} of this partner written", "host", who, page="imports",
            table="imports", record_id=id_,
        )  # fmt: skip


def _here(at: str) -> date:
    moment = datetime.fromisoformat(at)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone().date()


def _names(portfolio: Portfolio, partner_id: int, today: date) -> Names:
    try:
        terms = terms_on(portfolio, today)
        tiers = {tier.key: tier.label for tier in (*terms.tiers, terms.outside)}
        benefits = {one.id: one.label for one in terms.benefits}
    except UserError:
        tiers, benefits = {}, {}  # a day before the program: by their keys
    # What was begun keeps its template, and with it its name.
    lists = portfolio.conn.rows("SELECT key, name FROM checklist_templates ORDER BY version, id")
    return Names(
        tiers,
        benefits,
        dict(lists),
        {one.id: called(one) for one in records.find(portfolio, Omission, partner_id=partner_id)},
        {one.id: one.title for one in records.find(portfolio, Concern, partner_id=partner_id)},
        {one.id: title_of(one) for one in records.find(portfolio, Meeting, partner_id=partner_id)},
    )
