"""The parts of a pack, one file each, in the order in which they are read."""

from reports.page import Section
from reports.sections import (
    aggregate_tcv,
    all_deals,
    cover,
    deals,
    definitions,
    evidence,
    pipeline,
    prerequisites,
    summary,
    tier,
)

COVER = cover.SECTION
BODY: tuple[Section, ...] = (
    summary.SECTION,
    tier.SECTION,
    aggregate_tcv.SECTION,
    pipeline.SECTION,
    deals.SECTION,
    prerequisites.SECTION,
    definitions.SECTION,
    all_deals.SECTION,
    evidence.SECTION,
)
