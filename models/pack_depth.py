"""How deep a business review goes for a partner: as its tier, or an invitation, gives it (C083)."""

from collections.abc import Sequence

from models.benefits import Line
from models.pack_plan import USUAL

BY_TIER = "by_tier"
BY_TIER_SAID = "As each partner’s tier gives it"
SHORT = "short"
_REVIEW = "each_review"


def kind_for(lines: Sequence[Line]) -> str:
    """The full pack where a review is owed to the partner, else the short form.

    `lines` are its benefits of the year. A program without such a benefit keeps nobody short.
    """
    reviews = [line for line in lines if line.benefit.due == _REVIEW]
    return USUAL.kind if not reviews or any(line.due for line in reviews) else SHORT
