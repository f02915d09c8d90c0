"""Win wires: which win still lacks one, what a new one says, whether it went out in time (C085)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from models.benefits import Win
from models.deal import Deal
from models.governance.voice import WinWire
from models.text import compact_money, counted, day_text, listed

# A wire's blocks, in the order in which they are read.
BLOCKS = (
    ("client", "Client"),
    ("challenge", "Challenge"),
    ("solution", "Solution"),
    ("outcome", "Outcome"),
    ("why_won", "Why we won"),
    ("lesson", "Lesson"),
    ("thanks", "Thanks"),
)
# What nobody can tell of a win without.
NEEDED = ("client", "challenge", "solution", "outcome", "why_won")
_ASKED = {
    "client": "Who is it, in which industry, in which country?",
    "challenge": "What was wrong, and why did it have to change now?",
    "solution": "What did both sides bring, and how does it fit together?",
    "outcome": "What does the client have now that it did not have before?",
    "why_won": "What made the difference, against whom?",
    "lesson": "What should the next team do again, or not do?",
    "thanks": "Who made it happen, on both sides?",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records say of a win: money in minor units, `team` names people of both sides."""

    deal: Deal
    partner: str
    offering: str = ""
    team: tuple[str, ...] = ()


class Timing(NamedTuple):
    """How long after the win a wire went out, or has not yet; `late` past the days it may take."""

    days: int
    late: bool
    words: str


def proposed(
    wins: Iterable[Win], wires: Iterable[WinWire], logged: Collection[int] = ()
) -> tuple[Win, ...]:
    """The wins that nobody has begun to tell of, the newest first; `logged` are ids of deals whose
    wire was logged without one being kept here.
    """
    told = {wire.deal_id for wire in wires} | set(logged)
    found = [win for win in wins if win.deal_id not in told]
    return tuple(sorted(found, key=lambda win: (win.won_on, win.deal_id), reverse=True))


def timing(won_on: date | None, published_on: date | None, today: date, most: int) -> Timing:
    """`most` is how many days after the win it should have gone out."""
    if won_on is None:
        return Timing(0, False, "The day of the win is not known")
    days = max(0, ((published_on or today) - won_on).days)
    late = days > most
    after = "on the day of the win" if not days else f"{counted(days, 'day')} after the win"
    if published_on is not None:
        return Timing(days, late, f"Published {after}")
    if late:
        return Timing(days, late, f"Not out {after}; {counted(most, 'day')} is good practice")
    return Timing(days, late, f"Best sent by {day_text(won_on + timedelta(days=most))}")


def drafted(facts: Facts, wire_id: int) -> WinWire:
    """A new wire with what the records say of the win; the rest is for a person to write."""
    deal = facts.deal
    tcv = deal.partner_minor + deal.services_minor
    size = compact_money(tcv, deal.currency)
    called = deal.name or deal.customer or "a joint deal"
    parts = [deal.customer or "The client’s name is not on record"]
    if tcv:
        parts.append(f"{size} total contract value")
        if deal.partner_minor and deal.services_minor:
            own = compact_money(deal.partner_minor, deal.currency)
            host = compact_money(deal.services_minor, deal.currency)
            parts.append(f"{own} of the partner’s, {host} of services")
    if deal.close_date is not None:
        parts.append(f"won on {day_text(deal.close_date)}{_cycle(deal)}")
    solution = facts.offering and f"{facts.offering}, together with {facts.partner}."
    thanks = f"{listed(list(facts.team))}." if facts.team else ""
    return WinWire(
        wire_id, deal.partner_id, deal.id, f"Won with {facts.partner}: {called}",
        client=f"{'; '.join(parts)}.", solution=solution, thanks=thanks,
    )  # fmt: skip


def lacking(wire: WinWire) -> tuple[str, ...]:
    """The blocks that a wire can't go out without and that are blank, by name."""
    return tuple(
        word for name, word in BLOCKS if name in NEEDED and not str(getattr(wire, name)).strip()
    )


def question(block: str) -> str:
    """What a block asks of whoever writes it."""
    return _ASKED[block]


def text(wire: WinWire) -> str:
    """The wire as plain text; what is blank stays away."""
    return "\n\n".join([wire.title, *(f"{word}\n{told}" for word, told in _told(wire))]) + "\n"


def markdown(wire: WinWire) -> str:
    """The wire as a file of Markdown."""
    parts = [f"# {wire.title}", *(f"## {word}\n\n{told}" for word, told in _told(wire))]
    return "\n\n".join(parts) + "\n"


def _told(wire: WinWire) -> Sequence[tuple[str, str]]:
    found = [(word, str(getattr(wire, name)).strip()) for name, word in BLOCKS]
    return [(word, told) for word, told in found if told]


def _cycle(deal: Deal) -> str:
    if deal.registered_on is None or deal.close_date is None:
        return ""
    days = (deal.close_date - deal.registered_on).days
    return f", {counted(days, 'day')} after it was registered" if days > 0 else ""
