"""What a user chose for files of one kind and headers is found again in the next portfolio."""

import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.errors import UserError
from models.intake import job
from models.intake.kept_mappings import KeptMappings
from models.intake.mapping import Stated, from_toml
from models.store.portfolio import Portfolio
from tests.models.intake.conftest import Take

TODAY = date(2026, 3, 3)
TEXT = "Whom,Deal Name,Stage,Close Date,Amount\nA,One,Bestellt,2026-12-03,1000\n"


@pytest.fixture
def kept(tmp_path: Path) -> KeptMappings:
    return KeptMappings(tmp_path / "home" / "mappings")


def test_a_mapping_is_found_again_by_kind_and_headers(kept: KeptMappings) -> None:
    assert kept.find("deals", "ab") == ""
    kept.keep("deals", "ab", "[columns]\n")
    kept.keep("deals", "ab", "[columns]\nX = 1\n")
    assert kept.find("deals", "ab") == "[columns]\nX = 1\n"
    assert kept.find("contacts", "ab") == kept.find("deals", "cd") == ""
    assert kept.forget("deals", "ab")
    assert not kept.forget("deals", "ab")
    assert kept.find("deals", "ab") == ""


def test_only_the_user_may_read_it(kept: KeptMappings) -> None:
    kept.keep("deals", "ab", "")
    (file,) = kept.folder.iterdir()
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(kept.folder.stat().st_mode) == 0o700


def test_a_folder_that_can_not_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(UserError, match="for mappings can't be made"):
        KeptMappings(tmp_path / "home" / "mappings").keep("deals", "ab", "")


def test_a_new_portfolio_knows_what_the_user_chose_and_its_own_choice_wins(
    kept: KeptMappings, portfolio: Portfolio, take: Take, write: Callable[..., Path]
) -> None:
    path = write(TEXT)
    stated = Stated({"Whom": "partner"}, {"Bestellt": "won"})
    first = job.open_job(path, "deals", stated=stated)
    kept.keep("deals", first.columns.fingerprint, first.columns.to_recall())
    fresh = job.open_job(path, "deals")
    recalled = job.recall(portfolio, fresh, kept)
    assert job.check(portfolio, recalled, today=TODAY).new == 1
    assert job.recall(portfolio, fresh) is fresh
    mapping = '[columns]\nWhom = "partner"\n[values.status]\nBestellt = "open"\n'
    take("deals", TEXT, mapping=write(mapping, "m.toml"))
    assert job.recall(portfolio, fresh, kept).columns.stated.words == {"Bestellt": "open"}


def test_a_broken_file_in_the_folder_is_as_none(
    kept: KeptMappings, portfolio: Portfolio, write: Callable[..., Path]
) -> None:
    opened = job.open_job(write(TEXT), "deals")
    kept.keep("deals", opened.columns.fingerprint, "no = = toml")
    assert job.recall(portfolio, opened, kept) is opened


def test_whose_rows_they_were_is_not_recalled(
    kept: KeptMappings, portfolio: Portfolio, write: Callable[..., Path]
) -> None:
    opened = job.open_job(write(TEXT), "deals", stated=Stated(partner="Northwind"))
    kept.keep("deals", opened.columns.fingerprint, opened.columns.to_recall())
    fresh = job.open_job(write(TEXT), "deals")
    assert job.recall(portfolio, fresh, kept).columns.stated.partner == ""
    assert "Northwind" not in opened.columns.to_recall()


@pytest.mark.parametrize(
    "options",
    ["date_order = 7", 'decimal = "both"', "decimal = [1]", 'date_order = { close_date = "d" }',
     "decimal = { amount = ['comma'] }", "services_percent = [5]", "outcome = 3", "unit = {}"],
)  # fmt: skip
def test_a_mapping_with_an_option_of_no_kind_is_refused_by_name(options: str) -> None:
    with pytest.raises(UserError, match=r"^mine.toml has "):
        from_toml(f"[options]\n{options}\n", "deals", "mine.toml")
