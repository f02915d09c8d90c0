"""The columns that show a partner's list beside ours, and which lines are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from models.money import plain
from models.text import day_text, listed, money
from models.two_ledgers import OPEN_STATES, Line, sentence_start
from ui.tables.columns import Column

# Which lines are shown, and what the choice says.
SHOWN = (
    ("all", "All"),
    ("differs", "Differs"),
    ("only_theirs", "Only theirs"),
    ("only_ours", "Only ours"),
    ("maybe", "Maybe"),
    ("agreed", "Agrees"),
    ("aside", "Set aside"),
)
_TONES = {
    "agreed": "met",
    "differs": "at_risk",
    "maybe": "no_data",
    "only_theirs": "at_risk",
    "only_ours": "no_data",
    "aside": "no_data",
}
_ORDER = ("differs", "maybe", "only_theirs", "only_ours", "agreed", "aside")
_BY = {"id": "Deal id", "name": "Likeness", "person": "A person"}


def wanted(shown: str, line: Line) -> bool:
    """Whether a line is among those that are looked at."""
    return shown == "all" or line.group == shown


def columns(currency: str) -> list[Column]:
    """Ours, theirs and what differs; money in the program's currency, so that it compares."""
    return [
        Column(
            "State",
            lambda line: line.state,
            role="status",
            tone=_tone,
            key=lambda line: (_ORDER.index(line.group), -(line.their_minor or line.our_minor or 0)),
            width=142,
            spoken=True,
            name="state",
        ),
        Column("Ours", _of("ours", _title), sub=_of("ours", _customer), width=140, stretch=True,
               spoken=True, name="ours"),
        _money("Our TCV", "ours", "our_minor", currency),
        Column("Theirs", _of("theirs", _title), sub=_of("theirs", _customer), width=140, gives=True,
               spoken=True, name="theirs"),
        _money("Their TCV", "theirs", "their_minor", currency),
        Column("Difference", lambda line: line.difference, text=_first, sub=_rest, width=176,
               spoken=True, name="difference"),
    ]  # fmt: skip


def copied_columns(currency: str) -> list[Column]:
    """What goes to a spreadsheet: each value of either list in a cell of its own."""
    found = [columns(currency)[0]]
    for word, side in (("Ours", "ours"), ("Theirs", "theirs")):
        found += [
            Column(f"{word}: deal", _of(side, lambda deal: deal.name)),
            Column(f"{word}: customer", _of(side, _customer)),
            Column(f"{word}: deal id", _of(side, lambda deal: deal.deal_id)),
            Column(f"{word}: outcome", _of(side, lambda deal: deal.status)),
            Column(f"{word}: close date", _of(side, lambda deal: deal.close_date, None)),
            Column(f"{word}: stage", _of(side, lambda deal: deal.stage)),
            Column(
                f"{word}: TCV",
                _of(side, lambda deal: plain(deal.tcv_minor, deal.currency)),
            ),
            Column(f"{word}: currency", _of(side, lambda deal: deal.currency)),
        ]
    found.append(Column("Difference", lambda line: line.difference))
    found.append(Column("Paired by", lambda line: _BY.get(line.by, "")))
    found.append(Column("Note", _why))
    return found


def _of(side: str, take: Callable[[Any], Any], blank: Any = "") -> Callable[[Line], Any]:
    def read(line: Line) -> Any:
        deal = getattr(line, side)
        return blank if deal is None else take(deal)

    return read


def _title(deal: Any) -> str:
    return str(deal.name or deal.customer or deal.deal_id or "Unnamed deal")


def _customer(deal: Any) -> str:
    return str(deal.customer)


def _tone(line: Line) -> str:
    if line.omission is not None and line.group == "only_theirs":
        return "at_risk" if line.omission.state in OPEN_STATES else "no_data"
    return _TONES[line.group]


def _first(line: Line) -> str:
    """The difference that weighs most; of what agrees or stands alone why it does."""
    return sentence_start(line.parts[0]) if line.parts else ""


def _rest(line: Line) -> str:
    return sentence_start(listed(line.parts[1:])) or _why(line)


def _why(line: Line) -> str:
    """What a person said of it."""
    if line.mark is not None and line.mark.note:
        return line.mark.note
    if line.omission is not None and line.group == "only_theirs":
        return line.omission.reason
    return "Said by a person to be the same" if line.by == "person" else ""


def _money(title: str, side: str, field: str, currency: str) -> Column:
    def cell(line: Line) -> str:
        minor, deal = getattr(line, field), getattr(line, side)
        if deal is None:
            return ""
        # Without a rate the amount is shown as it is.
        return money(deal.tcv_minor, deal.currency) if minor is None else money(minor, currency)

    def day(line: Line) -> str:
        deal = getattr(line, side)
        if deal is None or deal.close_date is None:
            return ""
        word = "" if deal.status == "open" else f"{deal.status} "
        return f"{word}{day_text(deal.close_date)}"

    return Column(
        title,
        lambda line: getattr(line, field),
        text=cell,
        sub=day,
        right=False,  # a cell of two lines begins at the left
        width=124,
        name=f"{side}_tcv",
        searched=False,
        tip="In the program’s currency, with the close date",
    )
