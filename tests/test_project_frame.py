"""The frame of the project holds: packages, pins, set-up, guards."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

import desktop
from ui.dialogs.about import NOTICES

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PYTHONS = ["3.11", "3.12", "3.13"]


def pins() -> list[Requirement]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if not line.startswith("#")]


def applies(requirement: Requirement, python: str, extra: str = "") -> bool:
    surroundings = {"python_version": python, "python_full_version": f"{python}.0", "extra": extra}
    return requirement.marker is None or requirement.marker.evaluate(surroundings)


def script(name: str) -> ModuleType:
    """A script of `.ci`, loaded without being run."""
    spec = importlib.util.spec_from_file_location(f"{name}_script", ROOT / ".ci" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def needed_at_run_time() -> set[NormalizedName]:
    """Names of every package that the product needs on this Python, also indirectly.

    pip (sqlite-utils asks for it) is part of every virtual environment and comes with Python.
    """
    waiting = [Requirement(line) for line in PROJECT["project"]["dependencies"]]
    found: set[NormalizedName] = set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in found and applies(requirement, f"3.{sys.version_info.minor}"):
            found.add(name)
            waiting += [Requirement(line) for line in metadata.requires(name) or []]
    return found - {canonicalize_name("pip")}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_version_is_said_in_one_place(wheel: Path) -> None:
    assert wheel.name.split("-")[1] == desktop.__version__
    assert "version" not in PROJECT["project"]


def test_the_wheel_holds_every_resource(wheel: Path) -> None:
    resources = ROOT / "resources"
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in resources.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted
    assert wanted <= set(zipfile.ZipFile(wheel).namelist())


def test_the_wheel_holds_the_floors_and_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    told = {f"alliance_desk-{desktop.__version__}.dist-info"}
    assert tops == {"desktop", "ui", "reports", "models", "resources"} | told


@pytest.mark.parametrize("python", PYTHONS)
def test_every_dependency_is_pinned_once_on_each_python(python: str) -> None:
    pinned = [canonicalize_name(pin.name) for pin in pins() if applies(pin, python)]
    assert len(pinned) == len(set(pinned))
    dev = PROJECT["project"]["optional-dependencies"]["dev"]
    asked = [Requirement(line) for line in [*PROJECT["project"]["dependencies"], *dev]]
    for requirement in asked:
        if applies(requirement, python):
            assert canonicalize_name(requirement.name) in pinned


@pytest.mark.parametrize(
    ("python", "minor"), [("3.11", "6.11"), ("3.12", "6.12"), ("3.13", "6.12")]
)
def test_the_qt_of_each_python_keeps_its_references_to_none(python: str, minor: str) -> None:
    qt = [pin for pin in pins() if pin.name == "PySide6_Essentials" and applies(pin, python)]
    assert [str(pin.specifier).startswith(f"=={minor}.") for pin in qt] == [True]


def test_what_runs_is_what_is_pinned() -> None:
    python = f"3.{sys.version_info.minor}"
    exact = {canonicalize_name(pin.name): pin.specifier for pin in pins() if applies(pin, python)}
    assert needed_at_run_time() <= set(exact)
    wrong = [
        name for name in needed_at_run_time() if not exact[name].contains(metadata.version(name))
    ]
    assert wrong == []


def test_the_pins_name_no_host() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    assert not re.search(r"://|@|--|\bfile:", text)


def test_every_package_that_runs_has_its_licence_told() -> None:
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8")
    told = {canonicalize_name(name) for name in re.findall(r"^\| ([\w.-]+) \|", notices, re.M)}
    assert needed_at_run_time() - told == set()


# The oldest versions without a fault that matters here: what each would do stands beside it.
SAFE = {
    "apsw-sqlite3mc": "3.51.3.0",  # SQLite's reset of the log could damage a file before
    "reportlab": "5.0",  # before, a picture in a text was fetched, and text could be run (4.0.4)
    "pillow": "12.1.1",  # PSD and earlier formats wrote out of bounds before
    "lxml": "6.1",  # entities of other files were read by default in the older ones
    "babel": "2.9.1",  # locale names were loaded as files from anywhere before
}


def test_no_library_is_older_than_its_faults_that_matter_here() -> None:
    old = {name: metadata.version(name) for name, least in SAFE.items()
           if Version(metadata.version(name)) < Version(least)}  # fmt: skip
    assert old == {}


@pytest.mark.parametrize("python", PYTHONS)
def test_no_pin_is_older_than_that_on_any_python(python: str) -> None:
    pinned = {canonicalize_name(pin.name): pin for pin in pins() if applies(pin, python)}
    for name, least in SAFE.items():
        (exact,) = pinned[canonicalize_name(name)].specifier
        assert Version(exact.version) >= Version(least), name


def test_the_engine_itself_is_past_its_faults() -> None:
    """The wheel's number is a name; what counts is what was compiled into it."""
    import apsw

    assert Version(apsw.sqlite_lib_version()) >= Version("3.51.3")
    assert getattr(apsw, "mc_version", "")  # else it would ignore a passphrase, silently


@pytest.fixture(scope="session")
def audit() -> ModuleType:
    return script("audit")


@pytest.mark.parametrize(
    ("code", "told", "words"),
    [
        (0, "No known vulnerabilities found", "no known fault"),
        (1, '{"dependencies": [{"name": "a", "version": "1", "vulns": [{"id": "X-1"}]}]}', "X-1"),
        (1, "ConnectionError: unreachable", "no source of advisories could be reached"),
        (None, "", "no source of advisories could be reached"),
    ],
)
def test_the_audit_tells_what_was_found_and_never_fails_offline(
    audit: ModuleType, code: int | None, told: str, words: str
) -> None:
    assert words in audit.said(code, told)


def test_without_the_tool_the_audit_says_so(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit.importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(audit.shutil, "which", lambda _name: None)
    audit.main()
    assert "was not asked" in capsys.readouterr().out


def test_the_window_about_the_product_names_every_library_it_asks_for() -> None:
    of = {"rl-accel": "reportlab", "apsw-sqlite3mc": "apsw"}  # parts of what is named
    asked = [Requirement(line).name for line in PROJECT["project"]["dependencies"]]
    names = {canonicalize_name(name.split("_")[0] if "PySide6" in name else name) for name in asked}
    told = NOTICES.casefold()
    assert {name for name in names if of.get(name, name) not in told} == set()


def test_the_readme_names_only_targets_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.M))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`make ([a-z]+)`", readme)) | set(
        re.findall(r"^make ([a-z]+)", readme, re.M)
    )
    assert {"run", "test"} <= named <= targets


# Set-up


@pytest.fixture(scope="session")
def setup() -> ModuleType:
    return script("setup")


def test_a_library_that_ldd_does_not_find_is_missing_once(setup: ModuleType) -> None:
    told = """QtWidgets.abi3.so:
        libEGL.so.1 => not found
        libz.so.1 => /lib/libz.so.1 (0x0)
    libqxcb.so:
        libEGL.so.1 => not found
        libxcb-cursor.so.0 => not found"""
    assert setup.missing_libraries(told) == ["libEGL.so.1", "libxcb-cursor.so.0"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ldd is Linux's")
def test_qt_finds_every_library_it_is_linked_to(setup: ModuleType) -> None:
    assert setup.missing_libraries(setup.ldd(setup.ALWAYS)) == []


def test_without_root_the_command_is_named(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup, "can_install", lambda: False)
    with pytest.raises(SystemExit, match=r"sudo apt-get install .* libegl1"):
        setup.apt_install(["libegl1"], "Qt needs system libraries that are missing")


def test_an_old_python_is_told_what_is_needed(
    setup: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(setup.shutil, "which", lambda _name: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or later"):
        setup.start_again_with_a_newer_python()


# Guards of the tests themselves


HIDDEN_FAULTS = """
import contextlib, socket, threading, warnings
from PySide6.QtCore import QTimer, qWarning

def test_nothing_hidden(qtbot):
    pass

def test_connection(qtbot):
    socket.create_connection(("127.0.0.1", 9))

def test_swallowed_connection(qtbot):
    with contextlib.suppress(Exception):
        socket.create_connection(("127.0.0.1", 9))

def test_warning(qtbot):
    warnings.warn("old")

def test_warning_of_qt(qtbot):
    qWarning("odd")

def test_slot_that_raises(qtbot):
    timer = QTimer()
    timer.timeout.connect(lambda: 1 / 0)
    with qtbot.waitSignal(timer.timeout):
        timer.start(0)

def test_thread_that_raises(qtbot):
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    """Outcomes of each of those tests under the project's own settings."""
    test = tmp_path_factory.mktemp("guarded") / "test_guarded.py"
    test.write_text(HIDDEN_FAULTS, encoding="utf-8")
    run = [sys.executable, "-m", "pytest", "-q", "-rA", "-c", str(ROOT / "pyproject.toml")]
    run += ["-p", "tests.conftest", "-p", "no:cacheprovider", str(test)]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, check=False)
    found: dict[str, set[str]] = {}
    for outcome, name in re.findall(r"^(PASSED|FAILED|ERROR) \S*::(\w+)", done.stdout, re.M):
        found.setdefault(name, set()).add(outcome)
    return found


@pytest.mark.parametrize("name", re.findall(r"def (test_\w+)", HIDDEN_FAULTS))
def test_a_hidden_fault_fails_its_test(name: str, outcomes: dict[str, set[str]]) -> None:
    sound = name == "test_nothing_hidden"
    assert (outcomes[name] == {"PASSED"}) == sound


def test_a_run_without_tests_is_not_green(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "pytest", "-q", "-c", str(ROOT / "pyproject.toml"), str(tmp_path)]
    assert subprocess.run(run, cwd=ROOT, capture_output=True, check=False).returncode == 5


@pytest.mark.usefixtures("qapp")
def test_calls_into_qt_lose_no_reference_to_none() -> None:
    from PySide6.QtWidgets import QLabel

    label = QLabel()
    before = sys.getrefcount(None)
    for _ in range(300):
        label.setText("Aggregate TCV")
    # Immortal from Python 3.12 on: the count never moves. On 3.11 others hold a few.
    assert abs(sys.getrefcount(None) - before) < 50
