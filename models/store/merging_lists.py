"""What is kept of a partner's own lists goes over to another partner, day by day."""

from dataclasses import replace

from models.ledgers import PartnerList
from models.store import records
from models.store.partner_lists import list_id
from models.store.portfolio import Portfolio

_COUNTS = ("theirs", "known", "agreed", "ours", "named", "ours_minor", "named_minor")


def move(portfolio: Portfolio, keep_id: int, gone_id: int) -> int:
    """Let the lists of one partner be another's (inside a change); how many went over.

    Of two lists of one day the figures are added up: the deals of both are now one partner's.
    """
    found = records.find(portfolio, PartnerList, partner_id=gone_id)
    for one in found:
        made = replace(one, id=list_id(keep_id, one.listed_on), partner_id=keep_id)
        for twin in records.find(portfolio, PartnerList, id=made.id):
            if twin.currency == made.currency:
                sums = {name: getattr(twin, name) + getattr(made, name) for name in _COUNTS}
                made = replace(twin, **sums)
            else:
                made = twin
        records.delete(portfolio, PartnerList, [one.id, made.id])
        records.add(portfolio, made)
    return len(found)
