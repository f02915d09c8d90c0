"""The next January as a pack tells it in one line: the tier and the total if the dates hold."""

from datetime import date

from models.background import Ahead
from models.errors import UserError
from models.partner_file import PartnerFile
from models.store.portfolio import Portfolio


def ahead(portfolio: Portfolio, file: PartnerFile, as_of: date) -> Ahead | None:
    """What is projected for a partner; None for a day whose next January can't be reckoned."""
    from models.store.projected import projection_of

    try:
        found = projection_of(portfolio, file, as_of)
    except UserError:
        return None
    reached = found.terms.by_key[found.tier]
    return Ahead(found.day, reached.key, reached.label, found.total, found.sure)
