"""Faults of ours: logged as lines, shown once, from any thread, with nothing of the portfolio."""

import json
import sys
import threading

import pytest

from desktop import diagnostics


@pytest.fixture
def hooks():
    kept = sys.excepthook, threading.excepthook
    yield
    sys.excepthook, threading.excepthook = kept


def fail() -> None:
    raise ZeroDivisionError("divided")


def test_an_entry_is_one_line_with_its_trace(home):
    for _ in range(2):
        try:
            fail()
        except ZeroDivisionError as error:
            diagnostics.log("fault", error)
    lines = (home / "alliance-desk.log").read_text().splitlines()
    assert len(lines) == 2
    assert json.loads(lines[1])["text"] == "fault"
    assert "in fail" in json.loads(lines[1])["trace"]


def test_an_uncaught_fault_of_any_thread_is_logged_and_shown(hooks, home):
    shown: list[BaseException] = []
    diagnostics.catch_everything(shown.append)
    worker = threading.Thread(target=fail)
    worker.start()
    worker.join()
    sys.excepthook(ValueError, ValueError("here"), None)
    assert [type(error) for error in shown] == [ZeroDivisionError, ValueError]
    assert len((home / "alliance-desk.log").read_text().splitlines()) == 2


def test_the_report_names_versions_and_the_place():
    try:
        fail()
    except ZeroDivisionError as error:
        told = diagnostics.report(error)
    assert "Alliance Desk" in told
    assert "in fail" in told


def test_a_home_that_cannot_be_written_hides_nothing(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setattr("desktop.paths.log_file", lambda: blocked / "log")
    diagnostics.log("fault", ValueError())
