"""What the list and a partner's page ask of a portfolio: standings, a whole view, changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from models.errors import UserError
from models.ids import new_id
from models.issued_pack import IssuedPack
from models.names import fold, tidy
from models.partner import Agreement, Partner
from models.partner_file import PartnerFile
from models.partner_list import Standing
from models.partner_standing import standing_of
from models.partner_words import newest
from models.program.terms import CriterionTerms, Terms
from models.store import records
from models.store.import_log import moments
from models.store.portfolio import Portfolio


@dataclass(frozen=True, slots=True)
class Standings:
    """How some partners stand, by id, and the terms that they were judged by."""

    by_id: Mapping[int, Standing]
    terms: Terms


@dataclass(frozen=True, slots=True)
class PartnerView:
    """All that a partner's page shows: the file, the terms it is judged by, the packs made."""

    file: PartnerFile
    terms: Terms
    standing: Standing
    packs: tuple[IssuedPack, ...]
    imported: Mapping[int, str] = field(default_factory=dict)  # id of an import → its moment (UTC)

    @property
    def money(self) -> CriterionTerms | None:
        """The criterion of the main amount, whatever the program calls it; None without one."""
        return self.terms.amount


def standings(portfolio: Portfolio, as_of: date, ids: Sequence[int]) -> Standings:
    """How these partners stand on a day. Raises UserError for a day before the program."""
    from models.store.standing import assess

    found = assess(portfolio, as_of, partner_ids=list(ids))
    return Standings(
        {d.partner_id: standing_of(d, found.terms) for d in found.decisions}, found.terms
    )


def view(portfolio: Portfolio, partner_id: int, as_of: date) -> PartnerView:
    """A partner's page on a day. Raises UserError where the partner is gone."""
    from models.store.programs import terms_on
    from models.store.standing import partner_file

    file = partner_file(portfolio, partner_id, as_of)
    terms = terms_on(portfolio, as_of)
    return PartnerView(
        file, terms, standing_of(file.decision, terms), packs(portfolio, partner_id),
        moments(portfolio, partner_id),
    )  # fmt: skip


def packs(portfolio: Portfolio, partner_id: int) -> tuple[IssuedPack, ...]:
    """The packs issued for a partner, the newest first."""
    from models.store.packs import issued

    return issued(portfolio, partner_id)


def name_taken(portfolio: Portfolio, name: str, but: int = 0) -> str:
    """The spelling of another partner whose name is the same one, or nothing."""
    found = portfolio.conn.value(
        "SELECT name FROM partners WHERE name_key=? AND id<>?", (fold(tidy(name)), but)
    )
    return str(found or "")


def add_partner(portfolio: Portfolio, name: str) -> int:
    """A new partner outside the program (inside a change). Raises UserError on a known name."""
    _require_free(portfolio, name, 0)
    return records.add(portfolio, Partner(new_id(), tidy(name)))


def set_partner(portfolio: Portfolio, partner_id: int, **values: object) -> Partner:
    """Set fields of a partner (inside a change). Raises UserError on another partner's name."""
    if "name" in values:
        _require_free(portfolio, str(values["name"]), partner_id)
    return records.update(portfolio, Partner, partner_id, **values)


def _require_free(portfolio: Portfolio, name: str, but: int) -> None:
    taken = name_taken(portfolio, name, but)
    if taken:
        raise UserError(
            f"There is a partner named {taken} already.", "Choose another name, or open that one."
        )


def set_agreement(
    portfolio: Portfolio, partner_id: int, kind: str, **values: date | None
) -> Agreement:
    """Set a date of the newest paper of a kind, adding the record where there is none yet."""
    papers = records.find(portfolio, Agreement, partner_id=partner_id)
    known = [paper for paper in papers if paper.kind == kind]
    if known:
        return records.update(portfolio, Agreement, newest(known).id, **values)
    made = Agreement(new_id(), partner_id, kind, **values)
    records.add(portfolio, made)
    return made
