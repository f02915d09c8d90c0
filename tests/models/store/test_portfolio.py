"""The portfolio file: one step a change, undo that survives, refusals in a sentence."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.errors import UserError
from models.ids import new_id
from models.partner import Contact, Offering, Partner
from models.store import migrations, records
from models.store.backup import check
from models.store.engine import connect
from models.store.portfolio import Portfolio, create, open_portfolio

NAME = "O'Neil & Söhne 株式会社"


@pytest.fixture
def portfolio(tmp_path):
    with create(tmp_path / "book.alliance") as made:
        yield made


def add_partner(portfolio: Portfolio, name: str = NAME) -> int:
    with portfolio.change(f"Add {name}"):
        return records.add(portfolio, Partner(new_id(), name))


def dump(portfolio: Portfolio) -> dict[str, list[tuple]]:
    return {
        table: portfolio.conn.rows(f"SELECT * FROM {table} ORDER BY id")
        for table in migrations.SHARED_TABLES
    }


def test_a_record_comes_back_as_it_went_in(portfolio):
    partner_id = add_partner(portfolio)
    offering = Offering(
        new_id(),
        partner_id,
        "Managed detection",
        True,
        False,
        ("Japan", "Europe"),
        date(2021, 5, 3),
    )
    with portfolio.change("Add offering"):
        records.add(portfolio, offering)
    assert records.find(portfolio, Offering, partner_id=partner_id) == [offering]
    assert records.get(portfolio, Partner, partner_id).name == NAME


def test_undo_and_redo_survive_closing_the_file(tmp_path):
    path = tmp_path / "book.alliance"
    with create(path) as portfolio:
        add_partner(portfolio)
        before = dump(portfolio)
    with open_portfolio(path) as portfolio:
        assert portfolio.can_undo() == f"Add {NAME}"
        portfolio.undo()
        assert records.find(portfolio, Partner) == []
    with open_portfolio(path) as portfolio:
        assert portfolio.can_redo() == f"Add {NAME}"
        portfolio.redo()
        assert dump(portfolio) == before


def test_deleting_a_partner_takes_its_records_and_undo_brings_them_back(portfolio):
    partner_id = add_partner(portfolio)
    with portfolio.change("Add contact"):
        records.add(portfolio, Contact(new_id(), partner_id, "Ada", "alliance manager"))
    before = dump(portfolio)
    with portfolio.change("Delete"):
        records.delete(portfolio, Partner, [partner_id])
    assert records.find(portfolio, Contact) == []
    portfolio.undo()
    assert dump(portfolio) == before
    portfolio.redo()
    assert records.find(portfolio, Contact) == []


def test_a_new_change_after_undo_ends_redo_but_not_undo(portfolio):
    add_partner(portfolio, "First")
    add_partner(portfolio, "Second")
    portfolio.undo()
    add_partner(portfolio, "Third")
    assert portfolio.redo() is None
    portfolio.undo()
    assert [p.name for p in records.find(portfolio, Partner)] == ["First"]
    assert portfolio.can_undo() == "Add First"


def test_a_change_that_fails_leaves_nothing(portfolio):
    before = dump(portfolio)
    with pytest.raises(RuntimeError), portfolio.change("Half"):
        add_partner(portfolio)
        raise RuntimeError
    assert dump(portfolio) == before
    assert portfolio.can_undo() is None


def test_a_change_that_changes_nothing_is_not_recorded(portfolio):
    with portfolio.change("Nothing") as change:
        pass
    assert change.seq == 0
    assert portfolio.can_undo() is None


def test_a_change_names_the_tables_it_touched(portfolio):
    with portfolio.change("Both") as change:
        partner_id = add_partner(portfolio)
        records.add(portfolio, Contact(new_id(), partner_id, "Ada", "other"))
    assert change.tables == {"partners", "contacts"}
    assert portfolio.undo().tables == {"partners", "contacts"}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["add", "rename", "delete", "undo", "redo"]), max_size=14))
def test_undoing_everything_leads_back_to_the_beginning(portfolio, steps):
    while portfolio.undo():
        pass
    start = dump(portfolio)
    for step in steps:
        partners = records.find(portfolio, Partner)
        if step == "add":
            add_partner(portfolio, "P")
        elif step == "rename" and partners:
            with portfolio.change("Rename"):
                records.update(portfolio, Partner, partners[0].id, name=f"{partners[0].name}x")
        elif step == "delete" and partners:
            with portfolio.change("Delete"):
                records.delete(portfolio, Partner, [partners[-1].id])
        elif step == "undo":
            portfolio.undo()
        elif step == "redo":
            portfolio.redo()
    end = dump(portfolio)
    taken_back = 0
    while portfolio.undo():
        taken_back += 1
    assert dump(portfolio) == start
    for _ in range(taken_back):
        portfolio.redo()
    assert dump(portfolio) == end


def test_a_read_only_portfolio_refuses_changes_and_keeps_no_lock(tmp_path):
    path = tmp_path / "book.alliance"
    create(path).close()
    with open_portfolio(path) as writer, open_portfolio(path, read_only=True) as reader:
        add_partner(writer)
        assert len(records.find(reader, Partner)) == 1
        with pytest.raises(UserError, match="read-only"), reader.change("No"):
            pass


def test_a_second_writer_is_told_who_holds_the_file(tmp_path):
    path = tmp_path / "book.alliance"
    with create(path), pytest.raises(UserError, match=f"process {os.getpid()} on"):
        open_portfolio(path)
    open_portfolio(path).close()
    assert not path.with_name("book.alliance.lock").exists()


def test_a_lock_of_another_computer_is_respected(tmp_path):
    path = tmp_path / "book.alliance"
    create(path).close()
    lock = path.with_name("book.alliance.lock")
    lock.write_text(json.dumps({"pid": 1, "host": "another-laptop"}))
    with pytest.raises(UserError, match="another-laptop"):
        open_portfolio(path)
    lock.unlink()
    open_portfolio(path).close()


def test_a_writer_that_was_killed_leaves_no_lock_that_holds(tmp_path):
    path = tmp_path / "book.alliance"
    create(path).close()
    code = (
        "import os, signal, sys; from pathlib import Path;"
        "from models.store.portfolio import open_portfolio;"
        "open_portfolio(Path(sys.argv[1])); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False, cwd=os.getcwd())
    assert path.with_name("book.alliance.lock").exists()
    open_portfolio(path).close()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda p: None, "There is no file"),
        (lambda p: p.mkdir(), "is a folder"),
        (lambda p: p.write_bytes(b""), "is empty"),
        (lambda p: p.write_bytes(b"partner,region\nA,B\n" * 20), "not an Alliance Desk portfolio"),
        (lambda p: p.write_bytes(bytes(range(256)) * 20), "not an Alliance Desk portfolio"),
    ],
    ids=["missing", "folder", "empty", "text", "binary"],
)
def test_what_is_no_portfolio_is_refused_in_a_sentence(tmp_path, make, words):
    path = tmp_path / "thing.alliance"
    make(path)
    with pytest.raises(UserError, match=words) as refusal:
        open_portfolio(path)
    assert refusal.value.hint
    assert not path.with_name("thing.alliance.lock").exists()


def test_another_programs_database_is_refused_and_not_written_to(tmp_path):
    path = tmp_path / "other.alliance"
    other = apsw.Connection(str(path))
    other.execute("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(UserError, match="not an Alliance Desk portfolio"):
        open_portfolio(path)
    assert path.read_bytes() == before


def test_a_newer_file_is_refused_with_both_versions(tmp_path):
    path = tmp_path / "book.alliance"
    with create(path) as portfolio:
        portfolio.conn.execute(f"PRAGMA user_version={migrations.SUPPORTED + 1}")
    before = path.read_bytes()
    with pytest.raises(
        UserError, match=f"format is {migrations.SUPPORTED + 1}, .* up to {migrations.SUPPORTED}"
    ):
        open_portfolio(path)
    assert path.read_bytes() == before


def test_a_name_that_is_taken_or_no_portfolios_is_refused(tmp_path):
    taken = tmp_path / "book.alliance"
    create(taken).close()
    with pytest.raises(UserError, match="exists already"):
        create(taken)
    with pytest.raises(UserError, match="not a portfolio's name"):
        create(tmp_path / "book.db")
    with pytest.raises(UserError, match="does not exist"):
        create(tmp_path / "nowhere" / "book.alliance")


def test_a_new_portfolio_is_saved_once(tmp_path, monkeypatch):
    saves = []

    def counted(path, **more):
        def saved():
            saves.append(path)
            return False

        made = connect(path, **more)
        made.raw.set_commit_hook(saved)
        return made

    monkeypatch.setattr("models.store.portfolio.connect", counted)
    create(tmp_path / "book.alliance").close()
    assert len(saves) == 1


def test_a_portfolio_that_cannot_be_made_leaves_its_name_free(tmp_path, monkeypatch):
    path = tmp_path / "book.alliance"

    def full(*_):
        raise apsw.FullError("database or disk is full")

    monkeypatch.setattr("models.store.portfolio.derived_id", full)
    with pytest.raises(UserError, match="can't be written: database or disk is full"):
        create(path)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.undo()
    create(path).close()


def test_an_older_file_is_copied_before_it_is_migrated(tmp_path, monkeypatch):
    path = tmp_path / "book.alliance"
    with create(path) as portfolio:
        add_partner(portfolio)

    def m999_add_colour(db):
        db.execute("ALTER TABLE partners ADD COLUMN colour TEXT NOT NULL DEFAULT ''")

    monkeypatch.setattr(migrations, "_MIGRATIONS", (*migrations._MIGRATIONS, m999_add_colour))
    monkeypatch.setattr(migrations, "SUPPORTED", migrations.SUPPORTED + 1)
    backups = tmp_path / "backups"
    backups.mkdir()
    with open_portfolio(path, backups=backups) as portfolio:
        assert portfolio.conn.value("SELECT colour FROM partners") == ""
    (copy,) = backups.iterdir()
    connection = apsw.Connection(str(copy))
    assert connection.execute("SELECT name FROM partners").get == NAME
    assert connection.execute("PRAGMA user_version").get == migrations.SUPPORTED - 1
    connection.close()


def test_a_migration_that_fails_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "book.alliance"
    with create(path) as portfolio:
        add_partner(portfolio)

    def m999_break(db):
        db.execute("DELETE FROM partners")
        db.execute("SELECT nonsense")

    monkeypatch.setattr(migrations, "_MIGRATIONS", (*migrations._MIGRATIONS, m999_break))
    monkeypatch.setattr(migrations, "SUPPORTED", migrations.SUPPORTED + 1)
    with pytest.raises(UserError):
        open_portfolio(path)
    monkeypatch.undo()
    with open_portfolio(path) as portfolio:
        assert [p.name for p in records.find(portfolio, Partner)] == [NAME]


def test_no_acknowledged_save_is_lost_when_the_process_is_killed(tmp_path):
    path = tmp_path / "book.alliance"
    create(path).close()
    code = (
        "import sys; from pathlib import Path;"
        "from models.store.portfolio import open_portfolio; from models.store import records;"
        "from models.partner import Partner; from models.ids import new_id\n"
        "p = open_portfolio(Path(sys.argv[1]))\n"
        "while True:\n"
        "    i = new_id()\n"
        "    with p.change('Add'): records.add(p, Partner(i, 'N'))\n"
        "    print(i, flush=True)\n"
    )
    for _ in range(3):
        worker = subprocess.Popen(
            [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, text=True
        )
        assert worker.stdout is not None
        acknowledged = [int(worker.stdout.readline()) for _ in range(20)]
        worker.kill()
        acknowledged += [int(line) for line in worker.communicate()[0].split()]
        with open_portfolio(path) as portfolio:
            kept = {partner.id for partner in records.find(portfolio, Partner)}
            assert set(acknowledged) <= kept
            assert portfolio.conn.value("PRAGMA integrity_check") == "ok"


def test_opening_a_portfolio_loads_neither_pandas_nor_sqlite_utils(tmp_path):
    path = tmp_path / "book.alliance"
    create(path).close()
    code = (
        "import sys; from pathlib import Path;"
        "from models.store.portfolio import open_portfolio; from models.store import records;"
        "from models.partner import Partner\n"
        "with open_portfolio(Path(sys.argv[1])) as p: records.find(p, Partner)\n"
        "print([m for m in ('pandas', 'numpy', 'sqlite_utils', 'sqlite3') if m in sys.modules])\n"
        "with open_portfolio(Path(sys.argv[1])) as p: p.db\n"
        "print([m for m in ('pandas', 'numpy') if m in sys.modules])\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert run.stdout.split("\n")[:2] == ["[]", "[]"]


def test_a_file_in_a_folder_that_cannot_be_written_still_opens_to_read(tmp_path, monkeypatch):
    path = tmp_path / "book.alliance"
    with create(path) as portfolio:
        add_partner(portfolio)
    real = connect

    def refuse(path: Path, *, create: bool = False, mode: str = "rw"):
        if mode != "immutable":
            raise apsw.CantOpenError("unable to open database file")
        return real(path, create=create, mode=mode)

    monkeypatch.setattr("models.store.portfolio.connect", refuse)
    with open_portfolio(path, read_only=True) as reader:
        assert len(records.find(reader, Partner)) == 1


def test_a_value_is_the_first_of_however_many_and_holds_no_lock(portfolio):
    for name in ("A", "B"):
        add_partner(portfolio, name)
    assert portfolio.conn.value("SELECT name FROM partners ORDER BY id") == "A"
    assert portfolio.conn.value("SELECT name FROM partners WHERE id=0") is None
    portfolio.checkpoint()
    assert portfolio.path.with_name("book.alliance-wal").stat().st_size == 0


def test_undo_stops_at_a_floor_also_after_a_restart(tmp_path):
    with create(tmp_path / "book.alliance") as portfolio:
        add_partner(portfolio, "Before")
        with portfolio.change("Begin", floor=True):
            add_partner(portfolio, "First")
        add_partner(portfolio, "Second")
    with open_portfolio(tmp_path / "book.alliance") as portfolio:
        undone = portfolio.undo()
        assert undone
        assert undone.label == "Add Second"
        assert (portfolio.can_undo(), portfolio.undo()) == (None, None)
        assert [found.name for found in records.find(portfolio, Partner)] == ["Before", "First"]
        redone = portfolio.redo()
        assert redone
        assert redone.label == "Add Second"


def test_what_is_written_aside_is_journalled_and_undo_passes_over_it(portfolio):
    add_partner(portfolio)
    with portfolio.change("Keep the day", aside=True) as change:
        portfolio.conn.execute("INSERT INTO settings (id, name, value) VALUES (1, 'day', '1')")
    assert change.tables == {"settings"}
    assert change.seq == portfolio.conn.value("SELECT max(id) FROM journal")
    assert portfolio.can_undo() == f"Add {NAME}"
    assert portfolio.undo().label == f"Add {NAME}"
    with portfolio.change("Keep the day", aside=True):
        portfolio.conn.execute("UPDATE settings SET value='2' WHERE name='day'")
    assert portfolio.redo().label == f"Add {NAME}"
    assert portfolio.conn.value("SELECT value FROM settings WHERE name='day'") == "2"


def test_the_schema_that_is_expected_is_the_one_that_is_made(tmp_path):
    # A change of the tables changes resources/schemas: take it over while nobody's file has it.
    with create(tmp_path / "book.alliance") as portfolio:
        made = migrations.schema_of(portfolio.conn)
    assert made == migrations.known_schema(migrations.SUPPORTED)
    versions = range(1, migrations.SUPPORTED + 1)
    assert all(migrations.known_schema(version) for version in versions)


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER t AFTER INSERT ON partners BEGIN DELETE FROM deals; END",
        "CREATE TEMP TABLE x (a); CREATE VIEW v AS SELECT * FROM partners",
        "CREATE TABLE extra (a CHECK (length(randomblob(100000000)) > 0))",
        "CREATE INDEX planted ON partners (abs(id))",
        "ALTER TABLE partners ADD COLUMN more BLOB GENERATED ALWAYS AS (hex(zeroblob(100000000)))",
        "CREATE VIRTUAL TABLE words USING fts5(a)",
        "DROP TABLE contacts; CREATE VIEW contacts AS SELECT * FROM partners",
    ],
    ids=["trigger", "view", "check", "index", "generated", "virtual", "view for a table"],
)
def test_a_portfolio_with_rules_of_somebody_else_is_refused_and_left_as_it_is(tmp_path, planted):
    path = tmp_path / "book.alliance"
    create(path).close()
    other = apsw.Connection(str(path))
    other.execute("PRAGMA journal_mode=DELETE").fetchall()
    other.execute(planted).fetchall()
    other.close()
    before = path.read_bytes()
    for read_only in (True, False):
        with pytest.raises(UserError, match="Alliance Desk did not make"):
            open_portfolio(path, read_only=read_only)
    with pytest.raises(UserError, match="did not make"):
        check(path)
    assert path.read_bytes() == before
