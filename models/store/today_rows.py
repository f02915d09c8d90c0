"""What needs a person as the tables themselves tell it: a query a kind, nothing assessed.

The window opens on it, so whatever a kind needs is loaded once there is something of that kind.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from models.errors import UserError
from models.governance.rules import Rules
from models.governance.today import NOW, WATCH, Item, group_of, shifted
from models.store import records
from models.store.portfolio import Portfolio
from models.text import counted, day_text, shortened

# The tab of a partner's page on which each of them is dealt with, and the part of it.
TAB = {
    "action": "register:actions",
    "decision": "register:resolutions",
    "concern": "register:concerns",
    "escalation": "register:concerns",
    "recovery": "register:recovery_plans",
    "milestone": "register:recovery_plans",
    "initiative": "joint_plan:milestones",
    "objective": "joint_plan:objectives",
    "omission": "omissions",
    "statement": "packs",
    "benefit": "benefits",
    "evidence": "evidence",
    "agreement": "people",
    "grant": "scorecard",
    "edge": "tcv",
    "review": "reviews",
    "pipeline_review": "reviews",
}
_OMITTED = {
    "flagged": "Flagged; its review has not begun",
    "under_review": "Under review",
    "more_information": "More information was asked for",
}
_WHOSE = {"partner": "For the partner to do", "host": "For us to do"}
_DETAIL = 160


class Day:
    """A day, how far ahead is looked from it, and the group of each day, worked out once."""

    def __init__(self, today: date, rules: Rules) -> None:
        self.today, self.rules = today, rules
        self.iso = today.isoformat()
        self.due_last = shifted(today, rules.due_days).isoformat()
        self.ends_last = shifted(today, rules.expiring_days).isoformat()
        self._known: dict[str, tuple[date, str]] = {}

    def of(self, day: str) -> tuple[date, str]:
        """A day as the tables have it, and its group. Raises UserError for what is none."""
        known = self._known.get(day)
        if known is None:
            try:
                found = date.fromisoformat(day)
            except ValueError as fault:
                raise UserError(
                    f"A record is damaged: it has “{day}” in place of a day.",
                    "Run check on the portfolio, and restore the newest backup.",
                ) from fault
            known = self._known[day] = (found, group_of(found, self.today))
        return known


def place(kind: str, partner_id: int, what: int | str = "") -> tuple[str, int, str]:
    """The tab of a partner's page that shows a thing, and the record or the field on it."""
    tab = TAB[kind]
    return ("partner", partner_id, f"{tab}:{what}" if what else tab)


def place_of(page: str, record_id: int) -> tuple[str, int, str]:
    """A page of its own, and the record on it."""
    return (page, record_id, "")


def _rows(
    portfolio: Portfolio, day: Day, source: str, columns: str, where: str, order: str
) -> list[Any]:
    """Of each record of a partner that fits: id, partner, its name, and these columns.

    `source` names the table `t`; `:today` and `:last` are the day and how far ahead is looked.
    """
    return portfolio.conn.rows(
        f"SELECT t.id, t.partner_id, p.name, {columns} FROM {source}"  # noqa: S608  words below
        f" JOIN partners AS p ON p.id = t.partner_id WHERE {where} ORDER BY {order}, t.id",
        {"today": day.iso, "last": day.due_last},
    )


def _due(
    portfolio: Portfolio, day: Day, source: str, columns: str, where: str, on: str = "t.due_on"
) -> list[Any]:
    """Those of them that are due, by their day, which comes behind the partner's name."""
    where = f"{where} AND {on} <= :last"
    return _rows(portfolio, day, source, f"{on}, {columns}", where, on)


def _item(
    day: Day, kind: str, row: Sequence[Any], title: str, detail: str, owner: str = "",
    where: tuple[str, int, str] | None = None, record_id: int = 0,
) -> Item:  # fmt: skip
    """What is due by the first columns of a row of `_due`."""
    key, partner, name, due = row
    return Item(
        f"{kind}:{key}:{due}", kind, partner, name, title, detail, *day.of(due),
        where or place(kind, partner, key), owner, record_id,
    )  # fmt: skip


def meetings(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Meetings that are today, and those of which nobody has said whether they took place."""
    rows = _rows(
        portfolio, day, "meetings AS t", "t.on_date, t.kind, t.title, t.at_time, t.place",
        "t.state = 'planned' AND t.on_date <= :today", "t.on_date, t.at_time",
    )  # fmt: skip
    if rows:
        from models.governance.meeting_words import KINDS
    for key, partner, name, on, kind, title, time, where in rows:
        told = "Say whether it took place, or cancel it"
        if on == day.iso:
            told = ", ".join(part for part in (time, where) if part) or "Is today"
        yield _item(
            day, "meeting", (key, partner, name, on), title or KINDS[kind], told,
            where=("meeting", key, ""), record_id=key,
        )  # fmt: skip


def actions(portfolio: Portfolio, day: Day) -> list[Item]:
    """Open actions that are late or due, of either side."""
    rows = _rows(
        portfolio, day, "actions AS t", "t.title, t.detail, t.due_on, t.owner, t.side",
        "t.state = 'open' AND t.due_on <= :last", "t.due_on, t.priority",
    )  # fmt: skip
    tab, of, make = TAB["action"], day.of, Item._make
    # There may be 20,000: made from a whole tuple each costs a third of a call with defaults.
    return [
        make(
            (
                f"action:{key}:{due}", "action", partner, name, title,
                detail or _WHOSE.get(side, ""), *of(due), ("partner", partner, f"{tab}:{key}"),
                owner, key, None, None, "",
            )
        )
        for key, partner, name, title, detail, due, owner, side in rows
    ]  # fmt: skip


def checklists(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Begun checklists that are due, or of which an item without an answer is."""
    rows = portfolio.conn.rows(
        "SELECT c.partner_id, p.name, c.template, c.period,"
        " (SELECT t.name FROM checklist_templates AS t WHERE t.digest = c.digest LIMIT 1),"
        " c.due_on, count(a.id), min(a.due_on), max(a.owner)"
        " FROM checklists AS c JOIN partners AS p ON p.id = c.partner_id"
        " LEFT JOIN answers AS a ON a.checklist_id = c.id AND a.due_on <= :last AND a.value = ''"
        " AND a.mark <> 'waived'"
        " WHERE c.state = 'open' GROUP BY c.id HAVING c.due_on <= :last OR count(a.id)",
        {"last": day.due_last},
    )
    for partner, name, template, period, called, due, items, first, owner in rows:
        days = [one for one in (due, first) if one and one <= day.due_last]
        told = f"Due on {day_text(day.of(due)[0])}" if due else "No day for the whole"
        if items:
            told = f"{counted(items, 'item').capitalize()} without an answer due. {told}"
        yield Item(
            f"checklist:{partner}:{template}:{period}:{min(days)}", "checklist", partner, name,
            f"{called or template} {period}".strip(), told, *day.of(min(days)),
            ("checklist", partner, f"{template}:{period}"), owner or "",
        )  # fmt: skip


def decisions(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Decisions that are wanted by a day that has come, or will soon."""
    columns = "t.title, t.why, t.owner, t.meeting_id"
    rows = _due(portfolio, day, "resolutions AS t", columns, "t.state = 'wanted'")
    for *row, title, why, owner, meeting in rows:
        told = shortened(why, _DETAIL) or "A decision is wanted"
        where = ("meeting", meeting, "") if meeting else None
        yield _item(day, "decision", row, title, told, owner, where)


def concerns(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Risks and issues whose next look is due."""
    columns = "t.kind, t.title, t.response, t.owner"
    rows = _due(portfolio, day, "concerns AS t", columns, "t.state = 'open'")
    for *row, kind, title, response, owner in rows:
        told = f"{kind.capitalize()} to look at"
        if response:
            told = f"{told}. {shortened(response, _DETAIL)}"
        yield _item(day, "concern", row, title, told, owner)


def milestones(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Milestones of open recovery plans and of initiatives under way."""
    source = (
        "milestones AS t LEFT JOIN recovery_plans AS r"
        " ON t.of_kind = 'recovery' AND r.id = t.of_id AND r.state = 'open'"
        " LEFT JOIN initiatives AS i"
        " ON t.of_kind = 'initiative' AND i.id = t.of_id AND i.state IN ('planned', 'under_way')"
    )
    columns = "t.title, t.owner, t.of_kind, t.of_id, coalesce(r.title, i.title)"
    where = "t.done_on IS NULL AND coalesce(r.id, i.id) IS NOT NULL"
    for *row, title, owner, kind, of, told in _due(portfolio, day, source, columns, where):
        key, partner = row[:2]
        of_plan = place("milestone", partner, of)
        shown = of_plan if kind == "recovery" else place("initiative", partner, key)
        yield _item(day, "milestone", row, title, f"Of “{told}”", owner, shown, key)


def recoveries(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Open recovery plans whose target day has come, or will soon."""
    source, columns = "recovery_plans AS t", "t.title, t.owner"
    for *row, title, owner in _due(
        portfolio, day, source, columns, "t.state = 'open'", "t.target_on"
    ):
        yield _item(day, "recovery", row, title, "The target day of a recovery plan", owner)


def objectives(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Objectives of a joint plan whose day has come, and those that wait for a review."""
    rows = _rows(
        portfolio, day, "objectives AS t", "t.title, t.state, t.due_on, t.owner, t.year",
        "t.state <> 'jointly_approved' AND (t.due_on <= :last OR t.state = 'pending_review')",
        "t.due_on",
    )  # fmt: skip
    for key, partner, name, title, state, due, owner, year in rows:
        told = {"pending_review": "It waits for a review", "internally_approved":
                "The partner’s approval is missing"}.get(state, "Its review is due")  # fmt: skip
        due_on: date | None
        due_on, group = day.of(due) if due and due <= day.due_last else (None, NOW)
        yield Item(
            f"objective:{key}:{state}:{due or ''}", "objective", partner, name, title,
            f"{told}. Joint plan {year}", due_on, group, place("objective", partner, key), owner,
        )  # fmt: skip


def omissions(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Deals that a partner says ours lack, as long as nobody has decided."""
    rows = _rows(
        portfolio, day, "omissions AS t", "t.name, t.customer, t.state, t.flagged_on",
        "t.state IN ('flagged', 'under_review', 'more_information') AND t.flagged_on <= :today",
        "t.flagged_on",
    )  # fmt: skip
    for key, partner, name, deal, customer, state, flagged in rows:
        yield Item(
            f"omission:{key}:{state}", "omission", partner, name,
            f"Omission: {deal or customer or 'a deal without a name'}", _OMITTED[state], None, NOW,
            place("omission", partner, key), since=day.of(flagged)[0],
        )  # fmt: skip


def benefits(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Benefits that were promised by a day and are not delivered since."""
    where = (
        "t.event = 'promised' AND t.on_date <= :today AND NOT EXISTS ("
        "SELECT 1 FROM benefit_events AS d WHERE d.partner_id = t.partner_id"
        " AND d.benefit = t.benefit AND d.year = t.year AND d.deal_id = t.deal_id"
        " AND d.event = 'delivered' AND d.on_date >= t.on_date)"
    )
    columns = "t.benefit, t.note, t.by_whom"
    rows = _due(portfolio, day, "benefit_events AS t", columns, where)
    for *row, benefit, note, owner in rows:
        told = shortened(note, _DETAIL) or "A benefit that was promised"
        title = f"Promised: {benefit.replace('_', ' ')}"
        yield _item(day, "benefit", row, title, told, owner, place("benefit", row[1], benefit))


def evidence(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Files that prove something no longer, or not much longer."""
    some = "SELECT 1 FROM evidence WHERE expires_on <= ? AND replaced_by = 0 LIMIT 1"
    if not portfolio.conn.value(some, (day.ends_last,)):
        return
    from models.store.evidence import expiring

    for one in expiring(portfolio, day.today, day.rules.expiring_days):
        known, due = one.evidence, one.evidence.expires_on
        if due is not None:
            yield Item(
                f"evidence:{known.id}:{due}", "evidence", known.partner_id, one.partner,
                known.file, f"Evidence, good until {day_text(due)}", due,
                group_of(due, day.today), place("evidence", known.partner_id, known.id),
                known.reviewer,
            )  # fmt: skip


def agreements(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Papers that end, of partners still there; the one that ends last of its kind decides."""
    rows = portfolio.conn.rows(
        "SELECT a.id, a.partner_id, p.name, a.kind, max(a.expires_on)"
        " FROM agreements AS a JOIN partners AS p ON p.id = a.partner_id"
        " WHERE a.signed_on <= ? AND (p.removed_on IS NULL OR p.removed_on > ?)"
        " GROUP BY a.partner_id, a.kind"
        " HAVING count(*) = count(a.expires_on) AND max(a.expires_on) <= ?"
        " ORDER BY max(a.expires_on), p.name_key",
        (day.iso, day.iso, day.ends_last),
    )
    if rows:
        from models.partner_words import AGREEMENTS
    for key, partner, name, kind, due in rows:
        yield Item(
            f"agreement:{key}:{due}", "agreement", partner, name, AGREEMENTS.get(kind, kind),
            f"In force until {day_text(day.of(due)[0])}", *day.of(due),
            place("agreement", partner, kind),
        )  # fmt: skip


def inquiries(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Questions to the program's mailbox that nobody has answered."""
    if not portfolio.conn.value("SELECT 1 FROM inquiries WHERE answered_on IS NULL LIMIT 1"):
        return
    from models.governance.advocacy import Inquiry
    from models.governance.inquiries import KIND as ABOUT
    from models.governance.inquiries import age

    names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    for one in records.find(portfolio, Inquiry, answered_on=None):
        if one.received_on > day.today:
            continue
        due = shifted(one.received_on, day.rules.inquiry_days)
        told = age(one, day.rules.inquiry_days, day.today)
        name = str(names.get(one.partner_id, ""))
        whom = f", from {one.sender}" if one.sender else ""
        yield Item(
            f"inquiry:{one.id}:{due}", "inquiry", one.partner_id, name,
            one.subject or "An inquiry", f"{ABOUT.get(one.kind, one.kind)}{whom}. {told.words}",
            due, group_of(due, day.today), place_of("inquiries", one.id), one.owner,
        )  # fmt: skip


def links(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Places where the program is told of, at which nobody has looked for too long: to watch,
    since no partner waits for it.
    """
    if not portfolio.conn.value("SELECT 1 FROM program_links LIMIT 1"):
        return
    from models.governance.advocacy import ProgramLink
    from models.governance.links import look, next_look

    for one in records.find(portfolio, ProgramLink):
        told = look(one, day.rules.link_days, day.today)
        last = next_look(one, day.rules.link_days)
        if told.due:
            due = shifted(last, 1) if last else None
            yield Item(
                f"link:{one.id}:{one.checked_on or ''}", "link", 0, "", one.name,
                f"{told.words}. {one.address or one.file}", due, WATCH,
                place_of("links", one.id), "", one.id,
            )  # fmt: skip


ALL = (
    actions, meetings, checklists, decisions, concerns, milestones, recoveries, objectives,
    omissions, benefits, evidence, agreements, inquiries, links,
)  # fmt: skip
