"""What the commands share: a day as it is typed, a portfolio opened, a bar of progress."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from desktop import paths
from models.store.portfolio import Portfolio, open_portfolio

FILE = click.Path(path_type=Path)


class Day(click.ParamType[date]):
    """A calendar day, YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: Any, ctx: Any) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-01-31.", param, ctx)


def today() -> date:
    return datetime.now().astimezone().date()


@contextmanager
def opened(path: Path, *, read_only: bool = True) -> Iterator[Portfolio]:
    """The portfolio of a command; one that writes also keeps the month ends that have passed."""
    with open_portfolio(
        path, read_only=read_only, backups=None if read_only else paths.backups(path)
    ) as book:
        from models.store.doubt import doubting

        with doubting(book):
            yield book
        if not read_only:
            from models.store.month_ends import keep_due

            keep_due(book)


@contextmanager
def bar(label: str, quiet: bool = False) -> Iterator[Callable[[int, int, str], None]]:
    """A progress bar on a terminal, nothing otherwise."""
    if quiet or not sys.stderr.isatty():
        yield lambda _done, _total, _text: None
        return
    with click.progressbar(length=100, label=label, file=sys.stderr) as shown:

        def report(done: int, total: int = 0, text: str = "") -> None:
            shown.label = text or label
            shown.update(max(0, int(100 * done / total) - shown.pos) if total else 0)

        yield report
