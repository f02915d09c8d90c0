"""The command that tells a pack from a changed copy of it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desktop.cli_shared import FILE
from models.errors import UserError

if TYPE_CHECKING:
    from models.issued_pack import IssuedPack
    from reports.verify import Verdict


@click.command("verify-pack")
@click.argument("file", type=FILE)
@click.option("--portfolio", type=FILE, help="It must also have been issued from this portfolio.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def verify_pack(file: Path, portfolio: Path | None, as_json: bool) -> None:
    """Whether a PDF is a pack exactly as it was made.

    It is made again from the facts inside it and must be the same to the last byte. With
    --portfolio its hash must be that of a pack issued from there; a pack that another version
    made can only be verified so. Exit code 1 and one sentence where it is not.
    """
    from reports.verify import said
    from reports.verify_guarded import verify

    try:
        found = verify(file)
    except UserError as no_pack:
        if as_json:
            click.echo(_json({"file": str(file), "verified": False, "fault": str(no_pack)}))
        raise
    issued, fault = None, found.fault
    if portfolio is not None:
        issued, fault = _issued(file, found, portfolio)
    if as_json:
        click.echo(_json(_told(file, found, issued, fault)))
    if fault:
        raise UserError(fault)
    if not as_json:
        click.echo(said(str(file), found, issued))


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)


def _issued(file: Path, found: "Verdict", portfolio: Path) -> "tuple[IssuedPack | None, str]":
    """The pack as it was issued, and what is wrong: the hash decides, whatever made the file."""
    from models.store.packs import with_digest
    from models.store.portfolio import open_portfolio
    from reports.verify import fault_with

    with open_portfolio(portfolio, read_only=True) as book:
        issued = with_digest(book, found.digest)
    return issued, fault_with(str(file), found, issued, str(portfolio))


def _told(file: Path, found: "Verdict", issued: "IssuedPack | None", fault: str) -> dict[str, Any]:
    facts = found.facts
    return {
        "file": str(file),
        "verified": not fault,
        "fault": fault or None,
        "sha256": found.digest,
        "exact": found.genuine,
        "facts_whole": found.whole,
        "pack_id": found.pack_id or None,
        "made_by": found.made_by or None,
        "partner": facts.partner.name if facts else None,
        "kind": facts.plan.kind if facts else None,
        "edition": facts.edition if facts else None,
        "as_of": facts.as_of.isoformat() if facts else None,
        "issued_at": issued.made_at if issued else None,
    }
