"""The command that binds all evidence of a partner in one PDF."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from desktop.cli_shared import FILE, Day, opened, today


@click.command()
@click.argument("portfolio", type=FILE)
@click.argument("partner")
@click.option("--as-of", type=Day(), help="The day that everything is judged on (today).")
@click.option(
    "--edition", type=click.Choice(("internal", "partner")), default="internal", show_default=True
)
@click.option("-o", "--output", type=FILE, required=True, help="The PDF file to write.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
def binder(
    portfolio: Path,
    partner: str,
    as_of: date | None,
    edition: str,
    output: Path,
    force: bool,
) -> None:
    """All evidence of a partner as one PDF, with an index."""
    from desktop.packs import named
    from models.files import check_ending, check_target, safe_save
    from models.store.evidence_page import export, page
    from reports.binder.facts import bind
    from reports.binder.guarded import write

    target = output.absolute()
    check_ending(target, ".pdf")
    check_target(target, force=force)
    day = as_of or today()
    with TemporaryDirectory(prefix="alliance-desk-binder-") as folder:
        with opened(portfolio) as book:
            told = page(book, named(book, partner).id, day)
            facts = bind(
                told.partner, told.proofs, day,
                edition=edition, sample=told.sample, portfolio=book.name,
            )  # fmt: skip
            wrong = export(book, facts.proofs, Path(folder))
        with safe_save(target, force=force) as part:
            made = write(facts, Path(folder), wrong, part)
    click.echo(f"Wrote {output}: {made.said}, {edition} edition.")
