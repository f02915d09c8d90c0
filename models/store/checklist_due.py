"""The checklists of all partners that are due now, begun or not, and those left from before."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from models.checklist.records import Answer, Checklist, Where
from models.store import records
from models.store.checklists import Summary, applying, checklist_id, held_of, summary
from models.store.portfolio import Portfolio
from models.store.standing import partner_files

# An answer that is nothing but its value: nineteen of twenty are.
_PLAIN = "mark = '' AND note = '' AND due_on IS NULL AND carried_from = 0 AND source <> 'records'"


def all_due(portfolio: Portfolio, today: date) -> tuple[Summary, ...]:
    """Every partner's checklists that apply now or are still open, the earliest due first."""
    files = partner_files(portfolio, today)
    begun = _recent(portfolio, today)
    partner_ids = [file.partner.id for file in files]
    held = held_of(portfolio, [one.id for one in begun], partner_ids, answers=False)
    open_ones: dict[int, list[Where]] = {}
    for one in begun:
        if one.state == "open":
            where = Where(one.partner_id, one.template, one.period)
            open_ones.setdefault(one.partner_id, []).append(where)
    wanted = [
        (file, dict.fromkeys([*applying(held, file, today), *open_ones.get(file.partner.id, [])]))
        for file in files
    ]
    ids = [one for _, lists in wanted for one in map(checklist_id, lists)]
    held = replace(held, answers=_answers(portfolio, ids))
    found = [
        summary(portfolio, where, file, held, today) for file, lists in wanted for where in lists
    ]
    return tuple(sorted(found, key=_order))


def _recent(portfolio: Portfolio, today: date) -> list[Checklist]:
    """What is open, what was closed in this year or the one before, and all that is done once."""
    since = today.replace(month=1, day=1, year=today.year - 1).isoformat()
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Checklist)} FROM checklists"  # noqa: S608  fixed words
        " WHERE state = 'open' OR closed_on >= ? OR period = ''",
        (since,),
    )
    return list(records.from_rows(Checklist, rows))


def _answers(portfolio: Portfolio, ids: Iterable[int]) -> Mapping[int, Mapping[str, Answer]]:
    """Answers as far as progress needs them: the plain ones share one record for each value.

    A portfolio has tens of thousands of them, and building each took most of the list's time.
    """
    chosen = (json.dumps(list(ids)),)
    found: dict[int, dict[str, Answer]] = defaultdict(dict)
    alike: dict[tuple[str, str], Answer] = {}
    source = "FROM answers WHERE checklist_id IN (SELECT value FROM json_each(?))"
    plain = portfolio.conn.rows(
        f"SELECT checklist_id, item, value {source} AND {_PLAIN}",
        chosen,
    )
    for owner, item, value in plain:
        answer = alike.get((item, value))
        if answer is None:
            answer = alike[item, value] = Answer(0, 0, item, value)
        found[owner][item] = answer
    rest = portfolio.conn.rows(
        f"SELECT {records.columns(Answer)} {source} AND NOT ({_PLAIN})",
        chosen,
    )
    for answer in records.from_rows(Answer, rest):
        found[answer.checklist_id][answer.item] = answer
    return found


def _order(told: Summary) -> tuple[bool, date, str]:
    return (told.state == "closed", told.due_on or date.max, told.partner.casefold())
