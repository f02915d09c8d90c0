"""What needs a person as the program's rules tell it: notices, escalations, statements, grants."""

from collections.abc import Iterator
from datetime import date

from models.errors import UserError
from models.governance.cadence import MISSED, OPEN, after
from models.governance.meeting_words import title_of
from models.governance.today import NOW, WATCH, Item, group_of, shifted
from models.program.windows import months_before
from models.store.portfolio import Portfolio
from models.store.today_rows import Day, place
from models.text import basis_text, counted, day_text, listed, month_text

_NAMED = 3  # months without a review that are named


def notices(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Meetings of which the host has to be told now; on the day of a reminder they are due."""
    from models.store.notices import to_tell

    for line in to_tell(portfolio, day.today):
        meeting, due = line.meeting, line.notice.by
        if due is None:
            continue
        group = group_of(due, day.today)
        if day.today in line.notice.reminders:
            group = NOW
        yield Item(
            f"notice:{meeting.id}:{due}:{group == NOW}", "notice", meeting.partner_id, line.partner,
            f"Give notice of “{title_of(meeting)}”, {day_text(meeting.on_date)}",
            line.notice.sentence, due, group, ("meeting", meeting.id, ""), "", meeting.id,
        )  # fmt: skip


def infractions(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Notices that came late or not at all, and wait for a person to say what of it."""
    from models.store.meetings import proposed_infractions

    for line in proposed_infractions(portfolio, day.today):
        meeting, found = line.meeting, line.finding
        told = found.wrong if found is not None and found.wrong else line.notice.cause
        yield Item(
            f"infraction:{meeting.id}:{meeting.on_date}", "infraction", meeting.partner_id,
            line.partner, f"Late notice of “{title_of(meeting)}”, {day_text(meeting.on_date)}",
            told, None, NOW, ("meeting", meeting.id, ""), since=min(meeting.on_date, day.today),
        )  # fmt: skip


def escalations(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Escalations past their clock, or near its end."""
    from models.store.register import escalated

    for line in escalated(portfolio, day.today):
        told, one = line.escalation, line.concern
        if told is None or told.due_on is None or told.due_on.isoformat() > day.due_last:
            continue
        yield Item(
            f"escalation:{one.id}:{told.level}:{told.due_on}", "escalation", one.partner_id,
            line.partner, one.title, told.sentence, told.due_on,
            group_of(told.due_on, day.today), place("escalation", one.partner_id, one.id),
            told.to_whom or one.owner,
        )  # fmt: skip


def reviews(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Business reviews to be planned, and months without a review of the pipeline."""
    from models.store.reviews import all_partners

    for one in all_partners(portfolio, day.today):
        told = one.due
        if told is not None and told.wanted:
            due = told.due_on
            yield Item(
                f"review:{one.id}:{due or ''}:{told.state}", "review", one.id, one.name,
                "Plan the business review", told.sentence, due, group_of(due, day.today),
                place("review", one.id),
            )  # fmt: skip
        missed = [month for month in one.months if month.state == MISSED]
        if missed:
            last = end_of(missed[-1].first)
            recent = after(last, 1) >= day.today.replace(day=1)
            due, group = (last, group_of(last, day.today)) if recent else (None, WATCH)
            names = listed([month_text(month.first) for month in missed[-_NAMED:]])
            more = f", and {counted(len(missed) - _NAMED, 'more')}" if len(missed) > _NAMED else ""
            yield Item(
                f"missed:{one.id}:{missed[-1].period}", "pipeline_review", one.id, one.name,
                f"{counted(len(missed), 'month').capitalize()} without a pipeline review",
                f"{names}{more}", due, group, place("pipeline_review", one.id),
            )  # fmt: skip
        for month in one.months:
            last = end_of(month.first)
            if (
                month.state == OPEN
                and month.period not in one.of_month
                and last.isoformat() <= day.due_last
            ):
                yield Item(
                    f"month:{one.id}:{month.period}", "pipeline_review", one.id, one.name,
                    f"Pipeline review of {month_text(month.first)}",
                    "The month has none yet, and none is planned", last,
                    group_of(last, day.today), place("pipeline_review", one.id),
                )  # fmt: skip


def statements(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Status statements that are owed: to be made, or made and still to be sent."""
    from models.program_year import Statement
    from models.store import records
    from models.store.programs import terms_on
    from models.store.statements import owed

    found = owed(portfolio, day.today)
    if not found.to_make and not found.waiting:
        return
    months = terms_on(portfolio, day.today).calendar.statement_months
    for one in found.to_make:
        due = months_before(one.last_sent, -months) if one.last_sent else None
        last = f"The last one went out on {day_text(one.last_sent)}" if one.last_sent else (
            "None has been sent yet"
        )  # fmt: skip
        yield Item(
            f"statement:{one.partner_id}:{one.last_sent or ''}", "statement", one.partner_id,
            one.partner, "Make the status statement", last, due, group_of(due, day.today),
            place("statement", one.partner_id),
        )  # fmt: skip
    if found.waiting:
        waiting = set(found.waiting)
        names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
        for made in records.find(portfolio, Statement, kind="status", sent_on=None):
            if made.id in waiting:
                yield Item(
                    f"statement:{made.partner_id}:made:{made.id}", "statement", made.partner_id,
                    names.get(made.partner_id, ""), "Send the status statement",
                    f"Made as of {day_text(made.as_of)}", None, NOW,
                    place("statement", made.partner_id), made.recipient, made.id, made.as_of,
                )  # fmt: skip


def board(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """The January assessment, from 1 December until every partner is signed off."""
    from models.store.assessments import reminder

    told = reminder(portfolio, day.today)
    if told is not None:
        yield Item(
            f"board:{told.year}:{told.measured_on}:{told.frozen}", "board", 0, "",
            f"January assessment of {told.year}", f"{told.message} {told.hint}", told.measured_on,
            group_of(told.measured_on, day.today), ("assessment", told.year, "open"),
        )  # fmt: skip


def grants(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """Granted tiers that end with no other grant after them; those of another program don't."""
    from models.store.programs import terms_on

    rows = portfolio.conn.rows(
        "SELECT g.id, g.partner_id, p.name, g.tier, g.basis, g.until_on, g.program,"
        " max(g.from_on || printf('%020d', g.id))"
        " FROM grants AS g JOIN partners AS p ON p.id = g.partner_id"
        " WHERE g.id NOT IN (SELECT grant_id FROM withdrawals)"
        " AND (p.removed_on IS NULL OR p.removed_on > ?)"
        " GROUP BY g.partner_id HAVING g.until_on <= ? ORDER BY g.until_on, p.name_key",
        (day.iso, day.ends_last),
    )
    if not rows:
        return
    terms = terms_on(portfolio, day.today)
    for key, partner, name, tier, basis, until, program, _ in rows:
        if terms.grants(tier, program):
            yield Item(
                f"grant:{key}:{until}", "grant", partner, name,
                f"{terms.label(tier)} ends",
                f"{basis_text(basis)}, holds to the end of {day_text(day.of(until)[0])}",
                *day.of(until), place("grant", partner),
            )  # fmt: skip


def asked(portfolio: Portfolio, day: Day) -> Iterator[Item]:
    """All of them; on a day without a program only what needs none."""
    for read in (notices, infractions, escalations, reviews, statements, board, grants):
        try:
            yield from list(read(portfolio, day))
        except UserError:
            continue  # a day before the program


def end_of(month: date) -> date:
    """A month's last day."""
    return shifted(after(month, 1), -1)
