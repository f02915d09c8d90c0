"""Commands that say what is wrong with a file of rules or questions, place by place."""

from collections.abc import Sequence
from pathlib import Path

import click

from desktop.cli_shared import FILE
from models.errors import UserError


@click.command()
@click.argument("file", type=FILE)
@click.option("--cases", type=FILE, help="What must come out (NAME.cases.toml), to be run too.")
def check_program(file: Path, cases: Path | None) -> None:
    """Say what is wrong with a program file: place by place, then case by case."""
    from models.program.cases import check_files

    _say(file, check_files(file, cases))


@click.command()
@click.argument("file", type=FILE)
def check_checklist(file: Path) -> None:
    """Say what is wrong with a checklist template, each fault with its place."""
    from models.checklist.loading import check_file

    _say(file, check_file(file))


def _say(file: Path, told: Sequence[str]) -> None:
    for words in told:
        click.echo(words)
    wrong = sum(not words.startswith("Warning: ") for words in told)
    if wrong:
        raise UserError(f"{file} has {wrong} {'fault' if wrong == 1 else 'faults'}.")
    click.echo(f"{file} can be used.")
