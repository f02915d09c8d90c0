"""The sample portfolio of a day, made once and copied for each test that wants it."""

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from models.sample import fill
from models.store.portfolio import Portfolio, create, open_portfolio


@cache
def _file(day: date) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.alliance"
        with create(path) as made:
            fill(made, day)
        return path.read_bytes()


def sample_at(path: Path, day: date) -> Portfolio:
    """A copy of it as it looks on a day, at a free path and open for writing."""
    path.write_bytes(_file(day))
    return open_portfolio(path)
