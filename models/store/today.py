"""What needs a person today, read from everywhere; what is done with it, and what is put off."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from models.errors import UserError
from models.governance.rules import Rules
from models.governance.standing import PutOff
from models.governance.today import (
    Arranged,
    Away,
    Item,
    arranged,
    done_words,
    put_off_words,
)
from models.ids import derived_id
from models.names import tidy
from models.partner_list import PartnerLine
from models.store import records
from models.store.governance_rules import rules
from models.store.partner_names import Listed, listed
from models.store.portfolio import Portfolio, who
from models.store.today_rows import ALL, Day
from models.text import day_text


@dataclass(frozen=True, slots=True)
class Told:
    """What the tables tell of a day, as it came, all that was put off, and whom to assess.

    What the program's rules tell, `judged`, and what follows from the standings
    (models.store.today_assessed) come later; `arranged` puts all of it in order.
    """

    items: tuple[Item, ...]
    away: Mapping[str, Away]
    listed: Listed
    rules: Rules

    @property
    def lines(self) -> tuple[PartnerLine, ...]:
        return self.listed.lines

    @property
    def touched(self) -> frozenset[int] | None:
        return self.listed.touched

    @property
    def seq(self) -> int:
        return self.listed.seq


def told(portfolio: Portfolio, day: date, since: int | None = None) -> Told:
    """What the tables tell of a day; nothing of the program is read for it.

    `since` is the journal entry that what was assessed reflects, as `listed` takes it.
    """
    going_by = rules(portfolio)
    looked = Day(day, going_by)
    found: list[Item] = []
    for read in ALL:
        found += read(portfolio, looked)
    return Told(tuple(found), put_off_now(portfolio), listed(portfolio, since), going_by)


def judged(portfolio: Portfolio, day: date) -> tuple[Item, ...]:
    """What the program's rules tell of a day: notices, escalations, reviews, statements, grants."""
    from models.store.today_judged import asked

    return tuple(asked(portfolio, Day(day, rules(portfolio))))


def today(portfolio: Portfolio, day: date) -> Arranged:
    """What needs a person on a day, without what follows from the standings."""
    first = told(portfolio, day)
    return arranged([*first.items, *judged(portfolio, day)], first.away, day)


def put_off_now(portfolio: Portfolio) -> dict[str, Away]:
    """All that was put off, by its key, whether its day has come or not."""
    rows = portfolio.conn.rows("SELECT key, until_on, reason FROM put_off")
    return {
        key: Away(date.fromisoformat(until) if until else None, reason)
        for key, until, reason in rows
    }


# ---- what is done ------------------------------------------------------------------------------


def put_off(
    portfolio: Portfolio,
    items: Sequence[Item],
    until: date | None,
    day: date,
    today: date,
    reason: str = "",
) -> None:
    """Put things off until a day after the one looked at, or with None for good, as one change.

    Raises UserError for a day that has come, and for good without a reason.
    """
    words = tidy(reason)
    if until is not None and until <= day:
        raise UserError(f"{day_text(until)} has come already.", "Choose a later day.")
    if until is None and not words:
        raise UserError("What is put off for good needs a reason.", "Say in a few words why.")
    with portfolio.change(put_off_words(items, until)):
        _forget(portfolio, [item.key for item in items])
        for item in items:
            records.add(
                portfolio,
                PutOff(
                    derived_id("put_off", item.key), item.key, item.partner_id, today, until,
                    who(), words,
                ),
            )  # fmt: skip


def bring_back(portfolio: Portfolio, items: Sequence[Item]) -> None:
    """Show things again that were put off, as one change."""
    with portfolio.change("Bring back what was put off"):
        _forget(portfolio, [item.key for item in items])


def follow_merge(portfolio: Portfolio, keep_id: int, gone_id: int) -> None:
    """What was put off of a partner stays so with the one that it becomes (inside a change).

    Keys of what a partner's standing tells carry its id. Where both put the same thing off, what
    was said of the one that stays holds.
    """
    for one in records.find(portfolio, PutOff, partner_id=gone_id):
        before, *rest = one.key.split(":", 2)
        if rest[:1] != [str(gone_id)]:
            continue
        key = ":".join((before, str(keep_id), *rest[1:]))
        records.delete(portfolio, PutOff, [one.id])
        if not records.find(portfolio, PutOff, key=key):
            made = replace(one, id=derived_id("put_off", key), key=key)
            records.add(portfolio, made)


def finish(portfolio: Portfolio, items: Sequence[Item], today: date) -> None:
    """Do what can be done with one key, as one change.

    Actions and milestones are done, notices given and links looked at today; meetings were held.
    """
    from models.store.actions import set_state
    from models.store.meetings import give_notice, hold
    from models.store.program_links import checked
    from models.store.recovery import set_milestone

    of: dict[str, list[int]] = defaultdict(list)
    for item in items:
        of[item.kind].append(item.record_id)
    with portfolio.change(done_words(items)):
        if of["action"]:
            set_state(portfolio, of["action"], "done", today)
        if of["notice"]:
            give_notice(portfolio, of["notice"], today, today)
        for record_id in of["meeting"]:
            hold(portfolio, record_id, today)
        for record_id in of["milestone"]:
            set_milestone(portfolio, record_id, done_on=today)
        if of["link"]:
            checked(portfolio, of["link"], today)


def _forget(portfolio: Portfolio, keys: Sequence[str]) -> None:
    portfolio.conn.executemany("DELETE FROM put_off WHERE key = ?", [(key,) for key in keys])
