"""A deal of another amount keeps its parts, and a services portion that is there stays."""

import pytest

from models.program.new_deals import portions
from tests.models.program.making import deal


@pytest.mark.parametrize(
    ("services", "minor", "parts"),
    [
        (25, 200, (150, 50)),
        (0, 200, (200, 0)),
        (1, 10, (9, 1)),
        (1, 1, (0, 1)),
        (1, 0, (0, 0)),
        (100, 7, (0, 7)),
    ],
)
def test_a_portion_grows_and_shrinks_with_the_deal_and_never_vanishes(
    services: int, minor: int, parts: tuple[int, int]
) -> None:
    assert portions(deal("open", None, 100, services), minor) == parts


def test_a_deal_without_money_is_half_services() -> None:
    assert portions(deal("open", None, 0), 5) == (2, 3)
