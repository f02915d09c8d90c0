"""A finding as a sentence, with the deal's own figures."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from models.hygiene.findings import skipped
from models.hygiene.rules import RULES, Scope
from models.text import counted, day_text, listed, lower_first, money_said

if TYPE_CHECKING:
    from models.store.deals import DealRow


def told(rule: str, row: "DealRow", scope: Scope, twins: Sequence["DealRow"] = ()) -> str:
    """What is wrong with this deal by a rule."""
    close = date.fromisoformat(row.close_date) if row.close_date else None
    if rule == "past_close_date" and close:
        return f"Due on {day_text(close)}, {_ago((scope.as_of - close).days)}."
    if rule == "outside_window":
        return _window(close, scope)
    if rule == "no_money":
        if not row.tcv_minor:
            return "It has no amount."
        whole = money_said(row.tcv_minor, row.currency)
        return f"All of {whole} is services, nothing the partner's."
    if rule == "no_services":
        whole = money_said(row.tcv_minor, row.currency)
        return f"All of {whole} is the partner's portion."
    if rule == "no_next_step":
        return _next_step(close, scope)
    if rule == "unchanged" and row.updated_on:
        day = date.fromisoformat(row.updated_on)
        return f"Last changed on {day_text(day)}, {_ago((scope.as_of - day).days)}."
    if rule == "duplicate":
        return _twins(row, twins)
    if rule == "stage_skipped":
        return _stages(row, scope)
    if rule == "no_offering":
        return f"{row.partner} has offerings; none is chosen for this deal."
    return f"{RULES[rule].title}."


def named(row: "DealRow") -> str:
    return f"“{row.name or row.customer or 'Unnamed deal'}”"


def rules_said(rules: Sequence[str]) -> str:
    """The rules that a deal breaks, in a few words."""
    titles = [RULES[key].title for key in rules]
    return ", ".join([*titles[:1], *(lower_first(title) for title in titles[1:])])


def _ago(days: int) -> str:
    return "yesterday" if days == 1 else f"{counted(days, 'day')} ago"


def _window(close: date | None, scope: Scope) -> str:
    if close is None:
        return "It has no close date, so it counts nowhere."
    days = scope.days
    if days is None:
        return f"Due on {day_text(close)}."
    if close < days.window_first:
        return f"Due {counted((days.window_first - close).days, 'day')} before the window begins."
    return f"Due {counted((close - days.window_last).days, 'day')} after the window ends."


def _next_step(close: date | None, scope: Scope) -> str:
    if close is None:
        return "Nothing is planned, and it has no close date."
    left = (close - scope.as_of).days
    if left < 0:
        return f"Nothing is planned, and its date passed {_ago(-left)}."
    when = "today" if not left else "tomorrow" if left == 1 else f"in {counted(left, 'day')}"
    return f"Nothing is planned, and it is due {when}, on {day_text(close)}."


def _twins(row: "DealRow", twins: Sequence["DealRow"]) -> str:
    if not twins:
        return "It is there more than once."
    one, more = twins[0], len(twins) - 1
    whose = "" if one.partner_id == row.partner_id else f" of {one.partner}"
    name = "" if one.name == row.name else f" {named(one)},"
    day = f" {day_text(date.fromisoformat(one.close_date))}" if one.close_date else ""
    rest = f", and {more:,} more" if more else ""
    money = money_said(one.tcv_minor, one.currency)
    return f"Also there{whose}:{name} {one.status}{day}, {money}{rest}."


def _stages(row: "DealRow", scope: Scope) -> str:
    before = (scope.stages_before or {}).get(row.id, "")
    places = skipped(before, row.stage, scope.order or {})
    if places is None:
        return f"From {before} to {row.stage}."
    left_out = list(scope.thresholds.stages[places[0] : places[1] + 1])
    return f"From {before} to {row.stage}, past {listed(left_out)}."
