"""The commands under a program without money: judging, its own file, and deals taken in."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from desktop.cli import desk
from models.store.portfolio import create
from tests.models.program.harbour import NAME, TEXT, run_by
from tests.models.program.making import complete, won
from tests.models.store.test_standing import put


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "one.alliance"
    with create(made) as portfolio:
        put(portfolio, [complete(won(25_000_000))])
        run_by(portfolio)
    return made


def run(*words: object) -> str:
    told = CliRunner().invoke(desk, [str(word) for word in words])
    assert told.exit_code == 0, told.output
    return told.output


def test_partners_are_judged_without_an_amount(path: Path) -> None:
    told = json.loads(run("assess", path, "--as-of", "2022-01-05", "--json"))
    assert told["program"] == NAME
    [partner] = told["partners"]
    assert {row["id"] for row in partner["criteria"]} == {"crews", "helm", "charter", "years"}
    words = run("assess", path, "--as-of", "2022-01-05")
    assert "Ashore by Customers won alone" in words
    assert "TCV" not in words


def test_its_file_is_checked(tmp_path: Path) -> None:
    file = tmp_path / "harbour.toml"
    file.write_text(TEXT, encoding="utf-8")
    assert run("check-program", file).strip().endswith("can be used.")


def test_deals_are_taken_in(path: Path, tmp_path: Path) -> None:
    file = tmp_path / "deals.csv"
    file.write_text(
        "Deal ID,Partner,Deal,Customer,Status,Close date,Amount,Currency\n"
        "D1,Northwind,Watch,Acme,Won,2021-11-01,1000,CHF\n",
        encoding="utf-8",
    )
    run("import", path, "deals", file)
    told = json.loads(run("assess", path, "--as-of", "2022-01-05", "--json"))
    [crews] = [
        row for row in told["partners"][0]["criteria"]
        if (row["id"], row["tier"]) == ("crews", "deckhand")
    ]  # fmt: skip
    assert (crews["actual"], crews["met"]) == (1, True)
