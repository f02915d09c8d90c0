"""The command that makes the review of all partners."""

from datetime import date
from pathlib import Path

import click

from desktop.cli_shared import FILE, Day, opened, today


@click.command()
@click.argument("portfolio", type=FILE)
@click.option("--as-of", type=Day(), help="The day that everything is judged on (today).")
@click.option("-o", "--output", type=FILE, required=True, help="The PDF file to write.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
def review(portfolio: Path, as_of: date | None, output: Path, force: bool) -> None:
    """All partners on three pages: who stands where, who would move, what most lack.

    For the host only.
    """
    from models.files import check_ending, check_target, safe_save
    from models.store.portfolio_review import portfolio_review
    from models.text import counted
    from reports.review import build

    target = output.absolute()
    check_ending(target, ".pdf")
    check_target(target, force=force)
    with opened(portfolio) as book:
        found = portfolio_review(book, as_of or today())
    with safe_save(target, force=force) as part:
        made = build(found, part)
    click.echo(f"Wrote {output}: {counted(made.pages, 'page')}, review {made.review_id[:12]}.")
