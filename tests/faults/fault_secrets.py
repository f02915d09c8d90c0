"""A protected portfolio is worked with for a day: its words and its passphrase lie nowhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop import diagnostics
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.store import keys, protecting, records
from models.store.backup import check
from models.store.portfolio import create, open_portfolio

ROOT = Path(__file__).resolve().parents[2]
SENTINEL = "Quartz of Zanzibar"
PHRASE = "Sesame-of-Kilwa"

# A working day in the window, without a screen: change, copy, undo, lock, unlock, end.
_DAY = """
import os, sys
from pathlib import Path
from desktop import app as root
from models.partner import Partner
from models.ids import new_id
from models.store import records
from ui.work import Inline

book, sentinel, end = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
phrase = sys.stdin.readline().strip()
app = root.application()
window = root.build(app, executor=Inline())
window.show()

def give():
    card = window.page.card
    card.field.setText(phrase)
    card.go.click()

window.session.open(book)
give()
assert window.desk.opened.path == book
lane = window.desk.lane
lane.write(f"Add {sentinel}", lambda held: records.add(held, Partner(new_id(), sentinel)))
window.session.before_import()
lane.write("Note", lambda held: records.add(held, Partner(new_id(), "B", notes=sentinel * 9)))
lane.undo()
lane.redo()
window.protection.lock()
card = window.page.card
card.field.setText("wrong " + phrase)
card.go.click()
give()
assert window.desk.opened.path == book
print("argv", [word for word in sys.argv if phrase in word])
print("environment", [name for name, word in os.environ.items() if phrase in word])
if end == "die":
    os.kill(os.getpid(), 9)
window.close()
window.session.leave()
"""


def hits(*folders: Path) -> list[str]:
    """The files in which a partner's name, the passphrase or the key can be read."""
    words = [word.encode(code) for word in (SENTINEL, PHRASE) for code in ("utf-8", "utf-16-le")]
    return [
        str(path)
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file() and any(word in path.read_bytes() for word in words)
    ]


@pytest.mark.parametrize("end", ["quit", "die"])
def test_20_after_a_day_of_work_nothing_of_it_lies_about_in_plain(tmp_path: Path, end: str) -> None:
    desk, home, temporary = (tmp_path / name for name in ("desk", "home", "temporary"))
    for folder in (desk, home, temporary):
        folder.mkdir()
    book = desk / "book.alliance"
    create(book, PHRASE).close()
    keys.forget()
    run = subprocess.run(
        [sys.executable, "-c", _DAY, str(book), SENTINEL, end],
        input=PHRASE + "\n", capture_output=True, text=True, cwd=ROOT, timeout=120, check=False,
        env=os.environ | {
            "ALLIANCE_DESK_HOME": str(home), "TMPDIR": str(temporary),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )  # fmt: skip
    assert run.returncode == (0 if end == "quit" else -9), run.stderr
    assert "argv []" in run.stdout
    assert "environment []" in run.stdout
    assert PHRASE not in run.stdout + run.stderr
    assert hits(desk, home, temporary) == []
    assert list(home.rglob("*.alliance"))  # there are backups, and they were searched
    protecting.unlock(book, PHRASE)
    assert check(book).whole
    with open_portfolio(book) as portfolio:
        names = {partner.name for partner in records.find(portfolio, Partner)}
    assert SENTINEL in names
    protecting.unprotect(book)
    assert hits(desk) == [str(book)]  # the search would have found it


def test_19_neither_passphrase_nor_key_is_in_a_log_or_a_report(home: Path) -> None:
    key = keys.new_key(PHRASE)
    for fault in (
        UserError(f"{PHRASE} does not open it."),
        ValueError(f"bad {PHRASE} {key.raw.hex()} {key.words}"),
        RuntimeError(key),
    ):
        try:
            raise fault
        except Exception as caught:  # noqa: BLE001  any fault of ours
            diagnostics.log("uncaught", caught)
            report = diagnostics.report(caught)
        for told in (report, *(path.read_text(encoding="utf-8") for path in home.rglob("*.log"))):
            assert PHRASE not in told
            assert key.raw.hex() not in told


def test_19_every_file_of_a_portfolio_is_its_owners_alone(tmp_path: Path) -> None:
    book = tmp_path / "book.alliance"
    with create(book, PHRASE) as portfolio:
        with portfolio.change("Add"):
            records.add(portfolio, Partner(new_id(), SENTINEL))
        rights = {path.name: oct(path.stat().st_mode & 0o077) for path in tmp_path.iterdir()}
    assert set(rights.values()) == {"0o0"}, rights
