"""The command line from outside: exit codes, one sentence a fault, the main job to the cent."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

import resources
from models.store.portfolio import open_portfolio

NAME = "O'Neil & Söhne 株式会社"


@pytest.fixture
def book(desk, tmp_path) -> Path:
    path = tmp_path / "book.alliance"
    assert desk("new", path).code == 0
    return path


@pytest.fixture
def files(tmp_path) -> dict[str, Path]:
    """The five kinds for one partner that meets every Gold prerequisite but one trained person."""
    texts = {
        "partners": "partner,program_agreement_signed_on,procurement_agreement_signed_on,"
        "nda_signed_on,data_privacy_agreement_signed_on,free_training,shield_sponsorship,"
        "deal_registration,software_integrations,invited_on,invitation_accepted_on\n"
        f'"{NAME}",2021-02-01,2021-02-01,2021-02-01,2021-02-01,yes,yes,yes,'
        "Threat console;Cloud gateway,2021-01-10,2021-01-20\n",
        "contacts": f'partner,name,role\n"{NAME}",Ada,executive sponsor\n'
        f'"{NAME}",Bo,alliance manager\n"{NAME}",Cy,technical resource\n'
        f'"{NAME}",Di,technical resource\n',
        "offerings": f'partner,offering,standard,worldwide\n"{NAME}",Managed detection,yes,yes\n',
        "trainings": "partner,person,kind,completed_on\n"
        + "".join(f'"{NAME}",Person {n},standard MSS delivery,2021-05-01\n' for n in range(9)),
        "deals": "partner,deal_id,customer,deal,status,close_date,partner_tcv,services_tcv\n"
        f'"{NAME}",D1,Bank,One,won,2021-03-10,5000000.50,1000000.25\n'
        f'"{NAME}",D2,Bank,Two,lost,2021-11-02,4000000,0\n'
        f'"{NAME}",D3,Bank,Three,open,2022-12-31,4999999,1000000\n'
        f'"{NAME}",D4,Bank,Four,open,2023-01-01,9000000,1000000\n'
        f'"{NAME}",D5,Bank,Five,won,2022-01-04,1000000,0\n',
    }
    made = {}
    for kind, text in texts.items():
        made[kind] = tmp_path / f"{kind}.csv"
        made[kind].write_text(text, encoding="utf-8")
    return made


def fill(desk, book: Path, files: dict[str, Path]) -> None:
    for kind, file in files.items():
        assert desk("import", book, kind, file).code == 0


def test_the_main_job_is_right_to_the_cent(desk, book, files):
    fill(desk, book, files)
    (partner,) = desk("assess", book, "--as-of", "2022-01-05", "--json").json["partners"]
    assert partner["partner"] == NAME
    assert partner["participation"] == "participating"
    assert partner["aggregate_tcv"] == {
        "wins": "6000000.75", "losses": "4000000.00", "pipeline": "5999999.00",
        "total": "15999999.75", "out_of_window": "10000000.00", "closed_this_year": "1000000.00",
        "closed_later": "0.00", "without_services": "4000000.00",
    }  # fmt: skip
    assert (partner["tcv_tier"], partner["calculated_tier"]) == ("gold", "silver")
    assert partner["next_tier"] == {"tier": "gold", "gaps": ["mss_trained_people"]}
    rows = {(row["tier"], row["id"]): row for row in partner["criteria"]}
    trained = rows["gold", "mss_trained_people"]
    assert (trained["required"], trained["actual"], trained["gap"]) == (10, 9, 1)
    assert trained["clause"] == "C031"


def test_the_same_file_twice_changes_nothing(desk, book, files):
    for kind, file in files.items():
        first = desk("import", book, kind, file, "--json").json
        second = desk("import", book, kind, file, "--json").json
        assert first["new"] == first["read"] > 0
        assert (second["new"], second["changed"], second["same"]) == (0, 0, second["read"])


def test_a_dry_run_writes_nothing(desk, book, files):
    before = book.read_bytes()
    told = desk("import", book, "deals", files["deals"], "--dry-run", "--json").json
    assert told["new"] == 5
    assert book.read_bytes() == before


def test_rejected_rows_are_named_and_written_and_good_ones_go_in(desk, book, tmp_path):
    file = tmp_path / "deals.csv"
    file.write_text(
        "partner,deal_id,status,close_date,partner_tcv\n"
        "Northwind,1,open,2022-02-01,100.00\n"
        "Northwind,2,open,2022-13-40,100.00\n"
        "Northwind,3,open,2022-02-01,-5\n"
        ",4,open,2022-02-01,5\n"
    )
    rejects = tmp_path / "rejects.csv"
    run = desk("import", book, "deals", file, "--rejects", rejects, "--json")
    assert run.code == 0
    assert [(row["line"], row["column"]) for row in run.json["rejects"]] == [
        (3, "close_date"), (4, "partner_tcv"), (5, "partner"),
    ]  # fmt: skip
    assert all(row["reason"] for row in run.json["rejects"])
    assert run.json["new"] == 1
    assert len(rejects.read_text(encoding="utf-8-sig").splitlines()) == 4


def test_rejected_rows_go_to_a_workbook_too_and_come_back_corrected(desk, book, tmp_path):
    file, rejects = tmp_path / "deals.csv", tmp_path / "rejects.xlsx"
    file.write_text(
        "partner,deal_id,deal,status,close_date,partner_tcv\n"
        "Northwind,1,'=SUM(1),open,2022-02-01,100.00\n"
        "Northwind,2,+49 project,opne,2022-02-01,-0\n"
    )
    desk("import", book, "deals", file, "--rejects", rejects)
    rows = CalamineWorkbook.from_path(str(rejects)).get_sheet_by_index(0).to_python()
    assert rows[0][-3:] == ["Line", "Column", "Reason"]
    assert rows[1][2:4] == ["+49 project", "opne"]  # text, and not a formula that is run
    run = desk("import", book, "deals", rejects, "--json", "--dry-run")
    assert (run.json["read"], run.json["rejected"]) == (1, 1)
    fixed = tmp_path / "fixed.toml"
    fixed.write_text('[values.status]\nopne = "open"\n')
    run = desk("import", book, "deals", rejects, "--json", "--mapping", fixed)
    assert (run.json["new"], run.json["missing"]) == (1, [])


@pytest.mark.parametrize(
    ("word", "left", "lost", "deleted"),
    [(None, 2, 0, 0), ("keep", 2, 0, 0), ("lost", 2, 1, 0), ("delete", 1, 0, 1)],
)
def test_what_an_export_no_longer_holds_is_what_the_option_says(
    desk, book, tmp_path, word, left, lost, deleted
):
    file = tmp_path / "deals.csv"
    head, row = "partner,deal_id,status,close_date\n", "Northwind,{},open,2022-02-01\n"
    file.write_text(head + row.format(1) + row.format(2))
    desk("import", book, "deals", file)
    file.write_text(head + row.format(1))
    options = ("--missing", word) if word else ()
    told = desk("import", book, "deals", file, "--json", "--dry-run", *options).json
    run = desk("import", book, "deals", file, "--json", *options)
    assert run.json == told
    assert [deal["deal_id"] for deal in told["missing"]] == ["2"]
    assert (told["closed_as_lost"], told["deleted"], told["same"]) == (lost, deleted, 1)
    with open_portfolio(book, read_only=True) as opened:
        assert opened.conn.value("SELECT count(*) FROM deals") == left


def test_a_pack_is_made_and_never_over_another_file(desk, book, files, tmp_path):
    fill(desk, book, files)
    target = tmp_path / "pack.pdf"
    run = desk("pack", book, NAME, "--as-of", "2022-01-05", "-o", target)
    assert run.code == 0
    assert "$15,999,999.75" in "".join(page.extract_text() for page in PdfReader(target).pages)
    before = target.read_bytes()
    again = desk("pack", book, NAME, "--as-of", "2022-01-05", "-o", target)
    assert again.code == 1
    assert "exists already" in again.err
    desk("pack", book, NAME, "--as-of", "2022-01-05", "-o", target, "--force")
    assert target.read_bytes() == before


def test_packs_makes_one_for_every_partner(desk, tmp_path):
    book = tmp_path / "sample.alliance"
    assert desk("new", book, "--sample", "--as-of", "2026-11-24").code == 0
    run = desk("packs", book, "--as-of", "2026-11-24", "--jobs", "2", "-o", tmp_path / "packs")
    assert run.code == 0, run.err
    assert len(list((tmp_path / "packs").glob("*.pdf"))) == 12


def test_the_review_of_all_partners_is_written_on_three_pages(desk, tmp_path):
    book, target = tmp_path / "sample.alliance", tmp_path / "review.pdf"
    assert desk("new", book, "--sample", "--as-of", "2026-11-24").code == 0
    run = desk("review", book, "--as-of", "2026-11-24", "-o", target)
    assert run.code == 0, run.err
    assert len(PdfReader(target).pages) == 3
    assert "exists already" in desk("review", book, "-o", target).err


def test_a_program_file_is_checked_place_by_place_and_case_by_case(desk, tmp_path):
    folder = resources.path("programs")
    file = folder / "security-services-alliance-2021.toml"
    cases = folder / "security-services-alliance-2021.cases.toml"
    assert desk("check-program", file, "--cases", cases).out == f"{file} can be used.\n"
    text = file.read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(text.replace("25_000_000.00", "26_000_000"), encoding="utf-8")
    assert desk("check-program", own).code == 0
    told = desk("check-program", own, "--cases", cases)
    assert told.code == 1
    assert "Case “On Platinum's target”: calculated tier: platinum expected" in told.out
    own.write_text(text.replace("25_000_000.00", "0"), encoding="utf-8")
    told = desk("check-program", own)
    assert (told.code, told.err.count("has 1 fault")) == (1, 1)
    assert "own.toml, line " in told.out
    assert desk("check-program", tmp_path / "none.toml").code == 1
    for missing, said in ((tmp_path / "none.toml", "There is no file"), (tmp_path, "is a folder")):
        told = desk("check-program", file, "--cases", missing)
        assert told.code == 1
        assert said in told.err
        assert "Errno" not in told.err


def test_a_checklist_template_is_checked_place_by_place(desk, tmp_path):
    file = resources.path("checklists") / "quarterly_review.toml"
    assert desk("check-checklist", file).out == f"{file} can be used.\n"
    own = tmp_path / "own.toml"
    text = file.read_text(encoding="utf-8")
    own.write_text(text.replace('kind = "money"', 'kind = "coins"'), encoding="utf-8")
    told = desk("check-checklist", own)
    assert (told.code, told.err.count("has 1 fault")) == (1, 1)
    assert "own.toml, line " in told.out
    assert "sections[0].items[4].kind" in told.out
    assert desk("check-checklist", tmp_path / "none.toml").code == 1


def test_backup_check_and_restore_go_round(desk, book, files, tmp_path):
    fill(desk, book, files)
    copy, back = tmp_path / "copy.alliance", tmp_path / "back.alliance"
    assert desk("backup", book, "-o", copy).code == 0
    restored = desk("restore", copy, "-o", back)
    assert restored.code == 0
    assert "1 partner, 5 deals" in restored.out
    health = desk("check", back, "--json").json
    assert health["sound"] is True
    assert (health["counts"]["partners"], health["counts"]["deals"]) == (1, 5)


FAULTS = {
    "a missing portfolio": ("assess", "{tmp}/none.alliance"),
    "a folder as portfolio": ("check", "{tmp}"),
    "an empty file as portfolio": ("check", "{tmp}/empty.alliance"),
    "a text file as portfolio": ("assess", "{tmp}/text.csv"),
    "a missing import file": ("import", "{book}", "deals", "{tmp}/none.csv"),
    "a folder to import": ("import", "{book}", "deals", "{tmp}"),
    "an empty file to import": ("import", "{book}", "deals", "{tmp}/empty.csv"),
    "a binary file to import": ("import", "{book}", "deals", "{tmp}/binary.csv"),
    "a file with the wrong columns": ("import", "{book}", "deals", "{tmp}/text.csv"),
    "an unknown partner to assess": ("assess", "{book}", "--partner", "Nobody"),
    "an unknown partner's pack": ("pack", "{book}", "Nobody", "-o", "{tmp}/x.pdf"),
    "a pack into a folder that is not there": ("pack", "{book}", "A", "-o", "{tmp}/no/x.pdf"),
    "a pack under the name of a text": ("pack", "{book}", "A", "-o", "{tmp}/x.txt"),
    "a review under the name of slides": ("review", "{book}", "-o", "{tmp}/x.pptx"),
    "a review into a folder that is not there": ("review", "{book}", "-o", "{tmp}/no/x.pdf"),
    "a binder under the name of a text": ("binder", "{book}", "A", "-o", "{tmp}/x.txt"),
    "a new portfolio over an old one": ("new", "{book}"),
    "a new portfolio of another kind": ("new", "{tmp}/x.db"),
    "a backup over a file": ("backup", "{book}", "-o", "{tmp}/text.csv"),
    "a day before the program": ("assess", "{book}", "--as-of", "2020-12-31"),
    "packs of nobody": ("packs", "{book}", "-o", "{tmp}/packs"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_of_the_world_is_one_sentence_and_exit_code_1(desk, book, tmp_path, fault):
    (tmp_path / "empty.csv").touch()
    (tmp_path / "empty.alliance").touch()
    (tmp_path / "text.csv").write_text("colour,size\nred,1\n" * 10)
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 8)
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    run = desk(*(word.format(tmp=tmp_path, book=book) for word in FAULTS[fault]))
    assert run.code == 1
    assert len(run.err.strip().splitlines()) == 1
    assert run.err.strip().endswith(".")
    assert run.out == ""
    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize(
    "arguments",
    [
        ("assess",),
        ("import", "x", "colours", "y"),
        ("assess", "x", "--as-of", "soon"),
        ("pack", "x"),
    ],
)
def test_wrong_usage_is_exit_code_2(desk, arguments):
    assert desk(*arguments).code == 2


def test_a_portfolio_that_is_open_can_be_read_and_copied_but_not_written(
    desk, book, files, tmp_path
):
    from models.store.portfolio import open_portfolio

    with open_portfolio(book):
        assert desk("assess", book, "--as-of", "2022-01-05").code == 0
        assert desk("check", book).code == 0
        assert desk("backup", book, "-o", tmp_path / "copy.alliance").code == 0
        refused = desk("import", book, "partners", files["partners"])
    assert refused.code == 1
    assert "open in another place" in refused.err


def test_a_foreign_currency_needs_a_stored_rate(desk, book, tmp_path):
    file = tmp_path / "deals.csv"
    file.write_text(
        "partner,deal_id,status,close_date,partner_tcv,currency\n"
        "Northwind,1,open,2022-02-01,100.00,EUR\n"
    )
    assert desk("import", book, "deals", file).code == 1
    assert desk("rate", book, "eur", "1.10505", "--on", "2021-12-01").code == 0
    assert desk("import", book, "deals", file).code == 0
    (partner,) = desk("assess", book, "--as-of", "2022-01-05", "--json").json["partners"]
    assert partner["aggregate_tcv"]["pipeline"] == "110.51"


def test_the_command_starts_without_qt_and_says_its_help():
    code = (
        "import sys; sys.argv = ['alliance-desk', '--help']\n"
        "import desktop.__main__ as m\n"
        "try: m.main()\n"
        "finally: print('PySide6' in sys.modules)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True, text=True, check=False, env=os.environ | {"LANG": "C"},
    )  # fmt: skip
    for command in ("new", "import", "assess", "pack", "packs", "check", "backup", "restore"):
        assert command in run.stdout
    assert run.stdout.strip().endswith("False")


def test_a_fault_of_ours_is_a_sentence_and_a_log_entry(desk, book, monkeypatch, home):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("models.store.backup.check", fail)
    run = desk("check", book)
    assert run.code == 1
    assert "ZeroDivisionError" in run.err
    assert "ZeroDivisionError" in (home / "alliance-desk.log").read_text()


def test_what_can_be_read_of_a_damaged_portfolio_is_recovered(desk, tmp_path):
    book, new = tmp_path / "book.alliance", tmp_path / "new.alliance"
    assert desk("new", book, "--sample").code == 0
    with open_portfolio(book, read_only=True) as portfolio:
        leaves = portfolio.conn.rows(
            "SELECT pageno FROM dbstat WHERE name = 'deals' AND pagetype = 'leaf'"
        )
    data = bytearray(book.read_bytes())
    for (page,) in leaves[2:5]:
        data[(page - 1) * 4096 : page * 4096] = bytes(4096)
    book.write_bytes(data)
    assert desk("check", book).code == 1
    run = desk("recover", book, "-o", new)
    assert (run.code, run.err) == (0, "")
    assert f"Recovered {new} from {book}: " in run.out
    assert "could be read" in run.out
    assert book.read_bytes() == data
    with open_portfolio(new, read_only=True) as portfolio:
        assert portfolio.conn.value("PRAGMA integrity_check") == "ok"
    assert "Choose another name" in desk("recover", book, "-o", new).err
