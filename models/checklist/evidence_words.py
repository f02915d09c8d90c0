"""How a file of evidence stands on a day, and how that reads."""

from collections.abc import Iterable, Sequence
from datetime import date

from models.checklist.evidence_kinds import kind_says
from models.checklist.evidence_record import Evidence
from models.text import counted, day_text

# From how many days before its end evidence says so; a person is to have the time to ask for it.
REMIND_DAYS = 60


def standing(evidence: Evidence, today: date) -> tuple[str, str]:
    """A tone and a few words: verified, waiting, to come, ending soon, run out, replaced."""
    if evidence.replaced_by:
        return "plain", "Replaced"
    if evidence.expired_on(today):
        return "short", "Run out"
    if evidence.effective_on is not None and evidence.effective_on > today:
        return "no_data", f"From {day_text(evidence.effective_on)}"
    if evidence.expires_on is not None:
        days = (evidence.expires_on - today).days
        if days <= REMIND_DAYS:
            return "at_risk", ends_in(days)
    return ("met", "Verified") if evidence.verified_on else ("no_data", "Not verified")


def ends_in(days: int) -> str:
    """When something ends that many days from today: "Ends today", "Ran out 3 days ago"."""
    if days < 0:
        return f"Ran out {counted(-days, 'day')} ago"
    return "Ends today" if not days else f"Ends in {counted(days, 'day')}"


def size_text(size: int) -> str:
    """A file's size: "312 bytes", "48 KB", "1.2 MB"."""
    if size < 2**10:
        return counted(size, "byte")
    if size < 2**20:
        return f"{size / 2**10:.0f} KB"
    return f"{size / 2**20:.1f} MB"


def about(evidence: Evidence) -> str:
    """Its kind, size, when it came and who looked at it, in one line."""
    parts = [kind_says(evidence.kind), size_text(evidence.bytes)]
    if evidence.added_on:
        parts.append(f"added {day_text(evidence.added_on)}")
    if evidence.verified_on:
        parts.append(f"verified by {evidence.reviewer}, {day_text(evidence.verified_on)}")
    return " · ".join(parts)


def tally(evidence: Iterable[Evidence], today: date) -> str:
    """How much there is: "2 files, 1 verified", or run out; blank for none. What was replaced is
    left out.
    """
    found = [one for one in evidence if not one.replaced_by]
    if not found:
        return ""
    verified = sum(one.verified_on is not None for one in found)
    out = sum(one.expired_on(today) for one in found)
    words = counted(len(found), "file")
    if out:
        return f"{words}, {out} run out"
    return f"{words}, {verified} verified" if verified else words


def reminder(days: Sequence[int]) -> str:
    """One calm line on what ends, from the days that are left; blank where nothing does."""
    out = sum(left < 0 for left in days)
    soon = len(days) - out
    parts = []
    if out:
        parts.append(f"{counted(out, 'file')} of evidence {'has' if out == 1 else 'have'} run out")
    if soon:
        first = min(left for left in days if left >= 0)
        words = f"{counted(soon, 'file')} {'' if out else 'of evidence '}"
        words += f"{'ends' if soon == 1 else 'end'} within {REMIND_DAYS} days"
        parts.append(f"{words}, the first {ends_in(first).removeprefix('Ends ')}")
    text = "; ".join(parts)
    return f"{text}." if text else ""
