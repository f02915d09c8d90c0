"""What a pack says of itself: where its figures come from, and its name in a reader's window."""

from models.text import counted, day_text, shortened
from reports.facts import PackFacts


def source_of(facts: PackFacts) -> str:
    """Where the figures come from, without naming the host's files in the partner's edition."""
    deals = counted(len(facts.file.deals), "deal")
    names = sorted({c.deal.source for c in facts.file.deals if c.deal.source})
    files = f" from {', '.join(names[:3])}{' and others' if names[3:] else ''}" if names else ""
    kept = f"portfolio {facts.file.portfolio}" if facts.file.portfolio else "the host’s records"
    return (
        f"Source: {kept}, {deals}{files}, as of {day_text(facts.as_of)}. Money in {facts.currency}."
    )


def title_of(facts: PackFacts) -> str:
    """What the window of a reader shows: the partner, the pack, the day, in 200 signs at most."""
    day = day_text(facts.as_of)
    room = 194 - len(facts.title) - len(day)
    return f"{shortened(facts.partner.name, room)}: {facts.title}, {day}"
