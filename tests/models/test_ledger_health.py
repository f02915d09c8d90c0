"""What a list says of the relationship: shares with their evidence, and nothing where none is."""

from datetime import date, timedelta

import pytest

from models.ledger_health import Share, health_of, no_list
from models.reconcile import Entry, reconcile

DAY = date(2026, 11, 3)
_deal = Entry(1, "", "Lumen Bank", "Managed detection", "open", DAY, 840_000_000)
_other = _deal._replace(id=2, customer="Tin Mill", name="Access rollout", minor=180_000_000)


def health(theirs: list[Entry], ours: list[Entry], unqualified: frozenset[int] = frozenset()):
    return health_of(reconcile(theirs, ours), unqualified, DAY, DAY + timedelta(21), "USD")


@pytest.mark.clause("C073")
def test_the_evidence_line_tells_day_age_and_both_shares() -> None:
    listed = [_deal._replace(id=11), _deal._replace(id=12, customer="Zoo", name="Cameras")]
    found = health(listed, [_deal, _other])
    assert found.evidence == (
        "List of 3 Nov 2026, 21 days old; it confirms 1 of the host's 2 open deals"
        " ($8.4M of $10.2M);"
        " the host knows 1 of its 2 deals; 1 of 1 in both agree."
    )
    assert (found.named.percent, found.named_money.percent, found.known.percent) == (50, 82, 50)


@pytest.mark.clause("C073")
def test_without_a_list_nothing_is_said_and_it_is_no_zero() -> None:
    found = no_list()
    assert found.evidence == "The partner has given no list of its own deals yet."
    assert (found.named.percent, found.named.words, found.listed_on) == (None, "–", None)


def test_without_open_deals_of_ours_there_is_nothing_to_confirm() -> None:
    found = health([_deal._replace(id=11)], [])
    assert found.named.percent is None
    assert "the host has no open deals for it to confirm" in found.evidence


def test_what_is_not_qualified_is_no_pipeline() -> None:
    found = health([_deal._replace(id=11)], [_deal, _other], frozenset({2}))
    assert found.named == Share(1, 1)


def test_a_deal_that_they_have_as_won_is_not_confirmed_as_open() -> None:
    found = health([_deal._replace(id=11, status="won")], [_deal])
    assert (found.named, found.known) == (Share(0, 1), Share(1, 1))


def test_a_maybe_confirms_nothing() -> None:
    found = health([_deal._replace(id=11, name="Awareness training for tellers")], [_deal])
    assert (found.named, found.known) == (Share(0, 1), Share(0, 1))


@pytest.mark.parametrize(("part", "percent"), [(0, 0), (1, 33), (2, 66), (3, 100)])
def test_a_share_is_cut_off_so_that_all_but_one_is_never_all(part: int, percent: int) -> None:
    assert Share(part, 3).percent == percent
