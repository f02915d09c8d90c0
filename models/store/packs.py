"""What a pack is made from, and which were made for whom: one row each, once the file is there."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.background import NOTHING, Background
from models.checklist.proof import Checked, Proof
from models.errors import UserError
from models.ids import new_id
from models.partner_file import PartnerFile
from models.store.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Packed:
    """All that a pack of one partner tells: its file, its checklists, its evidence, the rest."""

    file: PartnerFile
    checked: tuple[Checked, ...]
    proofs: tuple[Proof, ...]
    background: Background = NOTHING


def packed(portfolio: Portfolio, partner_id: int, as_of: date) -> Packed:
    """What a pack is made from. Raises UserError where the partner is gone."""
    from models.store.background import background
    from models.store.evidence_page import for_pack
    from models.store.standing import partner_file

    file = partner_file(portfolio, partner_id, as_of)
    told = background(portfolio, file, as_of)
    return Packed(file, *for_pack(portfolio, file, as_of), told)


def partners(portfolio: Portfolio) -> list[tuple[int, str]]:
    """Every partner's id and name, by folded name: whom a pack can be made for."""
    return list(portfolio.conn.rows("SELECT id, name FROM partners ORDER BY name_key"))


def note_pack(
    portfolio: Portfolio, file: PartnerFile, edition: str, title: str, pack_id: str, pages: int,
    target: Path,
) -> None:  # fmt: skip
    """Record an exported pack (inside a change). Raises UserError where the partner is gone."""
    partner_id = file.partner.id
    if portfolio.conn.value("SELECT 1 FROM partners WHERE id = ?", (partner_id,)) is None:
        raise UserError(
            f"{file.partner.name} is not in the portfolio any more, so the pack is not listed.",
            f"The file itself is in {target}.",
        )
    portfolio.conn.execute(
        "INSERT INTO packs (id, partner_id, pack_id, edition, as_of, title, pages,"
        " program_version, file, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            new_id(), partner_id, pack_id, edition, file.decision.as_of.isoformat(), title, pages,
            file.decision.version, str(target), portfolio.clock().isoformat(timespec="seconds"),
        ),
    )  # fmt: skip
