"""Faults of ours: logged as lines, shown once, from any thread, with nothing of the portfolio."""

import json
import sys
import threading
import weakref
from pathlib import Path

import pytest

from desktop import diagnostics
from models.errors import UserError


@pytest.fixture
def hooks():
    kept = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    sys.excepthook, threading.excepthook, sys.unraisablehook = kept


@pytest.fixture(autouse=True)
def counted_from_here():
    diagnostics.forget_counts()
    yield
    diagnostics.forget_counts()


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
    shown: list[diagnostics.Fault] = []
    diagnostics.catch_everything(shown.append)
    worker = threading.Thread(target=fail)
    worker.start()
    worker.join()
    sys.excepthook(ValueError, ValueError("here"), None)
    assert [fault.report.splitlines()[-1] for fault in shown] == [
        "ZeroDivisionError",
        "ValueError",
    ]
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


def test_a_log_that_cannot_be_written_prints_no_fault_of_its_own(monkeypatch, capsys):
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no disk that is always full")
    monkeypatch.setattr("desktop.paths.log_file", lambda: full)
    diagnostics.log("fault", ValueError())
    assert capsys.readouterr().err == ""


def test_the_same_trace_is_one_fault_that_is_counted_and_logged_ever_more_rarely(home):
    times = []
    for _ in range(120):
        try:
            fail()
        except ZeroDivisionError as error:
            times.append(diagnostics.take("fault", error).times)
    assert times == list(range(1, 121))
    lines = (home / "alliance-desk.log").read_text().splitlines()
    assert [json.loads(line)["text"] for line in lines] == [
        "fault", "fault, 10 times", "fault, 100 times",
    ]  # fmt: skip


def test_another_place_is_another_fault():
    def farther() -> None:
        fail()

    found = []
    for call in (fail, farther):
        try:
            call()
        except ZeroDivisionError as error:
            found.append(diagnostics.take("fault", error))
    assert [fault.times for fault in found] == [1, 1]
    assert found[0].report != found[1].report


def test_what_the_world_did_is_told_in_words_that_stay_out_of_the_report(home):
    fault = diagnostics.take("uncaught", UserError("Contoso is gone.", "Look for it."))
    assert fault.words == ("Contoso is gone.", "Look for it.")
    assert "Contoso" not in fault.report + (home / "alliance-desk.log").read_text()


class Held:
    """Something that must not outlive the step that failed."""


def test_a_fault_lets_go_of_what_its_step_held(hooks):
    seen = []

    def step() -> None:
        held = Held()
        seen.append(weakref.ref(held))
        raise ValueError(held)

    kept: list[diagnostics.Fault] = []
    diagnostics.catch_everything(kept.append)
    try:
        step()
    except ValueError as error:
        error.args = ()
        sys.last_value = error
        sys.excepthook(ValueError, error, error.__traceback__)
        assert seen[0]() is None
    assert not hasattr(sys, "last_value")
    assert len(kept) == 1


def test_a_fault_in_a_finaliser_goes_to_the_log_alone(hooks, home):
    shown: list[diagnostics.Fault] = []
    diagnostics.catch_everything(shown.append)

    class Falling:
        def __del__(self) -> None:
            fail()

    Falling()
    assert shown == []
    assert "let go" in (home / "alliance-desk.log").read_text()


def test_a_window_that_has_gone_is_no_second_fault(hooks, home):
    def gone(_fault: object) -> None:
        raise RuntimeError("Internal C++ object already deleted.")

    diagnostics.catch_everything(gone)
    sys.excepthook(ValueError, ValueError(), None)
    assert len((home / "alliance-desk.log").read_text().splitlines()) == 1
