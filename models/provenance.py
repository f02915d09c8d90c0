"""Where a deal's values came from, in words: the file, the line, and when it was imported."""

from datetime import datetime
from functools import lru_cache

from models.text import day_text


@lru_cache(maxsize=4096)
def moment_text(at: str) -> str:
    """A moment that is kept in UTC, as the clock here showed it: "24 Nov 2026 10:15"."""
    if not at:
        return ""
    return clock_text(datetime.fromisoformat(at))


def clock_text(at: datetime) -> str:
    """A moment as the clock here shows it."""
    here = at.astimezone()
    return f"{day_text(here.date())} {here:%H:%M}"


def came_from(file: str, line: int, at: str | None) -> str:
    """ "crm.csv, line 12, imported 24 Nov 2026 10:15"; blank for what was typed by hand."""
    if not file:
        return ""
    parts = [file]
    if line:
        parts.append(f"line {line:,}")
    if at:
        parts.append(f"imported {moment_text(at)}")
    return ", ".join(parts)
