"""Snapshots: all deals come back as they were kept; one a day and reason; damage is told."""

import json
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.deal import Deal
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.store import hygiene, records, snapshots
from models.store.portfolio import Portfolio, create
from models.store.snapshots import SnapDeal

DAY = date(2026, 11, 3)


@pytest.fixture
def portfolio(tmp_path: Path) -> Iterator[Portfolio]:
    with create(tmp_path / "p.alliance") as made:
        made.clock = lambda: datetime(2026, 11, 3, 12, tzinfo=UTC)
        with made.change("Add Łódź"):
            records.add(made, Partner(1, "Łódź"))
        yield made


def add(portfolio: Portfolio, **values: Any) -> int:
    with portfolio.change("Add a deal"):
        return records.add(portfolio, Deal(new_id(), 1, **values))


def keep(portfolio: Portfolio, on: date = DAY, reason: str = "by_hand") -> int:
    with portfolio.change("Keep"):
        return snapshots.keep(portfolio, on, reason)


def test_what_was_kept_stays_when_the_deals_change(portfolio: Portfolio) -> None:
    first = add(portfolio, name='“SOC”\n"x"', close_date=DAY, partner_minor=5, stage="Proposal")
    kept = keep(portfolio)
    with portfolio.change("Win it"):
        records.update(portfolio, Deal, first, status="won", services_minor=7)
    assert snapshots.content(portfolio, kept) == (
        SnapDeal(first, 1, '“SOC”\n"x"', "open", "2026-11-03", 5, 0, "USD", 1, "Proposal"),
    )
    (now,) = snapshots.now(portfolio)
    assert (now.status, now.services_minor) == ("won", 7)


def test_a_snapshot_counts_the_deals_of_its_day(portfolio: Portfolio) -> None:
    add(portfolio)
    add(portfolio, status="lost", close_date=DAY)
    keep(portfolio)
    (head,) = snapshots.listed(portfolio)
    assert (head.on_date, head.reason, head.deals, head.open_deals) == (DAY, "by_hand", 2, 1)
    assert head.made_at == "2026-11-03T12:00:00+00:00"


def test_one_is_kept_a_day_and_reason_and_undo_brings_the_one_before_back(
    portfolio: Portfolio,
) -> None:
    keep(portfolio)
    add(portfolio)
    keep(portfolio)
    keep(portfolio, reason="import")
    assert {one.reason: one.deals for one in snapshots.listed(portfolio)} == {
        "by_hand": 1, "import": 1,
    }  # fmt: skip
    assert len(snapshots.listed(portfolio)) == 2
    portfolio.undo()
    portfolio.undo()
    assert [(one.reason, one.deals) for one in snapshots.listed(portfolio)] == [("by_hand", 0)]


@pytest.mark.parametrize(("most", "clean"), [(2, 0), (1, snapshots.UNCOUNTED)])
def test_an_import_of_many_is_not_kept_waiting_for_the_counts(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch, most: int, clean: int
) -> None:
    add(portfolio, close_date=DAY)
    add(portfolio, close_date=DAY)
    monkeypatch.setattr(snapshots, "_COUNTED_AT_ONCE", most)
    keep(portfolio, reason="import")
    keep(portfolio)
    assert {one.reason: one.clean_deals for one in snapshots.listed(portfolio)} == {
        "import": clean, "by_hand": 0,
    }  # fmt: skip
    assert len(hygiene.look(portfolio, DAY, DAY).course) == 1


def test_they_are_called_by_day_and_reason(portfolio: Portfolio) -> None:
    keep(portfolio, date(2026, 10, 31), "month_end")
    keep(portfolio, DAY, "import")
    keep(portfolio, date(2026, 11, 4))
    assert [one.title for one in snapshots.listed(portfolio)] == [
        "End of October 2026", "Import, 3 Nov 2026", "Kept by hand, 4 Nov 2026",
    ]  # fmt: skip


def test_the_partners_of_the_day_are_known_when_they_are_gone(portfolio: Portfolio) -> None:
    kept = keep(portfolio)
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [1])
    assert snapshots.partner_names(portfolio, kept) == {1: "Łódź"}


def test_one_that_is_deleted_is_gone(portfolio: Portfolio) -> None:
    kept = keep(portfolio)
    with portfolio.change("Delete"):
        snapshots.delete(portfolio, kept)
    assert snapshots.listed(portfolio) == ()
    with pytest.raises(UserError, match="not there any more"):
        snapshots.content(portfolio, kept)


def _packed(head: object, *pieces: str) -> bytes:
    packed = zlib.compress(json.dumps(head).encode())
    parts = [zlib.compress(piece.encode()) for piece in pieces]
    return b"".join((len(packed).to_bytes(8), packed, *parts))


def _head(deals: object, *pieces: str) -> dict[str, object]:
    sizes = [len(zlib.compress(piece.encode())) for piece in pieces]
    return {"format": 1, "deals": deals, "pieces": [(0, 9, size) for size in sizes]}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not packed",
        b"not packed at all, and longer than a head's length",
        (7).to_bytes(8) + b"1234567",
        _packed([]),
        _packed({}),
        _packed(_head(0)),
        _packed(_head(1, "{}"), "{}"),
        _packed(_head(1, "{}", "[[1],[2,3]]"), "{}", "[[1],[2,3]]"),
        _packed(_head(1, "{}", "7"), "{}", "7"),
        _packed(_head("one", "{}"), "{}"),
        _packed(_head(1, "{}", "[]"), "{}"),
    ],
)
def test_damage_is_a_sentence(portfolio: Portfolio, content: bytes) -> None:
    kept = keep(portfolio)
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE snapshots SET content = ?", (content,))
    with pytest.raises(UserError, match="The snapshot of 2026-11-03 is damaged"):
        snapshots.content(portfolio, kept)


def test_damaged_counts_are_a_sentence(portfolio: Portfolio) -> None:
    keep(portfolio)
    with portfolio.change("Damage"):
        portfolio.conn.execute("UPDATE snapshots SET findings = '[1]'")
    with pytest.raises(UserError, match="damaged"):
        snapshots.listed(portfolio)


def test_one_of_a_newer_version_is_no_damage(portfolio: Portfolio) -> None:
    kept = keep(portfolio)
    newer = _packed({"format": 2})
    with portfolio.change("Newer"):
        portfolio.conn.execute("UPDATE snapshots SET content = ?", (newer,))
    with pytest.raises(UserError, match="newer version"):
        snapshots.content(portfolio, kept)


def test_a_reason_that_is_none_is_ours(portfolio: Portfolio) -> None:
    with pytest.raises(ValueError, match="whim"):
        keep(portfolio, reason="whim")


DEALS = st.builds(
    SnapDeal,
    st.integers(1, 2**63 - 1),
    st.integers(1, 2**63 - 1),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.sampled_from(["open", "won", "lost"]),
    st.none() | st.dates().map(date.isoformat),
    st.integers(0, 2**53),
    st.integers(0, 2**53),
    st.sampled_from(["USD", "EUR"]),
    st.integers(0, 1),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=5),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DEALS, max_size=12, unique_by=lambda deal: deal.id), st.integers(1, 5))
def test_any_deals_come_back_as_they_were(
    portfolio: Portfolio, deals: list[SnapDeal], piece: int
) -> None:
    head = snapshots.Snapshot(1, DAY, "by_hand", "2026-11-03T12:00:00+00:00")
    with pytest.MonkeyPatch.context() as patch, portfolio.change("Keep"):
        patch.setattr(snapshots, "_SHARED", piece)
        snapshots.write(portfolio, snapshots.of_deals(head, {1: "Łódź"}, deals))
    assert sorted(snapshots.content(portfolio, 1)) == sorted(deals)
    for partner in {deal.partner_id for deal in deals}:
        own = [deal for deal in deals if deal.partner_id == partner]
        assert sorted(snapshots.of_partner(portfolio, 1, partner)) == sorted(own)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(DEALS, max_size=12, unique_by=lambda deal: deal.id),
    st.integers(1, 4),
    st.integers(1, 4),
    st.integers(1, 4),
)
def test_the_deals_of_the_table_are_kept_as_they_stand(
    portfolio: Portfolio, deals: list[SnapDeal], partners: int, piece: int, shared: int
) -> None:
    with portfolio.change("Fill"):
        portfolio.conn.execute("DELETE FROM deals")
        portfolio.conn.executemany("INSERT OR IGNORE INTO partners (id, name, name_key)"
            " VALUES (?, ?, ?)", [(n, f"P{n}", f"p{n}") for n in range(2, 6)])  # fmt: skip
        portfolio.conn.executemany(
            f"INSERT INTO deals ({', '.join(SnapDeal._fields)}) VALUES ({', '.join('?' * 10)})",
            [deal._replace(partner_id=1 + deal.id % partners) for deal in deals],
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snapshots, "_PIECE", piece)
        patch.setattr(snapshots, "_SHARED", shared)
        kept = keep(portfolio)
    now = snapshots.now(portfolio)
    assert tuple(sorted(snapshots.content(portfolio, kept))) == now
    assert len(now) == len(deals)
    for partner in range(7):
        own = tuple(deal for deal in now if deal.partner_id == partner)
        assert snapshots.of_partner(portfolio, kept, partner) == own


def test_a_partner_is_read_without_the_deals_of_others(
    portfolio: Portfolio, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = snapshots.Snapshot(1, DAY, "by_hand", "2026-11-03T12:00:00+00:00")
    deals = [SnapDeal(n, n // 10, "", "open", None, n, 0, "USD", 1, "") for n in range(10, 50_010)]
    with portfolio.change("Keep"):
        snapshots.write(portfolio, snapshots.of_deals(head, {}, deals))
    read: list[int] = []
    whole = zlib.decompress

    def counting(packed: bytes) -> bytes:
        read.append(len(packed))
        return whole(packed)

    monkeypatch.setattr(zlib, "decompress", counting)
    assert len(snapshots.of_partner(portfolio, 1, 2_500)) == 10
    assert sum(read) < 0.1 * int(portfolio.conn.value("SELECT length(content) FROM snapshots"))
