"""The command line: the same jobs as in the window, through the same functions."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop import __version__, diagnostics
from desktop.cli_binder import binder
from desktop.cli_calendar import calendar
from desktop.cli_checks import check_checklist, check_program
from desktop.cli_export import export
from desktop.cli_file import backup, check, recover, restore
from desktop.cli_hygiene import hygiene
from desktop.cli_import import import_file
from desktop.cli_pack import pack, packs
from desktop.cli_passphrase import asking, passphrase
from desktop.cli_review import review
from desktop.cli_shared import FILE, Day, bar, opened, today
from desktop.cli_verify import verify_pack
from models.errors import Locked, UserError
from models.store import keys
from models.store.portfolio import create

if TYPE_CHECKING:
    from models.program.decision import Decision
    from models.program.terms import Terms
    from models.store.portfolio import Portfolio


class Desk(click.Group):
    """Anything that is no command is a portfolio to open in the window."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            args = ["open", *args]
        return super().resolve_command(ctx, args)


@click.group(
    cls=Desk, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.version_option(__version__, prog_name="alliance-desk")
@click.option("--home", type=FILE, help="Folder for settings, log and backups.")
@click.option(
    "--passphrase-file",
    type=FILE,
    help="The passphrase of a protected portfolio is the first line of this file; - is standard"
    " input. Without it a terminal is asked.",
)
@click.pass_context
def desk(context: click.Context, home: Path | None, passphrase_file: Path | None) -> None:
    """Alliance Desk: partner tiers with their reasons, and review packs, offline.

    Without a command it opens the window: alliance-desk [PORTFOLIO]. A portfolio is one file,
    NAME.alliance.
    """
    if home is not None:
        os.environ["ALLIANCE_DESK_HOME"] = str(home)
    asking.file = passphrase_file
    if context.invoked_subcommand is None:
        context.invoke(open_window, portfolio=None)


for _command in (
    check_program, check_checklist, binder, hygiene, import_file, export, verify_pack, review,
    calendar, pack, packs, check, backup, restore, recover, passphrase,
):  # fmt: skip
    desk.add_command(_command)


@desk.command("open")
@click.argument("portfolio", type=FILE, required=False)
def open_window(portfolio: Path | None) -> None:
    """Open the window: that portfolio, else the last one, else the first-run page."""
    from desktop.app import run

    sys.exit(run(None if portfolio is None else str(portfolio)))


@desk.command()
@click.argument("portfolio", type=FILE)
@click.option("--sample", is_flag=True, help="Fill it with made-up partners and deals.")
@click.option("--as-of", type=Day(), help="The day the sample is made for (today).")
@click.option("--protect", is_flag=True, help="Protect it by a passphrase.")
def new(portfolio: Path, sample: bool, as_of: date | None, protect: bool) -> None:
    """Create a portfolio, empty or with the sample. It never overwrites."""
    phrase = asking.chosen(asking.file, "--passphrase-file") if protect else None
    with create(portfolio, phrase) as made:
        if sample:
            from models.sample import fill

            fill(made, as_of or today())
    click.echo(f"Made {portfolio}{' with the sample portfolio' if sample else ''}.")


@desk.command()
@click.argument("portfolio", type=FILE)
@click.option("--as-of", type=Day(), help="The day that everything is judged on (today).")
@click.option("--prerequisites-as-of", type=Day(), help="The day for prerequisites (as-of day).")
@click.option(
    "--known-on",
    type=Day(),
    help="Judge by what was known at the end of that day, as of that day unless --as-of says"
    " another one. --as-of alone judges by all that is known now.",
)
@click.option("--partner", "names", multiple=True, help="Only this partner; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def assess(
    portfolio: Path,
    as_of: date | None,
    prerequisites_as_of: date | None,
    known_on: date | None,
    names: tuple[str, ...],
    as_json: bool,
) -> None:
    """The tier of each partner, with the reason."""
    from desktop.packs import named
    from models.program.as_json import assessment_json
    from models.store import standing

    with opened(portfolio) as whole, _known(whole, known_on, as_json) as book:
        ids = [named(book, name).id for name in names] or None
        found = standing.assess(book, as_of or known_on or today(), prerequisites_as_of, ids)
    if as_json:
        told = assessment_json(found)
        if known_on is not None:
            told["known_on"] = known_on.isoformat()
        click.echo(json.dumps(told, ensure_ascii=False, indent=1))
        return
    if known_on is not None:
        click.echo(f"As known at the end of {known_on}, judged as of {found.as_of}.")
    for decision in found.decisions:
        for line in _told(decision, found.terms):
            click.echo(line)


@desk.command()
@click.argument("portfolio", type=FILE)
@click.argument("currency")
@click.argument("rate")
@click.option("--on", "day", type=Day(), help="The day it holds from (today).")
def rate(portfolio: Path, currency: str, rate: str, day: date | None) -> None:
    """Store an exchange rate: units of the program's currency for one unit of CURRENCY."""
    from models.store.rates import store_rate

    with opened(portfolio, read_only=False) as book:
        stored = store_rate(book, currency, rate, day or today())
    click.echo(f"1 {stored.currency} = {stored.rate} from {stored.on_date}.")


@desk.command()
@click.argument("folder", type=FILE)
def demo(folder: Path) -> None:
    """Do the main job without a window: sample, assessment, pack and a screenshot."""
    from desktop.demo import make

    for path in make(folder.absolute(), today()):
        click.echo(path)


@contextmanager
def _known(book: "Portfolio", day: date | None, quiet: bool) -> "Iterator[Portfolio]":
    """The portfolio as it was known on a day; without one as it is."""
    if day is None:
        yield book
        return
    from models.store.known_on import known_on

    with bar("Going back", quiet) as progress, known_on(book, day, progress) as known:
        yield known


def _told(decision: "Decision", terms: "Terms") -> Iterator[str]:
    """One partner in a few lines: its tier, what is short for the next, what is advised."""
    from models.text import basis_text, money, participation_text

    tier = terms.label(decision.calculated_tier)
    granted = ""
    if decision.granted_tier is not None:
        label = terms.label(decision.granted_tier)
        granted = f", granted {label} ({basis_text(decision.granted_basis or '')})"
    total = money(decision.tcv.total, decision.currency)
    yield f"{decision.partner}: {tier}{granted}; {participation_text(decision.participation)}"
    by = f"{terms.label(decision.tcv_tier)} by {terms.requirement_said} alone"
    yield f"    {terms.tcv_label} {total} ({by})" if terms.amount else f"    {by}"
    if decision.next_tier is not None:
        above = decision.next_tier
        for row in decision.criteria:
            if row.tier == above.tier and row.id in above.gaps:
                yield f"    For {terms.label(above.tier)}: {row.reason} [{row.clause}]"
    for sentence in (*decision.advice, *decision.warnings):
        yield f"    {sentence}"


def main() -> None:
    """Run a command; the world's fault is a sentence and exit code 1, wrong usage 2."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal without Unicode (Windows, LANG=C) must not turn a name into a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        _run()
    except UserError as fault:
        _leave(str(fault), 1)
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        _leave("Stopped; nothing of the unfinished step was kept.", 1)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except OSError as fault:
        # Nothing more can be said there: the interpreter would complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(fault, BrokenPipeError):
            _leave(f"The output can't be written: {fault.strerror or fault}.", 1)
        sys.exit(1)
    except Exception as fault:  # noqa: BLE001  no traceback ever reaches a person
        diagnostics.log("uncaught", fault)
        _leave(
            f"Something of ours failed ({type(fault).__name__}). What was saved before is safe; "
            "the details are in the log of the application's folder.",
            1,
        )


def _run() -> None:
    """Run the command; one that meets a protected portfolio has done nothing yet and runs again."""
    while True:
        try:
            desk.main(standalone_mode=False)
            return
        except Locked as locked:
            asking.unlock(locked.path)


@desk.result_callback()
@click.pass_context
def _say_plain(context: click.Context, /, *_: object, **__: object) -> None:
    """What leaves a protected portfolio is not protected, and says so."""
    command = desk.commands.get(context.invoked_subcommand or "")
    if command is None or command in (backup, restore, recover) or not keys.any_held():
        return
    if any(option.name == "output" for option in command.params):
        click.echo("What was written is plain: the passphrase does not protect it.", err=True)


def _leave(sentence: str, code: int) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)
