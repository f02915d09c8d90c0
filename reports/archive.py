"""Packs that were issued: what is kept of one, and the same file made again."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from models import product
from models.issued_pack import Issue, IssuedPack
from models.pack_text import read_whole
from reports.facts import PackFacts
from reports.facts_json import facts_of, to_json


class Again(NamedTuple):
    """A pack made again; `same` is to the last byte, `said` what is to know where it is not."""

    data: bytes
    pages: int
    same: bool
    said: str


def issue_of(facts: PackFacts, data: bytes, pages: int, pack_id: str, target: Path) -> Issue:
    """What the archive keeps of a pack that was written to a file."""
    return Issue(
        partner_id=facts.partner.id,
        partner=facts.partner.name,
        pack_id=pack_id,
        kind=facts.plan.kind,
        edition=facts.edition,
        as_of=facts.as_of,
        title=facts.title,
        pages=pages,
        program_version=facts.decision.version,
        product_version=product.__version__,
        digest=hashlib.sha256(data).hexdigest(),
        facts=to_json(facts),
        file=str(target),
        meeting_on=facts.plan.meeting_on,
    )


def again(pack: IssuedPack, text: bytes) -> Again:
    """The pack of kept facts, in the warm process.

    The same version of the product gives the same bytes; another one the same figures. Raises
    UserError where the facts can't be read.
    """
    from reports import worker

    built = worker.build_bytes(facts_of(read_whole(text)))
    same = hashlib.sha256(built.data).hexdigest() == pack.digest
    return Again(built.data, built.pages, same, "" if same else _differs(pack))


def _differs(pack: IssuedPack) -> str:
    if pack.product_version != product.__version__:
        return (
            f"The figures are those of the pack; the layout is of Alliance Desk"
            f" {product.__version__}, it was issued by {pack.product_version}."
        )
    return (
        "The figures are those of the pack; made again it is not the same to the byte, as another"
        " build or another system issued it."
    )
