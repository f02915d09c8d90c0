"""What changed since a pack, in words: subjects, turns, the conclusion, and how it is copied."""

from collections.abc import Iterator, Sequence

from models.background import Change, Changes
from models.text import NONE, counted, day_text, sentence

# What changes are grouped by, in the order in which they are read.
SUBJECTS = {
    "tier": "Tier and program",
    "gates": "Gates",
    "criteria": "Criteria",
    "sums": "Sums",
    "pipeline": "Pipeline by quarter",
    "won": "Deals won",
    "lost": "Deals lost",
    "new": "New deals",
    "moved": "Deals moved to another quarter",
    "valued": "Deals re-valued",
    "reopened": "Deals opened again",
    "gone": "Deals not on record any more",
    "people": "People",
    "papers": "Papers",
    "actions": "Commitments",
    "decisions": "Decisions",
    "risks": "Risks and issues",
    "recovery": "Recovery plans",
    "objectives": "Objectives",
    "benefits": "Benefits",
}
TURNS = {
    "up": "Up",
    "down": "Down",
    "new": "New",
    "gone": "Gone",
    "other": "Changed",
}
# Beside the word, where a line of text shows it.
SHAPES = {"up": "▲", "down": "▼", "new": "+", "gone": "−", "other": "→"}
FIRST = "No earlier pack is on record to compare with."
SAME = "Nothing has changed"


def grouped(changes: Sequence[Change]) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The subjects that have changes, each by its name, with what changed."""
    for key, name in SUBJECTS.items():
        found = tuple(one for one in changes if one.subject == key)
        if found:
            yield name, found


def conclusion(found: Changes) -> str:
    """What it comes to, as a sentence without its full stop."""
    since = f"since the pack of {day_text(found.as_of)}"
    if not found.changes:
        return f"{SAME} {since}"
    by_key = {one.key: one for one in found.changes if one.key}
    for key in ("calculated_tier", "granted_tier", "total"):
        if key in by_key:
            one, rest = by_key[key], found.count - 1
            verb = {"up": "rose", "down": "fell"}.get(one.turn, "went")
            more = f"; {counted(rest, 'more change')}" if rest else ""
            was, now = ("none" if said == NONE else said for said in (one.was, one.now))
            return f"{one.what} {verb} from {was} to {now} {since}{more}"
    words = counted(found.count, "thing")
    have = "has" if found.count == 1 else "have"
    return f"{words[:1].upper()}{words[1:]} {have} changed {since}"


def support(found: Changes, now: str) -> str:
    """The line under it: which pack it is compared with, and how much there is."""
    words = f"Pack {found.pack_id[:12]} of {day_text(found.as_of)} against {now}"
    if found.changes:
        subjects = sum(1 for _ in grouped(found.changes))
        in_them = counted(subjects, "subject")
        words = f"{words}: {counted(found.count, 'change')} in {in_them}"
    return sentence(words)
