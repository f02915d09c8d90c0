"""The documents of one partner: which sections each is made of, in order."""

from collections.abc import Mapping

from reports.facts import PackFacts
from reports.page import Section
from reports.sections import BODY

_BY_KEY = {section.key: section for section in BODY}
# The keys of each kind's sections in order; the full pack has all but the one sheet of a briefing.
_ORDER: Mapping[str, tuple[str, ...]] = {
    "full": tuple(key for key in _BY_KEY if key != "briefing"),
    "short": (
        "summary", "commitments", "tier", "tcv", "deals", "enablement", "health",
        "next-quarter",
    ),
    "pipeline_review": ("pipeline", "movement", "deals", "next-quarter"),
    "briefing": ("briefing",),
    "mid_year": ("tier", "tcv"),
}  # fmt: skip

# So many pages a pack is read through in, its cover and appendix beside.
LONGEST: Mapping[str, int] = {"full": 16, "short": 8}

# A briefing is one sheet, a status within the year two: their heads say what a cover would.
WITHOUT_COVER = frozenset({"briefing", "mid_year"})


def offered(kind: str) -> tuple[Section, ...]:
    """The sections that a kind can have, in its own order."""
    return tuple(_BY_KEY[key] for key in _ORDER[kind] if key in _BY_KEY)


def chosen(facts: PackFacts) -> tuple[Section, ...]:
    """The sections of a pack as its plan has them; a key of no section is passed over."""
    plan = facts.plan
    own = [section.key for section in offered(plan.kind)]
    first = [key for key in plan.order if key in own]
    keys = [*first, *(key for key in own if key not in first)] if first else own
    wanted = (_BY_KEY[key] for key in keys if key not in plan.left_out)
    return tuple(section for section in wanted if section.wanted(facts))
