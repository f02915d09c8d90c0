"""Compares issued packs with one another and with what is known now."""

from contextlib import suppress
from datetime import date

from models.background import Background, Changes
from models.errors import UserError
from models.issued_pack import IssuedPack
from models.pack_changes import changes
from models.pack_plan import USUAL
from models.pack_seen import Seen, seen_of
from models.pack_text import read
from models.partner_file import PartnerFile
from models.program.loading import terms_on
from models.store.packs import archived, last_before
from models.store.portfolio import Portfolio


def since_last(
    portfolio: Portfolio, file: PartnerFile, background: Background, as_of: date
) -> Changes | None:
    """What changed since the full pack issued last that shows an earlier day, of either edition.

    None where there is none, or where its facts can't be read any more: check says so.
    """
    last = last_before(portfolio, file.partner.id, USUAL.kind, as_of)
    if last is None:
        return None
    with suppress(UserError):
        _, text = archived(portfolio, last)
        return changes(seen_of(read(text)), _now(file, background))
    return None


def between(
    portfolio: Portfolio, was_id: int, now_id: int
) -> tuple[IssuedPack, IssuedPack, Changes]:
    """What changed from one issued pack to another.

    Raises UserError where one is gone, damaged, or not to be read by this version.
    """
    was, before = archived(portfolio, was_id)
    now, after = archived(portfolio, now_id)
    return was, now, changes(seen_of(read(before)), seen_of(read(after)))


def until_now(portfolio: Portfolio, was_id: int, as_of: date) -> tuple[IssuedPack, Changes]:
    """What changed from an issued pack to what is known now, as of a day. Raises UserError."""
    from models.store.background import background
    from models.store.standing import partner_file

    was, before = archived(portfolio, was_id)
    file = partner_file(portfolio, was.partner_id, as_of)
    now = _now(file, background(portfolio, file, as_of))
    return was, changes(seen_of(read(before)), now)


def _now(file: PartnerFile, background: Background) -> Seen:
    return Seen(file, file.terms or terms_on(file.decision.as_of), background)
