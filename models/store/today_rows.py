"""What needs a person as the tables themselves tell it: a query a kind, nothing assessed.

The window opens on it, so whatever a kind needs is loaded once there is something of that kind.
"""

from collections.abc import Iterator
from datetime import date

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


def meetings(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Meetings that are today, and those of which nobody has said whether they took place."""
    rows = portfolio.conn.rows(
        "SELECT m.id, m.partner_id, p.name, m.kind, m.title, m.on_date, m.at_time, m.place"
        " FROM meetings AS m JOIN partners AS p ON p.id = m.partner_id"
        " WHERE m.state = 'planned' AND m.on_date <= ? ORDER BY m.on_date, m.at_time, m.id",
        (day.iso,),
    )
    if rows:
        from models.governance.meeting_words import KINDS
    for key, partner, name, kind, title, on, time, where in rows:
        told = "Say whether it took place, or cancel it"
        if on == day.iso:
            told = ", ".join(part for part in (time, where) if part) or "Is today"
        yield Item(
            f"meeting:{key}:{on}", "meeting", partner, name, title or KINDS[kind], told,
            *day.of(on), ("meeting", key, ""), "", key,
        )  # fmt: skip


def place(kind: str, partner_id: int, what: int | str = "") -> tuple[str, int, str]:
    """The tab of a partner's page that shows a thing, and the record or the field on it."""
    tab = TAB[kind]
    return ("partner", partner_id, f"{tab}:{what}" if what else tab)


def place_of(page: str, record_id: int) -> tuple[str, int, str]:
    """A page of its own, and the record on it."""
    return (page, record_id, "")


def actions(portfolio: Portfolio, day: Day) -> list[Item]:
    """Open actions that are late or due, of either side."""
    rows = portfolio.conn.rows(
        "SELECT a.id, a.partner_id, p.name, a.title, a.detail, a.due_on, a.owner, a.side"
        " FROM actions AS a JOIN partners AS p ON p.id = a.partner_id"
        " WHERE a.state = 'open' AND a.due_on <= ? ORDER BY a.due_on, a.priority, a.id",
        (day.due_last,),
    )
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
    rows = portfolio.conn.rows(
        "SELECT r.id, r.partner_id, p.name, r.title, r.why, r.due_on, r.owner, r.meeting_id"
        " FROM resolutions AS r JOIN partners AS p ON p.id = r.partner_id"
        " WHERE r.state = 'wanted' AND r.due_on <= ? ORDER BY r.due_on, r.id",
        (day.due_last,),
    )
    for key, partner, name, title, why, due, owner, meeting in rows:
        where = ("meeting", meeting, "") if meeting else place("decision", partner, key)
        yield Item(
            f"decision:{key}:{due}", "decision", partner, name, title,
            shortened(why, _DETAIL) or "A decision is wanted", *day.of(due), where, owner,
        )  # fmt: skip


def concerns(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Risks and issues whose next look is due."""
    rows = portfolio.conn.rows(
        "SELECT c.id, c.partner_id, p.name, c.kind, c.title, c.response, c.due_on, c.owner"
        " FROM concerns AS c JOIN partners AS p ON p.id = c.partner_id"
        " WHERE c.state = 'open' AND c.due_on <= ? ORDER BY c.due_on, c.id",
        (day.due_last,),
    )
    for key, partner, name, kind, title, response, due, owner in rows:
        told = f"{kind.capitalize()} to look at"
        if response:
            told = f"{told}. {shortened(response, _DETAIL)}"
        yield Item(
            f"concern:{key}:{due}", "concern", partner, name, title, told, *day.of(due),
            place("concern", partner, key), owner,
        )  # fmt: skip


def milestones(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Milestones of open recovery plans and of initiatives under way."""
    rows = portfolio.conn.rows(
        "SELECT m.id, m.partner_id, p.name, m.title, m.due_on, m.owner, m.of_kind, m.of_id,"
        " coalesce(r.title, i.title)"
        " FROM milestones AS m JOIN partners AS p ON p.id = m.partner_id"
        " LEFT JOIN recovery_plans AS r"
        " ON m.of_kind = 'recovery' AND r.id = m.of_id AND r.state = 'open'"
        " LEFT JOIN initiatives AS i"
        " ON m.of_kind = 'initiative' AND i.id = m.of_id AND i.state IN ('planned', 'under_way')"
        " WHERE m.done_on IS NULL AND m.due_on <= ? AND coalesce(r.id, i.id) IS NOT NULL"
        " ORDER BY m.due_on, m.id",
        (day.due_last,),
    )
    for key, partner, name, title, due, owner, kind, of, told in rows:
        where = place("initiative", partner, key)
        if kind == "recovery":
            where = place("milestone", partner, of)
        yield Item(
            f"milestone:{key}:{due}", "milestone", partner, name, title, f"Of “{told}”",
            *day.of(due), where, owner, key,
        )  # fmt: skip


def recoveries(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Open recovery plans whose target day has come, or will soon."""
    rows = portfolio.conn.rows(
        "SELECT r.id, r.partner_id, p.name, r.title, r.target_on, r.owner"
        " FROM recovery_plans AS r JOIN partners AS p ON p.id = r.partner_id"
        " WHERE r.state = 'open' AND r.target_on <= ? ORDER BY r.target_on, r.id",
        (day.due_last,),
    )
    for key, partner, name, title, due, owner in rows:
        yield Item(
            f"recovery:{key}:{due}", "recovery", partner, name, title,
            "The target day of a recovery plan", *day.of(due), place("recovery", partner, key),
            owner,
        )  # fmt: skip


def objectives(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Objectives of a joint plan whose day has come, and those that wait for a review."""
    rows = portfolio.conn.rows(
        "SELECT o.id, o.partner_id, p.name, o.title, o.state, o.due_on, o.owner, o.year"
        " FROM objectives AS o JOIN partners AS p ON p.id = o.partner_id"
        " WHERE o.state <> 'jointly_approved' AND (o.due_on <= ? OR o.state = 'pending_review')"
        " ORDER BY o.due_on, o.id",
        (day.due_last,),
    )
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
    rows = portfolio.conn.rows(
        "SELECT o.id, o.partner_id, p.name, o.name, o.customer, o.state, o.flagged_on"
        " FROM omissions AS o JOIN partners AS p ON p.id = o.partner_id"
        " WHERE o.state IN ('flagged', 'under_review', 'more_information')"
        " AND o.flagged_on <= ? ORDER BY o.flagged_on, o.id",
        (day.iso,),
    )
    for key, partner, name, deal, customer, state, flagged in rows:
        yield Item(
            f"omission:{key}:{state}", "omission", partner, name,
            f"Omission: {deal or customer or 'a deal without a name'}", _OMITTED[state], None, NOW,
            place("omission", partner, key), since=day.of(flagged)[0],
        )  # fmt: skip


def benefits(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Benefits that were promised by a day and are not delivered since."""
    rows = portfolio.conn.rows(
        "SELECT b.id, b.partner_id, p.name, b.benefit, b.note, b.due_on, b.by_whom"
        " FROM benefit_events AS b JOIN partners AS p ON p.id = b.partner_id"
        " WHERE b.event = 'promised' AND b.due_on <= ? AND b.on_date <= ? AND NOT EXISTS ("
        "SELECT 1 FROM benefit_events AS d WHERE d.partner_id = b.partner_id"
        " AND d.benefit = b.benefit AND d.year = b.year AND d.deal_id = b.deal_id"
        " AND d.event = 'delivered' AND d.on_date >= b.on_date)"
        " ORDER BY b.due_on, b.id",
        (day.due_last, day.iso),
    )
    for key, partner, name, benefit, note, due, owner in rows:
        words = benefit.replace("_", " ")
        yield Item(
            f"benefit:{key}:{due}", "benefit", partner, name, f"Promised: {words}",
            shortened(note, _DETAIL) or "A benefit that was promised", *day.of(due),
            place("benefit", partner, benefit), owner,
        )  # fmt: skip


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
