"""A fault in a slot, while painting, in a worker, a thread or a pool leaves the window usable."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton

from desktop import app as root
from desktop import diagnostics
from desktop.doings import Doings
from desktop.window import Window
from models.errors import UserError
from models.ids import new_id
from models.partner import Partner
from models.store import records
from reports import worker
from tests.desktop.raising import answer, raise_value
from ui.dialogs.fault import FaultDialog

ROOT = Path(__file__).resolve().parents[2]


def fail(*_: object) -> None:
    raise ZeroDivisionError("divided")


class Panic(BaseException):
    """What a library of another language raises: no Exception."""


def panic(*_: object) -> None:
    raise Panic


@pytest.fixture(autouse=True)
def caught(window: Window) -> Iterator[None]:
    """The process's own hooks, as a start sets them."""
    kept = sys.excepthook, threading.excepthook, sys.unraisablehook
    diagnostics.forget_counts()
    diagnostics.catch_everything(window.uncaught.emit)
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = kept
    diagnostics.forget_counts()


@pytest.fixture
def real(qapp: QApplication, qtbot, caught: None) -> Iterator[Window]:
    """A window whose lane has its own threads."""
    made = root.build(qapp)
    qtbot.addWidget(made)
    made.show()
    made.doings.show_welcome()
    diagnostics.catch_everything(made.uncaught.emit)
    yield made
    made.desk.lane.stop()


def dialogs(window: Window) -> list[FaultDialog]:
    return [one for one in window.findChildren(FaultDialog) if one.isVisible()]


def settle(qapp: QApplication, window: Window) -> FaultDialog:
    """Let what waits in the loop arrive; the one dialog that there then is."""
    qapp.processEvents()
    qapp.processEvents()
    (found,) = dialogs(window)
    return found


def works(window: Window, book) -> None:
    """The window still opens, writes, undoes and goes elsewhere."""
    for dialog in dialogs(window):
        dialog.way_out.click()
    assert dialogs(window) == []
    window.session.open(book)
    window.desk.lane.write("Add", lambda opened: records.add(opened, Partner(new_id(), "One")))
    assert window.can_undo()
    window.doings.undo()
    assert window.can_redo()
    window.doings.close_portfolio()


def test_a_slot_that_raises(qapp, window, book):
    button = QPushButton(window)
    button.clicked.connect(fail)
    button.click()
    assert dialogs(window) == []  # not in the midst of what raised
    settle(qapp, window)
    works(window, book)


def test_a_paint_event_that_raises_again_and_again_is_told_once(book, home):
    """In a process of its own: only a loop that Python does not call hands it to the hook."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.desktop.painting_badly", str(book)],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"}, cwd=ROOT,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    told = json.loads(done.stdout)
    assert told["dialogs"] == 1
    assert f"{told['paints']} times" in told["again"]
    assert (told["undo"], told["painted"], told["code"]) == ("Add", True, 0)
    assert "Traceback" not in done.stderr
    assert len((home / "alliance-desk.log").read_text().splitlines()) == 2  # the first, the tenth


def test_a_job_beside_the_lane_that_raises(qapp, window, book):
    failed: list[BaseException] = []
    window.desk.lane.compute(fail, (), failed=failed.append)
    assert [type(error) for error in failed] == [ZeroDivisionError]
    settle(qapp, window)
    works(window, book)


def test_a_write_that_raises_changes_nothing(qapp, window, book):
    window.session.open(book)

    def half(opened) -> None:
        records.add(opened, Partner(new_id(), "Half"))
        fail()

    window.desk.lane.write("Break", half)
    settle(qapp, window)
    assert not window.can_undo()
    counted: list[Any] = []
    window.desk.lane.read(lambda opened: opened.conn.value("SELECT COUNT(*) FROM partners"),
                          counted.append)  # fmt: skip
    assert counted == [0]
    works(window, book)


def test_an_answer_that_raises_hides_no_change_from_the_other_pages(qapp, window, book):
    window.session.open(book)
    window.desk.lane.write(
        "Add", lambda opened: records.add(opened, Partner(new_id(), "One")), fail
    )
    settle(qapp, window)
    assert window.can_undo()
    works(window, book)


def test_a_thread_that_raises(qapp, window, book):
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    settle(qapp, window)
    works(window, book)


@pytest.mark.parametrize("raising", [fail, panic])
def test_the_lane_s_own_threads_outlive_what_they_run(qtbot, real, book, raising):
    lane = real.desk.lane
    with qtbot.waitSignal(lane.opened):
        real.session.open(book)
    for begin in (lane.compute, lane.read):
        failed: list[BaseException] = []
        begin(raising, (), failed=failed.append) if begin == lane.compute else begin(
            raising, failed=failed.append
        )
        qtbot.waitUntil(lambda failed=failed: len(failed) == 1)
    with qtbot.waitSignal(lane.history):
        lane.write("Break", raising, failed=fail_quietly)
        lane.write("Add", lambda opened: records.add(opened, Partner(new_id(), "One")))
    assert real.can_undo()
    qtbot.waitUntil(lambda: len(dialogs(real)) == 1)


def fail_quietly(_error: BaseException) -> None:
    """A page that shows nothing of it."""


def test_a_process_of_the_pool_that_raises(qapp, qtbot, real):
    """One that dies is replaced: tests/reports/test_worker.py."""
    lane = real.desk.lane
    try:
        failed: list[BaseException] = []
        lane.compute(in_pool, (raise_value,), failed=failed.append)
        qtbot.waitUntil(lambda: len(failed) == 1, timeout=60_000)
        answers: list[str] = []
        lane.compute(in_pool, (answer,), answers.append)
        qtbot.waitUntil(lambda: answers == ["words"], timeout=60_000)
    finally:
        worker.stop()
    settle(qapp, real)


def in_pool(job: Any) -> object:
    """Run it where packs are built."""
    facts: Any = "words"
    return worker._built(facts, job)


def test_a_page_that_cannot_be_made_keeps_nobody_from_the_others(qapp, window, book, monkeypatch):
    window.session.open(book)
    window._makers = {**window._makers, "deals": fail}
    QTimer.singleShot(0, window.sidebar, lambda: window.sidebar.picked.emit("deals"))
    settle(qapp, window).way_out.click()
    window.sidebar.picked.emit("partners")
    assert window.here.page == "partners"
    works(window, book)


def other(*_: object) -> None:
    raise LookupError


def test_each_distinct_fault_has_its_dialog_after_the_one_before(qapp, window):
    window.desk.lane.compute(fail)
    window.desk.lane.compute(other)
    first = settle(qapp, window)
    assert "ZeroDivisionError" in first._report
    window.desk.lane.compute(fail)
    assert "2 times" in first.again.text()
    first.way_out.click()
    second = settle(qapp, window)
    assert "LookupError" in second._report
    assert second.again.isHidden()
    second.way_out.click()
    window.desk.lane.compute(fail)
    qapp.processEvents()
    assert dialogs(window) == []


def test_what_the_world_did_wrong_is_no_fault_of_ours(qapp, window):
    def refuse() -> None:
        raise UserError("The disk is full.", "Make room.")

    QTimer.singleShot(0, window, refuse)
    qapp.processEvents()
    qapp.processEvents()
    assert dialogs(window) == []
    assert window.message.sentence == "The disk is full."


def test_the_log_s_folder_is_opened_on_request(qapp, window, monkeypatch):
    asked: list[str] = []
    monkeypatch.setattr(Doings, "show_log", lambda _self: asked.append("log"))
    window.desk.lane.compute(fail)
    dialog = settle(qapp, window)
    assert asked == []
    dialog.folder.click()
    assert asked == ["log"]


def test_a_fault_is_told_where_even_the_home_folder_cannot_be_made(
    qapp, window, monkeypatch, tmp_path
):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("ALLIANCE_DESK_HOME", str(tmp_path / "file"))
    window.desk.lane.compute(fail)
    settle(qapp, window)
