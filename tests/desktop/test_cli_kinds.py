"""Every kind of pack comes from the command line too, as the window keeps it for the partner."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from pypdf import PdfReader

from desktop.cli import desk
from desktop.cli_pack import KINDS
from models.errors import UserError
from models.pack_depth import BY_TIER
from models.pack_plan import KINDS as NAMES
from models.pack_plan import Ask, PackPlan
from models.store.pack_plans import save_plan
from models.store.packs import issued
from models.store.portfolio import create, open_portfolio
from tests.models.program.making import PARTNER, complete, won
from tests.models.store.test_standing import put
from tests.sample_portfolio import sample_at


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "one.alliance"
    with create(path) as portfolio:
        put(portfolio, [complete(won(16_000_000))])
    return path


def pages(path: Path) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(path).pages]


def run(*arguments: object):
    return CliRunner().invoke(desk, [str(one) for one in arguments])


def test_the_kinds_are_those_that_a_plan_can_have():
    assert [kind.replace("-", "_") for kind in KINDS] == [*NAMES, BY_TIER]


@pytest.mark.clause("C083")
def test_by_tier_who_is_owed_a_review_gets_the_full_pack_and_others_the_short_form(tmp_path):
    book = tmp_path / "sample.alliance"
    sample_at(book, date(2026, 11, 24)).close()
    told = run(
        "packs", book, "--as-of", "2026-11-24", "--kind", "by-tier", "--issue", "--jobs", 1,
        "-o", tmp_path / "packs",
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    with open_portfolio(book) as portfolio:
        kinds = {
            portfolio.conn.value("SELECT name FROM partners WHERE id = ?", (one.partner_id,)):
            one.kind for one in issued(portfolio)
        }  # fmt: skip
    assert len(kinds) == 12
    assert kinds["Zephyrquay Endpoint"] == "full"
    assert kinds["Pebblewhit Access"] == "short"


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "by-tier"])
def test_each_kind_is_written_under_its_name(book, tmp_path, kind):
    target = tmp_path / "pack.pdf"
    told = run(
        "pack", book, "Northwind", "--as-of", "2022-01-05", "--kind", kind, "-o", target
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    said = pages(target)
    name = NAMES[kind.replace("-", "_")]
    assert name in " ".join(said)
    assert (len(said) == 1) == (kind == "briefing")


def test_the_plan_that_the_window_keeps_is_used_for_its_own_kind_alone(book, tmp_path):
    with open_portfolio(book) as portfolio:
        asks = (Ask("Whether to open in Lima", by=date(2022, 2, 1)),)
        save_plan(portfolio, PARTNER, PackPlan(asks=asks, title="Review in Zürich"))
    full, short = tmp_path / "full.pdf", tmp_path / "short.pdf"
    assert run("pack", book, "Northwind", "--as-of", "2022-01-05", "-o", full).exit_code == 0
    done = run(
        "pack", book, "Northwind", "--as-of", "2022-01-05", "--kind", "short", "-o", short
    )  # fmt: skip
    assert done.exit_code == 0
    assert "Whether to open in Lima" in " ".join(pages(full))
    assert "REVIEW IN ZÜRICH" in pages(full)[0]
    assert "Lima" not in " ".join(pages(short))


def test_the_editions_of_a_pack_stand_side_by_side_in_one_folder(book, tmp_path):
    for edition in ("internal", "partner"):
        told = run(
            "packs", book, "--as-of", "2022-01-05", "--kind", "briefing", "--edition", edition,
            "--jobs", "1", "-o", tmp_path / "out",
        )  # fmt: skip
        assert told.exit_code == 0, told.output
    names = sorted(file.name for file in (tmp_path / "out").iterdir())
    assert names == [
        "Northwind 2022-01-05 briefing partner.pdf", "Northwind 2022-01-05 briefing.pdf",
    ]  # fmt: skip


def test_one_page_is_said_as_one(book, tmp_path):
    told = run(
        "pack", book, "Northwind", "--as-of", "2022-01-05", "--kind", "briefing",
        "-o", tmp_path / "x.PDF",
    )  # fmt: skip
    assert ": 1 page, internal edition" in told.output


def test_an_unknown_kind_is_wrong_usage(book, tmp_path):
    told = run("pack", book, "Northwind", "--kind", "poster", "-o", tmp_path / "x.pdf")
    assert told.exit_code == 2
    assert "pipeline-review" in told.output


def test_packs_makes_that_kind_for_everybody(book, tmp_path):
    folder = tmp_path / "sheets"
    told = run(
        "packs", book, "--as-of", "2022-01-05", "--kind", "briefing", "--jobs", "1", "-o", folder
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    [made] = folder.glob("*.pdf")
    assert len(pages(made)) == 1


def test_packs_of_two_kinds_stand_side_by_side_in_a_folder(book, tmp_path):
    folder = tmp_path / "packs"
    for kind in ("full", "mid-year"):
        told = run(
            "packs", book, "--as-of", "2022-01-05", "--kind", kind, "--jobs", "1", "-o", folder
        )  # fmt: skip
        assert told.exit_code == 0, told.output
    assert sorted(file.name for file in folder.iterdir()) == [
        "Northwind 2022-01-05 mid-year.pdf",
        "Northwind 2022-01-05.pdf",
    ]


def test_a_pack_that_cannot_be_put_together_is_named_once_and_the_others_are_made(book, tmp_path):
    with open_portfolio(book) as portfolio:
        save_plan(portfolio, PARTNER, PackPlan(title="Review in Zürich"))
    with closing(sqlite3.connect(book)) as raw, raw:
        raw.execute("UPDATE pack_plans SET plan = '{broken'")
    told = run("packs", book, "--as-of", "2022-01-05", "--jobs", 1, "-o", tmp_path / "out")
    assert isinstance(told.exception, UserError)
    assert told.exception.message.startswith("1 of 1 packs failed: Northwind: What is kept")
