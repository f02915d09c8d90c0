"""Actions with their partner's name and what each is about, of one partner or of all."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from models.action import Action
from models.errors import UserError
from models.governance.action_lines import About, ActionLine, line_of, ranked
from models.store import records
from models.store.portfolio import Portfolio
from models.store.programs import terms_on
from models.text import day_text

_DEALS = "SELECT id, CASE name WHEN '' THEN customer ELSE name END, '' FROM deals"
_MEETINGS = "SELECT id, ifnull(nullif(title, ''), kind), on_date FROM meetings"
# What an action names first is what it is about: a plan was made for it, a meeting only heard it.
_ABOUT = (
    ("plan", "plan_id", "SELECT id, title, '' FROM recovery_plans"),
    ("concern", "concern_id", "SELECT id, title, kind FROM concerns"),
    ("deal", "deal_id", _DEALS),
    ("meeting", "meeting_id", _MEETINGS),
)


def of_partner(portfolio: Portfolio, partner_id: int, today: date) -> tuple[ActionLine, ...]:
    """A partner's actions of both sides, ranked: open ones first, by priority, then by day."""
    return _lines(portfolio, today, "partner_id = ?", partner_id)


def all_open(portfolio: Portfolio, today: date) -> tuple[ActionLine, ...]:
    """Every partner's open actions, ranked."""
    return _lines(portfolio, today, "state = ?", "open")


def abouts(portfolio: Portfolio, partner_id: int, today: date) -> tuple[About, ...]:
    """What an action of a partner can be about: its plans and concerns that are open, what its
    tiers ask for, its deals that are open, its meetings, the newest first.
    """
    conn = portfolio.conn
    wheres = (
        (
            "plan",
            "SELECT id, title, '' FROM recovery_plans WHERE partner_id = ? AND state = 'open'",
        ),
        ("concern", "SELECT id, title, kind FROM concerns WHERE partner_id = ? AND state = 'open'"),
        (
            "deal",
            f"{_DEALS} WHERE partner_id = ? AND status = 'open' ORDER BY 2 COLLATE NOCASE, id",
        ),
        (
            "meeting",
            f"{_MEETINGS} WHERE partner_id = ? ORDER BY on_date DESC, id",
        ),
    )
    found = {
        kind: [
            About(kind, row[0], "", _words(kind, *row[1:])) for row in conn.rows(sql, (partner_id,))
        ]
        for kind, sql in wheres
    }
    asked = [About("criterion", 0, key, words) for key, words in _labels(portfolio, today).items()]
    return (*found["plan"], *found["concern"], *asked, *found["deal"], *found["meeting"])


def _lines(portfolio: Portfolio, today: date, where: str, value: Any) -> tuple[ActionLine, ...]:
    rows = portfolio.conn.rows(
        f"SELECT {records.columns(Action)} FROM actions WHERE {where}",  # noqa: S608  fixed words
        (value,),
    )
    actions = list(records.from_rows(Action, rows))
    if not actions:
        return ()
    names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    about = _about(portfolio, actions, today)
    return tuple(
        ranked(
            line_of(one, names.get(one.partner_id, ""), about.get(one.id, About()), today)
            for one in actions
        )
    )


def _about(portfolio: Portfolio, actions: list[Action], today: date) -> Mapping[int, About]:
    found: dict[int, About] = {}
    for kind, column, sql in _ABOUT:
        wanted = {
            one.id: key for one in actions if one.id not in found and (key := getattr(one, column))
        }
        if not wanted:
            continue
        known = {row[0]: row[1:] for row in portfolio.conn.rows(sql)}
        for action_id, key in wanted.items():
            if key in known:
                found[action_id] = About(kind, key, "", _words(kind, *known[key]))
    labels = _labels(portfolio, today) if any(one.criterion for one in actions) else {}
    for one in actions:
        if one.id not in found and one.criterion:
            words = labels.get(one.criterion) or _plain(one.criterion)
            found[one.id] = About("criterion", 0, one.criterion, words)
    return found


def _words(kind: str, text: str, more: str) -> str:
    if kind == "meeting":
        return f"{_plain(text)}, {day_text(date.fromisoformat(more))}"
    if kind == "plan":
        return f"Recovery: {text}"
    return text or "Unnamed deal"


def _plain(key: str) -> str:
    """A key as words, for what nobody has given a title: "Pipeline review"."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def _labels(portfolio: Portfolio, today: date) -> Mapping[str, str]:
    try:
        terms = terms_on(portfolio, today)
    except UserError:  # a day without a program; the action still names what it is for
        return {}
    return {one.id: one.label for one in terms.criteria}
