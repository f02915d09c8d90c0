"""How grave likelihood and impact together are."""

# From these products of likelihood and impact on a risk is grave, or worth an eye.
GRAVE, WATCHED = 15, 8


def grade(product: int) -> str:
    """The status of likelihood times impact: short where grave, at_risk where watched, else met."""
    return "short" if product >= GRAVE else "at_risk" if product >= WATCHED else "met"
