"""A process that ends by itself leaves a report, which the next start offers calmly."""

import os
import signal
import subprocess
import sys
import time

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from desktop import crash, paths

# A window that is killed while it is open, in the way that the last line says.
WINDOW = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop import app

def end():
    {end}

QTimer.singleShot(0, end)
sys.exit(app.run(None))
"""
ENDS = {
    "SIGSEGV": "import signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "SIGABRT": "os.abort()",
    "a wild pointer": "import ctypes; ctypes.string_at(0)",
}


def run(end: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WINDOW.format(end=end)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("how", ENDS)
@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_a_window_that_crashes_leaves_a_report_without_paths(how, home, tmp_path):
    done = run(ENDS[how])
    assert done.returncode < 0
    (found,) = crash.left()
    assert found.report.startswith("Alliance Desk ")
    assert "Fatal Python error" in found.report
    assert "desktop/app.py" in found.report
    assert str(tmp_path) not in found.report
    assert not [line for line in found.report.splitlines() if '"/' in line]
    (file,) = (home / "crashes").iterdir()
    assert str(crash.__file__) not in file.read_text()
    assert crash.left() == (found,)  # until it is deleted
    crash.forget()
    assert crash.left() == ()


def test_a_window_that_is_closed_or_stopped_leaves_none(home):
    assert run("app.QApplication.quit()").returncode == 0
    assert list((home / "crashes").iterdir()) == []
    if sys.platform != "win32":
        assert run("import signal; os.kill(os.getpid(), signal.SIGKILL)").returncode < 0
        assert len(list((home / "crashes").iterdir())) == 1
        assert crash.left() == ()
        assert list((home / "crashes").iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="signals are those of POSIX")
def test_a_window_that_lives_is_left_alone(home):
    code = "from desktop.crash import Watch; w = Watch(); w.begin(); print(flush=True); input()"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout is not None
    process.stdout.readline()
    assert crash.left() == ()
    (file,) = (home / "crashes").iterdir()
    process.send_signal(signal.SIGSEGV)
    process.communicate()
    assert len(crash.left()) == 1
    assert not file.exists()


def test_a_home_that_cannot_be_written_keeps_nobody_from_working(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("ALLIANCE_DESK_HOME", str(blocked))
    watch = crash.Watch()
    watch.begin()
    watch.end()
    assert crash.left() == ()


def put(words: str, at: float) -> None:
    file = paths.crashes() / f"crash {at:.0f}.txt"
    file.write_text(words)
    os.utime(file, (at, at))


def buttons(bar) -> dict[str, QPushButton]:
    return {b.text(): b for b in bar.findChildren(QPushButton) if b.isVisible()}


def test_the_next_start_offers_the_report(window, home):
    put("older", 1_600_000_000)
    put("newer", 1_700_000_000)
    window.notices.offer_reports(crash.left())
    bar = window.notices.crash
    assert bar.isVisible()
    assert "14 Nov 2023" in bar.sentence
    buttons(bar)["Copy details"].click()
    assert QGuiApplication.clipboard().text() == "newer\n\nolder"
    assert "Copied" in buttons(bar)
    buttons(bar)["Delete"].click()
    assert not bar.isVisible()
    assert crash.left() == ()


def test_without_a_report_nothing_is_said(window):
    window.notices.offer_reports(())
    assert not window.notices.crash.isVisible()


def test_the_bar_stays_when_a_portfolio_opens_and_goes_when_it_is_put_away(window, book, home):
    put("words", time.time())
    window.notices.offer_reports(crash.left())
    window.session.open(book)
    assert window.notices.crash.isVisible()
    window.notices.crash._close.click()
    assert not window.notices.crash.isVisible()
    assert len(crash.left()) == 1
