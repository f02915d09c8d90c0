"""The export command: a file that the import command reads back, and sentences where none is."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from python_calamine import CalamineWorkbook

from desktop.cli import desk
from models.errors import UserError


def run(*words: object) -> str:
    return CliRunner().invoke(desk, [str(word) for word in words], catch_exceptions=False).output


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    run("new", tmp_path / "S.alliance", "--sample")
    return tmp_path / "S.alliance"


def test_what_is_exported_is_the_same_when_imported_again(sample: Path, tmp_path: Path) -> None:
    told = run("export", sample, "deals", "-o", tmp_path / "deals.csv")
    assert told == "Wrote deals.csv: 310 deals.\n"
    again = run("import", sample, "deals", tmp_path / "deals.csv")
    assert "0 new, 0 changed, 310 the same, 0 rejected" in again


def test_all_is_a_workbook_with_a_sheet_a_kind(sample: Path, tmp_path: Path) -> None:
    run("export", sample, "all", "-o", tmp_path / "all.xlsx")
    names = CalamineWorkbook.from_path(tmp_path / "all.xlsx").sheet_names
    assert names == ["partners", "contacts", "offerings", "trainings", "deals", "rates"]


def test_a_file_that_is_there_is_kept_unless_forced(sample: Path, tmp_path: Path) -> None:
    target = tmp_path / "partners.csv"
    target.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        run("export", sample, "partners", "-o", target)
    assert target.read_text() == "mine"
    run("export", sample, "partners", "-o", target, "--force")
    assert target.read_text("utf-8-sig").startswith("partner,")


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [("deals", "deals.pdf", "neither .csv nor .xlsx"), ("all", "all.csv", "holds one kind")],
)
def test_a_file_that_can_not_hold_it_is_refused(
    sample: Path, tmp_path: Path, kind: str, name: str, said: str
) -> None:
    with pytest.raises(UserError, match=said):
        run("export", sample, kind, "-o", tmp_path / name)
