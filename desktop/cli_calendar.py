"""The command that writes meetings, deadlines and reviews as a file for a calendar."""

from datetime import date, datetime
from pathlib import Path

import click

from desktop.cli_shared import FILE, Day, opened, today


@click.command()
@click.argument("portfolio", type=FILE)
@click.option("--partner", "names", multiple=True, help="Only this partner; may be repeated.")
@click.option("--as-of", type=Day(), help="The day that the notices are judged on (today).")
@click.option("-o", "--output", type=FILE, required=True, help="The .ics file to write.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
def calendar(
    portfolio: Path, names: tuple[str, ...], as_of: date | None, output: Path, force: bool
) -> None:
    """Meetings, the last days for their notice, deadlines and reviews due, for any calendar.

    The same entry of a later file updates the one of an earlier.
    """
    from desktop.packs import named
    from models.files import check_ending, check_target, write_bytes
    from models.governance.calendar_entries import in_order
    from models.store.calendar_entries import of_all, of_partner
    from models.text import counted
    from reports.calendar_file import ENDING, render

    target = output.absolute()
    check_ending(target, ENDING)
    check_target(target, force=force)
    day = as_of or today()
    with opened(portfolio) as book:
        if names:
            ids = dict.fromkeys(named(book, name).id for name in names)
            found = in_order(one for key in ids for one in of_partner(book, key, day))
        else:
            found = of_all(book, day)
    made_at = datetime.now().astimezone()
    write_bytes(target, render(found, made_at, portfolio.stem), force=force)
    click.echo(f"Wrote {output}: {counted(len(found), 'entry', 'entries')}.")
