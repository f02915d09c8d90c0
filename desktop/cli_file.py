"""The commands about the file itself: whether it is sound, a copy of it, its return."""

import json
from pathlib import Path

import click

from desktop.cli_shared import FILE, bar
from models.errors import UserError


@click.command()
@click.argument("portfolio", type=FILE)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def check(portfolio: Path, as_json: bool) -> None:
    """Read the whole file and say in plain words whether it is sound."""
    from models.store.backup import check as examine

    health = examine(portfolio)
    if as_json:
        found = {
            "portfolio": str(portfolio), "sound": health.whole, "format": health.version,
            "changes": health.changes, "counts": health.counts, "faults": list(health.faults),
        }  # fmt: skip
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    elif health.whole:
        counts = ", ".join(f"{count} {name}" for name, count in health.counts.items() if count)
        click.echo(f"{portfolio} is sound: {counts or 'empty'}; {health.changes} journal entries.")
    if not health.whole:
        raise UserError(
            f"{portfolio} is damaged. " + " ".join(health.faults[:5]),
            "Restore the newest backup; the damaged file is left as it is.",
        )


@click.command()
@click.argument("portfolio", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="The copy to write.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
def backup(portfolio: Path, output: Path, force: bool) -> None:
    """A verified copy of a portfolio, also while the window is open."""
    from models.store.backup import backup as copy

    health = copy(portfolio, output, force=force)
    click.echo(f"Copied {portfolio} to {output} and verified it: {_counts(health.counts)}.")


@click.command()
@click.argument("backup", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="The portfolio to write.")
@click.option("--force", is_flag=True, help="Replace an existing portfolio.")
def restore(backup: Path, output: Path, force: bool) -> None:
    """Put a backup in a portfolio's place, whole or not at all."""
    from models.store.backup import restore as put_back

    health = put_back(backup, output, force=force)
    click.echo(f"Restored {output} from {backup}: {_counts(health.counts)}.")


@click.command()
@click.argument("portfolio", type=FILE)
@click.option("-o", "--output", type=FILE, required=True, help="The new portfolio to write.")
@click.option("--force", is_flag=True, help="Replace an existing portfolio.")
def recover(portfolio: Path, output: Path, force: bool) -> None:
    """Put what can be read of a damaged portfolio into a new one, and name what is lost.

    The damaged file is left as it is. A backup, where there is one, has all of its day.
    """
    from models.store.rescue import recover as rescue

    with bar("Recovering") as report:
        found = rescue(portfolio, output, force=force, progress=report)
    click.echo(f"Recovered {output} from {portfolio}: {_counts(found.counts)}.")
    for sentence in found.lost:
        click.echo(sentence)


def _counts(counts: dict[str, int]) -> str:
    from models.text import counted

    return f"{counted(counts['partners'], 'partner')}, {counted(counts['deals'], 'deal')}"
