"""How the ledger of benefits reads: states, entries, tiers held, totals, labels of changes."""

from collections.abc import Iterable, Sequence

from models.benefit_event import BenefitEvent
from models.benefit_tiers import NOT_INCLUDED, Held
from models.benefits import Line, Totals
from models.program.terms import Benefit, Terms
from models.text import benefit_text, counted, day_text, listed, lower_first, sentence

STATE = {
    "due": "Due",
    "promised": "Promised",
    "offered": "Invited",
    "delivered": "Delivered",
    "declined": "Declined",
    "not_due": "Nothing due",
    "not_included": "Not included",
}
OVERDUE = "Late"  # a promise whose due date has passed
EVENT = {
    "invited": "Invited",
    "accepted": "Accepted",
    "declined": "Declined",
    "promised": "Promised",
    "delivered": "Delivered",
}


def state_words(line: Line) -> str:
    """The state, with the count where a benefit falls due more than once: "Due, 1 of 2".

    A promise with a day is told with it: "Promised, due 3 Mar 2026", "Late since 3 Mar 2026".
    """
    word = STATE[line.state]
    if line.due_on is not None:
        day = day_text(line.due_on)
        word = f"{OVERDUE} since {day}" if line.overdue else f"{word}, due {day}"
    if line.due and line.wanted > 1:
        return f"{word}, {min(line.delivered, line.wanted)} of {line.wanted}"
    return word


def dates_words(line: Line) -> str:
    """When it was offered, answered, promised and delivered, as far as it was."""
    told = [
        (f"{'Declined' if line.state == 'declined' else 'Accepted'}", line.answered_on),
        ("Promised", line.promised_on),
        ("Delivered", line.delivered_on),
    ]
    if line.answered_on is None:
        told.insert(0, ("Invited", line.offered_on))
    return "  ·  ".join(f"{word} {day_text(day)}" for word, day in told if day)


def given_words(line: Line) -> str:
    """How the tier gets it, and the clause that says so: "Included, C084"."""
    return f"{benefit_text(line.entitlement)}, {line.benefit.clause}"


def line_sentence(line: Line, partner: str = "") -> str:
    """All that a cell stands for, line by line."""
    told = [
        f"{partner}: {line.benefit.label}" if partner else line.benefit.label,
        f"{state_words(line)} ({benefit_text(line.entitlement).lower()}, {line.benefit.clause})",
        dates_words(line),
        line.evidence,
        line.next_step,
        *line.warnings,
    ]
    return "\n".join(part for part in told if part)


def held_words(held: Sequence[Held], terms: Terms, year: int) -> str:
    """The tiers of a year, one after the other: "Gold until 30 Jun 2026, then Silver"."""
    if not any(span.tier for span in held):
        return f"No tier is granted for {year}, so no benefit is due."
    parts = []
    for at, span in enumerate(held):
        words = terms.label(span.tier) if span.tier else "no tier"
        if span.tier and span.since < year:
            words += f" (granted in {span.since})"
        if at < len(held) - 1:
            words += f" until {day_text(span.last)}"
        elif not at:
            words += " all year"
        parts.append(words)
    return sentence(", then ".join(parts))


def totals_words(told: Totals) -> str:
    """ "5 of 7 due delivered · 2 open · 1 warning"; what there is none of stays away."""
    parts = [f"{told.done:,} of {told.due:,} due delivered" if told.due else "Nothing due"]
    if told.open:
        parts.append(f"{told.open:,} open")
    if told.overdue:
        parts.append(f"{told.overdue:,} late")
    if told.offered:
        parts.append(f"{counted(told.offered, 'invitation')} without an answer")
    if told.warnings:
        parts.append(counted(told.warnings, "warning"))
    return "  ·  ".join(parts)


def event_words(event: BenefitEvent) -> str:
    """An entry in one line: "Delivered on 3 Mar 2026 by ada"."""
    by = f" by {event.by_whom}" if event.by_whom else ""
    due = f", due {day_text(event.due_on)}" if event.due_on else ""
    return f"{EVENT.get(event.event, event.event)} on {day_text(event.on_date)}{by}{due}"


def log_label(event: str, benefit: Benefit, partners: Sequence[str]) -> str:
    """What a change is called: "Log win wires delivered for 5 partners"."""
    label = lower_first(benefit.short)
    who = partners[0] if len(partners) == 1 else counted(len(partners), "partner")
    return f"Log {label} {event} for {who}"


def not_included_words(found: Iterable[tuple[str, Line]], event: str) -> str:
    """What logging an event would be warned about: the tiers that do not include the benefit.

    `found` has the label of each partner's tier ("" for none) and its line of the benefit.
    """
    if event in ("accepted", "declined"):
        return ""
    tiers = [label or "no tier" for label, line in found if line.entitlement == NOT_INCLUDED]
    if not tiers:
        return ""
    named = listed(sorted(set(tiers)))
    if len(tiers) == 1:
        return f"Not included for {named}: it is logged with a warning."
    return f"Not included for {len(tiers):,} of them ({named}): logged with a warning."
