"""The parts of a pack, one file each, in the order in which they are read."""

from reports.page import Section
from reports.sections import (
    aggregate_tcv,
    all_deals,
    briefing,
    changes,
    commitments,
    cover,
    deals,
    decisions,
    definitions,
    evidence,
    movement,
    next_quarter,
    pipeline,
    prerequisites,
    summary,
    tier,
    wins,
)

COVER = cover.SECTION
BODY: tuple[Section, ...] = (
    summary.SECTION,
    decisions.SECTION,
    commitments.SECTION,
    tier.SECTION,
    aggregate_tcv.SECTION,
    pipeline.SECTION,
    movement.SECTION,
    deals.SECTION,
    wins.SECTION,
    next_quarter.SECTION,
    prerequisites.SECTION,
    definitions.SECTION,
    all_deals.SECTION,
    evidence.SECTION,
    changes.SECTION,
    briefing.SECTION,
)
