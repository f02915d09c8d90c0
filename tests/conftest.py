"""What every test gets: a home of its own, no screen, no network."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
NETWORK = {"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"}

if sys.platform.startswith("linux") and not (
    os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Ratios mean nothing beside other tests: `make bench` names the folder.
BENCH = any("benchmarks" in word for word in sys.argv)
APART = ("benchmarks", "faults")

# Every save waits for the disk, thousands of times: in memory most tests take half as long. Where
# there is little of it, or another folder is asked for, they stay on the disk, as benches do.
MEMORY = Path("/dev/shm")
if not BENCH and "TMPDIR" not in os.environ and os.access(MEMORY, os.W_OK | os.X_OK):
    if shutil.disk_usage(MEMORY).free > 4 * 2**30:
        # The second line is for this process, which may have asked already.
        os.environ["TMPDIR"] = str(MEMORY)
        tempfile.tempdir = str(MEMORY)

# A busy machine is not a fault: no deadline. In CI the same examples every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out what takes its own time, unless its folder is named."""
    name = collection_path.name
    apart = name in APART and collection_path.parent == Path(__file__).parent
    return True if apart and not any(name in word for word in config.args) else None


_tried: list[str] = []


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in NETWORK:
        _tried.append(f"{event} {arguments[1:]}")
        raise RuntimeError(f"The product never opens a connection: {event} {arguments[1:]}")


# An audit hook sees every caller, also inside libraries; it stays until the process ends.
sys.addaudithook(_refuse_network)


@pytest.fixture(autouse=True)
def no_network() -> Iterator[None]:
    """Fail the test that tried to connect, even when the product swallowed the refusal."""
    _tried.clear()
    yield
    assert not _tried, f"tried to reach the network: {_tried}"


@pytest.fixture(scope="session", autouse=True)
def no_process_left() -> Iterator[None]:
    """End the processes that build packs before the interpreter goes."""
    yield
    if "reports.worker" in sys.modules:
        sys.modules["reports.worker"].stop()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds everything the product writes outside a portfolio."""
    folder = tmp_path / "home"
    monkeypatch.setenv("ALLIANCE_DESK_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def no_key_held() -> Iterator[None]:
    """Each test begins without the key of any protected portfolio."""
    yield
    if "models.store.keys" in sys.modules:
        sys.modules["models.store.keys"].forget()


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real exports beside the project; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the real exports (../shared/data) are not on this machine")
    return folder


def pytest_sessionfinish() -> None:
    """Empty the clipboard: without a screen it outlives the interpreter and crashes its end."""
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Collect garbage between tests of widgets, as the window does it between events.

    A view that nothing holds any more is still painted at the end of its test; a collection in the
    middle of that frees it under the painter. One while a Qt object is freed frees others, which
    wait for a lock that the first one holds: the test never ends.
    """
    if "qapp" not in getattr(item, "fixturenames", ()):
        return (yield)
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown() -> Generator[None, None, None]:
    """Delete what a test has closed: without a running loop it would pile up, and slow the rest."""
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is not None and core.QCoreApplication.instance() is not None:
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
