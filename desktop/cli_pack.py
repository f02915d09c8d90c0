"""The commands that make packs: one partner's, or all of them into a folder."""

import os
from datetime import date
from pathlib import Path

import click

from desktop.cli_shared import FILE, Day, bar, opened, today
from models.errors import UserError

EDITIONS = ("internal", "partner")
# What each kind of pack is called on the command line: as in models.pack_plan, with a dash.
KINDS = ("full", "short", "pipeline-review", "briefing", "mid-year", "by-tier")

_KIND = click.option(
    "--kind",
    type=click.Choice(KINDS),
    default="full",
    show_default=True,
    callback=lambda context, option, value: value.replace("-", "_"),
    help="Which document, put together as the window keeps it for the partner: the business"
    " review, its short form, the monthly pipeline review, one sheet before a meeting, the status"
    " at mid-year; or by tier: the review where one is owed to the partner, else the short form.",
)
_ISSUE = click.option(
    "--issue",
    "issuing",
    is_flag=True,
    help="Also keep the pack in the portfolio as issued, with its facts and its hash. Without it"
    " the portfolio is only read.",
)


@click.command()
@click.argument("portfolio", type=FILE)
@click.argument("partner")
@click.option("--as-of", type=Day(), help="The day that everything is judged on (today).")
@click.option("--edition", type=click.Choice(EDITIONS), default="internal", show_default=True)
@_KIND
@_ISSUE
@click.option(
    "-o",
    "--output",
    type=FILE,
    required=True,
    help="The file to write: a PDF, or with a name that ends in .pptx slides of the same pages,"
    " whose charts and tables can be edited.",
)
@click.option("--force", is_flag=True, help="Replace an existing file.")
def pack(
    portfolio: Path,
    partner: str,
    as_of: date | None,
    edition: str,
    kind: str,
    issuing: bool,
    output: Path,
    force: bool,
) -> None:
    """One partner's business-review pack as a PDF or as slides.

    The portfolio is only read, but for --issue.
    """
    from desktop import packs as job
    from models.files import check_ending, check_target
    from models.text import counted

    slides = output.suffix.casefold() == job.SLIDES
    if slides and issuing:
        raise UserError(
            "Slides can't be issued: who presents them may change them.",
            "Issue the PDF; slides without --issue show the same pages.",
        )
    check_ending(output, ".pdf", job.SLIDES)
    check_target(output.absolute(), force=force)
    with opened(portfolio, read_only=not issuing) as book:
        found = job.named(book, partner)
        facts = job.facts_of(book, found.id, as_of or today(), edition, kind)
        made = job.make_one(facts, output.absolute(), force=force, issuing=issuing)
        job.keep(book, made)
    what = counted(made.pages, "slide" if slides else "page")
    click.echo(f"Wrote {output}: {what}, {edition} edition, pack {made.pack_id[:12]}.")


@click.command()
@click.argument("portfolio", type=FILE)
@click.option("--as-of", type=Day(), help="The day that everything is judged on (today).")
@click.option("--edition", type=click.Choice(EDITIONS), default="internal", show_default=True)
@_KIND
@_ISSUE
@click.option("--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="Processes.")
@click.option("-o", "--output", type=FILE, required=True, help="The folder for the packs.")
@click.option("--force", is_flag=True, help="Replace existing files.")
def packs(
    portfolio: Path,
    as_of: date | None,
    edition: str,
    kind: str,
    issuing: bool,
    jobs: int,
    output: Path,
    force: bool,
) -> None:
    """A pack for every partner, into a folder. The portfolio is only read, but for --issue."""
    from desktop import packs as job

    with opened(portfolio, read_only=not issuing) as book, bar("Packs") as progress:
        made = job.make_all(
            book, output.absolute(), as_of or today(), edition,
            kind=kind, jobs=jobs, force=force, issuing=issuing, progress=progress,
        )  # fmt: skip
    failed = [one for one in made if one.problem]
    click.echo(f"Wrote {len(made) - len(failed)} packs to {output}.")
    if failed:
        raise UserError(
            f"{len(failed)} of {len(made)} packs failed: "
            + "; ".join(
                f"{one.partner}: {one.problem.removeprefix(f'{one.partner}: ')}" for one in failed
            )
        )
