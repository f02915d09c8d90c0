"""The command that writes what a portfolio holds as a spreadsheet that an import reads back."""

from collections.abc import Callable
from pathlib import Path

import click

from desktop.cli_shared import FILE, bar, opened
from models.errors import UserError
from models.store.portfolio import Portfolio
from models.text import counted

KINDS = ("partners", "contacts", "offerings", "trainings", "deals", "rates")


@click.command()
@click.argument("portfolio", type=FILE)
@click.argument("kind", type=click.Choice((*KINDS, "all")))
@click.option("-o", "--output", type=FILE, required=True, help="The .csv or .xlsx file to write.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
def export(portfolio: Path, kind: str, output: Path, force: bool) -> None:
    """Partners, contacts, offerings, trainings, deals or rates as CSV or Excel.

    Importing the file into an empty portfolio gives the same records, rates first where deals are
    in other currencies. With `all` an Excel workbook has a sheet a kind.
    """
    from models.files import check_target
    from reports.exports import ENDINGS

    target = output.absolute()
    if target.suffix.lower() not in ENDINGS:
        raise UserError(
            f"{output.name} ends in neither .csv nor .xlsx.", "Say by the ending which is meant."
        )
    if kind == "all" and target.suffix.lower() == ".csv":
        raise UserError(
            "A CSV file holds one kind.", "Name the kind, or give a file that ends in .xlsx."
        )
    check_target(target, force=force)
    with opened(portfolio) as book, bar("Exporting") as progress:
        kinds = KINDS if kind == "all" else (kind,)
        for line in _write(book, kinds, target, force, progress):
            click.echo(line)


def _write(
    book: Portfolio,
    kinds: tuple[str, ...],
    target: Path,
    force: bool,
    progress: Callable[[int, int, str], object],
) -> list[str]:
    from models.store.exported import table
    from reports.exports import Sheet, write_sheets

    found = [table(book, kind, progress) for kind in kinds]
    sheets = [Sheet(one.kind, one.headings, one.rows, len(one.rows)) for one in found]
    write_sheets(target, sheets, force=force, progress=progress)
    what = ", ".join(counted(len(one.rows), one.kind[:-1]) for one in found)
    return [f"Wrote {target.name}: {what}.", *(note for one in found for note in one.notes)]
