"""kill -9 while a file is made or put in another's place: it is whole, or as it was, or absent."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest

from models.files import sweep
from models.partner import Partner
from models.store import keys, migrations, protecting, records
from models.store.backup import backup, check
from models.store.portfolio import create, open_portfolio
from models.store.portfolio_file import version_of
from tests.faults.books import add_partner, lay, whole_state
from tests.faults.counts import chance, times
from tests.faults.jobs import SAMPLE_DAY, a_later_version
from tests.faults.killing import Ended, Killing, killing
from tests.sample_portfolio import sample_at

PROTECTED = pytest.mark.parametrize("protected", [False, True], ids=["plain", "protected"])


@pytest.fixture(scope="module")
def child() -> Iterator[Killing]:
    with killing() as found:
        yield found


def held() -> tuple[keys.Key, ...]:
    return tuple(keys._held.values())


def kill_often(
    child: Killing, folder: Path, job: str, often: int, begin: Callable[[], object],
    look: Callable[[Ended], object],
) -> None:  # fmt: skip
    """Kill a job at many moments; before each `begin` lays out the folder, after it `look`s."""
    moment, midway = chance(f"{job} {folder.name}"), 0
    begin()
    of = child.run(job, folder, held=held())
    look(of)
    for _ in range(often):
        for path in sorted(folder.iterdir()):
            if path.is_file():
                path.unlink()
        begin()
        ended = child.at_some_moment(job, folder, Random(moment.random()), of, *held())
        midway += ended.killed
        look(ended)
        sweep(folder)
        left = [path.name for path in folder.iterdir() if "part" in path.name]
        assert left == []
    assert midway


@PROTECTED
def test_03_a_new_portfolio_is_there_whole_or_its_name_is_free(
    tmp_path: Path, child: Killing, protected: bool
) -> None:
    path = tmp_path / "new.alliance"

    def begin() -> None:
        if protected:
            keys.hold(keys.Key(b"\3" * 32, b"\4" * 16))

    def look(ended: Ended) -> None:
        if not ended.killed or path.exists():
            assert check(path).whole
            open_portfolio(path).close()
        else:
            create(path).close()

    job = "create_protected" if protected else "create"
    kill_often(child, tmp_path, job, times(10, 200), begin, look)


@PROTECTED
def test_03_a_portfolio_is_of_the_old_version_or_of_the_new(
    tmp_path: Path, child: Killing, protected: bool
) -> None:
    path, copy = tmp_path / "book.alliance", tmp_path / "book-before-version-2.alliance"

    def look(ended: Ended) -> None:
        copied = copy.exists()
        if copied:
            assert check(copy).whole
            assert version_of(copy) == migrations.SUPPORTED
        with a_later_version():
            version = version_of(path)
            assert copied or version == migrations.SUPPORTED - 1
            assert ended.killed or version == migrations.SUPPORTED
            with open_portfolio(path) as portfolio:
                colours = portfolio.conn.rows("SELECT DISTINCT colour FROM partners")
                assert colours == [("red",)]
                assert portfolio.conn.value("SELECT count(*) FROM partners") == 20
                assert portfolio.conn.value("PRAGMA integrity_check") == "ok"
                add_partner(portfolio, "After")

    kill_often(
        child, tmp_path, "migrate", times(10, 200), lambda: lay(path, protected=protected), look
    )


@PROTECTED
@pytest.mark.parametrize("job", ["secure", "backup"])
def test_04_a_copy_is_whole_or_its_name_is_as_it_was(
    tmp_path: Path, child: Killing, protected: bool, job: str
) -> None:
    path, copies = tmp_path / "book.alliance", tmp_path / "copies"
    copies.mkdir()
    older = tmp_path / "copy.alliance"
    states: dict[str, str] = {}

    def begin() -> None:
        for copy in copies.iterdir():
            copy.unlink()
        lay(path, protected=protected)
        if job == "backup":
            backup(path, older)
            states["older"] = states.get("older") or whole_state(older)
        if "path" not in states:
            with open_portfolio(path) as portfolio:
                states["bytes"] = ""
                add_partner(portfolio, "Newer")
            states["path"] = whole_state(path)
            begin.data = path.read_bytes()  # type: ignore[attr-defined]
        path.write_bytes(begin.data)  # type: ignore[attr-defined]

    def look(ended: Ended) -> None:
        assert whole_state(path) == states["path"]
        if job == "backup":
            wanted = {states["path"]} | ({states["older"]} if ended.killed else set())
            assert whole_state(older) in wanted
        else:
            made = [whole_state(copy) for copy in copies.glob("[!.]*.alliance")]
            assert made == [states["path"]] or (ended.killed and made == [])
        sweep(copies)
        assert [copy.name for copy in copies.iterdir() if copy.name.startswith(".")] == []

    kill_often(child, tmp_path, job, times(6, 80), begin, look)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sample") / "book.alliance"
    sample_at(path, SAMPLE_DAY).close()
    return path.read_bytes()


@pytest.mark.parametrize(
    ("job", "name"),
    [("pdf", "pack.pdf"), ("slides", "pack.pptx"), ("xlsx", "deals.xlsx"), ("csv", "list.csv")],
)
def test_04_what_is_handed_over_is_whole_or_not_there(
    tmp_path: Path, child: Killing, sample: bytes, job: str, name: str
) -> None:
    target, first = tmp_path / name, list[bytes]()

    def look(ended: Ended) -> None:
        if not target.exists():
            assert ended.killed
            return
        data = target.read_bytes()
        first[:] = first or [data]
        if job in ("pdf", "csv"):
            assert data == first[0]
        else:
            with ZipFile(target) as packed:
                assert packed.testzip() is None

    kill_often(
        child, tmp_path, job, times(4, 75),
        lambda: (tmp_path / "book.alliance").write_bytes(sample), look,
    )  # fmt: skip


@PROTECTED
def test_04_the_old_passphrase_opens_or_the_new(
    tmp_path: Path, child: Killing, protected: bool
) -> None:
    path, copy = tmp_path / "book.alliance", tmp_path / "copy.alliance"
    fresh = keys.Key(b"\7" * 32, b"\5" * 16)
    states: dict[str, str] = {}

    def begin() -> None:
        keys.forget(fresh)
        lay(path, protected=protected)
        copy.write_bytes(path.read_bytes())
        states["was"] = states.get("was") or whole_state(path)

    def look(ended: Ended) -> None:
        for each in (path, copy):
            before = keys.head_of(each)[: keys.SALT]
            if before == fresh.salt:
                keys.hold(fresh)
            else:
                assert ended.killed
                assert protecting.is_protected(each) is protected
            assert whole_state(each) == states["was"]
            with open_portfolio(each) as portfolio:
                assert len(records.find(portfolio, Partner)) == 20
        keys.forget(fresh)

    kill_often(child, tmp_path, "protect", times(10, 200), begin, look)


@PROTECTED
@pytest.mark.parametrize("log", [False, True], ids=["closed", "with a log"])
def test_05_a_restored_portfolio_is_the_old_one_or_the_copy(
    tmp_path: Path, child: Killing, protected: bool, log: bool
) -> None:
    path, copy = tmp_path / "book.alliance", tmp_path / "copy.alliance"
    wal = path.with_name("book.alliance-wal")
    first: dict[str, bytes] = {}
    states: dict[str, str] = {}

    def begin() -> None:
        lay(path, protected=protected)
        if not first:
            backup(path, copy)
            portfolio = open_portfolio(path)
            add_partner(portfolio, "In the file itself")
            portfolio.checkpoint()
            for number in range(30):
                add_partner(portfolio, f"Later {number}")
            if not log:
                portfolio.checkpoint()
            first.update(path=path.read_bytes(), copy=copy.read_bytes(), wal=wal.read_bytes())
            portfolio.close()
            states.update(path=whole_state(path), copy=whole_state(copy))
        path.write_bytes(first["path"])
        copy.write_bytes(first["copy"])
        wal.write_bytes(first["wal"])

    def look(ended: Ended) -> None:
        found = whole_state(path)
        assert found == states["copy"] or (ended.killed and found == states["path"])
        assert whole_state(copy) == states["copy"]

    kill_often(child, tmp_path, "restore", times(5, 100), begin, look)
