"""An import of deals keeps a snapshot of the day, in the same step that undo takes back."""

from collections.abc import Callable

from models.intake.plan import Plan
from models.store import snapshots
from models.store.portfolio import Portfolio

Take = Callable[..., Plan]
HEAD = "partner,deal_id,status,close_date,partner_tcv\n"


def test_an_import_of_deals_keeps_what_they_are_after_it(portfolio: Portfolio, take: Take) -> None:
    plan = take("deals", HEAD + "A,1,open,2026-05-01,5\nA,2,won,2026-01-01,6\n")
    (kept,) = snapshots.listed(portfolio)
    assert (kept.reason, kept.import_id, kept.deals) == ("import", plan.import_id, 2)
    assert snapshots.content(portfolio, kept.id) == snapshots.now(portfolio)
    assert kept.open_deals == 1
    assert kept.findings["no_next_step"] == 1
    portfolio.undo()
    assert snapshots.listed(portfolio) == ()


def test_an_import_that_changes_nothing_keeps_nothing(portfolio: Portfolio, take: Take) -> None:
    take("deals", HEAD + "A,1,open,2026-05-01,5\n")
    (before,) = snapshots.listed(portfolio)
    entries = portfolio.conn.value("SELECT count(*) FROM journal")
    take("deals", HEAD + "A,1,open,2026-05-01,5\n")
    assert snapshots.listed(portfolio) == (before,)
    assert portfolio.conn.value("SELECT count(*) FROM journal") == entries


def test_an_import_of_partners_keeps_none(portfolio: Portfolio, take: Take) -> None:
    take("partners", "partner\nA\n")
    assert snapshots.listed(portfolio) == ()
