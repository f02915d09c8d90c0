"""Places where the program is told of, and when somebody last looked (C100, C108)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from models.governance.advocacy import ProgramLink
from models.text import counted, day_text

# What a program offers its partners (C108), each without an address until a person types it: of
# those that were printed three share one (A16).
USUAL = (
    ("External site", "What the host tells everybody of the program."),
    ("Internal site", "What the host’s own people find of it."),
    ("Onboarding checklist", "Alliance Desk brings one of its own: see Checklists."),
    ("Questions and answers", "What partners ask most."),
)
_OPENED = ("http", "https")


class Look(NamedTuple):
    """How long ago somebody looked at a link; `due` says that it is to be looked at again."""

    due: bool
    words: str


def look(link: ProgramLink, most: int, today: date) -> Look:
    """`most` is how many days a look holds; the last of them still counts."""
    if not link.address and not link.file:
        return Look(False, "No address yet")
    if link.checked_on is None:
        return Look(True, "Never checked")
    days = (today - link.checked_on).days
    if days > most:
        return Look(True, f"Checked {day_text(link.checked_on)}, {counted(days, 'day')} ago")
    return Look(False, f"Checked {day_text(link.checked_on)}")


def next_look(link: ProgramLink, most: int) -> date | None:
    """The last day on which the last look still holds; None where nobody has looked."""
    if link.checked_on is None:
        return None
    return min(link.checked_on, date.max - timedelta(days=most)) + timedelta(days=most)


def due(links: Iterable[ProgramLink], most: int, today: date) -> int:
    """How many are to be looked at again."""
    return sum(look(link, most, today).due for link in links)


def opened_as(address: str) -> str:
    """The address as a browser takes it; blank for what is none that may be opened.

    What was typed without its beginning is taken as a site; anything but a site stays text.
    """
    words = address.strip()
    if not words or any(sign.isspace() or ord(sign) < 32 for sign in words):
        return ""
    try:
        parts = urlsplit(words if "://" in words else f"https://{words}")
        host = parts.hostname or ""
    except ValueError:
        return ""
    whole = "." in host.strip(".") and not host.startswith(".")
    return parts.geturl() if parts.scheme in _OPENED and whole and "@" not in parts.netloc else ""
