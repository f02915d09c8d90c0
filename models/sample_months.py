"""The sample's snapshots of the last months' ends, made up backwards from its deals of today."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from models.deal import Deal
from models.ids import derived_id
from models.store import snapshots
from models.store.hygiene import counts
from models.store.portfolio import Portfolio
from models.store.snapshots import SnapDeal, Snapshot

MONTHS = 8
# Most of what has changed did so in the last months; before, the lists were much alike.
_LATELY = 3
_LONG_OPEN = ("Qualify", "Validate", "Propose")


def add(portfolio: Portfolio, deals: Sequence[Deal], as_of: date) -> None:
    """Keep the months' ends before a day (inside a change); the same day gives the same rows."""
    names = dict(portfolio.conn.rows("SELECT id, name FROM partners"))
    ends = [as_of.replace(day=1) - timedelta(days=1)]
    while len(ends) < MONTHS:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    found = counts(portfolio, as_of)
    for back, end in enumerate(ends, start=1):
        then = [one for deal in deals if (one := _as_it_was(deal, end, back)) is not None]
        then += [_gone(deal) for deal in deals if deal.source_line % 61 == 9]
        head = _head(end, then, back, found.clean / max(found.open_deals, 1), found.findings)
        snapshots.write(portfolio, snapshots.of_deals(head, names, then))


def _head(
    end: date, then: Sequence[SnapDeal], back: int, share: float, findings: Mapping[str, int]
) -> Snapshot:
    """The counts of a month's end: a little less clean the longer ago it is."""
    opened = sum(deal.status == "open" for deal in then)
    clean = round(opened * share * (1 - 0.06 * back))
    more = {rule: count + back * min(count, 2) for rule, count in findings.items()}
    made = f"{end.isoformat()}T18:00:00+00:00"
    made_id = snapshots.id_of(end, "month_end")
    return Snapshot(made_id, end, "month_end", made, 0, len(then), opened, clean, more)


def _as_it_was(deal: Deal, end: date, back: int) -> SnapDeal | None:
    """A deal as it may have been at the end of a month so many months back; None before it came."""
    if deal.registered_on is not None and deal.registered_on > end:
        return None
    kind = deal.source_line  # tells deals apart, and is the same in every sample
    if deal.status == "open" and kind % 12 == 7 and back > kind // 12 % _LATELY:
        return None
    status, close, stage, qualified = deal.status, deal.close_date, deal.stage, deal.qualified
    amounts = deal.partner_minor, deal.services_minor
    if status != "open" and close is not None and close > end:
        status, stage = "open", _LONG_OPEN[-1]
        close += timedelta(days=(0, 21, -14)[kind % 3])
    elif status == "open" and close is not None:
        if kind % 7 == 1 and back > kind % 3:
            close -= timedelta(days=40 + kind % 30)  # it has slipped since
        elif kind % 11 == 2:
            close += timedelta(days=50)  # and this one was pulled in
        if kind % 6 == 3 and back > kind // 6 % _LATELY:
            amounts = amounts[0] * 17 // 20, amounts[1] * 17 // 20
        elif kind % 13 == 4:
            amounts = amounts[0] * 23 // 20, amounts[1] * 23 // 20
        if kind % 23 == 3:
            stage = "Qualify"  # it has gone on since, and not always step by step
        if kind % 19 == 5 and back > 1:
            qualified = False
        elif not qualified and kind % 2:
            qualified = True
    return SnapDeal(
        deal.id, deal.partner_id, deal.name, status, close.isoformat() if close else None,
        *amounts, deal.currency, int(qualified), stage,
    )  # fmt: skip


def _gone(deal: Deal) -> SnapDeal:
    """A deal that was in the lists of then and is in none of today."""
    close = deal.close_date.isoformat() if deal.close_date else None
    return SnapDeal(
        derived_id("sample", "gone", str(deal.id)), deal.partner_id, f"Pilot before: {deal.name}",
        "open", close, deal.partner_minor // 4, deal.services_minor // 4, deal.currency, 1,
        _LONG_OPEN[0],
    )  # fmt: skip
