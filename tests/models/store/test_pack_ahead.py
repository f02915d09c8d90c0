"""A pack tells next January in one line, the same as the projection does."""

from datetime import date
from pathlib import Path

from models.store.background import background
from models.store.pack_ahead import ahead
from models.store.portfolio import create
from models.store.projected import projection
from models.store.standing import partner_file
from tests.models.program.making import PARTNER, complete, deal, won
from tests.models.store.test_standing import put

DAY = date(2022, 3, 1)


def test_the_projection_is_told_in_one_line(tmp_path: Path) -> None:
    coming = deal("open", date(2022, 9, 1), 900_000_000, 1)
    with create(tmp_path / "one.alliance") as portfolio:
        put(portfolio, [complete(won(16_000_000), coming)])
        file = partner_file(portfolio, PARTNER, DAY)
        told = ahead(portfolio, file, DAY)
        full = projection(portfolio, PARTNER, DAY)
        assert told == background(portfolio, file, DAY).ahead
    assert told is not None
    assert (told.day, told.tier, told.total) == (full.day, full.tier, full.total)
    assert told.sure == full.sure < told.total
    assert told.label == full.terms.by_key[full.tier].label


def test_a_day_whose_january_is_beyond_the_calendar_has_none(tmp_path: Path) -> None:
    last = date(9999, 6, 1)
    with create(tmp_path / "one.alliance") as portfolio:
        put(portfolio, [complete(won(16_000_000))])
        file = partner_file(portfolio, PARTNER, DAY)
        assert ahead(portfolio, file, last) is None
