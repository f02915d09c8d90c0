"""The command that imports a spreadsheet."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.cli_shared import FILE, Day, bar, opened, today

if TYPE_CHECKING:
    from models.intake.plan import Plan

KINDS = ("partners", "contacts", "offerings", "trainings", "deals", "partner-pipeline", "rates")


@click.command("import")
@click.argument("portfolio", type=FILE)
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=FILE)
@click.option("--mapping", type=FILE, help="A TOML file: [columns] theirs = ours, [values.status].")
@click.option("--lookup", type=FILE, help="A second file of the same export: its ids to names.")
@click.option("--partner", help="The file has no partner column: all rows are this partner's.")
@click.option("--sheet", default="", help="Which sheet of a workbook; by itself the likeliest.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy", "ymd"]))
@click.option("--decimal", type=click.Choice(["point", "comma"]))
@click.option("--deleted", type=click.Choice(["keep", "skip"]), help="Rows marked as deleted.")
@click.option("--listed-on", type=Day(), help="The day of a partner's own list (today).")
@click.option(
    "--missing",
    type=click.Choice(["keep", "lost", "delete"]),
    default="keep",
    help="Open deals of the last file like this that it lacks: kept (default), closed as lost"
    " today, or deleted.",
)
@click.option("--rejects", type=FILE, help="Write the rejected rows with their reasons here.")
@click.option("--force", is_flag=True, help="Let --rejects replace an existing file.")
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def import_file(
    portfolio: Path, kind: str, file: Path, missing: str, rejects: Path | None, force: bool,
    dry_run: bool, as_json: bool, **options: Any,
) -> None:  # fmt: skip
    """Import partners, contacts, offerings, trainings or deals from a spreadsheet.

    With rates it is exchange rates: units of the program's currency for one of theirs.

    As partner-pipeline it is the partner's own list of deals, kept beside ours for comparison.

    The same file twice changes nothing the second time. Rejected rows are named; the good ones
    go in, all in one step that undo takes back.
    """
    from models.files import check_target
    from models.intake import job

    if kind == "rates":
        _import_rates(portfolio, file, dry_run, as_json, options)
        return
    fates = job.Fates(missing)
    if rejects is not None:
        check_target(rejects.absolute(), force=force)
    with opened(portfolio, read_only=dry_run) as book, bar("Reading", as_json) as progress:
        plan = job.prepare(book, kind, file, today=today(), progress=progress, **options)
        if rejects is not None and plan.rejected:
            _write_rejects(plan, rejects, force)
        if as_json and plan.read == plan.rejected:
            click.echo(json.dumps(job.result_json(plan), ensure_ascii=False, indent=1))
        if dry_run:
            job.require_rows(plan)
        result = plan if dry_run else job.apply(book, plan, fates=fates, progress=progress)
    if as_json:
        click.echo(json.dumps(job.result_json(result, fates), ensure_ascii=False, indent=1))
    else:
        for line in job.summary(result, fates, dry_run=dry_run):
            click.echo(line)


def _write_rejects(plan: "Plan", target: Path, force: bool) -> None:
    from models.intake import job

    if target.suffix.lower() == ".xlsx":
        from reports.exports import write_table

        write_table(target.absolute(), "Rejected rows", *job.rejects_table(plan), force=force)
    else:
        job.write_rejects(plan, target, force=force)


def _import_rates(
    portfolio: Path, file: Path, dry_run: bool, as_json: bool, options: dict[str, Any]
) -> None:
    from models.intake import rates_file

    with opened(portfolio, read_only=dry_run) as book, bar("Reading", as_json) as progress:
        plan = rates_file.check(
            book, file, sheet=options["sheet"], date_order=options["date_order"] or "",
            decimal=options["decimal"] or "", progress=progress,
        )  # fmt: skip
        if not dry_run:
            rates_file.apply(book, plan)
    if as_json:
        click.echo(json.dumps(plan.as_json(), ensure_ascii=False, indent=1))
    else:
        for line in plan.summary(dry_run=dry_run):
            click.echo(line)
