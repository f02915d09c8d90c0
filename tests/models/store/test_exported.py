"""What is exported comes back by our own import as the same records, from CSV and from Excel."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.deal import STATUSES, Deal, Rate
from models.ids import new_id
from models.intake import job
from models.intake.days import UNDATED
from models.intake.kinds import KINDS
from models.intake.values import Refused, blank_words, text
from models.names import fold, tidy
from models.partner import (
    AGREEMENT_KINDS,
    CONTACT_ROLES,
    OFFERING_SERVICES,
    PRODUCT_KINDS,
    SIDES,
    TRAINING_KINDS,
    Agreement,
    Contact,
    Integration,
    Offering,
    Partner,
    Training,
)
from models.sample import fill
from models.store import records
from models.store.exported import table
from models.store.portfolio import Portfolio, create
from reports.exports import Sheet, write_sheets

TODAY = date(2026, 11, 25)
ORDER = ("partners", "contacts", "offerings", "trainings", "deals")
OF_A_PARTNER = ("contacts", "agreements", "offerings", "trainings", "integrations", "deals")
LEFT_OUT = {"id", "partner_id", "name_key", "offering_id"} | {
    "source", "source_line", "import_id", "updated_on"
}  # fmt: skip
PLACES = ("North America", "Europe", "Japan", "Middle East and Africa")
RATES = {"EUR": "1.0835", "JPY": "0.0067", "BHD": "2.6525"}


def is_sound(words: str) -> bool:
    """Whether a name is one that the application could hold and no word for nothing."""
    try:
        said = text(words)
    except Refused:
        return False
    return said == words and words.casefold() not in blank_words() and not words.startswith("#")


names = (
    st.one_of(
        st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=12),
        st.sampled_from(
            ["=1+1", "+49 170 1234567", "-12.5", "@SUM(A1)", "'=x", "＝1", 'a "b", c; d', "007",
             "株式会社", "شركة", "Ünal & Söhne", "1.234", "12 Mar 2026", "TRUE", "00001e5", "Total"]
        ),
    )
    .map(tidy)
    .filter(lambda words: bool(words) and is_sound(words))
)  # fmt: skip
laid_out = st.lists(names, max_size=3).map("\n".join).filter(lambda words: words == words.strip())
blank_or_name = st.one_of(st.just(""), names)
days = st.dates(date(1990, 1, 1), date(2050, 12, 31))
maybe_days = st.none() | days
money = st.integers(0, 10**11)


@st.composite
def portfolios(draw: Callable[[Any], Any]) -> list[Any]:
    """Records of a few partners, each known by what an import knows it by."""
    found: list[Any] = [Rate(new_id(), c, date(2020, 1, 1), rate) for c, rate in RATES.items()]
    for name in draw(st.lists(names, min_size=1, max_size=3, unique_by=fold)):
        partner = Partner(
            new_id(), name, draw(blank_or_name), draw(laid_out), draw(maybe_days),
            draw(maybe_days), draw(maybe_days), draw(maybe_days), draw(st.booleans()),
            draw(st.booleans()), draw(st.booleans()), draw(laid_out), draw(laid_out),
        )  # fmt: skip
        found += [partner, *draw(_belongings(partner.id))]
    deal_ids = [one.deal_id for one in found if isinstance(one, Deal) and one.deal_id]
    return found if len(set(deal_ids)) == len(deal_ids) else found[:1]


@st.composite
def _belongings(draw: Callable[[Any], Any], partner: int) -> list[Any]:
    def several(of: Any) -> list[Any]:
        return list(draw(st.lists(of, max_size=2, unique_by=(_known_by, _named))))

    def made(of: type[Any], /, **values: Any) -> Any:
        return st.builds(of, id=st.builds(new_id), partner_id=st.just(partner), **values)

    offerings = several(
        made(
            Offering, name=names, standard=st.booleans(), worldwide=st.booleans(),
            geographies=st.lists(st.sampled_from(PLACES), unique=True).map(tuple),
            available_from=maybe_days, services=st.sampled_from(OFFERING_SERVICES),
        )
    )  # fmt: skip
    links = st.sampled_from([0, *(one.id for one in offerings)])
    papers = [
        Agreement(new_id(), partner, kind, draw(days), draw(maybe_days))
        for kind in AGREEMENT_KINDS if draw(st.booleans())
    ]  # fmt: skip
    return [
        *offerings, *papers,
        *several(
            made(
                Contact, name=names, role=st.sampled_from(CONTACT_ROLES),
                side=st.sampled_from(SIDES), email=blank_or_name, phone=blank_or_name,
                since=maybe_days, until=maybe_days,
            )
        ),
        *several(
            made(
                Training, person=names, kind=st.sampled_from(TRAINING_KINDS),
                course=blank_or_name, completed_on=maybe_days,
            )
        ),
        *several(
            made(
                Integration, product=names.filter(lambda words: ";" not in words),
                kind=st.sampled_from(PRODUCT_KINDS), agreed=st.booleans(),
            )
        ),
        *several(
            made(
                Deal, name=blank_or_name, customer=blank_or_name, deal_id=blank_or_name,
                status=st.sampled_from(STATUSES), close_date=maybe_days, partner_minor=money,
                services_minor=money, currency=st.sampled_from(["USD", *RATES]),
                qualified=st.booleans(), stage=blank_or_name, next_step=blank_or_name,
                registered_on=maybe_days, offering_id=links,
            )
        ),
    ]  # fmt: skip


def _known_by(record: Any) -> object:
    if isinstance(record, Contact):
        who = fold(record.email) or fold(record.name)
        return record.role, who, record.since, record.side
    if isinstance(record, Training):
        return fold(record.person), record.kind, fold(record.course), record.completed_on
    if isinstance(record, Deal):
        name = (fold(record.customer), fold(record.name), record.close_date)
        return record.deal_id or name
    return fold(record.product if isinstance(record, Integration) else record.name)


def _named(record: Any) -> object:
    """A deal without an id takes on that of one with its names, so no two have the same."""
    if isinstance(record, Deal):
        return fold(record.customer), fold(record.name), record.close_date
    return _known_by(record)


def dump(portfolio: Portfolio) -> dict[str, list[str]]:
    """Every record as words, without ids and where it came from, partners by name."""
    conn = portfolio.conn
    partners = dict(conn.rows("SELECT id, name FROM partners"))
    offerings = dict(conn.rows("SELECT id, name FROM offerings"))
    found = {}
    for name in ("partners", *OF_A_PARTNER):
        columns = [row[1] for row in conn.rows(f"PRAGMA table_info({name})")]
        rows = [dict(zip(columns, row, strict=True)) for row in conn.rows(f"SELECT * FROM {name}")]
        for row in rows:
            if "geographies" in row:
                row["geographies"] = sorted(json.loads(row["geographies"]))
        found[name] = sorted(
            repr((
                partners.get(row.get("partner_id")), offerings.get(row.get("offering_id")),
                {key: value for key, value in row.items() if key not in LEFT_OUT},
            ))
            for row in rows
        )  # fmt: skip
    return found


def keep(portfolio: Portfolio, made: list[Any]) -> None:
    with portfolio.change("Fill"):
        for record in made:
            records.add(portfolio, record)


def write(portfolio: Portfolio, kind: str, target: Path) -> Path:
    found = table(portfolio, kind)
    sheet = Sheet(kind, found.headings, found.rows, len(found.rows))
    write_sheets(target, [sheet], force=True)
    return target


def read(portfolio: Portfolio, kind: str, source: Path) -> dict[str, int]:
    plan = job.prepare(portfolio, kind, source, today=TODAY)
    assert [reject.reason for reject in plan.rejects] == []
    assert [(change.what, change.fields) for change in plan.changes] == []
    result = job.apply(portfolio, plan) if plan.read else None
    found = result.plan if result is not None else plan
    return {"new": found.new, "changed": found.changed, "same": found.same, "skip": found.skipped}


@pytest.fixture
def books(tmp_path: Path) -> Iterator[tuple[Portfolio, Portfolio]]:
    with create(tmp_path / "a.alliance") as one, create(tmp_path / "b.alliance") as other:
        yield one, other


def empty(portfolio: Portfolio) -> None:
    with portfolio.change("Empty"):
        portfolio.conn.execute("DELETE FROM partners")
        portfolio.conn.execute("DELETE FROM imports")
        portfolio.conn.execute("DELETE FROM rates")


def assert_comes_back(
    books: tuple[Portfolio, Portfolio], made: list[Any], folder: Path, ending: str
) -> None:
    one, other = books
    for book in books:
        empty(book)
    keep(one, made)
    keep(other, [record for record in made if isinstance(record, Rate)])
    for kind in ORDER:
        if not table(one, kind).rows:
            continue
        target = write(one, kind, folder / f"{kind}{ending}")
        rows = len(table(one, kind).rows)
        assert read(one, kind, target) == {"new": 0, "changed": 0, "same": rows, "skip": 0}
        read(other, kind, target)
    assert dump(other) == dump(one)


# Each example fills two portfolios, so shrinking one would take minutes.
_FEW = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@settings(_FEW, max_examples=60)
@given(made=portfolios())
def test_a_portfolio_comes_back_from_csv(
    books: tuple[Portfolio, Portfolio], tmp_path: Path, made: list[Any]
) -> None:
    assert_comes_back(books, made, tmp_path, ".csv")


@settings(_FEW, max_examples=8)
@given(made=portfolios())
def test_a_portfolio_comes_back_from_excel(
    books: tuple[Portfolio, Portfolio], tmp_path: Path, made: list[Any]
) -> None:
    assert_comes_back(books, made, tmp_path, ".xlsx")


def test_the_sample_comes_back(books: tuple[Portfolio, Portfolio], tmp_path: Path) -> None:
    one, other = books
    fill(one, TODAY)
    keep(other, records.find(one, Rate))
    for kind in ORDER:
        target = write(one, kind, tmp_path / f"{kind}.csv")
        assert read(one, kind, target)["same"] == len(table(one, kind).rows)
        read(other, kind, target)
    mine, theirs = dump(one), dump(other)
    # A paper that nobody has signed says nothing that a file could.
    mine["agreements"] = [a for a in mine["agreements"] if "'signed_on': None" not in a]
    assert theirs == mine


def test_each_row_is_as_wide_as_its_headings(books: tuple[Portfolio, Portfolio]) -> None:
    one, _ = books
    fill(one, TODAY)
    for kind in ORDER:
        found = table(one, kind)
        assert {len(row) for row in found.rows} == {len(found.headings)}
        assert set(found.headings) <= set(KINDS[kind].names)


def deal(**values: Any) -> list[Any]:
    partner = Partner(new_id(), "Nord")
    return [partner, Deal(new_id(), partner.id, **values)]


def test_an_amount_with_three_decimals_can_not_be_read_as_thousands(
    books: tuple[Portfolio, Portfolio],
) -> None:
    keep(books[0], deal(name="One", currency="BHD", partner_minor=1_234, services_minor=0))
    row = dict(
        zip(table(books[0], "deals").headings, table(books[0], "deals").rows[0], strict=True)
    )
    assert (row["partner_tcv"], row["close_date"]) == (Decimal("1.2340"), UNDATED)
    assert str(row["services_tcv"]) == "0.0000"


def test_a_blank_close_date_of_another_file_is_still_a_slip(
    books: tuple[Portfolio, Portfolio], tmp_path: Path
) -> None:
    source = tmp_path / "deals.csv"
    source.write_text("partner,deal,status,close_date\nNord,One,open,\nNord,Two,open,Undated\n")
    plan = job.prepare(books[0], "deals", source, today=TODAY)
    assert [(reject.line, reject.reason) for reject in plan.rejects] == [(2, "is missing")]
    assert plan.new == 1


def test_what_an_import_would_join_is_said(books: tuple[Portfolio, Portfolio]) -> None:
    made = deal(name="One")
    keep(books[0], [*made, Deal(new_id(), made[0].id, name="ONE")])
    assert table(books[0], "deals").notes == (
        "1 row of deals is known by the same as another, so an import takes them as one.",
    )


def test_of_several_papers_the_newest_is_told(books: tuple[Portfolio, Portfolio]) -> None:
    partner = Partner(new_id(), "Nord")
    papers = [Agreement(new_id(), partner.id, "nda", day) for day in (TODAY, date(2020, 1, 1))]
    keep(books[0], [partner, *papers])
    found = table(books[0], "partners")
    assert dict(zip(found.headings, found.rows[0], strict=True))["nda_signed_on"] == TODAY
    assert found.notes == ("1 older agreement left out: of each kind the newest is told.",)


def test_progress_is_told_every_few_thousand_rows(books: tuple[Portfolio, Portfolio]) -> None:
    partner = Partner(new_id(), "Nord")
    with books[0].change("Fill"):
        records.add(books[0], partner)
        books[0].conn.executemany(
            "INSERT INTO deals (id, partner_id, name) VALUES (?, ?, ?)",
            [(at, partner.id, f"Deal {at}") for at in range(1, 4_002)],
        )
    seen = list[tuple[int, int, str]]()
    table(books[0], "deals", lambda *told: seen.append(told))
    assert seen == [(4_000, 0, "Reading deals")]
