"""What a person says of a partner's name holds, in every later import too, and is undone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models.deal import Deal
from models.errors import UserError
from models.intake import job
from models.intake.mapping import Stated, from_toml
from models.intake.plan import Plan
from models.partner import Partner
from models.store import aliases, records
from models.store.portfolio import Portfolio

HEAD = "partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv,currency\n"
ROWS = """Contosso Cloud,D1,Bank,SOC,open,2026-12-01,1200.50,300,
contosso  cloud,D2,Mill,SOC,open,2026-12-01,100,0,
Zephyr,D3,Port,SOC,open,2026-12-01,9,0,
"""
MAP = '[values.partner]\n"{}" = "{}"\n'

Take = Callable[..., Plan]


def names(portfolio: Portfolio) -> list[str]:
    return sorted(one.name for one in records.find(portfolio, Partner))


def owners(portfolio: Portfolio) -> dict[str, str]:
    called = {one.id: one.name for one in records.find(portfolio, Partner)}
    return {deal.deal_id: called[deal.partner_id] for deal in records.find(portfolio, Deal)}


@pytest.fixture
def mapping(tmp_path: Path) -> Callable[[str, str], Path]:
    def put(theirs: str, ours: str) -> Path:
        path = tmp_path / "map.toml"
        path.write_text(MAP.format(theirs, ours), encoding="utf-8")
        return path

    return put


@pytest.fixture
def known(take: Take) -> None:
    take("partners", "partner\nContoso Cloud\nNorthwind\n")


def test_a_plan_names_what_is_not_known_with_rows_and_money(known: None, look: Take) -> None:
    plan = look("deals", HEAD + ROWS + "Northwind,D4,Port,SOC,open,2026-12-01,5,0,\n")
    assert [tuple(one) for one in plan.names] == [
        ("Contosso Cloud", 2, 160050, None),
        ("Zephyr", 1, 900, None),
    ]


def test_a_name_that_is_the_same_is_that_partner(
    known: None, take: Take, mapping: Callable[..., Path], portfolio: Portfolio
) -> None:
    plan = take("deals", HEAD + ROWS, mapping=mapping("CONTOSSO cloud", "contoso cloud"))
    assert plan.new_partners == ("Zephyr",)
    assert [one.said for one in plan.names] == ["contoso cloud", None]
    assert owners(portfolio) == {"D1": "Contoso Cloud", "D2": "Contoso Cloud", "D3": "Zephyr"}


def test_it_is_remembered_without_being_said_again(
    known: None, take: Take, mapping: Callable[..., Path], portfolio: Portfolio
) -> None:
    take("deals", HEAD + ROWS, mapping=mapping("Contosso Cloud", "Contoso Cloud"))
    again = take("deals", HEAD + "Contosso Cloud,D9,Bank,SOC,open,2026-12-01,1,0,\n")
    assert (again.new_partners, again.names) == ((), ())
    assert owners(portfolio)["D9"] == "Contoso Cloud"
    same = take("deals", HEAD + ROWS)
    assert (same.new, same.changed, same.same) == (0, 0, 3)


def test_undo_of_the_import_takes_back_what_was_remembered(
    known: None, take: Take, mapping: Callable[..., Path], portfolio: Portfolio
) -> None:
    take("deals", HEAD + ROWS, mapping=mapping("Contosso Cloud", "Contoso Cloud"))
    assert len(aliases.aliases(portfolio)) == 1
    portfolio.undo()
    assert aliases.aliases(portfolio) == ()
    assert names(portfolio) == ["Contoso Cloud", "Northwind"]


def test_a_name_said_to_be_new_is_not_proposed_to_be_what_it_looks_like(
    known: None, take: Take, mapping: Callable[..., Path], portfolio: Portfolio
) -> None:
    take("deals", HEAD + ROWS, mapping=mapping("Contosso Cloud", ""))
    assert names(portfolio) == ["Contoso Cloud", "Contosso Cloud", "Northwind", "Zephyr"]
    (said,) = aliases.aliases(portfolio)
    assert (said.name, said.verdict) == ("Contosso Cloud", aliases.DIFFERENT)
    assert aliases.refused([said]) == {("contosso cloud", said.partner_id)}


def test_two_new_names_can_be_one_new_partner(
    take: Take, mapping: Callable[..., Path], portfolio: Portfolio
) -> None:
    take("deals", HEAD + ROWS, mapping=mapping("Zephyr", "Contosso Cloud"))
    assert names(portfolio) == ["Contosso Cloud"]


def test_a_name_that_means_a_partner_of_another_portfolio_is_a_new_partner(
    known: None, take: Take, mapping: Callable[..., Path], portfolio: Portfolio
) -> None:
    plan = take("deals", HEAD + ROWS, mapping=mapping("zephyr", "Fabrikam"))
    assert "Zephyr" in names(portfolio)
    assert "Fabrikam" not in names(portfolio)
    assert any("“Zephyr” is not Fabrikam" in words for words in plan.warnings)
    assert aliases.aliases(portfolio) == ()


def test_names_in_a_ring_stay_apart(take: Take, portfolio: Portfolio, tmp_path: Path) -> None:
    ring = tmp_path / "ring.toml"
    ring.write_text('[values.partner]\n"Zephyr" = "Contosso Cloud"\n"Contosso Cloud" = "Zephyr"\n')
    take("deals", HEAD + ROWS, mapping=ring)
    assert names(portfolio) == ["Contosso Cloud", "Zephyr"]


def test_the_partner_of_the_whole_file_may_go_by_another_name_in_it(
    known: None, take: Take, mapping: Callable[..., Path], portfolio: Portfolio
) -> None:
    take("deals", HEAD + ROWS[:60] + "\n", mapping=mapping("Contosso Cloud", "Contoso Cloud"))
    plan = take(
        "deals",
        HEAD + "Contosso Cloud,D7,Bank,SOC,open,2026-12-01,1,0,\n",
        partner="Contoso Cloud",
    )
    assert plan.rejected == 0
    assert owners(portfolio)["D7"] == "Contoso Cloud"


def test_what_was_said_is_part_of_the_mapping_and_not_recalled(
    known: None, take: Take, mapping: Callable[..., Path], portfolio: Portfolio, tmp_path: Path
) -> None:
    plan = take("deals", HEAD + ROWS, mapping=mapping("Contosso Cloud", "Contoso Cloud"))
    text = plan.columns.to_toml()
    assert from_toml(text, "deals").same == {"Contosso Cloud": "Contoso Cloud"}
    path = tmp_path / "next.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    assert job.recall(portfolio, job.open_job(path, "deals")).columns.stated.same == {}


def test_a_mapping_whose_names_are_no_table_is_refused() -> None:
    with pytest.raises(UserError, match="is not a mapping"):
        from_toml('[values]\npartner = "Contoso"\n', "deals")


def test_a_name_means_one_partner_at_a_time(portfolio: Portfolio, take: Take) -> None:
    take("partners", "partner\nOne\nTwo\n")
    one, two = (p.id for p in records.find(portfolio, Partner))
    with portfolio.change("Say"):
        aliases.remember(portfolio, "Uno", one, aliases.SAME)
        aliases.remember(portfolio, "UNO ", two, aliases.SAME)
    assert aliases.meant(aliases.aliases(portfolio)) == {"uno": two}


def test_money_of_other_currencies_is_counted_at_its_rate(portfolio: Portfolio, look: Take) -> None:
    from datetime import date

    from models.deal import Rate

    with portfolio.change("Rate"):
        records.add(portfolio, Rate(1, "EUR", date(2026, 1, 1), "1.5"))
    plan = look("deals", HEAD + "Zephyr,D3,Port,SOC,open,2026-12-01,10,0,EUR\n")
    assert plan.names[0].worth == 1500


def test_nothing_said_states_nothing() -> None:
    assert Stated().same == {}
