"""What an import says of itself, and the file of rejected rows."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.errors import UserError
from models.intake import job
from models.intake.plan import Plan
from models.intake.values import escaped
from models.store.portfolio import Portfolio

Take = Callable[..., Plan]
TEXT = (
    "Partner,Deal,Status,Close Date,Partner Portion,Services Portion\n"
    '=cmd|calc,"+1, or\nmore",won,2026-13-01,-500,1\n'
    "O'Neil & Söhne 株式会社,B,won,2026-01-01,5,1\n"
    "Beta,@C,Hmm,2026-01-01,5,1\n"
    "Total,,,,10,2\n"
)


def test_the_document_has_the_keys_of_the_contract(portfolio: Portfolio, look: Take) -> None:
    plan = look("deals", TEXT)
    said = json.loads(json.dumps(job.result_json(plan)))
    assert {name: said[name] for name in ("kind", "read", "new", "changed", "same")} == {
        "kind": "deals", "read": 3, "new": 1, "changed": 0, "same": 0,
    }  # fmt: skip
    assert (said["rejected"], said["skipped"]) == (2, 1)
    assert [words[:34] for words in said["warnings"]] == ["1 row (6.00 USD) stands at “Hmm”, "[:34]]
    assert said["file"].endswith("list.csv")
    assert [list(reject) for reject in said["rejects"]] == [
        ["line", "column", "value", "reason"]
    ] * 2
    assert said["rejects"][0]["line"] == 2
    assert said["rejects"][0]["column"] == "close_date"
    assert said["rejects"][0]["value"] == "2026-13-01"
    assert said["rejects"][1] == {
        "line": 5, "column": "status", "value": "Hmm", "reason": plan.rejects[1].reason,
    }  # fmt: skip
    applied = job.apply(portfolio, plan)
    assert job.result_json(applied) == job.result_json(plan)
    assert applied.seq > 0


def test_skipped_rows_are_named_in_the_document_the_first_hundred(look: Take) -> None:
    said = job.result_json(look("deals", TEXT + ",,,,,\n" * 120))
    assert said["skipped"] == 121
    assert said["skipped_rows"][:2] == [{"line": 6, "why": "a sum"}, {"line": 7, "why": "blank"}]
    assert len(said["skipped_rows"]) == 100


def test_the_summary_says_it_in_sentences(look: Take) -> None:
    said = job.summary(look("deals", TEXT), dry_run=True)
    assert said[0] == (
        "1 deal would be imported from list.csv: 1 new, 0 changed, 0 the same, 2 rejected,"
        " 1 skipped."
    )
    assert said[1] == "New partners: O'Neil & Söhne 株式会社."
    assert "Rejected: line 2, close_date: “2026-13-01” is a day that no calendar has." in said


def test_rejected_rows_can_be_corrected_and_imported(
    tmp_path: Path, portfolio: Portfolio, take: Take
) -> None:
    plan = take("deals", TEXT)
    job.write_rejects(plan, tmp_path / "rejects.csv")
    written = (tmp_path / "rejects.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.reader(written.splitlines(keepends=True)))
    assert rows[0][-3:] == ["Line", "Column", "Reason"]
    assert [row[-3:-1] for row in rows[1:]] == [["2", "close_date"], ["5", "status"]]
    assert not any(cell[:1] in tuple("=+-@") for row in rows for cell in row)
    fixed = written.replace("2026-13-01,'-500", "2026-12-01,500").replace("Hmm", "lost")
    again = take("deals", fixed.encode("utf-8-sig"))
    assert (again.read, again.new, again.rejected) == (2, 2, 0)
    assert set(again.new_partners) == {"=cmd|calc", "Beta"}


def test_rows_rejected_twice_get_their_reason_once(tmp_path: Path, look: Take) -> None:
    job.write_rejects(look("deals", TEXT), tmp_path / "one.csv")
    job.write_rejects(look("deals", tmp_path / "one.csv"), tmp_path / "two.csv")
    one, two = (
        list(csv.reader((tmp_path / name).read_text("utf-8-sig").splitlines(keepends=True)))
        for name in ("one.csv", "two.csv")
    )
    assert one[0] == two[0]
    assert [row[:6] for row in one] == [row[:6] for row in two]


def test_an_existing_file_of_rejects_is_not_replaced_unasked(tmp_path: Path, look: Take) -> None:
    (tmp_path / "rejects.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="exists already"):
        job.write_rejects(look("deals", TEXT), tmp_path / "rejects.csv")
    assert (tmp_path / "rejects.csv").read_text(encoding="utf-8") == "mine"
    job.write_rejects(look("deals", TEXT), tmp_path / "rejects.csv", force=True)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
def test_no_written_cell_runs_as_a_formula(cell: str) -> None:
    assert escaped(cell)[:1] not in ("=", "+", "-", "@", "\t", "\r")
