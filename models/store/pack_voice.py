"""Reads what a pack tells of roadmaps, training given, references, wires and speaking up."""

from datetime import date

from models.governance.advocacy import Advocacy, TrainingSession
from models.governance.advocacy_counts import Year, by_year
from models.governance.enablement import Grid, grid
from models.governance.roadmap import order
from models.governance.voice import Reference, RoadmapItem, WinWire
from models.partner_file import PartnerFile
from models.store import records
from models.store.portfolio import Portfolio


def roadmap(portfolio: Portfolio, partner_id: int) -> tuple[RoadmapItem, ...]:
    """Both sides' items, by day (C084)."""
    return tuple(order(records.find(portfolio, RoadmapItem, partner_id=partner_id)))


def audiences(portfolio: Portfolio, file: PartnerFile, as_of: date) -> Grid | None:
    """Who was trained on what in the twelve months up to a day; None where nothing was (C026)."""
    sessions = records.find(portfolio, TrainingSession, partner_id=file.partner.id)
    found = grid(sessions, file.trainings, as_of)
    return found if found.covered else None


def references(portfolio: Portfolio, partner_id: int, as_of: date) -> tuple[Reference, ...]:
    """Customers that speak for the alliance or stay with it, the newest first (C007)."""
    found = records.find(portfolio, Reference, partner_id=partner_id)
    told = [one for one in found if one.on_date is None or one.on_date <= as_of]
    return tuple(sorted(told, key=lambda one: (one.on_date or date.min, one.id), reverse=True))


def spoken(portfolio: Portfolio, partner_id: int, as_of: date) -> tuple[Year, ...]:
    """How often each side spoke for the alliance, by year; none where nobody ever did (C043)."""
    years = by_year(records.find(portfolio, Advocacy, partner_id=partner_id), as_of)
    return years if any(year.all for year in years) else ()


def wires(portfolio: Portfolio, partner_id: int, as_of: date) -> tuple[WinWire, ...]:
    """The win wires that were out by a day, the newest first; they are the host's (C085)."""
    found = [
        one
        for one in records.find(portfolio, WinWire, partner_id=partner_id, state="published")
        if one.published_on is not None and one.published_on <= as_of
    ]
    return tuple(
        sorted(found, key=lambda one: (one.published_on or date.min, one.id), reverse=True)
    )
